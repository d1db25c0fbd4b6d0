"""The memory of an output folder: which source and settings each output was made of, and the hash it had.

`FOLDER/.episcript/manifest.jsonl` holds a line a source. While a batch runs, each worker appends to a journal of its own;
the journals are taken over into the manifest at the end, or by the next batch where a plug was pulled. A line that is
torn is as if it had never been written.
"""

from __future__ import annotations

import io
import json
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from episcript.batch.model import Stamp

STATE = ".episcript"
"""The folder in an output folder that holds the state of batches."""

STAGED = "staged"
"""The folder in it where outputs lie until they are whole."""

_MANIFEST = "manifest.jsonl"
_JOURNALS = "journal-*.jsonl"


class Kept(NamedTuple):
    """What is remembered of an output: the hashes that are ours, the newest first, its size and time of change.

    `lacking` says that the episode could not give this format, `kept` that somebody's file was left in its place.
    """

    known: tuple[str, ...] = ()
    size: int = -1
    changed: int = -1
    lacking: bool = False
    kept: bool = False


class Record(NamedTuple):
    """A line of the manifest: a source (its path from the output folder), its hash and stamps, and its outputs.

    `skipped` is a source that holds no transcript.
    """

    source: str
    sha: str
    stamps: tuple[Stamp | None, ...]
    settings: str
    outputs: Mapping[str, Kept]
    skipped: bool = False


class Manifest(NamedTuple):
    """Where in `stream` the newest line of each output begins; a line is read when it is needed, which takes less memory."""

    stream: BinaryIO
    places: dict[str, int]

    def lines(self, outputs: Iterable[str]) -> tuple[bytes, ...]:
        """Return the lines that hold the outputs, each once."""
        places = {place: None for path in outputs if (place := self.places.get(path)) is not None}
        return tuple(map(self._line, places))

    def _line(self, place: int) -> bytes:
        self.stream.seek(place)
        return self.stream.readline()


def line_of(record: Record) -> bytes:
    """Return a record as a line of the manifest."""
    row = record._asdict() | {"outputs": {path: list(kept) for path, kept in record.outputs.items()}}
    return json.dumps(row).encode() + b"\n"


def record_of(line: bytes) -> Record:
    r"""Return the record in a line; a `ValueError` where it is none.

    >>> record_of(line_of(Record("a.md", "00", ((1, 2, 3),), "11", {"a.srt": Kept(("22",), 5, 6)}))).outputs
    {'a.srt': Kept(known=('22',), size=5, changed=6, lacking=False, kept=False)}
    """
    try:
        row = json.loads(line.decode())
        outputs = {path: Kept(tuple(known), *rest) for path, (known, *rest) in row["outputs"].items()}
        stamps = tuple(tuple(stamp) if stamp else None for stamp in row["stamps"])
        return Record(**(row | {"outputs": outputs, "stamps": stamps}))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


@contextmanager
def opened(folder: str | None) -> Iterator[Manifest]:
    """Yield what is known of the output folder, the journals of a batch that was cut off included; `None` is no folder."""
    state = Path(folder or "", STATE)
    found = _files(state) if folder else []
    with _joined(found) if found != [state / _MANIFEST] else found[0].open("rb") as stream:
        yield Manifest(stream, _places(_lines(stream)))


def listed(folder: str) -> set[str]:
    """Return the outputs in `folder` that a batch has written there."""
    with opened(folder) as known:
        return {path for path in known.places if record_of(known.lines([path])[0]).outputs[path].known}


def settle(folder: str, gone: Collection[str] = ()) -> None:
    """Take the journals over into the manifest, each line once, and the outputs `gone` off it.

    Raises `OSError` where that cannot be: then everything is as it was.
    """
    state = Path(folder, STATE)
    found = _files(state)
    if not gone and found in ([], [state / _MANIFEST]):
        return
    newest = set(_places(_lines_of(found), gone).values())
    temporary = state / STAGED / _MANIFEST
    with temporary.open("wb") as stream:
        stream.writelines(_without(line, gone) for place, line in _lines_of(found) if place in newest)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(state / _MANIFEST)
    for journal in state.glob(_JOURNALS):
        journal.unlink()


def _files(state: Path) -> list[Path]:
    """Return the manifest and the journals behind it, as far as they are there."""
    return [path for path in (state / _MANIFEST, *sorted(state.glob(_JOURNALS))) if path.is_file()]


def _joined(found: Iterable[Path]) -> BinaryIO:
    """Return the whole lines of several files as one: only until the batch takes them over."""
    return io.BytesIO(b"".join(line for _, line in _lines_of(found)))


def _lines_of(found: Iterable[Path]) -> Iterator[tuple[int, bytes]]:
    """Yield the whole lines of all files, each with its place in all of them together."""
    before = 0
    for path in found:
        with path.open("rb") as stream:
            for place, line in _lines(stream):
                yield before + place, line
            before += stream.tell()


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the whole lines of a file, each with its place; what follows the last line end was torn off."""
    place = 0
    for line in stream:
        if line.startswith(b"{") and line.endswith(b"\n"):
            yield place, line
        place += len(line)


def _places(lines: Iterable[tuple[int, bytes]], gone: Collection[str] = ()) -> dict[str, int]:
    """Return the place of the newest line that holds each output; a line that is no record is as if it were not there."""
    places: dict[str, int] = {}
    for place, line in lines:
        with suppress(ValueError):
            places.update(dict.fromkeys(record_of(line).outputs.keys() - gone, place))
    return places


def _without(line: bytes, gone: Collection[str]) -> bytes:
    """Return a line without the outputs `gone`."""
    record = record_of(line) if gone else None
    if record is None or record.outputs.keys().isdisjoint(gone):
        return line
    return line_of(
        record._replace(outputs={path: kept for path, kept in record.outputs.items() if path not in gone})
    )
