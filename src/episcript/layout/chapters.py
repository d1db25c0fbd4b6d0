"""Chapters that are told twice: in a list, as a heading, in the front matter."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.times import CLOCK, parse_clock, parse_seconds

if TYPE_CHECKING:
    from episcript.model import Chapter

_CHAPTER_KEYS = re.compile(
    r"chapters?|kapitel|chapitres|cap[ií]tulos|capitoli|hoofdstukken|timestamps|timecodes|timeline",
    re.IGNORECASE,
)
_TITLE_KEYS = ("title", "name", "label", "text", "titel", "chapter")
_CLOCK_KEYS = (
    "start",
    "starttime",
    "start_time",
    "time",
    "timestamp",
    "timecode",
    "at",
    "from",
    "offset",
    "begin",
)
_CLOCK_AND_TITLE = re.compile(rf"\W{{0,3}}(?P<clock>{CLOCK})\W{{0,5}}\s(?P<title>\S.*)")
_DEEPEST = 6


def same_chapter(chapter: Chapter, clock: int | None, place: int | None) -> bool:
    """Return whether a line tells of `chapter` again: its clock does not contradict, and both are not headings."""
    if chapter.start is not None and clock is not None:
        return chapter.start == clock
    return chapter.first_turn is None or place is None or chapter.first_turn == place


def placed(chapter: Chapter, clock: int | None, place: int | None, url: str | None) -> Chapter:
    """Return a chapter of a list with what its heading in the transcript adds: its place, its clock, its link."""
    return replace(
        chapter,
        start=chapter.start if chapter.start is not None else clock,
        start_source="given" if chapter.start is not None or clock is not None else None,
        first_turn=chapter.first_turn if chapter.first_turn is not None else place,
        url=chapter.url or url,
    )


def front_chapters(data: object, depth: int = 0) -> list[tuple[int, str]]:
    """Return clocks (ms) and titles of the chapters that front matter lists under one of their usual keys.

    Lists or numbered maps of items, maps of clocks to titles, lists of `00:00 Title`.

    >>> front_chapters({"podcast": {"chapters": {"1": {"start": "00:00:37", "title": "Passport control"}}}})
    [(37000, 'Passport control')]
    """
    if not isinstance(data, dict) or depth > _DEEPEST:
        return []
    for key, value in data.items():
        found = _items(value) if _CHAPTER_KEYS.fullmatch(str(key)) else front_chapters(value, depth + 1)
        if found:
            return found
    return []


def listed_from(text: str, start: int, end: int) -> int:
    """Return the offset of the key under which front matter lists chapters, or `start`."""
    found = re.compile(rf"(?<![^\r\n])[ \t]*+(?:{_CHAPTER_KEYS.pattern})\s*:", re.IGNORECASE).search(
        text, start, end
    )
    return found.start() if found else start


def _items(value: object) -> list[tuple[int, str]]:
    """Return the chapters in the value of such a key; none where an item is not understood."""
    pairs: list[tuple[object, object]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = [(None, item) for item in value]
    found = [_item(key, item) for key, item in pairs]
    return [chapter for chapter in found if chapter] if all(found) else []


def _item(key: object, item: object) -> tuple[int, str] | None:
    """Return one chapter: a map with a clock and a title, a clock that leads to a title, or a line of both."""
    if isinstance(item, dict):
        named = {str(inner).casefold(): value for inner, value in item.items()}
        clock = next((_clock_in(named[name]) for name in _CLOCK_KEYS if name in named), None)
        title = next((named[name] for name in _TITLE_KEYS if isinstance(named.get(name), str)), None)
        return (clock, str(title)) if clock is not None and title else None
    if isinstance(item, str):
        line = _CLOCK_AND_TITLE.fullmatch(item)
        clock = parse_clock(line["clock"]) if line else parse_clock(str(key))
        title = line["title"] if line else item
        return (clock, title) if clock is not None else None
    return None


def _clock_in(value: object) -> int | None:
    written = str(value).strip()
    clock = parse_clock(written)
    return clock if clock is not None else parse_seconds(written)
