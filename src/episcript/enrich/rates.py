"""How fast people speak: milliseconds a character, measured on the turns whose length is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.enrich.speakers import speakers_of, words_of
from episcript.times import USUAL, middle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.model import Turn

_LONG = 25
"""FACTS §4: turns of fewer words say little about a rate, as their clocks are whole seconds."""
_ENOUGH = 3
"""Fewer turns than this make no median."""


def spoken(turn: Turn, offset: int = 0) -> int:
    """Return the number of characters spoken from `offset` on; remarks in brackets are sounds, not speech.

    A turn that is nothing but a sound counts in full: its bracket is all there is to go by.

    >>> from episcript.model import Mark, Turn
    >>> spoken(Turn("Yes. [laughter]", marks=(Mark(5, 15, "sound"),)))
    5
    """
    if not turn.marks:
        return max(0, len(turn.text) - offset)
    sounds = sum(max(0, mark.end - max(offset, mark.start)) for mark in turn.marks if mark.kind == "sound")
    length = max(0, len(turn.text) - offset)
    return length - sounds if length > sounds else length


class Said(NamedTuple):
    """What is asked of every turn more than once: its speaker, its spoken characters, its words."""

    speakers: Sequence[str | None]
    characters: Sequence[int]
    words: Sequence[int]

    @classmethod
    def of(cls, turns: Sequence[Turn]) -> Said:
        """Return what was said in `turns`, one entry a turn."""
        return cls(speakers_of(turns), list(map(spoken, turns)), list(map(words_of, turns)))


class Rates(NamedTuple):
    """The median rate (ms a character) of each speaker heard often enough, and of everybody."""

    own: dict[str | None, float]
    overall: float

    @classmethod
    def measured(cls, said: Said, timed: Iterable[tuple[int, int]]) -> Rates:
        """Return the rates of turns (by index) and their lengths in ms: from long turns, else from all, else `USUAL`."""
        every = [
            (place, length / said.characters[place]) for place, length in timed if said.characters[place]
        ]
        long = [(said.speakers[place], rate) for place, rate in every if said.words[place] >= _LONG]
        pools = ([rate for _, rate in long], [rate for _, rate in every])
        overall = next((middle(pool) for pool in pools if len(pool) >= _ENOUGH), USUAL)
        return cls(_own(long), overall)

    def estimate(self, speaker: str | None, characters: int) -> int:
        """Return the ms that `characters` take at the rate of the speaker."""
        return round(self.own.get(speaker, self.overall) * characters)


def _own(long: Iterable[tuple[str | None, float]]) -> dict[str | None, float]:
    pools: dict[str | None, list[float]] = {}
    for speaker, rate in long:
        pools.setdefault(speaker, []).append(rate)
    return {speaker: middle(pool) for speaker, pool in pools.items() if len(pool) >= _ENOUGH}
