"""Chapters on their way: brought from elsewhere, mended, beside the transcript's clocks, tied to sentences, judged by players."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from episcript.chapters.mend import repair_chapters
from episcript.chapters.offset import shifted
from episcript.codes import EpiscriptError
from episcript.enrich import enrich
from episcript.model import Chapter, Episode, Options, Repair, Turn
from episcript.pipeline import listed_chapters, read, read_chapters, render, with_chapters, write

HERE = Path(__file__).parent
SEED = sorted((HERE.parents[1] / "shared" / "seed").glob("000*.txt"))
needs_seed = pytest.mark.skipif(not SEED, reason="the sample episode is not beside the project")
needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")

TALK = Episode(
    turns=tuple(
        Turn(
            f"Sentence number {number}. And one more word.",
            "Ann" if number % 2 else "Bo",
            start=second * 1_000,
        )
        for number, second in enumerate((0, 17, 41, 78, 99, 140, 171, 205, 260, 301, 333, 390, 444, 507))
    )
)
ON_TURNS = (0, 41, 99, 171, 260, 333, 444)


def given_at(*seconds: int) -> tuple[Chapter, ...]:
    """Return chapters with clocks."""
    return tuple(
        Chapter(f"Part {number}", second * 1_000, "given", line=number + 1)
        for number, second in enumerate(seconds)
    )


def codes(episode: Episode) -> dict[str, int | None]:
    """Return the codes of the remarks with the line of each one's last."""
    return {remark.code: remark.line for remark in episode.diagnostics}


# the rules of the players


def said(chapters: tuple[Chapter, ...], name: str) -> set[str]:
    """Return the codes of what a writer says."""
    return {remark.code for remark in render(Episode(chapters=chapters), name)[1]}


GOOD = given_at(0, 60, 120)
BREACHES = {
    "first": (given_at(5, 60, 120), "player-first"),
    "few": (given_at(0, 60), "player-few"),
    "falls": (given_at(0, 120, 60), "player-order"),
    "same start": (given_at(0, 60, 60, 120), "player-order"),
    "same second": ((*given_at(0, 60), Chapter("Part", 60_900, "given"), *given_at(200)), "player-order"),
    "short": (given_at(0, 60, 69), "player-short"),
    "untitled": ((*GOOD, Chapter("", 180_000, "given")), "player-untitled"),
    "angle": ((*GOOD, Chapter("a < b", 180_000, "given")), "player-refused"),
}


@pytest.mark.parametrize("name", BREACHES)
def test_each_rule_of_youtube_is_checked(name: str) -> None:
    """Each breach has its remark, with a line where a chapter is to blame, and the chapters are written all the same."""
    chapters, code = BREACHES[name]
    assert code in said(chapters, "youtube")
    assert len(write(Episode(chapters=chapters), "youtube").splitlines()) == len(chapters)


def test_good_chapters_break_no_rule() -> None:
    """Three chapters from 0:00 on, a minute each, pass everywhere; ten seconds are enough for YouTube."""
    assert said(GOOD, "youtube") == set()
    assert said(GOOD, "spotify") == set()
    assert said(given_at(0, 10, 20), "youtube") == set()


def test_spotify_advises_and_does_not_forbid() -> None:
    """Titles of forty characters and chapters under half a minute are told in passing; `<` is allowed."""
    chapters = (*GOOD, Chapter("<" + "x" * 39, 180_000, "given"), Chapter("End", 190_000, "given"))
    found = list(render(Episode(chapters=chapters), "spotify")[1])
    assert [remark.code for remark in found] == ["player-advice", "player-advice"]
    assert {remark.severity for remark in found} == {"info"}


@pytest.mark.parametrize("name", ["chapters-json", "podlove", "mp4chaps", "ffmetadata", "chapters-vtt"])
def test_formats_without_such_rules_say_nothing_of_them(name: str) -> None:
    """A single chapter at five seconds is fine in a file."""
    assert {code for code in said(given_at(5), name) if code.startswith("player")} == set()


