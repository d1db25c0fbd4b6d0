"""`episcript convert`: one episode, from a file or a pipe, into any number of formats."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from episcript.cli import arguments as asked
from episcript.cli import captions, collector, remarks, sources, streams, targets
from episcript.cli import options as given
from episcript.cli.escapes import visible
from episcript.cli.failures import CommandError, reading
from episcript.cli.reports import Outcome, Report, told
from episcript.cli.targets import STDOUT, Target
from episcript.cli.words import counted
from episcript.cli.writing import write_all
from episcript.model import Diagnostic, Episode, Options, Repair
from episcript.registry import writer, writer_names
from episcript.times import SECOND

if TYPE_CHECKING:
    from episcript.pipeline import Rendered

_DEFAULTS = Options()

_TOLD_OF_THE_FILE = frozenset(("chapter-order", "chapter-same-start"))
"""What is said of the file that brings chapters, with its lines, is not said of the episode again."""

_TIMING = re.compile(r"\n[0-9:.,]+ --> [0-9]")
"""The line that opens a cue in SRT and WebVTT."""


class Job(NamedTuple):
    """The command line of one conversion, checked; `name` is `None` for a nameless pipe.

    `chapters` is the file that brings the chapters, `captions` the one that brings the times; `only_chapters` says that
    nothing else is wanted of the source.
    """

    source: str
    name: str | None
    targets: tuple[Target, ...]
    options: Options
    explain: bool
    chapters: str | None = None
    only_chapters: bool = False
    captions: str | None = None


class Read(NamedTuple):
    """The episode of the source, what is to be said of it, and of other files that were read for it."""

    episode: Episode
    repairs: Sequence[Repair]
    diagnostics: Sequence[Diagnostic]
    elsewhere: Sequence[remarks.Remark] = ()


class _Made(NamedTuple):
    """One format of the episode, not yet written."""

    path: str
    data: bytes
    held: str
    diagnostics: Sequence[Diagnostic]


def convert(  # noqa: PLR0913 - the options of the command
    *,
    source: given.Sources = None,
    from_format: given.From = None,
    to: given.To = None,
    output: given.Output = None,
    encoding: given.Encoding = None,
    language: given.Language = None,
    name: given.Name = None,
    duration: given.Duration = None,
    times_from: given.TimesFrom = None,
    estimate_times: given.EstimateTimes = _DEFAULTS.estimate_times,
    profile: given.ProfileName = _DEFAULTS.profile,
    max_chars: given.MaxChars = _DEFAULTS.max_chars,
    max_lines: given.MaxLines = _DEFAULTS.max_lines,
    max_cps: given.MaxCps = _DEFAULTS.max_cps,
    min_duration: given.MinDuration = None,
    max_duration: given.MaxDuration = None,
    min_gap: given.MinGap = None,
    fps: given.Fps = None,
    shift: given.Shift = None,
    long_gaps: given.LongGaps = _DEFAULTS.long_gaps,
    speaker_labels: given.SpeakerLabels = _DEFAULTS.speaker_labels,
    speaker: given.SpeakerNames = None,
    merge_turns: given.MergeTurns = _DEFAULTS.merge_turns,
    repair_bleed: given.RepairBleed = _DEFAULTS.repair_bleed,
    glossary: given.Glossary = None,
    recut: given.Recut = _DEFAULTS.recut,
    chapters: given.Chapters = None,
    repair_chapters: given.RepairChapters = _DEFAULTS.repair_chapters,
    per: given.Per = _DEFAULTS.per,
    times: given.Times = _DEFAULTS.times,
    notes: given.Notes = _DEFAULTS.notes,
    max_bytes: given.MaxBytes = _DEFAULTS.max_bytes,
    no_clobber: given.NoClobber = False,
    explain: given.Explain = False,
    report: given.ReportForm = "text",
    report_file: given.ReportFile = None,
    fail_on: given.FailOn = None,
    verbose: given.Verbose = False,
    quiet: given.Quiet = False,
    color: given.Color = "auto",
) -> int:
    """Convert one episode.

    The source is a transcript in any layout. For example:

    episcript convert talk.md -o talk.srt

    episcript convert talk.md -t srt,json -o out/
    """
    arguments = dict(locals())

    def run() -> Outcome:
        chosen = sources.chosen(source or (), "convert")
        options = asked.options(arguments)
        named = name or sources.base_name(chosen)
        planned = targets.targets(targets.formats(to or ()), output, chosen, sources.stem(named))
        targets.require_apart(report_file, [target.path for target in planned])
        job = job_of(chosen, named, planned, arguments, options)
        for read in (chosen, *beside(job)):
            targets.require_free((target.path for target in planned), read, no_clobber=no_clobber)
        return converted(job)

    telling = Report(report, report_file, fail_on, verbose, quiet, color, no_clobber)
    return told(telling, source or (), run)


def job_of(
    source: str, name: str | None, planned: tuple[Target, ...], arguments: Mapping[str, Any], options: Options
) -> Job:
    """Return the job of one source: what `arguments`, named like the parameters of the command, mean for it."""
    return Job(
        source,
        sources.recorded(name),
        planned,
        options,
        explain=bool(arguments.get("explain")),
        chapters=arguments.get("chapters"),
        captions=captions.found(arguments.get("times_from"), source, sources.stem(name)),
    )


BESIDE = ("chapters", "times_from")
"""The options that name files which are read beside the source."""


def beside(job: Job) -> tuple[str, ...]:
    """Return the files that are read beside the source of `job`."""
    return tuple(filter(None, (job.chapters, job.captions)))


def converted(job: Job) -> Outcome:
    """Read, render every format, write all of them; nothing is written where anything before it went wrong."""
    try:
        with reading(job.source), collector.paused():
            read = read_whole(job)
            made = _made(read.episode, job)
    except CommandError as error:
        raise _advised(error, job.options) from error
    write_all([(one.path, one.data) for one in made])
    closing = (f"{visible(one.path)}  {one.held}" for one in made if one.path != STDOUT)
    found = [remark for one in made for remark in one.diagnostics]
    return Outcome(all_remarks(job, read, found), tuple(closing))


def read_whole(job: Job) -> Read:
    """Return the episode of the source with what other files bring to it."""
    read = _read(job)
    return _brought(read, job, job.chapters) if job.chapters else read


def all_remarks(job: Job, read: Read, more: Sequence[Diagnostic] = ()) -> tuple[remarks.Remark, ...]:
    """Return what is to be said of the files that were read, and `more` that was found while writing."""
    found = remarks.of_episode(job.source, read.repairs, [*read.diagnostics, *more])
    return (*read.elsewhere, *found)


def _read(job: Job) -> Read:
    """Return the episode of the source, after the evidence that `--explain` asks for; its bytes are not kept."""
    from episcript import pipeline  # noqa: PLC0415 - start-up

    data, options = (
        _loaded(job) if job.only_chapters else (sources.load(job.source, job.options.max_bytes), job.options)
    )
    if job.explain:
        evidence = pipeline.reading_of(data, options).evidence()
        streams.say("".join(f"{visible(found)}\n" for found in evidence))
    read = pipeline.read_chapters if job.only_chapters else pipeline.read
    episode = read(data, name=job.name, options=options)
    if job.captions:
        episode = captions.timed(episode, job.captions, options)
    return Read(episode, *_untold(data, episode, options))


def _loaded(job: Job) -> tuple[bytes, Options]:
    """Return the bytes of a source and how to read it; of a media file what is said of the chapters inside it."""
    if job.only_chapters:
        from episcript.cli import media  # noqa: PLC0415 - start-up

        return media.load(job.source, job.options)
    kept = replace(job.options, repair_chapters=job.options.repair_chapters and not job.chapters)
    return sources.load(job.source, job.options.max_bytes), kept


def _brought(read: Read, job: Job, file: str) -> Read:
    """Return the episode with the chapters of another file, and what is to be said of that file."""
    from episcript import pipeline  # noqa: PLC0415 - start-up

    options = Options(max_bytes=job.options.max_bytes)
    name = sources.recorded(sources.base_name(file))
    with reading(file):
        other = _read(Job(file, name, (), options, explain=False, only_chapters=True))
        listed = pipeline.listed_chapters(other.episode)
    episode = pipeline.with_chapters(read.episode, listed, job.options)
    untold = set(read.episode.diagnostics) - set(read.diagnostics)
    said = [one for one in episode.diagnostics if one not in untold and one.code not in _TOLD_OF_THE_FILE]
    repairs = [*read.repairs, *episode.repairs[len(read.episode.repairs) :]]
    return Read(episode, repairs, said, remarks.of_episode(file, other.repairs, other.diagnostics))


def _made(episode: Episode, job: Job) -> list[_Made]:
    """Return each format of the episode."""
    from episcript import pipeline  # noqa: PLC0415 - start-up

    rendered = (
        (format_, path, pipeline.render(episode, format_, job.options)) for format_, path in job.targets
    )
    return [
        _Made(path, one.text.encode(), _held(format_, one, episode), one.diagnostics)
        for format_, path, one in rendered
    ]


def _advised(error: CommandError, options: Options) -> CommandError:
    """Return `error`; where `-f` names a format that is also written, `-t` was most likely meant."""
    asked = options.from_format
    if error.diagnostic.code not in {"not-this-format", "no-cues"} or asked not in writer_names():
        return error
    return CommandError(
        error.file, replace(error.diagnostic, hint=f"did you mean -t {asked}?"), error.exit_code
    )


def _untold(data: bytes, episode: Episode, options: Options) -> tuple[Sequence[Repair], Sequence[Diagnostic]]:
    """Return what there is to say; of what our own JSON brings along, only that which was not told before."""
    from hashlib import sha256  # noqa: PLC0415 - start-up

    if sha256(data).hexdigest() != episode.source.sha256:
        return (), _new(data, episode, options)
    return episode.repairs, episode.diagnostics


def _new(data: bytes, episode: Episode, options: Options) -> list[Diagnostic]:
    """Return the remarks on `episode` that its JSON did not hold."""
    from episcript.decode import decode  # noqa: PLC0415 - start-up
    from episcript.readers._own_json import earlier_remarks  # noqa: PLC0415 - start-up

    earlier = earlier_remarks(decode(data, options).text)
    return [found for found in episode.diagnostics if found not in earlier]


def _held(format_: str, one: "Rendered", episode: Episode) -> str:
    """Return how much a rendered format holds, in words: chapters, or cues where it has any, else turns.

    Cues whose times are no given ones say how far these are off: half of them are nearer.
    """
    if writer(format_).FORMAT.chapters:
        return counted(sum(chapter.start is not None for chapter in episode.chapters), "chapter")
    cues = len(_TIMING.findall(one.text))
    doubt = f", estimated ±{max(100, one.uncertainty) / SECOND:.1f} s" if one.uncertainty else ""
    return f"{counted(cues, 'cue')}{doubt}" if cues else counted(len(episode.turns), "turn")
