"""The chapter list of mp4chaps: a clock with thousandths and a title, a line a chapter; a link may end it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.readers._chapter_lines import BARE, judged, leading, read_lines
from episcript.readers._chapters import reading_of
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("mp4chaps chapters", (), ("text/plain",), chapters=True)

_FULL = re.compile(r"\s*[-−]?[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}(?!\S)")


def score(sample: str) -> Score:
    r"""Return 0.95 for a list of chapters whose clocks have thousandths.

    >>> score("00:00:00.000 Start\n00:04:10.500 The well\n").value
    0.95
    """
    return _judged(sample, wanted=False)


def wanted(sample: str) -> Score:
    """Return 0.95 where every line begins with a clock, and one with thousandths, whatever the titles say."""
    return _judged(sample, wanted=True)


def _judged(sample: str, *, wanted: bool) -> Score:
    if not any(_FULL.match(line) for line in leading(sample)):
        return Score(0.0, "no line begins with a clock with thousandths")
    return judged(sample, BARE, 0.95, wanted=wanted)


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the lines that begin with a clock; all else is notes."""
    del options
    return reading_of(text, read_lines(text, BARE, links=True), "CLOCK TITLE <LINK>")
