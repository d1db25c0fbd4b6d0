"""The limits of a profile, told cue by cue of a caption file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from episcript.model import Options
from episcript.pipeline import check
from episcript.times import format_srt

if TYPE_CHECKING:
    from collections.abc import Callable

_Profile = Literal["standard", "netflix", "bbc", "ted", "podcast", "cjk"]
_Cue = tuple[int, int, str]
STEP = 3_000
"""Milliseconds from one cue to the next."""


def srt(cues: list[_Cue]) -> str:
    """Return a SubRip file of starts and ends (ms) and texts."""
    return "\n".join(
        f"{number}\n{format_srt(start)} --> {format_srt(end)}\n{text}\n"
        for number, (start, end, text) in enumerate(cues, 1)
    )


def sound(count: int) -> list[_Cue]:
    """Return cues that break no limit of any profile."""
    return [
        (at * STEP, at * STEP + STEP - 500, f"The ferry left at {at + 1} o'clock.") for at in range(count)
    ]


def told(text: str, profile: _Profile | None = None) -> list[tuple[str, str, int | None, str]]:
    """Return severity, code, line and message of the limits that are broken."""
    found = [one.diagnostic for one in check(text, options=Options(profile=profile)).findings]
    return [(one.severity, one.code, one.line, one.message) for one in found if one.code.startswith("cue-")]


FAULTS: dict[str, Callable[[int, int, str], _Cue]] = {
    "cue-wide": lambda start, end, _: (start, end, "A ferry that is made of doors goes to the sea"),
    "cue-lines": lambda start, end, _: (start, end, "A ferry\nmade of\nold doors."),
    "cue-fast": lambda start, _, text: (start, start + 1_100, text + "\nSo it goes with every ferry."),
    "cue-long": lambda start, _, text: (start, start + 7_400, text),
    "cue-short": lambda start, *_: (start, start + 400, "Gone."),
    "cue-gap": lambda start, _, text: (start, start + STEP - 40, text),
}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FAULTS)), st.integers(3, 12), st.data())
def test_a_broken_limit_is_told_with_its_cue_and_line(code: str, count: int, data: st.DataObject) -> None:
    """A fault planted into one cue is told by the number of the cue and the line of its times, and nothing else is."""
    at = data.draw(st.integers(0, count - 2))
    cues = sound(count)
    cues[at] = FAULTS[code](*cues[at])
    late = 6_000 if code == "cue-long" else 0
    cues = cues[: at + 1] + [(start + late, end + late, text) for start, end, text in cues[at + 1 :]]
    ((severity, said, line, message),) = told(srt(cues), "netflix")
    assert (severity, said, line) == ("warning", code, 4 * at + 2)
    assert message.startswith(f"cue {at + 1}: ")


@pytest.mark.parametrize("profile", ["standard", "netflix", "bbc", "ted", "podcast", "cjk"])
def test_sound_cues_break_no_limit(profile: _Profile) -> None:
    """Cues inside the limits have no finding under any profile."""
    assert told(srt(sound(9)), profile) == []


def test_every_cue_that_breaks_a_limit_that_was_asked_for_is_told() -> None:
    """With a profile each broken limit is a warning; without one the first is told for all, and it is no warning."""
    cues = [FAULTS["cue-short"](*one) for one in sound(3)]
    assert told(srt(cues), "standard") == [
        ("warning", "cue-short", line, f"cue {cue}: 0.4 s; standard has 0.833 at least")
        for cue, line in ((1, 2), (2, 6), (3, 10))
    ]
    assert told(srt(cues)) == [
        ("info", "cue-short", 2, "cue 1: 0.4 s; standard has 0.833 at least (and 2 more)")
    ]


@pytest.mark.parametrize(("text", "wide"), [("a" * 38, False), ("a" * 39, True)])
def test_a_label_counts_in_the_width(text: str, wide: bool) -> None:  # noqa: FBT001 - a case
    """The label before the words is on the screen, so it counts in the width of its line, and not in the speed."""
    cues = [(0, 3_000, f"Bo: {text}"), (3_000, 6_000, "Ann: Yes."), (6_000, 9_000, "Bo: Well.")]
    assert [code for _, code, *_ in told(srt(cues), "standard")] == (["cue-wide"] if wide else [])


def test_wide_characters_count_twice_where_the_profile_says_so() -> None:
    """Under `cjk` the speed counts columns, under `standard` characters."""
    cues = [(0, 1_000, "今日は船で海に出ました。"), (1_000, 3_000, "はい。")]
    assert [code for _, code, *_ in told(srt(cues), "standard")] == []
    assert [code for _, code, *_ in told(srt(cues), "cjk")] == ["cue-fast"]


def test_a_cue_in_which_the_voice_changes_is_one() -> None:
    """Two voices in a cue share its lines and its time."""
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>So we went there.\n<v Bo>Yes, we did.\n\n00:01.000 --> 00:03.000\n<v Bo>Well."
    assert [one[1:3] for one in told(text, "standard")] == [("cue-voices", 3), ("cue-fast", 3)]


def test_webvtt_has_the_limits_of_podcasts_unless_others_are_asked_for() -> None:
    """Without a profile WebVTT is measured as it is written: by 65 columns."""
    text = "WEBVTT\n\n00:00.000 --> 00:05.000\n" + "a" * 60 + "\n"
    assert told(text) == []
    assert [one[1] for one in told(text, "standard")] == ["cue-wide"]


@pytest.mark.parametrize("clock", ["00:00:0O,000", "00:00:99,000", "00;00:06,000"])
def test_times_that_cannot_be_read_are_told_at_their_line(clock: str) -> None:
    """Where the times of a cue are misspelt its words are lost in the cue before, and the clock is told."""
    text = srt(sound(5)).replace("00:00:06,000", clock)
    found = [one.diagnostic for one in check(text).findings if one.diagnostic.code == "clock-malformed"]
    assert [one.line for one in found] == [10]


def test_a_cue_that_begins_with_an_empty_one_has_its_own_line() -> None:
    """Of two cues with one start, the number and the line are those of the cue that has words."""
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:01,000 --> 00:00:01,200\nSo it is, and so it goes.\n\n"
        "3\n00:00:05,000 --> 00:00:08,000\nYes.\n"
    )
    found = {one.code: one for one in (each.diagnostic for each in check(text).findings)}
    assert found["cue-short"].line == 5
    assert found["cue-short"].message.startswith("cue 2:")
