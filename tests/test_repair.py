"""Repair mends damaged encodings, and nothing else: cases as data, then the rules around them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from ftfy import fix_encoding

from episcript.codes import EpiscriptError
from episcript.decode import decode
from episcript.model import Options, Repair
from episcript.pipeline import read
from episcript.repair import repair, undo
from episcript.repair.document import from_json, to_json
from episcript.repair.source import mend, undone

CASES = Path(__file__).parent / "repairs"
SHARED = Path(__file__).parents[1].parent / "shared"
POSITIVE = ("lines", "words", "beside-good", "nested", "special", "evident")

Case = dict[str, str]


def cases(name: str) -> list[Case]:
    """Return the cases of one file."""
    found: list[Case] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def labelled(found: list[Case]) -> list[object]:
    """Return the cases as parameters that show their labels."""
    return [pytest.param(case, id=case["label"]) for case in found]


def text_of(path: Path) -> str:
    """Return a shared UTF-8 file with its line ends as they are."""
    return path.read_bytes().decode()


@pytest.mark.parametrize("case", labelled([case for name in POSITIVE for case in cases(name)]))
def test_damage_is_mended(case: Case) -> None:
    """Damage becomes what was written, and the receipts lead back."""
    mended = repair(case["before"])
    assert mended.text == case["after"]
    assert undo(mended.text, mended.repairs) == case["before"]


@pytest.mark.parametrize("case", labelled(cases("negative")))
def test_clean_text_stays(case: Case) -> None:
    """Text that only looks odd keeps every character."""
    mended = repair(case["text"])
    assert (mended.text, mended.repairs) == (case["text"], ())


@pytest.mark.parametrize("case", labelled(cases("doubts")))
def test_a_word_without_a_witness_is_a_remark(case: Case) -> None:
    """Damage that the line alone cannot settle stays, and the remark names the likely word."""
    mended = repair(case["text"])
    assert (mended.text, mended.repairs) == (case["text"], ())
    assert [(found.severity, found.message) for found in mended.diagnostics] == [
        ("suggestion", f"{case['written']} is perhaps {case['likely']} (1 place)")
    ]


@pytest.mark.parametrize("case", labelled(cases("doubts")))
def test_a_word_that_stands_elsewhere_is_a_witness(case: Case) -> None:
    """The same damage is mended where the file has the word undamaged."""
    mended = repair(f"{case['text']}\n\nSo {case['likely']} it is.\n")
    assert (
        mended.text
        == f"{case['text'].replace(case['written'], case['likely'])}\n\nSo {case['likely']} it is.\n"
    )


def test_the_same_damage_elsewhere_is_a_witness() -> None:
    """Once Mac Roman is proven in a file, its other words of Mac Roman are damage too."""
    text = "In K√∏benhavn it rained.\n\nThe ma√±ana of Espa√±a.\n"
    assert repair(text).text == "In København it rained.\n\nThe mañana of España.\n"


@pytest.mark.parametrize("text", ["the Â symbol\nTÃ¼lu", "AMANHÃ… SIM\nsmÃ¶r", "5×£35\nTÃ¼lu"])
def test_a_witness_does_not_accuse_good_text(text: str) -> None:
    """Proven damage elsewhere changes no line that is good as it stands."""
    assert repair(text).text.split("\n")[0] == text.split("\n", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("text", "likely"), [("K\ufffdln\nKöln", "Köln"), ("Gr\ufffd\ufffdsse\nGrüsse", "Grüsse")]
)
def test_a_lost_character_is_told_with_the_likely_word(text: str, likely: str) -> None:
    """U+FFFD stays; the word that fits is named where the file has it."""
    mended = repair(text)
    assert mended.text == text
    assert f"perhaps {likely}" in mended.diagnostics[-1].message


@pytest.mark.parametrize("text", ["K\ufffdln\nKiln", "K\ufffdln\nKöln Küln", "\ufffd\nö"])
def test_a_lost_character_without_one_fitting_word_is_only_counted(text: str) -> None:
    """Where no word fits, or two do, nothing is guessed."""
    assert [found.code for found in repair(text).diagnostics] == ["replacement-character"]


LANGUAGES = json.loads((CASES / "languages.json").read_text(encoding="utf-8"))
CODECS = ("latin-1", "cp1252", "mac-roman", "cp437")


def misread(text: str, codec: str) -> str | None:
    """Return UTF-8 read in `codec`, `None` where it has no such reading."""
    try:
        return text.encode().decode(codec)
    except UnicodeDecodeError:
        return None


def words_misread(codec: str) -> list[tuple[str, str, str]]:
    """Return line, word and misread word for each word that has a misreading."""
    found = ((row["line"], word, misread(word, codec)) for row in LANGUAGES for word in row["words"])
    return [(line, word, bad) for line, word, bad in found if bad]


@pytest.mark.parametrize("frame", ["{}", "“{}” – “so…”"], ids=["clean line", "beside quotation marks"])
@pytest.mark.parametrize("codec", CODECS[:2])
def test_one_damaged_word_in_twenty_languages(codec: str, frame: str) -> None:
    """One word misread in a line of its own language is mended, but for one at most."""
    missed = [
        word
        for line, word, bad in words_misread(codec)
        if repair(frame.format(line.replace(word, bad))).text != frame.format(line)
    ]
    assert len(missed) <= 1, missed


@pytest.mark.parametrize("codec", CODECS)
def test_damaged_lines_in_twenty_languages(codec: str) -> None:
    """A line misread as a whole is mended, but for two at most."""
    found = ((row["line"], misread(row["line"], codec)) for row in LANGUAGES)
    missed = [line for line, bad in found if bad and repair(bad).text != line]
    assert len(missed) <= 2, missed


@pytest.mark.parametrize("codec", CODECS)
def test_damaged_words_beside_the_word_itself(codec: str) -> None:
    """Three misread places are mended in a file that has the word, in nine of ten cases at least."""
    found = words_misread(codec)
    missed = []
    for _, word, bad in found:
        text = "We spoke of {0}.\n\nThat is {1} to me.\n{1} is what they say.\nAgain: {1}\n"
        if repair(text.format(word, bad)).text != text.format(word, word):
            missed.append(word)
    assert len(missed) * 10 <= len(found), missed


def test_languages_stay() -> None:
    """The undamaged lines of all languages keep every character."""
    text = "\n".join(row["line"] for row in LANGUAGES)
    assert repair(text).text == text


def test_there_are_as_many_negative_cases_as_positive_ones() -> None:
    """Harm is tested as widely as use."""
    assert len(cases("negative")) >= sum(len(cases(name)) for name in POSITIVE)


@pytest.mark.parametrize(
    ("text", "receipts"),
    [
        ("one\ntwo TÃ¼lu\n", [(2, 6, "Ã¼", "ü")]),
        ("one\r\r\ntwo\rÃ¼", [(3, 1, "Ã¼", "ü")]),
        ("“TÃ¼lu” cafÃ©\r\n", [(1, 3, "Ã¼", "ü"), (1, 12, "Ã©", "é")]),
        ("NameÂ\xa0(0:01)", [(1, 5, "Â\xa0", "\xa0")]),
        ("It was Â£5 and Â£Â£ 6", [(1, 8, "Â£", "£"), (1, 16, "Â£Â£", "££")]),
        ("CafÃƒÂ© noir", [(1, 4, "ÃƒÂ©", "é")]),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€", [(1, 1, "ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"), (1, 14, "Ð¼Ð¸Ñ€", "мир")]),
    ],
    ids=["line", "line ends", "two on a line", "no-break space", "same as byte", "twice", "words"],
)
def test_receipts_name_the_smallest_span(text: str, receipts: list[tuple[int, int, str, str]]) -> None:
    """A receipt holds line and column from 1 and the damage alone, whole sequences and nothing beside them."""
    assert repair(text).repairs == tuple(Repair(*receipt, "mojibake") for receipt in receipts)


@pytest.mark.parametrize("inside", ["\x85", "\x1c", "\x0b", "\u2028"])
def test_lines_end_only_where_lines_end(inside: str) -> None:
    """What `str.splitlines` takes for a line end is none: the line counter and the damage reach over it."""
    mended = repair(f"a{inside}b\nTÃ¼lu")
    assert mended.repairs[-1] == Repair(2, 2, "Ã¼", "ü", "mojibake")


def test_a_next_line_control_inside_damage_is_damage() -> None:
    """`Å` is C3 85, and 85 misread as Latin-1 is U+0085."""
    assert repair("vi ses i Ã\x85rhus og pÃ¥ SamsÃ¸").text == "vi ses i Århus og på Samsø"


def test_undo_passes_over_a_changed_file_encoding() -> None:
    """A receipt without a line says nothing about the text."""
    receipts = (Repair(None, None, "windows-1252", "utf-8", "decode"), Repair(1, 1, "Ã¼", "ü", "mojibake"))
    assert undo("ü", receipts) == "Ã¼"


@pytest.mark.parametrize(
    "receipt", [Repair(1, 2, "Ã¼", "ü", "mojibake"), Repair(9, 1, "Ã¼", "ü", "mojibake")]
)
def test_undo_refuses_another_text(receipt: Repair) -> None:
    """A receipt that does not fit the text is refused, not forced on it."""
    with pytest.raises(ValueError, match="no "):
        undo("other", (receipt,))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"line": 1', '"line": -5'),
        ('"line": 1', '"line": 1e999'),
        ('"column": 2', '"column": 9'),
        ('"encoding": "utf-8"', '"encoding": "rot13"'),
        ('"bom": null', '"bom": "zz"'),
        ('"original": null', '"original": "%%"'),
        ('"lines": []', '"lines": [1e999]'),
        ('"repairs": [', '"repairs": 5, "more": ['),
        ("{", "\xff"),
        ("{", "[" * 100_000),
    ],
)
def test_receipts_that_were_changed_are_refused(before: str, after: str) -> None:
    """Whatever somebody wrote into the receipts, the refusal is a diagnostic."""
    found = mend("TÃ¼lu".encode(), Options())
    written = to_json(found.receipts).replace(before, after, 1).encode("latin-1", "replace")
    with pytest.raises(EpiscriptError) as refused:
        undone(found.data, from_json(written))
    assert refused.value.diagnostic.code == "bad-receipts"


SOURCES = {
    "srt": "1\n00:00:01,000 --> 00:00:03,000\nTÃ¼lu is here.\n",
    "vtt": "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>TÃ¼lu is here.\n",
    "csv": "start,speaker,text\n0.0,Ann,TÃ¼lu is here.\n1.5,Bo,So it is.\n3.0,Ann,Yes.\n",
    "html": "<!doctype html><html><body>\n<p><b>Ann</b> [0:01]: TÃ¼lu is here.</p>\n<p><b>Bo</b> [0:05]: So.</p></body></html>",
    "json": '[{"start": 0, "speaker": "Ann",\n"text": "T\\u00c3\\u00bclu is here."}]',
}


@pytest.mark.parametrize("format_", SOURCES)
def test_every_format_has_receipts(format_: str) -> None:
    """Captions, tables, pages and records are read mended, and the episode holds the receipt with its line."""
    episode = read(SOURCES[format_])
    assert (episode.source.format, episode.turns[0].text) == (format_, "Tülu is here.")
    line = next(at for at, line in enumerate(SOURCES[format_].split("\n"), 1) if "lu is" in line)
    assert [(found.line, found.before, found.after) for found in episode.repairs] == [(line, "Ã¼", "ü")]


def test_lost_characters_are_a_remark() -> None:
    """U+FFFD says that text was lost before: counted, at the line of the first."""
    (remark,) = repair("one\ntwo \ufffd\n\ufffd").diagnostics
    assert (remark.code, remark.line, remark.message[:1]) == ("replacement-character", 2, "2")


@pytest.mark.parametrize("text", ["a\nb\x07", "é\nb\xad", "é\n👨‍👩", "é\n\u200b", "é\nب‌ب"])
def test_invisible_characters_are_a_remark_and_stay(text: str) -> None:
    """Controls, soft hyphens and zero-width characters are counted and kept."""
    mended = repair(text)
    (remark,) = mended.diagnostics
    assert (mended.text, remark.code, remark.line) == (text, "control", 2)


def test_blanks_and_line_ends_are_no_controls() -> None:
    """TAB, form feed, the line ends and no-break spaces need no remark."""
    assert repair("a\tb\fc\r\nd\re\xa0f\n").diagnostics == ()


@pytest.mark.parametrize("text", ["plain ASCII", "a “good” line — with café, Привет, 中文 and 🎉"])
def test_clean_text_does_not_import_ftfy(text: str) -> None:
    """Start-up stays cheap: ftfy is imported for damage only."""
    code = (
        f"import sys; from episcript.repair import repair; repair({text!r}); sys.exit('ftfy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("line", ["Â" * 50_000 + "¼", "â€Å" * 20_000 + "“", "Ã " * 20_000, "Ã¼“" * 20_000])
def test_hostile_lines_end(line: str) -> None:
    """Damage nested without end, or without any sense, is passed over or mended in one go."""
    mended = repair(line)
    assert undo(mended.text, mended.repairs) == line


def test_the_seed_has_one_repair() -> None:
    """The real episode that the project began with is mended byte for byte."""
    seed = SHARED / "seed"
    if not seed.exists():
        pytest.skip("the shared corpus is not here")
    mended = repair(text_of(seed / "000_d7309ff2a0dab4c0.txt"))
    assert mended.repairs == (Repair(96, 19, "Ã¼", "ü", "mojibake"),)
    assert mended.text == text_of(seed / "undamaged.md")


def judged() -> list[object]:
    """Return ftfy's own cases, where the machine holds them."""
    files = sorted((SHARED / "judges" / "ftfy").glob("*.json"))
    found = [case for file in files for case in json.loads(file.read_text(encoding="utf-8"))]
    return [pytest.param(case, id=case["label"][:60]) for case in found if case["expect"] == "pass"]


