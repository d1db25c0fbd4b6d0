"""How far the clocks of captions run from the printed starts: not at all, by a constant, or by a changing amount."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.times import SECOND, middle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_AROUND = 4
"""A lag is the median of this many printed starts on either side and its own, so that one misprint moves nothing."""
_SAME = 1_500
"""Clocks that differ by less (ms) are the same: starts are often floored to the second, captions begin early."""
_CONSTANT = 1_500
"""Lags that differ by less (ms) are one constant."""
_FLOORED = 500
"""Starts in whole seconds were floored: they lie half a second before the word in the mean (FACTS §4)."""


class Lags(NamedTuple):
    """The lag (ms) of the captions at each turn, 0 where both clocks are the same."""

    turns: list[int]

    @property
    def least(self) -> int:
        """The smallest lag."""
        return min(self.turns, default=0)

    @property
    def most(self) -> int:
        """The largest lag."""
        return max(self.turns, default=0)

    @property
    def constant(self) -> bool:
        """Whether the lag is the same throughout."""
        return self.most - self.least < _CONSTANT


def lags_of(starts: Sequence[int | None], heard: Mapping[int, int]) -> Lags:
    """Return the lags, given the printed starts (ms) of all turns and when the first word of some is heard (ms).

    >>> lags_of([0, 10_000, 20_000], {0: 5_200, 1: 15_600, 2: 25_400}).turns
    [4900, 4900, 4900]
    """
    known = [
        (turn, heard[turn] - start)
        for turn, start in enumerate(starts)
        if start is not None and turn in heard
    ]
    floored = _FLOORED if all(start is None or start % SECOND == 0 for start in starts) else 0
    local = [
        int(middle(lag for _, lag in known[max(0, place - _AROUND) : place + _AROUND + 1]))
        for place in range(len(known))
    ]
    if not known or max(map(abs, local)) < _SAME:
        return Lags([0] * len(starts))
    if max(local) - min(local) < _CONSTANT:
        local = [int(middle(lag for _, lag in known))] * len(known)
    return Lags(_spread(len(starts), [turn for turn, _ in known], [lag - floored for lag in local]))


def _spread(count: int, turns: Sequence[int], lags: Sequence[int]) -> list[int]:
    """Return a lag for every turn: that of the last known one, before the first its."""
    found: list[int] = []
    place = 0
    for turn in range(count):
        while place + 1 < len(turns) and turns[place + 1] <= turn:
            place += 1
        found.append(lags[place])
    return found
