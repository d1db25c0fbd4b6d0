"""The grammar of a file: which shapes of heads open its turns, judged by recurrence and by the strength of the shape."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.labels import names_nobody
from episcript.layout.names import likeness
from episcript.times import middle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.layout.heads import Head, Shape

_STRONG, _SURE = 3.0, 4.0
"""Strengths: a bold name with a colon, or a clock in brackets and a colon; a bold name with a clock in brackets."""
_FEW = 4
RELATED = 2
"""Shapes that differ in at most this many factors from an accepted one may hold the same labels (slips, variants)."""

_STRONG_EMPHASIS = frozenset({"**", "__", "***", "<v>", "<cite>", "<b>", "<strong>"})


class Found(NamedTuple):
    """A head, the position of its line in the document, and the line that its text begins with."""

    position: int
    head: Head
    opening: str


@dataclass(frozen=True, slots=True)
class Group:
    """All heads of one shape: how often each label occurs, and how many heads hold a label that recurs."""

    shape: Shape
    found: tuple[Found, ...]
    labels: Counter[str]
    recurrent: frozenset[str]
    covered: int

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
    "name alone": Burden(4, 0.7, 2, 0.7),
}
"""The weaker the shape, the more it takes: a bold name with a clock is hardly ever anything else, `Name:` often is."""

_A_FULL_NAME, _MONOLOGUE, _TWO = 0.9, 8, 2
"""A share, or a mean likeness, that leaves no doubt; and how often one speaker alone must be named to be believed."""
_MOST_TITLES = 0.3
_CHAPTERS_APART = 60_000
_QUESTIONS = frozenset({"q", "a", "question", "answer", "f", "frage", "antwort", "r", "p"})
_NOT_SPEECH = re.compile(
    r"\.\. |<(?!(?:b|strong|em|i|u|cite)>)|[$#%>{}|=~`+@/\\*]|!\[|https?:|\[[^\] ]*(?: [^\] ]*){0,2}\]\([^)]*\)\W*\Z|[\w.]+\(\)|(?:import|def|class|return|sudo|pip|npm|git) "
)
_SENTENCE_END = re.compile(r"[.?!…。！？—-][\"”’»')\]*_]{0,3}(?:</[a-z]{1,6}>){0,3}\Z")
_WORDS_OF_A_SENTENCE = 6


def kind_of(shape: Shape) -> str:
    """Return the row of `BURDENS` for a shape with a name."""
    if shape.emphasis == "<v>":
        return "voice"
    emphasised = shape.emphasis in _STRONG_EMPHASIS or shape.prefix == ">>" or shape.prefix.startswith("##")
    if shape.prefix in {"-", "1."} and shape.order == "N":
        return "name in a list"
    if "C" in shape.order and (emphasised or shape.colon or shape.wrapper or shape.order == "NC"):
        return "clock and name"
    if emphasised:
        return "emphasised name with colon" if shape.colon == ":" else "emphasised name"
    return "name with colon" if shape.colon == ":" else "name alone"


def strength(shape: Shape) -> float:
    """Return how much a shape alone says that its heads open turns; it sets the burden of proof for a one-off label.

    >>> from episcript.layout.heads import Shape
    >>> strength(Shape("", "**", "NC", "[", ":", False)) > 3 > strength(Shape("", "", "N", "", ":", False))
    True
    """
    points = 2.0 * (shape.emphasis in _STRONG_EMPHASIS) + (shape.emphasis in {"*", "_"})
    points += (1.0 + bool(shape.wrapper)) * ("C" in shape.order)
    return points + (shape.colon == ":") + 0.5 * shape.own - (shape.prefix in {"-", "1.", ">", "#"})


def distance(one: Shape, other: Shape) -> int:
    """Return the number of factors in which two shapes differ; a lost clock takes its wrapper with it."""
    differing = sum(a != b for a, b in zip(one, other, strict=True))
    return differing - (one.order != other.order and one.wrapper != other.wrapper)


def learn(heads: Sequence[Found]) -> Grammar | None:
    """Return the grammar that the heads of a file teach, or `None` where they teach none."""
    groups = [group for group in _groups(heads) if _believed(group)]
    if not groups:
        return _by_coverage(heads)
    main = max(groups, key=lambda group: (group.covered * (1 + strength(group.shape)), group.shape))
    kin = [group for group in groups if group is main or _akin(group, main)]
    labels = frozenset().union(*(group.recurrent for group in kin))
    return Grammar(main.shape, frozenset(group.shape for group in kin), labels, _evidence(groups, main))


def _groups(heads: Iterable[Found]) -> list[Group]:
    by_shape: dict[Shape, list[Found]] = defaultdict(list)
    for found in heads:
        if found.head.label is not None:
            by_shape[found.head.shape].append(found)
    return [_group(shape, found) for shape, found in by_shape.items()]


def _group(shape: Shape, found: Sequence[Found]) -> Group:
    labels = Counter(each.head.label or "" for each in found)
    recurrent = frozenset(label for label, count in labels.items() if count > 1 and likeness(label) > 0)
    return Group(shape, tuple(found), labels, recurrent, sum(labels[label] for label in recurrent))


def _believed(group: Group) -> bool:
    """Return whether a group carries its burden of proof and its labels read like names."""
    burden = BURDENS[kind_of(group.shape)]
    alone = len(group.recurrent) == 1 and group.covered >= _MONOLOGUE and group.share >= _A_FULL_NAME
    if group.covered < burden.covered or group.share < burden.share:
        return False
    if len(group.recurrent) < burden.labels and not (alone and burden.labels == _TWO):
        return False
    liking = sum(likeness(label) * group.labels[label] for label in group.recurrent) / group.covered
    clocked = "C" in group.shape.order
    weak = strength(group.shape) < _SURE
    if liking < 0.5 or (clocked and weak and not _rising(group.found)):  # noqa: PLR2004 - half of full
        return False
    if not clocked and {label.casefold().strip(".:") for label in group.recurrent} <= _QUESTIONS:
        return False  # a list of questions and answers, without any clock
    if kind_of(group.shape) == "name alone" and liking < _A_FULL_NAME:
        return False
    spoken = [speaks(found.opening) for found in group.found if not names_nobody(found.head.label or "")]
    least = _MOST_TITLES if clocked and _far_apart(group.found) else burden.speaks
    return sum(spoken) >= least * len(spoken)


def _far_apart(found: Sequence[Found]) -> bool:
    """Return whether the clocks lie as far apart as those of chapters: `07:11 Ann Lee: The early years` names a guest."""
    clocks = [each.head.clock for each in found if each.head.clock is not None]
    return middle(later - earlier for earlier, later in pairwise(clocks)) >= _CHAPTERS_APART


def speaks(opening: str) -> bool:
    """Return whether a line reads like speech: it ends like a sentence or has the words of one, and is no code.

    >>> speaks("Well, thanks."), speaks("string"), speaks(".. code-block:: sh"), speaks("https://example.org")
    (True, False, False, False)
    """
    if _NOT_SPEECH.match(opening):
        return False
    return (
        bool(_SENTENCE_END.search(opening))
        or opening.count(" ") >= _WORDS_OF_A_SENTENCE - 1
        or not opening.isascii()
    )


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
    groups = [
        group for group in _groups(heads) if kind_of(group.shape) != "name alone" and not group.shape.prefix
    ]
    if len(groups) != 1:
        return None
    group, power, size = groups[0], strength(groups[0].shape), len(groups[0].found)
    if power < _STRONG or (size == 1 and power < _SURE) or (power == _STRONG and size > _FEW):
        return None
    if any(likeness(label) < 1 for label in group.labels) or not _rising(group.found):
        return None
    evidence = (f"{group.shape.words()}: all heads alike",)
    return Grammar(group.shape, frozenset({group.shape}), frozenset(group.labels), evidence)


def _evidence(groups: Sequence[Group], main: Group) -> tuple[str, ...]:
    """Return a line for each group that was believed, the main one first."""
    ordered = sorted(groups, key=lambda group: (group is not main, -group.covered))
    return tuple(
        f"{group.shape.words()}: {len(group.found)} heads, {group.covered} with one of {len(group.recurrent)} labels that recur"
        for group in ordered
    )
