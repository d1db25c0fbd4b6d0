"""The one error of the writers: the format asked for would be empty."""

from __future__ import annotations

from episcript.codes import EpiscriptError, diagnose


def nothing_to_write(format: str, reason: str, advice: str) -> EpiscriptError:  # noqa: A002 - the option's name
    """Return the error for `format` where an episode has nothing that it can hold (exit 3).

    >>> str(nothing_to_write("csv", "the source has no turns", "-t json holds its chapters"))
    'csv would be empty: the source has no turns; -t json holds its chapters'
    """
    return EpiscriptError(diagnose("nothing-to-write", format=format, reason=reason, advice=advice))
