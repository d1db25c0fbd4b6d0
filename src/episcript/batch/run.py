"""A whole batch: the tasks of a plan, their results in order, and the manifest that remembers them."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from episcript.batch import files, manifest
from episcript.batch.model import Result, Task
from episcript.batch.pool import Pool
from episcript.batch.work import unchanged

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from episcript.batch.manifest import Manifest
    from episcript.batch.plan import Episode
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


def tasks(episodes: Sequence[Episode], setup: Setup, known: Manifest) -> Iterator[Task | Result]:
    """Yield a task for each episode; where stamps show that nothing is new, its result."""
    for number, episode in enumerate(episodes):
        task = _task(number, episode, setup, known)
        yield Result(number, task.source, "unchanged") if unchanged(task, setup) else task


def results(
    episodes: Sequence[Episode], setup: Setup, known: Manifest, limits: Limits
) -> Generator[Result | None]:
    """Yield the result of each episode in order, and `None` now and then; a batch that cannot write ends early."""
    for result in Pool(tasks(episodes, setup, known), setup, limits).results():
        yield result
        if result and result.stop:
            return


def remembered(folder: str, known: Manifest) -> Manifest:
    """Return the manifest with what the journals say, saved where there is anything new.

    Where the disk is full the journals stay, and the next batch takes them over.
    """
    if not manifest.journaled(folder):
        return known
    known.lines.clear()  # the manifest is not held twice
    new = manifest.load(folder)
    with suppress(OSError):
        manifest.save(new, folder)
    return new


def vanished(known: Manifest, folder: str, episodes: Sequence[Episode]) -> list[Vanished]:
    """Return the outputs whose sources do not exist any more, in order."""
    sources: dict[bytes, str | None] = {}
    found: list[Vanished] = []
    for path, line in sorted(known.lines.items()):
        if line not in sources:
            source = os.path.normpath(os.path.join(folder, manifest.record_of(line).source))  # noqa: PTH118 - thousands
            sources[line] = None if os.path.lexists(source) else source
        source_gone = sources[line]
        if source_gone and os.path.lexists(os.path.join(folder, path)):  # noqa: PTH118
            found.append(Vanished(path, source_gone))
    wanted = {output.path for episode in episodes for output in episode.outputs} if found else set()
    return [one for one in found if one.output not in wanted]


def untouched(known: Manifest, folder: str, gone: Sequence[Vanished]) -> list[Vanished]:
    """Return those of the outputs `gone` that are as a batch has written them."""
    found: list[Vanished] = []
    for one in gone:
        ours = manifest.record_of(known.lines[one.output]).outputs[one.output].known
        with suppress(OSError):  # a folder or what else stands there is not ours
            found += [one] if files.present(str(Path(folder, one.output))) in ours else []
    return found


def prune(known: Manifest, folder: str, gone: Sequence[Vanished]) -> None:
    """Remove the outputs `gone`, and folders that are empty then."""
    for one in gone:
        Path(folder, one.output).unlink()
        _remove_empty(Path(folder, one.output).parent, Path(folder))
    manifest.forget(known, [one.output for one in gone])
    manifest.save(known, folder)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _task(number: int, episode: Episode, setup: Setup, known: Manifest) -> Task:
    inputs = (episode.found.path, *setup.conversion.beside(episode.found.path, episode.name))
    lines = dict.fromkeys(
        line for output in episode.outputs if (line := known.lines.get(output.path)) is not None
    )
    return Task(
        number,
        episode.found.path,
        episode.name,
        episode.outputs,
        inputs,
        tuple(map(files.stamp, inputs)),
        tuple(lines),
    )
