"""The sources of a batch: what the command line and a list of names lead to, and what is told where that is nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from episcript import registry
from episcript.batch import discovery
from episcript.batch.model import BatchError
from episcript.cli import sources
from episcript.cli.failures import reading, usage
from episcript.cli.words import typed
from episcript.codes import EXIT_INPUT, diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping

_WRITTEN = ("output", "log", "report_file")
"""The options that name what a batch writes: it is no source of the next one."""

_PATTERNS = {
    (False, False): "",
    (True, False): " that --include takes",
    (False, True): " that --exclude leaves",
    (True, True): " that --include and --exclude leave",
}
"""What is said of sources where there are none, by whether there is `--include` and whether `--exclude`."""


def sources_of(arguments: Mapping[str, Any]) -> discovery.Finds:
    """Return the sources that the command line and the list lead to."""
    suffixes = (
        suffix for name in registry.reader_names() for suffix in registry.reader(name).FORMAT.suffixes
    )
    wanted = discovery.Search(
        tuple(suffixes),
        tuple(arguments["include"] or ()),
        tuple(arguments["exclude"] or ()),
        tuple(filter(None, (arguments[name] for name in _WRITTEN))),
    )
    listed = arguments["files_from"]
    names = discovery.names_in(sources.load(listed, 1 << 30)) if listed else []
    if not listed and not arguments["source"]:
        raise usage("no source", f"type: {typed('batch', 'shows', '-o', 'out', '-t', 'srt')}")
    return discovery.search(arguments["source"] or (), names, wanted)


def require_there(arguments: Mapping[str, Any]) -> None:
    """Refuse a file for all episodes that is not there: no episode could be converted."""
    for name in filter(None, (arguments["chapters"], arguments["times_from"])):
        with reading(name):
            Path(name).stat()


def nothing(arguments: Mapping[str, Any]) -> BatchError:
    """Return the error of sources that hold nothing to convert."""
    name = next(iter(arguments["source"] or ()), arguments["files_from"])
    patterns = _PATTERNS[bool(arguments["include"]), bool(arguments["exclude"])]
    return BatchError(str(name), diagnose("no-sources", patterns=patterns), EXIT_INPUT)
