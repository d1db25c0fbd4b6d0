"""The decoding of sources: which encoding, by rules that can be told in a sentence and no statistics."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import EXIT_USAGE, EpiscriptError, diagnose
from episcript.lines import LINE_END
from episcript.model import Repair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.model import Diagnostic, Options

_SAMPLE = 64 * 1024
"""Kind and encoding are told by so many bytes."""

_MOST_C0, _MOST_C0_SHARE = 32, 0.01
_MOST_HIGH, _MOST_HIGH_SHARE = 3, 1 / 5
_LINES_NAMED = 5

_OWN = frozenset({"utf-8", "utf-8-sig"})
_WESTERN = "windows-1252"
_UNDEFINED = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_BYTE_LINE_END = re.compile(LINE_END.pattern.encode())
_NO_TEXT = bytes(set(range(0x20)) - set(b"\t\n\f\r"))
_ABOVE_ASCII = bytes(range(0x80, 0x100))
_SURROGATE = re.compile("[\ud800-\udfff]")

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""In this order: the mark of UTF-32-LE begins with that of UTF-16-LE."""

_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_EASTERN = (
    *("shift_jis", "euc-jp", "euc-kr", "big5", "gb18030"),
    *("cp1251", "koi8-r", "cp866", "cp1253", "cp1255", "cp1256", "cp874"),
)
"""What a source that is neither UTF-8 nor Western may be; those that decode it are named, none is chosen.
First those of several bytes a character, which seldom fit by accident."""


class Signature(NamedTuple):
    """A kind of file: the bytes it begins with (one of them), the bytes at a later offset, what makes text of it."""

    kind: str
    starts: tuple[bytes, ...]
    advice: str = ""
    later: tuple[int, bytes] = (0, b"")


_LISTEN = "; episcript does not transcribe; a recogniser such as whisper makes text of it"
_UNPACK = "; unpack it first"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PANDOC = "; `pandoc -t markdown` makes text of it"

