"""Speakers by number: the names that stand elsewhere in the file, and the stretches that say who speaks when."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from episcript.records.clocks import reader_of
from episcript.records.columns import text_of, word_count
from episcript.records.names import PEOPLE, SPEAKER, hint, parts_of
from episcript.records.speech import label_value
from episcript.records.tree import SAID, Number, value_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from episcript.records.choose import Evidence, Layout
    from episcript.records.clocks import Clock
    from episcript.records.groups import Group
    from episcript.records.speech import Told
    from episcript.records.tree import Key, KeyPath, Record

_NAMES = frozenset(
    "name displayname fullname title label nom nombre nome speakername naam imię имя 名前".split()
)
_FULL_NAME = 2
_LONGEST_NAME = 80


class Name(NamedTuple):
    """The name behind an id, and the record and key where it stands."""

    name: str
    record: Record | None = None
    path: KeyPath = ()


def names_of(labels: Collection[str], groups: Sequence[Group], unit: Group) -> dict[str, Name]:
    """Return the names of the speakers whom records only number, from records, members or a list elsewhere in the file.

    Nothing where the labels are full names already.
    """
    if not labels or all(word_count(label) >= _FULL_NAME and not label[-1].isdigit() for label in labels):
        return {}
    apart = [group for group in groups if group is not unit and unit not in group.ancestors()]
    for found in (*_in_records(labels, apart), *_in_members(labels, apart), *_in_lists(labels, apart)):
        return found
    return {}


def _in_records(labels: Collection[str], groups: Sequence[Group]) -> Iterator[dict[str, Name]]:
    """Yield the names in groups of records that hold every id in one key and names in another."""
    parts = {part for label in labels for part in label.split()}
    for group in groups:
        if not 0 < len(group.records) <= 200:  # noqa: PLR2004 - people, not words
            continue
        columns = group.columns()
        for path, values in columns.items():
            ids = {label_value(value) for value in values}
            if (set(labels) <= ids or parts <= ids) and (names := _name_path(columns, path)):
                yield {
                    key: Name(name, record, names)
                    for record in group.records
                    if (key := label_value(value_at(record, path)))
                    and (name := label_value(value_at(record, names)))
                }


def _name_path(columns: dict[KeyPath, list[object]], ids: KeyPath) -> KeyPath | None:
    """Return the key of names beside the key of ids: one named so whose values are names."""
    found: list[tuple[float, KeyPath]] = []
    for path, values in columns.items():
        given = [value for value in values if isinstance(value, str) and value.strip()]
        if path == ids or len(given) < len(values) or any(isinstance(value, Number) for value in given):
            continue
        if (
            len(set(given)) * 2 > len(given)
            and all(map(_is_name, given))
            and (told := hint(path, _NAMES) + 0.5 * hint(path, SPEAKER) + 0.1 * (path[-1] == SAID))
        ):
            found.append((told, path))
    return max(found, key=lambda one: one[0])[1] if found else None


def _is_name(value: str) -> bool:
    return len(value) <= _LONGEST_NAME and any(map(str.isalpha, value)) and "://" not in value


def _in_members(labels: Collection[str], groups: Sequence[Group]) -> Iterator[dict[str, Name]]:
    """Yield the names of an object whose keys are the ids: `{"spk1": "Ann"}`, `{"spk1": {"name": "Ann"}}`."""
    for group in groups:
        if len(group.records) != 1 or not group.path or not hint(group.path, PEOPLE | _NAMES):
            continue
        record = group.records[0]
        keys = {str(key): key for key in record}
        if set(labels) <= set(keys):
            found = {label: _member(record, key) for label, key in keys.items()}
            yield {label: name for label, name in found.items() if name}


def _member(record: Record, key: Key) -> Name | None:
    value = record[key]
    if isinstance(value, dict):
        paths = [(key, inner) for inner in value if isinstance(inner, str) and parts_of(inner) & _NAMES]
        named = next((path for path in paths if isinstance(value_at(record, path), str)), None)
        return Name(str(value_at(record, named)).strip(), record, named) if named else None
    return Name(value.strip(), record, (key,)) if isinstance(value, str) and _is_name(value) else None


def _in_lists(labels: Collection[str], groups: Sequence[Group]) -> Iterator[dict[str, Name]]:
    """Yield the names of a list of strings that the ids count: `"speakers": ["Ann", "Bo"]`."""
    if not all(label.isdigit() and len(label) < 4 for label in labels):  # noqa: PLR2004
        return
    for group in groups:
        for record in group.records[:1]:
            for key, value in record.items():
                names = value if isinstance(value, list) and hint((key,), SPEAKER | _NAMES) else []
                strings = all(isinstance(name, str) and not isinstance(name, Number) for name in names)
                if names and strings and max(map(int, labels)) < len(names):
                    yield {str(place): Name(name, record, (key, place)) for place, name in enumerate(names)}


def renamed(label: str | None, names: dict[str, Name]) -> str | None:
    """Return the name behind a label; two at once (`spk1 spk2`) are both named.

    >>> renamed("a b", {"a": Name("Ann"), "b": Name("Bo")})
    'Ann & Bo'
    """
    if label is None or not names:
        return label
    if label in names:
        return names[label].name
    parts = label.split()
    return " & ".join(names[part].name for part in parts) if all(part in names for part in parts) else label


class Stretches(NamedTuple):
    """Who speaks when: starts (ms, rising), their labels and the records that say so."""

    starts: list[int]
    labels: list[str]
    records: list[Record]
    group: Group
    path: KeyPath

    def at(self, time: int | None) -> int | None:
        """Return which stretch holds `time` (ms)."""
        index = -1 if time is None else bisect_right(self.starts, time) - 1
        return index if index >= 0 else None

    def named(self, told: Told) -> Told:
        """Return a piece with the speaker of its stretch."""
        index = self.at(told.piece.start)
        if index is None:
            return told
        piece = told.piece._replace(label=self.labels[index])
        return told._replace(piece=piece, named=(self.records[index], self.path))


def stretches(layout: Layout, evidence: Evidence) -> Stretches | None:
    """Return the records that say who speaks when, for words without a speaker of their own.

    They have a start and a speaker, the same unit of time as the words, and no words.
    """
    clock = layout.clock or layout.inner_clock
    if layout.label or clock is None:
        return None
    found = [made for group in evidence.groups if (made := _stretches(group, clock, layout, evidence))]
    return max(found, key=lambda one: len(one.starts), default=None)


def _stretches(group: Group, clock: Clock, layout: Layout, evidence: Evidence) -> Stretches | None:
    label = evidence.labels[id(group)]
    if label is None or group is layout.unit or not group.many:
        return None
    start = next((path for path in group.columns() if path[-1] == clock.start[-1]), None)
    if start is None or any(
        text_of(group, path, values) for path, values in group.columns().items() if path != label.path
    ):
        return None
    read = reader_of(clock)
    rows = (
        (read(value_at(record, start)), label_value(value_at(record, label.path)), record)
        for record in group.records
    )
    known = sorted(
        ((time, said, record) for time, said, record in rows if time is not None and said), key=itemgetter(0)
    )
    if not known:
        return None
    starts, labels, records = zip(*known, strict=True)
    return Stretches(list(starts), list(labels), list(records), group, label.path)
