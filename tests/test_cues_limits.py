"""Single limits, frames, shifted clocks, gaps, and what is said of cues that cannot keep a limit."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.cli.failures import CommandError
from episcript.cli.values import frame_rate, limit, shifts
from episcript.cues import cut
from episcript.cues.gaps import closed
from episcript.cues.languages import language_of
from episcript.cues.profile import PROFILES, limits_of
from episcript.enrich import enrich
from episcript.enrich.shift import moved
from episcript.model import Chapter, Cue, Episode, Options, Turn
from episcript.pipeline import read

if TYPE_CHECKING:
    from episcript.cues import Cut

TALK = (
    "We went down to the harbour before the sun was up, and the boats were already gone. "
    "Nobody had told us that the tide would turn so early in the year, so we sat on the wall and waited. "
) * 3


def _cut(*turns: Turn, options: Options | None = None) -> Cut:
    options = options or Options()
    return cut(enrich(Episode(turns=turns, language="en"), options), options, "srt")


def _talk(seconds: int) -> Turn:
    return Turn(TALK, "Ann", start=0, end=seconds * 1_000, end_source="given")


# one limit at a time


def test_each_option_takes_the_place_of_one_limit() -> None:
    """A limit that is asked for holds, the others are those of the profile."""
    options = Options(
        profile="ted", max_chars=30, max_lines=1, max_cps=15, min_duration=1_500, max_duration=5_000
    )
    cues = _cut(_talk(45), options=options).cues
    assert all(len(cue.lines) == 1 for cue in cues)
    assert all(len(f"{cue.label}: " * bool(cue.label) + cue.lines[0]) <= 30 for cue in cues)
    assert all(1_500 <= cue.end - cue.start <= 5_000 for cue in cues)
    assert limits_of(Options(profile="ted", max_chars=30), "srt").cps == PROFILES["ted"].cps


def test_a_gap_between_cues_is_kept_where_one_is_asked_for() -> None:
    """`--min-gap` parts all cues of a turn by so much."""
    cues = _cut(_talk(40), options=Options(min_gap=120)).cues
    assert {after.start - before.end for before, after in pairwise(cues)} == {120}


def test_a_shortest_time_above_the_longest_lifts_it() -> None:
    """Limits that contradict each other are no endless loop and no cue that ends before it begins."""
    cues = _cut(_talk(60), options=Options(min_duration=9_000, max_duration=2_000)).cues
    assert all(cue.end > cue.start for cue in cues)


# frames


@pytest.mark.parametrize("rate", [24, 25, 30_000 / 1_001, 23.976])
@pytest.mark.parametrize("profile", ["standard", "netflix"])
def test_cues_stand_on_frames_and_keep_their_limits(rate: float, profile: str) -> None:
    """Each time is that of a frame, no cue becomes too short or too long, and two frames stay between those of Netflix."""
    options = Options(profile=profile, fps=rate)  # type: ignore[arg-type]
    cues = _cut(_talk(31), options=options).cues
    for cue in cues:
        for time in (cue.start, cue.end):
            assert abs(time - round(time * rate / 1_000) * 1_000 / rate) <= 0.51
        assert 833 <= cue.end - cue.start <= 7_000
    frames = {round((after.start - before.end) * rate / 1_000) for before, after in pairwise(cues)}
    assert frames <= ({0} if profile == "standard" else {2, 3})


@pytest.mark.parametrize("text", ["", "0", "x", "25/0", "1000", "25fps", "-25", "1" * 400])
def test_what_is_no_frame_rate_is_refused(text: str) -> None:
    """A rate that is none names the option to type."""
    with pytest.raises(CommandError, match="--fps"):
        frame_rate(text)


@pytest.mark.parametrize("text", ["", "x", "-1", "1:00:00", "nan"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    """A time that is none, or that no cue can have, names the option to type."""
    with pytest.raises(CommandError, match="--min-gap"):
        limit("--min-gap", text)


# shifted clocks


@pytest.mark.parametrize("text", ["", "+", "x", "12:30", "=+4", "12:30=", "++4", "+-4", "a=+4", "1=2=+3"])
def test_what_is_no_shift_is_refused(text: str) -> None:
    """A shift that is none names the forms there are; a clock alone is a shift by so much."""
    if text == "12:30":
        assert shifts([text]) == ((0, 750_000),)
        return
    with pytest.raises(CommandError, match="--shift"):
        shifts([text])


def test_a_shift_moves_the_transcript_and_not_its_chapters() -> None:
    """Starts, ends that were given and stamps move from a time on; the clocks of chapters stay."""
    turns = (
        Turn("One.", "Ann", start=0, end=5_000, end_source="given"),
        Turn("Two, three.", "Bo", start=5_000, anchors=((5, 9_000),), anchor_source="stamp"),
    )
    episode = moved(Episode(turns=turns, chapters=(Chapter("All", 5_000, "given"),)), ((5_000, 45_000),))
    assert [(turn.start, turn.end) for turn in episode.turns] == [(0, 50_000), (50_000, None)]
    assert episode.turns[1].anchors == ((5, 54_000),)
    assert episode.chapters[0].start == 5_000


def test_a_shift_of_captions_moves_whole_cues() -> None:
    """A cue that begins before the time keeps its end, also where that lies behind it; no time falls below 0."""
    captions = "1\n00:00:01,000 --> 00:00:06,000\nOne.\n\n2\n00:00:06,000 --> 00:00:08,000\nTwo.\n"
    options = Options(shift=((0, -2_000), (5_000, 10_000)))
    cues = cut(read(captions, options=options), options, "srt").cues
    assert [(cue.start, cue.end) for cue in cues] == [(0, 4_000), (14_000, 16_000)]


def test_no_shift_changes_nothing() -> None:
    """Without the option, and with one by nothing, an episode is what it was."""
    episode = read("**Ann** [0:01]: Hello there.\n\n**Bo** [0:09]: Hi, Ann.\n")
    assert moved(episode, ()) is episode
    assert moved(episode, ((0, 0),)).turns == episode.turns


@pytest.mark.parametrize(
    ("shift", "codes"),
    [
        ((0, -2_000), {"shift-below"}),
        ((0, -1_000), set()),
        ((9_001, 5_000), {"shift-of-nothing"}),
        ((9_000, 5_000), set()),
        ((9_001, 0), set()),
    ],
)
def test_a_shift_that_goes_astray_is_told(shift: tuple[int, int], codes: set[str]) -> None:
    """One that cuts the beginning off, and one behind the last clock, is a warning; one that fits says nothing."""
    options = Options(shift=(shift,))
    episode = read("**Ann** [0:01]: Hello there.\n\n**Bo** [0:09]: Hi, Ann.\n", options=options)
    assert {found.code for found in episode.diagnostics if found.code.startswith("shift")} == codes


# gaps and silences


@given(
    st.lists(st.tuples(st.integers(833, 7_000), st.integers(0, 2_000)), min_size=1),
    st.sampled_from(sorted(PROFILES)),
)
def test_only_small_gaps_are_closed(steps: list[tuple[int, int]], name: str) -> None:
    """Starts stay, ends never fall, nothing overlaps, and a gap that stays is none or long enough to be seen."""
    profile, time, cues = PROFILES[name], 0, []
    for length, gap in steps:
        cues.append(Cue(time, time + length, ("So.",), 0))
        time += length + profile.gap + gap
    found = list(closed(cues, profile))
    for before, after, following in zip(cues, found, [*found[1:], None], strict=True):
        assert (after.start, after.end >= before.end) == (before.start, True)
        if following:
            gap = following.start - after.end
            full = following.start - profile.gap - after.start > profile.longest
            assert gap == profile.gap or gap > profile.close or full


def test_a_silence_inside_a_turn_stays() -> None:
    """Between two stamps far apart the screen is empty, it does not hold five words for a minute."""
    turn = Turn(
        "One, two. Three, four.",
        start=0,
        anchors=((10, 60_000),),
        anchor_source="stamp",
        end=62_000,
        end_source="given",
    )
    cues = _cut(turn).cues
    assert (cues[0].end <= 7_000, cues[1].start) == (True, 60_000)


FIRST = (
    Turn("Welcome to the show.", "Ann", start=0),
    Turn(TALK, "Bo", start=88_000),
    Turn("Yes.", "Ann", start=120_000),
)


def test_a_few_words_before_a_long_gap_end_and_the_other_end_is_offered() -> None:
    """The remark says when the words end, and the option that lets them last until the next clock."""
    episode = enrich(Episode(turns=FIRST), Options())
    (said,) = [found for found in episode.diagnostics if found.code == "long-gap"]
    assert episode.turns[0].end is not None
    assert episode.turns[0].end < 10_000
    assert "0:0" in said.message
    assert said.hint is not None
    assert "1:28" in said.hint


def test_long_gaps_can_be_kept() -> None:
    """With `--long-gaps keep` every end is the next clock, and there is nothing to say."""
    episode = enrich(Episode(turns=FIRST), Options(long_gaps="keep"))
    assert (episode.turns[0].end, episode.turns[0].end_source) == (88_000, "next")
    assert "long-gap" not in [found.code for found in episode.diagnostics]


# remarks


def _said(made: Cut, code: str) -> list[str]:
    return [found.message for found in made.diagnostics if found.code == code]


def test_cues_that_stay_too_fast_are_counted() -> None:
    """The remark counts exactly the cues above the limit, and there is none where all can be read."""
    made = _cut(_talk(20))
    fast = sum(len(" ".join(cue.lines)) * 1_000 > 20 * (cue.end - cue.start) for cue in made.cues)
    assert fast
    assert _said(made, "cue-too-fast")[0].startswith(f"{fast} of {len(made.cues)} cues")
    assert not _said(_cut(_talk(60)), "cue-too-fast")


@pytest.mark.parametrize(
    ("tag", "text", "says"),
    [
        ("eo", "Saluton.", True),
        ("en-GB", "Hello.", False),
        (None, TALK, False),
        (None, "Brel gano tura. " * 100, True),
        (None, "Brel gano.", False),
    ],
)
def test_a_language_without_a_table_is_told(tag: str | None, text: str, says: bool) -> None:  # noqa: FBT001
    """A tag without a table is told, and so is a long text that reads like none of the languages."""
    options = Options()
    episode = Episode(turns=(Turn(text, start=0),), language=tag)
    assert bool(_said(cut(enrich(episode, options), options, "srt"), "language-neutral")) == says


@pytest.mark.parametrize(
    ("text", "tag", "width", "cps"),
    [
        ("潮が満ちてきたので、はしごを上りました。", None, 26, 8),
        ("조수가 들어와서 사다리를 올라갔어요.", None, 32, 24),
        ("潮水涨上来了，我们爬上了梯子。", None, 32, 18),
        ("潮水", "ja-JP", 26, 8),
        ("Low water.", None, 32, 18),
    ],
)
def test_wide_scripts_have_the_limits_of_their_language(
    text: str, tag: str | None, width: int, cps: int
) -> None:
    """With `cjk` a tag, or else the characters, decide how much is on screen."""
    limits = limits_of(Options(profile="cjk"), "srt", language_of(tag, [text]))
    assert (limits.width, limits.cps) == (width, cps)


def test_japanese_lines_hold_thirteen_wide_characters() -> None:
    """The limits of the language reach the cues."""
    text = "潮が満ちてきたので、はしごを上って、橋の上で朝まで待ちました。" * 4
    options = Options(profile="cjk")
    cues = cut(enrich(Episode(turns=(Turn(text, start=0),)), options), options, "srt").cues
    assert max(len(line) for cue in cues for line in cue.lines) == 13
