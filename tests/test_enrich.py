"""What follows from what was read: speakers, ends of turns, chapters, and the remarks on them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript import read, write
from episcript.enrich import DERIVED, enrich
from episcript.enrich.speakers import person
from episcript.model import Chapter, Diagnostic, Episode, Mark, Options, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.model import Anchor, TimeSource

TALK = "This is a sentence of some length that somebody says at an ordinary pace, and then there is still a little more. "
"""22 words, 113 characters."""


def _enriched(*turns: Turn, chapters: Sequence[Chapter] = (), duration: int | None = None) -> Episode:
    return enrich(Episode(turns=turns, chapters=tuple(chapters)), Options(duration=duration))


def _codes(episode: Episode) -> list[tuple[str, int | None]]:
    return [(found.code, found.line) for found in episode.diagnostics]


def _paced(count: int, gap: int = 20_000) -> list[Turn]:
    """Return turns of 44 words by two speakers, `gap` ms apart."""
    return [Turn(TALK * 2, "Ann" if n % 2 else "Bo", start=n * gap, line=n + 1) for n in range(count)]


# speakers


@pytest.mark.parametrize(
    "label",
    ["Break", "MUSIC", "jingles", "Ads", "Theme music", "outro music", "Applause", "[Music]", "(Silence)"],
)
def test_a_marker_is_nobody(label: str) -> None:
    """A label of the closed list, in any case, alone or two together, has no speaker."""
    assert person(label) is None


@pytest.mark.parametrize(
    "label", ["Ann", "Audience", "Speaker 2", "Ad Jones", "Music teacher", "Clip of Ann", "1", "All", "ADELE"]
)
def test_other_labels_are_people(label: str) -> None:
    """Whoever is not on the closed list is a person, also a crowd or a number."""
    assert person(label) == label


def test_speakers_are_summed_in_order_of_appearance() -> None:
    """Each speaker has labels as found, turns, words without sounds, and the time of the turns that have one."""
    turns = (
        Turn(
            "One two [door slams].",
            "Bo",
            start=0,
            end=2_000,
            end_source="given",
            marks=(Mark(8, 20, "sound"),),
        ),
        Turn("Three.", "Ann"),
        Turn("Four five.", "BO", "Bo", start=5_000, end=6_500, end_source="given"),
        Turn("[theme]", "Music", start=7_000),
    )
    bo, ann = _enriched(*turns).speakers
    assert (bo.name, bo.labels, bo.turns, bo.words, bo.duration) == ("Bo", ("Bo", "BO"), 2, 4, 3_500)
    assert (ann.name, ann.labels, ann.turns, ann.words, ann.duration) == ("Ann", ("Ann",), 1, 1, None)


def test_a_speaker_already_named_stays() -> None:
    """A person whom an earlier stage named is not replaced by the label of the turn."""
    assert _enriched(Turn("Hi.", "B. S.", "Ben Striegel")).turns[0].speaker == "Ben Striegel"


def test_no_speaker_is_invented() -> None:
    """A turn without label stays without speaker."""
    episode = _enriched(Turn("Just prose."))
    assert (episode.turns[0].speaker, episode.speakers) == (None, ())


# ends


def test_a_turn_ends_where_the_next_begins() -> None:
    """The end is the next start, and says so."""
    first = _enriched(*_paced(4)).turns[0]
    assert (first.end, first.end_source) == (20_000, "next")


@pytest.mark.parametrize("source", ["given", "aligned"])
def test_a_known_end_stays(source: TimeSource) -> None:
    """An end that was given or aligned is not derived again, also where it overlaps the next turn."""
    turn = Turn("Hello there.", "Ann", start=0, end=9_000, end_source=source)
    found = _enriched(turn, Turn("Hi.", "Bo", start=5_000)).turns[0]
    assert (found.end, found.end_source) == (9_000, source)


def test_falling_and_repeated_clocks_stay_with_one_remark_each() -> None:
    """Clocks stay as they were given; each that does not rise is one remark at its line."""
    starts = (10_000, 4_000, 4_000, 12_000)
    episode = _enriched(*(Turn("Yes.", "Ann", start=start, line=n) for n, start in enumerate(starts, 1)))
    assert [turn.start for turn in episode.turns] == list(starts)
    clocks = [found for found in _codes(episode) if found[0].startswith("clock")]
    assert clocks == [("clock-backward", 2), ("clock-repeated", 3)]


def test_turns_that_share_a_clock_end_at_the_next_later_one() -> None:
    """A repeated clock is no end: both turns last until the clock after them."""
    episode = _enriched(*(Turn("Well yes.", "Ann", start=start) for start in (1_000, 1_000, 3_000)))
    assert [turn.end for turn in episode.turns[:2]] == [3_000, 3_000]


def test_a_hopeless_gap_is_cut_to_twice_the_estimate() -> None:
    """Six words before 88 s of music end after twice the time they take at the usual rate, with a remark."""
    turns = [Turn("Hey, Finbarr, welcome to the show.", "Nat", start=0, line=1)]
    turns += [Turn(TALK * 2, "Bo" if n % 2 else "Nat", start=88_000 + n * 22_600) for n in range(9)]
    episode = _enriched(*turns)
    assert (episode.turns[0].end, episode.turns[0].end_source) == (2 * 34 * 100, "estimated")
    assert ("long-gap", 1) in _codes(episode)


@pytest.mark.parametrize("gap", [5_000, 40_000])
def test_a_gap_that_is_only_generous_stays(gap: int) -> None:
    """A pause under 3 s, or a turn spoken at more than half the usual rate, is not cut."""
    turns = [
        *_paced(6, 24_000),
        Turn("Yes, that is what I think." if gap == 5_000 else TALK * 2, "Bo", start=144_000),
    ]
    episode = _enriched(*turns, Turn("Good.", "Ann", start=144_000 + gap))
    assert episode.turns[6].end == 144_000 + gap
    assert "long-gap" not in dict(_codes(episode))


def test_music_is_no_long_gap() -> None:
    """A turn that is only a sound lasts until the next clock, however long that is."""
    sound = Turn("[music]", "Music", start=0, marks=(Mark(0, 7, "sound"),))
    found = _enriched(sound, *(_later(turn, 90_000) for turn in _paced(5))).turns[0]
    assert (found.end, found.end_source) == (90_000, "next")


def _later(turn: Turn, shift: int) -> Turn:
    return Turn(turn.text, turn.label, start=(turn.start or 0) + shift)


def test_the_last_turn_is_estimated_at_its_speakers_rate() -> None:
    """The last turn takes its characters times the median rate of its speaker, not a fixed one."""
    slow = [Turn(TALK * 2, "Ann", start=n * 60_000) for n in range(5)]
    fast = [Turn(TALK * 2, "Bo", start=n * 60_000 + 48_600) for n in range(5)]
    turns = [turn for pair in zip(slow, fast, strict=True) for turn in pair]
    last = _enriched(*turns).turns[-1]
    assert (last.end, last.end_source) == (288_600 + 11_400, "estimated")


def test_a_lone_turn_is_estimated_at_the_usual_rate() -> None:
    """Where nothing can be measured, 150 words a minute hold."""
    last = _enriched(Turn("Hello there.", "Ann", start=1_000)).turns[0]
    assert (last.end, last.end_source) == (1_000 + 12 * 67, "estimated")


def test_no_end_is_estimated_beyond_the_duration() -> None:
    """The audio's length bounds the last turn, unless the turn starts behind it."""
    assert _enriched(Turn(TALK, "Ann", start=0), duration=5_000).turns[0].end == 5_000
    assert (_enriched(Turn(TALK, "Ann", start=9_000), duration=5_000).turns[0].end or 0) > 9_000


