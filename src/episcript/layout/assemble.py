"""From lines and their plan to an episode, and to the segments of the source that each part came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.layout.heads import nameless
from episcript.lines import LINE_END
from episcript.markup.inline import render
from episcript.model import Chapter, Episode, Note, Source, Turn
from episcript.times import CLOCK, parse_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.layout.heads import Head
    from episcript.layout.outline import Title
    from episcript.layout.plan import Plan
    from episcript.markup import Document, Line
    from episcript.markup.inline import Inline
    from episcript.model import Anchor, Diagnostic, Mark, Role, TimeSource

_STAMP = re.compile(
    rf"(?P<open>\\?[\[(])[ \t]?(?P<clock>{CLOCK})[ \t]?(?P<close>\\?[\])])(?!\()[ \t]*[:：]?(?=\s|\Z)"
)
_INNER_CLOCK = re.compile(rf"(?<![0-9:.]){CLOCK}(?![0-9:])")
_FOOTNOTE_NAME = re.compile(r"\[\^([^\]\s]{1,80})\]:[ \t]*|.*\{#(?P<id>[\w.-]+)")
_NOTE_KINDS = frozenset({"text", "item", "quote", "table", "heading", "code", "comment", "footnote"})
_NOTED = frozenset({"text", "item", "quote", "table"})
_GLUED = frozenset({"code", "comment"})


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
class _Open:
    """The turn that is being gathered: its head, its line, its paragraphs so far."""

    head: Head | None
    start: int
    paragraphs: list[list[Stretch]] = field(default_factory=list)
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class Assembled:
    """The episode of a document, not yet enriched, and its segments in the order of the source."""

    episode: Episode
    segments: tuple[Segment, ...]


def assemble(document: Document, plan: Plan) -> Assembled:
    """Return the episode that `plan` makes of `document`."""
    return _Builder(document, plan).assembled()


class _Builder:
    """Walks the lines once; each goes to the open turn, to a chapter, to a note, or is known markup."""

    def __init__(self, document: Document, plan: Plan) -> None:
        self.document = document
        self.plan = plan
        self.turns: list[Turn] = []
        self.chapters: list[Chapter] = []
        self.notes: list[Note] = []
        self.segments: list[Segment] = []
        self.remarks: list[Diagnostic] = []
        self.footnotes: dict[str, int] = {}
        self.open: _Open | None = None
        self.note: list[Line] = []
        self.pending: str | None = None
        self.title: str | None = None
        self.clocks = [head.clock for head in plan.turns.values()]

    def assembled(self) -> Assembled:
        """Return the episode and its segments."""
        for position, line in enumerate(self.document.lines):
            self._take(position, line)
        self._close_note()
        self._close_turn()
        self._resolve_footnotes()
        return Assembled(self._episode(), tuple(sorted(self.segments)))

    # where a line goes

    def _take(self, position: int, line: Line) -> None:
        if position in self.plan.titles:
            self._close_note()
            self._close_turn()
            self._add_chapter(self.plan.titles[position])
        elif position in self.plan.turns:
            self._close_note()
            self._close_turn()
            self._open_turn(line, self.plan.turns[position])
        elif position in self.plan.region:
            self._take_inside(position, line)
        else:
            self._close_turn()
            self._take_outside(line)

    def _take_inside(self, position: int, line: Line) -> None:
        """Take a line of the transcript: more of the open turn, or a note between turns."""
        if line.kind in _NOTED and self._continues_footnote(line):
            self.note.append(line)
        elif line.kind in {"comment", "footnote"} or (line.kind == "code" and self.plan.prose):
            self._interrupt()
            self._take_outside(line)
        elif line.kind in {"rule", "markup", "embed"}:
            self._add_markup(line)
        elif position in self.plan.stamps and self.open:
            self._add_stamp(line, self.plan.stamps[position])
        elif self.open or (self.plan.prose and line.kind not in {"blank", "heading"}):
            self._add_speech(line)
        else:
            self._take_outside(line)

    def _continues_footnote(self, line: Line) -> bool:
        """Return whether a line goes on with the footnote before it: it follows at once, or is indented."""
        if not self.note or self.note[0].kind != "footnote":
            return False
        indent = self.document.text[line.margin : line.start]
        between = LINE_END.findall(self.document.text, self.note[-1].end, line.margin)
        return len(between) == 1 or indent.startswith(("    ", "\t"))

    def _take_outside(self, line: Line) -> None:
        """Take a line that is no speech: part of a note, or known markup."""
        if line.kind == "footnote":
            self._close_note()
        if line.kind in _NOTE_KINDS or (
            line.kind == "blank" and self.note and self.note[-1].kind in _GLUED and line.kind in _GLUED
        ):
            self._add_to_note(line)
            return
        self._close_note()
        if line.kind in {"rule", "markup", "embed"}:
            self._add_markup(line)

    def _add_markup(self, line: Line) -> None:
        """Add a line of known markup; the anchor of a footnote names the note that follows."""
        text = self.document.text
        found = _FOOTNOTE_NAME.match(text, line.start, line.end)
        if found and found["id"]:
            self.pending = found["id"]
        if line.margin < line.end:
            self.segments.append(Segment(line.margin, line.end, "markup", None))
        self._interrupt()

    def _interrupt(self) -> None:
        """End the paragraph, and in prose the turn: something stands here that is no speech."""
        if self.plan.prose:
            self._close_turn()
        elif self.open:
            self.open.fresh = True

    # notes

    def _add_to_note(self, line: Line) -> None:
        title = line.kind == "heading" and not self.notes and not self.note and not self.turns
        if (
            title
            and line.prefix == "#"
            and self.title is None
            and not (self.document.front and "title" in self.document.front.data)
        ):
            self.title = self._rendered(line.start, line.end).text
            self.segments.append(Segment(line.start, line.end, "front", "title"))
            return
        if self.note and (
            line.kind == "heading"
            or self.note[-1].kind == "heading"
            or (line.kind in _GLUED) != (self.note[-1].kind in _GLUED)
        ):
            self._close_note()
        self.note.append(line)

    def _close_note(self) -> None:
        if not self.note:
            return
        first, last = self.note[0], self.note[-1]
        number = len(self.notes)
        raw = LINE_END.sub("\n", self.document.text[first.margin : max(last.end, first.margin)]).strip("\n")
        named = _FOOTNOTE_NAME.match(raw)
        name = named[1] if named and named[1] else self.pending
        if name:
            self.footnotes[name] = number
        self.pending = None
        self.notes.append(
            Note(raw, self.document.line(first.start), len(self.turns) + (self.open is not None))
        )
        self.segments.append(Segment(first.margin, last.end, "note", f"notes/{number}/text"))
        self.note = []

    # chapters

    def _rendered(self, start: int, end: int) -> Inline:
        """Return a title with its inline markup undone; a comment in it is left out and reported."""
        source = self.document.text[start:end]
        said = render(source, markdown=self.document.markdown)
        line = self.document.line(start)
        skipped = (piece for piece in said.pieces if piece.role == "skipped")
        self.remarks.extend(
            diagnose("comment", line, text=source[piece.start : piece.end]) for piece in skipped
        )
        return said

    def _add_chapter(self, title: Title) -> None:
        number = len(self.chapters)
        said = self._rendered(title.start, title.end)
        links = [mark.target or "" for mark in said.marks if mark.kind == "link"]
        line = self.document.line(title.start)
        self.remarks.extend(diagnose("chapter-link", line, url=url) for url in links[1:])
        inside = self.plan.region.start <= title.position
        self.chapters.append(
            Chapter(
                said.text,
                title.clock,
                "given" if title.clock is not None else None,
                first_turn=len(self.turns) if inside else None,
                url=links[0] if links else None,
                line=line,
            )
        )
        inner = title.start <= title.clock_start < title.end
        if title.clock is not None and not inner:
            self.segments.append(
                Segment(title.clock_start, title.clock_end, "clock", f"chapters/{number}/start")
            )
        self.segments.append(Segment(title.start, title.end, "chapter", f"chapters/{number}/title"))

    # turns

    def _open_turn(self, line: Line, head: Head) -> None:
        self.open = _Open(head, line.start)
        if head.text_start < line.end:
            self.open.paragraphs.append([Stretch(head.text_start, line.end, None)])
            self.open.fresh = False
        number = len(self.turns)
        if head.label is not None:
            self.segments.append(Segment(head.label_start, head.label_end, "label", f"turns/{number}/label"))
        if head.clock is not None:
            self.segments.append(Segment(head.clock_start, head.clock_end, "clock", f"turns/{number}/start"))

    def _add_speech(self, line: Line) -> None:
        """Add a line to the open turn; a blank line, a list item or another kind of line begins a paragraph."""
        if line.kind == "blank":
            self._interrupt()
            return
        self._close_note()
        if self.open is None:
            self.open = _Open(None, line.start)
        start = line.start
        if line.kind == "item":
            self.open.fresh = True
            if line.prefix[0].isdigit():
                start = self.document.text.rindex(line.prefix, line.margin, line.start)
        if self.open.fresh or not self.open.paragraphs:
            self.open.paragraphs.append([])
        self.open.paragraphs[-1].append(Stretch(start, line.end, None))
        self.open.fresh = False

    def _add_stamp(self, line: Line, head: Head) -> None:
        """Add a stamp at the head of a line of the open turn, and what stands behind it."""
        if self.open is None:
            return
        if self.open.fresh or not self.open.paragraphs:
            self.open.paragraphs.append([])
        self.open.fresh = False
        paragraph = self.open.paragraphs[-1]
        if head.clock is not None:
            paragraph.append(Stretch(head.clock_start, head.clock_end, head.clock))
        voice = head.shape.emphasis == "<v>"
        if voice and head.label:
            self.segments.append(
                Segment(head.label_start, head.label_end, "label", f"turns/{len(self.turns)}/label")
            )
        start = nameless(self.document.text, head).text_start if not voice else head.text_start
        if start < line.end:
            paragraph.append(Stretch(start, line.end, None))

    def _close_turn(self) -> None:
        if self.open is None:
            return
        opened, self.open = self.open, None
        number = len(self.turns)
        later = (
            next((clock for clock in self.clocks[number + 1 :] if clock is not None), None)
            if not self.plan.prose
            else None
        )
        speech = _Speech(self.document, self.plan, opened, later)
        self.segments.extend(
            segment._replace(path=f"turns/{number}/{segment.path}") for segment in speech.segments
        )
        self.remarks.extend(speech.remarks)
        self.turns.append(speech.turn)

    # the end

    def _resolve_footnotes(self) -> None:
        """Give every footnote reference the index of its note; one without a note is reported."""
        for number, turn in enumerate(self.turns):
            if any(mark.kind == "note" for mark in turn.marks):
                marks = tuple(self._resolved(mark, turn) for mark in turn.marks)
                self.turns[number] = replace(turn, marks=marks)

    def _resolved(self, mark: Mark, turn: Turn) -> Mark:
        if mark.kind != "note":
            return mark
        number = self.footnotes.get(mark.target or "")
        if number is None:
            self.remarks.append(diagnose("footnote-target", turn.line, name=mark.target))
            return replace(mark, target=None)
        return replace(mark, target=str(number))

    def _episode(self) -> Episode:
        front = self.document.front
        if front:
            raw = self.document.text.index(front.raw, front.start)
            self.segments.append(Segment(raw, raw + len(front.raw), "front", "front"))
        data = front.data if front else {}
        grammar = self.plan.grammar
        return Episode(
            title=_scalar(data, "title") or self.title,
            subtitle=_scalar(data, "subtitle"),
            date=_scalar(data, "date"),
            language=_scalar(data, "language") or _scalar(data, "lang"),
            metadata=data,
            front=LINE_END.sub("\n", front.raw) if front else None,
            source=Source(layout=grammar.main.words() if grammar else None),
            chapters=tuple(self.chapters),
            turns=tuple(self.turns),
            notes=tuple(self.notes),
            diagnostics=(*self.document.diagnostics, *self.remarks, *self._unlabelled()),
        )

    def _unlabelled(self) -> tuple[Diagnostic, ...]:
        if self.plan.grammar:
            return ()
        if self.turns:
            return (diagnose("prose", self.turns[0].line),)
        return (diagnose("no-transcript"),) if self.chapters else ()


def _scalar(data: dict[str, object], key: str) -> str | None:
    value = data.get(key)
    return value if isinstance(value, str) and value else None


class _Speech:
    """The text of one turn, put together from its stretches with marks, anchors and segments."""

    def __init__(self, document: Document, plan: Plan, opened: _Open, later: int | None) -> None:
        self.document, self.plan, self.later = document, plan, later
        self.head = opened.head
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
        for lines, clock in self._chunks(paragraph):
            if clock is not None:
                self._add_clock(clock, self.length + len(joint))
            if lines and self._add_chunk(lines, joint):
                joint = " "

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
            start = stretch.start
            if stretch.clock is None and (
                "[" in text[start : stretch.end] or "(" in text[start : stretch.end]
            ):
                for found in _STAMP.finditer(text, start, stretch.end):
                    value = parse_clock(found["clock"])
                    if value is not None and self._is_stamp(found, value):
                        yield Stretch(start, found.start(), None)
                        yield Stretch(found.start(), found.end("close"), value)
                        start = found.end()
            yield stretch._replace(start=start)

    def _is_stamp(self, found: re.Match[str], value: int) -> bool:
        """Return whether a clock in brackets inside the text is a time: square, or like the heads'; between its neighbours."""
        wrapper = found["open"].lstrip("\\")
        fits = (self.start or 0) <= value and (self.later is None or value <= self.later)
        closed = found["close"].lstrip("\\") == {"[": "]", "(": ")"}[wrapper]
        return closed and fits and (wrapper == "[" or wrapper in self.plan.wrappers)

    def _add_clock(self, stamp: Stretch, offset: int) -> None:
        """Add a stamp as an anchor; at the very beginning of a turn without a clock it is the turn's start."""
        if stamp.clock is None:
            return
        if offset == 0 and self.start is None:
            self.start = stamp.clock
            self.segments.append(Segment(stamp.start, stamp.end, "clock", "start"))
            return
        self.segments.append(Segment(stamp.start, stamp.end, "clock", "anchors"))
        self.anchors.append((offset, stamp.clock))

    def _add_chunk(self, lines: Sequence[Stretch], joint: str) -> bool:
        """Add speech that no stamp interrupts; return whether there was any."""
        text = self.document.text
        source = "\n".join(text[line.start : line.end] for line in lines)
        said = render(source, markdown=self.document.markdown)
        spans = tuple((line.start, line.end) for line in lines)
        self.segments.append(Segment(spans[0][0], spans[-1][1], "text", "text", spans))
        for piece in said.pieces:
            if piece.role == "skipped":
                line = lines[source.count("\n", 0, piece.start)]
                comment = source[piece.start : piece.end]
                self.remarks.append(diagnose("comment", self.document.line(line.start), text=comment))
        if not said.text and not said.marks:
            return False
        shift = self.length + (len(joint) if said.text else 0)
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

    def _turn(self, opened: _Open) -> Turn:
        source: TimeSource | None = "given" if self.start is not None else None
        anchors = tuple(self._rising())
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
        for anchor in sorted(self.anchors):
            inside = self.later is None or anchor[1] <= self.later
            if anchor[0] > offset and anchor[1] >= clock and inside:
                yield anchor
                offset, clock = anchor
            else:
                line = self.document.line(self.head.label_start) if self.head else None
                self.remarks.append(diagnose("stamp-off", line, offset=anchor[0], seconds=anchor[1] // 1000))
