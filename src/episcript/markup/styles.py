"""The styles of a Word document: which are headings, which are bold, which are lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_HEADING = re.compile(r"heading ?([1-9])|(title)", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off"})
_DEEPEST = 10
_LAST_LEVEL = 6


def value(values: Mapping[str, str], name: str = "val") -> str | None:
    """Return the attribute `name`, whatever its namespace."""
    return next((found for key, found in values.items() if key.rpartition(" ")[2] == name), None)


def is_on(values: Mapping[str, str]) -> bool:
    """Return whether a property is on: it is if it is there, unless it says that it is off."""
    return value(values) not in _OFF


class Emphasis(NamedTuple):
    """Bold and italic, `None` where a style says nothing of it."""

    strong: bool | None = None
    em: bool | None = None


class _Style:
    """A style as it is being read."""

    __slots__ = ("base", "em", "item", "name", "strong")

    def __init__(self, name: str) -> None:
        self.name = name
        self.base: str | None = None
        self.strong: bool | None = None
        self.em: bool | None = None
        self.item: bool | None = None


class Styles:
    """The styles by their identifiers; one without a definition is known by its identifier alone."""

    def __init__(self) -> None:
        """Begin with none."""
        self._styles: dict[str, _Style] = {}
        self._open = _Style("")

    def opened(self, tag: str, path: Sequence[str], values: Mapping[str, str]) -> None:
        """Take a tag inside the definitions; `path` are the tags around it."""
        if tag == "style":
            identifier = value(values, "styleId") or ""
            self._open = self._styles[identifier] = _Style(identifier)
        elif path[-1:] == ["style"]:
            self._define(tag, value(values))
        elif path[-2:] == ["style", "rPr"] and tag in {"b", "i"}:
            setattr(self._open, "strong" if tag == "b" else "em", is_on(values))
        elif tag == "numId" and path[-3:] == ["style", "pPr", "numPr"]:
            self._open.item = value(values) != "0"

    def heading(self, identifier: str | None) -> int | None:
        """Return the level of a heading from 1, `None` for any other style; a title is of the first.

        The name says it, which is English in every language of Word, while identifiers are not ("berschrift1").

        >>> Styles().heading("Heading2"), Styles().heading("Normal")
        (2, None)
        """
        names = [style.name for style in self._chain(identifier)] or [identifier or ""]
        found = next(filter(None, map(_HEADING.fullmatch, names)), None)
        return min(int(found[1] or 1), _LAST_LEVEL) if found else None

    def emphasis(self, identifier: str | None) -> Emphasis:
        """Return what a style says of bold and italic, itself or through those it is based on."""
        chain = list(self._chain(identifier))
        strong = (style.strong for style in chain if style.strong is not None)
        em = (style.em for style in chain if style.em is not None)
        return Emphasis(next(strong, None), next(em, None))

    def is_item(self, identifier: str | None) -> bool:
        """Return whether paragraphs of a style are items of a list."""
        return next((style.item for style in self._chain(identifier) if style.item is not None), False)

    def _define(self, tag: str, said: str | None) -> None:
        if tag == "name" and said:
            self._open.name = said
        elif tag == "basedOn":
            self._open.base = said

    def _chain(self, identifier: str | None) -> Iterator[_Style]:
        """Yield a style and those it is based on."""
        for _ in range(_DEEPEST):
            style = self._styles.get(identifier or "")
            if style is None:
                return
            yield style
            identifier = style.base
