"""Receipts taken back: the text as it stood before it was repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.lines import LineIndex
from episcript.repair.spans import Change, applied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from episcript.model import Repair


def undo(text: str, repairs: Sequence[Repair]) -> str:
    """Return the text that was repaired: `undo(repair(x).text, repair(x).repairs) == x`.

    `repairs` are in the order in which `repair` gives them; receipts without a line (a changed file encoding) are
    passed over. Raises `ValueError` where `text` is not what the receipts speak of.

    >>> from episcript.model import Repair
    >>> undo("Tülu", [Repair(1, 2, "Ã¼", "ü", "mojibake")])
    'TÃ¼lu'
    """
    placed = list(_placed(text, repairs))
    for change in placed:
        if not text.startswith(change.before, change.start):
            raise ValueError(f"no {change.before!r} at offset {change.start}")
    return applied(text, placed)


def _placed(text: str, repairs: Iterable[Repair]) -> Iterator[Change]:
    """Yield the changes that lead back, at their offsets in the repaired text.

    Columns count in the text before the repair: each repair shifts those behind it on its line.
    """
    starts, current, shift = LineIndex(text).starts, 0, 0
    for repair in repairs:
        if repair.line is None or repair.column is None:
            continue
        if repair.line != current:
            current, shift = repair.line, 0
        yield Change(_line_start(starts, current) + repair.column - 1 + shift, repair.after, repair.before)
        shift += len(repair.after) - len(repair.before)


def _line_start(starts: Sequence[int], line: int) -> int:
    if not 0 < line <= len(starts):
        raise ValueError(f"no line {line}")
    return starts[line - 1]
