"""Front matter: YAML where it parses, line by line where it does not; scalars stay strings."""

from __future__ import annotations

import re
from contextlib import suppress

from episcript.markup import Front

_FENCED = re.compile(
    r"\s*---[ \t]*(?:\r\r?\n|\n|\r)(?![ \t]*[\r\n])(.*?)(?:\r\r?\n|\n|\r)(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)",
    re.DOTALL,
)
_BARE = re.compile(r"((?:[A-Za-z][\w-]{0,30}:[ \t]+\S[^\r\n]*(?>\r\r?\n|\n|\r)){2,40})(?=[ \t]*(?:\r|\n))")
_KNOWN_KEYS = re.compile(
    r"(?<![^\r\n])(?:title|date|slug|lang|tags|author|layout|summary|category)\s*:", re.IGNORECASE
)
_LINES = re.compile(r"\r\r?\n|\n|\r")
_MOST_VALUES, _DEEPEST = 10_000, 20
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST = 64 * 1024
_PAIR = re.compile(r"([^\s#:?,.\-\"'\[\]{}&*!|>%@`][^:\r\n]{0,80}?)[ \t]*:(?:[ \t]+([^\r\n]*?))?[ \t]*")
_ITEM = re.compile(r"( {0,8})- {1,8}([^\r\n]*?) *")
_MOST_ITEMS = 200
_PLAIN_SCALAR = re.compile(
    r"[^\s\"'\[\]{}&*!|>%@`#,?:-][^#:]*|[0-9](?:[0-9T:.+Z-]*[0-9TZ])?|https?://[^\s#]*[^\s#:]"
)
_ONLY_YAML_KNOWS = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Tabs, controls and YAML's own line ends: where they may stand is for YAML to say."""
_QUOTED = re.compile(r"\"([^\"\\]*)\"|'((?:[^']|'')*)'")

_BROKEN = re.compile(r"\w[^:]{0,80}:[ \t]+(?:\"[^\"\\]*\"|'[^']*')[^\s'#,].*")
"""A quoted scalar with more behind its closing quote: certainly no YAML, so nobody needs to ask a parser."""


def front_matter(text: str) -> Front | None:
    r"""Return the front matter that opens `text`, or `None`.

    A block between `---` fences (a fence before a blank line, or before a line without a key, is a rule), or, as
    Python's static site generators write it, `key: value` lines that open the file, hold two of the usual keys, repeat
    none and end at a blank line.

    >>> front_matter("---\ntitle: Low water\n---\nHello.").data
    {'title': 'Low water'}
    """
    fenced = _FENCED.match(text, 0, _LONGEST) if text[:80].lstrip().startswith("---") else None
    if fenced:
        data, valid = _parse(fenced[1])
        return Front(fenced.start(), fenced.end(), fenced[1], data, valid) if data else None
    bare = _BARE.match(text, 0, _LONGEST)
    if bare and len(_KNOWN_KEYS.findall(bare[1])) > 1 and not _repeats(bare[1]):
        return Front(0, bare.end(), bare[1].rstrip("\r\n"), _by_line(bare[1]), valid=False)
    return None


def _repeats(raw: str) -> bool:
    """Return whether a key occurs twice: those are speakers, not metadata."""
    keys = [line.split(":", 1)[0].casefold() for line in _LINES.split(raw) if line.strip()]
    return len(set(keys)) < len(keys)


def _parse(raw: str) -> tuple[dict[str, object], bool]:
    """Return the data of the block and whether it is YAML; YAML itself is only asked where a line is not simple."""
    simple = _simple(raw)
    if simple is not None:
        return simple, True
    if any(_BROKEN.fullmatch(line) for line in _LINES.split(raw)):
        return _by_line(raw), False
    data = _loaded(raw)
    made = _string_keys(data) if isinstance(data, dict) else None
    return (made, True) if made is not None else (_by_line(raw), False)


