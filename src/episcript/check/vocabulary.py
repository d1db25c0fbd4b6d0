"""The names that the notes of an episode write: title, front matter, notes before and behind the talk, chapters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Episode

_MARKUP = re.compile(
    r"\]\([^\s)]{0,2000}\)|https?://\S+|<[^<>]{0,500}>|\{[^{}\n]{0,300}\}|[\[\]*`>|#]|\\(?=[^\w\s])|&[a-z]{2,8};"
)
"""What a note holds beside words: targets of links, tags, attributes, marks of emphasis, escapes."""
_WORD = r"[^\W\d_][\w’'&+]*(?:-[\w’'&+]+)*"
_TOKEN = re.compile(_WORD)
_LINKED = re.compile(r"\[([^\[\]\n]{1,60})\]\(")
_LONGEST = 200_000
"""Characters of notes that are looked through; no notes are longer."""


def names_in(episode: Episode) -> Iterator[str]:
    """Yield every writing of a name in the notes, as often as it stands there.

    A name is a word with a capital inside or an accent behind a capital, or two or three words with capitals.

    >>> from episcript.model import Episode, Note
    >>> list(names_in(Episode(notes=(Note("Ann on *DeepSeek* and [the Bell Labs](http://b.org).", 1, 0),))))
    ['DeepSeek', 'Bell Labs']
    """
    for text in _texts(episode):
        plain = _MARKUP.sub(" ", text[:_LONGEST])
        for line in plain.splitlines():
            yield from (word[0] for word in _TOKEN.finditer(line) if _telling(word[0]))
            yield from _names(line)


def linked_in(episode: Episode) -> Iterator[str]:
    """Yield the texts of the links in the notes: what is linked as a whole is the name of something.

    >>> from episcript.model import Episode, Note
    >>> list(linked_in(Episode(notes=(Note("[Bell Labs](http://b.org)", 1, 0),))))
    ['Bell Labs']
    """
    for text in _texts(episode):
        yield from (link[1].strip("*_ ") for link in _LINKED.finditer(text[:_LONGEST]))


def _texts(episode: Episode) -> Iterator[str]:
    yield from filter(None, (episode.title, episode.subtitle))
    yield from (value for value in episode.metadata.values() if isinstance(value, str))
    yield from (note.text for note in episode.notes if note.turn in {0, len(episode.turns)})
    yield from (chapter.title for chapter in episode.chapters)


def _telling(word: str) -> bool:
    """Return whether a single word is written in a way that only a name is: `DeepSeek`, `OLMo`, `Tülu`."""
    inner = any(map(str.isupper, word[1:])) and any(map(str.islower, word))
    return inner or (word[0].isupper() and not word.isascii() and not word.isupper())


def _names(line: str) -> Iterator[str]:
    """Yield each run of two or three words with capitals, and its first two; a longer run is a title."""
    runs: list[list[str]] = [[]]
    end = -1
    for word in _TOKEN.finditer(line):
        if not word[0][0].isupper() or word.start() != end + 1 or line[end : end + 1] != " ":
            runs.append([])
        if word[0][0].isupper():
            runs[-1].append(word[0])
        end = word.end()
    for run in runs:
        if len(run) in {2, 3}:
            yield " ".join(run)
