"""The cues of a caption source as they were: every one with its times, its lines and its label."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from episcript.model import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Mark, Options, Turn

_EMPHASIS = ("em", "strong")


def keeps(turn: Turn, options: Options) -> bool:
    """Return whether the cues of a turn are to be kept: they are those of a caption source, and they hold its text.

    A text that was changed by hand, so that words lie outside the cues, is cut like any other.

    >>> from episcript.model import Options, Turn
    >>> turn = Turn("Hello. Bo.", anchors=((0, 0), (6, 900), (7, 900), (10, 1_000)), anchor_source="cue")
    >>> keeps(turn, Options()), keeps(turn, Options(recut=True)), keeps(replace(turn, text="Hello. Bo? Yes."), Options())
    (True, False, False)
    """
    if turn.anchor_source != "cue" or options.recut or not turn.anchors or len(turn.anchors) % 2:
        return False
    begins = [offset for offset, _ in turn.anchors[::2]]
    ends = [offset for offset, _ in turn.anchors[1::2]]
    closed = all(
        end <= begin <= end + 1 and begin <= stop
        for end, begin, stop in zip([0, *ends], begins, ends, strict=False)
    )
    return closed and begins[0] == 0 and ends[-1] == len(turn.text)


def kept(turn: Turn, index: int, name: str | None, options: Options, *, first: bool) -> Iterator[Cue]:
    """Yield the cues of a turn that is kept; `name` is shown on the first where `first`, and where the source had it.

    `options.speaker_labels` overrules the source. A turn that begins inside a cue of the one before gives a cue that
    `goes_on`.

    >>> from episcript.model import Options, Turn
    >>> turn = Turn("So be it.", "Ann", anchors=((0, 0), (9, 900)), anchor_source="cue", line_breaks=(3,))
    >>> [(cue.start, cue.end, cue.label, cue.lines) for cue in kept(turn, 0, "Ann", Options(), first=True)]
    [(0, 900, 'Ann', ('So', 'be it.'))]
    """
    text, breaks = turn.text, turn.line_breaks
    again = _again(turn, name, options)
    emphasis = _Emphasis(turn) if turn.marks else None
    goes_on = breaks[:1] == (0,)
    at, count = int(goes_on), len(breaks)
    label = name if first else None
    every = name if options.speaker_labels == "always" else None
    anchors = iter(turn.anchors)
    for (begin, start), (end, stop) in zip(anchors, anchors, strict=True):
        lines: tuple[str, ...]
        here = breaks[at] if at < count else end
        if here >= end:
            lines = (text[begin:end],) if begin < end else ()
        elif at + 1 == count or breaks[at + 1] >= end:  # the usual cue has two lines
            at += 1
            lines = (text[begin:here].rstrip(" "), text[here:end])
        else:
            bounds = [begin]
            while at < count and breaks[at] < end:
                bounds.append(breaks[at])
                at += 1
            bounds.append(end)
            lines = tuple(text[one:two].strip(" ") for one, two in pairwise(bounds))
        marks = emphasis.on(begin, end, lines) if emphasis else ()
        yield Cue(start, stop, lines, index, label or again.get(begin), name, marks, goes_on)
        goes_on, label = False, every


def _again(turn: Turn, name: str | None, options: Options) -> dict[int, str]:
    """Return at which cues of a turn the source wrote the label again; one that was renamed has its new name."""
    if options.speaker_labels is not None:
        return {}
    return {offset: (name or label) if label == turn.label else label for offset, label in turn.labelled}


class _Emphasis:
    """The emphasis of a turn, asked for cue by cue: stretches of a kind are joined first, so that each is met once."""

    def __init__(self, turn: Turn) -> None:
        self.text = turn.text
        self.waiting = sorted(
            (
                mark
                for kind in _EMPHASIS
                for mark in _joined([each for each in turn.marks if each.kind == kind])
            ),
            key=lambda mark: -mark.start,
        )
        self.open: list[Mark] = []

    def on(self, begin: int, end: int, lines: tuple[str, ...]) -> tuple[Mark, ...]:
        """Return the marks on the cue `text[begin:end]`, with offsets in its lines joined by line feeds."""
        while self.waiting and self.waiting[-1].start < end:
            self.open.append(self.waiting.pop())
        self.open = [mark for mark in self.open if mark.end > begin]
        if not self.open or end - begin != sum(map(len, lines)) + len(lines) - 1:
            return ()  # between wide characters a line ends without a blank: the offsets are others
        return tuple(
            replace(mark, start=max(mark.start, begin) - begin, end=min(mark.end, end) - begin)
            for mark in self.open
            if mark.start < end
        )


def _joined(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the stretches that marks of one kind cover, none touching another."""
    current: Mark | None = None
    for mark in sorted(marks, key=lambda each: each.start):
        if current and mark.start <= current.end:
            current = replace(current, end=max(current.end, mark.end))
            continue
        if current and current.start < current.end:
            yield current
        current = mark
    if current and current.start < current.end:
        yield current
