"""CSV by RFC 4180 with a header row and line feeds as line ends: a flat row a turn, for spreadsheets and data tools."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.times import format_seconds
from episcript.writers._rows import COLUMNS, TIMES, part_rows, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.model import Cue, Episode, Options
    from episcript.writers._rows import Row

FORMAT = WriterFormat("CSV", ".csv", "text/csv", "turns, labels, speakers, times; chapter titles")

_QUOTED = re.compile(r'[,"\r\n]')
"""What needs quotation marks. Not `csv.writer`: which Pythons quote a lone `\\r` depends on their version."""


def write(episode: Episode, options: Options) -> str:
    """Return the header and a record a row; what is unknown is an empty field.

    Raises `EpiscriptError` where there are no rows. The columns are those of JSONL.

    >>> from episcript.model import Episode, Options, Turn
    >>> write(Episode(turns=(Turn("Hi, Bo.", "Ann"),)), Options()).splitlines()[1]
    ',,,,0,0,,,,Ann,,,,,"Hi, Bo.",,'
    """
    return _table(rows(episode, options, "csv"))


def write_parts(cues: Sequence[Cue], episode: Episode, options: Options, *, timed: bool) -> str:
    """Return the header and a record a cue or a sentence of `cues`, by `options.per`.

    >>> from episcript.model import Cue, Episode, Options, Turn
    >>> talk, cue = Episode(turns=(Turn("Hi."),)), Cue(0, 900, ("Hi.",), 0, uncertainty=300)
    >>> write_parts([cue], talk, Options(per="cue"), timed=True).splitlines()[1]
    ',,,,0,0,,,,,0.0,estimated,0.9,estimated,Hi.,,0.3'
    """
    return _table(part_rows(cues, episode, options, timed=timed))


def _table(found: Iterable[Row]) -> str:
    records = [_record(COLUMNS), *(_record(_field(*cell) for cell in row.items()) for row in found)]
    return "".join(f"{record}\n" for record in records)


def _record(fields: Iterable[str]) -> str:
    return ",".join(
        '"' + field.replace('"', '""') + '"' if _QUOTED.search(field) else field for field in fields
    )


def _field(key: str, value: object) -> str:
    if value is None:
        return ""
    return format_seconds(value) if key in TIMES and isinstance(value, int) else str(value)
