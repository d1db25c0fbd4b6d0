"""Labels and people: who speaks in a turn, how many words, for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.labels import names_nobody
from episcript.model import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.model import Turn

_BRACKETS = "[](){} "
_UNSPOKEN = "\0"


def person(label: str | None) -> str | None:
    """Return the person that `label` names: the label itself, or `None` where it names nobody.

    >>> person("Ben Striegel"), person("[Theme Music]"), person("Audience")
    ('Ben Striegel', None, 'Audience')
    """
    return label if label and not names_nobody(label.strip(_BRACKETS)) else None


def speakers_of(turns: Sequence[Turn]) -> list[str | None]:
    """Return who speaks in each turn: the label, unless something before this stage already named the person."""
    named = {label: found for label in {turn.label for turn in turns} if (found := person(label))}
    return [turn.speaker or named.get(turn.label, turn.speaker) for turn in turns]


def words_of(turn: Turn) -> int:
    """Return how many words are spoken in `turn`: what `str.split` gives, remarks in brackets (marked `sound`) left out.

    >>> from episcript.model import Mark, Turn
    >>> words_of(Turn("Well (laughs), yes.", marks=(Mark(5, 13, "sound"),)))
    2
    """
    if not turn.marks or not any(mark.kind == "sound" for mark in turn.marks):
        return _words(turn.text)
    return sum(_UNSPOKEN not in word or any(map(str.isalnum, word)) for word in _muted(turn).split())


def _words(text: str) -> int:
    """Return how many words `str.split` gives; where only single blanks divide them, these are counted."""
    if text.isascii() and text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text.count(" ") + 1 if text else 0
    return len(text.split())


def _muted(turn: Turn) -> str:
    """Return the text with its sounds overwritten, so that what is glued to them stays one word with them."""
    characters = list(turn.text)
    for mark in turn.marks:
        if mark.kind == "sound":
            characters[mark.start : mark.end] = _UNSPOKEN * (mark.end - mark.start)
    return "".join(characters)


def people(turns: Sequence[Turn], words: Sequence[int]) -> tuple[Speaker, ...]:
    """Return the speakers in the order in which they are first heard, `words` being those of each turn.

    Durations are ms, `None` where no end is known.
    """
    heard: dict[str, list[tuple[Turn, int]]] = {}
    for turn, count in zip(turns, words, strict=True):
        if turn.speaker:
            heard.setdefault(turn.speaker, []).append((turn, count))
    return tuple(_summed(name, said) for name, said in heard.items())


def _summed(name: str, said: Sequence[tuple[Turn, int]]) -> Speaker:
    labels = dict.fromkeys(turn.label for turn, _ in said if turn.label)
    words = sum(count for _, count in said)
    return Speaker(name, tuple(labels), len(said), words, _duration(turn for turn, _ in said))


def _duration(said: Iterable[Turn]) -> int | None:
    """Return the ms from start to end summed over the turns that have both; a turn that ends too early adds nothing."""
    known = [
        max(0, turn.end - turn.start) for turn in said if turn.start is not None and turn.end is not None
    ]
    return sum(known) if known else None