# --repair-chapters


def test_chapters_are_mended_with_receipts() -> None:
    """Doubles go, the order is that of the clocks, the first begins at 0:00; every change has a receipt with its line."""
    chapters = given_at(300, 12, 300, 450)
    chapters = (*chapters[:2], replace(chapters[2], title="Part 0"), chapters[3])
    mended = repair_chapters(Episode(chapters=chapters))
    assert [(one.title, one.start) for one in mended.chapters] == [
        ("Part 1", 0),
        ("Part 0", 300_000),
        ("Part 3", 450_000),
    ]
    assert mended.repairs == (
        Repair(3, None, "00:05:00 Part 0", "", "chapter-twice"),
        Repair(2, None, "2. 00:00:12 Part 1", "1. 00:00:12 Part 1", "chapter-order"),
        Repair(2, None, "00:00:12 Part 1", "00:00:00 Part 1", "chapter-first"),
    )


def test_good_chapters_are_not_mended() -> None:
    """Nothing is changed where nothing is wrong, nor what needs judgement: one start with two titles, short chapters."""
    chapters = (*given_at(0, 60), Chapter("Another", 60_000, "given"), *given_at(63))
    assert repair_chapters(Episode(chapters=chapters)) == Episode(chapters=chapters)
    assert repair_chapters(Episode()) == Episode()


def test_a_chapter_without_a_clock_stays_behind_the_one_before_it() -> None:
    """Sorting moves it along, and it is never taken for a double."""
    chapters = (*given_at(60), Chapter("Aside"), Chapter("Aside"), *given_at(0))
    assert [one.title for one in repair_chapters(Episode(chapters=chapters)).chapters] == [
        "Part 0",
        "Part 0",
        "Aside",
        "Aside",
    ]


_chapters = st.lists(
    st.builds(
        Chapter,
        title=st.sampled_from(("", "A", "B")),
        start=st.none() | st.integers(0, 9).map(lambda one: one * 10_000),
        start_source=st.just("given"),
        line=st.integers(1, 9),
    ),
    max_size=8,
).map(tuple)


@given(_chapters)
def test_mending_twice_is_mending_once(chapters: tuple[Chapter, ...]) -> None:
    """The second time nothing is changed, no title is new, and every chapter that is gone has a receipt."""
    once = repair_chapters(Episode(chapters=chapters))
    twice = repair_chapters(replace(once, repairs=()))
    assert twice.chapters == once.chapters
    assert twice.repairs == ()
    gone = [receipt for receipt in once.repairs if receipt.rule == "chapter-twice"]
    assert len(once.chapters) + len(gone) == len(chapters)
    known = [one.start for one in once.chapters if one.start is not None]
    assert known == sorted(known)


# the law of chapters


@given(
    _chapters,
    st.lists(st.none() | st.integers(0, 9).map(lambda one: one * 10_000), max_size=8),
)
def test_chapters_part_the_turns_in_order(chapters: tuple[Chapter, ...], starts: list[int | None]) -> None:
    """Every turn from the first chapter on belongs to one, each chapter holds neighbours, none is invented or dropped."""
    turns = tuple(Turn("Words.", "Ann", start=start, start_source="given") for start in starts)
    found = enrich(Episode(chapters=chapters, turns=turns), Options())
    assert [one.title for one in found.chapters] == [one.title for one in chapters]
    held = sorted((one.first_turn, one.last_turn) for one in found.chapters if one.first_turn is not None)
    for (_, last), (first, _) in pairwise(held):
        assert last is not None
        assert first == last + 1
    if held:
        assert held[-1][1] == len(turns) - 1
    for number, turn in enumerate(found.turns):
        owners = [
            place
            for place, one in enumerate(found.chapters)
            if one.first_turn is not None
            and one.last_turn is not None
            and one.first_turn <= number <= one.last_turn
        ]
        assert owners == ([] if turn.chapter is None else [turn.chapter])


