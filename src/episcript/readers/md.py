"""Markdown posts of any layout: show notes, chapters and a transcript with inline markup."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.markup.evidence import shows_markdown
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat(
    "Markdown posts of any layout", (".md", ".markdown", ".mdx", ".qmd"), ("text/markdown",)
)


def score(sample: str) -> Score:
    """Return 0.6 where the content shows Markdown: emphasis, links, escapes, headings, entities."""
    if shows_markdown(sample):
        return Score(0.6, "Markdown in it")
    return Score(0.1, "no Markdown in it")


def read(text: str, options: Options) -> Reading:
    """Return the reading of `text` as Markdown."""
    from episcript.layout import read_document  # noqa: PLC0415 - detection imports every reader
    from episcript.markup.blocks import parse  # noqa: PLC0415 - the same

    del options
    tabled = None
    if "-|" in text or "| -" in text or "|:-" in text:
        from episcript.readers._tables_in_md import with_lines  # noqa: PLC0415 - few posts have tables

        tabled = with_lines(text)
    if tabled is None:
        return read_document(parse(text, markdown=True))
    from episcript.markup.sources import sourced  # noqa: PLC0415 - the same

    document = replace(parse(tabled.text, markdown=True), origin=tabled.origin)
    reading = read_document(document)
    return replace(reading, ledger=lambda: sourced(reading.ledger(), tabled.text, tabled.stretches, text, ()))
