"""Start-up is a feature: which modules a run may import, by name."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from episcript import registry
from episcript.cli.app import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = """\
**Ann** [00:00:01]: Welcome to the show.

**Bo** [00:00:04]: Thanks, Ann.

**Ann** [00:00:09]: So?

**Bo** [00:00:11]: Yes.
"""

HELP = {
    "episcript",
    "episcript.cli",
    "episcript.cli.app",
    "episcript.cli.captions",
    "episcript.cli.collector",
    "episcript.cli.commands",
    "episcript.cli.commands.chapters",
    "episcript.cli.commands.check",
    "episcript.cli.commands.convert",
    "episcript.cli.commands.formats",
    "episcript.cli.commands.repair",
    "episcript.cli.commands.schema",
    "episcript.cli.diffs",
    "episcript.cli.escapes",
    "episcript.cli.failures",
    "episcript.cli.folders",
    "episcript.cli.forms",
    "episcript.cli.listing",
    "episcript.cli.options",
    "episcript.cli.remarks",
    "episcript.cli.reports",
    "episcript.cli.settings",
    "episcript.cli.sources",
    "episcript.cli.streams",
    "episcript.cli.targets",
    "episcript.cli.values",
    "episcript.cli.words",
    "episcript.cli.writing",
    "episcript.codes",
    "episcript.model",
    "episcript.readers",
    "episcript.registry",
    "episcript.times",
    "episcript.writers",
}
"""What `--help` may import of ours: the commands and what they are declared with, no stage and no format."""

HEAVY = {
    "ftfy",
    "rapidfuzz",
    "yaml",
    "pydantic",
    "markdown_it",
    "rich.console",
    "rich.progress",
    "wcwidth",
    "asyncio",
    "http",
    "jsonschema",
    "multiprocessing",
    "xml",
}
"""What neither `--help` nor the conversion of a clean episode needs."""

_PROBE = """
import json, sys
from episcript.cli import main
code = main(sys.argv[1:])
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


def imported(*arguments: str) -> set[str]:
    """Return the modules that `episcript ARGUMENTS` has imported when it ends."""
    run = subprocess.run(
        [sys.executable, "-c", _PROBE, *arguments], capture_output=True, check=True, stdin=subprocess.DEVNULL
    )
    return set(json.loads(run.stderr.splitlines()[-1]))


def heavy(modules: set[str]) -> set[str]:
    """Return the heavy modules among `modules`, those inside a heavy package included."""
    return {name for name in modules if any(name == one or name.startswith(f"{one}.") for one in HEAVY)}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["convert", "--help"]], ids=" ".join)
def test_help_imports_the_declarations_and_nothing_else(arguments: list[str]) -> None:
    """`--help` and `--version` import no stage, no reader, no writer and nothing heavy."""
    modules = imported(*arguments)
    assert {name for name in modules if name.partition(".")[0] == "episcript"} <= HELP
    assert heavy(modules) == set()


def test_a_command_does_not_import_the_others() -> None:
    """`convert` pays for its own options only."""
    ours = {name for name in imported("convert", "--help") if name.startswith("episcript.cli.commands.")}
    assert ours == {"episcript.cli.commands.convert"}


def test_a_small_conversion_imports_nothing_heavy(tmp_path: Path) -> None:
    """An episode without damage and without front matter is converted without ftfy, rapidfuzz, yaml or rich."""
    source = tmp_path / "talk.md"
    source.write_text(CLEAN)
    assert (
        heavy(imported("convert", str(source), "-o", str(tmp_path / "talk.srt"), "--duration", "13")) == set()
    )


def test_a_conversion_imports_no_writer_but_its_own(tmp_path: Path) -> None:
    """`-t txt` imports the readers, which are asked for their scores, and of the writers only `txt`."""
    source = tmp_path / "talk.md"
    source.write_text(CLEAN)
    modules = imported("convert", str(source), "-t", "txt", "-o", str(tmp_path / "talk.out"))
    written = {f"episcript.writers.{name.replace('-', '_')}" for name in registry.writer_names()}
    assert modules & written == {"episcript.writers.txt"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """Each command has a module of its name and a help page that ends with 0."""
    run = subprocess.run(
        [sys.executable, "-m", "episcript.cli", command, "--help"], capture_output=True, check=True, text=True
    )
    assert run.stdout.startswith(f"Usage: episcript {command}")


def test_formats_lists_every_reader_and_writer() -> None:
    """`episcript formats` and the help of `convert` name what the registry finds."""
    table = subprocess.run(
        [sys.executable, "-m", "episcript.cli", "formats"], capture_output=True, check=True, text=True
    ).stdout
    rows = {row.split()[1]: row.split()[0] for row in table.splitlines()[1:]}
    assert {name for name, can in rows.items() if "r" in can} == set(registry.reader_names())
    assert {name for name, can in rows.items() if "w" in can} == set(registry.writer_names())
