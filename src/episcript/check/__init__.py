"""Check: everything that is odd about an episode, one family of findings a module, found by one table."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from episcript.check.case import Case, Finding
from episcript.codes import RECEIPTS, of_repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from episcript.model import Diagnostic

__all__ = ["Case", "Finding", "examine"]

FAMILIES = ("text", "clocks", "turns", "labels", "sentences", "chapters", "names", "captions")
"""The modules of this package whose `find` yields the findings of a case, in the order of the table in the docs."""

JUDGED_ANEW = frozenset(("clock-backward", "clock-repeated"))
"""What a family says better than an earlier stage, because it sees the neighbours on both sides."""


_WRONG_CLOCKS = frozenset(("clock-malformed", "clock-backward", "clock-repeated", "clock-hours", "clock-off"))
_OF_LENGTH = frozenset(("long-gap", "text-cannot-fit", "rate-odd"))


def examine(case: Case, written: Iterable[Diagnostic] = ()) -> tuple[Finding, ...]:
    """Return what there is to say about a case, by line: its receipts, its diagnostics, and what the families find.

    `written` is what writers have to say about it.

    >>> from episcript.model import Episode, Turn
    >>> [one.diagnostic.code for one in examine(Case(Episode(turns=(Turn("", "Ann", line=1),))))]
    ['turn-empty']
    """
    found = [one for name in FAMILIES for one in _family(name, case)]
    known = _without_consequences([*_known(case), *map(Finding, written)], found, case)
    return tuple(sorted([*known, *found], key=lambda one: one.diagnostic.line or 0))


def _without_consequences(
    known: Sequence[Finding], found: Sequence[Finding], case: Case
) -> Iterator[Finding]:
    """Yield what is known without what only follows from a clock that is wrong: the length of its turn and of the one before."""
    wrong = {one.diagnostic.line for one in found if one.diagnostic.code in _WRONG_CLOCKS}
    turns = case.episode.turns
    touched = {
        turns[index].line
        for here, turn in enumerate(turns)
        if wrong and turn.line in wrong
        for index in (max(0, here - 1), here)
    }
    for one in known:
        if one.diagnostic.code not in _OF_LENGTH or one.diagnostic.line not in touched:
            yield one


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
