"""How a run is told: the form, place and weight of its remarks, and the exit code that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.cli import remarks, streams
from episcript.cli.failures import CommandError
from episcript.cli.forms import FORMS
from episcript.cli.remarks import Remark
from episcript.cli.sources import PIPE
from episcript.cli.targets import require_free
from episcript.cli.writing import write_all
from episcript.codes import EXIT_REMARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from episcript.cli.remarks import Paint

WEIGHTS = {None: frozenset[str](), "error": {"error"}, "warning": {"error", "warning"}}
"""The severities that count for `--fail-on`; suggestions and infos never do."""


class Report(NamedTuple):
    """What the options say about remarks; the names are those of the options."""

    form: str = "text"
    path: str | None = None
    fail_on: str | None = None
    verbose: bool = False
    quiet: bool = False
    color: str = "auto"
    no_clobber: bool = False


class Outcome(NamedTuple):
    """What a command did: its remarks, a closing line for each file it wrote, its exit code without `--fail-on`."""

    remarks: tuple[Remark, ...] = ()
    written: tuple[str, ...] = ()
    exit_code: int = 0


def told(report: Report, sources: Sequence[str], command: Callable[[], Outcome]) -> int:
    """Run `command`, tell its remarks (or the error that ended it) as `report` says, and return the exit code.

    A report that would replace one of `sources` is refused before anything else is looked at, and an error about the
    place of the report is not written there.
    """
    if report.path:
        _require_free(report, sources)
    try:
        outcome = command()
    except CommandError as error:
        if error.file == report.path:
            raise
        outcome = Outcome((Remark(error.file, error.diagnostic),), exit_code=error.exit_code)
    if report.path:
        write_all([(report.path, _filed(outcome, report).encode("utf-8", "backslashreplace"))])
    streams.say(_spoken(outcome, report))
    return outcome.exit_code or _weighed(outcome, report)


def _require_free(report: Report, sources: Sequence[str]) -> None:
    for source in sources or (PIPE,):
        require_free(
            filter(None, [report.path]), source, no_clobber=report.no_clobber, option="--report-file"
        )


def _filed(outcome: Outcome, report: Report) -> str:
    """Return what `--report-file` holds: every remark, since nobody can ask a file for more."""
    if report.form in FORMS:
        return FORMS[report.form](outcome.remarks)
    return _lines(remarks.everything(outcome.remarks))


def _spoken(outcome: Outcome, report: Report) -> str:
    """Return what stderr gets: the remarks unless they have a file, and what was written where a person reads."""
    if report.form in FORMS and not report.path:
        return FORMS[report.form](_audible(outcome, report))
    paint = streams.paint(report.color)
    if report.path:
        return _lines(remarks.errors(outcome.remarks, paint)) + _closing(outcome, report)
    return _text(outcome, report, paint) + _closing(outcome, report)


def _audible(outcome: Outcome, report: Report) -> tuple[Remark, ...]:
    return tuple(one for one in outcome.remarks if not report.quiet or one.diagnostic.severity == "error")


def _text(outcome: Outcome, report: Report, paint: Paint) -> str:
    if report.quiet:
        return _lines(remarks.errors(outcome.remarks, paint))
    shown = remarks.everything if report.verbose else remarks.summary
    return _lines(shown(outcome.remarks, paint))


def _closing(outcome: Outcome, report: Report) -> str:
    return _lines(outcome.written) if streams.on_terminal() and not report.quiet else ""


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _weighed(outcome: Outcome, report: Report) -> int:
    """Return the exit code that `--fail-on` asks for."""
    counted = WEIGHTS[report.fail_on]
    return EXIT_REMARKS if any(one.diagnostic.severity in counted for one in outcome.remarks) else 0
