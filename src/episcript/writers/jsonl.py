"""JSON Lines: a flat row a turn, for data tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.writers._rows import TIMES, part_rows, rows
from episcript.writers._scalars import encoded, record, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.model import Cue, Episode, Options
    from episcript.writers._rows import Row

FORMAT = WriterFormat(
    "JSON Lines", ".jsonl", "application/jsonl", "turns, labels, speakers, times; chapter titles"
)


def write(episode: Episode, options: Options) -> str:
    """Return a line a row, each with all the columns and no nested value; seconds always have a decimal point.

    Raises `EpiscriptError` where there are no rows. The rule is section 3 of the design.

    >>> from episcript.model import Episode, Options, Turn
    >>> import json
    >>> json.loads(write(Episode(turns=(Turn("Hi.", "Ann", start=1_500),)), Options()))["start"]
    1.5
    """
    return _lines(rows(episode, options, "jsonl"))


def write_parts(cues: Sequence[Cue], episode: Episode, options: Options, *, timed: bool) -> str:
    """Return a line a cue or a sentence of `cues`, by `options.per`; `uncertainty` is that of its start in seconds.

    >>> from episcript.model import Cue, Episode, Options, Turn
    >>> import json
    >>> talk, cue = Episode(turns=(Turn("Hi, Bo."),)), Cue(0, 900, ("Hi,", "Bo."), 0, uncertainty=300)
    >>> row = json.loads(write_parts([cue], talk, Options(per="cue"), timed=True))
    >>> row["text"], row["uncertainty"], row["start_source"]
    ('Hi, Bo.', 0.3, 'estimated')
    """
    return _lines(part_rows(cues, episode, options, timed=timed))


def _lines(found: Iterable[Row]) -> str:
    return "".join(f"{_line(row)}\n" for row in found)


def _line(row: Row) -> str:
    return record((key, _form(key, value)) for key, value in row.items())


def _form(key: str, value: object) -> str:
    return seconds(value) if key in TIMES and isinstance(value, int) else encoded(value)
