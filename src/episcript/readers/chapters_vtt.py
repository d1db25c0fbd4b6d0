"""WebVTT chapters: a cue a chapter. Captions are told from chapters by their first lines, or by their length where asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("WebVTT chapters", (), ("text/vtt",), chapters=True)

_HEAD = 1_000


def score(sample: str) -> Score:
    r"""Return 1.0 for WebVTT whose first lines say that it holds chapters.

    >>> score("WEBVTT Kind: chapters\n\n00:00.000 --> 00:10.000\nStart\n").value
    1.0
    """
    if not sample.removeprefix("\ufeff").startswith("WEBVTT"):
        return Score(0.0, "it does not begin with WEBVTT")
    head, cues, _ = sample.partition("-->")
    if "kind:chapters" in "".join(head[:_HEAD].split()).casefold():
        return Score(1.0, "its first lines say that it holds chapters")
    return (
        Score(0.01, "WebVTT that does not say that it holds chapters")
        if cues
        else Score(0.0, "it has no cue")
    )


def wanted(sample: str) -> Score:
    """Return 1.0 also for cues of 10 s or more, each of which begins where the one before it ends."""
    from episcript.readers._chapter_cues import follow_one_another  # noqa: PLC0415 - detection imports every reader

    found = score(sample)
    if 0 < found.value < 1 and follow_one_another(sample):
        return Score(1.0, "cues of 10 s or more, one behind another")
    return found


def read(text: str, options: Options) -> Reading:
    """Return a chapter a cue, its text the title; comments are notes."""
    from episcript.readers._chapter_cues import read_cues  # noqa: PLC0415 - detection imports every reader

    del options
    return read_cues(text)
