"""What `check` prints for people: the gravest first, with excerpts, counted."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from episcript.cli.remarks import line
from episcript.cli.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from episcript.cli.remarks import Paint, Remark
    from episcript.model import Severity

ORDER: tuple[Severity, ...] = ("error", "warning", "suggestion", "info")
"""The severities, gravest first."""

_SHOWN = 5
"""Remarks of one code in one file that are shown."""


def by_weight(remark: Remark) -> tuple[int, str, int]:
    """Return what the remarks of a file are sorted by: their weight, then their code, then their line."""
    found = remark.diagnostic
    return ORDER.index(found.severity), found.code, found.line or 0


def listed(remarks: Sequence[Remark], files: int, paint: Paint, *, verbose: bool = False) -> Iterator[str]:
    """Yield the remarks file by file, with excerpts, and how many there are.

    Of a single file all are shown. Of several five of one code in one file are, of an info one and without an excerpt;
    `verbose` shows all.
    """
    verbose = verbose or files == 1
    for _, of_file in groupby(remarks, key=lambda remark: remark.file):
        for _, same in groupby(sorted(of_file, key=by_weight), key=lambda remark: remark.diagnostic.code):
            yield from _group(list(same), paint, verbose=verbose)
    yield total(remarks, files)


def _group(same: list[Remark], paint: Paint, *, verbose: bool) -> Iterator[str]:
    info = same[0].diagnostic.severity == "info"
    shown = same if verbose else same[: 1 if info else _SHOWN]
    rest = len(same) - len(shown)
    if info and not verbose:
        yield line(same[0], paint, f" + {rest:,} more" if rest else "")
        return
    for remark in shown:
        yield line(remark, paint)
        if remark.excerpt:
            yield f"    {remark.excerpt.text}"
            yield f"    {remark.excerpt.marks}"
    if rest:
        yield f"    + {rest:,} more [{same[0].diagnostic.code}]: -v lists them"


def total(remarks: Sequence[Remark], files: int) -> str:
    """Return how many remarks there are in how many files, by severity.

    >>> total([], 3)
    'no remarks in 3 files'
    """
    where = counted(files, "file")
    if not remarks:
        return f"no remarks in {where}"
    kinds = Counter(remark.diagnostic.severity for remark in remarks)
    parts = ", ".join(counted(kinds[kind], kind) for kind in ORDER if kinds[kind])
    return f"{counted(len(remarks), 'remark')} in {where}: {parts}"


def gravest(
    remarks: Sequence[Remark],
    most: int,
    level: Callable[[Severity], str],
    fewer: Mapping[str, int] | None = None,
) -> list[Remark]:
    """Return `most` remarks of each level, or as many as `fewer` says: the first of each code, then the second."""
    kept: dict[str, list[tuple[int, Remark]]] = {}
    for place, remark in sorted(_ranked(remarks), key=lambda one: one[0]):
        kept.setdefault(level(remark.diagnostic.severity), []).append((place[-1], remark))
    chosen = [one for kind, found in kept.items() for one in found[: (fewer or {}).get(kind, most)]]
    return [remark for _, remark in sorted(chosen, key=lambda one: one[0])]


def _ranked(remarks: Sequence[Remark]) -> Iterator[tuple[tuple[int, int, int], Remark]]:
    """Yield each remark with its weight, how often its code was there before, and its place."""
    seen: Counter[str] = Counter()
    for place, remark in enumerate(remarks):
        found = remark.diagnostic
        seen[found.code] += 1
        yield (ORDER.index(found.severity), seen[found.code], place), remark
