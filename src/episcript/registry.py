"""Which readers and writers exist: found by file name, imported one at a time when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.model import Cue, Diagnostic, Episode, Options
    from episcript.reading import Reading, Score


@dataclass(frozen=True, slots=True)
class ReaderFormat:
    """What a reader module says of its format: a title, usual suffixes and MIME types.

    `records` marks structured data: such sources are repaired in their decoded strings, not as text. `chapters` says that
    a source holds chapters and nothing else.
    """

    title: str
    suffixes: tuple[str, ...]
    mimes: tuple[str, ...]
    records: bool = False
    chapters: bool = False


@dataclass(frozen=True, slots=True)
class WriterFormat:
    """What a writer module says of its format: a title, the one suffix that it owns, its MIME type.

    `holds` says in a phrase what of an episode the format can hold; the docs print it. `chapters` says that it holds
    chapters and nothing else.
    """

    title: str
    suffix: str
    mime: str
    holds: str
    chapters: bool = False


class Reader(Protocol):
    """A module in `readers`: `score` sees the first 64 KiB, `read` the whole text."""

    FORMAT: ReaderFormat

    def score(self, sample: str) -> Score: ...  # noqa: D102 - the class says it
    def read(self, text: str, options: Options) -> Reading: ...  # noqa: D102


class EpisodeWriter(Protocol):
    """A module in `writers` that writes the episode as a whole."""

    FORMAT: WriterFormat

    def write(self, episode: Episode, options: Options) -> str: ...  # noqa: D102


class ChapterWriter(EpisodeWriter, Protocol):
    """A module in `writers` that writes the chapters, and says what it cannot hold and what its player refuses."""

    def remarks(self, episode: Episode) -> Iterable[Diagnostic]: ...  # noqa: D102


class CueWriter(Protocol):
    """A module in `writers` that writes timed cues."""

    FORMAT: WriterFormat

    def write_cues(self, cues: Sequence[Cue], episode: Episode, options: Options) -> str: ...  # noqa: D102


class RowWriter(Protocol):
    """A module in `writers` that can also write a row a cue."""

    def write_cue_rows(self, cues: Sequence[Cue], episode: Episode, options: Options) -> str: ...  # noqa: D102


@cache
def _names(package: str) -> tuple[str, ...]:
    """Return the module names of a package in order, without importing them; `_` in a file name is `-`."""
    found = (entry.name for entry in Path(__file__).with_name(package).iterdir())
    return tuple(
        sorted(
            name[:-3].replace("_", "-") for name in found if name.endswith(".py") and not name.startswith("_")
        )
    )


def reader_names() -> tuple[str, ...]:
    """Return the names of all readers, without importing them.

    >>> "md" in reader_names()
    True
    """
    return _names("readers")


def writer_names() -> tuple[str, ...]:
    """Return the names of all writers, without importing them.

    >>> "srt" in writer_names()
    True
    """
    return _names("writers")


def reader(name: str) -> Reader:
    """Import and return the reader `name`; a `KeyError` where there is none."""
    if name not in reader_names():
        raise KeyError(name)
    return cast("Reader", import_module(f"episcript.readers.{name.replace('-', '_')}"))


def writer(name: str) -> EpisodeWriter | CueWriter | ChapterWriter:
    """Import and return the writer `name`; a `KeyError` where there is none."""
    if name not in writer_names():
        raise KeyError(name)
    return cast(
        "EpisodeWriter | CueWriter | ChapterWriter",
        import_module(f"episcript.writers.{name.replace('-', '_')}"),
    )


def writer_of_suffix(file_name: str) -> str | None:
    """Return the writer that owns the longest suffix of `file_name`, or `None`.

    >>> writer_of_suffix("talk.srt")
    'srt'
    """
    owners = ((writer(name).FORMAT.suffix, name) for name in writer_names())
    fitting = [(len(suffix), name) for suffix, name in owners if file_name.casefold().endswith(suffix)]
    return max(fitting)[1] if fitting else None
