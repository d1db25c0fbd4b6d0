"""The words of an episode: how they compare, where they stand, and when they are spoken."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Turn

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:['’][^\W_]+)*"
)
"""A run of letters and digits; a character where the script has no blanks between words."""
_APOSTROPHES = str.maketrans("", "", "'’")


class Word(NamedTuple):
    """A word: what is compared of it, the index of its turn, and its offsets in the text of that turn."""

    key: str
    turn: int
    start: int
    end: int


def words(turns: Sequence[Turn]) -> list[Word]:
    """Return the spoken words of the turns in order; remarks in brackets (marked `sound`) are not spoken.

    >>> from episcript.model import Turn
    >>> [word.key for word in words([Turn("Don’t, Ann-Marie!")])]
    ['dont', 'ann', 'marie']
    """
    return [
        Word(found[0].casefold().translate(_APOSTROPHES), number, found.start(), found.end())
        for number, turn in enumerate(turns)
        for found in _WORD.finditer(_spoken(turn))
    ]


def _spoken(turn: Turn) -> str:
    """Return the text with its sounds blanked out."""
    said, at = [], 0
    for mark in sorted((mark for mark in turn.marks if mark.kind == "sound"), key=lambda mark: mark.start):
        start = max(at, mark.start)
        said += [turn.text[at:start], " " * (mark.end - start)]
        at = max(at, mark.end)
    return "".join([*said, turn.text[at:]])


class Timed(NamedTuple):
    """A word of captions: what is compared of it, and when it begins and ends (ms)."""

    key: str
    start: int
    end: int


def timed_words(turns: Sequence[Turn]) -> list[Timed]:
    """Return the words whose times are known or lie between known ones; in a cue they are spread by its characters.

    >>> from episcript.model import Turn
    >>> timed_words([Turn("Low water.", start=0, end=1_000)])
    [Timed(key='low', start=0, end=300), Timed(key='water', start=400, end=900)]
    """
    return list(_timed(turns))


def _timed(turns: Sequence[Turn]) -> Iterator[Timed]:
    found = words(turns)
    known = [_knots(turn) for turn in turns]
    for word in found:
        offsets, times = known[word.turn]
        if times:
            yield Timed(word.key, _at(offsets, times, word.start), _at(offsets, times, word.end))


def _knots(turn: Turn) -> tuple[list[int], list[int]]:
    """Return the offsets and times known in a turn; none where it has not even two."""
    knots = list(turn.anchors)
    if turn.start is not None and (not knots or knots[0][0] > 0):
        knots.insert(0, (0, turn.start))
    if turn.end is not None and (not knots or knots[-1][0] < len(turn.text)):
        knots.append((len(turn.text), turn.end))
    if len(knots) < 2:  # noqa: PLR2004 - a line needs two points
        return [], []
    return [offset for offset, _ in knots], [time for _, time in knots]


def _at(offsets: Sequence[int], times: Sequence[int], offset: int) -> int:
    """Return the time at an offset, by a straight line between the known ones around it."""
    here = min(max(bisect_right(offsets, offset), 1), len(offsets) - 1)
    left, right = offsets[here - 1], offsets[here]
    early, late = times[here - 1], times[here]
    return early + (late - early) * (min(max(offset, left), right) - left) // max(1, right - left)
