"""The law of repair: idempotent, local, reversible; clean text is never touched."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from episcript.codes import EpiscriptError
from episcript.decode import decode
from episcript.model import Options
from episcript.repair import repair, undo

CODECS = ("latin-1", "cp1252", "mac-roman", "cp437")
ODD = "ÃÂâ€™œ\x80\x85\x94\x9d¼©£ \xa0Ðиü中”“…Ã¥≈√¬├\ufffd\n\r'a>“Å’"

odd_texts = st.text(st.sampled_from(ODD), max_size=60)
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
