"""Which records hold the speech, and what their keys mean: every reading is weighed, the best one is believed or refused."""

from __future__ import annotations

from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from episcript.records.clocks import clock_of, times_of
from episcript.records.columns import columns_wide, label_of, segments, text_of, titles
from episcript.records.families import inner_of, owners
from episcript.records.groups import OTHERS
from episcript.records.names import CHAPTER, DURATION, END, PEOPLE, SPEAKER, START, hint
from episcript.records.tracks import are_tracks
from episcript.records.tree import value_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.records.clocks import Clock, Times
    from episcript.records.columns import Label, Text
    from episcript.records.groups import Group

_COVERING = 0.6
"""The speech has most words of the file; a summary or a title has fewer."""
_ENOUGH = 2.1
_SENTENCE = 4.0
_NAMED = 0.7
_MOST_TEXTS, _MOST_AROUND = 100, 10
"""Columns of words, and groups around one, that are looked at: no real file has as many."""
_MOST_PEOPLE = 50
_OF_ONE = 0.9
"""So many words of a record are of one person, or the record is no piece of speech."""
_USUAL, _ODD = 0.9, 1.9
"""How far from the usual rate of speech a clock may be to speak for itself, or must be to speak against it (as logarithms)."""


class Layout(NamedTuple):
    """What was learned: the records that are pieces of speech (`unit`), where their words, times and speakers are.

    The words may stand in records inside those of the unit (`text.group`); `inner` are timed words inside it, with
    their own clock. The speaker may stand in the unit, in a group around it or in the words.
    """

    unit: Group
    text: Text
    clock: Clock | None
    label: Label | None
    inner: Text | None
    inner_clock: Clock | None
    weight: float


class Choice(NamedTuple):
    """The layout believed, what came second, and every group with its readings."""

    layout: Layout | None
    second: Layout | None
    texts: tuple[Text, ...]


class Evidence:
    """What the columns of each group say, found once."""

    def __init__(self, groups: Sequence[Group]) -> None:
        """Look at every column of every group."""
        self.groups = [group for group in groups if OTHERS not in group.path]
        self.texts = {id(group): list(_texts(group)) for group in self.groups}
        ids = frozenset(_ids(self.groups))
        self.labels = {id(group): _label(group, ids) for group in self.groups}
        self.times = {id(group): list(_times(group)) for group in self.groups}

    def every_text(self) -> Iterator[Text]:
        """Yield the columns of words of all groups."""
        for group in self.groups:
            yield from self.texts[id(group)]


def _texts(group: Group) -> Iterator[Text]:
    for path, values in group.columns().items():
        if found := text_of(group, path, values):
            yield found


def _ids(groups: Sequence[Group]) -> Iterator[str]:
    """Yield the keys and values by which a file may number its people."""
    for group in groups:
        if len(group.records) <= _MOST_PEOPLE and hint(group.path, PEOPLE):
            for record in group.records:
                yield from (key for key in record if isinstance(key, str))
                yield from (value for value in record.values() if isinstance(value, str))


def _label(group: Group, ids: frozenset[str]) -> Label | None:
    columns = group.columns()
    found = [label for path, values in columns.items() if (label := label_of(group, path, values, ids))]
    return max(found, key=lambda label: label.weight, default=None)


def _times(group: Group) -> Iterator[Times]:
    for path, values in group.columns().items():
        if found := times_of(path, values):
            yield found


def choose(groups: Sequence[Group]) -> tuple[Choice, Evidence]:
    """Return the layout of the records of a file, `None` where none is likely enough to be speech."""
    evidence = Evidence(groups)
    layouts = list(_covering(evidence))
    ranked = sorted(layouts, key=lambda layout: -layout.weight)
    first = next(iter(ranked), None)
    second = next((layout for layout in ranked if first and layout.unit is not first.unit), None)
    return Choice(first, second, tuple(evidence.every_text())), evidence


def _covering(evidence: Evidence) -> Iterator[Layout]:
    """Yield the readings of the longest column of words that has one, and of those that are nearly as long.

    A broken file may nest ten thousand columns of a word each: only the longest are looked at.
    """
    most = 0
    for text in nlargest(_MOST_TEXTS, evidence.every_text(), key=lambda text: text.length):
        if text.length < _COVERING * most:
            return
        found = list(_layouts(text, evidence))
        most = most or (text.length if found else 0)
        yield from found


def _layouts(text: Text, evidence: Evidence) -> Iterator[Layout]:
    """Yield the readings of a column of words: its own group as the unit, or one around it."""
    around = islice((group for group in text.group.ancestors() if len(group.records) > 1), _MOST_AROUND)
    for unit in (text.group, *around):
        if hint(unit.path[-1:], CHAPTER) >= _NAMED and text.hint < _NAMED:
            continue
        layout = _layout(unit, text, evidence)
        if layout and _evidence(layout) >= _ENOUGH:
            yield layout


