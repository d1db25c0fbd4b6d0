"""Word documents: every layout that posts have, links and emphasis, paragraph numbers, and what is refused."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.codes import EXIT_INPUT, EpiscriptError
from episcript.decode import decode
from episcript.markup.word import canonical
from episcript.model import Mark, Options
from episcript.pipeline import ledger, read, repaired, write
from episcript.readers import docx, md
from episcript.repair import undo
from test_laws import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from episcript.model import Episode

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
BREAK, TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"


# a small Word


def run(text: str, properties: str = "") -> str:
    """Return a run; `properties` are the names of its properties (`b i`)."""
    inner = "".join(f"<w:{name}/>" for name in properties.split())
    return f'<w:r><w:rPr>{inner}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def bold(text: str) -> str:
    """Return a bold run."""
    return run(text, "b")


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of runs."""
    dress = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{dress}{properties}</w:pPr>{''.join(runs)}</w:p>"


def xml_of(body: str, *, namespace: str = WORD, before: str = DECLARED) -> str:
    """Return the main part."""
    spaces = f'xmlns:w="{namespace}" xmlns:r="{RELATIONS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return f"{before}<w:document {spaces}><w:body>{body}<w:sectPr/></w:body></w:document>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return a ZIP of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def word(*paragraphs: str, links: dict[str, str] | None = None, styles: str = "") -> bytes:
    """Return a Word document with links by their identifiers and definitions of styles."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/hyperlink" Target="{escape(target)}" TargetMode="External"/>'
        for name, target in (links or {}).items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": xml_of("".join(paragraphs)),
            "word/_rels/document.xml.rels": f'{DECLARED}<Relationships xmlns="{space}">{relations}</Relationships>',
            "word/styles.xml": f'{DECLARED}<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        }
    )


def lines_of(*paragraphs: str, links: dict[str, str] | None = None, styles: str = "") -> list[str]:
    """Return the canonical lines of a document, without the blank ones."""
    text = canonical(decode(word(*paragraphs, links=links, styles=styles), Options()).text).text
    return [line for line in text.split("\n") if line]


def spoken(episode: Episode) -> list[tuple[str | None, int | None, str]]:
    """Return label, start in ms and text of each turn."""
    return [(turn.label, turn.start, turn.text) for turn in episode.turns]


def refusal(data: bytes, **options: object) -> EpiscriptError:
    """Return the error that `data` raises."""
    with pytest.raises(EpiscriptError) as caught:
        read(data, options=Options(**options))  # type: ignore[arg-type]
    assert caught.value.exit_code == EXIT_INPUT
    assert "\n" not in str(caught.value)
    return caught.value


# the layouts

SAID = ("Welcome to the show.", "Thank you, Ann.", "Shall we?", "Let us.")
NAMES = ("Ann Lee", "Bo", "Ann Lee", "Bo")
CLOCKS = ("00:00:01", "00:00:04", "00:00:09", "00:00:12")
TURNS = list(zip(NAMES, CLOCKS, SAID, strict=True))

LAYOUTS: dict[str, Callable[[str, str, str], str]] = {
    "bold name, colon in it": lambda name, _, said: paragraph(bold(f"{name}:"), run(f" {said}")),
    "bold name, colon behind it": lambda name, _, said: paragraph(bold(name), run(f": {said}")),
    "bold to the blank": lambda name, _, said: paragraph(bold(f"{name}: "), run(said)),
    "bold in pieces": lambda name, _, said: paragraph(*map(bold, name), bold(":"), run(f" {said}")),
    "bold but for the blanks": lambda name, _, said: paragraph(
        *(run(part, "" if part == " " else "b") for part in re.split("( )", name)), run(": "), run(said)
    ),
    "bold without a blank": lambda name, _, said: paragraph(bold(f"{name}:"), run(said)),
    "bold italic": lambda name, _, said: paragraph(run(f"{name}:", "b i"), run(f" {said}")),
    "plain": lambda name, _, said: paragraph(run(f"{name}: {said}")),
    "tab": lambda name, _, said: paragraph(run(f"{name.upper()}:"), TAB, run(said)),
    "name and clock above": lambda name, clock, said: (
        paragraph(run(f"{name}  {clock}")) + paragraph(run(said))
    ),
    "name, tab, clock above": lambda name, clock, said: (
        paragraph(bold(name), TAB, run(clock)) + paragraph(run(said))
    ),
    "break behind the head": lambda name, clock, said: paragraph(
        bold(name), run(f" ({clock})"), BREAK, run(said)
    ),
    "clock before": lambda name, clock, said: paragraph(
        run(f"[{clock}] "), bold(f"{name}:"), run(f" {said}")
    ),
    "clock behind": lambda name, clock, said: paragraph(bold(name), run(f" [{clock}]: {said}")),
    "items": lambda name, _, said: paragraph(bold(f"{name}:"), run(f" {said}"), properties=ITEM),
    "table": lambda name, clock, said: (
        f"<w:tbl><w:tr><w:tc>{paragraph(run(clock))}</w:tc><w:tc>{paragraph(run(name))}</w:tc>"
        f"<w:tc>{paragraph(run(said))}</w:tc></w:tr></w:tbl>"
    ),
}
TIMED = {name for name in LAYOUTS if "clock" in name or name in {"break behind the head", "table"}}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout: str) -> None:
    """Names, clocks and words are found in whatever way people set them in Word."""
    form = LAYOUTS[layout]
    data = word(*(form(*turn) for turn in TURNS * 2))
    seconds = [1_000, 4_000, 9_000, 12_000] if layout in TIMED else [None] * 4
    names = [name.upper() for name in NAMES] if layout == "tab" else NAMES
    assert spoken(read(data)) == list(zip(names, seconds, SAID, strict=True)) * 2
    assert faults(data) == []


def test_stamps_alone() -> None:
    """Lines that begin with a clock and name nobody are timed turns."""
    data = word(*(paragraph(run(f"[{clock}] {said}")) for _, clock, said in TURNS))
    assert spoken(read(data))[1] == (None, 4_000, "Thank you, Ann.")
    assert faults(data) == []


def test_chapters_are_a_list_and_headings_are_headings() -> None:
    """A list of clocks before the transcript and the title are read as in a post."""
    listed = (("00:00", "The well"), ("05:00", "The pump"), ("10:00", "The end"))
    data = word(
        paragraph(run("Deep water"), style="Title"),
        *(paragraph(run(f"{clock} {title}"), properties=ITEM) for clock, title in listed),
        paragraph(bold("Transcript"), style="Heading1"),
        *(paragraph(bold(name), run(f" [{clock}]: {said}")) for name, clock, said in TURNS),
    )
    episode = read(data)
    assert episode.title == "Deep water"
    assert [(chapter.start, chapter.title) for chapter in episode.chapters][:2] == [
        (0, "The well"),
        (300_000, "The pump"),
    ]
    assert len(episode.turns) == 4
    assert faults(data) == []


# markup


@pytest.mark.parametrize(
    ("runs", "line"),
    [
        ([run("Ann"), bold(":"), run(" yes")], "Ann: yes"),
        ([run("Ann"), bold(" "), run("Lee")], "Ann Lee"),
        ([bold("Ann"), run(" "), bold("Lee")], "**Ann Lee**"),
        ([bold("Ann"), run(" "), run("Lee", "i")], "**Ann** *Lee*"),
        ([bold("Wow!"), run("yes")], "<strong>Wow!</strong>yes"),
        ([bold("A"), run("B", "i")], "**A**<em>B</em>"),
        ([run("un"), run("believ", "i"), run("able")], "un*believ*able"),
        ([run("(both)", "b i")], "***(both)***"),
        ([run("2*3*4 and snake_case [sic]")], r"2\*3\*4 and snake\_case \[sic\]"),
        ([run("R&D <tag> >> on")], "R&amp;D &lt;tag&gt; &gt;&gt; on"),
        ([run("one"), TAB, run("two"), BREAK, run("three")], "one\ttwo|three"),
        ([TAB, run(" one "), BREAK, BREAK, run(" two ")], "one|two"),
        ([run("co"), "<w:r><w:noBreakHyphen/></w:r>", run("op")], "co\u2011op"),
        ([bold("one"), BREAK, bold("two")], "**one**|**two**"),
        ([run("* * *", "b")], "* * *"),
        ([run("- dash")], r"\- dash"),
        ([run("# no heading")], r"\# no heading"),
    ],
)
def test_runs(runs: list[str], line: str) -> None:
    """Emphasis that is meant has marks that are read as such, and what only looks like markup is escaped."""
    assert lines_of(paragraph(*runs)) == line.split("|")


@pytest.mark.parametrize("off", ["0", "false", "off"])
def test_bold_that_is_off(off: str) -> None:
    """A run can undo the bold of its style."""
    plain = f'<w:r><w:rPr><w:b w:val="{off}"/></w:rPr><w:t>text</w:t></w:r>'
    styles = '<w:style w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:b/></w:rPr></w:style>'
    assert lines_of(paragraph(run("Ann: "), plain, style="Loud"), styles=styles) == ["**Ann:** text"]


def test_styles() -> None:
    """Headings go by the name of the style, which no language of Word changes; bold and lists can come from a style."""
    styles = (
        '<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift2"/></w:style>'
        '<w:style w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Punkte"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Grid"><w:tblStylePr><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    )
    strong = '<w:r><w:rPr><w:rStyle w:val="Fett"/></w:rPr><w:t>Ann:</w:t></w:r>'
    found = lines_of(
        paragraph(bold("One"), style="berschrift2"),
        paragraph(run("Two"), style="Mine"),
        paragraph(strong, run(" hi")),
        paragraph(run("point"), style="Punkte"),
        paragraph(run("none"), style="Punkte", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        paragraph(run("cell"), style="Grid"),
        styles=styles,
    )
    assert found == ["## One", "## Two", "**Ann:** hi", "- point", "none", "cell"]


TARGET = "https://example.org/a_(b)?x=1&copy=2&lt;"


def test_links_are_marks() -> None:
    """A link keeps its address to the letter, whether it is an element or a field."""
    linked = f'<w:hyperlink r:id="rId9">{run("the ")}{bold("site")}</w:hyperlink>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/f" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("a field")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    data = word(
        *(paragraph(bold(f"{name}:"), run(f" {said}")) for name, _, said in TURNS),
        paragraph(bold("Ann Lee:"), run(" See "), linked, run(" and "), field, run(".")),
        links={"rId9": TARGET},
    )
    last = read(data).turns[-1]
    assert last.text == "See the site and a field."
    assert [mark for mark in last.marks if mark.kind == "link"] == [
        Mark(4, 12, "link", TARGET),
        Mark(17, 24, "link", "https://example.org/f"),
    ]
    assert faults(data) == []
    assert "https://example.org/f" in write(read(data), "md")


def test_links_inside_the_document_are_text() -> None:
    """A table of contents links to bookmarks, which are nowhere outside."""
    assert lines_of(paragraph(f'<w:hyperlink w:anchor="_Toc1">{run("One")}</w:hyperlink>')) == ["One"]


def test_smart_quotes_and_their_damage() -> None:
    """Word's quotation marks are kept; where an export damaged them, the receipt names the paragraph."""
    kept = word(*(paragraph(bold(f"{name}:"), run(f" “{said}” – it’s…")) for name, _, said in TURNS))
    assert read(kept).turns[1].text == "“Thank you, Ann.” – it’s…"
    assert read(kept).repairs == ()
    broken = word(*(paragraph(bold(f"{name}:"), run(f" itâ€™s {said}")) for name, _, said in TURNS))
    episode = read(broken)
    assert episode.turns[2].text == "it’s Shall we?"
    assert [repair.line for repair in episode.repairs] == [1, 2, 3, 4]
    assert undo(repaired(broken), episode.repairs) == decode(broken, Options()).text


