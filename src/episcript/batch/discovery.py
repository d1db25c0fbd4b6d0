"""Which files are sources: folders walked without what no one keeps episodes in, globs, and lists of names."""

from __future__ import annotations

import glob
import os
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
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

    `written` are the folders and files that the batch itself writes; they are no sources.
    """

    suffixes: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    written: tuple[str, ...] = ()


class Finds(NamedTuple):
    """The sources in order, what is wrong with names that lead to none, and folders in which there are none."""

    found: list[Found]
    missing: list[BatchError]
    empty: list[str]


def search(names: Sequence[str], listed_names: Sequence[str], wanted: Search) -> Finds:
    """Return the sources that `names` (files, folders, globs) and `listed_names` (files of a list) lead to."""
    finds = Finds([], [], [])
    for name in names:
        with _told(name, finds):
            _add(list(_of_name(name, wanted, finds.missing)), name, finds)
    for name in listed_names:
        with _told(name, finds):
            finds.found.append(_of_list(name))
    once = _once(finds.found) if len(names) + len(listed_names) > 1 else finds.found
    return finds._replace(found=_in_order(once))


def names_in(data: bytes) -> list[str]:
    r"""Return the file names in a list: one a line, or ended by NULs where it holds any, as `find -print0` writes.

    >>> names_in(b"a.md\nb.md\n"), names_in(b"a\nb.md\0")
    (['a.md', 'b.md'], ['a\nb.md'])
    """
    parts = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(part) for part in parts if part]


def _add(found: list[Found], name: str, finds: Finds) -> None:
    """Take what a name of the command line leads to; a folder may be empty, any other name leads somewhere."""
    finds.found.extend(found)
    if not found and Path(name).is_dir():
        finds.empty.append(name)
    elif not found:
        raise _no_source(name)


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
    return list(seen.values())


def _in_order(found: list[Found]) -> list[Found]:
    """Return the sources folder by folder, as their paths would be sorted part by part."""
    found.sort(key=lambda one: one.path)
    found.sort(key=lambda one: one.below.replace("/", "\0"))
    return found


def _of_name(name: str, wanted: Search, missing: list[BatchError]) -> Iterator[Found]:
    """Yield the sources of one name on the command line; folders that cannot be read are `missing`."""
    path = Path(name)
    if path.is_dir():
        yield from _walk(name, wanted, missing)
    elif path.is_file():
        yield Found(name, path.name)
    elif _MAGIC & set(name):
        yield from _globbed(name, wanted)


def _globbed(pattern: str, wanted: Search) -> Iterator[Found]:
    """Yield the files that a quoted glob matches, with their paths below its part without wildcards."""
    root = _fixed(pattern)
    for name in sorted(set(glob.iglob(pattern, recursive=True))):  # noqa: PTH207 - ** also of absolute patterns
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


def _walk(root: str, wanted: Search, missing: list[BatchError]) -> Iterator[Found]:
    """Yield the sources below `root` without following links to folders, so that no loop is ever entered."""
    own: set[str] = set()

    def unread(error: OSError) -> None:
        reason = error.strerror or str(error)
        missing.append(BatchError(str(error.filename), diagnose("unreadable", reason=reason), EXIT_INPUT))

    root = str(Path(root))
    for folder, folders, files in os.walk(root, onerror=unread):
        own |= _listed_below(folder, folders)
        folders[:] = sorted(name for name in folders if not _is_left_out(folder, name, wanted))
        below = "" if folder == root else _posix(os.path.relpath(folder, root)) + "/"
        place = "" if folder == "." else os.path.join(Path(folder), "")  # noqa: PTH118 - with the separator
        here = (
            Found(place + name, below + name)
            for name in sorted(files)
            if not name.startswith(".") and _suffixed(name, wanted)
        )
        yield from _admitted(here, wanted, own)


def _listed_below(folder: str, folders: Collection[str]) -> set[str]:
    """Return the outputs that a batch has written below `folder`: they are no sources, whatever they are called."""
    if STATE not in folders:
        return set()
    with suppress(OSError):  # another batch may be taking its journals over, or nobody may look into it
        return {os.path.normpath(os.path.join(folder, name)) for name in listed(folder)}  # noqa: PTH118 - thousands
    return set()


def _is_left_out(folder: str, name: str, wanted: Search) -> bool:
    if name in _LEFT_OUT or name.startswith("."):
        return True
    path = Path(folder, name)
    return _is_written(str(path), wanted) or any((path / mark).exists() for mark in _ENVIRONMENTS)


def _is_written(path: str, wanted: Search) -> bool:
    """Return whether the batch writes this very file or folder, by whatever name."""
    for one in wanted.written:
        with suppress(OSError):
            if os.path.samefile(one, path):  # noqa: PTH121 - thousands of them
                return True
    return False


def _suffixed(name: str, wanted: Search) -> bool:
    return bool(wanted.include) or name.casefold().endswith(wanted.suffixes)


def _admitted(found: Iterator[Found] | list[Found], wanted: Search, own: set[str]) -> Iterator[Found]:
    """Yield the regular files that the patterns let through and that no batch has written."""
    written = tuple(Path(one).name for one in wanted.written)
    for one in found:
        included = not wanted.include or any(_matches(one.below, pattern) for pattern in wanted.include)
        excluded = any(_matches(one.below, pattern) for pattern in wanted.exclude)
        ours = own and os.path.normpath(one.path) in own
        ours = ours or (one.path.endswith(written) and _is_written(one.path, wanted))
        if included and not excluded and not ours and os.path.isfile(one.path):  # noqa: PTH113 - thousands
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
