"""JSONL and CSV: flat rows with all columns, exact decimals, and a refusal of an empty table."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given

from episcript.codes import EXIT_INPUT, EpiscriptError
from episcript.model import Chapter, Episode, Options, Source, Turn
from episcript.pipeline import convert_bytes
from episcript.writers import csv as csv_writer
from episcript.writers import jsonl as jsonl_writer
from episcript.writers._rows import COLUMNS, rows
from strategies import episodes

TALK = Episode(
    title="Low water",
    date="2024-12-05",
    language="en",
    source=Source("talk.one.md"),
    chapters=(Chapter("Intro", 2_000, "given", 60_000, 1, 1, line=4), Chapter("Empty", 60_000, "given")),
    turns=(
        Turn('Well, "hi".', "ANN", "Ann", 0, "given", 2_000, "next", line=6),
        Turn("One.\n\nTwo.", None, None, 2_000, "given", 60_000, "estimated", 0, line=8),
    ),
)
BY_CHAPTER = Options(per="chapter")


def test_a_row_of_jsonl_has_all_columns_in_order() -> None:
    """A line is one flat object, seconds with a decimal point, `null` where unknown."""
    assert jsonl_writer.write(TALK, Options()).splitlines()[0] == (
        '{"episode": "talk.one", "title": "Low water", "date": "2024-12-05", "language": "en", "turn": 0, "part": 0, '
        '"chapter": null, "chapter_title": null, "speaker": "Ann", "label": "ANN", "start": 0.0, "start_source": "given", '
        '"end": 2.0, "end_source": "next", "text": "Well, \\"hi\\".", "line": 6, "uncertainty": null}'
    )


def test_csv_quotes_what_needs_it_and_leaves_the_unknown_empty() -> None:
    """Commas, quotation marks and line ends are quoted by RFC 4180; lines end in a line feed."""
    assert csv_writer.write(TALK, Options()) == (
        "episode,title,date,language,turn,part,chapter,chapter_title,speaker,label,"
        "start,start_source,end,end_source,text,line,uncertainty\n"
        'talk.one,Low water,2024-12-05,en,0,0,,,Ann,ANN,0.0,given,2.0,next,"Well, ""hi"".",6,\n'
        'talk.one,Low water,2024-12-05,en,1,0,0,Intro,,,2.0,given,60.0,estimated,"One.\n\nTwo.",8,\n'
    )


def test_a_pipe_has_no_episode() -> None:
    """Without a name of the source the column `episode` is `null`."""
    assert json.loads(jsonl_writer.write(Episode(turns=(Turn("Hi."),)), Options()))["episode"] is None


def test_per_chapter_a_row_is_a_chapter() -> None:
    """Turns before the first chapter have a row of their own; a chapter without turns has an empty text."""
    found = [json.loads(line) for line in jsonl_writer.write(TALK, BY_CHAPTER).splitlines()]
    assert [
        (row["chapter"], row["chapter_title"], row["start"], row["end"], row["text"], row["line"])
        for row in found
    ] == [
        (None, None, 0.0, 2.0, 'Well, "hi".', 6),
        (0, "Intro", 2.0, 60.0, "One.\n\nTwo.", 4),
        (1, "Empty", 60.0, None, "", None),
    ]
    assert {row["turn"] for row in found} == {None}


@pytest.mark.parametrize("writer", [csv_writer, jsonl_writer])
def test_no_rows_are_refused(writer: object) -> None:
    """An episode without turns has no rows: exit 3, naming the format and what to ask for instead."""
    with pytest.raises(EpiscriptError) as caught:
        writer.write(Episode(chapters=(Chapter("Intro"),)), Options())  # type: ignore[attr-defined]
    assert caught.value.diagnostic.code == "nothing-to-write"
    assert caught.value.exit_code == EXIT_INPUT


@given(episodes.filter(lambda episode: bool(episode.turns)))
def test_both_formats_hold_the_same_rows(episode: Episode) -> None:
    """Python's CSV reader and JSON parser see the rows that the episode has, in both grains."""
    for options in (Options(), BY_CHAPTER):
        expected = rows(episode, options, "csv")
        page = io.StringIO(csv_writer.write(episode, options), newline="")
        tabled = list(csv.DictReader(page))
        lines = [json.loads(line) for line in jsonl_writer.write(episode, options).split("\n")[:-1]]
        assert (
            [row["text"] for row in tabled]
            == [row["text"] for row in lines]
            == [row["text"] for row in expected]
        )
        assert all(tuple(row) == COLUMNS for row in (*tabled, *lines))


PARTED = b"**Ann** [0:01]: The first sentence is about the harbour and its long wall. The second one is about the people who built it. The third asks who paid for all of it!\n\n**Bo** [0:10]: Four.\n\n**Ann** [0:12]: Five.\n"


@pytest.mark.parametrize("per", ["sentence", "cue"])
def test_parts_hold_the_words_of_their_turn(per: Literal["sentence", "cue"]) -> None:
    """The parts of a turn are numbered, rise without gaps, say where their times come from, and joined are its text."""
    options = Options(per=per)
    rows = [json.loads(line) for line in convert_bytes(PARTED, ["jsonl"], options)["jsonl"].splitlines()]
    first = [row for row in rows if row["turn"] == 0]
    assert [row["part"] for row in first] == list(range(len(first)))
    assert (
        " ".join(row["text"] for row in first)
        == "The first sentence is about the harbour and its long wall. The second one is about the people who built it. The third asks who paid for all of it!"
    )
    assert (first[0]["start"], first[0]["start_source"]) == (1.0, "given")
    assert (first[-1]["end"], first[-1]["end_source"]) == (10.0, "next")
    assert all(row["start_source"] == "estimated" for row in first[1:])
    assert all(before["end"] == after["start"] for before, after in pairwise(first))
    assert len(first) > 1


def test_parts_without_a_clock_have_no_times() -> None:
    """Sentences of a source without any clock are rows with unknown times, never invented ones."""
    source = b"**Ann**: One is here. Two is here.\n\n**Bo**: Three.\n\n**Ann**: Four.\n\n**Bo**: Five.\n"
    rows = [
        json.loads(line)
        for line in convert_bytes(source, ["jsonl"], Options(per="sentence"))["jsonl"].splitlines()
    ]
    assert [row["text"] for row in rows if row["turn"] == 0]
    assert {row["start"] for row in rows} == {None}
    assert {row["start_source"] for row in rows} == {None}


def test_cues_of_captions_are_rows_as_they_were() -> None:
    """Each cue of a caption file is a row with its own times, which are given."""
    source = (
        b"1\n00:00:01,000 --> 00:00:02,500\nHello there,\n\n2\n00:00:03,000 --> 00:00:04,000\nmy friend.\n"
    )
    rows = [
        json.loads(line)
        for line in convert_bytes(source, ["jsonl"], Options(per="cue"))["jsonl"].splitlines()
    ]
    assert [(row["start"], row["end"], row["text"]) for row in rows] == [
        (1.0, 2.5, "Hello there,"),
        (3.0, 4.0, "my friend."),
    ]
    assert {row["start_source"] for row in rows} == {"given"}
