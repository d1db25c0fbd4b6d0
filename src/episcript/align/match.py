"""Which words of two texts are the same: one global alignment, refined where the texts differ."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from episcript.align.rising import rising

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Pair = tuple[int, int]
"""Indexes of a word in the first and in the second text."""

_MOST = 20_000
"""Words a side that are aligned at once, where both texts meet so often; the time grows with the product of both sides (FACTS §5)."""
_FAR = (4 * _MOST) ** 2
"""The product of both sides of a stretch beyond which it is of something else: no phrase meets in it."""
_PHRASE = 6
"""So many words in a row, said once in either text, are the same place in both."""
_ISLAND, _GAP = 3, 8
"""Fewer matched words than this with more unmatched ones than that on both sides are chance (`the`, `and`)."""
_ALIKE = 0.75
"""Words at least this similar are one word misheard (`Shulman`, `Schulman`)."""
_WINDOW = 40
"""Differing stretches longer than this are not searched for misheard words."""
_LONGEST = 100
"""Letters of a word that can be misheard: two words are compared in the product of their lengths."""


def matched(first: Sequence[str], second: Sequence[str]) -> list[Pair]:
    """Return the pairs of equal or misheard words, rising in both texts; runs of chance matches are left out.

    One Levenshtein alignment of the words as whole numbers (FACTS §5: `difflib` is 10 to 60 times slower and can
    fail on repeated passages).

    >>> matched("we read john shulman today".split(), "so we read john schulman".split())
    [(0, 1), (1, 2), (2, 3), (3, 4)]
    """
    found = chain.from_iterable(_aligned(first, second, *part) for part in _parts(first, second))
    return list(_without_islands(list(found)))


def _parts(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Yield stretches of both texts that are short enough to be aligned at once, cut where a phrase is in both.

    Long texts that have not even a phrase in common are not of the same audio: there is nothing to align.
    """
    here, there = 0, 0
    if max(len(first), len(second)) > _MOST:
        meetings = list(_meetings(first, second))
        if not meetings:
            return
        for one, other in meetings:
            if max(one - here, other - there) >= _MOST:
                yield range(here, one), range(there, other)
                here, there = one, other
    yield range(here, len(first)), range(there, len(second))


def _meetings(first: Sequence[str], second: Sequence[str]) -> Iterator[Pair]:
    """Yield the places of the phrases that each text has once, rising in both."""
    one, other = _once(first), _once(second)
    shared = [(place, other[phrase]) for phrase, place in one.items() if phrase in other]
    yield from (shared[keep] for keep in rising([place for _, place in shared]))


def _once(text: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return where each phrase begins that `text` has once, in order."""
    phrases = list(zip(*(text[shift:] for shift in range(_PHRASE)), strict=False))
    counts = Counter(phrases)
    return {phrase: place for place, phrase in enumerate(phrases) if counts[phrase] == 1}


def _aligned(first: Sequence[str], second: Sequence[str], here: range, there: range) -> Iterator[Pair]:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - compiled code, of no use without captions

    if len(here) * len(there) > _FAR:
        return
    numbers: dict[str, int] = {}
    one = [numbers.setdefault(key, len(numbers)) for key in first[here.start : here.stop]]
    other = [numbers.setdefault(key, len(numbers)) for key in second[there.start : there.stop]]
    for step in Levenshtein.opcodes(one, other):
        left = range(here.start + step.src_start, here.start + step.src_end)
        right = range(there.start + step.dest_start, there.start + step.dest_end)
        if step.tag == "equal":
            yield from zip(left, right, strict=True)
        elif step.tag == "replace":
            yield from _misheard(first, second, left, right)


def _misheard(first: Sequence[str], second: Sequence[str], left: range, right: range) -> Iterator[Pair]:
    """Yield the words of a stretch that differs which are alike all the same, in order."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - the same

    if max(len(left), len(right)) > _WINDOW:
        return
    after = right.start
    for one in left:
        if len(first[one]) > _LONGEST:
            continue
        for other in range(after, min(right.stop, after + 4)):
            if Indel.normalized_similarity(first[one], second[other], score_cutoff=_ALIKE) > 0:
                yield one, other
                after = other + 1
                break


def _without_islands(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the pairs without short runs in the midst of a big gap on either side of both texts."""
    for run, before, after in _runs(pairs):
        if len(run) >= _ISLAND or min(before, after) <= _GAP:
            yield from run


def _runs(pairs: Sequence[Pair]) -> Iterator[tuple[Sequence[Pair], int, int]]:
    """Yield the runs of neighbours, and how many words lie between each and the runs around it."""
    starts = [0, *(place for place in range(1, len(pairs)) if _apart(pairs[place - 1], pairs[place]) > _GAP)]
    for start, stop in zip(starts, [*starts[1:], len(pairs)], strict=True):
        before = _apart(pairs[start - 1], pairs[start]) if start else _GAP + 1
        after = _apart(pairs[stop - 1], pairs[stop]) if stop < len(pairs) else _GAP + 1
        yield pairs[start:stop], before, after


def _apart(one: Pair, other: Pair) -> int:
    return max(other[0] - one[0], other[1] - one[1]) - 1


def shares(pairs: Iterable[Pair], owners: Sequence[int], count: int) -> list[float]:
    """Return for each of `count` turns the share of its words that were found; `owners` tells the turn of a word."""
    total, hits = [0] * count, [0] * count
    for owner in owners:
        total[owner] += 1
    for one, _ in pairs:
        hits[owners[one]] += 1
    return [round(hit / all_, 3) if all_ else 0.0 for hit, all_ in zip(hits, total, strict=True)]
