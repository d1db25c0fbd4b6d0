"""Rows that are parts of turns: a cue or a sentence each, with the times that cues have."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal

from episcript.writers._sentences import bodies, captions_of, sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from episcript.model import Cue, Episode, Options, TimeSource, Turn
    from episcript.writers._rows import Row


def parts(
    cues: Sequence[Cue], episode: Episode, options: Options, *, timed: bool
) -> Iterator[tuple[int, Row]]:
    """Yield the index of a turn and the columns in which a part of it differs; a turn that no cue holds is one part."""
    found = {index: list(same) for index, same in groupby(cues, key=lambda cue: cue.turn)}
    for index, turn in enumerate(episode.turns):
        if index not in found:
            yield index, {}
            continue
        known = frozenset(time for _, time in turn.anchors)
        pieces = _pieces(found[index], turn, options)
        for part, (cue, text) in enumerate(pieces):
            yield index, {"part": part, **(_times(cue, turn, known) if timed else {}), "text": text}


def _pieces(cues: Iterable[Cue], turn: Turn, options: Options) -> Iterator[tuple[Cue, str]]:
    said = [(cue, [line for line in cue.lines if line.strip()]) for cue in cues]
    spoken = list(bodies(((cue, lines) for cue, lines in said if lines), turn.text))
    return sentences(spoken, captions_of(turn)) if options.per == "sentence" else iter(spoken)


def _times(cue: Cue, turn: Turn, known: Collection[int]) -> Row:
    """Return the times of a part, their sources by the times that are `known` inside its turn, and how far off the start may be."""
    return {
        "start": cue.start,
        "start_source": _source(cue.start, cue.start == turn.start and turn.start_source, turn, known),
        "end": cue.end,
        "end_source": _source(cue.end, cue.end == turn.end and turn.end_source, turn, known),
        "uncertainty": cue.uncertainty,
    }


def _source(
    time: int, own: TimeSource | Literal[False] | None, turn: Turn, known: Collection[int]
) -> TimeSource:
    """Return where a time comes from: the turn whose `own` it is, what is known inside it, or the length of the words.

    >>> from episcript.model import Turn
    >>> _source(5, None, Turn("", anchor_source="stamp"), {5}), _source(6, None, Turn(""), ())
    ('given', 'estimated')
    """
    if own:
        return own
    if turn.anchor_source == "aligned":
        return "aligned"
    return "given" if time in known else "estimated"