def test_text_that_cannot_fit_is_reported() -> None:
    """Forty-four words in two seconds are a remark; six words in one are not, as clocks are floored."""
    turns = [
        *_paced(2, 2_000),
        Turn("Yes, I would say so too.", "Bo", start=4_000, line=3),
        Turn("Hm.", start=5_000),
    ]
    assert [found for found in _codes(_enriched(*turns)) if found[0] == "text-cannot-fit"] == [
        ("text-cannot-fit", 1),
        ("text-cannot-fit", 2),
    ]


def test_unclocked_turns_share_the_gap_by_their_characters() -> None:
    """A clocked turn before unclocked ones ends at its share, as an estimate; they stay without times."""
    turns = (Turn("a" * 30, "Ann", start=0), Turn("b" * 60, "Bo"), Turn("Next.", "Ann", start=9_000))
    first, second, _ = _enriched(*turns).turns
    assert (first.end, first.end_source) == (3_000, "estimated")
    assert (second.start, second.start_source, second.end, second.end_source) == (None, None, None, None)


def test_an_end_lies_behind_the_anchors() -> None:
    """A clock inside a turn that is followed by a long gap is where the rest of its words are counted from."""
    turn = Turn(TALK, "Ann", start=0, anchors=((100, 60_000),), anchor_source="stamp")
    found = _enriched(turn, Turn("Hi.", "Bo", start=120_000)).turns[0]
    assert (found.end, found.end_source) == (60_000 + 2 * 13 * 67, "estimated")


