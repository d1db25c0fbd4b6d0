"""Delimited text and Markdown tables as records: a row is a record, its cells have the names of the header."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from episcript.records.clocks import times_of
from episcript.records.columns import word_count
from episcript.records.names import END, SPEAKER, SPEAKER_WEAK, START, TEXT, hint
from episcript.records.tree import Number, Record, Span, Tree
from episcript.times import CLOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

DELIMITERS = ("\t", ",", ";", "|")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_SAMPLE_ROWS = 200
_ALIKE = 0.9
_LONGEST_NAME = 40
_LINES = re.compile(r"[^\r\n]+")
_RANGE = re.compile(rf"({CLOCK})\s*(?:-->|->|–|—|-|to|/)\s*({CLOCK})")
_CELL = re.compile(r"(?:\\.|[^|\\\r\n])*+", re.DOTALL)
_RULE = re.compile(r"[ \t]{0,3}\|?(?:[ \t]*:?-+:?[ \t]*(?:\||(?=[ \t]*$)))+[ \t]*", re.MULTILINE)


class Cell(NamedTuple):
    """The value of a cell and where it is written, quotation marks included."""

    value: str
    start: int
    end: int


class Row(NamedTuple):
    """The cells of a row and the offset at which it begins."""

    cells: list[Cell]
    start: int


@cache
def _field(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    blank = "[ ]" if delimiter == "\t" else r"[ \t]"  # a run of delimiters is looked at once
    return re.compile(
        rf'(?:{blank}*+"((?:[^"]|"")*+)"[ ]*+(?={mark}|[\r\n]|\Z)|([^{mark}\r\n]*+))({mark}|\r\n|\n|\r|\Z)'
    )


def rows_of(text: str, delimiter: str, most: int | None = None) -> list[Row]:
    r"""Return the rows of delimited text by RFC 4180, empty lines left out; at most `most` of them.

    >>> [[cell.value for cell in row.cells] for row in rows_of('a,"b, ""c"" d"\n1,2', ",")]
    [['a', 'b, "c" d'], ['1', '2']]
    """
    return list(islice(_rows(text, delimiter), most))


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    cells: list[Cell] = []
    pattern, at = _field(delimiter), 0
    while at < len(text):
        found = pattern.match(text, at)
        if not found:
            break
        quoted = found[1] is not None
        value = found[1].replace('""', '"') if quoted else found[2].strip()
        cells.append(Cell(value, found.start(), found.start(3)))
        at = found.end()
        if found[3] != delimiter:
            if any(cell.value for cell in cells):
                yield Row(cells, cells[0].start)
            cells = []
    if cells and any(cell.value for cell in cells):
        yield Row(cells, cells[0].start)


def delimiter_of(sample: str) -> str | None:
    """Return the delimiter by which rows have equally many cells, at least two, or `None`."""
    found = []
    for delimiter in DELIMITERS:
        widths = _widths(sample, delimiter)
        if len(widths) < 2 or widths[0] < 2:  # noqa: PLR2004
            continue
        alike = widths.count(widths[0]) / len(widths)
        if alike >= _ALIKE:
            found.append((alike * widths[0] ** 0.25, delimiter))
    return max(found)[1] if found else None


def _widths(sample: str, delimiter: str) -> list[int]:
    """Return the numbers of cells in the first rows; no more of them than it takes to see that they are not alike."""
    widths: list[int] = []
    others = 0
    for row in islice(_rows(sample, delimiter), _SAMPLE_ROWS):
        widths.append(len(row.cells))
        others += widths[-1] != widths[0]
        if widths[0] == 1 or others > (1 - _ALIKE) * _SAMPLE_ROWS + 1:
            break
    return widths


def names_in(row: Row) -> bool:
    """Return whether a row is a header: short, distinct names, some of which mean what transcripts hold.

    >>> names_in(rows_of("start,speaker,text", ",")[0]), names_in(rows_of("0.5,Ann,Hello there.", ",")[0])
    (True, False)
    """
    values = [cell.value.strip() for cell in row.cells]
    if any(len(value) > _LONGEST_NAME or _NUMBER.fullmatch(value) for value in values):
        return False
    known = [value for value in values if hint((value,), TEXT | START | END | SPEAKER | SPEAKER_WEAK) >= 0.7]  # noqa: PLR2004
    return len(set(values)) == len(values) and bool(known) and 2 * len(known) >= min(len(values), 4)


def means_speech(rows: Sequence[Row], *, headless: bool = True) -> str | None:
    """Return why rows are a transcript: their header names words beside times or speakers, or their cells are such.

    Not `headless` says that a header is asked for: lines with bars are also typed by hand, and learned as text.
    """
    if names_in(rows[0]):
        names = [cell.value for cell in rows[0].cells]
        words = [name for name in names if hint((name,), TEXT) >= 0.7]  # noqa: PLR2004
        others = [
            name
            for name in names
            if name not in words and hint((name,), START | END | SPEAKER | SPEAKER_WEAK)
        ]
        return f"a header: {', '.join([*others, *words])}" if words and others else None
    return _of_values(rows) if headless and len(rows) > 2 and len(rows[0].cells) > 2 else None  # noqa: PLR2004


def _of_values(rows: Sequence[Row]) -> str | None:
    """Return why cells without a header are a transcript: a column rises like a clock, another has sentences."""
    columns = [
        [row.cells[at].value if at < len(row.cells) else None for row in rows]
        for at in range(len(rows[0].cells))
    ]
    if not any(_times_rows(column, first=at == 0) for at, column in enumerate(columns)):
        return None
    spoken = any(
        sum(word_count(value or "") for value in column) >= 3 * len(column) and not times_of((0,), column)
        for column in columns
    )
    return "rows of clocks and sentences" if spoken else None


def _times_rows(column: Sequence[str | None], *, first: bool) -> bool:
    """Return whether a column rises like the clocks of rows; bare numbers do so only in the first column."""
    times = times_of((0,), column)
    known = [value for value in times.values if value is not None] if times else []
    rising = len(known) == len(column) and known == sorted(known) and known[-1] > known[0]
    return rising and times is not None and (times.written or first)


def cell_tree(text: str, rows: Sequence[Row], plain: Callable[[str], str] = str) -> Tree:
    """Return the tree of rows, the first of which may be a header; cells too many belong to the last one."""
    header = [cell.value.strip() for cell in rows[0].cells] if rows and names_in(rows[0]) else None
    for at in reversed(list(_ranges(rows[1:] if header else rows))):
        rows = [row._replace(cells=_parted(row.cells, at)) for row in rows]
        header = [*header[: at + 1], f"{header[at]} end", *header[at + 1 :]] if header else None
    body = rows[1:] if header else rows
    records = [_record(row, header, text, plain) for row in body]
    return Tree(
        records, lambda found: [record.place for record in found], lambda: _spans(text, rows, records, header)
    )


def _ranges(rows: Sequence[Row]) -> Iterator[int]:
    """Yield the columns whose cells are from one clock to another."""
    for at in range(min((len(row.cells) for row in rows), default=0)):
        if sum(_RANGE.fullmatch(row.cells[at].value.strip()) is not None for row in rows) >= _ALIKE * len(
            rows
        ):
            yield at


def _parted(cells: list[Cell], at: int) -> list[Cell]:
    """Return the cells with the one at `at` as two: a start and an end, or a name and nothing."""
    cell = cells[at]
    found = _RANGE.fullmatch(cell.value.strip())
    if not found:
        return [*cells[: at + 1], Cell("", cell.end, cell.end), *cells[at + 1 :]]
    middle = max(cell.start, cell.end - (found.end() - found.end(1)))
    parts = Cell(found[1], cell.start, middle), Cell(found[2], middle, cell.end)
    return [*cells[:at], *parts, *cells[at + 1 :]]


def _record(row: Row, header: list[str] | None, text: str, plain: Callable[[str], str]) -> Record:
    cells = _fitted(row.cells, header, text)
    keys = header or range(len(cells))
    record = Record((key, _scalar(plain(cell.value))) for key, cell in zip(keys, cells, strict=False))
    record.place = row.start
    return record


def _fitted(cells: list[Cell], header: list[str] | None, text: str) -> list[Cell]:
    """Return the cells with those beyond the header put to the last: a text with a bare delimiter in it."""
    if not header or len(cells) <= len(header):
        return cells
    last = cells[len(header) - 1]
    whole = Cell(text[last.start : cells[-1].end].strip(), last.start, cells[-1].end)
    return [*cells[: len(header) - 1], whole]


def _scalar(value: str) -> str:
    return Number(value) if _NUMBER.fullmatch(value) else value


def _spans(
    text: str, rows: Sequence[Row], records: Sequence[Record], header: list[str] | None
) -> Iterator[Span]:
    at = 0
    body = rows[1:] if header else rows
    holders: Iterable[Record | None] = [*([None] if header else []), *records]
    for row, record in zip([*rows[: len(rows) - len(body)], *body], holders, strict=True):
        cells = row.cells if record is None else _fitted(row.cells, header, text)
        for number, cell in enumerate(cells):
            if cell.start > at:
                yield Span(at, cell.start)
            if cell.end > cell.start:
                key = header[number] if header and number < len(header) else number
                yield (
                    Span(cell.start, cell.end) if record is None else Span(cell.start, cell.end, record, key)
                )
            at = cell.end
    if at < len(text):
        yield Span(at, len(text))


def table_rows(text: str) -> list[Row]:
    r"""Return the rows of Markdown tables without the rules below their headers; `\|` is no border.

    >>> [[cell.value for cell in row.cells] for row in table_rows("| a | b |\n|---|---|\n| 1 | x \\| y |\n")]
    [['a', 'b'], ['1', 'x | y']]
    """
    rows = []
    for line in _LINES.finditer(text):
        if "|" in line[0] and not _RULE.fullmatch(line[0]):
            cells = list(_table_cells(text, line.start(), line.end()))
            rows.append(Row(cells, line.start()))
    return rows


def _table_cells(text: str, start: int, end: int) -> Iterator[Cell]:
    written = text[start:end]
    bare = written.lstrip(" \t")
    at = start + len(written) - len(bare) + bare.startswith("|")
    stop = start + len(written.rstrip(" \t"))
    while at < stop:
        found = _CELL.match(text, at, stop)
        close = found.end() if found else stop
        value = text[at:close]
        lead = len(value) - len(value.lstrip())
        yield Cell(value.strip().replace("\\|", "|"), at + lead, at + max(lead, len(value.rstrip())))
        at = close + 1
