"""Lines end at four line ends and nowhere else, and each offset has one line and one column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.lines import LINE_END, LineIndex


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("low water", [0]),
        ("low\nwater", [0, 4]),
        ("low\r\nwater", [0, 5]),
        ("low\rwater", [0, 4]),
        ("low\r\r\nwater", [0, 6]),
        ("low\r\r\r\nwater", [0, 4, 7]),
        ("low\n\rwater", [0, 4, 5]),
        ("low\n\nwater\n", [0, 4, 5, 11]),
        ("\n", [0, 1]),
    ],
)
def test_a_line_begins_behind_each_line_end(text: str, starts: list[int]) -> None:
    r"""`\n`, `\r\n`, `\r` and `\r\r\n` are one line end each; the last one opens an empty line."""
    assert LineIndex(text).starts == starts


@pytest.mark.parametrize(
    "inside", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\0", "\t"]
)
def test_nothing_else_ends_a_line(inside: str) -> None:
    """What `str.splitlines` takes for a line end stands inside words of damaged text."""
    assert LineIndex(f"low{inside}water").starts == [0]


@pytest.mark.parametrize(
    ("offset", "place"),
    [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (1, 4)), (4, (2, 1)), (5, (2, 2)), (6, (3, 1)), (7, (3, 2))],
)
def test_each_offset_has_a_line_and_a_column(offset: int, place: tuple[int, int]) -> None:
    """Lines and columns count from 1; a line end belongs to the line that it ends."""
    index = LineIndex("äb\r\nc\n😀d")
    assert index.place(offset) == place
    assert index.line(offset) == place[0]


@given(st.text(st.sampled_from("ab\r\n\x85\u2028"), max_size=40))
def test_lines_are_what_stands_between_line_ends(text: str) -> None:
    """There is one start more than there are line ends, and a place leads back to its offset."""
    index = LineIndex(text)
    assert len(index.starts) == len(LINE_END.findall(text)) + 1
    for offset in range(len(text) + 1):
        line, column = index.place(offset)
        assert index.starts[line - 1] + column - 1 == offset
        assert index.line(offset) == line
