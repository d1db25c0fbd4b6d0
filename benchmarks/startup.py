"""CPU of whole commands as ratios to a one-command typer program; exits 1 where a limit is passed.

usage: python benchmarks/startup.py [SOURCE]
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HELLO = "import typer\napp = typer.Typer()\n@app.command()\ndef hello() -> None:\n    print('hello')\napp()\n"
SAMPLE = Path(__file__).parents[1] / "data" / "episodes" / "tides.md"
RUNS = 9
LIMITS = {"--help": 2.5, "convert -t srt": 6.0}
"""Ratios that the project promises; later limits are only ever lower."""


def cpu(command: list[str]) -> float:
    """Return the CPU seconds of one run of `command`, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def ratio(command: list[str], base: list[str]) -> float:
    """Return the median of CPU ratios, both commands run in turn."""
    return statistics.median(cpu(command) / cpu(base) for _ in range(RUNS))


def main() -> int:
    """Print each ratio beside its limit; return 1 where one is passed."""
    source = sys.argv[1] if len(sys.argv) > 1 else str(SAMPLE)
    program = [sys.executable, "-m", "episcript.cli"]
    commands = {
        "--help": [*program, "--help"],
        "convert -t srt": [*program, "convert", source, "-t", "srt", "-q"],
    }
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        found = {name: ratio(command, [sys.executable, str(hello)]) for name, command in commands.items()}
    for name, value in found.items():
        print(f"{name:16s} {value:5.2f} times a one-command typer program (limit {LIMITS[name]})")
    return int(any(value > LIMITS[name] for name, value in found.items()))


if __name__ == "__main__":
    sys.exit(main())
