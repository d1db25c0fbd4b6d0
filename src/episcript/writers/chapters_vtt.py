"""WebVTT chapters: a cue a chapter, its text the title, as the chapters track of a web player wants it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.lines import LINE_END
from episcript.registry import WriterFormat
from episcript.times import SECOND, format_vtt
from episcript.writers._chapters import losses, start_of, timed, without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Chapter, Diagnostic, Episode, Options

FORMAT = WriterFormat(
    "WebVTT chapters", ".chapters.vtt", "text/vtt", "chapters: titles, starts, ends", chapters=True
)

_SHOWN = 10 * SECOND
"""The length of the cue of a chapter whose end is not known: what players take for a chapter at least."""
_BLANK_LINES = re.compile(r"\n\s*\n")


def write(episode: Episode, options: Options) -> str:  # noqa: ARG001 - every writer takes the options
    """Return a cue a chapter in the order of the episode; raises `EpiscriptError` where no chapter has a time.

    The first line says that these are chapters, so that the file is read back as such.

    >>> from episcript.model import Chapter, Episode, Options
    >>> print(write(Episode(chapters=(Chapter("Q & A", 0, end=90_000),)), Options()), end="")
    WEBVTT Kind: chapters
    <BLANKLINE>
    00:00:00.000 --> 00:01:30.000
    Q &amp; A
    """
    return "WEBVTT Kind: chapters\n" + "".join(_cue(chapter) for chapter in timed(episode, "chapters-vtt"))


def remarks(episode: Episode) -> Iterator[Diagnostic]:
    """Yield what this format cannot hold, and which ends are not known."""
    yield from losses(episode, "chapters-vtt", frozenset(("end", "fraction", "lines")))
    for chapter in episode.chapters:
        if chapter.start is not None and not _ends(chapter):
            end = f"{_SHOWN // SECOND} s in its place"
            yield diagnose(
                "chapter-end-unknown", chapter.line, title=chapter.title, format="chapters-vtt", end=end
            )


def _ends(chapter: Chapter) -> bool:
    return chapter.end is not None and chapter.end > start_of(chapter)


def _cue(chapter: Chapter) -> str:
    end = chapter.end if chapter.end is not None and _ends(chapter) else start_of(chapter) + _SHOWN
    return f"\n{format_vtt(start_of(chapter))} --> {format_vtt(end)}\n{_payload(chapter.title)}"


def _payload(title: str) -> str:
    """Return the text of a cue, which holds no blank line and no `-->`, with a line feed; nothing for no title."""
    plain = _BLANK_LINES.sub("\n", LINE_END.sub("\n", without_controls(title))).strip()
    written = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{written}\n" if written else ""
