"""Markdown: a post that shows every word, whose marks and clocks stand at their place, and that reads back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from episcript.codes import EXIT_INPUT, EpiscriptError
from episcript.model import Chapter, Episode, Mark, Note, Options, Turn
from episcript.writers import md as writer
from episcript.writers._front_matter import front_matter, is_yaml
from strategies import any_text, marks, metadata, said, turns

if TYPE_CHECKING:
    from episcript.model import Anchor

COMMONMARK = MarkdownIt("commonmark")
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
NO_TIMES = Options(times="none")


def written(episode: Episode, options: Options | None = None) -> str:
    """Return the episode as Markdown."""
    return writer.write(episode, options or Options())


def turn(text: str, *found: Mark, **fields: object) -> str:
    """Return one turn without label and clock as Markdown."""
    return written(Episode(turns=(replace(Turn(text, marks=found), **fields),)))[:-1]  # type: ignore[arg-type]


def shown(markdown: str, renderer: MarkdownIt = COMMONMARK) -> list[str]:
    """Return the words that a Markdown renderer shows."""
    parts = []
    for block in renderer.parse(markdown):
        parts += [_shown(token.type, token.content) for token in block.children or ()]
        parts.append("\n" if block.type.endswith("_close") else "")
    return "".join(parts).split()


def _shown(kind: str, content: str) -> str:
    return {"text": content, "code_inline": content, "softbreak": "\n", "hardbreak": "\n"}.get(kind, "")


WHOLE = Episode(
    front='title: "Low water"\ntags: [sea, "a: b"]  # kept',
    metadata={"title": "Low water"},
    notes=(
        Note("Listen on [the site](https://a.org).\n\n* one\n* two", 1, 0),
        Note("Recorded at sea.", 30, 2),
        Note("[^sea]: The *North* Sea.", 40, 3),
        Note("Recorded in Hull.\n\nIn rain.", 41, 3),
    ),
    chapters=(Chapter("Intro *one*", 0, "given", None, 0, 1), Chapter("Tides", 95_000, "next", None, 2, 2), Chapter("End", 99_500, "given")),
    turns=(
        Turn("Hello.\n\nAgain, so on.", "Ann", "Ann", 1_000, anchors=((8, 8_250), (15, 9_000)), anchor_source="stamp"),
        Turn("Hi.", start=90_000),
        Turn("See this sea.", "Bo_", "Bo", marks=(Mark(4, 8, "link", "https://a.org/b_c"), Mark(12, 12, "note", "2"), Mark(13, 13, "note", "3"))),
    ),
)  # fmt: skip


def test_the_form_of_a_post() -> None:
    """Front matter byte for byte, notes as written, chapters as headings, stamps at their place, footnotes at the end."""
    assert (
        written(WHOLE)
        == """\
---
title: "Low water"
tags: [sea, "a: b"]  # kept
---

