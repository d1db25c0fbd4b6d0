"""Chapters as Spotify reads them in the description of an episode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.times import HOUR, SECOND, format_clock
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
    "Spotify description", ".spotify.txt", "text/plain", "chapters: titles, starts in seconds", chapters=True
)

RULES = Rules("Spotify", fewest=3, advised_length=30 * SECOND, advised_title=40)
"""https://support.spotify.com/creators/article/creating-and-managing-chapters/"""


def write(episode: Episode, options: Options) -> str:  # noqa: ARG001 - every writer takes the options
    """Return `(MM:SS) Title` lines in the order of the episode; raises `EpiscriptError` where no chapter has a time.

    Starts are cut to whole seconds: a little too early loses no word.

    >>> from episcript.model import Chapter, Episode, Options
    >>> print(write(Episode(chapters=(Chapter("Start", 0), Chapter("The well", 3_723_900))), Options()), end="")
    (00:00) Start
    (01:02:03) The well
    """
    return "".join(_line(chapter) for chapter in timed(episode, "spotify"))


def remarks(episode: Episode) -> Iterator[Diagnostic]:
    """Yield what this format cannot hold, which rules of the player are broken, and its advice."""
    yield from losses(episode, "spotify", frozenset())
    yield from broken(timed(episode, "spotify"), RULES)


def _line(chapter: Chapter) -> str:
    start = start_of(chapter) // SECOND * SECOND
    clock = format_clock(start) if start >= HOUR else format_clock(start).removeprefix("00:")
    return f"({clock}) {without_controls(one_line(chapter.title))}".rstrip() + "\n"
