"""`episcript check`: everything that is odd about transcripts and subtitle files, line by line."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from episcript.cli import options as given
from episcript.cli import settings, sources, streams, targets, values
from episcript.cli.escapes import visible
from episcript.cli.failures import CommandError, reading, usage
from episcript.cli.folders import files_of
from episcript.cli.forms import FORMS
from episcript.cli.listing import listed, total
from episcript.cli.remarks import Remark
from episcript.cli.words import choice, counted
from episcript.cli.writing import write_all
from episcript.codes import CODES, EXIT_INPUT, EXIT_REMARKS, diagnose
from episcript.model import Options

if TYPE_CHECKING:
    from episcript.check.baseline import Known
    from episcript.cli.examined import Examined
    from episcript.model import ProfileName

_DEFAULTS = Options()
_WEIGHTS = {"error": {"error"}, "warning": {"error", "warning"}}


class _Wanted(NamedTuple):
    """What is to be told, and how."""

    codes: frozenset[str]
    baseline: str | None
    write_baseline: str | None
    fail_on: str
    form: str
    path: str | None
    verbose: bool
    quiet: bool
    color: str


def check(  # noqa: PLR0913 - the options of the command
    *,
    source: given.Places = None,
    from_format: given.From = None,
    to: given.Would = None,
    encoding: given.Encoding = None,
    language: given.Language = None,
    duration: given.Duration = None,
    profile: given.ProfileName = None,
    select: given.Select = None,
    ignore: given.Ignore = None,
    baseline: given.Baseline = None,
    write_baseline: given.WriteBaseline = None,
    jobs: given.Jobs = None,
    max_bytes: given.MaxBytes = _DEFAULTS.max_bytes,
    no_clobber: given.NoClobber = False,
    report: given.CheckForm = None,
    report_file: given.ReportFile = None,
    fail_on: given.FailOn = None,
    verbose: given.Verbose = False,
    quiet: given.Quiet = False,
    color: given.Color = "auto",
) -> int:
    """Tell everything that is odd, line by line; nothing is changed.

    For example:

    episcript check talk.md

    episcript check episodes/ --report github --fail-on warning
    """
    from episcript.cli.examined import Asked, examined  # noqa: PLC0415 - start-up

    own = settings.settings("check")
    limits = profile or cast("ProfileName | None", own.words.get("profile"))
    if own.file and not quiet:
        streams.say(f"settings: {own.file}\n")
    named = sources.several(source or (), "check")
    wanted = _Wanted(
        _codes(select or own.lists.get("select"), ignore or own.lists.get("ignore")),
        baseline or own.words.get("baseline"),
        write_baseline,
        fail_on or own.words.get("fail-on", "error"),
        report or own.words.get("report", "text"),
        report_file,
        verbose or limits is not None,  # the limits that were asked for are told cue by cue
        quiet,
        color,
    )
    files = _files(named, wanted)
    _require_free(wanted, files, no_clobber=no_clobber)
    options = Options(
        from_format=targets.reader(from_format),
        encoding=values.encoding(encoding),
        language=values.language(language or own.words.get("language")),
        max_bytes=max_bytes,
        duration=values.duration(duration),
        profile=limits,
    )
    known = _known(wanted)
    asked = Asked(options, targets.formats(to or ()))
    found = list(zip(files, examined(files, asked, jobs), strict=True))
    kept = [one for file, one in found if one.episode or file in named]
    _say_passed_over([file for file, one in found if not one.episode and file not in named], wanted)
    return _told(kept, wanted, known)


def _say_passed_over(files: Sequence[str], wanted: _Wanted) -> None:
    """Say how many files of folders and patterns were no episodes, and which where everything is told."""
    if files and not wanted.quiet:
        kinds = counted(len(files), "file"), "was" if len(files) == 1 else "were"
        names = "".join(f"  {visible(file)}\n" for file in files) if wanted.verbose else ""
        streams.say(f"{kinds[0]} without labels, clocks and chapters {kinds[1]} skipped\n{names}")


def _files(named: Sequence[str], wanted: _Wanted) -> tuple[str, ...]:
    """Return the files that are meant; of a folder not the baseline and the report, which may lie in it."""
    own = [path for path in (wanted.baseline, wanted.write_baseline, wanted.path) if path]
    found = files_of(named)
    files = tuple(
        file for file in found if file in named or not any(sources.same_file(file, path) for path in own)
    )
    if not files:
        raise usage("no source in it that can be read", "name a file")
    return files


def _codes(select: Iterable[str] | None, ignore: Iterable[str] | None) -> frozenset[str]:
    """Return the codes that are told."""
    return (_listed(select or ()) or frozenset(CODES)) - _listed(ignore or ())


def _listed(words: Iterable[str]) -> frozenset[str]:
    codes = frozenset(code.strip() for word in words for code in word.split(",") if code.strip())
    for code in sorted(codes - CODES.keys()):
        raise usage(f"unknown code {code!r}", choice(code, CODES).split(" (")[0])
    return codes


def _require_free(wanted: _Wanted, files: Sequence[str], *, no_clobber: bool) -> None:
    """Refuse a report or a baseline that would replace a source, or each other."""
    for file in files:
        for option, path in (("--report-file", wanted.path), ("--write-baseline", wanted.write_baseline)):
            targets.require_free(filter(None, [path]), file, no_clobber=no_clobber, option=option)
    targets.require_apart(wanted.path, filter(None, [wanted.write_baseline]))


def _known(wanted: _Wanted) -> "Counter[Known]":
    """Return what the baseline knows; without one, nothing."""
    from episcript.check.baseline import from_json  # noqa: PLC0415 - start-up

    if wanted.baseline is None or wanted.write_baseline:  # what is written is everything
        return Counter()
    with reading(wanted.baseline):
        missing = not Path(wanted.baseline).exists()
    if missing:
        raise CommandError(wanted.baseline, diagnose("bad-baseline", reason="no such file"), EXIT_INPUT)
    data = sources.load(wanted.baseline, _DEFAULTS.max_bytes)
    try:
        return from_json(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise CommandError(
            wanted.baseline, diagnose("bad-baseline", reason=str(error)), EXIT_INPUT
        ) from error


def _told(found: "Sequence[Examined]", wanted: _Wanted, known: "Counter[Known]") -> int:
    """Tell what was found as it is wanted, and return the exit code."""
    from episcript.check.baseline import new, to_json  # noqa: PLC0415 - start-up

    told = [
        one
        for each in found
        for one in each.remarks
        if one[0].diagnostic.code in wanted.codes or each.exit_code  # what could not be read is never hidden
    ]
    if wanted.write_baseline:
        keys = [_key(remark, hashed, wanted.write_baseline) for remark, hashed in told]
        data = to_json(keys).encode("utf-8", "backslashreplace")  # in JSON, too, that is a lone surrogate
        write_all([(wanted.write_baseline, data)])
        streams.say(f"{visible(wanted.write_baseline)}  {counted(len(told), 'remark')}\n")
        return 0
    if wanted.baseline:
        keys = [_key(remark, hashed, wanted.baseline) for remark, hashed in told]
        told = [one for one, unknown in zip(told, new(keys, known), strict=True) if unknown]
    remarks = [remark for remark, _ in told]
    _print(remarks, len(found), wanted)
    return _exit_code(remarks, found, wanted)


def _key(remark: Remark, hashed: str, baseline: str) -> "Known":
    """Return what a baseline knows a remark by; the file is named from the folder of the baseline."""
    from episcript.check.baseline import Known  # noqa: PLC0415 - start-up

    file = remark.file
    if file != sources.PIPE:
        file = Path(os.path.relpath(file, Path(baseline).parent)).as_posix()
    return Known(remark.diagnostic.code, file, hashed)


def _print(remarks: Sequence[Remark], files: int, wanted: _Wanted) -> None:
    """Write the remarks to stdout, or to the file of the report, and then how many there are to stderr."""
    shown = [one for one in remarks if not wanted.quiet or one.diagnostic.severity == "error"]
    if wanted.path:
        text = _formed(remarks, files, wanted, str)
        write_all([(wanted.path, text.encode("utf-8", "backslashreplace"))])
        streams.say("" if wanted.quiet else total(remarks, files) + "\n")
        return
    text = _formed(shown, files, wanted, streams.paint_stdout(wanted.color))
    streams.emit(text.encode("utf-8", "backslashreplace"), safe=True)


def _formed(remarks: Sequence[Remark], files: int, wanted: _Wanted, paint: Callable[..., str]) -> str:
    if wanted.form in FORMS:
        return FORMS[wanted.form](remarks)
    lines = list(listed(remarks, files, paint, verbose=wanted.verbose or wanted.path is not None))
    return "".join(f"{line}\n" for line in (lines[:-1] if wanted.quiet else lines))


def _exit_code(remarks: Sequence[Remark], found: "Sequence[Examined]", wanted: _Wanted) -> int:
    """Return 3 where no source could be read, 1 where a remark weighs enough, else 0."""
    if found and all(one.exit_code for one in found):
        return max(one.exit_code for one in found)
    grave = any(remark.diagnostic.severity in _WEIGHTS[wanted.fail_on] for remark in remarks)
    return EXIT_REMARKS if grave else 0
