"""HTML as tokens: text, tags with their attributes, and what is neither; in linear time, whatever the tags are."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT, COMMENT, CODE, MARKUP = "", "!comment", "!code", "!markup"
"""Names of tokens that are no tags; `CODE` is a script or a style that does not end."""

REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_OPENING = re.compile(r"<(?=[A-Za-z!?]|/[A-Za-z])")
_TAG = re.compile(
    r"<(/?)([A-Za-z][^\s/<>\"'=]{0,60})((?:[^<>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+)",
)
"""A tag without its last bracket. A bracket may stand inside quotation marks (newsletters keep JSON in attributes); a
quotation mark anywhere but behind `=` is nothing special."""
_DECLARATION = re.compile(
    r"<(?:!doctype\b|!\[(?=if\b|endif\b|else\b)|\?[A-Za-z])[^<>]{0,2000}+>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(
    r"([^\s=\"'>/]++)(?:\s{0,100}+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]*+)))?+",
)
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "title")}
_SECTION = "<![CDATA["
_LONGEST_TITLE = 2_000


class Token(NamedTuple):
    """Text, or a tag with its attributes as written; `closes` says that the tag ends its element.

    The content of a title is one token of that name.
    """

    start: int
    end: int
    name: str = TEXT
    attributes: str = ""
    closes: bool = False


def tokens(source: str) -> Iterator[Token]:
    """Yield text and what stands between, in turn; scripts and styles are markup like any tag.

    >>> [source[token.start : token.end] for source in ["<p>Q&A<br/> <3</p>"] for token in tokens(source)]
    ['<p>', 'Q&A', '<br/>', ' <3', '</p>']
    """
    said = position = 0
    ended: set[str] = set()
    while opening := _OPENING.search(source, position):
        place = opening.start()
        found = (
            _tag(source, place, ended) or _section(source, place, ended) or _declaration(source, place, ended)
        )
        if isinstance(found, int):
            position = found
            continue
        if said < place:
            yield Token(said, place)
        yield from found
        said = position = found[-1].end
    if said < len(source):
        yield Token(said, len(source))


def _tag(source: str, place: int, ended: set[str]) -> tuple[Token, ...] | int | None:
    """Return the tag at `place`, with what belongs to it; where one does not close, the offset of the next bracket."""
    found = _TAG.match(source, place)
    if found is None:
        return None
    end = found.end() + 1
    if not source.startswith(">", end - 1):
        return found.end()  # all of it is text: nobody looks at it twice
    name = found[2].lower()
    if name in _ENDS and not found[1] and not found[3].endswith("/"):
        return _raw(source, place, end, name, ended)
    return (Token(place, end, MARKUP if name in _ENDS else name, found[3], bool(found[1])),)


def _raw(source: str, place: int, begin: int, name: str, ended: set[str]) -> tuple[Token, ...]:
    """Return an element in which nothing is a tag but its own end."""
    reach = begin + _LONGEST_TITLE if name == "title" else len(source)
    found = None if name in ended else _ENDS[name].search(source, begin, reach)
    if found and name == "title":
        return Token(place, begin, MARKUP), Token(begin, found.start(), name)
    if found:
        return (Token(place, found.start(), MARKUP),)
    if name == "title":
        return (Token(place, begin, MARKUP),)
    ended.add(name)
    return Token(place, begin, MARKUP), Token(begin, len(source), CODE)


def _section(source: str, place: int, ended: set[str]) -> tuple[Token, ...] | None:
    """Return a section of characters as they are, which is text, `None` where there is none that ends."""
    if not source.startswith(_SECTION, place) or "]]>" in ended:
        return None
    begin = place + len(_SECTION)
    end = source.find("]]>", begin)
    if end < 0:
        ended.add("]]>")
        return None
    return Token(place, begin, MARKUP), Token(begin, end), Token(end, end + 3, MARKUP)


def _declaration(source: str, place: int, ended: set[str]) -> tuple[Token, ...] | int:
    """Return a comment or a declaration, where there is none that ends the offset behind the bracket."""
    if source.startswith("<!--", place) and "-->" not in ended:
        end = source.find("-->", place + 2)
        if end >= 0:
            return (Token(place, end + 3, COMMENT),)
        ended.add("-->")
    found = _DECLARATION.match(source, place)
    return (Token(place, found.end(), MARKUP),) if found else place + 1


def attributes(written: str) -> dict[str, str]:
    """Return the attributes of a tag, the first of each name, with their references undone.

    >>> attributes(' href="/a?b=1&amp;c" HIDDEN')
    {'href': '/a?b=1&c', 'hidden': ''}
    """
    values: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(written):
        values.setdefault(found[1].lower(), unescaped(found[2] or found[3] or found[4] or ""))
    return values


def unescaped(text: str) -> str:
    """Return `text` with its references undone; without a semicolon it is none (`Q&A`)."""
    return REFERENCE.sub(lambda found: html.unescape(found[0]), text)


def squeezed(text: str) -> str:
    """Return what a page says in `text`: references undone, blanks squeezed."""
    return " ".join(unescaped(text).split())
