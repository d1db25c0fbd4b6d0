"""CPU and memory of reading a recogniser's JSON, as ratios to `json.loads` alone; exits 1 where a limit is passed.

usage: python benchmarks/records.py [SOURCE]
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

WORDS = 10_000
POOL = "tide harbour mud gauge lamp keeper boat winter rope wall ferry".split()
RUNS = 5
LIMITS = {"CPU (s, whole process)": 0.6, "times json.load and dump": 8.0, "peak memory over the source": 20.0}
"""What the project promises on an idle machine, the interpreter's own memory included; later limits are only ever lower."""
BASE = "import json, sys\njson.dump(json.load(open(sys.argv[1])), open('/dev/null', 'w'))\n"


def sample() -> str:
    """Return JSON of three megabytes in the shape of a recogniser's: utterances with words, and all words again."""
    words = [
        {
            "text": f"{POOL[n % 7]}{POOL[n % 31 % 11]}{'' if n % 12 else '.'}",
            "start": n * 310,
            "end": n * 310 + 290,
            "confidence": 0.98765,
        }
        for n in range(WORDS)
    ]
    utterances = [
        {
            "speaker": "AB"[at // 40 % 2],
            "start": words[at]["start"],
            "end": words[min(at + 39, WORDS - 1)]["end"],
            "text": " ".join(str(word["text"]) for word in words[at : at + 40]),
            "words": words[at : at + 40],
        }
        for at in range(0, WORDS, 40)
    ]
    return json.dumps({"id": "a1", "words": words, "utterances": utterances}, indent=2)


def cost(command: list[str]) -> tuple[float, int]:
    """Return the CPU seconds and the peak memory (bytes) of one run of `command`."""
    probe = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", probe, *command], check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()
    return float(seconds), int(peak)


def main() -> int:
    """Print each figure beside its limit; return 1 where one is passed."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder, "talk.json")
        if len(sys.argv) == 1:
            source.write_text(sample(), encoding="utf-8")
        program = [sys.executable, "-m", "episcript.cli", "convert", str(source), "-t", "json", "-q"]
        runs = [(cost(program), cost([sys.executable, "-c", BASE, str(source)])) for _ in range(RUNS)]
        size = source.stat().st_size
    found = {
        "CPU (s, whole process)": min(own[0] for own, _ in runs),
        "times json.load and dump": statistics.median(own[0] / base[0] for own, base in runs),
        "peak memory over the source": max(own[1] for own, _ in runs) / size,
    }
    for name, value in found.items():
        print(f"{name:28s} {value:6.2f} (limit {LIMITS[name]})")
    return int(any(value > LIMITS[name] for name, value in found.items()))


if __name__ == "__main__":
    sys.exit(main())
