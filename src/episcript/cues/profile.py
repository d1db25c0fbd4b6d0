"""What a cue may be: the limits of broadcasters and players, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Limits of a cue: columns a line, lines (one or two), characters a second, ms on screen, ms between cues.

    A gap shorter than `close` (ms) is closed to `gap`, a longer one stays. `wide` says
    that speed is counted in columns, so that a wide character counts twice.
    """

    name: str
    width: int
    lines: int = 2
    cps: float = 20
    shortest: int = 833
    longest: int = 7_000
    gap: int = 0
    close: int = 500
    wide: bool = False


STANDARD = Profile("standard", width=42)
"""Netflix's limits for English, 42 × 2, 20 CPS, 5/6 s to 7 s. Cues touch, as the times between turns are whole seconds
anyway and a gap would cost reading speed (FACTS §3)."""

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        STANDARD,
        Profile("netflix", width=42, gap=84, close=458),
        Profile("bbc", width=37, cps=17, close=1_000),
        Profile("ted", width=42, cps=21, shortest=1_000),
        Profile("podcast", width=32),
        Profile("cjk", width=32, cps=18, wide=True),
    )
}
"""The limits by name. Where a source is silent: two lines, 7 s, 5/6 s, 20 CPS. Sources: Netflix's timed text style guides
(two frames at 24 a second between cues; for `cjk` 16 wide characters a line), the BBC's subtitle guidelines (180 words
a minute), TED's guidelines for subtitles, the transcript page of Podcasting 2.0."""

_VARIANTS: dict[tuple[str, str], Profile] = {("podcast", "vtt"): Profile("podcast", width=65)}
"""Limits that differ by format: Podcasting 2.0 gives WebVTT longer lines."""
_USUAL = {"vtt": "podcast"}
"""The profile of a format where none is asked for; the others use `standard`."""


def profile_of(name: str | None, format: str) -> Profile:  # noqa: A002 - the option's name
    """Return the limits `name`, else the usual ones, as they are for a format; a `KeyError` where there are none.

    >>> profile_of("podcast", "srt").width, profile_of(None, "vtt").width, profile_of(None, "srt").name
    (32, 65, 'standard')
    """
    chosen = name or _USUAL.get(format, STANDARD.name)
    return _VARIANTS.get((chosen, format)) or PROFILES[chosen]
