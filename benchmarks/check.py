"""CPU of checking many files, as ratios to reading them; exits 1 where a limit is passed.

usage: python benchmarks/check.py [FOLDER]
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from episcript import read
from episcript.cli.examined import Asked, examined
from episcript.cli.folders import files_of
from episcript.codes import EpiscriptError
from episcript.model import Options
from episcript.pipeline import check

if TYPE_CHECKING:
    from collections.abc import Callable

FILES, WHOLE = 200, 1_500
RUNS = 3
TIMES = 10
LIMITS = {
    "check over read": 2.0,
    "CPU of a file ten times as long": 14.0,
}
"""What the project promises; later limits are only ever lower."""
EPISODES = Path(__file__).parents[1] / "data" / "episodes"


def sources(folder: Path, into: Path) -> tuple[str, ...]:
    """Return files that are those of `folder` again and again, each with a line of its own."""
    for number, path in enumerate(islice(cycle(map(Path, files_of([str(folder)]))), FILES)):
        line = f"\nThat was number {number}.\n".encode()
        (into / f"{number:04}{path.name}").write_bytes(path.read_bytes() + line)
    return files_of([str(into)])


def spent(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Return the seconds that `work` takes."""
    before = clock()
    work()
    return clock() - before


def over(files: tuple[str, ...], work: Callable[[bytes], object]) -> float:
    """Return the CPU seconds of `work` on every file, the least of some runs."""

    def all_of_them() -> None:
        for file in files:
            try:
                work(Path(file).read_bytes())
            except EpiscriptError:
                continue

    return min(spent(all_of_them) for _ in range(RUNS))


def all_examined(files: tuple[str, ...], jobs: int) -> None:
    """Examine every file with so many processes."""
    for _ in examined(files, Asked(Options()), jobs):
        pass


def talk(turns: int) -> bytes:
    """Return a post with so many turns, a name in two writings, and a sentence that is cut."""
    lines = ["On DeepSeek and Tülu.", ""]
    for turn in range(turns):
        clock = f"{turn * 5 // 3600:02}:{turn * 5 // 60 % 60:02}:{turn * 5 % 60:02}"
        said = f"We asked Deep Seek about bridge {turn}" + ("." if turn % 9 else " and the")
        lines += [f"**{('Gunhild', 'Marten')[turn % 2]}** [{clock}]: {said}", ""]
    return "\n".join(lines).encode()


def main() -> int:
    """Print what checking costs."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else EPISODES
    with tempfile.TemporaryDirectory() as place:
        files = sources(folder, Path(place))
        alone, checked = over(files, read), over(files, check)
        one, two = (spent(partial(all_examined, files, jobs), time.perf_counter) for jobs in (1, 2))
    short, long = (
        min(spent(partial(check, talk(turns))) for _ in range(RUNS)) for turns in (700, 700 * TIMES)
    )
    figures = {
        "check over read": checked / alone,
        "CPU of a file ten times as long": long / short,
    }
    for name, figure in figures.items():
        print(f"{name}: {figure:.2f} (limit {LIMITS[name]:.2f})")
    print(f"{WHOLE:,} files: {one * WHOLE / FILES:.0f} s, with two processes {two * WHOLE / FILES:.0f} s")
    return 0 if all(figure <= LIMITS[name] for name, figure in figures.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