Listen on [the site](https://a.org).

* one
* two

## (00:00:00) Intro \\*one\\*

**Ann** (00:00:01): Hello.

(00:00:08.250) Again,
(00:00:09) so on.

(00:01:30) Hi.

## Tides

Recorded at sea.

**Bo\\_**: See [this](https://a.org/b_c) sea[^sea].[^4]

## (00:01:39.500) End

[^sea]: The *North* Sea.

[^4]: Recorded in Hull.

    In rain.
"""
    )


def test_times_says_which_clocks_are_shown() -> None:
    """`chapter` keeps only the clocks of chapters, `none` none at all."""
    by_chapter = written(WHOLE, Options(times="chapter"))
    assert "## (00:00:00) Intro" in by_chapter
    assert "**Ann**: Hello.\n\nAgain, so on.\n\nHi." in by_chapter
    assert "(00:" not in written(WHOLE, NO_TIMES)


def test_without_notes_nothing_refers_to_them() -> None:
    """`--no-notes` leaves out notes, footnotes and the references to them."""
    text = written(WHOLE, Options(notes=False))
    assert "Listen" not in text
    assert "[^" not in text


def test_an_episode_without_turns_is_notes_and_a_list_of_chapters() -> None:
    """Chapters alone are a list under a heading, which is not written twice."""
    chapters = (Chapter("Intro", 0, "given"), Chapter("Tides"))
    listed = "## Chapters\n\n- (00:00:00) Intro\n- Tides\n"
    assert written(Episode(chapters=chapters)) == listed
    assert written(Episode(chapters=chapters, notes=(Note("## Chapters", 3, 0),))) == listed


def test_a_note_behind_the_last_turn_is_no_speech() -> None:
    """A rule ends the transcript before a note that would read as more of the last turn; a heading ends it itself."""
    talk = Episode(turns=(Turn("Hi.", "Ann"),))
    assert written(replace(talk, notes=(Note("Bye.", 3, 1),))) == "**Ann**: Hi.\n\n---\n\nBye.\n"
    assert written(replace(talk, notes=(Note("## Links", 3, 1),))) == "**Ann**: Hi.\n\n## Links\n"


def test_paragraphs_of_a_turn_stay_together() -> None:
    """With a label or a clock they are paragraphs; without either only a list belongs to the paragraph before it."""
    assert turn("one\n\ntwo", label="Ann") == "**Ann**: one\n\ntwo"
    assert turn("one\n\ntwo", start=5_000) == "(00:00:05) one\n\ntwo"
    assert turn("one\n\ntwo") == "one\n- two"


def test_nothing_at_all_is_refused() -> None:
    """An episode without anything to show: exit 3."""
    with pytest.raises(EpiscriptError) as caught:
        written(Episode())
    assert (caught.value.diagnostic.code, caught.value.exit_code) == ("nothing-to-write", EXIT_INPUT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("snake_case Q&A a < b $5 C# 2 + 2 - 1 = 3 #5 isn't 1.5 wow! (a)", None),
        ("[laughter] Yes. [so on]", None),
        ("see https://a.org/~b?c=1&d=2 there", None),
        ("風が強い。", None),
        ("*a* _b_ `c` [d](e) <f> &amp; C:\\new ~g~", r"\*a\* \_b\_ \`c\` \[d\](e) \<f> \&amp; C:\\new \~g\~"),
        ("[00:00:05]: Yeah.", r"\[00:00:05\]: Yeah."),
        ("# a", r"\# a"),
        (
            "1. a\n\n12) b\n\n- c\n\n> d\n\n::: e\n\n| f",
            "1\\. a\n- 12\\) b\n- \\- c\n- \\> d\n- \\::: e\n- \\| f",
        ),
        ("-5 degrees, 1.5 miles", None),
    ],
)
def test_only_what_would_read_as_structure_is_escaped(text: str, expected: str | None) -> None:
    """Ordinary speech has no backslash; each structure has one."""
    assert turn(text) == (expected or text)


def test_text_behind_a_label_is_not_at_the_start_of_its_line() -> None:
    """`1.` behind a label is no list; in the next paragraph it would be one."""
    assert turn("1. a\n\n1. b", label="Ann") == "**Ann**: 1. a\n\n1\\. b"


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("so very good", Mark(3, 7, "em"), "so *very* good"),
        ("so very good", Mark(3, 7, "strong"), "so **very** good"),
        ("so very good", Mark(2, 8, "em"), "so *very* good"),
        ("so a_*`b good", Mark(3, 8, "code"), "so ``a_*`b`` good"),
        ("so [a] good!", Mark(3, 6, "link", "https://a.org/(b)c"), r"so [\[a\]](https://a.org/(b)c) good!"),
        ("so! good", Mark(3, 8, "link", "a b)"), "so! [good](<a%20b)>)"),
        ("so!good", Mark(3, 7, "link", "?a=1&copy=2"), r"so\![good](?a=1&amp;copy=2)"),
        ("one\n\ntwo", Mark(0, 8, "strong"), "**one**\n- **two**"),
        ("x“so”y", Mark(1, 5, "em"), "x“so”y"),
        ("[laughs]", Mark(0, 8, "sound"), "[laughs]"),
        ("good", Mark(4, 4, "link", "https://a.org"), "good[](https://a.org)"),
    ],
)
def test_marks_are_written_back(text: str, found: Mark, expected: str) -> None:
    """Emphasis, code and links stand around their words; emphasis that no reader would find is left out."""
    assert turn(text, found) == expected


def test_emphasis_inside_a_word_and_inside_emphasis_is_left_out() -> None:
    """Its asterisks could close the emphasis around it; alone inside a word they are safe."""
    assert turn("so good", Mark(4, 6, "em")) == "so g*oo*d"
    assert turn("so good", Mark(0, 2, "em"), Mark(6, 7, "em"), Mark(0, 7, "strong")) == "***so* good**"


def test_a_link_stays_whole_where_marks_cross() -> None:
    """Emphasis gives way to a link that it crosses; a link inside code wins over the code."""
    link = Mark(4, 9, "link", "u")
    assert turn("one two six", Mark(0, 6, "strong"), link) == "**one** [two s](u)ix"
    assert turn("one two six", Mark(5, 11, "em"), link) == "one [two s](u)ix"
    assert turn("one two six", Mark(0, 11, "code"), link) == "`one` [two s](u)ix"
    assert turn("one two six", Mark(4, 9, "code"), link) == "one [`two s`](u)ix"
    assert turn("one two six", Mark(6, 6, "link", "v"), link) == "one [two s](u)[](v)ix"


@pytest.mark.parametrize(
    ("text", "anchors", "expected"),
    [
        ("one two", ((4, 5_000),), "one\n(00:00:05) two"),
        ("one two", ((5, 5_000),), "one\n(00:00:05) two"),
        ("one two", ((0, 5_000),), "(00:00:05) one two"),
        ("one two", ((7, 5_000),), "one two\n(00:00:05)"),
        ("風が強い", ((2, 5_000),), "風が\n(00:00:05) 強い"),
        ("so [unintelligible 00:00:05.5] yes", ((3, 5_500),), "so [unintelligible 00:00:05.5] yes"),
        ("so [unintelligible 00:00:05.5] yes", ((19, 5_500),), "so [unintelligible 00:00:05.5] yes"),
        ("one\n\ntwo", ((5, 5_000),), "one\n- (00:00:05) two"),
    ],
)
def test_stamps_open_a_line_and_cut_no_word(text: str, anchors: tuple[Anchor, ...], expected: str) -> None:
    """A clock inside a turn stands at the start of a line; one that the words hold is not written again."""
    assert turn(text, anchors=anchors, anchor_source="stamp") == expected


def test_only_stamps_are_clocks_of_the_text() -> None:
    """Anchors from cues, words or an alignment are no part of a post, nor is the stamp that is the turn's start."""
    for source in ("cue", "word", "aligned", None):
        assert turn("one two", anchors=((4, 5_000),), anchor_source=source) == "one two"
    assert turn("one", anchors=((0, 5_000),), anchor_source="stamp", start=5_000) == "(00:00:05) one"


texts = said().filter(bool)


@given(st.lists(texts, min_size=1, max_size=3), st.booleans())
def test_a_renderer_shows_every_word_and_nothing_else(spoken: list[str], github: bool) -> None:  # noqa: FBT001
    """Whatever the words look like, CommonMark and GitHub's tables and strikethrough show them as they are."""
    text = written(Episode(turns=tuple(Turn(one) for one in spoken)))
    assert shown(text, GITHUB if github else COMMONMARK) == " ".join(spoken).split()


@given(st.data())
def test_a_renderer_shows_marked_words_without_their_delimiters(data: st.DataObject) -> None:
    """Marks that cross, touch or lie on punctuation never leave an asterisk, a backtick or a bracket to be seen."""
    text = data.draw(texts)
    found = data.draw(marks(text, ("link", "em", "strong", "code", "sound")))
    assert "".join(shown(turn(text, *found))) == "".join(text.split())


@given(texts, st.lists(texts.filter(lambda label: "\n" not in label), min_size=1, max_size=2))
def test_labels_and_titles_are_shown_as_they_are(text: str, names: list[str]) -> None:
    """A label is bold and a title a heading, whatever they look like."""
    episode = Episode(
        chapters=(Chapter(names[0], first_turn=0, last_turn=0),), turns=(Turn(text, names[-1]),)
    )
    blocks = [block for block in COMMONMARK.parse(written(episode)) if block.children]
    assert shown(written(episode)) == f"{names[0]} {names[-1]}: {text}".split()
    assert blocks[0].level == 1
    assert [token.type for token in blocks[1].children or ()].count("strong_open") == 1


@given(turns(said(st.sampled_from(("tide", "sea.", "low,"))).filter(bool)))
def test_no_word_is_cut_by_a_stamp(found: Turn) -> None:
    """With clocks inside, the words of the text are still all there in order."""
    whole = written(Episode(turns=(replace(found, label=None, start=None, marks=()),)))
    assert [word for word in shown(whole) if not word.startswith("(")] == found.text.split()


def test_front_matter_that_is_no_yaml_is_written_valid() -> None:
    """The wild `title: "… "So Back" …"` comes out whole and parses."""
    raw = 'title: "We are "So Back""\ndate: 2024-12-05'
    episode = Episode(
        title='We are "So Back"', front=raw, metadata={"title": 'We are "So Back"', "date": "2024-12-05"}
    )
    assert front_matter(episode) == '---\ntitle: "We are \\"So Back\\""\ndate: "2024-12-05"\n---'


def test_front_matter_with_a_fence_inside_is_written_anew() -> None:
    """A block that would end too early between its fences is no front matter as it stands."""
    assert not is_yaml("a: b\n---")
    assert not is_yaml("- a")
    assert not is_yaml("a: [" + "[" * 2000)


@given(st.dictionaries(any_text, metadata, min_size=1, max_size=3), st.none() | any_text)
def test_written_front_matter_is_yaml_with_the_same_strings(
    data: dict[str, object], title: str | None
) -> None:
    """A YAML parser reads every string back as it was, with whatever controls it holds."""
    block = front_matter(Episode(title=title, metadata=data)) or ""
    assert block.startswith("---\n")
    found = yaml.load(block[4:-3], Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    expected = {"title": title} | data if title is not None else data
    assert found == _as_strings(expected)


def _as_strings(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_strings(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_strings(inner) for inner in value]
    return "null" if value is None else value


@pytest.mark.parametrize("first", ["[^sea]: The North Sea.", "<!-- end -->", "# Credits"])
def test_a_plain_note_behind_the_last_turn_follows_a_rule(first: str) -> None:
    """The rule stands before the first note that could be more speech, whatever stands before that."""
    notes = (Note(first, 3, 1), Note("Recorded in Hull.", 5, 1), Note("In rain.", 7, 1))
    text = written(Episode(turns=(Turn("Hi.", "Ann"),), notes=notes))
    assert text == f"**Ann**: Hi.\n\n{first}\n\n---\n\nRecorded in Hull.\n\nIn rain.\n"


def test_no_second_rule_behind_a_rule() -> None:
    """A note that is a rule itself ends the transcript: writing what was read adds none."""
    notes = (Note("# Credits", 3, 1), Note("---", 5, 1), Note("Recorded in Hull.", 7, 1))
    assert written(Episode(turns=(Turn("Hi.", "Ann"),), notes=notes)).count("---") == 1


def test_a_clock_of_the_text_is_no_stamp() -> None:
    """A clock in parentheses that somebody spoke is escaped; other parentheses are not."""
    assert (
        turn("At (00:00:12) he came (at last).", label="Ann") == r"**Ann**: At \(00:00:12) he came (at last)."
    )


@pytest.mark.parametrize("target", ["9" * 5_000, "-1", "x", "\N{ARABIC-INDIC DIGIT ZERO}", None])
def test_a_reference_to_no_note_is_left_out(target: str | None) -> None:
    """A target that is no index of a note refers to nothing, however long it is."""
    notes = (Note("Recorded in Hull.", 5, 0),)
    text = written(Episode(turns=(Turn("Hi.", marks=(Mark(3, 3, "note", target),)),), notes=notes))
    assert "[^" not in text
