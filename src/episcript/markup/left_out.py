"""What a page says that is no text of it: each stretch is told by a remark of its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.lines import LineIndex
from episcript.markup.elements import EMBEDS, SILENT
from episcript.markup.tags import TEXT, attributes, squeezed
from episcript.model import LedgerEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.markup.tags import Token
    from episcript.model import Diagnostic

_WORD = re.compile(r"\w")
_COMMENT_MARKS = re.compile(r"<!--|-->|\[(?:if[^\[\]]*|endif)\]|<!\Z")


class LeftOut:
    """What is left out of the text of a page, and the remarks on it."""

    def __init__(self, source: str) -> None:
        """Begin with nothing."""
        self.source = source
        self.apart: list[LedgerEntry] = []
        self.remarks: list[Diagnostic] = []
        self._index = LineIndex(source)

    def remark(self, code: str, offset: int, **fields: str) -> None:
        """Make a remark on the line of `offset`."""
        self.remarks.append(diagnose(code, self._index.line(offset), **fields))

    def stretch(self, start: int, end: int, what: str, text: str = "") -> None:
        """Leave a stretch of the source out; blanks at its beginning are not its line."""
        said = self.source[start:end]
        start += len(said) - len(said.lstrip())
        self.remark("left-out", start, what=what, text=text or squeezed(said))
        self.apart.append(LedgerEntry(start, end, "skipped"))

    def comment(self, token: Token) -> None:
        """Leave a comment out; one without words is no loss."""
        said = _COMMENT_MARKS.sub(" ", self.source[token.start : token.end])
        if _WORD.search(said):
            self.stretch(token.start, token.end, "a comment", " ".join(said.split()))

    def embed(self, token: Token) -> None:
        """Tell the address of a player."""
        if url := attributes(token.attributes).get("src"):
            self.remark("embed", token.start, url=url)

    def number(self, start: int, end: int) -> None:
        """Leave the number of a footnote out: its note is named by it."""
        if self.source[start:end].strip():
            self.apart.append(LedgerEntry(start, end, "link"))

    def element(self, inner: Sequence[Token]) -> None:
        """Leave a silent element out, with a remark on its words and one on each player in it."""
        for token in inner:
            if token.name in EMBEDS and not token.closes:
                self.embed(token)
        said = [token for token in inner if token.name in {TEXT, "title"}]
        words = squeezed(" ".join(self.source[token.start : token.end] for token in said))
        if words:
            name = inner[0].name
            first = next(token for token in said if self.source[token.start : token.end].strip())
            self.stretch(first.start, said[-1].end, f"{SILENT[name]} (<{name}>)", words)
