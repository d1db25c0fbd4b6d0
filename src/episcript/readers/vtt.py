"""WebVTT: the algorithm of https://www.w3.org/TR/webvtt1/ decides what a cue is; near misses are read with a remark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.readers._caption_score import structure
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("WebVTT subtitles", (".vtt", ".webvtt"), ("text/vtt",))

_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|\Z)")


def score(sample: str) -> Score:
    r"""Return 1.0 for the signature, 0.85 for cues without it, 0 where there are none.

    >>> score("WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n").value, score("Ann: Hello.").value
    (1.0, 0.0)
    """
    if _SIGNATURE.match(sample):
        return Score(1.0, "it begins with WEBVTT")
    found = structure(sample)
    if not found.cues:
        return Score(0.0, "no line holds the times of a cue")
    return Score(0.85 if not found.numbered else 0.8, f"{found.cues} lines hold the times of a cue")


def read(text: str, options: Options) -> Reading:
    """Return the reading of a WebVTT file; one without the signature is read like SubRip."""
    from episcript.readers._captions import read_captions  # noqa: PLC0415 - detection imports every reader

    del options
    return read_captions(text)
