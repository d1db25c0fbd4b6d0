"""The chapter list of mp4chaps: a clock with thousandths and a title, a line a chapter."""

from __future__ import annotations

import re
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


_UNSAFE = re.compile(r"[\s<>\x00-\x1f\x7f]")


def _percent(found: re.Match[str]) -> str:
    """Return what would end the link or the line as an address may hold it."""
    return "".join(f"%{byte:02X}" for byte in found[0].encode())


def _line(chapter: Chapter) -> str:
    title = without_controls(one_line(chapter.title))
    link = f"<{_UNSAFE.sub(_percent, chapter.url)}>" if chapter.url else ""
    return " ".join(part for part in (format_vtt(start_of(chapter)), title, link) if part) + "\n"
