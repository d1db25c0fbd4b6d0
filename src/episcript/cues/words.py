"""The pieces of a text that no break may divide, and what a break between two of them costs."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from episcript.cues.languages import NEUTRAL
from episcript.cues.prices import (
    AFTER,
    BEFORE,
    CLAUSE,
    CLOSERS,
    CUT_OFF,
    DASHES,
    ENDINGS,
    INSIDE_SCRIPT,
    MARKS_BEFORE,
    MARKS_BEHIND,
    NAME_PAIR,
    OPENINGS,
    PLAIN,
    SENTENCE,
)
from episcript.cues.width import columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ODD_BLANK = re.compile(r"[^\S \u00a0\u2007\u202f]")
"""Where a line may break though there is no plain blank; it may not at the no-break ones."""
_PARAGRAPH = "\n\n"
_WORDS_OF_A_LETTER = frozenset(("I.", "i."))
"""Words that may end a sentence, as do letters with an accent (`é.`) or without a case; any other letter with a stop is
an initial or a part of an abbreviation (`z. B.`)."""
_FIRST_UNSPACED = "\u0e00"
"""Below it every script has blanks."""


class Piece(NamedTuple):
    """An undividable piece: its text, columns, and what a break before and behind it costs."""

    text: str
    columns: int
    before: int
    after: int
    capital: bool
    sentence: bool


class Lexicon(dict[str, tuple[Piece, ...]]):
    """The pieces of each token met so far: one look-up a token, one analysis a distinct one; no token has none."""

    def __init__(self, classes: Mapping[str, str] = NEUTRAL) -> None:
        """Begin with the classes of the function words of a language."""
        super().__init__()
        self.classes = classes

    def __missing__(self, token: str) -> tuple[Piece, ...]:
        """Analyse a token met for the first time."""
        self[token] = found = tuple(_pieces(token, self.classes))
        return found


def _pieces(token: str, classes: Mapping[str, str]) -> Iterator[Piece]:
    clusters = [token] if token else []
    if token and max(token) >= _FIRST_UNSPACED:
        from episcript.cues.scripts import divided  # noqa: PLC0415 - tables of scripts, rarely needed

        clusters = divided(token)
    last = len(clusters) - 1
    for place, cluster in enumerate(clusters):
        before, after = opening(cluster, classes), ending(cluster, classes)
        yield Piece(
            cluster,
            columns(cluster),
            BEFORE.get(before, 0),
            INSIDE_SCRIPT if place < last and after == PLAIN else AFTER[after],
            cluster[:1].isupper() and len(cluster) > 1 and after == PLAIN,
            after == SENTENCE,
        )


def ending(token: str, classes: Mapping[str, str]) -> str:
    """Return the class that prices a break behind `token`; `classes` are those of the function words.

    >>> from episcript.cues.languages import classes_of
    >>> english = classes_of("en")
    >>> [ending(token, english) for token in ("done.”", "the", "Dr.", "well,", "Tülu", "«")]
    ['sentence', 'article', 'title', 'comma', 'plain', 'opener']
    """
    body = token.rstrip(CLOSERS)
    if (
        body[1:] == "."
        and (body[0].isupper() or body[0] in ascii_lowercase)
        and body not in _WORDS_OF_A_LETTER
    ):
        return "title"
    if MARKS_BEFORE.issuperset(token):
        return "opener"
    if f" {body}".endswith(CUT_OFF):
        return CLAUSE
    return _word_class(token, classes) or ENDINGS.get(body[-1:]) or ENDINGS.get(token[-1:], PLAIN)


def opening(token: str, classes: Mapping[str, str]) -> str:
    """Return the class that prices a break before `token`; `classes` are those of the function words.

    >>> from episcript.cues.languages import classes_of
    >>> english = classes_of("en")
    >>> [opening(token, english) for token in ("because", "“Yes", "and,", "Tülu", "?")]
    ['conjunction', 'opened', 'conjunction', 'plain', 'closer']
    """
    if DASHES.issuperset(token):
        return "dash"
    if MARKS_BEHIND.issuperset(token):
        return "closer"
    return _word_class(token.rstrip(",;:"), classes) or OPENINGS.get(token[:1], PLAIN)


def _word_class(token: str, classes: Mapping[str, str]) -> str | None:
    return classes.get(token.casefold().replace("’", "'"))


class Passage(NamedTuple):
    """A paragraph of a turn as parallel lists, one entry a piece.

    `starts` and `ends` are offsets in the turn's text; `left` and `right` the columns before and behind the piece, were
    all on one line; `prices` what a break behind it costs; `sentences` how many sentences ended before it.
    """

    starts: list[int]
    ends: list[int]
    left: list[int]
    right: list[int]
    prices: list[int]
    sentences: list[int]


def plain_blanks(text: str) -> str:
    r"""Return `text` with a plain blank, no-break ones apart, for each other: the offsets are the same.

    >>> plain_blanks("so\tthat\nis 5\u00a0km")
    'so that is 5\xa0km'
    """
    return _ODD_BLANK.sub(" ", text)


def passages(text: str, lexicon: Lexicon) -> Iterator[Passage]:
    """Return the paragraphs of `text` that hold words: no cue reaches beyond one."""
    offset = 0
    for paragraph in text.split(_PARAGRAPH):
        if not paragraph.isspace() and paragraph:
            yield _passage(plain_blanks(paragraph), offset, lexicon)
        offset += len(paragraph) + len(_PARAGRAPH)


def _passage(paragraph: str, start: int, lexicon: Lexicon) -> Passage:
    """Return one paragraph that begins at offset `start`; the loop is long because every word of an episode runs through."""
    made = starts, ends, left, right, prices, sentences = Passage([], [], [], [], [], [0])
    column, count, after, capital = -1, 0, 0, False
    for token in paragraph.split(" "):
        column += bool(token)
        for text, width, before, behind, name, sentence in lexicon[token]:
            price = after + before + (NAME_PAIR if capital and name else 0)
            prices.append(max(0, price))
            starts.append(start)
            left.append(column)
            start += len(text)
            column += width
            ends.append(start)
            right.append(column)
            count += sentence
            sentences.append(count)
            after, capital = behind, name
        start += 1
    prices.append(0)
    del prices[0]
    return made
