"""The laws of cues, for any clocks: nothing lost, nothing overlapping, and no cheaper cut than the one made."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

import pysubs2
import pytest
import srt
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from episcript.cues import cut, prices
from episcript.cues.pace import reading_time
from episcript.cues.parts import Label, cut_turn
from episcript.cues.profile import PROFILES, STANDARD, Profile, limits_of
from episcript.cues.segment import Piecework, cheapest_cues, costs
from episcript.cues.spacing import spaced
from episcript.cues.timing import Curve
from episcript.cues.width import columns
from episcript.cues.words import Lexicon, Passage, passages
from episcript.enrich import enrich
from episcript.model import Episode, Options, Turn
from episcript.pipeline import write
from episcript.times import parse_clock

if TYPE_CHECKING:
    from episcript.cues import Cut
    from episcript.model import AnchorSource, Cue, TimeSource

_BLANKS = re.compile(r"[^\S\u00a0\u2007\u202f]+")
WORDS = (
    *"the of and well, yes. that Ben Smith? 1984 Müller so-called “yes” -- — [laughs] it's extraordinarily 3,4 a".split(),
    "x" * 50,
    "風が吹く、とても。",
    "สวัสดีครับ",
    "👍🏽",
    "10\N{NO-BREAK SPACE}km",
)
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), max_size=3).map("\n\n".join)
CLOCKS = st.none() | st.integers(0, 60).map(lambda seconds: seconds * 1_000) | st.integers(0, 4_000_000)
NARROW = Profile("narrow", width=12, lines=2, cps=20, shortest=833, longest=2_000, gap=0)
ONE_LINE = Profile("one line", width=16, lines=1, cps=20, shortest=833, longest=3_000, gap=80)


@st.composite
def _turns(draw: st.DrawFn) -> Turn:
    text, start, end = draw(TEXTS), draw(CLOCKS), draw(CLOCKS)
    source: TimeSource | None = "given" if end is not None and draw(st.booleans()) else None
    offsets = sorted(draw(st.sets(st.integers(0, max(1, len(text))), max_size=3)))
    anchors = tuple((offset, draw(st.integers(0, 60_000))) for offset in offsets)
    label = draw(st.sampled_from((None, "Ann", "Bo Lind", "Music", "N" * 45)))
    return Turn(text, label, start=start, end=end if source else None, end_source=source, anchors=anchors)


@st.composite
def _cut(draw: st.DrawFn, profile: Profile = STANDARD) -> tuple[Episode, Cut]:
    """Return an episode with words, as evil in its clocks as can be, and its cues."""
    turns = (*draw(st.lists(_turns(), max_size=6)), Turn("Yes."))
    options = Options(
        estimate_times=True,
        speaker_labels=draw(st.sampled_from(("change", "always", "never"))),
        duration=draw(st.none() | st.integers(1, 90_000)),
    )
    episode = Episode(turns=turns)
    enriched = enrich(episode, options) if draw(st.booleans()) else episode
    return enriched, cut(enriched, options, "srt", profile)


def _letters(text: str) -> str:
    return "".join(text.split())


@given(_cut())
def test_the_words_of_the_cues_are_the_words_of_their_turn(made: tuple[Episode, Cut]) -> None:
    """Each turn's cues, in order, hold its text and nothing else; a cue holds one turn."""
    episode, (cues, _) = made
    assert [cue.turn for cue in cues] == sorted(cue.turn for cue in cues)
    for index, turn in enumerate(episode.turns):
        lines = [line for cue in cues if cue.turn == index for line in cue.lines]
        assert _letters("".join(lines)) == _letters(turn.text)


@given(st.lists(st.sampled_from([word for word in WORDS if word.isascii()]), min_size=1).map(" ".join))
def test_lines_joined_with_a_blank_are_the_text(text: str) -> None:
    """Where words have blanks between them the joined lines are the text itself."""
    parts = cut_turn(text, Curve([0, len(text)], [0, 60_000]), Label("Ann"), Lexicon(), STANDARD)
    assert " ".join(line for part in parts for line in part.lines) == _BLANKS.sub(" ", text)


@pytest.mark.parametrize("profile", [STANDARD, NARROW, ONE_LINE], ids=lambda profile: profile.name)
@given(st.data())
def test_times_rise_and_never_overlap(profile: Profile, data: st.DataObject) -> None:
    """For any clocks, backward and equal ones too, every cue stands long enough, none too long, one at a time."""
    _, (cues, _) = data.draw(_cut(profile))
    assert cues[0].start >= 0
    assert all(before.end <= after.start for before, after in pairwise(cues))
    assert all(profile.shortest - profile.gap <= cue.end - cue.start <= profile.longest for cue in cues)


@given(_cut())
def test_no_line_is_too_wide(made: tuple[Episode, Cut]) -> None:
    """One or two lines, each within the width, the label counted in the first; only a word wider than that stands out."""
    for cue in made[1].cues:
        assert 1 <= len(cue.lines) <= STANDARD.lines
        assert all(_fits(cue, number) or not _BLANKS.search(line) for number, line in enumerate(cue.lines))


