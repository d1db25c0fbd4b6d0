"""Pages: a post as a blog exports it, a transcript in the Podcasting 2.0 form, anything with tagged lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.lines import LINE_END
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("HTML pages and Podcasting 2.0 HTML", (".html", ".htm", ".xhtml"), ("text/html",))

_BLOCK = re.compile(
    r"</?(?:p|div|cite|time|li|ul|ol|h[1-6]|html|head|body|meta|title|section|article|td|tr)\b[^<>]*>",
    re.IGNORECASE,
)
_TAGGED_SHARE = 0.4
"""Markdown holds a tag here and there; in a page most lines do (the doctype says little, many pages have none)."""


def score(sample: str) -> Score:
    """Return 0.9 where at least two fifths of the lines hold a block tag."""
    lines = [line for line in LINE_END.split(sample) if line.strip()]
    tagged = sum(_BLOCK.search(line) is not None for line in lines)
    if lines and tagged >= _TAGGED_SHARE * len(lines):
        return Score(0.9, f"{tagged} of {len(lines)} lines hold a block tag")
    return Score(0.0, "few lines hold a block tag")


def read(text: str, options: Options) -> Reading:
    """Return the reading of a page: its text in canonical lines goes through the learner like any post."""
    from episcript.layout import read_document  # noqa: PLC0415 - detection imports every reader
    from episcript.markup.blocks import parse  # noqa: PLC0415 - the same
    from episcript.markup.html import canonical  # noqa: PLC0415 - the same

    del options
    page = canonical(text)
    document = parse(page.text, markdown=True, front=False)
    document = replace(document, origin=page.origin, diagnostics=(*page.remarks, *document.diagnostics))
    reading = read_document(document)
    episode = reading.episode
    titled = replace(episode, title=episode.title or page.title, language=episode.language or page.language)
    return replace(reading, episode=titled)
