"""Cues that begin and end on frames, for editors that know no other times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.times import SECOND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from episcript.model import Cue


def on_frames(cues: Iterable[Cue], fps: float) -> Iterator[Cue]:
    """Yield `cues`, each time at the frame nearest to it (`fps` a second) and none shorter than a frame.

    >>> from episcript.model import Cue
    >>> [(cue.start, cue.end) for cue in on_frames([Cue(1_010, 2_333, ("Hi.",), 0)], 25)]
    [(1000, 2320)]
    """
    for cue in cues:
        start = round(cue.start * fps / SECOND)
        end = max(start + 1, round(cue.end * fps / SECOND))
        yield cue._replace(start=round(start * SECOND / fps), end=round(end * SECOND / fps))
