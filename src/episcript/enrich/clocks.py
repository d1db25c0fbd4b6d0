"""Clocks that fall or repeat: they stay as they were given, each with a remark."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.times import format_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.model import Diagnostic, Turn


def clock_remarks(turns: Sequence[Turn]) -> tuple[Diagnostic, ...]:
    """Return a remark for each turn whose start is not later than that of the clocked turn before it.

    >>> from episcript.model import Turn
    >>> clock_remarks([Turn("One.", start=90_000), Turn("Two.", start=30_000)])[0].message
    'the clock 00:00:30 falls behind 00:01:30'
    """
    clocked = [(turn.start, turn.line) for turn in turns if turn.start is not None]
    return tuple(
        _remark(before, start, line) for (before, _), (start, line) in pairwise(clocked) if start <= before
    )


def _remark(before: int, start: int, line: int | None) -> Diagnostic:
    code = "clock-repeated" if start == before else "clock-backward"
    return diagnose(code, line, clock=format_clock(start), before=format_clock(before))
