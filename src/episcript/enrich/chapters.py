"""Which turns belong to which chapter, and when chapters begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.times import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Chapter, Diagnostic, Turn

Tied = tuple[tuple["Chapter", ...], list[int | None], tuple["Diagnostic", ...]]


def tie_chapters(
    chapters: Sequence[Chapter], turns: Sequence[Turn], ends: Sequence[int | None], duration: int | None
) -> Tied:
    """Return the chapters with their turns, the chapter of each turn, and remarks on chapters that are out of order.

    `ends` are those of the turns (ms). A chapter that begins inside a turn has a remark as well.

    A turn belongs to the chapter in which it starts, a turn before the first to none. A chapter without a clock stands
    before the turn that its `first_turn` names and takes that turn's start (`next`); one that holds no turn goes with
    the next of its kind. The order of the chapters is left as it was written. A chapter ends where the next in time
    begins, the last one at `duration` (ms) or with the last turn.
    """
    if not chapters:
        return (), [None] * len(turns), ()
    begins = _begins(turns)
    places = _places(chapters, begins, len(turns))
    order = _order(chapters, places, begins)
    dated = [
        _dated(chapter, turns[place : place + 1]) if _untimed(chapter) else chapter
        for chapter, place in zip(chapters, places, strict=True)
    ]
    held = _held(dated, order, places, len(turns))
    ended = _ended(held, (duration, ends[-1] if ends else None))
    return ended, _owners(len(turns), ended), tuple(_remarks(ended, turns, ends, places))


def _untimed(chapter: Chapter) -> bool:
    """Return whether the chapter has no clock of its own: a start from the next turn was derived by an earlier run."""
    return chapter.start is None or chapter.start_source == "next"


def _begins(turns: Sequence[Turn]) -> list[int]:
    """Return when each turn begins (ms), never falling: by characters where no clock says so; empty without any clock."""
    before = [0, *accumulate(len(turn.text) + 1 for turn in turns)]
    guides = [(before[place], start) for place, start in _guides(turns)]
    if not guides:
        return []
    (first, start), (last, end) = guides[0], guides[-1]
    opening = [(0, min(0, start))] if first else []
    closing = (before[-1], end + round(USUAL * (before[-1] - last)))
    return list(_interpolated([*opening, *guides, closing], before[:-1]))


def _guides(turns: Sequence[Turn]) -> Iterator[tuple[int, int]]:
    """Return the places and starts (ms) of the clocked turns, without slips and never falling."""
    clocked = [(place, turn.start) for place, turn in enumerate(turns) if turn.start is not None]
    starts = [start for _, start in clocked]
    latest = min(starts, default=0)
    for here, (place, start) in enumerate(clocked):
        if not _slip(starts, here):
            latest = max(latest, start)
            yield place, latest


def _slip(starts: Sequence[int], here: int) -> bool:
    """Return whether one clock lies outside its two neighbours though these are in order: it guides nobody."""
    if not 0 < here < len(starts) - 1:
        return False
    before, after = starts[here - 1], starts[here + 1]
    return before <= after and not before <= starts[here] <= after


def _interpolated(guides: Sequence[tuple[int, int]], offsets: Sequence[int]) -> Iterator[int]:
    """Return the time at each of the rising `offsets`; both go through once."""
    spans = pairwise(guides)
    (left, early), (right, late) = next(spans)
    for offset in offsets:
        while offset > right:
            (left, early), (right, late) = next(spans)
        yield early + (late - early) * (offset - left) // (right - left)


def _places(chapters: Sequence[Chapter], begins: Sequence[int], turns: int) -> list[int]:
    """Return before which turn each chapter stands (`turns`: behind all).

    Chapters with a clock go by it, the others by their first turn; one of these without any stands with the next, and
    none before one that precedes it in the source.
    """
    places = [_place(chapter, begins) for chapter in chapters]
    follower = turns
    for here in reversed(range(len(chapters))):
        if not _by_clock(chapters[here], begins):
            follower = places[here] = _bounded(places[here], follower, turns)
    floor = 0
    for here, chapter in enumerate(chapters):
        if not _by_clock(chapter, begins):
            floor = places[here] = max(floor, places[here] or 0)
    return [turns if place is None else place for place in places]


def _bounded(place: int | None, follower: int, turns: int) -> int:
    return follower if place is None else max(0, min(place, turns))


def _by_clock(chapter: Chapter, begins: Sequence[int]) -> bool:
    return bool(begins) and not _untimed(chapter)


def _place(chapter: Chapter, begins: Sequence[int]) -> int | None:
    if chapter.start is not None and _by_clock(chapter, begins):
        return bisect_left(begins, chapter.start)
    return chapter.first_turn


def _order(chapters: Sequence[Chapter], places: Sequence[int], begins: Sequence[int]) -> list[int]:
    """Return the chapters' indexes in the order of their turns.

    Where two stand before one turn, the later holds it; one without a clock of its own comes last, because its place
    is known from nothing but the turn.
    """

    def key(here: int) -> tuple[int, bool, int, int]:
        by_clock = _by_clock(chapters[here], begins)
        return places[here], not by_clock, (chapters[here].start or 0) if by_clock else 0, here

    return sorted(range(len(chapters)), key=key)


def _dated(chapter: Chapter, following: Sequence[Turn]) -> Chapter:
    """Return a chapter without a clock with the start of the turn that follows, if it has one."""
    start = following[0].start if following else None
    return replace(chapter, start=start, start_source=None if start is None else "next")


def _held(
    chapters: Sequence[Chapter], order: Sequence[int], places: Sequence[int], turns: int
) -> list[Chapter]:
    """Return the chapters with their first and last turns: each holds those up to the place of the next."""
    held = list(chapters)
    stops = [*(places[here] for here in order[1:]), turns]
    for here, stop in zip(order, stops, strict=False):
        first, last = (places[here], stop - 1) if places[here] < stop else (None, None)
        held[here] = replace(chapters[here], first_turn=first, last_turn=last)
    return held


def _ended(chapters: Sequence[Chapter], closing: Sequence[int | None]) -> tuple[Chapter, ...]:
    """Return the chapters with their ends; `closing` are the times (ms) at which the last one may end, best first."""
    starts = sorted(chapter.start for chapter in chapters if chapter.start is not None)
    return tuple(replace(chapter, end=_end(chapter.start, starts, closing)) for chapter in chapters)


def _end(start: int | None, starts: Sequence[int], closing: Sequence[int | None]) -> int | None:
    """Return the first later start of a chapter, else the first closing time that is later, else `None`."""
    if start is None:
        return None
    following = bisect_right(starts, start)
    if following < len(starts):
        return starts[following]
    return next((time for time in closing if time is not None and time > start), None)


def _owners(turns: int, chapters: Sequence[Chapter]) -> list[int | None]:
    """Return for each turn the index of the chapter that holds it."""
    owner: list[int | None] = [None] * turns
    for number, chapter in enumerate(chapters):
        if chapter.first_turn is not None and chapter.last_turn is not None:
            size = chapter.last_turn + 1 - chapter.first_turn
            owner[chapter.first_turn : chapter.last_turn + 1] = [number] * size
    return owner


def _remarks(
    chapters: Sequence[Chapter], turns: Sequence[Turn], ends: Sequence[int | None], places: Sequence[int]
) -> Iterator[Diagnostic]:
    """Return what is odd about the clocks of the chapters that have one."""
    latest = None
    for chapter, place in zip(chapters, places, strict=True):
        if chapter.start is None or _untimed(chapter):
            continue
        if latest is not None and chapter.start < latest:
            yield diagnose("chapter-order", chapter.line, title=chapter.title)
        latest = chapter.start
        if _inside(chapter.start, turns, ends, place):
            yield diagnose("chapter-off-turn", chapter.line, title=chapter.title)


def _inside(start: int, turns: Sequence[Turn], ends: Sequence[int | None], place: int) -> bool:
    """Return whether `start` (ms) falls into the turn before `place`, by that turn's own clocks."""
    if place < len(turns) and turns[place].start == start:
        return False
    before = turns[place - 1].start if place else None
    return before is not None and before < start < (ends[place - 1] or 0)
