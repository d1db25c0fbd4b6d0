"""Remarks as people read them: which are shown, in what order, in what words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.cli.escapes import visible
from episcript.cli.words import counted, typed
from episcript.codes import RECEIPTS, of_repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from episcript.cli.excerpts import Excerpt
    from episcript.model import Diagnostic, Repair, Severity

    Paint = Callable[[Severity], str]

_SHOWN_REPAIRS, _SHOWN = 5, 11
"""Lines of receipts, and of all that is told before the number of the remarks: a screen holds it beside the prompt."""
_SHOWN_CHARACTERS = 300
_ONE_BY_ONE = frozenset(("encoding-repaired", "chapter-repaired"))
PIPE = "-"


class Remark(NamedTuple):
    """A diagnostic and the file it is about, as the user named it, its column where that is known, and the line itself."""

    file: str
    diagnostic: Diagnostic
    column: int | None = None
    excerpt: Excerpt | None = None


def of_episode(file: str, repairs: Iterable[Repair], diagnostics: Iterable[Diagnostic]) -> tuple[Remark, ...]:
    """Return the remarks on `file`: its receipts first, then its diagnostics in the order of their lines."""
    receipts = [Remark(file, of_repair(found), found.column) for found in repairs]
    others = (found for found in diagnostics if found.code not in RECEIPTS)
    return (*receipts, *(Remark(file, found) for found in sorted(others, key=lambda one: one.line or 0)))


def line(remark: Remark, paint: Paint = str, more: str = "") -> str:
    """Return `FILE:LINE: severity: message [code]`, controls escaped, with the hint behind a semicolon.

    >>> from episcript.codes import diagnose
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
    """Yield at most twelve lines: the first repairs, errors, a line a warning code, and the line that lists all.

    What finds no room is counted. Where errors and a few repairs are all there is, there is nothing more to list.
    """
    repairs = _distinct(remark for remark in remarks if remark.diagnostic.code in RECEIPTS)
    others = _alike(remark for remark in remarks if remark.diagnostic.severity in {"error", "warning"})
    yield from _fitting(_counted(repairs, paint), _SHOWN_REPAIRS, "more repair", sum(map(len, repairs)))
    room = _SHOWN - min(len(repairs), _SHOWN_REPAIRS)
    yield from _fitting(_counted(others, paint), room, "more warning kind", len(others))
    told = len(repairs) <= _SHOWN_REPAIRS and len(others) <= room
    if not told or any(remark.diagnostic.code not in RECEIPTS for remark in remarks if not _is_error(remark)):
        yield f"{counted(len(remarks), 'remark')}: {_to_list(remarks[0].file)}"


def _is_error(remark: Remark) -> bool:
    return remark.diagnostic.severity == "error"


def _to_list(file: str) -> str:
    """Return what lists every remark: a pipe cannot be read again."""
    return "-v lists them" if file == PIPE else typed("check", file)


def _fitting(lines: Sequence[str], room: int, noun: str, number: int) -> Iterator[str]:
    """Yield `lines`, `room` of them at most; where there are more, the last is the number of those left out."""
    shown = lines if len(lines) <= room else lines[: room - 1]
    yield from shown
    if len(lines) > len(shown):
        rest = number - len(shown)
        yield f"+ {counted(rest, noun)}"


def _distinct(receipts: Iterable[Remark]) -> list[list[Remark]]:
    """Return receipts that say the same, as where a speaker of many turns is named, together; those of encodings each."""
    same: dict[object, list[Remark]] = {}
    for place, remark in enumerate(receipts):
        found = remark.diagnostic
        key = place if found.code in _ONE_BY_ONE else (found.code, found.message)
        same.setdefault(key, []).append(remark)
    return list(same.values())


def _alike(remarks: Iterable[Remark]) -> list[list[Remark]]:
    """Return errors each, warnings of a code together, errors first."""
    same: dict[object, list[Remark]] = {}
    for place, remark in enumerate(sorted(remarks, key=lambda one: one.diagnostic.severity)):
        found = remark.diagnostic
        same.setdefault(found.code if found.severity == "warning" else place, []).append(remark)
    return list(same.values())


def _counted(groups: Iterable[list[Remark]], paint: Paint) -> list[str]:
    """Return the first remark of each group with the number of its like."""
    return [line(same[0], paint, f" ({len(same):,} in all)" if len(same) > 1 else "") for same in groups]


def _clipped(text: str) -> str:
    """Return `text`, from which a very long tail is cut and counted."""
    rest = len(text) - _SHOWN_CHARACTERS
    return f"{text[:_SHOWN_CHARACTERS]}… + {counted(rest, 'more character')}" if rest > 0 else text
