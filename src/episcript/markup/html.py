"""HTML as canonical lines: paragraphs and list items become lines, emphasis and links keep their Markdown form."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.lines import LineIndex
from episcript.markup.canonical import Canonical, Origin

if TYPE_CHECKING:
    from episcript.model import Diagnostic

_PARAGRAPHS = frozenset(
    "p div section article main header footer aside blockquote pre ul ol dl table figure figcaption details summary hr form "
    "body html address fieldset h1 h2 h3 h4 h5 h6".split()
)
_LINES = frozenset("li tr dt dd br caption thead tbody option".split())
_SILENT = frozenset("script style head noscript svg template nav button select textarea object math".split())
"""What no reader of the page sees as text, and navigation."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_EMPHASIS = {"strong": "b", "b": "b", "em": "i", "i": "i"}
"""Written as the tags that the inline renderer knows: asterisks would read as such only at the edges of words."""
_KEPT = frozenset({"cite"})
_RUNNING = frozenset({"p", "li", "td", "dd", "dt"})
"""Inside these a `<cite>` stands in a line; between them, as in the Podcasting 2.0 form, it begins one."""
_EMBEDS = frozenset({"iframe", "video", "audio", "embed"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MARKDOWN_INSIDE = re.compile(r"\\\[[0-9]|\*\*[^\W\d_][^*<>\r\n]{0,60}\*\*")
"""Some exporters put Markdown into tags as it is; then its escapes and its bold text mean what they mean there."""
_HEADING = re.compile(r"h[1-6]")


class Page(NamedTuple):
    """A page in canonical form: its text, where that came from, remarks on embeds, title and language."""

    text: str
    origin: Origin
    remarks: tuple[Diagnostic, ...]
    title: str | None
    language: str | None


def canonical(source: str) -> Page:
    r"""Return the page in canonical form.

    >>> canonical("<p><b>Ann:</b> Yes &amp; no.</p>").text
    '<b>Ann:</b> Yes &amp; no.\n\n'
    """
    walk = _Walk(source)
    walk.feed(source)
    walk.close()
    walk.out.end_line(blank=False)
    return Page(
        walk.out.text(), Origin(walk.out.places, source), tuple(walk.remarks), walk.title, walk.language
    )


class _Walk(HTMLParser):
    """Writes the canonical text while the parser walks over the tags."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out = Canonical(literal=not _MARKDOWN_INSIDE.search(source))
        self.remarks: list[Diagnostic] = []
        self.title: str | None = None
        self.language: str | None = None
        self._source = source
        self._starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self._index = LineIndex(source)
        self._silent: list[str] = []
        self._in_title = False
        self._links: list[str] = []
        self._emphasis: list[str] = []
        self._blank = False
        self._paragraphs = 0

    # what the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write what a tag opens."""
        values = dict(attrs)
        if self._silent and self._silent[0] == "head" and tag in _PARAGRAPHS:
            self._silent.clear()  # `</head>` may be left out
        if tag == "html" and values.get("lang"):
            self.language = values["lang"]
        if tag == "title" and not self.title:
            self._in_title = True
        if tag in _EMBEDS:
            self._remark_embed(values.get("src"))
        if tag in _SILENT and tag not in _VOID:
            self._silent.append(tag)
        if not self._silent:
            self._open(tag, values)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write what a tag that closes itself stands for."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def parse_html_declaration(self, i: int) -> int:
        """Read a marked section of SGML as a comment: the standard library would raise for an odd one."""
        return (
            self.parse_bogus_comment(i)
            if self.rawdata.startswith("<![", i)
            else super().parse_html_declaration(i)
        )

    def handle_endtag(self, tag: str) -> None:
        """Write what a tag closes; silence ends with the element that began it."""
        if tag == "title":
            self._in_title = False
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
            return
        if not self._silent:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        """Write text, each run of blanks as one."""
        if self._in_title:
            self.title = ((self.title or "") + data).strip() or None
        if self._silent:
            return
        offset = self._offset()
        position = 0
        for found in _BLANKS.finditer(data):
            self._say(data[position : found.start()], offset + position)
            self._blank = True
            position = found.end()
        self._say(data[position:], offset + position)

    def handle_entityref(self, name: str) -> None:
        """Write a named character reference as it is; without its semicolon it is text (`Q&A`)."""
        end = self._offset() + len(name) + 1
        if self._source[end : end + 1] == ";":
            self._reference(f"&{name};")
        else:
            self.handle_data(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """Write a numeric character reference as it is."""
        self._reference(f"&#{name};")

    # what it writes

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def _reference(self, written: str) -> None:
        if self._in_title:
            self.title = (self.title or "") + html.unescape(written)
        if not self._silent:
            self._flush_blank()
            self.out.add_entity(written, self._offset())

    def _say(self, text: str, offset: int) -> None:
        if text:
            self._flush_blank()
            self.out.add_text(text, offset)

    def _flush_blank(self) -> None:
        if self._blank and self.out.parts and not self.out.parts[-1].endswith(("\n", " ")):
            self.out.add(" ")
        self._blank = False

    def _remark_embed(self, source: str | None) -> None:
        if source:
            self.remarks.append(diagnose("embed", self._index.line(self._offset()), url=source))

    def _open(self, tag: str, values: dict[str, str | None]) -> None:
        self._paragraphs += tag in _RUNNING
        if tag in _PARAGRAPHS or tag in _LINES:
            self._end_line(blank=tag in _PARAGRAPHS)
        if _HEADING.fullmatch(tag):
            self.out.add("#" * int(tag[1]) + " ")
        elif tag == "li":
            self.out.add("- ")
        elif tag == "hr":
            self.out.add("---")
            self._end_line(blank=True)
        elif tag in _EMPHASIS:
            self._flush_blank()
            self._emphasis.append(tag)
            self.out.add(f"<{_EMPHASIS[tag]}>")
        elif tag in _KEPT:
            if not self._paragraphs:
                self._end_line(blank=True)
            self._flush_blank()
            self.out.add(f"<{tag}>")
        elif tag == "a":
            self._flush_blank()
            target = (
                (values.get("href") or "").strip().replace(" ", "%20").replace("(", "%28").replace(")", "%29")
            )
            self._links.append(target)
            self.out.add("[" if target else "")

    def _close(self, tag: str) -> None:
        if tag in _RUNNING and self._paragraphs:
            self._paragraphs -= 1
        if tag in _EMPHASIS and tag in self._emphasis:
            self._emphasis.remove(tag)
            self.out.add(f"</{_EMPHASIS[tag]}>")
        elif tag in _KEPT:
            self.out.add(f"</{tag}>")
            self._blank = True
        elif tag == "a" and self._links:
            target = self._links.pop()
            self.out.add(f"]({target})" if target else "")
        elif tag in {"td", "th", "time"}:
            self._blank = True
        if tag in _PARAGRAPHS or tag in _LINES:
            self._end_line(blank=tag in _PARAGRAPHS)

    def _end_line(self, *, blank: bool) -> None:
        """End the line; emphasis does not reach over it."""
        while self._emphasis:
            self.out.add(f"</{_EMPHASIS[self._emphasis.pop()]}>")
        self._blank = False
        self.out.end_line(blank=blank)
