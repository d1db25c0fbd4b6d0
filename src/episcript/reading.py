"""What a reader returns: the episode as found, and which stretch of the source became which part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from episcript.model import Episode, LedgerEntry


@dataclass(frozen=True, slots=True)
class Score:
    """How sure a reader is of a source, from 0 to 1, and why.

    1.0 is a signature, 0.9 a structure, up to 0.8 learned; 0 means that the reader would refuse.
    """

    value: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """An episode before enrichment, beside the ways to look into how it was read.

    `ledger` builds the entries that cover every non-blank character of the source (the law of conservation); it is a
    function because only tests and `check` pay for it. `evidence` makes the lines that `--explain` prints.
    `final` says that the episode brings its own source, repairs and diagnostics (our own JSON).
    """

    episode: Episode
    ledger: Callable[[], tuple[LedgerEntry, ...]]
    evidence: Callable[[], tuple[str, ...]] = tuple
    final: bool = False
