"""One source of a batch, converted as `convert` does it; it pickles, so that a worker can be given it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from episcript.batch.model import BatchError, Facts, Made
from episcript.cli import captions, collector, sources
from episcript.cli.failures import CommandError, reading
from episcript.cli.targets import Target
from episcript.codes import EpiscriptError, diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from episcript.batch.model import Task
    from episcript.cli.commands.convert import Job, Read
    from episcript.model import Diagnostic, Episode, Options

_MEASURED = frozenset(("given", "next", "previous", "aligned"))


class Conversion(NamedTuple):
    """The arguments of the batch, which has the options of `convert`, what they mean for the library, and the formats to write."""

    arguments: Mapping[str, Any]
    options: Options
    formats: tuple[str, ...]

    def __call__(self, task: Task) -> Made:
        """Return the formats of the episode; raises `BatchError` where the source cannot be read.

        Whole records without speech in a folder count as prose, as settings do; a damaged file is told, and so is one that was named.
        """
        from episcript.cli.commands import convert  # noqa: PLC0415 - start-up

        try:
            job = self._job(task.source, task.episode)
            with reading(task.source), collector.paused():
                read = convert.read_whole(job)
                return self._made(job, read, prose=_is_prose(read.episode))
        except CommandError as error:
            if error.diagnostic.code == "no-speech" and not self._is_wanted(task.source):
                return Made({}, {}, Facts(), (), prose=True)
            uncaptioned = error.diagnostic.code == "no-captions"  # of many folders the stem alone says little
            found = diagnose("no-captions", name=task.source) if uncaptioned else error.diagnostic
            raise BatchError(error.file, found, error.exit_code) from error

    def _is_wanted(self, source: str) -> bool:
        return bool(self.arguments.get("prose")) or source in (self.arguments.get("source") or ())

    def beside(self, source: str, episode: str) -> tuple[str, ...]:
        """Return the files that are read beside `source`; where one is missing, the conversion will say so."""
        from episcript.cli.commands import convert  # noqa: PLC0415 - start-up

        if not any(self.arguments.get(name) for name in convert.BESIDE):
            return ()  # most often, and a batch asks for thousands of episodes
        try:
            return convert.beside(self._job(source, episode))
        except CommandError:
            return ()

    def _job(self, source: str, episode: str) -> Job:
        from episcript.cli.commands import convert  # noqa: PLC0415 - start-up

        options = replace(self.options, episode=sources.recorded(episode))
        planned = tuple(Target(name, name) for name in self.formats)
        times_from = captions.mirrored(self.arguments.get("times_from"), episode)
        arguments = {**self.arguments, "times_from": times_from}
        return convert.job_of(source, sources.base_name(source), planned, arguments, options)

    def _made(self, job: Job, read: Read, *, prose: bool) -> Made:
        """Return each format that the episode can give, and why it cannot give the others."""
        from episcript import pipeline  # noqa: PLC0415 - start-up
        from episcript.cli.commands import convert  # noqa: PLC0415 - start-up

        made: dict[str, bytes] = {}
        lacking: dict[str, Diagnostic] = {}
        found: list[Diagnostic] = []
        for name in self.formats if self.arguments.get("prose") or not prose else ():
            try:
                one = pipeline.render(read.episode, name, job.options)
            except EpiscriptError as error:
                lacking[name] = replace(error.diagnostic, severity="warning")
            else:
                made[name] = one.text.encode()
                found += one.diagnostics
        said = convert.all_remarks(job, read, found)
        return Made(made, lacking, _facts(read), tuple((one.file, one.diagnostic) for one in said), prose)


def _facts(read: Read) -> Facts:
    episode = read.episode
    return Facts(episode.source.layout, len(episode.turns), len(episode.chapters), len(read.repairs))


def _is_prose(episode: Episode) -> bool:
    """Return whether nothing shows that this is a transcript: no label, no clock, no chapter."""
    known = any(turn.label or turn.start_source in _MEASURED or turn.anchors for turn in episode.turns)
    return not known and not episode.chapters
