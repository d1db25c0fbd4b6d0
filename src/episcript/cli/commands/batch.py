"""`episcript batch`: folders of episodes, only what is new, with the options of `convert`."""

import inspect
from typing import Any

from episcript.cli import options as given
from episcript.cli.commands.convert import convert

_PREFER = "json,md,html,docx,txt,vtt,srt"
_TIMEOUT = 300.0
_NOT_OURS = {"source", "name", "explain"}
"""What `convert` has for one source only."""


def _declared(  # noqa: PLR0913 - the options of the command
    *,
    source: given.BatchSources = None,
    files_from: given.FilesFrom = None,
    include: given.Include = None,
    exclude: given.Exclude = None,
    prefer: given.Prefer = _PREFER,
    prose: given.Prose = False,
    jobs: given.Jobs = None,
    timeout: given.Timeout = _TIMEOUT,
    fail_fast: given.FailFast = False,
    force: given.Force = False,
    prune: given.Prune = False,
    dry_run: given.DryRun = False,
    log: given.Log = None,
) -> None:
    """Hold what `batch` has beside the options of `convert`."""


def batch(**arguments: Any) -> int:  # noqa: ANN401 - options
    """Convert folders of episodes, only what is new.

    Outputs that somebody edited are kept. For example:

    episcript batch shows -o out -t srt,json

    episcript batch shows -o all.jsonl
    """
    from episcript.cli import batches  # noqa: PLC0415 - start-up

    return batches.ran(arguments)


def _signature() -> inspect.Signature:
    """Return the parameters of `batch`: its own, and all of `convert` that have a meaning for many sources."""
    own = inspect.signature(_declared).parameters
    theirs = inspect.signature(convert).parameters
    shared = [one for name, one in theirs.items() if name not in {*_NOT_OURS, *own}]
    return inspect.Signature(
        [own["source"], *shared, *(one for name, one in own.items() if name != "source")]
    )


batch.__signature__ = _signature()  # type: ignore[attr-defined]
batch.__annotations__ = {name: one.annotation for name, one in _signature().parameters.items()} | {
    "return": int
}
