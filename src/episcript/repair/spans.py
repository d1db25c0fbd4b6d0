"""Where two versions of a line differ: the smallest spans, told apart by the ASCII that a repair never touches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ANCHOR = re.compile(r"([!-~](?:[ -~]*[!-~])?)")
"""ASCII that stands alike on both sides; a blank at its end may be part of the damage."""

_LIKE_0XC2 = "Â¬┬ВΒ"
"""The byte 0xC2 misread: what follows it often stays the same when mended, and yet belongs to it (`Â£` → `£`)."""


class Change(NamedTuple):
    """`before` stands at offset `start` (code points) and becomes `after`."""

    start: int
    before: str
    after: str


def changes(before: str, after: str) -> list[Change]:
    """Return the smallest stretches in which `after` differs from `before`, rising; applied, they give `after`.

    >>> changes("the “TÃ¼lu” cafÃ©", "the “Tülu” café")
    [Change(start=6, before='Ã¼', after='ü'), Change(start=15, before='Ã©', after='é')]
    """
    left, right = _ANCHOR.split(before), _ANCHOR.split(after)
    if left[1::2] != right[1::2]:
        return [_trimmed(Change(0, before, after))]
    return [_trimmed(word) for gap in _differing(left, right, 0) for word in _words(gap)]


def applied(text: str, found: Iterable[Change]) -> str:
    """Return `text` with the changes made; they rise and do not overlap.

    >>> applied("a TÃ¼lu", [Change(3, "Ã¼", "ü")])
    'a Tülu'
    """
    parts, at = [], 0
    for change in found:
        parts += [text[at : change.start], change.after]
        at = change.start + len(change.before)
    return "".join([*parts, text[at:]])


def _words(gap: Change) -> Iterable[Change]:
    """Return the changed words of a stretch between ASCII, or the whole of it where a blank is part of the damage."""
    left, right = re.split("( )", gap.before), re.split("( )", gap.after)
    return _differing(left, right, gap.start) if len(left) == len(right) else (gap,)


def _differing(left: list[str], right: list[str], at: int) -> Iterator[Change]:
    """Yield the parts that differ; the first one stands at offset `at`."""
    for old, new in zip(left, right, strict=True):
        if old != new:
            yield Change(at, old, new)
        at += len(old)


def _trimmed(change: Change) -> Change:
    """Return the change without what both sides share at its ends; neither side becomes empty."""
    old, new = change.before, change.after
    most = min(len(old), len(new)) - 1
    head = next((at for at in range(most) if old[at] != new[at]), most)
    old, new = old[head:], new[head:]
    tail = _shared_tail(old, new)
    return Change(change.start + head, old[: len(old) - tail], new[: len(new) - tail])


def _shared_tail(old: str, new: str) -> int:
    """Return how many characters at the end are good on both sides."""
    tail, most = 0, min(len(old), len(new)) - 1
    while tail < most and old[-1 - tail] == new[-1 - tail] and old[-2 - tail] not in _LIKE_0XC2:
        tail += 1
    return tail
