"""The chapter list of mp4chaps: a clock with thousandths and a title, a line a chapter; a link may end it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.readers._chapter_score import listed
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("mp4chaps chapters", (), ("text/plain",), chapters=True)

_SURE = 0.5


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
    found = listed(sample, 0.95, wanted=wanted)
    if found.value <= _SURE:
        return found
    from episcript.readers._chapter_lines import has_thousandths  # noqa: PLC0415 - detection imports every reader

    return found if has_thousandths(sample) else Score(0.01, "no line begins with a clock with thousandths")


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the lines that begin with a clock; all else is notes."""
    from episcript.readers._chapter_lines import BARE, read_lines  # noqa: PLC0415 - detection imports every reader
    from episcript.readers._chapters import reading_of  # noqa: PLC0415 - the same

    del options
    return reading_of(text, read_lines(text, BARE, links=True), "CLOCK TITLE <LINK>")
