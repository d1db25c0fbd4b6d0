"""Front matter: YAML where it parses, whole lines where it does not, strings always, and no post mistaken for it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from episcript.markup.blocks import parse
from episcript.markup.front import front_matter

VALID = {
    "---\ntitle: Low water\n---\nHi.": {"title": "Low water"},
    "---\ntitle: Low water\n...\nHi.": {"title": "Low water"},
    "--- \ntitle: Low water\n---\t\nHi.": {"title": "Low water"},
    "\n\n---\ntitle: Low water\n---": {"title": "Low water"},
    "---\r\ntitle: Low water\r\ndate: 2024-05-01\r\n---\r\nHi.": {"title": "Low water", "date": "2024-05-01"},
    "---\rtitle: Low water\r---\rHi.": {"title": "Low water"},
    "---\n# by hand\ntitle: Low water\n---": {"title": "Low water"},
    "---\ntitle: Low water # at last\n---": {"title": "Low water"},
    '---\ntitle: "Low: water"\n---': {"title": "Low: water"},
    "---\ntitle: 'Ann''s boat'\n---": {"title": "Ann's boat"},
    '---\ntitle: "Ann \\"Tide\\" Lee"\n---': {"title": 'Ann "Tide" Lee'},
    "---\ntitle: >\n  Low\n  water\n---": {"title": "Low water"},
    "---\ntitle: Low\n  water\n---": {"title": "Low water"},
    "---\ntitle: Low\n\ndate: May\n---": {"title": "Low", "date": "May"},
    "---\ntags: [sea, mud]\n---": {"tags": ["sea", "mud"]},
    "---\ntags:\n  - sea\n  - mud\n---": {"tags": ["sea", "mud"]},
    "---\nguest:\n  name: Ann\n  age: 044\n---": {"guest": {"name": "Ann", "age": "044"}},
    "---\nurl: https://example.org/a?b=1\n---": {"url": "https://example.org/a?b=1"},
    "---\n1: one\n---": {"1": "one"},
}
"""Blocks that are YAML, and their data."""

INVALID = {
    '---\ntitle: "On the "Slack Water" years"\ndate: May\n---': {
        "title": 'On the "Slack Water" years',
        "date": "May",
    },
    "---\ntitle: 'It's low'\n---": {"title": "It's low"},
    "---\ntitle: Low: water\n---": {"title": "Low: water"},
    "---\ntitle: @ann\n---": {"title": "@ann"},
    "---\ntitle: `low`\n---": {"title": "`low`"},
    "---\ntitle: *low* water\n---": {"title": "*low* water"},
    "---\ntitle: [low] water\n---": {"title": "[low] water"},
    "---\ntitle: %low\ntags:\n- sea\n- 'mud'\n---": {"title": "%low", "tags": ["sea", "mud"]},
    "---\ntitle: @low\n  water\n---": {"title": "@low water"},
    "---\ntitle: @low\nempty:\n---": {"title": "@low", "empty": ""},
    "---\ntitle: - low\n---": {"title": "- low"},
    "---\ntitle: low\twater: neap\n---": {"title": "low\twater: neap"},
    "Title: Low water\nDate: May\n\nHi.": {"Title": "Low water", "Date": "May"},
    "title: Low: water\r\ndate: 010\r\nhost: Ann\r\n\r\nHi.": {
        "title": "Low: water",
        "date": "010",
        "host": "Ann",
    },
}
"""Blocks that people write and YAML refuses, and bare blocks of lines with keys: nothing in them is lost."""

NONE = (
    "",
    "---",
    "---\n",
    "---\n---\nHi.",
    "---\n\n---\nHi.",
    "---\ntitle: Low water\n",
    "----\ntitle: Low water\n----\n",
    "Hi.\n---\ntitle: Low water\n---",
    "---\n\nAnn: Hello, Bo.\n\nBo: Hello.\n\n---\n",
    "---\n**Ann:** Hello.\n\nOne thing: it rains.\n\n---\n",
    "---\nAnn said so.\n\nOne thing: it rains.\n\n---\n",
    "---\n- one\n- two\n---\n",
    "---\n\n# Title: it rains\n\n---\n",
    "***\ntitle: Low water\n***\n",
    "Ann: Hello, Bo.\nBo: Hello.\n\nAnn: So?",
    "title: Low water\n\ndate: May",
    "title: Low water\ndate: May",
    "title: Low water\nand so on\ndate: May\n\n",
    "Note: Low water\nDate: May\n\nHi.",
    " title: Low water\n date: May\n\nHi.",
)
"""Texts that open with a rule, with speech or with a single key: none of them has front matter."""

SCALARS = (
    "1:30:00",
    "010",
    "no",
    "yes",
    "1.10",
    "null",
    "~",
    "true",
    "2024-03-04",
    "2025-03-04T13:30:50.987Z",
    "0x1F",
    "1e3",
    ".5",
    "-5",
)
"""What `yaml.safe_load` turns into numbers, dates and truth values."""

_PIECES = st.text(st.sampled_from("ab-? \t.:#'\"0,]}\\!&|é\x07\x85\xa0"), min_size=1, max_size=6)


@pytest.mark.parametrize(("text", "data"), VALID.items())
def test_yaml_is_read_as_yaml(text: str, data: dict[str, object]) -> None:
    """A block that parses gives its data, and says that it is valid."""
    front = front_matter(text)
    assert front
    assert (front.data, front.valid) == (data, True)


@pytest.mark.parametrize(("text", "data"), INVALID.items())
def test_what_is_no_yaml_is_read_line_by_line(text: str, data: dict[str, object]) -> None:
    """Each line with a key is a pair, with one pair of outer quotes taken off."""
    front = front_matter(text)
    assert front
    assert (front.data, front.valid) == (data, False)


@pytest.mark.parametrize("text", NONE)
def test_a_post_is_no_front_matter(text: str) -> None:
    """A rule opens no front matter, and neither do lines that only look like pairs."""
    assert front_matter(text) is None


@pytest.mark.parametrize("scalar", SCALARS)
@pytest.mark.parametrize("also", ["", "tags: [a]\n"])
def test_scalars_stay_strings(scalar: str, also: str) -> None:
    """Numbers, dates and truth values are what was written, whether YAML itself was asked or not."""
    front = front_matter(f"---\nvalue: {scalar}\n{also}---\n")
    assert front
    assert front.data["value"] == scalar


def test_offsets_and_raw_block_are_those_of_the_source() -> None:
    """The block is kept as it was written, between the offsets of its fences."""
    text = "\n---\ntitle:   Low\r\ndate: May\n---\nHi."
    front = front_matter(text)
    assert front
    assert front.raw == "title:   Low\r\ndate: May"
    assert text[front.start : front.end] == "\n---\ntitle:   Low\r\ndate: May\n---"


def test_a_bare_block_ends_before_the_blank_line() -> None:
    """What follows the block of a static site generator is the post."""
    text = "Title: Low\nDate: May\n\nHi."
    front = front_matter(text)
    assert front
    assert (front.raw, text[front.end :]) == ("Title: Low\nDate: May", "\nHi.")


def test_a_block_that_is_no_yaml_is_remarked_with_its_line() -> None:
    """Reading line by line is told, reading YAML is not."""
    told = parse("---\ntitle: @low\n---\nHi.", markdown=True).diagnostics
    assert [(remark.code, remark.line) for remark in told] == [("front-matter", 1)]
    assert parse("---\ntitle: low\n---\nHi.", markdown=True).diagnostics == ()


@pytest.mark.parametrize(
    "raw",
    ["a: &a [*a]", "a: " + "[" * 3_000, "a: &a {b: *a}", "a: !!python/object:os.system x"],
)
def test_hostile_yaml_ends(raw: str) -> None:
    """Loops, deep nesting and tags that name code are read as strings or line by line."""
    front = front_matter(f"---\ntitle: x\n{raw}\n---\n")
    assert front
    assert front.data["title"] == "x"


@given(st.lists(st.tuples(_PIECES, _PIECES), min_size=1, max_size=3))
def test_the_short_way_agrees_with_yaml(pairs: list[tuple[str, str]]) -> None:
    """Whatever is called valid is what YAML itself reads, although YAML is only asked where a line is not simple."""
    raw = "\n".join(f"{key}: {value}" for key, value in pairs)
    front = front_matter(f"---\n{raw}\n---\n")
    if front and front.valid:
        assert front.data == yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506 - strings, lists and maps only


@given(st.lists(st.tuples(st.sampled_from(["", " ", "  "]), _PIECES), min_size=1, max_size=4), _PIECES)
def test_lists_of_scalars_agree_with_yaml(items: list[tuple[str, str]], behind: str) -> None:
    """So do lists below a key, however they are indented; a scalar that ends in a colon is none."""
    listed = "".join(f"\n{indent}- {item}" for indent, item in items)
    front = front_matter(f"---\ntags:{listed}\nurl: https://example.org/{behind}\n---\n")
    if front and front.valid:
        raw = f"tags:{listed}\nurl: https://example.org/{behind}"
        assert front.data == yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506 - strings, lists and maps only


@pytest.mark.parametrize(
    "block",
    [
        "tags: [sea, mud]\nurl: https://exa\tmple.org",
        "a: [b,\tc]",
        "speakers:\n  !,- Ann Lee",
        "a: 'b\u2028c'\nd: {e: f}",
    ],
)
def test_every_machine_reads_alike(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser in C, which some machines do not have, changes no result: what the two differ in is left to one."""
    source = f"---\n{block}\n---\nHi."
    found = front_matter(source)
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert found == front_matter(source)
