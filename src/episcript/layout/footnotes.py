"""Footnote references in turns: the name that the source gives becomes the index of the note."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.codes import diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from episcript.model import Diagnostic, Mark, Turn


_DEFINITION = re.compile(
    r"""\{\#([^\s{}]{1,80})[ }]|\sid=["']([^\s"'<>]{1,80})["']|\[\^([^\]\s\[]{1,80})\]:"""
)
"""Where a footnote begins: an attribute of pandoc, an identifier of HTML, a definition of Markdown."""


def resolved(
    turns: Sequence[Turn], notes: Mapping[str, int], source: str
) -> tuple[list[Turn], list[Diagnostic]]:
    """Return the turns with each reference as the index of its note, and a remark for each without a text in `source`.

    `notes` maps the names of footnotes to the indexes of notes. In prose a footnote may have become speech.
    """
    unknown: list[tuple[int | None, str]] = []
    found = [_resolved(turn, notes, unknown) if turn.marks else turn for turn in turns]
    defined = {"".join(one.groups("")) for one in _DEFINITION.finditer(source)} if unknown else set()
    lost = [(line, name) for line, name in unknown if name not in defined and any(map(str.isalnum, name))]
    return found, [diagnose("footnote-target", line, name=name) for line, name in lost]


def _resolved(turn: Turn, notes: Mapping[str, int], unknown: list[tuple[int | None, str]]) -> Turn:
    """Return a turn with its references resolved; what has no note is added to `unknown`."""
    if not any(mark.kind == "note" for mark in turn.marks):
        return turn
    marks = tuple(_target(mark, notes) for mark in turn.marks)
    unknown.extend(
        (turn.line, mark.target or "")
        for mark, found in zip(turn.marks, marks, strict=True)
        if mark.kind == "note" and found.target is None
    )
    return replace(turn, marks=marks)


def _target(mark: Mark, notes: Mapping[str, int]) -> Mark:
    if mark.kind != "note":
        return mark
    number = notes.get(mark.target or "")
    return replace(mark, target=None if number is None else str(number))
