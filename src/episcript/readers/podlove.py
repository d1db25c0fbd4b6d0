"""Podlove Simple Chapters: the XML that feeds hold, in a file of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading
    from episcript.records.tree import KeyPath

FORMAT = ReaderFormat("Podlove Simple Chapters", (".psc",), ("application/xml",), records=True, chapters=True)

_NAMESPACE = "podlove.org/simple-chapters"
_NEAR_THE_START = 4_096


def score(sample: str) -> Score:
    """Return 1.0 for the root element in its namespace.

    >>> score('<psc:chapters xmlns:psc="http://podlove.org/simple-chapters">').value, score("<tt/>").value
    (1.0, 0.0)
    """
    if _NAMESPACE in sample[:_NEAR_THE_START] and _is_root(sample):
        return Score(1.0, "the namespace of Podlove Simple Chapters")
    return Score(0.0, "it does not begin with the element of Podlove Simple Chapters")


def _is_root(sample: str) -> bool:
    """Return whether the first element is that of chapters, whatever its prefix."""
    root = re.match(
        r"\ufeff?(?:\s++|<\?[^>]{0,500}+>|<!--(?:(?!-->).){0,2000}+-->)*+<(?:[\w.-]{1,60}:)?chapters[\s>]",
        sample,
        re.DOTALL,
    )
    return root is not None


def read(text: str, options: Options) -> Reading:
    """Return the chapters; `start` is Normal Play Time: a clock or seconds."""
    from episcript.readers._chapter_records import Form, read_chapters  # noqa: PLC0415 - detection imports every reader
    from episcript.records.xml_tree import xml_tree  # noqa: PLC0415 - expat

    del options
    keys: dict[KeyPath, str] = {
        ("title",): "title",
        ("start",): "start",
        ("href",): "url",
        ("image",): "image",
    }
    front: dict[KeyPath, str] = {("chapters", "version"): ""}
    form = Form(("chapters", "chapter"), keys, _npt, front, "psc:chapter: start, title")
    return read_chapters(text, xml_tree(text), form)


def _npt(written: str) -> int | None:
    from episcript.times import parse_duration  # noqa: PLC0415 - detection imports every reader

    return parse_duration(written.removeprefix("npt:").strip())
