"""The repair of damaged encodings: the smallest span, a receipt for each, nothing else touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from episcript.lines import LineIndex
from episcript.model import Repair
from episcript.repair.mojibake import RULE
from episcript.repair.readings import differences
from episcript.repair.receipts import undo
from episcript.repair.remarks import remarks
from episcript.repair.settling import Line, settled
from episcript.repair.spans import Change, applied
from episcript.repair.suspicion import suspect

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

    What a line alone cannot settle is settled by the words of the whole text, or becomes a remark.

    >>> mended = repair("TÃ¼lu 3")
    >>> mended.text, mended.repairs[0].before, mended.repairs[0].column
    ('Tülu 3', 'Ã¼', 2)
    """
    if text.isascii() or not suspect().search(text):
        return Mended(text, (), remarks(text))
    lines = list(_suspects(text))
    news, doubts = settled(text, lines)
    placed = [
        (line, change)
        for line, new in zip(lines, news, strict=True)
        if line.text != new
        for change in differences(line.text, new)
    ]
    repaired = applied(text, [Change(line.start + at, old, new) for line, (at, old, new) in placed])
    receipts = (Repair(line.number, at + 1, old, new, RULE) for line, (at, old, new) in placed)
    return Mended(repaired, tuple(receipts), remarks(repaired, doubts))


def _suspects(text: str) -> Iterator[Line]:
    """Yield the lines that may be damaged."""
    index, at = LineIndex(text), 0
    bounds = [*index.starts, len(text)]
    while found := suspect().search(text, at):
        number = index.line(found.start())
        start, at = bounds[number - 1], bounds[number]
        yield Line(number, start, text[start:at].rstrip("\r\n"))
