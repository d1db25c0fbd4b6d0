"""The text of a turn as Markdown: marks, footnote references and stamps put in at their offsets, the rest escaped."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from episcript.times import CLOCK, format_clock, parse_clock
from episcript.writers._escapes import escapes
from episcript.writers._spans import spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from episcript.model import Anchor, Mark, Turn

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_CLOCK = re.compile(CLOCK)
_REACH = 80
"""A bracketed remark with a clock, such as `[unintelligible 00:12:34]`, is shorter than this."""

_BACKTICKS = re.compile(r"`+")
_URL_UNSAFE = re.compile(r"[\x00-\x20\x7f<>]")
_URL_PLAIN = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")

_ASTERISKS = {"em": "*", "strong": "**"}

_END, _POINT, _STAMP, _BEGIN, _ESCAPE = range(5)
"""What is put in at one offset, in this order."""


class _Insert(NamedTuple):
    """Markup that stands before `text[offset]`; sorts into the order in which it is written."""

    offset: int
    phase: int
    nesting: int
    markup: str


class _Paragraph:
    """`text[start:end]` of a turn with the marks and stamps that fall into it."""

    __slots__ = ("end", "marks", "stamps", "start", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        """Begin without marks and stamps."""
        self.text, self.start, self.end = text, start, end
        self.marks: list[Mark] = []
        self.stamps: list[Anchor] = []


def paragraphs(turn: Turn, references: Mapping[str, str], *, stamps: bool, headed: bool) -> list[str]:
    r"""Return the paragraphs of a turn as Markdown that shows its words and nothing else.

    `references` gives the footnote label of a note's index; `stamps` asks for the clocks inside the turn; `headed`
    says that the first paragraph follows a label or a clock on its line.

    >>> from episcript.model import Turn
    >>> paragraphs(Turn("So *this*.", anchors=((3, 2_000),), anchor_source="stamp"), {}, stamps=True, headed=True)
    ['So\n(00:00:02) \\*this\\*.']
    """
    found = _split(turn, _stamps(turn) if stamps else ())
    return [_written(paragraph, references, headed=headed and paragraph is found[0]) for paragraph in found]


def _split(turn: Turn, stamps: Iterable[Anchor]) -> list[_Paragraph]:
    """Return the paragraphs of a turn with their marks and stamps; a mark over several stands in each."""
    bounds = [found.span() for found in _PARAGRAPH.finditer(turn.text)] or [(0, 0)]
    found = [_Paragraph(turn.text, start, end) for start, end in bounds]
    starts = [start for start, _ in bounds]
    for mark in turn.marks:
        first = max(bisect_right(starts, mark.start) - 1, 0)
        for paragraph in found[first : max(bisect_left(starts, mark.end), first + 1)]:
            paragraph.marks.append(mark)
    for offset, ms in stamps:
        paragraph = found[max(bisect_right(starts, offset) - 1, 0)]
        paragraph.stamps.append((min(offset, paragraph.end), ms))
    return found


def _stamps(turn: Turn) -> list[Anchor]:
    """Return the clocks to write inside a turn: neither that of its head nor those that its words hold."""
    if turn.anchor_source != "stamp":
        return []
    inner = (anchor for anchor in turn.anchors if anchor != (0, turn.start))
    return [(offset, ms) for offset, ms in inner if not _spoken(turn.text, offset, ms)]


def _spoken(text: str, offset: int, ms: int) -> bool:
    """Return whether the text itself holds the clock `ms` in a remark at `offset`."""
    opening = max(text.rfind(bracket, max(0, offset - _REACH), offset + 1) for bracket in "[(")
    clocks = _CLOCK.findall(text, opening, offset + _REACH) if opening >= 0 else ()
    return any(parse_clock(clock) == ms for clock in clocks)


def _written(paragraph: _Paragraph, references: Mapping[str, str], *, headed: bool) -> str:
    """Return one paragraph with everything that belongs into it put in."""
    text, start, end = paragraph.text, paragraph.start, paragraph.end
    marks = spans(text, start, end, paragraph.marks)
    inserts = [
        *_delimiters(text, marks),
        *_points(paragraph, references, [mark for mark in marks if mark.kind == "link"]),
        *(_stamp(paragraph, offset, ms) for offset, ms in paragraph.stamps),
        *_link_escapes(text, start, marks),
        *(_Insert(place, _ESCAPE, 0, "\\") for place in escapes(text, start, end, at_line_start=not headed)),
    ]
    return _assembled(paragraph, _around_code(inserts, [mark for mark in marks if mark.kind == "code"]))


def _assembled(paragraph: _Paragraph, inserts: Iterable[_Insert]) -> str:
    """Return the text of the paragraph with the inserts at their offsets, each once."""
    parts: list[str] = []
    place = paragraph.start
    for insert in sorted(set(inserts)):
        parts += (paragraph.text[place : insert.offset], insert.markup)
        place = insert.offset
    return "".join((*parts, paragraph.text[place : paragraph.end])).strip(" \t\n")


def _around_code(inserts: Iterable[_Insert], code: Sequence[Mark]) -> Iterator[_Insert]:
    """Yield the inserts without the escapes inside code, and with what else falls into it before it."""
    starts = [mark.start for mark in code]
    for insert in inserts:
        place = bisect_right(starts, insert.offset) - 1
        inside = place >= 0 and insert.offset < code[place].end
        if not inside or (insert.offset == starts[place] and insert.phase != _ESCAPE):
            yield insert
        elif insert.phase != _ESCAPE:
            yield insert._replace(offset=starts[place])


def _delimiters(text: str, marks: Iterable[Mark]) -> Iterator[_Insert]:
    """Yield the delimiters of nested marks, given with the outer ones first."""
    for nesting, mark in enumerate(marks):
        opening, closing = _pair(text, mark)
        yield _Insert(mark.start, _BEGIN, nesting, opening)
        yield _Insert(mark.end, _END, -nesting, closing)


def _pair(text: str, mark: Mark) -> tuple[str, str]:
    if mark.kind == "link":
        return "[", f"]({destination(mark.target or '')})"
    if mark.kind == "code":
        return _code_fences(text[mark.start : mark.end])
    return _ASTERISKS[mark.kind], _ASTERISKS[mark.kind]


def _code_fences(code: str) -> tuple[str, str]:
    """Return the backticks around `code`: one more than it holds in a row, with a blank where it begins or ends so."""
    fence = "`" * (max((len(run) for run in _BACKTICKS.findall(code)), default=0) + 1)
    blank = " " if code[0] == "`" or code[-1] == "`" else ""
    return fence + blank, blank + fence


def destination(url: str) -> str:
    """Return a URL as it stands behind a link's text, in angle brackets where its parentheses are no plain pairs.

    >>> destination("https://en.wikipedia.org/wiki/Tide_(sea)"), destination("a b)")
    ('https://en.wikipedia.org/wiki/Tide_(sea)', '<a%20b)>')
    """
    encoded = _URL_UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", url)
    whole = (html.escape(encoded, quote=False) if html.unescape(encoded) != encoded else encoded).replace(
        "\\", "\\\\"
    )
    return whole if _URL_PLAIN.fullmatch(whole) else f"<{whole}>"


def _points(paragraph: _Paragraph, references: Mapping[str, str], links: Sequence[Mark]) -> Iterator[_Insert]:
    """Yield footnote references, and the links that have no words, each behind the link that it stands in."""
    starts = [link.start for link in links]
    for order, mark in enumerate(paragraph.marks):
        around = bisect_left(starts, mark.start) - 1
        place = max(min(mark.start, paragraph.end), links[around].end if around >= 0 else 0)
        if mark.kind == "note" and (label := references.get(mark.target or "")):
            yield _Insert(place, _POINT, order, f"[^{label}]")
        elif mark.kind == "link" and mark.start == mark.end:
            yield _Insert(place, _POINT, order, f"[]({destination(mark.target or '')})")


def _stamp(paragraph: _Paragraph, offset: int, ms: int) -> _Insert:
    """Return the clock at `offset` on a line of its own start, where a reader looks for it; it never cuts a word."""
    text, clock = paragraph.text, f"({format_clock(ms)})"
    place = _word_start(text, offset, paragraph)
    if place == paragraph.start:
        return _Insert(place, _STAMP, ms, f"{clock} ")
    if text[place - 1] == " ":
        return _Insert(place - 1, _STAMP, ms, f"\n{clock}")
    return _Insert(place, _STAMP, ms, f"\n{clock} ")


def _word_start(text: str, offset: int, paragraph: _Paragraph) -> int:
    """Return where the word at `offset` begins; between wide characters every offset begins one."""
    if offset in {paragraph.start, paragraph.end} or all(
        _is_wide(char) for char in text[offset - 1 : offset + 1]
    ):
        return offset
    return max(
        text.rfind(" ", paragraph.start, offset) + 1,
        text.rfind("\n", paragraph.start, offset) + 1,
        paragraph.start,
    )


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"


def _link_escapes(text: str, start: int, marks: Iterable[Mark]) -> Iterator[_Insert]:
    """Yield escapes for the brackets inside a link's text and for the `!` before it, which would make it an image."""
    for mark in marks:
        if mark.kind == "link":
            places = [place for place in range(mark.start, mark.end) if text[place] in "[]"]
            places += [mark.start - 1] if mark.start > start and text[mark.start - 1] == "!" else []
            yield from (_Insert(place, _ESCAPE, 0, "\\") for place in places)
