"""The metadata file of ffmpeg: sections of chapters, times in a base of their own, escapes with a backslash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.lines import LINE_END, LineIndex
from episcript.readers._chapters import Found, Lines, Part, reading_of
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Diagnostic, Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("ffmpeg metadata", (".ffmetadata", ".ffmeta"), ("text/plain",), chapters=True)

_SIGNATURE = re.compile(r"\ufeff?;FFMETADATA[0-9]*")
_LINE = re.compile(r"(?:[^\\\r\n]|\\(?:\r\n|[\s\S]))*+\\?")
"""A line; an escaped line end does not end it."""
_ESCAPE = re.compile(r"\\(\r\n|[\s\S])")
_NAME = re.compile(r"((?:[^=\\]|\\[\s\S])++)=")
_BASE = re.compile(r"([0-9]{1,12})/([0-9]{1,12})")
_TICKS = re.compile(r"-?[0-9]{1,18}")
_NANOSECONDS = (1, 1_000_000_000)
"""What ffmpeg counts in where no TIMEBASE is given."""
_CHAPTER = "[CHAPTER]"


class _Value(NamedTuple):
    """A value of a section: what it says, and where it stands."""

    said: str
    start: int
    end: int


_Section = dict[str, _Value]


def score(sample: str) -> Score:
    r"""Return 1.0 for the signature.

    >>> score(";FFMETADATA1\n[CHAPTER]\n").value
    1.0
    """
    if _SIGNATURE.match(sample):
        return Score(1.0, "it begins with ;FFMETADATA")
    return Score(0.0, "it does not begin with ;FFMETADATA")


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the sections, and what stands outside of them as notes.

    An END that is not behind its START says nothing. A section whose times cannot be read is a chapter without a time.
    """
    del options
    index = LineIndex(text)
    sections, notes = _sections(text)
    found = [_found(section, index.line(begin)) for begin, section in sections]
    remarks = [remark for begin, section in sections for remark in _remarks(section, index.line(begin))]
    return reading_of(text, Lines(found, notes, remarks[:1]), "[CHAPTER]")


def _sections(text: str) -> tuple[list[tuple[int, _Section]], list[tuple[int, int]]]:
    """Return the chapters with their offsets and values by name (in capitals), and the lines that are none of theirs."""
    chapters: list[tuple[int, _Section]] = []
    notes: list[tuple[int, int]] = []
    inside = False
    for start, end in _lines(text):
        line = text[start:end]
        if line[:1] in ";#" or not line.strip():
            if line[:1] in {";", "#"} and not _SIGNATURE.match(line):
                notes.append((start, end))
            continue
        if line.strip().startswith("["):
            inside = line.strip().upper() == _CHAPTER
            if inside:
                chapters.append((start, {}))
                continue
        name = _NAME.match(line) if inside else None
        if name and _unescaped(name[1]).strip().upper() in _KEYS:
            value = _Value(_unescaped(line[name.end() :]), start + name.end(), end)
            chapters[-1][1][_unescaped(name[1]).strip().upper()] = value
        else:
            notes.append((start, end))
    return chapters, notes


_KEYS = frozenset(("TIMEBASE", "START", "END", "TITLE"))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends."""
    place = 0
    while place < len(text):
        found = _LINE.match(text, place)
        end = found.end() if found else place
        yield place, end
        after = LINE_END.match(text, end)
        place = after.end() if after else end + (end == place)


def _unescaped(written: str) -> str:
    return _ESCAPE.sub(r"\1", written)


def _found(section: _Section, line: int) -> Found:
    base = _base(section)
    start, end = section.get("START"), section.get("END")
    title = section.get("TITLE")
    keys = (("title", title), ("start", start), ("end", end))
    parts = [Part(value.start, value.end, key) for key, value in keys if value and value.said.strip()]
    return Found(
        title.said if title else "",
        start.said if start else "missing",
        _ms(start, base),
        line,
        tuple(parts),
        end=_ms(end, base),
    )


def _base(section: _Section) -> tuple[int, int]:
    """Return the numerator and denominator of the seconds that a section counts in."""
    found = _BASE.fullmatch(section["TIMEBASE"].said.strip()) if "TIMEBASE" in section else None
    return (int(found[1]), int(found[2])) if found and int(found[2]) else _NANOSECONDS


def _ms(value: _Value | None, base: tuple[int, int]) -> int | None:
    """Return the milliseconds of a number of ticks, rounded half up."""
    if value is None or not _TICKS.fullmatch(value.said.strip()):
        return None
    above, below = base
    return (int(value.said) * above * 2_000 + below) // (2 * below)


def _remarks(section: _Section, line: int) -> Sequence[Diagnostic]:
    if "TIMEBASE" in section and _base(section) != _NANOSECONDS:
        return ()
    if "TIMEBASE" in section and section["TIMEBASE"].said.strip() == "1/1000000000":
        return ()
    return (diagnose("chapter-timebase", line, unit="nanoseconds, as ffmpeg reads them"),)
