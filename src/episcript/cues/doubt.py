"""How far off the times of cues are likely to be: an error that grows between known times like a bridge (FACTS §4)."""

from __future__ import annotations

from bisect import bisect_right
from math import hypot, sqrt
from typing import TYPE_CHECKING, NamedTuple

from episcript.times import SECOND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Turn

_BRIDGE = 0.34
"""Seconds of median error, times the root of the harmonic seconds to the known times on both sides (measured, FACTS §4)."""
_RATE = 0.1
"""Where a known time lies on one side only the rate of speech is a guess: so much of the time to it (a judgement)."""
_FLOORED = 300
"""Milliseconds that clocks in whole seconds add, as they are often floored (FACTS §4)."""
_ALIGNED = 200
"""Milliseconds by which times of captions are off where these are whole cues (FACTS §5: 0.22 s, with words 0.03 s)."""


class Doubt(NamedTuple):
    """The times that are known: where (code points in the episode, rising), when (ms), and how far off each may be."""

    offsets: list[int]
    times: list[int]
    own: list[int]

    def at(self, offset: int, time: int) -> int:
        """Return how far off (ms) a `time` is likely to be that was found for `offset`; half of all are nearer.

        >>> Doubt([0, 400], [0, 20_000], [0, 0]).at(200, 10_000), Doubt([0], [0], [300]).at(0, 0)
        (760, 300)
        """
        here = bisect_right(self.offsets, offset)
        left = abs(time - self.times[here - 1]) if here else None
        right = abs(self.times[here] - time) if here < len(self.offsets) else None
        own = max(self.own[max(0, here - 1) : here + 1], default=0)
        return round(hypot(own, _grown(left, right)))


def _grown(left: int | None, right: int | None) -> float:
    """Return the error (ms) that grew from the known times, so many ms to the left and to the right."""
    if left is None or right is None:
        far = left or right or 0
        return max(_BRIDGE * sqrt(far * SECOND), _RATE * far)
    return _BRIDGE * sqrt(left * right / max(1, left + right) * SECOND)


def doubt_of(
    turns: Sequence[Turn], begins: Sequence[int], clocks: Sequence[tuple[int, int]], duration: int | None
) -> Doubt:
    """Return what is known of `turns` that begin at the offsets `begins`, given the clocks that are believed.

    The end of the audio is known where `duration` is; without any clock the audio begins with the words.
    """
    known = list(_known(turns, begins, clocks))
    if duration is not None and (not known or known[-1][1] < duration):
        known = [*(known or [(0, 0, 0)]), (begins[-1], duration, 0)]
    offsets, times, own = zip(*(known or [(0, 0, 0)]), strict=True)
    return Doubt(list(offsets), list(times), list(own))


def _known(
    turns: Sequence[Turn], begins: Sequence[int], clocks: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Yield the offset, the time and the error of each known time."""
    floored = _FLOORED if all(time % SECOND == 0 for _, time in clocks) else 0
    for offset, time in clocks:
        turn = turns[bisect_right(begins, offset) - 1]
        source = turn.start_source if time == turn.start else turn.anchor_source
        yield offset, time, _ALIGNED if source == "aligned" else floored