@pytest.mark.parametrize("case", judged())
def test_ftfys_cases(case: Case) -> None:
    """What ftfy mends as a whole line is mended here, what it leaves is left."""
    mended = repair(case["original"])
    only_a_control = "we only need to fix C1 control characters" in case["label"]
    assert mended.text == (case["original"] if only_a_control else case.get("fixed-encoding", case["fixed"]))
    assert undo(mended.text, mended.repairs) == case["original"]


KNOWN_BETTER = 2
"""Of ftfy's known failures at least so many are mended here."""


def test_ftfys_known_failures() -> None:
    """What ftfy fails at is mended at least twice, and nothing that ftfy mends is lost."""
    file = SHARED / "judges" / "ftfy" / "known-failures.json"
    if not file.exists():
        pytest.skip("ftfy's cases are not here")
    found = [
        (case, case.get("fixed-encoding", case["fixed"]))
        for case in json.loads(file.read_text(encoding="utf-8"))
    ]
    here = {case["label"] for case, right in found if repair(case["original"]).text == right}
    alone = {case["label"] for case, right in found if fix_encoding(case["original"]) == right}
    assert alone <= here
    assert len(here - alone) >= KNOWN_BETTER


def corpus(pattern: str) -> list[object]:
    """Return the files of the shared corpus that are UTF-8."""
    root = SHARED / "corpus" / "dev"
    return [
        pytest.param(path, id=str(path.relative_to(root)))
        for path in sorted(root.glob(pattern))
        if path.is_file()
    ]


@pytest.mark.parametrize("path", corpus("mojibake_*/*"))
def test_damaged_transcripts_become_what_they_were(path: Path) -> None:
    """Whole damaged transcripts equal their undamaged originals."""
    truth = SHARED / "corpus" / "truth" / "dev" / path.parent.name / path.name
    if not truth.exists():
        pytest.skip("its undamaged original is not known")
    assert repair(decode(path.read_bytes(), Options()).text).text == text_of(truth)


def test_clean_transcripts_stay() -> None:
    """No file of the corpus outside the damaged ones changes."""
    paths = [path for path in (SHARED / "corpus" / "dev").glob("*/*") if "mojibake_" not in str(path)]
    if not paths:
        pytest.skip("the shared corpus is not here")
    texts = {path: path.read_bytes().decode(errors="replace") for path in paths if path.is_file()}
    assert [str(path) for path, text in texts.items() if repair(text).repairs] == []
