"""Chapters from elsewhere take the place of those of an episode."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.chapters.match import suggestions
from episcript.codes import diagnose
from episcript.model import Chapter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from episcript.model import Episode

_BULLET = re.compile(r"\s*(?:[-*+•]|[0-9]{1,3}[.)])\s+")
_LONGEST_TITLE = 120


def bring(episode: Episode, chapters: Sequence[Chapter], *, source: str) -> Episode:
    """Return `episode` with `chapters` in the place of its own; they are tied to its turns when it is enriched.

    `source` is the name of the file that they come from. Their lines are those of that file, so they have none here. One
    without a clock takes the place of a chapter of the episode with the same title; where only a similar title or a
    first sentence is found, that is suggested.

    >>> from episcript.model import Chapter, Episode
    >>> [chapter.title for chapter in bring(Episode(), [Chapter("The well", 0)], source="list.txt").chapters]
    ['The well']
    """
    headings = {_key(chapter.title): chapter for chapter in reversed(episode.chapters)}
    brought = tuple(_placed(chapter, headings) for chapter in chapters)
    told = [diagnose("chapters-replaced", None, count=len(episode.chapters), file=source)]
    return replace(
        episode,
        chapters=brought,
        diagnostics=(
            *episode.diagnostics,
            *(told if episode.chapters else ()),
            *suggestions(brought, episode.chapters, episode.turns),
        ),
    )


def titles_of(episode: Episode) -> tuple[Chapter, ...]:
    r"""Return the lines of a file that is nothing but short lines as chapters without a clock; none of any other.

    >>> from episcript.model import Episode, Note
    >>> [chapter.title for chapter in titles_of(Episode(notes=(Note("- The well\n- The pump", 1, 0),)))]
    ['The well', 'The pump']
    """
    if any(turn.label is not None or turn.start is not None for turn in episode.turns):
        return ()
    told = [(turn.line, turn.text) for turn in episode.turns] + [
        (note.line, note.text) for note in episode.notes
    ]
    lines = [(line, title) for line, text in told for title in text.split("\n")]
    titles = [(line, _BULLET.sub("", title).strip()) for line, title in lines if title.strip()]
    if any(len(title) > _LONGEST_TITLE for _, title in titles):
        return ()
    return tuple(Chapter(title, line=line) for line, title in titles if title)


def _key(title: str) -> str:
    """Return what two titles have in common that are the same but for punctuation; one of signs alone is itself."""
    return "".join(filter(str.isalnum, title.casefold())) or title.strip()


def _placed(chapter: Chapter, headings: Mapping[str, Chapter]) -> Chapter:
    """Return a chapter without what only its own file can say; one without a clock has that of its heading."""
    bare = replace(chapter, first_turn=None, last_turn=None, line=None)
    heading = headings.get(_key(chapter.title)) if chapter.start is None else None
    if heading is None:
        return bare
    return replace(
        bare, start=heading.start, start_source=heading.start_source, first_turn=heading.first_turn
    )
