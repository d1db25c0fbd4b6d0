"""JSON as records: Python's own parser for the values, a scan for places and for what that parser refuses."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

from episcript.codes import EpiscriptError, diagnose
from episcript.lines import LINE_END
from episcript.records.json_scan import scanned, spans_in
from episcript.records.tree import Number, Record, Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_BRACE = re.compile(r'[^"{}]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"{}]*+)*+([{}])', re.DOTALL)
"""Up to the next brace outside a string, in one step."""


class _Maker:
    """Makes the records of one text, numbered in the order in which they close."""

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0
        self.doubled: list[int] = []

    def make(self, pairs: list[tuple[str, object]]) -> Record:
        """Return the record of an object."""
        record = Record(pairs)
        record.place = self.count
        if len(record) != len(pairs):
            self.doubled.append(self.count)
        self.count += 1
        return record


def json_tree(text: str) -> Tree:
    """Return the tree of a JSON text; what is broken is read as far as it is whole, with a remark.

    Raises `EpiscriptError` (`bad-records`) where it is nested beyond all reason.

    >>> json_tree('[{"text": "Hi.", "start": 1.50}]').root
    [{'text': 'Hi.', 'start': '1.50'}]
    """
    maker = _Maker()
    try:
        root = loaded(text, maker.make)
    except ValueError:
        return scanned(text)
    except RecursionError:
        raise too_deep() from None
    if maker.doubled or _has_rows(root):
        return scanned(text)
    opened = cache(lambda: [*_opened(text)])
    return Tree(root, lambda records: _offsets(opened, records), lambda: spans_in(text, [root]))


def loaded(text: str, hook: Callable[[list[tuple[str, object]]], Record]) -> object:
    """Return the value of a JSON text with its numbers as they are written."""
    return json.loads(
        text, object_pairs_hook=hook, parse_int=Number, parse_float=Number, parse_constant=Number
    )


def too_deep() -> EpiscriptError:
    """Return the refusal of what no transcript is nested like."""
    return EpiscriptError(diagnose("bad-records", reason="it is nested too deeply"))


def _has_rows(root: object) -> bool:
    """Return whether rows are arrays here (`[["Ann", 1.5, "Hi."], …]`), which only the scan turns into records."""
    arrays = [root, *(root.values() if isinstance(root, dict) else ())]
    return any(isinstance(array, list) and array and isinstance(array[0], list) for array in arrays)


def _offsets(opened: Callable[[], list[int]], records: Iterable[Record]) -> list[int]:
    """Return the offsets of the opening braces of `records`, which know the order in which they closed."""
    return [opened()[record.place] for record in records]


def _opened(text: str) -> Iterator[int]:
    """Yield where each object opened, in the order in which they close."""
    stack: list[int] = []
    found = _BRACE.match(text)
    while found:
        at = found.end()
        if found[1] == "{":
            stack.append(at - 1)
        elif stack:
            yield stack.pop()
        found = _BRACE.match(text, at)


def jsonl_tree(text: str) -> Tree:
    r"""Return the tree of JSON Lines: an array of what stands on its lines.

    >>> jsonl_tree('{"text": "Hi."}\n\n{"text": "Yes."}\n').root
    [{'text': 'Hi.'}, {'text': 'Yes.'}]
    """
    starts = [0, *(found.end() for found in LINE_END.finditer(text))]
    rows: list[object] = []
    try:
        for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
            if line := text[start:stop].strip():
                rows.append(loaded(line, _placed(start)))
    except ValueError:
        return scanned(text)
    except RecursionError:
        raise too_deep() from None
    return Tree(rows, lambda found: [record.place for record in found], lambda: spans_in(text, rows))


def _placed(start: int) -> Callable[[list[tuple[str, object]]], Record]:
    def make(pairs: list[tuple[str, object]]) -> Record:
        record = Record(pairs)
        record.place = start
        return record

    return make
