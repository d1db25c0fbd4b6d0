"""Where the scalars of XML stand in its source: attributes and texts, matched to the elements by their number."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.records.tree import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from episcript.records.tree import Key, Record

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>|</[^>]*+>"
    r"|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>|[^<]++|<",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([\w:.-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_CDATA = "<![CDATA["


class Place(NamedTuple):
    """The record (or array) and the key that hold a text."""

    holder: object
    key: Key


def spans_of(text: str, records: Mapping[int, Record], places: Mapping[int, Place]) -> Iterator[Span]:
    """Yield the spans of an XML text: each attribute's value, each stretch of text, the rest as punctuation."""
    stack: list[int] = []
    count = 0
    for found in _TOKEN.finditer(text):
        token, start, end = found[0], found.start(), found.end()
        if token.startswith(_CDATA) or token[0] != "<":
            yield from _said(text, start, end, stack, places)
        elif token.startswith(("<?", "<!")) or len(token) == 1:
            yield Span(start, end)
        elif token.startswith("</"):
            if stack:
                stack.pop()
            yield Span(start, end)
        else:
            yield from _attributes(found, records.get(count))
            if not token.endswith("/>"):
                stack.append(count)
            count += 1


def _said(text: str, start: int, end: int, stack: list[int], places: Mapping[int, Place]) -> Iterator[Span]:
    said = text[start:end]
    if not said.strip():
        return
    place = places.get(stack[-1]) if stack else None
    verbatim = said.startswith(_CDATA)
    plain = said[len(_CDATA) : -3] if verbatim else html.unescape(said)
    yield Span(start, end, place.holder, place.key, plain) if place else Span(start, end)


def _attributes(found: re.Match[str], record: Record | None) -> Iterator[Span]:
    at, base, token = found.start(), found.start(), found[0]
    for attribute in _ATTRIBUTE.finditer(token):
        group = 2 if attribute[2] is not None else 3
        start, end = base + attribute.start(group), base + attribute.end(group)
        key = attribute[1].rpartition(":")[2]
        if start > at:
            yield Span(at, start)
        if end > start:
            yield Span(start, end, record, key) if record is not None and key in record else Span(start, end)
        at = end
    if at < found.end():
        yield Span(at, found.end())
