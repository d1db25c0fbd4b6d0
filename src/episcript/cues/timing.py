"""When each character is spoken: a line through the known times, and room made for turns that have too little."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.align.rising import rising
from episcript.cues.spacing import spaced
from episcript.times import MINUTE, SECOND, USUAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Turn

_SLOWEST = 143
"""Milliseconds a character beyond which a turn is silent rather than slow (7 characters a second)."""
_SILENT = 3 * SECOND
"""A silence so long ends a cue: the words behind it belong to its end."""


class Curve(NamedTuple):
    """Known times: `offsets` (code points, strictly rising) and `times` (ms, never falling), at least two of each."""

    offsets: list[int]
    times: list[int]

    def at(self, offset: int) -> int:
        """Return the time at `offset`, by straight lines between the known ones, level outside them.

        FACTS §4: plain characters serve as well as any weights tried.

        >>> Curve([0, 10, 30], [0, 1_000, 2_000]).at(20)
        1500
        """
        here = bisect_right(self.offsets, offset)
        if here in (0, len(self.offsets)):
            return self.times[0 if here == 0 else -1]
        left, early = self.offsets[here - 1], self.times[here - 1]
        return early + (self.times[here] - early) * (offset - left) // (self.offsets[here] - left)

    def along(self, offsets: Sequence[int]) -> list[int]:
        """Return the times at rising offsets, as `at` gives them one by one; every word of an episode asks.

        >>> Curve([0, 10, 30], [0, 1_000, 2_000]).along([5, 10, 20, 40])
        [500, 1000, 1500, 2000]
        """
        known, times = self
        here = bisect_left(offsets, known[0])
        found = [times[0]] * here
        for left, right, early, late in zip(known, known[1:], times, times[1:], strict=False):
            stop = bisect_left(offsets, right, here)
            found += [
                early + (late - early) * (offset - left) // (right - left) for offset in offsets[here:stop]
            ]
            here = stop
        return found + [times[-1]] * (len(offsets) - here)

    def between(self, start: int, end: int, begin: int, finish: int) -> Curve:
        """Return the part from offset `start` to `end`, its offsets from 0, its ends at the times `begin` and `finish`."""
        low, high = bisect_right(self.offsets, start), bisect_right(self.offsets, end - 1)
        inner = [
            (offset - start, time)
            for offset, time in zip(self.offsets[low:high], self.times[low:high], strict=True)
            if begin < time < finish
        ]
        offsets, times = zip((0, begin), *inner, (max(1, end - start), finish), strict=True)
        return Curve(list(offsets), list(times))

    def spoken(self) -> Curve:
        """Return the same curve in ms of speech: what is slower than anybody speaks is silence.

        A long silence before a known time counts just before its offset, as speech that no cue has room for, so that a
        cue ends there. One at the end of the curve does not.

        >>> Curve([0, 10, 20], [0, 60_000, 61_000]).spoken()
        Curve(offsets=[0, 9, 10, 20], times=[0, 1430, 61430, 62430])
        """
        offsets, times, last = self.offsets[:1], [0], self.offsets[-1]
        for (start, before), (offset, time) in pairwise(zip(*self, strict=True)):
            said = times[-1] + min(time - before, _SLOWEST * (offset - start))
            if time - before > _SLOWEST * (offset - start) + _SILENT and start + 1 < offset < last:
                offsets.append(offset - 1)
                times.append(said)
                said += MINUTE
            offsets.append(offset)
            times.append(said)
        return Curve(offsets, times)


def places(turns: Sequence[Turn]) -> list[int]:
    """Return where each turn begins if the episode were one text with a character between two turns; last, where it ends."""
    return list(accumulate((len(turn.text) + 1 for turn in turns), initial=0))


def episode_curve(turns: Sequence[Turn], duration: int | None, *, estimate: bool) -> Curve | None:
    """Return the curve of an episode over `places`, or `None` where no clock is known and none may be estimated.

    Clocks that break a rising order which more of them keep are not believed. An end is believed up to the next clock.
    Before the first clock the time runs from 0, behind the last one at 15 characters a second or up to `duration` (ms).
    """
    begins = places(turns)
    clocks = list(believed(turns, begins))
    known = sorted([*clocks, *_ends(turns, begins, clocks)])
    if not known and not estimate:
        return None
    if not known or known[0][0] > 0:
        known.insert(0, (0, min(0, known[0][1] if known else 0)))
    offset, time = known[-1]
    if offset < (total := begins[-1] - 1):
        known.append((total, _closing(time, total - offset, duration)))
    offsets, times = zip(*known, strict=True)
    return Curve(list(offsets), list(times))


def _closing(time: int, characters: int, duration: int | None) -> int:
    return duration if duration is not None and duration > time else time + USUAL * characters


def believed(turns: Sequence[Turn], begins: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Return the believed starts and anchors, offsets strictly rising."""
    written = [known for turn, begin in zip(turns, begins, strict=False) for known in _written(turn, begin)]
    latest = -1
    for here in rising([time for _, time in written]):
        if written[here][0] > latest:
            latest = written[here][0]
            yield written[here]


