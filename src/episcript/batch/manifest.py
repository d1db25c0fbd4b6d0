"""The memory of an output folder: which source and settings each output was made of, and the hash it had.

`FOLDER/.episcript/manifest.jsonl` holds a line a source. While a batch runs, each worker appends to a journal of its own;
the journals are taken over into the manifest at the end, or by the next batch where a plug was pulled. A line that is
torn is as if it had never been written.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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

    number: int
    source: str
    sha: str
    stamps: tuple[Stamp | None, ...]
    settings: str
    outputs: Mapping[str, Kept]
    skipped: bool = False


class Manifest(NamedTuple):
    """The newest line that holds each output; lines are read again when they are needed, which takes less memory."""

    lines: dict[str, bytes]

    @property
    def last(self) -> int:
        """The number of the newest line."""
        return max(map(_number, set(self.lines.values())), default=0)


def line_of(record: Record) -> bytes:
    """Return a record as a line of the manifest."""
    row = record._asdict() | {"outputs": {path: list(kept) for path, kept in record.outputs.items()}}
    return json.dumps(row).encode() + b"\n"


def record_of(line: bytes) -> Record:
    r"""Return the record in a line; a `ValueError` where it is none.

    >>> record_of(line_of(Record(1, "a.md", "00", ((1, 2, 3),), "11", {"a.srt": Kept(("22",), 5, 6)}))).outputs
    {'a.srt': Kept(known=('22',), size=5, changed=6, lacking=False, kept=False)}
    """
    try:
        row = json.loads(line)
        outputs = {path: Kept(tuple(known), *rest) for path, (known, *rest) in row["outputs"].items()}
        stamps = tuple(tuple(stamp) if stamp else None for stamp in row["stamps"])
        return Record(**(row | {"outputs": outputs, "stamps": stamps}))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def load(folder: str) -> Manifest:
    """Return what is known of the output folder, the journals of a batch that was cut off included."""
    manifest = Manifest({})
    state = Path(folder, STATE)
    journals = [line for path in sorted(state.glob(_JOURNALS)) for line in _lines(path)]
    for line in chain(_lines(state / _MANIFEST), sorted(journals, key=_number)):
        _take(line, manifest)
    return manifest


def listed(folder: str) -> Iterator[str]:
    """Yield the outputs in `folder` that a batch has written there."""
    for path, line in load(folder).lines.items():
        if record_of(line).outputs[path].known:
            yield path


def save(manifest: Manifest, folder: str) -> None:
    """Write the manifest anew, each line once, and drop the journals; raises `OSError` where that cannot be."""
    state = Path(folder, STATE)
    lines = sorted(set(manifest.lines.values()), key=_number)
    temporary = state / STAGED / _MANIFEST
    with temporary.open("wb") as stream:
        stream.writelines(lines)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(state / _MANIFEST)
    for journal in state.glob(_JOURNALS):
        journal.unlink()


def journaled(folder: str) -> bool:
    """Return whether there are journals to be taken over."""
    return any(True for _ in Path(folder, STATE).glob(_JOURNALS))


def forget(manifest: Manifest, outputs: Iterable[str]) -> None:
    """Take outputs off the list."""
    for path in outputs:
        manifest.lines.pop(path, None)


def _take(line: bytes, manifest: Manifest) -> None:
    try:
        record = record_of(line)
    except ValueError:
        return
    for path in record.outputs:
        manifest.lines[path] = line


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the whole lines of a file; what follows the last line end was torn off."""
    with suppress(OSError), path.open("rb") as stream:
        yield from (line for line in stream if line.startswith(b"{") and line.endswith(b"\n"))


def _number(line: bytes) -> int:
    """Return the number of a line, 0 where it is torn."""
    head = line[:40].removeprefix(b'{"number": ').partition(b",")[0]
    return int(head) if head.isdigit() else 0
