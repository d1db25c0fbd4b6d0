"""Clocks: every written form is read once and exactly, everything else is refused, and what is written reads back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.times import (
    CLOCK,
    format_clock,
    format_seconds,
    format_srt,
    format_vtt,
    parse_clock,
    parse_duration,
    parse_seconds,
)

LONGEST = 999 * 3_600_000 + 59 * 60_000 + 59_999
"""The last clock that three digits of hours can write."""

CLOCKS = {
    "00:00:00": 0,
    "0:00": 0,
    "0:07": 7_000,
    "00:07": 7_000,
    "1:30:00": 5_400_000,
    "01:30": 90_000,
    "61:30": 3_690_000,
    "99:59": 5_999_000,
    "100:00": 6_000_000,
    "999:59": 59_999_000,
    "100:00:05": 360_005_000,
    "100:00:05,000": 360_005_000,
    "00:01.5": 1_500,
    "00:01,5": 1_500,
    "0:01:02.034": 62_034,
    "00:00:59,999": 59_999,
    "00:00:00.001": 1,
    "00:00:00.000000001": 0,
    "00:00:01;00": 1_000,
    "00:00:01;15": 1_500,
    "00:00:01;29": 1_966,
    "00:00:01:15": 1_500,
    "1:00:00:00": 3_600_000,
    "00:00:01-5": 1_500,
    "1h02m03s": 3_723_000,
    "1h2m3s": 3_723_000,
    "1h 2m 3s": 3_723_000,
    "1h2m": 3_720_000,
    "2m03s": 123_000,
    "2m 3s": 123_000,
    "75m00s": 4_500_000,
    "0h00m00s": 0,
}
"""Written clocks and their milliseconds."""

NO_CLOCKS = (
    "",
    " ",
    "7",
    "1:2",
    "1:2:3",
    "1:60",
    "12:75",
    "0:60:00",
    "00:00:60",
    "1:00:000",
    "1000:00",
    "1:00:00:30",
    "1:00:00:00:00",
    "10:30-12",
    "00:00:01-55",
    "00:00:01;5",
    "0h100m",
    "00:00:01;30",
    "00:00:01;99",
    "00:01.",
    "00:01,",
    "00:01.1234567890",
    "-0:01",
    "+0:01",
    " 0:01",
    "0:01 ",
    "0:01\n",
    "0 :01",
    "0:01 PM",
    "1h",
    "2m",
    "3s",
    "1h60m",
    "1h02m60s",
    "2m60s",
    "1H02M03S",
    "h m s",
    "٠:٠١",
    "０:０１",
    "²:30",
    "1.30",
    "1-30",
    "a:bc",
    "0:0١",
)
"""What looks like a clock and is none; digits of other scripts are none either."""

ROUNDED = {
    "00:00.0004999999": None,
    "00:00.000499999": 0,
    "00:00.0005": 1,
    "00:00.0014": 1,
    "00:00.0015": 2,
    "00:00.0025": 3,
    "00:02.675": 2_675,
    "00:00.9994": 999,
    "00:00.9995": 1_000,
    "00:59.9999": 60_000,
    "59:59.9995": 3_600_000,
    "00:01.0049999": 1_005,
}
"""Fractions, rounded half up on the digits as they stand: a float would round 0.0025 down."""


@pytest.mark.parametrize(("written", "ms"), CLOCKS.items())
def test_a_clock_in_any_form_is_its_milliseconds(written: str, ms: int) -> None:
    """Colons, points, commas, frames, tenths and letters all give whole milliseconds."""
    assert parse_clock(written) == ms


@pytest.mark.parametrize("written", NO_CLOCKS)
def test_what_is_no_clock_is_refused_whole(written: str) -> None:
    """A value is matched whole or not at all."""
    assert parse_clock(written) is None


@pytest.mark.parametrize(("written", "ms"), ROUNDED.items())
def test_fractions_are_rounded_half_up_on_their_digits(written: str, ms: int | None) -> None:
    """The decimal string decides, carried into the second and the minute; more than nine digits are no fraction."""
    assert parse_clock(written) == ms


@pytest.mark.parametrize(
    "written", [*CLOCKS, *(written for written, ms in ROUNDED.items() if ms is not None)]
)
def test_the_pattern_finds_each_clock_whole(written: str) -> None:
    """The pattern that is built into larger ones finds every form that the parser reads."""
    assert re.fullmatch(CLOCK, written)


@pytest.mark.parametrize(
    ("written", "ms"),
    [
        ("0", 0),
        ("754", 754_000),
        ("12.3456", 12_346),
        ("12,3456", 12_346),
        ("0.0005", 1),
        ("0.00049999", 0),
        ("2.675", 2_675),
        ("007", 7_000),
        ("0.9995", 1_000),
        ("999999999999", 999_999_999_999_000),
    ],
)
def test_decimal_seconds_are_rounded_on_the_string(written: str, ms: int) -> None:
    """Seconds with a point or a comma become whole milliseconds."""
    assert parse_seconds(written) == ms


@pytest.mark.parametrize(
    "written",
    [
        "",
        ".5",
        "5.",
        "-1",
        "+1",
        "1e3",
        "1_000",
        "nan",
        "inf",
        "0x10",
        "1 ",
        " 1",
        "1\n",
        "1.2.3",
        "١",
        "1" * 13,
    ],
)
def test_what_is_no_decimal_is_no_number_of_seconds(written: str) -> None:
    """Only plain digits with one fraction are seconds, whatever `float` would take."""
    assert parse_seconds(written) is None


@pytest.mark.parametrize(
    ("written", "ms"),
    [
        ("1:08:30", 4_110_000),
        ("90s", 90_000),
        ("90", 90_000),
        ("0.5", 500),
        ("0.5s", 500),
        ("1h2m", 3_720_000),
        ("2m3s", 123_000),
    ],
)
def test_a_duration_is_a_clock_or_seconds(written: str, ms: int) -> None:
    """A duration may be written as a clock, as seconds, and as seconds with an `s`."""
    assert parse_duration(written) == ms


@pytest.mark.parametrize("written", ["", "s", "90ss", "90 s", "ninety", "1:2", "-90", "90m", "1h"])
def test_what_is_no_duration_is_refused(written: str) -> None:
    """A duration that nobody can be sure of is refused."""
    assert parse_duration(written) is None


@pytest.mark.parametrize(
    ("ms", "clock", "srt", "vtt", "seconds"),
    [
        (0, "00:00:00", "00:00:00,000", "00:00:00.000", "0.0"),
        (1, "00:00:00.001", "00:00:00,001", "00:00:00.001", "0.001"),
        (90_000, "00:01:30", "00:01:30,000", "00:01:30.000", "90.0"),
        (90_250, "00:01:30.250", "00:01:30,250", "00:01:30.250", "90.25"),
        (3_599_999, "00:59:59.999", "00:59:59,999", "00:59:59.999", "3599.999"),
        (3_600_000, "01:00:00", "01:00:00,000", "01:00:00.000", "3600.0"),
        (360_005_100, "100:00:05.100", "100:00:05,100", "100:00:05.100", "360005.1"),
    ],
)
def test_each_format_writes_the_same_time(ms: int, clock: str, srt: str, vtt: str, seconds: str) -> None:
    """A clock shows milliseconds only where it has some; seconds always have a decimal point."""
    assert (format_clock(ms), format_srt(ms), format_vtt(ms), format_seconds(ms)) == (
        clock,
        srt,
        vtt,
        seconds,
    )


@pytest.mark.parametrize(
    ("ms", "written"), [(-1, "-0.001"), (-500, "-0.5"), (-1_000, "-1.0"), (-61_250, "-61.25")]
)
def test_seconds_before_zero_keep_their_sign(ms: int, written: str) -> None:
    """A time that was shifted below zero is written as what it is."""
    assert format_seconds(ms) == written


@given(st.integers(0, LONGEST))
def test_what_is_written_reads_back_the_same(ms: int) -> None:
    """Every format reads back as the milliseconds that it was made of."""
    assert parse_clock(format_clock(ms)) == ms
    assert parse_clock(format_srt(ms)) == ms
    assert parse_clock(format_vtt(ms)) == ms
    assert parse_seconds(format_seconds(ms)) == ms


@given(st.integers(0, LONGEST), st.integers(0, LONGEST))
def test_later_times_are_written_later(one: int, other: int) -> None:
    """Below a hundred hours the written forms sort as the times do."""
    below = 100 * 3_600_000
    first, second = sorted((one % below, other % below))
    assert format_srt(first) <= format_srt(second)
    assert format_vtt(first) <= format_vtt(second)


@pytest.mark.parametrize("written", ["10:30-12", "00:00:01-55", "00:00:01;5", "0h100m"])
def test_the_parser_takes_only_what_the_pattern_finds(written: str) -> None:
    """A range of minutes is no clock with tenths."""
    assert parse_clock(written) is None


@given(st.text(max_size=20) | st.text(st.sampled_from("0123456789:.,;-hms "), max_size=14))
def test_any_text_is_a_clock_or_none(text: str) -> None:
    """The parsers are total, and a duration is a clock or a number of seconds."""
    clock = parse_clock(text)
    assert clock is None or clock >= 0
    seconds = parse_seconds(text.removesuffix("s"))
    assert parse_duration(text) == (clock if clock is not None else seconds)
