"""The labels of a file in their longer and shorter forms."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from episcript.layout.names import has_role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_WORDS, _BRACKETED, _DIGITS = re.compile(r"\w+"), re.compile(r"\(.*?\)"), re.compile(r"[0-9]+")
_MOST_ALIKE = 200
"""Labels with one word that are compared: a file with more has no cast."""


_REMARK = re.compile(r" \([a-z][a-z -]*\)\Z")


def bearers_of(labels: Mapping[str, int]) -> dict[str, str]:
    """Return the labels that recur, each with the short form of who bears it.

    A label recurs where it occurs twice, where it is the longer form of one that does, with a remark (`LEE (on the
    phone)`) or a role (`ANN LEE, HOST`) or a first name, and where it has a role: nothing but speech is headed so.

    >>> bearers_of({"ANN LEE, HOST": 1, "LEE": 3, "BO": 1, "LEE (on the phone)": 1})
    {'ANN LEE, HOST': 'LEE', 'LEE': 'LEE', 'LEE (on the phone)': 'LEE'}
    """
    bare = {label: _bare(label) for label in labels}
    counts = Counter[str]()
    for label, name in bare.items():
        counts[name] += labels[label]
    known = {name for name, count in counts.items() if count > 1}
    bearers = {label: _bearer(name, known) for label, name in bare.items()}
    return {label: bearer or bare[label] for label, bearer in bearers.items() if bearer or has_role(label)}


def _bare(label: str) -> str:
    name = _REMARK.sub("", label)
    return name.split(",", maxsplit=1)[0] if has_role(name) else name


def _bearer(name: str, known: Collection[str]) -> str | None:
    """Return the known name that a name is a form of: its last or first word, or itself."""
    words = name.split()
    forms = (words[-1], words[0], name) if len(words) > 1 else (name,)
    return next((form for form in forms if form in known), None)


class Forms(NamedTuple):
    """The known labels as words: those that hold a word, by that word; all in lower case; those with numbers, without."""

    by_word: dict[str, list[frozenset[str]]]
    written: frozenset[str]
    numbered: frozenset[str]


def forms_of(labels: Collection[str]) -> Forms:
    """Return the forms of known labels, split once."""
    by_word: dict[str, list[frozenset[str]]] = {}
    for label in labels:
        words = frozenset(_WORDS.findall(label.casefold()))
        for word in words:
            by_word.setdefault(word, []).append(words)
    written = frozenset(label.casefold() for label in labels)
    return Forms(
        by_word, written, frozenset(_DIGITS.sub("", label) for label in written if _DIGITS.search(label))
    )


def is_form(label: str, forms: Forms) -> bool:
    """Return whether `label` is a longer or shorter form of a known label, or has another number.

    `TOM MERRITT` is a form of `TOM`, `Ann Lee (AL)` of `AL`, `S3` of `S1`.

    >>> forms = forms_of(["AL", "ANN", "S1"])
    >>> is_form("Ann Lee (AL)", forms), is_form("ANN LEE", forms), is_form("S3", forms), is_form("Note", forms)
    (True, True, True, False)
    """
    bare = _DIGITS.sub("", label.casefold())
    if bare and bare in forms.numbered and bare != label.casefold():
        return True
    words = frozenset(_WORDS.findall(label.casefold()))
    initials = "".join(word[0] for word in _WORDS.findall(_BRACKETED.sub("", label).casefold()))
    if initials in forms.written:
        return True
    near = (parts for word in words for parts in forms.by_word.get(word, ())[:_MOST_ALIKE])
    return any(parts <= words or words <= parts for parts in near)
