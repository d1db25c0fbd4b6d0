"""Which beginnings of cues name their speaker: learned from the file, by recurrence and by the form of names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.labels import names_nobody
from episcript.layout.names import is_numbered, likeness, plain_label
from episcript.markup.plain import sounds
from episcript.records.pieces import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_REACH = 72
"""Characters of a line in which a label ends."""
_HEAD = re.compile(
    r"(?P<prefix>>>[ ]?|[-–—][ ]?|)"
    r"(?:\[(?P<square>[^\[\]\n:]{1,60})\]|\((?P<round>[^()\n:]{1,60})\)"
    r"|(?P<bare>[^\s\[\](\"“”„«»<>{}:：?!…][^\n\[\]\"“”„«»<>{}:：?!…]{0,59}?))"
    r"(?P<colon>[ ]?(?::(?=[ \n]|\Z)|：)|(?<=[\])])(?=[ \n]|\Z))[ \n]?"
)
_PREFIXES = frozenset("->–—")
_OPENERS = frozenset(
    "actually again also alternatively and anyway basically because bottom but conclusion consider evening finally "
    "first firstly fun guess hence here hey i imagine instead last lastly like listen look maybe meaning meanwhile moral "
    "morning my never no now oh ok okay once one or our plus quick quote remember right second secondly she so spoiler "
    "still suppose that their there these they third this those three today tomorrow two we well when whereas which "
    "who why yeah yep yes yesterday you your he it its".split()
)
"""Words that open a sentence or a list and may stand before a colon there; no name is made of them."""

_DENSE, _MOST = 0.5, 0.8
"""Shares of the cues that begin with a name: from the first on one is the rule, from the second on nearly each has one."""
_A_NAME, _SURE = 0.6, 0.9
_RECURRING, _MONOLOGUE, _TWO = 4, 3, 2
_SHORT = 60
"""Cues of a file in which a speaker may well be named only once."""


class Head(NamedTuple):
    """What may be a label at the beginning of a line: the label, its form, and how long it is with its punctuation.

    `size` is that length without blanks.
    """

    label: str
    form: str
    length: int
    size: int


class Found(NamedTuple):
    """A head, the cue that it is in, and whether it begins a later line of it."""

    cue: int
    head: Head
    later: bool = False


class Labels(NamedTuple):
    """The labels that a file has taught, by form, the heads of its cues, and the cues that may hold one at all."""

    known: Mapping[str, frozenset[str]]
    heads: Mapping[int, Head]
    candidates: Sequence[int] = ()

    def later(self, text: str) -> bool:
        """Return whether a later line of a text may begin with a label."""
        return "\n" in text and _LATER.search(text) is not None

    def head(self, line: str) -> Head | None:
        """Return the head of a line where it holds a label that is known."""
        found = head(line)
        return found if found and self.knows(found) else None

    def knows(self, found: Head) -> bool:
        """Return whether a head holds a label that is known in its form, or in that form without a dash before it."""
        bare = found.form.lstrip("".join(_PREFIXES))
        return found.label in self.known.get(found.form, ()) or (
            bare != found.form and found.label in self.known.get(bare, ())
        )


_LATER = re.compile(r"\n(?:[\[(]|[^\n]{1,66}[:：])")
NONE = Labels({}, {})


def head(text: str) -> Head | None:
    """Return what may be a label at the beginning of `text`.

    >>> head("[Ann Lee] Hello."), head("It is 12:30 now.")
    (Head(label='Ann Lee', form='[', length=10, size=8), None)
    """
    found = _HEAD.match(text)
    if not found:
        return None
    bracket = "[" if found["square"] else "(" if found["round"] else ""
    label = plain_label(found["square"] or found["round"] or found["bare"])
    colon = ":" if found["colon"] else ""
    return (
        Head(label, f"{found['prefix'].strip()}{bracket}{colon}", found.end(), len("".join(found[0].split())))
        if label
        else None
    )


def learn(texts: Sequence[str]) -> Labels:
    """Return the labels at the beginnings of the texts of cues.

    A form is believed where nearly every cue has a name, where the first has one and it comes again, or where several
    come again. Then names that come again are labels, and names that occur once, where a sentence ends before them.

    >>> learn(["Ann: So?", "Well.", "Bo: Yes.", "Ann: Oh."]).known[":"] == {"Ann", "Bo"}
    True
    >>> learn(["There is one rule.", "The rule: never run.", "Look: it rains."]).known
    {}
    """
    candidates = [
        index
        for index, text in enumerate(texts)
        if ":" in text or "[" in text or "(" in text or (not text.isascii() and "：" in text)
    ]
    heads = {index: found for index in candidates if _may(texts[index]) and (found := head(texts[index]))}
    if not heads:
        return NONE
    groups: dict[str, list[Found]] = defaultdict(list)
    for index, found in heads.items():
        groups[found.form].append(Found(index, found))
    for index in candidates:
        for found in _later_heads(texts[index]):
            groups[found.form].append(Found(index, found, later=True))
    known = {form: labels for form, group in groups.items() if (labels := _taught(form, group, texts))}
    taught = Labels(known, {}, candidates)
    return taught._replace(heads={index: found for index, found in heads.items() if taught.knows(found)})


def _later_heads(text: str) -> Iterator[Head]:
    """Yield the heads of later lines: behind a dash or `>>`, or where the line before ends a sentence."""
    lines = text.split("\n") if "\n" in text else ()
    for before, line in pairwise(lines):
        dashed = line[:1] in _PREFIXES
        found = head(line) if dashed or ends_sentence(before) else None
        if found and (dashed or (found.form == ":" and likeness(found.label) >= _SURE)):
            yield found


def _may(text: str) -> bool:
    return text.find(":", 0, _REACH) > 0 or text[:1] in {"[", "("} or "：" in text[:_REACH]


def _taught(form: str, group: Sequence[Found], texts: Sequence[str]) -> frozenset[str]:
    counts = Counter(found.head.label for found in group)
    liked = {label: _liking(label, form) for label in counts}
    names = {label: count for label, count in counts.items() if liked[label] >= _A_NAME}
    spoken = sum(map(bool, texts))
    share = sum(names.values()) / max(1, spoken)
    if not _believed(form, names, liked, share, opened=_opens(group, names, texts)):
        return frozenset()
    if share >= _MOST:
        return frozenset(label for label, count in counts.items() if count > 1 or liked[label] > 0)
    after = Counter(
        found.head.label
        for found in group
        if found.later or not found.cue or ends_sentence(texts[found.cue - 1])
    )
    trusted = _one_off(names, spoken)
    return frozenset(
        label
        for label, count in counts.items()
        if (count > 1 and liked[label] > 0 and 2 * after[label] >= count)
        or (":" in form and names_nobody(label))
        or (after[label] and trusted(label) and liked[label] >= _SURE)
    )


def _liking(label: str, form: str) -> float:
    """Return how much a label reads like a name in its form."""
    if label.split(maxsplit=1)[0].casefold().strip(",.") in _OPENERS:
        return 0.0
    if ":" not in form and (sounds(f"({label})") or names_nobody(label) or likeness(label) < _SURE):
        return 0.0
    return likeness(label)


def _opens(group: Sequence[Found], names: Mapping[str, int], texts: Sequence[str]) -> bool:
    """Return whether the first cue with words begins with a name."""
    first = next((index for index, text in enumerate(texts) if text and not _is_sound(text)), -1)
    return group[0].cue == first and group[0].head.label in names


def _is_sound(text: str) -> bool:
    found = sounds(text)
    return len(found) == 1 and found[0].start == 0 and found[0].end == len(text)


def _believed(
    form: str, names: Mapping[str, int], liked: Mapping[str, float], share: float, *, opened: bool
) -> bool:
    """Return whether the labels of a form are those of speakers."""
    recurrent = {label: count for label, count in names.items() if count > 1}
    covered = sum(recurrent.values())
    several = len(recurrent) >= _TWO and covered >= _RECURRING
    if ":" not in form:
        return several
    if (share >= _DENSE and sum(names.values()) >= _TWO) or (opened and (recurrent or len(names) >= _TWO)):
        return True
    if opened and all(map(is_numbered, names)):
        return True
    alone = any(
        count >= _MONOLOGUE and liked[label] >= _SURE and _full(label) for label, count in recurrent.items()
    )
    return (several or alone) and 2 * covered >= sum(names.values())


def _full(label: str) -> bool:
    """Return whether a label cannot be the first word of a sentence: it has several, or is in capitals."""
    return " " in label or label.isupper() or any(map(str.isdigit, label))


def _one_off(names: Mapping[str, int], spoken: int) -> Callable[[str], bool]:
    """Return what says whether a name that occurs once is one: a single word only where the others are single words."""
    recurrent = [label for label, count in names.items() if count > 1]
    single = spoken <= _SHORT or all(not _full(label) for label in recurrent)
    capitals = bool(recurrent) and all(label.isupper() for label in recurrent)
    return lambda label: (single or _full(label)) and (not capitals or label.isupper())
