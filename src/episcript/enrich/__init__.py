"""Enrich: what follows from what was read: speakers, ends of turns, chapters of turns, and what is odd about them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.enrich.chapters import tie_chapters
from episcript.enrich.clocks import clock_remarks
from episcript.enrich.ends import ends_of
from episcript.enrich.rates import Said
from episcript.enrich.speakers import people
from episcript.model import Turn

if TYPE_CHECKING:
    from episcript.enrich.ends import End
    from episcript.model import Diagnostic, Episode, Options

DERIVED = frozenset(
    (
        "clock-backward",
        "clock-repeated",
        "long-gap",
        "text-cannot-fit",
        "chapter-order",
        "chapter-off-turn",
        "chapter-same-start",
        "chapter-beyond-end",
        "chapter-behind-words",
        "chapter-shift",
    )
)
"""The codes that only this stage gives; earlier remarks with them are replaced, so enriching twice is enriching once."""


def enrich(episode: Episode, options: Options) -> Episode:
    """Return `episode` with everything derived anew: speakers, ends, chapters ↔ turns, and the remarks on them.

    What the source gave (starts, `given` and `aligned` ends, text) is never changed. The remarks follow those of the
    earlier stages. DESIGN §3 has the rules.

    >>> from episcript.model import Episode, Options, Turn
    >>> turns = (Turn("Hello there.", "Ann", start=0), Turn("Hi.", "Bo", start=2_000))
    >>> [(turn.speaker, turn.end, turn.end_source) for turn in enrich(Episode(turns=turns), Options()).turns]
    [('Ann', 2000, 'next'), ('Bo', 2201, 'estimated')]
    """
    said = Said.of(episode.turns)
    ends, gaps = ends_of(episode.turns, said, options.duration, cut=options.long_gaps == "cut")
    times = [end.time for end in ends]
    closed = bool(ends) and ends[-1].source == "given"
    chapters, owners, places = tie_chapters(
        episode.chapters, episode.turns, times, options.duration, closed=closed
    )
    turns = tuple(map(_completed, episode.turns, said.speakers, ends, owners))
    return replace(
        episode,
        speakers=people(turns, said.words),
        chapters=chapters,
        turns=turns,
        diagnostics=(*_earlier(episode), *clock_remarks(turns), *gaps, *places),
    )


def _earlier(episode: Episode) -> tuple[Diagnostic, ...]:
    return tuple(found for found in episode.diagnostics if found.code not in DERIVED)


def _completed(turn: Turn, speaker: str | None, end: End, chapter: int | None) -> Turn:
    """Return `turn` with what was derived; built once and field by field, `replace` takes three times as long."""
    return Turn(
        turn.text,
        turn.label,
        speaker,
        turn.start,
        turn.start_source,
        end.time,
        end.source,
        chapter,
        turn.anchors,
        turn.anchor_source,
        turn.confidence,
        turn.line_breaks,
        turn.marks,
        turn.line,
        turn.labelled,
    )
