"""Any JSON that holds a transcript: our own, schema `episcript/1`, and that of other programs, whose records are learned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("JSON transcripts of any program", (".json",), ("application/json",), records=True)

_SIGNATURE = re.compile(r'"schema"\s{0,20}:\s{0,20}"episcript/([0-9]{1,9})"')
_BEGINS = re.compile(
    r'\s*+(?:\{\s*+(?:"(?:[^"\\]|\\.){0,200}"\s*+:|\}\s*+\Z)|\[\s*+(?:[\[{"\]]|(?:-?[0-9][0-9.eE+-]*+|null|true|false)\s*+,)(?!\^))'
)
"""An object with a key, or an array of anything; `[00:12] Ann:` and `[text](address)` are no arrays."""
_NO_ARRAY = re.compile(
    r"\s*+\[\s*+(?:[0-9][^\]\n]*+\][^\S\n]*+[^,\s\]}]|\"[^\"\n]*+\"[^\S\n]*+\][(\s\w]|\[[^\]\n]*+\][^,\]\n]*+\][(\w])"
)
_LINES = re.compile(r"\s*+\{[^\r\n]*\}[^\S\r\n]*+(?:\r\n|\n|\r)\s*+\{")
_NAMES_SCHEMA = re.compile(r'\s*+\{\s*+"schema"\s*+:\s*+"episcript/')


def score(sample: str) -> Score:
    """Return 1.0 for our own JSON, 0.9 for what begins like any other, 0 for JSON Lines and for what is no JSON.

    >>> score('{"schema": "episcript/1",').value, score('{"segments": [').value, score("[00:12] Ann: Hello.").value
    (1.0, 0.9, 0.0)
    """
    found = _SIGNATURE.search(sample)
    if found and sample.lstrip().startswith("{") and found[1] == "1":
        return Score(1.0, found[0])
    if _LINES.match(sample):
        return Score(0.0, "it is JSON Lines: an object a line")
    if _BEGINS.match(sample) and not _NO_ARRAY.match(sample):
        return Score(0.9, "it begins like JSON")
    return Score(0.0, "it does not begin like JSON")


def read(text: str, options: Options) -> Reading:
    """Return the episode: our own JSON as it was written, any other by what its records teach."""
    if (found := _SIGNATURE.search(text[: 64 * 1024])) and text.lstrip().startswith("{") and found[1] == "1":
        from episcript.readers import _own_json  # noqa: PLC0415 - detection imports every reader

        return _own_json.read(text, options)
    from episcript.records.json_tree import json_tree  # noqa: PLC0415 - the same
    from episcript.records.read import read_tree  # noqa: PLC0415 - the same

    return read_tree(text, json_tree(text))
