"""What a repair leaves alone and speaks of: characters lost before, and characters that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.lines import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Diagnostic

_CONTROL = "[\x00-\x08\x0b\x0e-\x1f\x7f"
_UNSEEN = "\x80-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"

_REMARKS = (
    ("replacement-character", re.compile("\ufffd"), False),
    ("control", re.compile(f"{_CONTROL}]"), True),
    ("control", re.compile(f"{_CONTROL}{_UNSEEN}]"), False),
)
"""Code, the characters it counts, and whether the row is for ASCII text (which needs the smaller class only)."""


def remarks(text: str) -> tuple[Diagnostic, ...]:
    r"""Return a remark for each kind of odd character, with its count and the line of the first one.

    TAB, LF, FF and CR are ordinary. Zero-width characters and soft hyphens are only counted: emoji and Persian need
    them.

    >>> [(found.code, found.line) for found in remarks("one\ntwo\ufffd")]
    [('replacement-character', 2)]
    """
    return tuple(_counted(text))


def _counted(text: str) -> Iterator[Diagnostic]:
    plain = text.isascii()
    for code, pattern, for_ascii in _REMARKS:
        if plain == for_ascii and (first := pattern.search(text)):
            line = 1 + sum(1 for _ in LINE_END.finditer(text, 0, first.start()))
            yield diagnose(code, line, count=sum(1 for _ in pattern.finditer(text, first.start())))
