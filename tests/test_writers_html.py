"""The writer of pages: what is written reads back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from episcript import Episode, Options, Turn, read, write
from episcript.codes import EpiscriptError
from episcript.model import Chapter, Mark
from episcript.writers import html as writer
from strategies import EVIL_WORDS, said

EPISODES = sorted((Path(__file__).parents[1] / "data" / "episodes").iterdir())


@pytest.mark.parametrize(
    "path", [path for path in EPISODES if "notes" not in path.stem], ids=lambda path: path.name
)
def test_a_page_reads_back(path: Path) -> None:
    """Labels, starts, texts, marks and chapters are the same, and a second page has the same bytes but for its notes."""
    episode, bare = read(path.read_bytes()), Options(notes=False)
    again = read(write(episode, "html"))
    assert [(turn.label, turn.start, turn.text) for turn in again.turns] == [
        (turn.label, turn.start, turn.text) for turn in episode.turns
    ]
    assert [(one.title, one.start) for one in again.chapters] == [
        (one.title, one.start) for one in episode.chapters
    ]
    assert [[mark for mark in turn.marks if mark.kind != "note"] for turn in again.turns] == [
        [mark for mark in turn.marks if mark.kind != "note"] for turn in episode.turns
    ]
    assert write(again, "html", bare) == write(episode, "html", bare)


def test_words_that_read_as_markup_are_words() -> None:
    """Tags, entities, asterisks, brackets and fences come back as they were."""
    text = " ".join(
        word for word in EVIL_WORDS if not word.startswith(("[00", "(00", "00:", "\N{NO-BREAK SPACE}"))
    )
    turns = tuple(
        Turn(text, name, start=start) for name, start in (("Ann", 0), ("Bo", 60_000), ("Ann", 90_000))
    )
    assert [turn.text for turn in read(write(Episode(turns=turns), "html")).turns] == [text] * 3


@given(said())
def test_any_words_are_in_the_page(text: str) -> None:
    """No word of a turn is missing, whatever it holds."""
    turns = tuple(
        Turn(f"So {text}", name, start=start) for name, start in (("Ann", 0), ("Bo", 9_000), ("Ann", 20_000))
    )
    page = writer.write(Episode(turns=turns), Options())
    assert page.count("<time>") == 3
    assert "<script" not in page


def test_marks_are_nested_tags() -> None:
    """What crosses is cut, a link keeps its address."""
    turn = Turn(
        "So bold it is.",
        "Ann",
        marks=(Mark(3, 10, "strong"), Mark(8, 13, "em"), Mark(0, 2, "link", "https://a.org/?b&c")),
    )
    page = writer.write(Episode(turns=(turn,)), Options())
    assert '<p><a href="https://a.org/?b&amp;c">So</a> <strong>bold <em>it</em></strong> is.</p>' in page


def test_chapters_are_headings() -> None:
    """With their clock and their link; `times` leaves the clocks out."""
    episode = Episode(chapters=(Chapter("Q & A", 60_000, "given", url="https://a.org"),))
    assert '<h2>(00:01:00) <a href="https://a.org">Q &amp; A</a></h2>' in writer.write(episode, Options())
    assert "00:01:00" not in writer.write(episode, Options(times="none"))


def test_nothing_is_no_page() -> None:
    """A page without turns and chapters is refused."""
    with pytest.raises(EpiscriptError):
        writer.write(Episode(), Options())
