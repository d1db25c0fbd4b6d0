"""What the readers of lists share: a clock and a title a line, and when such lines are chapters rather than speech."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.readers._chapters import Found, Lines, Part, lines_in, signed
from episcript.reading import Score
from episcript.times import SECOND, middle, parse_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

_APART = 20 * SECOND
"""Chapters are at least this far apart in the median; cues are not."""
_LONGEST_TITLE = 120
_SHORTEST = 10 * SECOND
"""Where chapters are wanted, lines may be this close in the median."""
_FEWEST = 2
_FIRST = 5
_SENTENCE_ENDS = tuple(".?!")
_FLOWING = 0.5
_SEPARATOR = re.compile(r"[-–—:|•·]+(?=\s)")
_FULL = re.compile(r"\s*[-−]?[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}(?!\S)")
_URL = re.compile(r"(?:(?<=\s)|\A)<(https?://[^<>\s]+)>\Z")

_CLOCK = r"[0-9]{1,4}(?::[0-9]{1,3}){1,3}(?:[.,][0-9]{1,9})?"
_RANGE = rf"(?P<clock>[-−]?{_CLOCK})(?:\s{{0,4}}(?:-|–|—|to|bis)\s{{0,4}}(?P<until>{_CLOCK}))?"
BARE = re.compile(rf"(?P<blank>\s*){_RANGE}(?!\S)(?P<title>.*)")
"""A clock that stands alone, well formed or not, a clock that it runs to, and what follows."""
IN_BRACKETS = re.compile(rf"(?P<blank>\s*)\({_RANGE}\)(?P<title>.*)")
"""The same in parentheses."""


class Row(NamedTuple):
    """A line with a clock: its number, the offsets of its clock, of the clock that it runs to, and of its title."""

    line: int
    clock: tuple[int, int]
    until: tuple[int, int] | None
    title: tuple[int, int]


def rows(text: str, pattern: re.Pattern[str]) -> tuple[list[Row], list[tuple[int, int]]]:
    """Return the lines that fit `pattern`, and the stretches of text between them that are not blank."""
    found: list[Row] = []
    notes: list[tuple[int, int]] = []
    begun = ended = -1
    for number, (offset, line) in enumerate(lines_in(text), 1):
        row = pattern.fullmatch(line)
        if line.strip() and not row:
            begun = offset + len(line) - len(line.lstrip()) if begun < 0 else begun
            ended = offset + len(line.rstrip())
            continue
        if begun >= 0:
            notes.append((begun, ended))
            begun = -1
        if row:
            found.append(_row(offset, number, row))
    return found, [*notes, (begun, ended)] if begun >= 0 else notes


def _row(offset: int, number: int, row: re.Match[str]) -> Row:
    said = row["title"]
    start = row.start("title") + len(said) - len(said.lstrip())
    end = row.start("title") + len(said.rstrip())
    clock = offset + row.start("clock"), offset + row.end("clock")
    until = (offset + row.start("until"), offset + row.end("until")) if row["until"] else None
    return Row(number, clock, until, (offset + start, offset + max(start, end)))


def read_lines(text: str, pattern: re.Pattern[str], *, links: bool = False) -> Lines:
    """Return the chapters of the lines that fit `pattern`; all else is notes.

    Punctuation behind every clock (`0:00 - Start`) parts clock and title; behind some only it belongs to the title.
    With `links` an address in angle brackets ends a title. A second clock is the end where nearly all lines have one
    and it is later; else it begins the title (`0:40 - 9:15 at the harbour`).
    """
    found, notes = rows(text, pattern)
    if pattern is BARE and not _ranges(text, found):
        found = [_without_end(text, row) for row in found]
    skip = _separated(text, found)
    chapters = [_found(text, row, links=links, skip=skip) for row in found]
    return Lines(chapters, notes)


def _ranges(text: str, found: Sequence[Row]) -> bool:
    """Return whether the second clocks of lines are ends: each is later than the first, and one line at most has none."""
    ends = [(_ms(text, row.clock), _ms(text, row.until)) for row in found if row.until]
    return len(ends) >= max(_FEWEST, len(found) - 1) and all(start < end for start, end in ends)


def _ms(text: str, span: tuple[int, int] | None) -> int:
    """Return the ms of a clock, -1 where it is none."""
    value = signed(text[slice(*span)], parse_clock) if span else None
    return -1 if value is None else value


def _without_end(text: str, row: Row) -> Row:
    """Return the row with its second clock in the title."""
    if row.until is None:
        return row
    start = row.until[1] - len(text[row.clock[1] : row.until[1]].lstrip())
    return row._replace(until=None, title=(start, max(row.title[1], row.until[1])))


def _separated(text: str, found: Sequence[Row]) -> bool:
    titles = [text[slice(*row.title)] for row in found]
    return len(titles) >= _FEWEST and all(map(_SEPARATOR.match, titles))


def _found(text: str, row: Row, *, links: bool, skip: bool) -> Found:
    start, end = row.title
    if skip and (separator := _SEPARATOR.match(text, start, end + 1)):
        start = separator.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
    url = None
    parts = [Part(*row.clock, "start")]
    if row.until:
        parts.append(Part(*row.until, "end"))
    if links and (link := _URL.search(text[start:end])):
        url = link[1]
        parts.append(Part(start + link.start(), start + link.end(), "url"))
        end = start + len(text[start : start + link.start()].rstrip())
    if start < end:
        parts.append(Part(start, end, "title"))
    clock = text[slice(*row.clock)]
    until = _ms(text, row.until) if row.until else None
    return Found(text[start:end], clock, signed(clock, parse_clock), row.line, tuple(parts), until, url)


def is_list(sample: str, pattern: re.Pattern[str]) -> bool:
    """Return whether a text holds nothing but a list of chapters: short titles, clocks that rise and are far apart.

    Clocks without titles are none, and lines that are mostly sentences, or close together, are speech.
    """
    if not _begins(sample, pattern):
        return False
    found, notes = rows(_whole_lines(sample), pattern)
    if notes or len(found) < _FEWEST:
        return False
    titles = [sample[slice(*row.title)] for row in found]
    starts = [signed(sample[slice(*row.clock)], parse_clock) for row in found]
    known = [start for start in starts if start is not None]
    steps = [later - earlier for earlier, later in pairwise(known)]
    sentences = sum(title.endswith(_SENTENCE_ENDS) for title in titles)
    return (
        0 < middle(map(len, titles)) <= _LONGEST_TITLE
        and sentences <= len(titles) * _FLOWING
        and middle(steps) >= _APART
        and sum(step < 0 for step in steps) <= len(steps) // 5
    )


def judged(sample: str, pattern: re.Pattern[str], value: float, *, wanted: bool) -> Score:
    """Return `value` for a list of chapters and nothing else; where chapters are `wanted`, for any list of clocks.

    A text with such lines among others is left to the readers of posts, unless this format is asked for.
    """
    if only_rows(sample, pattern) if wanted else is_list(sample, pattern):
        return Score(value, "every line is a clock and a title")
    return Score(0.01, "some lines may be a clock and a title")


def _begins(sample: str, pattern: re.Pattern[str]) -> bool:
    """Return whether the first lines fit: most texts are no list, which a few lines tell."""
    lines = (line for _, line in lines_in(sample) if line.strip())
    return all(pattern.fullmatch(line) for line in islice(lines, _FIRST))


def only_rows(sample: str, pattern: re.Pattern[str]) -> bool:
    """Return whether every line that is not blank fits `pattern`, one does, and they are not as close as cues are."""
    found, notes = rows(_whole_lines(sample), pattern)
    starts = (signed(sample[slice(*row.clock)], parse_clock) for row in found)
    known = sorted(start for start in starts if start is not None)
    far = len(known) <= _FEWEST or middle(later - earlier for earlier, later in pairwise(known)) >= _SHORTEST
    return bool(found) and not notes and far


def _whole_lines(sample: str) -> str:
    """Return the sample without its last line where that was cut off (detection sees the first 64 KiB)."""
    if len(sample) < 64 * 1024:
        return sample
    return sample[: max(sample.rfind("\n"), sample.rfind("\r"), 0)] or sample


def has_thousandths(sample: str) -> bool:
    """Return whether a line begins with a clock of two digits each and thousandths."""
    return any(_FULL.match(line) for _, line in lines_in(sample))
