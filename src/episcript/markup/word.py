"""Word documents as canonical lines: paragraphs, breaks and rows become lines, bold and links keep their Markdown form."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.lines import LineIndex
from episcript.markup.canonical import Origin
from episcript.markup.paragraphs import Lines, Paragraph
from episcript.markup.runs import Look, Run
from episcript.markup.styles import Styles, is_on, value
from episcript.markup.targets import Links
from episcript.model import LedgerEntry
from episcript.unpack import WORD, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.markup.runs import Stretch
    from episcript.model import Diagnostic

_SPACES = frozenset(
    (
        *WORD,
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "http://schemas.microsoft.com/office/2006/xmlPackage",
    )
)
_LEFT_OUT = {
    "del": "deleted text",
    "moveFrom": "text that was moved",
    "rt": "a reading aid",
    "Fallback": "the older form of a text box",
}
"""Elements whose text is none of the document, and what it is."""
_HIDDEN = "hidden text"
_SETTINGS = frozenset("rPrChange pPrChange tblPr tblGrid trPr tcPr sectPr sdtPr".split())
"""What holds no text, and settings that are of no use or no longer in force."""
_NOT_READ = {
    "footnoteReference": "a footnote",
    "endnoteReference": "an endnote",
    "commentReference": "a comment",
    "sym": "a character of a symbol font",
    "altChunk": "an embedded document",
}
"""Elements that stand for words in parts that are not read, and what these are."""
_SAID = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_RELATIONS = re.compile(r"/word/_rels/document[0-9]{0,3}\.xml\.rels")
_KEPT = frozenset({"&amp;", "&lt;", "&gt;"})
"""References that stay as they are written; the others become what they stand for, also in a name."""


class Document(NamedTuple):
    """A Word document in canonical form: its text, where that came from, and remarks on what was left out.

    `origin` is for line numbers, `stretches` for the ledger, and so is `apart`: what of the source is no part of `text`,
    words that were left out and the instructions of fields.
    """

    text: str
    origin: Origin
    stretches: tuple[Stretch, ...]
    apart: tuple[LedgerEntry, ...]
    remarks: tuple[Diagnostic, ...]


def canonical(source: str) -> Document:
    r"""Return a Word document in canonical form; `source` is the text that `unpack` makes of a file.

    Raises `EpiscriptError` where its XML is broken.

    >>> word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    >>> bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>Ann:</w:t></w:r>"
    >>> said = "<w:r><w:t> Yes &amp; no.</w:t></w:r>"
    >>> canonical(f'<w:body xmlns:w="{word}"><w:p>{bold}{said}</w:p></w:body>').text
    '**Ann:** Yes &amp; no.\n'
    """
    found = _Walk(source)
    walk(found.data, found.opened, found.closed, found.said)
    return found.document()


class _LeftOut(NamedTuple):
    start: int
    end: int
    line: int
    kind: str
    said: str


class _Walk:
    """Gathers paragraphs while the parser walks over the tags, and writes each when it ends."""

    def __init__(self, source: str) -> None:
        self.source, self.data = source, source.encode()
        self.place = (0, 0)
        self.index = LineIndex(source)
        self.lines = Lines()
        self.styles = Styles()
        self.path: list[str] = []
        self.silence: tuple[int, str] | None = None
        self.part = ""
        self.body = False
        self.open: list[Paragraph] = []
        self.style: list[str | None] = []
        self.row: list[list[Paragraph]] = []
        self.depth = 0
        self.look = Look()
        self.hidden = False
        self.links = Links()
        self.left_out: list[_LeftOut] = []
        self.instructions: list[tuple[int, int]] = []
        self.remarks: list[Diagnostic] = []

    def document(self) -> Document:
        """Return what was written."""
        self.lines.out.end_line(blank=False)
        origin = Origin(self.lines.out.places, self.source)
        apart = [LedgerEntry(one.start, one.end, "skipped") for one in self.left_out]
        apart.extend(LedgerEntry(start, end, "link") for start, end in self.instructions)
        remarks = (*self.remarks, *self._told())
        return Document(self.lines.out.text(), origin, tuple(self.lines.stretches), tuple(apart), remarks)

    def _told(self) -> Iterator[Diagnostic]:
        """Yield a remark for each kind of text that was left out of a line."""
        for (line, kind), found in groupby(self.left_out, lambda one: (one.line, one.kind)):
            yield diagnose("left-out", line, what=kind, text="".join(one.said for one in found))

    # what the parser calls

    def opened(self, name: str, values: dict[str, str], byte: int) -> None:
        """Take an opening tag."""
        space, _, local = name.rpartition(" ")
        tag = local if space in _SPACES else ""
        if self.silence is None:
            if self.body:
                self._open_in_body(tag, values, byte)
            elif tag == "body":
                self.body = True
            elif tag == "part":
                self.part = value(values, "name") or ""
            elif tag == "Relationship":
                self._relate(values)
            else:
                self.styles.opened(tag, self.path, values)
        self.path.append(tag)

    def closed(self, _: str) -> None:
        """Take a closing tag."""
        tag = self.path.pop()
        if self.silence is not None:
            if self.silence[0] == len(self.path):
                self.silence = None
        elif tag == "body":
            self.body = False
        elif self.body:
            self._close_in_body(tag)

    def said(self, text: str, byte: int, verbatim: bool) -> None:  # noqa: FBT001 - the parser calls it
        """Take text: that of `w:t` is text of the document."""
        tag = self.path[-1] if self.path else ""
        if tag not in {"t", "delText", "instrText"} or not self.body:
            return
        start = self._offset(byte)
        reference = not verbatim and self.source[start] == "&"
        end = self.source.index(";", start) + 1 if reference else start + len(text)
        if tag == "instrText":
            self.instructions.append((start, end))
            self.links.instruct(text)
        elif self.silence or self.hidden or tag == "delText" or not self.open:
            kind = self.silence[1] if self.silence else _HIDDEN if self.hidden else _LEFT_OUT["del"]
            self.left_out.append(_LeftOut(start, end, self.index.line(start), kind, text))
        else:
            self._say(text.replace("\n", " "), start, end)

    # what they mean

    def _offset(self, byte: int) -> int:
        """Return the offset in characters; the parser never goes back."""
        last, offset = self.place
        self.place = byte, offset + len(self.data[last:byte].decode())
        return self.place[1]

    def _relate(self, values: dict[str, str]) -> None:
        link = (value(values, "Type") or "").endswith("/hyperlink")
        if link and _RELATIONS.fullmatch(self.part):
            self.links.relate(value(values, "Id"), value(values, "Target"))

    def _open_in_body(self, tag: str, values: dict[str, str], byte: int) -> None:
        if tag in _LEFT_OUT or tag in _SETTINGS:
            self.silence = len(self.path), _LEFT_OUT.get(tag, _HIDDEN)
        elif tag == "p":
            self._open_paragraph(self._offset(byte))
        elif tag in {"tr", "tc"}:
            self._open_row(tag)
        elif tag == "hyperlink":
            self.links.open(value(values, "id"), value(values, "anchor"))
        elif tag == "fldSimple":
            self.links.open_field(value(values, "instr") or "")
        elif tag in _NOT_READ:
            self.remarks.append(
                diagnose("not-read", self.index.line(self._offset(byte)), what=_NOT_READ[tag])
            )
        elif self.open:
            self._open_in_paragraph(tag, values, byte)

    def _open_in_paragraph(self, tag: str, values: dict[str, str], byte: int) -> None:
        around = self.path[-1]
        if tag == "r":
            self.look, self.hidden = self._styled(self.style[-1], Look()), False
        elif around == "r" and tag in _SAID:
            start = self._offset(byte)
            self._say(_SAID[tag], start, self.source.index(">", start) + 1)
        elif around == "r" and tag == "fldChar":
            self.links.mark(value(values, "fldCharType"))
        elif around == "rPr" and self.path[-2] == "r":
            self._property(tag, values)
        elif around == "pPr" and tag == "pStyle":
            self._dress(value(values))
        elif tag == "numId" and self.path[-2:] == ["pPr", "numPr"]:
            self.open[-1].item = value(values) != "0"

    def _close_in_body(self, tag: str) -> None:
        if tag == "p":
            self._flush(self.open.pop())
            self.style.pop()
        elif tag in {"hyperlink", "fldSimple"}:
            self.links.close()
        elif tag == "tr":
            self.depth -= 1
            if self.depth == 0:
                self.lines.add_row(self.row)
                self.row = []

    # paragraphs and rows

    def _open_paragraph(self, start: int) -> None:
        """Open a paragraph; one in a text box stands where the box is anchored, in the midst of another."""
        if self.open:
            self._flush(self.open[-1])
            self.open[-1] = self.open[-1].rest()
        self.open.append(Paragraph(start))
        self.style.append(None)

    def _dress(self, style: str | None) -> None:
        """Take the style of the paragraph; a list in the paragraph itself comes later and overrules it."""
        self.style[-1] = style
        self.open[-1].level = self.styles.heading(style)
        self.open[-1].item = self.styles.is_item(style)

    def _open_row(self, tag: str) -> None:
        """Open a row or a cell; a table in a cell is part of the cell."""
        self.depth += tag == "tr"
        if tag == "tc" and self.depth == 1:
            self.row.append([])

    def _flush(self, paragraph: Paragraph) -> None:
        if self.depth and self.row:
            self.row[-1].append(paragraph)
        else:
            self.lines.add(paragraph)

    # runs

    def _property(self, tag: str, values: dict[str, str]) -> None:
        """Take a property of the run; its style comes first and its own properties overrule it."""
        if tag == "rStyle":
            self.look = self._styled(value(values), self.look)
        elif tag == "b":
            self.look = self.look._replace(strong=is_on(values))
        elif tag == "i":
            self.look = self.look._replace(em=is_on(values))
        elif tag == "vanish":
            self.hidden = is_on(values)

    def _styled(self, style: str | None, look: Look) -> Look:
        strong, em = self.styles.emphasis(style)
        return look._replace(
            strong=look.strong if strong is None else strong, em=look.em if em is None else em
        )

    def _say(self, text: str, start: int, end: int) -> None:
        """Add a run to the open paragraph."""
        reference = self.source[start:end]
        written = reference if reference in _KEPT else text
        look = self.look._replace(link=self.links.target())
        self.open[-1].runs.append(Run(text, written, start, end, look))
