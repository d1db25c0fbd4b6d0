"""Lines of a text: what is structure, what is known markup, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.markup import BLANKS
from episcript.markup.blocks import parse
from episcript.markup.evidence import shows_markdown

LINES = {
    # headings
    "# Low water": ("heading", "#", "Low water"),
    "###### Low": ("heading", "######", "Low"),
    "## Low ##": ("heading", "##", "Low"),
    "## Low {#low .unnumbered}": ("heading", "##", "Low"),
    "# {#empty}": ("heading", "#", ""),
    "   # Low": ("heading", "#", "Low"),
    # rules
    "---": ("rule", "---", "---"),
    "***": ("rule", "***", "***"),
    "_ _ _": ("rule", "_ _ _", "_ _ _"),
    "- - - - -": ("rule", "- - - - -", "- - - - -"),
    # lists, quotations, tables
    "- low": ("item", "-", "low"),
    "*   low": ("item", "*", "low"),
    "• low": ("item", "•", "low"),
    "– low": ("item", "–", "low"),
    "1. low": ("item", "1.", "low"),
    "12) low": ("item", "12)", "low"),
    "> low": ("quote", "> ", "low"),
    ">> low": ("quote", ">> ", "low"),
    "| low | high |": ("table", "|", "| low | high |"),
    # known markup
    "::: note": ("markup", "", "::: note"),
    ":::": ("markup", "", ":::"),
    ":::: {.note}": ("markup", "", ":::: {.note}"),
    "<div class='a'>": ("markup", "", "<div class='a'>"),
    "</div>": ("markup", "", "</div>"),
    "<br/> <hr>": ("markup", "", "<br/> <hr>"),
    "{% include low.html %}": ("markup", "", "{% include low.html %}"),
    "{{ low }}": ("markup", "", "{{ low }}"),
    "[TOC]": ("markup", "", "[TOC]"),
    "{.left}": ("markup", "", "{.left}"),
    "{: .left}": ("markup", "", "{: .left}"),
    "[1](#fn-1){#fnref-1 .back}": ("markup", "", "[1](#fn-1){#fnref-1 .back}"),
    # footnotes and comments
    "[^1]: Low.": ("footnote", "", "[^1]: Low."),
    "[^low]:": ("footnote", "", "[^low]:"),
    "<!-- low -->": ("comment", "", "<!-- low -->"),
}
"""Lines that stand alone, with their kind, their prefix and their content."""

TEXTS = (
    "Low water.",
    "#Low",
    "#",
    "####### Low",
    r"\# Low",
    "--",
    "**",
    "--- low",
    "-low",
    "— low",
    "1.low",
    "1234567890. low",
    "1: low",
    "*low* water",
    "**Ann:** Low.",
    "__Ann__ Low.",
    "|low",
    ":: low",
    "::: note and more words",
    "<b>low</b>",
    "<div>low</div>",
    "<v Ann>Low.",
    "<3",
    "{Ann}",
    "{.left} low",
    "{{ low }} and {{ high }}",
    "{% low %} and {% high %}",
    "[TOC] low",
    "[Ann](#low): Hi.",
    "[1](https://example.org)",
    "[^low water]: Hi.",
    "[00:00:01] Hi.",
    "``` low ```",
    "`low`",
    "~~low~~",
    "!",
    "\\",
    "\x85",
)
"""Lines that begin like structure and are text."""


def kinds(text: str, *, markdown: bool = True) -> list[str]:
    """Return the kinds of the lines of `text`."""
    return [line.kind for line in parse(text, markdown=markdown).lines]


@pytest.mark.parametrize(("text", "expected"), LINES.items())
def test_a_line_alone_is_structure(text: str, expected: tuple[str, str, str]) -> None:
    """A line has a kind, a prefix before its content, and the offsets of the content."""
    (line,) = parse(text, markdown=True, front=False).lines
    assert (line.kind, line.prefix, text[line.start : line.end]) == expected


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_that_looks_like_structure_is_text(text: str) -> None:
    """What the rules of Markdown do not make structure may be speech."""
    (line,) = parse(text, markdown=True).lines
    assert (line.kind, text[line.start : line.end]) == ("text", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Low\n===\nHi.", ["heading", "markup", "text"]),
        ("\nLow\n---\n", ["blank", "heading", "markup", "blank"]),
        ("Ann: Hi.\nBo: Ho.\n---", ["text", "text", "rule"]),
        ("Low\n==", ["text", "text"]),
        ("Low\n\n===", ["text", "blank", "text"]),
        ("x" * 80 + "\n===", ["text", "text"]),
        ("- low\n---", ["item", "rule"]),
        ("Low\r===\rHi.", ["heading", "markup", "text"]),
    ],
)
def test_a_short_line_over_a_line_of_dashes_is_a_heading(text: str, expected: list[str]) -> None:
    """Only a short line that stands alone is underlined; a rule behind speech stays one."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```\n**Ann:** Hi.\n```\nHi.", ["code", "code", "code", "text"]),
        ("~~~ py\n# low\n~~~\n", ["code", "code", "code", "blank"]),
        ("```\n~~~\n```\n", ["code", "code", "code", "blank"]),
        ("```\n**Ann:** Hi.\n", ["code", "text", "blank"]),
        ("<!--\n**Ann:** Hi.\n\n--> Hi.\nHi.", ["comment", "comment", "comment", "comment", "text"]),
        ("<!-- low\n**Ann:** Hi.", ["comment", "text"]),
        ("<iframe\nsrc='x'>\n</IFRAME>\nHi.", ["embed", "embed", "embed", "text"]),
        ("<script>\nlow", ["embed", "text"]),
        ("::: note\n# Low\nHi.\n:::", ["markup", "heading", "text", "markup"]),
        ("::: player\n# Low\n\n:::\nHi.", ["embed", "embed", "embed", "embed", "text"]),
        ("::: player\nHi.", ["markup", "text"]),
        ("::: player\n" + "Hi.\n" * 60 + ":::", ["markup"] + ["text"] * 60 + ["markup"]),
        ("SSß ẞ <script>\n<script>\nß</script>\nHi.", ["text", "embed", "embed", "text"]),
    ],
)
def test_what_is_fenced_goes_together(text: str, expected: list[str]) -> None:
    """Code, comments, embeds and dead players reach to their end; without one they are their own line."""
    assert kinds(text) == expected


