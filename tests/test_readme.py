"""The README shows real output and commands that work: what it says is compared with what the program does."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pages import ROOT, blocks, format_rows, kept, prose, run, shown, text_of, with_table

if TYPE_CHECKING:
    from pathlib import Path

README = ROOT / "README.md"
TEXT = text_of(README)
TIDES = "data/episodes/tides.md"
MESSY, CHAPTERS = blocks(TEXT, "markdown")
CUES = blocks(TEXT, "srt")[0]
RECEIPT, PRINTED = blocks(TEXT, "text")
CONVERTING, TESTING = blocks(TEXT, "sh")
CONVERTING_POWERSHELL, TESTING_POWERSHELL = blocks(TEXT, "powershell")


def _converted(form: str) -> subprocess.CompletedProcess[bytes]:
    """Return the run of the command that the README names for `form`."""
    command = f"episcript convert {TIDES} -t {form}"
    assert f"`{command}`" in TEXT
    return run(shlex.split(command)[1:], ROOT)


def test_the_messy_lines_are_lines_of_the_sample_in_their_order() -> None:
    """The eight lines that the README opens with stand in the sample episode, as they are and in that order."""
    source = text_of(ROOT / TIDES).splitlines()
    places = [source.index(line) for line in MESSY.splitlines()]
    assert len(places) == 8
    assert places == sorted(places)


def test_the_cues_are_output() -> None:
    """The three cues of the README are what `convert -t srt` writes."""
    assert CUES.count(" --> ") == 3
    assert f"\n\n{CUES}\n\n" in shown(_converted("srt").stdout)


def test_the_chapters_are_output() -> None:
    """The two chapter lines of the README are what `convert -t md` writes."""
    lines = CHAPTERS.splitlines()
    assert len(lines) == 2
    assert set(lines) <= set(shown(_converted("md").stdout).splitlines())


def test_the_receipt_is_output() -> None:
    """The receipt of the README is what `convert` says on stderr, and names the line of the damaged title."""
    assert RECEIPT in shown(_converted("srt").stderr).splitlines()
    number = int(RECEIPT.split(":")[1])
    assert text_of(ROOT / TIDES).splitlines()[number - 1] in MESSY.splitlines()


@pytest.mark.parametrize("line", [CONVERTING, CONVERTING_POWERSHELL], ids=["sh", "powershell"])
def test_the_first_command_writes_what_the_readme_says(line: str, tmp_path: Path) -> None:
    """The command for a fresh machine ends in a conversion that writes three files and nothing else."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    program, *arguments = shlex.split(re.split(r"&&|;", line)[-1].replace("\\", "/"))
    assert program.endswith("/episcript")
    assert run(arguments, tmp_path).returncode == 0
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["tides.json", "tides.md", "tides.srt"]
    assert all(f"`{name}`" in TEXT for name in written)


def test_the_second_command_is_the_first_of_the_ci() -> None:
    """`.ci/run` runs the tests with the very line of the README; before it, it only sees to the venv module."""
    lines = [line.strip() for line in text_of(ROOT / ".ci" / "run").splitlines()]
    before = lines[: lines.index(TESTING)]
    assert not any(".venv" in line for line in before)


@pytest.mark.parametrize("line", [TESTING, TESTING_POWERSHELL], ids=["sh", "powershell"])
def test_the_second_command_installs_what_the_tests_need_and_runs_all(line: str) -> None:
    """Pytest is called without a path or a selection, after the extra that holds it was installed."""
    venv, install, test = (shlex.split(part.replace("\\", "/")) for part in re.split(r"&&|;", line))
    assert venv[1:] == ["-m", "venv", ".venv"]
    assert install[-2:] == ["-e", ".[dev]"]
    assert (test[0].rsplit("/", 1)[-1], test[1:]) == ("pytest", ["-q"])


def test_no_command_redirects() -> None:
    """No command, example or sentence holds a `>`, which PowerShell writes in another encoding."""
    commands = [block for name in ("sh", "powershell", "python") for block in blocks(TEXT, name)]
    assert [text for text in (*commands, prose(TEXT)) if ">" in text] == []


def test_the_table_of_formats_is_the_registry(request: pytest.FixtureRequest) -> None:
    """The README lists every format that is read or written, with its suffixes and its title."""
    header = "| format | read | written | suffixes | title |"
    kept(README, with_table(text_of(README), header, format_rows()), request)


def test_the_example_prints_what_the_readme_says() -> None:
    """The example for the library runs and prints the block below it."""
    example = blocks(TEXT, "python")[0]
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", example], capture_output=True, cwd=ROOT, check=True
    )
    assert shown(ran.stdout).rstrip("\n") == PRINTED
