"""The transcript JSON of Podcasting 2.0: segments with speaker, start, end and body."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from episcript.model import Turn
from episcript.refusal import nothing_to_show
from episcript.registry import WriterFormat
from episcript.writers._scalars import encoded, record, seconds
from episcript.writers._sentences import bodies, captions_of, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Cue, Episode, Options

FORMAT = WriterFormat(
    "Podcasting 2.0 transcript",
    ".transcript.json",
    "application/json",
    "sentences with their times; the speaker of each",
)


def write_cues(cues: Sequence[Cue], episode: Episode, options: Options) -> str:
    """Return a segment a sentence: cues are joined up to its end, a sentence of more than a few cues stays cut.

    Cues that were captions are segments as they are. Times are seconds with a decimal point; `speaker` is left out
    where nobody is named. Raises `EpiscriptError` where no cue has words. The form is that of https://github.com/Podcastindex-org/podcast-namespace.

    >>> from episcript.model import Cue, Episode, Options
    >>> print(write_cues([Cue(0, 1_500, ("Hello,", "Bo."), 0, None, "Ann")], Episode(), Options()), end="")
    {"version": "1.0.0", "segments": [
     {"speaker": "Ann", "startTime": 0.0, "endTime": 1.5, "body": "Hello, Bo."}
    ]}
    """
    named = options.speaker_labels != "never"
    said = [(cue, lines) for cue in cues if (lines := [line for line in cue.lines if line.strip()])]
    if not said:
        raise nothing_to_show("podcast-json", episode)
    segments = _segments(said, episode)
    written = ",\n".join(f" {_segment(segment, named=named)}" for segment in segments)
    return f'{{"version": "1.0.0", "segments": [\n{written}\n]}}\n'


class _Segment(NamedTuple):
    start: int
    end: int
    speaker: str | None
    body: str


def _segments(cues: Sequence[tuple[Cue, list[str]]], episode: Episode) -> Iterator[_Segment]:
    """Yield the segments: cues of one turn up to the end of a sentence, or as many as fit into one."""
    for index, found in groupby(cues, key=lambda pair: pair[0].turn):
        turn = episode.turns[index] if index < len(episode.turns) else Turn("")
        said = list(bodies(found, turn.text))
        for cue, body in sentences(said, captions_of(turn)):
            yield _Segment(cue.start, cue.end, cue.speaker or turn.label, body)


def _segment(segment: _Segment, *, named: bool) -> str:
    speaker = [("speaker", encoded(segment.speaker))] if named and segment.speaker else []
    times = [("startTime", seconds(segment.start)), ("endTime", seconds(segment.end))]
    return record([*speaker, *times, ("body", encoded(segment.body))])
