"""The laws of captions: nothing is lost, cues come back, other parsers see them, and broken files end well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pysubs2
import pytest
import srt
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from episcript.codes import EpiscriptError
from episcript.model import Options
from episcript.pipeline import read, write
from strategies import KIND_WORDS, caption_files
from test_laws import faults, squeezed

if TYPE_CHECKING:
    from episcript.model import Episode

_TOLD = re.compile(
    r"'<[\d:.,]+>' holds words|was left out of line|'[\d\ufeff\s]*' holds words|(?:WEBVTT|NOTE|MAP|[A-Za-z]+[:=]\s*)[^']*' holds words"
)
"""What a caption file has beside posts: markup that one remark a kind counts, numbers, and the words of its form."""
HOSTILE = (
    "00:00:01,000 --> 00:00:02,000\n" * 8_000,
    "WEBVTT\n\n" + "NOTE\n" * 20_000,
    "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<i>" * 30_000,
    "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<i>a</i> " * 30_000,
    "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v A>a<v B>b" * 8_000,
    "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<" * 200_000,
    "1\n00:00:01,000 --> 00:00:02,000\n" + "A: b\n" * 20_000,
    "1\n00:00:01,000 --> 00:00:02,000\n" + "\n\n7" * 30_000,
    "1\n00:00:01,000 --> 00:00:02,000\n" + "{\\" * 100_000,
    "1\n00:00:01,000 --> 00:00:02,000 " + "a:" * 100_000 + "\nyes\n",
    "WEBVTT\n\n" + "1:" * 100_000 + " --> 00:02.000\nyes\n",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "-->\n" * 20_000,
    "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "a -> b " * 20_000,
    "1\n00:00:01,000 --> 00:00:02,000\n" + " \t" * 100_000 + "yes\n",
)


def kept(episode: Episode) -> list[tuple[int, int, str, tuple[int, ...]]]:
    """Return times, text and line breaks of every cue of an episode; a cue of two voices is two."""
    found = []
    for turn in episode.turns:
        anchors = iter(turn.anchors)
        for (begin, start), (end, stop) in zip(anchors, anchors, strict=True):
            breaks = tuple(at - begin for at in turn.line_breaks if begin < at < end)
            found.append((start, stop, turn.text[begin:end], breaks))
    return found


def episode_of(data: str | bytes) -> Episode | None:
    """Return the episode, `None` where the source is refused."""
    try:
        return read(data)
    except EpiscriptError:
        return None


@given(caption_files())
@settings(deadline=None)
def test_conservation(source: str) -> None:
    """Every character of a caption file ends in one place, and what is left out has a remark of its kind."""
    if episode_of(source) is None:
        return
    found = [fault for fault in faults(source) if not _TOLD.search(fault)]
    assert not found, "\n".join(found)


@given(caption_files())
@settings(deadline=None)
def test_cues_come_back(source: str) -> None:
    """What is written from captions reads back as the same cues, and writing that again gives the same bytes."""
    episode = episode_of(source)
    if episode is None or any(turn.anchor_source != "cue" for turn in episode.turns) or not episode.turns:
        return
    assert read(write(episode, "json")).turns == episode.turns
    vtt = write(episode, "vtt")
    again = read(vtt)
    assert kept(again) == kept(episode)
    if not any(turn.marks for turn in episode.turns):
        assert write(again, "vtt") == vtt


@given(caption_files(plain=True))
@settings(deadline=None)
def test_other_parsers_see_the_same_cues(source: str) -> None:
    """Srt, pysubs2 and webvtt-py find as many cues with the same times and texts in what is written."""
    episode = read(source)
    if any(turn.anchor_source != "cue" for turn in episode.turns):
        return
    wanted = [(start, stop) for start, stop, _, _ in kept(episode)]
    never = Options(speaker_labels="never")
    subrip, vtt = write(episode, "srt", never), write(episode, "vtt", never)
    entries = list(srt.parse(subrip))
    assert [(_ms(entry.start), _ms(entry.end)) for entry in entries] == wanted
    said = [squeezed(text) for _, _, text, _ in kept(episode)]  # wide characters are joined without a blank
    assert [squeezed(entry.content) for entry in entries] == said
    for text, format_ in ((subrip, "srt"), (vtt, "vtt")):
        events = pysubs2.SSAFile.from_string(text, format_=format_)
        assert [(event.start, event.end) for event in events] == wanted
    assert len(webvtt.from_string(vtt).captions) == len(wanted)


def _ms(delta: Any) -> int:
    found: int = round(delta.total_seconds() * 1_000)
    return found


@given(caption_files(), st.data())
@settings(deadline=None, max_examples=300)
def test_broken_captions_end_well(source: str, data: st.DataObject) -> None:
    """Truncated, spliced, or with bytes changed: an episode, or an error with a diagnostic; and every format of it."""
    broken = bytearray(source.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        here, there = (data.draw(st.integers(0, len(broken))) for _ in range(2))
        change = data.draw(st.sampled_from(("cut", "splice", "flip")))
        if change == "cut":
            del broken[min(here, there) : max(here, there)]
        elif change == "splice":
            broken[here:here] = broken[min(here, there) : max(here, there)]
        elif here < len(broken):
            broken[here] = data.draw(st.integers(0, 255))
    episode = episode_of(bytes(broken))
    if episode is None or not episode.turns:
        return
    for format_ in ("json", "srt", "vtt"):
        try:
            write(episode, format_, Options(estimate_times=True))
        except EpiscriptError as error:
            assert error.diagnostic.code == "nothing-to-write"  # noqa: PT017 - any other error fails the test


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: repr(source[:40]))
def test_hostile_captions_end_well(source: str) -> None:
    """Files made to be slow are read and written like others; one quadratic step would take minutes."""
    try:
        episode = read(source, options=Options(from_format="vtt" if source.startswith("WEBVTT") else "srt"))
        write(episode, "vtt", Options(estimate_times=True))
    except EpiscriptError as error:
        assert error.diagnostic.severity == "error"  # noqa: PT017 - any other error fails the test


@pytest.mark.parametrize("word", KIND_WORDS)
def test_a_word_of_posts_is_a_word_of_captions(word: str) -> None:
    """Words come out of a cue as they went in."""
    assert read(f"1\n00:00:01,000 --> 00:00:02,000\n{word} so\n").turns[0].text == f"{word} so"
