"""The footnotes of a page: which links refer to one, where it begins, and where it ends."""

from __future__ import annotations

import re

NOTE_INDENT = "    "
"""What stands before the second paragraph of a footnote in Markdown."""
NOTED = frozenset({"a", "li", "p", "div", "aside"})
"""What a footnote begins with."""
_HOLDERS = frozenset({"div", "li", "section", "aside"})
"""What holds a footnote with all its paragraphs."""
_BEYOND = frozenset({"ol", "ul", "section", "main", "body"})
_TARGET = re.compile(
    r"#(_?(?:footnote|fn|ftn|ftnt|endnote|note|cite_note)[-_:]?[^\s\[\]]{0,60})", re.IGNORECASE
)
"""The fragments that pandoc, newsletters, Google Docs and wikis give their footnotes."""
_NUMBER = re.compile(r"\W{0,2}[0-9]{1,3}\W{0,2}|[*†‡§]")
_BACK = re.compile(r"[↩↑^⬆⏎\ufe0e\ufe0f]+")


class Footnotes:
    """The footnotes that were referred to and did not begin yet, and how deep the one that is open stands."""

    def __init__(self) -> None:
        """Begin with none."""
        self.referred: set[str] = set()
        self._depth = 0
        self._held: int | None = None

    def referred_by(self, target: str, said: str | None) -> str | None:
        """Return the footnote that a link refers to: an empty string for the way back from one, `None` for none."""
        found = _TARGET.fullmatch(target)
        if found is None or said is None:
            return None
        if _NUMBER.fullmatch(said):
            self.referred.add(found[1])
            return found[1]
        return "" if _BACK.fullmatch(said) else None

    def begins(self, identifier: str) -> bool:
        """Return whether a footnote begins with the element of this identifier: once, behind a link to it."""
        if identifier not in self.referred:
            return False
        self.referred.remove(identifier)
        self._held = self._depth
        return True

    def open(self, name: str) -> None:
        """Take an element that opens."""
        self._depth += name in _HOLDERS

    def close(self, name: str) -> bool:
        """Take an element that closes; return whether the footnote ends with it."""
        self._depth -= name in _HOLDERS
        if self._held is None or not (self._depth < self._held or name in _BEYOND):
            return False
        self._held = None
        return True
