"""Which place in the episode a chapter without a clock may mean: a heading or a first sentence that reads like its title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.times import format_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.model import Chapter, Diagnostic, Turn

_ALIKE = 85
"""Of 100, by rapidfuzz: a word more or less, another spelling of a name."""
_SENTENCE = re.compile(r"[^.!?。！？\n]{1,200}")
_MOST = 200
"""Titles and lines that are compared: a file with more has no list of chapters that people wrote."""
_MOST_TURNS = 20_000
_FEWEST_LETTERS = 4


class _Place(NamedTuple):
    words: str
    start: int | None
    line: int | None


def suggestions(
    chapters: Sequence[Chapter], headings: Sequence[Chapter], turns: Sequence[Turn]
) -> Iterator[Diagnostic]:
    """Yield a suggestion for each chapter without a clock whose title reads like a heading or a first sentence.

    Nothing is changed: a title is not always what is said.

    >>> from episcript.model import Chapter, Turn
    >>> found = suggestions([Chapter("Who dredges the mud?")], [], [Turn("So, who dredges the mud? Nobody.", start=5_000)])
    >>> [remark.message for remark in found]
    ["chapter 'Who dredges the mud?' has no clock; 'So, who dredges the mud' at 00:00:05 reads like it"]
    """
    untimed = [chapter for chapter in chapters if chapter.start is None and chapter.first_turn is None][
        :_MOST
    ]
    if not untimed:
        return
    places = [_Place(one.title, one.start, one.line) for one in headings[:_MOST]]
    places += [_Place(_opening(turn.text), turn.start, turn.line) for turn in turns[:_MOST_TURNS]]
    for chapter in untimed:
        if found := _best(chapter.title, places):
            yield _suggestion(chapter, found)


def _suggestion(chapter: Chapter, found: _Place) -> Diagnostic:
    clock = "no clock" if found.start is None else format_clock(found.start)
    place = "" if found.line is None else f" (line {found.line})"
    return diagnose(
        "chapter-match", chapter.line, title=chapter.title, words=found.words, clock=clock, place=place
    )


def _opening(text: str) -> str:
    found = _SENTENCE.match(text)
    return found[0].strip() if found else ""


def _best(title: str, places: Sequence[_Place]) -> _Place | None:
    """Return the place whose words are most like the title, `None` where none comes near."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - start-up

    if sum(map(str.isalnum, title)) < _FEWEST_LETTERS:
        return None
    found = process.extractOne(
        title,
        [place.words for place in places],
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=_ALIKE,
    )
    return places[found[2]] if found else None
