"""Labels and people: who speaks in a turn, how many words, for how long."""

from __future__ import annotations

from dataclasses import replace
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


def name_speakers(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return the turns with their speakers: the label, unless something before this stage already named the person."""
    return tuple(
        turn if turn.speaker or not (found := person(turn.label)) else replace(turn, speaker=found)
        for turn in turns
    )


def words_of(turn: Turn) -> int:
    """Return how many words are spoken in `turn`: what `str.split` gives, remarks in brackets (marked `sound`) left out.

    >>> from episcript.model import Mark, Turn
    >>> words_of(Turn("Well (laughs), yes.", marks=(Mark(5, 13, "sound"),)))
    2
    """
    if not any(mark.kind == "sound" for mark in turn.marks):
        return len(turn.text.split())
    return sum(_UNSPOKEN not in word or any(map(str.isalnum, word)) for word in _muted(turn).split())


def _muted(turn: Turn) -> str:
    """Return the text with its sounds overwritten, so that what is glued to them stays one word with them."""
    characters = list(turn.text)
    for mark in turn.marks:
        if mark.kind == "sound":
            characters[mark.start : mark.end] = _UNSPOKEN * (mark.end - mark.start)
    return "".join(characters)


def people(turns: Sequence[Turn]) -> tuple[Speaker, ...]:
    """Return the speakers in the order in which they are first heard; durations in ms, `None` where no end is known."""
    heard: dict[str, list[Turn]] = {}
    for turn in turns:
        if turn.speaker:
            heard.setdefault(turn.speaker, []).append(turn)
    return tuple(_summed(name, said) for name, said in heard.items())


def _summed(name: str, said: Sequence[Turn]) -> Speaker:
    labels = dict.fromkeys(turn.label for turn in said if turn.label)
    return Speaker(name, tuple(labels), len(said), sum(map(words_of, said)), _duration(said))


def _duration(said: Iterable[Turn]) -> int | None:
    """Return the ms from start to end summed over the turns that have both; a turn that ends too early adds nothing."""
    known = [
        max(0, turn.end - turn.start) for turn in said if turn.start is not None and turn.end is not None
    ]
    return sum(known) if known else None
