"""Voices inside a line: where a file names its speakers in `<v Name>`, a tag in the midst of a line is no speech either."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.layout.accept import strange
from episcript.layout.names import plain_label
from episcript.layout.patterns import VOICE

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from episcript.markup import Document, Line

_TAG = re.compile(rf"(?<![\\`])(?:{VOICE.pattern}|</v>)")


def parted(
    document: Document, region: range, heads: Mapping[int, int], labels: Container[str | None]
) -> Document:
    """Return the document with a line of its own for each voice inside a line of `region`; what closes one is left out.

    `heads` says where the text behind the head of a line begins. A name that is none of `labels` has to read like
    a name: people who talk about subtitles say `<v …>`, too.
    """
    lines = [
        piece
        for position, line in enumerate(document.lines)
        for piece in (
            _pieces(document.text, line, heads.get(position, line.start), labels)
            if position in region and line.kind != "blank"
            else (line,)
        )
    ]
    return document if lines == list(document.lines) else replace(document, lines=tuple(lines))


def _pieces(text: str, line: Line, begin: int, labels: Container[str | None]) -> Iterator[Line]:
    """Yield a line up to its first tag behind `begin`, and a line from each tag on."""
    piece = line
    for tag in _TAG.finditer(text, begin, line.end):
        if tag["name"] and not _is_speaker(tag["name"], labels):
            continue
        if piece is line or text[piece.start : tag.start()].strip():
            yield piece._replace(end=tag.start())
        start = tag.start() if tag["name"] else tag.end()
        piece = line._replace(kind="text", start=start, prefix="", margin=start)
    if piece is line or text[piece.start : piece.end].strip():
        yield piece


def _is_speaker(name: str, labels: Container[str | None]) -> bool:
    label = plain_label(name)
    return label in labels or (any(map(str.isalpha, label)) and strange(label) is None)
