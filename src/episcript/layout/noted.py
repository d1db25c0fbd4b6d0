"""The notes of a text while its lines are walked: what is no speech, kept as it was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.lines import LINE_END
from episcript.model import Note

if TYPE_CHECKING:
    from collections.abc import Callable

    from episcript.layout.contents import Trace
    from episcript.markup import Document, Line

_FOOTNOTE_NAME = re.compile(r"\[\^([^\]\s]{1,80})\]:[ \t]*|.*\{#(?P<id>[\w.-]+)")
NOTE_KINDS = frozenset({"text", "item", "quote", "table", "heading", "code", "comment", "footnote"})
"""The lines that have words."""
_GLUED = frozenset({"code", "comment"})
"""Lines of one kind of these make a note of their own."""


class Notes:
    """Gathers lines into notes; `place` returns the index of the turn that a note closed now stands before."""

    def __init__(self, document: Document, trace: Trace, place: Callable[[], int]) -> None:
        """Begin without notes."""
        self.document, self.trace, self.place = document, trace, place
        self.notes: list[Note] = []
        self.footnotes: dict[str, int] = {}
        self.open: list[Line] = []
        self._pending: str | None = None

    @property
    def untouched(self) -> bool:
        """Whether no line was taken yet."""
        return not self.notes and not self.open

    def add(self, line: Line) -> None:
        """Add a line; a heading, code and a comment are notes of their own."""
        if self.open and (
            line.kind == "heading"
            or self.open[-1].kind == "heading"
            or (line.kind in _GLUED) != (self.open[-1].kind in _GLUED)
        ):
            self.close()
        self.open.append(line)

    def continues_footnote(self, line: Line) -> bool:
        """Return whether a line goes on with the footnote before it: it follows at once, or is indented."""
        if not self.open or self.open[0].kind != "footnote":
            return False
        indent = self.document.text[line.margin : line.start]
        return self.follows(line) or indent.startswith(("    ", "\t"))

    def follows(self, line: Line) -> bool:
        """Return whether a line stands directly under the last one of the open note."""
        return (
            bool(self.open) and len(LINE_END.findall(self.document.text, self.open[-1].end, line.margin)) == 1
        )

    def named_by(self, line: Line) -> None:
        """Note the anchor of a footnote, which names the note that follows."""
        found = _FOOTNOTE_NAME.match(self.document.text, line.start, line.end)
        if found and found["id"]:
            self._pending = found["id"]

    def close(self) -> None:
        """End the open note, if there is one."""
        if self.open:
            first, last = self.open[0], self.open[-1]
            self.keep(first.margin, max(last.end, first.margin), first.start)
            self.open = []

    def keep(self, start: int, end: int, begin: int) -> None:
        """Keep a stretch of the source as a note; `begin` is where its first word stands."""
        number = len(self.notes)
        raw = LINE_END.sub("\n", self.document.text[start:end]).strip("\n")
        named = _FOOTNOTE_NAME.match(raw)
        name = named[1] if named and named[1] else self._pending
        if name:
            self.footnotes[name] = number
        self._pending = None
        self.notes.append(Note(raw, self.document.line(begin), self.place()))
        self.trace(start, end, "note", f"notes/{number}/text")