SIGNATURES = (
    Signature("an MP3 file", (b"ID3\x02", b"ID3\x03", b"ID3\x04"), _LISTEN),
    Signature("an MP3 file", (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2"), _LISTEN),
    Signature("an AAC file", (b"\xff\xf1", b"\xff\xf9"), _LISTEN),
    Signature("an Ogg file", (b"OggS\0",), _LISTEN),
    Signature("a FLAC file", (b"fLaC\0",), _LISTEN),
    Signature("a WAV file", (b"RIFF", b"RF64"), _LISTEN, (8, b"WAVE")),
    Signature("an AIFF file", (b"FORM",), _LISTEN, (8, b"AIF")),
    Signature("an MP4 or M4A file", (b"\0\0",), _LISTEN, (4, b"ftyp")),
    Signature("an AVI file", (b"RIFF",), _LISTEN, (8, b"AVI ")),
    Signature("a Windows Media file", (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11",), _LISTEN),
    Signature("an AMR or CAF file", (b"#!AMR", b"caff\0"), _LISTEN),
    Signature("a Matroska or WebM file", (b"\x1a\x45\xdf\xa3",), _LISTEN),
    Signature("a PNG image", (b"\x89PNG\r\n\x1a\n",)),
    Signature("a JPEG image", (b"\xff\xd8\xff",)),
    Signature("a GIF image", (b"GIF87a", b"GIF89a")),
    Signature("a WebP image", (b"RIFF",), later=(8, b"WEBP")),
    Signature("a PDF file", (b"%PDF-",), "; `pdftotext` makes text of it"),
    Signature("an RTF file", (b"{\\rtf",), _PANDOC),
    Signature(
        "an old Word file or one with a password",
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        "; save it as .docx without a password, or let `antiword` make text of it",
    ),
    Signature("an OpenDocument file", (b"PK\x03\x04",), _PANDOC, (30, b"mimetypeapplication/vnd.oasis.")),
    Signature("an e-book", (b"PK\x03\x04",), _PANDOC, (30, b"mimetypeapplication/epub")),
    Signature("a ZIP archive", _ZIP, _UNPACK),
    Signature("a gzip or Zstandard file", (b"\x1f\x8b", b"\x28\xb5\x2f\xfd"), _UNPACK),
    Signature("an archive", (b"\xfd7zXZ\0", b"BZh91AY&SY", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"), _UNPACK),
    Signature("an SQLite database", (b"SQLite format 3\0",), "; export its text first"),
)
"""Matched from the top."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a source without its byte order mark, how it was encoded, and the SHA-256 of its bytes."""

    text: str
    encoding: str
    sha256: str
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def decode(data: bytes | str, options: Options) -> Decoded:
    r"""Return the text of `data`: the encoding asked for, else what a byte order mark says, else UTF-8.

    Where that fails, each line is UTF-8 if it can be and Windows-1252 if not, with one remark that names the lines.
    The encoding is one of `utf-8`, `utf-8-sig`, `utf-16`, `utf-32`, `windows-1252` (some or all lines) or the codec
    asked for; all but the first two leave a receipt. NUL becomes U+FFFD with a remark. Text stands for its UTF-8.
    A Word document is unpacked: its text is its XML, a paragraph a line.
    Raises `EpiscriptError` for what is no text, what is too large and what nobody can decode.

    >>> from episcript.model import Options
    >>> decode(b"caf\xe9", Options()).text, decode("café".encode(), Options()).encoding
    ('café', 'utf-8')
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > options.max_bytes:
        raise EpiscriptError(diagnose("too-large", limit=options.max_bytes))
    if isinstance(data, str):
        return _decoded(_encodable(data), "utf-8", raw)
    if (document := _unpacked(data, options.max_bytes)) is not None:
        return _decoded(document, "utf-8", data)
    text, encoding, remarks = _asked(data, options.encoding) if options.encoding else _found(data)
    return _decoded(text, encoding, data, remarks)


def _unpacked(data: bytes, max_bytes: int) -> str | None:
    """Return the XML of a Word document, `None` for anything else."""
    if not data.startswith(_ZIP):
        return None
    from episcript.unpack import unpacked  # noqa: PLC0415 - zipfile and expat

    return unpacked(data, max_bytes)


def _decoded(text: str, encoding: str, data: bytes, remarks: tuple[Diagnostic, ...] = ()) -> Decoded:
    """Return the result: the mark and NULs gone, the receipt written, the bytes summed."""
    from hashlib import sha256  # noqa: PLC0415 - OpenSSL

    text = text.removeprefix("\ufeff")
    repairs = () if encoding in _OWN else (Repair(None, None, encoding, "utf-8", "decode"),)
    digest = sha256(data).hexdigest()
    return Decoded(text.replace("\0", "\ufffd"), encoding, digest, repairs, (*remarks, *_nuls(text)))


def _nuls(text: str) -> tuple[Diagnostic, ...]:
    """Return the remark on NUL characters, at the line of the first."""
    if not (count := text.count("\0")):
        return ()
    line = 1 + sum(1 for _ in LINE_END.finditer(text, 0, text.index("\0")))
    return (diagnose("nul", line, count=count),)


def _encodable(text: str) -> str:
    """Return `text` with surrogate pairs joined and lone surrogates as U+FFFD, so that it can be written."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _asked(data: bytes, encoding: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Return the text in the encoding that the user names; nothing else is tried."""
    name = _codec_name(encoding)
    if name == _WESTERN:
        return _western(data), name, ()
    try:
        return _encodable(str(data, name)), name, ()
    except UnicodeDecodeError as error:
        raise _undecodable(data, name, error) from None
    except (LookupError, ValueError):
        raise _unknown(encoding) from None


def _codec_name(encoding: str) -> str:
    """Return the name that a result carries; Windows-1252 is our own, which leaves no byte out."""
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        raise _unknown(encoding) from None
    return _WESTERN if name == "cp1252" else name


def _unknown(encoding: str) -> EpiscriptError:
    return EpiscriptError(diagnose("unknown-encoding", encoding=encoding), EXIT_USAGE)


def _undecodable(data: bytes, encoding: str, error: UnicodeDecodeError) -> EpiscriptError:
    byte = data[min(error.start, len(data) - 1)]
    return EpiscriptError(diagnose("undecodable", encoding=encoding, byte=byte, offset=error.start))


def _found(data: bytes) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Return the text by mark, as UTF-8, or line by line."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _asked(data, name)
    _refuse_binary(data)
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return data.decode(), encoding, ()
    except UnicodeDecodeError:
        return _by_lines(data)


def _refuse_binary(data: bytes) -> None:
    """Raise where a signature or too many control characters say that this is no text."""
    for kind, starts, advice, (offset, later) in SIGNATURES:
        if data.startswith(starts) and data.startswith(later, offset):
            raise EpiscriptError(diagnose("binary", kind=kind, advice=advice))
    sample = data[:_SAMPLE]
    count = len(sample) - len(sample.translate(None, _NO_TEXT))
    told = sample.removeprefix(codecs.BOM_UTF8).startswith(b"WEBVTT")
    if count >= _MOST_C0 and count > _MOST_C0_SHARE * len(sample) and not told:
        raise EpiscriptError(_diagnosed_binary(sample))


def _diagnosed_binary(sample: bytes) -> Diagnostic:
    """Return what to say of binary data: UTF-16 or UTF-32 without a mark has a way out."""
    if codec := _wide_codec(sample):
        return diagnose("no-byte-order-mark", encoding=codec[:6].upper(), codec=codec)
    return diagnose("binary", kind="binary data", advice="")


def _wide_codec(sample: bytes) -> str | None:
    """Return the codec of two or four bytes a character in which `sample` has most blanks and line ends, if any."""
    read = ((_strictly(sample, name), name) for name in _WIDE)
    blanks, codec = max((sum(map(text.count, " \n")), name) for text, name in read)
    return codec if blanks else None


def _strictly(sample: bytes, encoding: str) -> str:
    """Return the text, empty where `sample` is not in `encoding` or holds control characters in it.

    A character that the sample cuts off is left out.
    """
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return ""
    return "" if any(map(text.__contains__, _NO_TEXT.decode())) else text


def _western(data: bytes) -> str:
    """Return `data` as Windows-1252, with the five bytes that it leaves out as the controls of their numbers."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return codecs.charmap_decode(data, "strict", _western_table())[0]


def _western_table() -> str:
    return "".join(_UNDEFINED.get(byte) or bytes([byte]).decode("cp1252") for byte in range(0x100))


def _by_lines(data: bytes) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Return the text in which each line that is not UTF-8 is Windows-1252, and the remark that names them."""
    lines = _byte_lines(data.removeprefix(codecs.BOM_UTF8))
    parts = [_utf_8(line) for line in lines]
    odd = [number for number, part in enumerate(parts, 1) if part is None]
    _refuse_foreign(data, [lines[number - 1] for number in odd])
    text = "".join(_western(line) if part is None else part for line, part in zip(lines, parts, strict=True))
    return text, _WESTERN, (diagnose("encoding-mixed", odd[0], where=_where(odd, parts)),)


def _byte_lines(data: bytes) -> list[bytes]:
    """Return the lines with their ends."""
    bounds = [0, *(found.end() for found in _BYTE_LINE_END.finditer(data)), len(data)]
    return [data[start:end] for start, end in pairwise(bounds)]


def _utf_8(line: bytes) -> str | None:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return None


def _where(odd: Sequence[int], parts: Sequence[str | None]) -> str:
    """Return which lines are not UTF-8; nothing where no other line says that the file was meant to be."""
    whole = all(part is None or part.isascii() for part in parts)
    return "" if whole else f": {_named(odd)}"


def _named(numbers: Sequence[int]) -> str:
    """Return the first line numbers and how many more there are.

    >>> _named([2]), _named([1, 2, 3, 4, 5, 9, 10])
    ('line 2', 'lines 1, 2, 3, 4, 5 + 2 more')
    """
    first = ", ".join(map(str, numbers[:_LINES_NAMED]))
    more = len(numbers) - _LINES_NAMED
    return f"line{'s' * (len(numbers) > 1)} {first}" + (f" + {more} more" if more > 0 else "")


def _refuse_foreign(data: bytes, odd: Sequence[bytes]) -> None:
    """Raise where the lines that are not UTF-8 are no Western text either.

    Bytes above 0x7F are counted in these lines only, and only where most of them fail as UTF-8: one bad byte in a
    Chinese file must not refuse it, nor `café` alone.
    """
    high = _count_high(b"".join(odd))
    stray = high - sum(_count_high(line.decode(errors="ignore").encode()) for line in odd)
    if high > max(_MOST_HIGH, _MOST_HIGH_SHARE * len(data)) and stray > high / 2:
        fitting = ", ".join(_fitting(data[:_SAMPLE])) or "none known"
        raise EpiscriptError(diagnose("not-western", share=high / len(data), codecs=fitting))


def _fitting(sample: bytes) -> list[str]:
    """Return the names of the codecs that decode `sample` strictly, the likeliest first."""
    wide = _wide_codec(sample)
    return [*([wide] if wide else []), *(name for name in _EASTERN if _strictly(sample, name))]


def _count_high(data: bytes) -> int:
    """Return the number of bytes above 0x7F."""
    return len(data) - len(data.translate(None, _ABOVE_ASCII))
