"""Lines of Markdown and plain text: which are headings, lists, fences, comments, embeds, and which may be speech."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.lines import LineIndex
from episcript.markup import BLANKS, Document, Line
from episcript.markup.front import front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.markup import Kind
    from episcript.model import Diagnostic

_STARTS = frozenset("#`~:<>-*+=_|0123456789[{%•–\\!")
"""Only a line that begins with one of these can be anything but text."""

_STARTS_OR_BLANK = _STARTS | frozenset(BLANKS)
_ENDS = BLANKS + "\r\n"
_BRACKETS = frozenset("`~:<[{")
_STRONG = frozenset(("**", "__"))
_new_line = tuple.__new__

_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_HEADING_END = re.compile(r"[ \t]+#+\Z|[ \t]*(?<!\\)\{[#.][^{}\r\n]{0,1000}\}\Z")
"""Closing hashes or attributes; a brace that is escaped is text."""
_RULE = re.compile(r"(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}")
_UNDERLINE = re.compile(r"=+|-+")
_UNDERLINED = re.compile(r"[\r\n](?<=\S[\r\n])[\r\n]{0,2}[ \t]*(?:===|---)[=-]*[ \t]*(?:[\r\n]|\Z)")
_LONGEST_TITLE, _LONGEST_CLOSING = 80, 1100
_ITEM = re.compile(r"([-*+•–]|[0-9]{1,9}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"((?:>[ \t]?)+)")
_DIV = re.compile(r":{3,}[ \t]*(?P<attributes>\{[^\r\n]*\}|[\w./-]*)[ \t]*:*")
_FENCE = re.compile(r"`{3,}[^`]*|~{3,}.*")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,80})\]:[ \t]*")
_BACK_REFERENCE = re.compile(r"\[[^\]]{0,10}\]\(#[^)\s]*\)(?:\{[^{}\r\n]*\})?")
_PLAYER = re.compile(
    r"(?<![A-Za-z])(?:iframe|player|embed|youtube[0-9]?|vimeo|video|audio)(?![A-Za-z])", re.IGNORECASE
)
_SPEECH_INSIDE = re.compile(r"\*\*[^*\r\n]+\*\*|(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?![0-9])")
"""A bold name or a clock: a block that holds one is no dead player, whatever its attributes say."""
_MOST_WORDS = 80
_HTML_EMBED = re.compile(r"<(iframe|script|style|video|audio)(?=[\s>]|\Z)", re.IGNORECASE)
_HTML_ALONE = re.compile(
    r"(?:</?(?:div|p|section|article|center|span|details|summary|figure|br|hr)\b[^<>]*>[ \t]*)+",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"\{%(?:[^%]|%(?!\}))*%\}|\{\{[^{}]*\}\}|\[TOC\]|\[\[_?TOC_?\]\]", re.IGNORECASE)
_ATTRIBUTES_ONLY = re.compile(r"\{[#.:][^{}\r\n]*\}")
_URL = re.compile(r"https?://(?:[^\s\"'<>)\]\\&]|&(?!quot;|#34;|lt;|gt;))+")
_LONGEST_EMBED = 60
"""A player leaves some twenty lines; a longer block is somebody's text."""


def parse(text: str, *, markdown: bool, front: bool = True) -> Document:
    """Return the lines of `text`; `markdown` says whether inline markup, escapes and entities are to be read."""
    index = LineIndex(text)
    matter = front_matter(text) if front else None
    remarks: list[Diagnostic] = []
    if matter and not matter.valid:
        remarks.append(diagnose("front-matter", index.line(matter.start)))
    lines = tuple(_lines(text, index, matter.end if matter else 0))
    if markdown:
        lines = _underlined(text, _fenced(text, index, lines, remarks))
    return Document(text, lines, index, markdown, matter, tuple(remarks))


