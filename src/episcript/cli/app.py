"""The typer application: which commands exist, how one is chosen, and how every run ends."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from episcript.cli import streams
from episcript.cli.failures import CommandError, usage, writing
from episcript.cli.remarks import Remark, line
from episcript.cli.words import nearest, typed
from episcript.codes import EXIT_USAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = ("convert", "check", "repair", "chapters", "formats", "schema")
"""Every command, in the order of the help; each is a module in `commands`."""

_SAYS_FORMAT = ("-t", "--to", "-o", "--output")
"""How the options begin one of which says what to write."""

_NO_CHOICE = re.compile(r"invalid value for '(--[a-z-]+)': '([^']*)' is not one of (.+)")
"""Typer's complaint about a value that is none of an option's, in our form."""

_UsageError = cast("type[Exception]", typer.BadParameter.__base__)
"""What typer raises for a wrong command line: click's class up to 0.21, its own copy since."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of the command that `arguments` name; errors are told in one line on stderr."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with writing("stdout"):
            code = _invoked(given)
            streams.flush()
    except CommandError as error:
        streams.say(line(Remark(error.file, error.diagnostic), streams.paint("auto")) + "\n")
        code = error.exit_code
    except BrokenPipeError:
        code = 0
    streams.settle()
    return code


def application(names: Sequence[str] = COMMANDS) -> typer.Typer:
    """Return the typer application with the commands `names`, each imported here and not before."""
    made = typer.Typer(
        name="episcript",
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    made.callback(invoke_without_command=True)(episcript)
    for name in names:
        made.command(name)(getattr(import_module(f"episcript.cli.commands.{name}"), name))
    return made


def episcript(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("-V", "--version", help="Print the version and stop.")] = False,
) -> None:
    """Turn the raw text of a podcast episode into speaker turns, chapters and subtitles.

    For example: episcript convert talk.md -t srt
    """
    if version:
        typer.echo(f"episcript {import_module('episcript').__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        streams.say(context.get_help() + "\n")
        raise typer.Exit(EXIT_USAGE)


def _invoked(arguments: list[str]) -> int:
    """Return the exit code of the command; what typer finds wrong becomes a `CommandError`."""
    first = arguments[0] if arguments else ""
    if first == "-" or (first and not first.startswith("-") and first not in COMMANDS):
        raise _unknown_command(arguments)
    command = typer.main.get_command(application([first] if first in COMMANDS else COMMANDS))
    try:
        with command.make_context("episcript", list(arguments)) as context:
            return cast("int", command.invoke(context) or 0)
    except typer.Exit as stop:
        return stop.exit_code
    except _UsageError as error:
        raise _wrong_usage(error, arguments) from None


def _unknown_command(arguments: list[str]) -> CommandError:
    """Return what to type instead of a command that does not exist: most often `convert` was left out."""
    first = arguments[0]
    if first == "-" or "." in first or os.sep in first or _exists(first):
        into = () if any(word.startswith(_SAYS_FORMAT) for word in arguments[1:]) else ("-t", "srt")
        return usage(f"{first!r} is no command", f"did you mean {typed('convert', *arguments, *into)}?")
    close = nearest(first, COMMANDS)
    advice = f"did you mean {typed(close, *arguments[1:])}?" if close else f"there are: {', '.join(COMMANDS)}"
    return usage(f"unknown command {first!r}", advice)


def _exists(path: str) -> bool:
    with suppress(OSError):
        return Path(path).exists()
    return False


def _wrong_usage(error: Exception, arguments: list[str]) -> CommandError:
    """Return typer's complaint in our form, with the line that helps."""
    told = " ".join(str(getattr(error, "format_message", error.__str__)()).split()).removesuffix(".")
    reason = told[:1].lower() + told[1:]
    if (wrong := _NO_CHOICE.fullmatch(reason)) and (
        close := nearest(wrong[2], re.findall(r"'([^']*)'", wrong[3]))
    ):
        return usage(reason, f"did you mean {wrong[1]} {close}?")
    if arguments[0] in COMMANDS:
        return usage(reason, f"type: {typed(arguments[0], '--help')}")
    if reason.startswith("no such option"):
        return usage(reason, f"options follow the command: {typed('convert', *arguments)}")
    return usage(reason, f"type: {typed('--help')}")
