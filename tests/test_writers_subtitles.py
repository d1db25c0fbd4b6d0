"""SRT and WebVTT: other people's parsers see the cues that were written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pysubs2
import pytest
import srt
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from episcript.codes import EXIT_INPUT, EpiscriptError
from episcript.model import Cue, Episode, Options
from episcript.writers import srt as srt_writer
from episcript.writers import vtt as vtt_writer
from strategies import EVIL_WORDS, KIND_WORDS, cue_lists

NEVER = Options(speaker_labels="never")
TWO = [
    Cue(1_500, 3_000, ("Hello,", "Bo."), 0, "Ann", "Ann"),
    Cue(3_000, 363_004, ("Q&A: a < b --> c",), 1, None, "Bo > Co"),
]


def as_srt(cues: list[Cue], options: Options | None = None) -> str:
    """Return the cues as SubRip."""
    return srt_writer.write_cues(cues, Episode(), options or Options())


def as_vtt(cues: list[Cue], options: Options | None = None) -> str:
    """Return the cues as WebVTT."""
    return vtt_writer.write_cues(cues, Episode(), options or Options())


def shown(cue: Cue) -> str:
    """Return the text of a cue as SubRip shows it."""
    return (f"{cue.label}: " if cue.label else "") + "\n".join(cue.lines)


def test_srt_is_numbered_from_one_with_a_comma() -> None:
    """The label stands on the cue that shows it, a blank line between cues, one line feed at the end."""
    assert as_srt(TWO) == (
        "1\n00:00:01,500 --> 00:00:03,000\nAnn: Hello,\nBo.\n\n2\n00:00:03,000 --> 00:06:03,004\nQ&A: a < b --> c\n"
    )


def test_vtt_has_a_voice_on_every_cue_and_escapes_its_text() -> None:
    """No `>` in the annotation, no `-->` in the text, no label in the text."""
    assert as_vtt(TWO) == (
        "WEBVTT\n\n00:00:01.500 --> 00:00:03.000\n<v Ann>Hello,\nBo.\n\n"
        "00:00:03.000 --> 00:06:03.004\n<v Bo &gt; Co>Q&amp;A: a &lt; b --&gt; c\n"
    )


def test_labels_never_drops_names_from_both() -> None:
    """`--speaker-labels never` leaves neither `Name:` nor `<v Name>`."""
    assert "Ann" not in as_srt(TWO, NEVER)
    assert "<v" not in as_vtt(TWO, NEVER)


def test_a_blank_line_never_stands_inside_a_cue() -> None:
    """Blank lines and line ends inside a line are taken out: a blank line would end the cue."""
    broken = [
        Cue(0, 1_000, ("one\n\ntwo", "  ", "", "three\r\n"), 0, None, None),
        Cue(1_000, 2_000, ("",), 0),
    ]
    assert as_srt(broken).split("\n", 2)[2] == "one\ntwo\nthree\n"
    assert as_vtt(broken).split("-->")[1].split("\n", 1)[1] == "one\ntwo\nthree\n"


@pytest.mark.parametrize("cues", [[], [Cue(0, 1, ("",), 0)]])
def test_a_file_without_words_is_refused(cues: list[Cue]) -> None:
    """No cue with words: exit 3, for both formats."""
    for write in (as_srt, as_vtt):
        with pytest.raises(EpiscriptError) as caught:
            write(cues)
        assert caught.value.diagnostic.code == "nothing-to-write"
        assert caught.value.exit_code == EXIT_INPUT


@given(cue_lists())
def test_srt_module_sees_the_same_cues(cues: list[Cue]) -> None:
    """The srt module parses numbers, times and texts as they were meant."""
    found = list(srt.parse(as_srt(cues)))
    assert [entry.index for entry in found] == list(range(1, len(cues) + 1))
    assert [(entry.start, entry.end, entry.content) for entry in found] == [
        (timedelta(milliseconds=cue.start), timedelta(milliseconds=cue.end), shown(cue)) for cue in cues
    ]


@given(cue_lists(st.sampled_from([word for word in KIND_WORDS if not word.isdecimal()])))
def test_pysubs2_sees_the_same_cues(cues: list[Cue]) -> None:
    """pysubs2 finds each cue in both formats; it knows no voices and takes a number at a cue's end for the next index."""
    for text, format_ in ((as_srt(cues), "srt"), (as_vtt(cues, NEVER), "vtt")):
        found = pysubs2.SSAFile.from_string(text, format_=format_)
        assert [(event.start, event.end) for event in found] == [(cue.start, cue.end) for cue in cues]
    assert [event.plaintext for event in pysubs2.SSAFile.from_string(as_vtt(cues, NEVER), format_="vtt")] == [
        "\n".join(cue.lines) for cue in cues
    ]


def _unescaped(text: str | None) -> str | None:
    return text and text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _times(cue: Any) -> tuple[int, int]:
    return cue.start_in_seconds * 1_000 + int(cue.start[-3:]), cue.end_in_seconds * 1_000 + int(cue.end[-3:])


@given(cue_lists(st.sampled_from((*EVIL_WORDS, "1984", "so"))))
def test_webvtt_py_sees_the_same_cues_and_voices(cues: list[Cue]) -> None:
    """webvtt-py finds times, texts and speakers also where the words look like WebVTT."""
    found = webvtt.from_string(as_vtt(cues)).captions
    assert [_unescaped(caption.voice) for caption in found] == [cue.speaker for cue in cues]
    assert [_unescaped(caption.text) for caption in found] == [_squeezed(cue) for cue in cues]


def _squeezed(cue: Cue) -> str:
    return "\n".join(line for line in cue.lines if line.strip())
