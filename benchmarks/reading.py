"""CPU and memory of reading large transcripts, as ratios to one pattern run over the same text; exits 1 past a limit.

usage: python benchmarks/reading.py
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REFERENCE = (
    "import re, sys; text = open(sys.argv[1]).read(); print(sum(1 for _ in re.finditer(r'[^ \\n]+', text)))"
)
"""The measure of the machine: every word of the text found once."""

CONVERT = "from episcript.cli import main; main()"
SPEAKERS = ("Ann Lee", "Bo van Dyck", "Cleo Marsh")
WORDS = (
    "the tide was low that morning and we walked along the shore looking for what the storm had left behind there is "
    "always something you know wood or rope now and then a bottle with letters that nobody can read any more I think "
    "people forget how much the sea keeps and what it gives back but only when it wants to well maybe"
).split()
HEAD = "**Ann Lee** [00:00:01]: Low water.\n\n**Bo van Dyck** [00:00:04]: Yes.\n\n**Ann Lee** [00:00:09]: "
LARGE, HOSTILE, SMALL, TIMES = 10_000_000, 5_000_000, 400_000, 100
RUNS = 3


class Cost(NamedTuple):
    """What one process took: CPU seconds, user and system, and its largest resident memory in bytes."""

    cpu: float
    memory: int


class Ratio(NamedTuple):
    """A figure and the most that it may be."""

    name: str
    value: float
    limit: float


def cost(code: str, *arguments: str) -> Cost:
    """Return the least of some runs of `python -c CODE ARGUMENTS`: what disturbs a run only ever adds to it."""
    runs = [_cost([sys.executable, "-c", code, *arguments]) for _ in range(RUNS)]
    return Cost(min(run.cpu for run in runs), min(run.memory for run in runs))


def _cost(command: list[str]) -> Cost:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    kilobytes = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * kilobytes)


def sentences(rng: random.Random, count: int) -> str:
    """Return invented talk."""
    said = (" ".join(rng.choices(WORDS, k=rng.randint(5, 15))).capitalize() for _ in range(count))
    return ". ".join(said) + "."


def talk(size: int, count: int, behind: str) -> str:
    """Return about `size` characters of turns with `count` sentences each; `behind` stands between head and speech."""
    rng = random.Random(size + count)  # noqa: S311 - no secret
    parts: list[str] = []
    clock, length = 0, 0
    while length < size:
        stamp = f"{clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}"
        parts.append(f"**{rng.choice(SPEAKERS)}** [{stamp}]:{behind}{sentences(rng, count)}\n\n")
        length += len(parts[-1])
        clock += 4 * count
    return "".join(parts)


def hostile() -> dict[str, str]:
    """Return lines of one kind, each of five million characters, behind the same two turns."""
    units = {
        "brackets": "[",
        "emphasis": "**a** ",
        "clocks": "00:00:00:00",
        "blanks": " ",
        "combining": "e\u0301\u0323",
        "entities": "&amp",
        "parentheses": "(0:00 ",
    }
    return {name: HEAD + unit * (HOSTILE // len(unit)) + "\n" for name, unit in units.items()}


def measured(folder: Path) -> Iterator[Ratio]:
    """Yield every ratio, as soon as it is known."""

    def converted(text: str) -> Cost:
        return cost(
            CONVERT, "convert", _written(folder, text), "-t", "json", "-o", str(folder / "out.json"), "-q"
        )

    yield from _large("long lines", talk(LARGE, 800, " "), converted, folder, (2.0, 8.0))
    yield from _large("short lines", talk(LARGE, 4, "\n\n"), converted, folder, (10.0, 15.0))
    plain = converted(HEAD + sentences(random.Random(1), HOSTILE // 50) + "\n").cpu  # noqa: S311 - no secret
    for name, text in hostile().items():
        yield Ratio(f"a line of {name} to one of words, CPU", converted(text).cpu / plain, 1.2)
    started = converted(HEAD).cpu
    once = talk(SMALL, 4, "\n\n")
    growth = (converted(once * TIMES).cpu - started) / (converted(once).cpu - started)
    yield Ratio(f"{TIMES} times 400 KB to 400 KB, CPU", growth, 1.2 * TIMES)


def _large(
    name: str, text: str, converted: Callable[[str], Cost], folder: Path, limits: tuple[float, float]
) -> Iterator[Ratio]:
    found = converted(text)
    yield Ratio(
        f"10 MB of {name}, CPU to one pattern",
        found.cpu / cost(REFERENCE, _written(folder, text)).cpu,
        limits[0],
    )
    yield Ratio(f"10 MB of {name}, memory to the text", found.memory / len(text.encode()), limits[1])


def _written(folder: Path, text: str) -> str:
    path = folder / "talk.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


def main() -> int:
    """Print each ratio beside its limit; return 1 where one is passed."""
    passed = False
    with tempfile.TemporaryDirectory() as folder:
        for ratio in measured(Path(folder)):
            print(f"{ratio.name:48s} {ratio.value:7.2f} (limit {ratio.limit:g})", flush=True)
            passed |= ratio.value > ratio.limit
    return int(passed)


if __name__ == "__main__":
    sys.exit(main())
