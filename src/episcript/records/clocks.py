"""Times in columns: which rise, in which unit, which key is the start and which the end."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from episcript.records.names import DURATION, END, START, hint, unit_of
from episcript.times import SECOND, middle, parse_seconds, parse_written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from episcript.records.tree import KeyPath

_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}(?:[.,][0-9]{1,30})?(?:[eE][-+]?[0-9]{1,2})?")
_FINE = re.compile(r"(\.[0-9]{12})[0-9]+")
_USUAL_RATE = 14.0
"""Characters a second of speech, pauses included; people speak at 8 to 25."""
_SLOWEST, _FASTEST = 0.7, 90.0
_SLOWEST_INSIDE = 1.6
"""The same where the pauses between records are not counted."""
_SILENT = 0.02
"""Where values have decimals, so much less speech a second is believed: excerpts, a stream with breaks."""
_NAMED = 0.7
_FEW = 3
_LONGEST_STEPS = 10
"""A step longer than so many usual ones is a silence, which says nothing of the unit."""
_RISING = 0.85
_LEAST_SPOKEN = 0.05
"""Of the time from the first start to the last so much is speech, or a column is no end."""
_LATEST = 100 * 3_600.0
"""Seconds; numbers that begin later count from no episode's beginning."""

UNITS: tuple[tuple[int, str, float], ...] = (
    (1, "s", 0.0),
    (1_000, "ms", 0.0),
    (10_000_000, "100 ns", 0.7),
    (1_000_000_000, "ns", 1.5),
    (1_000_000, "µs", 1.5),
    (25, "frames", 2.6),
    (100, "1/100 s", 2.6),
    (16_000, "samples", 2.6),
)
"""Units a second, their name, and how much less likely they are (as a logarithm) than seconds and milliseconds."""

Means = Literal["end", "duration"]


class Clock(NamedTuple):
    """The keys of start and end (or duration) of a group, what they count, and how well that fits its words.

    `per_second` is 0 where each value brings its unit along. `fine` says that starts have decimals.
    """

    start: KeyPath
    end: KeyPath | None
    means: Means
    per_second: int
    fit: float
    fine: bool = False

    @property
    def unit(self) -> str:
        """The unit as `--explain` shows it."""
        return next((name for per_second, name, _ in UNITS if per_second == self.per_second), "clock")


class Times(NamedTuple):
    """A column of times: seconds or bare numbers, by whether the values bring their unit along."""

    path: KeyPath
    values: list[float | None]
    written: bool


def times_of(path: KeyPath, values: Sequence[object]) -> Times | None:
    """Return a column whose values are times or numbers, else `None`.

    >>> times_of(("t",), ["00:01", "00:02.5"]).values
    [1.0, 2.5]
    """
    given = [value for value in values if value is not None and value != ""]
    if not given or not all(isinstance(value, str) for value in given):
        return None
    first = str(given[0]).strip()
    written = _DECIMAL.fullmatch(first) is None
    found = [_seconds(value) if written else _number(value) for value in values]
    known = sum(value is not None for value in found)
    return Times(path, found, written) if known and known >= 0.9 * len(given) else None


def _seconds(value: object) -> float | None:
    ms = parse_written(value.strip()) if isinstance(value, str) else None
    return None if ms is None else ms / SECOND


def _number(value: object) -> float | None:
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value := value.strip()):
        return None
    return float(value.replace(",", "."))


def clock_of(columns: Sequence[Times], lengths: Sequence[int], parents: Sequence[int] = ()) -> Clock | None:
    """Return the best clock among columns beside texts of these lengths (characters), `None` where none fits.

    A start rises among the records of one parent; an end is not before its start and seldom after the next one. The
    unit is that in which people speak at a usual rate.
    """
    found: list[tuple[float, Clock]] = []
    for start in columns:
        if not _rises(start.values, parents) or _counts(start) or _is_other(start):
            continue
        found += _clocks(start, columns, lengths)
    return max(found, key=lambda one: one[0])[1] if found else None


