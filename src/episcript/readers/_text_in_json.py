"""JSON that holds its transcript as one text, beside a title perhaps; that text is read like a post of its own."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from episcript import registry
from episcript.lines import LineIndex
from episcript.markup.runs import Stretch
from episcript.markup.sources import sourced
from episcript.model import LedgerEntry
from episcript.records.names import TEXT, hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from episcript.model import Chapter, Diagnostic, Episode, Note, Options, Turn
    from episcript.reading import Reading

    Lined = TypeVar("Lined", Turn, Chapter, Note, Diagnostic)

_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)
_VALUE = re.compile(r'\s*+:\s*+("(?:[^"\\]|\\.)*+"|-?[0-9][0-9.eE+-]*+|true|false)')
_KEY = re.compile(r'"([^"\\]*+)"\s*+:\s*+\Z')
_LONGEST_KEY, _NAMED = 80, 0.7
_MOST, _SHORTEST = 0.5, 20
"""The text is at least half of the file, and no mere title."""
_READERS = ("vtt", "srt", "html", "md", "txt")


def read_inside(text: str, options: Options) -> Reading | None:
    """Return the reading of the one text that a JSON holds, `None` where it holds none that is most of it.

    The other scalars are metadata; lines and offsets are those of the JSON.
    """
    strings = list(_STRING.finditer(text))
    found = max(strings, key=lambda one: len(one[0]), default=None)
    if not found or len(found[1]) < max(_SHORTEST, _MOST * len(text.strip())):
        return None
    stretches = list(_stretches(text, *found.span(1)))
    said = "".join(_decoded(text[stretch.start : stretch.end]) for stretch in stretches)
    reader = max(_READERS, key=lambda name: registry.reader(name).score(said).value)
    reading = registry.reader(reader).read(said, options)
    if reading.episode.source.layout is None and not _names_speech(text, found.start()):
        return None  # a description, a licence: nobody is named, and its key does not say that it is speech
    members = [
        (one[1], value)
        for one in strings
        if one is not found and (value := _VALUE.match(text, one.end())) and value.start(1) != found.start()
    ]
    apart = [
        LedgerEntry(*value.span(1), "front", f"metadata/{_unquoted(key)}", _unquoted(value[1]))
        for key, value in members
    ]
    told = {_unquoted(key): _unquoted(value[1]) for key, value in members}
    return replace(
        reading,
        episode=_placed(reading.episode, _lines(text, said, stretches), told),
        ledger=lambda: sourced(reading.ledger(), said, stretches, text, apart),
        evidence=lambda: (f"one text in the JSON, read as {reader}", *reading.evidence()),
    )


def _names_speech(text: str, at: int) -> bool:
    """Return whether the key before the string at `at` is one of words, and its object no description of another thing."""
    key = _KEY.search(text, max(0, at - _LONGEST_KEY), at)
    return key is not None and hint((key[1],), TEXT) >= _NAMED


def _stretches(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield the stretches of a string of JSON: what stands for itself, and every escape."""
    at, length = start, 0
    for found in (*_ESCAPE.finditer(text, start, end), None):
        stop = found.start() if found else end
        if stop > at:
            yield Stretch(length, stop - at, at, stop)
            length += stop - at
        if found:
            size = len(_decoded(found[0]))
            yield Stretch(length, size, found.start(), found.end())
            length, at = length + size, found.end()


def _decoded(written: str) -> str:
    if "\\" not in written:
        return written
    try:
        said = str(json.loads(f'"{written}"'))
    except ValueError:  # an escape that JSON does not know stands for its character
        return written[1:]
    return "\ufffd" if "\ud800" <= said <= "\udfff" or said == "\0" else said


def _lines(text: str, said: str, stretches: list[Stretch]) -> Callable[[int], int]:
    """Return what gives the line of the JSON for a line of the text in it."""
    index, starts = LineIndex(text), LineIndex(said).starts
    begins = [stretch.canonical for stretch in stretches]

    def line(number: int) -> int:
        offset = starts[min(number, len(starts)) - 1]
        stretch = stretches[max(0, bisect_right(begins, offset) - 1)]
        return index.line(min(stretch.start + offset - stretch.canonical, stretch.end))

    return line


def _placed(episode: Episode, line: Callable[[int], int], members: dict[str, str]) -> Episode:
    """Return the episode with the lines of the JSON and what stands beside the text."""

    def moved(parts: Iterable[Lined]) -> tuple[Lined, ...]:
        return tuple(replace(one, line=line(one.line)) if one.line else one for one in parts)

    return replace(
        episode,
        title=episode.title or members.get("title"),
        subtitle=episode.subtitle or members.get("subtitle"),
        date=episode.date or members.get("date"),
        language=episode.language or members.get("language"),
        metadata={**episode.metadata, **members},
        turns=moved(episode.turns),
        chapters=moved(episode.chapters),
        notes=moved(episode.notes),
        diagnostics=moved(episode.diagnostics),
    )


def _unquoted(written: str) -> str:
    inner = written[1:-1] if written.startswith('"') else written
    return "".join(
        _decoded(inner[stretch.start : stretch.end]) for stretch in _stretches(inner, 0, len(inner))
    )
