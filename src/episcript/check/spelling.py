"""Words that are a name in another writing: equal but for case, blanks, hyphens and accents, or nearly equal."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[ \-‐-–]?")
_SHORTEST, _LONGEST = 4, 100
"""Letters of a folded name: longer ones are none, and all their beginnings would be kept."""
_WIDEST = 3
_NEAR = 0.8
_BEGINS = 4
"""Characters in which a nearly equal name must agree at its beginning."""
_ALIKE = 20
"""Names with one beginning, beyond which it tells nothing; so each word is compared with few."""


class Variant(NamedTuple):
    """A name in another writing: `text[start:end]` is `written` and should be `right`."""

    start: int
    end: int
    written: str
    right: str


class Spellings(NamedTuple):
    """The right writing of each folded name, the writings that are right anyway, and what is near by its beginning.

    `sure` are names of several words whose capitals count; `exact` says that the capitals of every name do. `opening`
    are the beginnings of folded names, and `heads` those of the first words of what is near, so that most words are
    passed over at once.
    """

    right: dict[str, str]
    known: frozenset[str]
    near: dict[str, tuple[str, ...]]
    sure: frozenset[str] = frozenset()
    exact: bool = False
    opening: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Return whether there is any name."""
        return bool(self.right)

    @classmethod
    def of(cls, names: Iterable[str], sure: Iterable[str] = (), *, exact: bool = False) -> Spellings:
        """Return the spellings that `names` teach; where they disagree with themselves, none.

        >>> Spellings.of(["OLMo", "DeepMind", "Deep Mind", "DeepMind"]).right
        {'olmo': 'OLMo', 'deepmind': 'DeepMind'}
        """
        counts = Counter(names)
        writings: dict[str, list[str]] = {}
        for name in counts:
            if _SHORTEST <= len(key := folded(name)) <= _LONGEST:
                writings.setdefault(key, []).append(name)
        right = {
            key: best
            for key, found in writings.items()
            if (best := _best([(counts[one], one) for one in found]))
        }
        near: dict[str, list[str]] = {}
        for name in right.values():
            near.setdefault(_beginning(name), []).append(name)
        nearby = {key: tuple(found) for key, found in near.items() if len(found) <= _ALIKE}
        opening = frozenset(key[:end] for key in right for end in range(1, len(key) + 1))
        heads = frozenset(_head(name) for found in nearby.values() for name in found)
        return cls(right, frozenset(counts), nearby, frozenset(sure), exact, opening, heads)


def _best(found: list[tuple[int, str]]) -> str | None:
    """Return the writing that stands there most often, `None` where two are as often."""
    ranked = sorted(found, reverse=True)
    return None if len(ranked) > 1 and ranked[0][0] == ranked[1][0] else ranked[0][1]


def folded(text: str) -> str:
    """Return `text` without case, blanks, hyphens, apostrophes and accents.

    >>> folded("Tülu"), folded("chat GPT")
    ('tulu', 'chatgpt')
    """
    if text.isascii():
        return text.lower() if text.isalnum() else "".join(filter(str.isalnum, text.lower()))
    parts = normalize("NFKD", text).casefold()
    return "".join(one for one in parts if one.isalnum() and not combining(one))


def variants(text: str, spellings: Spellings) -> Iterator[Variant]:
    """Yield the names of `text` that are written otherwise than in `spellings`; the longest at each place.

    Digits are never folded: `Llama 2` is not `Llama 3`.

    >>> [(one.written, one.right) for one in variants("We ask chat GPT, not Chatty.", Spellings.of(["ChatGPT"]))]
    [('chat GPT', 'ChatGPT')]
    """
    if not _may_hold(text, spellings):
        return
    tokens = list(_tokens(text))
    here = 0
    while here < len(tokens):
        start, _, token = tokens[here]
        found = None
        if token in spellings.opening or text[start : start + _BEGINS] in spellings.near:
            found = _at(text, tokens, here, spellings)
        if found and found.variant:
            yield found.variant
        here += found.width if found else 1


def _may_hold(text: str, spellings: Spellings) -> bool:
    """Return whether a name may stand in a text: a whole one, two words that begin one, or the beginning of a near one.

    Most turns hold none, and this is soon seen.
    """
    words = _TOKEN.findall(text.lower()) if text.isascii() else [token for _, _, token in _tokens(text)]
    return not (
        spellings.right.keys().isdisjoint(words)
        and spellings.opening.isdisjoint(map(str.__add__, words, words[1:]))
        and spellings.heads.isdisjoint(word[:_BEGINS] for word in _TOKEN.findall(text))
    )


