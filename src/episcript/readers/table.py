"""Markdown tables whose rows are turns, where the table is all that there is; one in a post is read with the post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.lines import split_lines
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("Markdown tables of turns", (), ("text/markdown",), records=True)

_RULE = re.compile(r"\s{0,3}\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_INLINE = re.compile(r"[*_`\[\]\\&<~]")


def score(sample: str) -> Score:
    r"""Return 0.9 where all lines are rows of a table whose header or cells are those of a transcript, else 0.

    >>> score("| Time | Speaker | Text |\n|---|---|---|\n| 0:01 | Ann | Hello. |\n").value
    0.9
    """
    if not sample.lstrip().startswith("|"):
        return Score(0.0, "not all lines are rows of a table")
    lines = [line for line in split_lines(sample) if line.strip()]
    if len(lines) < 3 or not all(line.lstrip().startswith("|") for line in lines):  # noqa: PLR2004
        return Score(0.0, "not all lines are rows of a table")
    if not _RULE.fullmatch(lines[1]):
        return Score(0.0, "no rule below a header")
    from episcript.records.cells import means_speech, table_rows  # noqa: PLC0415 - few files come so far

    reason = means_speech(table_rows(sample))
    return Score(0.9, reason) if reason else Score(0.0, "no cells of a transcript")


def read(text: str, options: Options) -> Reading:
    """Return the reading of the rows, the inline markup of their cells undone."""
    from episcript.records.cells import cell_tree, table_rows  # noqa: PLC0415 - detection imports every reader
    from episcript.records.read import read_tree  # noqa: PLC0415 - the same

    del options
    return read_tree(text, cell_tree(text, table_rows(text), _plain))


def _plain(cell: str) -> str:
    """Return a cell without its inline markup."""
    from episcript.markup.inline import render  # noqa: PLC0415 - few cells have any

    return render(cell, markdown=True).text if _INLINE.search(cell) else cell