# what is no text


def test_deleted_text_is_left_out_and_told() -> None:
    """Tracked deletions and moved text are no text, insertions are; a remark names the paragraph."""
    deleted = "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('once ')}</w:moveFrom>"
    inserted = f"<w:ins>{run('always ')}</w:ins>"
    body = [
        paragraph(bold(f"{name}:"), run(" I "), deleted, moved, inserted, run(said))
        for name, _, said in TURNS
    ]
    data = word(*body)
    episode = read(data)
    assert episode.turns[1].text == "I always Thank you, Ann."
    told = [(remark.line, remark.message) for remark in episode.diagnostics if remark.code == "left-out"]
    assert told[:2] == [
        (1, "deleted text was left out: never "),
        (1, "text that was moved was left out: once "),
    ]
    assert [entry.role for entry in ledger(data)].count("skipped") == 8
    assert faults(data) == []


def test_what_changed_its_look_has_the_new_one() -> None:
    """Settings that a tracked change replaced are not in force."""
    changed = "<w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>Ann</w:t></w:r>"
    assert lines_of(paragraph(changed)) == ["Ann"]


def test_hidden_text_and_footnotes_are_told() -> None:
    """Hidden text is left out and the reference to a footnote names its paragraph: the note itself is not read."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = word(
        *(
            paragraph(bold(f"{name}:"), run(f" {said}"), note, run("psst", "vanish"))
            for name, _, said in TURNS
        )
    )
    episode = read(data)
    assert episode.turns[0].text == "Welcome to the show."
    codes = [remark.code for remark in episode.diagnostics if remark.line == 3]
    assert codes == ["not-read", "left-out"]


def test_text_boxes_are_read_once() -> None:
    """A text box stands where it is anchored; the copy that Word keeps for older programs is left out."""
    box = f"<w:txbxContent>{paragraph(run('In a box'))}</w:txbxContent>"
    both = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    assert lines_of(paragraph(run("before"), both, run("behind")), paragraph(run("next"))) == [
        "before",
        "In a box",
        "behind",
        "next",
    ]


# paragraph numbers


def test_lines_are_paragraphs() -> None:
    """A line number is the number of a paragraph, empty ones and those of cells counted, those of text boxes not."""
    box = f"<w:r><w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent></w:r>"
    data = word(
        paragraph(box),
        paragraph(),
        f"<w:tbl><w:tr><w:tc>{paragraph(run('a cell'))}</w:tc><w:tc>{paragraph()}</w:tc></w:tr></w:tbl>",
        *(paragraph(bold(f"{name}:"), run(f" {said}"), BREAK, run("On.")) for name, _, said in TURNS),
    )
    assert [turn.line for turn in read(data).turns] == [5, 6, 7, 8]
    assert len(decode(data, Options()).text.split("\n")) == 8


def test_line_ends_of_the_file_are_no_lines() -> None:
    """XML that is set out in lines has the same paragraphs, and a line end inside text is a blank."""
    body = "\n".join(f"<w:p>\r\n<w:r>\n<w:t>{name}:\n{said}</w:t>\n</w:r></w:p>" for name, _, said in TURNS)
    data = packed({"word/document.xml": xml_of(body)})
    assert [(turn.line, turn.text) for turn in read(data).turns] == list(enumerate(SAID, 1))
    assert faults(data) == []


# the package


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("namespace", [WORD, STRICT])
@pytest.mark.parametrize("part", ["word/document.xml", "word/document2.xml"])
def test_packages(codec: str, namespace: str, part: str) -> None:
    """Both encodings and both namespaces of the format are read, and the name that Word on the web writes."""
    body = "".join(paragraph(bold(f"{name}:"), run(f" Zoë 🎉 {said}")) for name, _, said in TURNS)
    declared = f'<?xml version="1.0" encoding="{codec[:6].rstrip("-")}"?>'
    data = packed({part: xml_of(body, namespace=namespace, before=declared).encode(codec)})
    episode = read(data, name="talk.docx")
    assert episode.turns[3].text == "Zoë 🎉 Let us."
    assert (episode.source.format, episode.source.encoding) == ("docx", "utf-8")
    assert episode.repairs == ()
    assert faults(data) == []


def test_references_and_verbatim_sections() -> None:
    """Character references and `CDATA` are text like any other, and offsets hold behind them."""
    said = (
        "&#196;nn: The caf&#xe9; &#150; <![CDATA[R&D <b> & &amp;]]> 🎉 was closed.",
        "B&#111;: I said &quot;ja&quot; &amp; you &apos;nein&apos;.",
    )
    data = packed(
        {"word/document.xml": xml_of("".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in said * 6))}
    )
    assert spoken(read(data))[:2] == [
        ("Änn", None, "The café \x96 R&D <b> & &amp; 🎉 was closed."),
        ("Bo", None, "I said \"ja\" & you 'nein'."),
    ]
    assert [fault for fault in faults(data) if "<![CDATA[" not in fault] == []


def test_the_encoding_asked_for_is_not_that_of_a_word_document() -> None:
    """`--encoding` is for text; a document says its own."""
    data = word(paragraph(run("Zoë: Ja.")), paragraph(run("Bo: Nein.")))
    assert read(data, options=Options(encoding="cp1252")).turns[0].text.endswith("Ja.")


def test_detection() -> None:
    """The text of a document has a signature; a page or a post that speaks of Word has none."""
    text = decode(word(paragraph(run("**x**"))), Options()).text
    assert docx.score(text).value == 1.0
    assert docx.score(f"We say {WORD} here").value == 0
    assert md.score(text).value < 1


# what is refused


def test_entity_bombs_and_document_types_are_refused() -> None:
    """A document type is refused in every part, before an entity is expanded."""
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    for part in ("word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"):
        parts: dict[str, str | bytes] = {"word/document.xml": xml_of(paragraph(run("x")))}
        parts[part] = xml_of(paragraph("<w:r><w:t>&b;</w:t></w:r>"), before=bomb)
        assert "document type" in str(refusal(packed(parts)))
    entity = xml_of(paragraph("<w:r><w:t>&b;</w:t></w:r>"))
    assert "broken" in str(refusal(packed({"word/document.xml": entity})))


def test_a_zip_bomb_is_refused() -> None:
    """A part that unpacks to more than `--max-bytes` is refused, whatever the index declares."""
    bomb = packed({"word/document.xml": xml_of(paragraph(run("la " * 400_000)))})
    assert len(bomb) < 10_000
    assert "raise --max-bytes" in str(refusal(bomb, max_bytes=1_000_000))
    assert refusal(bomb, max_bytes=1_000_000).diagnostic.code == "unpacked-too-large"
    declared = bomb.replace((1_200_000 + _around()).to_bytes(4, "little"), (99).to_bytes(4, "little"))
    assert declared != bomb
    assert refusal(declared, max_bytes=1_000_000).diagnostic.code == "bad-docx"


def _around() -> int:
    return len(xml_of(paragraph(run(""))).encode())


def test_the_parts_are_limited_together() -> None:
    """Styles and relationships count."""
    data = word(paragraph(run("x")), styles="<w:style/>" * 50_000)
    assert refusal(data, max_bytes=400_000).diagnostic.code == "unpacked-too-large"


def test_an_index_of_a_million_entries_is_refused() -> None:
    """The index is measured before it is read."""
    data = packed({"word/document.xml": xml_of("")})
    end = data.rindex(b"PK\x05\x06")
    claimed = data[: end + 12] + (1 << 24).to_bytes(4, "little") + data[end + 16 :]
    assert "damaged" in str(refusal(claimed))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_document_is_refused(share: float) -> None:
    """What is left of a broken download is called a damaged Word document, not an archive."""
    data = word(
        *(paragraph(run(f"{name}: {said} {number}")) for number in range(99) for name, _, said in TURNS)
    )
    assert "its ZIP is damaged" in str(refusal(data[: int(len(data) * share)]))


def test_passwords() -> None:
    """A ZIP with a password and the other kind of file that Word writes for a password are refused as such."""
    data = bytearray(word(paragraph(run("x"))))
    for place in (found.start() for found in re.finditer(rb"PK\x03\x04", bytes(data))):
        data[place + 6] |= 1
    for place in (found.start() for found in re.finditer(rb"PK\x01\x02", bytes(data))):
        data[place + 8] |= 1
    assert "encrypted" in str(refusal(bytes(data)))
    assert "password" in str(refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)))


def test_an_unknown_compression_is_refused() -> None:
    """LZMA can ask for gigabytes; Word knows only one compression."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", xml_of(paragraph(run("x"))))
    assert "compressed" in str(refusal(stream.getvalue()))