def _loaded(raw: str) -> object:
    """Return what YAML says the block holds, `None` where it is no YAML.

    The parser in C is fifteen times as fast where it is there; it takes tabs that the other refuses, and it refuses one
    block in many thousands that the other takes, so these are for the other: every machine reads alike.
    """
    import yaml  # noqa: PLC0415 - 28 ms, and most front matter is plain lines

    fast = yaml.__with_libyaml__ and not _ONLY_YAML_KNOWS.search(raw)
    for loader in (yaml.CBaseLoader, yaml.BaseLoader) if fast else (yaml.BaseLoader,):
        with suppress(yaml.YAMLError, RecursionError, ValueError):
            return yaml.load(raw, Loader=loader)  # noqa: S506 - these make strings, lists and maps only
    return None


def _simple(raw: str) -> dict[str, object] | None:
    """Return the pairs of a block in which every line is `key: scalar`, or a key above a list of scalars.

    `None` where YAML is needed to know.
    """
    if _ONLY_YAML_KNOWS.search(raw):
        return None
    lines = _LINES.split(raw)
    data: dict[str, object] = {}
    at = 0
    while at < len(lines):
        found = _PAIR.fullmatch(lines[at])
        if not found or "#" in found[1]:
            return None
        at += 1
        items = _items(lines, at) if found[2] is None else []
        if not (value := items if found[2] is None else _scalar(found[2])):
            return None
        data[found[1]] = value
        at += len(items)
    return data


def _items(lines: list[str], at: int) -> list[str]:
    """Return the scalars of the list whose first item is the line `at`: its items are alike in their indentation."""
    first = _ITEM.fullmatch(lines[at]) if at < len(lines) else None
    items: list[str] = []
    for line in lines[at : at + _MOST_ITEMS] if first else ():
        found = _ITEM.fullmatch(line)
        scalar = _scalar(found[2]) if found and first and found[1] == first[1] else None
        if not scalar:
            break
        items.append(scalar)
    return items


def _scalar(value: str) -> str | None:
    """Return the string of a plain or simply quoted scalar, `None` where it may be more than that."""
    if quoted := _QUOTED.fullmatch(value):
        return quoted[1] if quoted[1] is not None else quoted[2].replace("''", "'")
    return value if _PLAIN_SCALAR.fullmatch(value) else None


def _by_line(raw: str) -> dict[str, object]:
    """Return the pairs of a block that is no YAML: a line a pair, one pair of outer quotes taken off.

    `title: "On the "Slack Water" years"` occurs in the wild and must come out whole. A line without a key continues
    the value before it, list items make a list. Nothing comes back where the first line has no key: that is no front
    matter, but a post between two rules.
    """
    data: dict[str, object] = {}
    key = ""
    for line in _LINES.split(raw):
        if found := _PAIR.fullmatch(line):
            key = found[1].strip("\"'")
            data[key] = _unquoted(found[2] or "")
        elif key and line.strip():
            data[key] = _continued(data[key], line.strip())
        elif line.strip() and not line.startswith("#"):
            return {}
    return data


def _continued(value: object, line: str) -> object:
    """Return `value` with one more line: an item of a list, or more of a string."""
    if line.startswith("- "):
        return [*(value if isinstance(value, list) else []), _unquoted(line[2:].strip())]
    return f"{value} {line}".strip() if isinstance(value, str) else value


def _unquoted(value: str) -> str:
    for quote in ('"', "'"):
        if len(value) > 1 and value[0] == value[-1] == quote:
            return value[1:-1].replace('\\"', '"') if quote == '"' else value[1:-1].replace("''", "'")
    return value


def _string_keys(data: dict[object, object]) -> dict[str, object] | None:
    """Return the map with keys and scalars as strings, or `None` where aliases make it too large to be a post's."""
    count = [_MOST_VALUES]
    made = _strings(data, 0, count)
    return made if isinstance(made, dict) and count[0] > 0 else None


def _strings(value: object, depth: int, left: list[int]) -> object:
    """Return `value` with strings for scalars; what lies too deep, or behind too many others, is dropped."""
    left[0] -= 1
    if depth > _DEEPEST or left[0] <= 0:
        return None
    if isinstance(value, dict):
        return {_scalar_text(key): _strings(inner, depth + 1, left) for key, inner in value.items()}
    if isinstance(value, list):
        return [_strings(inner, depth + 1, left) for inner in value]
    return value if value is None else _scalar_text(value)


def _scalar_text(value: object) -> str:
    return _SURROGATE.sub("\ufffd", str(value))
