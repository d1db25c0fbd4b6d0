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
    from zipfile import ZipFile

PACKAGE = "http://schemas.microsoft.com/office/2006/xmlPackage"
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""The namespaces of Word: the usual one, and that of "Strict Open XML"."""

_MAIN = re.compile(r"word/document[0-9]{0,3}\.xml")
"""Word on the web writes `document2.xml`."""
_OTHERS = (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint file"))
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,200}\?>")
_NO_LINE_END = bytes.maketrans(b"\r\n", b"  ")
_PARAGRAPHS = frozenset(f"{namespace} p" for namespace in WORD)

_END, _LOCATOR_64, _LOCATOR_SIZE = b"PK\x05\x06", b"PK\x06\x07", 20
_LARGEST_INDEX = 1 << 20
_METHODS = (0, 8)
"""Stored and deflated; the format has no others."""
_ENCRYPTED = 1


def unpacked(data: bytes, max_bytes: int) -> str | None:
    """Return the text of the Word document in `data`, the bytes of a ZIP; `None` where it is a ZIP of another kind.

    The text is XML in the form that Word calls flat, a `pkg:package` of `pkg:part`s: the relationships of the document
    (they hold the targets of its links), its styles, and the document, all as they are but for line ends. Each
    paragraph of the document begins a line and nothing else does, so the number of a line is that of a paragraph;
    those of text boxes, which lie inside another, are not counted. No more than `max_bytes` bytes are unpacked.
    Raises `EpiscriptError` for what is damaged, encrypted or too large.
    """
    import struct  # noqa: PLC0415 - a flat document needs none
    import zipfile  # noqa: PLC0415 - the same
    import zlib  # noqa: PLC0415 - the same
    from io import BytesIO  # noqa: PLC0415 - the same

    broken = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
    try:
        _check_index(data)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _package(archive, max_bytes)
    except broken:
        if data.startswith(b"[Content_Types].xml", 30) or b"word/document" in data:
            raise refused("its ZIP is damaged") from None
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
    """Call back for each tag and each stretch of text in `xml` (UTF-8), with offsets in bytes.

    Names are `namespace name`. `said` learns whether its text is verbatim (`CDATA`: an ampersand is one). A document
    type is refused, and with it every entity but the five of XML. Raises `EpiscriptError` for XML that is broken.
    """
    parser = expat.ParserCreate("utf-8", " ")
    sections = 0

    def section() -> None:
        nonlocal sections
        sections += 1

    def doctype(*_: object) -> None:
        raise refused("it declares a document type")

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = lambda name, values: opened(name, values, parser.CurrentByteIndex)
    parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = section
    if closed:
        parser.EndElementHandler = closed
    if said:
        parser.CharacterDataHandler = lambda text: said(text, parser.CurrentByteIndex, sections % 2 == 1)
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - pyexpat has no keywords
    except expat.ExpatError as error:
        raise refused(f"its XML is broken ({expat.ErrorString(error.code)})") from None


def _check_index(data: bytes) -> None:
    """Raise where the index of the ZIP is larger than that of any document: each of its entries becomes an object."""
    end = data.rfind(_END)
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if size > _LARGEST_INDEX or data.startswith(_LOCATOR_64, max(end - _LOCATOR_SIZE, 0)):
        raise ValueError


def _package(archive: ZipFile, max_bytes: int) -> str | None:
    """Return the parts in one text, `None` where there is no document among them."""
    names = archive.namelist()
    main = next(filter(_MAIN.fullmatch, names), None)
    if main is None:
        _refuse_others(names)
        return None
    folder, _, name = main.rpartition("/")
    wanted = [part for part in (f"{folder}/_rels/{name}.rels", f"{folder}/styles.xml") if part in names]
    parts: list[str] = []
    for part in (*wanted, main):
        xml = _xml(_part(archive, part, max_bytes - sum(map(len, parts)), max_bytes))
        text = _in_lines(xml, by_paragraph=part == main)
        parts.append(f'<pkg:part pkg:name="/{part}"><pkg:xmlData>{text}</pkg:xmlData></pkg:part>')
    return f'<pkg:package xmlns:pkg="{PACKAGE}" xmlns:w="{WORD[0]}">{"".join(parts)}</pkg:package>'


def _refuse_others(names: list[str]) -> None:
    for folder, kind in _OTHERS:
        if any(name.startswith(folder) for name in names):
            raise EpiscriptError(diagnose("binary", kind=kind, advice="; save what it says as text first"))


def _part(archive: ZipFile, name: str, left: int, max_bytes: int) -> bytes:
    """Return a part of at most `left` bytes; what the index declares is not trusted, the bytes are counted."""
    info = archive.getinfo(name)
    if info.flag_bits & _ENCRYPTED:
        raise refused("it is encrypted; save it without a password")
    if info.compress_type not in _METHODS:
        raise refused("it is compressed in a way that Word does not know")
    if info.file_size <= left:
        with archive.open(info) as stream:
            data = stream.read(max(left, 0) + 1)
        if len(data) <= left:
            return data
    raise EpiscriptError(diagnose("unpacked-too-large", limit=f"{max_bytes:,}"))


def _xml(data: bytes) -> str:
    """Return the text of a part without its declaration: UTF-8 or UTF-16, the format has no others."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise refused("its XML is neither UTF-8 nor UTF-16") from None
    return _DECLARATION.sub("", text, count=1) if _DECLARATION.match(text) else text


def _in_lines(xml: str, *, by_paragraph: bool) -> str:
    """Return the XML of a part in one line, or with a line for each paragraph but the first, before which none ends."""
    data = xml.encode()
    starts = list(_paragraphs(data)) if by_paragraph else []
    if not by_paragraph:
        walk(data, lambda *_: None)
    pieces = pairwise([0, *starts[1:], len(data)])
    return b"\n".join(data[start:end].translate(_NO_LINE_END) for start, end in pieces).decode()


def _paragraphs(xml: bytes) -> Iterator[int]:
    """Return where the paragraphs begin that lie in no other."""
    starts: list[int] = []
    depth = 0

    def opened(name: str, _: dict[str, str], offset: int) -> None:
        nonlocal depth
        if name in _PARAGRAPHS:
            if not depth:
                starts.append(offset)
            depth += 1

    def closed(name: str) -> None:
        nonlocal depth
        depth -= name in _PARAGRAPHS

    walk(xml, opened, closed)
    return iter(starts)