@pytest.mark.parametrize("xml", ["", "<w:document>", "no XML", "<a>\xff</a>".encode("latin-1")])
def test_broken_xml_is_refused(xml: str | bytes) -> None:
    """A main part that is no XML is no document."""
    assert refusal(packed({"word/document.xml": xml})).diagnostic.code == "bad-docx"


@pytest.mark.parametrize("body", ["", paragraph(), paragraph(run("  ")) * 3])
def test_an_empty_document_holds_nothing(body: str) -> None:
    """A document without words is refused like an empty file."""
    assert refusal(word(body)).diagnostic.code == "empty"


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}, "an Excel workbook"),
        ({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}, "a PowerPoint file"),
        ({"talk.md": "**Ann:** Hello."}, "a ZIP archive"),
        ({}, "a ZIP archive"),
    ],
)
def test_other_zips_are_refused_by_name(parts: dict[str, str | bytes], kind: str) -> None:
    """What is no Word document stays binary."""
    error = refusal(packed(parts))
    assert error.diagnostic.code == "binary"
    assert kind in str(error)


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_bytes_end_well(changes: list[tuple[float, int]]) -> None:
    """Whatever is changed in a document, it is read or refused."""
    data = bytearray(word(*(paragraph(bold(f"{name}:"), run(f" {said}")) for name, _, said in TURNS)))
    for share, byte in changes:
        data[int(share * len(data))] = byte
    with contextlib.suppress(EpiscriptError):
        read(bytes(data))


