"""Plain text: `[00:01:30] Name: text`, a blank line between turns, chapters as `## [00:02:14] Title`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.refusal import nothing_to_write
from episcript.registry import WriterFormat
from episcript.writers._places import chapter_clock, chapters_by_turn, shown_label, squeezed, turn_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Chapter, Episode, Options, Turn

FORMAT = WriterFormat("Plain text", ".txt", "text/plain", "turns, labels, starts of turns and chapters")


def write(episode: Episode, options: Options) -> str:
    """Return the turns and chapters as text without markup, its words as they are.

    A chapter is a line of its own that opens with `##`: a bracketed clock alone would read as a turn without a label.
    Raises `EpiscriptError` where there are neither turns nor chapters.

    >>> from episcript.model import Episode, Options, Turn
    >>> print(write(Episode(turns=(Turn("Hello.", "Ann", start=90_000),)), Options()), end="")
    [00:01:30] Ann: Hello.
    """
    parts = [part for part in _parts(episode, options) if part]
    if not parts:
        raise nothing_to_write("txt", "the source has neither turns nor chapters", "-t md holds its notes")
    return "\n\n".join(parts) + "\n"


def _parts(episode: Episode, options: Options) -> Iterator[str]:
    """Yield the turns and chapters in order."""
    chapters = chapters_by_turn(episode)
    for index in range(len(episode.turns) + 1):
        yield from (_chapter(chapter, options) for chapter in chapters.get(index, ()))
        yield from (_turn(turn, options) for turn in episode.turns[index : index + 1])


def _chapter(chapter: Chapter, options: Options) -> str:
    clock = chapter_clock(chapter, options)
    return " ".join(part for part in ("##", clock and f"[{clock}]", squeezed(chapter.title)) if part)


def _turn(turn: Turn, options: Options) -> str:
    clock = turn_clock(turn, options)
    label = shown_label(turn, options)
    parts = (clock and f"[{clock}]", label and f"{label}:", turn.text)
    return " ".join(part for part in parts if part)
