"""Findings on names: written otherwise in the speech than in the notes and chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.check.case import found
from episcript.check.spelling import Spellings, variants
from episcript.check.vocabulary import linked_in, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.check.case import Case, Finding


def find(case: Case) -> Iterator[Finding]:
    """Yield each name of a turn that the notes write otherwise, once a turn, with the number of its places."""
    spellings = Spellings.of(names_in(case.episode), linked_in(case.episode))
    if not (case.told_apart and spellings):
        return
    for index, turn in enumerate(case.episode.turns):
        told: dict[tuple[str, str], int] = {}
        for variant in variants(turn.text, spellings):
            pair = variant.written, variant.right
            told[pair] = told.get(pair, 0) + 1
        for (written, right), count in told.items():
            line = case.line(index, written)
            yield found("name-differs", line, written, written=written, right=right, count=count)
