"""Chapters as the label track of an audio editor (Audacity): start and end in seconds and a title, parted by tabs."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from episcript.lines import split_lines
from episcript.reading import Score
from episcript.registry import ReaderFormat
from episcript.times import SECOND, middle, parse_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Options
    from episcript.readers._chapters import Found
    from episcript.reading import Reading

FORMAT = ReaderFormat("Labels of an audio editor", (), ("text/plain",), chapters=True)

_ROW = re.compile(
    r"(?P<start>[0-9]{1,9}[.,][0-9]{1,12})\t(?P<end>[0-9]{1,9}[.,][0-9]{1,12})\t[ ]*(?P<title>[^\r\n]*?)[ ]*"
)
_FREQUENCIES = "\\"
"""A label of a band of frequencies has a second line, which begins so."""
_FEWEST, _SOME = 2, 1_000
_APART, _LONGEST_TITLE, _FLOWING = 20 * SECOND, 120, 0.5
"""As far apart and as short as chapters in lists; labels of speech are a table (`csv`)."""
_SENTENCE_ENDS = tuple(".?!")


def score(sample: str) -> Score:
    r"""Return 0.95 where every line is a label, they rise, and they are titles that lie far apart; else 0.

    >>> score("0.000000\t0.000000\tStart\n250.5\t250.5\tThe well\n").value, score("0.5\t1.5\tYes.\n1.5\t2.5\tNo.\n").value
    (0.95, 0.0)
    """
    if "\t" not in sample:
        return Score(0.0, "no tab in it")
    lines = (line for line in split_lines(sample[: sample.rfind("\n") + 1] or sample) if line.strip())
    rows = [_ROW.fullmatch(line) for line in islice(lines, _SOME) if not line.startswith(_FREQUENCIES)]
    found = [row for row in rows if row]
    if len(found) < max(_FEWEST, len(rows)):
        return Score(0.0, "not every line is a label with its times")
    if _are_chapters(found):
        return Score(0.95, "a start, an end and a title a line, far apart")
    return Score(0.0, "the labels do not lie apart as chapters do")


def _are_chapters(rows: Sequence[re.Match[str]]) -> bool:
    """Return whether labels rise, are short titles, far apart and mostly no sentences: cues are none of that."""
    titles = [row["title"] for row in rows]
    spans = [(parse_seconds(row["start"]) or 0, parse_seconds(row["end"]) or 0) for row in rows]
    steps = [later[0] - earlier[0] for earlier, later in pairwise(spans)]
    return (
        all(start <= end for start, end in spans)
        and min(steps) >= 0
        and middle(steps) >= _APART
        and 0 < middle(map(len, titles)) <= _LONGEST_TITLE
        and any(any(map(str.isalpha, title)) for title in titles)
        and sum(title.endswith(_SENTENCE_ENDS) for title in titles) <= _FLOWING * len(titles)
    )


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the labels; a label with an end gives its chapter one."""
    from episcript.readers._chapters import Lines, reading_of  # noqa: PLC0415 - detection imports every reader

    del options
    return reading_of(text, Lines(list(_labels(text))), "START END TITLE")


def _labels(text: str) -> Iterator[Found]:
    from episcript.readers._chapters import Found, Part, lines_in  # noqa: PLC0415 - detection imports every reader

    for number, (offset, line) in enumerate(lines_in(text), 1):
        if row := _ROW.fullmatch(line):
            parts = tuple(
                Part(offset + row.start(key), offset + row.end(key), key)
                for key in ("start", "end", "title")
                if row[key]
            )
            start, end = parse_seconds(row["start"]), parse_seconds(row["end"])
            yield Found(row["title"], row["start"], start, number, parts, end=end)
