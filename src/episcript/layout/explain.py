"""Why a text was read as it was: the grammar, the lines that decided, those that were refused, and the runner-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.layout.accept import strange
from episcript.layout.burdens import doubt
from episcript.layout.groups import counts, groups_of
from episcript.layout.plan import heads_of, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.layout.groups import Found
    from episcript.layout.plan import Plan
    from episcript.markup import Document

_SHOWN, _EXCERPT = 3, 72
"""Lines of a kind that are shown, and the characters of each."""


def explained(document: Document) -> tuple[str, ...]:
    """Return what `--explain` prints of a text, line by line."""
    document, plan = plan_of(document)
    heads = heads_of(document)
    return (
        *plan.evidence,
        *_decided(document, plan, heads),
        *_refused(document, plan, heads),
        *_runner_up(plan, heads),
    )


def _decided(document: Document, plan: Plan, heads: Sequence[Found]) -> Iterator[str]:
    """Yield the first lines of the main shape."""
    if plan.grammar:
        main = [
            found for found in heads if found.position in plan.turns and found.head.shape == plan.grammar.main
        ]
        yield from _listed("decided by", document, [(found, "") for found in main])


def _refused(document: Document, plan: Plan, heads: Sequence[Found]) -> Iterator[str]:
    """Yield the lines that look like heads and open no turn, with the reason."""
    used = {*plan.turns, *plan.titles, *plan.taken}
    others = [
        (found, _reason(found, plan))
        for found in heads
        if found.head.label and found.head.shape.colon and found.position not in used
    ]
    yield from _listed("no turns", document, others)


def _reason(found: Found, plan: Plan) -> str:
    """Return why a head opens no turn."""
    if odd := strange(found.head.label or ""):
        return odd
    if plan.grammar and found.position not in plan.region:
        return "outside the transcript"
    return "seen once, in a weaker shape" if plan.grammar else "no shape is believed"


def _listed(what: str, document: Document, found: Sequence[tuple[Found, str]]) -> Iterator[str]:
    """Yield a heading, some lines with their numbers, and how many more there are."""
    if found:
        yield f"{what}:"
    for one, reason in found[:_SHOWN]:
        line = document.lines[one.position]
        said = document.text[line.start : min(line.end, line.start + _EXCERPT)]
        yield f"  {document.line(line.start)}: {said}" + (f"  ({reason})" if reason else "")
    if len(found) > _SHOWN:
        yield f"  + {len(found) - _SHOWN} more"


def _runner_up(plan: Plan, heads: Sequence[Found]) -> Iterator[str]:
    """Yield the shape that came next, and what speaks against it."""
    known = plan.grammar.shapes if plan.grammar else frozenset()
    others = [group for group in groups_of(heads) if group.shape not in known]
    if others:
        best = max(others, key=lambda group: (group.covered, len(group.found), group.shape))
        yield f"runner-up: {counts(best)}; {doubt(best) or 'its labels are not those of the others'}"
