"""The ledger of records: a span is one scalar, its role goes by its key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from episcript.model import LedgerEntry
from episcript.records.json_scan import NOBODY
from episcript.records.speech import label_value, plain
from episcript.records.tree import STAMPS, Number, value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from episcript.model import Role
    from episcript.records.tree import KeyPath, Span, Tree

Uses = tuple[dict[tuple[int, object], str], dict["KeyPath", str], set["KeyPath"], dict[int, "KeyPath"]]
"""What became of scalars: places in the model by holder and key, front matter by path, skipped paths, paths of records."""

_ROLES: dict[str, Role] = {
    "text": "text", "label": "label", "start": "clock", "anchors": "clock", "title": "chapter", "url": "link", "image": "link",
}  # fmt: skip


def ledger_of(text: str, tree: Tree, uses: Callable[[], Uses]) -> tuple[LedgerEntry, ...]:
    """Return an entry for each span of the source: punctuation and keys are markup, scalars have the role of their key."""
    return tuple(_entries(text, tree, uses()))


def _entries(text: str, tree: Tree, uses: Uses) -> Iterator[LedgerEntry]:
    lists = _lists(tree.root, uses[3])
    for span in tree.spans():
        if text[span.start : span.end].strip():
            yield _entry(span, uses, lists)


def _lists(root: object, records: dict[int, KeyPath]) -> dict[int, KeyPath]:
    """Return the path of each array of scalars, by identity."""
    found: dict[int, KeyPath] = {}
    waiting: list[tuple[object, KeyPath]] = [(root, ())]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, dict):
            here = records.get(id(value), path)
            waiting.extend(
                (inner, (*here, key))
                for key, inner in value.items()
                if isinstance(inner, list | dict) and key != STAMPS
            )
        elif isinstance(value, list):
            found[id(value)] = path
            waiting.extend((inner, path) for inner in value if isinstance(inner, list | dict))
    return found


def _entry(span: Span, uses: Uses, lists: dict[int, KeyPath]) -> LedgerEntry:
    places, front, skipped, records = uses
    if span.holder is None:
        return LedgerEntry(span.start, span.end, "markup")
    if span.holder is NOBODY:
        return LedgerEntry(span.start, span.end, "skipped")
    if place := places.get((id(span.holder), span.key)):
        role = _ROLES[place.rpartition("/")[2]]
        if role == "link":
            return LedgerEntry(span.start, span.end, role)
        return LedgerEntry(span.start, span.end, role, place, _became(span, role))
    path = lists.get(id(span.holder)) or (*records.get(id(span.holder), ()), span.key)
    if path in front:
        return LedgerEntry(span.start, span.end, "front", front[path], _became(span, "front"))
    return LedgerEntry(span.start, span.end, "skipped" if path in skipped else "markup")


def _became(span: Span, role: Role) -> str:
    if span.said is not None:
        return label_value(span.said) or "" if role == "label" else plain(span.said)
    value = value_at(span.holder, (span.key,))
    if isinstance(value, str) and not isinstance(value, Number):
        return label_value(value) or "" if role == "label" else plain(value)
    return value if isinstance(value, str) else json.dumps(value)
