"""The uncertainty of cues: what each is, what the closing line says, and the column that holds it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.cues import cut
from episcript.cues.doubt import Doubt
from episcript.enrich import enrich
from episcript.model import Episode, Options, Turn
from episcript.pipeline import read, render

if TYPE_CHECKING:
    from episcript.model import Cue

WORDS = "We went down to the harbour before the sun was up, and the boats were already gone. "
TALK = f"**Ann** [00:00:00]: {WORDS * 6}\n\n**Bo** [00:00:34]: {WORDS}\n\n**Ann** [00:00:40]: Yes.\n"
CAPTIONS = "1\n00:00:01,200 --> 00:00:06,000\nOne.\n\n2\n00:00:06,000 --> 00:00:08,000\nTwo.\n"


def _cues(*turns: Turn, options: Options | None = None) -> tuple[Cue, ...]:
    options = options or Options()
    return cut(enrich(Episode(turns=turns), options), options, "srt").cues


def _rows(source: str, format_: str = "jsonl") -> list[dict[str, Any]]:
    options = Options(per="cue")
    text = render(read(source, options=options), format_, options).text
    return [json.loads(line) for line in text.splitlines()]


def test_between_known_times_it_grows_like_a_bridge() -> None:
    """It is least at both ends, most in the middle, and more in a longer turn."""
    short, long = (Doubt([0, 100], [0, time], [0, 0]) for time in (10_000, 60_000))
    there = [short.at(place, place * 100) for place in range(0, 101, 10)]
    assert there == sorted(there[:6]) + sorted(there[6:], reverse=True)
    assert (there[0], there[-1], there[5]) == (0, 0, 538)
    assert long.at(50, 30_000) > short.at(50, 5_000)


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=5), st.integers(0, 500), st.integers(0, 10**8))
def test_it_is_never_negative(times: list[int], offset: int, time: int) -> None:
    """Whatever the clocks, also falling ones, it is a number of milliseconds."""
    doubt = Doubt(list(range(0, 100 * len(times), 100)), times, [0] * len(times))
    assert doubt.at(offset, time) >= 0


def test_clocks_in_whole_seconds_are_less_certain() -> None:
    """They may have been floored; one clock that has thousandths says that none was."""
    turns = [Turn("Yes.", start=start) for start in (1_000, 4_000)]
    assert [cue.uncertainty for cue in _cues(*turns)] == [300, 300]
    turns[1] = Turn("Yes.", start=4_200)
    assert [cue.uncertainty for cue in _cues(*turns)] == [0, 0]


def test_without_any_clock_it_grows_with_the_time() -> None:
    """A tenth of the time since the words began: only the rate is a guess."""
    found = [cue.uncertainty for cue in _cues(Turn(WORDS * 20), options=Options(estimate_times=True))]
    assert found == sorted(found)
    assert found[-1] > 5_000


def test_cues_of_captions_are_certain() -> None:
    """Kept cues have the times of the source."""
    options = Options()
    assert [cue.uncertainty for cue in cut(read(CAPTIONS), options, "srt").cues] == [0, 0]


def test_a_row_a_cue_has_its_uncertainty() -> None:
    """`jsonl --per cue` numbers the cues of a turn, gives the sources of their times, and holds every word once."""
    rows = _rows(TALK)
    assert " ".join(row["text"] for row in rows if row["turn"] == 0) == (WORDS * 6).strip()
    assert [row["part"] for row in rows if row["turn"] == 0] == list(
        range(sum(row["turn"] == 0 for row in rows))
    )
    assert (rows[0]["start_source"], rows[1]["start_source"]) == ("given", "estimated")
    assert rows[0]["uncertainty"] == 0.3
    assert rows[1]["uncertainty"] > 0.3


def test_kept_cues_are_rows_with_given_times() -> None:
    """The rows of captions are their cues."""
    assert [
        (row["start"], row["start_source"], row["end_source"], row["uncertainty"]) for row in _rows(CAPTIONS)
    ] == [
        (1.2, "given", "given", 0.0),
        (6.0, "given", "given", 0.0),
    ]


def test_lines_without_blanks_between_words_are_joined_without_one() -> None:
    """A row of Japanese has no blank where a line ended."""
    said = "風が吹くと桶屋が儲かるという話を昨日聞きました。" * 4
    rows = _rows(f"**Aki** [00:00:01]: {said}\n")
    assert "".join(row["text"] for row in rows) == said


@pytest.mark.parametrize("per", ["turn", "chapter"])
def test_other_rows_have_no_uncertainty(per: Any) -> None:
    """The column is there, and empty."""
    options = Options(per=per)
    text = render(read(TALK), "jsonl", options).text
    assert {json.loads(line)["uncertainty"] for line in text.splitlines()} <= {None}


def test_what_was_rendered_says_how_certain_it_is() -> None:
    """The closing line has the median of the cues; formats without cues have none."""
    assert render(read(TALK), "srt").uncertainty > 300
    assert render(read(CAPTIONS), "srt").uncertainty == 0
    assert render(read(TALK), "json").uncertainty == 0
