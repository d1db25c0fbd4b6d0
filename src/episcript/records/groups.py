"""Which records repeat: groups of siblings by their path with the indexes removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.records.names import ALTERNATIVES, START, parts_of
from episcript.records.tree import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.records.tree import Key, KeyPath

_SAMPLE = 400
"""So many records of a group, the first ones, say what its keys mean."""
_DEEPEST = 4
_PAIR = 2
_NESTED = (list, Record)
_MOST_ALTERNATIVES, _WORDS_TO_COMPARE = 20, 4

_SEVERAL = object()
"""Stands for the scalars of a list with several records."""
OTHERS = "\0others"
"""What is put behind the path of alternatives that do not count."""


class Group:
    """Records of one path, in the order of the source; `parents` are the indexes of their parents in `parent`."""

    def __init__(self, path: KeyPath, parent: Group | None) -> None:
        """Begin with no records."""
        self.path = path
        self.parent = parent
        self.records: list[Record] = []
        self.parents: list[int] = []
        self.many = False
        self._columns: dict[KeyPath, list[object]] | None = None

    def add(self, record: Record, parent: int) -> None:
        """Add a record; two of one parent make the group a repeating one."""
        self.many = self.many or (bool(self.parents) and self.parents[-1] == parent)
        self.records.append(record)
        self.parents.append(parent)

    @property
    def name(self) -> str:
        """The path as `--explain` shows it.

        >>> Group(("results", "words"), None).name
        'results.words[]'
        """
        return ".".join(map(str, self.path)) + "[]" if self.path else "[]"

    def sample(self) -> list[Record]:
        """Return the records that evidence is taken from."""
        return self.records[:_SAMPLE]

    def columns(self) -> dict[KeyPath, list[object]]:
        """Return the scalars of the sample by key, those of nested objects too; `None` where a record lacks the key."""
        if self._columns is None:
            self._columns = _columns(self.sample())
        return self._columns

    def forget(self) -> None:
        """Look at the values again where `columns` are asked for next: they were changed."""
        self._columns = None

    def ancestors(self) -> Iterator[Group]:
        """Yield the groups around this one, from the inside out."""
        group = self.parent
        while group is not None:
            yield group
            group = group.parent


def survey(root: object) -> list[Group]:
    """Return the groups of all records below `root`, in the order in which they begin; it never recurses.

    >>> from episcript.records.json_tree import json_tree
    >>> [(group.name, len(group.records)) for group in survey(json_tree('{"a": [{"b": 1}, {"b": 2}]}').root)]
    [('[]', 1), ('a[]', 2)]
    """
    groups: dict[KeyPath, Group] = {}
    waiting: list[_Waiting] = [(root, (), None, 0)]
    while waiting:
        value, path, parent, index = waiting.pop()
        if isinstance(value, Record):
            waiting.extend(reversed(_gathered([value], path, parent, index, groups)))
        elif isinstance(value, list) and all(type(inner) is Record for inner in value):
            taken = 1 if path and alternatives(path[-1], value) else len(value)
            found = _gathered(value[:taken], path, parent, index, groups)
            found += _gathered(value[taken:], (*path, OTHERS), parent, index, groups)
            waiting.extend(reversed(found))
        elif isinstance(value, list):
            nested = [inner for inner in value if type(inner) in _NESTED]
            waiting.extend((inner, path, parent, index) for inner in reversed(nested))
    return list(groups.values())


_Waiting = tuple[object, "KeyPath", Group | None, int]
"""A value, its path, the group of the record around it and that record's index there."""


def _gathered(
    records: list[Record], path: KeyPath, parent: Group | None, index: int, groups: dict[KeyPath, Group]
) -> list[_Waiting]:
    """Put records of one path into their group and return what is nested in them."""
    if not records:
        return []
    group = groups.get(path)
    if group is None:
        group = groups[path] = Group(path, parent)
    found: list[_Waiting] = []
    for record in records:
        number = len(group.records)
        group.add(record, index)
        found += [
            (record[key], (*path, key), group, number) for key in record if type(record[key]) in _NESTED
        ]
    return found


def alternatives(key: Key, values: list[object]) -> bool:
    """Return whether records say the same in other words: a recogniser's second best, of which the first counts.

    Their key says so, or each has a confidence and no start, and the longest strings share most of their words.

    >>> alternatives("nBest", [{"a": "x"}, {"a": "y"}]), alternatives("turns", [{"a": "x"}, {"a": "y"}])
    (True, False)
    """
    if not 1 < len(values) <= _MOST_ALTERNATIVES or not all(isinstance(value, dict) for value in values):
        return False
    if isinstance(key, str) and parts_of(key) & ALTERNATIVES:
        return True
    first, second = values[0], values[1]
    if not (
        isinstance(first, dict)
        and isinstance(second, dict)
        and "confidence" in first
        and "confidence" in second
    ):
        return False
    if any(isinstance(name, str) and parts_of(name) & START for name in first):
        return False
    one, other = _longest(first), _longest(second)
    return min(len(one), len(other)) >= _WORDS_TO_COMPARE and len(one & other) * 2 >= max(
        len(one), len(other)
    )


def _longest(record: dict[Key, object]) -> set[str]:
    strings = [value for value in record.values() if isinstance(value, str)]
    return set(max(strings, key=len, default="").casefold().split())


def _columns(records: list[Record]) -> dict[KeyPath, list[object]]:
    columns: dict[KeyPath, list[object]] = {}
    several: set[KeyPath] = set()
    for row, record in enumerate(records):
        for path, value in _scalars(record, (), 0):
            if value is _SEVERAL:
                several.add(path)
                continue
            column = columns.setdefault(path, [])
            if len(column) <= row:
                column.extend([None] * (row - len(column)))
                column.append(value)
    for column in columns.values():
        column.extend([None] * (len(records) - len(column)))
    if several:  # a list that has one member here and three there holds records of its own
        return {
            path: column
            for path, column in columns.items()
            if not any(path[: len(one)] == one for one in several)
        }
    return columns


def _scalars(record: Record, path: KeyPath, depth: int) -> Iterator[tuple[KeyPath, object]]:
    """Yield the scalars of a record with their paths: its own, and those of objects that stand alone at their key."""
    for key, value in record.items():
        if not isinstance(value, list | dict):
            yield (*path, key), value
        elif depth < _DEEPEST:
            yield from _nested(value, (*path, key), depth)


def _nested(value: object, path: KeyPath, depth: int) -> Iterator[tuple[KeyPath, object]]:
    if isinstance(value, Record):
        yield from _scalars(value, path, depth + 1)
    elif (
        isinstance(value, list)
        and value
        and isinstance(value[0], Record)
        and (len(value) == 1 or alternatives(path[-1], value))
    ):
        yield from _scalars(value[0], path, depth + 1)
    elif isinstance(value, list) and value and isinstance(value[0], Record):
        yield path, _SEVERAL
    elif (
        isinstance(value, list)
        and len(value) == _PAIR
        and not any(isinstance(cell, list | dict) for cell in value)
    ):
        yield from (((*path, index), cell) for index, cell in enumerate(value))


def key_name(path: tuple[Key, ...]) -> str:
    """Return a path as people write it.

    >>> key_name(("speaker", "name"))
    'speaker.name'
    """
    return ".".join(str(key) for key in path if key != "") or "text"