def _clocks(start: Times, columns: Sequence[Times], lengths: Sequence[int]) -> list[tuple[float, Clock]]:
    """Return what a start makes of every other column as its end, and of none, each with a weight."""
    named = hint(start.path, START) - hint(start.path, END) - hint(start.path, DURATION)
    found: list[tuple[float, Clock]] = []
    ways: list[tuple[Times | None, Means]] = [(None, "end")]
    for other in columns:
        ways += [(other, "end"), (other, "duration")]
    for end, means in ways:
        if end is not None and (end is start or end.written != start.written or not _ends(start, end, means)):
            continue
        if (unit := _unit(start, end, means, lengths)) is None:
            continue
        names = END if means == "end" else DURATION
        others = DURATION if means == "end" else END
        told = 0.0 if end is None else 1.0 + hint(end.path, names) - hint(end.path, others)
        per_second, cost = unit
        deep = len(start.path) + (len(end.path) if end else 1) - 2
        weight = 1.2 * named + told - 0.5 * cost + 0.2 * _is_fine(start) - 0.1 * deep
        found.append(
            (
                weight,
                Clock(start.path, end.path if end else None, means, per_second, cost, _has_decimals(start)),
            )
        )
    return found


def _has_decimals(column: Times) -> bool:
    return any(value is not None and value % 1 for value in column.values)


def _rises(values: Sequence[float | None], parents: Sequence[int] = ()) -> bool:
    """Return whether nearly no value falls and not all are equal; a few that restart are a file cut from several."""
    owners = parents[: len(values)] if parents else [0] * len(values)
    known = [(value, owner) for value, owner in zip(values, owners, strict=True) if value is not None]
    if len(known) < 2:  # noqa: PLR2004
        return len(known) == 1
    steps = [other - one for (one, owner), (other, same) in pairwise(known) if owner == same]
    rising = sum(step >= 0 for step in steps)
    return bool(steps) and rising >= _RISING * len(steps) and any(step > 0 for step in steps)


def _is_other(column: Times) -> bool:
    """Return whether a column can be no start: its key speaks of an end, or it is the only value and nothing names it."""
    named = hint(column.path, START)
    if hint(column.path, END) >= max(named, 0.1):
        return True
    return len(column.values) == 1 and (named < _NAMED or len(column.path) > 1)


def _counts(column: Times) -> bool:
    """Return whether the values number the records, from any number on."""
    known = [value for value in column.values if value is not None]
    steps = {round(other - one, 6) for one, other in pairwise(known)}
    return not column.written and steps == {1.0} and len(known) > 2 and not hint(column.path, START)  # noqa: PLR2004


