"""CSV by RFC 4180 with a header row and line feeds as line ends: a flat row a turn, for spreadsheets and data tools."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.times import format_seconds
from episcript.writers._rows import COLUMNS, TIMES, rows

if TYPE_CHECKING:
    from episcript.model import Episode, Options
    from episcript.writers._rows import Row

FORMAT = WriterFormat("CSV", ".csv", "text/csv", "turns, labels, speakers, times; chapter titles")


def write(episode: Episode, options: Options) -> str:
    """Return the header and a record a row; what is unknown is an empty field.

    Raises `EpiscriptError` where there are no rows. The columns are those of JSONL.

    >>> from episcript.model import Episode, Options, Turn
    >>> write(Episode(turns=(Turn("Hi, Bo.", "Ann"),)), Options()).splitlines()[1]
    ',,,,0,0,,,,Ann,,,,,"Hi, Bo.",'
    """
    page = io.StringIO()
    table = csv.writer(page, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_fields(row) for row in rows(episode, options, "csv"))
    return page.getvalue()


def _fields(row: Row) -> list[object]:
    return [
        format_seconds(value) if key in TIMES and isinstance(value, int) else value
        for key, value in row.items()
    ]