def test_an_episode_without_clocks_gets_none() -> None:
    """Nothing is invented where the source has no clock."""
    episode = _enriched(Turn("Hello.", "Ann"), Turn("Hi.", "Bo"))
    assert [(turn.start, turn.end) for turn in episode.turns] == [(None, None)] * 2


# chapters


def _held(episode: Episode) -> list[tuple[int | None, int | None]]:
    return [(chapter.first_turn, chapter.last_turn) for chapter in episode.chapters]


def test_turns_belong_to_the_chapter_in_which_they_start() -> None:
    """A chapter holds the turns from its clock to the next chapter's; the turns before the first are in none."""
    chapters = (Chapter("A", 20_000), Chapter("Empty", 41_000), Chapter("B", 60_000))
    episode = _enriched(*_paced(5), chapters=chapters)
    assert _held(episode) == [(1, 2), (None, None), (3, 4)]
    assert [turn.chapter for turn in episode.turns] == [None, 0, 0, 2, 2]


def test_chapters_end_where_the_next_begins_and_with_the_last_turn() -> None:
    """The end of the last chapter is the duration if it is known, else the end of the last turn."""
    chapters = (Chapter("A", 0), Chapter("B", 40_000))
    episode = _enriched(*_paced(3), chapters=chapters)
    assert [chapter.end for chapter in episode.chapters] == [40_000, episode.turns[-1].end]
    assert _enriched(*_paced(3), chapters=chapters, duration=99_000).chapters[-1].end == 99_000


def test_a_heading_takes_the_start_of_its_next_turn() -> None:
    """A chapter without a clock stands where the reader found it and says that its start is the next turn's."""
    episode = _enriched(*_paced(4), chapters=(Chapter("A", 0), Chapter("B", first_turn=2)))
    found = episode.chapters[1]
    assert (found.start, found.start_source, found.first_turn, found.last_turn) == (40_000, "next", 2, 3)


def test_headings_without_any_clock_keep_their_place() -> None:
    """Without clocks the reader's places alone tie turns and chapters; a title without a place holds nothing."""
    chapters = (Chapter("A", first_turn=0), Chapter("B", first_turn=1), Chapter("C"))
    episode = _enriched(Turn("One."), Turn("Two."), Turn("Three."), chapters=chapters)
    assert _held(episode) == [(0, 0), (1, 2), (None, None)]
    assert [chapter.start for chapter in episode.chapters] == [None] * 3


