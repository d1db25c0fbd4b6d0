"""Clocks that are moved (`--shift`): those of turns and inside them, never those of chapters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.model import Anchor, Episode, Turn

Shift = tuple[int, int]
"""From a time on (ms), by so much (ms)."""


def moved(episode: Episode, shifts: Sequence[Shift]) -> Episode:
    """Return `episode` with the clocks of its turns moved; each of `shifts` counts from its time on, and they add up.

    The times of `shifts` are those of the source. No clock falls below 0. A cue that begins before such a time keeps
    its end: it was one piece on screen.

    >>> from episcript.model import Episode, Turn
    >>> turns = (Turn("Hi.", start=1_000), Turn("Yes.", start=9_000))
    >>> [turn.start for turn in moved(Episode(turns=turns), [(0, -2_000), (5_000, 4_000)]).turns]
    [0, 11000]
    """
    return (
        replace(episode, turns=tuple(_moved(turn, shifts) for turn in episode.turns)) if shifts else episode
    )


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
    return max(0, time + sum(by for begin, by in shifts if begin <= place))
