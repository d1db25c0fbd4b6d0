"""Tracks: records that hold what one person said all along; their pieces take turns, told by their times."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from episcript.records.clocks import reader_of
from episcript.records.families import owners
from episcript.records.tree import value_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.records.choose import Layout
    from episcript.records.clocks import Clock
    from episcript.records.groups import Group
    from episcript.records.speech import Told

_MOST = 0.5
"""So much of the shorter of two neighbours lies inside the other, and so many neighbours do, where they are tracks."""


def are_tracks(unit: Group, inner: Group, clock: Clock) -> bool:
    """Return whether the records of `unit` run beside each other, by the starts of the records inside them."""
    spans: dict[int, tuple[int, int]] = {}
    read = reader_of(clock)
    for record, owner in zip(inner.records, owners(inner, unit), strict=True):
        start = read(value_at(record, clock.start))
        if start is not None:
            first, last = spans.get(owner, (start, start))
            spans[owner] = min(first, start), max(last, start)
    ordered = sorted(spans.values())
    beside = [_lies_in(one, other) for one, other in pairwise(ordered)]
    return bool(beside) and sum(beside) > _MOST * len(beside)


def _lies_in(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - other[0]
    shorter = min(one[1] - one[0], other[1] - other[0])
    return shorter > 0 and shared > _MOST * shorter


def in_time(told: Sequence[Told], layout: Layout) -> list[Told]:
    """Return the pieces of tracks in the order of their starts, all others as they are; one without a start follows the one before it.

    Pieces whose speaker stands in a record around them are of a track where that record runs beside others.
    """
    label, clock = layout.label, layout.clock
    if (
        label is None
        or clock is None
        or label.group not in layout.unit.ancestors()
        or not are_tracks(label.group, layout.unit, clock)
    ):
        return list(told)
    starts = (one.piece.start for one in told)
    known = list(accumulate(starts, lambda before, start: before if start is None else start, initial=0))[1:]
    return [told[index] for index in sorted(range(len(told)), key=known.__getitem__)]
