"""The learner of records: schemas that nobody has seen, the ledger, files that are no transcripts, and broken ones."""

from __future__ import annotations

import json
import os
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from episcript import registry
from episcript.codes import EpiscriptError
from episcript.decode import decode
from episcript.lines import LineIndex
from episcript.model import Options
from episcript.pipeline import ledger, read, reading_of, repaired
from record_generator import EXTRAS, FORMS, GRAINS, SPEAKERS, TIMES, UNITS, failure_of, make, pick
from record_negatives import NEGATIVES

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = int(os.environ.get("EPISCRIPT_RECORDS", "400"))
READERS = Path(__file__).parent / "readers"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "dev"
RECORDS = [name for name in registry.reader_names() if registry.reader(name).FORMAT.records]
FIXTURES = sorted(
    path for name in RECORDS for path in (READERS / name).glob("*") if "expected" not in path.name
)
REAL = sorted(path for path in CORPUS.rglob("*.json") if path.stat().st_size < 300_000)


def squeezed(text: str) -> str:
    """Return `text` without its blanks."""
    return "".join(text.split())


def faults(data: bytes | str) -> Iterator[str]:
    """Yield what the ledger of a source of records does wrong: nothing, by the law of conservation."""
    text, reading = decode(data, Options()).text, reading_of(data)
    entries, episode = reading.ledger(), reading.episode
    became: dict[str, list[str]] = defaultdict(list)
    told = {remark.line for remark in episode.diagnostics}
    skipped = any(remark.code.endswith("skipped") for remark in episode.diagnostics)
    place, index = 0, LineIndex(text)
    for entry in entries:
        if entry.start < place or entry.end <= entry.start or text[place : entry.start].strip():
            yield f"{entry} does not follow {place}"
        place = entry.end
        if entry.role == "skipped" and not skipped and index.line(entry.start) not in told:
            yield f"{text[entry.start : entry.end]!r} was left out without a remark"
        became[entry.path or ""].append(entry.became or "")
    if text[place:].strip():
        yield f"no entry for {text[place:]!r}"
    for number, turn in enumerate(episode.turns):
        said = squeezed("".join(became[f"turns/{number}/text"]))
        if said != squeezed(turn.text):
            yield f"turn {number} says {turn.text!r} and its entries {said!r}"
        if turn.label and not became[f"turns/{number}/label"]:
            yield f"turn {number} has a label from nowhere"
    for number, chapter in enumerate(episode.chapters):
        if squeezed("".join(became[f"chapters/{number}/title"])) != squeezed(chapter.title):
            yield f"chapter {number} has a title from nowhere"


def test_schemas_that_nobody_has_seen() -> None:
    """At twenty turns 99 % of made-up schemas are read without a fault in label, start, end or text."""
    wrong = [(seed, fault) for seed in range(COUNT) if (fault := failure_of(pick(seed)))]
    assert len(wrong) <= COUNT / 100, wrong


def test_every_factor_of_the_schemas_occurs() -> None:
    """The generator makes every form, grain, unit, kind of speaker and extra."""
    specs = [pick(seed) for seed in range(600)]
    assert {spec.form for spec in specs} == set(FORMS)
    assert {spec.grain for spec in specs} == set(GRAINS)
    assert {spec.unit for spec in specs} == set(UNITS)
    assert {spec.times for spec in specs} == set(TIMES)
    assert {spec.speakers for spec in specs} == set(SPEAKERS)
    assert {extra for spec in specs for extra in spec.extras} == set(EXTRAS)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_of_a_schema_is_lost(seed: int) -> None:
    """Every scalar has an entry, every word of a turn comes from one, what is left out has a remark."""
    made = make(pick(seed))
    assert list(faults(made.source)) == []


@pytest.mark.parametrize("path", [*FIXTURES, *REAL], ids=lambda path: path.name)
def test_nothing_of_a_file_is_lost(path: Path) -> None:
    """The same holds for files of the forms in use."""
    assert list(faults(path.read_bytes())) == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_a_file_is_read_by_the_reader_of_its_folder(path: Path) -> None:
    """The content says which reader reads a file."""
    assert read(path.read_bytes()).source.format == path.parent.name


