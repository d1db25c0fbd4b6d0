"""Heads of lines: which label, which clock, which shape, where the text begins; and lines that give no head."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.layout.heads import REACH, head_of
from episcript.markup.blocks import parse
from strategies import EVIL_WORDS

HEADS: dict[str, tuple[str | None, int | None, str, str]] = {
    # a name, then a clock
    r"**Ann Lee** \[00:01:30\]: Yes.": ("Ann Lee", 90_000, "**NAME** [CLOCK]: TEXT", "Yes."),
    "**Ann Lee** [00:01:30]: Yes.": ("Ann Lee", 90_000, "**NAME** [CLOCK]: TEXT", "Yes."),
    "**Ann Lee** (00:01:30): Yes.": ("Ann Lee", 90_000, "**NAME** (CLOCK): TEXT", "Yes."),
    "**Ann Lee**\N{NO-BREAK SPACE}(00:01:30)": ("Ann Lee", 90_000, "**NAME** (CLOCK) ⏎ TEXT", ""),
    "**Ann Lee (00:01:30):** Yes.": ("Ann Lee", 90_000, "**NAME** (CLOCK): TEXT", "Yes."),
    "### Ann [1:30]": ("Ann", 90_000, "### NAME [CLOCK] ⏎ TEXT", ""),
    "Ann Lee (1:30): Yes.": ("Ann Lee", 90_000, "NAME (CLOCK): TEXT", "Yes."),
    "Ann Lee [1:30] Yes.": ("Ann Lee", 90_000, "NAME [CLOCK] TEXT", "Yes."),
    "Ann Lee  1:30": ("Ann Lee", 90_000, "NAME CLOCK ⏎ TEXT", ""),
    "Ann\t1:30\tYes.": ("Ann", 90_000, "NAME CLOCK TEXT", "Yes."),
    "Ann, 1:30": ("Ann", 90_000, "NAME CLOCK ⏎ TEXT", ""),
    "Ann — 1:30": ("Ann", 90_000, "NAME CLOCK – ⏎ TEXT", ""),
    # a clock, then a name
    "[00:01:30] Ann Lee: Yes.": ("Ann Lee", 90_000, "[CLOCK] NAME: TEXT", "Yes."),
    "[00:01:30] **Ann Lee:** Yes.": ("Ann Lee", 90_000, "[CLOCK] **NAME**: TEXT", "Yes."),
    "[00:01:30](https://example.org?t=90) **Ann:** Yes.": (
        "Ann",
        90_000,
        "[CLOCK](…) **NAME**: TEXT",
        "Yes.",
    ),
    "[00:01:30 - 00:01:40] Ann: Yes.": ("Ann", 90_000, "[CLOCK] NAME: TEXT", "Yes."),
    "(1:30) Ann: Yes.": ("Ann", 90_000, "(CLOCK) NAME: TEXT", "Yes."),
    "{1:30} Ann: Yes.": ("Ann", 90_000, "{CLOCK} NAME: TEXT", "Yes."),
    "【00:01:30】Ann：好": ("Ann", 90_000, "【CLOCK】 NAME: TEXT", "好"),
    "00:01:30 Ann Lee: Yes.": ("Ann Lee", 90_000, "CLOCK NAME: TEXT", "Yes."),
    "00:01:30 Ann Lee": ("Ann Lee", 90_000, "CLOCK NAME ⏎ TEXT", ""),
    "1h02m03s Ann: Yes.": ("Ann", 3_723_000, "CLOCK NAME: TEXT", "Yes."),
    "61:30 Ann: Yes.": ("Ann", 3_690_000, "CLOCK NAME: TEXT", "Yes."),
    # a clock alone
    "[1:30]": (None, 90_000, "[CLOCK] ⏎ TEXT", ""),
    "12:30": (None, 750_000, "CLOCK ⏎ TEXT", ""),
    "[00:01:30] Yes. I had known it all along, and so had Bo, who told nobody.": (
        None,
        90_000,
        "[CLOCK] TEXT",
        "Yes. I had known it all along, and so had Bo, who told nobody.",
    ),
    # a name alone
    "**Ann Lee:** Yes.": ("Ann Lee", None, "**NAME**: TEXT", "Yes."),
    "**Ann Lee**: Yes.": ("Ann Lee", None, "**NAME**: TEXT", "Yes."),
    "**Ann Lee**": ("Ann Lee", None, "**NAME** ⏎ TEXT", ""),
    "**Ann** Yes.": ("Ann", None, "**NAME** TEXT", "Yes."),
    "**Ann** – Yes.": ("Ann", None, "**NAME** – TEXT", "Yes."),
    "__Ann__: Yes.": ("Ann", None, "__NAME__: TEXT", "Yes."),
    "*Ann:* Yes.": ("Ann", None, "*NAME*: TEXT", "Yes."),
    "***Ann:*** Yes.": ("Ann", None, "***NAME***: TEXT", "Yes."),
    "<b>Ann:</b> Yes.": ("Ann", None, "<b>NAME</b>: TEXT", "Yes."),
    "<cite>Ann:</cite> Yes.": ("Ann", None, "<cite>NAME</cite>: TEXT", "Yes."),
    "<v Ann Lee>Yes.": ("Ann Lee", None, "<v NAME> TEXT", "Yes."),
    "<v.loud Ann>Yes.": ("Ann", None, "<v NAME> TEXT", "Yes."),
    ">> ANN: Yes.": ("ANN", None, ">> NAME: TEXT", "Yes."),
    "&gt;&gt; ANN: Yes.": ("ANN", None, ">> NAME: TEXT", "Yes."),
    "- **Ann**: Yes.": ("Ann", None, "- **NAME**: TEXT", "Yes."),
    "1. Ann: Yes.": ("Ann", None, "1. NAME: TEXT", "Yes."),
    "Ann: Yes.": ("Ann", None, "NAME: TEXT", "Yes."),
    "Ann:": ("Ann", None, "NAME: ⏎ TEXT", ""),
    "Ann": ("Ann", None, "NAME ⏎ TEXT", ""),
    "Ann:Yes.": ("Ann", None, "NAME: TEXT", "Yes."),
    "DR. LEE-GRAY: Yes.": ("DR. LEE-GRAY", None, "NAME: TEXT", "Yes."),
    r"Miles O\'Dea: Yes.": ("Miles O'Dea", None, "NAME: TEXT", "Yes."),
    "Ann &amp; Bo: Yes.": ("Ann & Bo", None, "NAME: TEXT", "Yes."),
    "Ann (host): Yes.": ("Ann (host)", None, "NAME: TEXT", "Yes."),
    "ann_92: Yes.": ("ann_92", None, "NAME: TEXT", "Yes."),
    "主持人：好的。": ("主持人", None, "NAME: TEXT", "好的。"),
    "1: Yes.": ("1", None, "NAME: TEXT", "Yes."),
    # a clock behind the colon belongs to the text
    "**Ann:** 00:01:30 Yes.": ("Ann", None, "**NAME**: TEXT", "00:01:30 Yes."),
}
"""Lines with their label, their clock (ms), their shape in words, and their text."""

HEADLESS = (
    "",
    "Yes, of course, and then we all went home before the tide came in.",
    "We left (as she told me later) before the tide came in, and so on.",
    "“Yes: no, of course not, we went home before the tide came in”",
    '"Ann": Yes.',
    "https://example.org",
    r"C:\new",
    "Ann:yes.",
    "12:75 Ann: Yes.",
    "[12:30 Ann: Yes.",
    "Ann (12:30: Yes.",
    "**Ann: Yes.",
    "Ann *told* (0:10) Yes.",
    "...: Yes.",
    "**: Yes.",
    f"{'x' * 70}: Yes.",
    f"**{'x' * 70}:** Yes.",
    f"{'word ' * 40}: Yes.",
)
"""Lines that open no turn, whatever is in them."""

_lines = st.one_of(
    st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=80),
    st.lists(st.sampled_from(EVIL_WORDS), max_size=9).map(" ".join),
    st.sampled_from([*HEADS, *HEADLESS]),
)


@pytest.mark.parametrize(("text", "expected"), HEADS.items())
def test_a_head_is_its_label_its_clock_and_its_shape(
    text: str, expected: tuple[str | None, int | None, str, str]
) -> None:
    """Whatever the order and the wrapping, the head says who speaks, when, and how this is written."""
    head = head_of(text, parse(text, markdown=True).lines[0])
    assert head
    assert (head.label, head.clock, head.shape.words(), text[head.text_start :]) == expected


@pytest.mark.parametrize("text", HEADLESS)
def test_other_lines_have_no_head(text: str) -> None:
    """Sentences, addresses, paths, broken brackets and long lines open nothing."""
    assert head_of(text, parse(text, markdown=True).lines[0]) is None


def test_a_head_lies_near_the_beginning_of_its_line() -> None:
    """What comes after the reach of a head is speech."""
    text = "Ann " + " " * REACH + "(1:30): Yes."
    head = head_of(text, parse(text, markdown=True).lines[0])
    assert head is None or head.clock is None


@given(_lines)
def test_offsets_lie_inside_the_line(text: str) -> None:
    """Label, clock and text of a head are stretches of its line, and they do not overlap."""
    line = parse(text, markdown=True, front=False).lines[0]
    head = head_of(text, line)
    if head is None:
        return
    assert line.start <= head.label_start <= head.label_end <= line.end
    assert line.start <= head.text_start <= line.end
    assert head.label is None or head.label_end <= head.text_start
    if head.clock is not None:
        assert line.start <= head.clock_start < head.clock_end <= head.text_start or head.label is None
    if head.clock is not None and head.label is not None:
        assert head.clock_end <= head.label_start or head.label_end <= head.clock_start


@pytest.mark.parametrize(
    "unit", ["Ann ", "**Ann", "**", "00:00 ", "[00:00] ", "0:", "(", "<v ", ">> ", "a:", "\xa0", "\\'"]
)
def test_hostile_lines_end(unit: str) -> None:
    """No pattern goes back and forth over a long line."""
    text = unit * 50_000
    head = head_of(text, parse(text, markdown=True, front=False).lines[0])
    assert head is None or head.text_start <= len(text)
