"""The transcript JSON of Podcasting 2.0: segments with speaker, start, end and body."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from episcript.model import Turn
from episcript.refusal import nothing_to_show
from episcript.registry import WriterFormat
from episcript.writers._scalars import encoded, record, seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from episcript.model import Cue, Episode, Options

FORMAT = WriterFormat(
    "Podcasting 2.0 transcript",
    ".transcript.json",
    "application/json",
    "sentences with their times; the speaker of each",
)

_ENDS = tuple(".?!…。？！")
_LONGEST = 200
"""Characters of a segment; a longer sentence is cut where a cue ends."""
_CLOSING = "\"'”’»)]」』"


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
        kept = _kept(turn)
        for cue, body in _sentences(list(_bodies(found, turn.text)), kept):
            yield _Segment(cue.start, cue.end, cue.speaker or turn.label, body)


def _kept(turn: Turn) -> Collection[tuple[int, int]]:
    """Return start and end of the captions that a turn was made of: they stay segments of their own."""
    times = [time for _, time in turn.anchors] if turn.anchor_source == "cue" else []
    return frozenset(zip(times[::2], times[1::2], strict=False))


def _bodies(cues: Iterable[tuple[Cue, list[str]]], text: str) -> Iterator[tuple[Cue, str]]:
    """Yield each cue with its words as the turn has them: lines are joined with what stood between them."""
    at = 0
    for cue, lines in cues:
        begin = text.find(lines[0], at)
        end = begin
        for line in lines:
            place = text.find(line, end) if end >= 0 else -1
            end = place + len(line) if place >= 0 else -1
        whole = begin >= 0 and end >= 0
        yield cue, text[begin:end] if whole else " ".join(lines)
        at = end if whole else at


def _sentences(
    cues: Sequence[tuple[Cue, str]], kept: Collection[tuple[int, int]]
) -> Iterator[tuple[Cue, str]]:
    """Yield cues joined to sentences; `kept` ones stay as they are."""
    open_: tuple[Cue, str] | None = None
    for cue, body in cues:
        whole = not open_ or (cue.start, cue.end) in kept or _is_whole(open_[1])
        if open_ and not whole and len(open_[1]) + len(body) < _LONGEST:
            glue = " " if open_[1].isascii() or body.isascii() or not _is_wide(open_[1][-1]) else ""
            open_ = open_[0]._replace(end=cue.end), f"{open_[1]}{glue}{body}"
        else:
            if open_:
                yield open_
            open_ = cue, body
    if open_:
        yield open_


def _is_whole(body: str) -> bool:
    """Return whether words end like a sentence."""
    return body.rstrip(_CLOSING).endswith(_ENDS)


def _is_wide(character: str) -> bool:
    from unicodedata import east_asian_width  # noqa: PLC0415 - a table

    return east_asian_width(character) in "WF"


def _segment(segment: _Segment, *, named: bool) -> str:
    speaker = [("speaker", encoded(segment.speaker))] if named and segment.speaker else []
    times = [("startTime", seconds(segment.start)), ("endTime", seconds(segment.end))]
    return record([*speaker, *times, ("body", encoded(segment.body))])