@pytest.mark.parametrize("name", NEGATIVES)
def test_what_is_no_transcript_is_refused(name: str) -> None:
    """Settings, tables of data, feeds and maps have no speech in them: exit 3, and nobody is invented."""
    source = NEGATIVES[name]
    try:
        episode = read(source)
    except EpiscriptError as error:
        assert error.diagnostic.code in {"no-speech", "bad-records"}  # noqa: PT017 - prose is allowed too
        return
    assert not any(turn.label for turn in episode.turns), name
    assert not any(turn.start is not None for turn in episode.turns), name


def ends_well(source: str) -> bool:
    """Return whether any text is read or refused, with every output writable."""
    try:
        episode = read(source)
    except EpiscriptError:
        return True
    return all(turn.text.encode() for turn in episode.turns if turn.text)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_a_broken_file_is_read_or_refused(path: Path) -> None:
    """Cut off, spliced, with characters exchanged: an episode or one clear refusal."""
    rng = random.Random(path.name)  # noqa: S311 - no secret
    text = path.read_text(encoding="utf-8")
    other = rng.choice(FIXTURES).read_text(encoding="utf-8")
    for _ in range(4):
        at, to = sorted(rng.randrange(len(text)) for _ in range(2))
        assert ends_well(text[:at])
        assert ends_well(text[:at] + text[to:])
        assert ends_well(text[:at] + other[rng.randrange(len(other)) :])
        flipped = list(text)
        for _ in range(8):
            flipped[rng.randrange(len(flipped))] = rng.choice('{}[]",:<>&/\\0\n\0;|\ud800é')
        assert ends_well("".join(flipped))


DEEP = (
    "[" * 10_000,
    "[" * 5_000_000,
    '{"a":' * 10_000,
    '{"a":[' * 10_000 + "1" + "]}" * 10_000,
    "<a>" * 10_000,
    "<?xml version='1.0'?>" + "<a>" * 10_000 + "</a>" * 10_000,
    '{"text": ' + "9" * 100_000 + "}",
    '[{"start": 1e999999999, "text": "Hello there, you all."}, {"start": NaN, "text": "Yes, it is so."}]',
    '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><a><s t="1">&c;</s></a>',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]><a><s t="1">&c;</s></a>',
    '"' * 100_000,
    '{"' * 100_000,
    "a,b\n" + '"' * 100_000,
    "|" * 100_000,
    "| a |\n|---|\n" + "|" * 100_000,
)


@pytest.mark.parametrize("source", DEEP, ids=range(len(DEEP)))
def test_hostile_sources_end_well(source: str) -> None:
    """Nesting without end, huge numbers, entities and quotation marks make no traceback and no hang."""
    assert ends_well(source)
    if not source.startswith("<"):
        for name in ("json", "jsonl"):
            try:
                registry.reader(name).read(source, Options())
            except EpiscriptError as error:
                assert error.diagnostic.code in {"no-speech", "bad-records"}  # noqa: PT017 - either


TALK: list[dict[str, Any]] = [
    {"speaker": "Ann", "start": 0.5, "end": 2.5, "text": "Welcome to the show."},
    {"speaker": "Bo", "start": 2.5, "end": 5.0, "text": "Thanks for having me, Ann."},
    {"speaker": "Ann", "start": 5.0, "end": 7.0, "text": "So let us begin."},
]


def test_a_file_that_is_cut_off_is_read_as_far_as_it_is_whole() -> None:
    """A truncated download keeps its whole records, and a remark names the line where it ends."""
    source = json.dumps(TALK, indent=1)
    episode = read(source[: source.index("So let us")])
    assert [turn.label for turn in episode.turns] == ["Ann", "Bo"]
    assert ("cut-off", 18) in [(remark.code, remark.line) for remark in episode.diagnostics]


def test_trailing_commas_and_a_byte_order_mark_do_no_harm() -> None:
    """What people write by hand is read."""
    source = "\ufeff" + json.dumps(TALK).replace("}]", "},]")
    assert len(read(source).turns) == 3


def test_a_key_that_stands_twice_is_told() -> None:
    """The last one counts, as in every parser, and the line of the one that is lost is named."""
    source = json.dumps(TALK, indent=1).replace('"speaker": "Bo"', '"speaker": "B",\n  "speaker": "Bo"')
    episode = read(source)
    assert episode.turns[1].label == "Bo"
    assert ("key-twice", 9) in [(remark.code, remark.line) for remark in episode.diagnostics]
    assert list(faults(source)) == []


