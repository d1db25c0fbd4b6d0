"""Which clocks to believe where some fall: the longest series that never does."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def rising(times: Sequence[int]) -> list[int]:
    """Return the indexes of a longest never falling series in `times`, so that one slip costs no other clock.

    Patience sorting: `tops[n]` ends the lowest series of n + 1 times seen so far; n log n.

    >>> rising([10, 3600, 20, 20, 5, 30])
    [0, 2, 3, 5]
    """
    tops: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for here, time in enumerate(times):
        length = bisect_right(tops, time)
        before.append(places[length - 1] if length else -1)
        tops[length : length + 1] = [time]
        places[length : length + 1] = [here]
    return _traced(places[-1] if places else -1, before)


def _traced(last: int, before: Sequence[int]) -> list[int]:
    """Return the series that ends at `last`, followed back."""
    series = []
    while last >= 0:
        series.append(last)
        last = before[last]
    return series[::-1]