def _written(turn: Turn, begin: int) -> Iterator[tuple[int, int]]:
    """Return the start and the anchors of a turn; an anchor at either end says nothing that the turn does not."""
    if turn.start is not None:
        yield begin, turn.start
    for offset, time in turn.anchors:
        if 0 < offset < len(turn.text):
            yield begin + offset, time


def _ends(
    turns: Sequence[Turn], begins: Sequence[int], clocks: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Return the ends of the turns whose start is among `clocks`, none later than the next clock.

    An unclocked turn begins where the one before it ends. An end that reaches beyond the next clock though unclocked turns lie between says nothing.
    """
    offsets = [offset for offset, _ in clocks]
    for turn, begin, following in zip(turns, begins, begins[1:], strict=False):
        here = bisect_right(offsets, following - 1)
        if turn.end is None or not turn.text or here == 0 or offsets[here - 1] < begin:
            continue
        offset, latest = clocks[here] if here < len(clocks) else (following, turn.end)
        if clocks[here - 1][1] <= turn.end and (turn.end < latest or offset == following):
            yield following - 1, min(turn.end, latest)
            if offset != following:
                yield following, turn.end


def with_room(
    intervals: Sequence[tuple[int, int]], needs: Sequence[int]
) -> tuple[list[tuple[int, int]], int]:
    """Return the intervals (ms), each at least as long as it needs to be, and how many had to borrow for it.

    A short one first reaches into the silence behind it; what still lacks is taken from the neighbours on both sides.

    >>> with_room([(0, 4_000), (4_000, 4_000), (4_000, 9_000)], [800, 800, 800])
    ([(0, 3600), (3600, 4400), (4400, 9000)], 1)
    """
    following = [start for start, _ in intervals[1:]]
    limits = [
        *following,
        *(start + need for (start, _), need in zip(intervals[-1:], needs[-1:], strict=True)),
    ]
    reaching = [
        (start, max(end, min(start + need, limit)))
        for (start, end), need, limit in zip(intervals, needs, limits, strict=True)
    ]
    borrowers = sum(end - start < need for (start, end), need in zip(reaching, needs, strict=True))
    return (_lent(reaching, needs) if borrowers else reaching), borrowers


def _lent(intervals: Sequence[tuple[int, int]], needs: Sequence[int]) -> list[tuple[int, int]]:
    times = [time for interval in intervals for time in interval]
    gaps = [gap for need in needs for gap in (need, 0)][:-1]
    moved = spaced(times, gaps, min(0, times[0]))
    return list(zip(moved[::2], moved[1::2], strict=True))


def cue_times(curve: Curve, offsets: Sequence[int], shortest: int) -> list[int]:
    """Return the starts (ms) of the cues of a turn that begin at `offsets`, and behind them the end of the last.

    `curve` is that of the turn. Each cue gets `shortest` ms, or an equal share where the turn is shorter than that.
    """
    start, end = curve.times[0], curve.times[-1]
    share = min(shortest, (end - start) // len(offsets))
    return spaced([start, *map(curve.at, offsets[1:]), end], [share] * len(offsets), start, end)
