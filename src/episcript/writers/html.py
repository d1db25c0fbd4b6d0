"""HTML: a page in the form of Podcasting 2.0, `<cite>`, `<time>` and `<p>` a turn, with chapters as headings."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from episcript.refusal import nothing_to_write
from episcript.registry import WriterFormat
from episcript.writers._places import chapter_clock, chapters_by_turn, squeezed, turn_clock
from episcript.writers._spans import spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Chapter, Episode, Mark, Options, Turn

FORMAT = WriterFormat(
    "HTML page of Podcasting 2.0",
    ".html",
    "text/html",
    "title, notes, turns, labels, starts, chapters, links, emphasis",
)

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_REFERENCE = {char: f"&#{ord(char)};" for char in "\\*_`[]~^|{}#"} | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
"""Characters of HTML, and those that our reader would take for Markdown in a page; browsers show them all the same."""
_TAGS = {"link": "a", "em": "em", "strong": "strong", "code": "code"}


def write(episode: Episode, options: Options) -> str:
    """Return the episode as a page; `options.times` and `options.notes` say what is shown.

    The form of a turn is that of https://podcastindex.org/namespace/1.0#transcript. Raises `EpiscriptError` where there
    are neither turns nor chapters.

    >>> from episcript.model import Episode, Options, Turn
    >>> print(write(Episode(turns=(Turn("Q & A.", "Ann", start=90_000),)), Options()).split("<body>")[1], end="")
    <BLANKLINE>
    <cite>Ann:</cite>
    <time>00:01:30</time>
    <p>Q &amp; A.</p>
    </body>
    </html>
    """
    parts = [*_parts(episode, options)]
    if not episode.turns and not episode.chapters:
        raise nothing_to_write("html", "the source has neither turns nor chapters", "-t md holds its notes")
    language = f' lang="{html.escape(episode.language)}"' if episode.language else ""
    title = _shown(squeezed(episode.title or ""))
    head = f'<!doctype html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
    heading = [f"<h1>{title}</h1>"] if episode.title else []
    return head + "\n".join(["<body>", *heading, *parts, "</body>", "</html>"]) + "\n"


def _parts(episode: Episode, options: Options) -> Iterator[str]:
    """Yield notes, chapters and turns in order; a rule keeps what follows the last turn apart from it."""
    chapters = chapters_by_turn(episode)
    notes: dict[int, list[str]] = {}
    for note in episode.notes if options.notes else ():
        notes.setdefault(min(note.turn, len(episode.turns)), []).extend(_note(note.text))
    for index in range(len(episode.turns) + 1):
        if index == len(episode.turns) and index and notes.get(index):
            yield "<hr>"
        yield from notes.get(index, ())
        yield from (_chapter(chapter, options) for chapter in chapters.get(index, ()))
        for turn in episode.turns[index : index + 1]:
            yield from _turn(turn, options)


def _note(text: str) -> Iterator[str]:
    """Yield the paragraphs of a note, as they were written."""
    yield from (f"<p>{_broken(found[0])}</p>" for found in _PARAGRAPH.finditer(text))


def _chapter(chapter: Chapter, options: Options) -> str:
    clock = chapter_clock(chapter, options)
    title = _shown(squeezed(chapter.title))
    linked = f'<a href="{html.escape(chapter.url)}">{title}</a>' if chapter.url and title else title
    return f"<h2>{' '.join(part for part in (clock and f'({clock})', linked) if part)}</h2>"


def _turn(turn: Turn, options: Options) -> Iterator[str]:
    clock = turn_clock(turn, options)
    head = [f"<cite>{_shown(turn.label)}:</cite>"] if turn.label else []
    head += [f"<time>{clock}</time>"] if clock else []
    yield from (
        head if turn.text else (f"<p>{' '.join(head)}</p>",)
    )  # a line of its own, not the head of the next
    for found in _PARAGRAPH.finditer(turn.text):
        yield f"<p>{_marked(turn.text, found.start(), found.end(), turn.marks)}</p>"


def _marked(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> str:
    """Return a paragraph with tags around its marks, the outer ones first."""
    edges: list[tuple[int, int, int, str]] = []
    for number, mark in enumerate(spans(text, start, end, marks)):
        tag = _TAGS[mark.kind]
        address = f' href="{html.escape(mark.target or "")}"' if mark.kind == "link" else ""
        edges += [(mark.start, 1, number, f"<{tag}{address}>"), (mark.end, 0, -number, f"</{tag}>")]
    said: list[str] = []
    at = start
    for place, _, _, tag in sorted(edges):
        said += (_broken(text[at:place]), tag)
        at = place
    return "".join([*said, _broken(text[at:end])])


def _broken(text: str) -> str:
    return _shown(text).replace("\n", "<br>\n")


def _shown(text: str) -> str:
    """Return text as a browser, and our reader, shows it again."""
    return "".join(_REFERENCE.get(char) or char for char in text)