# conservation

_texts = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12
) | st.sampled_from(
    (
        "Ann Lee",
        ": ",
        "[00:00:07]",
        " ",
        "**",
        "_x_",
        "- ",
        "1. ",
        "https://example.org/a_b",
        "(laughs)",
        "\\",
        "&lt;",
        "# ",
    )
)
_runs = st.builds(run, _texts, st.sampled_from(("", "b", "i", "b i"))) | st.sampled_from(
    (
        BREAK,
        TAB,
        f'<w:hyperlink r:id="a">{run("link")}</w:hyperlink>',
        "<w:del><w:r><w:delText>no</w:delText></w:r></w:del>",
    )
)
_paragraphs = st.builds(
    lambda runs, style, properties: paragraph(*runs, style=style, properties=properties),
    st.lists(_runs, max_size=6),
    st.sampled_from(("", "", "", "Heading1", "Title")),
    st.sampled_from(("", "", ITEM)),
)


def told(data: bytes) -> str:
    """Return what the entries with words cover in the source, without blanks."""
    text = repaired(data)
    spoken = (text[entry.start : entry.end] for entry in ledger(data) if entry.role != "markup" or entry.path)
    return "".join("".join(re.split(r"<[^<>]*>|\s", said)) for said in spoken)


@given(st.lists(_paragraphs, max_size=8), st.booleans())
def test_conservation(paragraphs: list[str], dialogue: bool) -> None:  # noqa: FBT001 - hypothesis passes it
    """Every string of the model is what its entries say, and every word of the document is in an entry."""
    turns = [paragraph(bold(f"{name}:"), run(f" {said}")) for name, _, said in TURNS] if dialogue else []
    data = word(*turns, *paragraphs, *turns, links={"a": TARGET})
    try:
        found = faults(data)
    except EpiscriptError:
        return
    assert found == []
    words = re.sub(r"[\W_]", "", "".join(re.findall(r"<w:(?:t|delText)[^<>]*>([^<>]*)<", repaired(data))))
    assert sorted(re.sub(r"[\W_]", "", told(data))) == sorted(words)


