"""What ends a run: an exception that names the file, and how other exceptions become one."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from episcript.codes import EXIT_INPUT, EXIT_OUTPUT, EXIT_USAGE, EpiscriptError, diagnose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Diagnostic


class CommandError(Exception):
    """The run ends: `diagnostic` says why, `file` what it is about, `exit_code` what the command returns."""

    def __init__(self, file: str, diagnostic: Diagnostic, exit_code: int) -> None:
        """Keep the fields; they are the arguments, so that the error pickles."""
        super().__init__(file, diagnostic, exit_code)
        self.file = file
        self.diagnostic = diagnostic
        self.exit_code = exit_code


def usage(reason: str, hint: str = "") -> CommandError:
    """Return the error for a wrong command line; `hint` holds the words to type.

    >>> usage("no format").exit_code
    2
    """
    return CommandError("episcript", diagnose("usage", reason=reason, hint=hint), EXIT_USAGE)


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Turn whatever goes wrong with the source `file` into a `CommandError` that names it.

    `python -X dev` lets an unexpected exception through, with its traceback.
    """
    try:
        yield
    except CommandError:
        raise
    except EpiscriptError as error:
        raise CommandError(file, error.diagnostic, error.exit_code) from error
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        raise CommandError(file, _unreadable(error), EXIT_INPUT) from error


@contextmanager
def writing(file: str) -> Iterator[None]:
    """Turn an `OSError` while `file` is written into a `CommandError`; a closed pipe is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        in_the_way = isinstance(
            error, FileExistsError
        )  # what the systems say of a file where a folder should be differs
        reason = "a file stands where a folder should be" if in_the_way else error.strerror or str(error)
        raise CommandError(file, diagnose("unwritable", reason=reason), EXIT_OUTPUT) from error


def _unreadable(error: Exception) -> Diagnostic:
    """Return the diagnostic for an exception that is none of ours."""
    match error:
        case FileNotFoundError():
            return diagnose("no-such-file")
        case IsADirectoryError():
            return diagnose("is-folder")
        case OSError():
            return diagnose("unreadable", reason=error.strerror or str(error))
        case MemoryError():
            return diagnose("unreadable", reason="not enough memory")
        case RecursionError():
            return diagnose("unreadable", reason="nested too deeply")
        case _:
            return diagnose("unreadable", reason=_bug(error))


def _bug(error: Exception) -> str:
    """Return where an unexpected exception came from, in one line."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}: a bug of episcript, please report it"