def test_clocked_chapters_find_unclocked_turns_by_characters() -> None:
    """Between two known starts a turn begins where its characters say."""
    turns = (Turn("a" * 99, start=0), Turn("b" * 99), Turn("c" * 99), Turn("d" * 99, start=30_000))
    episode = _enriched(*turns, chapters=(Chapter("A", 0), Chapter("B", 15_000)))
    assert _held(episode) == [(0, 1), (2, 3)]


def test_one_slipped_clock_moves_no_chapter() -> None:
    """A single clock far ahead or behind belongs to the chapter of its neighbours."""
    for slip in (3_600_000, 5):
        starts = (0, 10_000, slip, 30_000, 40_000, 50_000)
        turns = [Turn("Well yes.", start=start) for start in starts]
        assert _held(_enriched(*turns, chapters=(Chapter("A", 0), Chapter("B", 40_000)))) == [(0, 3), (4, 5)]


def test_chapters_out_of_order_stay_and_are_reported() -> None:
    """A falling chapter clock is a remark with its line; the order of the source stays, the turns go by time."""
    chapters = (Chapter("B", 40_000, line=7), Chapter("A", 0, line=8))
    episode = _enriched(*_paced(4), chapters=chapters)
    assert [chapter.title for chapter in episode.chapters] == ["B", "A"]
    assert _held(episode) == [(2, 3), (0, 1)]
    assert ("chapter-order", 8) in _codes(episode)


def test_a_chapter_inside_a_turn_is_reported() -> None:
    """Only a clock between the start and the end of a turn is; one in the silence before the first turn is not."""
    chapters = (
        Chapter("Cold open", 1_000, line=1),
        Chapter("A", 20_000, line=2),
        Chapter("B", 47_000, line=3),
    )
    turns = [_later(turn, 5_000 if n == 0 else 0) for n, turn in enumerate(_paced(4))]
    assert [found for found in _codes(_enriched(*turns, chapters=chapters)) if "off-turn" in found[0]] == [
        ("chapter-off-turn", 3)
    ]


# laws

_TEXTS = st.lists(st.sampled_from(("yes", "and", "well,", "so.", "[laughs]", TALK)), max_size=12).map(
    " ".join
)
_CLOCKS = st.none() | st.integers(0, 40).map(lambda seconds: seconds * 1_000)


@st.composite
def _turns(draw: st.DrawFn) -> Turn:
    text, start, end = draw(_TEXTS), draw(_CLOCKS), draw(_CLOCKS)
    sources: tuple[TimeSource | None, ...] = (None, "given", "next", "estimated", "aligned")
    source = draw(st.sampled_from(sources)) if end is not None else None
    anchors: list[Anchor] = []
    if start is not None and text and draw(st.booleans()):
        anchors.append((draw(st.integers(1, len(text))), start + draw(st.integers(0, 9_000))))
    return Turn(
        text,
        draw(st.sampled_from((None, "Ann", "Bo", "Music"))),
        start=start,
        start_source="given" if start is not None else None,
        end=end if source else None,
        end_source=source,
        anchors=tuple(anchors),
        anchor_source="stamp" if anchors else None,
    )


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    """Return an episode as a reader, or an edited JSON, may bring it."""
    turns = draw(st.lists(_turns(), max_size=9))
    chapters = []
    for number in range(draw(st.integers(0, 5))):
        start = draw(_CLOCKS)
        source: TimeSource | None = draw(st.sampled_from(("given", "next"))) if start is not None else None
        first = draw(st.none() | st.integers(0, len(turns)))
        chapters.append(Chapter(f"C{number}", start, source, first_turn=first, line=number + 1))
    return Episode(turns=tuple(turns), chapters=tuple(chapters))


_DURATIONS = st.none() | st.integers(1, 90_000)


@given(episodes(), _DURATIONS)
def test_enriching_twice_is_enriching_once(episode: Episode, duration: int | None) -> None:
    """Everything derived is derived the same again, and no remark is doubled."""
    options = Options(duration=duration)
    once = enrich(episode, options)
    assert enrich(once, options) == once


