"""Plain text of any layout: nothing in a line is markup, asterisks and backslashes stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("plain text of any layout", (".txt", ".text"), ("text/plain",))


def score(sample: str) -> Score:
    """Return 0.5: any text can be read, but Markdown that shows itself is read better as such."""
    del sample
    return Score(0.5, "any text")


def read(text: str, options: Options) -> Reading:
    """Return the reading of `text` as plain lines."""
    from episcript.layout import read_document  # noqa: PLC0415 - detection imports every reader
    from episcript.markup.blocks import parse  # noqa: PLC0415 - the same

    del options
    return read_document(parse(text, markdown=False))
