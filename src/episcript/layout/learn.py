"""The grammar of a file: which shapes of heads open its turns, judged by recurrence and by the strength of the shape."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.labels import names_nobody
from episcript.layout.heads import Shape
from episcript.layout.names import is_initials, is_numbered, likeness
from episcript.layout.talk import directs, ends_like_speech, in_third_person, is_sentence, speaks, talks
from episcript.markup.plain import is_sound
from episcript.times import middle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from episcript.layout.heads import Head

_STRONG, _SURE = 3.0, 4.0
"""Strengths: a bold name with a colon, or a clock in brackets and a colon; a bold name with a clock in brackets."""
_FEW = 4
RELATED = 2
"""Shapes that differ in at most this many factors from an accepted one may hold the same labels (slips, variants)."""

_STRONG_EMPHASIS = frozenset({"**", "__", "***", "<v>", "<cite>", "<b>", "<strong>"})
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
    """All heads of one shape: how often each label occurs, and how many heads hold a label that recurs."""

    shape: Shape
    found: tuple[Found, ...]
    labels: Counter[str]
    recurrent: frozenset[str]
    covered: int

    @property
    def kind(self) -> str:
        """The row of `BURDENS`: a name whose text mostly begins with a clock is a clock and a name."""
        timed = sum(found.timed for found in self.found) > _HALF * len(self.found)
        return "clock and name" if timed and not self.shape.prefix else kind_of(self.shape)

    @property
    def share(self) -> float:
        """The share of heads whose label recurs."""
        return self.covered / len(self.found)


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the file taught: its main shape, the shapes related to it, and the labels that are known to be speakers."""

    main: Shape
    shapes: frozenset[Shape]
    labels: frozenset[str]
    evidence: tuple[str, ...]


class Burden(NamedTuple):
    """What a kind of shape must show before it is believed.

    `covered` heads with labels that recur, their `share` of all, the number of such `labels`, and the share of heads
    behind which somebody `speaks`: a sentence, not an address, a value or code.
    """

    covered: int
    share: float
    labels: int
    speaks: float


BURDENS: dict[str, Burden] = {
    "clock and name": Burden(2, 0.3, 1, 0.0),
    "emphasised name with colon": Burden(3, 0.4, 1, 0.5),
    "emphasised name": Burden(4, 0.6, 2, 0.6),
    "voice": Burden(1, 0.0, 1, 0.0),
    "name with colon": Burden(4, 0.5, 2, 0.6),
    "name in a list": Burden(8, 0.8, 2, 0.7),
    "name in brackets": Burden(4, 0.8, 2, 0.6),
    "name alone": Burden(4, 0.7, 2, 0.7),
}
"""The weaker the shape, the more it takes: a bold name with a clock is hardly ever anything else, `Name:` often is."""

_A_FULL_NAME, _HALF, _MONOLOGUE, _TWO = 0.9, 0.5, 8, 2
"""A share, or a mean likeness, that leaves no doubt; and how often one speaker alone must be named to be believed."""
_BARE = Shape("", "", "N", "", ":", False)  # noqa: FBT003 - own line
_MOST_TITLES = 0.3
_MOST_INITIALS, _A_KEY_AMONG_INITIALS = 0.8, 0.6
"""Where nearly all labels are initials, one that is also a key (`TO`, `PS`) is the initials of somebody."""
_CHAPTERS_APART = 60_000
_QUESTIONS = frozenset({"q", "a", "question", "answer", "f", "frage", "antwort", "r", "p"})


def kind_of(shape: Shape) -> str:
    """Return the row of `BURDENS` for a shape with a name."""
    if shape.emphasis == "<v>":
        return "voice"
    emphasised = shape.emphasis in _STRONG_EMPHASIS or shape.prefix == ">>" or shape.prefix.startswith("##")
    if shape.prefix in {"-", "1."} and shape.order == "N":
        return "name in a list"
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
        return _SURE  # nothing else is written so
    points = 2.0 * (shape.emphasis in _STRONG_EMPHASIS) + (shape.emphasis in _WEAK_EMPHASIS)
    points += (1.0 + bool(shape.wrapper) + shape.prefix.startswith("##")) * ("C" in shape.order)
    points += 2.0 * (shape.emphasis == "<" and "C" in shape.order)  # `12:05 <nick> hello`
    set_off = shape.colon == ":" or (shape.colon == "-" and "C" in shape.order)
    return points + set_off + 0.5 * shape.own - (shape.prefix in {"-", "1.", ">", "#"})


def distance(one: Shape, other: Shape) -> int:
    """Return the number of factors in which two shapes differ; a lost clock takes its wrapper with it."""
    differing = sum(a != b for a, b in zip(one, other, strict=True))
    return differing - (one.order != other.order and one.wrapper != other.wrapper)


def learn(heads: Sequence[Found], lines: int = 0) -> Grammar | None:
    """Return the grammar that the heads of a file of so many filled `lines` teach, or `None` where they teach none."""
    groups = [group for group in groups_of(heads) if not doubt(group)]
    if not groups:
        return _by_coverage(heads) or _by_line(heads, lines)
    main = max(groups, key=lambda group: (group.covered * (1 + strength(group.shape)), group.shape))
    kin = [group for group in groups if group is main or _akin(group, main)]
    labels = frozenset().union(*(group.recurrent for group in kin))
    return Grammar(main.shape, frozenset(group.shape for group in kin), labels, _evidence(groups, main))


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
    recurrent = frozenset(
        label
        for label, count in labels.items()
        if count > 1 and (likeness(label) > 0 or (initials and is_initials(label)))
    )
    return Group(shape, tuple(found), labels, recurrent, sum(labels[label] for label in recurrent))


