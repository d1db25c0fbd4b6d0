"""Words misread as Mac Roman or code page 437 that show it by themselves: characters that nobody writes in a row."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from episcript.repair.wording import odd, wordlike

if TYPE_CHECKING:
    from episcript.repair.witness import Doubt

_CODECS = frozenset({"mac-roman", "cp437"})

_BOX = "\u250c-\u254f\u2552-\u259f"
"""Without the plain lines, which some write as dashes and borders."""

_CERTAIN = re.compile(f"¬†|┬á|[αΓπΣσµτΦΘΩδφε][À-ÖØ-öø-ÿƒ{_BOX}][^\x00-\x7f]")
"""Whatever stands beside it: a negation sign before a dagger; Greek before an accented Latin letter or a box."""

_STRANGE = re.compile(f"√[†°¢£§•¶®©™´¨¥ªº]|·[ª∫].|[{_BOX}][¢£¥ªº¿½¼¡«»⌐₧]|ß[╗║][^{_BOX}─│═║]")
"""In a word: a root of what is no number, a box before a mark."""

_DRAWN = re.compile(f"√[≠∞±≤≥∂∑∏π∫Ω]|[{_BOX}─][{_BOX}]|[{_BOX}][│║]|[{_BOX}][À-ÖØ-öø-ÿƒ]")
"""Inside a longer word only: formulas and drawings hold it, too."""

_TORN = re.compile("├[╡╕╣╗╝╜╛]")
"""Boxes whose lines do not meet, so also at the end of a longer word."""

_LETTERS = re.compile("[A-Za-z]")
_INSIDE, _AT_END = 4, 3
"""So many letters of ASCII make a word no formula."""

_FOREIGN, _FOREIGN_BOXES = 3, 2
"""So many characters of another script, all of them read, are no accident; fewer where each begins with a box."""


def evident(doubt: Doubt) -> bool:
    """Return whether a word of Mac Roman or code page 437 needs no witness.

    >>> from episcript.repair.witness import doubts
    >>> [evident(found) for found in doubts("donΓÇÖt") + doubts("T√§ler") + doubts("a√π")]
    [True, True, False]
    """
    if doubt.codec not in _CODECS:
        return False
    sequences = tuple(change.before for change in doubt.changes)
    return all(map(_CERTAIN.fullmatch, sequences)) or _shown(doubt.written, doubt.likely, sequences)


@lru_cache(maxsize=4096)
def _shown(written: str, likely: str, sequences: tuple[str, ...]) -> bool:
    """Return whether `written`, which `likely` reads, holds what no word and no formula does."""
    if len(likely) == 1 or not (odd(written) and wordlike(likely)):
        return False
    return any(map(_STRANGE.match, sequences)) or _foreign(likely, sequences) or _inside(written, sequences)


def _foreign(likely: str, sequences: tuple[str, ...]) -> bool:
    """Return whether all is read as one word of a script beyond Latin, and some of it is signs."""
    least = _FOREIGN_BOXES if all("─" <= one[0] <= "▟" for one in sequences) else _FOREIGN
    signs = any(not letter.isalpha() or letter in "ªº" for one in sequences for letter in one[1:])
    return len(sequences) == len(likely) >= least and signs and likely > "\u036f"


def _inside(written: str, sequences: tuple[str, ...]) -> bool:
    """Return whether letters of a longer word stand on both sides, or boxes that do not meet on one."""
    letters = len(_LETTERS.findall(written))
    if letters >= _AT_END and any(
        _TORN.match(one) and (written.startswith(one) or written.endswith(one)) for one in sequences
    ):
        return True
    drawn = (re.escape(one) for one in sequences if _DRAWN.match(one))
    beside = (f"[A-Za-z]{{2}}{one}[a-z]|[A-Za-z]{one}[a-z]{{2}}" for one in drawn)
    return letters >= _INSIDE and any(re.search(one, written) for one in beside)
