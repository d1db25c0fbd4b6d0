"""`episcript repair`: the same text with its encoding mended, its receipts, and the way back."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from episcript.cli import options as given
from episcript.cli import remarks, sources, targets, values
from episcript.cli.diffs import unified
from episcript.cli.escapes import visible
from episcript.cli.failures import reading, usage
from episcript.cli.remarks import Remark
from episcript.cli.reports import Outcome, Report, told
from episcript.cli.sources import PIPE
from episcript.cli.targets import STDOUT
from episcript.cli.words import counted, typed
from episcript.cli.writing import write_all
from episcript.codes import EXIT_REMARKS, EpiscriptError, diagnose
from episcript.model import Options

if TYPE_CHECKING:
    from episcript.repair.source import Mending

_DEFAULTS = Options()
_SUFFIX = ".receipts.json"

_RECORDS = {"json": "JSON", "jsonl": "JSON Lines", "xml": "XML"}
"""Readers of what holds its words escaped, so that not all damage in them is to be seen in the text."""


class _Job(NamedTuple):
    """One source, where its text goes (`None` for a diff) and where its receipts are, if anywhere."""

    source: str
    output: str | None
    receipts: str | None


class _Run(NamedTuple):
    """What the command line asks for every source."""

    options: Options
    in_place: bool
    diff: bool


def repair(  # noqa: PLR0913 - the options of the command
    *,
    source: given.ManySources = None,
    output: given.Place = None,
    in_place: given.InPlace = False,
    diff: given.Diff = False,
    receipts: given.Receipts = None,
    undo: given.Undo = None,
    encoding: given.Encoding = None,
    max_bytes: given.MaxBytes = _DEFAULTS.max_bytes,
    no_clobber: given.NoClobber = False,
    report: given.ReportForm = "text",
    report_file: given.ReportFile = None,
    fail_on: given.FailOn = None,
    verbose: given.Verbose = False,
    quiet: given.Quiet = False,
    color: given.Color = "auto",
) -> int:
    """Mend damaged encoding; nothing else changes.

    Each change has a receipt, and the receipts lead back. For example:

    episcript repair talk.md -o mended.md --receipts talk.receipts.json

    episcript repair mended.md --undo talk.receipts.json -o talk.md
    """

    def run() -> Outcome:
        chosen = sources.several(source or (), "repair")
        _require_one_way(chosen, output, in_place=in_place, diff=diff, undo=undo)
        if undo and receipts:
            raise usage("--undo reads receipts and --receipts writes them", "leave one of them out")
        jobs = [
            _Job(
                one,
                _output(one, chosen, output, in_place=in_place, diff=diff),
                _beside(one, chosen, undo or receipts),
            )
            for one in chosen
        ]
        _require_apart(jobs, receipts, report_file, in_place=in_place, no_clobber=no_clobber)
        asked = _Run(Options(encoding=values.encoding(encoding), max_bytes=max_bytes), in_place, diff)
        return _undone(jobs, asked) if undo else _repaired(jobs, asked)

    telling = Report(report, report_file, fail_on, verbose, quiet, color, no_clobber)
    return told(telling, source or (), run)


def _repaired(jobs: Sequence[_Job], asked: _Run) -> Outcome:
    """Mend every source, then write all; nothing is written where one of them cannot be read."""
    found = [(job, *_mended(job, asked.options)) for job in jobs]
    contents: list[tuple[str, bytes]] = []
    written: list[str] = []
    for job, data, mending in found:
        if job.output and not (asked.in_place and data == mending.data):
            contents.append((job.output, mending.data))
            written += _closing(job.output, mending)
        if job.receipts:
            contents.append((job.receipts, _document(mending)))
    if asked.diff:
        diffs = (unified(job.source, mending.before, mending.after) for job, _, mending in found)
        contents.append((STDOUT, "".join(diffs).encode()))
    write_all(contents)
    would = asked.diff and any(data != mending.data for _, data, mending in found)
    told_of = (one for job, _, mending in found for one in _remarks(job, mending))
    return Outcome(tuple(told_of), tuple(written), EXIT_REMARKS if would else 0)


def _mended(job: _Job, options: Options) -> "tuple[bytes, Mending]":
    """Return the bytes of the source and what becomes of them."""
    from episcript.repair.source import mend  # noqa: PLC0415 - start-up

    data = sources.load(job.source, options.max_bytes)
    with reading(job.source):
        found = mend(data, options, sources.recorded(sources.base_name(job.source)))
        _refuse_records(found.before)
        return data, found


def _refuse_records(text: str) -> None:
    """Raise an `EpiscriptError` where `text` is what `convert` reads as JSON or XML."""
    from episcript import registry  # noqa: PLC0415 - start-up
    from episcript.pipeline import SAMPLE  # noqa: PLC0415 - start-up

    for reader, kind in _RECORDS.items():
        if registry.reader(reader).score(text[:SAMPLE]).value > 0:
            raise EpiscriptError(diagnose("not-repaired", kind=kind, format="json"))


def _document(mending: "Mending") -> bytes:
    from episcript.repair.document import to_json  # noqa: PLC0415 - start-up

    return to_json(mending.receipts).encode()


def _remarks(job: _Job, mending: "Mending") -> tuple[Remark, ...]:
    return remarks.of_episode(job.source, mending.receipts.repairs, mending.diagnostics)


def _closing(path: str, mending: "Mending") -> list[str]:
    """Return the closing line for a file that was written."""
    held = counted(len(mending.receipts.repairs), "repair")
    return [] if path == STDOUT else [f"{visible(path)}  {held}"]


def _undone(jobs: Sequence[_Job], asked: _Run) -> Outcome:
    """Restore every source, then write all; nothing is written where one of them is another file."""
    contents = [(job.output or STDOUT, _restored(job, asked.options)) for job in jobs]
    write_all(contents)
    return Outcome(written=tuple(visible(path) for path, _ in contents if path != STDOUT))


def _restored(job: _Job, options: Options) -> bytes:
    """Return the bytes of the source before its repair."""
    from episcript.repair.document import from_json  # noqa: PLC0415 - start-up
    from episcript.repair.source import require_result, undone  # noqa: PLC0415 - start-up

    receipts = job.receipts or ""
    written = sources.load(receipts, options.max_bytes)
    with reading(receipts):
        found = from_json(written)
    data = sources.load(job.source, options.max_bytes)
    with reading(job.source):
        require_result(data, found)
    with reading(receipts):
        return undone(data, found)


def _require_one_way(
    chosen: Sequence[str], output: str | None, *, in_place: bool, diff: bool, undo: str | None
) -> None:
    """Refuse a command line that asks for two ways of writing, or for one that cannot be."""
    ways = [word for word, given_ in (("-o", output), ("--in-place", in_place), ("--diff", diff)) if given_]
    if len(ways) > 1:
        raise usage(f"{' and '.join(ways)} exclude each other", f"leave all but {ways[-1]} out")
    if in_place and PIPE in chosen:
        raise usage("a pipe cannot be replaced", "leave --in-place out")
    if undo and diff:
        raise usage("--undo prints no diff", "leave --diff out")
    if len(chosen) > 1 and not (in_place or diff or (output and targets.is_folder(output))):
        line = typed("repair", *chosen, "-o", "out/")
        raise usage(f"{len(chosen)} sources do not fit into one output", f"type: {line}")


def _output(
    source: str, chosen: Sequence[str], output: str | None, *, in_place: bool, diff: bool
) -> str | None:
    """Return where the mended text of `source` goes."""
    if in_place or diff:
        return source if in_place else None
    if output is None or output in targets.STDOUT_NAMES:
        return STDOUT
    if targets.is_folder(output) or len(chosen) > 1:
        return os.fspath(Path(output, sources.base_name(source) or "stdin"))
    return output


def _beside(source: str, chosen: Sequence[str], receipts: str | None) -> str | None:
    """Return the file of receipts for `source`: in a folder it is named after the source."""
    if receipts is None or not (targets.is_folder(receipts) or len(chosen) > 1):
        return receipts
    if not targets.is_folder(receipts):
        raise usage(
            f"{receipts} cannot hold the receipts of {len(chosen)} sources", "name a folder: receipts/"
        )
    return os.fspath(Path(receipts, (sources.base_name(source) or "stdin") + _SUFFIX))


def _require_apart(
    jobs: Sequence[_Job], receipts: str | None, report: str | None, *, in_place: bool, no_clobber: bool
) -> None:
    """Refuse what would replace a source, or two outputs of one name."""
    outputs = [] if in_place else [job.output for job in jobs if job.output and job.output != STDOUT]
    written = [*outputs, *(job.receipts for job in jobs if receipts and job.receipts)]
    if receipts in targets.STDOUT_NAMES and any(job.output in {None, STDOUT} for job in jobs):
        raise usage(
            "text and receipts do not both fit on stdout", "name a file: --receipts talk.receipts.json"
        )
    if len(set(map(os.path.realpath, written))) < len(written):
        raise usage("two outputs would have the same name", "name another folder for one of them")
    for job in jobs:
        targets.require_free(outputs, job.source, no_clobber=no_clobber)
        targets.require_free(written[len(outputs) :], job.source, no_clobber=no_clobber, option="--receipts")
    targets.require_apart(report, written)
