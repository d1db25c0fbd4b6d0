"""What the readers of chapters share: found chapters become an episode, with its ledger and what is odd about clocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import EpiscriptError, diagnose
from episcript.lines import LINE_END, LineIndex
from episcript.model import Chapter, Episode, LedgerEntry, Note, Source
from episcript.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from episcript.model import Diagnostic, Role

_LINE_ENDS = re.compile(r"[ \t]*\n\s*")
_MINUS = ("-", "−", "\N{EN DASH}")

ROLES: dict[str, Role] = {
    "title": "chapter",
    "start": "clock",
    "end": "clock",
    "url": "link",
    "image": "link",
}
"""The role of each key of a chapter in the ledger; the ends and links have no path of their own there."""


class Part(NamedTuple):
    """`text[start:end]` of the source is the `key` of a chapter."""

    start: int
    end: int
    key: str


class Found(NamedTuple):
    """A chapter as a source has it: its title, its clock as it is written, where it stands, and the rest.

    `start` and `end` are ms; `start` is `None` where the clock is malformed or missing (then `clock` is empty).
    """

    title: str
    clock: str
    start: int | None
    line: int
    parts: tuple[Part, ...] = ()
    end: int | None = None
    url: str | None = None
    image: str | None = None
    hidden: bool = False


def title_of(text: str) -> str:
    r"""Return a title without blanks at its ends and around its line ends.

    >>> title_of(" Low water \r\n and high\n")
    'Low water\nand high'
    """
    return _LINE_ENDS.sub("\n", LINE_END.sub("\n", text)).strip()


def signed(written: str, parse: Callable[[str], int | None]) -> int | None:
    """Return what `parse` makes of a clock, negative where a minus stands before it.

    >>> from episcript.times import parse_clock
    >>> signed("-0:05", parse_clock), signed("0:75", parse_clock)
    (-5000, None)
    """
    bare = written.strip()
    found = parse(bare[1:] if bare.startswith(_MINUS) else bare)
    return -found if found and bare.startswith(_MINUS) else found


def chapters_of(found: Sequence[Found]) -> tuple[tuple[Chapter, ...], tuple[Diagnostic, ...]]:
    """Return the chapters and what is odd about their clocks: malformed ones, and those before the episode.

    None is dropped. One with a malformed clock has no time, one before the episode begins with it.
    """
    return tuple(map(_chapter, found)), tuple(_remarks(found))


def _chapter(found: Found) -> Chapter:
    start = None if found.start is None else max(0, found.start)
    ends = found.end is not None and start is not None and found.end > start
    return Chapter(
        title_of(found.title),
        start,
        None if start is None else "given",
        found.end if ends else None,
        url=found.url or None,
        image=found.image or None,
        hidden=found.hidden,
        line=found.line,
        end_source="given" if ends else None,
    )


def _remarks(found: Sequence[Found]) -> Iterator[Diagnostic]:
    for one in found:
        if one.start is None and not one.clock:
            yield diagnose("chapter-no-clock", one.line, title=title_of(one.title))
        elif one.start is None:
            yield diagnose("chapter-clock", one.line, clock=one.clock, title=title_of(one.title))
        if one.start is not None and one.start < 0:
            yield diagnose("chapter-negative", one.line, clock=one.clock.strip(), title=title_of(one.title))


# text


class About(NamedTuple):
    """What a text says of the whole episode: `text[start:end]` is the value of `key`, and says `said`."""

    key: str
    start: int
    end: int
    said: str


class Lines(NamedTuple):
    """What a text of chapters holds: the chapters, the stretches of it that are notes, and what is said of the episode."""

    chapters: Sequence[Found]
    notes: Sequence[tuple[int, int]] = ()
    remarks: Sequence[Diagnostic] = ()
    about: Sequence[About] = ()


def reading_of(text: str, read: Lines, layout: str) -> Reading:
    """Return the reading of a text of chapters; what is neither chapter nor note is markup.

    Raises `EpiscriptError` (`no-chapters`) where it holds none.
    """
    if not read.chapters:
        raise EpiscriptError(diagnose("no-chapters"))
    chapters, remarks = chapters_of(read.chapters)
    index = LineIndex(text)
    notes = tuple(
        Note(LINE_END.sub("\n", text[start:end]), index.line(start), 0) for start, end in read.notes
    )
    metadata = {one.key: one.said for one in read.about}
    named = {key.casefold(): value for key, value in metadata.items()}
    episode = Episode(
        title=title_of(named.get("title", "")) or None,
        language=named.get("language") or None,
        metadata=dict(metadata),
        source=Source(layout=layout),
        chapters=chapters,
        notes=notes,
        diagnostics=(diagnose("no-transcript"), *read.remarks, *remarks),
    )
    return Reading(episode, lambda: tuple(_ledger(text, read, episode)), lambda: (f"{layout}: chapters",))


def _ledger(text: str, read: Lines, episode: Episode) -> Iterator[LedgerEntry]:
    """Yield the entries of chapters and notes in the order of the source, and markup for what lies between them."""
    spans = [(part, number) for number, found in enumerate(read.chapters) for part in found.parts]
    entries = [_entry(text, part, number, episode) for part, number in spans]
    entries += [
        LedgerEntry(start, end, "note", f"notes/{number}/text", text[start:end])
        for number, (start, end) in enumerate(read.notes)
    ]
    last = {one.key: one for one in read.about}
    entries += [
        LedgerEntry(one.start, one.end, "front", f"metadata/{one.key}", one.said)
        for one in last.values()
        if one.said
    ]
    yield from filled(text, sorted(entries, key=lambda entry: entry.start))


def _entry(text: str, part: Part, number: int, episode: Episode) -> LedgerEntry:
    if part.key not in {"title", "start"}:
        return LedgerEntry(part.start, part.end, "markup" if part.key == "end" else ROLES[part.key])
    title = part.key == "title"
    became = episode.chapters[number].title if title else text[part.start : part.end]
    return LedgerEntry(part.start, part.end, ROLES[part.key], f"chapters/{number}/{part.key}", became)


def filled(text: str, entries: Iterable[LedgerEntry]) -> Iterator[LedgerEntry]:
    """Yield the entries, with markup for every other stretch that is not blank."""
    place = 0
    for entry in entries:
        if text[place : entry.start].strip():
            yield LedgerEntry(place, entry.start, "markup")
        if entry.end > entry.start:
            yield entry
        place = max(place, entry.end)
    if text[place:].strip():
        yield LedgerEntry(place, len(text), "markup")


def lines_in(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield each line with its offset.

    >>> list(lines_in("a\r\nb"))
    [(0, 'a'), (3, 'b')]
    """
    place = 0
    for found in LINE_END.finditer(text):
        yield place, text[place : found.start()]
        place = found.end()
    yield place, text[place:]
