"""What the subtitle writers share: the lines of a cue that can stand in a file, and the refusal of a file without any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.lines import LINE_END
from episcript.refusal import nothing_to_show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.model import Cue, Episode


def written_cues(cues: Sequence[Cue], episode: Episode, format: str) -> list[tuple[Cue, list[str]]]:  # noqa: A002
    """Return each cue that has words beside its lines; raises `EpiscriptError` where none has.

    A blank line would end the cue in every player, so there is none in the lines.
    """
    found = [(cue, lines) for cue in cues if (lines := _lines(cue))]
    if not found:
        raise nothing_to_show(format, episode)
    return found


def _lines(cue: Cue) -> list[str]:
    return [part for line in cue.lines for part in LINE_END.split(line) if part.strip()]
