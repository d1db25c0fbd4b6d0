"""Delimited text: commas, semicolons, tabs or bars; rows of our own, and those of other programs, which are learned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.codes import EpiscriptError, diagnose
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat(
    "CSV and TSV transcripts", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values"), records=True
)

_OWN = "episode,title,date,language,turn,part,"
_MARKED = re.compile(r"[\t,;|]")
_ROWS, _STRUCTURE = 200, 0.9


def score(sample: str) -> Score:
    r"""Return 1.0 for rows of our own, 0.9 for rows whose header or cells are those of a transcript, else 0.

    >>> score("start,end,speaker,text\n0.5,1.5,Ann,Hello.\n").value, score("Yes, no.\nNo, yes.\n").value
    (0.9, 0.0)
    """
    if sample.startswith(_OWN):
        return Score(1.0, "the columns of episcript")
    first = sample.lstrip("\r\n")[:10_000].split("\n", 1)[0]
    if not _MARKED.search(first) or first[:1] in "{[<":
        return Score(0.0, "no delimiter in its first line")
    from episcript.records.cells import delimiter_of, means_speech, rows_of  # noqa: PLC0415 - few files come so far

    if first.lstrip().startswith("|") or not (delimiter := delimiter_of(sample)):
        return Score(0.0, "its lines have not equally many cells")
    reason = means_speech(rows_of(sample, delimiter, _ROWS), headless=delimiter != "|")
    if reason and reason.startswith("rows") and not _is_read(sample):
        return Score(0.0, "rows that are not learned as records")
    return Score(_STRUCTURE, reason) if reason else Score(0.0, "no cells of a transcript")


def _is_read(sample: str) -> bool:
    """Return whether the learner finds speech in rows without a header; where not, they are lines of text."""
    from episcript.model import Options  # noqa: PLC0415 - few files come so far

    try:
        read(sample, Options())
    except EpiscriptError:
        return False
    return True


def read(text: str, options: Options) -> Reading:
    """Return the reading of the rows: our own become the turns that they were."""
    from episcript.records.cells import cell_tree, delimiter_of, rows_of  # noqa: PLC0415 - detection imports every reader
    from episcript.records.read import read_tree  # noqa: PLC0415 - the same
    from episcript.records.rows import is_own, own_cells, read_rows  # noqa: PLC0415 - the same

    del options
    delimiter = "," if text.startswith(_OWN) else delimiter_of(text[: 64 * 1024])
    rows = rows_of(text, delimiter) if delimiter else []
    if not rows:
        raise EpiscriptError(diagnose("no-speech", reason="no rows with equally many cells", hint=""))
    if text.startswith(_OWN):
        tree = own_cells(text, rows)
        if is_own(tree):
            return read_rows(text, tree)
    return read_tree(text, cell_tree(text, rows))
