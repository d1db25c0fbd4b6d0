"""Rolling captions: each cue repeats the line before and adds one; its text is taken once, its words keep their times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.model import Mark
from episcript.records.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.readers._caption_blocks import Blocks
    from episcript.readers._caption_payload import Part

_SHARE, _ENOUGH, _LOOKED_AT = 0.6, 4, 400
"""Rolling captions repeat in nearly every cue; a chorus or a list of answers does so now and then."""


def rolls(texts: Sequence[str]) -> bool:
    r"""Return whether most cues begin with the last line of the one before.

    >>> rolls(["so", "so\nwe", "we\nwent", "went\nout", "out\nand"]), rolls(["Yes.", "No.", "Yes.", "No.", "So."])
    (True, False)
    """
    spoken = [text for text in texts[:_LOOKED_AT] if text]
    if len(spoken) < _ENOUGH:
        return False
    repeated = [
        after == last or after.startswith(f"{last}\n")
        for last, after in zip((text.rpartition("\n")[2] for text in spoken), spoken[1:], strict=False)
    ]
    grown = sum("\n" in text for text in spoken)
    lines = {text.rpartition("\n")[2] for text in spoken}
    if len(lines) < max(_ENOUGH - 1, len(spoken) // 4):
        return False
    return sum(repeated) >= _SHARE * len(repeated) and grown >= len(spoken) // 4


def repeated_length(before: str, text: str) -> int:
    r"""Return how many characters at the beginning of `text` are lines with which `before` ends, the line end included.

    >>> repeated_length("and so\nwe went", "we went\nout"), repeated_length("we", "out")
    (8, 0)
    """
    lines = text.split("\n")
    shown = before.split("\n")
    for count in range(min(len(lines), len(shown)), 0, -1):
        if shown[-count:] == lines[:count]:
            return min(len(text), sum(map(len, lines[:count])) + count)
    return 0


def once(made: Blocks, said: Sequence[tuple[Part, ...]]) -> tuple[list[Piece], list[int]]:
    """Return the pieces that each cue adds, and the indexes of their cues; the first word begins with its cue."""
    pieces: list[Piece] = []
    cues: list[int] = []
    before = ""
    for cue, each in enumerate(said):
        part = each[0]
        if not part.text:
            continue
        at = repeated_length(before, part.text)
        before = part.text
        if at < len(part.text):
            pieces.append(_added(part, at, made.starts[cue], made.ends[cue], made.lines[cue]))
            cues.append(cue)
    return pieces, cues


def _added(part: Part, at: int, start: int, end: int, line: int) -> Piece:
    """Return what a part says from `at` on."""
    words = [(offset - at, time) for offset, time in part.words if offset >= at]
    if words and words[0][0] > 0:
        words.insert(0, (0, start))
    marks = tuple(
        Mark(max(mark.start, at) - at, mark.end - at, mark.kind) for mark in part.marks if mark.end > at
    )
    return Piece(part.text[at:], start, end, part.label, line, marks, tuple(words))
