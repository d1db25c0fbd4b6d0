"""Remarks as programs read them: JSON, JSON Lines, GitHub's workflow commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.cli.escapes import visible, visible_json
from episcript.cli.listing import gravest
from episcript.cli.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from episcript.cli.remarks import Remark
    from episcript.model import Severity

_LEVELS: dict[Severity, str] = {
    "error": "error",
    "warning": "warning",
    "suggestion": "notice",
    "info": "notice",
}
"""GitHub's word for a severity."""

_MOST = 10
"""Annotations of each kind that GitHub shows of a step."""


def as_json(remarks: Sequence[Remark]) -> str:
    r"""Return a JSON array with one object a line.

    >>> as_json([])
    '[]\n'
    """
    rows = ",\n".join(map(_object, remarks))
    return f"[\n{rows}\n]\n" if rows else "[]\n"


def as_jsonl(remarks: Sequence[Remark]) -> str:
    """Return one JSON object a line."""
    return "".join(_object(remark) + "\n" for remark in remarks)


def as_github(remarks: Sequence[Remark]) -> str:
    """Return workflow commands, which GitHub shows beside the lines of the file: ten of each kind, as many as it shows.

    The gravest are shown, and of these each code before any for the second time; a notice tells the number of the rest.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    chosen = gravest(remarks, _MOST, _LEVELS.__getitem__)
    if len(chosen) < len(remarks):  # the notice about the rest is a notice, too
        chosen = gravest(remarks, _MOST, _LEVELS.__getitem__, {"notice": _MOST - 1})
    rest = len(remarks) - len(chosen)
    shown = "".join(_command(remark) + "\n" for remark in chosen)
    return shown + (
        f"::notice title=episcript::+ {counted(rest, 'more remark')}, not shown here\n" if rest else ""
    )


FORMS: dict[str, Callable[[Sequence[Remark]], str]] = {
    "json": as_json,
    "jsonl": as_jsonl,
    "github": as_github,
}
"""The forms of `--report` beside `text`."""


def _object(remark: Remark) -> str:
    """Return one remark as a JSON object; keys in the order of the text form."""
    from json import dumps  # noqa: PLC0415 - start-up

    found = remark.diagnostic
    row = {
        "file": remark.file,
        "line": found.line,
        "column": remark.column,
        "severity": found.severity,
        "code": found.code,
        "message": found.message,
        "hint": found.hint,
    }
    return visible_json(dumps(row, ensure_ascii=False))


def _command(remark: Remark) -> str:
    """Return `::warning file=…,line=…,title=…::message`."""
    found = remark.diagnostic
    place = {"file": remark.file, "line": found.line, "col": remark.column, "title": found.code}
    fields = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value is not None)
    words = f"{found.message}; {found.hint}" if found.hint else found.message
    return f"::{_LEVELS[found.severity]} {fields}::{_data(words)}"


def _data(text: str) -> str:
    """Return `text` as the message of a workflow command."""
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    """Return `text` as a property of a workflow command, where colon and comma are escaped as well."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
