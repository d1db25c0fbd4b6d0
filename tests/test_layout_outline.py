"""Chapters: lists of clocks with titles in many forms, headings with and without a clock, and what is no list."""

from __future__ import annotations

import pytest

from episcript.pipeline import read

TITLES = ("Introduction", "The Well", "Who ate the peaches?", "Fog, five days of it")
CLOCKS = ("00:00", "03:41", "09:26", "1:01:05")
STARTS = (0, 221_000, 566_000, 3_665_000)

FORMS = (
    "{clock} {title}",
    "{clock} - {title}",
    "{clock} – {title}",
    "{clock}: {title}",
    "{clock}\t{title}",
    "[{clock}] {title}",
    "({clock}) {title}",
    "({clock}) – {title}",
    "- {clock} {title}",
    "- [{clock}] {title}",
    "-   \\[{clock}\\] {title}",
    "* ({clock}) {title}",
    "• {clock} {title}",
    "**{clock}** {title}",
    "**[{clock}]** {title}",
    "**[{clock}] {title}**",
    "[{clock}](https://example.org/watch?t=9) {title}",
    "- [{clock}](https://example.org/watch) - {title}",
    "1. {clock} {title}",
    "{title} {clock}",
    "{title} ({clock})",
    "{title} [{clock}]",
    "- {title} – {clock}",
    "## {clock} {title}",
    "### ({clock}) {title}",
    "### {title} ({clock})",
    "## [{clock}] {title}",
)
"""How people write a chapter."""

NO_CHAPTERS = {
    "close together": "00:01 One thing\n00:03 Another thing\n00:05 A third thing\n00:07 A fourth thing\n",
    "falling": "09:00 One\n03:00 Two\n01:00 Three\n",
    "alone": "We met at 10:30 and it rained.\n\n03:41 The Well\n",
    "without titles": "00:00\n\n03:41\n\n09:26\n",
    "in sentences": "At 10:30 we left.\n\nAt 12:45 we came back.\n",
    "headings without a clock": "# Low water\n\n## Links\n\n## About\n\nWe met.\n",
}
"""Lines with clocks that are no chapters."""

TURNS = "**Ann** [00:00:05]: Hello.\n\n**Bo** [00:04:00]: Hello, Ann.\n\n**Ann** [00:09:30]: So?\n\n**Bo** [01:02:00]: So.\n"


def chapters(text: str) -> list[tuple[str, int | None]]:
    """Return titles and starts of the chapters that are read from `text`."""
    return [(chapter.title, chapter.start) for chapter in read(text).chapters]