def doubt(group: Group) -> str | None:
    """Return why a group is not believed, `None` where it carries its burden of proof and its labels read like names."""
    clocked = "C" in group.shape.order
    least = _MOST_TITLES if clocked and _far_apart(group.found) else BURDENS[group.kind].speaks
    silent = f"speech follows less than {least:.0%} of the heads" if _spoken(group) < least else None
    if len(group.found) > 1 and all(map(is_numbered, group.labels)):
        return silent  # `SPEAKER_01` heads nothing else
    return _lacking(group) or _odd(group) or silent


def _lacking(group: Group) -> str | None:
    """Return what a group lacks in number; one speaker alone is enough where named often."""
    burden = BURDENS[group.kind]
    alone = len(group.recurrent) == 1 and group.covered >= _MONOLOGUE and group.share >= _A_FULL_NAME
    if group.covered < burden.covered:
        return f"fewer than {burden.covered} heads have a label that recurs"
    if group.share < burden.share:
        return f"less than {burden.share:.0%} of the heads have a label that recurs"
    if len(group.recurrent) < burden.labels and not (alone and burden.labels == _TWO):
        return f"fewer than {burden.labels} labels recur"
    return None


def _odd(group: Group) -> str | None:
    """Return why the labels that recur do not read like names, or what stands beside them not like speech."""
    liking = sum(_liking(label) * group.labels[label] for label in group.recurrent) / max(1, group.covered)
    clocked = "C" in group.shape.order
    if all(map(str.isdigit, group.recurrent)):
        liking = float(_take_turns(group))
    if liking < (_A_FULL_NAME if group.kind == "name alone" else _HALF):
        return "the labels do not read like names"
    if clocked and strength(group.shape) < _SURE and not _rising(group.found):
        return "the clocks do not rise"
    if not clocked and {label.casefold().strip(".:") for label in group.recurrent} <= _QUESTIONS:
        return "questions and answers without any clock are a list"
    if group.shape.emphasis == "[" and any(map(is_sound, group.recurrent)):
        return "the labels are sounds"
    return _listed(group, [found.opening for found in group.found])


def _listed(group: Group, openings: Sequence[str]) -> str | None:
    """Return why a group may be a list: of contents, of a programme, of references, of what players do."""
    clocked = group.kind == "clock and name"
    if sum(map(_silent(group), openings)) > _HALF * len(openings):
        return "nobody says anything: a list of results"
    sentences = sum(map(is_sentence, openings)) >= _HALF * len(openings)
    if clocked and strength(group.shape) < _SURE and _far_apart(group.found) and not sentences:
        return "as far apart as chapters, and no sentences"
    if (_like_a_list(group.shape) or (not clocked and directs(openings))) and not talks(openings):
        return "it may be a list: nobody asks, or says I and you"
    return None


def _spoken(group: Group) -> float:
    """Return the share of heads behind which somebody speaks, labels that name nobody left out."""
    spoken = [speaks(found.opening) for found in group.found if not names_nobody(found.head.label or "")]
    return sum(spoken) / len(spoken) if spoken else 1.0


def _take_turns(group: Group) -> bool:
    """Return whether numbers are those of speakers: they recur, and do not count `1, 2, 3` as lists do."""
    numbers = [int(found.head.label or 0) for found in group.found if (found.head.label or "").isdigit()]
    counted = sum(later == earlier + 1 for earlier, later in pairwise(numbers))
    return group.share == 1 and (len(group.recurrent) == _TWO or counted < len(numbers) / 2)


def _like_a_list(shape: Shape) -> bool:
    """Return whether a shape is also that of programmes (`09:30 | Ann | Tides`) and of references (`[Ann] Tides.`)."""
    columns = shape.colon == "-" and shape.order == "CN" and not (shape.wrapper or shape.emphasis)
    return columns or (shape.emphasis == "[" and shape.colon == "" and shape.order == "N")


def _silent(group: Group) -> Callable[[str], bool]:
    """Return the test whether nothing is said behind a head: the file ends there, or the next head follows."""
    names = tuple(group.recurrent)
    return lambda opening: not opening or (group.shape.own and opening.lstrip("*_<#[ ").startswith(names))


def _liking(label: str) -> float:
    """Return the likeness of a label that recurs; one that is also a key (`TO`) is among initials here."""
    return likeness(label) or _A_KEY_AMONG_INITIALS


def _far_apart(found: Sequence[Found]) -> bool:
    """Return whether the clocks lie as far apart as those of chapters: `07:11 Ann Lee: The early years` names a guest."""
    clocks = [each.head.clock for each in found if each.head.clock is not None]
    return middle(later - earlier for earlier, later in pairwise(clocks)) >= _CHAPTERS_APART


def _rising(found: Sequence[Found]) -> bool:
    """Return whether most clocks rise: in a schedule or a table of results they do not; a re-cut episode falls at times."""
    clocks = [each.head.clock for each in found if each.head.clock is not None]
    falls = sum(later < earlier for earlier, later in pairwise(clocks))
    return falls <= max(1, len(clocks) // 3)


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
    if power < _STRONG or (size == 1 and power < _SURE) or (power == _STRONG and size > _FEW):
        return None
    found = sorted(each for group in groups for each in group.found)
    labels = frozenset(each.head.label or "" for each in found)
    if any(likeness(label) < 1 for label in labels) or not _rising(found):
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
    named = all(likeness(label) == 1 and label.casefold() not in _QUESTIONS for label in labels)
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


def counts(group: Group) -> str:
    """Return the shape of a group and what recurs in it, in words."""
    heads, labels = len(group.found), len(group.recurrent)
    return f"{group.shape.words()}: {heads} heads, {group.covered} with one of {labels} labels that recur"
