"""The floors: how many files of each layout of the corpus are read exactly; they only rise."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "corpus"
SHARED = Path(__file__).parents[2] / "shared"
FLOORS: dict[str, int] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
MANIFEST = [json.loads(line) for line in (HERE / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]

needs_corpus = pytest.mark.skipif(
    not (SHARED / "corpus").is_dir(), reason="the corpus is not beside the project"
)


def test_the_floors_name_layouts_of_the_manifest() -> None:
    """No floor is higher than the number of files of its layout."""
    files = Counter(row["layout"] for row in MANIFEST)
    assert all(floor <= files[layout] for layout, floor in FLOORS.items())


@needs_corpus
def test_the_manifest_tells_of_the_corpus_that_is_there() -> None:
    """Every file of the manifest is there, and unchanged."""
    for row in MANIFEST:
        data = (SHARED / "corpus" / row["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"], row["path"]


@needs_corpus
def test_no_layout_falls_below_its_floor(tmp_path: Path) -> None:
    """The scorer finds at least as many exact files a layout as when the floor was set."""
    scores = tmp_path / "scores.json"
    tool = SHARED / "tools" / "score_layouts.py"
    command = [sys.executable, str(tool), str(SHARED / "corpus"), "--json", str(scores)]
    program = ["--command", f"{sys.executable} -m episcript.cli"]
    subprocess.run([*command, *program], check=True, capture_output=True)
    exact = Counter(
        row["path"].split("/")[1]
        for row in json.loads(scores.read_text(encoding="utf-8"))
        if not row["missed"]
    )
    assert {layout: exact[layout] for layout in FLOORS if exact[layout] < FLOORS[layout]} == {}
