"""Inline markup becomes plain text and marks; what is no markup stays, and every character is accounted for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.markup import inline
from episcript.markup.inline import render
from episcript.markup.plain import left_out, sounds, squeeze
from strategies import EVIL_WORDS

Marks = list[tuple[str, str, str | None]]

MARKED: dict[str, tuple[str, Marks]] = {
    # escapes and entities
    r"\[00:01\] it\'s \*low\*": ("[00:01] it's *low*", [("[00:01]", "sound", None)]),
    r"low\ water": ("low\N{NO-BREAK SPACE}water", []),
    "low\\\nwater": ("low water", []),
    r"\\low": (r"\low", []),
    "low &amp; high &#39;&#x27;&nbsp;&lt;v Bo&gt;": ("low & high ''\N{NO-BREAK SPACE}<v Bo>", []),
    # emphasis
    "*low* water": ("low water", [("low", "em", None)]),
    "_low_ water": ("low water", [("low", "em", None)]),
    "**low** water": ("low water", [("low", "strong", None)]),
    "__low__ water": ("low water", [("low", "strong", None)]),
    "***low***": ("low", [("low", "strong", None), ("low", "em", None)]),
    "*low **ebb** tide*": ("low ebb tide", [("low ebb tide", "em", None), ("ebb", "strong", None)]),
    "**low *ebb* tide**": ("low ebb tide", [("low ebb tide", "strong", None), ("ebb", "em", None)]),
    "s**low**ly": ("slowly", [("low", "strong", None)]),
    "_snake_case_": ("snake_case", [("snake_case", "em", None)]),
    "風が**強い**です": ("風が強いです", [("強い", "strong", None)]),
    "**low* tide": ("*low tide", [("low", "em", None)]),
    "*low\nwater*": ("low water", [("low water", "em", None)]),
    "<i>low</i> <strong>ebb</strong>": ("low ebb", [("low", "em", None), ("ebb", "strong", None)]),
    # links
    "[low](https://example.org)": ("low", [("low", "link", "https://example.org")]),
    "[low](<https://example.org/a b>)": ("low", [("low", "link", "https://example.org/a b")]),
    "[low](https://example.org/w_(x))": ("low", [("low", "link", "https://example.org/w_(x)")]),
    '[low](https://example.org "High water")': ("low", [("low", "link", "https://example.org")]),
    '[low](https://example.org){target="_blank"} x': ("low x", [("low", "link", "https://example.org")]),
    r"[low](https://example.org/a\_b?c=1&amp;d=2)": (
        "low",
        [("low", "link", "https://example.org/a_b?c=1&d=2")],
    ),
    "[*low*](#l)": ("low", [("low", "em", None), ("low", "link", "#l")]),
    "**[low](#l)**": ("low", [("low", "link", "#l"), ("low", "strong", None)]),
    "[low [ebb]](#l)": ("low [ebb]", [("low [ebb]", "link", "#l"), ("[ebb]", "sound", None)]),
    "![a float](float.png)": ("a float", [("a float", "link", "float.png")]),
    "<https://example.org/a_b>": (
        "https://example.org/a_b",
        [("https://example.org/a_b", "link", "https://example.org/a_b")],
    ),
    "<mailto:ann@example.org>": ("ann@example.org", [("ann@example.org", "link", "ann@example.org")]),
    "<a href='https://example.org?a=1&amp;b'>low</a>": (
        "low",
        [("low", "link", "https://example.org?a=1&b")],
    ),
    # code and spans of a line
    "`*low*`": ("*low*", [("*low*", "code", None)]),
    "``a`b``": ("a`b", [("a`b", "code", None)]),
    "<code>low</code>": ("low", [("low", "code", None)]),
    "[low]{.smallcaps}": ("low", []),
    "low<br/>water": ("low water", []),
    "<span class='a'>low</span>": ("low", []),
    # footnote references
    "low[^1] water": ("low water", [("", "note", "1")]),
    "low[^a-note].": ("low.", [("", "note", "a-note")]),
    "low[1](#footnote-1){#footnote-anchor-1 .anchor}.": ("low.", [("", "note", "footnote-1")]),
    "low[[2]](#fn2).": ("low.", [("", "note", "fn2")]),
    # comments
    "low <!-- ebb --> water": ("low water", []),
    "<!-- low\nwater -->ebb": ("ebb", []),
    # remarks in brackets
    "[laughter] Yes. (laughs)": (
        "[laughter] Yes. (laughs)",
        [("[laughter]", "sound", None), ("(laughs)", "sound", None)],
    ),
    "♪ la la ♪ low": ("♪ la la ♪ low", [("♪ la la ♪", "sound", None)]),
    r"\[crosstalk\]": ("[crosstalk]", [("[crosstalk]", "sound", None)]),
    # blanks
    "  low \t water\n  ebb  ": ("low water ebb", []),
    "風が\n強い": ("風が強い", []),
    "low\N{NO-BREAK SPACE} \N{EM SPACE}water": ("low\N{NO-BREAK SPACE} \N{EM SPACE}water", []),
}
"""Sources with their text and their marks: what is marked, how, and where it leads."""

UNMARKED = (
    "snake_case and other_names_too",
    r"C:\new\table",
    r"a\b",
    "List<int> and <v Bo> and <3",
    "a < b > c",
    "2 * 3 * 4",
    "** low **",
    "* low *",
    "*low",
    "low*",
    "_low",
    "a_b_c",
    "***",
    "`low",
    "low & high; Q&A; AT&T; &bogus; &amp",
    "&#99999999;",
    "see (which I like) that",
    "low (water)",
    "low] water",
    "low ](#l)",
    "]",
    "!",
    "<",
    "<!-- low",
    "low --> water",
    "https://example.org/a_b_c*d",
    "https://example.org/(a_b_)",
    "{.low}",
    "{{low}}",
    "$low$ ~low~ ^low^ ~~low~~ ==low==",
    "#low",
    "low\x85water\u2028ebb",
)
"""What only looks like markup: not a character of it changes, and nothing is marked."""

SOUNDLESS = (
    "low",
    "(which I like)",
    "(the music I love was far too loud)",
    "f(x)",
    "low) (water",
    "[",
    "()",
    "(2013)",
)

HOSTILE = (
    *("[", "](u)", "[](u)", "[a](", "[a]((", "[a](<", "[a]{", "[^", "![", "]", "[[a]", "(", "(a ", "{"),
    *("*a", "a*", "*a ", "**a*", "*_", "_a*", "*", "_", "a_", "* "),
    *(
        "`",
        "`a",
        "` `` ",
        "<",
        "<a",
        "<a ",
        "<b>",
        "</b>",
        "<b><i>",
        "<!--",
        "<!---->",
        "&",
        "&a",
        "&#",
        "\\",
        "\\[",
    ),
    *("https://", "♪", "♪a", "(laughs ", " ", "\xa0", "\t", "\n", "風\n", "風 "),
)
"""What slow renderers choke on, to be repeated a hundred thousand characters long."""

_sources = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(EVIL_WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from([*MARKED, *UNMARKED]), max_size=4).map("".join),
    st.text(st.sampled_from("ab*_`[](){}<>!\\&;:#^/-\n \xa0風"), max_size=40),
)


@pytest.mark.parametrize(("source", "expected"), MARKED.items())
def test_markup_becomes_text_and_marks(source: str, expected: tuple[str, Marks]) -> None:
    """Markup is undone, and what it meant is a mark on the text."""
    said = render(source, markdown=True)
    assert (
        said.text,
        [(said.text[mark.start : mark.end], mark.kind, mark.target) for mark in said.marks],
    ) == expected


@pytest.mark.parametrize("source", UNMARKED)
def test_what_is_no_markup_stays(source: str) -> None:
    """Asterisks, underscores, backslashes, brackets and ampersands that mean nothing are text."""
    assert (render(source, markdown=True).text, render(source, markdown=True).marks) == (source, ())


@pytest.mark.parametrize("source", [*MARKED, *UNMARKED])
def test_plain_text_keeps_every_character(source: str) -> None:
    """Where nothing is Markdown only blanks are squeezed."""
    assert render(source, markdown=False).text == squeeze(source)


@pytest.mark.parametrize("text", SOUNDLESS)
def test_what_people_say_in_parentheses_is_no_sound(text: str) -> None:
    """Parentheses hold a sound only where a word of theirs says so."""
    assert sounds(text) == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("low <!-- ebb --> water", [(4, "<!-- ebb -->")]),
        ("low ![](https://example.org/a.png)", [(4, "![](https://example.org/a.png)")]),
        (
            "[![](https://example.org/a)](https://example.org/b) low",
            [(0, "[![](https://example.org/a)](https://example.org/b)")],
        ),
        ("[](https://example.org/a)<!-- low -->", [(0, "[](https://example.org/a)<!-- low -->")]),
        ("[low](https://example.org)", []),
        ("[](#low) ![](low.png)", []),
        ("low", []),
    ],
)
def test_what_has_no_words_is_left_out_whole(source: str, expected: list[tuple[int, str]]) -> None:
    """Comments, and links and pictures without words, are named with their place, so that somebody can report them."""
    assert list(left_out(source, render(source, markdown=True))) == expected


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_lines_end(unit: str) -> None:
    """A hundred thousand characters of openings without an end are rendered, none is lost in length."""
    source = unit * (99_990 // len(unit))
    said = render(source, markdown=True)
    assert said.pieces[0].start == 0
    assert said.pieces[-1].end == len(source)


def test_nested_links_end() -> None:
    """Twenty thousand brackets around each other are closed one by one."""
    said = render("[" * 20_000 + "low" + "](u)" * 19_000, markdown=True)
    assert len(said.marks) >= 19_000


def test_a_paragraph_that_nobody_speaks_is_plain() -> None:
    """Markup of a paragraph longer than a hundred thousand characters is left as it is."""
    source = "*low* " * 20_000
    assert render(source, markdown=True).text == source.rstrip()


@given(_sources, st.booleans())
def test_pieces_tile_the_source(source: str, markdown: bool) -> None:  # noqa: FBT001
    """Pieces begin at the first character, follow each other without a gap, and end at the last one."""
    place = 0
    for piece in render(source, markdown=markdown).pieces:
        assert piece.start == place
        place = piece.end
    assert place == len(source)


@given(_sources)
def test_text_is_what_its_pieces_say(source: str) -> None:
    """The plain text of the pieces, blanks squeezed, is the text; its marks lie inside it."""
    said = render(source, markdown=True)
    joined = "".join(piece.plain for piece in said.pieces)
    assert "".join(joined.split()) == "".join(said.text.split())
    assert said.text == squeeze(said.text)
    for mark in said.marks:
        assert 0 <= mark.start <= mark.end <= len(said.text)
        assert (mark.start == mark.end) == (mark.kind == "note")


@given(_sources.filter(lambda source: source.isascii()))
def test_blanks_around_change_nothing(source: str) -> None:
    """Blanks at the ends of a source are no part of its text."""
    assert render(f" \n{source}", markdown=False).text == render(source, markdown=False).text


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                " ",
                "http",
                "https://a.b/c",
                "`",
                "[^1]",
                "[",
                "]",
                "<b>",
                "&amp;",
                "&",
                "*",
                "_",
                "\\",
                "!",
                "\n",
            ]
        )
    )
)
def test_tokens_are_those_of_one_search(pieces: list[str]) -> None:
    """Looking for what a token begins with finds the tokens that the pattern itself would find."""
    source = "".join(pieces)
    for position in range(len(source) + 1):
        expected, found = inline._TOKEN.search(source, position), inline._Renderer(source)._next(position)
        assert (found and found.span()) == (expected and expected.span())
