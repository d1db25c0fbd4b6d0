"""Killing a batch at random moments: what the tests do a few times, and this script fifty times.

usage: python tests/kills.py [TIMES]
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLES = ("tides.md", "trams.md", "accordion.txt", "faehre.md", "bread.txt")


def archive(folder: Path, episodes: int) -> None:
    """Write `episodes` variants of the sample episodes into folders of ten."""
    for number in range(episodes):
        sample = ROOT / "data" / "episodes" / SAMPLES[number % len(SAMPLES)]
        path = folder / f"{number // 10:02d}" / f"ep{number:03d}{sample.suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(varied(sample, number), encoding="utf-8")


def varied(sample: Path, number: int) -> str:
    """Return the text of a sample with a number in it, so that no two are equal."""
    return sample.read_text(encoding="utf-8").replace(" the ", f" the {number} ", 1)


def command(source: Path, output: Path, *more: str) -> list[str]:
    """Return the batch that is run."""
    program = [sys.executable, "-m", "episcript.cli", "batch", str(source), "-o", str(output)]
    return [*program, "-t", "json,srt", "--estimate-times", "-q", "--jobs", "2", *more]


def killed(source: Path, output: Path, after: float) -> bool:
    """Run the batch and kill its whole process group after some seconds; return whether it was still running."""
    process = subprocess.Popen(
        command(source, output), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in an output folder, the state left out, unfinished files not."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if ".episcript" not in path.relative_to(folder).parts or "staged" in path.parts
    }


def survives(folder: Path, moments: list[float], episodes: int = 40) -> int:
    """Change sources, kill the batch at each of the moments, run it again, and compare with an undisturbed run.

    Returns how many runs were really cut off; raises `AssertionError` where anything differs.
    """
    source, output, undisturbed = folder / "shows", folder / "out", folder / "undisturbed"
    archive(source, episodes)
    cut = 0
    for turn, moment in enumerate(moments):
        for path in sorted(source.rglob("ep*"))[turn % 3 :: 3]:
            path.write_text(
                path.read_text(encoding="utf-8") + f"\n\n**Ann**: Round {turn}.\n", encoding="utf-8"
            )
        cut += killed(source, output, moment)
        again = subprocess.run(command(source, output), capture_output=True, text=True, check=False)
        assert (again.returncode, again.stderr) == (0, ""), again.stderr
        shutil.rmtree(undisturbed, ignore_errors=True)
        subprocess.run(command(source, undisturbed), check=True, capture_output=True)
        assert outputs(output) == outputs(undisturbed)
        assert not list(output.rglob(".episcript-*"))
    return cut


def main() -> int:
    """Kill as often as asked for, at moments from before the first file to behind the last."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    chosen = random.Random(9)  # noqa: S311 - the same moments in every run
    with tempfile.TemporaryDirectory() as folder:
        cut = survives(Path(folder), [chosen.uniform(0.2, 2.5) for _ in range(times)])
    print(f"{times} runs, {cut} of them killed while they ran: outputs identical, nothing left over")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
