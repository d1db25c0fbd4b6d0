"""From lines and their plan to an episode, and to the segments of the source that each part came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.layout.contents import LINK, Contents
from episcript.layout.footnotes import resolved
from episcript.layout.heads import nameless
from episcript.layout.noted import NOTE_KINDS, Notes
from episcript.layout.speech import Opened, Segment, Speech, Stretch
from episcript.lines import LINE_END
from episcript.model import Episode, Source

if TYPE_CHECKING:
    from episcript.layout.heads import Head
    from episcript.layout.outline import Title
    from episcript.layout.plan import Plan
    from episcript.markup import Document, Line
    from episcript.model import Diagnostic, Role, Turn

_NOTED = frozenset({"text", "item", "quote", "table"})


@dataclass(frozen=True, slots=True)
class Assembled:
    """The episode of a document, not yet enriched, and its segments in the order of the source where asked for."""

    episode: Episode
    segments: tuple[Segment, ...]


def assemble(document: Document, plan: Plan, *, traced: bool = False) -> Assembled:
    """Return the episode that `plan` makes of `document`; with its segments where `traced`, without else.

    The walk is the same. 10 MB of short turns have 130,000 segments, which only a ledger needs.
    """
    return _Builder(document, plan, traced=traced).assembled()


class _Builder:
    """Walks the lines once; each goes to the open turn, to a chapter, to a note, or is known markup."""

    def __init__(self, document: Document, plan: Plan, *, traced: bool) -> None:
        self.document = document
        self.traced = traced
        self.plan = plan
        self.turns: list[Turn] = []
        self.segments: list[Segment] = []
        self.remarks: list[Diagnostic] = []
        self.open: Opened | None = None
        self.title: str | None = None
        self.contents = Contents(document, self._trace, self.remarks)
        self.notes = Notes(document, self._trace, lambda: len(self.turns) + (self.open is not None))
        clocked = [
            (document.lines[at].start, head.clock)
            for at, head in plan.turns.items()
            if head.clock is not None
        ]
        self.clock_offsets = [offset for offset, _ in clocked]
        self.clocks = [clock for _, clock in clocked]

    def assembled(self) -> Assembled:
        """Return the episode and its segments."""
        for position, line in enumerate(self.document.lines):
            self._take(position, line)
        self.notes.close()
        self._close_turn()
        self._end_last_turn()
        self.turns, unknown = resolved(self.turns, self.notes.footnotes, self.document.text)
        self.remarks.extend(unknown)
        return Assembled(self._episode(), tuple(sorted(self.segments)))

    def _end_last_turn(self) -> None:
        """Give the last turn the end that a clock behind its text says."""
        last = self.plan.last
        if last and self.turns:
            self.turns[-1] = replace(self.turns[-1], end=last.value, end_source="given")
            self._trace(last.start, last.end, "clock", f"turns/{len(self.turns) - 1}/end")

    def _trace(self, start: int, end: int, role: Role, path: str | None) -> None:
        """Keep where a part of the episode came from, for the ledger."""
        if self.traced:
            self.segments.append(Segment(start, end, role, path))

    # where a line goes

    def _take(self, position: int, line: Line) -> None:
        if position in self.plan.closing:
            line = line._replace(end=self.plan.closing[position][0])
        if position in self.plan.titles:
            self.notes.close()
            self._take_title(position, self.plan.titles[position])
        elif position in self.plan.turns:
            if position in self.plan.glued:
                line = self._take_note_before(line, self.plan.glued[position])
            self.notes.close()
            self._close_turn()
            self._open_turn(line, self.plan.turns[position])
        elif position in self.plan.taken:
            self._interrupt()
        elif position in self.plan.region:
            self._take_inside(position, line)
        else:
            self._close_turn()
            self._take_outside(line)

    def _take_title(self, position: int, title: Title) -> None:
        """Take the line of a chapter: it ends the turn, unless speech stands right under its clock and goes on."""
        inside = self.open is not None and self._goes_on(position, title)
        if not inside:
            self._close_turn()
        place = len(self.turns) + inside
        self.contents.add(title, place if self.plan.region.start <= position else None)
        if inside and self.open:
            if not self.open.paragraphs or self._is_closed(position):
                self.open.paragraphs.append([])
            self.open.fresh = False
            below = self.document.lines[position + 1].start
            self.open.paragraphs[-1].append(Stretch(below, below, title.clock))

    def _goes_on(self, position: int, title: Title) -> bool:
        """Return whether the open turn goes on below a heading: its text stands there without a blank line.

        So `md` writes a chapter that begins inside a turn; other notes stand apart from headings.
        """
        start = self.open.head.clock if self.open and self.open.head else None
        return (
            position + 1 < min(self.plan.region.stop, len(self.document.lines))
            and self.document.lines[position].kind == "heading"
            and self.document.lines[position + 1].kind == "text"
            and not self.plan.prose
            and title.clock is not None
            and start is not None
            and start <= title.clock
            and not any(
                position + 1 in lines for lines in (self.plan.turns, self.plan.titles, self.plan.taken)
            )
        )

    def _is_closed(self, position: int) -> bool:
        """Return whether a heading is closed with `#`, as `md` closes one at which a paragraph begins."""
        line = self.document.lines[position]
        rest = self.document.text[line.end : self.document.lines[position + 1].margin]
        return "#" in rest

    def _take_note_before(self, line: Line, begin: int) -> Line:
        """Take the note that a turn stands behind in one paragraph; return the rest of the line."""
        self._take_outside(line._replace(end=begin))
        return line._replace(start=begin, margin=begin)

    def _take_inside(self, position: int, line: Line) -> None:
        """Take a line of the transcript: more of the open turn, or a note between turns."""
        if line.kind == "blank":  # every second line, so it comes first
            if self.open:
                self._interrupt()
            else:
                self.notes.close()
        elif line.kind in _NOTED and self.notes.continues_footnote(line):
            self.notes.open.append(line)
        elif line.kind in {"comment", "footnote"} or (line.kind in {"code", "table"} and self.plan.prose):
            self._interrupt()
            self._take_outside(line)
        elif line.kind in {"rule", "markup", "embed"}:
            self._add_markup(line)
        elif position in self.plan.stamps:
            self._take_stamp(line, self.plan.stamps[position])
        elif self.open or (self.plan.prose and line.kind not in {"blank", "heading"}):
            self._add_speech(line)
        else:
            self._take_outside(line)

    def _take_stamp(self, line: Line, head: Head) -> None:
        """Take a line that begins with a clock: more of the open turn, else a turn of nobody's or of its voice."""
        if self.open:
            self._add_stamp(line, head)
            return
        self.notes.close()
        voiced = head.shape.emphasis == "<v>"
        self._open_turn(line, head if voiced else nameless(self.document.text, head))

    def _take_outside(self, line: Line) -> None:
        """Take a line that is no speech: part of a note, or known markup."""
        if line.kind == "footnote":
            self.notes.close()
        if line.kind in NOTE_KINDS:
            if not self._is_title(line):
                self.notes.add(line)
            return
        underline = not self.document.text[line.start : line.end].strip("=-")
        if line.kind == "markup" and underline and self.notes.follows(line):
            self.notes.open.append(line)
        self.notes.close()
        if line.kind in {"rule", "markup", "embed"}:
            self._add_markup(line)

    def _add_markup(self, line: Line) -> None:
        """Add a line of known markup; the anchor of a footnote names the note that follows."""
        self.notes.named_by(line)
        if line.margin < line.end:
            self._trace(line.margin, line.end, "markup", None)
        self._interrupt()

    def _interrupt(self) -> None:
        """End the paragraph, and in prose the turn: something stands here that is no speech."""
        if self.plan.prose:
            self._close_turn()
        elif self.open:
            self.open.fresh = True

    def _is_title(self, line: Line) -> bool:
        """Take a line as the title of the episode where it is: the first heading, before all else."""
        if line.prefix != "#" or line.kind != "heading" or self.title is not None or self.turns:
            return False
        if not self.notes.untouched or (self.document.front and "title" in self.document.front.data):
            return False
        self.title = self.contents.rendered(line.start, line.end).text
        self._trace(line.start, line.end, "front", "title")
        return True

    # turns

    def _open_turn(self, line: Line, head: Head) -> None:
        self.open = Opened(head, line.start, "previous" if self.plan.previous else "given")
        if head.text_start < line.end:
            self.open.paragraphs.append([Stretch(head.text_start, line.end, None)])
            self.open.fresh = False
        number = len(self.turns)
        if head.label is not None:
            self._trace(head.label_start, head.label_end, "label", f"turns/{number}/label")
        if head.clock is not None:
            self._trace(head.clock_start, head.clock_end, "clock", f"turns/{number}/start")
            if found := LINK.search(self.document.text, head.clock_start, head.clock_end):
                self.remarks.append(diagnose("clock-link", self.document.line(line.start), url=found[1]))

    def _add_speech(self, line: Line) -> None:
        """Add a line to the open turn; a list item or another kind of line begins a paragraph.

        In the midst of a paragraph a number begins a list only if it is 1, as in CommonMark: `around⏎1950. Right.`
        """
        if line.start >= line.end:  # a mark of quotation alone
            self._interrupt()
            return
        self.notes.close()
        if self.open is None:
            self.open = Opened(None, line.start)
        start = line.start
        if line.kind == "item":
            self.open.fresh |= self.open.listed or not line.prefix[0].isdigit() or line.prefix[:-1] == "1"
            if line.prefix[0].isdigit():
                start = self.document.text.rindex(line.prefix, line.margin, line.start)
        if self.open.fresh or not self.open.paragraphs:
            self.open.paragraphs.append([])
        self.open.paragraphs[-1].append(Stretch(start, line.end, None))
        self.open.fresh = False
        self.open.listed = line.kind == "item"

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
            self._trace(head.label_start, head.label_end, "label", f"turns/{len(self.turns)}/label")
        start = nameless(self.document.text, head).text_start if not voice else head.text_start
        if start < line.end:
            paragraph.append(Stretch(start, line.end, None))

    def _close_turn(self) -> None:
        if self.open is None:
            return
        opened, self.open = self.open, None
        number = len(self.turns)
        after = bisect_right(self.clock_offsets, opened.start)
        later = self.clocks[after] if after < len(self.clocks) else None
        speech = Speech(self.document, self.plan.wrappers, opened, later, traced=self.traced)
        if not speech.turn.text and opened.head is None:
            self._keep_silent(opened)
            return
        self.segments.extend(
            segment._replace(path=f"turns/{number}/{segment.path}") for segment in speech.segments
        )
        self.remarks.extend(speech.remarks)
        self.turns.append(speech.turn)

    def _keep_silent(self, opened: Opened) -> None:
        """Keep as a note what looked like speech and says nothing: a picture, a rule of odd characters."""
        stretches = [stretch for paragraph in opened.paragraphs for stretch in paragraph]
        if stretches:
            self.notes.keep(stretches[0].start, stretches[-1].end, stretches[0].start)

    # the end

    def _episode(self) -> Episode:
        front = self.document.front
        if front:
            raw = self.document.text.index(front.raw, front.start)
            self._trace(raw, raw + len(front.raw), "front", "front")
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
            chapters=tuple(self.contents.chapters),
            turns=tuple(self.turns),
            notes=tuple(self.notes.notes),
            diagnostics=(*self.document.diagnostics, *self.remarks, *self._unlabelled()),
        )

    def _unlabelled(self) -> tuple[Diagnostic, ...]:
        if self.plan.grammar:
            return ()
        if self.turns:
            return (diagnose("prose", self.turns[0].line),)
        return (diagnose("no-transcript"),) if self.contents.chapters else ()


def _scalar(data: dict[str, object], key: str) -> str | None:
    value = data.get(key)
    return value if isinstance(value, str) and value else None