@given(episodes())
def test_json_brings_back_what_was_enriched(episode: Episode) -> None:
    """An episode restored from its JSON is the same, remarks included."""
    once = enrich(replace(episode, turns=(*episode.turns, Turn("Words."))), Options())
    assert read(write(once, "json")) == once


def test_no_field_of_a_turn_is_dropped() -> None:
    """What this stage does not derive comes out as it went in, whatever fields a turn has."""
    turn = Turn(
        "One [two].", "Ann", "Ann", 1_000, "aligned", 2_000, "given", 0,
        ((4, 1_500),), "word", 0.5, (3,), (Mark(4, 9, "sound"),), 7, ((4, "Ann"),),
    )  # fmt: skip
    assert _enriched(turn, chapters=[Chapter("Low water", 500, "given")]).turns == (turn,)
    defaults = Turn("")
    same = [name.name for name in fields(turn) if getattr(turn, name.name) == getattr(defaults, name.name)]
    assert same == []


@given(episodes())
def test_what_the_source_gave_is_kept(episode: Episode) -> None:
    """Starts, texts, labels, anchors and known ends are never changed, and no turn or chapter comes or goes."""
    found = enrich(episode, Options())
    for before, after in zip(episode.turns, found.turns, strict=True):
        assert (before.text, before.label, before.start, before.anchors) == (
            after.text, after.label, after.start, after.anchors,
        )  # fmt: skip
        if before.end_source in ("given", "aligned"):
            assert (before.end, before.end_source) == (after.end, after.end_source)
    assert [chapter.title for chapter in found.chapters] == [chapter.title for chapter in episode.chapters]


@given(episodes())
def test_derived_ends_lie_at_or_behind_their_starts(episode: Episode) -> None:
    """A derived end has a start before it; a turn without start has no derived end."""
    for turn in enrich(episode, Options()).turns:
        if turn.end_source in ("next", "estimated"):
            assert turn.start is not None
            assert turn.end is not None
            assert turn.end >= turn.start


@given(episodes())
def test_chapters_partition_the_turns(episode: Episode) -> None:
    """Each turn is in at most one chapter, from the first chapter's first turn on in exactly one, as both sides say."""
    found = enrich(episode, Options())
    claimed = [
        (turn, number)
        for number, chapter in enumerate(found.chapters)
        if chapter.first_turn is not None and chapter.last_turn is not None
        for turn in range(chapter.first_turn, chapter.last_turn + 1)
    ]
    assert sorted(claimed) == [
        (n, turn.chapter) for n, turn in enumerate(found.turns) if turn.chapter is not None
    ]
    owners = [turn.chapter for turn in found.turns]
    assert None not in owners[next((n for n, owner in enumerate(owners) if owner is not None), len(owners)) :]


@given(
    st.lists(st.integers(0, 90), max_size=9).map(sorted), st.lists(st.integers(0, 90), max_size=5).map(sorted)
)
def test_with_rising_clocks_a_turn_starts_inside_its_chapter(starts: list[int], chapters: list[int]) -> None:
    """The chapter of a turn is the last one that begins at or before it."""
    found = enrich(
        Episode(
            turns=tuple(Turn("Yes.", start=s) for s in starts),
            chapters=tuple(Chapter("C", c) for c in chapters),
        ),
        Options(),
    )
    for turn in found.turns:
        assert turn.start is not None
        begun = [number for number, start in enumerate(chapters) if start <= turn.start]
        assert turn.chapter == (begun[-1] if begun else None)


def test_remarks_of_earlier_stages_stay_in_front() -> None:
    """Only the codes of this stage are replaced; the others keep their order."""
    earlier = (Diagnostic("prose", "info", None, "…"), Diagnostic("long-gap", "info", 3, "of an earlier run"))
    found = enrich(
        Episode(turns=(Turn("Hi.", start=5), Turn("Hi.", start=5)), diagnostics=earlier), Options()
    )
    assert [remark.code for remark in found.diagnostics] == ["prose", "clock-repeated"]
    assert "prose" not in DERIVED
