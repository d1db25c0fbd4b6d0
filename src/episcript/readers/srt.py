"""SubRip subtitles, as they are found: without numbers or with gaps, points for commas, blank lines inside cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.readers._caption_score import structure
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("SubRip subtitles", (".srt",), ("application/x-subrip",))


def score(sample: str) -> Score:
    r"""Return 0.95 for numbered cues, 0.9 for cues without numbers, 0 where there are none.

    >>> score("1\n00:00:01,000 --> 00:00:02,000\nHello.\n").value, score("Ann: Hello.").value
    (0.95, 0.0)
    """
    found = structure(sample)
    if not found.cues:
        return Score(0.0, "no line holds the times of a cue")
    return Score(0.95 if found.numbered else 0.9, f"{found.cues} lines hold the times of a cue")


def read(text: str, options: Options) -> Reading:
    """Return the reading of a SubRip file; one with the signature of WebVTT is read as such."""
    from episcript.readers._captions import read_captions  # noqa: PLC0415 - detection imports every reader

    del options
    return read_captions(text)
