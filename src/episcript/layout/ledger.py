"""The ledger of a document: every non-blank character of the source with its role and what it became."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.layout.names import plain_label
from episcript.markup.inline import render
from episcript.model import LedgerEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from episcript.layout.speech import Segment
    from episcript.markup import Document
    from episcript.markup.plain import Piece

_RENDERED = frozenset({"text", "chapter"})
_KNOWN = re.compile(
    r"\{[#.][^{}\r\n]*\}|<v(?:\.[\w.]+)?(?=\s)|</v>|</?(?:b|strong|em|i|u|cite)>|(?<![^\r\n])[ \t]*[0-9]{1,9}[.)](?=[ \t])"
)
"""Markup with letters or digits that may stand in a gap: attributes of a heading, tags around a label, closed voices, list numbers."""


def build(document: Document, segments: Iterable[Segment]) -> tuple[LedgerEntry, ...]:
    """Return the entries of `segments` with the gaps between them filled.

    A gap holds punctuation of heads and bullets and is markup; a gap with letters or digits was not understood: it
    is `skipped`, and the reader owes a remark for it.
    """
    entries: list[LedgerEntry] = []
    position = document.front.start if document.front else 0
    found = (entry for segment in segments for entry in _entries(document, segment))
    for entry in sorted(
        found, key=lambda each: each.start
    ):  # a voice stands between the lines of one stretch
        if entry.start >= position:
            entries.extend(_gap(document.text, position, entry.start))
            entries.append(entry)
            position = entry.end
    return (*entries, *_gap(document.text, position, len(document.text)))


def _gap(text: str, start: int, end: int) -> Iterator[LedgerEntry]:
    said = text[start:end]
    if said.strip():
        words = any(character.isalnum() for character in _KNOWN.sub("", said))
        yield LedgerEntry(start, end, "skipped" if words else "markup")


def _entries(document: Document, segment: Segment) -> Iterator[LedgerEntry]:
    """Yield the entry of a segment, or those of its inline pieces where it was rendered."""
    start, end, role, path = segment[:4]
    if role in _RENDERED or path == "title":
        yield from _rendered(document, segment)
    elif path is None:
        yield LedgerEntry(start, end, role)
    else:
        source = document.text[start:end]
        yield LedgerEntry(start, end, role, path, plain_label(source) if role == "label" else source)


def _rendered(document: Document, segment: Segment) -> Iterator[LedgerEntry]:
    """Yield the inline pieces of a segment, cut at the ends of its lines."""
    lines = segment.lines or ((segment.start, segment.end),)
    source = "\n".join(document.text[start:end] for start, end in lines)
    for piece in render(source, markdown=document.markdown).pieces:
        said = piece.plain
        for start, end, inner in _in_lines(lines, piece):
            whole = piece.role == "text" and piece.plain == source[piece.start : piece.end]
            became = document.text[start:end] + ("\n" if inner else "") if whole else said
            said = ""
            role = segment.role if piece.role == "text" else piece.role
            spoken = piece.role == "text"
            yield LedgerEntry(start, end, role, segment.path if spoken else None, became if spoken else None)


def _in_lines(lines: Iterable[tuple[int, int]], piece: Piece) -> Iterator[tuple[int, int, bool]]:
    """Yield the source offsets of a piece line by line, and whether the piece goes on in the next line."""
    begin = 0
    for start, end in lines:
        first, last = max(piece.start - begin, 0), min(piece.end - begin, end - start)
        if first < last:
            yield start + first, start + last, piece.end - begin > end - start
        begin += end - start + 1
