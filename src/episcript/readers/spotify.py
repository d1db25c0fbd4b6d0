"""Chapters as they stand in the description of an episode on Spotify: a clock in parentheses and a title, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.readers._chapter_score import listed
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading, Score

FORMAT = ReaderFormat("Spotify description", (), ("text/plain",), chapters=True)


def score(sample: str) -> Score:
    r"""Return 0.85 for a text that is a list of chapters and nothing else; other descriptions are read as posts.

    >>> score("(00:00) Start\n(04:10) The well\n").value
    0.85
    """
    return listed(sample, 0.85, bracketed=True)


def wanted(sample: str) -> Score:
    """Return 0.85 where every line begins with a clock in parentheses, whatever the titles say."""
    return listed(sample, 0.85, bracketed=True, wanted=True)


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the lines that begin with a clock in parentheses; all else is notes."""
    from episcript.readers._chapter_lines import IN_BRACKETS, read_lines  # noqa: PLC0415 - detection imports every reader
    from episcript.readers._chapters import reading_of  # noqa: PLC0415 - the same

    del options
    return reading_of(text, read_lines(text, IN_BRACKETS), "(CLOCK) TITLE")
