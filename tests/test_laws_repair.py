"""The law of repair: idempotent, local, reversible; clean text is never touched."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from episcript.codes import EpiscriptError
from episcript.decode import decode
from episcript.model import Options
from episcript.repair import readings as reading
from episcript.repair import repair, undo
from episcript.repair.document import from_json, to_json
from episcript.repair.source import mend, undone

CODECS = ("latin-1", "cp1252", "mac-roman", "cp437")
ODD = "ÃÂâ€™œ\x80\x85\x94\x9d¼©£ \xa0Ðиü中”“…Ã¥≈√¬├\ufffd\n\r'a>“Å’"

odd_texts = st.text(st.sampled_from(ODD), max_size=60)
SCRIPTS = (
    *(
        (0x41, 0x17F),
        (0x61, 0x7A),
        (0xC0, 0xFF),
        (0x1EA0, 0x1EF9),
        (0x386, 0x3CE),
        (0x400, 0x45F),
        (0x5D0, 0x5EA),
    ),
    *((0x621, 0x64A), (0x904, 0x939), (0xAC00, 0xAC80), (0x4E00, 0x4E80), (0x3041, 0x30FF), (0xE01, 0xE2E)),
)
PUNCTUATION = "“”‘’„‚«»‹›–—…·•¡¿"
PLAIN = "0123456789 .,?!:;-()'\"\n"
WHOLE = ((0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x218, 0x21B), (0xAC00, 0xD7A3), (0x3400, 0x9FFF))
"""The rest of these scripts, of which texts are drawn from a part: Vietnamese, Romanian, Korean, Chinese."""

LETTERS = {
    chr(point)
    for first, last in (*SCRIPTS, *WHOLE)
    for point in range(first, last + 1)
    if chr(point).isalpha()
}
GOOD = LETTERS | set(PUNCTUATION) | set(PLAIN) | {"\xa0"}

any_texts = st.text(max_size=60)
words = st.text(st.characters(categories=("L", "P", "Zs")), max_size=40)
texts = st.one_of(odd_texts, any_texts, st.lists(st.one_of(odd_texts, words), max_size=6).map("".join))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return a text that was misread up to three times, with other text around it."""
    text = draw(words)
    for codec in draw(st.lists(st.sampled_from(CODECS), min_size=1, max_size=3)):
        text = text.encode().decode(codec, "replace")
    return draw(words) + text + draw(words)


@given(st.one_of(texts, damaged()))
@settings(max_examples=500)
def test_undo_gives_the_original(text: str) -> None:
    """The receipts lead back from the mended text to the given one, for any text."""
    mended = repair(text)
    assert undo(mended.text, mended.repairs) == text


@given(st.one_of(texts, damaged()))
@settings(max_examples=500)
def test_repair_is_idempotent(text: str) -> None:
    """A mended text has nothing left to mend."""
    mended = repair(text).text
    assert repair(mended).text == mended


@given(st.one_of(texts, damaged()))
@settings(max_examples=500)
def test_receipts_are_local(text: str) -> None:
    """Receipts rise, do not overlap, stay inside a line and change no ASCII but blanks."""
    ends = [(1, 1)]
    for found in repair(text).repairs:
        assert found.line is not None
        assert found.column is not None
        assert (found.line, found.column) >= ends[-1]
        assert not set("\r\n") & set(found.before + found.after)
        assert found.before != found.after
        ends.append((found.line, found.column + len(found.before)))


@st.composite
def good_texts(draw: st.DrawFn) -> str:
    """Return letters of one script, digits and typographic punctuation, in any order."""
    first, last = draw(st.sampled_from(SCRIPTS))
    letters = st.sampled_from([chr(point) for point in range(first, last + 1) if chr(point).isalpha()])
    return draw(st.text(st.one_of(letters, letters, st.sampled_from(PUNCTUATION), st.sampled_from(PLAIN))))


def is_misreading(text: str) -> bool:
    """Return whether some of `text` is a misreading of such a text; editors make blanks of no-break spaces (`aÂ b`)."""
    kept = (text, text.replace(" ", "\xa0"))
    found = (change for codec in reading.CODECS for one in kept for change in reading.readings(one, codec))
    return any(GOOD & set(change.after) for change in found)


@given(good_texts())
@settings(max_examples=1000)
def test_good_text_is_never_touched(text: str) -> None:
    """What is no misreading of a text in any script keeps every character."""
    if not is_misreading(text):
        assert repair(text).text == text


@st.composite
def sources(draw: st.DrawFn) -> bytes:
    """Return a source in any encoding, with any line ends, marks and odd bytes."""
    lines = draw(st.lists(st.one_of(texts, damaged()), max_size=5))
    ends = st.sampled_from(["\n", "\r\n", "\r", "\r\r\n", ""])
    codec = draw(
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1"])
    )
    whole = "".join(line + draw(ends) for line in lines).encode(codec, "replace")
    mixed = b"".join(
        draw(st.lists(st.sampled_from([b"caf\xe9", b"\x81\x9d", b"\0", b"\n", b"\r", b"T\xc3\xbc"])))
    )
    return draw(st.sampled_from([whole, mixed, whole + mixed, b"\xef\xbb\xbf" + mixed]))


@given(
    st.one_of(sources(), st.binary(max_size=60)),
    st.sampled_from([None, "cp1252", "shift_jis", "utf-16", "utf-7"]),
)
@settings(max_examples=500)
def test_receipts_restore_every_byte(data: bytes, encoding: str | None) -> None:
    """Whatever is not refused comes back byte for byte, and its repair is a text with nothing left to mend."""
    with suppress(EpiscriptError):
        found = mend(data, Options(encoding=encoding))
        assert undone(found.data, from_json(to_json(found.receipts).encode())) == data
        again = mend(found.data, Options(encoding="utf-8" if encoding else None))
        assert encoding or again.data == found.data


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_is_never_touched(text: str) -> None:
    """ASCII comes back as the same object: nothing was even copied."""
    assert repair(text).text is text


@given(st.binary(max_size=200), st.sampled_from([None, "latin-1", "utf-16", "cp1252", "shift_jis"]))
def test_decode_is_total(data: bytes, encoding: str | None) -> None:
    """Bytes are decoded to text that can be written as UTF-8, or refused with a diagnostic."""
    with suppress(EpiscriptError):
        assert "\0" not in decode(data, Options(encoding=encoding)).text.encode().decode()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_utf_8_comes_back(text: str) -> None:
    """A UTF-8 source decodes to its text, without a mark at its start, whether it comes as bytes or as text."""
    bare = "x" + text
    assert decode(bare.encode("utf-8-sig"), Options()).text == bare
    assert decode(bare, Options()).text == bare
