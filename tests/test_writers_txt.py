"""Plain text: clocks in brackets, labels with a colon, chapters on lines of their own."""

from __future__ import annotations

import pytest
from hypothesis import given

from episcript.codes import EXIT_INPUT, EpiscriptError
from episcript.model import Chapter, Episode, Options, Turn
from episcript.writers import txt as writer
from strategies import episodes

TALK = Episode(
    chapters=(
        Chapter("Music", 0, "given"),
        Chapter("Intro", 1_000, "given", None, 0, 1),
        Chapter("Sea", 95_000, "next", None, 2, 2),
        Chapter("End", 100_500, "given"),
    ),
    turns=(
        Turn("*Hello*.\n\nAgain.", "Ann", start=1_000),
        Turn("Hi.", start=90_000),
        Turn("Bye.", "Bo"),
        Turn("Bye."),
    ),
)


def test_the_form() -> None:
    """Words as they are, a blank line between turns, a chapter without turns before the next one, unknown clocks left out."""
    assert writer.write(TALK, Options()) == (
        "## [00:00:00] Music\n\n## [00:00:01] Intro\n\n[00:00:01] Ann: *Hello*.\n\nAgain.\n\n[00:01:30] Hi.\n\n"
        "## Sea\n\nBo: Bye.\n\nBye.\n\n## [00:01:40.500] End\n"
    )


def test_times_says_which_clocks_are_shown() -> None:
    """`chapter` leaves the clocks of turns out, `none` all."""
    assert "Ann: *Hello*" in writer.write(TALK, Options(times="chapter")).splitlines()[4]
    assert "[" not in writer.write(TALK, Options(times="none"))


def test_chapters_alone_are_written_and_nothing_at_all_is_refused() -> None:
    """An episode without turns is its chapters; without either: exit 3."""
    assert writer.write(Episode(chapters=(Chapter("Intro", 0),)), Options()) == "## [00:00:00] Intro\n"
    with pytest.raises(EpiscriptError) as caught:
        writer.write(Episode(title="Low water"), Options())
    assert caught.value.exit_code == EXIT_INPUT


@given(episodes)
def test_every_word_and_every_title_is_there_once(episode: Episode) -> None:
    """All turns and chapters come out, in order, with their words as they are."""
    try:
        text = writer.write(episode, Options(times="none"))
    except EpiscriptError:
        assert not any(turn.text or turn.label for turn in episode.turns)
        assert not episode.chapters
        return
    place = 0
    for turn in episode.turns:
        place = text.index(turn.text, place) + len(turn.text)
    assert text.count("## ") >= len([chapter for chapter in episode.chapters if chapter.title])
