"""Many sources: the files that folders and patterns stand for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from episcript import registry
from episcript.cli.failures import reading
from episcript.cli.sources import PIPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PATTERN = frozenset("*?[")


def files_of(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the files that `sources` stand for, each once: of a folder those with a suffix that a reader knows.

    Hidden files and folders are passed over. What does not exist stays, so that its error can be told.
    """
    suffixes = frozenset(
        suffix for name in registry.reader_names() for suffix in registry.reader(name).FORMAT.suffixes
    )
    files: dict[str, None] = {}
    for source in sources:
        with reading(source):
            files |= dict.fromkeys(_files(source, suffixes))
    return tuple(files)


def _files(source: str, suffixes: frozenset[str]) -> Iterator[str]:
    if source == PIPE or Path(source).is_file():
        yield source
    elif Path(source).is_dir():
        yield from _below(source, suffixes)
    elif _PATTERN & set(source) and not Path(source).is_absolute():
        yield from sorted(os.fspath(path) for path in Path().glob(source) if path.is_file()) or [source]
    else:
        yield source


def _below(folder: str, suffixes: frozenset[str]) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.casefold().endswith(tuple(suffixes)):
                yield os.path.join(place, name)  # noqa: PTH118 - as the user wrote the folder