def _lines(text: str, index: LineIndex, begin: int) -> Iterator[Line]:
    """Yield every line behind `begin` by its own first characters, blind to what surrounds it.

    Called for each of 170,000 lines in 10 MB, so the common case comes first and makes one tuple.
    """
    starts = index.starts[index.line(begin) - 1 :]
    starts[0] = begin
    for margin, end in zip(starts, [*starts[1:], len(text)], strict=True):
        raw = text[margin:end].rstrip(_ENDS)
        if raw and raw[0] not in _STARTS_OR_BLANK:
            yield _new_line(Line, ("text", margin, margin + len(raw), "", margin))
            continue
        bare = raw.lstrip(BLANKS)
        start = margin + len(raw) - len(bare)
        if not bare:
            yield _new_line(Line, ("blank", margin, margin, "", margin))
        elif bare[0] in _STARTS and not (bare[:2] in _STRONG and bare[2:3].isalpha()):
            yield _special(bare, start, margin)
        else:
            yield Line("text", start, margin + len(raw), "", margin)


def _special(bare: str, start: int, margin: int) -> Line:
    """Return the line whose content `bare` begins with a character that may be structure."""
    end = start + len(bare)
    if bare[0] == "#" and (found := _HEADING.fullmatch(bare)):
        closing = _HEADING_END.search(found[2], max(0, len(found[2]) - _LONGEST_CLOSING))
        end = start + found.start(2) + (closing.start() if closing else len(found[2]))
        return Line("heading", start + found.start(2), end, found[1], margin)
    if len(bare) > 2 and _RULE.fullmatch(bare):  # noqa: PLR2004 - a rule has three marks
        return Line("rule", start, end, bare, margin)
    if found := _ITEM.match(bare):
        return Line("item", start + found.end(), end, found[1], margin)
    if found := _QUOTE.match(bare):
        return Line("quote", start + found.end(), end, found[1], margin)
    if bare[0] == "|" and bare.count("|") > 1:
        return Line("table", start, end, "|", margin)
    return Line(_bracket_kind(bare) if bare[0] in _BRACKETS else "text", start, end, "", margin)


def _bracket_kind(bare: str) -> Kind:
    """Return the kind of a line that begins with a fence, a tag, a footnote or a template, else `text`."""
    if _FENCE.fullmatch(bare):
        return "code"
    if bare.startswith(":::") and _DIV.fullmatch(bare):
        return "markup"
    if bare.startswith("<!--"):
        return "comment"
    if _HTML_EMBED.match(bare):
        return "embed"
    if _FOOTNOTE.match(bare):
        return "footnote"
    known = (_HTML_ALONE, _TEMPLATE, _ATTRIBUTES_ONLY, _BACK_REFERENCE)
    return "markup" if any(pattern.fullmatch(bare) for pattern in known) else "text"


def _fenced(
    text: str, index: LineIndex, lines: tuple[Line, ...], remarks: list[Diagnostic]
) -> tuple[Line, ...]:
    """Return the lines with everything inside code fences, comments, embeds and dead players marked as such."""
    if not any(line.kind in {"code", "comment", "embed", "markup"} for line in lines):
        return lines
    marked = list(lines)
    position, open_ended = 0, set[str]()
    while position < len(marked):
        kind, stop = _reach(text, marked, position, open_ended)
        if kind:
            _mark(text, marked, position, stop, kind)
        if kind == "embed":
            remarks.append(_embed(text, index, marked[position:stop]))
        position = stop
    return tuple(marked)


def _reach(text: str, lines: list[Line], first: int, open_ended: set[str]) -> tuple[Kind | None, int]:
    """Return what the line at `first` opens, and the position behind it; `None` where it opens nothing.

    `open_ended` holds the ends that were looked for and do not occur again: nobody looks for them twice.
    """
    line = lines[first]
    if line.kind == "code":
        return "code", _end_of_code(text, lines, first)
    if line.kind == "comment":
        return "comment", _end_of(text, lines, first, "-->", open_ended)
    if line.kind == "embed":
        stop = _end_of_element(text, lines, first)
        return ("embed" if stop > first else None), max(stop, first + 1)
    if line.kind == "markup" and _PLAYER.search(text, line.start, line.end):
        stop = _end_of_div(text, lines, first)
        if stop - first > 1 and _is_dead(text, lines[first:stop]):
            return "embed", stop
    return None, first + 1


