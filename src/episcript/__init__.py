"""Turn the raw text of a podcast episode into speaker turns, chapters, subtitles, JSON and Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from episcript.codes import EpiscriptError
    from episcript.files import read_file
    from episcript.model import (
        Chapter,
        Cue,
        Diagnostic,
        Episode,
        LedgerEntry,
        Mark,
        Note,
        Options,
        Repair,
        Source,
        Speaker,
        Turn,
    )
    from episcript.pipeline import convert_bytes, ledger, read, read_chapters, timed, with_chapters, write

__version__ = "0.1.0"

_HOMES = {
    "EpiscriptError": "codes",
    "read_file": "files",
    "convert_bytes": "pipeline",
    "ledger": "pipeline",
    "read": "pipeline",
    "read_chapters": "pipeline",
    "timed": "pipeline",
    "with_chapters": "pipeline",
    "write": "pipeline",
}

__all__ = [
    "Chapter",
    "Cue",
    "Diagnostic",
    "EpiscriptError",
    "Episode",
    "LedgerEntry",
    "Mark",
    "Note",
    "Options",
    "Repair",
    "Source",
    "Speaker",
    "Turn",
    "convert_bytes",
    "ledger",
    "read",
    "read_chapters",
    "read_file",
    "timed",
    "with_chapters",
    "write",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `--help` and `--version` pay for nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'episcript' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - start-up

    return getattr(import_module(f"episcript.{_HOMES.get(name, 'model')}"), name)
