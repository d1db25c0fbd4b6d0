"""Whether the clocks of the chapters lie beside those of the transcript: an intro or an ad that one of them lacks."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.times import SECOND, short_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Chapter, Diagnostic, Turn

_FARTHEST = 180
"""Seconds: ads and intros are shorter."""
_FEWEST = 4
"""Chapters that have to agree; three agree by chance where turns are short."""
_MOST = 200
_MOSTLY = 0.8
"""So many of the chapters have to fit where they are moved to, and fewer than half of that where they are."""
_CHANCE = 1e-4
"""How likely it may be that as many chapters meet turns by chance, anywhere."""


class _Shift(NamedTuple):
    """From chapter `first` on the transcript lies `seconds` behind the chapters."""

    first: int
    seconds: int
    fitting: int


def shifted(chapters: Sequence[Chapter], turns: Sequence[Turn]) -> Iterator[Diagnostic]:
    """Yield a remark where the chapters, or all from one on, begin a constant time beside turns.

    A chapter begins with somebody's words. Where nearly all begin when no turn does, and nearly all would if their clocks
    were moved by one number of seconds, the clocks count from different beginnings. That has to be so unlikely by
    chance that short turns do not make it up.
    """
    given = [one for one in chapters if one.start is not None and one.start_source == "given"]
    starts = sorted({turn.start // SECOND for turn in turns if turn.start is not None})
    clocks = [(one.start or 0) // SECOND for one in given[:_MOST]]
    if len(clocks) < _FEWEST or len(starts) < _FEWEST or sorted(clocks) != clocks:
        return
    if found := _found(clocks, starts):
        yield _remark(found, given, clocks)


def _remark(found: _Shift, given: Sequence[Chapter], clocks: Sequence[int]) -> Diagnostic:
    begins = short_clock((clocks[found.first] + found.seconds) * SECOND)
    move = f"{-found.seconds:+d}"
    return diagnose(
        "chapter-shift",
        given[found.first].line,
        count=found.fitting,
        seconds=str(abs(found.seconds)),
        where=f" from {begins} on" if found.first else "",
        shift=f"{begins}={move}" if found.first else move,
    )


def _found(clocks: Sequence[int], starts: Sequence[int]) -> _Shift | None:
    """Return the shift that explains the chapters best, `None` where they fit as they are or by chance only."""
    exact = frozenset(starts)
    covered = exact | frozenset(start - 1 for start in starts)  # clocks may be cut or rounded
    share = min(1.0, len(covered) / (starts[-1] - starts[0] + 2))
    here = [clock in covered for clock in clocks]
    found: list[tuple[int, int, _Shift]] = []
    for first in range(len(clocks) - _FEWEST + 1):
        before, behind = here[:first], here[first:]
        if sum(before) < _MOSTLY * len(before):
            break
        if sum(behind) >= _MOSTLY / 2 * len(behind):
            continue
        seconds = _best(clocks[first:], exact, covered)
        fitting = sum(clock + seconds in covered for clock in clocks[first:])
        likely = _tail(len(behind), fitting, share) * 2 * _FARTHEST * len(clocks)
        if fitting >= _MOSTLY * len(behind) and likely < _CHANCE:
            found.append((sum(before) + fitting, -first, _Shift(first, seconds, fitting)))
    return max(found)[2] if found else None


def _best(clocks: Sequence[int], exact: frozenset[int], covered: frozenset[int]) -> int:
    """Return the seconds that bring most of the chapters to turns, to the second where several do."""

    def fits(by: int) -> tuple[int, int, int]:
        return sum(one + by in covered for one in clocks), sum(one + by in exact for one in clocks), -abs(by)

    return max((by for by in range(-_FARTHEST, _FARTHEST + 1) if by), key=fits)


def _tail(number: int, least: int, share: float) -> float:
    """Return the probability of at least `least` hits in `number` tries."""
    return sum(
        comb(number, hits) * share**hits * (1 - share) ** (number - hits) for hits in range(least, number + 1)
    )
