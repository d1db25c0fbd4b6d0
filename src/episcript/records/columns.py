"""The evidence of columns: which values are speech, which are speakers, which rise like a clock."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.records.names import LESSER, OTHER, SPEAKER, SPEAKER_WEAK, TEXT, hint, parts_of
from episcript.records.tree import SAID, Number

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from episcript.records.groups import Group
    from episcript.records.tree import KeyPath

_ADDRESS = re.compile(r"\S+://|www\.|^[\w.+-]+@[\w-]+\.|^/\w+/|\.\w{2,4}$")
_IDENTITY = re.compile(r"[A-Z]|[A-Za-z]{2,12}[ _-]?[0-9A-Z]{1,3}|[A-Za-z][0-9]{1,3}")
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,&]+[\w.'’()\"-]+){0,6}")
_LONGEST_LABEL, _MOST_LABELS, _LARGEST_NUMBER = 80, 60, 999
_LEAST_SHARE = 0.15
_SHORT = 4
"""So few records name each speaker once."""
_LETTERS_SHARE, _TEXT_SHARE = 0.6, 0.5
_WORDS_OF_SEGMENTS = 2.0
_BETWEEN_TAGS = 0.7
"""What stands between tags is text by its nature, as if its key said so in part."""


class Text(NamedTuple):
    """A column of words: mean words a value, characters in all records, how richly it is written, what its key says."""

    group: Group
    path: KeyPath
    words: float
    length: int
    richness: float
    hint: float


def text_of(group: Group, path: KeyPath, values: Sequence[object]) -> Text | None:
    """Return what a column says where its values are words, else `None`."""
    said = [
        value
        for value in values
        if isinstance(value, str) and not isinstance(value, Number) and value.strip()
    ]
    if len(said) < _LEAST_SHARE * len(values):
        return None
    if len(said) < _TEXT_SHARE * sum(value is not None and value != "" for value in values) or not said:
        return None
    named = max(hint(path, TEXT), _BETWEEN_TAGS if path[-1] == SAID else 0.0)
    if not named and hint(path, OTHER) >= 1:
        return None
    if not _reads(said, named):
        return None
    words = sum(map(word_count, said)) / len(said)
    share = len(group.records) / max(1, len(values))
    return Text(group, path, words, round(sum(map(len, said)) * share), _richness(said), _named(path, named))


def _named(path: KeyPath, named: float) -> float:
    lesser = any(isinstance(key, str) and parts_of(key) & LESSER for key in path)
    return named - 1 if lesser else named


def _reads(said: Sequence[str], named: float) -> bool:
    """Return whether values are words: letters, no addresses, and not the same few again and again."""
    glued = "".join("".join(said).split())
    letters = sum(map(str.isalpha, glued))
    if letters < _LETTERS_SHARE * len(glued):
        return False
    addresses = sum(bool(_ADDRESS.search(value)) and " " not in value for value in said if len(value) > 4)  # noqa: PLR2004
    if addresses * 3 > len(said) and sum(map(word_count, said)) < 3 * len(said):
        return False
    distinct = len(set(said))
    return bool(named) or len(said) < 3 or distinct * distinct >= len(said) * 2  # noqa: PLR2004


def word_count(text: str) -> float:
    """Return the number of words; of writing without blanks two characters are one.

    >>> word_count("Yes, it is."), word_count("風が強い")
    (3, 2.0)
    """
    words = len(text.split())
    if text.isascii():
        return words
    wide = len(_WIDE.findall(text))
    return max(words, wide / 2) if wide else words


def columns_wide(text: str) -> int:
    """Return the length of `text` as speech: a wide character counts twice."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _richness(said: Sequence[str]) -> float:
    """Return from 0 to 1 how much case and punctuation there is: the readable version of the words has most."""
    glued = "".join(said)
    marks = sum(glued.count(mark) for mark in ".,?!。、？！") + sum(map(str.isupper, glued))
    return min(1.0, 12 * marks / max(1, len(glued)))


class Label(NamedTuple):
    """A column of speakers and how much speaks for it."""

    group: Group
    path: KeyPath
    weight: float


def label_of(
    group: Group, path: KeyPath, values: Sequence[object], ids: Collection[str] = ()
) -> Label | None:
    """Return what a column says where its values can be speakers, else `None`; `ids` are known ones.

    Speakers are few and come back. Names, and what looks like `spk_0` or `A`, need no help of their key; numbers and
    single words do.
    """
    given = [value for value in values if isinstance(value, str) and value.strip()]
    if not given or any(isinstance(value, bool) for value in values):
        return None
    strong, weak = hint(path, SPEAKER), hint(path, SPEAKER_WEAK)
    if not strong and (path[-1] == SAID or hint(path, TEXT) >= _BETWEEN_TAGS):
        return None
    if not _few(given, strong or weak * (len(given) <= _SHORT), len(values)) or (
        hint(path, OTHER) >= 1 and not strong
    ):
        return None
    known = len(set(given)) > 1 and all(value in ids for value in given)
    form = max(_form(given), 1.0 * known)
    weight = strong * 2 + weak + form + 0.3 * _returns(given) - 0.1 * (len(path) - 1)
    needed = 1.0 if _returns(given) else 2.0
    if form <= 0.1 and not (strong or (weak and _returns(given))) and not _alternates(given):  # noqa: PLR2004
        return None
    return Label(group, path, weight) if weight >= needed else None


def _few(given: Sequence[str], strong: float, rows: int) -> bool:
    distinct = set(given)
    if max(map(len, distinct)) > _LONGEST_LABEL or len(distinct) > _MOST_LABELS:
        return False
    numbers = [value for value in distinct if isinstance(value, Number)]
    if any(not value.isdigit() or int(value[:9]) > _LARGEST_NUMBER for value in numbers):
        return bool(strong) and all(value.lstrip("-").isdigit() for value in numbers)
    recurrent = len(given) - len(distinct)
    if strong >= 0.5:  # noqa: PLR2004
        return len(given) <= _SHORT or recurrent * 4 >= len(given)
    return len(distinct) > 1 and recurrent * 2 >= len(given) and len(given) * 2 >= rows


def _form(given: Sequence[str]) -> float:
    """Return how much values look like names or speakers' ids."""
    distinct = set(given)
    if all(isinstance(value, Number) for value in distinct):
        return 0.0
    names = sum(bool(_NAME.fullmatch(value.strip())) and not value[:1].islower() for value in distinct)
    ids = sum(bool(_IDENTITY.fullmatch(value.strip())) for value in distinct)
    full = sum(" " in value.strip() for value in distinct)
    best = max(names, ids) / len(distinct)
    return round(best * (1.0 + 0.2 * full / len(distinct)), 3) if best >= 0.6 else 0.1  # noqa: PLR2004


def _returns(given: Sequence[str]) -> bool:
    """Return whether a value comes back after another: categories of a stretch do not, people do."""
    runs = [one for one, other in pairwise([*given, None]) if one != other]
    return len(runs) > len(set(runs))


def _alternates(given: Sequence[str]) -> bool:
    """Return whether small whole numbers change to and fro like speakers that nobody named."""
    if not all(isinstance(value, Number) for value in given):
        return False
    runs = [one for one, other in pairwise([*given, None]) if one != other]
    return len(set(runs)) > 1 and len(runs) >= 2 * len(set(runs))


def segments(text: Text) -> bool:
    """Return whether values are segments, not single words."""
    return text.words >= _WORDS_OF_SEGMENTS