def _fits(cue: Cue, number: int) -> bool:
    head = f"{cue.label}: " if cue.label and number == 0 else ""
    return columns(head + cue.lines[number]) <= STANDARD.width


@given(_cut())
def test_wide_words_are_counted(made: tuple[Episode, Cut]) -> None:
    """There is a remark exactly where a line is too wide."""
    cues, diagnostics = made[1]
    wide = sum(not all(_fits(cue, number) for number in range(len(cue.lines))) for cue in cues)
    assert [found.message.split()[0] for found in diagnostics if found.code == "word-too-wide"] == [
        str(wide)
    ] * (wide > 0)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8, unique=True).map(sorted), TEXTS)
def test_cues_stay_inside_their_turn(starts: list[int], text: str) -> None:
    """With rising clocks and nothing borrowed, a turn's cues begin at its start and end by its end."""
    turns = tuple(Turn(text if text.strip() else "Yes.", start=start * 1_000) for start in starts)
    episode = enrich(Episode(turns=turns), Options())
    cues, diagnostics = cut(episode, Options(), "srt")
    if any(found.code == "cue-borrowed" for found in diagnostics):
        return
    for index, turn in enumerate(episode.turns[:-1]):
        mine = [cue for cue in cues if cue.turn == index]
        assert turn.end is not None
        assert not mine or mine[0].start == turn.start
        assert not mine or mine[-1].end <= max(turn.end, mine[0].start + 833 * len(mine))


@given(_cut())
def test_cutting_again_gives_the_same(made: tuple[Episode, Cut]) -> None:
    """No state is kept from one episode to the next."""
    episode, _ = made
    options = Options(estimate_times=True)
    assert cut(episode, options, "srt") == cut(episode, options, "srt")


# random turns in every language, with every kind of anchors, under every profile

SPOKEN = {
    "en": "and we went to the harbour, because it was low. They said so: yes!".split(),
    "fr": ["et", "nous", "sommes", "allés", "au", "port", ",", "oui", "?", "l'eau", "«", "bon", "»", ":"],
    "ja": ["風が吹く、", "桶屋が", "儲かる。", "「はい」", "ラーメン"],
    "th": ["สวัสดีครับ", "น้ำลง"],
    "eo": "kaj ni iris al la haveno, ĉar estis frue.".split(),
}


@st.composite
def _spoken_turns(draw: st.DrawFn) -> tuple[Episode, int]:
    """Return an episode whose clocks rise, with anchors of one kind, and how many turns it has."""
    tag = draw(st.sampled_from(sorted(SPOKEN)))
    source: AnchorSource = draw(st.sampled_from(("stamp", "word", "aligned")))
    now, turns = draw(st.integers(0, 100_000)), []
    for number in range(draw(st.integers(1, 5))):
        text = " ".join(draw(st.lists(st.sampled_from(SPOKEN[tag]), min_size=1, max_size=60)))
        length = 200 * len(text) + draw(st.integers(0, 20_000))
        offsets = sorted(draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=4)))
        steps = sorted(draw(st.lists(st.integers(0, length), min_size=len(offsets), max_size=len(offsets))))
        anchors = tuple((offset, now + step) for offset, step in zip(offsets, steps, strict=True))
        turns.append(
            Turn(
                text,
                ("Ann", "Bo")[number % 2],
                start=now,
                start_source="given",
                end=now + length,
                end_source="given",
                anchors=anchors,
                anchor_source=source,
            )
        )
        now += length + draw(st.sampled_from((0, 0, 300, 5_000)))
    return Episode(turns=tuple(turns), language=tag), len(turns)


@pytest.mark.parametrize("format_", ["srt", "vtt"])
@pytest.mark.parametrize("name", sorted(PROFILES))
@given(_spoken_turns())
def test_the_law_of_cues(name: str, format_: str, made: tuple[Episode, int]) -> None:
    """Words whole, one turn a cue, times rising and inside the turn but for what a remark counts, limits of the profile held."""
    episode, count = made
    options = Options(profile=name)  # type: ignore[arg-type]
    profile = limits_of(options, format_, episode.language)
    found, told = cut(enrich(episode, options), options, format_)
    codes = {remark.code for remark in told}
    assert all(one.end + profile.gap <= two.start for one, two in pairwise(found))
    assert all(profile.shortest <= cue.end - cue.start <= profile.longest for cue in found)
    assert all(cue.uncertainty >= 0 for cue in found)
    for number in range(count):
        turn = episode.turns[number]
        mine = [cue for cue in found if cue.turn == number]
        assert _letters("".join(line for cue in mine for line in cue.lines)) == _letters(turn.text)
        if "cue-borrowed" not in codes:
            assert mine[0].start == turn.start
            assert turn.end is not None
            least = (profile.shortest + profile.gap) * len(mine)  # silence behind a turn may be used
            assert mine[-1].end <= max(turn.end, mine[0].start + least) + profile.close
    fast = [cue for cue in found if cue.end - cue.start < reading_time(cue.lines, profile)]
    assert bool(fast) == ("cue-too-fast" in codes)


