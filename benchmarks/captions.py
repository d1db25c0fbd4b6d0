"""CPU and memory of whole conversions of 10 MB of captions, as ratios to srt and pysubs2; exits 1 where a limit is passed.

usage: python benchmarks/captions.py
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SIZE = 10_000_000
RUNS = 3
LIMITS = {"srt to json": 1.6 / 1.75, "srt to vtt": 1.2 / 1.75}
"""CPU as a ratio to the srt package, parsing and writing the same file; later limits are only ever lower."""
MEMORY = 15
"""Peak memory as a ratio to the size of the file."""
PEERS = {
    "srt": "import srt, sys; open(sys.argv[2], 'w').write(srt.compose(srt.parse(open(sys.argv[1]).read())))",
    "pysubs2": "import pysubs2, sys; pysubs2.load(sys.argv[1]).save(sys.argv[2])",
}
WORDS = "the tide came in and we went out to see how far the water would go before it turned".split()


def clock(ms: int) -> str:
    """Return a time as SubRip has it."""
    seconds, part = divmod(ms, 1_000)
    return f"{seconds // 3_600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d},{part:03d}"


def captions() -> str:
    """Return 10 MB of two-line cues, with a label on every ninth."""
    chosen = random.Random(4)  # noqa: S311 - the same words in every run
    entries: list[str] = []
    at = size = 0
    while size < SIZE:
        number = len(entries) + 1
        label = f"{('Ann Lee', 'Bo Quist')[number // 9 % 2]}: " if number % 9 == 1 else ""
        lines = (
            " ".join(chosen.choices(WORDS, k=7)),
            " ".join(chosen.choices(WORDS, k=6)) + "." * (number % 3 == 0),
        )
        end = at + chosen.randint(900, 4_000)
        entries.append(f"{number}\n{clock(at)} --> {clock(end)}\n{label}{lines[0]}\n{lines[1]}\n")
        at, size = end + chosen.choice((0, 50, 2_500)), size + len(entries[-1])
    return "\n".join(entries)


def cost(command: list[str]) -> tuple[float, int]:
    """Return CPU seconds, the middle of some runs, and peak memory in bytes."""
    spent, peak = [], 0
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        peak = after.ru_maxrss * 1_024
    return statistics.median(spent), peak


def main() -> int:
    """Print what everything costs; memory is that of the largest process so far, so ours come first."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "talk.srt", Path(folder) / "out"
        source.write_text(captions(), encoding="utf-8")
        ours = [sys.executable, "-m", "episcript.cli", "convert", str(source), "-q", "-t"]
        costs = {f"srt to {name}": cost([*ours, name, "-o", f"{target}.{name}"]) for name in ("json", "vtt")}
        memory = max(peak for _, peak in costs.values()) / SIZE
        peers = {
            name: cost([sys.executable, "-c", code, str(source), f"{target}.srt"])[0]
            for name, code in PEERS.items()
        }
    for name, (spent, _) in costs.items():
        ratios = ", ".join(f"{spent / peer:.2f} of {other}" for other, peer in peers.items())
        print(f"{name}: {spent:.2f} s, {ratios} (limit {LIMITS[name]:.2f} of srt)")
    print(f"peak memory: {memory:.1f} times the file (limit {MEMORY})")
    passed = all(spent <= LIMITS[name] * peers["srt"] for name, (spent, _) in costs.items())
    return 0 if passed and memory <= MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
