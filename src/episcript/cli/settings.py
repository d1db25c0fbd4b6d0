"""Settings of the current folder: `episcript.toml`, else `[tool.episcript]` of `pyproject.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from episcript.cli.failures import CommandError, usage
from episcript.cli.words import choice
from episcript.codes import EXIT_USAGE, diagnose
from episcript.model import ProfileName

if TYPE_CHECKING:
    from collections.abc import Iterable

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


class Settings(NamedTuple):
    """What a folder asks for: lists and words by the name of their option, and the file that says so."""

    file: str | None = None
    lists: dict[str, list[str]] = {}  # noqa: RUF012 - never changed
    words: dict[str, str] = {}  # noqa: RUF012 - never changed


def settings(command: str) -> Settings:
    """Return the settings for `command`: those of its own table before those of the whole file."""
    for name in _FILES:
        found = _table(name)
        if found is not None:
            own = found.get(command)
            _require_known(name, (key for key, value in found.items() if isinstance(value, dict)))
            shared = {key: value for key, value in found.items() if not isinstance(value, dict)}
            return _checked(name, {**shared, **(own if isinstance(own, dict) else {})})
    return Settings()


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
