"""Small gaps between cues: a screen that is empty for an instant flickers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.cues.profile import Profile
    from episcript.model import Cue


def closed(cues: Sequence[Cue], profile: Profile) -> Iterator[Cue]:
    """Yield `cues`, each shown until the next (less `profile.gap`) where that begins within `profile.close` ms.

    No start moves, and no cue stands longer than it may: a longer gap is silence, and stays.

    >>> from episcript.cues.profile import STANDARD
    >>> from episcript.model import Cue
    >>> cues = [Cue(0, 900, ("Hi.",), 0), Cue(1_200, 2_100, ("Yes.",), 1), Cue(5_000, 6_000, ("So.",), 2)]
    >>> [cue.end for cue in closed(cues, STANDARD)]
    [1200, 2100, 6000]
    """
    for cue, following in zip(cues, [*cues[1:], None], strict=True):
        end = cue.end if following is None else following.start - profile.gap
        near = cue.end < end <= min(cue.end - profile.gap + profile.close, cue.start + profile.longest)
        yield cue._replace(end=end) if near else cue
