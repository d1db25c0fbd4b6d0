"""Words that lost a character before the file was made (U+FFFD), and what the file's own words say they were."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from episcript.lines import LineIndex
from episcript.repair.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOST = re.compile("[^\ufffd]*(\ufffd+)[^\ufffd]*")
_HELD = re.compile("\\S{0,80}\ufffd\\S{0,80}")
_LONGEST = 40


class Lost(NamedTuple):
    """A word with a hole, the word of the file that fits it, and the line of the first place."""

    line: int
    written: str
    likely: str
    places: int


def lost_words(text: str) -> list[Lost]:
    r"""Return the words of `text` with one hole that exactly one whole word of it fits, in the order of the text.

    >>> lost_words("K\ufffdln is Köln.")
    [Lost(line=1, written='K�ln', likely='Köln', places=1)]
    """
    if "\ufffd" not in text:
        return []
    holes = _holes(text)
    fitting = _fitting(text, {hole for word in holes for hole in _shapes(word)})
    index = LineIndex(text)
    found = ((word, places, _only(word, fitting)) for word, places in holes.items())
    return [
        Lost(index.line(places[0]), word, likely, len(places)) for word, places, likely in found if likely
    ]


def _holes(text: str) -> dict[str, list[int]]:
    """Return the words with one hole and letters beside it, with their offsets."""
    found: dict[str, list[int]] = {}
    for held in _HELD.finditer(text):
        for word in words(held[0]):
            if _LOST.fullmatch(word) and any(map(str.isalpha, word)):
                found.setdefault(word, []).append(held.start())
    return found


def _shapes(word: str) -> Iterator[tuple[str, str, int]]:
    """Yield what stands before and behind the hole, and how many characters may be missing: one, or one a U+FFFD."""
    hole = _LOST.fullmatch(word)
    if hole:
        for size in {1, len(hole[1])}:
            yield word[: hole.start(1)], word[hole.end(1) :], size


def _fitting(text: str, shapes: set[tuple[str, str, int]]) -> dict[tuple[str, str, int], set[str]]:
    """Return the whole words that each shape fits; the missing characters are beyond ASCII."""
    sizes = {size for _, _, size in shapes if size <= _LONGEST}
    fitting: dict[tuple[str, str, int], set[str]] = {}
    tokens = {token for token in text.split() if not token.isascii()}
    whole = {word for token in tokens for word in words(token) if "\ufffd" not in word}
    short = (word for word in whole if not word.isascii() and len(word) <= _LONGEST)
    for word, size in product(short, sizes):
        for at in range(len(word) - size + 1):
            shape = (word[:at], word[at + size :], size)
            if shape in shapes and not any(map(str.isascii, word[at : at + size])):
                fitting.setdefault(shape, set()).add(word)
    return fitting


def _only(word: str, fitting: dict[tuple[str, str, int], set[str]]) -> str | None:
    """Return the one word that fits, `None` where there is none or a choice."""
    found = {one for shape in _shapes(word) for one in fitting.get(shape, ())}
    return found.pop() if len(found) == 1 else None
