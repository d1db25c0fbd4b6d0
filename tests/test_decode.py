"""Decoding finds the encoding by rules, refuses what is no text, and names the way out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from episcript.codes import EXIT_INPUT, EXIT_USAGE, EpiscriptError
from episcript.decode import SIGNATURES, decode
from episcript.model import Options, Repair
from episcript.repair import repair

if TYPE_CHECKING:
    from episcript.decode import Decoded, Signature

RUSSIAN = "Привет, сегодня мы говорим о горах.\n" * 40
JAPANESE = "今日は山の天気について話します。\n" * 40
KOREAN = "오늘은 산의 날씨를 이야기합니다.\n" * 40
GREEK = "Σήμερα μιλάμε για τα βουνά.\n" * 40
HEBREW = "היום נדבר על ההרים.\n" * 40


def refused(data: bytes | str, **options: object) -> EpiscriptError:
    """Return the error that `data` raises."""
    with pytest.raises(EpiscriptError) as caught:
        decode(data, Options(**options))  # type: ignore[arg-type]
    return caught.value


def codes_of(decoded: Decoded) -> list[tuple[str, int | None]]:
    """Return code and line of the remarks."""
    return [(remark.code, remark.line) for remark in decoded.diagnostics]


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-32", "utf-32")],
)
def test_unicode_is_found_by_its_mark_or_by_itself(codec: str, encoding: str) -> None:
    """A byte order mark names the encoding and is no part of the text."""
    decoded = decode(RUSSIAN.encode(codec), Options())
    assert (decoded.text, decoded.encoding, decoded.diagnostics) == (RUSSIAN, encoding, ())


@pytest.mark.parametrize("codec", ["utf-16-be", "utf-32-be"])
def test_big_endian_marks_are_known(codec: str) -> None:
    """The other byte order is read as well."""
    assert decode(("\ufeff" + RUSSIAN).encode(codec), Options()).text == RUSSIAN


def test_another_encoding_leaves_one_receipt() -> None:
    """A changed file encoding is a receipt without a place; UTF-8 with or without a mark is none."""
    assert decode(RUSSIAN.encode("utf-16"), Options()).repairs == (
        Repair(None, None, "utf-16", "utf-8", "decode"),
    )
    assert decode(RUSSIAN.encode("utf-8-sig"), Options()).repairs == ()


def test_the_sum_is_of_the_bytes() -> None:
    """The SHA-256 is that of the source as given, of text that of its UTF-8."""
    data = "\ufeffcafé".encode()
    assert decode(data, Options()).sha256 == hashlib.sha256(data).hexdigest()
    assert decode("café", Options()).sha256 == hashlib.sha256("café".encode()).hexdigest()


def test_lines_are_decoded_one_by_one() -> None:
    """Lines that are UTF-8 stay, the others are Windows-1252, and one remark names them."""
    decoded = decode(b"gr\xc3\xbcn\r\r\nsch\xf6n\nblau\nwei\xdf \x96 \x93so\x94", Options())
    assert decoded.text == "grün\r\r\nschön\nblau\nweiß – “so”"
    assert decoded.encoding == "windows-1252"
    assert codes_of(decoded) == [("encoding-mixed", 2)]
    assert decoded.diagnostics[0].message.endswith("lines 2, 4")


def test_a_file_wholly_in_windows_1252_names_no_lines() -> None:
    """Where nothing else in the file is UTF-8, the remark is about the file."""
    decoded = decode(b"plain ascii text here\ncaf\xe9\n" * 8, Options())
    assert decoded.diagnostics[0].message == "not UTF-8, so read as Windows-1252"


def test_the_remark_names_the_first_lines_and_counts_the_rest() -> None:
    """Nothing is cut off in silence."""
    decoded = decode(b"gr\xc3\xbcn\ncaf\xe9\n" * 8, Options())
    assert decoded.diagnostics[0].message.endswith("lines 2, 4, 6, 8, 10 + 3 more")


def test_undefined_bytes_become_their_controls() -> None:
    """The five bytes that Windows-1252 leaves out keep their numbers, so that they can be told later."""
    text = decode(b"caf\xe9 \x81\x8d\x8f\x90\x9d and quite a few more plain words", Options()).text
    assert text[4:10] == " \x81\x8d\x8f\x90\x9d"


def test_one_bad_byte_does_not_refuse_a_chinese_source() -> None:
    """A share of high bytes says something only about lines that fail as UTF-8."""
    decoded = decode(JAPANESE.encode() + b"\xe9\n", Options())
    assert decoded.text == JAPANESE + "é\n"


def test_one_bad_byte_on_the_only_line_is_mended_by_repair() -> None:
    """A line read as Windows-1252 because of one byte is damage that the next stage knows."""
    decoded = decode("Die Gäste kamen aus Köln.".encode() + b" Sch\xf6n!", Options())
    assert repair(decoded.text).text == "Die Gäste kamen aus Köln. Schön!"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (HEBREW, "cp1255"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (KOREAN, "euc-kr"),
        ("今天我们聊聊山里的天气。\n" * 40, "gb18030"),
    ],
)
def test_other_encodings_are_refused_with_their_names(text: str, codec: str) -> None:
    """What is neither UTF-8 nor Western is never guessed: the codecs that would decode it are named."""
    error = refused(text.encode(codec))
    assert (error.exit_code, error.diagnostic.code) == (EXIT_INPUT, "not-western")
    assert codec in str(error)
    assert "--encoding" in str(error)
    assert decode(text.encode(codec), Options(encoding=codec)).text == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("café", "cp1252"),
        ("L'élève a brûlé la forêt hier soir, à côté de la vieille école.\n" * 20, "cp1252"),
        ("Příští týden bude kůň zase běhat přes velké zelené pole u lesa.\n" * 20, "cp1250"),
        ("Yağmur yağınca çocuklar dışarı çıkmak istemiyor.\n" * 20, "cp1254"),
    ],
)
def test_western_sources_are_accepted(text: str, codec: str) -> None:
    """Latin scripts keep below a fifth of high bytes, in whichever code page; a single word proves nothing."""
    assert decode(text.encode(codec), Options()).encoding == "windows-1252"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [RUSSIAN, JAPANESE, "Plain words, and a few more of them.\r\n" * 9])
def test_unicode_without_a_mark_is_refused_with_its_name(codec: str, text: str) -> None:
    """Two or four bytes a character need a mark or `--encoding`; the message says which."""
    error = refused(text.encode(codec))
    assert f"--encoding {codec}" in str(error)
    assert decode(text.encode(codec), Options(encoding=codec)).text == text


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: signature.kind)
def test_known_binaries_are_refused_by_name(signature: Signature) -> None:
    """Each start of each signature is refused with what it is."""
    offset, later = signature.later
    for start in signature.starts:
        error = refused(start.ljust(offset, b"\0") + later + b" and so on")
        assert (error.exit_code, error.diagnostic.code) == (EXIT_INPUT, "binary")
        assert str(error) == f"is {signature.kind}, not text{signature.advice}"


@pytest.mark.parametrize(
    ("data", "way_out"),
    [
        (b"ID3\x04\0\0", "does not transcribe"),
        (b"\xff\xfb\x90\x44", "whisper"),
        (b"\0\0\0\x20ftypM4A ", "whisper"),
        (b"%PDF-1.7\n", "pdftotext"),
        (b"{\\rtf1\\ansi", "pandoc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx"),
    ],
)
def test_a_refusal_names_the_way_out(data: bytes, way_out: str) -> None:
    """The tool that makes text of it is in the message."""
    assert way_out in str(refused(data))


def test_unknown_binary_is_refused_by_its_controls() -> None:
    """32 control characters that are more than a hundredth of the sample are no text."""
    assert refused(bytes(range(1, 256)) * 9).diagnostic.code == "binary"


@pytest.mark.parametrize(
    "data",
    [
        b"a few \x07 bells \x1b in text",
        b"\x01" * 31,
        b"\x01" * 40 + b"long text. " * 900,
        b"WEBVTT\n\n" + b"\x01" * 40,
        b"\xef\xbb\xbfWEBVTT\n\n" + b"\x01" * 40,
        b"RIFFs and melodies, a talk",
        b"FORMs of life",
        b"BZh is no word",
        b"GIF is how we say it",
        b"ID3 tags explained",
    ],
)
def test_odd_text_is_not_refused(data: bytes) -> None:
    """Text with some control characters, WebVTT with many, and words that begin like a signature."""
    assert decode(data, Options()).encoding in {"utf-8", "utf-8-sig"}


@pytest.mark.parametrize("data", [b"one\r\ntwo\0\0", "one\r\ntwo\0\0"])
def test_nul_becomes_a_replacement_character(data: bytes | str) -> None:
    """NUL is counted, at the line of the first, and can be written nowhere."""
    decoded = decode(data, Options())
    assert decoded.text == "one\r\ntwo\ufffd\ufffd"
    assert codes_of(decoded) == [("nul", 2)]


@pytest.mark.parametrize("data", [b"", b" \n", ""])
def test_empty_sources_are_decoded(data: bytes | str) -> None:
    """Whether there is anything to convert is not for decode to say."""
    assert not decode(data, Options()).text.strip()


def test_text_is_taken_as_it_is() -> None:
    """Text loses its mark and lone surrogates; pairs of them are joined; all of it can be written."""
    decoded = decode("\ufeffso \ud83d\ude00 and \ud800.", Options())
    assert (decoded.text, decoded.encoding) == ("so 😀 and \ufffd.", "utf-8")


def test_the_encoding_asked_for_is_obeyed() -> None:
    """Also where another would be found, or where a rule would refuse."""
    assert decode("ü".encode(), Options(encoding="latin-1")).text == "Ã¼"
    assert decode(RUSSIAN.encode("cp1251"), Options(encoding="cp1251")).encoding == "cp1251"
    assert decode(b"caf\xe9\x81", Options(encoding="cp1252")).text == "café\x81"
    assert decode("\ufeffa".encode("utf-16-le"), Options(encoding="UTF-16LE")).text == "a"


@pytest.mark.parametrize("encoding", ["klingon", "hex", "rot13", "a\0b", "latin 99"])
def test_an_unknown_encoding_is_a_wrong_command_line(encoding: str) -> None:
    """So is a codec that makes no text of bytes."""
    error = refused(b"abc", encoding=encoding)
    assert (error.exit_code, error.diagnostic.code) == (EXIT_USAGE, "unknown-encoding")


@pytest.mark.parametrize(
    ("data", "encoding", "offset"),
    [(b"abc\xff", "ascii", 3), (b"a\xe9b", "utf-8", 1), (b"\xff\xfea\0b", None, 4)],
)
def test_undecodable_bytes_are_named(data: bytes, encoding: str | None, offset: int) -> None:
    """The message names the byte and its offset."""
    error = refused(data, encoding=encoding)
    assert (error.exit_code, error.diagnostic.code) == (EXIT_INPUT, "undecodable")
    assert f"0x{data[offset]:02X} at offset {offset}" in str(error)


@pytest.mark.parametrize("data", [b"elevenbytes", "elevenbytes", "zehn‑byte"])
def test_large_sources_are_refused(data: bytes | str) -> None:
    """The limit counts bytes, of text those of its UTF-8."""
    assert refused(data, max_bytes=10).diagnostic.code == "too-large"
    assert decode(data, Options(max_bytes=11)).text
