"""Pages: what HTML becomes before the learner reads it."""

from __future__ import annotations

import pytest

from episcript import read
from episcript.markup.html import canonical

TALK = "<p><b>Ann:</b> {}</p>\n<p><b>Bo:</b> Hi there.</p>\n<p><b>Ann:</b> So it is.</p>\n<p><b>Bo:</b> It is.</p>\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Q&A at AT&T", "Q&A at AT&T"),
        ("x<b></b>y", "xy"),
        ("<em>this.</em>He", "this.He"),
        ("2 * 3 * 4 and snake_case_x", "2 * 3 * 4 and snake_case_x"),
        ("a &lt; b", "a < b"),
    ],
)
def test_what_a_page_shows_is_what_is_said(written: str, said: str) -> None:
    """Entities, empty emphasis and asterisks give the words that a browser shows."""
    assert read(TALK.format(written)).turns[0].text == said


def test_a_head_may_be_left_open() -> None:
    """`</head>` is optional: the first paragraph ends the head."""
    episode = read("<html><head><title>Low water</title>\n<body>\n" + TALK.format("Yes."))
    assert (episode.title, [turn.label for turn in episode.turns]) == (
        "Low water",
        ["Ann", "Bo", "Ann", "Bo"],
    )


@pytest.mark.parametrize("hostile", ["<![<x", "<p>a</p><![<x", "<!", "<a href='", "</", "<p><![CDATA[x"])
def test_no_tag_soup_raises(hostile: str) -> None:
    """Whatever the tags are, there is a canonical text."""
    assert isinstance(canonical(hostile).text, str)
