"""Clocks that stand beside the heads: on the line before, at the beginning of the text, at its end."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.layout.clocks import clock_at, clock_before
from episcript.layout.talk import speaks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from episcript.layout.groups import Found
    from episcript.layout.heads import Head
    from episcript.markup import Document

_REACH = 420
_REMARK = re.compile(r"\\?\[[^\[\]]{1,80}\]|([-–—=~*])\1+ ?[^-–—=~*]{1,80} ?\1{2,}")
_ZERO = 1_000
_MOST = 0.5
_FEWEST_SECTIONS, _MOST_BLANK = 2, 3
"""A place belongs to the layout where more than this share of the heads have a clock there."""


class Closing(NamedTuple):
    """A clock at the end of a text: its ms, its line, its offsets."""

    value: int
    line: int
    start: int
    end: int


class Beside(NamedTuple):
    """The heads with the clocks found beside them, the lines that held nothing but such a clock, and where texts end.

    `closing` are the offsets of clocks at the end of lines, by line; `previous` says that such a clock closes its turn
    and so opens the next one, and `last` is then the one that closes the last turn.
    """

    opened: dict[int, Head]
    taken: frozenset[int] = frozenset()
    closing: Mapping[int, tuple[int, int]] = {}
    previous: bool = False
    last: Closing | None = None


def with_clocks(
    document: Document, opened: Mapping[int, Head], stamps: Mapping[int, Head], stop: int
) -> Beside:
    """Return the heads of a file that writes its clocks beside them, each with its clock.

    `stamps` are the lines that begin with a clock and no name, `stop` the line behind the transcript. A place counts only where most heads without a clock
    have one there; a single sentence that begins with a time is speech.
    """
    bare = {position: head for position, head in opened.items() if head.clock is None}
    if len(bare) <= _MOST * len(opened):
        return Beside(dict(opened))
    leading = {
        position: found for position, head in bare.items() if (found := _leading(document, position, head))
    }
    if len(leading) > _MOST * len(bare):
        return Beside(dict(opened) | leading)
    before = {
        position: line for position in bare if (line := _line_before(document, position, stamps)) is not None
    }
    if len(before) > _MOST * len(bare):
        clocked = {position: _clocked(opened[position], stamps[line]) for position, line in before.items()}
        return Beside(dict(opened) | clocked, frozenset(before.values()))
    return _closing(document, opened, stop) or _sections(document, opened, stamps, stop)


def _sections(
    document: Document, opened: Mapping[int, Head], stamps: Mapping[int, Head], stop: int
) -> Beside:
    """Return the heads with the clocks that stand alone before some of them: those of sections, every five minutes say.

    They are times where there are two at least, all of them stand so, and they rise.
    """
    above = {
        position: line
        for position in opened
        if (line := _clock_above(document, position, stamps)) is not None
    }
    first = min(above.values(), default=0)
    alone = [at for at in stamps if first <= at < stop and _is_alone(stamps, at)]
    clocks = [stamps[at].clock or 0 for at in above.values()]
    rising = all(earlier < later for earlier, later in pairwise(clocks))
    if len(above) < _FEWEST_SECTIONS or len(alone) > len(above) or not rising:
        return Beside(dict(opened))
    clocked = {position: _clocked(opened[position], stamps[line]) for position, line in above.items()}
    return Beside(dict(opened) | clocked, frozenset(above.values()))


def _clock_above(document: Document, position: int, stamps: Mapping[int, Head]) -> int | None:
    """Return the line above a head, however many blank lines lie between, if it holds a clock and nothing else."""
    lines = range(position - 1, max(position - _MOST_BLANK - 2, -1), -1)
    line = next((at for at in lines if document.lines[at].kind != "blank"), None)
    return line if line is not None and _is_alone(stamps, line) else None


def _is_alone(stamps: Mapping[int, Head], line: int) -> bool:
    return line in stamps and stamps[line].shape.own and stamps[line].label is None


def clocked_beside(document: Document, heads: Sequence[Found], known: Sequence[Found]) -> frozenset[int]:
    """Return the positions of the heads whose clock stands where most of the `known` heads have theirs.

    At the beginning of the text or on the line before; a clock in its usual place says of a one-off that somebody
    speaks.
    """
    stamps = {found.position: found.head for found in heads if found.head.shape.order == "C"}
    places: tuple[Callable[[Found], object], ...] = (
        lambda found: _leading(document, found.position, found.head),
        lambda found: _line_before(document, found.position, stamps),
    )
    for place in places:
        if sum(place(found) is not None for found in known) > _MOST * len(known):
            return frozenset(found.position for found in heads if place(found) is not None)
    return frozenset()


def _closing(document: Document, opened: Mapping[int, Head], end: int) -> Beside | None:
    """Return the heads with the clocks at the end of their texts (`Name: Yes. (0:12)`), where most have one.

    Where the first is at zero they say when a turn begins, else when it ends, and so when the next one begins.
    """
    positions = sorted(opened)
    ends = zip(positions, [*positions[1:], end], strict=True)
    found = {position: clock for position, stop in ends if (clock := _last_clock(document, position, stop))}
    if len(found) <= _MOST * len(positions):
        return None
    heads, lines = dict(opened), {}
    previous = found[min(found)].value > _ZERO
    targets = positions[1:] if previous else positions
    for position, target in zip(positions, targets, strict=False):
        if clock := found.get(position):
            lines[clock.line] = (clock.start, clock.end)
            heads[target] = heads[target]._replace(
                clock=clock.value, clock_start=clock.start, clock_end=clock.end
            )
    last = found.get(positions[-1]) if previous else None
    if last:
        lines[last.line] = (last.start, last.end)
    return Beside(heads, closing=lines, previous=previous, last=last)


def _last_clock(document: Document, position: int, stop: int) -> Closing | None:
    """Return the clock that ends the last line of speech before line `stop`; a remark (`--- ad ---`) is no speech."""
    for at in range(stop - 1, position - 1, -1):
        line = document.lines[at]
        if line.kind == "text":
            found = clock_before(document.text, max(line.start, line.end - _REACH), line.end)
            if found:
                return Closing(found[0], at, found[1], found[2])
            if speaks(document.text[max(line.start, line.end - _REACH) : line.end]) and not _REMARK.fullmatch(
                document.text, line.start, line.end
            ):
                return None
            continue
        if line.kind not in {"blank", "rule", "heading"}:
            return None
    return None


def _leading(document: Document, position: int, head: Head) -> Head | None:
    """Return the head with the clock that its text begins with (`Name: (0:12) Yes.`)."""
    if head.shape.own:
        return None
    found = clock_at(document.text, head.text_start, document.lines[position].end)
    if found is None:
        return None
    value, start, end, behind = found
    return head._replace(clock=value, clock_start=start, clock_end=end, text_start=behind)


def _line_before(document: Document, position: int, stamps: Mapping[int, Head]) -> int | None:
    """Return the line before a head, blank lines aside, if it holds a clock and nothing else.

    One that stands nearer to the text above it than to the head closes that text.
    """
    line = _filled_before(document, position)
    if line is None or line not in stamps or not stamps[line].shape.own or stamps[line].label is not None:
        return None
    above = _filled_before(document, line)
    return line if above is None or position - line <= line - above else None


def _filled_before(document: Document, position: int) -> int | None:
    """Return the line that is not blank among the two before `position`."""
    lines = range(position - 1, max(position - 3, -1), -1)
    return next((line for line in lines if document.lines[line].kind != "blank"), None)


def _clocked(head: Head, stamp: Head) -> Head:
    return head._replace(clock=stamp.clock, clock_start=stamp.clock_start, clock_end=stamp.clock_end)
