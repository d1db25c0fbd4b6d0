"""Findings on the cues of a caption file: where they break the limits of a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.check.case import found
from episcript.cues.kept import keeps, kept
from episcript.cues.profile import STANDARD, profile_of
from episcript.cues.width import columns
from episcript.model import Options
from episcript.times import SECOND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from episcript.check.case import Case, Finding
    from episcript.cues.profile import Profile
    from episcript.model import Cue


class _Rule(NamedTuple):
    """What a cue has of something, the limit, and whether the first breaks the second."""

    value: Callable[[Cue], float]
    limit: Callable[[Profile], float]
    least: bool = False


def _width(cue: Cue) -> float:
    return max(map(columns, cue.lines), default=0)


def _seconds(cue: Cue) -> float:
    return (cue.end - cue.start) / SECOND


def _speed(cue: Cue) -> float:
    seconds = _seconds(cue)
    return len(" ".join(cue.lines)) / seconds if seconds > 0 else 0


_RULES = {
    "cue-wide": _Rule(_width, lambda profile: profile.width),
    "cue-lines": _Rule(lambda cue: len(cue.lines), lambda profile: profile.lines),
    "cue-fast": _Rule(_speed, lambda profile: profile.cps),
    "cue-long": _Rule(_seconds, lambda profile: profile.longest / SECOND),
    "cue-short": _Rule(_seconds, lambda profile: profile.shortest / SECOND, least=True),
}
"""The limits of a profile, each with its code."""


def find(case: Case) -> Iterator[Finding]:
    """Yield each limit of the profile that cues of a caption file break, at the first of them, with their number."""
    if not case.captions:
        return
    profile = profile_of(case.profile or STANDARD.name, case.episode.source.format or "")
    options = Options()
    cues = [
        (turn.line, cue)
        for index, turn in enumerate(case.episode.turns)
        if keeps(turn, options)
        for cue in kept(turn, index, turn.speaker, options, first=False)
        if cue.start < cue.end
    ]
    for code, rule in _RULES.items():
        limit = rule.limit(profile)
        measured = ((line, rule.value(cue), cue) for line, cue in cues)
        broken = [one for one in measured if (one[1] < limit if rule.least else one[1] > limit)]
        if broken:
            line, value, cue = broken[0]
            yield found(
                code,
                line,
                cue.lines[0] if cue.lines else "",
                profile=profile.name,
                value=f"{value:.3g}",
                limit=f"{limit:.3g}",
                count=len(broken),
            )
