"""WebVTT subtitles: the speaker of every cue in a voice span, never in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.lines import LINE_END
from episcript.registry import WriterFormat
from episcript.writers._payload import Form, emphasised, in_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.model import Cue, Episode, Options

FORMAT = WriterFormat("WebVTT subtitles", ".vtt", "text/vtt", "cues with their lines; the speaker of each")

_FORM = Form("WEBVTT", ".", numbered=False, name="vtt", closing="</v>")
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
    annotations: dict[str, str] = {}

    def written(cue: Cue, text: str) -> str:
        said = emphasised(text, cue.marks, _escaped) if cue.marks else _escaped(text)
        if not named or not cue.speaker:
            return said
        name = annotations.get(cue.speaker)
        if name is None:
            name = annotations[cue.speaker] = _annotation(cue.speaker)
        return f"<v {name}>{said}"

    return in_blocks(cues, episode, _FORM, written)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES) if "<" in text or "&" in text or ">" in text else text


def _annotation(speaker: str) -> str:
    return LINE_END.sub(" ", speaker).translate(_ESCAPES)
