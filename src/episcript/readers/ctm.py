"""Time-marked conversations of NIST: a word a line, with its file, channel, start and duration, and perhaps a confidence."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from episcript.codes import EpiscriptError, diagnose
from episcript.lines import LINE_END, split_lines
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Diagnostic, Options
    from episcript.reading import Reading
    from episcript.records.cells import Row

FORMAT = ReaderFormat("CTM, a word a line", (".ctm",), ("text/plain",), records=True)

_TIME = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_WORD = re.compile(
    rf"(\S{{1,200}})[ \t]+(\S{{1,20}})[ \t]+({_TIME})[ \t]+({_TIME})[ \t]+(\S{{1,200}})(?:[ \t]+({_TIME}|NA))?(?:[ \t]+\S{{1,40}}){{0,2}}[ \t]*"
)
_LINE = re.compile(r"[^\r\n]+")
_COMMENT = ";;"
_NAMES = ("file", "channel", "start", "duration", "word", "confidence")
_FEWEST, _SOME = 3, 20


def score(sample: str) -> Score:
    r"""Return 0.9 where every line is a word with its times or a comment (`;;`), else 0.

    >>> score(";; a file\na 1 0.5 0.3 so\na 1 0.9 0.2 it\na 1 1.2 0.2 is 0.97\n").value, score("Ann 1 2 3 words here\n").value
    (0.9, 0.0)
    """
    lines = split_lines(sample[: sample.rfind("\n") + 1])
    words = [line for line in islice(lines, _SOME) if line.strip() and not line.startswith(_COMMENT)]
    if not all(map(_WORD.fullmatch, words)):
        return Score(0.0, "not every line is a word with its times")
    words += [line for line in lines[_SOME:] if line.strip() and not line.startswith(_COMMENT)]
    if len(words) >= _FEWEST and all(map(_WORD.fullmatch, words)):
        return Score(0.9, "a word a line with its start and duration")
    return Score(0.0, "not every line is a word with its times")


def read(text: str, options: Options) -> Reading:
    """Return the reading of the words; lines that are none are left out, comments too."""
    from episcript.records.cells import cell_tree  # noqa: PLC0415 - detection imports every reader
    from episcript.records.read import read_tree  # noqa: PLC0415 - the same

    del options
    rows, remarks = list(_rows(text)), tuple(_left_out(text))
    if len(rows) <= 1:
        raise EpiscriptError(diagnose("no-speech", reason="no words with times", hint=""))
    return read_tree(text, cell_tree(text, rows)._replace(remarks=remarks))


def _left_out(text: str) -> Iterator[Diagnostic]:
    """Yield a remark on the comments, and one on the other lines that are no words."""
    lines = [(number, line) for number, line in enumerate(LINE_END.split(text), 1) if line.strip()]
    comments = [number for number, line in lines if line.startswith(_COMMENT)]
    others = [
        (number, line)
        for number, line in lines
        if not line.startswith(_COMMENT) and not _WORD.fullmatch(line)
    ]
    if comments:
        yield diagnose("key-skipped", comments[0], key=_COMMENT, count=len(comments))
    if others:
        number, line = others[0]
        yield diagnose("words-skipped", number, key="of no word", count=len(others), text=line[:60])


def _rows(text: str) -> Iterator[Row]:
    """Yield a header, which stands nowhere in the file, and a row for each word."""
    from episcript.records.cells import Cell, Row  # noqa: PLC0415 - detection imports every reader

    yield Row([Cell(name, 0, 0) for name in _NAMES], 0)
    for line in _LINE.finditer(text):
        found = None if line[0].startswith(_COMMENT) else _WORD.fullmatch(line[0])
        if found:
            at = line.start()
            groups = range(1, 7 if found[6] else 6)
            yield Row([Cell(found[n], at + found.start(n), at + found.end(n)) for n in groups], at)