class _Match(NamedTuple):
    """A name at a place: how many tokens it has, and the variant unless it is written right."""

    width: int
    variant: Variant | None


_Token = tuple[int, int, str]
"""Where a word begins and ends, and its folded form."""


def _tokens(text: str) -> Iterator[_Token]:
    if text.isascii():
        lower = text.lower()
        return ((word.start(), word.end(), word[0]) for word in _TOKEN.finditer(lower))
    return ((word.start(), word.end(), folded(word[0])) for word in _TOKEN.finditer(text))


def _at(text: str, tokens: list[_Token], here: int, spellings: Spellings) -> _Match | None:
    """Return the longest name at a place."""
    start = tokens[here][0]
    for width in range(min(_WIDEST, len(tokens) - here), 0, -1):
        part = tokens[here : here + width]
        if width > 1 and not _joined(text, part):
            continue
        written = text[start : part[-1][1]]
        right = spellings.right.get("".join(token for _, _, token in part)) or _nearly(written, spellings)
        if right is None:
            continue
        wrong = written not in spellings.known and _wrong(written, right, spellings)
        return _Match(width, Variant(start, part[-1][1], written, right) if wrong else None)
    return None


def _joined(text: str, tokens: list[_Token]) -> bool:
    """Return whether only one blank or hyphen stands between each two tokens."""
    return all(_BETWEEN.fullmatch(text[one[1] : two[0]]) for one, two in pairwise(tokens))


def _wrong(written: str, right: str, spellings: Spellings) -> bool:
    """Return whether the difference is one of writing, not of a capital that a sentence or a title gives.

    Where the case alone differs, the name must have a capital inside a word (`OLMo`), or be sure and have a word of
    capitals (`scale AI`), for else it may be a common word in a title (`Open Source`).
    """
    if spellings.exact:
        return True
    if written.casefold() != right.casefold():
        accents = " " not in right and len(written) == len(right)
        return (
            any(map(str.isupper, right))
            and not _title(written, right)
            and not (accents and written.islower())
        )
    if " " not in right:
        return any(map(_inner_capital, right.split("-")))
    return right in spellings.sure and any(len(word) > 1 and word.isupper() for word in written.split())


def _inner_capital(word: str) -> bool:
    return any(map(str.isupper, word[1:])) and any(map(str.islower, word))


def _title(written: str, right: str) -> bool:
    """Return whether a name of several plain words differs in blanks and hyphens only: `Open-source`."""
    plain = all(word[:1].isupper() and word[1:].islower() for word in re.split("[ -]", right))
    return plain and (" " in right or "-" in right) and right.isascii() and folded(written) == folded(right)


def _beginning(name: str) -> str:
    return name[:_BEGINS]


def _head(name: str) -> str:
    first = _TOKEN.match(name)
    return first[0][:_BEGINS] if first else ""


def _nearly(written: str, spellings: Spellings) -> str | None:
    """Return the one name that `written` is nearly: a name itself, the same at its beginning, no digit in either."""
    candidates = spellings.near.get(_beginning(written), ())
    if (
        not candidates
        or not _nameful(written)
        or any(map(str.isdigit, written))
        or written in spellings.known
    ):
        return None
    found = [name for name in candidates if _near(written, name)]
    return found[0] if len(found) == 1 else None


def _nameful(written: str) -> bool:
    """Return whether something is written as a name: a capital inside a word, or two words with capitals."""
    words = written.split()
    if len(words) == 1:
        return _inner_capital(written)
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _near(written: str, name: str) -> bool:
    """Return whether the first words are equal and the last differ by a slip."""
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - start-up

    words, others = written.split(), name.split()
    if len(words) != len(others) or words[:-1] != others[:-1] or any(map(str.isdigit, name)):
        return False
    if len(words) == 1 and written.removesuffix("s") != name.removesuffix("s"):
        likeness: float = DamerauLevenshtein.normalized_similarity(written, name)
        return likeness >= _NEAR - 0.06 and len(name) - _BEGINS >= _SHORTEST
    if words[-1].removesuffix("s") == others[-1].removesuffix("s"):
        return False
    longest = max(len(words[-1]), len(others[-1]))
    return longest > _SHORTEST and DamerauLevenshtein.distance(words[-1], others[-1]) == 1
