"""Turns changed so that whatever points into their text still points to the same words."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.check.spelling import Variant
    from episcript.model import Anchor, Mark, Turn

PARAGRAPH, BLANK = "\n\n", " "


def replaced(turn: Turn, variants: Sequence[Variant]) -> Turn:
    """Return `turn` with each variant written right; `variants` rise and do not overlap.

    >>> from episcript.check.spelling import Variant
    >>> from episcript.model import Mark, Turn
    >>> turn = Turn("I ask chat GPT now.", marks=(Mark(15, 18, "em"),))
    >>> replaced(turn, [Variant(6, 14, "chat GPT", "ChatGPT")]).marks[0].start
    14
    """
    ends = [one.end for one in variants]
    shifts = [0, *accumulate(len(one.right) - (one.end - one.start) for one in variants)]

    def moved(offset: int) -> int:
        return offset + shifts[bisect_right(ends, offset)]

    return replace(
        turn,
        text="".join(_pieces(turn.text, variants)),
        anchors=tuple((moved(offset), time) for offset, time in turn.anchors),
        marks=tuple(replace(mark, start=moved(mark.start), end=moved(mark.end)) for mark in turn.marks),
        line_breaks=tuple(map(moved, turn.line_breaks)),
        labelled=tuple((moved(offset), label) for offset, label in turn.labelled),
    )


def _pieces(text: str, variants: Sequence[Variant]) -> Iterator[str]:
    at = 0
    for one in variants:
        yield text[at : one.start]
        yield one.right
        at = one.end
    yield text[at:]


def pinned(turn: Turn) -> list[int]:
    """Return the offsets of a turn that must not come to lie inside a changed stretch, rising."""
    marks = (edge for mark in turn.marks for edge in (mark.start, mark.end))
    return sorted({*(offset for offset, _ in turn.anchors), *marks, *turn.line_breaks})


def joined(turns: Sequence[Turn], between: Sequence[str]) -> Turn:
    """Return one turn of neighbours, `between` each two of them; a start that was given becomes an anchor.

    >>> from episcript.model import Turn
    >>> said = [Turn("Yes.", "A", start=0), Turn("And no.", "A", start=900, start_source="given")]
    >>> one = joined(said, [" "])
    >>> one.text, one.anchors
    ('Yes. And no.', ((5, 900),))
    """
    first, last = turns[0], turns[-1]
    cues = first.anchor_source == "cue"
    gaps = ["", *(BLANK if cues else gap for gap in between)]
    bases = list(
        accumulate((len(gap) + len(turn.text) for gap, turn in zip(gaps[1:], turns, strict=False)), initial=0)
    )
    placed = list(zip(turns, bases, strict=True))
    sources = [turn.anchor_source for turn in turns if turn.anchor_source]
    anchors = tuple(_own_anchors(placed) if cues else _rising_anchors(placed))
    known = [turn.confidence for turn in turns if turn.confidence is not None]
    return replace(
        first,
        text="".join(gap + turn.text for gap, turn in zip(gaps, turns, strict=True)),
        end=last.end,
        end_source=last.end_source,
        anchors=anchors,
        anchor_source=sources[0] if sources else "stamp" if anchors else None,
        confidence=min(known, default=None),
        marks=tuple(mark for turn, base in placed for mark in shifted(turn.marks, base)),
        line_breaks=tuple(offset + base for turn, base in placed for offset in turn.line_breaks),
        labelled=tuple(one for turn, base in placed for one in _labelled(turn, base, again=base > 0)),
    )


def _own_anchors(placed: Sequence[tuple[Turn, int]]) -> Iterator[Anchor]:
    return ((offset + base, time) for turn, base in placed for offset, time in turn.anchors)


def _rising_anchors(placed: Sequence[tuple[Turn, int]]) -> Iterator[Anchor]:
    """Yield the anchors of the turns and the given starts of all but the first, as far as they rise."""
    latest = placed[0][0].start or 0
    for turn, base in placed:
        own = [(offset + base, time) for offset, time in turn.anchors]
        if (
            base
            and turn.start is not None
            and turn.start_source == "given"
            and not (own and own[0][0] == base)
        ):
            own.insert(0, (base, turn.start))
        for offset, time in own:
            if time > latest or not base:
                latest = time
                yield offset, time


def _labelled(turn: Turn, base: int, *, again: bool) -> Iterator[tuple[int, str]]:
    if again and turn.anchor_source == "cue" and turn.label:
        yield base, turn.label
    yield from ((offset + base, label) for offset, label in turn.labelled)


def shifted(marks: Sequence[Mark], by: int) -> Iterator[Mark]:
    """Yield `marks` so many characters further on."""
    return (replace(mark, start=mark.start + by, end=mark.end + by) for mark in marks)


def handed_back(before: Turn, here: Turn, head: int) -> tuple[Turn, Turn]:
    """Return two turns of which the first has got the first `head` characters of the second.

    >>> from episcript.model import Turn
    >>> [turn.text for turn in handed_back(Turn("We went to the"), Turn("station. Then home."), 8)]
    ['We went to the station.', 'Then home.']
    """
    rest = head + len(here.text[head:]) - len(here.text[head:].lstrip())
    base = len(before.text) + 1
    given = replace(
        before,
        text=f"{before.text} {here.text[:head]}",
        marks=(*before.marks, *shifted([mark for mark in here.marks if mark.end <= head], base)),
    )
    kept = replace(
        here,
        text=here.text[rest:],
        marks=tuple(shifted([mark for mark in here.marks if mark.start >= rest], -rest)),
        anchors=tuple((offset - rest, time) for offset, time in here.anchors if offset >= rest),
    )
    return given, kept
