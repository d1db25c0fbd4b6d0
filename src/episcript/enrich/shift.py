"""Clocks that are moved (`--shift`): those of turns and inside them, never those of chapters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.times import short_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Anchor, Diagnostic, Episode, Turn

Shift = tuple[int, int]
"""From a time on (ms), by so much (ms)."""


def moved(episode: Episode, shifts: Sequence[Shift]) -> Episode:
    """Return `episode` with the clocks of its turns moved; each of `shifts` counts from its time on, and they add up.

    The times of `shifts` are those of the source. No clock falls below 0. A cue that begins before such a time keeps
    its end: it was one piece on screen. A shift that moves nothing, and one that would move clocks below 0, is told.

    >>> from episcript.model import Episode, Turn
    >>> turns = (Turn("Hi.", start=1_000), Turn("Yes.", start=9_000))
    >>> [turn.start for turn in moved(Episode(turns=turns), [(0, -2_000), (5_000, 4_000)]).turns]
    [0, 11000]
    """
    if not shifts:
        return episode
    turns = tuple(_moved(turn, shifts) for turn in episode.turns)
    remarks = (*_cut_off(episode.turns, shifts), *_of_no_use(episode.turns, shifts))
    return replace(episode, turns=turns, diagnostics=(*episode.diagnostics, *remarks))


def _cut_off(turns: Sequence[Turn], shifts: Sequence[Shift]) -> Iterator[Diagnostic]:
    """Yield a remark where turns would begin before the episode does: what lay between their starts is gone."""
    early = [turn for turn in turns if turn.start is not None and turn.start + _sum(turn.start, shifts) < 0]
    if early:
        yield diagnose("shift-below", early[0].line, count=len(early))


def _of_no_use(turns: Sequence[Turn], shifts: Sequence[Shift]) -> Iterator[Diagnostic]:
    """Yield a remark for each shift that no clock of the transcript is late enough for."""
    clocks = (
        time for turn in turns for time in (turn.start, turn.end, *(anchor[1] for anchor in turn.anchors))
    )
    last = max((time for time in clocks if time is not None), default=-1)
    for begin, by in shifts:
        if by and begin > last:
            yield diagnose("shift-of-nothing", clock=short_clock(begin))


def _moved(turn: Turn, shifts: Sequence[Shift]) -> Turn:
    start = None if turn.start is None else _at(turn.start, turn.start, shifts)
    if turn.anchor_source != "cue":
        anchors = tuple((offset, _at(time, time, shifts)) for offset, time in turn.anchors)
        end = None if turn.end is None else _at(turn.end, turn.end, shifts)
        return replace(turn, start=start, end=end, anchors=anchors)
    last = turn.anchors[-2][1] if len(turn.anchors) > 1 else turn.start or 0
    end = None if turn.end is None else _at(turn.end, last, shifts)
    return replace(turn, start=start, end=end, anchors=_pairs(turn.anchors, shifts))


def _pairs(anchors: Sequence[Anchor], shifts: Sequence[Shift]) -> tuple[Anchor, ...]:
    """Return the anchors of cues, the end of each moved as its start is."""
    begins = [time for pair in anchors[::2] for time in (pair[1], pair[1])]
    return tuple(
        (offset, _at(time, begin, shifts)) for (offset, time), begin in zip(anchors, begins, strict=False)
    )


def _at(time: int, place: int, shifts: Sequence[Shift]) -> int:
    """Return `time` moved by all that counts at the time `place`."""
    return max(0, time + _sum(place, shifts))


def _sum(place: int, shifts: Sequence[Shift]) -> int:
    """Return by how much (ms) a clock at the time `place` moves."""
    return sum(by for begin, by in shifts if begin <= place)
