"""Settings of the current folder: `episcript.toml`, else `[tool.episcript]` of `pyproject.toml`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeGuard, get_args

import typer

from episcript.cli import arguments, targets
from episcript.cli.failures import CommandError, usage
from episcript.cli.words import choice, nearest
from episcript.codes import EXIT_USAGE, diagnose
from episcript.model import ProfileName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_LISTS = ("select", "ignore")
_WORDS: dict[str, tuple[str, ...]] = {
    "fail-on": ("warning", "error"),
    "baseline": (),
    "language": (),
    "profile": get_args(ProfileName),
    "report": ("text", "json", "jsonl", "github"),
}
"""The settings that are words, each with those it may be; none stands for any."""
_TABLES = ("check", "batch")
_KEYS = (*_LISTS, *_WORDS)
_FILES = ("episcript.toml", "pyproject.toml")
_NEVER = frozenset(("force", "prune", "dry-run", "help"))
"""What is typed each time: nobody should lose a file because of a line in a forgotten file."""
_MEANT: dict[str, Callable[[Any], object]] = {
    **arguments.READ,
    "to": targets.formats,
    "prefer": targets.preferred,
}
"""What finds out whether a value means something, by the names of the parameters."""


class Settings(NamedTuple):
    """What a folder asks for: lists and words by the name of their option, and the file that says so."""

    file: str | None = None
    lists: dict[str, list[str]] = {}  # noqa: RUF012 - never changed
    words: dict[str, str] = {}  # noqa: RUF012 - never changed


def settings(command: str) -> Settings:
    """Return the settings for `command`: those of its own table before those of the whole file."""
    name, shared, own = _tables(command)
    return Settings() if name is None else _checked(name, {**shared, **own})


def file() -> str | None:
    """Return the file with settings in the current folder, if there is one."""
    return _tables("")[0]


def defaults(command: str, options: Iterable[Parameter]) -> dict[str, object]:
    """Return the values that options of `command` have where they are not typed, by the names of their parameters.

    A key is the long name of an option. What stands outside the tables of commands is for every command that has it.
    """
    name, shared, own = _tables(command)
    if name is None:
        return {}
    known = {
        written[2:]: option
        for option in options
        for written in option.opts
        if written.startswith("--") and written[2:] not in _NEVER
    }
    found = {key: value for key, value in shared.items() if key in known or key not in _KEYS} | own
    values = {key: _value(name, key, value, _option(name, key, known)) for key, value in found.items()}
    for key, value in values.items():
        _require_meaning(name, key, value, known[key])
    return {known[key].name: value for key, value in values.items()}


class Parameter(Protocol):
    """What is asked of an option of a command: typer has a class of its own for it, or that of click."""

    name: str
    opts: Sequence[str]
    metavar: str | None
    is_flag: bool
    multiple: bool

    def type_cast_value(self, ctx: Any, value: object) -> object: ...  # noqa: ANN401, D102 - as typer has it


def _option(file: str, key: str, known: Mapping[str, Parameter]) -> Parameter:
    if key in _NEVER:
        raise usage(f"{file}: {key} is no setting", f"it is typed each time: --{key}")
    if key not in known:
        raise usage(f"{file}: unknown setting {key!r}", choice(key, sorted(known)))
    return known[key]


def _value(file: str, key: str, value: object, option: Parameter) -> object:
    """Return the value of a setting as the command line would give it."""
    if option.is_flag:
        kind, fits = "true or false", isinstance(value, bool)
    elif option.multiple:
        value = [value] if isinstance(value, str) else value
        kind, fits = "a list of words", _are_words(value)
    else:
        kind, fits = "a word or a number", not isinstance(value, bool)
        if _are_words(value) and (option.metavar or "").endswith("[,...]"):
            value = ",".join(value)
        fits &= isinstance(value, int | float) or _are_words([value])
        value = str(value)
    if not fits:
        raise usage(f"{file}: {key} is not {kind}", "")
    return value


def _are_words(value: object) -> TypeGuard[list[str]]:
    """Return whether `value` is a list of words; NUL is in none, for no file name and no command line can hold it."""
    return isinstance(value, list) and all(isinstance(one, str) and "\0" not in one for one in value)


def _require_meaning(file: str, key: str, value: object, option: Parameter) -> None:
    """Refuse what the command line would refuse, in the words of the file: nobody has typed it."""
    try:
        option.type_cast_value(None, value)
        _MEANT.get(option.name, bool)(value)
    except typer.BadParameter as error:
        reason = error.message.removesuffix(".")
        known = re.findall(r"'([^']*)'", reason.partition("is not one of")[2])
        close = nearest(str(value), known)
        raise usage(f"{file}: {key}: {reason}", f"did you mean {close}?" if close else "") from error
    except CommandError as error:
        reason = re.sub(rf"^--{key}:? ", "", error.diagnostic.message)
        hint = (error.diagnostic.hint or "").replace(f"--{key} ", "").replace("type: ", "for example ")
        raise usage(f"{file}: {key}: {reason}", hint) from error


def _tables(command: str) -> tuple[str | None, dict[str, object], dict[str, object]]:
    """Return the first file with settings, those for every command and those of `command`."""
    for name in _FILES:
        found = _table(name)
        if found is not None:
            own = found.get(command)
            _require_known(name, (key for key, value in found.items() if isinstance(value, dict)))
            shared = {key: value for key, value in found.items() if not isinstance(value, dict)}
            return name, shared, own if isinstance(own, dict) else {}
    return None, {}, {}


def _table(name: str) -> dict[str, object] | None:
    """Return the table of episcript in a file of the current folder, if both are there."""
    if not Path(name).is_file():
        return None
    import tomllib  # noqa: PLC0415 - start-up

    try:
        found = tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(name, diagnose("bad-settings", reason=str(error)), EXIT_USAGE) from error
    if name == _FILES[0]:
        return found
    table = found.get("tool", {}).get("episcript")
    return table if isinstance(table, dict) else None


def _require_known(file: str, tables: Iterable[str]) -> None:
    """Refuse a table of no command that reads settings, for its settings would do nothing."""
    for table in tables:
        if table not in _TABLES:
            raise usage(f"{file}: unknown table [{table}]", choice(table, _TABLES))


def _checked(file: str, found: dict[str, object]) -> Settings:
    lists: dict[str, list[str]] = {}
    words: dict[str, str] = {}
    for key, value in found.items():
        if key in _LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value):
            lists[key] = value
        elif key in _WORDS and isinstance(value, str) and (not _WORDS[key] or value in _WORDS[key]):
            words[key] = value
        else:
            raise _refused(file, key)
    return Settings(file, lists, words)


def _refused(file: str, key: str) -> CommandError:
    if key in _KEYS:
        kind = "a list of codes" if key in _LISTS else " or ".join(_WORDS[key]) or "a word"
        return usage(f"{file}: {key} is not {kind}", "")
    return usage(f"{file}: unknown setting {key!r}", choice(key, _KEYS))
