"""Values that are fragments of pages, as editors on the web store what is typed into them: their tags are undone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.records.tree import Record, holder_of, value_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.records.groups import Group
    from episcript.records.tree import KeyPath

_BLOCK = "p|div|li|ul|ol|blockquote|h[1-6]|section"
_INLINE = "span|b|i|u|em|strong|font|mark|small|sub|sup"
_WHOLE = re.compile(
    rf"\s*<({_BLOCK}|{_INLINE})(?:\s[^<>]{{0,500}})?>.*</(?:{_BLOCK}|{_INLINE})>\s*",
    re.DOTALL | re.IGNORECASE,
)
_BREAK = re.compile(r"<br(?:\s[^<>]{0,500})?/?>\s*", re.IGNORECASE)
_END = re.compile(rf"</(?:{_BLOCK})>\s*", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_BLOCK}|{_INLINE})(?:\s[^<>]{{0,500}})?/?>", re.IGNORECASE)
_FEWEST = 3


def unwrapped(groups: Sequence[Group]) -> None:
    """Undo the tags of every column whose values all stand in tags: paragraphs and lines stay, tags of other kinds too.

    One value without tags around it, or one with a link, whose address would be lost, leaves the column as it is.
    """
    for group in groups:
        found = [path for path, values in group.columns().items() if _are_fragments(values)]
        for path in found:
            _unwrap(group, path)
        if found:
            group.forget()


def _are_fragments(values: Sequence[object]) -> bool:
    given = [value for value in values if value is not None and value != ""]
    return len(given) >= _FEWEST and all(
        isinstance(value, str)
        and value.lstrip()[:1] == "<"
        and _WHOLE.fullmatch(value)
        and "href" not in value
        for value in given
    )


def _unwrap(group: Group, path: KeyPath) -> None:
    for record in group.records:
        holder, value = holder_of(record, path), value_at(record, path)
        if isinstance(holder, Record) and isinstance(value, str):
            holder[path[-1]] = type(value)(without_tags(value))


def without_tags(text: str) -> str:
    r"""Return a fragment without its tags; what ends in a block is a paragraph, `br` ends a line.

    >>> without_tags("<p><b>Yes</b>, it<br>is.</p><p>So.</p>")
    'Yes, it\nis.\n\nSo.'
    """
    return _TAG.sub("", _END.sub("\n\n", _BREAK.sub("\n", text))).strip()
