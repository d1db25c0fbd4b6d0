"""The front matter of a post: its block as it was written where that is YAML, else valid YAML made from its data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.writers._scalars import encoded

if TYPE_CHECKING:
    from episcript.model import Episode

_SIMPLE = re.compile(r"(?:[A-Za-z_][\w-]*: (?:[A-Za-z0-9/][^:#\r\n]*|\"[^\"\\\r\n]*\")\r?\n?)+")
"""Lines that are YAML beyond doubt, so that most posts need not pay for the parser."""

_FENCE = re.compile(r"^(?:---|\.\.\.)", re.MULTILINE)
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML does not allow as it is inside quotation marks, beside what JSON escapes already."""


def front_matter(episode: Episode) -> str | None:
    r"""Return the front matter with its fences, `None` where the episode has nothing for it.

    >>> from episcript.model import Episode
    >>> print(front_matter(Episode(title='The "Slack Water" years')))
    ---
    title: "The \"Slack Water\" years"
    ---
    """
    if episode.front is not None and is_yaml(episode.front):
        return f"---\n{episode.front}\n---"
    pairs = _data(episode)
    lines = "".join(f"{_key(key)}: {_quoted(value)}\n" for key, value in pairs.items())
    return f"---\n{lines}---" if pairs else None


def is_yaml(block: str) -> bool:
    """Return whether `block` is one YAML mapping that can stand between fences.

    >>> is_yaml("title: Low water"), is_yaml('title: "The "Slack Water" years"')
    (True, False)
    """
    if _FENCE.search(block):
        return False
    if _SIMPLE.fullmatch(block):
        return True
    import yaml  # noqa: PLC0415 - 28 ms

    try:
        return isinstance(yaml.compose(block, Loader=yaml.BaseLoader), yaml.MappingNode)
    except (yaml.YAMLError, RecursionError, ValueError):
        return False


def _data(episode: Episode) -> dict[str, object]:
    """Return the metadata, and what the episode knows beside it, which comes first."""
    fields = ("title", "subtitle", "date", "language")
    known = {key: value for key in fields if (value := getattr(episode, key)) is not None}
    return {key: value for key, value in known.items() if key not in episode.metadata} | episode.metadata


def _key(key: str) -> str:
    plain = _PLAIN_KEY.fullmatch(key) and key.casefold() not in _WORDS_OF_YAML
    return key if plain else _quoted(key)


def _quoted(value: object) -> str:
    """Return a value as YAML on one line: JSON is YAML, with a few characters more to escape."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded(value))
