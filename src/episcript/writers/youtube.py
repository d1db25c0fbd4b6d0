"""Chapters as YouTube reads them in the description of a video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.times import SECOND, short_clock
from episcript.writers._chapters import (
    Rules,
    broken,
    losses,
    one_line,
    start_of,
    timed,
    without_controls,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Chapter, Diagnostic, Episode, Options

FORMAT = WriterFormat(
    "YouTube description", ".youtube.txt", "text/plain", "chapters: titles, starts in seconds", chapters=True
)

RULES = Rules("YouTube", fewest=3, shortest=10 * SECOND, refused="<>")
"""https://support.google.com/youtube/answer/9884579; `<` and `>` are refused in any description."""


def write(episode: Episode, options: Options) -> str:  # noqa: ARG001 - every writer takes the options
    """Return `M:SS Title` lines in the order of the episode; raises `EpiscriptError` where no chapter has a time.

    Starts are cut to whole seconds: a little too early loses no word.

    >>> from episcript.model import Chapter, Episode, Options
    >>> print(write(Episode(chapters=(Chapter("Start", 0), Chapter("The well", 3_723_900))), Options()), end="")
    0:00 Start
    1:02:03 The well
    """
    return "".join(_line(chapter) for chapter in timed(episode, "youtube"))


def remarks(episode: Episode) -> Iterator[Diagnostic]:
    """Yield what this format cannot hold, and which rules of the player are broken."""
    yield from losses(episode, "youtube", frozenset())
    yield from broken(timed(episode, "youtube"), RULES)


def _line(chapter: Chapter) -> str:
    return f"{short_clock(start_of(chapter))} {without_controls(one_line(chapter.title))}".rstrip() + "\n"
