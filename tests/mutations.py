"""Damaged sources of every format: truncated, spliced, with bytes flipped, nested ten thousand deep.

usage: python tests/mutations.py [COUNT] [FORMAT...]: read COUNT damaged files a format, print faults and the slowest one
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from episcript.codes import EpiscriptError
from episcript.pipeline import ledger, read, repaired

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
LIMIT = 2.0
"""CPU seconds: what takes longer hangs."""
DEEP = 10_000
_LEDGERS = 10
"""The ledger of every so many files is asked for, too."""
_NESTS = {
    "csv": ('"', '"'),
    "html": ("<div>", "</div>"),
    "json": ('{"a": [', "]}"),
    "jsonl": ('{"a": [', "]}"),
    "md": ("> ", "**"),
    "srt": ("<i>", "</i>"),
    "table": ("|", "|"),
    "txt": ("[(", ")]"),
    "vtt": ("<v Ann><c>", "</c>"),
    "xml": ("<a><b c='d'>", "</b></a>"),
}
"""What opens and what closes in a format; in others it is what does so in JSON."""


def samples() -> dict[str, list[bytes]]:
    """Return the fixtures of the readers by format."""
    names = {path.name for path in (HERE / "readers").iterdir()} - {"episodes"}
    found: dict[str, list[bytes]] = {name: [] for name in sorted(names | _NESTS.keys())}
    for path in sorted([*(HERE / "readers").glob("*/*"), *(HERE.parent / "data" / "episodes").iterdir()]):
        name = path.parent.name if path.parent.name in found else path.suffix[1:]
        if name in found and ".expected." not in path.name:
            found[name].append(path.read_bytes())
    found["html"] += [_page(data) for data in found["md"]]
    return found


def _page(post: bytes) -> bytes:
    lines = "".join(f"<p><b>{line}</b>: {line}</p>" for line in post.decode().splitlines() if line)
    return f"<!doctype html><html><body><article>{lines}</article></body></html>".encode()


def damaged(rng: random.Random, name: str, found: dict[str, list[bytes]]) -> bytes:
    """Return a damaged file of a format."""
    data = rng.choice(found[name])
    way: Callable[[random.Random, bytes, str, dict[str, list[bytes]]], bytes] = rng.choice(_WAYS)
    return way(rng, data, name, found)


def _truncated(rng: random.Random, data: bytes, name: str, found: dict[str, list[bytes]]) -> bytes:  # noqa: ARG001 - one signature
    return data[: rng.randrange(len(data))]


def _spliced(rng: random.Random, data: bytes, name: str, found: dict[str, list[bytes]]) -> bytes:  # noqa: ARG001 - one signature
    other = rng.choice(found[rng.choice(sorted(found))])
    return data[: rng.randrange(len(data))] + other[rng.randrange(len(other)) :]


def _without_a_stretch(rng: random.Random, data: bytes, name: str, found: dict[str, list[bytes]]) -> bytes:  # noqa: ARG001 - one signature
    first, last = sorted(rng.randrange(len(data)) for _ in range(2))
    return data[:first] + data[last:]


def _flipped(rng: random.Random, data: bytes, name: str, found: dict[str, list[bytes]]) -> bytes:  # noqa: ARG001 - one signature
    changed = bytearray(data)
    for _ in range(rng.randint(1, 30)):
        changed[rng.randrange(len(changed))] = rng.choice((rng.randrange(256), *b'{}[]",:<>&/\\0\n;|-. '))
    return bytes(changed)


def _repeated(rng: random.Random, data: bytes, name: str, found: dict[str, list[bytes]]) -> bytes:  # noqa: ARG001 - one signature
    first, last = sorted(rng.randrange(len(data)) for _ in range(2))
    return data[:first] + data[first : min(last, first + 200)] * rng.randint(2, 200) + data[last:]


def _nested(rng: random.Random, data: bytes, name: str, found: dict[str, list[bytes]]) -> bytes:  # noqa: ARG001 - one signature
    before, behind = (mark.encode() * DEEP for mark in _NESTS.get(name, _NESTS["json"]))
    at = rng.randrange(len(data))
    inside = rng.choice((b"", data[at : at + 200]))
    return data[:at] + before + inside + rng.choice((b"", behind)) + data[at:]


_WAYS = (_truncated, _spliced, _without_a_stretch, _flipped, _flipped, _repeated, _nested)


def faults(name: str, count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield what is wrong with the reading of `count` damaged files, each with the file."""
    rng, found = random.Random(f"{name} {seed}"), samples()  # noqa: S311 - the same files in every run
    for number in range(count):
        data = damaged(rng, name, found)
        begun = time.process_time()
        try:
            read(data)
            if number % _LEDGERS == 0:
                _check_ledger(data)
        except EpiscriptError as error:
            if error.diagnostic.code == "internal" or "\n" in error.diagnostic.message:
                yield f"refused with {error}", data
        except Exception:  # noqa: BLE001 - every other one is a fault
            yield " < ".join(traceback.format_exc().splitlines()[-1:-6:-1]), data
        if (spent := time.process_time() - begun) > LIMIT:
            yield f"takes {spent:.1f} s", data


def _check_ledger(data: bytes) -> None:
    """Raise where the ledger does not tell of every character of the source."""
    entries, text = ledger(data), repaired(data)
    if entries and entries[-1].end > len(text):
        message = f"the ledger ends at {entries[-1].end} of {len(text)}"
        raise AssertionError(message)


def main() -> int:
    """Print the faults; return 1 where there is one."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    failed = 0
    for name in sys.argv[2:] or samples():
        begun = time.process_time()
        for fault, data in faults(name, count):
            failed += 1
            Path(f"/tmp/mutation-{name}-{failed}").write_bytes(data)  # noqa: S108 - to look at
            print(f"{name} {failed}: {fault}", flush=True)  # noqa: T201 - its output
        print(f"{name}: {count} files, {time.process_time() - begun:.0f} s", flush=True)  # noqa: T201 - its output
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
