"""What a group of heads must show before it is believed to open turns: the weaker its shape, the more."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.labels import names_nobody
from episcript.layout.groups import SURE, strength
from episcript.layout.names import is_numbered, likeness
from episcript.layout.talk import directs, is_sentence, speaks, talks
from episcript.markup.plain import is_sound
from episcript.times import middle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from episcript.layout.groups import Found, Group
    from episcript.layout.heads import Shape


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
    "emphasised name in a list": Burden(4, 0.8, 2, 0.7),
    "voice": Burden(1, 0.0, 1, 0.0),
    "name with colon": Burden(4, 0.5, 2, 0.6),
    "name in a list": Burden(8, 0.8, 2, 0.7),
    "name in brackets": Burden(4, 0.8, 2, 0.6),
    "name alone": Burden(4, 0.7, 2, 0.7),
}
"""The weaker the shape, the more it takes: a bold name with a clock is hardly ever anything else, `Name:` often is."""

_A_FULL_NAME, _HALF, _MONOLOGUE, _TWO = 0.9, 0.5, 8, 2
"""A share, or a mean likeness, that leaves no doubt; and how often one speaker alone must be named to be believed."""
_MOST_TITLES = 0.3
_A_LONG_LIST = 8
_A_KEY_AMONG_INITIALS = 0.6
"""Where nearly all labels are initials, one that is also a key (`TO`, `PS`) is the initials of somebody."""
_CHAPTERS_APART = 60_000
QUESTIONS = frozenset({"q", "a", "question", "answer", "f", "frage", "antwort", "r", "p"})


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
    burden, least = BURDENS[group.kind], _least_share(group)
    alone = len(group.recurrent) == 1 and group.covered >= _MONOLOGUE and group.share >= _A_FULL_NAME
    if group.covered < burden.covered:
        return f"fewer than {burden.covered} heads have a label that recurs"
    if group.share < least:
        return f"less than {least:.0%} of the heads have a label that recurs"
    if group.people < burden.labels and not (alone and burden.labels == _TWO):
        return f"fewer than {burden.labels} labels recur"
    return None


def _least_share(group: Group) -> float:
    """Return the share of heads whose labels must recur: where many take part and talk, some do so once."""
    meets = group.kind == "emphasised name" and group.covered >= _MONOLOGUE
    if meets and _spoken(group) >= _A_FULL_NAME and talks([found.opening for found in group.found]):
        return BURDENS["emphasised name with colon"].share
    return BURDENS[group.kind].share


def _odd(group: Group) -> str | None:
    """Return why the labels that recur do not read like names, or what stands beside them not like speech."""
    liking = sum(_liking(label) * group.labels[label] for label in group.bearers) / max(1, group.covered)
    clocked = "C" in group.shape.order
    if all(map(str.isdigit, group.recurrent)):
        liking = float(_take_turns(group))
    if liking < (_A_FULL_NAME if group.kind == "name alone" else _HALF):
        return "the labels do not read like names"
    if clocked and strength(group.shape) < SURE and not rises(group.found):
        return "the clocks do not rise"
    if not clocked and {label.casefold().strip(".:") for label in group.recurrent} <= QUESTIONS:
        return "questions and answers without any clock are a list"
    if sum(found.head.of_day for found in group.found) > _HALF * len(group.found) and not _chats(group):
        return "times of days, and nobody talks: a log"
    if group.shape.emphasis == "[" and any(map(is_sound, group.recurrent)):
        return "the labels are sounds"
    return _listed(group, [found.opening for found in group.found])


def _listed(group: Group, openings: Sequence[str]) -> str | None:
    """Return why a group may be a list: of contents, of a programme, of references, of what players do."""
    clocked = group.kind == "clock and name"
    if sum(map(_silent(group), openings)) > _HALF * len(openings):
        return "nobody says anything: a list of results"
    if group.kind == "emphasised name in a list" and len(group.found) < _A_LONG_LIST and not _goes_on(group):
        return "lists of the same few points"
    sentences = sum(map(is_sentence, openings)) >= _HALF * len(openings)
    if clocked and strength(group.shape) < SURE and _far_apart(group.found) and not sentences:
        return "as far apart as chapters, and no sentences"
    weak = not clocked or strength(group.shape) < SURE
    if (_like_a_list(group.shape) or (weak and directs(openings))) and not talks(openings):
        return "it may be a list: nobody asks, or says I and you"
    return None


def _goes_on(group: Group) -> bool:
    """Return whether the items of a list follow each other, and people talk in them.

    Points that recur (`Pros`, `Cons`) stand under headings of their own.
    """
    steps = [later.position - earlier.position for earlier, later in pairwise(group.found)]
    near = sum(step <= _TWO for step in steps)
    return near >= _A_FULL_NAME * len(steps) and talks([found.opening for found in group.found])


def _spoken(group: Group) -> float:
    """Return the share of heads behind which somebody speaks, labels that name nobody left out."""
    spoken = [speaks(found.opening) for found in group.found if not names_nobody(found.head.label or "")]
    return sum(spoken) / len(spoken) if spoken else 1.0


def _chats(group: Group) -> bool:
    """Return whether people talk to each other behind most heads that tell the time of a day: programs write such, too."""
    return _spoken(group) >= _HALF and talks([found.opening for found in group.found])


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


def rises(found: Sequence[Found]) -> bool:
    """Return whether most clocks rise: in a schedule or a table of results they do not; a re-cut episode falls at times."""
    clocks = [each.head.clock for each in found if each.head.clock is not None]
    falls = sum(later < earlier for earlier, later in pairwise(clocks))
    return falls <= max(1, len(clocks) // 3)
