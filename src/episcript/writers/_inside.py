"""Chapters that begin inside a turn: at which sentence of it they are written, by the times that are known there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from episcript.model import Mark
from episcript.writers._places import chapters_by_turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Anchor, Chapter, Episode, Turn

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*(?P<blank> |\n\n)(?=\S)|\n\n")


class Cut(NamedTuple):
    """A chapter inside a turn: the offset of the sentence before which it stands; `fresh` says a paragraph begins there."""

    offset: int
    chapter: Chapter
    fresh: bool


class Placed(NamedTuple):
    """The chapters by the turn that they stand before, and those that stand inside one."""

    before: dict[int, list[Chapter]]
    inside: dict[int, list[Cut]]


def placed(episode: Episode, *, cutting: bool) -> Placed:
    """Return where the chapters are written; with `cutting` also inside the turns in which they begin.

    The place is the sentence start nearest to the chapter's time. The text before and behind it stays what it is. Only
    turns with a label and a start are cut: others do not go on behind a heading.

    >>> from episcript.model import Chapter, Episode, Turn
    >>> turn = Turn("It was low. Then it rose. It fell.", "Ann", start=0, end=30_000)
    >>> placed(Episode(turns=(turn,), chapters=(Chapter("Rising", 11_000, "given"),)), cutting=True).inside[0][0].offset
    12
    """
    before = chapters_by_turn(episode)
    inside: dict[int, list[Cut]] = {}
    for place in sorted(before) if cutting else ():
        turn = episode.turns[place - 1] if place else None
        if turn is None or not _can_be_cut(turn):
            continue
        following = episode.turns[place].start if place < len(episode.turns) else None
        found = [chapter for chapter in before[place] if _begins_inside(chapter, turn, following)]
        cuts = list(_cuts(turn, found, following))
        moved = {id(cut.chapter) for cut in cuts}
        before[place] = [chapter for chapter in before[place] if id(chapter) not in moved]
        if opening := [cut.chapter for cut in cuts if not cut.offset]:
            before[place - 1] = [*before.get(place - 1, ()), *opening]
        inside[place - 1] = [cut for cut in cuts if cut.offset]
    return Placed(before, inside)


def _cuts(turn: Turn, chapters: Sequence[Chapter], following: int | None) -> Iterator[Cut]:
    """Yield where the chapters stand in the turn, rising; one that stands behind its last sentence is left out."""
    guides, starts = _guides(turn, following), [(0, True), *_sentences(turn), (len(turn.text), True)]
    offsets = [offset for offset, _ in starts]
    free = 0
    for chapter in sorted(chapters, key=lambda one: one.start or 0):
        place = _offset_at(chapter.start or 0, guides)
        behind = bisect_left(offsets, place, free)
        near = (number for number in (behind - 1, behind) if free <= number < len(starts))
        nearest = min(near, key=lambda number: abs(offsets[number] - place))
        offset, fresh = starts[nearest]
        if offset == len(turn.text):
            return
        free = nearest + bool(offset)  # several may stand at the beginning
        yield Cut(offset, chapter, fresh)


def _can_be_cut(turn: Turn) -> bool:
    return turn.start is not None and turn.label is not None and bool(turn.text)


def _begins_inside(chapter: Chapter, turn: Turn, following: int | None) -> bool:
    """Return whether a chapter with a clock of its own begins while the turn is spoken."""
    start = chapter.start
    if start is None or chapter.start_source == "next" or turn.start is None or not turn.start < start:
        return False
    if following is not None and start >= following:
        return False
    known = any(time == start for _, time in turn.anchors)
    return known or (turn.end is not None and start < turn.end)


def _sentences(turn: Turn) -> Iterator[tuple[int, bool]]:
    """Yield the offsets at which sentences begin, not inside emphasis or a link, and whether a paragraph does."""
    solid = sorted((mark.start, mark.end) for mark in turn.marks if mark.start < mark.end)
    firsts, lasts = [start for start, _ in solid], list(accumulate((end for _, end in solid), max))
    for found in _SENTENCE.finditer(turn.text):
        around = bisect_left(firsts, found.end()) - 1
        if around < 0 or lasts[around] <= found.end():
            yield found.end(), "\n\n" in found[0]


def _guides(turn: Turn, following: int | None) -> list[Anchor]:
    """Return offsets and times that rise: the start, what is known inside, the end."""
    end = turn.end if turn.end is not None else following
    known = [(0, turn.start or 0), *turn.anchors, *([(len(turn.text), end)] if end is not None else ())]
    guides: list[Anchor] = []
    for offset, time in known:
        if not guides or (offset >= guides[-1][0] and time >= guides[-1][1]):
            guides.append((offset, time))
    return guides


def _offset_at(time: int, guides: Sequence[Anchor]) -> int:
    """Return the offset that is spoken at `time`, between the guides in proportion."""
    place = bisect_right([known for _, known in guides], time)
    if place == len(guides):
        return guides[-1][0]
    (left, early), (right, late) = guides[max(place - 1, 0)], guides[place]
    return left if late <= early else left + (right - left) * (time - early) // (late - early)


def pieces(turn: Turn, cuts: Sequence[Cut]) -> list[Turn]:
    """Return the turn cut at its chapters: text, marks and times of each piece, the first with the head of the turn."""
    edges = [0, *(cut.offset for cut in cuts), len(turn.text)]
    starts = [turn.start, *(cut.chapter.start for cut in cuts)]
    return [
        _piece(turn, start, end, time) for start, end, time in zip(edges, edges[1:], starts, strict=False)
    ]


def _piece(turn: Turn, start: int, end: int, time: int | None) -> Turn:
    marks = [
        Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.kind, mark.target)
        for mark in turn.marks
        if start <= mark.start < end
        or (mark.start < start < mark.end)
        or mark.start == mark.end == end == len(turn.text)
    ]
    anchors = tuple((offset - start, known) for offset, known in turn.anchors if start <= offset < end)
    return replace(
        turn, text=turn.text[start:end].rstrip(" \n"), start=time, marks=tuple(marks), anchors=anchors
    )
