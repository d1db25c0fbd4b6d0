"""JSON values as text: what the writers of JSON and JSONL share."""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from episcript.times import format_seconds

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_WORDS = 1024
"""So many values that are written again and again (names, sources of times) are kept as text."""


def encoded(value: object) -> str:
    """Return one line of JSON for any plain value, not escaped to ASCII; tuples are arrays.

    >>> encoded(("Zoë", None, 3))
    '["Zoë", null, 3]'
    """
    if value is None:
        return "null"
    if type(value) is str:
        return encode_basestring(value)
    return int.__repr__(value) if type(value) is int else _ENCODER.encode(value)


@lru_cache(_WORDS, typed=True)
def repeated(value: Hashable) -> str:
    """Return what `encoded` returns, for values of which an episode has few.

    >>> repeated("Zoë"), repeated(())
    ('"Zoë"', '[]')
    """
    return encoded(value)


def seconds(ms: int | None) -> str:
    """Return decimal seconds as a JSON number, `null` where the time is unknown.

    Not `ms / 1000`: DuckDB and polars guess a column of whole numbers from `88`, so there is always a decimal point.

    >>> seconds(88_000), seconds(None)
    ('88.0', 'null')
    """
    return "null" if ms is None else format_seconds(ms)


def record(members: Iterable[tuple[str, str]]) -> str:
    """Return an object on one line from its keys and their encoded values.

    >>> record([("start", "1.0"), ("text", '"Hi."')])
    '{"start": 1.0, "text": "Hi."}'
    """
    return "{" + ", ".join(f'"{key}": {value}' for key, value in members) + "}"
