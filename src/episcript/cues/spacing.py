"""Making room: times moved as little as possible until each is far enough from the one before."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def spaced(times: Sequence[int], needs: Iterable[int], low: int, high: int | None = None) -> list[int]:
    """Return `times` (ms) with at least `needs[n]` between the n-th and the next, none before `low` or after `high`.

    The sum of the squared moves is least, so that what lacks room takes it from both sides alike and times far enough
    apart stay. Without the needs this is isotonic regression; pooling adjacent violators solves it in one pass
    (Barlow et al., 1972), and cutting its result at the bounds keeps it best. `high - low` must hold all needs.

    >>> spaced([0, 1000, 1000, 5000], [800, 800, 800], 0)
    [0, 800, 1600, 5000]
    """
    moved = list(accumulate(needs, initial=0))
    pools = _pooled(time - before for time, before in zip(times, moved, strict=True))
    ceiling = None if high is None else high - moved[-1]
    return [
        max(low, level if ceiling is None else min(level, ceiling)) + before
        for level, before in zip(_levels(pools), moved, strict=True)
    ]


def _pooled(times: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of `times` as (sum, count) whose means rise: a run joins the one before while it lies lower."""
    pools: list[tuple[int, int]] = []
    for time in times:
        total, count = time, 1
        while pools and pools[-1][0] * count > total * pools[-1][1]:
            more, others = pools.pop()
            total, count = total + more, count + others
        pools.append((total, count))
    return pools


def _levels(pools: Iterable[tuple[int, int]]) -> Iterator[int]:
    for total, count in pools:
        yield from (total // count for _ in range(count))
