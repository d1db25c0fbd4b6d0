"""Conversions that go wrong as workers do, for the tests of the pool; each worker imports them from here."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from episcript.batch.model import Facts, Made

if TYPE_CHECKING:
    from episcript.batch.model import Task


class Trouble(NamedTuple):
    """Converts a file to its own bytes; what it holds says how the worker fares. `seen` is a folder for its memory."""

    seen: str

    def __call__(self, task: Task) -> Made:
        """Return the bytes; a worker that reads `dies` is killed, one that reads `hangs` does not come back."""
        data = Path(task.source).read_bytes()
        mark = Path(self.seen, Path(task.source).name)
        first = not mark.exists()
        mark.touch()
        if b"dies" in data and (first or b"always" in data):
            os.kill(os.getpid(), signal.SIGKILL)
        if b"hangs" in data and (first or b"always" in data):
            time.sleep(600)
        return Made({output.format: data for output in task.outputs}, {}, Facts(), (), prose=False)

    def beside(self, source: str, episode: str) -> tuple[str, ...]:
        """Return no other file."""
        del source, episode
        return ()
