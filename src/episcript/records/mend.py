"""The repair of records: each decoded string by itself, with the place of its record for the receipt."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from episcript.lines import LineIndex
from episcript.model import Repair
from episcript.repair import repair
from episcript.repair.suspicion import gate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from episcript.records.groups import Group
    from episcript.records.tree import Record, Tree

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


class Change(NamedTuple):
    """One receipt: the record, and what became what by which rule."""

    record: Record
    before: str
    after: str
    rule: str


def mend(text: str, groups: list[Group]) -> list[Change]:
    """Repair the strings of all records in place and return the changes; `text` is the source.

    A NUL or half a surrogate pair, which no output can hold, becomes U+FFFD without a receipt.
    """
    if "\\u" not in text and "&#" not in text and (text.isascii() or not gate().search(text)):
        return []
    changes: list[Change] = []
    for group in groups:
        for record in group.records:
            for put, value in [*_strings(record)]:
                if not _UNWRITABLE.search(value) and (value.isascii() or not gate().search(value)):
                    continue
                mended = repair(_UNWRITABLE.sub("\ufffd", value))
                if mended.text != value:
                    put(type(value)(mended.text))
                changes += [Change(record, one.before, one.after, one.rule) for one in mended.repairs]
    return changes


def _strings(record: Record) -> Iterator[tuple[Callable[[str], None], str]]:
    """Yield the strings of a record, each with what puts another in its place."""
    for key, value in record.items():
        if isinstance(value, str):
            yield partial(record.__setitem__, key), value
        elif isinstance(value, list):
            for place, one in enumerate(value):
                if isinstance(one, str):
                    yield partial(value.__setitem__, place), one


def receipts(changes: list[Change], text: str, tree: Tree) -> tuple[Repair, ...]:
    """Return the changes as receipts at the line and column where the damage is written, escaped or not."""
    found: list[Repair] = []
    index = LineIndex(text) if changes else LineIndex("")
    at: dict[int, int] = {}
    offsets = tree.offsets([change.record for change in changes]) if changes else []
    for change, begin in zip(changes, offsets, strict=True):
        start = at.get(begin, begin)
        places = (text.find(form, start) for form in (change.before, json.dumps(change.before)[1:-1]))
        place = min((one for one in places if one >= 0), default=start)
        at[begin] = place + 1
        found.append(Repair(*index.place(place), change.before, change.after, change.rule))
    return tuple(sorted(found, key=lambda one: (one.line or 0, one.column or 0)))
