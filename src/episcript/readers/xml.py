"""XML transcripts: TTML, Transcriber, the captions of video sites, chapters, and what anybody made of elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat(
    "XML transcripts and captions",
    (".xml", ".ttml", ".dfxp", ".trs", ".itt"),
    ("application/ttml+xml", "application/xml", "text/xml"),
    records=True,
)

_DECLARED = re.compile(r"\s*+<\?xml\s")
_BEFORE = re.compile(
    r"(?:\s++|<\?[^>]{0,500}+>|<!--(?:(?!-->).){0,2000}+-->|<!DOCTYPE[^>\[]{0,500}+>)*+",
    re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,60}+(?::[\w.-]{1,60}+)?)(?=[\s/>])")
_TAG = re.compile(r"<([A-Za-z_][\w:.-]{0,60}+)(?=[\s/>])")
_PAGES = frozenset(
    "html head body div p article section main span a b i em strong ul ol li table cite time h1 h2 h3 h4 h5 h6 v c "
    "blockquote pre br hr img details summary figure header footer nav aside meta link script style title center font "
    "dl dt dd tr td th tbody thead tfoot u s small sub sup mark".split()
)
_WORD = "openxmlformats.org/wordprocessingml/", "purl.oclc.org/ooxml/wordprocessingml/"
_NEAR_THE_START = 4_096
_REPEATED = 3


def score(sample: str) -> Score:
    """Return 1.0 for an XML declaration before no page, or elements that repeat below a root of no page; else 0.

    >>> score("<?xml version='1.0'?><tt><body/></tt>").value, score("<v Ann>Hello.").value
    (1.0, 0.0)
    """
    at = _BEFORE.match(sample)
    root = _ROOT.match(sample, at.end() if at else 0)
    if not root:
        return Score(0.0, "it does not begin with an element")
    if root[1].lower() in _PAGES:
        return Score(0.0, f"<{root[1]}> begins a page")
    if any(signature in sample[:_NEAR_THE_START] for signature in _WORD):
        return Score(0.0, "the namespace of Word")
    if _DECLARED.match(sample) or "xmlns" in sample[root.start() : root.start() + 500]:
        return Score(1.0, f"XML with <{root[1]}>")
    return _bare(sample, root)


def _bare(sample: str, root: re.Match[str]) -> Score:
    """Return the score of what has neither a declaration nor a namespace: an element inside must repeat."""
    names = [found[1] for found in _TAG.finditer(sample, root.end())]
    inner = [name for name in names if name.lower() not in _PAGES and name != root[1]]
    closed = f"</{root[1]}" in sample or len(sample) > _NEAR_THE_START
    if closed and inner and max(map(inner.count, set(inner))) >= _REPEATED:
        return Score(1.0, f"elements that repeat in <{root[1]}>")
    return Score(0.0, "no elements that repeat")


def read(text: str, options: Options) -> Reading:
    """Return the reading of XML by what its elements teach."""
    from episcript.records.read import read_tree  # noqa: PLC0415 - detection imports every reader
    from episcript.records.xml_references import with_references  # noqa: PLC0415 - the same
    from episcript.records.xml_tree import xml_tree  # noqa: PLC0415 - expat

    del options
    tree = xml_tree(text)
    with_references(tree.root)
    return read_tree(text, tree)