def _layout(unit: Group, text: Text, evidence: Evidence) -> Layout | None:
    own = unit is text.group
    label = _speaker(unit, text, evidence)
    if own and label is None:
        label = next((found for group in unit.ancestors() if (found := evidence.labels[id(group)])), None)
        label = label if label and len(label.group.records) > 1 else None
    times = [
        one
        for one in evidence.times[id(unit)]
        if not (label and label.group is unit and one.path == label.path)
    ]
    clock = clock_of(times, _lengths(unit, text), unit.parents)
    inner = _words(unit, text, evidence) if own else text
    inner_clock = None
    if inner:
        lengths = _lengths(inner.group, inner)
        inner_clock = clock_of(evidence.times[id(inner.group)], lengths, inner.group.parents)
    if inner_clock is None and own:
        inner = None
    if inner and own and label is None:
        label = evidence.labels[id(inner.group)]
    if clock is None and label is None and (own or inner_clock is None):
        return None
    alone = own and len(unit.records) == 1 and clock is None
    if alone and (label is None or label.group is not unit or len(label.path) > 1):
        return None
    named = clock is None and label is not None and label.group is unit
    tracks = not own and inner_clock and named and are_tracks(unit, text.group, inner_clock)
    words = text.words if own else text.words * len(text.group.records) / max(1, len(unit.records))
    weight = (
        3.0 * bool(clock or inner_clock)
        + (min(label.weight, 3.0) + 0.5 if label else 0.0)
        + 2.0 * (words >= 2.0)  # noqa: PLR2004 - segments, not words
        + 0.6 * text.richness
        + 0.25 * text.hint
        + 0.4 * bool(inner_clock)
        + 0.3 * own
        + (0.5 if clock and clock.end else 0.0)
        - (0.5 if label and label.group is not unit else 0.0)
        - (3.0 if label and unit in label.group.ancestors() and _mixed(label, unit) else 0.0)
        - (3.0 if tracks else 0.0)
        - (0.3 if clock and clock.fit > 1.5 else 0.0)  # noqa: PLR2004
    )
    return Layout(unit, text, clock, label, inner, inner_clock, weight)


def _mixed(label: Label, unit: Group) -> bool:
    """Return whether records hold the words of several people each: more than a tenth are not of the one who says most."""
    said: list[dict[object, int]] = [{} for _ in unit.records]
    for record, owner in zip(label.group.records, owners(label.group, unit), strict=True):
        value = value_at(record, label.path)
        if value is not None:
            said[owner][value] = said[owner].get(value, 0) + 1
    words = sum(sum(counts.values()) for counts in said)
    most = sum(max(counts.values()) for counts in said if counts)
    return most < _OF_ONE * words


def _speaker(unit: Group, text: Text, evidence: Evidence) -> Label | None:
    """Return the column of speakers of a unit; the column of words is none."""
    found = evidence.labels[id(unit)]
    return None if found and found.group is text.group and found.path == text.path else found


def _words(unit: Group, text: Text, evidence: Evidence) -> Text | None:
    """Return the words inside the records of a unit that say what its text says, else such words anywhere in the file."""
    inside = [*inner_of(evidence.groups, unit)]
    beside = [group for group in evidence.groups if group.many and group is not unit and group not in inside]
    for group in (*inside, *beside):
        for found in sorted(evidence.texts[id(group)], key=lambda one: -(one.richness + one.hint)):
            if not segments(found) and 0.5 * text.length <= found.length <= 1.5 * text.length:
                return found
    return None


def _lengths(unit: Group, text: Text) -> list[int]:
    """Return the length of the speech in each record of the sample of a unit."""
    if unit is text.group:
        return [_length(record, text) for record in unit.sample()]
    lengths = [0] * len(unit.sample())
    for record, owner in zip(text.group.records, owners(text.group, unit), strict=True):
        if owner >= len(lengths):
            break
        lengths[owner] += _length(record, text)
    return lengths


def _length(record: object, text: Text) -> int:
    value = value_at(record, text.path)
    return columns_wide(value) + 1 if isinstance(value, str) and value.strip() else 0


def _evidence(layout: Layout) -> float:
    """Return how much speaks for speech at all; tables of data, catalogues and messages stay below the border."""
    label, text, clock = layout.label, layout.text, layout.clock or layout.inner_clock
    sentences = 0.5 * (text.words >= _SENTENCE or (not segments(text) and len(text.group.records) > 30))  # noqa: PLR2004
    named = max(0.0, min(1.0, text.hint))
    spoken = hint(label.path, SPEAKER) if label else 0.0
    if titles(text):
        return 0.0
    if clock is None:
        return (1.2 if spoken >= 0.5 else 0.0) + 0.7 * named + sentences + 0.3 * bool(label)  # noqa: PLR2004
    formed = 0.5 * bool(label and label.weight >= 1.0)
    told = hint(clock.start, START) + 0.3 * (hint(clock.end, END | DURATION) if clock.end else 0.0)
    if not told and not clock.fine and clock.per_second:
        return 0.0  # whole numbers that rise under keys of which none means a time: counts of anything
    told += 0.7 if clock.end else 0.0
    return told + named + spoken + formed + sentences + _of_form(clock)


def _of_form(clock: Clock) -> float:
    """Return what the form of the values says: a clock is a time, and speech has a usual rate."""
    usual = 0.5 if clock.fit < _USUAL else -0.5 if clock.fit > _ODD else 0.0
    return (1.0 if clock.per_second == 0 else 0.5 * clock.fine) + usual
