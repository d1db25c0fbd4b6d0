"""A batch from its arguments to its exit code: what is asked for, what is told, and where everything goes."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from episcript import registry
from episcript.batch import manifest, plan, pool, report, rows, run, state
from episcript.batch.model import BatchError, Result, Status
from episcript.batch.work import Setup, is_new
from episcript.batch.writing import Hands
from episcript.cli import arguments as asked
from episcript.cli import origins, orphans, settings, streams, targets
from episcript.cli.conversion import Conversion
from episcript.cli.escapes import visible
from episcript.cli.failures import CommandError, usage, writing
from episcript.cli.interrupts import heard_once
from episcript.cli.progress import watching
from episcript.cli.remarks import Remark, line
from episcript.cli.reports import WEIGHTS, Report
from episcript.cli.telling import lines_to, telling
from episcript.cli.words import typed
from episcript.cli.writing import replacing
from episcript.codes import EXIT_INPUT, EXIT_INTERRUPTED, EXIT_OUTPUT, EXIT_REMARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.batch.discovery import Finds
    from episcript.cli.progress import Watch
    from episcript.cli.telling import Telling
    from episcript.model import Options

_NOT_HASHED = frozenset(
    "source output to files_from include exclude prefer prose jobs timeout fail_fast force prune dry_run log"
    " no_clobber report report_file fail_on verbose quiet color max_bytes".split()
)
"""What does not change the bytes of an output; a new option is taken for one that does."""

_TYPED = 3
"""So many sources are typed again by hand."""


class _CutShortError(Exception):
    """The batch ends before its last file; one big output is left as it was."""

    def __init__(self, exit_code: int) -> None:
        """Keep what the command returns."""
        super().__init__(exit_code)
        self.exit_code = exit_code


class _Run(NamedTuple):
    """A batch that was looked at and not begun."""

    plan: plan.Plan
    finds: Finds
    setup: Setup
    limits: pool.Limits
    output: str
    big: rows.Big | None
    arguments: dict[str, Any]


def ran(arguments: dict[str, Any]) -> int:
    """Return the exit code of the batch that `arguments`, named like the parameters of the command, ask for."""
    told = Report(**{name: arguments[key] for name, key in _REPORT.items()})
    if (file := settings.file()) and not told.quiet:
        streams.say(f"settings: {file}\n")
    began = time.monotonic()
    try:
        begun = _begun(arguments)
        if not begun.plan.sources:
            return _nowhere(begun, told)
        if arguments["dry_run"]:
            return _listed(begun)
        return _told(begun, told, began)
    except BatchError as error:
        raise CommandError(error.file, error.diagnostic, error.exit_code) from error


_REPORT = {
    "form": "report",
    "path": "report_file",
    **{name: name for name in ("fail_on", "verbose", "quiet", "color", "no_clobber")},
}


def _begun(arguments: dict[str, Any]) -> _Run:
    """Return the batch that the arguments ask for, every mistake in them told before any work."""
    wanted = targets.formats(arguments["to"] or ())
    options = asked.options(arguments)
    origins.require_there(arguments)
    big = _big(arguments["output"], wanted, arguments["source"] or ())
    formats = (big.writer,) if big else wanted
    finds = origins.sources_of(arguments)
    suffixes = {} if big else {name: registry.writer(name).FORMAT.suffix for name in formats}
    made = plan.planned(finds.found, targets.preferred(arguments["prefer"]), suffixes)
    if not made.sources and not finds.missing:
        raise origins.nothing(arguments)
    folder = None if big else arguments["output"]
    if folder:
        plan.require_no_source(made, folder)
    elif Path(arguments["output"]).exists():
        plan.require_other(made, arguments["output"])
    setup = Setup(
        Conversion(arguments, options, formats),
        _settings(arguments, options),
        folder,
        Hands(arguments["force"], arguments["no_clobber"]),
        prose=arguments["prose"],
    )
    limits = pool.Limits(arguments["jobs"] or pool.cores(), arguments["timeout"])
    return _Run(made, finds._replace(found=[]), setup, limits, arguments["output"], big, arguments)


def _big(output: str | None, wanted: Sequence[str], named: Sequence[str]) -> rows.Big | None:
    """Return what one output for all episodes is to be, `None` for a folder; a usage error where that is not said."""
    line = typed("batch", *(named or ["shows"]), "-o", output or "out", "-t", "srt")
    if output is None:
        raise usage("no output", f"type: {line}")
    with writing(output):
        found = None if targets.is_folder(output) else rows.big(output)
    if output == targets.STDOUT:
        found = rows.big(f".{wanted[0]}") if len(wanted) == 1 else None
        if not found or found.format == "parquet":
            raise usage(
                "stdout takes rows",
                f"type: {typed('batch', *(named or ['shows']), '-o', '-', '-t', 'jsonl')}",
            )
    elif found and wanted and wanted != (found.format,):
        raise usage(
            f"{output} holds {found.format}, not {', '.join(wanted)}",
            f"type: {typed('batch', *named, '-o', output)}",
        )
    elif not found and not wanted and registry.writer_of_suffix(Path(output).name):
        rows_of_all = typed("batch", *(named or ["shows"]), "-o", f"{Path(output).stem}.jsonl")
        raise usage(f"{output} holds one episode", f"type: {rows_of_all}")
    elif not found and not wanted:
        raise usage("no format to write", f"type: {line}")
    if found and (extra := rows.required(found)):
        raise usage(f"{output} needs a package", f"type: pip install 'episcript[{extra}]'")
    return found


def _nowhere(begun: _Run, told: Report) -> int:
    """Tell the names that lead to nothing where all of them do, and return the exit code."""
    with telling(told, streams.say, _to_list(begun.arguments)) as remarks:
        remarks.add([Remark(missing.file, missing.diagnostic) for missing in begun.finds.missing])
    return EXIT_INPUT


def _settings(arguments: dict[str, Any], options: Options) -> str:
    """Return the hash of the arguments that outputs depend on; of a glossary the names count, not its path."""
    changing = {name: value for name, value in arguments.items() if name not in _NOT_HASHED}
    changing |= {"glossary": options.glossary, "version": import_module("episcript").__version__}
    return run.settings_hash(changing)


def _listed(begun: _Run) -> int:
    """Say on stdout which sources would be converted and which outputs removed, and write nothing."""
    for missing in begun.finds.missing:
        streams.say(line(Remark(missing.file, missing.diagnostic), streams.paint("auto")) + "\n")
    with writing(begun.output), manifest.opened(begun.setup.folder) as known:
        for task in run.tasks(begun.plan, begun.setup, known):
            if not isinstance(task, Result) and is_new(task, begun.setup):
                made = ", ".join(visible(str(Path(begun.output, output.path))) for output in task.outputs)
                _emit(f"{visible(task.source)} -> {made or visible(begun.output)}\n")
        for one in _orphans(begun, known).removed if begun.setup.folder else ():
            orphan = visible(str(Path(begun.output, one.output)))
            _emit(f"{visible(one.source)} is gone: {orphan} would be removed\n")
    return EXIT_REMARKS if begun.finds.missing else 0


def _emit(said: str) -> None:
    with writing("stdout"):
        streams.emit(said.encode())


def _told(begun: _Run, told: Report, began: float) -> int:
    """Run the batch, tell what became of it, and return the exit code."""
    tally = report.Tally(Counter({"same-episode": len(begun.plan.same)}))
    stopped = 0
    with (
        watching(len(begun.plan.sources), quiet=told.quiet) as watch,
        telling(told, watch.say, _to_list(begun.arguments)) as remarks,
    ):
        for missing in begun.finds.missing:
            tally.counts["failed"] += 1
            remarks.add([Remark(missing.file, missing.diagnostic)])
        for form in begun.plan.same:
            remarks.aside(f"{visible(form.path)}: left out, another form of an episode that was taken")
        try:
            with heard_once():
                _watched(begun, watch, remarks, tally)
        except _CutShortError as error:
            stopped = error.exit_code
        except KeyboardInterrupt:
            stopped = EXIT_INTERRUPTED
    if stopped:
        _count_left(begun, tally)
    if not told.quiet and told.form == "text":
        streams.say("".join(f"{line}\n" for line in report.table(tally, time.monotonic() - began)))
    failed = EXIT_REMARKS if tally.counts["failed"] or remarks.weighs(WEIGHTS[told.fail_on]) else 0
    return stopped or failed


def _count_left(begun: _Run, tally: report.Tally) -> None:
    """Count what a batch that ended early leaves for the next; one output for all rows is as it was, without any."""
    if begun.big and begun.output != targets.STDOUT:
        for status in ("written", "partial"):
            tally.counts[status] = 0
    done = sum(tally.counts[status] for status in get_args(Status)) - len(begun.finds.missing)
    tally.counts["left"] = len(begun.plan.sources) - done


def _to_list(arguments: dict[str, Any]) -> str | None:
    """Return the line that lists every remark, `None` where the sources are too many to type."""
    named = arguments["source"] or ()
    return typed("check", *named) if 0 < len(named) <= _TYPED and not arguments["files_from"] else None


def _watched(begun: _Run, watch: Watch, remarks: Telling, tally: report.Tally) -> None:
    """Take the results as they come; raises `_CutShortError` where the batch ends early."""
    done = 0
    with ExitStack() as stack:
        log = stack.enter_context(lines_to(begun.arguments["log"]))
        for result in stack.enter_context(_results(begun, remarks, tally)):
            if result is not None:
                done += 1
                tally.add(result)
                if result.remarks:
                    remarks.add([Remark(*one) for one in result.remarks])
                if begun.arguments["log"]:
                    log(report.log_line(result) + "\n")
                if result.status == "skipped":
                    remarks.aside(f"{visible(result.source)}: skipped, without labels, clocks and chapters")
                if result.stop or (result.status == "failed" and begun.arguments["fail_fast"]):
                    raise _CutShortError(EXIT_OUTPUT if result.stop else EXIT_REMARKS)
            watch.at(done, tally.counts["failed"])


@contextmanager
def _results(begun: _Run, remarks: Telling, tally: report.Tally) -> Iterator[Iterator[Result | None]]:
    """Yield the results; what they leave in the output is settled when all are taken, or when they are cut short."""
    results = run.results(begun.plan, begun.setup, begun.limits)
    if begun.big:
        with _into(begun, begun.big) as sink:
            yield _poured(results, sink)
        return
    with state.owned(begun.output):
        manifest.settle(begun.output)
        try:
            yield results
        finally:
            results.close()
            with suppress(OSError):  # where the disk is full the next batch takes the journals over
                manifest.settle(begun.output)
        _tell_vanished(begun, remarks, tally)


def _poured(results: Iterator[Result | None], sink: rows.Sink) -> Iterator[Result | None]:
    """Yield the results whose rows have been written."""
    for result in results:
        if result:
            sink.write(result.rows)
        yield result


@contextmanager
def _into(begun: _Run, big: rows.Big) -> Iterator[rows.Sink]:
    """Yield what takes the rows: stdout, or a file that is replaced when all are there."""
    if begun.output == targets.STDOUT:
        yield rows.Lines(streams.emit, header=big.format == "csv")
        return
    state.clear_rows(begun.output)
    with replacing(begun.output, state.ROWS) as path, path.open("wb") as stream:
        state.hold(stream)
        with rows.sink(stream, big) as sink:
            yield sink


def _tell_vanished(begun: _Run, remarks: Telling, tally: report.Tally) -> None:
    """List the outputs whose sources are gone; with `--prune` remove those that nobody touched."""
    with manifest.opened(begun.output) as known:
        found = _orphans(begun, known)
    if found.removed:
        run.prune(begun.output, found.removed)
    tally.counts["pruned"] += len(found.removed)
    tally.counts.update(one.diagnostic.code for one in found.remarks)
    remarks.add(found.remarks)


def _orphans(begun: _Run, known: manifest.Manifest) -> orphans.Orphans:
    gone = run.vanished(known, begun.output, begun.plan)
    ours = run.untouched(known, begun.output, gone)
    lost = bool(begun.finds.missing or begun.finds.empty)
    return orphans.sorted_out(begun.output, gone, ours, prune=begun.arguments["prune"], missing=lost)
