"""The targets of links as Markdown holds them, and which links of a Word document are open."""

from __future__ import annotations

import re

_FIELD_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
_UNSAFE = re.compile(r"[\s<>]")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_NOWHERE = re.compile(r"javascript:|#?\Z", re.IGNORECASE)
_NEVER_IN_ADDRESSES = re.compile(r"[\t\r\n]")
_FAR = re.compile(r"https?:|//", re.IGNORECASE)
_LONGEST_TARGET = 2_000


class Links:
    """The links that are open: elements that name a relationship, and fields that hold an instruction."""

    def __init__(self) -> None:
        """Begin without relationships."""
        self._relations: dict[str, str] = {}
        self._open: list[str | None] = []
        self._fields: list[_Field] = []

    def relate(self, identifier: str | None, target: str | None) -> None:
        """Take a relationship."""
        self._relations[identifier or ""] = target or ""

    def open(self, identifier: str | None, anchor: str | None) -> None:
        """Open a link; one that leads to a place in the document itself leads nowhere outside."""
        target = self._relations.get(identifier or "")
        self._push(address(f"{target}#{anchor}" if anchor else target) if target else None)

    def open_field(self, instruction: str) -> None:
        """Open a field whose instruction is an attribute."""
        self._push(_instructed(instruction))

    def _push(self, target: str | None) -> None:
        """Open a link; one without a target of its own is part of the one around it."""
        self._open.append(target or (self._open[-1] if self._open else None))

    def close(self) -> None:
        """Close the innermost link."""
        self._open.pop()

    def mark(self, kind: str | None) -> None:
        """Take a mark of a field: its instruction begins, its result begins, it ends."""
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            around = self._fields[-2].target if len(self._fields) > 1 else None
            self._fields[-1].target = _instructed("".join(self._fields[-1].instruction)) or around
        elif kind == "end" and self._fields:
            self._fields.pop()

    def instruct(self, text: str) -> None:
        """Take a part of the instruction of the innermost field."""
        if self._fields:
            self._fields[-1].instruction.append(text)

    def target(self) -> str | None:
        """Return the innermost target."""
        field = self._fields[-1].target if self._fields else None
        return field or (self._open[-1] if self._open else None)


class _Field:
    """A field: its instruction as it is gathered, and its target where it is a link."""

    __slots__ = ("instruction", "target")

    def __init__(self) -> None:
        self.instruction: list[str] = []
        self.target: str | None = None


def _instructed(instruction: str) -> str | None:
    """Return the target of a field that is a link."""
    found = _FIELD_LINK.match(instruction)
    return address(found[1]) if found else None


def address(target: str) -> str | None:
    r"""Return a target as Markdown holds it, `None` for one that is longer than any address.

    >>> address("https://example.org/a b(1)")
    '<https://example.org/a%20b(1)>'
    """
    bare = _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", target.strip()).replace("\\", r"\\")
    safe = _ENTITY.sub("&amp;", bare)
    if len(safe) > _LONGEST_TARGET:
        return None
    return f"<{safe}>" if "(" in safe or ")" in safe else safe


def destination(written: str) -> str:
    r"""Return where a link of a page leads as browsers read it, an empty string where it leads nowhere.

    >>> destination(" https://example.org/\na "), destination("javascript:go()"), destination("#")
    ('https://example.org/a', '', '')
    """
    target = _NEVER_IN_ADDRESSES.sub("", written.strip())
    return "" if _NOWHERE.match(target) else target


def is_far(target: str) -> bool:
    """Return whether a link leads to another site, so that its address is worth a remark where it has no words."""
    return _FAR.match(target) is not None
