"""Heads of one shape: how strong the shape is, which labels recur in it, how far two shapes are apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from episcript.layout.forms import bearers_of
from episcript.layout.names import is_initials, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from episcript.layout.heads import Head, Shape

STRONG, SURE = 3.0, 4.0
"""Strengths: a bold name with a colon, or a clock in brackets and a colon; a bold name with a clock in brackets."""
_HALF, _MOST_INITIALS = 0.5, 0.8
_STRONG_EMPHASIS = frozenset({"**", "__", "***", "<v>", "<cite>", "<b>", "<strong>", "'''"})
_WEAK_EMPHASIS = frozenset({"*", "_", "<cite>"})
"""Half as strong; `<cite>` is both, as it says who is cited."""


class Found(NamedTuple):
    """A head, the position of its line in the document, the line that its text begins with, behind a clock if `timed`."""

    position: int
    head: Head
    opening: str
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """All heads of one shape: how often each label occurs, and how many heads hold a label that recurs.

    Longer and shorter forms of a label count with it: `covered` are the heads of `bearers`, `recurrent` the labels that
    occur twice as they are.
    """

    shape: Shape
    found: tuple[Found, ...]
    labels: Counter[str]
    recurrent: frozenset[str]
    covered: int
    bearers: Mapping[str, str]

    @property
    def kind(self) -> str:
        """The row of `BURDENS`: a name whose text mostly begins with a clock is a clock and a name."""
        timed = sum(found.timed for found in self.found) > _HALF * len(self.found)
        return "clock and name" if timed and not self.shape.prefix else kind_of(self.shape)

    @property
    def people(self) -> int:
        """How many different people the labels that count stand for."""
        return len(set(self.bearers.values()))

    @property
    def share(self) -> float:
        """The share of heads whose label recurs."""
        return self.covered / len(self.found)


def kind_of(shape: Shape) -> str:
    """Return the row of `BURDENS` for a shape with a name."""
    if shape.emphasis == "<v>":
        return "voice"
    emphasised = shape.emphasis in _STRONG_EMPHASIS or shape.prefix == ">>" or shape.prefix.startswith("##")
    if shape.prefix in {"-", "1."} and shape.order == "N":
        bold = shape.emphasis in _STRONG_EMPHASIS and shape.colon == ":"
        return "emphasised name in a list" if bold else "name in a list"
    handled = emphasised or shape.emphasis == "<"
    if "C" in shape.order and (handled or shape.colon == ":" or shape.wrapper or shape.order == "NC"):
        return "clock and name"
    if emphasised:
        return "emphasised name with colon" if shape.colon == ":" else "emphasised name"
    if shape.emphasis in {"[", "<"}:
        return "name in brackets"
    dashed = shape.colon == "-" and "C" in shape.order
    return "name with colon" if shape.colon == ":" or dashed else "name alone"


def strength(shape: Shape) -> float:
    """Return how much a shape alone says that its heads open turns; it sets the burden of proof for a one-off label.

    >>> from episcript.layout.heads import Shape
    >>> strength(Shape("", "**", "NC", "[", ":", False)) > 3 > strength(Shape("", "", "N", "", ":", False))
    True
    """
    if shape.emphasis == "<v>":
        return SURE  # nothing else is written so
    points = 2.0 * (shape.emphasis in _STRONG_EMPHASIS) + (shape.emphasis in _WEAK_EMPHASIS)
    points += (1.0 + bool(shape.wrapper) + shape.prefix.startswith("##")) * ("C" in shape.order)
    points += 2.0 * (shape.emphasis == "<" and "C" in shape.order)  # `12:05 <nick> hello`
    set_off = shape.colon == ":" or (shape.colon == "-" and "C" in shape.order)
    return points + set_off + 0.5 * shape.own - (shape.prefix in {"-", "1.", ">", "#"})


def distance(one: Shape, other: Shape) -> int:
    """Return the number of factors in which two shapes differ; a lost clock takes its wrapper with it."""
    differing = sum(a != b for a, b in zip(one, other, strict=True))
    return differing - (one.order != other.order and one.wrapper != other.wrapper)


def groups_of(heads: Iterable[Found]) -> list[Group]:
    """Return the heads with a label, grouped by shape."""
    by_shape: dict[Shape, list[Found]] = defaultdict(list)
    for found in heads:
        if found.head.label is not None:
            by_shape[found.head.shape].append(found)
    return [_group(shape, found) for shape, found in by_shape.items()]


def _group(shape: Shape, found: Sequence[Found]) -> Group:
    labels = Counter(each.head.label or "" for each in found)
    initials = _MOST_INITIALS * sum(labels.values()) <= sum(
        labels[label] for label in labels if is_initials(label)
    )
    bearers = {
        label: bearer
        for label, bearer in bearers_of(labels).items()
        if likeness(label) > 0 or (initials and is_initials(label))
    }
    recurrent = frozenset(label for label in bearers if labels[label] > 1)
    covered = sum(labels[label] for label in bearers)
    return Group(shape, tuple(found), labels, recurrent, covered, bearers)


def counts(group: Group) -> str:
    """Return the shape of a group and what recurs in it, in words."""
    heads, labels = len(group.found), len(group.recurrent)
    return f"{group.shape.words()}: {heads} heads, {group.covered} with one of {labels} labels that recur"
