"""The repair of damaged encodings: the smallest span, a receipt for each, nothing else touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from episcript.lines import LineIndex
from episcript.model import Repair
from episcript.repair.mojibake import RULE, mended
from episcript.repair.receipts import undo
from episcript.repair.remarks import remarks
from episcript.repair.spans import Change, applied, changes
from episcript.repair.suspicion import gate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Diagnostic

__all__ = ["Mended", "repair", "undo"]


@dataclass(frozen=True, slots=True)
class Mended:
    """A repaired text, the receipts in the order of the text, and what there is to say about what remains."""

    text: str
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def repair(text: str) -> Mended:
    """Return `text` with damaged encoding mended, and a receipt for each change.

    Damage is UTF-8 that was read in another encoding, once or more often (`TÃ¼lu` for `Tülu`). Lines and columns of
    the receipts count from 1 in `text` as given, columns in code points. Repairing again changes nothing, and `undo`
    takes the receipts back. Quotation marks, widths and clean text are never touched.

    >>> mended = repair("TÃ¼lu 3")
    >>> mended.text, mended.repairs[0].before, mended.repairs[0].column
    ('Tülu 3', 'Ã¼', 2)
    """
    if text.isascii() or not gate().search(text):
        return Mended(text, (), remarks(text))
    placed = list(_changes(text))
    new = applied(text, [Change(start + at, before, after) for _, start, (at, before, after) in placed])
    receipts = (Repair(line, at + 1, before, after, RULE) for line, _, (at, before, after) in placed)
    return Mended(new, tuple(receipts), remarks(new))


def _changes(text: str) -> Iterator[tuple[int, int, Change]]:
    """Yield each change with the number of its line and the offset where that line starts."""
    for number, start, line in _suspects(text):
        for change in changes(line, mended(line)):
            yield number, start, change


def _suspects(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the lines that may be damaged: number, offset, the line without its end."""
    index, at = LineIndex(text), 0
    bounds = [*index.starts, len(text)]
    while found := gate().search(text, at):
        number = index.line(found.start())
        start, at = bounds[number - 1], bounds[number]
        yield number, start, text[start:at].rstrip("\r\n")
