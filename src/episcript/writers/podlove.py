"""Podlove Simple Chapters 1.2: the XML that feeds hold and many players read."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.times import format_clock
from episcript.writers._chapters import losses, start_of, timed, without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Chapter, Diagnostic, Episode, Options

FORMAT = WriterFormat(
    "Podlove Simple Chapters",
    ".psc.xml",
    "application/xml",
    "chapters: titles, starts, links, images",
    chapters=True,
)

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">\n'
)


def write(episode: Episode, options: Options) -> str:  # noqa: ARG001 - every writer takes the options
    """Return the chapters, an element each, in the order of the episode; raises `EpiscriptError` where none has a time.

    `start` is Normal Play Time. Source: https://podlove.org/simple-chapters/

    >>> from episcript.model import Chapter, Episode, Options
    >>> print(write(Episode(chapters=(Chapter("Q & A", 1_500),)), Options()).splitlines()[2].strip())
    <psc:chapter start="00:00:01.500" title="Q &amp; A" />
    """
    rows = "".join(f"  {_chapter(chapter)}\n" for chapter in timed(episode, "podlove"))
    return f"{_HEAD}{rows}</psc:chapters>\n"


def remarks(episode: Episode) -> Iterator[Diagnostic]:
    """Yield what this format cannot hold."""
    return losses(episode, "podlove", frozenset(("url", "image", "fraction", "lines")))


def _chapter(chapter: Chapter) -> str:
    named = (("href", chapter.url), ("image", chapter.image))
    members = [("start", format_clock(start_of(chapter))), ("title", chapter.title)]
    members += [(key, value) for key, value in named if value]
    shown = " ".join(f'{key}="{_quoted(value)}"' for key, value in members)
    return f"<psc:chapter {shown} />"


def _quoted(value: str) -> str:
    """Return an attribute's value; line ends and tabs are references, else a parser makes blanks of them."""
    written = escape(without_controls(value), quote=False).replace('"', "&quot;")
    return written.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
