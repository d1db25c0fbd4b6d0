"""One source of a batch, converted as `convert` does it; it pickles, so that a worker can be given it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from episcript.batch.model import BatchError, Facts, Made
from episcript.cli import arguments as asked
from episcript.cli import collector, sources
from episcript.cli.failures import CommandError, reading
from episcript.cli.targets import Target
from episcript.codes import EpiscriptError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from episcript.batch.model import Task
    from episcript.cli.commands.convert import Job, Read
    from episcript.model import Diagnostic, Episode

_MEASURED = frozenset(("given", "next", "previous", "aligned"))


class Conversion(NamedTuple):
    """The arguments of the batch, which has the options of `convert`, and the formats to write."""

    arguments: Mapping[str, Any]
    formats: tuple[str, ...]

    def __call__(self, task: Task) -> Made:
        """Return the formats of the episode; raises `BatchError` where the source cannot be read."""
        from episcript.cli.commands import convert  # noqa: PLC0415 - start-up

        job = self._job(task.source, task.episode)
        try:
            with reading(task.source), collector.paused():
                read = convert.read_whole(job)
                return self._made(job, read, prose=_is_prose(read.episode))
        except CommandError as error:
            raise BatchError(error.file, error.diagnostic, error.exit_code) from error

    def beside(self, source: str) -> tuple[str, ...]:
        """Return the files that are read beside `source`."""
        from episcript.cli.commands import convert  # noqa: PLC0415 - start-up

        return convert.beside(self._job(source, None))

    def _job(self, source: str, episode: str | None) -> Job:
        from episcript.cli.commands import convert  # noqa: PLC0415 - start-up

        options = replace(asked.options(self.arguments), episode=sources.recorded(episode))
        planned = tuple(Target(name, name) for name in self.formats)
        return convert.job_of(source, sources.base_name(source), planned, self.arguments, options)

    def _made(self, job: Job, read: Read, *, prose: bool) -> Made:
        """Return each format that the episode can give, and why it cannot give the others."""
        from episcript import pipeline  # noqa: PLC0415 - start-up
        from episcript.cli.commands import convert  # noqa: PLC0415 - start-up

        made: dict[str, bytes] = {}
        lacking: dict[str, Diagnostic] = {}
        found: list[Diagnostic] = []
        for name in self.formats if self.arguments.get("prose") or not prose else ():
            try:
                text, more = pipeline.render(read.episode, name, job.options)
            except EpiscriptError as error:
                lacking[name] = replace(error.diagnostic, severity="warning")
            else:
                made[name] = text.encode()
                found += more
        said = convert.all_remarks(job, read, found)
        return Made(made, lacking, _facts(read), tuple((one.file, one.diagnostic) for one in said), prose)


def _facts(read: Read) -> Facts:
    episode = read.episode
    return Facts(episode.source.layout, len(episode.turns), len(episode.chapters), len(read.repairs))


def _is_prose(episode: Episode) -> bool:
    """Return whether nothing shows that this is a transcript: no label, no clock, no chapter."""
    known = any(turn.label or turn.start_source in _MEASURED or turn.anchors for turn in episode.turns)
    return not known and not episode.chapters
