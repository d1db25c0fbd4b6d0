"""A linear scan of JSON that never recurses: what is whole is read, and every token has its place."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from episcript.codes import EpiscriptError, diagnose
from episcript.lines import LineIndex
from episcript.records.tree import Number, Record, Span, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from episcript.model import Diagnostic

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)
_NUMBER = re.compile(r"[-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|NaN|Infinity)")
_WORDS = {"true": True, "false": False, "null": None}
_DEEPEST = 400
"""Levels; no transcript has twenty."""
_SHOWN = 40

NOBODY = object()
"""The holder of what fits nowhere: it is skipped, with a remark."""


class Scan:
    """The values of a text, put together token by token; what is still open where the text ends is closed there."""

    def __init__(self, text: str) -> None:
        """Scan `text`."""
        self.text = text
        self.roots: list[object] = []
        self.stack: list[tuple[Record | list[object], str | None, int]] = []
        self.key: str | None = None
        self.tokens: list[Span] = []
        self.odd: list[tuple[int, int]] = []
        self.doubled: dict[str, list[int]] = {}
        self.rows: dict[int, tuple[list[object], Record]] = {}
        for found in _TOKEN.finditer(text):
            self._take(found[0], found.start(), found.end())

    def _take(self, token: str, start: int, end: int) -> None:
        first = token[0]
        if first == '"':
            self._say(token, start, end)
        elif first not in "{}[],:":
            self._literal(token, start, end)
        else:
            self.tokens.append(Span(start, end))
            if first in "{[":
                self._open(first, start)
            elif first in "}]":
                self._close(first, start)
            elif first == ",":
                self.key = None

    def _open(self, first: str, start: int) -> None:
        if len(self.stack) >= _DEEPEST:
            raise EpiscriptError(diagnose("bad-records", reason="it is nested too deeply"))
        value: Record | list[object] = Record() if first == "{" else []
        if isinstance(value, Record):
            value.place = start
        if not self._put(value, start):
            self.odd.append((start, start + 1))
        self.stack.append((value, self.key, start))
        self.key = None

    def _close(self, first: str, start: int) -> None:
        """Close the innermost object or array of this kind and what is open in it."""
        kind = dict if first == "}" else list
        if not any(isinstance(value, kind) for value, _, _ in self.stack):
            self.odd.append((start, start + 1))
            return
        while self.stack:
            value, _, opened = self.stack.pop()
            if isinstance(value, list):
                self._make_row(value, opened)
            if isinstance(value, kind):
                break
        self.key = None

    def _make_row(self, value: list[object], start: int) -> None:
        """Make a record of an array of scalars in an array: `[["Ann", 1.5, "Hi."], …]` are rows."""
        holder = self.stack[-1][0] if self.stack else self.roots
        scalars = len(value) > 1 and not any(isinstance(cell, list | dict) for cell in value)
        if scalars and isinstance(holder, list) and holder and holder[-1] is value:
            row = Record(enumerate(value))
            row.place = start
            self.rows[id(value)] = value, row
            holder[-1] = row

    def _say(self, token: str, start: int, end: int) -> None:
        closed = len(token) > 1 and token[-1] == '"'
        try:
            value = json.loads(token if closed else token + '"', strict=False)
        except ValueError:
            value = token[1:-1] if closed else token[1:]
        if self.stack and isinstance(self.stack[-1][0], dict) and self.key is None:
            self.key = value
            self.tokens.append(Span(start, end))
        else:
            self._scalar(value, start, end)

    def _literal(self, token: str, start: int, end: int) -> None:
        if token in _WORDS:
            self._scalar(_WORDS[token], start, end)
        elif _NUMBER.fullmatch(token):
            self._scalar(Number(token), start, end)
        else:
            self.odd.append((start, end))
            self.tokens.append(Span(start, end, NOBODY))

    def _scalar(self, value: object, start: int, end: int) -> None:
        holder = self.stack[-1][0] if self.stack else self.roots
        key = len(holder) if isinstance(holder, list) else self.key
        if self._put(value, start):
            self.tokens.append(Span(start, end, holder, "" if key is None else key))
        else:
            self.odd.append((start, end))
            self.tokens.append(Span(start, end, NOBODY))

    def _put(self, value: object, start: int) -> bool:
        """Put a value where it belongs; return whether there is such a place."""
        holder = self.stack[-1][0] if self.stack else self.roots
        if isinstance(holder, list):
            holder.append(value)
        elif self.key is None:
            return False
        else:
            if self.key in holder:
                self.doubled.setdefault(self.key, []).append(start)
            holder[self.key] = value
            if not isinstance(value, list | dict):
                self.key = None
        return True

    def root(self) -> object:
        """Return the value; several that follow each other are an array."""
        return self.roots[0] if len(self.roots) == 1 else self.roots

    def spans(self) -> Iterator[Span]:
        """Yield the spans of the tokens; of a key that stands twice in a record the last one counts."""
        last = {(id(span.holder), span.key): span.start for span in self.tokens if span.holder is not None}
        for span in self.tokens:
            if isinstance(span.holder, dict) and last[id(span.holder), span.key] != span.start:
                yield span._replace(holder=NOBODY)
            elif id(span.holder) in self.rows:
                yield span._replace(holder=self.rows[id(span.holder)][1])
            else:
                yield span


def scanned(text: str) -> Tree:
    """Return the tree of a text that Python's parser refuses, that names a key twice, or whose rows are arrays.

    >>> scanned('[{"text": "Hi.",}, {"text": "Ye').root
    [{'text': 'Hi.'}, {'text': 'Ye'}]
    """
    scan = Scan(text)
    return Tree(scan.root(), _places, scan.spans, tuple(_remarks(scan)))


def spans_in(text: str, roots: object) -> Iterator[Span]:
    """Yield the spans of a text whose values are known already: the holders are those of `roots`, an array of them."""
    scan = Scan(text)
    own: dict[int, object] = {}
    pairs: list[tuple[object, object]] = [(scan.roots, roots)]
    while pairs:
        one, other = pairs.pop()
        own[id(one)] = other
        if isinstance(one, dict) and isinstance(other, dict):
            pairs.extend((one[key], other[key]) for key in one if isinstance(one[key], list | dict))
        elif isinstance(one, list) and isinstance(other, list):
            pairs.extend(pair for pair in zip(one, other, strict=True) if isinstance(pair[0], list | dict))
    for span in scan.spans():
        yield span if span.holder is None else span._replace(holder=own.get(id(span.holder), NOBODY))


def _places(records: Iterable[Record]) -> list[int]:
    return [record.place for record in records]


def _remarks(scan: Scan) -> Iterator[Diagnostic]:
    if not (scan.odd or scan.stack or scan.doubled):
        return
    index = LineIndex(scan.text)
    lost = {span.key: span.start for span in reversed([*scan.spans()]) if span.holder is NOBODY and span.key}
    for key, places in scan.doubled.items():
        line = index.line(lost.get(key, places[0]))
        yield diagnose("key-twice", line, key=key[:_SHOWN], count=len(places))
    if scan.odd:
        start, end = scan.odd[0]
        yield diagnose(
            "json-odd",
            index.line(start),
            text=scan.text[start : min(end, start + _SHOWN)],
            count=len(scan.odd),
        )
    if scan.stack:
        yield diagnose("cut-off", index.line(max(0, len(scan.text.rstrip()) - 1)))
