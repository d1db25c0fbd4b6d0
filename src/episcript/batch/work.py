"""One source, from its bytes to its outputs and a line of the journal: what a worker does."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from episcript.batch import files, writing
from episcript.batch.manifest import Record, line_of, record_of
from episcript.batch.model import BatchError, Result, unwritable
from episcript.codes import EXIT_INPUT, EXIT_OUTPUT, diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from episcript.batch.manifest import Kept
    from episcript.batch.model import Conversion, Made, Output, Remark, Status, Task
    from episcript.batch.writing import Hands, Step

_FULL = frozenset((errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)))
"""What the system says where no other file could be written either: the batch ends."""


class Setup(NamedTuple):
    """What is the same for every task of a batch: `folder` is the output folder, `None` for one big output.

    `settings` is the hash of everything that an output depends on besides its sources. `prose` takes sources without
    labels, clocks and chapters.
    """

    conversion: Conversion
    settings: str
    folder: str | None
    hands: Hands = writing.Hands()
    prose: bool = False


class Journal(NamedTuple):
    """The descriptor of the file that a worker appends to."""

    descriptor: int

    def log(self, record: Record) -> None:
        """Append the line in one piece; one that is torn by a full disk does not reach into the next."""
        line = b"\n" + line_of(record)
        if os.write(self.descriptor, line) != len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def unchanged(task: Task, setup: Setup) -> bool:
    """Return whether stamps alone show that there is nothing new: no file is read for it."""
    if None in task.stamps or setup.hands.force or not task.records:
        return False
    records = [record_of(line) for line in task.records]
    return all(one.stamps == task.stamps for one in records) and _stands(task, setup, records, by_stamp=True)


def is_new(task: Task, setup: Setup) -> bool:
    """Return whether there is something to do, by the bytes where stamps cannot tell: a source that was changed just now."""
    if not task.records or setup.folder is None:
        return True
    try:
        sha = _read_hash(task)
    except BatchError:
        return True
    return not _is_old(task, setup, [record_of(line) for line in task.records], sha)


def work(task: Task, setup: Setup, journal: Journal | None) -> Result:
    """Return what became of `task`; every fault of the source or of its outputs is in the result."""
    began = time.perf_counter()
    try:
        result = _done(task, setup, journal)
    except BatchError as error:
        result = _failed(task, error)
    except OSError as error:
        result = _failed(task, unwritable(setup.folder or task.source, error), error)
    return result._replace(seconds=round(time.perf_counter() - began, 3))


def _failed(task: Task, refusal: BatchError, error: BaseException | None = None) -> Result:
    """Return the result for a source that could not be converted, and whether no other can be."""
    cause = error or refusal.__cause__
    full = refusal.exit_code == EXIT_OUTPUT and isinstance(cause, OSError) and cause.errno in _FULL
    remarks = ((refusal.file, refusal.diagnostic),)
    return Result(task.number, task.source, "failed", remarks=remarks, stop=full)


def _done(task: Task, setup: Setup, journal: Journal | None) -> Result:
    """Convert a source unless nothing is new, and write what came of it."""
    if journal is None or setup.folder is None:
        return _rows(task, setup, setup.conversion(task))
    sha = _read_hash(task)
    records = [record_of(line) for line in task.records]
    new = Record(_from_folder(task, setup.folder), sha, files.settled(task.stamps), setup.settings, {})
    if _is_old(task, setup, records, sha):
        journal.log(
            new._replace(outputs=_stamped(task, setup.folder, records), skipped=_were_skipped(records))
        )
        return Result(task.number, task.source, "unchanged")
    made = setup.conversion(task)
    remembered = {path: kept for one in records for path, kept in one.outputs.items()}
    if made.prose and not setup.prose:
        outputs = {output.path: writing.before(remembered, output.path) for output in task.outputs}
        journal.log(new._replace(outputs=outputs, skipped=True))
        return Result(task.number, task.source, "skipped", made.facts)
    steps = _staged(task, setup, made, remembered)
    outputs = _lacking(task, made, remembered) | {step.path: step.memory for step in steps}
    journal.log(new._replace(outputs=outputs))  # before the renames: what is there is always known
    return _renamed(task, setup, made, steps)


def _rows(task: Task, setup: Setup, made: Made) -> Result:
    """Return the rows of an episode, for one big output."""
    if made.prose and not setup.prose:
        return Result(task.number, task.source, "skipped", made.facts)
    status: Status = "partial" if made.lacking else "written"
    rows = b"".join(made.formats.values())
    lacking = tuple((task.source, found) for found in made.lacking.values())
    return Result(task.number, task.source, status, made.facts, (*made.remarks, *lacking), rows=rows)


def _lacking(task: Task, made: Made, remembered: Mapping[str, Kept]) -> dict[str, Kept]:
    """Return what is to be remembered of the formats that the episode cannot give."""
    return {
        output.path: writing.before(remembered, output.path)._replace(lacking=True, kept=False)
        for output in task.outputs
        if output.format in made.lacking
    }


def _renamed(task: Task, setup: Setup, made: Made, steps: Sequence[Step]) -> Result:
    """Give the staged files their names, and return what became of the task."""
    folder = setup.folder or ""
    for step in steps:
        writing.finish(folder, step)
    kept = tuple(str(Path(folder, step.path)) for step in steps if step.memory.kept)
    said = (*made.remarks, *((task.source, found) for found in made.lacking.values()))
    status: Status = "partial" if made.lacking else "written"
    return Result(
        task.number,
        task.source,
        "kept" if steps and len(kept) == len(steps) else status,
        made.facts,
        (*said, *(_hands_off(path, task.source, setup.hands) for path in kept)),
        sum(step.staged is not None for step in steps),
        kept,
    )


def _staged(task: Task, setup: Setup, made: Made, remembered: Mapping[str, Kept]) -> list[Step]:
    """Return a step for each format that there is; where one fails, what was staged for the others is removed."""
    folder = setup.folder or ""
    steps: list[Step] = []
    try:
        for output in task.outputs:
            if output.format in made.formats:
                _require_no_input(folder, output, task)
                data, known = made.formats[output.format], writing.before(remembered, output.path)
                steps.append(writing.stage(folder, output.path, data, known, setup.hands))
    except BatchError:
        for step in steps:
            with suppress(OSError):
                (step.staged or Path()).unlink()
        raise
    return steps


def _require_no_input(folder: str, output: Output, task: Task) -> None:
    """Refuse an output that is one of its own inputs, by whatever link."""
    path = Path(folder, output.path)
    for source in task.inputs:
        with suppress(OSError):
            if path.samefile(source):
                found = diagnose("output-is-input", other="the input itself", option="-o")
                raise BatchError(str(path), found, EXIT_OUTPUT)


def _hands_off(path: str, source: str, hands: Hands) -> Remark:
    return path, diagnose("not-replaced" if hands.never else "output-edited", source=source)


def _read_hash(task: Task) -> str:
    """Return the hash of the inputs before they are converted: if they change meanwhile, the next batch sees it."""
    try:
        return files.fingerprint(task.inputs)
    except OSError as error:
        found = diagnose("no-such-file") if isinstance(error, FileNotFoundError) else None
        reason = error.strerror or str(error)
        file = str(error.filename or task.source)
        raise BatchError(file, found or diagnose("unreadable", reason=reason), EXIT_INPUT) from error


def _from_folder(task: Task, folder: str) -> str:
    """Return the path of the source from the output folder, which stays right where both move together."""
    return os.path.relpath(os.path.abspath(task.source), os.path.abspath(folder))  # noqa: PTH100 - links stay


def _is_old(task: Task, setup: Setup, records: Sequence[Record], sha: str) -> bool:
    return (
        bool(records)
        and not setup.hands.force
        and all(one.sha == sha for one in records)
        and _stands(task, setup, records, by_stamp=False)
    )


def _were_skipped(records: Sequence[Record]) -> bool:
    return all(one.skipped for one in records)


def _stands(task: Task, setup: Setup, records: Sequence[Record], *, by_stamp: bool) -> bool:
    """Return whether every output was made of the same source name and settings, and is there."""
    base = os.path.basename(task.source)  # noqa: PTH119 - thousands of them
    same = all(
        one.settings == setup.settings and os.path.basename(one.source) == base  # noqa: PTH119
        for one in records
    )
    if not same:
        return False
    if _were_skipped(records):
        return not setup.prose
    kept = {path: one for record in records if not record.skipped for path, one in record.outputs.items()}
    return all(
        output.path in kept and _is_there(setup, output.path, kept[output.path], by_stamp=by_stamp)
        for output in task.outputs
    )


def _is_there(setup: Setup, path: str, kept: Kept, *, by_stamp: bool) -> bool:
    """Return whether an output needs no work; what somebody edited since needs none, unless it is to be replaced."""
    if kept.kept:
        return False
    if kept.lacking:
        return True
    target = os.path.join(setup.folder or "", path)  # noqa: PTH118 - thousands of them
    there = files.stamp(target)
    if there and there[:2] == (kept.size, kept.changed):
        return True
    if by_stamp or not there or there[0] == 0:
        return False
    found = files.present(target)
    return found == kept.known[0] or bool(found and not setup.hands.force and found not in kept.known)


def _stamped(task: Task, folder: str, records: Sequence[Record]) -> dict[str, Kept]:
    """Return what is remembered of the outputs, with the stamps that the same bytes have now."""
    kept = {path: one for record in records for path, one in record.outputs.items()}
    return {output.path: _restamped(Path(folder, output.path), kept[output.path]) for output in task.outputs}


def _restamped(path: Path, kept: Kept) -> Kept:
    there = files.stamp(str(path))
    if not there or not kept.known or kept.lacking or files.present(str(path)) != kept.known[0]:
        return kept
    return kept._replace(size=there[0], changed=there[1])
