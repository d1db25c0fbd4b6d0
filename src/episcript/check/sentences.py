"""Findings on sentences that are cut between two speakers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.check.case import clipped, found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.check.case import Case, Finding
    from episcript.model import Turn

_CLOSED = re.compile(r"""(?:[.?!…:;,\]♪。？！]|[-‐–—~]|\.{2,})["'”’»)\]*_]*$""")
"""How a turn ends that is whole, breaks off, or hands over: with a stop, a dash, a remark in brackets, a comma."""
_HEAD = re.compile(r"[^.?!…]+[.?!…]+[\"'”’)]*")
_SHORTEST = 4
_PUNCTUATED = 0.7
"""The share of turns that must end with a stop, and begin with a capital, before a missing one says anything."""
HEAD_WORDS = 5
SPLINTER_WORDS = 3
_ANSWERS = frozenset(
    "yes no yeah yep yup nope okay ok right sure exactly true cool wow oh ah hmm mm mhm uh-huh good great what why how "
    "when where who really totally absolutely definitely correct indeed thanks thank hi hello hey bye sorry nice well "
    "agreed amen ja nein genau stimmt okay oui non si sí".split()
)
"""First words of a turn that is short because it is an answer."""


class Split(NamedTuple):
    """A sentence that goes on in the turn `turn`, whose first `head` characters belong to the turn before."""

    turn: int
    head: int
    splinter: bool


def find(case: Case) -> Iterator[Finding]:
    """Yield each sentence that is split over two turns, at the turn that it goes on in."""
    turns = case.episode.turns
    for split in splits(turns):
        here, before = turns[split.turn], turns[split.turn - 1]
        head = here.text[: split.head]
        code = "turn-splinter" if split.splinter else "sentence-split"
        end = " ".join(before.text.split()[-4:])
        line = here.line if split.splinter else case.line(split.turn, head)
        yield found(code, line, head[:40], before=end, head=clipped(head, 50), speaker=before.label or "")


def splits(turns: Sequence[Turn]) -> Iterator[Split]:
    """Yield where a sentence is split over two turns of two speakers (FACTS §6: right 96 times of 100).

    The turn before ends without a stop or a dash; the next begins in lower case, or has three words at most and
    stands between two turns of the other speaker. Nothing is said of sources that do not write sentences.

    >>> from episcript.model import Turn
    >>> said = [("A", "We went to the"), ("B", "station. Then home."), ("A", "Yes."), ("B", "So.")]
    >>> [split.head for split in splits([Turn(text, label) for label, text in said])]
    [8]
    """
    if not _writes_sentences(turns):
        return
    for index in range(1, len(turns)):
        before, here = turns[index - 1], turns[index]
        if (
            before.label == here.label
            or not before.label
            or not here.label
            or not here.text
            or not before.text
        ):
            continue
        after = turns[index + 1] if index + 1 < len(turns) else None
        lower = here.text[0].islower() and not _inner_capital(here.text)
        splinter = _is_splinter(before, here, after)
        if _open(before.text) and (lower or splinter):
            yield Split(index, _head(here.text), splinter)


def _voice(turn: Turn) -> str | None:
    return turn.speaker or turn.label


def _open(text: str) -> bool:
    """Return whether a text ends inside a sentence; one of a word or two is cut by nothing."""
    return _CLOSED.search(text[-8:]) is None and len(text.split(None, _SHORTEST)) >= _SHORTEST


def _inner_capital(text: str) -> bool:
    """Return whether the first word is one that begins in lower case anywhere (`iPhone`)."""
    word = text.split(None, 1)[0]
    return any(map(str.isupper, word))


def _is_splinter(before: Turn, here: Turn, after: Turn | None) -> bool:
    words = here.text.split()
    answer = bool(words) and words[0].strip(".,!?").casefold() in _ANSWERS
    return (
        0 < len(words) <= SPLINTER_WORDS
        and after is not None
        and _voice(after) == _voice(before)
        and not answer
        and not here.text.startswith(("[", "("))
    )


def _head(text: str) -> int:
    """Return the length of the first sentence of a text."""
    first = _HEAD.match(text.split("\n", 1)[0])
    return first.end() if first else len(text.split("\n", 1)[0])


def _writes_sentences(turns: Sequence[Turn]) -> bool:
    """Return whether nearly all turns begin with a capital and end with a stop."""
    texts = [turn.text for turn in turns if turn.text]
    cased = [text for text in texts if text[0].isalpha()]
    closed = sum(_CLOSED.search(text[-8:]) is not None for text in texts)
    upper = sum(text[0].isupper() for text in cased)
    return bool(cased) and closed >= _PUNCTUATED * len(texts) and upper >= _PUNCTUATED * len(cased)
