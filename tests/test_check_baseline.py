"""Old episodes and their baseline: what is known is not told, what is new is, wherever it stands."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from pages import ROOT, run, shown

if TYPE_CHECKING:
    from pathlib import Path

PLANTED = {
    "turn-empty": "",
    "unfinished": "[TODO: ask her]",
    "markup-left": "So [it](https://a.example/b c was.",
}


@pytest.fixture
def episodes(tmp_path: Path) -> Path:
    """Return a folder with old episodes and the baseline of what is odd about them."""
    shutil.copytree(ROOT / "data" / "episodes", tmp_path / "old")
    assert run(["check", "old", "--write-baseline", "old/known.json"], tmp_path).returncode == 0
    return tmp_path


def new(folder: Path, *arguments: str) -> list[dict[str, object]]:
    """Return what a run with the baseline tells."""
    asked = ["check", "old", "--baseline", "old/known.json", "--report", "jsonl", *arguments]
    return [json.loads(line) for line in shown(run(asked, folder).stdout).splitlines()]


def test_a_second_run_tells_nothing(episodes: Path) -> None:
    """What the first run found is known to the second, with one process or two, and from another folder."""
    assert new(episodes) == []
    assert new(episodes, "--jobs", "2") == []
    elsewhere = run(["check", ".", "--baseline", "known.json", "--report", "jsonl"], episodes / "old")
    assert elsewhere.stdout == b""


@pytest.mark.parametrize("code", sorted(PLANTED))
def test_a_planted_fault_is_the_only_finding(episodes: Path, code: str) -> None:
    """One fault planted into one of the episodes is told by its code, file and line, and nothing else is."""
    path = episodes / "old" / "tides.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(place for place, line in enumerate(lines) if place > 140 and line.startswith("**"))
    head = lines[at][: lines[at].index("]:") + 2]
    said = PLANTED[code]
    lines[at] = head if code == "turn-empty" else f"{lines[at]} {said}"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = new(episodes)
    assert [(one["code"], one["file"], one["line"]) for one in found] == [(code, "old/tides.md", at + 1)]


def test_known_findings_may_move(episodes: Path) -> None:
    """Lines that are put before what is known change nothing."""
    path = episodes / "old" / "faehre.md"
    path.write_text("\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert new(episodes) == []


def test_a_finding_that_comes_back_more_often_is_new(episodes: Path) -> None:
    """A baseline counts: the same line a second time is one finding more."""
    path = episodes / "old" / "twice.md"
    turn = "**Bo** [00:00:04]: We went [inaudible] to the sea.\n\n"
    talk = "**Ann** [00:00:01]: Hello, and welcome.\n\n{}**Ann** [00:00:09]: So it was, I think.\n"
    path.write_text(talk.format(turn), encoding="utf-8")
    assert run(["check", "old", "--write-baseline", "old/known.json"], episodes).returncode == 0
    path.write_text(talk.format(turn) + turn.replace("04", "12"), encoding="utf-8")
    assert [one["code"] for one in new(episodes)] == ["unintelligible"]
