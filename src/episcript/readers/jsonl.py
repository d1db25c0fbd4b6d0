"""JSON Lines: rows of our own, and those of other programs, whose keys are learned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("JSON Lines", (".jsonl", ".ndjson"), ("application/jsonl",), records=True)

_OWN = re.compile(r'\s*+\{"episode": (?:"(?:[^"\\]|\\.)*+"|null), "title": ')
_LINES = re.compile(r"\s*+\{[^\r\n]*\}[^\S\r\n]*+(?:\r\n|\n|\r)\s*+\{")


def score(sample: str) -> Score:
    r"""Return 1.0 for rows of our own, 0.9 where the first two lines are objects, else 0.

    >>> score('{"text": "Hi."}\n{"text": "Yes."}\n').value, score('{"text": "Hi."}').value
    (0.9, 0.0)
    """
    if _OWN.match(sample):
        return Score(1.0, "the columns of episcript")
    if _LINES.match(sample):
        return Score(0.9, "an object a line")
    return Score(0.0, "no lines that are objects")


def read(text: str, options: Options) -> Reading:
    """Return the reading of the lines: our own rows become the turns that they were."""
    from episcript.records.json_tree import jsonl_tree  # noqa: PLC0415 - detection imports every reader
    from episcript.records.read import read_tree  # noqa: PLC0415 - the same
    from episcript.records.rows import is_own, read_rows  # noqa: PLC0415 - the same

    del options
    tree = jsonl_tree(text)
    return read_rows(text, tree) if is_own(tree) else read_tree(text, tree)
