"""Where the input comes from: one file or stdin, never more of it in memory than `--max-bytes`."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from episcript.cli.failures import CommandError, reading, usage
from episcript.cli.words import typed
from episcript.codes import EXIT_INPUT, diagnose

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BufferedReader

PIPE = "-"
"""The source that means stdin, and its name in remarks."""

_EXAMPLES = {"chapters": "youtube"}
"""The format that a line to type names, where `srt` is none of the command's."""

_CHUNK = 1 << 20
_LISTED = 4


def chosen(sources: Sequence[str], command: str) -> str:
    """Return the one source of `command`; without any, a pipe on stdin is meant."""
    if len(sources) > 1:
        raise _too_many(sources, command)
    if sources:
        return sources[0]
    _require_pipe(f"episcript {command} talk.md -t {_EXAMPLES.get(command, 'srt')}")
    return PIPE


def several(sources: Sequence[str], command: str) -> tuple[str, ...]:
    """Return the sources of `command`, each once; without any, a pipe on stdin is meant."""
    if not sources:
        _require_pipe(f"episcript {command} talk.md -o mended.md")
    return tuple(dict.fromkeys(sources)) or (PIPE,)


def _require_pipe(line: str) -> None:
    if sys.stdin is None or sys.stdin.isatty():
        raise usage("no source", f"type: {line}")


def load(source: str, max_bytes: int) -> bytes:
    """Return the bytes of `source`; a `CommandError` where it cannot be read or is larger than `max_bytes`."""
    with reading(source):
        if source == PIPE:
            return _from_stdin(max_bytes)
        if Path(source).is_dir():  # Windows says "permission denied" where one is opened
            raise IsADirectoryError
        with Path(source).open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > max_bytes:
                raise _too_large(source, max_bytes)
            return _bounded(stream, source, max_bytes)


def base_name(source: str) -> str | None:
    """Return the file name without its folders, `None` for a pipe.

    >>> base_name("a/talk.md"), base_name("-")
    ('talk.md', None)
    """
    return None if source == PIPE else Path(source).name


def stem(name: str | None) -> str:
    """Return what output files are named after: the base name without its last suffix, `stdin` for a pipe.

    >>> stem("talk.md"), stem(None)
    ('talk', 'stdin')
    """
    return Path(name).stem if name else "stdin"


def recorded(name: str | None) -> str | None:
    r"""Return `name` as `source.name` holds it; bytes of a file name that are no UTF-8 become U+FFFD.

    >>> recorded("caf\udce9.md")
    'caf\ufffd.md'
    """
    return None if name is None else name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def same_file(source: str, path: str) -> bool:
    """Return whether `path` is the regular file that is read, by whatever name, link or redirection."""
    try:
        read = os.fstat(sys.stdin.fileno()) if source == PIPE else Path(source).stat()
        return stat.S_ISREG(read.st_mode) and os.path.samestat(read, Path(path).stat())
    except (OSError, AttributeError, ValueError):
        return False


def _from_stdin(max_bytes: int) -> bytes:
    if sys.stdin is None:
        raise OSError(errno.EBADF, "stdin is closed")
    return _bounded(cast("BufferedReader", sys.stdin.buffer), PIPE, max_bytes)


def _bounded(stream: BufferedReader, source: str, max_bytes: int) -> bytes:
    """Return what `stream` holds, read in pieces until it ends or is too large; between them Ctrl-C is heard."""
    pieces: list[bytes] = []
    left = max_bytes + 1
    while left > 0 and (piece := stream.read1(min(_CHUNK, left))):
        pieces.append(piece)
        left -= len(piece)
    if left <= 0:
        raise _too_large(source, max_bytes)
    return b"".join(pieces)


def _too_large(source: str, max_bytes: int) -> CommandError:
    return CommandError(source, diagnose("too-large", limit=f"{max_bytes:,}"), EXIT_INPUT)


def _too_many(sources: Sequence[str], command: str) -> CommandError:
    """Return the batch, or for other commands the shell loop, to type; most often a glob was given."""
    from shlex import join  # noqa: PLC0415 - start-up

    if command == "convert":
        named = sources if len(sources) <= _LISTED else [str(Path(sources[0]).parent)]
        line = typed("batch", *named, "-o", "out", "-t", "srt")
        return usage(f"convert takes one source at a time, not {len(sources)}", f"type: {line}")
    suffix = Path(sources[0]).suffix
    files = join(sources) if len(sources) <= _LISTED else f"*{suffix}"
    example = _EXAMPLES.get(command, "srt")
    loop = f'for file in {files}; do episcript {command} "$file" -t {example} -o out/; done'
    return usage(f"{command} takes one source at a time, not {len(sources)}", f"type: {loop}")