def test_zero_is_a_label_and_a_time() -> None:
    """A speaker `0` is named `0`, and a turn at 0 begins at 0."""
    rows = [{**row, "speaker": number % 2, "start": number * 2.0} for number, row in enumerate(TALK)]
    turns = read(json.dumps(rows)).turns
    assert [(turn.label, turn.start) for turn in turns] == [("0", 0), ("1", 2_000), ("0", 4_000)]


def test_lines_are_those_of_the_records() -> None:
    """A turn has the line on which its record begins, whatever the line ends are."""
    source = json.dumps(TALK, indent=1)
    for end in ("\n", "\r\n", "\r"):
        assert [turn.line for turn in read(source.replace("\n", end)).turns] == [2, 8, 14]


def test_escaped_damage_is_repaired_with_its_place() -> None:
    """A string that is mojibake once it is decoded is mended, also where the file escapes it."""
    source = json.dumps(
        [{**row, "speaker": "Zo\u00c3\u00ab"} if number != 1 else row for number, row in enumerate(TALK)]
    )
    episode = read(source)
    assert episode.turns[0].label == "Zoë"
    assert source[(episode.repairs[0].column or 0) - 1 :].startswith("\\u00c3\\u00ab")


def test_the_ledger_counts_in_what_the_reader_sees() -> None:
    """Records are repaired string by string: the text that the ledger counts in is the one before that."""
    source = "speaker,start,text\nZo\u00c3\u00ab,0,Yes.\nBo,4,And then?\nZo\u00c3\u00ab,9,Nothing.\n"
    assert repaired(source) == source
    assert ledger(source)[-1].end == len(source.rstrip())
    assert read(source).turns[0].label == "Zoë"


def test_chapters_beside_the_speech_become_chapters() -> None:
    """An array of titles with times is no speech."""
    chapters = [{"startTime": 0, "title": "Hello"}, {"startTime": 60, "title": "Mud", "toc": False}]
    episode = read(json.dumps({"chapters": chapters, "segments": TALK}))
    assert [(chapter.start, chapter.title, chapter.hidden) for chapter in episode.chapters] == [
        (0, "Hello", False),
        (60_000, "Mud", True),
    ]
    assert len(episode.turns) == 3


def test_records_that_repeat_a_speaker_are_parts_of_turns() -> None:
    """Neighbours of one speaker are one turn with cues where that is common, and two turns where it is rare."""
    often = [
        {**row, "start": number * 2.0, "end": number * 2.0 + 2} for number, row in enumerate([TALK[0], *TALK])
    ]
    assert [turn.label for turn in read(json.dumps(often)).turns] == ["Ann", "Bo", "Ann"]
    rare = [{**TALK[number % 2], "start": number * 2.0, "end": number * 2.0 + 2} for number in range(30)] + [
        {**TALK[1], "start": 60.0, "end": 62.0}
    ]
    assert len(read(json.dumps(rare)).turns) == 31


def test_evidence_names_array_keys_units_and_the_second_best() -> None:
    """`--explain` has what somebody needs to see why a file was read so."""
    whole = {"text": " ".join(row["text"] for row in TALK), "segments": TALK}
    evidence = "\n".join(reading_of(json.dumps(whole)).evidence())
    assert "segments[]" in evidence
    assert "start (s), end (s)" in evidence
    assert read(json.dumps(whole)).source.layout == "segments[]: speaker, start (s), end (s), text"


def test_an_unknown_key_is_told_once_with_its_count() -> None:
    """Data is told in passing; words that are left out are a warning."""
    rows = [
        {**row, "mood": 0.5, "summary": f"This is about number {number}, quite."}
        for number, row in enumerate(TALK)
    ]
    remarks = {remark.code: remark for remark in read(json.dumps(rows)).diagnostics}
    assert remarks["key-skipped"].message == "the key mood was left out (3)"
    assert remarks["words-skipped"].severity == "warning"
    assert "summary" in remarks["words-skipped"].message


ROWS = (
    ("Ann", "Welcome to the show, all of you."),
    ("Bo", "Thanks for having me, Ann, it is good to be here."),
    ("Ann", "So let us begin with the well."),
    ("Bo", "It is deeper than anybody thinks."),
)


def told(source: str) -> list[tuple[str | None, int | None, int | None]]:
    """Return label, start and given end of the turns of a source, where their texts are those of `ROWS`."""
    turns = read(source).turns
    assert [turn.text for turn in turns] == [text for _, text in ROWS]
    assert list(faults(source)) == []
    return [(turn.label, turn.start, turn.end if turn.end_source == "given" else None) for turn in turns]