def listed(form: str, joint: str) -> str:
    """Return the four chapters in one form."""
    return joint.join(
        form.format(clock=clock, title=title) for clock, title in zip(CLOCKS, TITLES, strict=True)
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("joint", ["\n", "\n\n", "\r\n"], ids=["lines", "paragraphs", "windows"])
def test_a_list_of_chapters_is_read_in_any_form(form: str, joint: str) -> None:
    """Show notes with a list and no transcript are an episode with chapters and no turns."""
    episode = read(f"We went to the lighthouse.\n\n{listed(form, joint)}\n")
    assert [(chapter.title, chapter.start) for chapter in episode.chapters] == list(
        zip(TITLES, STARTS, strict=True)
    )
    assert {chapter.start_source for chapter in episode.chapters} == {"given"}


@pytest.mark.parametrize("form", FORMS)
def test_a_list_before_a_transcript_is_no_speech(form: str) -> None:
    """The chapters are found beside the turns, and each turn knows the one in which it starts."""
    episode = read(f"{listed(form, chr(10))}\n\n---\n\n{TURNS}")
    assert [chapter.title for chapter in episode.chapters] == list(TITLES)
    assert [(turn.label, turn.chapter) for turn in episode.turns] == [
        ("Ann", 0),
        ("Bo", 1),
        ("Ann", 2),
        ("Bo", 3),
    ]


@pytest.mark.parametrize("text", NO_CHAPTERS.values(), ids=NO_CHAPTERS)
def test_other_lines_with_clocks_are_no_chapters(text: str) -> None:
    """Cues, falling clocks, single clocks and sentences make no list."""
    assert chapters(text) == []


def test_show_notes_alone_are_chapters_and_notes() -> None:
    """No turn is invented, and a remark says so."""
    episode = read(
        f"# Low water\n\nWe met Ann.\n\n{listed('- ({clock}) – {title}', chr(10))}\n\n## Links\n\n- [Ann](https://example.org)\n"
    )
    assert episode.turns == ()
    assert [note.text for note in episode.notes] == [
        "We met Ann.",
        "## Links",
        "- [Ann](https://example.org)",
    ]
    assert [remark.code for remark in episode.diagnostics] == ["no-transcript"]


def test_headings_in_the_transcript_are_chapters() -> None:
    """A heading with a clock starts there; one without starts with its next turn and says so."""
    parts = TURNS.split("\n\n")
    episode = read("\n\n".join([parts[0], "### 03:30 The Well", parts[1], "### Fog", *parts[2:]]))
    assert [(chapter.title, chapter.start, chapter.start_source) for chapter in episode.chapters] == [
        ("The Well", 210_000, "given"),
        ("Fog", 570_000, "next"),
    ]
    assert [turn.chapter for turn in episode.turns] == [None, 0, 1, 1]


def test_a_chapter_in_a_list_and_as_a_heading_is_one() -> None:
    """The heading gives the place of the chapter, the list its clock."""
    parts = TURNS.split("\n\n")
    notes = "- 00:00 Introduction\n- 03:41 The Well\n- 09:26 Fog\n"
    episode = read(
        "\n\n".join([notes, "## Introduction", parts[0], "## The Well", parts[1], "## Fog", *parts[2:]])
    )
    assert [(chapter.title, chapter.start) for chapter in episode.chapters] == [
        ("Introduction", 0),
        ("The Well", 221_000),
        ("Fog", 566_000),
    ]
    assert [turn.chapter for turn in episode.turns] == [0, 1, 2, 2]


def test_two_headings_of_one_title_are_two_chapters() -> None:
    """Two breaks without a clock are not one."""
    parts = TURNS.split("\n\n")
    episode = read("\n\n".join([parts[0], "## A break", parts[1], "## A break", *parts[2:]]))
    assert [(chapter.title, chapter.first_turn) for chapter in episode.chapters] == [
        ("A break", 1),
        ("A break", 2),
    ]


def test_the_heading_above_the_first_turn_is_a_chapter_among_others() -> None:
    """Where headings of its level are chapters, so is it; `Transcript`, another level, and one alone are none."""
    parts = TURNS.split("\n\n")

    def found(first: str, second: str) -> list[str]:
        return [
            chapter.title for chapter in read("\n\n".join([first, *parts[:1], second, *parts[1:]])).chapters
        ]

    assert found("## Intro", "## The gauge") == ["Intro", "The gauge"]
    assert found("## Transcript", "## The gauge") == ["The gauge"]
    assert found("## About us", "### The gauge") == ["The gauge"]


def test_a_title_keeps_its_link_and_loses_its_markup() -> None:
    """The first link of a title is the chapter's; a second one is told, so that it is not lost."""
    post = '- 00:00 The *old* [well](https://example.org/w) and [a](https://example.org/a)\n- 05:00 It\\\'s \\"fog\\" {really}\n'
    episode = read(post)
    assert [(chapter.title, chapter.url) for chapter in episode.chapters] == [
        ("The old well and a", "https://example.org/w"),
        ('It\'s "fog" {really}', None),
    ]
    assert any(
        remark.code == "chapter-link" and "https://example.org/a" in remark.message
        for remark in episode.diagnostics
    )


def test_a_heading_may_have_its_clock_in_its_link() -> None:
    """`t=` of an address is a clock."""
    post = "".join(
        f"## [{title}](https://example.org/v?t={seconds})\n\nWe talked.\n\n"
        for title, seconds in (("One", 0), ("Two", 754))
    )
    assert chapters(post) == [("One", 0), ("Two", 754_000)]


def test_a_heading_may_end_with_a_clock_that_is_a_link() -> None:
    """A linked clock behind the title, in brackets or not, is the clock of the chapter and no part of its title."""
    post = "### Why a roof ([03:10](https://example.org/v?t=190))\n\nWe talked.\n\n### Bees [11:42](https://example.org/v)\n\nWe talked.\n"
    assert chapters(post) == [("Why a roof", 190_000), ("Bees", 702_000)]
    assert read(post).chapters[0].url == "https://example.org/v?t=190"


def test_a_clock_inside_a_title_stays_there() -> None:
    """A clock in the midst of a heading times it and is part of its title."""
    assert chapters("## At 03:41 the fog came\n\nWe talked.\n") == [("At 03:41 the fog came", 221_000)]


def test_chapters_of_the_front_matter_are_chapters() -> None:
    """A list under one of the usual keys is read where it stands."""
    post = (
        "---\ntitle: Low\nchapters:\n  - start: 0\n    title: One\n  - start: '03:41'\n    title: Two\n---\n\n"
        + TURNS
    )
    assert chapters(post) == [("One", 0), ("Two", 221_000)]
