"""The plan of a file: which lines open turns, which are stamps and chapters, and where the transcript begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.layout.accept import after_blank, turns_of
from episcript.layout.beside import with_clocks
from episcript.layout.clocks import clock_at, wrapper_at
from episcript.layout.groups import Found, strength
from episcript.layout.heads import head_of, nameless
from episcript.layout.learn import learn
from episcript.layout.names import likeness
from episcript.layout.outline import titles_of
from episcript.layout.region import end_of, first_chapter
from episcript.layout.voices import parted
from episcript.times import middle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from episcript.layout.beside import Closing
    from episcript.layout.heads import Head
    from episcript.layout.learn import Grammar
    from episcript.layout.outline import Title
    from episcript.markup import Document

_SPEECH_KINDS = frozenset({"text", "item", "quote", "heading"})
_INNER_HEAD = re.compile(r"(?<=[.!?)\]\"”*_>])\s+(?=\*\*|__|<)")
_BEYOND_NOTES = 3.0
_FEWEST_TIMED = 3
_OPENING = 300


@dataclass(frozen=True, slots=True)
class Plan:
    """What every line is to the assembly.

    `turns` maps positions of lines to heads, `stamps` to heads without a name that continue a turn, `titles` to
    chapters; `taken` are lines whose clock went to a head, `closing` the
    clocks at the end of lines (`previous`: they open the next turn, and `last` ends the last one); `glued` says where in its line a turn begins that stands behind a note; `region` are the lines of the transcript, `prose` says that its paragraphs are the turns.
    """

    turns: Mapping[int, Head] = field(default_factory=dict)
    stamps: Mapping[int, Head] = field(default_factory=dict)
    titles: Mapping[int, Title] = field(default_factory=dict)
    taken: frozenset[int] = frozenset()
    closing: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    previous: bool = False
    last: Closing | None = None
    glued: Mapping[int, int] = field(default_factory=dict)
    region: range = range(0)
    prose: bool = False
    grammar: Grammar | None = None
    wrappers: frozenset[str] = frozenset("[")
    evidence: tuple[str, ...] = ()


def plan_of(document: Document) -> tuple[Document, Plan]:
    """Return the lines of `document` as its grammar reads them, and their plan: the grammar is learned, then every line judged by it."""
    heads = heads_of(document)
    grammar = learn(heads, sum(line.kind != "blank" for line in document.lines))
    turns = turns_of(document, heads, grammar) if grammar else ()
    if not grammar or not turns:
        return document, _unlabelled(document, heads)
    if grammar.main.emphasis == "<v>":
        document, heads, turns = _with_voices(document, heads, turns)
    return document, _labelled(document, heads, grammar, turns)


def _with_voices(
    document: Document, heads: tuple[Found, ...], turns: tuple[Found, ...]
) -> tuple[Document, tuple[Found, ...], tuple[Found, ...]]:
    """Return lines, heads and turns with those of the voices inside lines: what is written as a voice is one everywhere."""
    region = range(turns[0].position, end_of(document, turns[-1].position))
    begins = {found.position: found.head.text_start for found in turns}
    lines = parted(document, region, begins, {found.head.label for found in turns})
    if lines is document:
        return document, heads, turns
    old = {line.start for line in document.lines}
    opened = {document.lines[found.position].start for found in turns}
    heads = heads_of(lines)
    starts = {found.position: lines.lines[found.position].start for found in heads}
    voices = tuple(
        found
        for found in heads
        if starts[found.position] in opened
        or (starts[found.position] not in old and found.head.shape.emphasis == "<v>")
    )
    return lines, heads, voices


def heads_of(document: Document) -> tuple[Found, ...]:
    """Return the heads of all lines that may be speech."""
    return tuple(
        Found(position, head, *_opening(document, position, head))
        for position, line in enumerate(document.lines)
        if line.kind in _SPEECH_KINDS and (head := head_of(document.text, line))
    )


def _opening(document: Document, position: int, head: Head) -> tuple[str, bool]:
    """Return what the text of a head begins with, and whether a clock stands before it.

    That is the rest of its line, or the next line that is not blank.
    """
    if not head.shape.own:
        return _behind_clock(document, head.text_start, document.lines[position].end)
    for line in document.lines[position + 1 : position + 6]:
        if line.kind != "blank" and line.start < line.end:  # a mark of quotation alone is blank, too
            opening, timed = _behind_clock(document, line.start, line.end)
            if opening or not timed:
                return opening, timed
    return "", False


def _behind_clock(document: Document, start: int, end: int) -> tuple[str, bool]:
    clock = clock_at(document.text, start, end)
    start = clock[3] if clock else start
    return document.text[start : min(end, start + _OPENING)], clock is not None


def _labelled(document: Document, heads: Sequence[Found], grammar: Grammar, turns: Sequence[Found]) -> Plan:
    chat = any(found.head.of_day for found in turns)
    clocks = {
        found.position: found.head
        for found in heads
        if found.head.shape.order[0] == "C" and (chat or not found.head.of_day)
    }
    last = end_of(document, turns[-1].position)
    beside = with_clocks(document, {found.position: found.head for found in turns}, clocks, last)
    opened = beside.opened
    opened = _nameless_before(document, opened, clocks, beside.taken) | opened
    glued = _behind_note(document, min(opened), grammar)
    opened = {found.position: found.head for found, _ in glued} | opened
    region = range(min(opened), last)
    taken = beside.taken | frozenset(opened)
    titles = titles_of(document, heads, taken, region)
    if (above := first_chapter(document, region, titles)) is not None:
        region = range(above, last)
        titles = titles_of(document, heads, taken, region)
    wrappers = frozenset(
        wrapper_at(document.text, head.clock_start, head.clock_end)
        for head in opened.values()
        if head.clock is not None
    )
    if _stand_under(opened, clocks):
        wrappers |= {head.shape.wrapper for head in clocks.values()}
    stamps = {
        position: clocks[position]
        for position in _stamps(document, clocks, opened, wrappers)
        if position in region and position not in titles and position not in taken
    }
    opened, repeated = _runs(opened)
    return Plan(
        turns=opened,
        stamps=stamps | repeated,
        titles=titles,
        taken=beside.taken,
        closing=beside.closing,
        previous=beside.previous,
        last=beside.last,
        glued={found.position: place for found, place in glued},
        region=region,
        grammar=grammar,
        wrappers=wrappers or frozenset("["),
        evidence=grammar.evidence,
    )


def _nameless_before(
    document: Document, opened: Mapping[int, Head], clocks: Mapping[int, Head], taken: frozenset[int]
) -> dict[int, Head]:
    """Return the stamped lines directly before the first named turn: speech whose speaker nobody wrote down."""
    found: dict[int, Head] = {}
    wrappers = {head.shape.wrapper for head in opened.values() if "C" in head.shape.order}
    first = opened[min(opened)]
    for position in range(min(opened) - 1, -1, -1):
        kind, head = document.lines[position].kind, clocks.get(position)
        stamped = (
            kind == "text" and head is not None and head.shape.wrapper in wrappers and position not in taken
        )
        if stamped and head is not None and not head.shape.own and (head.clock or 0) <= (first.clock or 0):
            found[position] = nameless(document.text, head)
        elif kind != "blank":
            break
    return dict(sorted(found.items()))


def _behind_note(document: Document, first: int, grammar: Grammar) -> list[tuple[Found, int]]:
    """Return the head that stands behind a note in the paragraph before the first turn, and where it begins.

    `**Editor's note:** We lost a minute. **Ann Lee:** And then …`; only names in bold or voices are looked for.
    """
    before = next((at for at in range(first - 1, -1, -1) if document.lines[at].kind != "blank"), None)
    if before is None or document.lines[before].kind != "text" or strength(grammar.main) < _BEYOND_NOTES:
        return []
    line = document.lines[before]
    for found in _INNER_HEAD.finditer(document.text, line.start + 1, line.end):
        head = head_of(document.text, line._replace(start=found.end()))
        if head and head.shape in grammar.shapes and likeness(head.label or "") == 1:
            return [(Found(before, head, ""), found.end())]
    return []


def _stand_under(opened: Mapping[int, Head], clocks: Mapping[int, Head]) -> bool:
    """Return whether a clock stands on the line under most names that have a line of their own."""
    own = [position for position, head in opened.items() if head.clock is None and head.shape.own]
    under = sum(position + 1 in clocks or position + 2 in clocks for position in own)
    return under > len(own) // 2


def _stamps(
    document: Document, clocks: Mapping[int, Head], opened: Mapping[int, Head], wrappers: frozenset[str]
) -> Iterator[int]:
    """Yield the lines whose clock continues a turn: in brackets, or written like those of heads.

    A bare one has to lie between the clocks around it, and to stand behind a blank line where the heads do: `We met
    at⏎7:30 in the morning` is speech.
    """
    known = _clocks(opened)
    spaced = sum(after_blank(document, position) for position in opened) > len(opened) // 2
    for position, head in clocks.items():
        if _inside_emphasis(document.text, head):
            continue
        if head.shape.wrapper in {"[", "("} or (head.shape.wrapper and head.shape.wrapper in wrappers):
            yield position
        elif head.shape.wrapper in wrappers and known.allow(position, head.clock or 0):
            under = position - 1 in opened and opened[position - 1].shape.own
            if under or not spaced or after_blank(document, position):
                yield position


def _inside_emphasis(text: str, head: Head) -> bool:
    """Return whether the emphasis before a clock goes on behind it (`**[0:12] all of it**`): the line is one piece."""
    behind = text[head.clock_end : head.label_start if head.label else head.text_start]
    return bool(head.shape.emphasis) and not any(mark in behind for mark in "*_<")


class _Clocks(NamedTuple):
    """The positions of the heads that have a clock, rising, and their clocks (ms)."""

    positions: list[int]
    times: list[int]

    def allow(self, position: int, time: int) -> bool:
        """Return whether a time at a line lies between the clocks around it."""
        here = bisect_right(self.positions, position)
        after = here == len(self.times) or time <= self.times[here]
        return after and (here == 0 or self.times[here - 1] <= time)


def _clocks(opened: Mapping[int, Head]) -> _Clocks:
    known = [(position, head.clock) for position, head in sorted(opened.items()) if head.clock is not None]
    return _Clocks([position for position, _ in known], [clock for _, clock in known])


def _runs(opened: Mapping[int, Head]) -> tuple[dict[int, Head], dict[int, Head]]:
    """Return the heads that open turns and those that only go on: each cue of `<v Name>` text repeats the voice."""
    opening: dict[int, Head] = {}
    going_on: dict[int, Head] = {}
    voice = None
    for position, head in opened.items():
        repeats = head.shape.emphasis == "<v>" and head.label == voice
        (going_on if repeats else opening)[position] = head
        voice = head.label
    return opening, going_on


def _unlabelled(document: Document, heads: Sequence[Found]) -> Plan:
    """Return the plan of a file without labels: timed lines, show notes with chapters, or prose."""
    titles = titles_of(document, heads, frozenset(), range(0))
    timed = _timed(document.text, heads, titles)
    if timed:
        first, last = min(timed), max(timed)
        region = range(first, end_of(document, last))
        inner = titles_of(document, heads, frozenset(timed), region)
        return Plan(turns=timed, titles=inner, region=region, evidence=("no labels: lines with a clock",))
    if titles and not any(document.lines[position].kind == "heading" for position in titles):
        return Plan(titles=titles, evidence=("no labels: chapters and notes",))
    region = range(min(titles, default=0), len(document.lines))
    return Plan(titles=titles, region=region, prose=True, evidence=("no labels: prose",))


def _timed(text: str, heads: Sequence[Found], titles: Mapping[int, Title]) -> dict[int, Head]:
    """Return the lines that begin with a clock and are no chapters, where they are the body of the file."""
    timed = {
        found.position: found.head
        for found in heads
        if found.head.shape.order[0] == "C" and found.position not in titles and not found.head.of_day
    }
    clocks = [head.clock or 0 for head in timed.values()]
    steps = [later - earlier for earlier, later in pairwise(clocks)]
    if len(timed) < _FEWEST_TIMED or len(timed) <= len(titles) or middle(steps) < 0:
        return {}
    return {position: nameless(text, head) for position, head in timed.items()}
