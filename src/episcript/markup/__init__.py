"""What the lines of a text are (speech, headings, lists, known markup), and what their inline markup says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from episcript.lines import LineIndex
    from episcript.markup.canonical import Origin
    from episcript.model import Diagnostic

Kind = Literal[
    "text",
    "blank",
    "heading",
    "rule",
    "item",
    "quote",
    "table",
    "code",
    "markup",
    "embed",
    "comment",
    "footnote",
]
"""`markup` is known markup without words; `embed` what is left of a dead player; `footnote` a definition."""

BLANKS = " \t\f\v\xa0\u3000\ufeff"
"""What is stripped at both ends of a line. Not `str.strip`'s default: that takes U+0085 and U+001C to U+001F."""


class Line(NamedTuple):
    """One line: its kind, where its content begins (behind indent and bullet) and ends, and what stands before.

    `prefix` is the bullet, the number, the `#` run or the quotation mark; `margin` where the line itself begins.
    """

    kind: Kind
    start: int
    end: int
    prefix: str
    margin: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text as lines; offsets count in `text`. `markdown` says whether its inline markup is to be read.

    `origin` is there where `text` is the canonical form of a page or a Word document: it knows the source offsets.
    """

    text: str
    lines: tuple[Line, ...]
    index: LineIndex
    markdown: bool
    front: Front | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    origin: Origin | None = None

    def line(self, offset: int) -> int:
        """Return the line number of `offset` in the source, from 1."""
        return self.origin.line(offset) if self.origin else self.index.line(offset)


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter: the block between its fences, its offsets, and its data with scalars as strings."""

    start: int
    end: int
    raw: str
    data: dict[str, object] = field(default_factory=dict)
    valid: bool = True
