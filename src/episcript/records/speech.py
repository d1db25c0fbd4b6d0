"""Records as pieces of speech: their words, times and speakers by the layout that was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.records.clocks import reader_of
from episcript.records.columns import segments
from episcript.records.families import owners
from episcript.records.glue import begins_word, carries_blanks, glued, plain
from episcript.records.inside import anchored, by_time, moved
from episcript.records.pieces import Piece
from episcript.records.tracks import in_time
from episcript.records.tree import STAMPS, Number, getter, value_at
from episcript.times import parse_seconds, parse_written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from episcript.model import Anchor
    from episcript.records.choose import Layout
    from episcript.records.clocks import Clock
    from episcript.records.tree import KeyPath, Record

_WORDS_TO_REPEAT = 6


class Told(NamedTuple):
    """A piece of speech, the records it came from, those inside it with its words, that with its speaker.

    `raw` are its words as they are written.
    """

    piece: Piece
    records: tuple[Record, ...]
    inside: tuple[Record, ...]
    named: tuple[Record, KeyPath] | None
    raw: str = ""


def sources_of(told: Told, layout: Layout) -> Iterator[tuple[Record, KeyPath, str]]:
    """Yield the scalars that a piece was made of: their record, their path in it and the field of the turn."""
    for record in told.records:
        yield from _clock_sources(record, layout.clock)
        if layout.text.group is layout.unit:
            yield record, layout.text.path, "text"
    for record in told.inside:
        yield from ((one, path, "anchors") for one, path, _ in _clock_sources(record, layout.inner_clock))
        yield record, layout.text.path, "text"
    if told.named is not None:
        yield *told.named, "label"


def spoken(layout: Layout) -> list[Told]:
    """Return the pieces of a layout in the order of the source, those of tracks in that of time; records without words are none."""
    told = _own(layout) if layout.text.group is layout.unit else _gathered(layout)
    if layout.text.group is layout.unit and not segments(layout.text):
        told = of_words(_said_once(told))
    told = in_time(told, layout)
    return [one for one in told if one.piece.text]


def _said_once(told: list[Told]) -> list[Told]:
    """Return words without those that are said again with their speakers: the clock begins anew, the words are the same.

    Seen where a recogniser tells speakers apart when all is said: its last result repeats the others.
    """
    half = len(told) // 2
    if len(told) < _WORDS_TO_REPEAT or len(told) % 2:
        return told
    first, last = told[:half], told[half:]
    same = all(one.raw.strip() == other.raw.strip() for one, other in zip(first, last, strict=True))
    return last if same and first[0].piece.start == last[0].piece.start else told


def _times(clock: Clock | None) -> Callable[[Record], tuple[int | None, int | None]]:
    """Return what reads start and end (ms) of a record."""
    if clock is None:
        return lambda _: (None, None)
    read, means = reader_of(clock), clock.means
    start_of = getter(clock.start)
    end_of = getter(clock.end) if clock.end else lambda _: None

    def times(record: Record) -> tuple[int | None, int | None]:
        start = read(start_of(record))
        end = read(end_of(record))
        if means == "duration" and end is not None:
            end = None if start is None else start + end
        return _positive(start), _positive(end)

    return times


def _positive(time: int | None) -> int | None:
    return None if time is None else max(0, time)


def _clock_sources(record: Record, clock: Clock | None) -> Iterator[tuple[Record, KeyPath, str]]:
    if clock:
        yield record, clock.start, "start"
        if clock.end:
            yield record, clock.end, "anchors"


def label_value(value: object) -> str | None:
    """Return a speaker as it is written; an empty one is none.

    >>> label_value(Number("0")), label_value(" Ann: "), label_value(None)
    ('0', 'Ann', None)
    """
    if not isinstance(value, str):
        return None
    label = value if isinstance(value, Number) else plain(value).replace("\n", " ")
    return label.strip().removesuffix(":").rstrip() or None


def _labels(layout: Layout) -> list[tuple[str | None, Record | None]]:
    """Return the speaker of each record of the unit and the record that names it."""
    label = layout.label
    count = len(layout.unit.records)
    if label is None:
        return [(None, None)] * count
    if label.group is layout.unit:
        return [(label_value(value_at(record, label.path)), record) for record in layout.unit.records]
    if layout.unit in label.group.ancestors():
        return _majorities(layout)
    named = [(label_value(value_at(record, label.path)), record) for record in label.group.records]
    return [named[owner] for owner in owners(layout.unit, label.group)]


def _at(named: Record | None, layout: Layout) -> tuple[Record, KeyPath] | None:
    """Return where a speaker is named."""
    return (named, layout.label.path) if named is not None and layout.label else None


def _majorities(layout: Layout) -> list[tuple[str | None, Record | None]]:
    """Return for each record the speaker of most of its words."""
    if (label := layout.label) is None:
        return []
    found: list[dict[str, list[Record]]] = [{} for _ in layout.unit.records]
    for record, owner in zip(label.group.records, owners(label.group, layout.unit), strict=True):
        if (said := label_value(value_at(record, label.path))) is not None:
            found[owner].setdefault(said, []).append(record)
    best = [max(one.items(), key=lambda pair: len(pair[1]), default=None) for one in found]
    return [(None, None) if one is None else (one[0], one[1][0]) for one in best]


def _own(layout: Layout) -> list[Told]:
    """Return the pieces of records that hold their own words."""
    times, path = _times(layout.clock), layout.text.path
    words = _word_times(layout)
    told = []
    for index, (record, (label, named)) in enumerate(zip(layout.unit.records, _labels(layout), strict=True)):
        value = value_at(record, path)
        text = plain(value) if isinstance(value, str) else ""
        start, end = times(record)
        anchors: tuple[Anchor, ...] = ()
        if words is not None:
            anchors, start, end = anchored(text, words[index], start, end)
        elif STAMPS in record:
            anchors, start = _stamped(record, text, start)
        piece = Piece(text, start, end, label, None, (), anchors)
        told.append(Told(piece, (record,), (), _at(named, layout), value if isinstance(value, str) else ""))
    return told


def _stamped(record: Record, text: str, start: int | None) -> tuple[tuple[Anchor, ...], int | None]:
    """Return the times of empty elements inside the text of an element (`<Sync time="1.5"/>`)."""
    anchors: list[Anchor] = []
    for offset, stamp in record[STAMPS]:
        times = (_stamp_time(value) for value in stamp.values() if isinstance(value, str))
        time = next((time for time in times if time is not None), None)
        if time is not None and offset == 0 and start is None:
            start = time
        elif time is not None and 0 < offset < len(text):
            anchors.append((offset, time))
    return tuple(anchors), start


def _stamp_time(value: str) -> int | None:
    found = parse_written(value)
    return found if found is not None else parse_seconds(value)


def _word_times(layout: Layout) -> list[list[tuple[str, int | None, int | None]]] | None:
    """Return for each record of the unit its words with their times; those that count from its start are moved."""
    inner, clock = layout.inner, layout.inner_clock
    if inner is None or clock is None:
        return None
    times, read = _times(clock), _times(layout.clock)
    found: list[list[tuple[str, int | None, int | None]]] = [[] for _ in layout.unit.records]
    starts = [read(record)[0] for record in layout.unit.records]
    timed = [times(record) for record in inner.group.records]
    inside = layout.unit in inner.group.ancestors()
    places = owners(inner.group, layout.unit) if inside else by_time(starts, timed)
    word_of = getter(inner.path)
    for record, owner, time in zip(inner.group.records, places, timed, strict=True):
        value = word_of(record)
        if isinstance(value, str):
            found[owner].append((value, *time))
    return moved(found, starts) if inside else found


def _gathered(layout: Layout) -> list[Told]:
    """Return the pieces of records whose words stand in records inside them."""
    inner = layout.text
    times, read = _times(layout.clock), _times(layout.inner_clock)
    found: list[list[tuple[str, int | None, int | None]]] = [[] for _ in layout.unit.records]
    inside: list[list[Record]] = [[] for _ in layout.unit.records]
    for record, owner in zip(inner.group.records, owners(inner.group, layout.unit), strict=True):
        value = value_at(record, inner.path)
        if isinstance(value, str) and value.strip():
            inside[owner].append(record)
        if isinstance(value, str):
            found[owner].append((value, *read(record)))
    starts = [times(record)[0] for record in layout.unit.records]
    found = moved(found, starts) if layout.clock else found
    carried = carries_blanks([said for words in found for said, _, _ in words])
    told = []
    for record, words, records, (label, named) in zip(
        layout.unit.records, found, inside, _labels(layout), strict=True
    ):
        start, end = times(record)
        text, offsets = glued([said for said, _, _ in words], carried=carried)
        begins = [
            (at, time)
            for at, (said, time, _) in zip(offsets, words, strict=True)
            if time is not None and said.strip()
        ]
        if start is None:
            start = begins[0][1] if begins else None
        if end is None:
            end = next((ends for _, _, ends in reversed(words) if ends is not None), None)
        piece = Piece(text, start, end, label, None, (), tuple(begins))
        told.append(Told(piece, (record,), tuple(records), _at(named, layout)))
    return told


def of_words(told: Sequence[Told]) -> list[Told]:
    """Return word pieces with punctuation put to the word before it, and what belongs to one word as one.

    Of pieces that bring their blanks along, those without a blank before them continue the word.
    """
    carried = carries_blanks([one.raw for one in told])
    found: list[Told] = []
    apart = True
    for one in told:
        text = one.piece.text
        if text:
            begins = apart or one.raw[:1].isspace() if carried else begins_word(text)
            if found and not begins and not _other(found[-1], one):
                found[-1] = _merged(found[-1], one)
            else:
                found.append(one._replace(piece=_timed(one.piece)))
        apart = one.raw[-1:].isspace() if one.raw else apart
    return found


def _other(one: Told, other: Told) -> bool:
    """Return whether two pieces are of two people; punctuation often has no speaker."""
    labels = {one.piece.label, other.piece.label} - {None}
    return len(labels) > 1 and any(map(str.isalnum, other.piece.text))


def _timed(piece: Piece) -> Piece:
    return piece if piece.start is None else piece._replace(words=((0, piece.start),))


def _merged(one: Told, other: Told) -> Told:
    piece = one.piece._replace(text=one.piece.text + other.piece.text, end=other.piece.end or one.piece.end)
    records, inside = (*one.records, *other.records), (*one.inside, *other.inside)
    return Told(piece, records, inside, one.named or other.named, one.raw + other.raw)
