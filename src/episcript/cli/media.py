"""Media files: their chapters are what ffprobe says, and its JSON goes to a reader like any source."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from episcript.cli.failures import CommandError
from episcript.cli.sources import PIPE
from episcript.cli.sources import load as load_text
from episcript.codes import EXIT_INPUT, diagnose

if TYPE_CHECKING:
    from episcript.model import Options

_SAMPLE = 64
"""Bytes in which a media file shows itself."""
_COMMAND = (
    *("ffprobe", "-v", "error", "-protocol_whitelist", "file", "-print_format", "json"),
    *("-show_chapters", "-show_entries", "format_tags=title", "-i"),
)


def load(source: str, options: Options) -> tuple[bytes, Options]:
    """Return the bytes of `source` and how to read them; of a media file those are what ffprobe says of its chapters."""
    if not _is_media(source):
        return load_text(source, options.max_bytes), options
    return _probed(source), replace(options, from_format="ffprobe")


def _is_media(source: str) -> bool:
    from episcript.decode import is_media  # noqa: PLC0415 - start-up

    try:
        if source == PIPE or not Path(source).is_file():
            return False
        with Path(source).open("rb") as stream:
            return is_media(stream.read(_SAMPLE))
    except OSError:
        return False


def _probed(source: str) -> bytes:
    """Return the JSON of ffprobe; `file:` keeps a name from being taken for an option or an address."""
    try:
        run = subprocess.run(  # noqa: S603 - the program is ours to choose, the file the user's
            [*_COMMAND, f"file:{source}"], capture_output=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        raise _refused(source, "chapters inside media files need ffprobe, a part of ffmpeg") from None
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip().splitlines() or ["it failed"]
        raise _refused(source, f"ffprobe: {said[-1]}")
    return run.stdout


def _refused(source: str, reason: str) -> CommandError:
    return CommandError(source, diagnose("unreadable", reason=reason), EXIT_INPUT)
