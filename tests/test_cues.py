"""Cues as a viewer sees them: where they break, what they show, when they stand."""

from __future__ import annotations

import itertools
import pickle
from typing import TYPE_CHECKING

import pytest

from episcript.align.rising import rising
from episcript.codes import EXIT_INPUT, EpiscriptError
from episcript.cues import cut
from episcript.cues.languages import classes_of
from episcript.cues.profile import PROFILES
from episcript.cues.spacing import spaced
from episcript.cues.width import columns
from episcript.cues.words import Lexicon, ending
from episcript.enrich import enrich
from episcript.model import Episode, Options, Turn

if TYPE_CHECKING:
    from typing import Literal

    from episcript.model import Cue

    Name = Literal["standard", "netflix", "bbc", "ted", "podcast", "cjk"]

LONG = (
    "I went to the old library in the middle of town, because the new one was closed. "
    "There were more people than I had seen in years, and nobody said a word about the rain."
)


def _cues(*turns: Turn, options: Options | None = None) -> tuple[Cue, ...]:
    options = options or Options()
    return cut(enrich(Episode(turns=turns), options), options, "srt").cues


def _lines(text: str, seconds: int = 60) -> list[tuple[str, ...]]:
    """Return the lines of the cues of one turn without label."""
    turn = Turn(text, start=0, end=seconds * 1_000, end_source="given")
    return [cue.lines for cue in _cues(turn)]


def _remarks(*turns: Turn, options: Options | None = None) -> dict[str, str]:
    options = options or Options()
    found = cut(enrich(Episode(turns=turns), options), options, "srt").diagnostics
    return {remark.code: remark.message for remark in found}


# where cues and lines break


def test_a_short_turn_is_one_line() -> None:
    """What fits into a line is not divided."""
    assert _lines("That is what I said.") == [("That is what I said.",)]
    assert _lines("Hi, so this is it.") == [("Hi, so this is it.",)]


def test_cues_end_with_sentences_and_clauses() -> None:
    """Breaks stand behind punctuation and before conjunctions and prepositions, never behind an article."""
    found = _lines(LONG, 12)
    assert [cue[-1].split()[-1] for cue in found] == ["town,", "closed.", "years,", "rain."]
    assert not [line for cue in found for line in cue if line.split()[-1] in ("the", "a", "in", "of", "and")]


def test_an_initial_or_a_title_ends_no_sentence() -> None:
    """No break stands behind `Dr.` or `J.` where there is a better one."""
    for line in (
        "They gave the whole collection, it seems, to Dr. Maria Gonzalez",
        "It was the work of J. Smith and me",
    ):
        assert not [part for cue in _lines(line) for part in cue if part.endswith((" Dr.", " J."))]


@pytest.mark.parametrize("short", ["z. B.", "d. h.", "p. ej.", "n. b."])
def test_an_abbreviation_with_a_blank_is_not_divided(short: str) -> None:
    """No break stands inside `z. B.`: a small letter with a stop ends no sentence."""
    line = f"Ja, es regnet dort, {short} regnet es seit Jahren im Dach der alten Halle hinein."
    cut = [part for cue in _lines(line) for part in cue]
    assert [part for part in cut if short in part]


@pytest.mark.parametrize("word", ["네.", "é.", "я.", "I."])
def test_a_word_of_one_letter_ends_a_sentence(word: str) -> None:
    """A letter that is a word is no abbreviation: the sentence ends there."""
    assert ending(word, {}) == "sentence"


def test_paragraphs_are_never_joined_in_a_cue() -> None:
    """A paragraph break in a turn is a cue boundary."""
    assert _lines("Yes.\n\nNo.") == [("Yes.",), ("No.",)]


def test_a_dash_stays_with_the_word_before_it() -> None:
    """A bare dash begins no line."""
    text = "He said that he would come and then -- as so often happened -- he did not come at all"
    assert not [line for cue in _lines(text) for line in cue if line.startswith("--")]


def test_no_break_blanks_do_not_break() -> None:
    """Words joined by a no-break blank stay in one line, with their blank."""
    joined = "10\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kilometres"
    assert any(
        joined in line
        for cue in _lines(f"We drove all of those many and long {joined} to the sea")
        for line in cue
    )


def test_a_word_wider_than_a_line_stays_whole() -> None:
    """A long address is a cue by itself, with a remark; the words around it are cut as ever."""
    address = "https://example.org/" + "a" * 40
    turn = Turn(f"Look at {address} for more.", start=0)
    assert (address,) in [cue.lines for cue in _cues(turn)]
    assert _remarks(turn)["word-too-wide"] == "1 word is wider than a line"
    assert "word-too-wide" not in _remarks(Turn(LONG, start=0))


def test_scripts_without_blanks_break_between_characters() -> None:
    """Japanese fills 21 full-width characters a line; no line begins with what closes or a small letter."""
    text = "昨日は友達と一緒に東京へ行きました。とても楽しかったですが、少し疲れました。またいつか行きたいと思っています。"
    found = _lines(text, 20)
    assert "".join(line for cue in found for line in cue) == text
    assert max(columns(line) for cue in found for line in cue) <= 42
    assert not [line for cue in found for line in cue if line[0] in "。、っゃゅょー"]


