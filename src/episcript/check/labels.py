"""Findings on labels: used once, or so like another that both may be one person."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, combining, normalize

from episcript.check.case import found
from episcript.labels import names_nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from episcript.check.case import Case, Finding

_COMPARED = 200
"""Labels that are compared with each other; a source with more has no labels but a fault of another kind."""
_LONGEST = 100
"""Characters of a label that is compared; nobody's name has more, and two take the product of their lengths."""
_MANY_TURNS = 10
"""From so many turns on a label that is used once is worth a look."""
_NEAR, _SHORTEST = 0.8, 3
_INITIALS = range(2, 5)
_TALKING, _TALKS = 0.6, 3
"""From so many turns and such a share of them beside the other's on, two labels talk to each other and are two people."""


class _Voices(NamedTuple):
    """How often each label speaks, where first, and how often each pair of labels follow each other."""

    turns: Counter[str]
    lines: dict[str, int | None]
    beside: Counter[tuple[str, str]]


def find(case: Case) -> Iterator[Finding]:
    """Yield the findings on the labels of a case."""
    voices = _voices(case)
    likely = _likely(voices) if len(voices.turns) <= _COMPARED else {}
    named = {other for _, other in likely.values()}
    total = sum(voices.turns.values())
    for label, count in voices.turns.items():
        if label in likely:
            code, other = likely[label]
            line = voices.lines[label]
            yield found(code, line, label, label=label, other=other, count=count)
        elif count == 1 and label not in named and total >= _MANY_TURNS and not _listening(voices):
            yield found("label-once", voices.lines[label], label, label=label)


def _voices(case: Case) -> _Voices:
    spoken = [
        (turn.label, turn.line)
        for turn in case.episode.turns
        if turn.label and not names_nobody(turn.label) and turn.speaker in {None, turn.label}
    ]
    lines: dict[str, int | None] = {}
    for label, line in spoken:
        lines.setdefault(label, line)
    beside = Counter(pair for (one, _), (two, _) in pairwise(spoken) for pair in ((one, two), (two, one)))
    return _Voices(Counter(label for label, _ in spoken), lines, beside)


def _listening(voices: _Voices) -> bool:
    """Return whether most labels speak once, as where listeners call in: then it says nothing."""
    return 2 * sum(count == 1 for count in voices.turns.values()) > len(voices.turns)


def _likely(voices: _Voices) -> dict[str, tuple[str, str]]:
    """Return for each label that looks like one that is used more: the code that says why, and that label."""
    names = [label for label in voices.turns if len(label) <= _LONGEST]
    ranked = sorted(names, key=lambda label: (-voices.turns[label], voices.lines[label] or 0))
    likely: dict[str, tuple[str, str]] = {}
    for rank, label in enumerate(ranked):
        others = [other for other in ranked if other != label and not _talk(voices, label, other)]
        before = frozenset(ranked[:rank])
        for code, like in _LIKE.items():
            pool = others if code in _LONGER else [other for other in others if other in before]
            same = [other for other in pool if other not in likely and like(label, other)]
            if len(same) == 1:
                likely[label] = (code, same[0])
                break
    return likely


def _talk(voices: _Voices, label: str, other: str) -> bool:
    """Return whether the two follow each other so often that they are two people."""
    turns = voices.turns[label]
    return turns >= _TALKS and voices.beside[label, other] >= _TALKING * turns


def _case(label: str, other: str) -> bool:
    return _folded(label) == _folded(other) != ""


def _folded(label: str) -> str:
    """Return a label without case, blanks and punctuation; the signs of vowels stay, as in Hindi they tell names apart."""
    return "".join(one for one in label.casefold() if one.isalnum() or category(one)[0] == "M")


def _initials(label: str, other: str) -> bool:
    letters = label.replace(".", "").replace(" ", "")
    words = other.split()
    initials = "".join(word[0] for word in words)
    return len(words) > 1 and len(letters) in _INITIALS and letters.isupper() and letters == initials.upper()


def _short(label: str, other: str) -> bool:
    """Return whether `label` is the first or last name of `other`, perhaps cut short (`Ben` for `Benjamin Hale`)."""
    words, all_words = label.casefold().split(), other.casefold().split()
    rest = [word for word in all_words if word not in words]
    if not words or len(words) > len(all_words) or any(map(_numbered, (label, other))) or not rest:
        return False
    if len(words) == 1 and len(words[0]) >= _SHORTEST and _cut_short(words[0], all_words[0]):
        return True
    return len(words) < len(all_words) and all(word in all_words for word in words)


def _cut_short(word: str, other: str) -> bool:
    """Return whether `other` goes on with a letter: what stands behind a hyphen is often a part that one plays."""
    return other.startswith(word) and (other == word or other[len(word)].isalpha())


def _near(label: str, other: str) -> bool:
    """Return whether the two differ by a slip: few letters, no digit, and no word of one letter (`Speaker A`)."""
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - start-up

    if _transcribed(label) == _transcribed(other):
        return True
    words, other_words = label.casefold().split(), other.casefold().split()
    differing = set(words) ^ set(other_words)
    if any(len(word) <= _SHORTEST or _numbered(word) for word in differing):
        return False
    likeness: float = DamerauLevenshtein.normalized_similarity(label.casefold(), other.casefold())
    return likeness >= _NEAR


def _transcribed(label: str) -> str:
    """Return a label without accents, as a keyboard without them writes it: `Jörg` as `joerg`."""
    plain = normalize("NFKD", label.casefold().translate(_UMLAUTS))
    return "".join(one for one in plain if not combining(one))


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "æ": "ae", "å": "aa"})


def _numbered(label: str) -> bool:
    return any(map(str.isdigit, label))


_LIKE: dict[str, Callable[[str, str], bool]] = {
    "label-case": _case,
    "label-initials": _initials,
    "label-near": _near,
    "label-short": _short,
}
"""Why one label may be another, surest first."""

_LONGER = frozenset(("label-initials", "label-short"))
"""Where the longer label is right, however often it is used."""
