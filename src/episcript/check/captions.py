"""Findings on the cues of a caption file: where they break the limits of a profile."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from episcript.check.case import found
from episcript.cues.kept import keeps, kept
from episcript.cues.languages import language_of
from episcript.cues.profile import profile_of
from episcript.cues.width import columns
from episcript.model import Options
from episcript.times import SECOND, parse_cue_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from episcript.check.case import Case, Finding
    from episcript.cues.profile import Profile
    from episcript.model import Cue

_OPTIONS = Options()
_LONGEST = 80
_TIMES = re.compile(r"\s*([0-9][\w:;.,?]{3,14})[ \t]*-->[ \t]*([0-9][\w:;.,?]{3,14})(?=\s|$)")
"""A line that is meant as the times of a cue."""
_ROUNDED = 0.001
"""What a value may miss a limit by: times are rounded to milliseconds."""


class _Placed(NamedTuple):
    """A cue, its number in the file from 1, the line of its times, and the ms up to the next cue (`None` for the last)."""

    cue: Cue
    number: int
    line: int | None
    gap: int | None


class _Rule(NamedTuple):
    """What a cue has of something (`None`: nothing), the limit, and whether the first must be the greater."""

    value: Callable[[_Placed, Profile], float | None]
    limit: Callable[[Profile], float]
    least: bool = False


def _width(one: _Placed, _: Profile) -> float:
    """Return the columns of the widest line, the label before the first among them."""
    label = f"{one.cue.label}: " if one.cue.label else ""
    first, *others = one.cue.lines
    return max(map(columns, (label + first, *others)))


def _lines(one: _Placed, _: Profile) -> float:
    return len(one.cue.lines)


def _length(one: _Placed) -> int:
    return one.cue.end - one.cue.start


def _seconds(one: _Placed, _: Profile) -> float:
    return _length(one) / SECOND


def _speed(one: _Placed, profile: Profile) -> float:
    """Return the characters a second of the words, in a profile for wide characters the columns."""
    said = " ".join(one.cue.lines)
    return (columns(said) if profile.wide else len(said)) / _length(one) * SECOND


def _gap(one: _Placed, profile: Profile) -> float | None:
    """Return the seconds up to the next cue; one that overlaps it is told elsewhere."""
    return None if one.gap is None or one.gap < 0 or not profile.gap else one.gap / SECOND


_RULES = {
    "cue-wide": _Rule(_width, lambda profile: profile.width),
    "cue-lines": _Rule(_lines, lambda profile: profile.lines),
    "cue-fast": _Rule(_speed, lambda profile: profile.cps),
    "cue-long": _Rule(_seconds, lambda profile: profile.longest / SECOND),
    "cue-short": _Rule(_seconds, lambda profile: profile.shortest / SECOND, least=True),
    "cue-gap": _Rule(_gap, lambda profile: profile.gap / SECOND, least=True),
}
"""The limits of a profile, each with its code."""


def find(case: Case) -> Iterator[Finding]:
    """Yield each limit that cues of a caption file break, at the first of them, with the number of the others.

    Where the case names a profile, its limits are what was asked for: each cue that breaks one is told, as a warning.
    """
    if not case.captions:
        return
    yield from _malformed(case.lines)
    language = language_of(case.episode.language, [turn.text for turn in case.episode.turns])
    profile = profile_of(case.profile, case.episode.source.format or "", language)
    cues = list(_placed(case))
    for code, rule in _RULES.items():
        broken = [
            _told(code, one, value, rule.limit(profile), profile.name)
            for one, value in _broken(cues, rule, profile)
        ]
        yield from map(_asked_for, broken) if case.profile else _first(broken)


def _malformed(lines: Sequence[str]) -> Iterator[Finding]:
    """Yield each line that is meant as the times of a cue, with a clock that cannot be read: its words are lost in the cue before."""
    for line, text in enumerate(lines, 1):
        times = _TIMES.match(text[:_LONGEST]) if "-->" in text else None
        for clock in times.groups() if times else ():
            if parse_cue_clock(clock) is None:
                yield found("clock-malformed", line, clock, clock=clock)


def _broken(cues: Sequence[_Placed], rule: _Rule, profile: Profile) -> Iterator[tuple[_Placed, float]]:
    """Yield the cues that break a rule, with what they have of it."""
    limit = rule.limit(profile)
    for one in cues:
        value = rule.value(one, profile)
        if value is not None and (limit - value if rule.least else value - limit) > _ROUNDED:
            yield one, value


def _told(code: str, one: _Placed, value: float, limit: float, profile: str) -> Finding:
    """Return the finding that a cue has `value` of something, and the profile another limit."""
    return found(code, one.line, cue=one.number, profile=profile, value=f"{value:.4g}", limit=f"{limit:.4g}")


def _asked_for(one: Finding) -> Finding:
    return one._replace(diagnostic=replace(one.diagnostic, severity="warning"))


def _first(broken: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the first finding with the number of the others, if there is any."""
    for one in broken[:1]:
        more = f" (and {len(broken) - 1:,} more)" if len(broken) > 1 else ""
        yield one._replace(diagnostic=replace(one.diagnostic, message=one.diagnostic.message + more))


def _placed(case: Case) -> Iterator[_Placed]:
    """Yield the cues that have a length and words, with their places in the file."""
    places = _places(case.lines)
    cues = [one for one in _whole(case) if one.start < one.end and one.lines]
    for number, (one, after) in enumerate(zip_longest(cues, cues[1:]), 1):
        waiting = places.get(one.start)
        place = waiting.popleft() if waiting else (number, case.episode.turns[one.turn].line)
        yield _Placed(one, *place, after.start - one.end if after else None)


def _whole(case: Case) -> Iterator[Cue]:
    """Yield the cues as the file has them: one in which the voice changes is one."""
    current: Cue | None = None
    for index, turn in enumerate(case.episode.turns):
        if not keeps(turn, _OPTIONS):
            continue
        labelled = case.episode.source.format == "srt" and turn.label is not None
        for cue in kept(turn, index, turn.label if labelled else None, _OPTIONS, first=labelled):
            if current and cue.goes_on:
                current = current._replace(lines=(*current.lines, *cue.lines))
                continue
            if current:
                yield current
            current = cue
    if current:
        yield current


def _places(lines: Sequence[str]) -> dict[int, deque[tuple[int, int]]]:
    """Return by its start (ms) the number of each cue of a source that has words, and the line of its times."""
    places: dict[int, deque[tuple[int, int]]] = {}
    number = 0
    for line, (text, below) in enumerate(zip_longest(lines, lines[1:], fillvalue=""), 1):
        written, arrow, _ = text.partition("-->")
        start = parse_cue_clock(written.strip()) if arrow else None
        if start is None:
            continue
        number += 1
        if below.strip():
            places.setdefault(start, deque()).append((number, line))
    return places
