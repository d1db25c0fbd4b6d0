"""`episcript chapters`: the chapters of a source alone, in the formats of players."""

from collections.abc import Sequence

from episcript.cli import captions, sources, targets, values
from episcript.cli import options as given
from episcript.cli.commands.convert import Job, converted
from episcript.cli.failures import usage
from episcript.cli.reports import Outcome, Report, told
from episcript.cli.words import typed
from episcript.model import Options
from episcript.registry import writer, writer_names, writer_of_suffix

_DEFAULTS = Options()


def chapters(  # noqa: PLR0913 - the options of the command
    *,
    source: given.Sources = None,
    from_format: given.From = None,
    to: given.To = None,
    output: given.Output = None,
    encoding: given.Encoding = None,
    name: given.Name = None,
    duration: given.Duration = None,
    times_from: given.TimesFrom = None,
    repair_chapters: given.RepairChapters = _DEFAULTS.repair_chapters,
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
    """Write the chapters alone.

    The source is an episode, a file of chapters in any format, or a media file. For example:

    episcript chapters talk.md -t youtube

    episcript chapters talk.m4a -o talk.chapters.json
    """

    def run() -> Outcome:
        chosen = sources.chosen(source or (), "chapters")
        asked = targets.formats(to or ())
        _require_chapters(asked or _implied(output), chosen, output)
        options = Options(
            from_format=targets.reader(from_format),
            encoding=values.encoding(encoding),
            max_bytes=max_bytes,
            duration=values.duration(duration),
            repair_chapters=repair_chapters,
        )
        named = name or sources.base_name(chosen)
        planned = targets.targets(asked, output, chosen, sources.stem(named))
        targets.require_apart(report_file, [target.path for target in planned])
        found = captions.found(times_from, chosen, sources.stem(named))
        for read in filter(None, (chosen, found)):
            targets.require_free((target.path for target in planned), read, no_clobber=no_clobber)
        return converted(
            Job(
                chosen, sources.recorded(named), planned, options, explain, only_chapters=True, captions=found
            )
        )

    telling = Report(report, report_file, fail_on, verbose, quiet, color, no_clobber)
    return told(telling, source or (), run)


def _implied(output: str | None) -> Sequence[str]:
    found = writer_of_suffix(output) if output else None
    return (found,) if found else ()


def _require_chapters(asked: Sequence[str], source: str, output: str | None) -> None:
    """Refuse formats that hold more than chapters, and no format at all, with the line to type."""
    into = ("-o", output) if output else ()
    if not asked:
        raise usage("no format to write", f"type: {typed('chapters', source, '-t', 'youtube', *into)}")
    for name in asked:
        if not writer(name).FORMAT.chapters:
            known = ", ".join(one for one in writer_names() if writer(one).FORMAT.chapters)
            line = typed("convert", source, "-t", name, *into)
            raise usage(f"{name} is no format of chapters ({known})", f"did you mean {line}?")
