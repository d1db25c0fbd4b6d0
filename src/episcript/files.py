"""Reading an episode from a path: the only place below the command line that opens a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from episcript.pipeline import read

if TYPE_CHECKING:
    import os

    from episcript.model import Episode, Options


def read_file(path: str | os.PathLike[str], options: Options | None = None) -> Episode:
    """Return the episode in the file at `path`; its base name becomes `source.name`.

    Raises `OSError` where the file cannot be opened and `EpiscriptError` where it cannot be read as an episode.
    """
    return read(Path(path).read_bytes(), name=Path(path).name, options=options)
