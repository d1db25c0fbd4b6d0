"""What stands beside the speech: metadata, the same words once more, alternatives, and keys that nobody knows."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.records.columns import text_of, word_count
from episcript.records.glue import plain
from episcript.records.groups import OTHERS, key_name
from episcript.records.names import PEOPLE, TEXT, hint
from episcript.records.tree import STAMPS, Number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from episcript.model import Diagnostic
    from episcript.records.groups import Group
    from episcript.records.tree import KeyPath, Record

_FRONT = {
    "title": frozenset("title episodetitle titel titre título titolo tytuł".split()),
    "subtitle": frozenset(("subtitle",)),
    "date": frozenset(
        "date published pubdate publishedat airdate recorded recordedat datum fecha data".split()
    ),
    "language": frozenset(
        "language lang languagecode locale detectedlanguage sprache langue idioma lingua".split()
    ),
}
_FRAMES = frozenset(
    "metadata meta info episode podcast show header head body transcript transcription".split()
)
"""Objects whose own scalars are front matter, beside those around the speech."""
_TAG = re.compile(r"[a-zA-Z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SAME = 0.7
_LONGEST_SHOWN, _COMPARED = 60, 200
_LONGEST_VALUE = 2_000


class Front(NamedTuple):
    """Title, subtitle, date, language, all scalars as metadata, and the key paths that were used."""

    fields: dict[str, str]
    metadata: dict[str, object]
    paths: dict[KeyPath, str]


def front_of(groups: Sequence[Group], around: Collection[int], used: Collection[KeyPath]) -> Front:
    """Return the scalars of the objects around the speech, and of those that are named like a heading of it."""
    fields: dict[str, str] = {}
    metadata: dict[str, object] = {}
    paths: dict[KeyPath, str] = {}
    for group in groups:
        if len(group.records) != 1 or not (id(group) in around or hint(group.path[-1:], _FRAMES) == 1):
            continue
        for key, value in group.records[0].items():
            path = (*group.path, key)
            if path in used or isinstance(value, list | dict) or value is None or key == STAMPS:
                continue
            said = plain(value) if isinstance(value, str) else str(value).lower()
            if len(said) > _LONGEST_VALUE or not said:
                continue
            name = key_name(path[-1:]) if key_name(path[-1:]) not in metadata else key_name(path)
            metadata[name] = said
            paths[path] = f"metadata/{name}"
            field = next((one for one, names in _FRONT.items() if hint((key,), names) == 1), None)
            if field and field not in fields and (field != "language" or _TAG.fullmatch(said)):
                fields[field] = " ".join(said.split())
    return Front(fields, metadata, paths)


def same_words(groups: Sequence[Group], spoken: str, taken: Collection[int]) -> set[int]:
    """Return the groups (by identity) that say again what is spoken; `taken` are those that were used."""
    words = set(spoken.casefold().split())
    found = set()
    for group in groups:
        if id(group) in taken:
            continue
        texts = [
            str(value)
            for path, values in group.columns().items()
            if text_of(group, path, values)
            for value in values[:_COMPARED]
            if isinstance(value, str)
        ]
        if texts and _repeats(texts, words):
            found.add(id(group))
    return found


def _repeats(texts: Sequence[str], words: Collection[str]) -> bool:
    said = " ".join(texts).casefold().split()
    return bool(said) and sum(word in words for word in said) >= _SAME * len(said)


class Left(NamedTuple):
    """A key that was not used: its path, in how many records it stands, the first of them, its values."""

    path: KeyPath
    times: int
    record: Record
    values: tuple[str, ...]


def left_over(
    groups: Sequence[Group], used: Mapping[KeyPath, str], doubles: Collection[int]
) -> Iterator[Left]:
    """Yield the keys that are neither used nor known to say the same again, each once."""
    for group in groups:
        if OTHERS in group.path or _inside(group, doubles):
            continue
        for path, (count, record, values) in _keys(group).items():
            if path not in used and path[-1] != STAMPS:
                yield Left(path, count, record, tuple(values))


def _inside(group: Group, doubles: Collection[int]) -> bool:
    return id(group) in doubles or any(id(one) in doubles for one in group.ancestors())


def _keys(group: Group) -> dict[KeyPath, tuple[int, Record, list[str]]]:
    """Return the keys of scalars (and of arrays of scalars) with their count, first record and first values."""
    found: dict[KeyPath, tuple[int, Record, list[str]]] = {}
    for key, count in Counter(chain.from_iterable(group.records)).items():
        holding = (record for record in group.records if _is_scalar(record.get(key)))
        if (first := next(holding, None)) is not None:
            values = [one for record in group.records[:_COMPARED] for one in _words_in(record.get(key))]
            found[*group.path, key] = count, first, values
    return found


def _is_scalar(value: object) -> bool:
    """Return whether a value is a scalar, or an array of scalars."""
    if isinstance(value, list):
        return bool(value) and not isinstance(value[0], list | dict)
    return value is not None and not isinstance(value, dict)


def _words_in(value: object) -> list[str]:
    scalars = value[:_COMPARED] if isinstance(value, list) else [value]
    return [one for one in scalars if isinstance(one, str) and not isinstance(one, Number)]


def remark(left: Left, line: int | None, words: Collection[str]) -> Diagnostic | None:
    """Return the remark on a key that was left out: data is told in passing, words are a warning.

    Words that are spoken anyway are no loss, and no remark. What an object says about a person (`speaker.roles.title`)
    is data, unless its key says that it is a text.
    """
    said = [value for value in left.values if word_count(value) >= 3 and " " in value]  # noqa: PLR2004
    name = key_name(left.path)
    if left.values and _repeats(left.values, words):
        return None
    if not said or _about_a_person(left.path):
        return diagnose("key-skipped", line, key=name, count=left.times)
    shown = " ".join(said[0].split())[:_LONGEST_SHOWN]
    return diagnose("words-skipped", line, key=name, count=left.times, text=shown)


def _about_a_person(path: KeyPath) -> bool:
    return any(hint((key,), PEOPLE) == 1 for key in path[:-1]) and hint(path[-1:], TEXT) < 1


def other_readings(groups: Sequence[Group]) -> int:
    """Return how many alternatives were left out."""
    return sum(len(group.records) for group in groups if group.path and group.path[-1] == OTHERS)
