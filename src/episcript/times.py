"""The only clock code: every written time is parsed and formatted here; times are whole milliseconds."""

from __future__ import annotations

import re
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000

USUAL = 67
"""Milliseconds a character where no rate can be measured: 150 words a minute, six characters a word."""

CLOCK = (
    r"(?:[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}\.[0-9]{1,3}(?![0-9])|[0-9]{1,3}:[0-9]{2}(?::[0-9]{2}(?::[0-9]{2})?)?(?:[.,][0-9]{1,9}|;[0-9]{2}|-[0-9](?![0-9:]))?"
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


def parse_time_of_day(text: str, half: str = "") -> int | None:
    """Return the milliseconds since midnight of a time of day: hours come first, `half` is `AM` or `PM` where written.

    >>> parse_time_of_day("9:01"), parse_time_of_day("12:30", "a.m."), parse_time_of_day("1:00:05", "PM")
    (32460000, 1800000, 46805000)
    >>> parse_time_of_day("13:00", "PM") is None
    True
    """
    value = parse_clock(text if text.count(":") > 1 else f"{text}:00")
    if value is None or not half:
        return value
    noon = 12 * HOUR
    if value >= noon + HOUR:
        return None
    return value % noon + noon * (half.strip()[:1] in "pP")


def parse_seconds(text: str) -> int | None:
    """Return the milliseconds of decimal seconds (`754`, `12.3456`), rounded half up on the string, or `None`.

    >>> parse_seconds("12.3456"), parse_seconds("1e3")
    (12346, None)
    """
    found = _DECIMAL.fullmatch(text)
    return int(found[1]) * SECOND + _fraction(found[2] or "") if found else None


_CUE_HOURS = re.compile(r"([0-9]{1,9}):([0-5][0-9]):([0-5][0-9]|60)[.,]([0-9]{1,9})")
_PUNCTUATED = re.compile(r"[.,:;]")


def parse_cue_clock(text: str) -> int | None:
    """Return the milliseconds of a clock as caption files hold it, or `None` where `text` is none.

    What `parse_clock` takes, and hours of any length, blanks behind the punctuation, parts of one digit, and seconds
    with a fraction alone (`7.380`). A time before the beginning is 0: no player knows another.

    >>> parse_cue_clock("1:2:3,4"), parse_cue_clock("7.380"), parse_cue_clock("00: 00: 01,500"), parse_cue_clock("7")
    (3723400, 7380, 1500, None)
    """
    written = text.replace(" ", "")
    if written.startswith("-"):
        return None if parse_cue_clock(written[1:]) is None else 0
    if found := _CUE_HOURS.fullmatch(written):
        hours, minutes, seconds, digits = found.groups()
        return int(hours) * HOUR + int(minutes) * MINUTE + int(seconds) * SECOND + _fraction(digits)
    if ":" in written:
        return parse_clock(
            ":".join(part if _PUNCTUATED.search(part) else part.zfill(2) for part in _padded(written))
        )
    return parse_seconds(written) if _PUNCTUATED.search(written) else None


def _padded(written: str) -> list[str]:
    """Return the parts between colons, the seconds before their fraction with two digits."""
    *parts, last = written.split(":")
    whole = _PUNCTUATED.split(last, maxsplit=1)[0]
    return [*parts, whole.zfill(2) + last[len(whole) :]]


class _Minutes(dict[str, int]):
    """The milliseconds of `HH:MM`, each computed once: a file of captions has few and asks often."""

    def __missing__(self, written: str) -> int:
        found = self[written] = int(written[:2]) * HOUR + int(written[3:]) * MINUTE
        return found


def long_clocks(minutes: Iterable[str], seconds: Iterable[str], thousandths: Iterable[str]) -> list[int]:
    """Return the milliseconds of many clocks whose parts, `HH:MM`, `SS` and `mmm`, were found one by one.

    >>> long_clocks(["00:00", "01:02"], ["01", "03"], ["500", "004"])
    [1500, 3723004]
    """
    return list(map(add, map(_Minutes().__getitem__, minutes), map(int, map(add, seconds, thousandths))))


def parse_duration(text: str) -> int | None:
    """Return the milliseconds of a clock or of decimal seconds with or without `s`, or `None`.

    >>> parse_duration("1:08:30"), parse_duration("90s"), parse_duration("0.5")
    (4110000, 90000, 500)
    """
    clock = parse_clock(text)
    return clock if clock is not None else parse_seconds(text.removesuffix("s"))


def parse_written(text: str) -> int | None:
    """Return the milliseconds of a time that brings its unit along, as data holds it, or `None`.

    Clocks; ISO 8601 durations; numbers with a unit (`s`, `ms`, `m`, `h`), as TTML and some services write them.

    >>> parse_written("00:01.5"), parse_written("PT1M1.5S"), parse_written("1.400s"), parse_written("250ms")
    (1500, 61500, 1400, 250)
    >>> parse_written("12") is None
    True
    """
    if found := _UNIT.fullmatch(text):
        return _scaled(found[1], found[2])
    if text[:1] in "Pp" and (found := _ISO.fullmatch(text)):
        return sum(
            _scaled(digits, unit) for digits, unit in zip(found.groups(), "hms", strict=True) if digits
        )
    return parse_clock(text)


_UNIT = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,12})?) ?(h|m|s|ms)")
_ISO = re.compile(
    r"P(?:0D)?T(?=[0-9])(?:([0-9]{1,4})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,9}(?:\.[0-9]{1,12})?)S)?",
    re.IGNORECASE,
)
_MS = {"h": HOUR, "m": MINUTE, "s": SECOND, "ms": 1}


