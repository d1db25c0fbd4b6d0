"""Labels that name no person: the short closed list of what stands in a speaker's place without being one."""

from __future__ import annotations

from functools import lru_cache

_ALONE = frozenset(
    "break jingle music theme ad ads advertisement sponsor intro outro clip applause silence".split()
)
_NOBODY = _ALONE | {f"{word}s" for word in _ALONE}


@lru_cache(1024)  # an episode has a few labels and asks at every turn
def names_nobody(label: str) -> bool:
    """Return whether `label` is a marker such as `Break` or `Theme Music`, whose turns have no speaker.

    >>> names_nobody("Outro Music"), names_nobody("Guinness ad"), names_nobody("Clip of Ann")
    (True, False, False)
    """
    words = label.casefold().split()
    return bool(words) and all(word in _NOBODY for word in words)