@pytest.mark.parametrize(
    ("token", "pieces"),
    [
        ("OpenAIの新「語」。", ["OpenAI", "の", "新", "「語」。"]),
        ("hello", ["hello"]),
        ("เกม", ["เก", "ม"]),
        ("ก้าว", ["ก้า", "ว"]),
        ("한국어입니다", ["한국어입니다"]),
    ],
)
def test_what_is_never_divided(token: str, pieces: list[str]) -> None:
    """Latin words, brackets with what they hold on to, and a letter with its signs stay whole."""
    assert [piece.text for piece in Lexicon(classes_of("en"))[token]] == pieces


@pytest.mark.parametrize("name", PROFILES)
def test_every_limit_of_a_profile_holds(name: Name) -> None:
    """No line is wider, no cue shorter or longer, no gap smaller than the profile says."""
    profile = PROFILES[name]
    found = _cues(Turn(LONG, start=0), Turn(LONG, start=14_000), options=Options(profile=name))
    assert max(columns(line) for cue in found for line in cue.lines) <= profile.width
    assert all(profile.shortest <= cue.end - cue.start <= profile.longest for cue in found)
    assert all(after.start - before.end >= profile.gap for before, after in itertools.pairwise(found))


# width


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("plain", 5),
        ("Tülu", 4),
        ("Tu\u0308lu", 4),
        ("東京", 4),
        ("ｗｉｄｅ", 8),
        ("a\u200bb", 2),
        ("👍", 2),
        ("한국", 4),
    ],
)
def test_columns(text: str, width: int) -> None:
    """Wide characters take two columns, combining and invisible ones none."""
    assert columns(text) == width


# labels


def _shown(labels: str) -> list[str | None]:
    turns = (
        Turn(LONG, "Ann", start=0),
        Turn("Yes.", "Ann", start=15_000),
        Turn("No.", "Bo", start=16_000),
        Turn("[applause]", start=18_000),
        Turn("Well.", "Bo", start=20_000),
    )
    return [cue.label for cue in _cues(*turns, options=Options(speaker_labels=labels))]  # type: ignore[arg-type]


def test_labels_are_shown_where_the_speaker_changes() -> None:
    """The first cue of a turn shows the name unless the turn before has the same."""
    assert _shown("change") == ["Ann", None, None, None, None, "Bo", None, "Bo"]


def test_labels_are_shown_always_or_never() -> None:
    """`always` shows them on every cue that has one, `never` on none."""
    assert _shown("always") == ["Ann"] * 5 + ["Bo", None, "Bo"]
    assert set(_shown("never")) == {None}


def test_the_label_counts_in_the_width_of_the_first_line() -> None:
    """`Name: ` and the first line together keep within 42 columns."""
    first = _cues(Turn(LONG, "Bartholomew Longfellow", start=0))[0]
    assert len(f"{first.label}: {first.lines[0]}") <= 42


def test_every_cue_names_its_speaker_for_voices() -> None:
    """The speaker is on every cue, shown or not; a label that is no person is shown and has no voice."""
    music, ann, again = _cues(
        Turn("♪", "Music", start=0), Turn("Yes.", "Ann", start=4_000), Turn("So.", "Ann", start=6_000)
    )
    assert (music.label, music.speaker) == ("Music", None)
    assert (ann.label, ann.speaker, again.label, again.speaker) == ("Ann", "Ann", None, "Ann")


# times


def _times(*turns: Turn, options: Options | None = None) -> list[tuple[int, int]]:
    return [(cue.start, cue.end) for cue in _cues(*turns, options=options)]


def test_cues_begin_where_their_characters_stand_in_the_turn() -> None:
    """Inside a turn time is a straight line over the characters, and cues touch."""
    text = f"{'a' * 29}.\n\n{'b' * 29}."
    turn = Turn(text, start=10_000, end=16_200, end_source="given")
    assert _times(turn) == [(10_000, 13_200), (13_200, 16_200)]


def test_a_clock_inside_a_turn_is_obeyed() -> None:
    """The cue that begins at an anchor begins at its time."""
    text = f"{'a' * 29}.\n\n{'b' * 29}."
    turn = Turn(text, start=0, end=10_000, end_source="given", anchors=((32, 7_000),), anchor_source="stamp")
    assert _times(turn) == [(0, 7_000), (7_000, 10_000)]


def test_no_cue_stands_longer_than_seven_seconds() -> None:
    """Behind a cue cut at 7 s the screen is empty until the next."""
    assert _times(Turn("Wait.", start=0, end=60_000, end_source="given"), Turn("Yes.", start=60_000)) == [
        (0, 7_000),
        (60_000, 60_833),
    ]


def test_slow_speech_is_cut_into_shorter_cues() -> None:
    """At 10 characters a second no cue holds more than 7 s of speech, so none ends early."""
    turn = Turn(LONG, start=0, end=16_800, end_source="given")
    found = _times(turn)
    assert all(end == following for (_, end), (following, _) in itertools.pairwise(found))


