"""Word documents: their paragraphs become canonical lines and go through the learner like any post."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat(
    "Word documents",
    (".docx", ".docm"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
)

_SIGNATURES = ("openxmlformats.org/wordprocessingml/", "purl.oclc.org/ooxml/wordprocessingml/")
_NEAR_THE_START = 4_096


def score(sample: str) -> Score:
    """Return 1.0 for XML that names the namespace of Word near its start."""
    start = sample[:_NEAR_THE_START]
    if start.lstrip().startswith("<") and any(signature in start for signature in _SIGNATURES):
        return Score(1.0, "the namespace of Word")
    return Score(0.0, "no namespace of Word at its start")


def read(text: str, options: Options) -> Reading:
    """Return the reading of a Word document; lines are paragraphs, which `unpack` gave a line each."""
    from episcript.layout import read_document  # noqa: PLC0415 - detection imports every reader
    from episcript.markup.blocks import parse  # noqa: PLC0415 - the same
    from episcript.markup.sources import sourced  # noqa: PLC0415 - the same
    from episcript.markup.word import canonical  # noqa: PLC0415 - the same

    del options
    word = canonical(text)
    document = parse(word.text, markdown=True, front=False)
    document = replace(document, origin=word.origin, diagnostics=(*word.remarks, *document.diagnostics))
    reading = read_document(document)
    return replace(
        reading,
        ledger=lambda: sourced(reading.ledger(), word.text, word.stretches, text, word.apart),
    )
