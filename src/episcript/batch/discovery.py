"""Which files are sources: folders walked without what no one keeps episodes in, globs, and lists of names."""

from __future__ import annotations

import glob
import os
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from episcript.batch.manifest import STATE, listed
from episcript.batch.model import BatchError, Found
from episcript.codes import EXIT_INPUT, diagnose

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

_LEFT_OUT = frozenset(("node_modules", "__pycache__", "site-packages"))
"""Folders of programs; those that begin with a dot are left out too."""

_ENVIRONMENTS = ("pyvenv.cfg", "conda-meta")
"""What lies at the root of an environment of Python, whatever the folder is called."""

_MAGIC = frozenset("*?[")


class Search(NamedTuple):
    """What is looked for: `suffixes` of sources in folders, patterns that names must or must not match.

    `output` is the folder that is written to, `None` for one file; it is never searched.
    """

    suffixes: frozenset[str]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    output: str | None = None


class Finds(NamedTuple):
    """The sources in order, and what is wrong with names that lead to none."""

    found: list[Found]
    missing: list[BatchError]


def search(names: Sequence[str], listed_names: Sequence[str], wanted: Search) -> Finds:
    """Return the sources that `names` (files, folders, globs) and `listed_names` (files of a list) lead to."""
    finds = Finds([], [])
    for name in names:
        with _told(name, finds):
            finds.found.extend(_of_name(name, wanted))
    for name in listed_names:
        with _told(name, finds):
            finds.found.append(_of_list(name))
    return Finds(_once(finds.found), finds.missing)


def names_in(data: bytes) -> list[str]:
    r"""Return the file names in a list: one a line, or ended by NULs where it holds any, as `find -print0` writes.

    >>> names_in(b"a.md\nb.md\n"), names_in(b"a\nb.md\0")
    (['a.md', 'b.md'], ['a\nb.md'])
    """
    parts = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(part) for part in parts if part]


@contextmanager
def _told(name: str, finds: Finds) -> Iterator[None]:
    """Note that `name` leads to nothing, and go on with the others."""
    try:
        yield
    except BatchError as error:
        finds.missing.append(error)
    except OSError as error:
        found = diagnose("unreadable", reason=error.strerror or str(error))
        finds.missing.append(BatchError(name, found, EXIT_INPUT))


def _of_list(name: str) -> Found:
    """Return the source that a line of a list names; it is a file."""
    if Path(name).is_file():
        return Found(name, _below_here(name))
    raise _no_source(name)


def _no_source(name: str) -> BatchError:
    return BatchError(name, diagnose("is-folder" if Path(name).is_dir() else "no-such-file"), EXIT_INPUT)


def _once(found: list[Found]) -> list[Found]:
    """Return each path once: a file named beside its folder is one source."""
    seen: dict[str, Found] = {}
    for one in found:
        seen.setdefault(os.path.normpath(one.path), one)
    return sorted(seen.values(), key=lambda one: (PurePosixPath(one.below).parts, one.path))


def _of_name(name: str, wanted: Search) -> list[Found]:
    """Return the sources of one name on the command line; raises `BatchError` where it is no folder and leads to none."""
    path = Path(name)
    if path.is_dir():
        return list(_walk(name, wanted))
    if path.is_file():
        return [Found(name, path.name)]
    found = list(_globbed(name, wanted)) if _MAGIC & set(name) else []
    if not found:
        raise _no_source(name)
    return found


def _globbed(pattern: str, wanted: Search) -> Iterator[Found]:
    """Yield the files that a quoted glob matches, with their paths below its part without wildcards."""
    root = _fixed(pattern)
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207 - ** also of absolute patterns
        if not _in_left_out(os.path.relpath(name, root or ".")) and Path(name).is_file():
            yield from _admitted([Found(name, _posix(os.path.relpath(name, root or ".")))], wanted, set())


def _fixed(pattern: str) -> str:
    """Return the folder in front of the first wildcard.

    >>> _fixed("shows/**/*.md"), _fixed("*.md")
    ('shows', '')
    """
    parts = Path(pattern).parts
    first = next(number for number, part in enumerate(parts) if _MAGIC & set(part))
    return str(Path(*parts[:first])) if first else ""


def _in_left_out(below: str) -> bool:
    return any(part in _LEFT_OUT or part.startswith(".") for part in Path(below).parts[:-1])


def _walk(root: str, wanted: Search) -> Iterator[Found]:
    """Yield the sources below `root` without following links to folders, so that no loop is ever entered."""
    own: set[str] = set()
    for folder, folders, files in os.walk(root):
        own |= _listed_below(folder, folders)
        folders[:] = sorted(name for name in folders if not _is_left_out(folder, name, wanted.output))
        below = "" if folder == root else _posix(os.path.relpath(folder, root)) + "/"
        here = (
            Found(str(Path(folder, name)), below + name)
            for name in sorted(files)
            if not name.startswith(".") and _suffixed(name, wanted)
        )
        yield from _admitted(here, wanted, own)


def _listed_below(folder: str, folders: Collection[str]) -> set[str]:
    """Return the outputs that a batch has written below `folder`: they are no sources, whatever they are called."""
    if STATE not in folders:
        return set()
    return {os.path.normpath(Path(folder, name)) for name in listed(folder)}


def _is_left_out(folder: str, name: str, output: str | None) -> bool:
    if name in _LEFT_OUT or name.startswith("."):
        return True
    path = Path(folder, name)
    if output and Path(output).is_dir() and path.samefile(output):
        return True
    return any((path / mark).exists() for mark in _ENVIRONMENTS)


def _suffixed(name: str, wanted: Search) -> bool:
    return bool(wanted.include) or any(name.casefold().endswith(suffix) for suffix in wanted.suffixes)


def _admitted(found: Iterator[Found] | list[Found], wanted: Search, own: set[str]) -> Iterator[Found]:
    """Yield the regular files that the patterns let through and that no batch has written."""
    for one in found:
        included = not wanted.include or any(_matches(one.below, pattern) for pattern in wanted.include)
        excluded = any(_matches(one.below, pattern) for pattern in wanted.exclude)
        if included and not excluded and os.path.normpath(one.path) not in own and Path(one.path).is_file():
            yield one


def _matches(below: str, pattern: str) -> bool:
    """Return whether the path, the name alone or a folder on the way matches.

    >>> _matches("a/drafts/talk.md", "drafts"), _matches("a/talk.md", "*.md"), _matches("a/talk.md", "a/*")
    (True, True, True)
    """
    return fnmatchcase(below, pattern) or any(fnmatchcase(part, pattern) for part in below.split("/"))


def _below_here(name: str) -> str:
    """Return the path of a listed file below the current folder; outside of it the name alone."""
    relative = os.path.relpath(name)
    return Path(name).name if Path(name).is_absolute() or relative.startswith("..") else _posix(relative)


def _posix(path: str) -> str:
    return path.replace(os.sep, "/")
