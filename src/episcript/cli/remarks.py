"""Remarks as people read them: which are shown, in what order, in what words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.cli.escapes import visible
from episcript.cli.words import counted
from episcript.codes import diagnose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from episcript.model import Diagnostic, Repair, Severity

    Paint = Callable[[Severity], str]

REPAIRED, CHAPTERS_REPAIRED = "encoding-repaired", "chapter-repaired"
"""The codes under which a receipt is shown."""

_RECEIPTS = frozenset((REPAIRED, CHAPTERS_REPAIRED))

_SHOWN_REPAIRS = 20
_SHOWN_CHARACTERS = 300


class Remark(NamedTuple):
    """A diagnostic and the file it is about, as the user named it."""

    file: str
    diagnostic: Diagnostic


def of_episode(file: str, repairs: Iterable[Repair], diagnostics: Iterable[Diagnostic]) -> tuple[Remark, ...]:
    """Return the remarks on `file`: its receipts first, then its diagnostics in the order of their lines."""
    receipts = [
        diagnose(_code(found), found.line, before=found.before, after=_after(found)) for found in repairs
    ]
    others = (found for found in diagnostics if found.code not in _RECEIPTS)
    return tuple(Remark(file, found) for found in (*receipts, *sorted(others, key=lambda one: one.line or 0)))


def _code(repair: Repair) -> str:
    return CHAPTERS_REPAIRED if repair.rule.startswith("chapter-") else REPAIRED


def _after(repair: Repair) -> str:
    return repair.after or "left out"


def line(remark: Remark, paint: Paint = str, more: str = "") -> str:
    """Return `FILE:LINE: severity: message [code]`, controls escaped, with the hint behind a semicolon.

    >>> line(Remark("talk.md", diagnose("prose")))
    'talk.md: info: no speaker labels were found: turns without a speaker [prose]'
    """
    found = remark.diagnostic
    place = remark.file if found.line is None else f"{remark.file}:{found.line}"
    words = _clipped(found.message) + (f"; {found.hint}" if found.hint else "")
    return f"{visible(place)}: {paint(found.severity)}: {visible(words)} [{found.code}]{more}"


def everything(remarks: Sequence[Remark], paint: Paint = str) -> Iterator[str]:
    """Yield a line for each remark (`-v`)."""
    return (line(remark, paint) for remark in remarks)


def errors(remarks: Sequence[Remark], paint: Paint = str) -> Iterator[str]:
    """Yield a line for each error (`-q`)."""
    return (line(remark, paint) for remark in remarks if remark.diagnostic.severity == "error")


def summary(remarks: Sequence[Remark], paint: Paint = str) -> Iterator[str]:
    """Yield each repair, each error, a line for each warning code, and how many remarks there are in all."""
    lines = [*_repairs(remarks, paint), *errors(remarks, paint), *_warnings(remarks, paint)]
    yield from lines
    if len(lines) < len(remarks):
        yield f"{counted(len(remarks), 'remark')}: -v lists {'it' if len(remarks) == 1 else 'them'}"


def _repairs(remarks: Sequence[Remark], paint: Paint) -> Iterator[str]:
    """Yield the first receipts, and the number of the others where a file is damaged all over."""
    found = [remark for remark in remarks if remark.diagnostic.code in _RECEIPTS]
    yield from everything(found[:_SHOWN_REPAIRS], paint)
    if len(found) > _SHOWN_REPAIRS:
        yield f"+ {counted(len(found) - _SHOWN_REPAIRS, 'more repair')}"


def _warnings(remarks: Sequence[Remark], paint: Paint) -> Iterator[str]:
    """Yield the first remark of each warning code with the number of its like."""
    by_code: dict[str, list[Remark]] = {}
    for remark in remarks:
        if remark.diagnostic.severity == "warning":
            by_code.setdefault(remark.diagnostic.code, []).append(remark)
    for same in by_code.values():
        yield line(same[0], paint, f" ({len(same):,} in all)" if len(same) > 1 else "")


def _clipped(text: str) -> str:
    """Return `text`, from which a very long tail is cut and counted."""
    rest = len(text) - _SHOWN_CHARACTERS
    return f"{text[:_SHOWN_CHARACTERS]}… + {counted(rest, 'more character')}" if rest > 0 else text