def rows(line: str, head: str = "") -> str:
    """Return `ROWS` as lines of a format; `a` and `b` are whole seconds, 4 s apart and 3 s long."""
    return head + "".join(
        line.format(name=name, text=text, a=4 * at, b=4 * at + 3) + "\n"
        for at, (name, text) in enumerate(ROWS)
    )


NAMED = [("Ann", 0, 3_000), ("Bo", 4_000, 7_000), ("Ann", 8_000, 11_000), ("Bo", 12_000, 15_000)]
BEGUN = [(label, start, None) for label, start, _ in NAMED]


def test_a_comma_is_decimal_where_it_cannot_group() -> None:
    """German tables write `0,000`; columns of the same table are read alike, `1,200` beside `950` is a thousand."""
    assert told(rows("{name};{a},000;{b},500;{text}", "Sprecher;Beginn;Ende;Text\n")) == [
        (label, start, (end or 0) + 500) for label, start, end in NAMED
    ]


def test_rows_without_a_header_are_read_wherever_the_clock_stands() -> None:
    """A column that rises like a clock and one of sentences are a transcript; the clock need not be the first."""
    assert told(rows('{name},00:00:{a:02d},"{text}"')) == BEGUN


def test_the_line_by_which_a_spreadsheet_names_the_delimiter_is_no_row() -> None:
    """`sep=` says how to read the rows, and a column of sentences needs no name beside a time and a speaker."""
    source = rows("00:{a:02d}\t{name}\t{text}", "sep=\t\nZeit\tWer\tWas\n")
    assert told(source) == BEGUN
    assert told(source.replace("\n", "\r\n")) == BEGUN


def test_two_clocks_in_one_cell_are_start_and_end() -> None:
    """`0:01 - 0:05` is a start and an end."""
    for between in (" - ", "-", " --> ", "–", " to "):
        assert (
            told(
                rows(
                    f'{{a}},0:{{a:02d}}.0{between}0:{{b:02d}}.0,"{{text}}",{{name}}',
                    ",Timespan,Content,Speaker\n",
                )
            )
            == NAMED
        )


def test_unlabelled_records_end_a_turn_where_a_chapter_begins() -> None:
    """Where nobody is named chapters part the speech; where somebody is, a turn goes on."""
    said = [{"start": 4.0 * at, "end": 4.0 * at + 3.8, "text": text} for at, (_, text) in enumerate(ROWS)]
    chapters = [{"title": "Water", "start": 0.0}, {"title": "Stones", "start": 8.0}]
    source = {"chapters": chapters, "segments": said}
    assert [turn.start for turn in read(json.dumps(source)).turns] == [0, 8_000]
    source["segments"] = [{**one, "speaker": "Ann"} for one in said]
    assert [turn.start for turn in read(json.dumps(source)).turns] == [0]


def test_tags_around_every_text_are_undone() -> None:
    """Editors on the web store paragraphs; a text in which somebody only speaks of tags is left as it is."""
    said = [
        {"speaker": name, "start": 4 * at, "text": f"<p><b>{text}</b></p>"}
        for at, (name, text) in enumerate(ROWS)
    ]
    assert told(json.dumps(said)) == BEGUN
    parted = [{**one, "text": str(one["text"]).replace(", ", "<br />")} for one in said]
    assert read(json.dumps(parted)).turns[0].text == "Welcome to the show all of you."
    spoken = [*said, {"speaker": "Cy", "start": 20, "text": "Write <b> before the word."}]
    assert read(json.dumps(spoken)).turns[4].text == "Write <b> before the word."


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"speaker": {"name": "Ann", "role": {"title": "Keeper of the old bridge"}}}, "key-skipped"),
        ({"speaker": {"name": "Ann"}, "mood": {"title": "She laughs at the bridge"}}, "words-skipped"),
        ({"speaker": {"name": "Ann", "said": "I never said that at all"}}, "words-skipped"),
    ],
)
def test_what_is_said_about_a_person_is_data(about: dict[str, object], code: str) -> None:
    """Words inside the object of a speaker describe the speaker, unless their key says that they are a text."""
    rows = [
        {**(about if number % 2 else {"speaker": {"name": "Bo"}}), "start": number * 4.0, "text": text}
        for number, (_, text) in enumerate(ROWS)
    ]
    codes = {one.code for one in read(json.dumps(rows)).diagnostics}
    assert codes & {"key-skipped", "words-skipped"} == {code}
