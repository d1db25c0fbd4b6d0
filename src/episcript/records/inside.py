"""Words inside records or beside them: whose they are by their times, when they count from, and where they stand in a text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.model import Anchor

_EARLY = 50
"""Milliseconds by which a word may begin before its segment."""
_SLACK = 60
"""Characters by which a word may be missed in its segment before it counts as not found."""


def by_time(starts: Sequence[int | None], timed: Sequence[tuple[int | None, int | None]]) -> list[int]:
    """Return for words beside the records in which of them they are spoken."""
    rising = list(accumulate((start or 0 for start in starts), max))
    return [max(0, bisect_right(rising, (start or 0) + _EARLY) - 1) for start, _ in timed]


def moved(
    found: list[list[tuple[str, int | None, int | None]]], starts: Sequence[int | None]
) -> list[list[tuple[str, int | None, int | None]]]:
    """Return words with times since the beginning; where most count from the start of their record, it is added."""
    known = [
        (words, start)
        for words, start in zip(found, starts, strict=True)
        if words and start is not None and start > 0
    ]
    early = sum(_last(words) < start for words, start in known)
    if not known or early * 2 < len(known):
        return found
    return [
        [(said, _sum(one, start), _sum(two, start)) for said, one, two in words]
        for words, start in zip(found, starts, strict=True)
    ]


def _last(words: Iterable[tuple[str, int | None, int | None]]) -> int:
    return max((start for _, start, _ in words if start is not None), default=0)


def _sum(time: int | None, start: int | None) -> int | None:
    return None if time is None or start is None else time + start


def anchored(
    text: str, words: Sequence[tuple[str, int | None, int | None]], start: int | None, end: int | None
) -> tuple[tuple[Anchor, ...], int | None, int | None]:
    """Return the words of a text as anchors, and its start and end, taken from the words where it has none."""
    anchors: list[Anchor] = []
    place = 0
    lower = text.lower() if len(text.lower()) == len(text) else text
    for said, begins, _ in words:
        word = said.strip()
        at = text.find(word, place, place + len(word) + _SLACK) if word else -1
        if at < 0 and word:
            at = lower.find(word.lower(), place, place + len(word) + _SLACK)
        if at >= 0 and begins is not None:
            anchors.append((at, begins))
        place = at + len(word) if at >= 0 else place
    if start is None:
        start = next((begins for _, begins, _ in words if begins is not None), None)
    if end is None:
        end = next((ends for _, _, ends in reversed(words) if ends is not None), None)
    return tuple(anchors), start, end
