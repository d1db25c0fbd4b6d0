"""Speed of the repair inside the library, as ratios to ftfy and to reading an episode, in one run.

usage: python benchmarks/repair.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from ftfy import fix_encoding

from episcript.pipeline import read, write
from episcript.repair import repair

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
CLEAN = Path(__file__).parents[1] / "data" / "episodes" / "faehre.md"
COPIES = 50


def texts() -> dict[str, str]:
    """Return a text of each kind: ASCII, clean German, the same misread, the same misread beside good punctuation."""
    clean = CLEAN.read_text(encoding="utf-8")
    whole = [line.encode().decode("latin-1") for line in shuffled(clean)]
    return {
        "ASCII": "Ann: Welcome to the show, and thanks for coming in today.\n" * 170_000,
        "clean": clean * 450,
        "damaged": "\n".join(whole),
        "in part": "\n".join(f"“{line}” – so…" for line in whole),
    }


def shuffled(text: str) -> list[str]:
    """Return the lines of `text` beyond ASCII some times over, their words in another order each time: none is known."""
    lines = [line.split() for line in text.splitlines() if not line.isascii()]
    order = Random(1)  # noqa: S311 - reproducible
    return [" ".join(order.sample(line, len(line))) for _ in range(COPIES) for line in lines]


def seconds(call: Callable[[str], object], text: str) -> float:
    """Return the CPU seconds of the fastest of some calls."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        call(text)
        times.append(time.process_time() - start)
    return min(times)


def converted(text: str) -> str:
    """Return `text` read and written."""
    return write(read(text), "json")


def main() -> int:
    """Print speeds, their ratio to `ftfy.fix_encoding` line by line, and the share of a clean conversion."""
    for name, text in texts().items():
        taken, size = seconds(repair, text), len(text.encode())
        part = text[:200_000]
        ratio = seconds(lambda given: [fix_encoding(line) for line in given.splitlines()], part) / len(part)
        print(
            f"{name:8s} {size / taken / 1e6:8.1f} MB/s, {ratio * len(text) / taken:7.1f} times as fast as ftfy"
        )
    clean = CLEAN.read_text(encoding="utf-8") * 20
    share = seconds(repair, clean) / seconds(converted, clean)
    print(f"share of a clean conversion: {share:.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
