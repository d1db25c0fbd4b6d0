"""Formats whose form alone does not say all: a signature, and what to take for granted where it matches."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from episcript.records.choose import Layout


class Known(NamedTuple):
    """The keys of the records of a format: their path, and those of one record. Its records are always pieces of cues."""

    name: str
    path: frozenset[str]
    keys: frozenset[str]


CUES = (
    Known("Podcasting 2.0", frozenset({"segments"}), frozenset({"startTime", "body"})),
    Known("TTML", frozenset({"body", "p"}), frozenset({"begin"})),
)
"""Formats of captions: their records are cues, however seldom neighbours share a speaker (DESIGN §3)."""


def always_cues(layout: Layout) -> bool:
    """Return whether the records of a layout are cues by their format."""
    path = frozenset(key for key in layout.unit.path if isinstance(key, str))
    keys = frozenset(key for record in layout.unit.sample()[:1] for key in record)
    return any(known.path <= path and known.keys <= keys for known in CUES)
