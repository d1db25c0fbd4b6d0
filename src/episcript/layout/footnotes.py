"""Footnote references in turns: the name that the source gives becomes the index of the note."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.codes import diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from episcript.model import Diagnostic, Mark, Turn


def resolved(turns: Sequence[Turn], notes: Mapping[str, int]) -> tuple[list[Turn], list[Diagnostic]]:
    """Return the turns with each reference as the index of its note, and a remark for each without one.

    `notes` maps the names of footnotes to the indexes of notes.
    """
    remarks: list[Diagnostic] = []
    return [_resolved(turn, notes, remarks) if turn.marks else turn for turn in turns], remarks


def _resolved(turn: Turn, notes: Mapping[str, int], remarks: list[Diagnostic]) -> Turn:
    """Return a turn with its references resolved; what has no note is added to `remarks`."""
    if not any(mark.kind == "note" for mark in turn.marks):
        return turn
    marks = tuple(_target(mark, notes) for mark in turn.marks)
    unknown = (
        mark.target
        for mark, found in zip(turn.marks, marks, strict=True)
        if mark.kind == "note" and found.target is None
    )
    remarks.extend(diagnose("footnote-target", turn.line, name=name) for name in unknown)
    return replace(turn, marks=marks)


def _target(mark: Mark, notes: Mapping[str, int]) -> Mark:
    if mark.kind != "note":
        return mark
    number = notes.get(mark.target or "")
    return replace(mark, target=None if number is None else str(number))