def test_a_long_document_takes_linear_time() -> None:
    """Twenty thousand paragraphs of several runs are read; a quadratic step would take minutes."""
    body = [
        paragraph(bold(f"{name}:"), run(f" {said} é"), run(" On it goes.", "i")) for name, _, said in TURNS
    ] * 5_000
    assert len(read(word(*body)).turns) == 20_000


# the command


def test_the_command(tmp_path: Path) -> None:
    """A Word document is converted like any other file; a remark names file and paragraph, a refusal has one line."""
    (tmp_path / "talk.docx").write_bytes(
        word(*(paragraph(bold(name), run(f" [{clock}]: {said}")) for name, clock, said in TURNS))
    )
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04" + bytes(26) + b"word/document.xml")

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, "-m", "episcript.cli", *arguments]
        return subprocess.run(
            program, cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8"
        )

    good, bad = command("convert", "talk.docx", "-t", "txt"), command("convert", "bad.docx", "-t", "srt")
    assert good.stdout.startswith("[00:00:01] Ann Lee: Welcome to the show.\n")
    assert (good.returncode, bad.returncode, bad.stdout) == (0, 3, "")
    assert (
        bad.stderr == "bad.docx: error: is no Word document that can be read: its ZIP is damaged [bad-docx]\n"
    )
