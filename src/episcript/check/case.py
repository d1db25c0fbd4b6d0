"""What the families of findings look at, and what they give: a case and its findings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.lines import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable

    from episcript.model import Diagnostic, Episode

_CAPTIONS = frozenset(("srt", "vtt"))
_SEARCHED, _QUOTED = 400, 200
"""Lines behind the head of a turn in which its words are looked for, and how many characters of them."""
_PLAIN = re.compile(r"[^\s\\*_\[\]<>&]{2,}")
"""A stretch that no markup can have changed."""


class Finding(NamedTuple):
    """A diagnostic, and the words of its line that it is about: under them stands the caret."""

    diagnostic: Diagnostic
    quote: str = ""


@dataclass(frozen=True)
class Case:
    """An enriched episode and the text that it was read from, empty where its lines count in another file (our JSON).

    `profile` names the limits that the cues of a caption file are to keep, `None` is the standard.
    """

    episode: Episode
    text: str = ""
    profile: str | None = None

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the source, without their ends."""
        return LINE_END.split(self.text)

    @cached_property
    def captions(self) -> bool:
        """Whether the source is a caption file, whose cues have rules of their own."""
        return self.episode.source.format in _CAPTIONS

    @cached_property
    def told_apart(self) -> bool:
        """Whether any turn has a label or a clock; without, the source may be no transcript at all."""
        return told_apart(self.episode)

    def line(self, index: int, quote: str) -> int | None:
        """Return the line of the source that holds `quote`, words of the turn `index`; else that of its head."""
        turns = self.episode.turns
        head = turns[index].line
        parts = _PLAIN.findall(quote[:_QUOTED])
        if head is None or not parts:
            return head
        key = index, quote[:_QUOTED]
        if key not in self._places:
            following = turns[index + 1].line if index + 1 < len(turns) else None
            stop = min(following or head + _SEARCHED, head + _SEARCHED)
            within = range(head, max(stop, head + 1))
            places = (self._first(words, within) for words in (key[1], max(parts, key=len)))
            self._places[key] = next(filter(None, places), head)
        return self._places[key]

    def _first(self, words: str, within: Iterable[int]) -> int | None:
        """Return the first of some lines that holds `words`."""
        return next((line for line in within if words in self._at(line)), None)

    @cached_property
    def _places(self) -> dict[tuple[int, str], int]:
        """The lines that were found, by turn and words: what is said often in a turn is looked for once."""
        return {}

    def _at(self, line: int) -> str:
        return self.lines[line - 1] if line <= len(self.lines) else ""


def told_apart(episode: Episode) -> bool:
    """Return whether any turn has a label or a clock.

    >>> from episcript.model import Episode, Turn
    >>> told_apart(Episode(turns=(Turn("Hello."),))), told_apart(Episode(turns=(Turn("Hello.", "Ann"),)))
    (False, True)
    """
    return any(turn.label or turn.start is not None for turn in episode.turns)


def found(code: str, line: int | None, quote: str = "", /, **fields: object) -> Finding:
    """Return the finding `code` at `line` about the words `quote`.

    >>> found("turn-empty", 3, "Bo", label="Bo").diagnostic.message
    'the turn of Bo has no words'
    """
    return Finding(diagnose(code, line, **fields), quote)


def clipped(text: str, longest: int = 60) -> str:
    """Return the beginning of `text` for a message.

    >>> clipped("one two three", 8)
    'one two…'
    """
    return text if len(text) <= longest else text[:longest].rstrip() + "…"
