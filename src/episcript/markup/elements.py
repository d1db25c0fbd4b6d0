"""The elements of a page: which are paragraphs and lines, which are no text of it, and which cells of a row head it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.markup.tags import TEXT, attributes
from episcript.times import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.markup.tags import Token

PARAGRAPHS = frozenset(
    "p div section article main header footer aside blockquote pre ul ol dl table figure figcaption details summary hr form "
    "head body html address fieldset h1 h2 h3 h4 h5 h6".split()
)
LINES = frozenset("li tr caption thead tbody tfoot option".split())
CELLS = frozenset({"td", "th", "dt", "dd"})
"""Cells of a row; a term and its definition are a row, too."""
INLINE = {
    **dict.fromkeys(("strong", "b"), "b"),
    **dict.fromkeys(("em", "i"), "i"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "cite": "cite",
}
"""Emphasis, and the tag that the inline renderer knows it by."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NEVER_IN = {
    "": frozenset[str](),
    "row": frozenset({"tr", "table", "tbody", "tfoot", "dl"}),
    "heading": HEADINGS | {"p", "ul", "ol", "dl", "table", "section", "article", "pre", "blockquote"},
}
"""What cannot stand inside a heading or a row: where it opens, the tag that closes them was left out."""
CONTAINERS = frozenset({"div", "section", "article", "header", "figure", *HEADINGS})
"""Where an item begins with one of these it is a part of the page, not a line of a list."""
EMBEDS = frozenset({"iframe", "video", "audio", "embed", "source", "track"})
SILENT = {
    "nav": "navigation",
    **dict.fromkeys(("button", "select", "textarea"), "a control of the page"),
    **dict.fromkeys(("svg", "math", "canvas", "object"), "a drawing"),
    **dict.fromkeys(("iframe", "video", "audio"), "what an embedded player says where it does not run"),
    "noscript": "what the page says without scripts",
    "template": "a template",
}
"""Elements that no reader of the page takes for its text, and what the remark calls their words."""
_ROWS = frozenset({"tr", "table", "tbody", "thead", "tfoot", "dl"})
_CLOCK_ALONE = re.compile(rf"\s*[\[(]?{CLOCK}[\])]?\s*")
_LONGEST_CLOCK = 40
_LONGEST_HEAD = 80
"""Number, clock and name have room in so many characters; longer cells are prose."""
_SET_APART = re.compile(r".*(?:speaker|name|author|time|stamp|timecode|clock|start)", re.IGNORECASE)


_SPEAKER = re.compile(r"(?:[\w-]{0,30}[-_])?speaker(?:[-_]?name|[-_]?label)?", re.IGNORECASE)


class Rows(NamedTuple):
    """The cells of rows by the number of their token: those that head a row, and last ones beside and below these."""

    heads: frozenset[int]
    beside: frozenset[int]
    below: frozenset[int]


def closes_itself(token: Token) -> bool:
    """Return whether a tag is written as `<x/>`."""
    return token.attributes.endswith("/")


def names_speaker(token: Token) -> bool:
    """Return whether a span holds the name of a speaker by its class; its page writes it in another look than the words."""
    return token.name == "span" and _says(token, _SPEAKER)


def _says(token: Token, pattern: re.Pattern[str]) -> bool:
    if "class" not in token.attributes:
        return False
    return any(map(pattern.fullmatch, attributes(token.attributes).get("class", "").split()))


def is_set_apart(token: Token) -> bool:
    """Return whether a span is a name or a clock by its class: the stylesheet of its page keeps a distance around it."""
    return token.name == "span" and _says(token, _SET_APART)


def silences(source: str, tokens: Sequence[Token]) -> dict[int, int]:
    """Return where each silent element begins and ends, by the numbers of tokens.

    One that is not closed silences nothing; neither does a button that holds a clock: players let one click on it.
    """
    opened: dict[str, list[int]] = {}
    ends: dict[int, int] = {}
    for number, token in enumerate(tokens):
        if token.name not in SILENT or closes_itself(token):
            continue
        if not token.closes:
            opened.setdefault(token.name, []).append(number)
        elif opened.get(token.name):
            first = opened[token.name].pop()
            if token.name != "button" or not _is_clock(source, tokens, first, number):
                ends[first] = number
    return ends


def _is_clock(source: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    near = tokens[last].start - tokens[first].end <= _LONGEST_CLOCK * 10
    said = _said(source, tokens[first:last]) if near else ""
    return len(said) <= _LONGEST_CLOCK and _CLOCK_ALONE.fullmatch(said) is not None


def _said(source: str, tokens: Iterable[Token]) -> str:
    return "".join(source[token.start : token.end] for token in tokens if token.name == TEXT)


def rows_of(source: str, tokens: Sequence[Token]) -> Rows:
    """Return which cells head the rows of tables: a row is read as its short first cells on one line.

    The last cell goes below where that line holds more than clocks: a name has its words under it, a clock beside it.
    A term that is defined heads a row, too.
    """
    heads, beside, below = set[int](), set[int](), set[int]()
    cells: list[tuple[int, str]] = []
    for number, token in enumerate(tokens):
        opens = token.name in CELLS and not token.closes
        if token.name in _ROWS or (opens and (token.name == "dt" or (token.name == "dd" and len(cells) > 1))):
            _settle([cell for cell in cells if cell[1].strip()], heads, beside, below)
            cells = []
        if opens:
            cells.append((number, ""))
        elif token.name == TEXT and cells and len(cells[-1][1]) <= _LONGEST_HEAD:
            said = source[token.start : min(token.end, token.start + _LONGEST_HEAD + 1)]
            cells[-1] = (cells[-1][0], cells[-1][1] + said.strip())
    _settle([cell for cell in cells if cell[1].strip()], heads, beside, below)
    return Rows(frozenset(heads), frozenset(beside), frozenset(below))


def _settle(cells: Sequence[tuple[int, str]], heads: set[int], beside: set[int], below: set[int]) -> None:
    """Add what is known of one row."""
    *first, last = cells or [(0, "")]
    if not first or sum(len(said) for _, said in first) > _LONGEST_HEAD:
        return
    heads.update(number for number, _ in first)
    if all(_CLOCK_ALONE.fullmatch(said) for _, said in first):
        beside.add(last[0])
    else:
        below.add(last[0])


def said_ahead(source: str, ahead: Iterable[Token], name: str) -> str | None:
    """Return what an element says, blanks stripped; `None` where `ahead` does not reach its end."""
    said: list[str] = []
    for token in ahead:
        if token.name == name:
            return "".join(said).strip() if token.closes else None
        if token.name == TEXT:
            said.append(source[token.start : min(token.end, token.start + _LONGEST_HEAD)])
    return None


def is_timed(source: str, ahead: Iterable[Token]) -> bool:
    """Return whether a `<cite>` is followed by a clock, as in the form of Podcasting 2.0; `ahead` are the tokens behind it."""
    said = [token for token in ahead if source[token.start : token.end].strip()]
    return [(token.name, token.closes) for token in said[:3]] == [
        (TEXT, False),
        ("cite", True),
        ("time", False),
    ]
