"""The standard streams: data on stdout as bytes, words on stderr, neither ever a reason for a traceback."""

from __future__ import annotations

import errno
import os
import sys
from typing import IO, TYPE_CHECKING

from episcript.cli.escapes import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from episcript.model import Severity

_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "suggestion": "36", "info": "2"}


def say(text: str) -> None:
    """Write `text` to stderr; a stderr that is closed, full or gone loses the words and stops nothing."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def emit(data: bytes, *, safe: bool = False) -> None:
    """Write `data` to stdout as it is; on a terminal its controls are shown, so that none acts on it.

    `safe` says that all controls in it are ours, as those of colours.
    Raises `BrokenPipeError` where the reader went away and `OSError` where stdout is closed or full.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, "stdout is closed")
    if not safe and sys.stdout.isatty():
        data = visible(data.decode(errors="replace"), keep="\n\t").encode()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        silence(sys.stdout)  # what is left in the buffer would fail a second time when it is flushed
        raise _as_broken_pipe(error) from error


def flush() -> None:
    """Flush stdout, so that a reader that went away shows here and not in Python's own farewell."""
    if sys.stdout is not None:
        sys.stdout.flush()


def settle() -> None:
    """Leave nothing in the buffer of stdout that Python would fail to write while it shuts down."""
    try:
        flush()
    except OSError:
        silence(sys.stdout)


def silence(stream: IO[str] | None) -> None:
    """Point the file descriptor of `stream` at nothing: what is left in its buffer is not written."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def on_terminal() -> bool:
    """Return whether a person reads stderr."""
    return sys.stderr is not None and sys.stderr.isatty()


def paint(color: str) -> Callable[[Severity], str]:
    """Return the function that writes a severity, in colour where `--color` and the terminal want it."""
    return _painter(color, terminal=on_terminal())


def paint_stdout(color: str) -> Callable[[Severity], str]:
    """Return what `paint` returns, for words that are the data and go to stdout."""
    return _painter(color, terminal=sys.stdout is not None and sys.stdout.isatty())


def _painter(color: str, *, terminal: bool) -> Callable[[Severity], str]:
    auto = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if color == "always" or (color == "auto" and auto):
        return lambda severity: f"\x1b[{_COLOURS[severity]}m{severity}\x1b[0m"
    return str


def _as_broken_pipe(error: OSError) -> OSError:
    """Return `error`, on Windows as the `BrokenPipeError` that it means there."""
    gone = os.name == "nt" and error.errno == errno.EINVAL
    return BrokenPipeError(errno.EPIPE, error.strerror) if gone else error
