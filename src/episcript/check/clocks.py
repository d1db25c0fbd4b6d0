"""Findings on clocks: malformed, backward, equal, hours for minutes, far off their neighbours, an odd rate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.check.case import found
from episcript.times import CLOCK, MINUTE, SECOND, format_clock, parse_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.check.case import Case, Finding
    from episcript.model import Turn

_FAR = 30 * SECOND
"""A clock that leaves its neighbours' span by less is late or early; one that leaves it by more was mistyped."""
_MOSTLY = 0.6
"""The share of turns with a clock from which a turn without one has lost it."""
_MANY, _SLOW = 8, 2.0
"""So many clocks, all of whole minutes, at fewer characters a second: minutes and seconds were read as hours and minutes."""
_LONG, _FASTEST, _SLOWEST = 200, 25.0, 4.0
"""From so many characters on, a turn keeps between these characters a second: FACTS has 17.6 for a fast talk."""

_CLOCK = re.compile(rf"(?<![\w:]){CLOCK}(?![\w:])")
_HEAD = 300
"""Characters of a line in which the clock of its head is looked for."""
_DIGITS = "0-9OoIlxX?"
_MALFORMED = re.compile(rf"[\[(]?[{_DIGITS}]{{1,3}}(?:[:;.,][{_DIGITS}]{{1,3}}){{1,3}}[\])]?:?(?=\s|$)")
_BRACKETED = re.compile(rf"[\[(][{_DIGITS}]{{1,3}}(?:[:;][{_DIGITS}]{{1,3}}){{2}}[\])]")


class _Clock(NamedTuple):
    """A clock that a source gave: the index and line of its turn, and the time (ms)."""

    turn: int
    line: int | None
    start: int


def find(case: Case) -> Iterator[Finding]:
    """Yield the findings on the clocks of the turns."""
    clocks = [
        _Clock(index, turn.line, turn.start)
        for index, turn in enumerate(case.episode.turns)
        if turn.start is not None
    ]
    if not case.captions:
        hours = _all_hours(clocks, case)
        wrong = [hours] if hours else _order(clocks)
        yield from (one._replace(quote=_written(case, one.diagnostic.line)) for one in wrong)
        yield from _ends(case.episode.turns)
        yield from _malformed(case, clocks)
        yield from _rates(case.episode.turns)


def _written(case: Case, line: int | None) -> str:
    """Return the first clock of a line as it is written there, for the caret."""
    text = case.lines[line - 1] if line and line <= len(case.lines) else ""
    clock = _CLOCK.search(text[:_HEAD])
    return clock[0] if clock else ""


def _all_hours(clocks: Sequence[_Clock], case: Case) -> Finding | None:
    """Return the finding that every clock has its minutes for hours, if it looks so."""
    starts = [clock.start for clock in clocks]
    if len(set(starts)) < _MANY or any(start % MINUTE for start in starts):
        return None
    span, said = max(starts) - min(starts), sum(len(turn.text) for turn in case.episode.turns)
    if said / (span / SECOND) >= _SLOW:
        return None
    first = clocks[0]
    return found(
        "clock-hours", first.line, clock=format_clock(first.start), right="MM:SS, as all of them are"
    )


def _order(clocks: Sequence[_Clock]) -> Iterator[Finding]:
    """Yield what does not rise, each at the clock that is to blame."""
    before: _Clock | None = None
    for here, clock in enumerate(clocks):
        off = _off(clocks, here)
        if off:
            yield off
        elif before is not None and clock.start <= before.start:
            code = "clock-repeated" if clock.start == before.start else "clock-backward"
            yield found(code, clock.line, clock=format_clock(clock.start), before=format_clock(before.start))
        before = before if off else clock


def _ends(turns: Sequence[Turn]) -> Iterator[Finding]:
    """Yield each turn that ends before it begins, by clocks that the source gives."""
    for turn in turns:
        if (
            turn.end_source == "given"
            and turn.start is not None
            and turn.end is not None
            and turn.end < turn.start
        ):
            yield found(
                "clock-backward", turn.line, clock=format_clock(turn.end), before=format_clock(turn.start)
            )


def _off(clocks: Sequence[_Clock], here: int) -> Finding | None:
    """Return the finding that one clock lies far outside its two neighbours, though these are in order."""
    if not 0 < here < len(clocks) - 1:
        return None
    line, start = clocks[here].line, clocks[here].start
    early, late = clocks[here - 1].start, clocks[here + 1].start
    if early > late or early - _FAR <= start <= late + _FAR:
        return None
    if start % MINUTE == 0 and early <= start // 60 <= late:
        return found("clock-hours", line, clock=format_clock(start), right=format_clock(start // 60))
    return found(
        "clock-off", line, clock=format_clock(start), early=format_clock(early), late=format_clock(late)
    )


def _malformed(case: Case, clocks: Sequence[_Clock]) -> Iterator[Finding]:
    """Yield each clock that cannot be read: where a turn lost its own, and in brackets inside the text."""
    turns = case.episode.turns
    clocked = len(clocks) >= _MOSTLY * len(turns) > 0
    for index, turn in enumerate(turns):
        lost = _MALFORMED.match(turn.text) if clocked and turn.start is None else None
        if lost and any(map(str.isdigit, lost[0])):
            yield found("clock-malformed", turn.line, lost[0], clock=lost[0].rstrip(":"))
        for inside in _BRACKETED.finditer(turn.text, lost.end() if lost else 0):
            if parse_clock(inside[0][1:-1]) is None and any(map(str.isdigit, inside[0])):
                yield found("clock-malformed", case.line(index, inside[0]), inside[0], clock=inside[0])


def _rates(turns: Sequence[Turn]) -> Iterator[Finding]:
    """Yield the long turns that were spoken too fast or too slowly, by clocks that are not estimated."""
    for turn in turns:
        if turn.start is None or turn.end is None or turn.end_source == "estimated":
            continue
        seconds = (turn.end - turn.start) / SECOND
        if len(turn.text) < _LONG or seconds <= 0:
            continue
        rate = len(turn.text) / seconds
        if rate < _SLOWEST or _FASTEST < rate <= _IMPOSSIBLE:
            yield found("rate-odd", turn.line, rate=f"{rate:.0f}", seconds=f"{seconds:.1f}")


_IMPOSSIBLE = 30.0
"""What is faster still cannot be spoken, and `text-cannot-fit` says so."""
