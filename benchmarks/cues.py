"""CPU of cutting cues, as ratios to wrapping the same text with textwrap; exits 1 where a limit is passed.

usage: python benchmarks/cues.py
"""

from __future__ import annotations

import random
import sys
import textwrap
import time
from typing import TYPE_CHECKING

from episcript.cues import cut
from episcript.enrich import enrich
from episcript.model import Episode, Options, Turn

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
WORDS = (
    "the tide came in, and we went out to see how far the water would go before it turned. So Maria said: wait! "
    "Nobody on the old pier had ever seen 40 boats at once, because the harbour is too small for that, is it not?"
).split()
TURN = 60
LIMITS = {"13,000 words": 5.7, "130,000 words": 68.0, "13,000 times a": 28.0}
"""CPU as a ratio to textwrap on 13,000 words, from one run scaled to 0.10 s, twelve times that and 0.5 s; only ever lower."""


def episode(count: int, words: list[str], size: int = TURN) -> Episode:
    """Return so many words in turns of `size`, of two speakers, at 180 words a minute."""
    chosen = random.Random(5)  # noqa: S311 - the same words in every run
    said = [" ".join(chosen.choices(words, k=size)) for _ in range(count // size)]
    turns = (
        Turn(text, ("Ann", "Bo")[number % 2], start=number * size * 333) for number, text in enumerate(said)
    )
    return enrich(Episode(turns=tuple(turns), language="en"), Options())


def costs(made: Episode, talk: Episode) -> tuple[float, float]:
    """Return the least CPU seconds of cutting `made` and of wrapping `talk`, in runs that alternate: a busy machine slows both."""
    runs = [
        (_spent(lambda: cut(made, Options(), "srt")), _spent(lambda: _wrapped(talk))) for _ in range(RUNS)
    ]
    return min(cutting for cutting, _ in runs), min(wrapping for _, wrapping in runs)


def _wrapped(talk: Episode) -> list[list[str]]:
    return [textwrap.wrap(turn.text, 42) for turn in talk.turns]


def _spent(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def main() -> int:
    """Print what everything costs."""
    talk = episode(13_000, WORDS)
    made = {
        "13,000 words": talk,
        "130,000 words": episode(130_000, WORDS),
        "13,000 times a": episode(13_000, ["a"], 13_000),
    }
    passed = True
    for name, one in made.items():
        spent, peer = costs(one, talk)
        passed = passed and spent <= LIMITS[name] * peer
        print(f"{name}: {spent:.3f} s, {spent / peer:.1f} of textwrap (limit {LIMITS[name]:.1f})")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
