"""Align: exact times for an edited transcript from captions of the same audio; the text is never changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from episcript.align.lags import lags_of
from episcript.align.match import matched, shares
from episcript.align.rising import rising
from episcript.align.words import timed_words, words
from episcript.codes import diagnose
from episcript.times import SECOND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from episcript.align.lags import Lags
    from episcript.align.words import Timed, Word
    from episcript.model import Anchor, Diagnostic, Turn

_FOUND = 0.3
"""A turn of which less was found keeps the times it had."""
_NEAR_THE_HEAD = 2
"""The time of one of so many first words tells when a turn begins."""
_SAME_TEXT = 0.2
"""Captions that share less of the words than this are of something else."""


class Aligned(NamedTuple):
    """The turns with the times that were found, and what there is to say about them."""

    turns: tuple[Turn, ...]
    diagnostics: tuple[Diagnostic, ...]


class Heard(NamedTuple):
    """A word that was found in the captions: its number in its turn, its offset there, when it begins and ends (ms)."""

    number: int
    offset: int
    last: bool
    start: int
    end: int


def align(turns: Sequence[Turn], captions: Sequence[Turn]) -> Aligned:
    """Return `turns` with `aligned` anchors at every word that `captions` have too, and a confidence each.

    Printed starts and given ends stay. A turn without start begins with its first word, one without a given end ends
    with its last, where these were found. Where the clocks of the captions run apart from the printed starts, by a
    constant or by a drift, the difference is taken off their times and told. Passages that only one side has are no
    problem. The method is that of FACTS §5.

    >>> from episcript.model import Turn
    >>> captions = [Turn("and the tide came in", start=4_000, end=6_000)]
    >>> align([Turn("And the tide came in.", "Ann", start=4_000)], captions).turns[0].anchors
    ((0, 4000), (4, 4400), (8, 4800), (13, 5300), (18, 5800))
    """
    own, theirs = words(turns), timed_words(captions)
    pairs = matched([word.key for word in own], [word.key for word in theirs])
    if len(pairs) < _SAME_TEXT * min(len(own), len(theirs)) or not pairs:
        return Aligned(tuple(turns), (diagnose("captions-differ", share=len(pairs) / max(1, len(own))),))
    heard = _heard(turns, own, theirs, pairs)
    lags = lags_of([turn.start for turn in turns], _firsts(heard))
    found = shares(pairs, [word.turn for word in own], len(turns))
    timed = tuple(_timed(turns, heard, lags, found))
    return Aligned(timed, tuple(_remarks(timed, lags)))


def _heard(
    turns: Sequence[Turn], own: Sequence[Word], theirs: Sequence[Timed], pairs: Sequence[tuple[int, int]]
) -> dict[int, list[Heard]]:
    """Return the found words of each turn; those whose times break the rising order of most are left out."""
    begins, counts = [0] * len(turns), [0] * len(turns)
    for place, word in enumerate(own):
        begins[word.turn] = begins[word.turn] if counts[word.turn] else place
        counts[word.turn] += 1
    heard: dict[int, list[Heard]] = {}
    for keep in rising([theirs[other].start for _, other in pairs]):
        one, other = pairs[keep]
        word, time = own[one], theirs[other]
        number = one - begins[word.turn]
        last = number == counts[word.turn] - 1
        heard.setdefault(word.turn, []).append(Heard(number, word.start, last, time.start, time.end))
    return heard


def _firsts(heard: Mapping[int, Sequence[Heard]]) -> dict[int, int]:
    """Return when the turns begin whose first word, or nearly the first, was found."""
    return {turn: found[0].start for turn, found in heard.items() if found[0].number < _NEAR_THE_HEAD}


def _timed(
    turns: Sequence[Turn], heard: Mapping[int, Sequence[Heard]], lags: Lags, found: Sequence[float]
) -> Iterator[Turn]:
    """Yield the turns with what was found of them."""
    bounds = _bounds(turns)
    for number, turn in enumerate(turns):
        said, share = heard.get(number, ()), found[number]
        if share < _FOUND or not said:
            yield replace(turn, confidence=share)
        else:
            yield _one(turn, said, lags.turns[number], bounds[number], share)


def _bounds(turns: Sequence[Turn]) -> list[int | None]:
    """Return for each turn the printed start of the next one that has one."""
    bounds: list[int | None] = [None] * len(turns)
    following: int | None = None
    for number in range(len(turns) - 1, -1, -1):
        bounds[number] = following
        start = turns[number].start
        following = start if start is not None else following
    return bounds


def _one(turn: Turn, said: Sequence[Heard], lag: int, bound: int | None, share: float) -> Turn:
    """Return one turn with its anchors, those that lie inside the printed clocks."""
    anchors = tuple(_inside(((word.offset, word.start - lag) for word in said), turn.start, bound))
    start, end = turn.start, turn.end
    if start is None and said[0].number < _NEAR_THE_HEAD and anchors:
        start = anchors[0][1]
    if turn.end_source != "given" and said[-1].last:
        finish, latest = said[-1].end - lag, anchors[-1][1] if anchors else start
        if (bound is None or finish <= bound) and (latest is None or finish > latest):
            end = finish
    return replace(
        turn,
        start=start,
        start_source="aligned" if turn.start is None and start is not None else turn.start_source,
        end=end,
        end_source="aligned" if end is not None and end != turn.end else turn.end_source,
        anchors=anchors or turn.anchors,
        anchor_source="aligned" if anchors else turn.anchor_source,
        confidence=share,
    )


def _inside(anchors: Iterator[Anchor], start: int | None, bound: int | None) -> Iterator[Anchor]:
    for offset, time in anchors:
        if (start is None or time >= start) and (bound is None or time <= bound):
            yield offset, time


def _remarks(turns: Sequence[Turn], lags: Lags) -> Iterator[Diagnostic]:
    if lags.least or lags.most:
        code = "clocks-apart" if lags.constant else "clocks-drift"
        yield diagnose(code, least=lags.least / SECOND, most=lags.most / SECOND)
    if missing := sum((turn.confidence or 0) < _FOUND and bool(turn.text) for turn in turns):
        yield diagnose("not-aligned", count=missing)
