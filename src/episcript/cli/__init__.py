"""The command line: `main` runs one command and returns its exit code."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of `episcript` run with `arguments`, by default those of the process.

    >>> main(["--no-such-option"])
    2
    """
    collecting = gc.isenabled()
    gc.disable()  # one run makes many values and no cycles: looking for them costs a fifth of a large file's time
    try:
        from episcript.cli.app import run  # noqa: PLC0415 - an interrupt during the imports is quiet too

        return run(arguments)
    except KeyboardInterrupt:
        from episcript.codes import EXIT_INTERRUPTED  # noqa: PLC0415 - start-up

        return EXIT_INTERRUPTED
    finally:
        if collecting:
            gc.enable()
