"""How far a batch is: a bar on a terminal, a line every few seconds elsewhere, nothing where quiet is asked for."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from episcript.cli import streams

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

_EVERY = 5.0
"""Seconds between two lines where nobody watches."""
_REDRAWN = 0.1
"""Seconds between two drawings of the bar."""


class Watch(Protocol):
    """What is told how far a batch is."""

    def at(self, done: int, failed: int) -> None: ...  # noqa: D102 - the class says it
    def say(self, text: str) -> None: ...  # noqa: D102


class _Quiet:
    def at(self, done: int, failed: int) -> None:
        """Say nothing."""

    def say(self, text: str) -> None:
        """Say what has to be said."""
        streams.say(text)


class _Lines(_Quiet):
    """A line every few seconds."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._began = self._told = time.monotonic()

    def at(self, done: int, failed: int) -> None:
        """Say how far it is, if the last time was a while ago."""
        now = time.monotonic()
        if now - self._told >= _EVERY and done < self._total:
            self._told = now
            streams.say(f"{standing(done, failed, self._total, now - self._began)}\n")


class _Bar(_Quiet):
    """A bar that is drawn anew when it is told something, without a thread of its own."""

    def __init__(self, bar: Progress, total: int) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=total, failed=0, rate="0/s")
        self._total = total
        self._began = time.monotonic()
        self._drawn = 0.0

    def at(self, done: int, failed: int) -> None:
        """Draw the bar, unless that was a moment ago."""
        now = time.monotonic()
        if now - self._drawn < _REDRAWN and done < self._total:
            return
        self._drawn = now
        self._bar.update(
            self._task,
            completed=done,
            failed=failed,
            rate=f"{done / (now - self._began):,.0f}/s",
        )
        self._bar.refresh()

    def say(self, text: str) -> None:
        """Write above the bar."""
        self._bar.console.print(text, end="", markup=False, highlight=False, soft_wrap=True)


def standing(done: int, failed: int, total: int, seconds: float) -> str:
    """Return how far a batch is, in words.

    >>> standing(500, 2, 2000, 5.0)
    '500 of 2,000 files, 100/s, 2 failed, 15 s left'
    """
    rate = done / seconds if seconds else 0.0
    left = f", {(total - done) / rate:.0f} s left" if rate else ""
    return f"{done:,} of {total:,} files, {rate:,.0f}/s, {failed:,} failed{left}"


@contextmanager
def watching(total: int, *, quiet: bool) -> Iterator[Watch]:
    """Yield what is to be told how far the batch of `total` files is."""
    if quiet:
        yield _Quiet()
    elif not streams.on_terminal():
        yield _Lines(total)
    else:
        with _drawn() as bar:
            yield _Bar(bar, total)


def _drawn() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - start-up
    from rich.progress import (  # noqa: PLC0415 - start-up
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}, {task.fields[failed]} failed"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
