"""What a batch says of names that lead nowhere, of what it passes over, and of what it leaves for the next run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from batch_folders import PROSE, TALK, batch, shows, statuses, tree

if TYPE_CHECKING:
    from pathlib import Path

TO_TXT = ("-o", "out", "-t", "txt")
LONG = "x" * 300
BINARY = b"\x00\x01\x02\x03" * 100


def test_every_name_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """Where none of the names leads to a source, each has its line, and nothing is written (exit 3)."""
    code, _, stderr = batch(tmp_path, "a.md", "b.md", *TO_TXT)
    assert (code, stderr.splitlines()) == (
        3,
        [f"{name}: error: no such file [no-such-file]" for name in ("a.md", "b.md")],
    )
    assert not (tmp_path / "out").exists()
    form = batch(tmp_path, "a.md", "b.md", *TO_TXT, "--report", "json")[2]
    assert [row["file"] for row in json.loads(form)] == ["a.md", "b.md"]


@pytest.mark.parametrize("other", [(), ("shows",)])
def test_a_folder_in_a_list_is_told(tmp_path: Path, other: tuple[str, ...]) -> None:
    """A list holds files: a folder in it is an error of its own, whatever else is found."""
    shows(tmp_path, "one.md")
    code, _, stderr = batch(tmp_path, *other, "--files-from", "-", *TO_TXT, stdin=b"shows\n")
    assert code == (1 if other else 3)
    assert "shows: error: is a folder; name one file [is-folder]" in stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((LONG, *TO_TXT), 3),
        ((f"{LONG}/*.md", *TO_TXT), 3),
        (("shows", "-o", LONG, "-t", "txt"), 4),
        (("shows", "-o", f"{LONG}.jsonl"), 4),
        (("shows", "-o", f"{LONG}/{LONG}", "-t", "txt"), 4),
    ],
)
def test_a_path_that_is_too_long_is_named(tmp_path: Path, arguments: tuple[str, ...], code: int) -> None:
    """The line names the path that the system refuses, not stdout."""
    shows(tmp_path, "one.md")
    found, _, stderr = batch(tmp_path, *arguments)
    assert (found, stderr.count("\n")) == (code, 1)
    assert stderr.startswith(LONG)


def test_names_beside_one_that_is_too_long_are_taken(tmp_path: Path) -> None:
    """A line of a list that can be no file name fails alone."""
    shows(tmp_path, "one.md")
    code, _, stderr = batch(tmp_path, "--files-from", "-", *TO_TXT, stdin=f"{LONG}\nshows/one.md\n".encode())
    assert code == 1
    assert f"{LONG}: error: " in stderr
    assert tree(tmp_path / "out") == ["shows/one.txt"]


@pytest.mark.parametrize("option", ["--chapters", "--times-from", "--glossary"])
def test_a_missing_file_for_all_episodes_is_told_once(tmp_path: Path, option: str) -> None:
    """What every episode would miss is one error that names it (exit 3), and no source is read."""
    shows(tmp_path, "one.md", "two.md")
    code, _, stderr = batch(tmp_path, "shows", *TO_TXT, option, "nowhere")
    assert (code, stderr) == (3, "nowhere: error: no such file [no-such-file]\n")


def test_missing_captions_are_told_with_the_path_of_the_source(tmp_path: Path) -> None:
    """Two episodes of one name in two folders are told apart."""
    shows(tmp_path, "a/one.md", "b/one.md")
    (tmp_path / "captions").mkdir()
    stderr = batch(tmp_path, "shows", *TO_TXT, "--times-from", "captions")[2]
    for name in ("shows/a/one.md", "shows/b/one.md"):
        assert f"captions: error: holds no captions of {name}; " in stderr


@pytest.mark.parametrize(
    ("patterns", "why"),
    [
        (("--include", "*.mdd"), "no source in it that --include takes ["),
        (("--exclude", "*"), "no source in it that --exclude leaves ["),
        (("--include", "*.md", "--exclude", "one*"), "no source in it that --include and --exclude leave ["),
    ],
)
def test_patterns_that_leave_nothing_are_named(tmp_path: Path, patterns: tuple[str, ...], why: str) -> None:
    """A folder of sources none of which is wanted is not told as one without any."""
    shows(tmp_path, "one.md")
    code, _, stderr = batch(tmp_path, "shows", *TO_TXT, *patterns)
    assert (code, why in stderr) == (3, True)


@pytest.mark.parametrize("name", ["all.json", "all.srt", "all.md"])
def test_a_file_that_cannot_hold_all_episodes_is_refused(tmp_path: Path, name: str) -> None:
    """Where the name of the output is that of a file of one episode, the rows of all are offered."""
    shows(tmp_path, "one.md")
    code, _, stderr = batch(tmp_path, "shows", "-o", name)
    said = f"{name} holds one episode; type: episcript batch shows -o all.jsonl [usage]"
    assert (code, said in stderr) == (2, True)


def test_the_folder_of_a_log_is_made(tmp_path: Path) -> None:
    """A log is written where outputs and reports would be, also into a folder that is not there yet."""
    shows(tmp_path, "one.md")
    code, _, _ = batch(tmp_path, "shows", *TO_TXT, "--log", "logs/new/log.jsonl", "-q")
    assert (code, (tmp_path / "logs" / "new" / "log.jsonl").is_file()) == (0, True)


def test_a_source_whose_outputs_were_all_kept_is_not_written(tmp_path: Path) -> None:
    """It is `kept` in the log and no source in the table; one with another output that is new is `written`."""
    folder = shows(tmp_path, "one.md", "two.md")
    both = ("shows", "-o", "out", "-t", "txt,json")
    batch(tmp_path, *both)
    for name in ("one.txt", "one.json", "two.txt"):
        (tmp_path / "out" / name).write_text("my own work\n", encoding="utf-8")
    for path in folder.iterdir():
        path.write_text(TALK.format("new"), encoding="utf-8")
    stderr = batch(tmp_path, *both)[2]
    assert "     1  written\n" in stderr
    assert "     3  edited output, kept (--force replaces it)\n" in stderr
    assert statuses(tmp_path, *both) == {"shows/one.md": "kept", "shows/two.md": "written"}
    refused = batch(tmp_path, *both, "--no-clobber")[2]
    assert "output that was there, kept for --no-clobber" in refused
    assert "--force" not in refused.splitlines()[-3]


def test_an_edited_orphan_is_not_said_to_be_removed(tmp_path: Path) -> None:
    """What `--prune` leaves alone is told as edited, with and without it; a dry run names what would go."""
    folder = shows(tmp_path, "one.md", "two.md", "three.md")
    batch(tmp_path, "shows", *TO_TXT)
    (tmp_path / "out" / "two.txt").write_text("by hand\n", encoding="utf-8")
    (folder / "two.md").unlink()
    (folder / "three.md").unlink()
    arguments = ("shows", *TO_TXT)
    listed = batch(tmp_path, *arguments)[2]
    assert listed.count("--prune removes it [source-vanished]") == 1
    assert listed.count("somebody edited it, so it stays [orphan-edited]") == 1
    stdout = batch(tmp_path, *arguments, "--prune", "--dry-run")[1]
    assert stdout == "shows/three.md is gone: out/three.txt would be removed\n"
    assert len(tree(tmp_path / "out")) == 3
    kept = batch(tmp_path, "shows", "away", *TO_TXT, "--prune")[2]
    assert "a SOURCE is missing or empty, so --prune removes nothing [source-vanished]" in kept
    pruned = batch(tmp_path, *arguments, "--prune")[2]
    assert "[source-vanished]" not in pruned
    assert "     1  output whose source is gone, removed\n" in pruned
    assert tree(tmp_path / "out") == ["one.txt", "two.txt"]


def test_a_folder_in_the_place_of_an_orphan_stays(tmp_path: Path) -> None:
    """What is no file is not ours, and stops nothing."""
    folder = shows(tmp_path, "one.md", "two.md")
    batch(tmp_path, "shows", *TO_TXT)
    (folder / "two.md").unlink()
    (tmp_path / "out" / "two.txt").unlink()
    (tmp_path / "out" / "two.txt").mkdir()
    code, _, stderr = batch(tmp_path, "shows", *TO_TXT, "--prune")
    assert (code, "[orphan-edited]" in stderr) == (0, True)
    assert (tmp_path / "out" / "two.txt").is_dir()


def test_a_dry_run_tells_names_that_lead_nowhere(tmp_path: Path) -> None:
    """It ends as the run would (exit 1), and still says what would be converted."""
    shows(tmp_path, "one.md")
    code, stdout, stderr = batch(tmp_path, "shows", "away", *TO_TXT, "--dry-run")
    assert (code, stdout) == (1, "shows/one.md -> out/one.txt\n")
    assert stderr == "away: error: no such file [no-such-file]\n"


def test_what_is_passed_over_is_named_where_everything_is_listed(tmp_path: Path) -> None:
    """With `-v` other forms and files without a transcript have a line each, else they are only counted."""
    folder = shows(tmp_path, "one.md", "one.txt")
    (folder / "about.md").write_text(PROSE, encoding="utf-8")
    for verbose in (True, False):
        stderr = batch(tmp_path, "shows", *TO_TXT, "--force", *(("-v",) if verbose else ()))[2]
        assert ("shows/one.txt: left out, another form of an episode that was taken\n" in stderr) == verbose
        assert ("shows/about.md: skipped, without labels, clocks and chapters\n" in stderr) == verbose


def test_a_batch_that_ends_early_counts_what_it_leaves(tmp_path: Path) -> None:
    """With `--fail-fast` the rest is left; of one output for all rows nothing is written, so all but the failed is."""
    folder = shows(tmp_path, "a.md", "c.md", "d.md")
    (folder / "b.json").write_bytes(BINARY)
    code, _, stderr = batch(tmp_path, "shows", *TO_TXT, "--fail-fast")
    assert (code, stderr.splitlines()[-4:-1]) == (
        1,
        ["     1  written", "     2  left for the next run", "     1  failed"],
    )
    code, _, stderr = batch(tmp_path, "shows", "-o", "all.jsonl", "--fail-fast")
    assert (code, stderr.splitlines()[-4:-1]) == (
        1,
        ["     0  written", "     3  left for the next run", "     1  failed"],
    )
    assert not (tmp_path / "all.jsonl").exists()
    assert "left" not in batch(tmp_path, "shows", *TO_TXT)[2]


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_the_bar_is_whole_from_the_beginning(tmp_path: Path) -> None:
    """Before the first file is done the bar has a rate, and no comma without one."""
    shows(tmp_path, "one.md")
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "episcript.cli", "batch", "shows", *TO_TXT, "--jobs", "1"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    subprocess.run(command, cwd=tmp_path, stderr=theirs, env=environment, check=True)
    os.close(theirs)
    drawn = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", os.read(ours, 1 << 16).decode())
    os.close(ours)
    assert re.search(r"\b0/1 +0/s, 0 failed", drawn)
    assert " , " not in drawn
