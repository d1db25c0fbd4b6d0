"""Chapters as they stand in the description of an episode on Spotify: a clock in parentheses and a title, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("Spotify description", (), ("text/plain",), chapters=True)

_BEGINS = "("
_FIRST = 8


def score(sample: str) -> Score:
    r"""Return 0.85 for a text that is a list of chapters and nothing else; other descriptions are read as posts.

    >>> score("(00:00) Start\n(04:10) The well\n").value
    0.85
    """
    return _judged(sample, wanted=False)


def wanted(sample: str) -> Score:
    """Return 0.85 where every line begins with a clock in parentheses, whatever the titles say."""
    return _judged(sample, wanted=True)


def _judged(sample: str, *, wanted: bool) -> Score:
    first = sample.lstrip()[:_FIRST]
    if not first.startswith(_BEGINS) or ":" not in first:
        return Score(0.01 if ":" in sample else 0.0, "it does not begin with a clock")
    from episcript.readers._chapter_lines import IN_BRACKETS, judged  # noqa: PLC0415 - detection imports every reader

    return judged(sample, IN_BRACKETS, 0.85, wanted=wanted)


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the lines that begin with a clock in parentheses; all else is notes."""
    from episcript.readers._chapter_lines import IN_BRACKETS, read_lines  # noqa: PLC0415 - detection imports every reader
    from episcript.readers._chapters import reading_of  # noqa: PLC0415 - the same

    del options
    return reading_of(text, read_lines(text, IN_BRACKETS), "(CLOCK) TITLE")
