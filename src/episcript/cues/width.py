"""How many columns a text takes on screen."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_WIDE_SIGN = "\ufe0f"
_UNSEEN = ("Mn", "Me", "Cf")


def columns(text: str) -> int:
    r"""Return the columns of `text`: two for wide and full-width characters, none for combining and invisible ones.

    The sign that asks for the picture form of the character before it (U+FE0F) makes that one wide. Widths are those
    of Unicode Standard Annex #11.

    >>> columns("Tülu"), columns("Tu\u0308lu"), columns("東京"), columns("♥\ufe0f")
    (4, 4, 4, 2)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if character == _WIDE_SIGN:
        return 1
    if east_asian_width(character) in "WF":
        return 2
    return 0 if category(character) in _UNSEEN else 1
