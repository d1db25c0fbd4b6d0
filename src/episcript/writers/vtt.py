"""WebVTT subtitles: the speaker of every cue in a voice span, never in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.lines import LINE_END
from episcript.registry import WriterFormat
from episcript.times import format_vtt
from episcript.writers._payload import written_cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.model import Cue, Episode, Options

FORMAT = WriterFormat("WebVTT subtitles", ".vtt", "text/vtt", "cues with their lines; the speaker of each")

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
"""With `>` escaped too, neither `-->` nor the end of a voice tag can come from the words."""


def write_cues(cues: Sequence[Cue], episode: Episode, options: Options) -> str:
    """Return the cues as WebVTT, each that has a speaker in its own `<v Name>`: a voice span ends with its cue.

    Raises `EpiscriptError` where no cue has words. The rules are those of https://www.w3.org/TR/webvtt1/.

    >>> from episcript.model import Cue, Episode, Options
    >>> print(write_cues([Cue(0, 1_500, ("Q & A.",), 0, None, "Ann")], Episode(), Options()), end="")
    WEBVTT
    <BLANKLINE>
    00:00:00.000 --> 00:00:01.500
    <v Ann>Q &amp; A.
    """
    named = options.speaker_labels != "never"
    entries = [_entry(cue, lines, named=named) for cue, lines in written_cues(cues, episode, "vtt")]
    return "\n".join(["WEBVTT\n", *entries])


def _entry(cue: Cue, lines: list[str], *, named: bool) -> str:
    voice = f"<v {_annotation(cue.speaker)}>" if named and cue.speaker else ""
    payload = "\n".join(line.translate(_ESCAPES) for line in lines)
    return f"{format_vtt(cue.start)} --> {format_vtt(cue.end)}\n{voice}{payload}\n"


def _annotation(speaker: str) -> str:
    return LINE_END.sub(" ", speaker).translate(_ESCAPES)
