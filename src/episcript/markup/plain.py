"""Plain text: blanks squeezed, remarks in brackets marked; and what inline markup is rendered to."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from episcript.model import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Role

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_WIDE = r"\u2E80-\u312F\u3190-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6\U00020000-\U0003FFFD"
_BRACKETED = re.compile(r"\[[^\[\]]{1,80}\]|♪[^♪]{0,300}♪?|\([^()\[\]]{1,60}\)")
_SOUNDS = (
    "laugh chuckl giggl applau clap cheer music crosstalk inaudible unintelligible indiscernible sigh cough pause "
    "silence groan gasp snort sniff whistl beep bleep noise lach gelächter musik unverständlich rire risa"
).split()
"""Remarks in brackets are sounds, whatever they say; in parentheses people also speak, so there a word begins so."""
_MOST_WORDS_OF_A_SOUND = 5


class Piece(NamedTuple):
    """A stretch of the rendered source, its role, and the plain text that it became (blanks not yet squeezed)."""

    start: int
    end: int
    role: Role
    plain: str


class Inline(NamedTuple):
    """Rendered inline markup: plain text with blanks squeezed, the marks on it, and where each piece came from."""

    text: str
    marks: tuple[Mark, ...]
    pieces: tuple[Piece, ...]


@cache
def _wide_join() -> re.Pattern[str]:
    """Return the pattern of a line end between wide characters; compiled when the first line end asks for it."""
    return re.compile(f"(?<=[{_WIDE}])[ \t]*[\r\n]+[ \t]*(?=[{_WIDE}])")


def has_many_blanks(text: str) -> bool:
    """Return whether `text` holds a blank that is to be squeezed; asked for every line of speech."""
    return "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text or "\v" in text


def one_blank(text: str) -> str:
    """Return `text` with each run of blanks as one; wrapped wide characters are joined without."""
    if not text.isascii() and ("\n" in text or "\r" in text):
        text = _wide_join().sub("", text)
    return _BLANKS.sub(" ", text)


def squeeze(text: str) -> str:
    r"""Return `text` with each run of blanks as one, none at the ends, and wrapped wide characters joined without.

    No-break spaces and all other characters stay.

    >>> squeeze(" one\n  two\t three "), squeeze("風が\n強い")
    ('one two three', '風が強い')
    """
    if not has_many_blanks(text):
        return text.strip(" ")
    return one_blank(text).strip(" ")


def sounds(text: str) -> tuple[Mark, ...]:
    """Return a mark for each remark in brackets, which is no speech.

    >>> sounds("Yes. [laughter] And (which I like) no. (laughs)")
    (Mark(start=5, end=15, kind='sound', target=None), Mark(start=39, end=47, kind='sound', target=None))
    """
    if "]" not in text and ")" not in text and "♪" not in text:  # what nothing closes is no remark
        return ()
    found = _BRACKETED.finditer(text)
    return tuple(Mark(each.start(), each.end(), "sound") for each in found if _is_remark(each[0]))


def _is_remark(remark: str) -> bool:
    return remark[0] != "(" or is_sound(remark[1:-1])


def is_sound(said: str) -> bool:
    """Return whether a few words tell of a sound: `laughs`, `soft music`.

    >>> is_sound("laughs"), is_sound("which I like")
    (True, False)
    """
    words = said.casefold().split()
    return len(words) <= _MOST_WORDS_OF_A_SOUND and any(
        word.startswith(sound) for word in words for sound in _SOUNDS
    )


def left_out(source: str, said: Inline) -> Iterator[tuple[int, str]]:
    """Yield offset and source of each stretch that became no text: a comment, or a link or picture without words.

    >>> list(left_out("a <!-- b -->", Inline("a", (), (Piece(0, 2, "text", "a "), Piece(2, 12, "skipped", "")))))
    [(2, '<!-- b -->')]
    """
    if len(said.pieces) == 1 and said.pieces[0].role == "text":
        return
    for skipped, pieces in groupby(said.pieces, lambda piece: piece.role == "skipped"):
        if skipped:
            stretch = list(pieces)
            yield stretch[0].start, source[stretch[0].start : stretch[-1].end]
