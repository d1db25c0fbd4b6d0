"""Batches in trouble: workers that die or hang, interrupts, killed runs, full disks, files that change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kills
from batch_conversions import Trouble
from batch_folders import batch, shows, statuses, tree
from episcript.batch import state
from episcript.batch.files import choice
from episcript.batch.manifest import listed
from episcript.batch.model import BatchError, Found
from episcript.batch.plan import Plan
from episcript.batch.pool import Limits
from episcript.batch.run import results
from episcript.batch.work import Setup

if TYPE_CHECKING:
    from collections.abc import Iterator

TO_SRT = ("-o", "out", "-t", "srt")
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and mounts of POSIX")


def outcome(
    folder: Path, contents: dict[str, str], *, jobs: int = 2, timeout: float = 0
) -> dict[str, tuple[str, str]]:
    """Return status and last diagnostic of each file, in the order of the results."""
    output, seen = folder / "out", folder / "seen"
    seen.mkdir()
    for name, text in contents.items():
        (folder / name).write_text(text, encoding="utf-8")
    plan = Plan([Found(str(folder / name), name) for name in contents], {"txt": ".txt"})
    with state.owned(str(output)):
        setup = Setup(Trouble(str(seen)), "settings", str(output))
        found = [one for one in results(plan, setup, Limits(jobs, timeout)) if one]
    assert [one.number for one in found] == list(range(len(contents)))
    return {
        Path(one.source).name: (one.status, one.remarks[-1][1].code if one.remarks else "") for one in found
    }


@POSIX
def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    """Its file is converted again alone, the others of its chunk by whoever comes next."""
    contents = {f"{number}": "dies" if number in {0, 5} else "lives" for number in range(12)}
    assert outcome(tmp_path, contents) == dict.fromkeys(contents, ("written", ""))
    assert len(tree(tmp_path / "out")) == 12


@POSIX
def test_a_file_that_no_worker_survives_is_reported(tmp_path: Path) -> None:
    """It fails after the second time, and every other file is written."""
    contents = {f"{number}": "always dies" if number in {0, 7} else "lives" for number in range(12)}
    found = outcome(tmp_path, contents)
    assert {name for name, (status, _) in found.items() if status == "failed"} == {"0", "7"}
    assert found["7"] == ("failed", "worker-died")
    assert len(tree(tmp_path / "out")) == 10


def test_a_file_that_takes_too_long_is_reported(tmp_path: Path) -> None:
    """It is given up after the second time; one that hangs once is written."""
    contents = {"a": "lives", "b": "always hangs", "c": "hangs", "d": "lives"}
    found = outcome(tmp_path, contents, timeout=1.5)
    assert found["b"] == ("failed", "timed-out")
    assert [found[name][0] for name in "acd"] == ["written"] * 3


def test_one_worker_is_enough_to_outlive_a_hang(tmp_path: Path) -> None:
    """With `--jobs 1` the rest is done all the same."""
    found = outcome(tmp_path, {"a": "always hangs", "b": "lives"}, jobs=1, timeout=1.5)
    assert found == {"a": ("failed", "timed-out"), "b": ("written", "")}


def interrupt_workers() -> None:
    """Send every worker what Ctrl-C sends."""
    for one in active_children():
        os.kill(one.pid or 0, signal.SIGINT)


@POSIX
def test_a_worker_that_only_just_begins_hears_no_interrupt(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C is for the parent: a worker that still imports goes on, and shows no traceback."""
    (tmp_path / "seen").mkdir()
    (tmp_path / "a").write_text("lives", encoding="utf-8")
    with state.owned(str(tmp_path / "out")):
        setup = Setup(Trouble(str(tmp_path / "seen")), "settings", str(tmp_path / "out"))
        plan = Plan([Found(str(tmp_path / "a"), "a")], {"txt": ".txt"})
        began = threading.Timer(0.05, interrupt_workers)
        began.start()
        assert [one.status for one in results(plan, setup, Limits(1, 0)) if one] == ["written"]
        began.join()
    assert capfd.readouterr().err == ""


