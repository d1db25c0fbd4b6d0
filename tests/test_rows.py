"""Our own rows and the Podcasting 2.0 transcript: written, read again, written the same."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from episcript.codes import EpiscriptError
from episcript.model import Chapter, Episode, Options, Turn
from episcript.pipeline import read, write

EPISODES = sorted((Path(__file__).parents[1] / "data" / "episodes").glob("[!l]*"))
ESTIMATED = Options(estimate_times=True)

PODCAST_JSON = {
    "type": "object",
    "required": ["version", "segments"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "1.0.0"},
        "segments": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["startTime", "endTime", "body"],
                "additionalProperties": False,
                "properties": {
                    "speaker": {"type": "string", "minLength": 1},
                    "startTime": {"type": "number", "minimum": 0},
                    "endTime": {"type": "number", "minimum": 0},
                    "body": {"type": "string", "minLength": 1},
                },
            },
        },
    },
}


@pytest.mark.parametrize("format_", ["jsonl", "csv"])
@pytest.mark.parametrize("path", EPISODES, ids=lambda path: path.name)
def test_rows_read_back_are_written_the_same(path: Path, format_: str) -> None:
    """What the columns hold comes back: turns, labels, speakers, times, chapters by title and turn."""
    episode = read(path.read_bytes(), name=path.name)
    written = write(episode, format_)
    again = read(written, name=path.name)
    assert again.source.format == format_
    assert [(turn.label, turn.speaker, turn.text, turn.start, turn.start_source) for turn in again.turns] == [
        (turn.label, turn.speaker, turn.text, turn.start, turn.start_source) for turn in episode.turns
    ]
    assert write(again, format_) == written


@pytest.mark.parametrize("format_", ["jsonl", "csv"])
def test_rows_a_chapter_come_back_as_chapters(format_: str) -> None:
    """Rows by chapter have no turns of their own: a paragraph is a turn without a speaker."""
    chapters = (Chapter("One", 0, "given"), Chapter("Two", 60_000, "given"))
    turns = (
        Turn("Hello.", "Ann", "Ann", 0, "given", chapter=0),
        Turn("Yes.", "Bo", "Bo", 61_000, "given", chapter=1),
    )
    options = Options(per="chapter")
    again = read(write(Episode(chapters=chapters, turns=turns), format_, options))
    assert [(chapter.title, chapter.start) for chapter in again.chapters] == [("One", 0), ("Two", 60_000)]
    assert [turn.text for turn in again.turns] == ["Hello.", "Yes."]


def test_a_label_that_looks_like_a_number_stays_as_it_is() -> None:
    """In rows of ours a cell is a string, whatever it looks like."""
    turns = (
        Turn("007 is here.", "1.50", "1.50"),
        Turn('He said "no", then left.\n\nAnd came back.', "2", "2"),
    )
    for format_ in ("jsonl", "csv"):
        again = read(write(Episode(turns=turns), format_))
        assert [(turn.label, turn.text) for turn in again.turns] == [
            (turn.label, turn.text) for turn in turns
        ]


def test_rows_without_our_columns_are_not_ours() -> None:
    """JSON Lines of another program are learned."""
    source = "".join(
        json.dumps({"who": who, "start": start, "text": text}) + "\n"
        for who, start, text in (
            ("Ann", 0.5, "Welcome to it."),
            ("Bo", 2.5, "Thank you, Ann."),
            ("Ann", 4.5, "So then."),
        )
    )
    assert [turn.label for turn in read(source).turns] == ["Ann", "Bo", "Ann"]


@pytest.mark.parametrize("path", EPISODES, ids=lambda path: path.name)
def test_podcast_json_is_valid_and_reads_back(path: Path) -> None:
    """Segments have the published form, rise, and give the runs of speakers with their words back."""
    episode = read(path.read_bytes())
    written = write(episode, "podcast-json", ESTIMATED)
    document = json.loads(written)
    jsonschema.validate(document, PODCAST_JSON)
    starts = [segment["startTime"] for segment in document["segments"]]
    assert starts == sorted(starts)
    again = read(written)
    assert (
        " ".join(turn.text for turn in again.turns).split()
        == " ".join(turn.text for turn in episode.turns).split()
    )
    assert [turn.label for turn in again.turns] == _runs(episode)


def _runs(episode: Episode) -> list[str | None]:
    """Return who speaks, neighbours of one speaker once."""
    labels = [turn.label for turn in episode.turns if turn.text]
    return [label for number, label in enumerate(labels) if number == 0 or label != labels[number - 1]]


def test_a_segment_is_a_sentence() -> None:
    """Short sentences are segments of their own, a long one is cut where a cue ends."""
    long = "It went on and on, " * 20 + "until it stopped."
    turns = (Turn(f"Yes, it is so, I would say. {long}", "Ann", "Ann", 0, "given", 60_000, "given"),)
    bodies = [
        segment["body"] for segment in json.loads(write(Episode(turns=turns), "podcast-json"))["segments"]
    ]
    assert bodies[0] == "Yes, it is so, I would say."
    assert len(bodies) > 2
    assert all(len(body) <= 200 for body in bodies)
    assert " ".join(bodies) == turns[0].text


def test_seconds_have_a_decimal_point() -> None:
    """A whole second is `2.0`: data tools guess the type of a column from its first rows."""
    written = write(
        Episode(turns=(Turn("Yes, so it is.", "Ann", "Ann", 2_000, "given", 4_000, "given"),)), "podcast-json"
    )
    assert '"startTime": 2.0' in written


def test_podcast_json_of_nothing_is_refused() -> None:
    """Show notes alone make no transcript."""
    with pytest.raises(EpiscriptError):
        write(Episode(chapters=(Chapter("One", 0, "given"),)), "podcast-json")
