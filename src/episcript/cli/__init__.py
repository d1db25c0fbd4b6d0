"""The command line: `main` runs one command and returns its exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of `episcript` run with `arguments`, by default those of the process.

    >>> main(["--no-such-option"])
    2
    """
    try:
        from episcript.cli.app import run  # noqa: PLC0415 - an interrupt during the imports is quiet too

        return run(arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED
