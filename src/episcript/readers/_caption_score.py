"""Whether a sample is a caption file: how many of its lines hold the times of a cue and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from episcript.lines import split_lines

_CLOCK = r"-?[0-9]{1,9}(?:[:.,;] ?[0-9]{1,9}){1,4}"
_TIMES = re.compile(
    rf"(?:\A|(?<=[\r\n]))[ \t\f\ufeff]*{_CLOCK}[ \t\f]*(?:-{{1,3}} ?>|[–—]+>|→)[ \t\f]*{_CLOCK}[ \t\f]*"
    r"(?:[A-Za-z][\w-]*:\S*[ \t]*){0,9}(?=[\r\n]|\Z)"
)
_UNPADDED = re.compile(r":[0-9](?=[:.])")
"""Meeting programs write `0:1:5.40 --> 0:1:9.1` above a name and a text: a layout, and no caption format."""
_ARROWS = ("->", "- >", "–>", "—>", "→")
_NUMBER = re.compile(r"(?:\A|[\r\n])[ \t\ufeff]*[0-9]{1,9}[ \t]*[\r\n]{1,3}\Z")
_LEAST = 0.08
"""Times of a cue in at least so many of the lines that are not blank: a post quotes a cue now and then, a cue has a few lines."""
_BEFORE = 12


class Structure(NamedTuple):
    """The number of lines with the times of a cue, and whether a number stands before the first."""

    cues: int
    numbered: bool


@lru_cache(1)  # readers of SRT and of WebVTT ask for the same sample
def structure(sample: str) -> Structure:
    r"""Return what of a caption file is in a sample, nothing where cues are quoted in something else.

    >>> structure("1\n00:01.5 --> 00:02.5\nHello.\n"), structure("00:00:01 --> 00:00:02 Hello.\n")
    (Structure(cues=1, numbered=True), Structure(cues=0, numbered=False))
    """
    if (">" not in sample and "→" not in sample) or not any(arrow in sample for arrow in _ARROWS):
        return Structure(0, numbered=False)
    times = list(_TIMES.finditer(sample))
    found = [each.start() for each in times]
    if not found:
        return Structure(0, numbered=False)
    numbered = _NUMBER.search(sample, max(0, found[0] - 40), found[0]) is not None
    unpadded = sum(_UNPADDED.search(each[0]) is not None for each in times) > len(found) / 2
    few = len(found) < _LEAST * _spoken(sample) or _spoken(sample[: found[0]]) > _BEFORE
    if few or (unpadded and not numbered):
        return Structure(0, numbered=False)
    return Structure(len(found), numbered)


def _spoken(text: str) -> int:
    """Return the number of lines that are not blank."""
    return sum(1 for line in split_lines(text) if line.strip())
