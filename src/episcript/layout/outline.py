"""The chapters of a text: lists of clocks with titles, headings with or without a clock."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.layout.clocks import clock_before
from episcript.layout.heads import range_end
from episcript.layout.region import is_footer
from episcript.times import SECOND, middle, parse_clock, parse_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from episcript.layout.groups import Found
    from episcript.layout.heads import Head
    from episcript.markup import Document, Line

_APART = 20 * SECOND
"""Chapters are at least this far apart in the median; cues are not."""
_LONGEST_TITLE = 120
_FEWEST, _FEWEST_CLOSING, _FEWEST_FLOWING = 2, 3, 6
_FEWEST_FALLING = 5
"""In a list of so many one chapter may stand in the wrong place."""
_SOME = 0.15
_ENDED = re.compile(r"[.?!](?:\s|\Z)")
_TITLE_EDGE = " \t\xa0-–—:|•·,"
_ODD_CLOCK = re.compile(
    r"[\[(]?(?P<minus>[-−]?)(?P<clock>[0-9]{1,3}(?::[0-9]{1,3}){1,3})[\])]?[ \t]+(?:[-–—:|][ \t]+)?(?P<title>\S.*)"
)
_NEAR_LIST = frozenset((-2, -1, 1, 2))
"""How far a line may be from one of the list: another of its kind, or a blank line, may lie between."""
_LINK_TIME = re.compile(
    r"\]\([^()\s]{0,500}?[#?&]t=(?P<time>[0-9]{1,2}(?::[0-9]{2}){1,2}|(?:[0-9]{1,3}h)?[0-9]{1,3}m[0-9]{0,2}s?|[0-9]{1,6})s?[^()\s]{0,500}\)"
)

_LINKED_CLOCK = re.compile(
    r"[(\[]?\[\(?(?P<clock>[0-9]{1,2}(?::[0-9]{2}){1,2})\)?\]\([^()\s]{1,500}\)[)\]]?\s*\Z"
)
"""A clock behind a title that is a link, in brackets or not: `([03:10](https://example.org))`."""


class Title(NamedTuple):
    """A chapter in the text: its line, its clock (ms, with offsets) or `None`, the offsets of its title, its end (ms)."""

    position: int
    clock: int | None
    clock_start: int
    clock_end: int
    start: int
    end: int
    until: int | None = None


def titles_of(
    document: Document, heads: Sequence[Found], taken: frozenset[int], region: range
) -> dict[int, Title]:
    """Return the chapters by the position of their line.

    `taken` are the lines that open turns, `region` the lines of the transcript. Outside it a chapter is one of a list
    of clocks with titles, or a heading with a clock; inside it every heading is one.
    """
    listed = [
        found
        for found in heads
        if found.position not in taken and found.position not in region and not found.head.of_day
    ]
    outside = [
        position
        for position, line in enumerate(document.lines)
        if line.kind != "blank" and position not in taken and position not in region
    ]
    titles = {title.position: title for title in (*_closing(document, outside), *_lists(document, listed))}
    titles |= {title.position: title for title in _odd(document, outside, frozenset(titles))}
    clocked = {
        found.position: found.head
        for found in heads
        if found.head.clock is not None and not found.head.of_day  # `9:00 AM Coffee` is a programme
    }
    for position, line in enumerate(document.lines):
        if line.kind != "heading" or position in taken or is_footer(document.text[line.start : line.end]):
            continue
        title = _heading(document, position, line, clocked.get(position))
        if title.clock is not None or position in region:
            titles[position] = title
    return titles


def _odd(document: Document, outside: Iterable[int], listed: frozenset[int]) -> Iterator[Title]:
    """Yield the lines beside those of a list whose clock is none, or lies before the episode: they were meant as chapters.

    The clock of the first kind is `None`, that of the second 0.
    """
    for position in outside:
        line = document.lines[position]
        if (
            position in listed
            or line.kind not in {"text", "item"}
            or not _NEAR_LIST
            & {one - position for one in listed.intersection(range(position - 2, position + 3))}
        ):
            continue
        found = _ODD_CLOCK.fullmatch(document.text, line.start, line.end)
        if found and (found["minus"] or parse_clock(found["clock"]) is None):
            before = found["minus"] and parse_clock(found["clock"]) is not None
            start = found.start("minus") if found["minus"] else found.start("clock")
            yield Title(position, 0 if before else None, start, found.end("clock"), *found.span("title"))


def _heading(document: Document, position: int, line: Line, head: Head | None) -> Title:
    """Return the chapter of a heading, whose clock stands before, behind or in the link of its title."""
    if found := _LINKED_CLOCK.search(document.text, line.start, line.end):
        title = document.text[line.start : found.start()].rstrip(_TITLE_EDGE)
        if title:
            return Title(
                position, parse_clock(found["clock"]), *found.span(), line.start, line.start + len(title)
            )
    if head is not None and head.clock is not None:
        return _titled(document, position, head)
    if found := _LINK_TIME.search(document.text, line.start, line.end):
        return Title(
            position, _link_time(found["time"]), found.start("time"), found.end("time"), line.start, line.end
        )
    return Title(position, None, line.start, line.start, line.start, line.end)


def _link_time(written: str) -> int | None:
    """Return the ms of a `t=` parameter: seconds (`754`) or a clock (`12:34`, `1h2m`)."""
    seconds = parse_seconds(written)
    return seconds if seconds is not None else parse_clock(written)


def _lists(document: Document, heads: Iterable[Found]) -> Iterator[Title]:
    """Yield the lines of every list of clocks with titles."""
    by_form: dict[tuple[str, ...], list[Title]] = defaultdict(list)
    untitled: list[Title] = []
    for found in heads:
        line = document.lines[found.position]
        if line.kind == "heading" or found.head.clock is None or _inside(found.head):
            continue
        title = _titled(document, found.position, found.head)
        if title.start >= title.end:
            untitled.append(title)
            continue
        shape = found.head.shape
        by_form[shape.prefix, shape.order[:1]].append(title)
    for titles in by_form.values():
        if _is_list(titles) and not _flows([document.text[title.start : title.end] for title in titles]):
            yield from titles
            beside = {title.position + step for title in titles for step in (-1, 1)}
            yield from (title for title in untitled if title.position in beside)


def _closing(document: Document, outside: Iterable[int]) -> Iterator[Title]:
    """Yield the lines of every list whose clocks close the lines: titles need not look like names there."""
    run: list[Title] = []
    for position in (*outside, -1):
        title = _closed(document, position) if position >= 0 else None
        if title:
            run.append(title)
            continue
        if len(run) >= _FEWEST_CLOSING and _is_list(run):
            yield from run
        run = []


def _closed(document: Document, position: int) -> Title | None:
    """Return the chapter of a line that ends with a bare clock, as in `The well – 03:41`."""
    line, text = document.lines[position], document.text
    if line.kind not in {"text", "item"} or not text[line.end - 1].isdigit():
        return None
    found = clock_before(text, line.start, line.end)
    if not found:
        return None
    clock, start, end = found
    title = text[line.start : start].rstrip(_TITLE_EDGE)
    return Title(position, clock, start, end, line.start, line.start + len(title)) if title else None


def _is_list(titles: Sequence[Title]) -> bool:
    """Return whether the lines are chapters: short titles, clocks that rise, and far apart."""
    clocks = [title.clock or 0 for title in titles]
    steps = [later - earlier for earlier, later in pairwise(clocks)]
    if len(titles) < _FEWEST or middle(title.end - title.start for title in titles) > _LONGEST_TITLE:
        return False
    falls = sum(step < 0 for step in steps)
    return middle(steps) >= _APART and falls <= max(len(titles) >= _FEWEST_FALLING, len(steps) // 5)


def _flows(titles: Sequence[str]) -> bool:
    """Return whether lines are speech that goes on from one to the next, and no titles: captions at even steps.

    Some begin in lower case, but not all as a list in lower case does, and sentences end in them.
    """
    lower = sum(title[:1].islower() for title in titles) / len(titles)
    ended = sum(_ENDED.search(title) is not None for title in titles) / len(titles)
    return len(titles) >= _FEWEST_FLOWING and _SOME <= lower <= 1 - _SOME and ended >= _SOME


def _inside(head: Head) -> bool:
    """Return whether the clock stands in the midst of the line: it is part of the title."""
    return head.shape.order == "NC" and not head.shape.own


def _titled(document: Document, position: int, head: Head) -> Title:
    """Return the chapter of a head with a clock: its title is the rest of the line, before or behind the clock."""
    line = document.lines[position]
    if _inside(head):
        return Title(position, head.clock, head.clock_start, head.clock_end, line.start, line.end)
    behind = head.shape.order[0] == "C"
    start, end = (head.clock_end, line.end) if behind else (line.start, head.clock_start)
    text = document.text
    while start < end and (text[start] in _TITLE_EDGE or (behind and text[start] in "*_")):
        start += 1
    around = text[line.start : head.clock_start].strip() if behind else ""
    if around and not around.strip("*_") and around not in text[head.clock_end : start]:
        end -= len(around) if text.endswith(around, start, end) else 0  # `**[00:00] Title**`
    while end > start and text[end - 1] in _TITLE_EDGE + ("" if behind else "*_([{\\"):
        end -= 1
    until = range_end(text, head)
    return Title(position, head.clock, head.clock_start, head.clock_end, start, end, until)
