"""Paragraphs and rows of a Word document, written as canonical lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.markup.canonical import Canonical
from episcript.markup.runs import Run, lines, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.markup.runs import Stretch

_LONGEST_FIRST_CELLS = 80
"""Number, clock and name have room in so many characters; longer cells are prose."""


class Paragraph:
    """A paragraph: where it begins in the source, its level as a heading, whether it is an item, its runs."""

    __slots__ = ("item", "level", "runs", "start")

    def __init__(self, start: int) -> None:
        """Begin a paragraph without text."""
        self.start = start
        self.level: int | None = None
        self.item = False
        self.runs: list[Run] = []

    def rest(self) -> Paragraph:
        """Return a paragraph of the same kind, for what follows a text box."""
        rest = Paragraph(self.start)
        rest.level, rest.item = self.level, self.item
        return rest

    def said(self) -> str:
        """Return the text."""
        return "".join(run.said for run in self.runs)


class Lines:
    """Canonical lines being written, and the stretches of the source that they came from."""

    def __init__(self) -> None:
        """Begin with none."""
        self.out = Canonical(literal=True)
        self.stretches: list[Stretch] = []
        self._after_item = False

    def add(self, paragraph: Paragraph, *, separate: bool = True) -> None:
        """Write a paragraph, with a blank line before it; none where it goes on with a row, or a list."""
        runs = paragraph.runs if paragraph.level is None else list(map(_unbroken, paragraph.runs))
        written = lines(runs, emphasis=paragraph.level is None)
        if not written:
            return
        item = paragraph.item and paragraph.level is None
        self.out.end_line(blank=separate and not (item and self._after_item))
        self._after_item = item
        start = max(paragraph.start, self.out.places[-1][1] if self.out.places else 0)
        self.out.places.append((self.out.length, start))
        if paragraph.level or item:
            self.out.add("- " if item else "#" * (paragraph.level or 1) + " ")
        for line in written:
            self.out.end_line(blank=False) if line is not written[0] else None
            self.stretches.extend(write(line, self.out))

    def add_row(self, cells: Iterable[Sequence[Paragraph]]) -> None:
        """Write a row: short first cells as one line, the last one below it; else each paragraph by itself."""
        full = [cell for cell in ([one for one in cell if one.said().strip()] for cell in cells) if cell]
        *first, last = full or [[]]
        heads = [paragraph for cell in first for paragraph in cell]
        short = sum(len(head.said()) for head in heads) <= _LONGEST_FIRST_CELLS
        if short and heads and not any(head.level for head in heads):
            heads = [_joined(heads)]
        for paragraph in (*heads, *last):
            self.add(paragraph, separate=not (short and heads and paragraph is last[0]))


def _unbroken(run: Run) -> Run:
    return run._replace(said=" ", written=" ") if run.said == "\n" else run


def _joined(paragraphs: Sequence[Paragraph]) -> Paragraph:
    """Return paragraphs as one, with tabs between them."""
    joined = Paragraph(paragraphs[0].start)
    for paragraph in paragraphs:
        if joined.runs:
            joined.runs.append(Run("\t", "\t", paragraph.start, paragraph.start))
        joined.runs.extend(map(_unbroken, paragraph.runs))
    return joined