def _scaled(digits: str, unit: str) -> int:
    """Return the milliseconds of decimal digits in a unit, rounded half up."""
    whole, _, part = digits.partition(".")
    scale = _MS[unit]
    if not part:
        return int(whole) * scale
    whole_part: int = 10 ** len(part)
    return int(whole) * scale + (int(part) * scale * 2 + whole_part) // (2 * whole_part)


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


def short_clock(ms: int) -> str:
    """Return `M:SS` or `H:MM:SS`, the thousandths cut off.

    >>> short_clock(90_900), short_clock(3_723_000)
    ('1:30', '1:02:03')
    """
    hours, minutes, seconds, _ = _parts(ms)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


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


def long_clocks_with(point: str) -> Callable[[int], str]:
    """Return what formats times as `HH:MM:SS`, `point`, `mmm`; a file of captions has few minutes and two times a cue.

    >>> long_clocks_with(",")(3_723_004)
    '01:02:03,004'
    """
    seconds = [f"{second:02d}{point}" for second in range(_SIXTY)]
    thousandths = [f"{part:03d}" for part in range(SECOND)]
    minutes: dict[int, str] = {}

    def written(ms: int) -> str:
        minute = ms // MINUTE
        if minute not in minutes:
            minutes[minute] = f"{minute // _SIXTY:02d}:{minute % _SIXTY:02d}:"
        return minutes[minute] + seconds[ms // SECOND % _SIXTY] + thousandths[ms % SECOND]

    return written


def format_seconds(ms: int) -> str:
    """Return decimal seconds with one to three decimals: what JSON, JSONL and CSV hold.

    >>> format_seconds(88_000), format_seconds(12_346), format_seconds(-500)
    ('88.0', '12.346', '-0.5')
    """
    if ms >= 0:
        return str(ms // SECOND) + _DECIMALS[ms % SECOND]
    return f"-{-ms // SECOND}{_DECIMALS[-ms % SECOND]}"


class _Decimals(dict[int, str]):
    """The decimals of a time, each written once: an episode asks for them again and again."""

    def __missing__(self, part: int) -> str:
        found = self[part] = f".{part:03d}".rstrip("0") if part else ".0"
        return found


_DECIMALS = _Decimals()
