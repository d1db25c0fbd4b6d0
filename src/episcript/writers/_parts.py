"""Rows that are parts of turns: a cue or a sentence each, with the times that cues have."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from episcript.writers._sentences import bodies, captions_of, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
        pieces = _pieces(found[index], turn, options)
        for part, (cue, text) in enumerate(pieces):
            yield index, {"part": part, **(_times(cue, turn) if timed else {}), "text": text}


def _pieces(cues: Iterable[Cue], turn: Turn, options: Options) -> Iterator[tuple[Cue, str]]:
    said = [(cue, [line for line in cue.lines if line.strip()]) for cue in cues]
    spoken = list(bodies(((cue, lines) for cue, lines in said if lines), turn.text))
    return sentences(spoken, captions_of(turn)) if options.per == "sentence" else iter(spoken)


def _times(cue: Cue, turn: Turn) -> Row:
    return {
        "start": cue.start,
        "start_source": turn.start_source if cue.start == turn.start else _inside(cue.start, turn),
        "end": cue.end,
        "end_source": turn.end_source if cue.end == turn.end else _inside(cue.end, turn),
    }


def _inside(time: int, turn: Turn) -> TimeSource:
    """Return where a time inside a turn comes from: an anchor, or the length of the words.

    >>> from episcript.model import Turn
    >>> _inside(5, Turn("", anchors=((0, 5),), anchor_source="stamp")), _inside(6, Turn(""))
    ('given', 'estimated')
    """
    if not any(time == known for _, known in turn.anchors):
        return "estimated"
    return "aligned" if turn.anchor_source == "aligned" else "given"
