"""Findings on chapters that no earlier stage gives: one title that stands twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.check.case import clipped, found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.check.case import Case, Finding

_RECURRING = frozenset(
    ("intro", "outro", "break", "ad", "ads", "sponsor", "sponsors", "q&a", "questions", "music")
)
"""Titles that an episode may have several of."""


def find(case: Case) -> Iterator[Finding]:
    """Yield each chapter whose title an earlier one had; off a turn, out of order and outside is said by `enrich`."""
    known: dict[str, int | None] = {}
    for chapter in case.episode.chapters:
        key = " ".join(chapter.title.casefold().split())
        if key and key in known and key not in _RECURRING:
            yield found(
                "chapter-twice",
                chapter.line,
                chapter.title,
                title=clipped(chapter.title),
                where=f" (line {known[key]})" if known[key] else "",
            )
        known.setdefault(key, chapter.line)