# odd clocks


ODD = {
    "youtube": "0:00 A\n5:00 B\n4:00 C\n5:00 D\n-0:05 E\n12:75 F\n",
    "spotify": "(00:00) A\n(05:00) B\n(04:00) C\n(05:00) D\n(-00:05) E\n(12:75) F\n",
    "mp4chaps": "00:00:00.000 A\n00:05:00.000 B\n00:04:00.000 C\n00:05:00.000 D\n-00:00:05.000 E\n00:12:75.000 F\n",
    "chapters-json": '{"version": "1.2.0", "chapters": [\n{"startTime": 0, "title": "A"},\n{"startTime": 300, "title": "B"},\n'
    '{"startTime": 240, "title": "C"},\n{"startTime": 300, "title": "D"},\n{"startTime": -5, "title": "E"},\n{"startTime": "x", "title": "F"}]}',
    "podlove": '<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">\n<psc:chapter start="0" title="A"/>\n'
    '<psc:chapter start="5:00" title="B"/>\n<psc:chapter start="4:00" title="C"/>\n<psc:chapter start="5:00" title="D"/>\n'
    '<psc:chapter start="-0:05" title="E"/>\n<psc:chapter start="12:75" title="F"/>\n</psc:chapters>',
    "ffmetadata": ";FFMETADATA1\n"
    + "".join(
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={start}\ntitle={title}\n"
        for title, start in zip("ABCDEF", (0, 300_000, 240_000, 300_000, -5_000, "x"), strict=True)
    ),
    "chapters-vtt": "WEBVTT Kind: chapters\n\n"
    + "".join(
        f"{start} --> 59:00.000\n{title}\n\n"
        for title, start in zip(
            "ABCDEF",
            ("00:00.000", "05:00.000", "04:00.000", "05:00.000", "-00:05.000", "12:75.000"),
            strict=True,
        )
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_clocks_are_told_with_their_line_and_nothing_is_dropped(name: str) -> None:
    """Out of order, before the episode, malformed, beyond the end: each is a remark with a line, each chapter is there."""
    found = read_chapters(ODD[name], options=Options(from_format=name, duration=200_000))
    assert [one.title for one in found.chapters] == list("ABCDEF")
    assert [one.start for one in found.chapters] == [0, 300_000, 240_000, 300_000, 0, None]
    told = codes(found)
    assert {"chapter-order", "chapter-negative", "chapter-clock", "chapter-beyond-end"} <= set(told)
    assert all(
        told[code] for code in ("chapter-order", "chapter-negative", "chapter-clock", "chapter-beyond-end")
    )
    lines = [one.line for one in found.chapters]
    assert lines == sorted(set(lines))  # type: ignore[type-var]


def test_equal_starts_are_told() -> None:
    """Two chapters that begin at one clock are both kept, with a remark."""
    found = read("0:00 A\n5:00 B\n5:00 C\n9:00 D\n")
    assert len(found.chapters) == 4
    assert codes(found)["chapter-same-start"] == 3


def test_the_end_of_the_last_words_is_no_end_of_the_episode() -> None:
    """Music behind the last words may be a chapter: told in passing unless the end is known."""
    episode = replace(TALK, chapters=given_at(0, 600))
    assert "chapter-behind-words" in codes(enrich(episode, Options()))
    assert "chapter-beyond-end" in codes(enrich(episode, Options(duration=550_000)))
    assert not {"chapter-behind-words", "chapter-beyond-end"} & set(
        codes(enrich(episode, Options(duration=700_000)))
    )


# a constant offset


@pytest.mark.parametrize("by", [37, -12, 1 + 60])
def test_a_constant_offset_is_found_with_the_shift_to_type(by: int) -> None:
    """Chapters that all lie as far behind turns are told, with the option that moves the transcript to them."""
    moved = given_at(*(second + by for second in ON_TURNS if second + by >= 0))
    (found,) = shifted(moved, TALK.turns)
    assert found.hint == f"--shift {by:+d} moves the transcript"
    assert str(abs(by)) in found.message


def test_an_offset_from_an_ad_on_is_found() -> None:
    """Chapters that fit up to one place and lie beside turns from there on have a shift that begins there."""
    starts = [turn.start or 0 for turn in TALK.turns]
    turns = tuple(
        replace(turn, start=start + 45_000 * (start >= 171_000))
        for turn, start in zip(TALK.turns, starts, strict=True)
    )
    (found,) = shifted(given_at(0, 41, 99, 140, 171, 205, 260, 301, 333, 444), turns)
    assert found.hint == "--shift 3:36=-45 moves the transcript"


@pytest.mark.parametrize(
    "seconds",
    [ON_TURNS, (0, 41, 99, 175, 268), (3, 50, 111, 180, 290, 350), (37, 78), (40, 98, 170, 259, 332)],
    ids=["on turns", "a few off", "anywhere", "few", "cut to the second before"],
)
def test_chapters_that_fit_or_fit_nowhere_are_left_alone(seconds: tuple[int, ...]) -> None:
    """No offset is made up."""
    assert list(shifted(given_at(*seconds), TALK.turns)) == []


def test_short_turns_do_not_make_up_an_offset() -> None:
    """Where a turn begins every two seconds every clock meets one: that says nothing."""
    turns = tuple(Turn("Yes.", "Ann", start=second * 2_000) for second in range(300))
    assert list(shifted(given_at(31, 91, 155, 233, 301, 411, 555), turns)) == []


# from elsewhere


def test_chapters_from_elsewhere_take_the_place_of_those_of_the_source() -> None:
    """They are tied to the turns, and the ones that gave way are counted."""
    own = enrich(replace(TALK, chapters=given_at(0, 300)), Options())
    listed = read_chapters("0:00 Start\n1:39 The well\n5:33 End\n", name="list.txt")
    found = with_chapters(own, listed)
    assert [(one.title, one.first_turn, one.last_turn) for one in found.chapters] == [
        ("Start", 0, 3), ("The well", 4, 9), ("End", 10, 13),
    ]  # fmt: skip
    assert [turn.chapter for turn in found.turns] == [0] * 4 + [1] * 6 + [2] * 4
    (told,) = (remark for remark in found.diagnostics if remark.code == "chapters-replaced")
    assert told.message == "2 chapters gave way to those of list.txt"


def test_titles_without_clocks_are_only_suggested() -> None:
    """A title that reads like a heading or a first sentence is a suggestion; one that is a heading's is placed."""
    turns = (Turn("So, who dredges the mud? Nobody does.", "Ann", start=30_000, line=9),)
    own = enrich(
        Episode(turns=turns, chapters=(Chapter("The harbour of Lisbon", 0, "given", line=4),)), Options()
    )
    found = with_chapters(
        own, listed_chapters(read("- The harbour of Lisboa\n- Who dredges the mud?\n- Fish\n"))
    )
    assert [one.start for one in found.chapters] == [None, None, None]
    told = [remark.message for remark in found.diagnostics if remark.code == "chapter-match"]
    assert told == [
        "chapter 'The harbour of Lisboa' has no clock; 'The harbour of Lisbon' at 00:00:00 (line 4) reads like it",
        "chapter 'Who dredges the mud?' has no clock; 'So, who dredges the mud' at 00:00:30 (line 9) reads like it",
    ]
    same = with_chapters(own, Episode(chapters=(Chapter("The Harbour of Lisbon!"),)))
    assert same.chapters[0].start == 0


def test_a_file_without_chapters_brings_none() -> None:
    """A transcript without chapters, or prose, is refused."""
    for text in ("**Ann:** Hello.\n\n**Bo:** Hi.\n", "It rained all day. " * 20):
        with pytest.raises(EpiscriptError, match="no chapter"):
            listed_chapters(read_chapters(text))


CAPTIONS = "WEBVTT\n\n00:00.000 --> {}\nStart\n\n{} --> 00:40.000\nThe well\n"


def test_long_cues_that_follow_one_another_are_chapters_where_these_are_wanted() -> None:
    """Cues of 10 s or more are chapters for `chapters`, captions for `convert`; shorter ones or gaps are captions always."""
    long, short, apart = (
        CAPTIONS.format(*times)
        for times in (("00:20.000", "00:20.000"), ("00:09.000", "00:09.000"), ("00:15.000", "00:25.000"))
    )
    assert [one.title for one in read_chapters(long).chapters] == ["Start", "The well"]
    assert read(long).chapters == ()
    assert read_chapters(short).chapters == ()
    assert read_chapters(apart).chapters == ()
    forced = read(apart, options=Options(from_format="chapters-vtt"))
    assert [one.title for one in forced.chapters] == ["Start", "The well"]


# inside a turn


def test_a_chapter_inside_a_turn_stands_at_the_nearest_sentence() -> None:
    """The heading stands inside the turn, which is read back as it was, and the second writing is the first."""
    text = "It was low. Then it rose and rose.\n\nIn the end it fell. That was all."
    turns = (Turn(text, "Ann", start=0), Turn("Yes.", "Bo", start=60_000))
    chapters = (Chapter("Rising", 2_000, "given"), Chapter("Falling", 3_400, "given"))
    written = write(enrich(Episode(turns=turns, chapters=chapters), Options()), "md")
    assert written == (
        "**Ann** (00:00:00): It was low.\n\n## (00:00:02) Rising\nThen it rose and rose.\n\n"
        "## (00:00:03.400) Falling ##\nIn the end it fell. That was all.\n\n**Bo** (00:01:00): Yes.\n"
    )
    back = read(written)
    assert [turn.text for turn in back.turns] == [text, "Yes."]
    assert [(one.title, one.start) for one in back.chapters] == [("Rising", 2_000), ("Falling", 3_400)]
    assert back.notes == ()
    assert write(back, "md") == written


@pytest.mark.parametrize(
    "post",
    [
        "**Ann** (00:00:00): One. Two.\n\n## (00:00:20) Break\n\nA note of the editor.\n\n**Bo** (00:00:40): Yes.\n",
        "**Ann** (00:00:00): One. Two.\n\n## Break\nA note of the editor.\n\n**Bo** (00:00:40): Yes.\n",
    ],
    ids=["apart", "no clock"],
)
def test_text_under_other_headings_is_a_note(post: str) -> None:
    """Only text right under a heading with a clock goes on with the turn."""
    assert [turn.text for turn in read(post).turns] == ["One. Two.", "Yes."]
    assert len(read(post).notes) == 1


def test_a_chapter_inside_the_last_turn_does_not_end_the_transcript() -> None:
    """The turn goes on behind its heading; a heading with words apart from it ends the transcript as ever."""
    post = "**Ann** (00:00:00): One.\n\n**Bo** (00:00:10): Two.\n\n## (00:00:20) End\nThree.\n\n## Links\n\nA link.\n"
    found = read(post)
    assert [turn.text for turn in found.turns] == ["One.", "Two. Three."]
    assert [note.text for note in found.notes] == ["## Links", "A link."]


_sentences = st.lists(
    st.sampled_from(("It rose.", "Then, it fell!", "Why?", "(Yes.)", "And *so*…")), min_size=1, max_size=6
)


@given(
    st.lists(
        st.tuples(
            st.lists(_sentences.map(" ".join), min_size=1, max_size=2).map("\n\n".join), st.integers(1, 60)
        ),
        min_size=3,
        max_size=6,
    ),
    st.lists(st.integers(0, 200), max_size=4, unique=True),
)
def test_turns_come_back_whole_whatever_chapters_cut_them(
    said: list[tuple[str, int]], clocks: list[int]
) -> None:
    """Texts, starts, titles and clocks are those that were written, and no turn is more or less."""
    second, turns = 0, []
    for number, (text, length) in enumerate(said):
        turns.append(Turn(text, f"Speaker {'AB'[number % 2]}", start=second * 1_000, start_source="given"))
        second += length
    chapters = tuple(Chapter(f"Title {clock}", clock * 1_000, "given") for clock in sorted(clocks))
    episode = enrich(Episode(turns=tuple(turns), chapters=chapters), Options())
    back = read(write(episode, "md"))
    assert [(turn.label, turn.start, turn.text) for turn in back.turns] == [
        (turn.label, turn.start, turn.text) for turn in turns
    ]
    assert sorted((one.start or 0, one.title) for one in back.chapters) == sorted(
        (one.start or 0, one.title) for one in chapters
    )


# judges


EVIL = Episode(
    chapters=tuple(
        Chapter(title, place * 20_000, "given", (place + 1) * 20_000, url=url, end_source="given")
        for place, (title, url) in enumerate(
            [
                ("A & B < C", "https://example.org/?a=1&b=2"),
                ('"Quoted"\nline', None),
                ("", None),
                ("\x07bell", None),
                ("שלום 🎧", None),
            ]
        )
    )
)


def test_podlove_fits_its_schema() -> None:
    """Relax NG, written from the specification, takes what is written, and refuses what is not Podlove."""
    rules = etree.RelaxNG(etree.parse(str(HERE / "podlove.rng")))
    assert rules.validate(etree.fromstring(write(EVIL, "podlove").encode())), rules.error_log
    for wrong in (
        "<chapters/>",
        '<chapters xmlns="http://podlove.org/simple-chapters" version="1.2"><chapter start="x" title=""/></chapters>',
    ):
        assert not rules.validate(etree.fromstring(wrong))


def test_webvtt_chapters_are_cues_for_others() -> None:
    """webvtt-py reads a cue a chapter with the times and the title."""
    import webvtt  # noqa: PLC0415 - a judge

    cues = webvtt.from_string(write(Episode(chapters=given_at(0, 60)), "chapters-vtt"))
    assert [(cue.start, cue.text) for cue in cues.captions] == [
        ("00:00:00.000", "Part 0"),
        ("00:01:00.000", "Part 1"),
    ]


HARD = (
    "Introduction", "Tülu 3", "OpenAI's o1", "a = b; c # d", r"C:\new", '“Quoted” "twice"', "🎧 ünï", "שלום עולם",
    "Two\nlines", "It ends in a backslash\\", "[CHAPTER]", "End",
)  # fmt: skip


def in_media(folder: Path, episode: Episode, suffix: str) -> Path:
    """Return a silent file with the chapters of an episode, made as docs/chapters.md says."""
    (folder / "talk.ffmetadata").write_text(write(episode, "ffmetadata"), encoding="utf-8")
    silent, out = folder / f"silent.{suffix}", folder / f"talk.{suffix}"
    quiet = ["ffmpeg", "-v", "error", "-y"]
    length = str(((episode.chapters[-1].start or 0) + 20_000) // 1_000)
    subprocess.run(
        [*quiet, "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", length, str(silent)], check=True
    )
    command = [
        *quiet,
        "-i",
        str(silent),
        "-i",
        str(folder / "talk.ffmetadata"),
        "-map",
        "0",
        "-map_metadata",
        "0",
    ]
    subprocess.run([*command, "-map_chapters", "1", "-c", "copy", str(out)], check=True)
    return out


def probed(path: Path) -> list[tuple[str, int]]:
    """Return titles and starts (ms) that ffprobe reads."""
    command = ["ffprobe", "-v", "error", "-print_format", "json", "-show_chapters", str(path)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["chapters"]
    return [(one.get("tags", {}).get("title", ""), round(float(one["start_time"]) * 1_000)) for one in told]


@needs_ffmpeg
@pytest.mark.parametrize("suffix", ["mp3", "m4a", "mp4"])
def test_ffprobe_reads_the_chapters_that_ffmpeg_put_in(suffix: str, tmp_path: Path) -> None:
    """Titles come back byte for byte, but for the blank that keeps a backslash at the end from swallowing the next one."""
    chapters = tuple(Chapter(title, place * 20_000, "given") for place, title in enumerate(HARD))
    made = in_media(tmp_path, enrich(Episode(chapters=chapters), Options()), suffix)
    assert [(title.removesuffix(" "), start) for title, start in probed(made)] == [
        (title, place * 20_000) for place, title in enumerate(HARD)
    ]
    run = subprocess.run(
        [sys.executable, "-m", "episcript.cli", "chapters", str(made), "-t", "mp4chaps"],
        check=True,
        capture_output=True,
    )
    lines = run.stdout.decode().splitlines()
    assert lines[0] == "00:00:00.000 Introduction"
    assert [line[13:] for line in lines] == [title.replace("\n", " ") for title in HARD]


@needs_seed
def test_the_sample_gives_thirteen_lines_that_pass_every_rule() -> None:
    """No rule of YouTube is broken, and `Tülu` is spelt as it should be."""
    text, told, _ = render(read(SEED[0].read_bytes()), "youtube")
    assert len(text.splitlines()) == 13
    assert text.startswith("0:00 Introduction\n")
    assert "Tülu 3" in text
    assert list(told) == []


@needs_seed
@needs_ffmpeg
@pytest.mark.parametrize("suffix", ["mp3", "m4a", "mp4"])
def test_ffprobe_reads_the_thirteen_titles_of_the_sample(suffix: str, tmp_path: Path) -> None:
    """Byte for byte, with their starts."""
    episode = read(SEED[0].read_bytes())
    assert probed(in_media(tmp_path, episode, suffix)) == [(one.title, one.start) for one in episode.chapters]


PAGE = (HERE.parent / "docs" / "chapters.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMANDS = "".join(BLOCKS).splitlines()


def typed(folder: Path, line: str) -> str:
    """Return what a command of the page prints in a folder."""
    program, *words = shlex.split(line)
    ours = (
        [sys.executable, "-m", "episcript.cli"]
        if program == "episcript"
        else [program, "-nostdin", "-v", "error"]
    )
    ours = [program] if program == "ffprobe" else ours
    run = subprocess.run(
        [*ours, *words], cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL
    )
    return run.stdout.decode()


@needs_ffmpeg
def test_the_commands_of_the_page_put_chapters_and_subtitles_into_media_files(tmp_path: Path) -> None:
    """Every line of docs/chapters.md with ffmpeg runs as it stands, and the chapters and cues are in the files."""
    chapters, first, _, subtitles, second = COMMANDS
    post = HERE.parent / "data" / "episodes" / "tides.md"
    shutil.copy(post, tmp_path / "talk.md")
    silent = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "3600"]
    for name in ("talk.mp3", "talk.m4a"):
        subprocess.run(
            [*silent, "-metadata", "artist=Somebody", name], cwd=tmp_path, check=True, capture_output=True
        )
    typed(tmp_path, chapters)
    typed(tmp_path, first)
    typed(tmp_path, subtitles)
    typed(tmp_path, second)
    wanted = [(one.title, one.start) for one in read(post.read_bytes()).chapters]
    assert probed(tmp_path / "talk-with-chapters.mp3") == wanted
    assert probed(tmp_path / "talk.mp4") == wanted
    cues = typed(tmp_path, "ffmpeg -i talk.mp4 -map 0:s:0 -f srt -")
    assert cues.count(" --> ") == (tmp_path / "out" / "talk.srt").read_text(encoding="utf-8").count(" --> ")
    kept = typed(
        tmp_path,
        "ffprobe -v error -show_entries format_tags=artist -of default=nw=1:nk=1 talk-with-chapters.mp3",
    )
    assert kept == "Somebody\n"


def test_a_media_file_that_is_none_is_one_clear_line(tmp_path: Path) -> None:
    """Broken media, or a machine without ffprobe: exit 3 and a reason, no traceback."""
    (tmp_path / "-talk.mp3").write_bytes(b"ID3\x04" + bytes(100))
    command = [sys.executable, "-m", "episcript.cli", "chapters", "-t", "youtube", "--", "-talk.mp3"]
    for path in (os.environ["PATH"], ""):
        run = subprocess.run(
            command, cwd=tmp_path, check=False, capture_output=True, env={**os.environ, "PATH": path}
        )
        assert run.returncode == 3
        assert re.fullmatch(
            rb"-talk\.mp3: error: cannot be read: [^\n]*ffprobe[^\n]*\[unreadable\]\n", run.stderr
        ), run.stderr


@needs_ffmpeg
def test_a_media_file_without_chapters_is_refused(tmp_path: Path) -> None:
    """It holds no chapter: exit 3."""
    silent = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "1", "talk.mp3"]
    subprocess.run(silent, cwd=tmp_path, check=True, capture_output=True)
    run = subprocess.run(
        [sys.executable, "-m", "episcript.cli", "chapters", "talk.mp3", "-t", "youtube"],
        cwd=tmp_path, check=False, capture_output=True,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (3, b"talk.mp3: error: holds no chapter [no-chapters]\n")


# odd clocks in posts and records

LIST = "Chapters:\n\n00:00 Start\n12:75 Broken\n-0:30 Before\n05:00 The well\n04:00 Back\n06:00 Same\n06:00 Twin\n10:00 End\n"
TURNS = "\n**Ann** (00:00:00): Welcome.\n\n**Bo** (00:05:00): Yes.\n\n**Ann** (00:06:00): Done.\n"


def test_odd_clocks_in_the_list_of_a_post_are_told_and_nothing_is_dropped() -> None:
    """A malformed clock, one before the episode, one out of order, two alike: all are chapters, each with its line."""
    found = read(LIST + TURNS, options=Options(duration=400_000))
    assert [(one.title, one.start) for one in found.chapters] == [
        ("Start", 0), ("Broken", None), ("Before", 0), ("The well", 300_000), ("Back", 240_000),
        ("Same", 360_000), ("Twin", 360_000), ("End", 600_000),
    ]  # fmt: skip
    told = codes(found)
    assert told["chapter-clock"] == 4
    assert told["chapter-negative"] == 5
    assert told["chapter-order"] == 7
    assert told["chapter-same-start"] == 9
    assert told["chapter-beyond-end"] == 10


@pytest.mark.parametrize("line", ["12:75", "1:2 odds for the harbour", "Broken 12:75", "12:75Broken"])
def test_other_lines_beside_a_list_are_no_chapters(line: str) -> None:
    """Without a title, without a clock at the beginning, or with one that stands in no list, a line is a note."""
    near = read(LIST.replace("12:75 Broken", line) + TURNS)
    assert len(near.chapters) == 7 + (line == "1:2 odds for the harbour")
    far = read(f"12:75 is no clock.\n\nWords.\n\nMore words.\n\n{LIST}{TURNS}")
    assert len(far.chapters) == 8


def test_odd_clocks_in_records_are_told_and_nothing_is_dropped() -> None:
    """Chapters in home-made JSON keep their order; a time below zero is told."""
    rows = [("A", 0), ("B", 300), ("C", 240), ("D", -5)]
    text = json.dumps({"chapters": [{"name": name, "start": start} for name, start in rows]}, indent=1)
    found = read(text)
    assert [(one.title, one.start) for one in found.chapters] == [
        ("A", 0), ("B", 300_000), ("C", 240_000), ("D", 0),
    ]  # fmt: skip
    assert {"chapter-order", "chapter-negative"} <= set(codes(found))
