"""The sections of a metadata file of ffmpeg: times in a base of their own, escapes with a backslash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.lines import LINE_END, LineIndex
from episcript.readers._chapters import About, Found, Lines, Part, reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Diagnostic
    from episcript.reading import Reading

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


def read_sections(text: str) -> Reading:
    """Return the chapters of the sections and the values before the first of them; other sections and comments are notes.

    An END that is not behind its START says nothing. A section whose times cannot be read is a chapter without a time.
    """
    index = LineIndex(text)
    file = _sections(text)
    found = [_found(section, index.line(begin)) for begin, section in file.chapters]
    remarks = [remark for begin, section in file.chapters for remark in _remarks(section, index.line(begin))]
    return reading_of(text, Lines(found, file.notes, remarks[:1], file.about), "[CHAPTER]")


class _File(NamedTuple):
    """The chapters of a file with their offsets and values by name (in capitals), its notes and its own values."""

    chapters: list[tuple[int, _Section]]
    notes: list[tuple[int, int]]
    about: list[About]
    known: set[str]


def _sections(text: str) -> _File:
    """Return what the lines of a file are."""
    file = _File([], [], [], set())
    section = ""
    for start, end in _lines(text):
        line = text[start:end]
        if not line.strip() or _SIGNATURE.match(line):
            continue
        if line[0] in ";#":
            file.notes.append((start, end))
        elif line.strip().startswith("["):
            section = line.strip().upper()
            if section == _CHAPTER:
                file.chapters.append((start, {}))
            else:
                file.notes.append((start, end))
        else:
            _take(text, (start, end), section, file)
    return file


def _take(text: str, span: tuple[int, int], section: str, file: _File) -> None:
    """Take a line with a value: of a chapter, of the file, or of a section that nobody asked for."""
    start, end = span
    name = _NAME.match(text, start, end)
    key = _unescaped(name[1]).strip() if name else ""
    if name and section == _CHAPTER and key.upper() in _KEYS - file.chapters[-1][1].keys():
        value = _Value(_unescaped(text[name.end() : end]), name.end(), end)
        file.chapters[-1][1][key.upper()] = value
    elif name and not section and key not in file.known:
        file.known.add(key)
        file.about.append(About(key, name.end(), end, _unescaped(text[name.end() : end])))
    else:
        file.notes.append((start, end))


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
        start.said if start else "",
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
    written = section["TIMEBASE"].said.strip() if "TIMEBASE" in section else ""
    if written == "1/1000000000" or (written and _base(section) != _NANOSECONDS):
        return ()
    return (diagnose("chapter-timebase", line, unit="nanoseconds, as ffmpeg reads them"),)
