"""The unified diff of two texts that have the same number of lines: found in one pass, whatever their length."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CONTEXT = 3
_NO_END = "\\ No newline at end of file\n"


def unified(name: str, before: str, after: str) -> str:
    r"""Return the diff from `before` to `after`, empty where they are equal; lines end at `\n`, as for `patch`.

    >>> print(unified("a.md", "one\nTÃ¼lu\n", "one\nTülu\n"), end="")
    --- a.md
    +++ a.md
    @@ -1,2 +1,2 @@
     one
    -TÃ¼lu
    +Tülu
    """
    old, new = _lines(before), _lines(after)
    changed = [at for at, (one, two) in enumerate(zip(old, new, strict=True)) if one != two]
    hunks = "".join(part for group in _groups(changed) for part in _hunk(group, old, new))
    return f"--- {name}\n+++ {name}\n{hunks}" if hunks else ""


def _lines(text: str) -> list[str]:
    """Return the lines with their ends."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _groups(changed: Sequence[int]) -> Iterator[list[int]]:
    """Yield the changed lines whose contexts touch."""
    cuts = [at for at, (one, two) in enumerate(pairwise(changed), 1) if two - one > 2 * _CONTEXT]
    yield from (list(changed[start:end]) for start, end in pairwise([0, *cuts, len(changed)]) if start < end)


def _hunk(group: Sequence[int], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield the head of a hunk and its lines; changed lines that touch stand together."""
    start, end = max(0, group[0] - _CONTEXT), min(len(old), group[-1] + _CONTEXT + 1)
    changed = set(group)
    yield f"@@ -{start + 1},{end - start} +{start + 1},{end - start} @@\n"
    added: list[str] = []
    for at in range(start, end):
        if at in changed:
            yield _shown("-", old[at])
            added.append(_shown("+", new[at]))
            continue
        yield from added
        added = []
        yield _shown(" ", old[at])
    yield from added


def _shown(mark: str, line: str) -> str:
    return f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}\n{_NO_END}"
