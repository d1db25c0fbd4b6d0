"""Which records lie inside which: words in segments, segments in sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from episcript.records.groups import Group


def inner_of(groups: Iterable[Group], unit: Group) -> Iterator[Group]:
    """Yield the repeating groups inside the records of `unit`."""
    return (group for group in groups if group.many and unit in group.ancestors())


def owners(group: Group, unit: Group) -> list[int]:
    """Return for each record of `group` the index of the record of `unit` around it."""
    chain: list[Group] = []
    step: Group | None = group
    while step is not None and step is not unit:
        chain.append(step)
        step = step.parent
    found = list(range(len(group.records)))
    for one in chain:
        found = [one.parents[index] for index in found]
    return found
