"""Stamps and hashes of files, and the rule for what may be replaced."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from episcript.batch.model import Stamp

Choice = Literal["same", "replace", "keep"]

_RECENT = 2_000_000_000
"""Nanoseconds within which a file can change twice and keep its time on some file systems."""


def stamp(path: str) -> Stamp | None:
    """Return size and times of a file, `None` where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of them
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def settled(stamps: Sequence[Stamp | None]) -> tuple[Stamp | None, ...]:
    """Return the stamps that can be trusted later: a file that has only just changed may change again unseen."""
    now = time.time_ns()
    return tuple(one if one and one[1] < now - _RECENT else None for one in stamps)


def fingerprint(paths: Iterable[str]) -> str:
    """Return the hash of the bytes of all files together; raises `OSError` where one cannot be read."""
    digests = [hash_of(path) for path in paths]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def hash_of(path: str) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with open(path, "rb") as stream:  # noqa: PTH123 - thousands of them
        return hashlib.file_digest(stream, "sha256").hexdigest()


def present(path: str) -> str | None:
    """Return the hash of the regular file at `path`, `""` for one without any content, `None` where there is nothing.

    Raises `OSError` for what is no file, or cannot be read. A power failure leaves files that are empty or all zeros.
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of them
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    return "" if found.st_size == 0 or _is_blank(path) else hash_of(path)


def choice(there: str | None, new: str, known: Collection[str], *, force: bool) -> Choice:
    """Return what to do with the file that is there: hands off what neither we wrote nor is what we would write.

    >>> choice(None, "new", (), force=False), choice("new", "new", (), force=False)
    ('replace', 'same')
    >>> choice("ours", "new", ("ours",), force=False), choice("edited", "new", ("ours",), force=False)
    ('replace', 'keep')
    """
    if there == new:
        return "same"
    return "replace" if force or not there or there in known else "keep"


def _is_blank(path: str) -> bool:
    with Path(path).open("rb") as stream:
        return stream.read(1) == b"\0" and not any(b"".join(iter(lambda: stream.read(1 << 16), b"")))
