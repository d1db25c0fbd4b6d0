"""The neutral form of records: what a JSON, XML or delimited text holds, with the way back to its places."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.lines import LineIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from episcript.model import Diagnostic

Key = str | int
"""The key of a member; the index of a cell in a row without names."""
KeyPath = tuple[Key, ...]
"""The keys that lead from a record to one of its scalars."""

SAID = ""
"""The key of what stands between the tags of an XML element."""
STAMPS = "\0stamps"
"""The key of the empty elements inside the text of an XML element: pairs of an offset and their record."""


class Number(str):
    """A number as it was written: no digit is lost, none is too long."""

    __slots__ = ()


class Record(dict):  # type: ignore[type-arg]  # a generic dict subclass costs a third more to make
    """An object, an element, a row; `place` leads to its offset by way of its tree."""

    __slots__ = ("place",)
    place: int


class Span(NamedTuple):
    """`text[start:end]`: the scalar at `key` of the record (or list) `holder`; punctuation where that is `None`.

    `said` is the part of the scalar that stands here, where it stands in several pieces.
    """

    start: int
    end: int
    holder: object = None
    key: Key = ""
    said: str | None = None


def lines_of(text: str, offsets: Iterable[int]) -> list[int]:
    r"""Return the line numbers of offsets, from 1, without looking for the lines that nobody asks for.

    >>> lines_of("a\nb\nc", [4, 0])
    [3, 1]
    """
    wanted = [*offsets]
    if "\r" in text:
        index = LineIndex(text)
        return [index.line(offset) for offset in wanted]
    found: dict[int, int] = {}
    at, line = 0, 1
    for offset in sorted(set(wanted)):
        line += text.count("\n", at, offset)
        at = offset
        found[offset] = line
    return [found[offset] for offset in wanted]


class Tree(NamedTuple):
    """Parsed records: their root, the offsets of records, the spans of the source and what was odd about it."""

    root: object
    offsets: Callable[[Iterable[Record]], list[int]]
    spans: Callable[[], Iterator[Span]]
    remarks: tuple[Diagnostic, ...] = ()


def value_at(record: object, path: KeyPath) -> object:
    """Return the scalar that `path` leads to, `None` where there is none; of a list with members the first counts.

    >>> value_at({"speaker": [{"name": "Ann"}]}, ("speaker", "name"))
    'Ann'
    """
    for key in path:
        if isinstance(key, int) and isinstance(record, list):
            record = record[key] if key < len(record) else None
            continue
        if isinstance(record, list):
            record = record[0] if record else None
        record = record.get(key) if isinstance(record, dict) else None
    return record


def getter(path: KeyPath) -> Callable[[Record], object]:
    """Return what `value_at` returns for one path, quickly where that is a single key."""
    if len(path) == 1:
        key = path[0]
        return lambda record: record.get(key)
    return lambda record: value_at(record, path)


def holder_of(record: object, path: KeyPath) -> object:
    """Return the record or list that holds the scalar at `path`."""
    holder = value_at(record, path[:-1])
    return holder[0] if isinstance(holder, list) and holder and not isinstance(path[-1], int) else holder
