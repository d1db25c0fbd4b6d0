"""Writing the outputs of one source: staged, logged, renamed; and never over what a person touched."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from episcript.batch import files
from episcript.batch.manifest import STAGED, STATE, Kept
from episcript.batch.model import unwritable

if TYPE_CHECKING:
    from collections.abc import Mapping


class Step(NamedTuple):
    """One output: where it lies, whole and staged, where it goes, and what is to be remembered of it."""

    path: str
    staged: Path | None
    target: Path
    memory: Kept


class Hands(NamedTuple):
    """What may be done to files that are there: `force` replaces what somebody touched, `never` replaces nothing."""

    force: bool = False
    never: bool = False


def stage(folder: str, path: str, data: bytes, before: Kept, hands: Hands) -> Step:
    """Return the step for one output; raises `BatchError` where it cannot be written. Nothing is renamed yet."""
    target = Path(os.path.realpath(Path(folder, path)))
    try:
        there = files.present(str(target))
        new = hashlib.sha256(data).hexdigest()
        known = () if hands.never else before.known
        match files.choice(there, new, known, force=hands.force):
            case "keep":
                return Step(path, None, target, Kept(before.known, kept=True))
            case "same":
                return Step(path, None, target, _memory(new, there, before, target))
            case "replace":
                staged = _staged(folder, target, data)
                return Step(path, staged, target, _memory(new, there, before, staged))
    except OSError as error:
        raise unwritable(str(Path(folder, path)), error) from error


def finish(folder: str, step: Step) -> None:
    """Give the staged file its name; raises `BatchError` where that cannot be."""
    if step.staged is None:
        return
    try:
        _moved(step.staged, step.target)
    except OSError as error:
        raise unwritable(str(Path(folder, step.path)), error) from error


def _memory(new: str, there: str | None, before: Kept, whole: Path) -> Kept:
    """Return what to remember: the new hash, and that of ours which stays in place if the rename never happens."""
    found = whole.stat()
    known = (new, *([there] if there and there != new and there in before.known else []))
    return Kept(known, found.st_size, found.st_mtime_ns)


def _staged(folder: str, target: Path, data: bytes) -> Path:
    """Write `data` to a new file in the state of the folder, with the mode of the file that it will replace."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(folder, STATE, STAGED, os.urandom(8).hex())
    staged.write_bytes(data)
    if target.exists():
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        staged.chmod(stat.S_IMODE(target.stat().st_mode))
    return staged


def _moved(staged: Path, target: Path) -> None:
    """Rename; where a link leads to another file system, copy to a sibling first, so that the last step is a rename."""
    try:
        staged.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        sibling = target.with_name(f".episcript-{staged.name}")
        shutil.copy2(staged, sibling)
        sibling.replace(target)
        staged.unlink()


def before(outputs: Mapping[str, Kept], path: str) -> Kept:
    """Return what is remembered of an output, nothing where it is new."""
    return outputs.get(path, Kept())
