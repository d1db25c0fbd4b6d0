"""The only clock code: every written time is parsed and formatted here; times are whole milliseconds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000

USUAL = 67
"""Milliseconds a character where no rate can be measured: 150 words a minute, six characters a word."""

CLOCK = (
    r"(?:[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}\.[0-9]{1,3}(?![0-9])|[0-9]{1,3}:[0-9]{2}(?::[0-9]{2}(?::[0-9]{2})?)?(?:[.,][0-9]{1,9}|;[0-9]{2}|-[0-9](?![0-9]))?"
    r"|[0-9]{1,3}h ?[0-9]{1,2}m(?: ?[0-9]{1,2}s)?|[0-9]{1,3}m ?[0-9]{1,2}s|[0-9]{1,5}\.[0-9]{1,3}s)"
)
"""Pattern source of a written clock, to be built into larger patterns; `parse_clock` gives its value."""

_COLONS = re.compile(
    r"([0-9]{1,3}):([0-9]{2})(?::([0-9]{2}))?(?:([.,](?=[0-9]{1,9}\Z)|[;:](?=[0-9]{2}\Z)|-(?=[0-9]\Z))([0-9]+))?"
)
_UNPADDED = re.compile(r"([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})\.([0-9]{1,3})")
"""Meeting programs write `0:1:5.40`, where the parts behind the first are not filled up with zeros."""
_SECONDS = re.compile(r"[0-9]{1,5}\.[0-9]{1,3}(?=s\Z)")
_LETTERS = re.compile(r"(?:([0-9]{1,3})h ?(?=[0-9]{1,2}m))?([0-9]{1,3})m(?: ?([0-9]{1,2})s)?")
_DECIMAL = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,12}))?")
_FRAMES_PER_SECOND = 30
_SIXTY = 60


def _fraction(digits: str) -> int:
    """Return the milliseconds of the decimal digits behind a point, rounded half up on the string."""
    whole = int((digits + "000")[:3])
    return whole + (digits[3:4] >= "5")


def parse_clock(text: str) -> int | None:
    """Return the milliseconds of a clock as people and programs write it, or `None` where `text` is none.

    `H:MM:SS`, `MM:SS` and `M:SS`, each with a fraction after a point or comma; `MM:SS` may pass the hour (`61:30`);
    `HH:MM:SS;FF` and `HH:MM:SS:FF` count frames at 30 a second; `HH:MM:SS-T` tenths (audio editors); `1h02m03s`, `2m03s`, `12.34s`.
    Milliseconds are rounded half up on the decimal string.

    >>> parse_clock("00:01.5"), parse_clock("100:00:05,000"), parse_clock("61:30"), parse_clock("1h02m03s")
    (1500, 360005000, 3690000, 3723000)
    >>> parse_clock("12:75") is None
    True
    """
    if found := _COLONS.fullmatch(text):
        first, second, third, mark, digits = found.groups()
        return _from_colons(first, second, third, _part(mark, digits))
    if found := _UNPADDED.fullmatch(text):
        return _from_colons(found[1], found[2], found[3], _fraction(found[4]))
    if found := _SECONDS.match(text):
        return parse_seconds(found[0])
    if found := _LETTERS.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        if (hours and minutes >= _SIXTY) or seconds >= _SIXTY or (text.endswith("m") and not found[1]):
            return None
        return hours * HOUR + minutes * MINUTE + seconds * SECOND
    return None


def _part(mark: str | None, digits: str | None) -> int | None:
    """Return the milliseconds behind the seconds, `None` where they are malformed."""
    if not mark or not digits:
        return 0
    if mark in ";:":
        frames = int(digits)
        return frames * SECOND // _FRAMES_PER_SECOND if frames < _FRAMES_PER_SECOND else None
    return _fraction(digits)


def _from_colons(first: str, second: str, third: str | None, part: int | None) -> int | None:
    if part is None or int(second) >= _SIXTY or (third is not None and int(third) >= _SIXTY):
        return None
    if third is None:
        return int(first) * MINUTE + int(second) * SECOND + part
    return int(first) * HOUR + int(second) * MINUTE + int(third) * SECOND + part


def parse_seconds(text: str) -> int | None:
    """Return the milliseconds of decimal seconds (`754`, `12.3456`), rounded half up on the string, or `None`.

    >>> parse_seconds("12.3456"), parse_seconds("1e3")
    (12346, None)
    """
    found = _DECIMAL.fullmatch(text)
    return int(found[1]) * SECOND + _fraction(found[2] or "") if found else None


def parse_duration(text: str) -> int | None:
    """Return the milliseconds of a clock or of decimal seconds with or without `s`, or `None`.

    >>> parse_duration("1:08:30"), parse_duration("90s"), parse_duration("0.5")
    (4110000, 90000, 500)
    """
    clock = parse_clock(text)
    return clock if clock is not None else parse_seconds(text.removesuffix("s"))


def _parts(ms: int) -> tuple[int, int, int, int]:
    seconds, thousandths = divmod(ms, SECOND)
    minutes, seconds = divmod(seconds, _SIXTY)
    hours, minutes = divmod(minutes, _SIXTY)
    return hours, minutes, seconds, thousandths


def middle(values: Iterable[float]) -> float:
    """Return the median, the lower one of an even number (`statistics` would cost every start 8 ms); 0 of none.

    >>> middle([3, 1, 2, 9])
    2
    """
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] if ordered else 0


def format_clock(ms: int) -> str:
    """Return `HH:MM:SS`, with `.mmm` only where the time is no whole second, so that it reads back the same.

    >>> format_clock(90_000), format_clock(90_250)
    ('00:01:30', '00:01:30.250')
    """
    hours, minutes, seconds, thousandths = _parts(ms)
    whole = f"{hours:02d}:{minutes:02d}:{seconds:02d}"
    return f"{whole}.{thousandths:03d}" if thousandths else whole


def format_srt(ms: int) -> str:
    """Return `HH:MM:SS,mmm`.

    >>> format_srt(3_723_004)
    '01:02:03,004'
    """
    return "{:02d}:{:02d}:{:02d},{:03d}".format(*_parts(ms))


def format_vtt(ms: int) -> str:
    """Return `HH:MM:SS.mmm`, WebVTT's long form.

    >>> format_vtt(1_500)
    '00:00:01.500'
    """
    return "{:02d}:{:02d}:{:02d}.{:03d}".format(*_parts(ms))


def format_seconds(ms: int) -> str:
    """Return decimal seconds with one to three decimals: what JSON, JSONL and CSV hold.

    >>> format_seconds(88_000), format_seconds(12_346), format_seconds(-500)
    ('88.0', '12.346', '-0.5')
    """
    whole, part = divmod(abs(ms), SECOND)
    if not part and ms >= 0:
        return f"{whole}.0"
    decimals = f"{part:03d}".rstrip("0") or "0"
    return f"{'-' if ms < 0 else ''}{whole}.{decimals}"
