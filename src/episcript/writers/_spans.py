"""Which marks of a paragraph Markdown can hold: nested, on words, and with delimiters that no reader takes otherwise."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.model import Mark

_BLANKS = (
    " \t\n\f\r\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""What CommonMark calls Unicode whitespace; beside one of these a delimiter run opens or closes."""

_EMPHASIS = frozenset({"em", "strong"})
_ORDER = ("link", "strong", "em", "code")
"""The kinds that have delimiters, the outer first where two have the same span."""


def spans(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks to write in `text[start:end]`, a paragraph: clipped to it, nested, outer ones first.

    A link stays, and what crosses it is shortened; emphasis goes where its asterisks would be read as text (inside a
    word beside punctuation) or as those of its neighbour.

    >>> from episcript.model import Mark
    >>> [(mark.start, mark.end) for mark in spans("so very good", 0, 12, [Mark(2, 7, "em")])]
    [(3, 7)]
    """
    clipped = [found for mark in marks if mark.kind in _ORDER and (found := _clipped(text, start, end, mark))]
    clipped.sort(key=lambda mark: (mark.start, -mark.end, _ORDER.index(mark.kind)))
    nested = [found for mark in _nested(clipped) if (found := _clipped(text, start, end, mark))]
    solid = {place for mark in nested if mark.kind not in _EMPHASIS for place in (mark.start, mark.end)}
    solid |= {mark.start for mark in marks if mark.start == mark.end}
    return _readable(text, start, end, nested, solid)


def _clipped(text: str, start: int, end: int, mark: Mark) -> Mark | None:
    """Return the part of a mark inside the paragraph without blanks at its ends, `None` where nothing is left."""
    first, last = max(start, mark.start), min(end, mark.end)
    while first < last and text[first] in _BLANKS:
        first += 1
    while first < last and text[last - 1] in _BLANKS:
        last -= 1
    return replace(mark, start=first, end=last) if first < last else None


def _nested(ordered: Iterable[Mark]) -> list[Mark]:
    """Return the marks with none crossing another, nothing inside code and no kind inside itself."""
    found: list[Mark] = []
    around: list[int] = []
    for mark in ordered:
        around = [place for place in around if found[place].end > mark.start]
        if kept := _within(mark, found, around):
            around.append(len(found))
            found.append(kept)
    return found


def _within(mark: Mark, found: list[Mark], around: Iterable[int]) -> Mark | None:
    """Return the mark as the marks around it leave it; to a link they give way, and end where it begins.

    `around` goes inwards, so with one that ends there all those inside it do.
    """
    ended = False
    for place in around:
        outer = found[place]
        ended |= mark.kind == "link" and (outer.end < mark.end or outer.kind in {"code", "link"})
        if ended:
            found[place] = replace(outer, end=mark.start)
        elif outer.kind in {mark.kind, "code"}:
            return None
        else:
            mark = replace(mark, end=min(mark.end, outer.end))
    return mark


def _readable(text: str, start: int, end: int, nested: Iterable[Mark], solid: set[int]) -> list[Mark]:
    """Return the marks whose delimiters CommonMark takes as such, none of them touching those of the mark before.

    `solid` are the offsets at which brackets or backticks will stand, which are punctuation.
    """
    found: list[Mark] = []
    ends: set[tuple[bool, int]] = set()
    reach = start
    for mark in nested:
        asterisks = mark.kind in _EMPHASIS
        if mark.kind != "link" and (asterisks, mark.start) in ends:
            continue
        if asterisks and not _flanked(text, (start, end), mark, solid, nested=mark.start < reach):
            continue
        reach = max(reach, mark.end) if asterisks else reach
        ends.add((asterisks, mark.end))
        found.append(mark)
    return found


def _flanked(text: str, paragraph: tuple[int, int], mark: Mark, solid: set[int], *, nested: bool) -> bool:
    """Return whether the asterisks of emphasis open where it begins and close where it ends.

    Inside a word they could do both; that is safe as long as no other emphasis around them waits to be closed.
    """
    before = text[mark.start - 1] if mark.start > paragraph[0] else " "
    after = text[mark.end] if mark.end < paragraph[1] else " "
    edges = ((before, text[mark.start], mark.start), (after, text[mark.end - 1], mark.end))
    return all(
        outer in _BLANKS or (inner.isalnum() and place not in solid and not (nested and _in_word(outer)))
        for outer, inner, place in edges
    )


def _in_word(char: str) -> bool:
    """Return whether a character may count as part of a word; symbols do in some versions of CommonMark."""
    return unicodedata.category(char)[0] != "P"
