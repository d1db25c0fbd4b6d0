"""The output folder while a batch runs: its lock, its place for unfinished files, and what has to be cleared away."""

from __future__ import annotations

import errno
import os
import shutil
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from episcript.batch.manifest import STAGED, STATE
from episcript.batch.model import BatchError, unwritable
from episcript.codes import EXIT_OUTPUT, diagnose

if TYPE_CHECKING:
    from collections.abc import Iterator

ROWS = "rows-"
"""What the name of an unfinished file of rows, which lies beside its output, begins with."""

_LOCK = "lock"
_WORKING = "working"
_PATIENCE = 10.0
"""Seconds to wait for the workers of a batch that was killed: they end with the file that they are at."""


@contextmanager
def owned(folder: str) -> Iterator[None]:
    """Own the output folder alone: made where it is missing, cleared of what a killed batch left unfinished.

    Raises `BatchError` where another batch owns it or where nothing can be written there. The system gives the lock back when
    the process ends, however it ends.
    """
    state = Path(folder, STATE)
    try:
        (state / STAGED).mkdir(parents=True, exist_ok=True)
        lock = os.open(state / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        if not _locked(lock, shared=False):
            raise BatchError(folder, diagnose("output-locked", process=_owner(lock)), EXIT_OUTPUT)
        with _cleared(folder, state / STAGED):
            _sign(lock)
            yield
    finally:
        os.close(lock)


@contextmanager
def _cleared(folder: str, staged: Path) -> Iterator[None]:
    """Have nothing unfinished in the folder, neither before nor after."""
    try:
        _wait_for_workers(folder)
        _clear(staged)
        yield
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        with suppress(OSError):
            _clear(staged)


def working(folder: str) -> int:
    """Return a descriptor whose lock says that a worker writes below `folder`; it is held until the process ends."""
    descriptor = os.open(Path(folder, STATE, _WORKING), os.O_RDWR | os.O_CREAT, 0o666)
    _locked(descriptor, shared=True)
    return descriptor


def hold(stream: IO[bytes]) -> None:
    """Mark a file of rows as being written, until it is closed or the process ends."""
    _locked(stream.fileno(), shared=False)


def clear_rows(path: str) -> None:
    """Remove the unfinished rows that killed batches left beside `path`; those that are being written are held."""
    for left in Path(os.path.realpath(path)).parent.glob(f".episcript-{ROWS}*"):
        with suppress(OSError), left.open("rb") as stream:
            if _locked(stream.fileno(), shared=False):
                left.unlink()


def _wait_for_workers(folder: str) -> None:
    """Wait until no worker of a batch that was killed writes any more."""
    descriptor = os.open(Path(folder, STATE, _WORKING), os.O_RDWR | os.O_CREAT, 0o666)
    until = time.monotonic() + _PATIENCE
    try:
        while not _locked(descriptor, shared=False):
            if time.monotonic() > until:
                raise BatchError(folder, diagnose("output-locked", process=""), EXIT_OUTPUT)
            time.sleep(0.05)
    finally:
        os.close(descriptor)


def _locked(descriptor: int, *, shared: bool) -> bool:
    """Return whether the lock was free; a file system that knows no locks has none that could be taken."""
    try:
        import fcntl  # noqa: PLC0415 - POSIX
    except ImportError:
        return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in {errno.EAGAIN, errno.EACCES}
    return True


def _sign(lock: int) -> None:
    """Leave the number of this process for whom it keeps out."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0) if hasattr(os, "pwrite") else os.write(lock, b"")


def _owner(lock: int) -> str:
    number = os.pread(lock, 20, 0).decode("ascii", "replace") if hasattr(os, "pread") else ""
    return f" (process {number})" if number.isdigit() else ""


def _clear(staged: Path) -> None:
    """Remove what was not finished."""
    for path in staged.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
