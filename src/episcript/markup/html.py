"""HTML as canonical lines: paragraphs and list items become lines; emphasis stays as tags, links get Markdown's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from episcript.lines import LINE_END
from episcript.markup import elements
from episcript.markup.canonical import Origin
from episcript.markup.flow import Flow, Look
from episcript.markup.footnotes import NOTE_INDENT, NOTED, Footnotes
from episcript.markup.left_out import LeftOut
from episcript.markup.tags import CODE, COMMENT, MARKUP, TEXT, attributes, squeezed, tokens
from episcript.markup.targets import address, destination, is_far

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.markup.runs import Stretch
    from episcript.markup.tags import Token
    from episcript.model import Diagnostic, LedgerEntry

_BULLET = "- "
_AHEAD = 8  # so many tokens are looked at behind one


class Page(NamedTuple):
    """A page in canonical form: its text, where that came from, remarks on what was left out, title and language.

    `title` begins with its offsets in the source; `apart` are stretches of the source that the text does not hold.
    """

    text: str
    origin: Origin
    stretches: tuple[Stretch, ...]
    apart: tuple[LedgerEntry, ...]
    remarks: tuple[Diagnostic, ...]
    title: tuple[int, int, str] | None
    language: str | None


def canonical(source: str) -> Page:
    r"""Return the page in canonical form.

    >>> canonical("<p><b>Ann:</b> Yes &amp; no.</p>").text
    '<b>Ann:</b> Yes \\& no.\n\n'
    """
    walk = _Walk(source, tuple(tokens(source)))
    walk.walk()
    flow = walk.flow
    return Page(
        flow.out.text(),
        Origin(flow.out.places, source),
        tuple(flow.stretches),
        tuple(walk.left_out.apart),
        tuple(sorted(walk.left_out.remarks, key=lambda remark: remark.line or 0)),
        walk.title,
        walk.language,
    )


class _Walk:
    """Takes the tokens in turn and says what each means for the lines.

    `joined` is what makes blanks of line breaks: a heading, or a row in whose first cells they stand. `glued` says
    that the next block goes on with the line.
    """

    def __init__(self, source: str, found: Sequence[Token]) -> None:
        self.source, self.tokens = source, found
        self.flow = Flow(source)
        self.left_out = LeftOut(source)
        self.title: tuple[int, int, str] | None = None
        self.language: str | None = None
        self.rows = elements.rows_of(source, found)
        self.depths = dict.fromkeys(elements.INLINE.values(), 0)
        self.link: tuple[int, str, int] | None = None
        self.spans: list[tuple[bool, bool]] = []
        self.joined: Literal["", "heading", "row"] = ""
        self.broken = self.numbered = self.glued = False
        self.verbatim = 0
        self.notes = Footnotes()

    def walk(self) -> None:
        """Walk over all tokens; what is silent is stepped over."""
        ends = elements.silences(self.source, self.tokens)
        number = 0
        while number < len(self.tokens):
            if last := ends.get(number):
                self.left_out.element(self.tokens[number : last + 1])
                number = last + 1
                continue
            self._take(number, self.tokens[number])
            number += 1
        self.flow.end_line(blank=False)

    def _take(self, number: int, token: Token) -> None:
        name = token.name
        if name == TEXT:
            self._say(token.start, token.end)
        elif name == COMMENT:
            self.left_out.comment(token)
        elif name == CODE:
            self.left_out.stretch(token.start, token.end, "a script or style that does not end")
        elif name == "title":
            self._entitle(token)
        elif token.closes:
            self._close(token)
        elif name != MARKUP:
            self._open(number, token)

    def _entitle(self, token: Token) -> None:
        """Keep the first title that says something."""
        said = squeezed(self.source[token.start : token.end])
        if said and self.title is None:
            self.title = (token.start, token.end, said)
        elif said:
            self.left_out.stretch(token.start, token.end, "a second title")

    def _say(self, start: int, end: int) -> None:
        """Write text; inside `<pre>` its line ends count, elsewhere they are blanks."""
        if self.numbered:
            self.left_out.number(start, end)
            return
        position = start
        for found in LINE_END.finditer(self.source, start, end) if self.verbatim else ():
            self._write(position, found.start())
            self._break()
            position = found.end()
        self._write(position, end)

    def _write(self, start: int, end: int) -> None:
        length = self.flow.out.length
        self.flow.say(start, end)
        if self.flow.out.length > length:
            self.broken = self.glued = False

    # what opens

    def _open(self, number: int, token: Token) -> None:
        """Take in what a tag opens."""
        name = token.name
        if name == "br":
            self._break()
        elif name == "hr":
            self._end_block(blank=True)
            self.flow.rule()
        elif name in elements.PARAGRAPHS or name in elements.LINES:
            self._open_block(token)
        elif name in elements.CELLS:
            self._open_cell(number, name)
        elif name == "a":
            self._open_link(number, token)
        elif name in elements.INLINE:
            self._open_inline(number, elements.INLINE[name])
        elif name == "span":
            self._open_span(number, token)
        elif name in elements.EMBEDS:
            self.left_out.embed(token)
        if elements.closes_itself(token):
            self._close(token)

    def _open_block(self, token: Token) -> None:
        name = token.name
        if name in elements.NEVER_IN[self.joined]:
            self.joined, self.glued = "", False
        if name in elements.CONTAINERS and self.flow.prefix == _BULLET:
            self.flow.prefix = ""
        self._end_block(blank=name in elements.PARAGRAPHS or name == "dt")
        self.notes.open(name)
        if name == "li":
            self.flow.prefix = _BULLET
        elif name == "pre":
            self.verbatim += 1
        elif name == "html":
            self.language = self.language or attributes(token.attributes).get("lang") or None
        elif name in elements.HEADINGS:
            self.flow.prefix = "#" * int(name[1]) + " "
            self.joined = "heading"
        if name in NOTED and self.notes.referred:
            self._begins_note(attributes(token.attributes).get("id", ""))

    def _open_cell(self, number: int, name: str) -> None:
        """Open a cell: one that heads its row, or follows clocks only, goes on with the line, any other begins one."""
        if name == "dt":
            self.joined = ""
            self._end_block(blank=True)
        if number in self.rows.heads:
            self.flow.blank, self.joined = True, "row"
            return
        self.joined = ""
        if number in self.rows.beside:
            self.flow.blank = self.glued = True
            return
        self._end_block(blank=number not in self.rows.below)

    def _open_inline(self, number: int, kind: str) -> None:
        """Open emphasis; a name that a clock follows begins a line, as in the form of Podcasting 2.0."""
        if kind == "cite" and elements.is_timed(self.source, self.tokens[number + 1 : number + _AHEAD]):
            self._end_block(blank=True)
        self.depths[kind] += 1
        if self.depths[kind] == 1:
            self.flow.looks.append(Look(kind))

    def _open_span(self, number: int, token: Token) -> None:
        """Open a span: a name or a clock has a distance around it, the name of a speaker is bold."""
        apart, named = elements.is_set_apart(token), elements.names_speaker(token)
        self.spans.append((apart, named))
        self.flow.apart |= apart
        if named:
            self._open_inline(number, "b")

    def _open_link(self, number: int, token: Token) -> None:
        """Take in a link, or the number that a footnote begins with."""
        self._close_link()
        values = attributes(token.attributes)
        if self._begins_note(values.get("id", "")):
            self.numbered = True
            return
        target = destination(values.get("href", ""))
        if not target:
            return
        ahead = self.tokens[number + 1 : number + _AHEAD]
        note = self.notes.referred_by(target, elements.said_ahead(self.source, ahead, "a"))
        if note is not None:
            self.numbered = True
            self.flow.refer(note, token.start) if note else None
            return
        if target.startswith("#") and self.joined != "heading":
            return  # it leads nowhere outside; in a heading it may hold the clock
        written = address(target)
        if written is None:
            self.left_out.remark("left-out", token.start, what="a long address", text=target)
            return
        self.link = (token.start, target, self.flow.out.length)
        self.flow.looks.append(Look("a", written))

    def _begins_note(self, identifier: str) -> bool:
        """Begin a footnote where a link before has led here; return whether it did."""
        if not self.notes.begins(identifier):
            return False
        self._end_block(blank=True)
        self.flow.prefix, self.flow.indent = f"[^{identifier}]: ", NOTE_INDENT
        return True

    # what closes

    def _close(self, token: Token) -> None:
        """Take in what a tag closes."""
        name = token.name
        if name == "a":
            self._close_link()
        elif name in elements.INLINE:
            self._close_inline(elements.INLINE[name])
        elif name in elements.PARAGRAPHS or name in elements.LINES:
            self._close_block(name)
        elif name in elements.CELLS:
            self.flow.blank = True
        elif name == "time":
            self.flow.apart = True
        elif name == "span" and self.spans:
            self._close_span(*self.spans.pop())

    def _close_block(self, name: str) -> None:
        if name in elements.HEADINGS or name in {"tr", "table", "dl"}:
            self.joined, self.glued = "", False
        self._end_block(blank=name in elements.PARAGRAPHS)
        if name == "pre" and self.verbatim:
            self.verbatim -= 1
        if name == "li" or name in elements.HEADINGS:
            self.flow.prefix = ""
        if self.notes.close(name):
            self.flow.indent = ""

    def _close_inline(self, kind: str) -> None:
        if self.depths[kind]:
            self.depths[kind] -= 1
            if not self.depths[kind]:
                self.flow.looks.remove(Look(kind))
        self.flow.apart |= kind == "cite"

    def _close_span(self, apart: bool, named: bool) -> None:  # noqa: FBT001 - of its span
        if named:
            self._close_inline("b")
        self.flow.apart |= apart

    def _close_link(self) -> None:
        """End the link; one without words is left out, with a remark where it leads elsewhere."""
        self.numbered = False
        if self.link is None:
            return
        start, target, length = self.link
        if self.flow.out.length == length and is_far(target):
            self.left_out.remark("left-out", start, what="a link without words", text=target)
        self.flow.looks = [look for look in self.flow.looks if look.kind != "a"]
        self.link = None

    # lines

    def _break(self) -> None:
        """End the line; the second break in a row ends the paragraph, and where lines are joined one is a blank."""
        if self.joined:
            self.flow.blank = True
            return
        self.flow.end_line(blank=self.broken)
        self.broken = True

    def _end_block(self, *, blank: bool) -> None:
        """End the line; emphasis does not reach over the end of a block, links to other pages do."""
        if self.joined or self.glued:
            self.flow.blank = True
            return
        self.flow.end_line(blank=blank)
        self.broken = False
        self.depths = dict.fromkeys(self.depths, 0)
        self.flow.looks = [look for look in self.flow.looks if look.kind == "a" and look.target[0] != "#"]