def test_remains_of_a_player_are_one_embed_with_its_address() -> None:
    """Braces inside the attributes of a div do not end them, and the address is told."""
    text = (
        "Hi.\n"
        ':::: {#youtube2-x .player attrs="{\\"a\\":{\\"b\\":null}}"}\n'
        "::: iframe\n"
        "# An error occurred.\n"
        '[Watch](https://example.org/v?a=1&b=2){target="_blank"}\n'
        ":::\n"
        "::::\n"
        "Hi."
    )
    document = parse(text, markdown=True)
    assert [line.kind for line in document.lines] == ["text", *["embed"] * 6, "text"]
    assert [(remark.code, remark.line) for remark in document.diagnostics] == [("embed", 2)]
    assert "https://example.org/v?a=1&b=2" in document.diagnostics[0].message


def test_plain_text_has_no_fences_and_no_underlines() -> None:
    """In plain text every line speaks for itself."""
    assert kinds("Low\n===\n```\nlow\n```", markdown=False) == ["text", "text", "code", "text", "code"]


def test_blank_lines_hold_any_blanks() -> None:
    """No-break, wide and zero-width blanks make no line; a next-line control does."""
    assert kinds(" \t\n\xa0\n\u3000\n\ufeff\n\f\n\x85\n") == [*["blank"] * 5, "text", "blank"]


def test_lines_begin_behind_the_front_matter() -> None:
    """The front matter has no lines, and the lines behind it keep their numbers."""
    text = "---\ntitle: Low\n---\n\n**Ann:** Hi."
    document = parse(text, markdown=True)
    assert [(document.line(line.start), line.kind) for line in document.lines] == [
        (3, "blank"),
        (4, "blank"),
        (5, "text"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**Ann:** Hi.",
        "__Ann:__ Hi.",
        "# Low",
        "---",
        "Hi.\r---\rHi.",
        "::: note",
        "```",
        "[low](https://example.org)",
        r"It\'s low.",
        r"\[00:00:01\]",
        "low &amp; high",
        "it&#39;s",
    ],
)
def test_markdown_shows_itself(text: str) -> None:
    """Emphasis, links, escapes, headings, fences and entities are evidence."""
    assert shows_markdown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ann: Hi.",
        r"C:\new",
        "snake_case",
        "2*3*4",
        "a ** b",
        "AT&T",
        "Q&A; low",
        "#low",
        "--",
        "[00:00:01] Hi.",
        "x ] (y",
        "a --- b",
    ],
)
def test_plain_text_does_not(text: str) -> None:
    """Asterisks, backslashes, ampersands and brackets alone are no evidence."""
    assert not shows_markdown(text)


@given(
    st.lists(
        st.sampled_from([*LINES, *TEXTS[:12], "", "```", "<!--", "-->", "<iframe>", "</iframe>", "==="]),
        max_size=12,
    ),
    st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
    st.booleans(),
)
def test_lines_cover_the_text(parts: list[str], end: str, markdown: bool) -> None:  # noqa: FBT001
    """Lines rise, their content lies inside them, and between them stand only blanks, prefixes and line ends."""
    text = end.join(parts)
    document = parse(text, markdown=markdown, front=False)
    assert len(document.lines) == len(document.index.starts)
    for line, after in zip(document.lines, [*document.index.starts[1:], len(text)], strict=True):
        assert line.margin <= line.start <= line.end <= after
        assert not text[line.end : after].strip(BLANKS + "\r\n#{}.-abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    "line", ["<!--", "<iframe>", "<script", "```", "~~~", "::: player", "|", "# ", "> ", "{", "[^1]: "]
)
def test_hostile_lines_end(line: str) -> None:
    """A line repeated twenty thousand times, whose partner never comes, is read in one pass."""
    assert len(parse(f"{line}\n" * 20_000, markdown=True).lines) == 20_001