@given(_spoken_turns())
def test_other_parsers_see_the_same_cues(made: tuple[Episode, int]) -> None:
    """srt, pysubs2 and webvtt-py read as many cues as were cut, at the same times."""
    episode = enrich(made[0], Options())
    for format_ in ("srt", "vtt"):
        cues = [(cue.start, cue.end) for cue in cut(episode, Options(), format_).cues]
        text = write(episode, format_)
        if format_ == "srt":
            assert [(_ms(one.start), _ms(one.end)) for one in srt.parse(text)] == cues
            assert [(one.start, one.end) for one in pysubs2.SSAFile.from_string(text, "srt")] == cues
        else:
            seen = webvtt.from_string(text)
            assert [(_clock(one.start), _clock(one.end)) for one in seen.captions] == cues


def _ms(time: timedelta) -> int:
    return time // timedelta(milliseconds=1)


def _clock(text: str) -> int:
    found = parse_clock(text)
    assert found is not None
    return found


# the cheapest cut


def _price(passage: Passage, begins: list[int], cue: Piecework, profile: Profile) -> float:
    """Return the price of one cue, written down without any thought of speed; `inf` where it may not be."""
    first, second, stop = cue
    table = costs(profile)
    whole = passage.right[stop - 1] - begins[first]
    rest = passage.prices[stop - 1]
    if stop - first == 1:
        return rest + (table.one[whole] if whole <= profile.width else prices.OVERWIDE)
    swallowed = prices.SENTENCE_INSIDE * (passage.sentences[stop - 1] - passage.sentences[first])
    if second is None:
        return rest + swallowed + table.one[whole] if whole <= profile.width else inf
    top, bottom = passage.right[second - 1] - begins[first], passage.right[stop - 1] - passage.left[second]
    if max(top, bottom) > profile.width or profile.lines == 1 or whole > profile.width * profile.lines:
        return inf
    line_end = prices.LINE_SHARE * passage.prices[second - 1]
    lopsided = prices.LOPSIDED if 3 * abs(top - bottom) >= whole else 0
    return rest + swallowed + table.two[whole] + line_end + table.balance[abs(top - bottom)] + lopsided


def _least(
    passage: Passage, begins: list[int], times: tuple[list[int], list[int]], profile: Profile
) -> float:
    """Return the price of the cheapest cut, by trying every cut there is."""
    starts, ends = times

    def rest(first: int) -> float:
        if first == len(begins):
            return 0
        return min(
            _price(passage, begins, Piecework(first, second, stop), profile) + rest(stop)
            for stop in range(first + 1, len(begins) + 1)
            if stop == first + 1 or ends[stop - 1] - starts[first] <= profile.longest
            for second in (None, *range(first + 1, stop))
        )

    return rest(0)


@pytest.mark.parametrize("profile", [NARROW, ONE_LINE, STANDARD], ids=lambda profile: profile.name)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join),
    st.integers(0, 20),
    st.booleans(),
    st.integers(20, 400),
)
def test_no_cut_is_cheaper(profile: Profile, text: str, label: int, every: bool, pace: int) -> None:  # noqa: FBT001
    """The dynamic program finds what trying every cut finds, with labels and at any pace."""
    passage = _headed(next(passages(text, Lexicon())), 10)
    begins = [left - label if every or place == 0 else left for place, left in enumerate(passage.left)]
    times = [pace * start for start in passage.starts], [pace * end for end in passage.ends]
    found = cheapest_cues(passage, begins, *times, profile)
    assert [cue.first for cue in found] == [0, *(cue.stop for cue in found[:-1])]
    made = sum(_price(passage, begins, cue, profile) for cue in found)
    assert made == pytest.approx(_least(passage, begins, times, profile))


def _headed(passage: Passage, size: int) -> Passage:
    """Return the first pieces of a passage, few enough to try every cut."""
    return Passage(*(values[: size + (values is passage.sentences)] for values in passage))


# making room


@given(
    st.lists(st.integers(0, 40), min_size=2, max_size=6),
    st.integers(0, 9),
    st.integers(0, 5),
)
def test_room_is_made_with_the_least_moves(times: list[int], need: int, low: int) -> None:
    """Needs and bounds hold, and no other whole times with them are clearly nearer in the sum of squares."""
    needs = [need] * (len(times) - 1)
    high = low + sum(needs) + 40
    found = spaced(times, needs, low, high)
    assert all(b - a >= need for a, b in pairwise(found))
    assert low <= found[0]
    assert found[-1] <= high
    moved = sum((a - b) ** 2 for a, b in zip(found, times, strict=True))
    for place in range(len(found)):
        for step in (-2, 2):
            other = [time + step * (n == place) for n, time in enumerate(found)]
            if all(b - a >= need for a, b in pairwise(other)) and low <= other[0] and other[-1] <= high:
                assert sum((a - b) ** 2 for a, b in zip(other, times, strict=True)) >= moved - 2
