"""The refusals of an output that would be empty: what every writer and the cues raise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.codes import EpiscriptError, diagnose

if TYPE_CHECKING:
    from episcript.model import Episode


def nothing_to_write(format: str, reason: str, advice: str) -> EpiscriptError:  # noqa: A002 - the option's name
    """Return the error for `format` where an episode has nothing that it can hold (exit 3).

    >>> str(nothing_to_write("csv", "the source has no turns", "-t json holds its chapters"))
    'csv would be empty: the source has no turns; -t json holds its chapters'
    """
    return EpiscriptError(diagnose("nothing-to-write", format=format, reason=reason, advice=advice))


def nothing_to_show(format: str, episode: Episode) -> EpiscriptError:  # noqa: A002 - the option's name
    """Return the error for a format of cues where no turn has words.

    >>> from episcript.model import Episode
    >>> str(nothing_to_show("srt", Episode()))
    'srt would be empty: the source has no turns; -t json holds what there is'
    """
    reason = "no turn has words" if episode.turns else "the source has no turns"
    return nothing_to_write(format, reason, "-t json holds what there is")
