"""Pages: a post as a blog exports it, a transcript in the Podcasting 2.0 form, anything with tagged lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.lines import LineIndex, split_lines
from episcript.model import LedgerEntry
from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.markup.html import Page
    from episcript.model import Episode, Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("HTML pages and Podcasting 2.0 HTML", (".html", ".htm", ".xhtml"), ("text/html",))

_BEGINS = re.compile(
    r"\ufeff?\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(
    r"</?(?:p|div|cite|time|li|ul|ol|dl|dt|dd|h[1-6]|html|head|body|meta|title|section|article|main|nav|header|footer|aside|figure|"
    r"blockquote|pre|table|tbody|td|th|tr)\b[^<>]*>",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\s*<(?:p|div|dl|section|article|main|body)\b[^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAGGED_SHARE = 0.4
"""Markdown holds a tag here and there; in a page most lines do, and many pages have no doctype."""
_NO_TEXT = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
"""A page may begin with more scripts and styles than the sample holds."""


def score(sample: str) -> Score:
    """Return 1.0 for a page that says it is one, 0.9 where two fifths of the lines hold a block tag.

    The lines of scripts and styles are no lines; in a fragment that begins with a block a line break counts, too.
    """
    if _BEGINS.match(sample):
        return Score(1.0, "it begins as a page")
    if "<" not in sample:
        return Score(0.0, "no tag in it")
    said = _NO_TEXT.sub("", sample)
    lines = [line for line in split_lines(said) if line.strip()]
    breaks = _OPENED.match(said) is not None
    tagged = sum(
        "<" in line and (_BLOCK.search(line) is not None or (breaks and _BREAK.search(line) is not None))
        for line in lines
    )
    if lines and tagged >= _TAGGED_SHARE * len(lines):
        return Score(0.9, f"{tagged} of {len(lines)} lines hold a block tag")
    return Score(0.0, "few lines hold a block tag")


def read(text: str, options: Options) -> Reading:
    """Return the reading of a page: its text in canonical lines goes through the learner like any post."""
    from episcript.layout import read_document  # noqa: PLC0415 - detection imports every reader
    from episcript.markup.blocks import parse  # noqa: PLC0415 - the same
    from episcript.markup.html import canonical  # noqa: PLC0415 - the same
    from episcript.markup.sources import sourced  # noqa: PLC0415 - the same

    del options
    page = canonical(text)
    document = parse(page.text, markdown=True, front=False)
    document = replace(document, origin=page.origin, diagnostics=(*page.remarks, *document.diagnostics))
    reading = read_document(document)
    episode, front = _entitled(reading.episode, page, text)
    return replace(
        reading,
        episode=replace(episode, language=episode.language or page.language),
        ledger=lambda: sourced(reading.ledger(), page.text, page.stretches, text, (*page.apart, *front)),
    )


def _entitled(episode: Episode, page: Page, text: str) -> tuple[Episode, tuple[LedgerEntry, ...]]:
    """Return the episode with the title of the page, where no heading was one, and the entry of that title.

    A heading is the title of the episode; that of the page often names the site, too.
    """
    if page.title is None:
        return episode, ()
    start, end, said = page.title
    if episode.title is None:
        return replace(episode, title=said), (LedgerEntry(start, end, "front", "title", said),)
    remark = diagnose("left-out", LineIndex(text).line(start), what="the title of the page", text=said)
    told = replace(episode, diagnostics=(remark, *episode.diagnostics))
    return told, (LedgerEntry(start, end, "skipped"),)
