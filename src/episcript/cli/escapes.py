"""Making text safe for a terminal: controls are shown as they would be written in a program."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0, DEL, C1, the characters that turn the direction of writing, line separators, bytes of odd file names."""

_BYTE = 0xFF
_ESCAPED_BYTES = range(0xDC80, 0xDD00)


def visible(text: str, keep: str = "") -> str:
    r"""Return `text` with every control written as `\xNN` or `\uNNNN`, those in `keep` excepted.

    >>> visible("a\x1b[31mb\u202ec")
    'a\\x1b[31mb\\u202ec'
    """
    return _UNSAFE.sub(lambda found: found[0] if found[0] in keep else _written(ord(found[0])), text)


def visible_json(text: str) -> str:
    r"""Return JSON `text` with its remaining controls as JSON escapes; it means the same.

    >>> visible_json('"\x9b31m"')
    '"\\u009b31m"'
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _written(point: int) -> str:
    """Return the escape of one code point; a byte that Python hid in a file name is that byte."""
    if point in _ESCAPED_BYTES:
        point -= 0xDC00
    return f"\\x{point:02x}" if point <= _BYTE else f"\\u{point:04x}"
