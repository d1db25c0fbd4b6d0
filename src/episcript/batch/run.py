"""A whole batch: the tasks of a plan, their results in order, and the manifest that remembers them."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from episcript.batch import files, manifest
from episcript.batch.model import Result, Task
from episcript.batch.pool import Pool
from episcript.batch.work import unchanged

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from episcript.batch.manifest import Manifest
    from episcript.batch.plan import Episode, Plan
    from episcript.batch.pool import Limits
    from episcript.batch.work import Setup


class Vanished(NamedTuple):
    """An output whose source is gone: the path below the output folder, and that of the source."""

    output: str
    source: str


def settings_hash(settings: Mapping[str, object]) -> str:
    """Return the hash of what outputs depend on besides their sources.

    >>> settings_hash({"recut": True}) == settings_hash({"recut": False})
    False
    """
    return hashlib.sha256(repr(sorted(settings.items())).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def tasks(plan: Plan, setup: Setup, known: Manifest) -> Iterator[Task | Result]:
    """Yield a task for each episode; where stamps show that nothing is new, its result."""
    for number, episode in enumerate(plan.episodes()):
        task = _task(number, episode, setup, known)
        yield Result(number, task.source, "unchanged") if unchanged(task, setup) else task


def results(plan: Plan, setup: Setup, limits: Limits) -> Generator[Result | None]:
    """Yield the result of each episode in order, and `None` now and then; a batch that cannot write ends early."""
    with (
        manifest.opened(setup.folder) as known,
        closing(Pool(tasks(plan, setup, known), setup, limits).results()) as found,
    ):
        for result in found:
            yield result
            if result and result.stop:
                return


def vanished(known: Manifest, folder: str, plan: Plan) -> list[Vanished]:
    """Return the outputs whose sources do not exist any more, in order; `known` is of no use behind it."""
    rest = known.places  # no copy: nobody asks for the others any more
    for episode in plan.episodes():
        for output in episode.outputs:
            rest.pop(output.path, None)
    found = (Vanished(path, _source(known, folder, path)) for path in sorted(rest))
    return [
        one
        for one in found
        if _is_gone(one.source) and os.path.lexists(os.path.join(folder, one.output))  # noqa: PTH118 - thousands
    ]


def _source(known: Manifest, folder: str, path: str) -> str:
    """Return the path of the source that an output was made of."""
    return os.path.normpath(os.path.join(folder, manifest.record_of(*known.lines([path])).source))  # noqa: PTH118 - thousands


def _is_gone(source: str) -> bool:
    """Return whether there is no such file; what cannot be looked at is not gone."""
    try:
        os.lstat(source)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def untouched(known: Manifest, folder: str, gone: Sequence[Vanished]) -> list[Vanished]:
    """Return those of the outputs `gone` that are as a batch has written them."""
    return [one for one in gone if _is_ours(known, folder, one.output)]


def _is_ours(known: Manifest, folder: str, path: str) -> bool:
    """Return whether an output is as a batch has written it; what is no file, or cannot be read, is not."""
    ours = manifest.record_of(*known.lines([path])).outputs[path].known
    with suppress(OSError):
        return files.present(str(Path(folder, path))) in ours
    return False


def prune(folder: str, gone: Sequence[Vanished]) -> None:
    """Remove the outputs `gone`, and folders that are empty then."""
    for one in gone:
        Path(folder, one.output).unlink()
        _remove_empty(Path(folder, one.output).parent, Path(folder))
    manifest.settle(folder, {one.output for one in gone})


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _task(number: int, episode: Episode, setup: Setup, known: Manifest) -> Task:
    name, outputs = episode.name, episode.outputs
    inputs = (episode.found.path, *setup.conversion.beside(episode.found.path, name))
    return Task(
        number,
        episode.found.path,
        name,
        outputs,
        inputs,
        tuple(map(files.stamp, inputs)),
        known.lines(output.path for output in outputs),
    )
