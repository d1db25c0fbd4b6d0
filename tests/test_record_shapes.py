"""Shapes of JSON in which records are not written as an array of objects, and what looks like them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from episcript.codes import EpiscriptError
from episcript.pipeline import read
from episcript.records.json_tree import json_tree
from episcript.records.shapes import shaped
from test_records import faults

TALK: list[tuple[str, float, float, str]] = [
    ("Ann Tarrant", 0.5, 3.2, "Good evening, this is a talk about mud."),
    ("Bo Marsh", 3.9, 5.8, "I brought two kinds of it along."),
    ("Ann Tarrant", 6.4, 8.0, "Which one is the better mud?"),
    ("Bo Marsh", 8.6, 11.5, "That depends on what you want to lose in it."),
    ("Ann Tarrant", 12.0, 13.6, "A boot, as a rule, and patience."),
    ("Bo Marsh", 14.2, 16.1, "Then take the grey one, of course."),
]
KEYS = ("speaker", "start", "end", "text")
RECORDS: list[dict[str, Any]] = [dict(zip(KEYS, row, strict=True)) for row in TALK]


def _clock(seconds: float) -> str:
    return f"00:00:{seconds:06.3f}"


SHAPES: dict[str, Any] = {
    "keyed by number": {"talk": {str(n): record for n, record in enumerate(RECORDS, 1)}},
    "keyed by clock": {
        _clock(record["start"]): {"who": record["speaker"], "said": record["text"]} for record in RECORDS
    },
    "columns": {key: {str(n): record[key] for n, record in enumerate(RECORDS)} for key in KEYS},
    "parallel arrays": {
        "title": "Mud",
        "speakers": [row[0] for row in TALK],
        "times": [row[1:3] for row in TALK],
        "lines": [row[3] for row in TALK],
    },
    "rows by position": [[n, 1000, *row[1:], [50364, 7], -0.2, row[0]] for n, row in enumerate(TALK)],
    "rows deep in the file": {"result": {"v": 1, "rows": [[*row, [1, 2]] for row in TALK]}},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_is_read_as_the_records_that_it_means(shape: str) -> None:
    """Each shape gives the same speakers, starts and words as an array of objects."""
    turns = read(json.dumps(SHAPES[shape])).turns
    assert [(turn.label, turn.start, turn.text) for turn in turns] == [
        (who, round(start * 1000), said) for who, start, _, said in TALK
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_keeps_the_law_of_conservation(shape: str) -> None:
    """What was moved into records is accounted for where it stands in the source."""
    assert not [*faults(json.dumps(SHAPES[shape]))]


def test_a_key_that_is_a_speaker() -> None:
    """Records of one key each, which comes back, are speakers and their words, without times."""
    source = json.dumps([{who: said} for who, _, _, said in TALK])
    turns = read(source).turns
    assert [(turn.label, turn.start) for turn in turns] == [(row[0], None) for row in TALK]
    assert not [*faults(source)]


def test_times_in_two_parts() -> None:
    """Seconds and nanoseconds are one time; a part that is left out is zero."""
    parts = [{}, {"seconds": "3", "nanos": 900000000}, {"seconds": "6"}, {"seconds": "8", "nanos": 50000000}]
    rows = [
        {"start_time": part, "speaker": row[0], "text": row[3]}
        for part, row in zip(parts, TALK, strict=False)
    ]
    source = json.dumps({"results": rows})
    assert [turn.start for turn in read(source).turns] == [0, 3900, 6000, 8050]
    assert not [*faults(source)]


def test_seconds_with_a_decimal_comma() -> None:
    """Numbers with a decimal comma are times like those with a point."""
    rows = [
        {
            "wer": who,
            "von": str(start).replace(".", ","),
            "bis": str(end).replace(".", ","),
            "Text": said,
        }
        for who, start, end, said in TALK
    ]
    turns = read(json.dumps(rows)).turns
    assert [(turn.start, turn.end) for turn in turns] == [
        (round(start * 1000), round(end * 1000)) for _, start, end, _ in TALK
    ]


def test_chapters_around_the_turns() -> None:
    """Objects with a title and a start that hold the turns are chapters."""
    rows = [{"name": who, "start": start, "content": said} for who, start, _, said in TALK]
    parts = [
        {"title": "Mud", "startTime": 0, "turns": rows[:3]},
        {"title": "Boots", "startTime": 8.6, "turns": rows[3:]},
    ]
    episode = read(json.dumps({"chapters": parts}))
    assert [(chapter.title, chapter.start) for chapter in episode.chapters] == [("Mud", 0), ("Boots", 8600)]
    assert [turn.chapter for turn in episode.turns] == [0, 0, 0, 1, 1, 1]


def test_a_turn_with_one_sentence_beside_turns_with_several() -> None:
    """The end of a turn is that of its last sentence, also where other turns have only one."""
    rows = [
        {
            "who": who,
            "sentences": [{"start": start, "end": end, "text": said}]
            + [{"start": end, "end": end + 0.4, "text": "Yes, really so."}] * (n % 2),
        }
        for n, (who, start, end, said) in enumerate(TALK)
    ]
    turns = read(json.dumps(rows)).turns
    assert [turn.end for turn in turns] == [
        round((end + 0.4 * (n % 2)) * 1000) for n, (_, _, end, _) in enumerate(TALK)
    ]


def test_a_word_a_segment_is_a_cue() -> None:
    """Segments of Podcasting 2.0 with one word each keep their times as cues."""
    words = [
        {"speaker": who, "startTime": start + n * 0.3, "endTime": start + n * 0.3 + 0.2, "body": word}
        for who, start, _, said in TALK
        for n, word in enumerate(said.split())
    ]
    episode = read(json.dumps({"version": "1.0.0", "segments": words}))
    assert [turn.anchor_source for turn in episode.turns] == ["cue"] * len(TALK)
    assert sum(len(turn.anchors) for turn in episode.turns) == 2 * len(words)


STAY: dict[str, Any] = {
    "people by number": {"speakers": {str(n): {"name": row[0], "role": "guest"} for n, row in enumerate(TALK)}},
    "names of keys": {"open": {"title": "Open", "key": "o"}, "shut": {"title": "Shut", "key": "s"}, "off": {"title": "Off", "key": "x"}},
    "arrays of single words": {"tags": ["mud", "tide", "bird", "boat"], "codes": [1, 2, 3, 4]},
    "arrays of different lengths": {"lines": [row[3] for row in TALK], "pages": [1, 2, 3, 4]},
    "rows of numbers": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "one key that never comes back": [{f"Key {n}": row[3]} for n, row in enumerate(TALK)],
    "parts that are no time": [{"size": {"seconds": 1, "frames": 3}}, {"size": {"seconds": 2, "frames": 1}}],
}  # fmt: skip


@pytest.mark.parametrize("shape", STAY)
def test_what_is_no_shape_of_records_stays(shape: str) -> None:
    """Maps, settings and lists without words are left as they are."""
    source = json.dumps(STAY[shape])
    assert shaped(json_tree(source)).root == json_tree(source).root


def _songs(title: str) -> str:
    names = ["The Piers", "Low Choir", "Ann Vell"] * 3
    rows = [
        {"artist": artist, title: f"Evening number {n}", "start": n * 200, "end": n * 200 + 195}
        for n, artist in enumerate(names)
    ]
    return json.dumps({"name": "Mud", "tracks": rows})


@pytest.mark.parametrize("title", ["song", "track"])
def test_a_list_of_songs_is_no_transcript(title: str) -> None:
    """Titles with artists and times, which begin with a capital and never end like a sentence, are refused."""
    with pytest.raises(EpiscriptError):
        read(_songs(title))


def test_titles_of_songs_are_chapters_at_most() -> None:
    """Artists of titles are no speakers; titles far apart are chapters, as in any list of them."""
    episode = read(_songs("title"))
    assert not episode.turns
    assert len(episode.chapters) == 9


def _words(rows: list[tuple[str, float, float, str]]) -> list[dict[str, Any]]:
    return [
        {"begin": round(start + n * 0.3, 2), "stop": round(start + n * 0.3 + 0.2, 2), "w": word, "spk": who}
        for who, start, _, said in rows
        for n, word in enumerate(said.split())
    ]


def test_several_speakers_in_one_record() -> None:
    """Where a record holds the words of several people, the words are the turns."""
    parts = [
        {"text": " ".join(row[3] for row in TALK[n : n + 3]), "words": _words(TALK[n : n + 3])}
        for n in (0, 3)
    ]
    turns = read(json.dumps({"results": parts})).turns
    assert [(turn.label, turn.text) for turn in turns] == [(row[0], row[3]) for row in TALK]


def test_one_wrong_word_divides_no_record() -> None:
    """A single word that is given to somebody else leaves its record whole."""
    words = [_words([row]) for row in TALK]
    words[0][2]["spk"] = "Bo Marsh"
    parts = [{"text": row[3], "words": one} for row, one in zip(TALK, words, strict=True)]
    turns = read(json.dumps({"results": parts})).turns
    assert [(turn.label, turn.text) for turn in turns] == [(row[0], row[3]) for row in TALK]


def test_speakers_in_records_whose_start_has_another_name() -> None:
    """Words in rows by position get their speakers from records that say who speaks when."""
    words = [_words([row]) for row in TALK]
    source = {
        "results": [{"timestamps": [[one["w"], one["begin"], one["stop"]] for one in row]} for row in words],
        "speakers": [
            {"from": one["begin"], "to": one["stop"], "speaker": one["spk"]} for row in words for one in row
        ],
    }
    turns = read(json.dumps(source)).turns
    assert [(turn.label, turn.text) for turn in turns] == [(row[0], row[3]) for row in TALK]
