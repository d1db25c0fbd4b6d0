"""The metadata file of ffmpeg: sections of chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading

FORMAT = ReaderFormat("ffmpeg metadata", (".ffmetadata", ".ffmeta"), ("text/plain",), chapters=True)


def score(sample: str) -> Score:
    r"""Return 1.0 for the signature.

    >>> score(";FFMETADATA1\n[CHAPTER]\n").value
    1.0
    """
    if sample.removeprefix("\ufeff").startswith(";FFMETADATA"):
        return Score(1.0, "it begins with ;FFMETADATA")
    return Score(0.0, "it does not begin with ;FFMETADATA")


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the sections and the values before the first of them; other sections and comments are notes."""
    from episcript.readers._ffmetadata_sections import read_sections  # noqa: PLC0415 - detection imports every reader

    del options
    return read_sections(text)
