"""Where lines begin: offsets to line and column numbers, by the line ends that count and no others."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

LINE_END = re.compile(r"\r\r?\n|\n|\r")
"""`\\n`, `\\r\\n`, `\\r`, and `\\r\\r\\n`, which occurs. Not U+0085 or U+2028: mojibake holds them inside words."""


def split_lines(text: str) -> list[str]:
    r"""Return the lines of `text` without their ends; without a carriage return it is split, four times as fast as by a pattern.

    >>> split_lines("a\r\nb\n"), split_lines("a\nb")
    (['a', 'b', ''], ['a', 'b'])
    """
    return LINE_END.split(text) if "\r" in text else text.split("\n")


def _starts(text: str) -> list[int]:
    """Return where the lines begin; without a carriage return the text is split, four times as fast as a pattern."""
    if "\r" in text:
        return [0, *(found.end() for found in LINE_END.finditer(text))]
    return [0, *accumulate([len(line) + 1 for line in text.split("\n")][:-1])]


class LineIndex:
    """The line starts of a text, found once; lines and columns count from 1, columns in code points."""

    __slots__ = ("starts",)

    def __init__(self, text: str) -> None:
        """Find the line starts of `text`."""
        self.starts = _starts(text)

    def line(self, offset: int) -> int:
        r"""Return the number of the line that holds `offset`.

        >>> LineIndex("a\r\nb\rc").line(5)
        3
        """
        return bisect_right(self.starts, offset)

    def place(self, offset: int) -> tuple[int, int]:
        r"""Return line and column of `offset`.

        >>> LineIndex("ab\ncd").place(4)
        (2, 2)
        """
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1
