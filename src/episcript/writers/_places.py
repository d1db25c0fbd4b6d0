"""Where chapters and notes stand among the turns, and which clocks are shown: what the text writers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.lines import LINE_END
from episcript.times import format_clock

if TYPE_CHECKING:
    from episcript.model import Chapter, Episode, Options, Turn


def chapters_by_turn(episode: Episode) -> dict[int, list[Chapter]]:
    """Return the chapters by the index of the turn that they stand before, in order.

    A chapter without turns stands with the one that follows it, behind the last turn where none does.

    >>> from episcript.model import Chapter, Episode, Turn
    >>> both = (Chapter("Music"), Chapter("Talk", first_turn=0, last_turn=0))
    >>> [chapter.title for chapter in chapters_by_turn(Episode(chapters=both, turns=(Turn("Hi."),)))[0]]
    ['Music', 'Talk']
    """
    places: dict[int, list[Chapter]] = {}
    place = len(episode.turns)
    for chapter in reversed(episode.chapters):
        place = place if chapter.first_turn is None else min(chapter.first_turn, len(episode.turns))
        places.setdefault(place, []).append(chapter)
    return {place: chapters[::-1] for place, chapters in places.items()}


def chapter_clock(chapter: Chapter, options: Options) -> str | None:
    """Return the clock to show with a chapter, `None` where there is none to show.

    A start that was only taken from the next turn is not shown: read again it would count as given.
    """
    shown = options.times != "none" and chapter.start_source != "next"
    return format_clock(chapter.start) if shown and chapter.start is not None else None


def turn_clock(turn: Turn, options: Options) -> str | None:
    """Return the clock to show with a turn, `None` where there is none to show."""
    return format_clock(turn.start) if options.times == "turn" and turn.start is not None else None


def squeezed(title: str) -> str:
    """Return a title on one line."""
    return LINE_END.sub(" ", title)


def shown_label(turn: Turn, options: Options) -> str | None:
    """Return the label of a turn as formats of labels show it: the name that `options.speaker` gives it, else itself."""
    return dict(options.speaker).get(turn.label or "", turn.label) if options.speaker else turn.label
