"""One source examined for `check`, and many of them at once."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from episcript.cli import collector, sources
from episcript.cli.excerpts import excerpt
from episcript.cli.failures import CommandError, reading
from episcript.cli.remarks import Remark
from episcript.lines import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from episcript.check import Finding
    from episcript.model import Options

_ENOUGH = 24
"""Sources from which on a second process is worth its start."""
_AT_ONCE = 4
_NO_EPISODE = frozenset(("empty", "no-speech", "binary"))
"""Errors of files that lie in folders of transcripts and never were one: settings, tables, pictures under another name."""


class Asked(NamedTuple):
    """What is asked about every source."""

    options: Options
    formats: tuple[str, ...] = ()


class Examined(NamedTuple):
    """What was found in a source, each remark with the hash of its line; `exit_code` where it could not be read.

    `episode` says whether it has labels, clocks or chapters, or may have: what has none of them is no episode.
    """

    remarks: tuple[tuple[Remark, str], ...]
    exit_code: int = 0
    episode: bool = True


def examined(files: Sequence[str], asked: Asked, jobs: int | None) -> Iterator[Examined]:
    """Yield what was found in each file, in their order, with so many processes (as many as there are processors)."""
    workers = min(jobs or (os.cpu_count() or 1), len(files))
    one = partial(examine, asked=asked)
    if workers < 2 or (jobs is None and len(files) < _ENOUGH) or sources.PIPE in files:  # noqa: PLR2004 - two
        yield from map(one, files)
        return
    import signal  # noqa: PLC0415 - start-up
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - start-up

    quiet = (signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    with ProcessPoolExecutor(workers, initializer=signal.signal, initargs=quiet) as pool:
        try:
            yield from pool.map(one, files, chunksize=_AT_ONCE)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def examine(file: str, asked: Asked) -> Examined:
    """Return what was found in one file; a file that cannot be read is an error among the remarks."""
    from episcript import pipeline  # noqa: PLC0415 - start-up
    from episcript.check.case import told_apart  # noqa: PLC0415 - start-up

    try:
        with reading(file), collector.paused():
            data = sources.load(file, asked.options.max_bytes)
            name = sources.recorded(sources.base_name(file))
            found = pipeline.check(data, name=name, options=asked.options, formats=asked.formats)
            shown = tuple(_shown(file, found.findings, LINE_END.split(found.text)))
            return Examined(shown, episode=bool(found.episode.chapters) or told_apart(found.episode))
    except CommandError as error:
        told = ((Remark(error.file, error.diagnostic), ""),)
        return Examined(told, error.exit_code, error.diagnostic.code not in _NO_EPISODE)


def _shown(file: str, findings: Iterable[Finding], lines: Sequence[str]) -> Iterator[tuple[Remark, str]]:
    """Yield each finding as a remark with its excerpt, and the hash of its line."""
    from episcript.check.baseline import line_hash  # noqa: PLC0415 - start-up

    for finding in findings:
        found = finding.diagnostic
        line = lines[found.line - 1] if found.line and found.line <= len(lines) else ""
        part = excerpt(line, finding.quote)
        column = part.column if part and finding.quote else None
        yield Remark(file, found, column, part), line_hash(line or found.message)
