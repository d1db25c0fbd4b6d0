"""Which characters of plain text would read as Markdown, and so get a backslash before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.times import CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

_REMARK = r"(?<![\]!])(?P<remark>\[[^\[\]\\`*_~<>&!{}()^|$#\n]{1,80}\](?![(\[{:]))"
"""A remark such as `[laughter]`: nothing in it or behind it can make a link of it, so it may stay as it is."""

_URL = r"(?P<url>https?://[^\s<>\[\]\\*`_&]+(?:&(?!#?[0-9A-Za-z]{1,32};)[^\s<>\[\]\\*`_&]*)*)"
"""The part of a bare address in which nothing is markup: a backslash there would break the link that readers make."""

_ANYWHERE = re.compile(
    _REMARK
    + "|"
    + _URL
    + r"|[\\`*~{\[\]]"
    + r"|(?<![^\W_])_|_(?![^\W_])"  # the underscores of `snake_case` are no emphasis
    + r"|<(?=[A-Za-z/!?])"  # tags and autolinks; `a < b` is none
    + r"|&(?=#?[0-9A-Za-z]{1,32};)"  # entities; `Q&A` is none
    + r"|!(?=\[)"
    + r"|\$(?![0-9])"  # pandoc's formulas; prices are none
    + rf"|\((?={CLOCK}\))"  # our stamps
)
_LINE_START = re.compile(
    r"^[ \t]*(?:(?:[>|]|#(?=[#\s]|$)|[-+=:](?=[-+=:\s]|$))|(?P<number>[0-9]{1,9})[.)](?=\s|$))", re.MULTILINE
)
"""Quotations, tables, headings, lists, rules, fenced divs, definitions, numbered lists."""

_HASHES = re.compile(r"#+[ \t]*$")


def escapes(text: str, start: int, end: int, *, at_line_start: bool) -> Iterator[int]:
    """Yield the offsets in `text[start:end]`, a paragraph, that need a backslash; not always in order.

    The rules are CommonMark's, and pandoc's where it knows more. `at_line_start` says whether the paragraph opens its
    line, or follows a label or a clock.

    >>> [*escapes("1. *Not* a list, snake_case [laughs]", 0, 36, at_line_start=True)]
    [3, 7, 1]
    """
    for found in _ANYWHERE.finditer(text, start, end):
        if not found["remark"] and not found["url"]:
            yield found.start()
    paragraph = text[start:end]
    for found in _LINE_START.finditer(paragraph):
        if at_line_start or found.start():
            yield start + (found.end("number") if found["number"] else found.end() - 1)


def escaped(text: str) -> str:
    r"""Return a label or a title as it is written inside a line of Markdown.

    >>> escaped("C# [part 1] #")
    'C# [part 1] \\#'
    """
    places = {*escapes(text, 0, len(text), at_line_start=False)}
    if hashes := _HASHES.search(text):
        places.add(hashes.start())
    return "".join(f"\\{char}" if place in places else char for place, char in enumerate(text))
