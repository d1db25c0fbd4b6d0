"""A turn in parts: the text of each cue, line by line, and where it begins in the turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.cues.pace import reading_time
from episcript.cues.segment import cheapest_cues
from episcript.cues.width import columns
from episcript.cues.words import passages, plain_blanks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.cues.profile import Profile
    from episcript.cues.segment import Piecework
    from episcript.cues.timing import Curve
    from episcript.cues.words import Lexicon, Passage


class Label(NamedTuple):
    """The name that a turn shows, if it does: on its first cue, or on every one."""

    name: str | None
    every: bool = False

    def on(self, number: int) -> str | None:
        """Return the name to be shown on the cue `number` of the turn, from 0."""
        return self.name if self.every or number == 0 else None


class Part(NamedTuple):
    """The offset in the turn's text where a cue begins, its lines, and the ms that they take to be read."""

    offset: int
    lines: tuple[str, ...]
    reading: int


def cut_turn(text: str, spoken: Curve, label: Label, lexicon: Lexicon, profile: Profile) -> list[Part]:
    """Return `text` cut into cues and lines by price; `spoken` gives the ms of speech up to each offset.

    >>> from episcript.cues.languages import classes_of
    >>> from episcript.cues.profile import STANDARD
    >>> from episcript.cues.timing import Curve
    >>> from episcript.cues.words import Lexicon
    >>> text = "We went to the city by train, and we came back on foot because of the snow."
    >>> parts = cut_turn(text, Curve([0, len(text)], [0, 5_000]), Label("Ann"), Lexicon(classes_of("en")), STANDARD)
    >>> [part.lines for part in parts]
    [('We went to the city by train,',), ('and we came back on foot', 'because of the snow.')]
    """
    found: list[Part] = []
    plain = plain_blanks(text)
    for passage in passages(text, lexicon):
        begins = _begins(passage.left, label, first=not found)
        starts, ends = spoken.along(passage.starts), spoken.along(passage.ends)
        cues = cheapest_cues(passage, begins, starts, ends, profile)
        found += [_part(plain, passage, cue, profile) for cue in cues]
    return found


def _begins(left: Sequence[int], label: Label, *, first: bool) -> list[int]:
    """Return the columns at which a cue would start: those of its first piece, less the label's where it is shown."""
    head = columns(f"{label.name}: ") if label.name else 0
    if label.every:
        return [column - head for column in left]
    return [left[0] - head, *left[1:]] if first else list(left)


def _part(text: str, passage: Passage, cue: Piecework, profile: Profile) -> Part:
    first, second, stop = cue
    bounds = [(first, stop)] if second is None else [(first, second), (second, stop)]
    starts, ends = passage.starts, passage.ends
    lines = tuple(_single_blanks(text[starts[a] : ends[b - 1]]) for a, b in bounds)
    return Part(starts[first], lines, reading_time(lines, profile))


def _single_blanks(line: str) -> str:
    while "  " in line:
        line = line.replace("  ", " ")
    return line
