"""What speech looks like: lines that read like it, people who talk to each other, and lists that only look so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_SPEECH = re.compile(
    r"\.\. |<(?!(?:b|strong|em|i|u|cite)>)|[$#%>{}|=~`+@/\\*]|!\[|https?:|\[[^\] ]*(?: [^\] ]*){0,2}\]\([^)]*\)\W*\Z|[\w.]+\(\)|(?:import|def|class|return|sudo|pip|npm|git) "
    r"|(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|CRITICAL|FATAL)\b"
)
_TALKING = (
    "I you your we me my our us thanks? yeah okay hello hi let's "
    "ich wir mir uns danke ja nein hallo je nous vous moi merci oui bonjour yo tú nosotros gracias sí hola usted "
    "eu você nós obrigad[oa] sim olá io noi grazie sì ciao ik jij je wij dank nee jag jeg tack takk tak hej"
)
"""Words of people who talk to each other in English, German, French, Spanish, Portuguese, Italian, Dutch, Nordic languages."""
_TALK = re.compile(
    r"[?？؟]|\b(?:"
    + "|".join(
        word if word == "I" else f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in _TALKING.split()
    )
    + r")\b|[^\x00-\u024f]{3}"
)
_SOME, _NEARLY_ALL, _LONGEST_TITLE = 0.15, 0.8, 60
_FIRST_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.?!…。！？—-][\"”’»')\]*_]{0,3}(?:</[a-z]{1,6}>){0,3}\Z")
_LONGEST_END = 32
_LAST_CLOCK = re.compile(r"(?<!\s)\s{1,8}\\?[\[({<#]?[0-9][0-9:.,;hms-]{2,14}#?\\?[\])}>]?\Z")
_AFTER_CLOCKS = frozenset("0123456789s#])}>")
_WORDS_OF_A_SENTENCE = 6


def speaks(opening: str) -> bool:
    """Return whether a line reads like speech: it ends like a sentence or has the words of one, and is no code.

    >>> speaks("Well, thanks."), speaks("string"), speaks(".. code-block:: sh"), speaks("https://example.org")
    (True, False, False, False)
    """
    if _NOT_SPEECH.match(opening):
        return False
    return (
        ends_like_speech(opening) or opening.count(" ") >= _WORDS_OF_A_SENTENCE - 1 or not opening.isascii()
    )


def ends_like_speech(opening: str) -> bool:
    """Return whether a line ends like a sentence, or is cut off by a dash; a clock behind it counts for nothing."""
    return _SENTENCE_END.search(opening, max(0, len(opening) - _LONGEST_END)) is not None or (
        opening[-1:] in _AFTER_CLOCKS and _SENTENCE_END.search(_LAST_CLOCK.sub("", opening)) is not None
    )


def is_sentence(opening: str) -> bool:
    """Return whether a line is a whole sentence, or too long for a title."""
    return len(opening) >= _LONGEST_TITLE or ends_like_speech(opening)


def directs(openings: Sequence[str]) -> bool:
    """Return whether nearly all texts go on in lower case: they say what somebody does (`Player 1: draws two cards.`)."""
    lower = sum(opening[:1].islower() for opening in openings)
    return lower >= _NEARLY_ALL * len(openings)


def talks(openings: Sequence[str]) -> bool:
    """Return whether people talk to each other in some of the texts: they ask, say `I` and `you`, greet and agree.

    Texts in other scripts are given the benefit of the doubt.
    """
    talking = sum(_TALK.search(opening) is not None for opening in openings)
    return talking >= _SOME * len(openings)


def in_third_person(label: str, opening: str) -> bool:
    """Return whether a text begins with the name that heads it (`Ann Lee: Ann was born …`): a list of people."""
    first = _FIRST_WORD.match(opening)
    return first is not None and first[0] in label.split()
