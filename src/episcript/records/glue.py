"""The words of values as plain text, and pieces of a text put together with the blanks that belong between them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from episcript.markup.plain import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp);")
_OPENING = frozenset("([{¿¡«„“‘\"'")


def plain(text: str) -> str:
    r"""Return the words of a value: references undone, blanks squeezed, line ends and paragraphs kept.

    >>> plain(" It&#39;s\n late. \n\n\n Yes. ")
    "It's\nlate.\n\nYes."
    """
    if "&" in text and _REFERENCE.search(text):
        text = html.unescape(text)
    if "\n" not in text and "\r" not in text:
        return squeeze(text)
    lines = [squeeze(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def carries_blanks(values: Sequence[str]) -> bool:
    """Return whether the pieces of a text bring the blanks between them along: some are blanks or begin or end so.

    >>> carries_blanks(["Well", ",", " ", "yes"]), carries_blanks(["Well,", "yes"])
    (True, False)
    """
    blank = sum(value[:1].isspace() or value[-1:].isspace() for value in values)
    return blank * 5 >= len(values) and blank > 0


def glued(values: Sequence[str], *, carried: bool) -> tuple[str, list[int]]:
    """Return the pieces of a text as one, and where each begins; punctuation follows without a blank.

    >>> glued(["Well", ",", "yes", "."], carried=False)
    ('Well, yes.', [0, 4, 6, 9])
    """
    text: list[str] = []
    offsets: list[int] = []
    length, last = 0, ""
    for value in values:
        said = re.sub(r"\s+", " ", html.unescape(value) if _REFERENCE.search(value) else value)
        if carried:
            said = said.lstrip() if last in {"", " "} else said
            lead = len(said) - len(said.lstrip())
            offsets.append(length + lead)
        else:
            said = said.strip()
            glue = " " if last and said and _apart(last, said) else ""
            text.append(glue)
            length += len(glue)
            offsets.append(length)
        text.append(said)
        length += len(said)
        last = said[-1:] or last
    return "".join(text).rstrip(), offsets


def _apart(last: str, said: str) -> bool:
    """Return whether a blank belongs between the character before and what follows."""
    if not any(map(str.isalnum, said)) and said[0] not in _OPENING and said[0] not in "[(♪-–—&":
        return False
    from episcript.markup.plain import one_blank  # noqa: PLC0415 - a table of scripts

    return last not in "([{¿¡«„" and one_blank(f"{last}\n{said[0]}")[1:-1] == " "


def begins_word(text: str) -> bool:
    """Return whether a piece begins a word of its own; punctuation belongs to the word before it.

    >>> begins_word("(yes"), begins_word(".")
    (True, False)
    """
    return any(map(str.isalnum, text)) or text[0] in _OPENING or text[0] in "[(♪"
