"""Reading speed: boundaries that were interpolated move a little so that as few cues as possible are too fast."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, inf
from typing import TYPE_CHECKING

from episcript.cues.width import columns
from episcript.times import SECOND

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from episcript.cues.profile import Profile

_MOVES = (0, -100, 100, -200, 200, -300, 300)
"""Milliseconds that a boundary may move: inside its uncertainty, so the times are as good as before (FACTS §3)."""
_TOO_FAST, _MUCH, _MOVED = 1.0, 4.0, 0.0001
"""Prices: of a cue that is too fast, of each time that it lacks what it needs, of a millisecond that a boundary moves."""


def reading_time(lines: Sequence[str], profile: Profile) -> int:
    """Return the ms that lines take to be read; between two of them counts a blank, wide characters as the profile says.

    >>> from episcript.cues.profile import STANDARD
    >>> reading_time(("Hello", "there."), STANDARD)
    600
    """
    size = columns if profile.wide else len
    return ceil((sum(map(size, lines)) + len(lines) - 1) * SECOND / profile.cps)


def relaxed(times: Sequence[int], needs: Sequence[int], known: Container[int], shortest: int) -> list[int]:
    """Return the boundaries of cues (ms); those not in `known` have moved by up to 0.3 s, the first and last stay.

    `needs` are the ms that each cue takes to be read. The moves of least price, exactly, by dynamic programming: as few
    cues as possible lack time, none by much, none stands shorter than `shortest` ms that stood longer.

    >>> relaxed([0, 1_000, 4_000], [1_200, 1_500], (), 800)
    [0, 1200, 4000]
    """
    if all(end - start >= need for (start, end), need in zip(pairwise(times), needs, strict=True)):
        return list(times)
    last = len(times) - 1
    best: dict[int, float] = {0: 0.0}
    trail: list[dict[int, int]] = []
    for place in range(1, last + 1):
        length = times[place] - times[place - 1]
        moves = (0,) if place == last or place in known else _MOVES
        best, came = _step(best, moves, (length, needs[place - 1], min(length, shortest)))
        trail.append(came)
    return _followed(times, trail)


def _step(
    best: dict[int, float], moves: Sequence[int], cue: tuple[int, int, int]
) -> tuple[dict[int, float], dict[int, int]]:
    """Return the least price up to the end of a cue for each move of that end, and the move of its start behind it.

    The cue is its length, what it needs and what it must have, all in ms.
    """
    length, need, least = cue
    prices: dict[int, float] = {}
    came: dict[int, int] = {}
    for move in moves:
        price, chosen = inf, 0
        for before, so_far in best.items():
            stands = length + move - before
            if stands < least:
                continue
            here = so_far if stands >= need else so_far + _TOO_FAST + _MUCH * (need / max(1, stands) - 1)
            if here < price:
                price, chosen = here, before
        prices[move] = price + _MOVED * abs(move)
        came[move] = chosen
    return prices, came


def _followed(times: Sequence[int], trail: Sequence[dict[int, int]]) -> list[int]:
    """Return the boundaries with the moves that led to the least price, followed back from the last."""
    moved = list(times)
    move = 0
    for place in range(len(times) - 1, 0, -1):
        moved[place] += move
        move = trail[place - 1][move]
    return moved
