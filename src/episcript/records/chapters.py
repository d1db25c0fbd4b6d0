"""Chapters in records: titles with times that are far apart, in an array of their own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.model import Chapter
from episcript.records.clocks import Clock, reader_of, times_of
from episcript.records.glue import plain
from episcript.records.names import CHAPTER, END, START, TITLE, hint, unit_of
from episcript.records.tree import value_at
from episcript.times import SECOND, middle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.records.clocks import Times
    from episcript.records.groups import Group
    from episcript.records.tree import KeyPath, Record

_APART = 20.0
"""Seconds between chapters in the median; cues are closer."""
_LONGEST_EPISODE = 48 * 3_600.0
_LINKS = frozenset("url href link".split())
_IMAGES = frozenset("img image picture artwork".split())
_TOC = "toc"


class Chapters(NamedTuple):
    """The chapters of a group, the record of each, and the keys that were used (path and role)."""

    group: Group
    chapters: tuple[Chapter, ...]
    records: tuple[Record, ...]
    paths: tuple[tuple[KeyPath, str], ...]


def chapters_of(groups: Sequence[Group], speech: Clock | None, unit: Group | None) -> Chapters | None:
    """Return the chapters of the first group that has any; `speech` is the clock of the words, if there are words."""
    likely = sorted(groups, key=lambda group: not hint(group.path, CHAPTER))
    found = (
        _chapters(group, speech, outer=unit is not None and group in unit.ancestors())
        for group in likely
        if group is not unit
        and (unit is None or group not in unit.ancestors() or group.many)
        and (unit is None or unit not in group.ancestors())
    )
    return next((one for one in found if one), None)


def _chapters(group: Group, speech: Clock | None, *, outer: bool) -> Chapters | None:
    """Return the chapters of a group; one around the speech must have title and start among its own keys."""
    columns = {path: values for path, values in group.columns().items() if not outer or len(path) == 1}
    told = hint(group.path, CHAPTER) > 0
    times = [found for path, values in columns.items() if (found := times_of(path, values))]
    starts = [one for one in times if hint(one.path, START) >= 0.5 and not hint(one.path, END)]  # noqa: PLR2004
    title = _best(columns, TITLE)
    if not starts or title is None or not (told or len(group.records) > 1):
        return None
    start = max(starts, key=lambda one: hint(one.path, START))
    per_second = 0 if start.written else _per_second(start, speech)
    known = [value / max(1, per_second) for value in start.values if value is not None]
    gaps = [other - one for one, other in pairwise(known)]
    if not known or (
        not told and (middle(gaps) < _APART or any(gap < 0 for gap in gaps) or known[-1] > _LONGEST_EPISODE)
    ):
        return None
    if not told and speech is None and not start.written and not _looks_listed(columns):
        return None
    return _made(group, Clock(start.path, None, "end", per_second, 0.0), title)


def _looks_listed(columns: dict[KeyPath, list[object]]) -> bool:
    """Return whether bare numbers beside titles are seconds of an episode: their key is named like a start."""
    return any(hint(path, frozenset(("start", "starttime", "begin"))) for path in columns)


def _per_second(start: Times, speech: Clock | None) -> int:
    """Return the units a second: what the key names, that of the speech, else seconds or milliseconds by size."""
    if named := unit_of(start.path):
        return named
    known = [value for value in start.values if value is not None]
    gaps = [other - one for one, other in pairwise(known)]
    if speech and speech.per_second > 1 and not gaps:
        return speech.per_second
    if speech and speech.per_second > 1 and middle(gaps) >= _APART * speech.per_second / 20:
        return speech.per_second
    return SECOND if known and middle(gaps) > 20_000 and known[-1] > _LONGEST_EPISODE else 1  # noqa: PLR2004


def _best(columns: dict[KeyPath, list[object]], names: frozenset[str]) -> KeyPath | None:
    found = [
        path
        for path, values in columns.items()
        if hint(path, names) and any(isinstance(value, str) for value in values)
    ]
    return max(found, key=lambda path: hint(path, names), default=None)


def _made(group: Group, clock: Clock, title: KeyPath) -> Chapters:
    columns, read = group.columns(), reader_of(clock)
    link, image = _best(columns, _LINKS), _best(columns, _IMAGES)
    kept = [record for record in group.records if value_at(record, clock.start) is not None]
    starts = [read(value_at(record, clock.start)) for record in kept]
    made = tuple(
        Chapter(
            _line(value_at(record, title)) or "",
            None if start is None else max(0, start),
            None if start is None else "given",
            url=_line(value_at(record, link)) if link else None,
            image=_line(value_at(record, image)) if image else None,
            hidden=record.get(_TOC) is False,
        )
        for record, start in zip(kept, starts, strict=True)
    )
    paths = [(title, "title"), (clock.start, "start"), ((_TOC,), "start")]
    paths += [(path, name) for path, name in ((link, "url"), (image, "image")) if path]
    return Chapters(group, made, tuple(kept), tuple(paths))


def _line(value: object) -> str | None:
    return plain(value).replace("\n", " ") or None if isinstance(value, str) else None
