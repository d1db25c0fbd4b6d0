"""What `--repair-chapters` does: chapters that stand twice, chapters out of order, and a first one that is not at 0:00."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from episcript.model import Repair
from episcript.times import format_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from episcript.model import Chapter, Episode

_Mended = tuple[list["Chapter"], list[Repair]]

TWICE, ORDER, FIRST = "chapter-twice", "chapter-order", "chapter-first"
"""The rules that the receipts name."""


def repair_chapters(episode: Episode) -> Episode:
    """Return `episode` with its chapters as players want them; each change has a receipt with the chapter's line.

    Only what needs no judgement is done. Titles are never changed, and two chapters with one start and two titles stay.
    Done twice it is done once.

    >>> from episcript.model import Chapter, Episode
    >>> episode = repair_chapters(Episode(chapters=(Chapter("B", 9_000, "given"), Chapter("A", 4_000, "given"))))
    >>> [(chapter.title, chapter.start) for chapter in episode.chapters]
    [('A', 0), ('B', 9000)]
    """
    chapters = list(episode.chapters)
    repairs: list[Repair] = []
    for rule in _RULES:
        chapters, receipts = rule(chapters)
        repairs += receipts
    return replace(episode, chapters=tuple(chapters), repairs=(*episode.repairs, *repairs))


def _once(chapters: Sequence[Chapter]) -> _Mended:
    """Take out every chapter that says the same title at the same time as one before it, which gets the link it lacks."""
    known: dict[tuple[str, int], int] = {}
    kept: list[Chapter] = []
    repairs: list[Repair] = []
    for chapter in chapters:
        key = (chapter.title, chapter.start) if chapter.start is not None else None
        if key in known:
            first = kept[known[key]]
            kept[known[key]] = replace(
                first, url=first.url or chapter.url, image=first.image or chapter.image
            )
            repairs.append(Repair(chapter.line, None, _shown(chapter), "", TWICE))
            continue
        if key:
            known[key] = len(kept)
        kept.append(chapter)
    return kept, repairs


def _sorted(chapters: Sequence[Chapter]) -> _Mended:
    """Put the chapters in the order of their starts; one without a clock stays behind the one before it."""
    latest = list(accumulate((-1 if one.start is None else one.start for one in chapters), max))
    keys = _keys(chapters)
    order = sorted(range(len(chapters)), key=keys.__getitem__)
    places = {here: place for place, here in enumerate(order)}
    repairs = [
        Repair(
            chapter.line,
            None,
            f"{here + 1}. {_shown(chapter)}",
            f"{places[here] + 1}. {_shown(chapter)}",
            ORDER,
        )
        for here, chapter in enumerate(chapters)
        if chapter.start is not None and chapter.start < latest[here]
    ]
    return [chapters[here] for here in order], repairs


def _keys(chapters: Sequence[Chapter]) -> list[int]:
    """Return the start of each chapter, of one without a clock that of the chapter before it."""
    keys: list[int] = []
    for chapter in chapters:
        keys.append(chapter.start if chapter.start is not None else (keys[-1] if keys else 0))
    return keys


def _from_zero(chapters: Sequence[Chapter]) -> _Mended:
    """Let the first chapter begin at 0:00: what is before it has no other chapter to belong to."""
    first = chapters[0] if chapters else None
    if first is None or not first.start:
        return list(chapters), []
    moved = replace(first, start=0, start_source="given")
    return [moved, *chapters[1:]], [Repair(first.line, None, _shown(first), _shown(moved), FIRST)]


_RULES: tuple[Callable[[Sequence[Chapter]], _Mended], ...] = (_once, _sorted, _from_zero)


def _shown(chapter: Chapter) -> str:
    return f"{format_clock(chapter.start or 0)} {chapter.title}".rstrip()
