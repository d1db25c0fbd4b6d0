"""Findings on turns: without words, a passage that stands twice, lines between turns that are no speech."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.check.case import clipped, found
from episcript.labels import names_nobody

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.check.case import Case, Finding

_SENTENCE = re.compile(r"[^.?!。？！]+[.?!。？！]*")
_MIN_WORDS = 6
"""A sentence of fewer words is said again and again."""
_REPEATED, _AGAIN = 150, 30
"""Words from which a passage that stands twice was pasted twice; a teaser before the talk is shorter. Fewer will do where
the second follows the first at once."""


class _Sentence(NamedTuple):
    """A sentence without its punctuation, its number of words, and the turn it is in."""

    key: str
    words: int
    turn: int
    text: str


def find(case: Case) -> Iterator[Finding]:
    """Yield the findings on the turns of a case."""
    for turn in case.episode.turns:
        if not turn.text.strip() and not names_nobody((turn.label or "").strip("[]() ")):
            yield found("turn-empty", turn.line, turn.label or "", label=turn.label or "nobody")
    if case.told_apart:
        yield from _kept(case)
        yield from _repeated(case)


def _kept(case: Case) -> Iterator[Finding]:
    """Yield the lines between the first and the last turn that were kept as notes."""
    last = len(case.episode.turns)
    for note in case.episode.notes:
        if 0 < note.turn < last and not note.text.startswith("[^"):
            first = note.text.strip().split("\n")[0]
            yield found("line-kept", note.line, first[:40], text=clipped(first))


def _sentences(case: Case) -> list[_Sentence]:
    return [
        _Sentence(" ".join(words), len(words), index, sentence[0].strip())
        for index, turn in enumerate(case.episode.turns)
        for sentence in _SENTENCE.finditer(turn.text)
        if len(words := sentence[0].casefold().rstrip(".?!。？！").split()) >= _MIN_WORDS
    ]


def _repeated(case: Case) -> Iterator[Finding]:
    """Yield each long run of sentences that stood before in the same order, at its first sentence.

    Where a sentence stood more than once, a run goes on from the place where it is, and begins at the first; so every
    sentence is looked at once.
    """
    sentences, places = _sentences(case), dict[str, int]()
    start, words, expected = 0, 0, -1
    for here, sentence in enumerate(sentences):
        before = places.get(sentence.key)
        follows = 0 <= expected < here and sentences[expected].key == sentence.key
        if not follows:
            yield from _run(case, sentences, start, words, expected)
            start, words, expected = here, 0, -1 if before is None else before
        if expected >= 0:
            words, expected = words + sentence.words, expected + 1
        if before is None:
            places[sentence.key] = here
    yield from _run(case, sentences, start, words, expected)


def _run(case: Case, sentences: list[_Sentence], start: int, words: int, expected: int) -> Iterator[Finding]:
    if words < (_AGAIN if expected == start else _REPEATED):
        return
    first, stood = sentences[start], case.episode.turns[sentences[max(0, expected - 1)].turn].line
    line = case.line(first.turn, first.text)
    where = f"up to line {stood}" if stood else "before"
    yield found("passage-repeated", line, clipped(first.text, 40).rstrip("…"), words=words, where=where)
