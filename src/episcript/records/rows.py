"""Our own rows, as `jsonl` and `csv` are written, read back into turns and chapters as far as the columns hold them."""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, get_args

from episcript.codes import EpiscriptError, diagnose
from episcript.markup.plain import sounds
from episcript.model import Chapter, Episode, LedgerEntry, Source, TimeSource, Turn
from episcript.reading import Reading
from episcript.records.json_scan import NOBODY
from episcript.records.tree import Record, Span, Tree, lines_of
from episcript.times import parse_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Role
    from episcript.records.cells import Row

COLUMNS = (
    "episode title date language turn part chapter chapter_title speaker label start start_source end end_source text line"
).split()
"""The columns that every row of ours has."""
_NEEDED = frozenset(("turn", "part", "chapter_title", "start_source", "text"))
_WHOLE = re.compile(r"[0-9]{1,9}")
_ROLES: dict[str, Role] = {"label": "label", "start": "clock", "text": "text"}


class Grain(NamedTuple):
    """A turn or chapter and the rows that it was written in."""

    rows: tuple[Record, ...]

    def text(self, key: str) -> str | None:
        """Return the string of the first row at `key`; an empty one is none."""
        value = self.rows[0].get(key)
        return str(value) if isinstance(value, str) and value else None

    def whole(self, key: str) -> int | None:
        """Return the number of the first row at `key`."""
        value = self.text(key)
        return int(value) if value and _WHOLE.fullmatch(value) else None

    def time(self, key: str, row: int = 0) -> int | None:
        """Return the ms of a row at `key`."""
        value = self.rows[row].get(key)
        return parse_seconds(value) if isinstance(value, str) else None

    def source(self, key: str, time: int | None) -> TimeSource | None:
        """Return where a time is from."""
        value = self.rows[0].get(key)
        return next((one for one in get_args(TimeSource) if one == value), None) if time is not None else None


def is_own(tree: Tree) -> bool:
    """Return whether all rows have our columns.

    >>> from episcript.records.json_tree import jsonl_tree
    >>> is_own(jsonl_tree('{"text": "Hi."}'))
    False
    """
    rows = tree.root
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, Record) and row.keys() >= _NEEDED for row in rows)
    )


def own_cells(text: str, rows: Sequence[Row]) -> Tree:
    """Return the tree of our own CSV: its cells are strings, whatever they look like, an empty one is none."""
    names = [cell.value for cell in rows[0].cells]
    records = []
    for row in rows[1:]:
        record = Record((name, cell.value or None) for name, cell in zip(names, row.cells, strict=False))
        record.place = row.start
        records.append(record)

    def spans() -> Iterator[Span]:
        for row, record in zip(rows, [None, *records], strict=True):
            for name, cell in zip(names, row.cells, strict=False):
                if cell.end > cell.start:
                    yield (
                        Span(cell.start, cell.end, record, name)
                        if record is not None
                        else Span(cell.start, cell.end)
                    )

    return Tree(records, lambda found: [record.place for record in found], lambda: _filled(text, spans()))


def _filled(text: str, spans: Iterator[Span]) -> Iterator[Span]:
    """Yield the spans and what stands between them."""
    at = 0
    for span in spans:
        if span.start > at:
            yield Span(at, span.start)
        yield span
        at = span.end
    if at < len(text):
        yield Span(at, len(text))


def read_rows(text: str, tree: Tree) -> Reading:
    """Return the episode that rows of ours were written from: turns, or chapters where each row is one."""
    rows = [row for row in tree.root if isinstance(row, Record)] if isinstance(tree.root, list) else []
    if not rows:
        raise EpiscriptError(diagnose("no-speech", reason="it has no rows", hint=""))
    by_turn = rows[0].get("turn") is not None
    key = "turn" if by_turn else "chapter"
    grains = [Grain(tuple(found)) for _, found in groupby(rows, lambda row: row.get(key))]
    lines = lines_of(text, tree.offsets([grain.rows[0] for grain in grains]))
    turns = [
        turn
        for grain, line in zip(grains, lines, strict=True)
        for turn in _turns(grain, line, by_turn=by_turn)
    ]
    first = grains[0]
    episode = Episode(
        title=first.text("title"),
        date=first.text("date"),
        language=first.text("language"),
        turns=tuple(turns),
        chapters=tuple(_chapters(grains, by_turn=by_turn)),
        source=Source(layout=f"rows of episcript, {'a turn' if by_turn else 'a chapter'} each"),
    )
    return Reading(episode, partial(_ledger, text, tree, grains))


def _turns(grain: Grain, line: int, *, by_turn: bool) -> Iterator[Turn]:
    """Yield the turn of rows; one that stands for a chapter has no speaker and a turn a paragraph."""
    said = [str(row["text"]) for row in grain.rows if row.get("text")]
    if not by_turn:
        yield from (Turn(paragraph, line=line) for text in said for paragraph in text.split("\n\n"))
        return
    start, end = grain.time("start"), grain.time("end", -1)
    text = " ".join(said)
    yield Turn(
        text,
        label=grain.text("label"),
        speaker=grain.text("speaker"),
        start=start,
        start_source=grain.source("start_source", start),
        end=end,
        end_source=grain.source("end_source", end),
        chapter=grain.whole("chapter"),
        marks=sounds(text),
        line=grain.whole("line") or line,
    )


def _chapters(grains: Sequence[Grain], *, by_turn: bool) -> Iterator[Chapter]:
    """Yield the chapters: those of rows a turn begin with their first turn, as the columns have no start for them."""
    seen: set[int] = set()
    for number, grain in enumerate(grains):
        chapter = grain.whole("chapter")
        if chapter is None or chapter in seen:
            continue
        seen.add(chapter)
        title = grain.text("chapter_title") or ""
        if by_turn:
            yield Chapter(title, first_turn=number)
        else:
            start = grain.time("start")
            yield Chapter(title, start, grain.source("start_source", start), line=grain.whole("line"))


def _ledger(text: str, tree: Tree, grains: Sequence[Grain]) -> tuple[LedgerEntry, ...]:
    owners = {id(row): number for number, grain in enumerate(grains) for row in grain.rows}
    return tuple(_entry(span, owners) for span in tree.spans() if text[span.start : span.end].strip())


def _entry(span: Span, owners: dict[int, int]) -> LedgerEntry:
    if span.holder is NOBODY:
        return LedgerEntry(span.start, span.end, "skipped")
    role = _ROLES.get(str(span.key), "markup") if isinstance(span.holder, Record) else "markup"
    value = span.holder.get(span.key) if isinstance(span.holder, Record) else None
    if role == "markup" or value is None:
        return LedgerEntry(span.start, span.end, "markup")
    return LedgerEntry(span.start, span.end, role, f"turns/{owners[id(span.holder)]}/{span.key}", str(value))
