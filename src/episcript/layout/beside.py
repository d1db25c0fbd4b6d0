"""Clocks that stand beside the heads: on the line before, at the beginning of the text, at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.layout.heads import clock_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from episcript.layout.heads import Head
    from episcript.markup import Document

_MOST = 0.5
"""A place belongs to the layout where more than this share of the heads have a clock there."""


class Beside(NamedTuple):
    """The heads with the clocks found beside them, and the lines that held nothing but such a clock."""

    opened: dict[int, Head]
    taken: frozenset[int]


def with_clocks(document: Document, opened: Mapping[int, Head], stamps: Mapping[int, Head]) -> Beside:
    """Return the heads of a file that writes its clocks beside them, each with its clock.

    `stamps` are the lines that begin with a clock and no name. A place counts only where most heads without a clock
    have one there; a single sentence that begins with a time is speech.
    """
    bare = {position: head for position, head in opened.items() if head.clock is None}
    if len(bare) <= _MOST * len(opened):
        return Beside(dict(opened), frozenset())
    leading = {
        position: found for position, head in bare.items() if (found := _leading(document, position, head))
    }
    if len(leading) > _MOST * len(bare):
        return Beside(dict(opened) | leading, frozenset())
    before = {
        position: line for position in bare if (line := _line_before(document, position, stamps)) is not None
    }
    if len(before) > _MOST * len(bare):
        clocked = {position: _clocked(opened[position], stamps[line]) for position, line in before.items()}
        return Beside(dict(opened) | clocked, frozenset(before.values()))
    return Beside(dict(opened), frozenset())


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
    """Return the line before a head, blank lines aside, if it holds a clock and nothing else."""
    for line in range(position - 1, max(position - 3, -1), -1):
        if document.lines[line].kind != "blank":
            return line if line in stamps and stamps[line].shape.own and stamps[line].label is None else None
    return None


def _clocked(head: Head, stamp: Head) -> Head:
    return head._replace(clock=stamp.clock, clock_start=stamp.clock_start, clock_end=stamp.clock_end)
