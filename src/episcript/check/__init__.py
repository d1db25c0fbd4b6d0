"""Check: everything that is odd about an episode, one family of findings a module, found by one table."""

from __future__ import annotations

from bisect import bisect_right
from importlib import import_module
from typing import TYPE_CHECKING

from episcript.check.case import Case, Finding
from episcript.codes import RECEIPTS, of_repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from episcript.model import Diagnostic

__all__ = ["Case", "Finding", "examine"]

FAMILIES = ("text", "clocks", "heads", "turns", "labels", "sentences", "chapters", "names", "captions")
"""The modules of this package whose `find` yields the findings of a case, in the order of the table in the docs."""

JUDGED_ANEW = frozenset(("clock-backward", "clock-repeated"))
"""What a family says better than an earlier stage, because it sees the neighbours on both sides."""


_WRONG_CLOCKS = frozenset(
    ("clock-malformed", "clock-backward", "clock-repeated", "clock-hours", "clock-off", "cue-without-time")
)
_OF_HEADS = frozenset(
    ("clock-off", "clock-hours", "clock-backward", "clock-repeated", "label-once", "label-near")
)
_OF_LENGTH = frozenset(("long-gap", "text-cannot-fit", "rate-odd"))


def examine(case: Case, written: Iterable[Diagnostic] = ()) -> tuple[Finding, ...]:
    """Return what there is to say about a case, by line: its receipts, its diagnostics, and what the families find.

    `written` is what writers have to say about it.

    >>> from episcript.model import Episode, Turn
    >>> [one.diagnostic.code for one in examine(Case(Episode(turns=(Turn("", "Ann", line=1),))))]
    ['turn-empty']
    """
    found = list(_plainest([one for name in FAMILIES for one in _family(name, case)]))
    known = _without_consequences([*_known(case), *map(Finding, written)], found, case)
    return tuple(sorted([*known, *found], key=lambda one: one.diagnostic.line or 0))


def _plainest(found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings, where a clock cannot be read only that, and once: a label or a time beside it is made of its rest."""
    unread = {one.diagnostic.line for one in found if one.diagnostic.code == "clock-malformed"}
    told = set()
    for one in found:
        code, line = one.diagnostic.code, one.diagnostic.line
        if line in unread and (code in _OF_HEADS or (code, line) in told):
            continue
        told.add((code, line) if code == "clock-malformed" else None)
        yield one


def _without_consequences(
    known: Sequence[Finding], found: Sequence[Finding], case: Case
) -> Iterator[Finding]:
    """Yield what is known without what only follows from a clock that is wrong: the length of its turn and of the one before."""
    wrong = {one.diagnostic.line for one in (*found, *known) if one.diagnostic.code in _WRONG_CLOCKS}
    touched = set(_touched([line for line in wrong if line], case)) if wrong else set()
    for one in known:
        if one.diagnostic.code not in _OF_LENGTH or one.diagnostic.line not in touched:
            yield one


def _touched(wrong: Iterable[int], case: Case) -> Iterator[int]:
    """Yield the lines of the turns whose length hangs on a clock that is wrong, also where its turn is lost in the one before."""
    lines = sorted({turn.line for turn in case.episode.turns if turn.line})
    for line in wrong:
        at = bisect_right(lines, line)
        here = at - 1 if at and lines[at - 1] == line else at
        yield from lines[max(0, here - 1) : here + 1]


def _known(case: Case) -> Iterator[Finding]:
    """Yield the receipts and the diagnostics that the episode has already."""
    mixed = any(one.code == "encoding-mixed" for one in case.episode.diagnostics)
    receipts = [
        (of_repair(repair), repair.before)
        for repair in case.episode.repairs
        if not (mixed and repair.rule == "decode")  # the remark says more: which lines
    ]
    yield from (Finding(receipt, before) for receipt, before in receipts)
    for one in case.episode.diagnostics:
        if one.code not in JUDGED_ANEW and one.code not in RECEIPTS:
            yield Finding(one)


def _family(name: str, case: Case) -> Iterable[Finding]:
    found: Iterable[Finding] = import_module(f"episcript.check.{name}").find(case)
    return found
