"""The layout learner: the file teaches which heads open its turns, and everything else falls into place around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.layout.assemble import assemble
from episcript.layout.explain import explained
from episcript.layout.ledger import build
from episcript.layout.plan import plan_of
from episcript.reading import Reading

if TYPE_CHECKING:
    from episcript.markup import Document


def read_document(document: Document) -> Reading:
    """Return the reading of a document: its grammar is learned, its lines are assembled into an episode."""
    lines, plan = plan_of(document)
    return Reading(
        assemble(lines, plan).episode,
        lambda: build(document, assemble(lines, plan, traced=True).segments),
        lambda: explained(document),
    )
