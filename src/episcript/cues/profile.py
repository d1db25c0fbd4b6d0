"""What a cue may be: the limits of broadcasters and players, as data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from episcript.times import SECOND

if TYPE_CHECKING:
    from episcript.model import Options


@dataclass(frozen=True, slots=True)
class Profile:
    """Limits of a cue: columns a line, lines (one or two), characters a second, ms on screen, ms between cues.

    A gap shorter than `close` (ms) is closed to `gap`, a longer one stays. `frames` are the same two where the frame rate
    is known and the source counts in frames. `wide` says that speed is counted in columns, so that a wide character
    counts twice.
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
    frames: tuple[int, int] | None = None


STANDARD = Profile("standard", width=42)
"""Netflix's limits for English, 42 × 2, 20 CPS, 5/6 s to 7 s. Cues touch, as the times between turns are whole seconds
anyway and a gap would cost reading speed (FACTS §3)."""

PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        STANDARD,
        Profile("netflix", width=42, gap=84, close=458, frames=(2, 11)),
        Profile("bbc", width=37, cps=17, close=1_000),
        Profile("ted", width=42, cps=21, shortest=1_000),
        Profile("podcast", width=32),
        Profile("cjk", width=32, cps=18, wide=True),
    )
}
"""The limits by name. Where a source is silent: two lines, 7 s, 5/6 s, 20 CPS. Sources: Netflix's timed text style guides
(two frames at 24 a second between cues; for `cjk` 16 wide characters a line), the BBC's subtitle guidelines (180 words
a minute), TED's guidelines for subtitles, the transcript page of Podcasting 2.0."""

_VARIANTS: dict[tuple[str, str], Profile] = {
    ("podcast", "vtt"): Profile("podcast", width=65),
    ("cjk", "ja"): Profile("cjk", width=26, cps=8, wide=True),
    ("cjk", "ko"): Profile("cjk", width=32, cps=24, wide=True),
}
"""Limits that differ by format or language: Podcasting 2.0 gives WebVTT longer lines; Netflix gives Japanese 13 wide
characters a line and 4 a second, Korean 16 and 12."""
_USUAL = {"vtt": "podcast"}
"""The profile of a format where none is asked for; the others use `standard`."""


def profile_of(name: str | None, format: str, language: str | None = None) -> Profile:  # noqa: A002 - the option's name
    """Return the limits `name`, else the usual ones, as they are for a format and a language; a `KeyError` where there are none.

    >>> profile_of("podcast", "srt").width, profile_of(None, "vtt").width, profile_of("cjk", "srt", "ja-JP").width
    (32, 65, 26)
    """
    chosen = name or _USUAL.get(format, STANDARD.name)
    tag = (language or "").casefold().split("-")[0]
    return _VARIANTS.get((chosen, format)) or _VARIANTS.get((chosen, tag)) or PROFILES[chosen]


_WHOLE = 0.1
"""Milliseconds are rounded: so much more than a whole number of frames is that number."""
_OPTIONS = {
    "width": "max_chars",
    "lines": "max_lines",
    "cps": "max_cps",
    "shortest": "min_duration",
    "longest": "max_duration",
    "gap": "min_gap",
}
"""The option that takes the place of each limit."""


def limits_of(options: Options, format: str, language: str | None = None) -> Profile:  # noqa: A002 - the option's name
    """Return the limits that `options` ask for: those of a profile, and single ones in the place of its own.

    With a frame rate the times on screen have a frame in hand on both sides, so that they hold after cues were moved to
    frames, and gaps are whole frames. A shortest time above the longest lifts that.

    >>> from episcript.model import Options
    >>> limits_of(Options(profile="ted", max_chars=30), "srt").width, limits_of(Options(profile="netflix", fps=25), "srt").gap
    (30, 80)
    """
    profile = profile_of(options.profile, format, language)
    if options.fps and profile.frames:
        gap, close = (ceil(count * SECOND / options.fps) for count in profile.frames)
        profile = replace(profile, gap=gap, close=close)
    asked = {limit: getattr(options, name) for limit, name in _OPTIONS.items()}
    profile = replace(profile, **{limit: value for limit, value in asked.items() if value is not None})
    profile = _framed(profile, options.fps) if options.fps else profile
    least = profile.shortest + profile.gap
    return replace(profile, longest=max(profile.longest, least), close=max(profile.close, profile.gap))


def _framed(profile: Profile, fps: float) -> Profile:
    """Return the limits as they have to be before cues are moved to frames, each by less than half of one."""
    frame = ceil(SECOND / fps)
    gap = ceil(ceil(profile.gap * fps / SECOND - _WHOLE) * SECOND / fps)
    return replace(profile, shortest=profile.shortest + frame, longest=profile.longest - frame, gap=gap)
