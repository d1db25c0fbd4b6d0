"""The ledger of a caption file: every non-blank character with its role and what it became."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.lines import LineIndex
from episcript.model import LedgerEntry
from episcript.readers._caption_blocks import SIGNATURE
from episcript.readers._caption_payload import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Role
    from episcript.readers._caption_blocks import Blocks, Other
    from episcript.readers._caption_payload import Token
    from episcript.readers._captions import Told
    from episcript.records.pieces import Run

_TIMES = re.compile(
    r"[ \t\f\v\ufeff]*-?[0-9][0-9:.,; ]*?[ \t\f\v]*(?:-{1,4} ?-?>|[–—]+>|→)[ \t\f\v]*-?[0-9]+(?:[:.,;] ?[0-9]+)*"
)
_VOICE = re.compile(r"(<v(?:\.[^\s<>]*)?[ \t\n]+)([^<>]*)>", re.IGNORECASE)
_NOTE = re.compile(r"NOTE(?=[ \t]|\Z)")


class _Place(NamedTuple):
    """A line of the source: its offset, its words."""

    start: int
    text: str


class _Voice(NamedTuple):
    """The turn in which a piece of a cue lies, how many of its characters that are no blanks the label has, the rest."""

    turn: int
    label: str | None
    head: int
    words: int


def ledger(text: str, plain: str, made: Blocks, told: Told, found: Sequence[Run]) -> tuple[LedgerEntry, ...]:
    """Return the entries of a file: `text` as it was given, `plain` with line feeds, and what was made of it."""
    index = LineIndex(text)
    places = [_Place(start, line) for start, line in zip(index.starts, plain.split("\n"), strict=True)]
    taken = set(made.lines) | {line for other in made.others for line in _lines_of(other)}
    entries: list[LedgerEntry] = []
    notes = 0
    for other in made.others:
        entries += _of_other(other, places, notes)
        notes += _is_note(other)
    voices = _voices(made, told, found)
    for cue, line in enumerate(made.lines):
        turn = voices[cue][0].turn if voices[cue] else None
        entries += _of_times(places[line - 1], turn)
        body = _body(places, line, made.texts[cue], taken)
        taken.update(body)
        entries += _of_text(made.texts[cue], [places[at - 1] for at in body], voices[cue])
    for at, place in enumerate(places, 1):
        if at not in taken and place.text.strip():
            entries.append(_entry(place, 0, len(place.text), "markup"))
    return tuple(
        sorted((entry for entry in entries if entry.start < entry.end), key=lambda entry: entry.start)
    )


def _entry(  # noqa: PLR0913, PLR0917 - fields
    place: _Place, start: int, end: int, role: Role, path: str | None = None, became: str | None = None
) -> LedgerEntry:
    return LedgerEntry(place.start + start, place.start + end, role, path, became)


def _lines_of(other: Other) -> range:
    return range(other.line, other.line + other.text.count("\n") + 1)


def _is_note(other: Other) -> bool:
    from episcript.readers._captions import noted  # noqa: PLC0415 - it imports this module

    return bool(noted(other))


def _of_other(other: Other, places: Sequence[_Place], notes: int) -> Iterator[LedgerEntry]:
    """Yield the entries of lines that are no cue."""
    from episcript.readers._captions import entry  # noqa: PLC0415 - it imports this module

    for number, line in enumerate(_lines_of(other)):
        place = places[line - 1]
        if not place.text.strip():
            continue
        begin = 0
        if _is_note(other):
            mark = _NOTE.match(place.text) if other.kind == "note" and number == 0 else None
            mark = SIGNATURE.match(place.text) if other.kind == "signature" else mark
            begin = mark.end() if mark else 0
            said = place.text[begin:]
            yield _entry(place, 0, begin, "markup")
            if other.kind == "signature":
                stripped = said.lstrip(" \t-–—")
                yield _entry(place, begin, len(place.text) - len(stripped), "markup")
                begin, said = len(place.text) - len(stripped), stripped.rstrip(" \t-–—")
                yield _entry(place, begin + len(said), len(place.text), "markup")
            if said.strip():
                yield _entry(place, begin, begin + len(said), "note", f"notes/{notes}/text", said)
        elif other.kind == "header" and (found := entry(place.text)) and found[0] != "X-TIMESTAMP-MAP":
            at = place.text.rfind(found[1]) if found[1] else len(place.text)
            yield _entry(place, 0, at, "markup")
            yield _entry(place, at, at + len(found[1]), "front", f"metadata/{found[0]}", found[1])
        elif other.kind in {"identifier", "style", "region"}:
            yield _entry(place, 0, len(place.text), "skipped")
        else:
            yield _entry(place, 0, len(place.text), "markup")


def _of_times(place: _Place, turn: int | None) -> Iterator[LedgerEntry]:
    """Yield the entry of the times of a cue, and that of its settings."""
    found = _TIMES.match(place.text)
    end = found.end() if found else len(place.text)
    if turn is None:
        yield _entry(place, 0, end, "skipped")
    else:
        yield _entry(place, 0, end, "clock", f"turns/{turn}/anchors", place.text[:end].strip())
    if place.text[end:].strip():
        yield _entry(place, end, len(place.text), "skipped")


def _body(places: Sequence[_Place], line: int, raw: str, taken: set[int]) -> list[int]:
    """Return the numbers of the lines behind `line` that are those of a raw text."""
    found: list[int] = []
    at = line + 1
    for said in raw.split("\n") if raw else ():
        while at <= len(places) and (places[at - 1].text != said or at in taken):
            at += 1
        found.append(at)
        at += 1
    return [at for at in found if at <= len(places)]


def _voices(made: Blocks, told: Told, found: Sequence[Run]) -> list[list[_Voice]]:
    """Return for each cue who speaks in it, in order."""
    voices: list[list[_Voice]] = [[] for _ in made.texts]
    for turn, run in enumerate(found):
        for at in range(run.first, run.stop):
            head = (told.heads or {}).get(at)
            piece = told.pieces[at]
            label = piece.label if head or told.voiced else None
            size = head.size if head else 0
            voices[told.cues[at]].append(_Voice(turn, label, size, _size(piece.text)))
    return voices


def _size(text: str) -> int:
    return len("".join(text.split()))


def _of_text(raw: str, lines: Sequence[_Place], voices: list[_Voice]) -> Iterator[LedgerEntry]:
    """Yield the entries of the text of a cue, voice by voice."""
    if not voices:
        for place in lines:
            if place.text.strip():
                yield _entry(place, 0, len(place.text), "skipped")
        return
    skip = sum(_size(token.plain) for token in tokens(raw) if token.kind in {"text", "override"}) - sum(
        voice.head + voice.words for voice in voices
    )
    waiting = [
        (role, count, voice)
        for voice in voices
        for role, count in (("label", voice.head), ("text", voice.words))
    ]
    waiting.insert(0, ("skipped", skip, voices[0]))
    for token in tokens(raw):
        if token.kind in {"text", "override"} and token.plain:
            yield from _said(raw, token, lines, waiting)
        elif token.kind == "voice":
            yield from _tag(raw, token, lines, voices)
        else:
            yield from _placed(raw, token.start, token.end, lines, "markup", None, None)


def _tag(raw: str, token: Token, lines: Sequence[_Place], voices: Sequence[_Voice]) -> Iterator[LedgerEntry]:
    """Yield the entries of a voice tag: the name in it is a label where it names a turn."""
    found = _VOICE.match(raw, token.start)
    turn = next((voice.turn for voice in voices if voice.label == token.plain), None)
    if not found or turn is None:
        yield from _placed(raw, token.start, token.end, lines, "markup", None, None)
        return
    name, end = found.span(2)
    yield from _placed(raw, token.start, name, lines, "markup", None, None)
    yield from _placed(raw, name, end, lines, "label", f"turns/{turn}/label", token.plain)
    yield from _placed(raw, end, token.end, lines, "markup", None, None)


def _said(
    raw: str, token: Token, lines: Sequence[_Place], waiting: list[tuple[str, int, _Voice]]
) -> Iterator[LedgerEntry]:
    """Yield the entries of words: those of a label, then those of the text, and so on with the next voice."""
    literal = raw[token.start : token.end] == token.plain
    if not literal:
        role, _, voice = _next(waiting, _size(token.plain))
        yield from _worded(raw, token.start, token.end, lines, role, voice, token.plain)
        return
    at = token.start
    while at < token.end:
        while len(waiting) > 1 and waiting[0][1] <= 0:
            waiting.pop(0)
        role, count, voice = waiting[0]
        stop = at
        while stop < token.end and (count > 0 or raw[stop].isspace() or len(waiting) == 1):
            count -= not raw[stop].isspace()
            stop += 1
        waiting[0] = (role, count, voice)
        yield from _worded(raw, at, stop, lines, role, voice, raw[at:stop])
        at = stop


def _next(waiting: list[tuple[str, int, _Voice]], size: int) -> tuple[str, int, _Voice]:
    while len(waiting) > 1 and waiting[0][1] <= 0:
        waiting.pop(0)
    role, count, voice = waiting[0]
    waiting[0] = (role, count - size, voice)
    return waiting[0]


def _worded(  # noqa: PLR0913, PLR0917 - a stretch, its role and its words
    raw: str, start: int, end: int, lines: Sequence[_Place], role: str, voice: _Voice, plain: str
) -> Iterator[LedgerEntry]:
    if not plain.strip():
        if raw[start:end].strip():
            yield from _placed(raw, start, end, lines, "markup", None, None)
    elif role == "skipped":
        yield from _placed(raw, start, end, lines, "skipped", None, None)
    elif role == "label":
        yield from _placed(raw, start, end, lines, "label", f"turns/{voice.turn}/label", voice.label)
    else:
        yield from _placed(raw, start, end, lines, "text", f"turns/{voice.turn}/text", plain)


def _placed(  # noqa: PLR0913, PLR0917 - a stretch of a raw text and its entry
    raw: str, start: int, end: int, lines: Sequence[_Place], role: Role, path: str | None, became: str | None
) -> Iterator[LedgerEntry]:
    """Yield an entry for each line that a stretch of a raw text covers; words are divided among them."""
    begin = 0
    literal = became == raw[start:end]
    for place in lines:
        first, last = max(start, begin), min(end, begin + len(place.text))
        if first < last and (path is None or raw[first:last].strip()):
            words = raw[first:last] if literal else became
            yield _entry(place, first - begin, last - begin, role, path, words)
            if role != "label" and not literal and became:
                became = ""
        begin += len(place.text) + 1
