"""What a file's own words say of damage that its line alone cannot settle: the word elsewhere, the damage elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.repair.mojibake import TWO_READINGS
from episcript.repair.readings import CODECS, codec_of, readings
from episcript.repair.spans import Change
from episcript.repair.wording import odd, ordinary, wide, word_spans, wordlike, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BLANK = re.compile("[ \t]")
_LONGEST = 10_000
"""A longer stretch without a blank is no word and no sentence."""

_PAIR = 2
"""A word of two letters is too short to suggest, unless it is Western."""

_NORTHERN = frozenset("åäöæø")
"""Where a file writes these, `Ã¥` is the ring that the same languages write."""


class Doubt(NamedTuple):
    """A damaged word: the changes that read it, how it is `written`, what it is `likely` to say, in which codec."""

    changes: tuple[Change, ...]
    written: str
    likely: str
    codec: str


class Evidence:
    """What is known of a file: its undamaged words, and the damage that was proven in it."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.words: set[str] = set()
        self.pairs: set[str] = set()
        self.codecs: set[str] = set()
        self.sequences: set[tuple[str, str]] = set()

    def read(self, texts: Iterable[str]) -> None:
        """Learn the words of undamaged text, and the neighbours in scripts without blanks."""
        tokens = {token for text in texts if not text.isascii() for token in text.split()}
        found = {word for token in tokens if not token.isascii() for word in words(token)}
        self.words |= {word.casefold() for word in found if not word.isascii()}
        self.pairs |= {one + two for word in found if wide(word) for one, two in pairwise(word)}

    def prove(self, changes: Iterable[Change]) -> None:
        """Learn which damage there is from `changes` that were made."""
        for change in changes:
            if codec := codec_of(change.before, change.after):
                self.codecs.add(codec)
                self.sequences |= set(_sequences(change))

    def settles(self, doubt: Doubt) -> bool:
        """Return whether the file says that `doubt` is damage: by the word, by the same damage, by its letters."""
        return self._knows(doubt.likely) or (odd(doubt.written) and (self._has(doubt) or self._writes(doubt)))

    def _knows(self, word: str) -> bool:
        """Return whether the word stands undamaged elsewhere; one letter is no word."""
        if wide(word):
            return len(word) > 1 and all(one + two in self.pairs for one, two in pairwise(word))
        return len(word) > 1 and word.casefold() in self.words

    def _has(self, doubt: Doubt) -> bool:
        """Return whether the very same damage was proven, or where a word results, any in the same codec."""
        if all((change.before, change.after) in self.sequences for change in doubt.changes):
            return True
        return doubt.codec in self.codecs and len(doubt.likely) > 1 and wordlike(doubt.likely)

    def _writes(self, doubt: Doubt) -> bool:
        """Return whether the file writes the letters of the languages that have the ring."""
        ring = all(change.before in TWO_READINGS for change in doubt.changes)
        return ring and wordlike(doubt.likely) and any(_NORTHERN & set(word) for word in self.words)


def doubts(line: str) -> list[Doubt]:
    """Return what may be damage on `line`, rising, in the likeliest codec first where two overlap.

    >>> [(found.written, found.likely) for found in doubts("He flew to K√∏benhavn.")]
    [('K√∏benhavn', 'København')]
    """
    return [doubt for codec in CODECS for doubt in _in_codec(line, codec)]


def disjoint(found: Iterable[Doubt]) -> list[Doubt]:
    """Return `found` without those that reach into an earlier one, in the order of the line."""
    taken: set[int] = set()
    kept = []
    for doubt in found:
        places = {
            at for change in doubt.changes for at in range(change.start, change.start + len(change.before))
        }
        if not places & taken:
            taken |= places
            kept.append(doubt)
    return sorted(kept)


def likely(doubt: Doubt) -> bool:
    """Return whether a reader would see damage in `doubt`, so that it is worth a remark.

    >>> [found.likely for found in doubts("K√∏benhavn and Ã¥ but 5×£35") if likely(found)]
    ['å', 'København']
    """
    word = doubt.likely
    latin = "À" <= word <= "ž" and doubt.codec == "western"
    return odd(doubt.written) and wordlike(word) and (len(word) > _PAIR or latin)


def _in_codec(line: str, codec: str) -> Iterator[Doubt]:
    """Yield the words of `line` that `codec` reads otherwise."""
    found = [one for run in readings(line, codec) if ordinary(run.before, run.after) for one in _split(run)]
    for start, end, inside in _tokens(line, found):
        if end - start <= _LONGEST:
            yield from _doubted(line, start, end, inside, codec)


def _split(run: Change) -> Iterator[Change]:
    """Yield a change for each character that `run` reads."""
    at = 0
    for letter in run.after:
        size = len(letter.encode())
        yield Change(run.start + at, run.before[at : at + size], letter)
        at += size


def _sequences(change: Change) -> Iterator[tuple[str, str]]:
    return ((one.before, one.after) for one in _split(change))


def _tokens(line: str, found: Sequence[Change]) -> Iterator[tuple[int, int, list[Change]]]:
    """Yield the stretches between blanks that hold any of `found`; no-break spaces may be part of damage."""
    blanks = [-1, *(blank.start() for blank in _BLANK.finditer(line)), len(line)] if found else []
    for place, inside in groupby(found, lambda change: bisect_left(blanks, change.start)):
        yield blanks[place - 1] + 1, blanks[place], list(inside)


def _doubted(line: str, start: int, end: int, changes: Sequence[Change], codec: str) -> Iterator[Doubt]:
    """Yield the damaged words of one stretch, and by itself each damaged mark that is in no word."""
    pieces = list(_pieces(start, end, changes))
    read = "".join(change.after if change else line[at] for at, change in pieces)
    spans = word_spans(read)
    covered = {place for first, last in spans for place in range(first, last)}
    alone = (
        (place, place + 1) for place, (_, change) in enumerate(pieces) if change and place not in covered
    )
    for first, last in sorted((*spans, *alone)):
        inside = tuple(change for _, change in pieces[first:last] if change)
        if inside:
            until = pieces[last][0] if last < len(pieces) else end
            yield Doubt(inside, line[pieces[first][0] : until], read[first:last], codec)


def _pieces(start: int, end: int, changes: Sequence[Change]) -> Iterator[tuple[int, Change | None]]:
    """Yield the offset of each character as it is read, with the change that makes it, if any."""
    at = start
    for change in changes:
        yield from ((place, None) for place in range(at, change.start))
        yield change.start, change
        at = change.start + len(change.before)
    yield from ((place, None) for place in range(at, end))
