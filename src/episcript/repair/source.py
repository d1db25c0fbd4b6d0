"""The repair of a source as bytes: what is written instead, and the receipts that lead back to every byte."""

from __future__ import annotations

import codecs
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import EpiscriptError, diagnose
from episcript.decode import decode_as_is
from episcript.lines import LINE_END
from episcript.repair import repair, undo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Diagnostic, Options, Repair

_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WESTERN = "windows-1252"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Receipts:
    """What leads from a result back to its source.

    `encoding` is the codec of the source and `bom` its byte order mark in hexadecimal digits. Where `encoding` is
    `windows-1252`, `lines` are the numbers of the lines that are; all others are UTF-8. `original` is the source itself
    where its codec alone would not restore it, else `None`. The hashes are SHA-256 in hexadecimal digits.
    """

    name: str | None
    encoding: str
    bom: str | None
    sha256: str
    lines: tuple[int, ...]
    original: bytes | None
    result: str
    repairs: tuple[Repair, ...]


class Mending(NamedTuple):
    """A source repaired: its text before and after, the bytes to write, the receipts, what there is to say."""

    before: str
    after: str
    data: bytes
    receipts: Receipts
    diagnostics: tuple[Diagnostic, ...]


def mend(data: bytes, options: Options, name: str | None = None) -> Mending:
    """Return `data` with its encoding mended, as UTF-8; a mark of UTF-8 stays, everything else too.

    Raises `EpiscriptError` for what is no text, and for Word documents, which `convert` repairs. Whether the text is JSON
    or XML, which hold their words escaped, is for the caller to ask.

    >>> from episcript.model import Options
    >>> found = mend("TÃ¼lu".encode(), Options())
    >>> found.data.decode(), undone(found.data, found.receipts).decode()
    ('Tülu', 'TÃ¼lu')
    """
    if data.startswith(_ZIP) and b"word/" in data:
        raise EpiscriptError(diagnose("not-repaired", kind="a Word document", format="md"))
    decoded = decode_as_is(data, options)
    mended = repair(decoded.text)
    mark = next((mark for mark in _BOMS if data.startswith(mark)), b"")
    kept = mark if mark == codecs.BOM_UTF8 and decoded.encoding in {"utf-8", "utf-8-sig", _WESTERN} else b""
    written = kept + mended.text.encode()
    receipts = Receipts(
        name=name,
        encoding=decoded.encoding,
        bom=mark.hex() or None,
        sha256=decoded.sha256,
        lines=_western_lines(data, options) if decoded.encoding == _WESTERN else (),
        original=None,
        result=sha256(written).hexdigest(),
        repairs=(*decoded.repairs, *mended.repairs),
    )
    if not _restores(decoded.text, receipts, data):
        receipts = replace(receipts, original=data)
    return Mending(decoded.text, mended.text, written, receipts, (*decoded.diagnostics, *mended.diagnostics))


def _restores(text: str, receipts: Receipts, data: bytes) -> bool:
    """Return whether the codec alone makes `data` of `text` again."""
    try:
        return _encoded(text, receipts) == data
    except (ValueError, LookupError):
        return False


def require_result(data: bytes, receipts: Receipts) -> None:
    """Raise an `EpiscriptError` where `data` is not the result that `receipts` speak of."""
    if sha256(data).hexdigest() != receipts.result:
        raise EpiscriptError(diagnose("other-file"))


def undone(data: bytes, receipts: Receipts) -> bytes:
    """Return the source that `receipts` were given for; `EpiscriptError` where `data` is not its result."""
    require_result(data, receipts)
    source = receipts.original
    if source is None:
        try:
            text = undo(data.removeprefix(codecs.BOM_UTF8).decode(), receipts.repairs)
            source = _encoded(text, receipts)
        except (ValueError, LookupError) as error:
            raise EpiscriptError(diagnose("bad-receipts", reason=str(error))) from error
    if sha256(source).hexdigest() != receipts.sha256:
        raise EpiscriptError(diagnose("bad-receipts", reason="they do not lead to the source that they name"))
    return source


def _encoded(text: str, receipts: Receipts) -> bytes:
    """Return `text` in the encoding of the source, as far as that can be told."""
    mark = bytes.fromhex(receipts.bom or "")
    if receipts.encoding == _WESTERN:
        return mark + b"".join(_line_bytes(text, frozenset(receipts.lines)))
    codec = {"utf-8-sig": "utf-8", "utf-16": "utf-16-", "utf-32": "utf-32-"}.get(
        receipts.encoding, receipts.encoding
    )
    if codec.endswith("-"):
        codec += "le" if mark in {codecs.BOM_UTF16_LE, codecs.BOM_UTF32_LE} else "be"
    return mark + text.encode(codec, "replace")


def _line_bytes(text: str, western: frozenset[int]) -> Iterator[bytes]:
    """Yield the lines as bytes: Windows-1252 with the controls of its undefined bytes, or UTF-8."""
    bounds = [0, *(found.end() for found in LINE_END.finditer(text)), len(text)]
    for number, (start, end) in enumerate(pairwise(bounds), 1):
        line = text[start:end]
        yield b"".join(map(_western_byte, line)) if number in western else line.encode()


def _western_byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1", "replace")


def _western_lines(data: bytes, options: Options) -> tuple[int, ...]:
    """Return the numbers of the lines that are not UTF-8; all where the user names the encoding."""
    rest = data.removeprefix(codecs.BOM_UTF8)
    bounds = [0, *(found.end() for found in re.finditer(LINE_END.pattern.encode(), rest)), len(rest)]
    lines = enumerate((rest[start:end] for start, end in pairwise(bounds)), 1)
    return tuple(number for number, line in lines if options.encoding or not _is_utf_8(line))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def encoded_original(receipts: Receipts) -> str | None:
    """Return the source in Base64, where the receipts hold it."""
    return None if receipts.original is None else b64encode(receipts.original).decode()


def decoded_original(text: str | None) -> bytes | None:
    """Return the source that `encoded_original` wrote; `ValueError` where it is no Base64."""
    return None if text is None else b64decode(text, validate=True)
