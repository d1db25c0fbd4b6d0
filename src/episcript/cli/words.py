"""Words for people: the nearest known name, a line to type, a count with its noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEAR = 0.5


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the name in `known` that looks most like `word`, or `None` where none comes near.

    >>> nearest("srtt", ["json", "srt", "vtt"])
    'srt'
    >>> nearest("quux", ["json", "srt"]) is None
    True
    """
    from difflib import get_close_matches  # noqa: PLC0415 - start-up

    return next(iter(get_close_matches(word.casefold().lstrip("."), known, 1, _NEAR)), None)


def typed(*arguments: str) -> str:
    """Return the command line `episcript ARGUMENTS`, quoted as a shell wants it.

    >>> typed("convert", "my talk.md", "-t", "srt")
    "episcript convert 'my talk.md' -t srt"
    """
    from shlex import join  # noqa: PLC0415 - start-up

    return join(["episcript", *arguments])


def counted(number: int, noun: str) -> str:
    """Return `number` with its noun.

    >>> counted(1, "cue"), counted(1259, "cue")
    ('1 cue', '1,259 cues')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def choice(word: str, known: Iterable[str]) -> str:
    """Return the advice for an unknown `word`: the nearest name and the list.

    >>> choice("srtt", ("json", "srt"))
    'did you mean srt? (json, srt)'
    """
    names = tuple(known)
    close = nearest(word, names)
    listed = ", ".join(names)
    return f"did you mean {close}? ({listed})" if close else f"there are: {listed}"
