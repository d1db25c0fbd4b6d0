"""How a batch is told: counts, the closing table, a line of the log."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.batch.model import Result
    from episcript.model import Diagnostic

_ROWS = (
    ("written", "written"),
    ("unchanged", "unchanged"),
    ("partial", "partial, without a format that the episode cannot give"),
    ("skipped", "skipped, without labels, clocks and chapters (--prose takes them)"),
    ("same-episode", "left out, another form of an episode that was taken"),
    ("output-edited", "edited output, kept (--force replaces it)"),
    ("not-replaced", "output that was there, kept for --no-clobber"),
    ("source-vanished", "output whose source is gone (--prune removes it)"),
    ("orphan-edited", "edited output whose source is gone, kept"),
    ("pruned", "output whose source is gone, removed"),
    ("left", "left for the next run"),
    ("failed", "failed"),
)
"""The counts in the order of the table, and their words; those that are 0 are left out, save the first and the last.

Sources are counted by their status, outputs by the code of what is said of them.
"""

_OF_OUTPUTS = frozenset(("output-edited", "not-replaced"))


class Tally(NamedTuple):
    """What was counted: `counts` by the words of the table, `seconds` since the batch began."""

    counts: Counter[str]

    def add(self, result: Result) -> None:
        """Count one result."""
        self.counts[result.status] += 1
        self.counts.update(found.code for _, found in result.remarks if found.code in _OF_OUTPUTS)


def table(tally: Tally, seconds: float) -> Iterator[str]:
    r"""Yield the lines of the closing table.

    >>> print(*table(Tally(Counter(written=1200, failed=0)), 8.04), sep="\n")
     1,200  written
         0  failed
       8.0  seconds
    """
    shown = [
        (tally.counts[key], words)
        for key, words in _ROWS
        if tally.counts[key] or key in {"written", "failed"}
    ]
    numbers = [f"{number:,}" for number, _ in shown] + [f"{seconds:,.1f}"]
    width = max(6, *map(len, numbers))
    for number, words in zip(numbers, [*(words for _, words in shown), "seconds"], strict=True):
        yield f"{number:>{width}}  {words}"


def log_line(result: Result) -> str:
    """Return the line of `--log` for one source: JSON, always with the same keys."""
    row = {
        "source": result.source,
        "status": result.status,
        **result.facts._asdict(),
        "diagnostics": dict(sorted(Counter(found.code for _, found in result.remarks).items())),
        "kept": list(result.kept),
        "error": _error(result),
        "seconds": result.seconds,
    }
    return json.dumps(row)


def _error(result: Result) -> str | None:
    """Return why a source failed, in words."""
    found: Diagnostic | None = result.remarks[-1][1] if result.status == "failed" and result.remarks else None
    return found.message if found else None
