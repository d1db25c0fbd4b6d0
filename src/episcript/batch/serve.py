"""What runs in a worker: chunks come in through a pipe, results go out one by one."""

from __future__ import annotations

import gc
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from episcript.batch import state
from episcript.batch.manifest import STATE
from episcript.batch.work import Journal, work

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from episcript.batch.work import Setup


def serve(pipe: Connection, setup: Setup) -> None:
    """Work on the chunks that come through `pipe` until it is closed, by the parent or by its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and closes the pipe
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(
            signal.SIG_UNBLOCK, {signal.SIGTERM}
        )  # it had to wait while this process began
    journal = _journal(setup.folder) if setup.folder else None
    gc.disable()  # the stages make no cycles; what libraries leave is collected between the chunks
    try:
        while True:
            for task in pipe.recv():
                pipe.send(work(task, setup, journal))
            gc.collect()
            gc.freeze()  # modules and tables that were needed once are not looked at again
    except (EOFError, OSError):
        return


def _journal(folder: str) -> Journal:
    """Return a new journal in the state of the output folder, which is marked as worked on."""
    state.working(folder)
    name = f"journal-{os.getpid()}-{os.urandom(4).hex()}.jsonl"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
    return Journal(os.open(Path(folder, STATE, name), flags | getattr(os, "O_BINARY", 0), 0o666))
