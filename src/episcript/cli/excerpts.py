"""The line that a finding is about, as it is shown below the finding: with a caret under its words."""

from __future__ import annotations

from typing import NamedTuple

from episcript.cli.escapes import visible

_WIDTH, _BEFORE = 96, 30
_WIDE = 2


class Excerpt(NamedTuple):
    """A part of a line, controls escaped; the marks below it; the column (from 1) of the first mark in the line."""

    text: str
    marks: str
    column: int


def excerpt(line: str, quote: str) -> Excerpt | None:
    r"""Return the part of `line` around `quote`; where it is not there, the beginning of the line; `None` for none.

    >>> excerpt("**Bo** [00:0x:04]: Hi.", "[00:0x:04]")
    Excerpt(text='**Bo** [00:0x:04]: Hi.', marks='       ^^^^^^^^^^', column=8)
    """
    if not line.strip():
        return None
    at, length = _place(line, quote)
    begin = max(0, at - _BEFORE) if at > _WIDTH - _BEFORE else 0
    end = begin + _WIDTH
    text = ("…" if begin else "") + _shown(line[begin:end]) + ("…" if end < len(line) else "")
    ahead = ("…" if begin else "") + _shown(line[begin:at])
    marks = " " * _columns(ahead) + "^" * max(1, _columns(_shown(line[at : min(end, at + length)])))
    return Excerpt(text, marks, at + 1)


def _place(line: str, quote: str) -> tuple[int, int]:
    """Return where the quote stands in the line and how long it is there: whole, its first line, its first word."""
    first = quote.strip().split("\n")[0]
    for part in (first, " ".join(first.split()[:2]), next(iter(first.split()), "")):
        if part and (at := line.find(part)) >= 0:
            return at, len(part)
    return len(line) - len(line.lstrip()), 1


def _shown(text: str) -> str:
    return visible(text.replace("\t", " "))


def _columns(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    from unicodedata import combining, east_asian_width  # noqa: PLC0415 - start-up

    return sum(0 if combining(one) else _WIDE if east_asian_width(one) in "WF" else 1 for one in text)
