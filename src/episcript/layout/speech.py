"""The speech of one turn: stretches of the source become text with marks, anchors and the segments they came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.markup.inline import render
from episcript.markup.plain import left_out
from episcript.model import Turn
from episcript.times import CLOCK, parse_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.layout.heads import Head
    from episcript.markup import Document
    from episcript.model import Anchor, Diagnostic, Mark, Role, TimeSource

_STAMP = re.compile(
    rf"(?P<open>\\?\[|(?<!\\)\()[ \t]?(?P<clock>{CLOCK})[ \t]?(?P<close>\\?[\])])(?!\()[ \t]*[:：]?(?=\s|\Z)"
)
_EMPHASIS = re.compile(r"(?<!\\)\*+|(?<![^\W_])_+|_+(?![^\W_])|</?(?:b|i|em|strong|cite|code)>")
_REACH = 400
_SENTENCE_ENDS = frozenset('.?!…"”»)]')
_INNER_CLOCK = re.compile(rf"(?<![0-9:.]){CLOCK}(?![0-9:])")


def _is_open(source: str) -> bool:
    """Return whether emphasis that begins in `source` goes on behind it: a stamp there would cut it in two."""
    return len(_EMPHASIS.findall(source)) % 2 == 1


class Segment(NamedTuple):
    """A stretch of the source with a role, and the path in the model of what it became (`None` for markup).

    Speech that runs over several lines was rendered as one; `lines` are the offsets of its lines.
    """

    start: int
    end: int
    role: Role
    path: str | None
    lines: tuple[tuple[int, int], ...] = ()


class Stretch(NamedTuple):
    """A stretch of speech in one line, or a stamp: a clock that stands where the speech goes on."""

    start: int
    end: int
    clock: int | None


@dataclass(slots=True)
class Opened:
    """The turn that is being gathered: its head, its line, its paragraphs so far."""

    head: Head | None
    start: int
    source: TimeSource = "given"
    paragraphs: list[list[Stretch]] = field(default_factory=list)
    fresh: bool = True
    listed: bool = False


def left_out_remark(line: int, source: str) -> Diagnostic:
    """Return the remark for a stretch of a line that became no text: no address is lost."""
    return (
        diagnose("comment", line, text=source)
        if source.startswith("<!--")
        else diagnose("embed", line, url=source)
    )


class Speech:
    """The text of one turn, put together from its stretches with marks, anchors and, where `traced`, segments."""

    def __init__(
        self, document: Document, wrappers: frozenset[str], opened: Opened, later: int | None, *, traced: bool
    ) -> None:
        """Put the turn together; `later` is the next clock (ms), beyond which no stamp is a time of this turn."""
        self.document, self.wrappers, self.later, self.traced = document, wrappers, later, traced
        self.opened, self.head = opened, opened.head
        self.start = self.head.clock if self.head else None
        self.parts: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.anchors: list[Anchor] = []
        self.segments: list[Segment] = []
        self.remarks: list[Diagnostic] = []
        for paragraph in opened.paragraphs:
            self._add_paragraph(paragraph)
        self.turn = self._turn(opened)

    def _add_paragraph(self, paragraph: Sequence[Stretch]) -> None:
        joint = "\n\n" if self.parts else ""
        plain = not any(map(self._may_hold_a_stamp, paragraph))
        for lines, clock in ((paragraph, None),) if plain else self._chunks(paragraph):
            if clock is not None:
                self._add_clock(clock, self.length + len(joint))
            if lines and self._add_chunk(lines, joint):
                joint = " "

    def _may_hold_a_stamp(self, stretch: Stretch) -> bool:
        """Return whether a stretch is a stamp or has a bracket that closes: asked for every line of speech."""
        start, end, clock = stretch
        find = self.document.text.find
        return clock is not None or find("]", start, end) >= 0 or find(")", start, end) >= 0

    def _chunks(self, paragraph: Sequence[Stretch]) -> Iterator[tuple[list[Stretch], Stretch | None]]:
        """Yield stretches of speech, each with the stamp that stands before it."""
        lines: list[Stretch] = []
        clock: Stretch | None = None
        for stretch in self._split(paragraph):
            if stretch.clock is None:
                lines.append(stretch)
                continue
            if lines or clock:
                yield lines, clock
            lines, clock = [], stretch
        yield lines, clock

    def _split(self, paragraph: Sequence[Stretch]) -> Iterator[Stretch]:
        """Yield the stretches with the stamps inside their text taken out, where they are times of this turn."""
        text = self.document.text
        for stretch in paragraph:
            if stretch.clock is not None or not self._may_hold_a_stamp(stretch):
                yield stretch
                continue
            start, end = stretch.start, stretch.end
            for found in _STAMP.finditer(text, start, end):
                value = parse_clock(found["clock"])
                inside = self.document.markdown and _is_open(
                    text[max(start, found.start() - _REACH) : found.start()]
                )
                if value is not None and not inside and self._is_stamp(found, value):
                    yield Stretch(start, found.start(), None)
                    yield Stretch(found.start(), found.end("close"), value)
                    start = found.end()
            yield Stretch(start, end, None)

    @cached_property
    def _begins(self) -> frozenset[int]:
        """The offsets at which paragraphs begin."""
        return frozenset(paragraph[0].start for paragraph in self.opened.paragraphs if paragraph)

    def _is_stamp(self, found: re.Match[str], value: int) -> bool:
        """Return whether a clock in brackets inside the text is a time: between its neighbours, and of a known form.

        Square brackets are nobody's words; in parentheses people also write (`at (0:31) sharp`), so there the form of
        the heads counts, and only where a sentence begins.
        """
        wrapper = found["open"].lstrip("\\")
        fits = (self.start or 0) <= value and (self.later is None or value <= self.later)
        if not fits or found["close"].lstrip("\\") != {"[": "]", "(": ")"}[wrapper]:
            return False
        before = self.document.text[max(0, found.start() - 3) : found.start()].rstrip()
        begins = not before or found.start() in self._begins or before[-1] in _SENTENCE_ENDS
        return wrapper == "[" or (wrapper in self.wrappers and begins)

    def _add_clock(self, stamp: Stretch, offset: int) -> None:
        """Add a stamp as an anchor; at the very beginning of a turn without a clock it is the turn's start."""
        if stamp.clock is None:
            return
        if offset == 0 and self.start is None:
            self.start = stamp.clock
            self._trace(stamp, "start")
            return
        self._trace(stamp, "anchors")
        self.anchors.append((offset, stamp.clock))

    def _trace(self, stamp: Stretch, path: str) -> None:
        if self.traced:
            self.segments.append(Segment(stamp.start, stamp.end, "clock", path))

    def _add_chunk(self, lines: Sequence[Stretch], joint: str) -> bool:
        """Add speech that no stamp interrupts; return whether there was any."""
        text = self.document.text
        source = "\n".join([text[start:end] for start, end, _ in lines])
        said = render(source, markdown=self.document.markdown)
        if self.traced:
            spans = tuple((line.start, line.end) for line in lines)
            self.segments.append(Segment(spans[0][0], spans[-1][1], "text", "text", spans))
        for offset, words in left_out(source, said):
            line = lines[source.count("\n", 0, offset)]
            self.remarks.append(left_out_remark(self.document.line(line.start), words))
        if not said.text and not said.marks:
            return False
        shift = self.length + (len(joint) if said.text else 0)
        if said.marks:
            self.marks.extend(
                replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in said.marks
            )
            self.anchors.extend(self._inner_clocks(said.text, said.marks, shift))
        if said.text:
            self.parts += [joint, said.text]
            self.length = shift + len(said.text)
        return bool(said.text)

    def _inner_clocks(self, said: str, marks: Sequence[Mark], shift: int) -> Iterator[Anchor]:
        """Yield an anchor for each clock in a remark: `[unintelligible 00:12:34]`."""
        for mark in marks:
            found = _INNER_CLOCK.search(said, mark.start, mark.end) if mark.kind == "sound" else None
            value = parse_clock(found[0]) if found else None
            if value is not None:
                yield mark.start + shift, value

    def _turn(self, opened: Opened) -> Turn:
        source = opened.source if self.start is not None else None
        anchors = tuple(self._rising()) if self.anchors else ()
        return Turn(
            text="".join(self.parts),
            label=self.head.label if self.head else None,
            start=self.start,
            start_source=source,
            anchors=anchors,
            anchor_source="stamp" if anchors else None,
            marks=tuple(self.marks),
            line=self.document.line(opened.start),
        )

    def _rising(self) -> Iterator[Anchor]:
        """Yield the anchors that rise in offset and in time and lie inside the turn."""
        offset, clock = -1, self.start if self.start is not None else -1
        for anchor in sorted((min(place, self.length), time) for place, time in self.anchors):
            inside = self.later is None or anchor[1] <= self.later
            if anchor[0] > offset and anchor[1] >= clock and inside:
                yield anchor
                offset, clock = anchor
            else:
                line = self.document.line(self.head.label_start) if self.head else None
                self.remarks.append(diagnose("stamp-off", line, offset=anchor[0], seconds=anchor[1] // 1000))
