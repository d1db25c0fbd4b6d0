"""What looks like a word as people write it, and what does not: the measure of a reading."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, name

_PUNCTUATION = "\u2010-\u2018\u201a-\u2027\u2030-\u205e«»¡¿·\u3000-\u3004\u3008-\u301f、。！（），：；？"
"""Typographic punctuation; the apostrophe U+2019 is part of a word when it stands inside."""

_INSIDE = f"[^\\s!-@\\[-`{{-~\x7f-\xa0{_PUNCTUATION}’ʼ]"
_WORD = re.compile(f"({_INSIDE}++(?:['’ʼ]{_INSIDE}++)*+)")
"""A word, or several that no blank or mark divides (Chinese, Japanese, Thai); an apostrophe only inside."""

_GOOD_EDGES = "‘’“”„‚«»‹›–—…•†‡®™¡¿·"
"""What stands beside a word in good text: no sign that the word is damaged."""

_RARE = re.compile(
    "[\u0180-\u019f\u01a2-\u01ae\u01b1-\u0217\u021c-\u036f\u03cf-\u03ff\u0460-\u048f\u0492-\u052f\u0530-\u058f\u0700-\u08ff\u1680-\u1cff\u2c00-\u2dff\ua000-\uabff]"
)
"""Letters that hardly anybody's text holds alone: phonetics, combining marks, rare scripts. `Ș`, `ț` are not rare."""

_SCARCE = re.compile("[\u0384\u0385\u0a80-\u0dff\u0ec0-\u167f\u2080-\u259f\u25a0-\u2bff]")
"""Scripts and signs that many texts hold, but not one character alone that could as well be `á”‘`, `â”‘`."""

_MARKS = frozenset("†‡®™")
"""Good beside a word; after a letter in a row with others they are damage all the same (`â†’`)."""

_WIDE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WINDOW = 40
"""No word is longer on either side."""

_NOT_PRINTED = {"Cc", "Cn", "Co", "Cs", "Zl", "Zp"}
_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "KATAKANA-HIRAGANA": "CJK", "COMBINING": ""}


@lru_cache(maxsize=4096)
def wordlike(word: str) -> bool:
    """Return whether `word` is letters of one script, small, capital or with one capital first.

    >>> wordlike("Ålesund"), wordlike("L’été"), wordlike("Ã…lesund"), wordlike("GÃ¼neÅŸ")
    (True, True, False, False)
    """
    parts = [part for part in re.split("[-'’ʼ]", word) if part]
    return bool(parts) and len({*map(_script, word)} - {""}) <= 1 and all(map(_regular, parts))


def _regular(part: str) -> bool:
    """Return whether all is letters and marks, in a case in which words are written."""
    if not all(category(letter)[0] in "LM" for letter in part):
        return False
    return part == part.lower() or part == part.upper() or part[1:] == part[1:].lower()


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """Return the first word of a letter's Unicode name, which is its script; accents and apostrophes have none."""
    first = name(letter, "").partition(" ")[0] if category(letter)[0] in "LM" else ""
    return _TOGETHER.get(first, first)


@lru_cache(maxsize=4096)
def odd(written: str) -> bool:
    """Return whether `written` is no word, nor one beside good punctuation: symbols inside, two scripts, odd case.

    >>> odd("Ã¥"), odd("ÅŸeker"), odd("AMANHÃ…"), odd("„Spaß“")
    (True, True, False, False)
    """
    inner = written.strip(_GOOD_EDGES)
    return bool(inner) and not wordlike(inner)


@lru_cache(maxsize=4096)
def ordinary(before: str, after: str) -> bool:
    r"""Return whether `after` is what texts hold: printed characters, and no rare letters made of good punctuation.

    >>> ordinary("Å“", "œ"), ordinary("É”", "ɔ"), ordinary("Â\x81", "\x81")
    (True, False, False)
    """
    if any(category(letter) in _NOT_PRINTED for letter in after):
        return False
    odd_one = rare(after) or (_SCARCE.fullmatch(after) and _MARKS.isdisjoint(before))
    return not (odd_one and all(letter.isalpha() or letter in _GOOD_EDGES for letter in before))


def rare(text: str) -> bool:
    """Return whether `text` holds letters that hardly anybody's text does.

    >>> rare("ƪѡ"), rare("Tülu")
    (True, False)
    """
    return bool(_RARE.search(text))


def good(written: str) -> bool:
    """Return whether `written` is what good text holds too: letters and typographic punctuation, in any order.

    >>> good("É”"), good("Ã¼")
    (True, False)
    """
    return all((letter.isalpha() and letter not in "ªº") or letter in _GOOD_EDGES for letter in written)


def reads_as_words(text: str, start: int, end: int) -> bool:
    """Return whether every word in `text` that reaches into `start` to `end` looks like one.

    >>> reads_as_words("nȂvÎ", 1, 2), reads_as_words("naïve", 2, 3)
    (False, True)
    """
    first = max(0, start - _WINDOW)
    window = text[first : end + _WINDOW]
    inside = (window[a:b] for a, b in word_spans(window) if a < end - first and start - first < b)
    return all(wordlike(word) for word in inside if any(map(str.isalpha, word)))


def wide(word: str) -> bool:
    """Return whether `word` is in a script that puts no blanks between words.

    >>> wide("東京"), wide("Привет")
    (True, False)
    """
    return bool(_WIDE.search(word))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where the words in `text` are, without apostrophes at their ends.

    >>> word_spans("“don’t”—he’")
    [(1, 6), (8, 10)]
    """
    return [found.span(1) for found in _WORD.finditer(text)]


def words(text: str) -> list[str]:
    """Return the words in `text`, without apostrophes at their ends.

    >>> words("“don’t”—he’")
    ['don’t', 'he']
    """
    return [text[start:end] for start, end in word_spans(text)]
