"""Scripts without blanks between words: where a line of them may break."""

from __future__ import annotations

import re
from unicodedata import category

_OPEN = "（「『【〈《［｛เแโใไ"
_FOLLOW = (
    "、。，．！？：；）」』】〉》］｝・ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ\u3099\u309a…"
)
_VOWELS = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
_SELECTORS = "\u200b-\u200d\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SIGNS = "".join(sign for sign in map(chr, range(0x0E00, 0x1800)) if category(sign) in ("Mn", "Mc"))
_CLINGING = _FOLLOW + _VOWELS + _SELECTORS + _SIGNS
"""What never begins a line or stands apart: closing marks, small kana, vowels and signs behind their letter."""
_BASE = (
    "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
)
_UNSPACED = re.compile(f"[{_BASE}]")
_CLUSTER = re.compile(
    rf"[{_OPEN}]*(?:(?![{_OPEN}{_CLINGING}])(?:[{_BASE}]|[^{_BASE}]+?(?=[{_OPEN}{_CLINGING}{_BASE}]|$)))?"
    rf"[{_CLINGING}]*",
    re.DOTALL,
)
"""One character of a script without blanks, or a run of others, with what must not begin or end a line."""


def divided(token: str) -> list[str]:
    """Return the undividable pieces of a token: its characters where the script has no blanks, else the token.

    >>> divided("東京だ。"), divided("don’t")
    (['東', '京', 'だ。'], ['don’t'])
    """
    parts = _CLUSTER.findall(token) if _UNSPACED.search(token) else [token]
    return [part for part in parts if part.strip()]