def test_silence_does_not_shred_a_sentence() -> None:
    """A turn that is far too long for its words is silent, not slow: it is not cut word by word."""
    assert _lines("This is all that there is to say.", 90) == [("This is all that there is to say.",)]


def test_a_turn_without_room_borrows_from_both_neighbours() -> None:
    """Two turns on one clock get 5/6 s each, half from before and half from behind, with a remark."""
    turns = [Turn("Yes.", label, start=start) for label, start in (("Ann", 0), ("Bo", 4_000), ("Ann", 4_000))]
    turns.append(Turn("Good.", "Bo", start=4_000))
    turns.append(Turn("Bye.", "Ann", start=9_000))
    found = _times(*turns)
    assert [end - start >= 833 for start, end in found] == [True] * 5
    assert abs((found[1][0] + found[3][0]) // 2 - 4_000) <= 1
    assert found[4][0] == 9_000
    assert _remarks(*turns)["cue-borrowed"] == "2 turns borrowed time from their neighbours"


def test_a_short_turn_reaches_into_silence_first() -> None:
    """A given end is prolonged where nobody speaks behind it: nothing is borrowed, no start moves."""
    turns = (Turn("Yes.", start=0, end=100, end_source="given"), Turn("No.", start=5_000))
    assert _times(*turns)[0] == (0, 833)
    assert "cue-borrowed" not in _remarks(*turns)


def test_a_slipped_clock_costs_only_itself() -> None:
    """A turn an hour ahead is placed between its neighbours, which keep their clocks."""
    starts = (0, 10_000, 3_610_000, 30_000, 40_000)
    found = _times(*(Turn("Well, yes.", start=start) for start in starts))
    assert [start for start, _ in found if start in starts] == [0, 10_000, 30_000, 40_000]
    assert 10_000 < found[2][0] < 30_000


def test_unclocked_turns_stand_between_the_clocked_ones() -> None:
    """Their times follow from their characters."""
    turns = (Turn("a" * 30, start=0), Turn("b" * 30), Turn("c" * 30), Turn("Next.", start=9_000))
    assert [round(start, -2) for start, _ in _times(*turns)] == [0, 3_000, 6_000, 9_000]


def test_turns_before_the_first_clock_begin_at_zero() -> None:
    """What is said before the first clock fills the time up to it."""
    assert _times(Turn("Welcome."), Turn("Hello.", start=6_000))[0][0] == 0


# what cannot be cut


def test_without_any_clock_cues_are_refused() -> None:
    """The error names the format and the option that helps, exits 3, and pickles."""
    with pytest.raises(EpiscriptError) as caught:
        cut(Episode(turns=(Turn("Hello."),)), Options(), "srt")
    found = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (found.diagnostic.code, found.exit_code) == ("no-clock", EXIT_INPUT)
    assert "srt" in str(found)
    assert "--estimate-times" in str(found)


def test_times_are_estimated_when_asked() -> None:
    """At 15 characters a second, or over the duration where it is known."""
    text = f"{'a' * 29}.\n\n{'b' * 29}."
    assert _times(Turn(text), options=Options(estimate_times=True)) == [(0, 2_144), (2_144, 4_154)]
    assert _times(Turn(text), options=Options(estimate_times=True, duration=9_300))[-1] == (4_800, 9_300)


@pytest.mark.parametrize("turns", [(), (Turn(""), Turn(" \n\n "))])
def test_without_words_there_is_nothing_to_write(turns: tuple[Turn, ...]) -> None:
    """An episode of chapters and notes, or of empty turns, has no cues."""
    with pytest.raises(EpiscriptError) as caught:
        cut(Episode(turns=turns), Options(estimate_times=True), "vtt")
    assert caught.value.diagnostic.code == "nothing-to-write"
    assert "vtt" in str(caught.value)


def test_a_turn_without_words_is_no_cue() -> None:
    """It is left out; its clock still ends the turn before."""
    assert _times(Turn("Hello there, you.", start=0), Turn("", start=1_500), Turn("Hi.", start=3_000))[
        :1
    ] == [(0, 1_500)]


# the arithmetic


def test_the_longest_rising_series_is_believed() -> None:
    """Equal times rise; one slip is left out, not what follows it."""
    assert rising([]) == []
    assert rising([5, 5, 5]) == [0, 1, 2]
    assert rising([9, 1, 2, 3]) == [1, 2, 3]
    assert rising([1, 2, 9, 3, 4, 0, 5]) == [0, 1, 3, 4, 6]


def test_times_with_room_stay() -> None:
    """Only what lacks room is moved, and no further than the bounds."""
    assert spaced([0, 5, 20], [5, 5], 0) == [0, 5, 20]
    assert spaced([0, 0, 20], [6, 6], 0, 20) == [0, 6, 20]
    assert spaced([10, 10, 30], [6, 6], 0) == [7, 13, 30]
    assert spaced([0, 19, 20], [6, 6], 0, 20) == [0, 14, 20]
