"""What a repair leaves alone and speaks of: characters lost before, and characters that nobody sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.lines import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from episcript.model import Diagnostic
    from episcript.repair.witness import Doubt

_CONTROL = "[\x00-\x08\x0b\x0e-\x1f\x7f"
_UNSEEN = "\x80-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"

_ORDINARY = bytes({*range(0x20, 0x7F), *b"\t\n\f\r"})
_PART = 1 << 14
"""All of ASCII but the controls, and how much of it is looked at: taking it out of what the processor holds at hand is
twenty times faster than searching."""

_REMARKS = (
    ("replacement-character", re.compile("\ufffd"), False),
    ("control", re.compile(f"{_CONTROL}]"), True),
    ("control", re.compile(f"{_CONTROL}{_UNSEEN}]"), False),
)
"""Code, the characters it counts, and whether the row is for ASCII text (which needs the smaller class only)."""


def remarks(text: str, doubts: Iterable[tuple[int, Doubt]] = ()) -> tuple[Diagnostic, ...]:
    r"""Return a remark for each kind of odd character, with its count and the line of the first one.

    `doubts` are words that may be damaged, with their lines: each word is a remark at its first line.

    TAB, LF, FF and CR are ordinary. Zero-width characters and soft hyphens are only counted: emoji and Persian need
    them.

    >>> [(found.code, found.line) for found in remarks("one\ntwo\ufffd")]
    [('replacement-character', 2)]
    """
    return (*_counted(text), *_likely(doubts), *_lost(text))


def _lost(text: str) -> Iterator[Diagnostic]:
    """Yield a remark for each word with a lost character that the file has whole elsewhere."""
    if "\ufffd" in text:
        from episcript.repair.lost import lost_words  # noqa: PLC0415 - rare

        for line, written, likely, places in lost_words(text):
            yield diagnose("likely-word", line, written=written, likely=likely, count=places)


def _likely(doubts: Iterable[tuple[int, Doubt]]) -> Iterator[Diagnostic]:
    """Yield a remark for each word in doubt, with the number of its places."""
    places: dict[tuple[str, str], list[int]] = {}
    for line, doubt in doubts:
        places.setdefault((doubt.written, doubt.likely), []).append(line)
    for (written, likely), lines in places.items():
        yield diagnose("likely-word", lines[0], written=written, likely=likely, count=len(lines))


def _counted(text: str) -> Iterator[Diagnostic]:
    plain = text.isascii()
    if plain and not _controlled(text):
        return
    for code, pattern, for_ascii in _REMARKS:
        if plain == for_ascii and (first := pattern.search(text)):
            line = 1 + sum(1 for _ in LINE_END.finditer(text, 0, first.start()))
            yield diagnose(code, line, count=sum(1 for _ in pattern.finditer(text, first.start())))


def _controlled(text: str) -> bool:
    """Return whether an ASCII text holds a control."""
    return any(text[at : at + _PART].encode().translate(None, _ORDINARY) for at in range(0, len(text), _PART))
