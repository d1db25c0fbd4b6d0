"""The chapter list of mp4chaps: a clock with thousandths and a title, a line a chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.times import format_vtt
from episcript.writers._chapters import losses, one_line, start_of, timed, without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Chapter, Diagnostic, Episode, Options

FORMAT = WriterFormat(
    "mp4chaps chapters", ".chapters.txt", "text/plain", "chapters: titles, starts, links", chapters=True
)


def write(episode: Episode, options: Options) -> str:  # noqa: ARG001 - every writer takes the options
    """Return `HH:MM:SS.mmm Title` lines in the order of the episode; raises `EpiscriptError` where no chapter has a time.

    A link stands behind the title in angle brackets, as Podlove and Auphonic write and read it.

    >>> from episcript.model import Chapter, Episode, Options
    >>> print(write(Episode(chapters=(Chapter("Start", 0), Chapter("The well", 90_250))), Options()), end="")
    00:00:00.000 Start
    00:01:30.250 The well
    """
    return "".join(_line(chapter) for chapter in timed(episode, "mp4chaps"))


def remarks(episode: Episode) -> Iterator[Diagnostic]:
    """Yield what this format cannot hold."""
    return losses(episode, "mp4chaps", frozenset(("url", "fraction")))


def _line(chapter: Chapter) -> str:
    title = without_controls(one_line(chapter.title))
    link = f"<{chapter.url}>" if chapter.url else ""
    return " ".join(part for part in (format_vtt(start_of(chapter)), title, link) if part) + "\n"
