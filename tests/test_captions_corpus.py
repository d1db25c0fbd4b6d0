"""Captions that other people made: the web platform's tests, and round trips over every caption file of the corpus."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from episcript.codes import EpiscriptError
from episcript.model import Options
from episcript.pipeline import read, reading_of, write
from test_captions_laws import _TOLD, kept
from test_laws import faults

SHARED = Path(__file__).parents[2] / "shared"
JUDGES = SHARED / "judges" / "webvtt"
FILES = sorted(path for path in (SHARED / "corpus" / "dev").glob("*/*") if path.suffix in {".srt", ".vtt"})
EXPECTED: dict[str, Any] = (
    json.loads((JUDGES / "expected.json").read_text(encoding="utf-8")) if JUDGES.is_dir() else {}
)

_BLOCK = re.compile(r"([0-9:.,]+) --> ([0-9:.,]+)[^\n]*\n((?:[^\n]+\n)*)")
_NAME = re.compile(r"<v [^>]*>|</v>")


def files(*suffixes: str) -> list[object]:
    """Return the caption files of the corpus as parameters, none where it is not there."""
    return [
        pytest.param(path, id=f"{path.parent.name}/{path.name}") for path in FILES if path.suffix in suffixes
    ]


def strict_cues(data: bytes) -> list[tuple[int, int, str]]:
    """Return the cues that are not marked as refused by the standard: start, end, text."""
    try:
        episode = read(data)
    except EpiscriptError:
        return []
    refused = {remark.line for remark in episode.diagnostics if remark.code == "cue-rejected"}
    numbers = {int(found[1]) for remark in episode.diagnostics if remark.line in refused and (found := re.match(r"cue (\d+):", remark.message))}  # fmt: skip
    return [cue[:3] for number, cue in enumerate(kept(episode), 1) if number not in numbers]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_cue_is_what_the_standard_says(name: str) -> None:
    """The number of cues, and texts and times where they are known, are those of the web platform's tests."""
    found = strict_cues((JUDGES / f"{name}.vtt").read_bytes())
    if (count := EXPECTED[name]["cue_count"]) is not None:
        assert len(found) == count
    for index, cue in EXPECTED[name]["cues"].items():
        start, end, text = found[int(index)]
        assert text == " ".join(cue.get("text", text).split())
        assert start == cue.get("startTime", start / 1_000) * 1_000
        assert end == cue.get("endTime", end / 1_000) * 1_000


def written(text: str) -> list[tuple[str, str, str]]:
    """Return times and text of each cue that a plain pattern finds; a doubled blank is one, and names are left out."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = _BLOCK.findall(text + "\n")
    return [
        (
            start,
            end,
            "\n".join(" ".join(line.split()) for line in _NAME.sub("", said).strip("\n").split("\n")),
        )
        for start, end, said in found
    ]


@pytest.mark.parametrize("path", files(".srt"))
def test_srt_comes_back(path: Path) -> None:
    """Cue count, times, texts, labels and line breaks are equal after SRT → SRT and SRT → JSON → SRT."""
    episode = read(path.read_bytes())
    back = write(episode, "srt")
    assert written(back) == written(path.read_text(encoding="utf-8"))
    assert write(read(write(episode, "json")), "srt") == back


@pytest.mark.parametrize("path", files(".srt"))
def test_speakers_survive_webvtt(path: Path) -> None:
    """SRT → VTT → SRT keeps the speakers, and every cue."""
    episode = read(path.read_bytes())
    again = read(write(read(write(episode, "vtt")), "srt"))
    assert [(turn.speaker, turn.text) for turn in again.turns] == [
        (turn.speaker, turn.text) for turn in episode.turns
    ]
    assert kept(again) == kept(episode)


@pytest.mark.parametrize("path", files(".vtt"))
def test_webvtt_comes_back(path: Path) -> None:
    """Cue count, times, texts and line breaks are equal after VTT → VTT; a `Name:` has become a voice."""
    episode = read(path.read_bytes())
    back = write(episode, "vtt")
    assert kept(read(back)) == kept(episode)
    assert len(kept(episode)) == path.read_text(encoding="utf-8").count("-->")
    assert [turn.speaker for turn in read(back).turns] == [turn.speaker for turn in episode.turns]


@pytest.mark.parametrize("path", files(".srt", ".vtt"))
def test_conservation_on_captions_of_the_corpus(path: Path) -> None:
    """The law holds for every real caption file."""
    found = [fault for fault in faults(path.read_bytes()) if not _TOLD.search(fault)]
    assert not found, "\n".join(found[:5])
    assert reading_of(path.read_bytes()).evidence()


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="ffmpeg is not installed")
@pytest.mark.parametrize("path", files(".srt", ".vtt"))
def test_ffmpeg_sees_the_same_cues(path: Path, tmp_path: Path) -> None:
    """Ffmpeg counts as many packets as there are cues with words, in both formats."""
    episode = read(path.read_bytes())
    wanted = sum(bool(text) for _, _, text, _ in kept(episode))
    for name in ("srt", "vtt"):
        target = tmp_path / f"talk.{name}"
        target.write_text(write(episode, name, Options(speaker_labels="never")), encoding="utf-8")
        command = ["ffprobe", "-v", "error", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", str(target)]  # fmt: skip
        ran = subprocess.run(command, capture_output=True, check=True, text=True)
        assert int(ran.stdout.strip().strip(",")) == wanted
