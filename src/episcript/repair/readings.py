"""What a stretch of text says in each encoding that UTF-8 is misread in: the bytes behind it, read as UTF-8."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from episcript.repair.spans import Change, applied, changes

CODECS = (
    "western",
    *("mac-roman", "cp437", "cp850"),
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-2"),
)
"""The likeliest first. `western` is Latin-1 and Windows-1252 in one: what one leaves out is in the other."""

_SEQUENCES = {
    "\xc2-\xdf": ("\x80-\xbf",),
    "\xe0": ("\xa0-\xbf", "\x80-\xbf"),
    "\xe1-\xec\xee\xef": ("\x80-\xbf", "\x80-\xbf"),
    "\xed": ("\x80-\x9f", "\x80-\xbf"),
    "\xf0": ("\x90-\xbf", "\x80-\xbf", "\x80-\xbf"),
    "\xf1-\xf3": ("\x80-\xbf", "\x80-\xbf", "\x80-\xbf"),
    "\xf4": ("\x80-\x8f", "\x80-\xbf", "\x80-\xbf"),
}
"""First byte and those behind it, written as the characters of their numbers: UTF-8 beyond ASCII."""

_SHORT = 40
"""Runs up to this length are remembered: the same few are damaged all over a file."""


def readings(text: str, codec: str) -> list[Change]:
    """Return the stretches of `text` that are UTF-8 when written in `codec`, each with what it says, rising.

    >>> readings("a TÃ¼lu", "western"), readings("K√∏ln", "mac-roman")
    ([Change(start=3, before='Ã¼', after='ü')], [Change(start=1, before='√∏', after='ø')])
    """
    found = _runs(codec).finditer(text)
    return [Change(run.start(), run[0], _said(run[0], codec)) for run in found]


def differences(before: str, after: str) -> list[Change]:
    """Return `changes(before, after)`; where the line was misread once, its readings are just that, and quickly found."""
    found = readings(before, "western")
    return found if applied(before, found) == after else changes(before, after)


def _said(run: str, codec: str) -> str:
    """Return what a run of sequences says."""
    return _said_short(run, codec) if len(run) <= _SHORT else _decoded(run, codec)


@lru_cache(maxsize=4096)
def _said_short(run: str, codec: str) -> str:
    return _decoded(run, codec)


def _decoded(run: str, codec: str) -> str:
    return run.translate(_bytes_of(codec)).encode("latin-1").decode()


@lru_cache(maxsize=4096)
def codec_of(before: str, after: str) -> str | None:
    """Return the likeliest codec in which `before` says `after`, `None` where there is none.

    >>> codec_of("Ã¼", "ü"), codec_of("x", "y")
    ('western', None)
    """
    said = [Change(0, before, after)]
    return next((codec for codec in CODECS if readings(before, codec) == said), None)


@lru_cache(maxsize=4096)
def says(before: str, after: str, levels: int = 3) -> bool:
    """Return whether `before` is `after` misread once or more often, with nothing lost on the way.

    >>> says("ÃƒÂ©", "é"), says("Â—", "—")
    (True, False)
    """
    whole = (
        found[0].after for codec in CODECS if (found := readings(before, codec)) and found[0].before == before
    )
    return any(
        said == after or (levels > 1 and says(said, after, levels - 1)) for said in dict.fromkeys(whole)
    )


@cache
def _bytes_of(codec: str) -> dict[int, str]:
    """Return the table from a character to that of its byte."""
    table = {byte: chr(byte) for byte in range(0x80, 0x100)} if codec == "western" else {}
    for byte in range(0x80, 0x100):
        written = bytes([byte]).decode("cp1252" if codec == "western" else codec, "ignore")
        table |= {ord(written): chr(byte)} if written else {}
    return table


@cache
def _runs(codec: str) -> re.Pattern[str]:
    """Return the pattern of sequences in a row, in the characters that `codec` gives their bytes.

    It begins with one class of all first bytes, which is what makes the search fast.
    """
    table = _bytes_of(codec)

    def written(kind: str) -> str:
        bytes_ = re.compile(f"[{kind}]")
        return f"[{''.join(re.escape(chr(point)) for point, byte in table.items() if bytes_.match(byte))}]"

    rests = (f"(?<={written(first)})" + "".join(map(written, rest)) for first, rest in _SEQUENCES.items())
    sequence = f"{written(''.join(_SEQUENCES))}(?:{'|'.join(rests)})"
    return re.compile(f"{sequence}(?:{sequence})*")
