"""Writing files so that each is whole or absent, and either all of them change or none."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from episcript.cli import streams
from episcript.cli.failures import writing
from episcript.cli.targets import STDOUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class _Staged(NamedTuple):
    """A whole temporary file, the file that it is to become, and the path the user gave."""

    temporary: Path
    target: Path
    path: str


def write_all(contents: Sequence[tuple[str, bytes]]) -> None:
    """Write each `(path, data)`; `-` is stdout. A `CommandError` names the path that could not be written.

    Regular files go to a temporary sibling first and are renamed when all of them are whole. What is no regular file
    (a device, a FIFO) is written directly: as root, a rename would replace the device.
    """
    staged: list[_Staged] = []
    try:
        for path, data in contents:
            if _is_regular(path):
                staged.append(_stage(path, data))
        for path, data in contents:
            if not _is_regular(path):
                _write_through(path, data)
        _rename(staged)
    finally:
        for one in staged:
            one.temporary.unlink(missing_ok=True)


@contextmanager
def replacing(path: str, kind: str = "") -> Iterator[Path]:
    """Yield the path to write to so that `path` is replaced, whole, at the end; what went wrong leaves it as it was.

    A temporary sibling, for a regular file or none; else `path` itself. `kind` goes into the name of the sibling.
    """
    if not _is_regular(path):
        yield Path(path)
        return
    staged = _stage(path, b"", kind)
    try:
        yield staged.temporary
        _rename([staged])
    finally:
        staged.temporary.unlink(missing_ok=True)


def _is_regular(path: str) -> bool:
    """Return whether `path` is, or would become, a regular file; links are followed."""
    with writing(path):
        return path != STDOUT and (Path(path).is_file() or not Path(path).exists())


def _stage(path: str, data: bytes, kind: str = "") -> _Staged:
    """Write `data` to a new sibling of the file that `path` leads to, with the mode of that file."""
    with writing(path):
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".episcript-{kind}{os.urandom(6).hex()}")
        try:
            _write_new(temporary, data, _kept_mode(target))
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return _Staged(temporary, target, path)


def _kept_mode(target: Path) -> int | None:
    """Return the mode of an existing file, `None` where there is none; one that is write-protected is refused."""
    if not target.exists():
        return None
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(target.stat().st_mode)


def _write_new(temporary: Path, data: bytes, mode: int | None) -> None:
    with temporary.open("xb") as stream:
        stream.write(data)
    if mode is not None:
        temporary.chmod(mode)


def _write_through(path: str, data: bytes) -> None:
    """Write `data` to stdout or to a device; nothing is renamed onto it."""
    with writing("stdout" if path == STDOUT else path):
        if path == STDOUT:
            streams.emit(data)
        else:
            Path(path).write_bytes(data)


def _rename(staged: list[_Staged]) -> None:
    """Give the temporaries their names; those that got one leave the list."""
    while staged:
        with writing(staged[0].path):
            staged[0].temporary.replace(staged[0].target)
        staged.pop(0)
