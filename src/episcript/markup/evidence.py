"""What the content of a text shows it to be; a module of its own, so that detection imports no parser."""

from __future__ import annotations

import re

_EVIDENCE = re.compile(
    r"(?<![^\r\n])(?:---[ \t]*(?![^\r\n])|#{1,6}[ \t]\S|:::|```|\|?[ \t]*:?-{2,}:?[ \t]*\|[ \t:|-]*(?![^\r\n]))|\*\*[^\s*]|(?<!\w)__[^\s_]|\]\([^\s)]|(?<!\\)\\[\[\]'\"*_#.$()~<{`!]|&(?:#\d+|#x[0-9a-fA-F]+|amp|quot|lt|gt|nbsp);",
)
"""What the content shows to be Markdown; without any of it asterisks and backslashes stay as they are.

A heading that begins with a clock is none: our own plain text writes chapters so.
"""


def shows_markdown(text: str) -> bool:
    r"""Return whether the content of `text` shows it to be Markdown.

    >>> shows_markdown("**Ann:** Hello."), shows_markdown(r"ANN: C:\new snake_case 2*3*4")
    (True, False)
    """
    return _EVIDENCE.search(text) is not None
