"""Tables of turns and of chapters in a Markdown post, made into the lines that the learner reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.markup.canonical import Origin
from episcript.markup.runs import Stretch
from episcript.records.cells import means_speech, names_in, table_rows
from episcript.records.names import END, SPEAKER, START, TEXT, TITLE, hint
from episcript.times import SECOND, format_clock, parse_clock, parse_seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.records.cells import Cell, Row

_TABLE = re.compile(
    r"^[ \t]{0,3}\|?[^\r\n|]*\|[^\r\n]*\r?\n[ \t]{0,3}\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*\r?\n(?:[^\r\n]*\|[^\r\n]*(?:\r?\n|\Z))+",
    re.MULTILINE,
)
"""A row, a rule below it, and more rows."""
_NUMBERS = frozenset("# no nr number id index nummer".split())
_NAMED = 0.5
_FEWEST = 2
_LATEST = 48 * 3_600 * SECOND
_EMPHASIS = "*_ "


class Lines(NamedTuple):
    """The post with lines in place of its tables, and where each stretch of it came from."""

    text: str
    stretches: tuple[Stretch, ...]
    origin: Origin


class _Writer:
    """Writes the canonical text stretch by stretch."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.parts: list[str] = []
        self.stretches: list[Stretch] = []
        self.places: list[tuple[int, int]] = []
        self.length = 0

    def add(self, markup: str) -> None:
        """Add markup that stands in no source."""
        self.parts.append(markup)
        self.length += len(markup)

    def begin(self, offset: int) -> None:
        """Say that what is written next is of the row with this offset."""
        self.places.append((self.length, offset))

    def copy(self, said: str, start: int, end: int) -> None:
        """Add what stands, or is meant, at these offsets of the source."""
        if said:
            self.stretches.append(Stretch(self.length, len(said), start, end))
            self.places.append((self.length, start))
            self.add(said)


def with_lines(text: str) -> Lines | None:
    r"""Return a post with its tables of turns or chapters as lines, `None` where it has no such table.

    >>> post = "# A\n\n| Time | Speaker | Text |\n|--|--|--|\n| 0:01 | Ann | Hi? |\n| 0:04 | Bo | Yes. |\n| 0:09 | Ann | Oh. |\n"
    >>> with_lines(post).text.splitlines()[2]
    '**Ann** [0:01]: Hi?'
    """
    found = [(table, rows) for table in _TABLE.finditer(text) if (rows := _rows(table))]
    if not found:
        return None
    writer, at = _Writer(), 0
    for table, rows in found:
        writer.copy(text[at : table.start()], at, table.start())
        for row in rows:
            writer.begin(row.text.start)
            _write(writer, row, text)
        writer.add("" if rows[0].chapter else "---\n\n")  # what stands below the table is no speech
        at = table.end()
    writer.copy(text[at:], at, len(text))
    return Lines("".join(writer.parts), tuple(writer.stretches), Origin(writer.places, text))


class _Turn(NamedTuple):
    """The cells of a row by what they mean; a chapter has a title in place of its text."""

    start: Cell | None
    end: Cell | None
    speaker: Cell | None
    text: Cell
    chapter: bool


def _rows(table: re.Match[str]) -> list[_Turn]:
    """Return the rows of a table that are turns or chapters, none where a column, a clock or a row is anything else."""
    rows = [_shifted(row, table.start()) for row in table_rows(table[0])]
    names = [cell.value.strip(_EMPHASIS) for cell in rows[0].cells]
    if len(rows) < _FEWEST or any(len(row.cells) > len(names) for row in rows):
        return []
    roles = list(map(_role, names))
    chapters = "title" in roles and "text" not in roles
    told = [role for role in roles if role != "number"]
    if None in roles or len(set(told)) < len(told) or (chapters and "start" not in roles):
        return []
    if not chapters and not (names_in(rows[0]) and means_speech(rows)):
        return []
    turns = [_turn(row, roles, chapter=chapters) for row in rows[1:]]
    whole = all(turn and all(_clock(cell) for cell in (turn.start, turn.end) if cell) for turn in turns)
    return [turn for turn in turns if turn] if whole else []


def _shifted(row: Row, by: int) -> Row:
    cells = [cell._replace(start=cell.start + by, end=cell.end + by) for cell in row.cells]
    return row._replace(cells=cells, start=row.start + by)


def _role(name: str) -> str | None:
    """Return what a column of this name holds, `None` where that is neither of a turn nor of a chapter."""
    ways = (("end", END), ("start", START), ("speaker", SPEAKER), ("text", TEXT), ("title", TITLE))
    known = [(hint((name,), names), role) for role, names in ways]
    best, role = max(known, key=lambda one: one[0])
    if best >= _NAMED:
        return role
    return "number" if name.casefold().strip(".") in _NUMBERS or not name else None


def _turn(row: Row, roles: Sequence[str | None], *, chapter: bool) -> _Turn | None:
    cells = {role: cell for role, cell in zip(roles, row.cells, strict=False) if cell.value}
    text = cells.get("title" if chapter else "text")
    if text is None:
        return None
    return _Turn(cells.get("start"), cells.get("end"), cells.get("speaker"), text, chapter)


def _write(writer: _Writer, turn: _Turn, text: str) -> None:
    """Write a turn as `**NAME** [START - END]: TEXT`, a chapter as `- START TITLE`."""
    clock = tuple(_clock(cell) for cell in (turn.start, turn.end))
    if turn.chapter:
        writer.add("- ")
        _copy_clock(writer, clock[:1], (turn.start,))
        writer.add(" ")
    elif turn.speaker:
        _copy_bare(writer, turn.speaker, text)
    if clock[0] and not turn.chapter:
        writer.add(" [" if turn.speaker else "[")
        _copy_clock(writer, clock, (turn.start, turn.end))
        writer.add("]")
    if not turn.chapter:
        writer.add(": " if turn.speaker else " " if clock[0] else "")
    writer.copy(text[turn.text.start : turn.text.end], turn.text.start, turn.text.end)
    writer.add("\n" if turn.chapter else "\n\n")


def _copy_bare(writer: _Writer, cell: Cell, text: str) -> None:
    """Write a name in bold, without the emphasis and the colon that it has."""
    written = text[cell.start : cell.end]
    lead = len(written) - len(written.lstrip(_EMPHASIS))
    said = written.strip(_EMPHASIS).rstrip(":").rstrip(_EMPHASIS)
    writer.add("**")
    writer.copy(said, cell.start + lead, cell.start + lead + len(said))
    writer.add("**")


def _copy_clock(writer: _Writer, clocks: Iterable[str | None], cells: Iterable[Cell | None]) -> None:
    between = ""
    for clock, cell in zip(clocks, cells, strict=True):
        if clock and cell:
            writer.add(between)
            writer.copy(clock, cell.start, cell.end)
            between = " - "


def _clock(cell: Cell | None) -> str | None:
    """Return the clock that a cell holds, of seconds too, `None` where it holds none."""
    if cell is None:
        return None
    written = cell.value.strip("*_[]()` ")
    if parse_clock(written) is not None:
        return written
    seconds = parse_seconds(written.removesuffix("s"))
    return format_clock(seconds) if seconds is not None and seconds < _LATEST else None
