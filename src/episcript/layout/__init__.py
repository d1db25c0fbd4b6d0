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
    plan = plan_of(document)
    episode = assemble(document, plan).episode
    return Reading(
        episode,
        lambda: build(document, assemble(document, plan, traced=True).segments),
        lambda: explained(document),
    )
