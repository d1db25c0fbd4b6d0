"""Findings on heads of turns: lines that are written as all heads are, but for a clock that cannot be read."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from episcript.check.case import found
from episcript.times import parse_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.check.case import Case, Finding
    from episcript.model import Turn

_LEARNED, _LABELS, _SHAPES = 300, 60, 4
"""Turns that teach how a head is written, and labels and shapes that are looked for: the commonest."""
_OFTEN = 3
"""Heads of one shape from which on it is no accident."""
_LONGEST = 200
"""Characters of a line in which a head ends."""
_AROUND = 12
"""Characters of markup and punctuation that may stand before, between and around label and clock."""
_MOSTLY = 0.6
"""The share of turns that must have a clock."""

_DIGIT = "[0-9OoDQIlSsBZzGxX?]"
_CLOCK = rf"(?P<clock>{_DIGIT}{{1,3}}(?:[:;.,]{_DIGIT}{{1,3}}){{1,3}})"
_CLOCKS = re.compile(r"(?<![\w:;.,])[0-9]{1,3}(?:[:.,][0-9]{1,3}){1,3}(?![\w:;])")
_BEHIND = re.compile(r"[^\w\s]*")
_BLANKS = re.compile(r"\s+")


class _Shape(NamedTuple):
    """How a head is written: what stands before, between and behind label and clock, which is first, if nothing follows.

    `between` is `None` where the clock has a line of its own.
    """

    before: str
    between: str | None
    behind: str
    clock_first: bool
    alone: bool


def find(case: Case) -> Iterator[Finding]:
    """Yield each line that is written as the heads of the turns are, but for its clock, which cannot be read."""
    timed = [turn for turn in case.episode.turns if turn.start is not None and turn.line]
    if case.captions or not case.text or len(timed) < max(_OFTEN, _MOSTLY * len(case.episode.turns)):
        return
    patterns = _patterns(case, timed)
    first = case.episode.turns[0].line or 1
    for number, line in enumerate(case.lines[first - 1 :] if patterns else (), first):
        head = next(filter(None, (pattern.match(line[:_LONGEST]) for pattern in patterns)), None)
        if head and _malformed(head["clock"]):
            yield found("clock-malformed", number, head["clock"], clock=head["clock"])


def _malformed(clock: str) -> bool:
    """Return whether something is meant as a clock and is none: no plain number."""
    marks = sum(clock.count(mark) for mark in ":;.,")
    return (
        parse_clock(clock) is None
        and (":" in clock or ";" in clock or marks > 1)
        and any(map(str.isdigit, clock))
    )


def _patterns(case: Case, timed: Sequence[Turn]) -> list[re.Pattern[str]]:
    """Return a pattern for each usual shape of a head, with any of the labels in any case."""
    shapes = Counter(filter(None, (_shape(case, turn) for turn in islice(timed, _LEARNED))))
    counts = Counter(turn.label for turn in case.episode.turns if turn.label)
    labels = sorted((label for label, _ in counts.most_common(_LABELS)), key=len, reverse=True)
    names = f"(?:{'|'.join(map(re.escape, labels))})" if labels else None
    usual = [shape for shape, count in shapes.most_common(_SHAPES) if count >= _OFTEN]
    return [_pattern(shape, names) for shape in usual if names or shape.between is None]


def _pattern(shape: _Shape, names: str | None) -> re.Pattern[str]:
    if shape.between is None or names is None:
        middle = _CLOCK
    else:
        first, second = (_CLOCK, names) if shape.clock_first else (names, _CLOCK)
        middle = first + _literal(shape.between) + second
    end = r"\s*$" if shape.alone else "" if shape.behind else r"(?![\w:;])"
    return re.compile(_literal(shape.before) + middle + _literal(shape.behind) + end, re.IGNORECASE)


def _literal(text: str) -> str:
    return r"\s+".join(map(re.escape, _BLANKS.split(text)))


def _shape(case: Case, turn: Turn) -> _Shape | None:
    """Return how the head of a turn is written, its clock on the line of its label or on one of the two before."""
    for back in range(3):
        number = (turn.line or 1) - back
        line = case.lines[number - 1][:_LONGEST] if 0 < number <= len(case.lines) else ""
        clock = next((one for one in _CLOCKS.finditer(line) if parse_clock(one[0]) == turn.start), None)
        if clock:
            return _around(line, clock.span(), turn.label if back == 0 else None)
    return None


def _around(line: str, clock: tuple[int, int], label: str | None) -> _Shape | None:
    at = line.find(label) if label else -1
    if at < 0 or label is None:
        shape = _Shape(line[: clock[0]], None, line[clock[1] :].rstrip(), clock_first=True, alone=True)
        return shape if len(shape.before) + len(shape.behind) <= _AROUND else None
    name = at, at + len(label)
    first, second = sorted((name, clock))
    behind = _BEHIND.match(line, second[1])
    rest = behind[0] if behind else ""
    if first[1] > second[0] or first[0] > _AROUND or second[0] - first[1] > _AROUND:
        return None
    alone = not line[second[1] + len(rest) :].strip()
    return _Shape(line[: first[0]], line[first[1] : second[0]], rest, clock_first=first == clock, alone=alone)
