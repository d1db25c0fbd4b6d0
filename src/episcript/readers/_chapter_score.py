"""How sure the readers of chapter lists are of a text: the first characters say so of most, at no cost."""

from __future__ import annotations

from episcript.reading import Score

_DIGITS, _BRACKET = tuple("0123456789-−"), ("(",)
_FIRST = 8


def listed(sample: str, value: float, *, bracketed: bool = False, wanted: bool = False) -> Score:
    r"""Return `value` for a text of lines that begin with a clock, `bracketed` or bare, and are titles; else next to none.

    `wanted` says that chapters are asked for, so that it does not matter how the titles read.

    >>> listed("0:00 Start\n4:10 The well\n", 0.85).value, listed("Start at 4:10.", 0.85).value
    (0.85, 0.01)
    """
    first = sample.lstrip()[:_FIRST]
    if not first.startswith(_BRACKET if bracketed else _DIGITS) or ":" not in first:
        return Score(0.01 if ":" in sample else 0.0, "it does not begin with a clock")
    from episcript.readers._chapter_lines import BARE, IN_BRACKETS, judged  # noqa: PLC0415 - detection imports every reader

    return judged(sample, IN_BRACKETS if bracketed else BARE, value, wanted=wanted)