def _ends(start: Times, end: Times, means: str) -> bool:
    """Return whether a column ends what another starts."""
    pairs = [
        (one, two)
        for one, two in zip(start.values, end.values, strict=True)
        if one is not None and two is not None
    ]
    if not pairs or len(pairs) * 2 < sum(value is not None for value in start.values):
        return False
    ends = [two if means == "end" else one + two for one, two in pairs]
    whole = sum(stop >= one for (one, _), stop in zip(pairs, ends, strict=True))
    if whole < 0.9 * len(pairs) or sum(
        stop > one for (one, _), stop in zip(pairs, ends, strict=True)
    ) * 4 < len(pairs):
        return False
    if means == "duration" and len(pairs) > _FEW and len({two for _, two in pairs}) == 1:
        return False
    spans = sorted(stop - one for (one, _), stop in zip(pairs, ends, strict=True))
    slack = spans[len(spans) // 2]
    extent = sum(max(0.0, other - one) for (one, _), (other, _) in pairwise(pairs))
    named = hint(start.path, START) >= _NAMED and hint(end.path, END) >= _NAMED
    if sum(spans) < _LEAST_SPOKEN * extent and not named:  # excerpts lie far apart
        return False
    early = sum(stop <= following + slack for (following, _), stop in zip(pairs[1:], ends, strict=False))
    if means == "duration" and _rises([two for _, two in pairs]) and len(pairs) > 2:  # noqa: PLR2004
        return False
    return early >= 0.7 * (len(pairs) - 1)


def _unit(start: Times, end: Times | None, means: str, lengths: Sequence[int]) -> tuple[int, float] | None:
    """Return the units a second in which the words are spoken at a usual rate, and how far from usual it is."""
    rate = _rate(start, end, means, lengths)
    if rate is None:
        return None
    if start.written:
        return (0, abs(math.log(rate / _USUAL_RATE))) if _SLOWEST <= rate <= _FASTEST else None
    slowest = _SLOWEST if end is None else _SLOWEST_INSIDE
    named = unit_of(start.path) or (unit_of(end.path) if end else None)
    first = next((value for value in start.values if value is not None), 0.0)
    fitting = [
        (
            abs(math.log(rate * per_second / _USUAL_RATE)) + _unlikely(per_second, unlikely, start, named),
            per_second,
        )
        for per_second, _, unlikely in UNITS
        if (per_second == named or _speakable(rate * per_second, per_second, slowest, start))
        and 0 <= first / per_second <= _LATEST
    ]
    if not fitting:
        return None
    cost, per_second = min(fitting)
    return per_second, cost


def _speakable(rate: float, per_second: int, slowest: float, start: Times) -> bool:
    """Return whether so many characters a second are spoken; decimals are seconds, also where a silence is long."""
    least = slowest * _SILENT if per_second == 1 and _has_decimals(start) else slowest
    return least <= rate <= _FASTEST


def _unlikely(per_second: int, unlikely: float, start: Times, named: int | None) -> float:
    if named:
        return 0.0 if named == per_second else 3.0
    decimal = any(value is not None and value % 1 for value in start.values)
    return unlikely + (3.0 if decimal and per_second != 1 else 0.0)


def _rate(start: Times, end: Times | None, means: str, lengths: Sequence[int]) -> float | None:
    """Return the characters a unit of time: over the intervals where there are ends, else from start to start."""
    if end is not None:
        timed = [
            (length, two if means == "duration" else two - one)
            for length, one, two in zip(lengths, start.values, end.values, strict=True)
            if one is not None and two is not None and length
        ]
    else:
        known = [(length, one) for length, one in zip(lengths, start.values, strict=True) if one is not None]
        timed = [(length, following - one) for (length, one), (_, following) in pairwise(known)]
        longest = _LONGEST_STEPS * middle(span for _, span in timed)
        timed = [(length, min(span, longest) if longest else span) for length, span in timed]
    timed = [(length, span) for length, span in timed if span >= 0]
    total = sum(span for _, span in timed)
    length = sum(length for length, _ in timed)
    return length / total if total > 0 and length else None


def _is_fine(column: Times) -> bool:
    """Return whether values are finer than whole seconds."""
    return _has_decimals(column) or not column.written


def reader_of(clock: Clock) -> Callable[[object], int | None]:
    """Return what makes milliseconds of a value of this clock.

    >>> reader_of(Clock(("start",), None, "end", 1_000, 0.0))("1500")
    1500
    """
    if clock.per_second == 0:
        return lambda value: parse_written(value.strip()) if isinstance(value, str) else None
    if clock.per_second == 1:
        return _from_seconds
    scale = clock.per_second

    def scaled(value: object) -> int | None:
        if scale == SECOND and isinstance(value, str) and value.isdigit() and value.isascii():
            return int(value[:15])
        number = _number(value)
        return (
            None if number is None or not math.isfinite(number) else math.floor(number * SECOND / scale + 0.5)
        )

    return scaled


def _from_seconds(value: object) -> int | None:
    if not isinstance(value, str):
        return None
    value = value.replace(",", ".")
    ms = parse_seconds(value)
    if ms is None and (number := _number(value)) is not None:
        ms = parse_seconds(_FINE.sub(r"\1", value.strip()))
        return ms if ms is not None else math.floor(number * SECOND + 0.5)
    return ms
