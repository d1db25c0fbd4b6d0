"""Word documents as text: the parts of a `.docx` that hold its words, in one XML text with a paragraph a line."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.parsers import expat

from episcript.codes import EpiscriptError, diagnose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from zipfile import ZipFile, ZipInfo

PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The namespaces of the wrapper, and of Word: the usual one, and that of "Strict Open XML"."""

_MAIN = re.compile(r"word/document[0-9]{0,3}\.xml")
"""Word on the web writes `document2.xml`."""
_OTHERS = (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint file"))
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,200}\?>")
_END_OF_ARCHIVE, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x07"
_LARGEST_INDEX = 1 << 20
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1
_NO_LINE_END = bytes.maketrans(b"\r\n", b"  ")


def unpacked(data: bytes, max_bytes: int) -> str | None:
    """Return the text of the Word document in `data`, the bytes of a ZIP; `None` where it is a ZIP of another kind.

    The text is XML in the form that Word calls flat (one `pkg:package` with a `pkg:part` each): the relationships of
    the document, which hold the targets of its links, its styles, and the document as they are, but for line ends.
    Each paragraph begins a line, and only paragraphs do, so that a line number is the number of a paragraph (those
    of text boxes are not counted). No more than `max_bytes` bytes are unpacked. Raises `EpiscriptError`.
    """
    import zipfile  # noqa: PLC0415 - a flat document needs none
    import zlib  # noqa: PLC0415 - the same

    try:
        _check_index(data)
        with zipfile.ZipFile(_stream(data)) as archive:
            return _text(archive, max_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        if data.startswith(b"[Content_Types].xml", 30) or b"word/document" in data:
            raise refused("the ZIP is damaged") from error
        return None


def refused(reason: str) -> EpiscriptError:
    """Return the error of a Word document that cannot be read."""
    return EpiscriptError(diagnose("bad-docx", reason=reason))


def walk(
    xml: bytes,
    opened: Callable[[str, dict[str, str], int], None],
    closed: Callable[[str], None] | None = None,
    said: Callable[[str, int, bool], None] | None = None,
) -> None:
    """Call back for each tag and text of `xml` (UTF-8), with names as `namespace name` and offsets in bytes.

    `said` learns whether the text stands as it is (`CDATA`), without references. Document types are refused, and with them every
    entity but the five of XML. Raises `EpiscriptError` where `xml` is not well-formed.
    """
    parser = expat.ParserCreate("utf-8", " ")
    verbatim = False

    def cdata(inside: bool) -> Callable[[], None]:  # noqa: FBT001 - one of two states
        def switch() -> None:
            nonlocal verbatim
            verbatim = inside

        return switch

    def doctype(*_: object) -> None:
        raise refused("it declares a document type")

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda name, attributes: opened(name, attributes, parser.CurrentByteIndex)
    if closed:
        parser.EndElementHandler = closed
    if said:
        parser.CharacterDataHandler = lambda text: said(text, parser.CurrentByteIndex, verbatim)
        parser.StartCdataSectionHandler, parser.EndCdataSectionHandler = cdata(inside=True), cdata(inside=False)
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - pyexpat takes no keyword
    except expat.ExpatError as error:
        raise refused(f"its XML is broken, {expat.ErrorString(error.code)}") from None


def _stream(data: bytes) -> BytesIO:
    return BytesIO(data)


def _check_index(data: bytes) -> None:
    """Raise where the index of the ZIP is larger than that of any document: each entry of it would become an object."""
    end = data.rfind(_END_OF_ARCHIVE)
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if end < 0 or size > _LARGEST_INDEX or data.startswith(_LOCATOR_64, max(end - 20, 0)):
        raise ValueError
