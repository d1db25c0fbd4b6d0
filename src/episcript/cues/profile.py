"""What a cue may be: the limits of broadcasters and players, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Limits of a cue: columns a line, lines (one or two), characters a second, ms on screen, ms between cues.

    A gap shorter than `close` (ms) is closed to `gap`, a longer one stays.
    """

    name: str
    width: int
    lines: int = 2
    cps: float = 20
    shortest: int = 833
    longest: int = 7_000
    gap: int = 0
    close: int = 500


STANDARD = Profile("standard", width=42)
"""Netflix's limits for English, 42 × 2, 20 CPS, 5/6 s to 7 s. Cues touch, as the times between turns are whole seconds
anyway and a gap would cost reading speed (FACTS §3)."""

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        STANDARD,
        Profile("netflix", width=42, gap=83, close=458),
        Profile("bbc", width=37, cps=17, shortest=900, close=1_000),
        Profile("ted", width=42, cps=21, shortest=1_000),
        Profile("podcast", width=32),
        Profile("podcast-vtt", width=65),
        Profile("cjk", width=32, cps=18, shortest=833),
    )
}
