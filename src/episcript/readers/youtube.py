"""Chapters as they stand in the description of a video: a bare clock and a title, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("YouTube description", (), ("text/plain",), chapters=True)

_BEGINS = tuple("0123456789-−")
_FIRST = 8


def score(sample: str) -> Score:
    r"""Return 0.85 for a text that is a list of chapters and nothing else; other descriptions are read as posts.

    >>> score("0:00 Start\n4:10 The well\n").value, score("0:00 Hello, all.\n0:03 Hi.\n").value
    (0.85, 0.01)
    """
    return _judged(sample, wanted=False)


def wanted(sample: str) -> Score:
    """Return 0.85 where every line begins with a bare clock, whatever the titles say."""
    return _judged(sample, wanted=True)


def _judged(sample: str, *, wanted: bool) -> Score:
    first = sample.lstrip()[:_FIRST]
    if not first.startswith(_BEGINS) or ":" not in first:
        return Score(0.01 if ":" in sample else 0.0, "it does not begin with a clock")
    from episcript.readers._chapter_lines import BARE, judged  # noqa: PLC0415 - detection imports every reader

    return judged(sample, BARE, 0.85, wanted=wanted)


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the lines that begin with a bare clock; all else is notes."""
    from episcript.readers._chapter_lines import BARE, read_lines  # noqa: PLC0415 - detection imports every reader
    from episcript.readers._chapters import reading_of  # noqa: PLC0415 - the same

    del options
    return reading_of(text, read_lines(text, BARE), "CLOCK TITLE")
