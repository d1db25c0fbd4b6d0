"""Settings of the current folder: `episcript.toml`, else `[tool.episcript]` of `pyproject.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from episcript.cli.failures import CommandError, usage
from episcript.cli.words import choice
from episcript.codes import EXIT_USAGE, diagnose

_LISTS = ("select", "ignore")
_WORDS = {"fail-on": ("warning", "error"), "baseline": (), "language": (), "report": ()}
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
