"""The ledger of a canonical text, told in offsets of the source that it was made from."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from episcript.model import LedgerEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from episcript.markup.runs import Stretch


def sourced(
    entries: Iterable[LedgerEntry],
    canonical: str,
    stretches: Sequence[Stretch],
    source: str,
    apart: Iterable[LedgerEntry],
) -> tuple[LedgerEntry, ...]:
    """Return `entries`, whose offsets count in `canonical`, with those of `source`; what lies between is markup.

    `apart` are entries of `source` that are no part of the canonical text.
    """
    starts = [stretch.canonical for stretch in stretches]
    found = [moved for entry in entries for moved in _moved(entry, canonical, starts, stretches)]
    found.extend(entry for entry in apart if source[entry.start : entry.end].strip())
    entered: list[LedgerEntry] = []
    position = 0
    for entry in sorted(found, key=lambda one: one.start):
        if entry.start >= position:
            entered.extend(_gap(source, position, entry.start))
            entered.append(entry)
            position = entry.end
    return (*entered, *_gap(source, position, len(source)))


def _gap(source: str, start: int, end: int) -> Iterator[LedgerEntry]:
    if source[start:end].strip():
        yield LedgerEntry(start, end, "markup")


def _moved(
    entry: LedgerEntry, canonical: str, starts: Sequence[int], stretches: Sequence[Stretch]
) -> Iterator[LedgerEntry]:
    """Yield an entry in as many parts as it has stretches, or in one where it cannot be told what each became.

    Marks of our own (a note keeps its asterisks) go with the stretch before them.
    """
    parts = list(_parts(entry, starts, stretches))
    said = canonical[entry.start : entry.end]
    if not parts or not said.strip():
        return
    if entry.became is None:
        yield from (LedgerEntry(part.start, part.end, entry.role) for part in parts)
        return
    if entry.role in {"label", "clock"} or not entry.became.startswith(said):
        yield LedgerEntry(parts[0].start, parts[-1].end, entry.role, entry.path, entry.became)
        return
    bounds = [0, *(part.canonical - entry.start for part in parts[1:]), len(entry.became)]
    for part, start, end in zip(parts, bounds, bounds[1:], strict=False):
        yield LedgerEntry(part.start, part.end, entry.role, entry.path, entry.became[start:end])


def _parts(entry: LedgerEntry, starts: Sequence[int], stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield the stretches of an entry, cut at its ends; what is shorter or longer than its source stays whole."""
    for number in range(max(bisect_right(starts, entry.start) - 1, 0), len(stretches)):
        stretch = stretches[number]
        if stretch.canonical >= entry.end:
            return
        first = max(entry.start - stretch.canonical, 0)
        last = min(entry.end - stretch.canonical, stretch.length)
        if first >= last or stretch.start >= stretch.end:
            continue
        if stretch.length != stretch.end - stretch.start:
            yield stretch
        else:
            start = stretch.start + first
            yield stretch._replace(
                canonical=stretch.canonical + first,
                length=last - first,
                start=start,
                end=start + last - first,
            )
