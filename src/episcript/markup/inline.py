"""Inline markup: escapes, entities, emphasis, links, code, tags and footnote references become text and marks."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.markup.plain import Inline, Piece, has_many_blanks, one_blank, sounds, squeeze
from episcript.model import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.model import MarkKind, Role


_SIGNS = ("\\", "&", "`", "<", "[", "*", "_", "{", "http:", "https:")
"""Without any of these a text holds no inline markup; ten searches for a string are faster than one for a pattern."""
_TOKEN = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~])
    |(?P<nbsp>\\[ ])
    |(?P<break>\\(?=[\r\n]|\Z))
    |(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    |(?P<code>`+)
    |(?P<comment><!--)
    |(?P<auto><(?:https?://|mailto:)[^\s<>]{1,2000}>)
    |(?P<tag></?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,2000})?/?>)
    |(?P<url>https?://[^\s<>\[\]\\*`]{1,2000})
    |(?P<note>\[\^[^\]\s\[]{1,80}\])
    |(?P<open>!?\[)
    |(?P<close>\])
    |(?P<run>\*+|_+)""",
    re.VERBOSE,
)
_BEGINS = re.compile(r"[\\&`<!\[\]*_]")
"""What a token begins with, but for an address: a search for one of a few characters is ten times as fast as one for tokens."""
_TARGET = re.compile(
    r"\(\s{0,100}(?:<([^<>\r\n]{0,2000})>|([^\s()]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,20}))"
    r"(?:\s{1,100}(?:\"[^\"\r\n]{0,500}\"|'[^'\r\n]{0,500}'))?\s{0,100}\)(?:\{[^{}\r\n]{0,2000}\})?"
)
_ATTRIBUTES = re.compile(r"\{[^{}\r\n]{1,500}\}")
_FOOTNOTE_TARGET = re.compile(
    r"#_?(?:footnote|fn|ftn|ftnt|endnote|note|cite_note)[-_:]?.{0,60}", re.IGNORECASE
)
_FOOTNOTE_LABEL = re.compile(r"\W{0,2}[0-9]{1,3}\W{0,2}|[*†‡↩↑]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SHORT_LABEL = 8
"""A label without words has few pieces: no more are looked at, so that nested brackets take linear time."""
_FAR = re.compile(r"https?:|www\.|//", re.IGNORECASE)
_HREF = re.compile(r"""\shref\s*=\s*["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_CODE_REACH = 2_000
LONGEST_PARAGRAPH = 100_000
"""20,000 words: a longer paragraph is a dump, not speech; its markup is left as it is, so that time stays linear."""
_TAGS: dict[str, MarkKind | None] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "a": "link",
    **dict.fromkeys(
        "abbr br bdi bdo big center del div font ins label li mark nobr ol p q s small span strike sub sup time u ul wbr".split()
    ),
}
"""HTML that may stand inside a line: what it means; any other tag stays as it is, it may be speech about code."""

_FLANK = re.compile(r"[\s\W_]")


def render(source: str, *, markdown: bool) -> Inline:
    r"""Return the plain text of `source`, its marks, and where each piece came from.

    >>> render(r"I\'m *sure*, see [this](https://example.org)", markdown=True).text
    "I'm sure, see this"
    """
    if not markdown or len(source) > LONGEST_PARAGRAPH or not any(map(source.__contains__, _SIGNS)):
        text = squeeze(source)
        return Inline(text, sounds(text), (Piece(0, len(source), "text", source),))
    return _Renderer(source).inline()


def _unescaped(address: str) -> str:
    """Return an address with its entities undone; `&copy=2` is a parameter, only `&copy;` is an entity."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), address)


class _Span(NamedTuple):
    """A mark between two pieces: it begins behind piece `first` and ends before piece `last`."""

    first: int
    last: int
    kind: MarkKind
    target: str | None


class _Delimiter:
    """A run of asterisks or underscores that may open emphasis; `left` of its characters are not used yet."""

    __slots__ = ("character", "left", "piece")

    def __init__(self, piece: int, character: str, left: int) -> None:
        self.piece, self.character, self.left = piece, character, left


class _Renderer:
    """One pass over the tokens; brackets, tags and emphasis wait on stacks until they are closed."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[Piece] = []
        self.spans: list[_Span] = []
        self.brackets: list[int] = []
        self.tags: list[tuple[str, int, str | None]] = []
        self.delimiters: list[_Delimiter] = []
        self.waiting = {"*": 0, "_": 0}
        self.used: dict[int, int] = {}
        self.last_comment = len(source)
        self.address = source.find("http")

    def inline(self) -> Inline:
        """Return the rendered source."""
        position = 0
        while found := self._next(position):
            if found.start() > position:
                self._add(position, found.start(), "text")
            position = self._take(found)
        if position < len(self.source):
            self._add(position, len(self.source), "text")
        return self._assembled()

    def _next(self, position: int) -> re.Match[str] | None:
        """Return the first token from `position` on."""
        while True:
            if 0 <= self.address < position:
                self.address = self.source.find("http", position)
            begins = _BEGINS.search(self.source, position)
            place = begins.start() if begins else len(self.source)
            if 0 <= self.address < place:
                place = self.address
            elif not begins:
                return None
            if found := _TOKEN.match(self.source, place):
                return found
            position = place + 1

    def _add(self, start: int, end: int, role: Role, plain: str | None = None) -> None:
        said = self.source[start:end] if plain is None and role == "text" else plain or ""
        self.pieces.append(Piece(start, end, role, said))

    def _take(self, found: re.Match[str]) -> int:
        """Add the pieces of one token and return where the next one is to be looked for."""
        start, end, kind = found.start(), found.end(), found.lastgroup or ""
        if kind in {"escape", "nbsp"}:
            self._add(start, start + 1, "markup")
            self._add(start + 1, end, "text", "\xa0" if kind == "nbsp" else None)
        elif kind == "break":
            self._add(start, end, "markup")
        elif kind == "entity":
            self._add(start, end, "text", html.unescape(found[0]))
        elif kind == "auto":
            self._add_link(start, start + 1, end - 1, end, found[0][1:-1].removeprefix("mailto:"))
        elif kind == "note":
            self._add_note(start, end, found[0][2:-1])
        elif kind == "run":
            self._take_run(found)
        else:
            return self._take_paired(kind, found)
        return end

    def _take_paired(self, kind: str, found: re.Match[str]) -> int:
        """Add the pieces of a token that needs a partner, or that swallows what follows."""
        start, end = found.start(), found.end()
        if kind == "open":
            self.brackets.append(len(self.pieces))
            self._add(start, end, "text")
        elif kind == "close":
            return self._close_bracket(start)
        elif kind == "code":
            return self._take_code(start, end)
        elif kind == "comment":
            return self._take_comment(start, end)
        elif kind == "tag":
            self._take_tag(found[0], start, end)
        else:
            return self._take_url(start, end)
        return end

    def _take_url(self, start: int, end: int) -> int:
        """Add a bare address as text: underscores in it are no emphasis; what closes a sentence is not part of it."""
        while end > start and self.source[end - 1] in ".,;:!?'\"_)":
            end -= 1
        self._add(start, end, "text")
        return end

    def _add_link(self, start: int, inner: int, outer: int, end: int, target: str) -> None:
        self._add(start, inner, "markup")
        self._add(inner, outer, "text", target)
        self.spans.append(_Span(len(self.pieces) - 2, len(self.pieces), "link", target))
        self._add(outer, end, "markup")

    def _add_note(self, start: int, end: int, name: str) -> None:
        self._add(start, end, "link")
        self.spans.append(_Span(len(self.pieces) - 1, len(self.pieces) - 1, "note", name))

    def _take_comment(self, start: int, end: int) -> int:
        """Leave a comment out; an opening without an end is text."""
        close = self.source.find("-->", end) if start <= self.last_comment else -1
        if close < 0:
            self.last_comment = -1
            self._add(start, end, "text")
            return end
        self._add(start, close + 3, "skipped")
        return close + 3

    def _take_code(self, start: int, end: int) -> int:
        """Add a code span, or its backticks as text where nothing closes them nearby."""
        ticks = self.source[start:end]
        stop = self.source.find(ticks, end, end + _CODE_REACH)
        while stop >= 0 and self.source[stop + len(ticks) : stop + len(ticks) + 1] == "`":
            behind = re.compile("`+").match(self.source, stop)
            stop = self.source.find(ticks, behind.end() if behind else stop + 1, end + _CODE_REACH)
        if stop < 0:
            self._add(start, end, "text")
            return end
        self._add(start, end, "markup")
        self._add(end, stop, "text")
        self.spans.append(_Span(len(self.pieces) - 2, len(self.pieces), "code", None))
        self._add(stop, stop + len(ticks), "markup")
        return stop + len(ticks)

    def _take_tag(self, tag: str, start: int, end: int) -> None:
        """Add a tag: as markup where it is one that may stand in a line, else as text."""
        name = tag.strip("</>").split(None, 1)[0].rstrip("/").casefold() if tag.strip("</>") else ""
        if name not in _TAGS:
            self._add(start, end, "text")
            return
        kind = _TAGS[name]
        href = _HREF.search(tag) if kind == "link" and not tag.startswith("</") else None
        self._add(
            start, end, "link" if href else "markup", "\n" if name in {"br", "p", "div", "li"} else None
        )
        if kind and tag.startswith("</"):
            self._close_tag(name, kind)
        elif kind and not tag.endswith("/>"):
            self.tags.append((name, len(self.pieces) - 1, _unescaped(href[1]) if href else None))

    def _close_tag(self, name: str, kind: MarkKind) -> None:
        if self.tags and self.tags[-1][0] == name:
            _, first, target = self.tags.pop()
            if kind != "link" or target:
                self.spans.append(_Span(first, len(self.pieces) - 1, kind, target))

    def _close_bracket(self, start: int) -> int:
        """Close the innermost bracket: a link, a footnote reference, a span with attributes, or just a bracket."""
        opened = self.brackets.pop() if self.brackets else None
        target = _TARGET.match(self.source, start + 1) if opened is not None else None
        if opened is None or not (target or _ATTRIBUTES.match(self.source, start + 1)):
            self._add(start, start + 1, "text")
            return start + 1
        self._drop_delimiters(opened)
        opening = self.pieces[opened]
        self.pieces[opened] = opening._replace(role="markup", plain="")
        if target is None:
            attributes = _ATTRIBUTES.match(self.source, start + 1)
            end = attributes.end() if attributes else start + 1
            self._add(start, end, "markup")
            return end
        url = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", _unescaped(target[1] or target[2] or ""))
        self._link(opened, start, target.end(), url)
        return target.end()

    def _link(self, opened: int, start: int, end: int, url: str) -> None:
        """Add the closing half of a link whose bracket is piece `opened`; a reference to a footnote has no text."""
        inner = self.pieces[opened + 1 : opened + 1 + _SHORT_LABEL]
        whole = len(self.pieces) - opened - 1 == len(inner)
        label = "".join(piece.plain for piece in inner)
        if whole and _FOOTNOTE_TARGET.fullmatch(url) and _FOOTNOTE_LABEL.fullmatch(label):
            self.pieces[opened + 1 :] = [
                piece._replace(role="link", plain="") for piece in self.pieces[opened + 1 :]
            ]
            self._add_note(start, end, url.removeprefix("#"))
            return
        if whole and not label.strip() and _FAR.match(url):
            self.pieces[opened] = self.pieces[opened]._replace(role="skipped")
            self._add(start, end, "skipped")
            return
        self._add(start, end, "link")
        self.spans.append(_Span(opened, len(self.pieces) - 1, "link", url))

    def _take_run(self, found: re.Match[str]) -> None:
        """Add a run of `*` or `_`; it closes what it can and may open more (CommonMark's flanking rules)."""
        start, end = found.start(), found.end()
        before, after = self.source[start - 1 : start] or " ", self.source[end : end + 1] or " "
        left = not after.isspace() and (not _FLANK.match(after) or bool(_FLANK.match(before)))
        right = not before.isspace() and (not _FLANK.match(before) or bool(_FLANK.match(after)))
        if found[0][0] == "_":
            left, right = (
                left and (not right or bool(_FLANK.match(before))),
                right and (not left or bool(_FLANK.match(after))),
            )
        number, length = len(self.pieces), end - start
        self._add(start, end, "text")
        if right:
            length = self._close_run(number, found[0][0], length)
        if left and length:
            self.delimiters.append(_Delimiter(number, found[0][0], length))
            self.waiting[found[0][0]] += 1

    def _close_run(self, number: int, character: str, length: int) -> int:
        """Match a closing run with the openers that wait; return how many of its characters are left."""
        while length and self.waiting[character]:
            opener = self._innermost(character)
            size = 2 if length > 1 and opener.left > 1 else 1
            self.spans.append(_Span(opener.piece, number, "strong" if size > 1 else "em", None))
            self.used[opener.piece] = self.used.get(opener.piece, 0) + size
            self.used[number] = self.used.get(number, 0) + size
            opener.left -= size
            length -= size
            if opener.left:
                self.delimiters.append(opener)
                self.waiting[character] += 1
        return length

    def _innermost(self, character: str) -> _Delimiter:
        """Take the innermost opener of `character` off the stack; those inside it can no longer be closed."""
        while True:
            opener = self.delimiters.pop()
            self.waiting[opener.character] -= 1
            if opener.character == character:
                return opener

    def _drop_delimiters(self, piece: int) -> None:
        """Forget the openers inside a link that closes: emphasis does not cross its border."""
        while self.delimiters and self.delimiters[-1].piece > piece:
            self.waiting[self.delimiters.pop().character] -= 1

    def _assembled(self) -> Inline:
        """Return the pieces as one text with blanks squeezed, and the spans as offsets in it."""
        pieces = self._settled() if self.used else self.pieces
        before, after, text = _joined(pieces)
        marks = []
        for span in self.spans:
            start, end = after[span.first], before[span.last]
            if span.kind == "note":
                marks.append(Mark(min(start, len(text)), min(start, len(text)), "note", span.target))
                continue
            while start < end and text[start : start + 1] == " ":
                start += 1
            end = min(end, len(text))
            while end > start and text[end - 1] == " ":
                end -= 1
            if start < end:
                marks.append(Mark(start, end, span.kind, span.target))
        marks.extend(sounds(text))
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        return Inline(text, tuple(marks), tuple(pieces))

    def _settled(self) -> list[Piece]:
        """Return the pieces, runs of `*` and `_` with the characters that became emphasis taken out of their text."""
        pieces = self.pieces
        for number, used in self.used.items():
            left = pieces[number].plain[used:]
            pieces[number] = pieces[number]._replace(role="text" if left else "markup", plain=left)
        return pieces


def _joined(pieces: Sequence[Piece]) -> tuple[list[int], list[int], str]:
    """Return the offsets before and after each piece in the squeezed text, and that text."""
    before, after, parts, length, blank = [], [], [], 0, True
    many = has_many_blanks("".join([piece.plain for piece in pieces]))
    for piece in pieces:
        before.append(length)
        if piece.plain:
            said = one_blank(piece.plain) if many else piece.plain
            if blank and said[0] == " ":
                said = said[1:]
            if said:
                parts.append(said)
                length += len(said)
                blank = said.endswith(" ")
        after.append(length)
    return before, after, "".join(parts).rstrip(" ")
