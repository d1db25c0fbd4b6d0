"""SubRip subtitles: numbered from 1, comma in the clock, UTF-8 without a byte order mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.writers._payload import Form, emphasised, in_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.model import Cue, Episode, Options

FORMAT = WriterFormat(
    "SubRip subtitles", ".srt", "application/x-subrip", "cues with their lines; labels where shown"
)
_FORM = Form("", ",", numbered=True, name="srt")


def write_cues(cues: Sequence[Cue], episode: Episode, options: Options) -> str:
    """Return the cues as SubRip, `Name: ` before the first line of a cue whose label is shown.

    Raises `EpiscriptError` where no cue has words.

    >>> from episcript.model import Cue, Episode, Options
    >>> print(write_cues([Cue(1_500, 3_000, ("Hello,", "Bo."), 0, "Ann")], Episode(), Options()), end="")
    1
    00:00:01,500 --> 00:00:03,000
    Ann: Hello,
    Bo.
    """
    named = options.speaker_labels != "never"

    def written(cue: Cue, text: str) -> str:
        said = emphasised(text, cue.marks, str) if cue.marks else text
        return f"{cue.label}: {said}".rstrip(" ") if named and cue.label else said

    return in_blocks(cues, episode, _FORM, written)
