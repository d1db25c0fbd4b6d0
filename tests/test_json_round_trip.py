"""The JSON of an episode: it reads back the same, is valid by its schema, and hostile JSON is refused with a place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.codes import EpiscriptError
from episcript.model import Diagnostic, Episode, Mark, Options, Turn
from episcript.readers import _own_json as reader
from episcript.writers import json as writer
from strategies import episodes

OPTIONS = Options()


def written(episode: Episode) -> str:
    """Return the episode as JSON."""
    return writer.write(episode, OPTIONS)


def read(text: str) -> Episode:
    """Return the episode in a JSON text."""
    return reader.read(text, OPTIONS).episode


@given(episodes)
def test_what_is_written_reads_back_the_same(episode: Episode) -> None:
    """Reading what was written gives an equal episode, whatever is in it."""
    assert read(written(episode)) == episode


@given(episodes)
def test_writing_again_gives_the_same_bytes(episode: Episode) -> None:
    """Written, read and written again, the bytes are the same."""
    once = written(episode)
    assert written(read(once)).encode() == once.encode()


@given(episodes)
def test_ledger_covers_every_character_that_is_no_blank(episode: Episode) -> None:
    """The entries rise, do not overlap, and leave only blanks between them."""
    text = written(episode)
    place = 0
    for entry in reader.read(text, OPTIONS).ledger():
        assert not text[place : entry.start].strip(" \n")
        place = entry.end
    assert text[place:] == "\n"


def test_ledger_says_what_a_string_became() -> None:
    """The text of a turn is found in the ledger under its path, escapes undone."""
    text = written(Episode(turns=(Turn('"Low"\nwater'),)))
    became = {entry.path: (entry.role, entry.became) for entry in reader.read(text, OPTIONS).ledger()}
    assert became["turns/0/text"] == ("text", '"Low"\nwater')


def test_signature_decides_and_its_absence_has_a_reason() -> None:
    """An object that names the schema scores 1, everything else 0 with a reason."""
    assert reader.score(written(Episode())).value == 1.0
    assert reader.score('\n{ "title": null, "schema" : "episcript/1"').value == 1.0
    for other in ('{"schema": "episcript/2"}', '{"segments": []}', '["schema"]', "**Ann:** Hi.", ""):
        found = reader.score(other)
        assert found.value == 0
        assert found.reason


@pytest.mark.parametrize(
    ("digits", "ms"),
    [
        ("0.0005", 1),
        ("0.0004999999", 0),
        ("1.0015", 1002),
        ("2.675", 2675),
        ("12.346000000000001", 12346),
        ("88", 88_000),
        ("1440000.001", 1_440_000_001),
    ],
)
def test_seconds_are_rounded_half_up_on_their_digits(digits: str, ms: int) -> None:
    """No float stands between the digits and the milliseconds."""
    assert read(f'{{"schema": "episcript/1", "turns": [{{"start": {digits}}}]}}').turns[0].start == ms


def test_missing_keys_have_their_defaults() -> None:
    """An object with nothing but the schema is an empty episode; records may be empty too."""
    assert read('{"schema": "episcript/1"}') == Episode()
    sparse = read(
        '{"turns": [{}], "chapters": [{}], "speakers": [{}], "notes": [{}], "repairs": [{}], "diagnostics": [{}]}'
    )
    assert (sparse.turns[0].text, sparse.chapters[0].hidden, sparse.speakers[0].labels) == ("", False, ())


def test_numbers_and_truth_in_the_metadata_are_strings() -> None:
    """Metadata scalars are strings, however long the number."""
    found = read(
        '{"metadata": {"a": 1.10, "b": true, "c": [null, 007e]}}'.replace("007e", "9" * 5000)
    ).metadata
    assert found == {"a": "1.10", "b": "true", "c": [None, "9" * 5000]}


def test_unknown_keys_are_remarked_once_with_their_count() -> None:
    """A key that the schema does not know is left out, and one remark says where the first is and how many there are."""
    text = '{"schema": "episcript/1",\n"turns": [{"mood": 1},\n{"mood": 2}],\n"extra": {}}'
    remarks = read(text).diagnostics
    assert [(remark.code, remark.line, remark.message) for remark in remarks] == [
        ("skipped", 4, "not understood and left out: the key extra (1)"),
        ("skipped", 2, "not understood and left out: the key turns/mood (2)"),
    ]


def test_offsets_lie_in_the_text() -> None:
    """Marks, anchors and line breaks of a text that was shortened end where it ends."""
    far = 9_000_000_000
    text = f'{{"turns": [{{"text": "Hi.", "marks": [[1, {far}, "sound", null], [{far}, 2, "em", null]],'
    turn = read(text + f'"anchors": [[{far}, 1.5]], "line_breaks": [2, {far}]}}]}}').turns[0]
    assert turn.marks == (Mark(1, 3, "sound"), Mark(2, 2, "em"))
    assert (turn.anchors, turn.line_breaks) == (((3, 1_500),), (2, 3))


def test_a_name_is_on_one_line() -> None:
    """Line ends in labels and speakers become blanks."""
    turn = read('{"turns": [{"label": "Ann\\r\\nTarrant\\n", "speaker": "Ann\\nT."}]}').turns[0]
    assert (turn.label, turn.speaker) == ("Ann Tarrant", "Ann T.")


def test_earlier_remarks_are_those_of_the_document() -> None:
    """What a reading adds is not among the remarks that the document brought along."""
    told = Diagnostic("prose", "info", None, "no labels")
    text = written(Episode(diagnostics=(told,))).replace('"title"', '"mood": 1, "title"', 1)
    assert reader.earlier_remarks(text) == (told,)
    assert [found.code for found in read(text).diagnostics] == ["prose", "skipped"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("{", 1, "Expecting"),
        ('{"title":\n"a" "b"}', 2, "delimiter"),
        ("[]", 1, "the document is not an object"),
        ("17", 1, "the document is not an object"),
        ('{"turns":\n{}}', 1, "turns is not an array"),
        ('{"turns": [{},\n{"text":\n7}]}', 2, "turns/1/text is not text"),
        ('{"turns": [\n7]}', 2, "turns/0 is not an object"),
        ('{"turns": [{"start": "1.5"}]}', 1, "turns/0/start is not a time in seconds"),
        ('{"turns": [{"start": -0.5}]}', 1, "turns/0/start is not a time in seconds"),
        ('{"turns": [{"start": 1e999999999}]}', 1, "turns/0/start is not a time in seconds"),
        ('{"turns": [{"start": NaN}]}', 1, "turns/0/start is not a time in seconds"),
        ('{"turns": [{"confidence": NaN}]}', 1, "turns/0/confidence is not a number from 0 to 1"),
        ('{"turns": [{"line": -1}]}', 1, "turns/0/line is not a whole number"),
        ('{"turns": [{"line": ' + "9" * 5000 + "}]}", 1, "turns/0/line is not a whole number"),
        ('{"turns": [{"line": 1.0}]}', 1, "turns/0/line is not a whole number"),
        ('{"turns": [{"text": "\\ud800"}]}', 1, "turns/0/text is not text"),
        ('{"turns": [{"marks": [[0, 1, "bold", null]]}]}', 1, "turns/0/marks/0/2 is not one of link"),
        ('{"turns": [{"anchors": [[0]]}]}', 1, "turns/0/anchors/0 is not an array of 2"),
        ('{"turns": [{"end_source": []}]}', 1, "turns/0/end_source is not one of given"),
        ('{"chapters": [{"hidden": 0}]}', 1, "chapters/0/hidden is not true or false"),
        ('{"source": null}', 1, "source is not an object"),
        ('{"metadata": []}', 1, "metadata is not an object"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    """Broken JSON and wrong types end in `bad-json`, which names the path and the line."""
    with pytest.raises(EpiscriptError) as caught:
        read(text)
    assert caught.value.diagnostic.code == "bad-json"
    assert caught.value.diagnostic.line == line
    assert words in caught.value.diagnostic.message


@pytest.mark.parametrize(
    "deep",
    [
        "[" * 100_000,
        '{"metadata": ' + '{"a":' * 100_000,
        '{"metadata": {"a": ' + "[" * 300 + "]" * 300 + "}}",
    ],
)
def test_deep_nesting_is_refused(deep: str) -> None:
    """JSON nested beyond all reason is refused as such, without a traceback."""
    with pytest.raises(EpiscriptError) as caught:
        read(deep)
    assert caught.value.diagnostic.code == "bad-json"


def test_a_key_that_occurs_twice_counts_the_last_time() -> None:
    """Duplicate keys are no error: the last one counts, as in every JSON parser."""
    assert read('{"title": "a", "title": "b"}').title == "b"


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("text", "a")), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.data())
def test_any_value_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    """Whatever stands at a key, the answer is an episode or `bad-json`."""
    document: Any = json.loads(written(Episode(turns=(Turn("Hi.", marks=()),), metadata={"a": "b"})))
    place = data.draw(st.sampled_from((document, document["turns"][0], document["source"])))
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(json_values)
    try:
        assert isinstance(read(json.dumps(document)), Episode)
    except EpiscriptError as error:
        assert error.diagnostic.code == "bad-json"  # noqa: PT017 - both ends are allowed


@given(st.text(max_size=60) | st.text('{}[]",:\\ 01e.-ntu', max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes another exception than `EpiscriptError`."""
    try:
        assert isinstance(read(text), Episode)
    except EpiscriptError as error:
        assert error.diagnostic.code == "bad-json"  # noqa: PT017 - both ends are allowed
