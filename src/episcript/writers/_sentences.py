"""Cues joined to sentences again: what the formats share whose rows are sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from episcript.model import Cue, Turn

_ENDS = tuple(".?!…。？！")
_LONGEST = 200
"""Characters of a segment; a longer sentence is cut where a cue ends."""
_CLOSING = "\"'”’»)]」』"


def captions_of(turn: Turn) -> Collection[tuple[int, int]]:
    """Return start and end of the captions that a turn was made of: they stay segments of their own."""
    times = [time for _, time in turn.anchors] if turn.anchor_source == "cue" else []
    return frozenset(zip(times[::2], times[1::2], strict=False))


def bodies(cues: Iterable[tuple[Cue, list[str]]], text: str) -> Iterator[tuple[Cue, str]]:
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


def sentences(
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
