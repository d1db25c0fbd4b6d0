"""Pieces of records as turns: each record one, or runs of one speaker where records are parts of turns."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from episcript.markup.plain import sounds, squeeze
from episcript.model import Turn
from episcript.records.columns import segments
from episcript.records.known import always_cues
from episcript.records.pieces import cue_like, joined, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Anchor
    from episcript.records.choose import Layout
    from episcript.records.pieces import Piece
    from episcript.records.speech import Told

_TIMED = 0.9
"""Pieces are cues if so many of them have both a start and an end."""


class Said(NamedTuple):
    """A turn, the pieces that it was made of, and whether those are cues of their own."""

    turn: Turn
    told: tuple[Told, ...]


def turns_of(
    layout: Layout, told: Sequence[Told], chapters: Sequence[int] = (), *, owned: bool = True
) -> tuple[list[Said], str]:
    """Return the turns and what the records are to them: `turns`, `cues`, `segments` or `words`.

    Where nobody is named, a turn ends where one of the `chapters` begins (ms). Pieces whose speakers stand in records
    elsewhere are not `owned`: they are parts of turns.
    """
    pieces = [one.piece for one in told]
    kind = _kind(layout, pieces, owned=owned)
    of_words = layout.inner is not None and not segments(layout.inner)
    if kind == "turns":
        return [Said(_told(_turn(one.piece), of_words=of_words), (one,)) for one in told], kind
    found = []
    for run in runs(pieces, frozenset(_firsts(pieces, chapters))):
        turn = _told(joined(pieces, run, cues=kind == "cues"), of_words=of_words or kind == "words")
        found.append(Said(_marked(turn), tuple(told[run.first : run.stop])))
    return found, kind


def _firsts(pieces: Sequence[Piece], chapters: Sequence[int]) -> Iterator[int]:
    """Yield the first piece of each chapter."""
    starts = list(accumulate((piece.start or 0 for piece in pieces), max))
    return (bisect_left(starts, chapter) for chapter in chapters)


def _told(turn: Turn, *, of_words: bool) -> Turn:
    """Return a turn whose anchors say what they are: the times of words, or stamps where longer pieces begin."""
    if of_words or turn.anchor_source != "word":
        return turn
    anchors = tuple(anchor for anchor in turn.anchors if anchor[0])
    return replace(turn, anchors=anchors, anchor_source="stamp" if anchors else None)


def _kind(layout: Layout, pieces: Sequence[Piece], *, owned: bool) -> str:
    always = always_cues(layout)
    words = layout.text.group is layout.unit and not segments(layout.text)
    if words and not always and _are_words(layout, pieces):
        return "words"
    if not (always or not owned or cue_like(pieces)):
        return "turns"
    if any(piece.words for piece in pieces) and not (always and words):
        return "segments"
    timed = sum(piece.start is not None and piece.end is not None for piece in pieces)
    return "cues" if timed >= _TIMED * len(pieces) else "segments"


def _are_words(layout: Layout, pieces: Sequence[Piece]) -> bool:
    """Return whether pieces of one word are the words of longer speech: neighbours share a speaker or nobody is named."""
    return layout.text.words < 2.0 and cue_like(pieces)  # noqa: PLR2004


def _turn(piece: Piece) -> Turn:
    """Return a record that is a turn as a whole; its paragraphs stay, its lines are joined."""
    text, words = piece.text, piece.words
    if "\n" in text:
        text = "\n\n".join(squeeze(paragraph) for paragraph in text.split("\n\n"))
        words = words if len(text) == len(piece.text) else ()
    anchors = tuple(_rising(words))
    return _marked(
        Turn(
            text,
            label=piece.label,
            start=piece.start,
            start_source=None if piece.start is None else "given",
            end=piece.end,
            end_source=None if piece.end is None else "given",
            anchors=anchors,
            anchor_source="word" if anchors else None,
            line=piece.line,
        )
    )


def _rising(words: Sequence[Anchor]) -> Iterator[Anchor]:
    """Yield the anchors that rise in offset and do not fall in time."""
    offset, time = -1, -1
    for anchor in words:
        if anchor[0] > offset and anchor[1] >= time:
            yield anchor
            offset, time = anchor


def _marked(turn: Turn) -> Turn:
    found = sounds(turn.text)
    return replace(turn, marks=found) if found else turn
