"""HTML and Word as the one form that the learner reads: lines of Markdown, each stretch knowing where it came from."""

from __future__ import annotations

import re
from bisect import bisect_right

from episcript.lines import LineIndex

_LITERAL = re.compile(r"[\\*_`\[\]<>#|~{}&]|^(?=[-+=:])")
"""What reads as markup anywhere, and what does so at the beginning of a line."""
_BRACKET = re.compile(r"(?<!\\)[\[\]]")


class Origin:
    """Where stretches of a canonical text came from: offsets in the source, rising in both."""

    __slots__ = ("_canonical", "_index", "_source")

    def __init__(self, places: list[tuple[int, int]], source: str) -> None:
        """Keep the pairs of canonical and source offsets at which stretches begin."""
        self._canonical = [canonical for canonical, _ in places]
        self._source = [source_offset for _, source_offset in places]
        self._index = LineIndex(source)

    def source(self, offset: int) -> int:
        """Return the source offset of a canonical offset; markup of our own belongs to the stretch before it."""
        place = bisect_right(self._canonical, offset) - 1
        if place < 0:
            return 0
        reach = self._source[place + 1] if place + 1 < len(self._source) else None
        found = self._source[place] + offset - self._canonical[place]
        return found if reach is None else min(found, reach)

    def line(self, offset: int) -> int:
        """Return the source line of a canonical offset, from 1."""
        return self._index.line(self.source(offset))


class Canonical:
    """A canonical text being written: our own markup, and stretches of the source with their offsets.

    `literal` says that the text of the source holds no Markdown: what would read as such is escaped.
    """

    def __init__(self, *, literal: bool) -> None:
        """Begin with nothing."""
        self.literal = literal
        self.parts: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.length = 0

    def add(self, markup: str) -> None:
        """Add markup that stands in no source."""
        self.parts.append(markup)
        self.length += len(markup)

    def add_text(self, text: str, offset: int, *, linked: bool = False) -> None:
        """Add text that begins at `offset` of the source; what would read as markup is escaped.

        In a link a bracket is, too, where the text holds Markdown: it would end the link or begin one.
        """
        position = 0
        pattern = _LITERAL if self.literal else _BRACKET
        for found in pattern.finditer(text) if self.literal or linked else ():
            if found[0] or not self.parts or self.parts[-1].endswith("\n"):
                self.add_verbatim(text[position : found.start()], offset + position)
                self.add("\\")
                position = found.start()
        self.add_verbatim(text[position:], offset + position)

    def add_verbatim(self, text: str, offset: int) -> None:
        """Add text as it is written, such as a character reference that the inline renderer undoes."""
        if text:
            self.places.append((self.length, offset))
            self.add(text)

    def end_line(self, *, blank: bool) -> None:
        """End the line, and leave a blank one where a paragraph ends."""
        ends = "".join(self.parts[-2:])[-2:]
        if self.parts and not ends.endswith("\n"):
            self.add("\n")
            ends = (ends + "\n")[-2:]
        if blank and self.parts and ends != "\n\n":
            self.add("\n")

    def text(self) -> str:
        """Return what was written."""
        return "".join(self.parts)
