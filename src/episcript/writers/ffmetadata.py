"""The metadata file of ffmpeg, with which it puts chapters into MP3, M4A, MP4 and Matroska files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.registry import WriterFormat
from episcript.writers._chapters import losses, start_of, timed, without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Chapter, Diagnostic, Episode, Options

FORMAT = WriterFormat(
    "ffmpeg metadata", ".ffmetadata", "text/plain", "chapters: titles, starts, ends", chapters=True
)

_SPECIAL = re.compile(r"[=;#\\\n]")


def write(episode: Episode, options: Options) -> str:  # noqa: ARG001 - every writer takes the options
    r"""Return a section a chapter in the order of the episode, in ms; raises `EpiscriptError` where none has a time.

    ffmpeg counts nanoseconds where no TIMEBASE is given, and loses the title of a chapter without END: one whose end is
    not known ends where it starts. The rules of escaping are those of https://ffmpeg.org/ffmpeg-formats.html#Metadata-1

    >>> from episcript.model import Chapter, Episode, Options
    >>> write(Episode(chapters=(Chapter("C#", 0, end=9_000),)), Options()).splitlines()[-3:]
    ['START=0', 'END=9000', 'title=C\\#']
    """
    return ";FFMETADATA1\n" + "".join(_section(chapter) for chapter in timed(episode, "ffmetadata"))


def remarks(episode: Episode) -> Iterator[Diagnostic]:
    """Yield what this format cannot hold, and which ends are not known."""
    yield from losses(episode, "ffmetadata", frozenset(("end", "fraction", "lines")))
    for chapter in episode.chapters:
        if chapter.start is not None and _end(chapter) == start_of(chapter):
            end = "its start in its place"
            yield diagnose(
                "chapter-end-unknown", chapter.line, title=chapter.title, format="ffmetadata", end=end
            )


def _section(chapter: Chapter) -> str:
    lines = ("[CHAPTER]", "TIMEBASE=1/1000", f"START={start_of(chapter)}", f"END={_end(chapter)}")
    return "\n".join((*lines, f"title={_escaped(chapter.title)}")) + "\n"


def _end(chapter: Chapter) -> int:
    return max(start_of(chapter), chapter.end or 0)


def _escaped(title: str) -> str:
    """Return a title with its special characters escaped; ffmpeg 5.1 lets a backslash at the end swallow the next line."""
    written = _SPECIAL.sub(r"\\\g<0>", without_controls(title))
    return f"{written} " if title.endswith("\\") else written
