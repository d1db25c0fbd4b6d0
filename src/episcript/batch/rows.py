"""One big output: the rows of all episodes in one stream, compressed and in columns where its name says so."""

from __future__ import annotations

import json
from contextlib import contextmanager
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GROUP_BYTES = 16 * 1024 * 1024
"""A row group of Parquet ends behind the episode with which it has that many bytes as JSON."""

_ENCODINGS = {".gz": "gzip", ".zst": "zstd"}
_FORMATS = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}

_TYPES = {
    "turn": "int32",
    "part": "int32",
    "chapter": "int32",
    "start": "float64",
    "end": "float64",
    "line": "int64",
    "uncertainty": "float64",
}
"""The columns that are no strings."""


class Big(NamedTuple):
    """What the name of one output says: the format of the rows, and how they are compressed."""

    format: str
    encoding: str | None

    @property
    def writer(self) -> str:
        """The writer that makes the rows: columns are made of JSON Lines."""
        return "jsonl" if self.format == "parquet" else self.format


class Sink(Protocol):
    """Takes the rows of one episode after the other."""

    def write(self, rows: bytes) -> None: ...  # noqa: D102 - the class says it


def big(name: str) -> Big | None:
    """Return what the name of an output for all rows says, `None` for a folder.

    >>> big("all.csv.gz"), big("all.parquet").writer, big("out")
    (Big(format='csv', encoding='gzip'), 'jsonl', None)
    """
    folded = name.casefold()
    suffix = next((one for one in _ENCODINGS if folded.endswith(one)), "")
    plain = folded.removesuffix(suffix)
    found = next((format_ for end, format_ in _FORMATS.items() if plain.endswith(end)), None)
    return None if found is None else Big(found, _ENCODINGS.get(suffix))


def required(wanted: Big) -> str | None:
    """Return the extra that has to be installed for `wanted`, `None` where nothing is missing."""
    try:
        if wanted.format == "parquet":
            import_module("pyarrow.parquet")
        if wanted.encoding == "zstd":
            _zstd()
    except ImportError:
        return "parquet" if wanted.format == "parquet" else "zstd"
    return None


@contextmanager
def sink(stream: IO[bytes], wanted: Big) -> Iterator[Sink]:
    """Yield what takes the rows and writes them to `stream` as `wanted` says."""
    with _OPENERS[wanted.encoding](stream) as packed:
        if wanted.format == "parquet":
            with _columns(packed) as columns:
                yield columns
        else:
            yield Lines(packed.write, header=wanted.format == "csv")


class Lines:
    """Rows as they come; of several headers the first."""

    def __init__(self, write: Callable[[bytes], object], *, header: bool) -> None:
        """Take where the bytes go, and whether every episode brings a header."""
        self._write = write
        self._header = header
        self._begun = False

    def write(self, rows: bytes) -> None:
        """Write the rows of one episode."""
        if rows:
            self._write(rows.partition(b"\n")[2] if self._header and self._begun else rows)
            self._begun = True


class _Columns:
    """Rows gathered into groups, with types that do not depend on what the first rows hold."""

    def __init__(self, arrow: Any, writer: Any) -> None:  # noqa: ANN401 - untyped
        self._arrow = arrow
        self._writer = writer
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, rows: bytes) -> None:
        """Take the rows of one episode; a full group is written."""
        self._waiting.append(rows)
        self._size += len(rows)
        if self._size >= GROUP_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what waits as one row group."""
        records = [json.loads(line) for line in b"".join(self._waiting).split(b"\n") if line]
        self._waiting, self._size = [], 0
        if records:
            self._writer.write_table(self._arrow.Table.from_pylist(records, schema=self._writer.schema))


@contextmanager
def _columns(stream: IO[bytes]) -> Iterator[_Columns]:
    from episcript.writers._rows import COLUMNS  # noqa: PLC0415 - start-up

    arrow = import_module("pyarrow")
    fields = [
        (name, getattr(arrow, _TYPES[name])() if name in _TYPES else arrow.string()) for name in COLUMNS
    ]
    with import_module("pyarrow.parquet").ParquetWriter(stream, arrow.schema(fields)) as writer:
        columns = _Columns(arrow, writer)
        yield columns
        columns.flush()


@contextmanager
def _plain(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    yield stream


@contextmanager
def _gzipped(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    from gzip import GzipFile  # noqa: PLC0415 - start-up

    with GzipFile(
        "", "wb", fileobj=stream, mtime=0
    ) as packed:  # no time inside: the same rows are the same bytes
        yield packed  # type: ignore[misc]


@contextmanager
def _zstandard(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    with _zstd()(stream) as packed:
        yield packed


def _zstd() -> Callable[[IO[bytes]], Any]:
    """Return what opens a compressed stream: Python's own from 3.14 on, else the package."""
    try:
        found = import_module("compression.zstd")
    except ImportError:
        compressor = import_module("zstandard").ZstdCompressor()
        return lambda stream: compressor.stream_writer(stream, closefd=False)
    return lambda stream: found.ZstdFile(stream, "wb")


_OPENERS = {None: _plain, "gzip": _gzipped, "zstd": _zstandard}
