"""Outputs of a batch whose sources are gone: which of them are removed, and what is told of the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from episcript.cli.remarks import Remark
from episcript.codes import diagnose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.batch.run import Vanished

_HOW = {False: "--prune removes it", True: "a SOURCE is missing or empty, so --prune removes nothing"}
"""How an orphan goes, by whether `--prune` was given and did nothing."""


class Orphans(NamedTuple):
    """The outputs to remove, and the remarks on those that stay."""

    removed: Sequence[Vanished]
    remarks: Sequence[Remark]


def sorted_out(
    folder: str, gone: Sequence[Vanished], ours: Sequence[Vanished], *, prune: bool, missing: bool
) -> Orphans:
    """Return what becomes of the outputs `gone` below `folder`, of which nobody touched `ours`.

    A SOURCE that is `missing`, or a folder without any, may be a disk that is not mounted: nothing is removed then.
    """
    untouched = set(ours)
    removed = ours if prune and not missing else ()
    stay = [one for one in gone if one not in untouched or not removed]
    return Orphans(
        removed, [_remark(folder, one, ours=one in untouched, how=_HOW[prune and missing]) for one in stay]
    )


def _remark(folder: str, one: Vanished, *, ours: bool, how: str) -> Remark:
    untouched = diagnose("source-vanished", source=one.source, how=how)
    return Remark(
        str(Path(folder, one.output)), untouched if ours else diagnose("orphan-edited", source=one.source)
    )
