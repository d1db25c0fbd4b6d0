"""Wall time and memory of batches, as ratios to one worker, a shell loop over `convert`, and the srt package in one process.

usage: python benchmarks/batch.py [FOLDER]

FOLDER holds Markdown transcripts to make 2,000 variants of; without it the sample episodes are taken. Runs that are compared
alternate, and the middle ratio counts, so that a machine that is shared spoils little. Exits 1 where a limit is passed.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent
EPISODES, SMALL, CAPTIONS, LOOPED = 2_000, 20_000, 1_000, 40
PAIRS = 3
LIMITS = {
    "workers": 1.7,
    "memory": 150,
    "nothing new": 1.2,
    "small files": 1.5,
    "shell loop": 4.0,
    "srt package": 2.0,
}
"""Times as fast as one worker; MB of any process; seconds of a second run; peak of 20,000 small files to that of 2,000; times as
fast as a shell loop; times the time of the srt package, which reads and writes the cues and looks at nothing in them."""
EPISCRIPT = [sys.executable, "-m", "episcript.cli"]
LOOP = (
    "import pathlib, srt, sys\n"
    "for path in pathlib.Path(sys.argv[1]).glob('*.srt'):\n"
    "    made = srt.compose(srt.parse(path.read_text()))\n"
    "    pathlib.Path(sys.argv[2], path.name).write_text(made)\n"
)
SRT = "{0}\n00:{1:02d}:{2:02d},000 --> 00:{1:02d}:{2:02d},900\n{3}The tide {4} came in and went out.\n"


def variants(folder: Path, samples: list[Path], number: int) -> int:
    """Write `number` variants of the samples, each with its number in some words; return their bytes."""
    size = 0
    for index in range(number):
        text = samples[index % len(samples)].read_text(encoding="utf-8", errors="surrogateescape")
        data = text.replace(" the ", f" the {index} ", 3).encode("utf-8", "surrogateescape")
        path = folder / f"{index % 20:02d}" / f"episode{index:05d}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        size += len(data)
    return size


def small(folder: Path, number: int) -> None:
    """Write `number` episodes of four turns."""
    talk = "**Ann** [0:01]: Hello, {0}.\n\n**Bo** [0:04]: Hi.\n\n**Ann** [0:07]: So?\n\n**Bo** [0:09]: Yes.\n"
    for index in range(number):
        path = folder / f"{index % 100:02d}" / f"e{index:05d}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(talk.format(index), encoding="utf-8")


def captions(folder: Path, number: int) -> None:
    """Write `number` caption files of 600 cues."""
    folder.mkdir()
    for index in range(number):
        cues = (SRT.format(n + 1, n // 60, n % 60, "Ann: " if n % 9 == 0 else "", index) for n in range(600))
        (folder / f"{index}.srt").write_text("\n".join(cues), encoding="utf-8")


def peaks(process: int, seen: dict[int, int]) -> None:
    """Note the peak memory in KB of a process and of all below it."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    found = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
    seen[process] = max(seen.get(process, 0), *found, 0)
    for child in children:
        peaks(int(child), seen)


def timed(command: list[str]) -> tuple[float, float]:
    """Return the seconds that a command took, and the peak memory in MB of the largest of its processes."""
    seen: dict[int, int] = {}
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            peaks(process.pid, seen)

    watching = threading.Thread(target=watch)
    watching.start()
    code = process.wait()
    spent = time.perf_counter() - began
    over.set()
    watching.join()
    assert code in {0, 1}, command  # noqa: S101 - a benchmark of a failure is none
    return spent, max(seen.values(), default=0) / 1_024


def batch(source: Path, output: Path, *more: str) -> list[str]:
    """Return the command of a batch."""
    return [*EPISCRIPT, "batch", str(source), "-o", str(output), "-q", *more]


def workers(folder: Path, samples: list[Path]) -> bool:
    """Print how fast all cores are beside one, how much memory that takes, and what a second run costs."""
    size = variants(folder / "shows", samples, EPISODES)
    ratios, walls, memory = [], [], 0.0
    for pair in range(PAIRS):
        all_cores, peak = timed(batch(folder / "shows", folder / f"all{pair}", "-t", "json"))
        one, _ = timed(batch(folder / "shows", folder / f"one{pair}", "-t", "json", "--jobs", "1"))
        ratios.append(one / all_cores)
        walls.append(all_cores)
        memory = max(memory, peak)
    time.sleep(3)  # what has only just been written is not trusted by its time
    timed(batch(folder / "shows", folder / "all0", "-t", "json"))
    again = statistics.median(
        timed(batch(folder / "shows", folder / "all0", "-t", "json"))[0] for _ in range(PAIRS)
    )
    ratio = statistics.median(ratios)
    print(
        f"{EPISODES:,} transcripts, {size / 1e6:.0f} MB: {statistics.median(walls):.1f} s, {ratio:.2f} times as fast as one worker"
    )
    print(f"peak of any process {memory:.0f} MB; nothing new: {again:.2f} s")
    return ratio >= LIMITS["workers"] and memory <= LIMITS["memory"] and again <= LIMITS["nothing new"]


def loops(folder: Path) -> bool:
    """Print how a batch compares with a shell loop over `convert`, and with the srt package in one process."""
    loop = f'for f in $(find {folder}/shows -name "*.md" | sort | head -{LOOPED}); do {sys.executable} -m episcript.cli convert "$f" -t json -o {folder}/loop/ -q; done'
    (folder / "loop").mkdir()
    few = folder / "few"
    few.mkdir()
    for path in sorted((folder / "shows").rglob("*.md"))[:LOOPED]:
        (few / path.name).write_bytes(path.read_bytes())
    captions(folder / "captions", CAPTIONS)
    (folder / "srt").mkdir()
    shell, packages = [], []
    for pair in range(PAIRS):
        ours = timed(batch(few, folder / f"few{pair}", "-t", "json"))[0]
        shell.append(timed(["bash", "-c", loop])[0] / ours)
        ours = timed(batch(folder / "captions", folder / f"captions{pair}", "-t", "srt"))[0]
        packages.append(
            ours / timed([sys.executable, "-c", LOOP, str(folder / "captions"), str(folder / "srt")])[0]
        )
    print(f"{LOOPED} transcripts: {statistics.median(shell):.1f} times as fast as a shell loop over convert")
    print(
        f"{CAPTIONS:,} caption files: {statistics.median(packages):.2f} times the time of the srt package in one process"
    )
    return (
        statistics.median(shell) >= LIMITS["shell loop"]
        and statistics.median(packages) <= LIMITS["srt package"]
    )


def flat(folder: Path) -> bool:
    """Print how memory grows with the number of files."""
    found = []
    for number in (SMALL // 10, SMALL):
        small(folder / f"small{number}", number)
        found.append(timed(batch(folder / f"small{number}", folder / f"out{number}", "-t", "json"))[1])
    print(f"peak with {SMALL // 10:,} small files {found[0]:.0f} MB, with {SMALL:,} {found[1]:.0f} MB")
    return found[1] <= LIMITS["small files"] * found[0]


def main() -> int:
    """Print everything; return 1 where a limit is passed."""
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "episodes"
    samples = [path for path in sorted(given.rglob("*.md")) if path.name != "lighthouse-notes.md"]
    print(f"{len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        passed = [measured(folder) for measured in (partial(workers, samples=samples), loops, flat)]
        return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