def _mark(text: str, lines: list[Line], first: int, stop: int, kind: Kind) -> None:
    """Mark whole lines, whatever their own first characters had said."""
    for position in range(first, stop):
        line = lines[position]
        end = lines[position + 1].margin if position + 1 < len(lines) else line.end
        while end > line.margin and text[end - 1] in "\r\n":
            end -= 1
        lines[position] = Line(kind, line.margin, end, "", line.margin)


def _embed(text: str, index: LineIndex, lines: list[Line]) -> Diagnostic:
    """Return the remark for what is left of a player, with its addresses: no URL is lost."""
    urls = dict.fromkeys(_URL.findall(text, lines[0].start, lines[-1].end))
    return diagnose("embed", index.line(lines[0].start), url=" ".join(urls) or "no address")


def _end_of_code(text: str, lines: list[Line], first: int) -> int:
    """Return the position behind the closing fence; an opening fence without one opens nothing."""
    fence = text[lines[first].start : lines[first].start + 3]
    for position in range(first + 1, len(lines)):
        if text.startswith(fence, lines[position].start) and lines[position].kind == "code":
            return position + 1
    return first + 1


def _end_of(text: str, lines: list[Line], first: int, close: str, open_ended: set[str]) -> int:
    """Return the position behind the line that holds `close`; only the first line where none does."""
    pattern = re.compile(re.escape(close), re.IGNORECASE)
    found = None if close in open_ended else pattern.search(text, lines[first].start)
    if not found:
        open_ended.add(close)
        return first + 1
    place = found.start()
    return next((n + 1 for n in range(first, len(lines)) if lines[n].end > place), len(lines))


def _end_of_element(text: str, lines: list[Line], first: int) -> int:
    """Return the position behind an HTML embed that fills whole lines; `first` itself where words stand beside it."""
    line = lines[first]
    tag = _HTML_EMBED.match(text, line.start)
    reach = lines[min(first + _LONGEST_EMBED, len(lines) - 1)].end
    close = re.compile(rf"</{tag[1]}\s*>", re.IGNORECASE).search(text, line.start, reach) if tag else None
    if close is None:
        return first
    stop = next(n for n in range(first, len(lines)) if lines[n].end >= close.end())
    behind = text[close.end() : lines[stop].end].strip()
    return stop + 1 if not behind or _HTML_ALONE.fullmatch(behind) else first


def _is_dead(text: str, lines: list[Line]) -> bool:
    """Return whether a block is what is left of a player: few words, nobody's name, no clock."""
    said = [text[line.start : line.end] for line in lines if line.kind != "markup"]
    return sum(len(each.split()) for each in said) <= _MOST_WORDS and not any(
        map(_SPEECH_INSIDE.search, said)
    )


def _end_of_div(text: str, lines: list[Line], first: int) -> int:
    """Return the position behind the div that opens at `first`, or the next one where it is no short div."""
    depth = 0
    for position in range(first, min(first + _LONGEST_EMBED, len(lines))):
        line = lines[position]
        found = _DIV.fullmatch(text, line.start, line.end) if line.kind == "markup" else None
        if found:
            depth += 1 if found["attributes"] else -1
            if depth <= 0:
                return position + 1
    return first + 1


def _underlined(text: str, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines with `Title` over `=====` or `-----` as a heading, its underline as markup."""
    if ("---" not in text and "===" not in text) or not _UNDERLINED.search(text):
        return lines
    marked = list(lines)
    for position in range(1, len(lines)):
        under, over = lines[position], lines[position - 1]
        bare = text[under.start : under.end]
        if bare[:1] not in {"=", "-"} or over.kind != "text" or not _UNDERLINE.fullmatch(bare):
            continue
        alone = position < 2 or lines[position - 2].kind == "blank"  # noqa: PLR2004 - the line before the title
        if alone and len(bare) > 2 and over.end - over.start < _LONGEST_TITLE:  # noqa: PLR2004 - two dashes are none
            marked[position - 1] = over._replace(kind="heading", prefix="#" if bare[0] == "=" else "##")
            marked[position] = under._replace(kind="markup", prefix="")
    return tuple(marked)
