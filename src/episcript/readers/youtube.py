"""Chapters as they stand in the description of a video: a bare clock and a title, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.readers._chapter_score import listed
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading, Score

FORMAT = ReaderFormat("YouTube description", (), ("text/plain",), chapters=True)


def score(sample: str) -> Score:
    r"""Return 0.85 for a text that is a list of chapters and nothing else; other descriptions are read as posts.

    >>> score("0:00 Start\n4:10 The well\n").value, score("0:00 Hello, all.\n0:03 Hi.\n").value
    (0.85, 0.01)
    """
    return listed(sample, 0.85)


def wanted(sample: str) -> Score:
    """Return 0.85 where every line begins with a bare clock, whatever the titles say."""
    return listed(sample, 0.85, wanted=True)


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the lines that begin with a bare clock; all else is notes."""
    from episcript.readers._chapter_lines import BARE, read_lines  # noqa: PLC0415 - detection imports every reader
    from episcript.readers._chapters import reading_of  # noqa: PLC0415 - the same

    del options
    return reading_of(text, read_lines(text, BARE), "CLOCK TITLE")
