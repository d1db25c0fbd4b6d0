"""The cues of WebVTT chapters: a cue a chapter, its text the title."""

from __future__ import annotations

import html
import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.readers._chapters import About, Found, Lines, Part, lines_in, reading_of, signed
from episcript.times import SECOND, parse_cue_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.reading import Reading

_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|\Z)")
_ENTRY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]*(?P<value>\S(?:.*\S)?)[ \t]*")
_TIMES = re.compile(r"\s*(?P<start>[-−]?[0-9][0-9:.,]*)\s*-->\s*(?P<end>[0-9][0-9:.,]*)(?:\s.*)?")
_TAG = re.compile(r"</?(?:[bicuv]|lang|ruby|rt)(?:[.\s][^<>]*)?>|<[0-9:.]+>")
"""The tags of WebVTT; any other `<` is what somebody wrote."""
_SHORTEST = 10 * SECOND
_TOUCHING = SECOND
"""Cues that are not further apart than this follow one another."""


class _Cue(NamedTuple):
    """A cue: the line of its times, the offsets of these and of its text."""

    line: int
    start: tuple[int, int]
    end: tuple[int, int]
    text: tuple[int, int] | None


def follow_one_another(sample: str) -> bool:
    """Return whether a text has cues of 10 s or more, each of which begins where the one before it ends."""
    cues, _ = _cues(sample)
    times = [(_ms(sample, cue.start), _ms(sample, cue.end)) for cue in cues]
    if not times or any(one is None for pair in times for one in pair):
        return False
    known = [(start or 0, end or 0) for start, end in times]
    long = all(end - start >= _SHORTEST for start, end in known)
    return long and all(abs(after[0] - before[1]) <= _TOUCHING for before, after in pairwise(known))


def read_cues(text: str) -> Reading:
    """Return a chapter a cue, its text the title; comments are notes."""
    cues, notes = _cues(text)
    chapters = [_found(text, cue) for cue in cues]
    return reading_of(text, Lines(chapters, notes, about=list(_about(text))), "CLOCK --> CLOCK ⏎ TITLE")


def _about(text: str) -> Iterator[About]:
    """Yield the values of the lines below the first one: `Kind: chapters`, `Language: en`."""
    keys: set[str] = set()
    for number, (offset, line) in enumerate(lines_in(text)):
        if not line.strip():
            return
        found = _ENTRY.fullmatch(line)
        if number and found and found["key"] not in keys:
            keys.add(found["key"])
            yield About(
                found["key"], offset + found.start("value"), offset + found.end("value"), found["value"]
            )


def _found(text: str, cue: _Cue) -> Found:
    title = _plain(text[slice(*cue.text)]) if cue.text else ""
    parts = [Part(*cue.start, "start"), Part(*cue.end, "end")]
    if cue.text and title.strip():
        parts.append(Part(*cue.text, "title"))
    clock = text[slice(*cue.start)]
    return Found(title, clock, _ms(text, cue.start), cue.line, tuple(parts), end=_ms(text, cue.end))


def _ms(text: str, span: tuple[int, int]) -> int | None:
    return signed(text[slice(*span)], parse_cue_clock)


def _plain(payload: str) -> str:
    return html.unescape(_TAG.sub("", payload))


def _cues(text: str) -> tuple[list[_Cue], list[tuple[int, int]]]:
    """Return the cues of a text and the stretches that are comments; blocks are parted by blank lines."""
    cues: list[_Cue] = []
    notes: list[tuple[int, int]] = []
    for block in _blocks(text):
        place = next((at for at, (_, _, line) in enumerate(block) if "-->" in line), None)
        times = _TIMES.fullmatch(block[place][2]) if place is not None else None
        if place is None or times is None:
            _add_note(text, block, notes)
            continue
        number, offset, _ = block[place]
        rest = block[place + 1 :]
        said = (rest[0][1], rest[-1][1] + len(rest[-1][2])) if rest else None
        start, end = ((offset + times.start(key), offset + times.end(key)) for key in ("start", "end"))
        cues.append(_Cue(number, start, end, said))
    return cues, notes


def _add_note(text: str, block: Sequence[tuple[int, int, str]], notes: list[tuple[int, int]]) -> None:
    if not _SIGNATURE.match(block[0][2]):
        end = block[-1][1] + len(block[-1][2])
        notes.append((block[0][1], block[0][1] + len(text[block[0][1] : end].rstrip())))


def _blocks(text: str) -> Iterator[list[tuple[int, int, str]]]:
    """Yield the runs of lines that are not blank: number, offset and text of each."""
    block: list[tuple[int, int, str]] = []
    for number, (offset, line) in enumerate(lines_in(text), 1):
        if line.strip():
            block.append((number, offset, line))
        elif block:
            yield block
            block = []
    if block:
        yield block
