"""What a cue may be: the limits of a broadcaster or player, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """Limits of a cue: columns a line, lines (one or two), characters a second, ms on screen, ms between cues."""

    name: str
    width: int
    lines: int
    cps: int
    shortest: int
    longest: int
    gap: int


STANDARD = Profile("standard", width=42, lines=2, cps=20, shortest=833, longest=7_000, gap=0)
"""Netflix's timed text style guide for English: 42 × 2, 20 CPS, 5/6 s to 7 s. Cues touch, as the times between turns
are whole seconds anyway and a gap would cost reading speed (FACTS §3)."""