def started(command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """Start a batch that hears signals as in a terminal, also where the tests run in the background, which hears none."""

    def hears() -> None:
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(one, signal.SIG_DFL)

    return subprocess.Popen(
        command,
        cwd=folder,
        start_new_session=True,
        stderr=subprocess.PIPE,
        preexec_fn=hears,  # noqa: PLW1509 - no thread runs
    )


@POSIX
def test_an_interrupt_keeps_what_is_done(tmp_path: Path) -> None:
    """Ctrl-C ends with 130, whole files, nothing unfinished, and the next run goes on from there."""
    kills.archive(tmp_path / "shows", 300)
    process = started(kills.command(tmp_path / "shows", tmp_path / "out"), tmp_path)
    while not list((tmp_path / "out").rglob("*.json")):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate()
    assert (process.returncode, stderr) == (130, b"")
    done = kills.outputs(tmp_path / "out")
    assert 0 < len(done) < 600
    assert not list((tmp_path / "out").rglob("journal-*"))
    assert set(done) <= listed(str(tmp_path / "out"))
    subprocess.run(kills.command(tmp_path / "shows", tmp_path / "out"), check=True)
    assert done.items() <= kills.outputs(tmp_path / "out").items()


@POSIX
@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_batch_once(tmp_path: Path, first: signal.Signals) -> None:
    """Ctrl-C again and again, a stop of the service and a closed terminal end as Ctrl-C does, with the journals taken over."""
    kills.archive(tmp_path / "shows", 300)
    process = started(kills.command(tmp_path / "shows", tmp_path / "out"), tmp_path)
    while not list((tmp_path / "out").rglob("*.json")):
        time.sleep(0.02)
    os.killpg(process.pid, first) if first == signal.SIGINT else process.send_signal(first)
    for _ in range(3):
        time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate()
    assert (process.returncode, stderr) == (130, b"")
    assert not list((tmp_path / "out").rglob("journal-*"))
    assert set(kills.outputs(tmp_path / "out")) <= listed(str(tmp_path / "out"))


@POSIX
def test_an_interrupt_while_workers_start_is_quiet(tmp_path: Path) -> None:
    """A worker that is being started never hears a Ctrl-C: there is no traceback."""
    kills.archive(tmp_path / "shows", 10)
    process = started(kills.command(tmp_path / "shows", tmp_path / "out"), tmp_path)
    while not (tmp_path / "out" / ".episcript" / "lock").exists():
        time.sleep(0.001)
    time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate()
    assert (process.returncode, stderr) == (130, b"")


@POSIX
def test_a_stopped_batch_leaves_nothing_beside_one_output(tmp_path: Path) -> None:
    """The rows of an unfinished batch are gone, and what was there before stands."""
    kills.archive(tmp_path / "shows", 60)
    (tmp_path / "all.jsonl").write_text("before\n", encoding="utf-8")
    program = [sys.executable, "-m", "episcript.cli", "batch", "shows", "-o", "all.jsonl", "-q"]
    process = started(program, tmp_path)
    while not list(tmp_path.glob(".episcript-*")):
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    _, stderr = process.communicate()
    assert (process.returncode, stderr) == (130, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl", "shows"]
    assert (tmp_path / "all.jsonl").read_text(encoding="utf-8") == "before\n"


@POSIX
def test_rows_of_a_killed_batch_are_cleared_by_the_next(tmp_path: Path) -> None:
    """What kill -9 left beside one output is gone after a plain run again; what a batch or `convert` is writing there stands."""
    kills.archive(tmp_path / "shows", 60)
    program = [sys.executable, "-m", "episcript.cli", "batch", "shows", "-q", "-o", "all.jsonl"]
    process = subprocess.Popen(program, cwd=tmp_path, start_new_session=True)
    while not list(tmp_path.glob(".episcript-*")):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    (tmp_path / ".episcript-0a1b2c").touch()
    with (tmp_path / ".episcript-rows-theirs").open("wb") as theirs:
        state.hold(theirs)
        subprocess.run(program, cwd=tmp_path, check=True)
    left = sorted(path.name for path in tmp_path.glob(".episcript-*"))
    assert left == [".episcript-0a1b2c", ".episcript-rows-theirs"]


@POSIX
def test_a_killed_batch_is_made_good_by_the_next(tmp_path: Path) -> None:
    """After kill -9 of the whole group and a plain run again, outputs are those of an undisturbed run."""
    assert kills.survives(tmp_path, [0.9, 1.3], episodes=20) >= 0


def test_two_batches_on_one_output_are_refused(tmp_path: Path) -> None:
    """The second is told so with the number of the process, and touches nothing."""
    shows(tmp_path, "one.md")
    with state.owned(str(tmp_path / "out")):
        (tmp_path / "out" / ".episcript" / "staged" / "theirs").touch()
        code, _, stderr = batch(tmp_path, "shows", *TO_SRT)
        assert (tmp_path / "out" / ".episcript" / "staged" / "theirs").exists()
    assert code == 4
    assert f"out: error: another batch is writing here (process {os.getpid()}); wait for it to end" in stderr
    assert batch(tmp_path, "shows", *TO_SRT)[0] == 0


def test_the_lock_is_free_again(tmp_path: Path) -> None:
    """A batch that ended, also by an error, locks nobody out."""
    with pytest.raises(BatchError), state.owned(str(tmp_path)):
        raise OSError(28, "No space left on device")
    with state.owned(str(tmp_path)):
        assert not list((tmp_path / ".episcript" / "staged").iterdir())


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """Yield a small file system of its own; the test is skipped where it cannot be had."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S607


@POSIX
@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")
def test_a_full_disk_ends_the_batch_with_whole_files(tmp_path: Path) -> None:
    """It ends with 4 and one clear line, leaves nothing unfinished, and goes on when there is room."""
    kills.archive(tmp_path / "shows", 40)
    with mounted(tmp_path / "out", "size=500k") as out:
        code, _, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "json", "-q")
        assert (code, stderr.count("No space left on device")) == (4, 1)
        done = kills.outputs(out)
        assert 0 < len(done) < 40
        subprocess.run(["mount", "-o", "remount,size=20m", str(out)], check=True)  # noqa: S607
        assert batch(tmp_path, "shows", "-o", "out", "-t", "json", "-q")[::2] == (0, "")
        assert done.items() <= kills.outputs(out).items()
        assert batch(tmp_path, "shows", "-o", "undisturbed", "-t", "json", "-q")[0] == 0
        assert kills.outputs(out) == kills.outputs(tmp_path / "undisturbed")


@POSIX
@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs")
def test_an_output_that_is_read_only_is_told_before_any_work(tmp_path: Path) -> None:
    """The folder is named with the reason and exit code 4."""
    shows(tmp_path, "one.md")
    with mounted(tmp_path / "out", "size=100k,ro"):
        code, _, stderr = batch(tmp_path, "shows", *TO_SRT)
    assert code == 4
    assert "out: error: cannot be written: Read-only file system" in stderr


def test_a_source_that_vanishes_during_the_run_fails_alone(tmp_path: Path) -> None:
    """What was found and is gone when its turn comes is a failure with its name."""
    contents = {"a": "lives", "b": "lives"}
    output = tmp_path / "out"
    for name, text in contents.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    plan = Plan([Found(str(tmp_path / name), name) for name in contents], {"txt": ".txt"})
    (tmp_path / "b").unlink()
    with state.owned(str(output)):
        setup = Setup(Trouble(str(tmp_path)), "settings", str(output))
        found = [one for one in results(plan, setup, Limits(1, 0)) if one]
    assert [(one.status, [code.code for _, code in one.remarks]) for one in found] == [
        ("written", []),
        ("failed", ["no-such-file"]),
    ]


def test_a_source_that_changes_during_the_run_is_new_for_the_next(tmp_path: Path) -> None:
    """Whatever was read, the next batch writes what the file holds now."""
    folder = shows(tmp_path, *(f"{number:02d}.md" for number in range(40)))
    stop = threading.Event()

    def scribble() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            text = (folder / "39.md").read_text(encoding="utf-8").replace("Thanks", "Many thanks", 1)
            (folder / "39.md").write_text(text, encoding="utf-8")
            time.sleep(0.002)

    scribbling = threading.Thread(target=scribble)
    scribbling.start()
    batch(tmp_path, "shows", "-o", "out", "-t", "json")
    stop.set()
    scribbling.join()
    batch(tmp_path, "shows", "-o", "out", "-t", "json")
    batch(tmp_path, "shows", "-o", "undisturbed", "-t", "json")
    assert kills.outputs(tmp_path / "out") == kills.outputs(tmp_path / "undisturbed")
    assert set(statuses(tmp_path, "shows", "-o", "out", "-t", "json").values()) == {"unchanged"}


@pytest.mark.parametrize(
    ("there", "known", "force", "chosen"),
    [
        (None, (), False, "replace"),
        ("new", (), False, "same"),
        ("new", (), True, "same"),
        ("ours", ("ours",), False, "replace"),
        ("before", ("later", "before"), False, "replace"),
        ("edited", ("ours",), False, "keep"),
        ("foreign", (), False, "keep"),
        ("edited", ("ours",), True, "replace"),
        ("", ("ours",), False, "replace"),
    ],
)
def test_hands_off(there: str | None, known: tuple[str, ...], force: bool, chosen: str) -> None:  # noqa: FBT001
    """Equal is not touched, ours is replaced, everything else is kept unless it is forced."""
    assert choice(there, "new", known, force=force) == chosen
