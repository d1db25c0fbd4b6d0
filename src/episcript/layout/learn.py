"""The grammar of a file: which shapes of heads open its turns, judged by recurrence and by the strength of the shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from episcript.layout.burdens import QUESTIONS, doubt, rises
from episcript.layout.groups import STRONG, SURE, counts, distance, groups_of, strength
from episcript.layout.heads import Shape
from episcript.layout.names import likeness
from episcript.layout.talk import ends_like_speech, in_third_person, talks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.layout.groups import Found, Group

_FEW, _TWO = 4, 2
RELATED = 2
"""Shapes that differ in at most this many factors from an accepted one may hold the same labels (slips, variants)."""
_BARE = Shape("", "", "N", "", ":", False)  # noqa: FBT003 - own line


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the file taught: its main shape, the shapes related to it, and the labels that are known to be speakers."""

    main: Shape
    shapes: frozenset[Shape]
    labels: frozenset[str]
    evidence: tuple[str, ...]


def learn(heads: Sequence[Found], lines: int = 0) -> Grammar | None:
    """Return the grammar that the heads of a file of so many filled `lines` teach, or `None` where they teach none."""
    groups = [group for group in groups_of(heads) if not doubt(group)]
    if not groups:
        return _by_coverage(heads) or _by_line(heads, lines)
    main = max(groups, key=lambda group: (group.covered * (1 + strength(group.shape)), group.shape))
    kin = [group for group in groups if group is main or _akin(group, main)]
    labels = frozenset().union(*(group.recurrent for group in kin))
    return Grammar(main.shape, frozenset(group.shape for group in kin), labels, _evidence(groups, main))


def _akin(group: Group, main: Group) -> bool:
    """Return whether a group is a variant of the main shape: near it, and with labels of its."""
    shared = sum(group.labels[label] for label in group.recurrent & main.recurrent)
    near = distance(group.shape, main.shape) <= RELATED
    return (near and shared > 0) or (shared > 2 and shared >= group.covered / 2)  # noqa: PLR2004 - more than chance


def _by_coverage(heads: Sequence[Found]) -> Grammar | None:
    """Return the grammar of a text too short for labels to recur: all its heads alike, all full names.

    Two or more heads of one strong shape (a single one where the shape is beyond doubt, no more than a few where it
    could be a glossary), each of another name, and nothing else in the file that reads like a head.
    """
    groups = [group for group in groups_of(heads) if group.kind != "name alone" and not group.shape.prefix]
    if not groups or any(not _variant(group.shape, groups[0].shape) for group in groups):
        return None
    group = max(groups, key=lambda group: (len(group.found), group.shape))
    power = strength(group.shape) + 2 * (group.kind == "clock and name" and "C" not in group.shape.order)
    size = sum(len(group.found) for group in groups)
    if power < STRONG or (size == 1 and power < SURE) or (power == STRONG and size > _FEW):
        return None
    found = sorted(each for group in groups for each in group.found)
    labels = frozenset(each.head.label or "" for each in found)
    if any(likeness(label) < 1 for label in labels) or not rises(found):
        return None
    if sum(in_third_person(each.head.label or "", each.opening) for each in found) >= size / 2:
        return None
    evidence = (f"{group.shape.words()}: all heads alike",)
    return Grammar(group.shape, frozenset(group.shape for group in groups), labels, evidence)


def _by_line(heads: Sequence[Found], lines: int) -> Grammar | None:
    """Return the grammar of a few lines that are all `Name: sentence.`, with two names and nothing else between them.

    A name that recurs, or nothing but full names of two words and more: fewer lines are told by less.
    """
    groups = groups_of(heads)
    if len(groups) != 1 or groups[0].kind != "name with colon" or groups[0].shape != _BARE:
        return None
    found, labels = groups[0].found, groups[0].labels
    full = all(" " in label for label in labels)
    if len(found) != lines or len(labels) < _TWO or not (full or groups[0].recurrent):
        return None
    named = all(likeness(label) == 1 and label.casefold() not in QUESTIONS for label in labels)
    if (
        not named
        or not talks([each.opening for each in found])
        or not all(ends_like_speech(each.opening) for each in found)
        or any(in_third_person(each.head.label or "", each.opening) for each in found)
    ):
        return None
    return Grammar(_BARE, frozenset({_BARE}), frozenset(labels), (f"{_BARE.words()}: every line is one",))


def _variant(one: Shape, other: Shape) -> bool:
    """Return whether two shapes differ in a slip at most: the name is written alike."""
    return one.emphasis == other.emphasis and distance(one, other) <= RELATED


def _evidence(groups: Sequence[Group], main: Group) -> tuple[str, ...]:
    """Return a line for each group that was believed, the main one first."""
    return tuple(map(counts, sorted(groups, key=lambda group: (group is not main, -group.covered))))
