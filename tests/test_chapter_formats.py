"""The formats of chapters: what is written is read back, whatever the titles hold, and every format leads to every other."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript import registry
from episcript.codes import EpiscriptError
from episcript.enrich import enrich
from episcript.model import Chapter, Episode, Options
from episcript.pipeline import ledger, read, read_chapters, render, write
from episcript.repair import repair
from episcript.schema import schema
from test_laws import faults

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS = tuple(name for name in registry.writer_names() if registry.writer(name).FORMAT.chapters)
IN_LINES = frozenset(("youtube", "spotify", "mp4chaps"))
"""Formats with a line a chapter, in which a line end becomes a blank."""

TITLES = (
    "Introduction",
    "a = b; c # d",
    r"C:\new\table",
    "“Quoted”, 'single' and \"double\"",
    "Two lines\nof one title",
    "Emoji 🎧👩‍🚀 and ünïcödé",
    "שלום עולם",
    "الفصل الأول",
    "",
    "It ends in a backslash\\",
    "& < > &amp; <i>tags</i> --> arrow",
    "12:30 from Glasgow",
    "[00:10] bracketed",
    "- dashed",
    "# hash",
    ";semicolon",
    "[CHAPTER]",
    "TITLE=x",
    "100% *not* _emphasis_ `code`",
    "Tülu 3, O'Dea’s",
    "日本語のタイトル",
    "NOTE this",
    "WEBVTT",
    "1",
)
EVIL = tuple(Chapter(title, 60_000 * number, "given") for number, title in enumerate(TITLES))

EPISODE = enrich(Episode(chapters=EVIL), Options())


def titled(chapters: Sequence[Chapter]) -> list[tuple[str, int | None]]:
    """Return titles, on one line, and starts."""
    return [(chapter.title.replace("\n", " "), chapter.start) for chapter in chapters]


def through(text: str, name: str) -> Episode:
    """Return what the reader of a format makes of a text."""
    return read(text, options=Options(from_format=name))


def test_there_are_seven_formats_and_each_is_read_and_written() -> None:
    """Each format of chapters has a writer and a reader of the same name."""
    assert set(FORMATS) == {
        "chapters-json", "chapters-vtt", "ffmetadata", "mp4chaps", "podlove", "spotify", "youtube",
    }  # fmt: skip
    assert all(registry.reader(name).FORMAT.chapters for name in FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_is_read_back_and_written_again_as_it_was(name: str) -> None:
    """Titles and starts come back; the second writing has the bytes of the first, the second reading the same chapters."""
    written = write(EPISODE, name)
    first = through(written, name)
    wanted = (
        EVIL if name not in IN_LINES else [replace(one, title=one.title.replace("\n", " ")) for one in EVIL]
    )
    assert [(one.title, one.start) for one in first.chapters] == [(one.title, one.start) for one in wanted]
    assert write(first, name) == written
    assert through(write(first, name), name).chapters == first.chapters


@pytest.mark.parametrize("source", FORMATS)
@pytest.mark.parametrize("target", FORMATS)
def test_every_format_leads_to_every_other(source: str, target: str) -> None:
    """Titles and starts survive the way from each format into each, with every hard title at once."""
    first = through(write(EPISODE, source), source)
    second = through(write(first, target), target)
    assert titled(second.chapters) == titled(EVIL)


@pytest.mark.parametrize("source", FORMATS)
def test_a_format_is_found_by_its_content(source: str) -> None:
    """What a writer of chapters writes is read as that format without being told."""
    written = write(EPISODE, source)
    for found in (read(written), read_chapters(written)):
        assert found.source.format == source
        assert titled(found.chapters) == titled(EVIL)
        assert found.turns == ()


@pytest.mark.parametrize("source", FORMATS)
def test_every_character_of_a_file_of_chapters_is_accounted_for(source: str) -> None:
    """The law of conservation holds for each format; the words of its own syntax are markup."""
    written = write(EPISODE, source)
    found = faults(written, Options(from_format=source))
    assert [fault for fault in found if not fault.endswith("holds words and is called markup")] == []
    assert ledger(written, Options(from_format=source))


def test_markdown_holds_every_title_and_start() -> None:
    """A list of chapters in a post gives back each title, on one line, and each start."""
    assert titled(read(write(EPISODE, "md")).chapters) == titled(EVIL)


_titles = st.lists(
    st.sampled_from(TITLES)
    | st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30),
    min_size=1,
    max_size=5,
)


@given(_titles, st.sampled_from(FORMATS), st.sampled_from(FORMATS))
def test_any_titles_survive(titles: list[str], source: str, target: str) -> None:
    """Whatever is written, blanks at its ends aside, comes through two formats."""
    stripped = [title.strip(" \xa0\u3000") for title in titles]
    chapters = [
        Chapter(" ".join(title.split()), 90_000 * place, "given") for place, title in enumerate(stripped)
    ]
    if any(repair(one.title).text != one.title for one in chapters):
        return  # damaged encoding is mended
    if len(chapters) > 1 and all(re.match(r"[-–—:|•·]", one.title) for one in chapters):
        return  # punctuation behind every clock parts clock and title
    if any(re.search(r"<https?://", one.title) for one in chapters):
        return  # mp4chaps reads it as a link
    first = through(write(Episode(chapters=tuple(chapters)), source), source)
    second = through(write(first, target), target)
    assert titled(second.chapters) == titled(chapters)


def test_the_fields_beside_title_and_start_come_back_where_a_format_holds_them() -> None:
    """Links, images, hidden chapters, given ends and thousandths: each format keeps what its description says."""
    chapter = Chapter(
        "One", 1_250, "given", 4_500, url="https://example.org/a?b=1&c", image="https://example.org/i.png", hidden=True, end_source="given",
    )  # fmt: skip
    held = {
        "chapters-json": {"url", "image", "hidden", "end", "fraction"},
        "podlove": {"url", "image", "fraction"},
        "mp4chaps": {"url", "fraction"},
        "ffmetadata": {"end", "fraction"},
        "chapters-vtt": {"end", "fraction"},
        "youtube": set(),
        "spotify": set(),
    }
    for name, keys in held.items():
        back = through(write(Episode(chapters=(chapter,)), name), name).chapters[0]
        found = {
            "url": back.url == chapter.url,
            "image": back.image == chapter.image,
            "hidden": back.hidden,
            "end": (back.end, back.end_source) == (4_500, "given"),
            "fraction": back.start == 1_250,
        }
        assert {key for key, kept in found.items() if kept} == keys, name
        said = {remark.code for remark in render(Episode(chapters=(chapter,)), name)[1]}
        assert ("chapter-left-out" in said) == bool({"url", "image", "hidden", "end"} - keys), name
        assert ("chapter-rounded" in said) == ("fraction" not in keys), name


def test_chapters_json_fits_its_schema() -> None:
    """What is written validates against the schema that `episcript schema chapters` prints, and a wrong file does not."""
    jsonschema = pytest.importorskip("jsonschema")
    rules = jsonschema.Draft202012Validator(json.loads(schema("chapters")))
    written = json.loads(
        write(Episode(title="Low water", metadata={"author": "Ann"}, chapters=EVIL), "chapters-json")
    )
    rules.validate(written)
    for wrong in MISTAKES:
        assert not rules.is_valid(wrong)


MISTAKES: tuple[object, ...] = (
    {"chapters": []},
    {"version": "1.2.0", "chapters": [{"title": "x"}]},
    {"version": 1, "chapters": []},
    {"version": "1.2.0", "chapters": [{"startTime": "1:00"}]},
)


@pytest.mark.parametrize("name", FORMATS)
def test_an_episode_without_chapters_is_refused(name: str) -> None:
    """No file without a chapter is written, and the refusal says how chapters come in."""
    with pytest.raises(EpiscriptError, match="--chapters"):
        write(Episode(), name)
    with pytest.raises(EpiscriptError):
        write(Episode(chapters=(Chapter("No clock"),)), name)


PIECES = (
    "WEBVTT", "WEBVTT Kind: chapters\n\n", "00:00.000 --> 00:10.000\n", "-->", ";FFMETADATA1\n", "[CHAPTER]\n", "START=1\n", "END=\n",
    "TIMEBASE=1/0\n", "title=a\\", "0:00 A\n", "(1:00) B\n", "00:00:00.000 C <https://example.org>\n", "-1:00", "99:99", "\n", "\r", "\\",
    '{"version": "1.2.0", "chapters": [', '{"startTime": 1, "title": "x"}', '{"startTime": null}', "]}", '{"chapters": [{"time_base": "1/1000", "tags": 5}]}',
    '<psc:chapters xmlns:psc="http://podlove.org/simple-chapters">', '<psc:chapter start="1"/>', "</psc:chapters>", "\ufeff", "\x00",
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=8).map("".join),
    st.sampled_from((*FORMATS, "ffprobe", None)),
)
def test_any_text_is_read_or_refused(text: str, name: str | None) -> None:
    """Whole or broken, a file of chapters is an episode or an error, and what was read can be written."""
    found, refused = outcome(text, name)
    assert (found is None) == (refused == "error")
    for chapter in found.chapters if found else ():
        assert chapter.start is None or chapter.start >= 0
    if found and any(chapter.start is not None for chapter in found.chapters):
        assert all(write(found, target).encode() for target in (*FORMATS, "json"))


def outcome(text: str, name: str | None) -> tuple[Episode | None, str | None]:
    """Return the episode, or the severity of the refusal."""
    try:
        return read_chapters(text, options=Options(from_format=name, repair_chapters=True)), None
    except EpiscriptError as error:
        return None, error.diagnostic.severity


def test_lines_as_close_as_cues_are_no_chapters() -> None:
    """Where chapters are wanted, a list may say what it likes, but speech is not cut into chapters."""
    speech = "".join(f"0:{second:02d} So it goes.\n" for second in range(0, 60, 4))
    assert read_chapters(speech).chapters == ()
    assert len(read_chapters("0:00 So it goes.\n0:12 And on.\n0:30 And on.\n").chapters) == 3


RANGES = (
    "{start} - {end} {title}",
    "{start}-{end} {title}",
    "{start} – {end} - {title}",
    "({start}-{end}) {title}",
    "({start} to {end}) {title}",
    "[{start}-{end}] {title}",
    "{title} {start} - {end}",
    "- {start} – {end}: {title}",
)
"""Lists whose clocks run to a second one."""


@pytest.mark.parametrize("heading", ["", "What we talk about:\n\n"])
@pytest.mark.parametrize("form", RANGES)
def test_a_clock_that_runs_to_another_gives_the_end(form: str, heading: str) -> None:
    """Titles are free of the second clock, and the last chapter ends where the list says."""
    rows = (("0:00", "2:15", "Start"), ("2:15", "10:40", "The well"), ("10:40", "20:00", "Questions"))
    listed = "".join(form.format(start=start, end=end, title=title) + "\n" for start, end, title in rows)
    chapters = read_chapters(heading + listed).chapters
    assert [(chapter.title, chapter.start) for chapter in chapters] == [
        ("Start", 0),
        ("The well", 135_000),
        ("Questions", 640_000),
    ]
    assert (chapters[-1].end, chapters[-1].end_source) == (1_200_000, "given")


def test_a_second_clock_in_a_title_stays_there() -> None:
    """Where other lines have no second clock, or it is earlier, it is part of what the title says."""
    listed = read_chapters("0:00 - 9:05 at the harbour\n2:15 The boat\n10:40 Questions\n")
    assert [chapter.title for chapter in listed.chapters] == [
        "- 9:05 at the harbour",
        "The boat",
        "Questions",
    ]
    earlier = read_chapters("0:00 Start\n8:15 - 5:40 in the morning\n20:40 - 7:10 at last\n")
    assert [chapter.title for chapter in earlier.chapters][1:] == ["- 5:40 in the morning", "- 7:10 at last"]


def test_labels_of_an_audio_editor_are_chapters() -> None:
    """Labels that lie far apart are chapters with their ends; sentences close together are speech, measurements nothing."""
    labels = "0.000000\t0.000000\tLow water\n312.250000\t312.250000\tThe ferry\n\\\t90.000000\t800.000000\n1900.500000\t2400.000000\tThe quay\n"
    chapters = read(labels).chapters
    assert [(chapter.title, chapter.start) for chapter in chapters] == [
        ("Low water", 0),
        ("The ferry", 312_250),
        ("The quay", 1_900_500),
    ]
    assert chapters[-1].end == 2_400_000
    speech = (
        "0.5\t3.2\tSo the ferry came at last.\n3.4\t5.9\tAnd who was on it?\n6.1\t9.0\tNobody but the dog.\n"
    )
    assert read(speech).chapters == ()
    assert read("20.5\t1.5\tlow\n60.5\t0.1\tlower\n90.5\t0.1\tlowest\n").chapters == ()
