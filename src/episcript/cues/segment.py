"""Where a paragraph is cut into cues and lines: exact dynamic programming over a price that adds up."""

from __future__ import annotations

from functools import cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from episcript.cues import prices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.cues.profile import Profile
    from episcript.cues.words import Passage


class Piecework(NamedTuple):
    """One cue: pieces `first` up to `stop`, the second line beginning at piece `second` if there is one."""

    first: int
    second: int | None
    stop: int


class Costs(NamedTuple):
    """Prices by columns: of a cue of one line, of the length of one of two, of the difference between its lines."""

    one: list[float]
    two: list[float]
    balance: list[float]


@cache
def costs(profile: Profile) -> Costs:
    """Return the price tables for lines as wide as `profile` allows; `inf` where a cue cannot be so.

    What fits on one line is one line (Netflix's rule, and what people do without exception).
    """
    width, room = profile.width, profile.width * profile.lines
    scale = prices.EASY_WIDTH / width
    length = [_length(columns * scale) for columns in range(room + 1)]
    one = [prices.CUE + price if columns <= width else inf for columns, price in enumerate(length)]
    two = [
        prices.PAIR + price if columns > width and profile.lines > 1 else inf
        for columns, price in enumerate(length)
    ]
    balance = [prices.BALANCE_WEIGHT * (difference * scale) ** 2 for difference in range(width + 1)]
    return Costs(one, two, balance)


def _length(columns: float) -> float:
    """Return the price of a cue by its columns: the square of what it is shorter or longer than is easy to read."""
    short, long = max(0, prices.EASY_LEAST - columns), max(0, columns - prices.EASY_MOST)
    return prices.SHORT_WEIGHT * short**2 + prices.LONG_WEIGHT * long**2


def cheapest_cues(  # noqa: C901 - the hot spot; its docstring tells the loops
    passage: Passage, begins: Sequence[int], starts: Sequence[int], ends: Sequence[int], profile: Profile
) -> list[Piecework]:
    """Return the cues of least price that `passage` can be cut into.

    `begins` are the columns at which a cue that begins with each piece would start: `passage.left`, less the label's
    where one is shown. `starts` and `ends` are the ms of speech before and behind each piece. A cue of several pieces
    lasts at most `profile.longest` of them; a piece that is longer, or wider than a line, is a cue by itself.

    The loops are long because they are the hot spot. For every end, each start inside the window is tried, the nearest
    first, and only where its price so far and its length leave a chance, each division into two lines. All windows move
    forward, so the time is linear in the pieces. Instead of a price for each sentence that ends inside a cue there is
    the same rebate for each that ends with one: the sums differ by what is the same for all cuts. What the cheapest end of
    a first line costs is part of the price of a pair, so that fewer divisions have a chance.
    """
    _, _, left, right, behind, sentences = passage
    width, longest, room = profile.width, profile.longest, profile.width * profile.lines
    one, two, balance = costs(profile)
    inside, lopsided = prices.SENTENCE_INSIDE, prices.LOPSIDED
    size = len(left)
    halfway = [prices.LINE_SHARE * price for price in behind]
    cheapest = min(halfway[:-1], default=0)
    pair = [price + cheapest for price in two]
    halfway = [price - cheapest for price in halfway]
    best: list[float] = [0.0] * (size + 1)
    trail: list[tuple[int, int | None, int]] = [(0, None, 0)] * (size + 1)
    low = second_low = 0
    for stop in range(1, size + 1):
        last = stop - 1
        end, spoken_end = right[last], ends[last]
        while low < last and (end - begins[low] > room or spoken_end - starts[low] > longest):
            low += 1
        while second_low < stop and end - left[second_low] > width:
            second_low += 1
        columns = end - begins[last]
        least = best[last] + (one[columns] if columns <= width else prices.OVERWIDE)
        choice: tuple[int, int | None, int] = (last, None, stop)
        for first in range(last - 1, low - 1, -1):
            price = best[first]
            if price >= least:
                continue
            begin = begins[first]
            columns = end - begin
            if columns <= width:
                if price + one[columns] < least:
                    least, choice = price + one[columns], (first, None, stop)
                continue
            price += pair[columns]
            if price >= least:
                continue
            for second in range(first + 1 if first >= second_low else second_low, stop):
                top = right[second - 1] - begin
                if top > width:
                    break
                uneven = abs(top - end + left[second])
                whole = price + halfway[second - 1] + balance[uneven]
                if whole < least and (3 * uneven < columns or whole + lopsided < least):
                    least = whole if 3 * uneven < columns else whole + lopsided
                    choice = (first, second, stop)
        best[stop] = least + behind[last] - inside * (sentences[stop] - sentences[last])
        trail[stop] = choice
    return _traced(trail)


def _traced(trail: Sequence[tuple[int, int | None, int]]) -> list[Piecework]:
    """Return the best cues in order, followed back from the last."""
    found, stop = [], len(trail) - 1
    while stop > 0:
        found.append(Piecework(*trail[stop]))
        stop = found[-1].first
    return found[::-1]
