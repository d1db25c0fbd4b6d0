"""Where each value of a JSON text stands: for the line of an error and for the ledger, which Python's parser cannot say."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Path = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


class Token(NamedTuple):
    """`text[start:end]`, the value at `path` where it is a scalar, else a key or punctuation on the way to it."""

    path: Path
    start: int
    end: int
    scalar: bool


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a JSON text that is known to parse.

    >>> text = '{"a": [1, 2]}'
    >>> [(token.path, text[token.start : token.end]) for token in tokens(text) if token.scalar]
    [(('a', 0), '1'), (('a', 1), '2')]
    """
    path: list[str | int] = []
    at_key = False
    for found in _TOKEN.finditer(text):
        first = found[0][0]
        scalar = False
        if first in "}]":
            path.pop()
        elif first == ",":
            at_key = isinstance(path[-1], str)
            path[-1] = path[-1] if isinstance(path[-1], str) else path[-1] + 1
        elif at_key and first == '"':
            path[-1] = json.loads(found[0])
            at_key = False
        else:
            scalar = first not in "{[:"
        yield Token(tuple(path), found.start(), found.end(), scalar)
        if first in "{[":
            path.append("" if first == "{" else 0)
            at_key = first == "{"


def offsets_of(text: str, paths: Iterable[Path]) -> dict[Path, int]:
    """Return where the values (or their keys) at `paths` begin, as far as they exist; one pass for all of them.

    >>> offsets_of('{"a": [1, 2]}', [("a", 1), ("b",)])
    {('a', 1): 10}
    """
    wanted = set(paths)
    found: dict[Path, int] = {}
    for token in tokens(text):
        if token.path in wanted and text[token.start] != ",":
            found.setdefault(token.path, token.start)
    return found
