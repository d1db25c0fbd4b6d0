"""Clocks in heads: with their brackets, their links, a clock that they run to, and what stands behind them."""

from __future__ import annotations

import re

from episcript.layout.patterns import CLOCK_ITEM
from episcript.times import parse_clock, parse_time_of_day

BRACKETS = {"": "", "[(": ")]", "[": "]", "(": ")", "{": "}", "<": ">", "`": "`", "【": "】", "（": "）"}
_LONGEST_CLOCK = 30
_DIGIT = re.compile("[0-9]")
_BREAK = re.compile(r"[ \t\xa0\u3000]*(?:<br ?/?>[ \t\xa0\u3000]*|\\\Z)?", re.IGNORECASE)


def clock_at(text: str, start: int, end: int) -> tuple[int, int, int, int] | None:
    """Return ms, offsets of the clock and offset of the text behind it, where a clock stands at `start`, else `None`."""
    found = CLOCK_ITEM.match(text, start, end)
    value = value_of(found) if found and not found["date"] else None
    if found is None or value is None or wrapper_of(found) is None:
        return None
    around = text[found.end() - 1 : found.end() + 1]
    if found.end() < end and around.isascii() and not any(map(str.isspace, around)):
        return None
    first, last = span_of(found)
    return value, first, last, behind(text, found.end(), end)


def value_of(found: re.Match[str]) -> int | None:
    """Return the ms of a clock, or those since midnight where it is a time of day, `None` where it is none."""
    if is_of_day(found):
        return parse_time_of_day(found["clock"], found["half"] or "")
    return parse_clock(found["clock"])


def is_of_day(found: re.Match[str]) -> bool:
    """Return whether a clock tells the time of a day: a date stands before it, or `AM` and `PM` behind it."""
    return bool(found["date"] or found["half"])


def clock_before(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """Return ms and offsets of a clock that ends at `end` behind a blank or at `start`, `None` where there is none."""
    if text[end - 1] != ")" and not _DIGIT.search(text, max(start, end - _LONGEST_CLOCK - 1), end):
        return None
    for place in range(end - 1, start - 1, -1):
        begins = place == start or text[place - 1].isspace()
        if begins and (found := clock_at(text, place, end)) and found[3] >= end:
            return found[:3]
        if end - place > _LONGEST_CLOCK and text[end - 1] != ")":
            return None
    return None


def wrapper_at(text: str, start: int, end: int) -> str:
    """Return the bracket of the clock whose span is given, `link`, or an empty string."""
    opened = text[start : start + 3].lstrip("\\")
    wrapper = next((bracket for bracket in BRACKETS if bracket and opened.startswith(bracket)), "")
    return "link" if wrapper in {"[", "[("} and text[end - 1] == ")" and "](" in text[start:end] else wrapper


def wrapper_of(found: re.Match[str]) -> str | None:
    """Return the bracket of the clock, `link`, an empty string, or `None` where it does not close."""
    opened, closed = (found["open"] or "").lstrip("\\"), (found["close"] or "").lstrip("\\")
    if BRACKETS.get(opened) != closed:
        return None
    return "link" if found["link"] and opened in {"[", "[("} else opened


def span_of(found: re.Match[str]) -> tuple[int, int]:
    """Return the offsets of the clock with its brackets, its signs, its link, and the clock that it runs to."""
    end = max(map(found.end, ("clock", "half", "range", "zone", "tail", "close", "link")))
    for part in ("outer", "open", "date", "sign"):
        if found[part]:
            return found.start(part), end + bool(found["outer"])
    return found.start("clock"), end


def behind(text: str, position: int, end: int) -> int:
    """Return where the text begins behind the blanks at `position`, and behind a break of the line there."""
    found = _BREAK.match(text, position, end)
    return found.end() if found else position
