"""The remarks of many files, told while they come: nothing is held but the first of each warning code."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from episcript.cli import remarks, streams
from episcript.cli.failures import writing
from episcript.cli.forms import FORMS
from episcript.cli.words import counted
from episcript.cli.writing import replacing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from episcript.cli.remarks import Remark
    from episcript.cli.reports import Report

_OWN_LINE = {
    "output-edited": "more edited output",
    "not-replaced": "more kept output",
    "source-vanished": "more orphaned output",
    "orphan-edited": "more orphaned output",
}
"""What is told each time, since it names a file that somebody has to look at."""

_AT_ONCE, _SHOWN = 6, 11
"""Lines of errors and of these, and of all that is told before the last line: a screen holds it beside the closing table."""


class Telling:
    """Tells remarks as a report says; the forms for programs hold all of them, on stderr or in a file."""

    def __init__(
        self, report: Report, say: Callable[[str], None], file: TextIO | None, to_list: str | None
    ) -> None:
        """Take where words go, the file of the report, if there is one, and the line to type that lists all remarks."""
        self._report = report
        self._say = say
        self._file = file
        self._paint = streams.paint(report.color)
        self._severities: Counter[str] = Counter()
        self._codes: Counter[str] = Counter()
        self._first: dict[str, Remark] = {}
        self._rows = 0
        self._told = 0
        self._more: Counter[str] = Counter()
        self._coming = 0
        self._to_list = to_list

    def add(self, found: Sequence[Remark]) -> None:
        """Tell the remarks of one file."""
        self._coming = 0
        spoken = [one for one in found if self._is_spoken(one)]
        if self._report.form in FORMS:
            self._form(found)
        elif self._file:
            self._file.write("".join(f"{line}\n" for line in remarks.everything(found)))
        if self._report.form not in FORMS or self._file:
            self._told += len(spoken)
            self._say("".join(f"{remarks.line(one, self._paint)}\n" for one in spoken))

    def aside(self, words: str) -> None:
        """Tell what is no remark, such as a source that is passed over, where everything is listed."""
        if self._report.verbose and self._report.form not in FORMS and not self._file:
            self._say(f"{words}\n")

    def close(self) -> None:
        """End the form, and tell what was counted and not told."""
        if self._report.form == "json":
            self._put("\n]\n" if self._rows else "[]\n")
        if self._report.form in FORMS or self._file or self._report.quiet or self._report.verbose:
            return
        if self._more:
            kinds = ", ".join(counted(number, noun) for noun, number in self._more.items())
            self._say(f"+ {kinds}: -v lists each\n")
        room = _SHOWN - self._told - bool(self._more)
        shown = len(self._first) if len(self._first) <= room else room - 1
        for code, one in islice(self._first.items(), shown):
            more = f" ({self._codes[code]:,} in all)" if self._codes[code] > 1 else ""
            self._say(f"{remarks.line(one, self._paint, more)}\n")
        if shown < len(self._first):
            self._say(f"+ {counted(len(self._first) - shown, 'more warning kind')}\n")
        if (total := self._severities.total()) > self._told:
            self._say(f"{counted(total, 'remark')}: {self._to_list or '-v lists them'}\n")

    def weighs(self, severities: Iterable[str]) -> bool:
        """Return whether there was a remark of one of the severities."""
        return any(self._severities[severity] for severity in severities)

    def _count(self, one: Remark) -> None:
        found = one.diagnostic
        self._severities[found.severity] += 1
        self._codes[found.code] += 1
        if found.severity == "warning" and found.code not in _OWN_LINE:
            self._first.setdefault(found.code, one)

    def _is_spoken(self, one: Remark) -> bool:
        """Count a remark, and return whether it has a line of its own on stderr."""
        self._count(one)
        found = one.diagnostic
        if self._report.verbose and not self._file:
            return True
        if self._report.quiet:
            return found.severity == "error"
        if found.code not in _OWN_LINE and found.severity != "error":
            return False
        if self._told + self._coming < _AT_ONCE or self._report.form in FORMS or self._file:
            self._coming += 1
            return True
        self._more[_OWN_LINE.get(found.code, "more error")] += 1
        return False

    def _form(self, found: Sequence[Remark]) -> None:
        """Write the remarks in the form for programs; an array goes on from one file to the next."""
        audible = [
            one for one in found if self._file or not self._report.quiet or one.diagnostic.severity == "error"
        ]
        if not audible:
            return
        text = FORMS[self._report.form](audible)
        if self._report.form == "json":
            text = (",\n" if self._rows else "[\n") + text.removeprefix("[\n").removesuffix("\n]\n")
        self._rows += len(audible)
        self._put(text)

    def _put(self, text: str) -> None:
        if self._file:
            self._file.write(text)
        else:
            self._say(text)


@contextmanager
def telling(report: Report, say: Callable[[str], None], to_list: str | None = None) -> Iterator[Telling]:
    """Yield what tells the remarks; a report file is there, whole, when all are told. `to_list` is the line that lists them."""
    with ExitStack() as stack:
        file = stack.enter_context(_text_file(report.path)) if report.path else None
        told = Telling(report, say, file, to_list)
        yield told
        told.close()


@contextmanager
def lines_to(path: str | None) -> Iterator[Callable[[str], object]]:
    """Yield what writes lines to `path`, if there is one; each is there at once, so that a killed run has its log."""
    if path is None:
        yield len
        return
    with writing(path):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    with writing(path), Path(path).open("w", encoding="utf-8", newline="\n", buffering=1) as stream:
        yield stream.write


@contextmanager
def _text_file(path: str) -> Iterator[TextIO]:
    """Yield a stream that becomes the file at `path` when all is written; a device is written directly."""
    with writing(path), ExitStack() as stack:
        temporary = stack.enter_context(replacing(path))
        stream = stack.enter_context(
            Path(temporary).open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        )
        yield stream
