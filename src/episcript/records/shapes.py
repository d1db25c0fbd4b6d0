"""Odd shapes of JSON made records: what is keyed by number or clock, columns, parallel arrays, rows by position."""

from __future__ import annotations

import re
from collections import deque
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from episcript.records.names import PEOPLE, hint
from episcript.records.tree import Number, Record
from episcript.times import parse_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from episcript.records.tree import Key, Span, Tree

_LEAST = 3
"""Fewer members of one form are chance."""
_MANY = 4
_WHOLE = re.compile(r"[0-9]{1,9}")
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?: [\w.'’()&-]+){0,5}:?")
_PARTS = {"seconds", "nanos"}
_NANOS = 9
_DIGITS = 30


class _Shapes(NamedTuple):
    """Where scalars of the source went: holder and key before, and after; rows whose key in the source is a speaker.

    `changes` are the values put in place of others: their holder, its key, the value before and after.
    """

    moved: dict[tuple[int, Key], tuple[Record, Key]]
    spoken: set[tuple[int, Key]]
    changes: list[tuple[Record | list[object], Key, object, object]]


def shaped(tree: Tree) -> Tree:
    """Return the tree with arrays of records in place of what says the same in another shape; it never recurses.

    >>> from episcript.records.json_tree import json_tree
    >>> shaped(json_tree('{"a": ["Hi, Bo.", "Yes, I do.", "So do I.", "Good."], "t": [1, 2, 3, 4]}')).root["rows"][0]
    {'a': 'Hi, Bo.', 't': '1'}
    """
    shapes = _Shapes({}, set(), [])
    top = Record({"": tree.root})
    top.place = 0
    waiting: list[tuple[Record | list[object], Key, Record]] = [(top, "", top)]
    while waiting:
        holder, key, around = waiting.pop()
        before = holder[key]  # type: ignore[index]  # a key of a record, an index of a list
        value = _shaped(before, key, around, shapes)
        if value is not before:
            shapes.changes.append((holder, key, before, value))
            holder[key] = value  # type: ignore[index]  # the same
        if isinstance(value, Record):
            waiting.extend((value, inner, value) for inner in value if type(value[inner]) in _NESTED)
        elif isinstance(value, list):
            waiting.extend((value, place, around) for place, one in enumerate(value) if _may_hold(one))
    spans = (lambda: _spans(_as_written(tree, shapes), shapes)) if shapes.changes else tree.spans
    return tree._replace(root=top[""], spans=spans)


_NESTED = (list, Record)


def _may_hold(value: object) -> bool:
    """Return whether a member of an array may hold another shape; the flat records of a recogniser's words never do."""
    if type(value) is not Record:
        return type(value) is list
    return any(type(inner) in _NESTED for inner in value.values())


def _shaped(value: object, key: Key, around: Record, shapes: _Shapes) -> object:
    """Return a value in the shape of records, or as it is."""
    rules: tuple[Callable[..., object], ...] = _OF_LISTS if isinstance(value, list) else _OF_RECORDS
    for rule in rules:
        found = rule(value, key, around, shapes)
        if found is not None:
            return found
    return value


def _keyed(value: Record, key: Key, around: Record, shapes: _Shapes) -> list[Record] | None:
    """Return the records of an object whose keys number them or are clocks; of people they are ids, and stay."""
    del around, shapes
    if len(value) < _LEAST or not all(type(one) is Record and len(one) > 1 for one in value.values()):
        return None
    keys = [str(one) for one in value]
    if all(map(_WHOLE.fullmatch, keys)):
        numbers = [*map(int, keys)]
        rising = numbers == sorted(numbers)
        return [*value.values()] if rising and not hint((key,), PEOPLE) else None
    if not all(parse_written(one) is not None for one in keys):
        return None
    for clock, record in value.items():
        record.setdefault("time", clock)
    return [*value.values()]


def _columns(value: Record, key: Key, around: Record, shapes: _Shapes) -> list[Record] | None:
    """Return the rows of columns that are objects keyed by the number of the row (as pandas writes by default)."""
    del key, around
    columns = [*value.values()]
    if len(columns) < 2 or not all(type(one) is Record and len(one) >= _LEAST for one in columns):  # noqa: PLR2004
        return None
    keys = [*columns[0]]
    if not all(_WHOLE.fullmatch(str(one)) for one in keys) or any([*one] != keys for one in columns):
        return None
    if any(isinstance(cell, list | dict) for column in columns for cell in column.values()):
        return None
    return [_row(value, {name: (value[name], one) for name in value}, shapes) for one in keys]


def _row(around: Record, cells: dict[Key, tuple[object, Key]], shapes: _Shapes) -> Record:
    """Return a record of cells that stand in other holders (and at which key there)."""
    row = Record((name, holder[at]) for name, (holder, at) in cells.items())  # type: ignore[index]
    row.place = around.place
    for name, (holder, at) in cells.items():
        shapes.moved[id(holder), at] = row, name
    return row


def _parallel(value: Record, key: Key, around: Record, shapes: _Shapes) -> Record | None:
    """Return an object whose arrays of equal length are one array of rows: words in one of them, times or speakers beside."""
    del key, around
    arrays = {name: one for name, one in value.items() if isinstance(one, list) and len(one) >= _MANY}
    said = next((one for one in arrays.values() if _is_said(one)), None)
    if said is None:
        return None
    beside = {name: one for name, one in arrays.items() if len(one) == len(said) and all(map(_is_cell, one))}
    if len(beside) < 2:  # noqa: PLR2004 - one array has nothing beside it
        return None
    made = Record((name, one) for name, one in value.items() if name not in beside)
    made.place = value.place
    made["rows"] = [
        _row(value, {name: (one, place) for name, one in beside.items()}, shapes)
        for place in range(len(said))
    ]
    return made


def _is_said(cells: list[object]) -> bool:
    return all(isinstance(cell, str) and not isinstance(cell, Number) for cell in cells) and sum(
        " " in str(cell) for cell in cells
    ) * 2 > len(cells)


def _is_cell(cell: object) -> bool:
    """Return whether a value is a scalar, or a pair of them (a start and an end)."""
    if isinstance(cell, list | dict):
        inner = cell.values() if isinstance(cell, dict) else cell
        return len(cell) == 2 and not any(isinstance(one, list | dict) for one in inner)  # noqa: PLR2004
    return True


def _rows(value: list[object], key: Key, around: Record, shapes: _Shapes) -> list[Record] | None:
    """Return rows by position (`[["hello", 0.5, 0.9], …]`) as records: equally long, with words and numbers in each."""
    del key
    if not value or not all(isinstance(row, list) and len(row) >= _LEAST for row in value):
        return None
    rows = [row for row in value if isinstance(row, list)]
    if len({len(row) for row in rows}) > 1 or not all(map(_is_row, rows)):
        return None
    return [_row(around, {place: (row, place) for place in range(len(row))}, shapes) for row in rows]


def _is_row(row: list[object]) -> bool:
    strings = [cell for cell in row if isinstance(cell, str)]
    numbers = sum(isinstance(cell, Number) for cell in strings)
    return not isinstance(row[0], list | dict) and numbers > 1 and numbers < len(strings)


def _one_key(value: list[object], key: Key, around: Record, shapes: _Shapes) -> list[Record] | None:
    """Return records of one key each as speakers and words (`{"Ann": "Hello."}`): the keys are names and come back."""
    del key, around
    records = [one for one in value if type(one) is Record and len(one) == 1]
    if len(records) < _MANY or len(records) < len(value):
        return None
    pairs = [next(iter(record.items())) for record in records]
    names = {name for name, _ in pairs}
    if not 1 < len(names) <= len(pairs) / 2 or not all(_NAME.fullmatch(str(name)) for name in names):
        return None
    if not _is_said([said for _, said in pairs]):
        return None
    return [_said(record, name, shapes) for record, (name, _) in zip(records, pairs, strict=True)]


def _said(record: Record, name: Key, shapes: _Shapes) -> Record:
    row = Record({"speaker": name, "text": record[name]})
    row.place = record.place
    shapes.moved[id(record), name] = row, "text"
    shapes.spoken.add((id(record), name))
    return row


def _durations(value: list[object], key: Key, around: Record, shapes: _Shapes) -> None:
    """Make numbers of times in two parts (`{"seconds": "3", "nanos": 200000000}`); a part that is left out is zero."""
    del key, around
    records = [one for one in value if type(one) is Record]
    flat = not any(type(one) is Record for record in records for one in record.values())
    names = () if flat else {name for one in records for name in one if type(one[name]) is Record}
    for name in names:
        parts = [(record, record[name]) for record in records if name in record]
        if any(type(one) is not Record or not one.keys() <= _PARTS for _, one in parts) or not any(
            one for _, one in parts
        ):
            continue
        for record, one in parts:
            for part in one:
                shapes.moved[id(one), part] = record, name
            shapes.changes.append((record, name, one, _seconds(one)))
            record[name] = shapes.changes[-1][3]


def _seconds(parts: Record) -> Number:
    """Return seconds as they would be written in one number."""
    whole, nanos = (str(parts.get(part) or "0") for part in ("seconds", "nanos"))
    if whole.isdecimal() and nanos.isdecimal():
        return Number(f"{whole}.{nanos[:_NANOS].zfill(_NANOS)}")
    try:
        return Number(f"{Decimal(whole[:_DIGITS]) + Decimal(nanos[:_DIGITS]).scaleb(-_NANOS):f}")
    except ArithmeticError:  # no numbers
        return Number(whole)


def _as_written(tree: Tree, shapes: _Shapes) -> list[Span]:
    """Return the spans of the tree as the source has it: the changes are taken back for them and made again."""
    for holder, key, before, _ in reversed(shapes.changes):
        holder[key] = before  # type: ignore[index]  # a key of a record, an index of a list
    spans = [*tree.spans()]
    for holder, key, _, after in shapes.changes:
        holder[key] = after  # type: ignore[index]  # the same
    return spans


_OF_LISTS = (_rows, _one_key, _durations)
_OF_RECORDS = (_keyed, _columns, _parallel)


def _spans(spans: Iterable[Span], shapes: _Shapes) -> Iterator[Span]:
    """Yield the spans with the holders and keys that scalars have now; a key that is a speaker is its scalar."""
    before: deque[Span] = deque()
    for span in spans:
        moved = shapes.moved.get((id(span.holder), span.key)) if span.holder is not None else None
        if moved and (id(span.holder), span.key) in shapes.spoken and len(before) > 1:
            before[0] = before[0]._replace(holder=moved[0], key="speaker")
        before.append(span._replace(holder=moved[0], key=moved[1]) if moved else span)
        if len(before) > 2:  # noqa: PLR2004 - a key and its colon stand before a value
            yield before.popleft()
    yield from before
