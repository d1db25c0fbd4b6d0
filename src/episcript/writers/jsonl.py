"""JSON Lines: a flat row a turn, for data tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.writers._rows import TIMES, cue_rows, rows
from episcript.writers._scalars import encoded, record, seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    return "".join(f"{_line(row)}\n" for row in rows(episode, options, "jsonl"))


def write_cue_rows(cues: Sequence[Cue], episode: Episode, options: Options) -> str:
    """Return a line a cue, with the columns of `write`; `uncertainty` is that of its start in seconds.

    >>> from episcript.model import Cue, Episode, Options, Turn
    >>> import json
    >>> cue = Cue(0, 900, ("Hi,", "Bo."), 0, uncertainty=300)
    >>> row = json.loads(write_cue_rows([cue], Episode(turns=(Turn("Hi, Bo."),)), Options()))
    >>> row["text"], row["uncertainty"], row["start_source"]
    ('Hi, Bo.', 0.3, 'estimated')
    """
    del options
    return "".join(f"{_line(row)}\n" for row in cue_rows(cues, episode))


def _line(row: Row) -> str:
    return record((key, _form(key, value)) for key, value in row.items())


def _form(key: str, value: object) -> str:
    return seconds(value) if key in TIMES and isinstance(value, int) else encoded(value)
