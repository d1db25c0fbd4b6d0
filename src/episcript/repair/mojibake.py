"""Text that was UTF-8 and was read in another encoding, once or more often: what it said."""

from __future__ import annotations

import re
from functools import lru_cache

from episcript.repair.spans import Change, applied, changes
from episcript.repair.suspicion import gate, hostile, run

RULE = "mojibake"
"""The rule that the receipts name."""

_LONGEST = 100_000
"""Longer lines are mended piece by piece only: a megabyte on one line is no longer one piece of evidence."""

_BEFORE, _BEHIND = re.compile(r"[\x00-\x7f]{0,3}\Z"), re.compile(r"[\x00-\x7f]{0,3}")
"""The ASCII beside a piece that tells damage from spelling (`trÃ¥d`, but not `Ã¥`)."""

_SHORT = 40
"""Pieces up to this length are remembered."""

_TWO_READINGS = frozenset({"Ã¥"})
"""In Latin-1 one thing and in Mac Roman another: believed only beside other damage (ftfy's issue 202)."""

_LETTER = re.compile(r"(?<!\S)Â |(?<=[“„«‘‚‹])[^\x00-\x7f][”“»’‘›](?![”»’\w])")
"""An ordinary letter that ftfy takes for damage: between blanks (`the Â symbol`), in quotation marks (`“Ã”`)."""

_EXHIBIT = re.compile(r"[ \t]*>>> [\w.]+\(")
"""A line of a Python session, as in texts *about* encodings: its damage is on show."""


def mended(line: str) -> str:
    """Return `line` with its encoding mended, or as it is; mending it again changes nothing.

    The whole line is tried first, as its words bear witness for each other; then each damaged piece alone, so that a
    good quotation mark or dash beside it blocks nothing. `ftfy.fix_encoding` judges and decodes; what it would do to
    a letter that is meant is refused.

    >>> mended("a good “quote” and TÃ¼lu"), mended("the Â symbol")
    ('a good “quote” and Tülu', 'the Â symbol')
    """
    if _EXHIBIT.match(line):
        return line
    better = _round(line, witness=False)
    while better != line and gate().search(better):
        line, better = better, _round(better, witness=True)
    return better


def _round(line: str, *, witness: bool) -> str:
    """Return `line` after one attempt at the whole, or where that finds nothing, at its pieces.

    `witness` says that something on the line was mended already.
    """
    whole = _whole(line)
    return whole if whole != line else applied(line, _pieces(line, witness=witness))


def _whole(line: str) -> str:
    """Return what ftfy makes of the whole line, without the changes that are refused."""
    if len(line) > _LONGEST or hostile().search(line):
        return line
    found = _judged(line)
    if "\0" not in found and not _LETTER.search(line):
        return found
    return applied(line, [change for change in changes(line, found) if not _refused(line, change)])


def _pieces(line: str, *, witness: bool) -> list[Change]:
    """Return what changes where each damaged piece is judged by itself with the ASCII beside it."""
    tried = (Change(found.start(), found[0], _alone(line, *found.span())) for found in run().finditer(line))
    kept = [change for change in tried if change.before != change.after and not _refused(line, change)]
    sure = witness or any(change.before not in _TWO_READINGS for change in kept)
    return kept if sure else []


def _alone(line: str, start: int, end: int) -> str:
    """Return `line[start:end]` mended, as it is where that would reach into what stands beside it."""
    if hostile().search(line, start, end):
        return line[start:end]
    left, right = _ascii(_BEFORE, line, max(0, start - 3), start), _ascii(_BEHIND, line, end, len(line))
    piece = left + line[start:end] + right
    found = _judged_short(piece) if len(piece) <= _SHORT else _judged(piece)
    inside = found.startswith(left) and found.endswith(right)
    return found[len(left) : len(found) - len(right)] if inside else line[start:end]


def _ascii(pattern: re.Pattern[str], line: str, start: int, end: int) -> str:
    """Return the first match in `line[start:end]`, which may be empty."""
    found = pattern.search(line, start, end)
    return found[0] if found else ""


def _refused(line: str, change: Change) -> bool:
    """Return whether the change takes a letter for damage, or makes what no text holds."""
    letter = _LETTER.match(line, change.start)
    return "\0" in change.after or (letter is not None and letter[0] == change.before)


@lru_cache(maxsize=4096)
def _judged_short(text: str) -> str:
    """Return what ftfy makes of `text`, remembered: the same few pieces are damaged all over a file."""
    return _judged(text)


def _judged(text: str) -> str:
    """Return what ftfy makes of `text`."""
    from ftfy import fix_encoding  # noqa: PLC0415 - 60 ms, only for damage

    return str(fix_encoding(text))
