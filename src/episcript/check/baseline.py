"""A baseline: the findings that are known already, by code, file and the hash of the line, so that only new ones count."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SCHEMA = "episcript-baseline/1"
_DIGITS = 16


class Known(NamedTuple):
    """One finding as a baseline knows it: the line's number is no part of it, so text before it may grow."""

    code: str
    file: str
    line_hash: str


def line_hash(line: str) -> str:
    """Return the hash of a line (for a finding on the whole file: of its message), blanks around it left out.

    >>> line_hash(" a ") == line_hash("a")
    True
    """
    return sha256(line.strip().encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def new(found: Sequence[Known], baseline: Counter[Known]) -> list[bool]:
    """Return for each finding whether the baseline lacks it; as often as it is known there, it is known here.

    >>> known = Known("turn-empty", "a.md", "0")
    >>> new([known, known], Counter([known]))
    [False, True]
    """
    left = Counter(baseline)
    told = []
    for one in found:
        told.append(left[one] == 0)
        left[one] -= left[one] > 0
    return told


def to_json(found: Iterable[Known]) -> str:
    """Return the baseline that holds `found`, one a line and in order, so that version control shows what changed."""
    rows = [
        json.dumps({**one._asdict(), "count": count}, ensure_ascii=False)
        for one, count in sorted(Counter(found).items())
    ]
    body = "\n" + ",\n".join(rows) + "\n" if rows else ""
    return f'{{"schema": "{SCHEMA}", "findings": [{body}]}}\n'


def from_json(text: str) -> Counter[Known]:
    """Return what `to_json` wrote; a `ValueError` where it is something else.

    >>> known = Known("turn-empty", "a.md", "0")
    >>> from_json(to_json([known, known]))
    Counter({Known(code='turn-empty', file='a.md', line_hash='0'): 2})
    """
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ValueError(f"no {SCHEMA}")
    found: Counter[Known] = Counter()
    for row in _rows(document):
        match row:
            case {"code": str(code), "file": str(file), "line_hash": str(hashed), "count": int(count)}:
                found[Known(code, file, hashed)] += count
            case _:
                raise ValueError("a finding lacks a key")
    return found


def _rows(document: dict[str, object]) -> list[object]:
    rows = document.get("findings")
    if not isinstance(rows, list):
        raise ValueError("no findings")  # noqa: TRY004 - one kind of error for the caller
    return rows
