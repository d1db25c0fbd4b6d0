"""What each format holds and what it loses, found by writing an episode that has everything and reading it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import episcript
from episcript import registry
from episcript.codes import EpiscriptError
from pages import row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from episcript import Episode

POST = """\
---
title: Low water
date: 2024-03-02
language: en
host: Ann Lee
---

Recorded on the pier, with the gulls.

## (00:00:00) Walking out

**Ann Lee** (00:00:00): We went out at *low* water, past the [old gauge](https://example.org/gauge). Nobody was there yet.

And then we waited for the tide to turn. \\[00:00:12\\] It took its time, as it always does.

**Bo Quist** (00:00:20): I had brought tea. Two cups, one spoon, and no sugar at all.

## (00:00:30) The gauge

**Ann Lee** (00:00:30): The gauge stands where the river ends. You read it from the boat.

**Bo Quist** (00:00:40): Or from the wall, if the boat is late.

**Bo Quist** (00:00:44): It is always late.
"""
"""Chapters, notes, front matter, links, emphasis, a time inside a turn, a turn after one of the same speaker."""


def _words(episode: Episode) -> object:
    return " ".join(turn.text for turn in episode.turns).split()


def _times_inside(episode: Episode) -> object:
    """Return which of the times that the post gives behind the beginning of a turn are known, each with its word."""
    return [
        (ms, turn.text[offset:].split()[:2])
        for turn in episode.turns
        for offset, ms in turn.anchors
        if offset and ms == 12_000
    ]


def _marks(kind: str) -> Callable[[Episode], object]:
    return lambda episode: [
        (turn.text[mark.start : mark.end], mark.target)
        for turn in episode.turns
        for mark in turn.marks
        if mark.kind == kind
    ]


ASPECTS: dict[str, Callable[[Episode], object]] = {
    "words": _words,
    "speakers": lambda episode: [turn.speaker for turn in _merged(episode)],
    "turns": lambda episode: [turn.text for turn in episode.turns],
    "starts": lambda episode: [turn.start for turn in _merged(episode)],
    "times inside": _times_inside,
    "chapters": lambda episode: [chapter.title for chapter in episode.chapters],
    "their starts": lambda episode: [chapter.start for chapter in episode.chapters],
    "links": _marks("link"),
    "emphasis": _marks("em"),
    "notes": lambda episode: [note.text for note in episode.notes],
    "title": lambda episode: episode.title,
    "metadata": lambda episode: episode.metadata,
}
"""What is looked for in what comes back, under its heading."""


def _merged(episode: Episode) -> list[episcript.Turn]:
    """Return the turns that begin with another speaker than the one before."""
    before = [None, *(turn.speaker for turn in episode.turns)]
    return [turn for turn, speaker in zip(episode.turns, before, strict=False) if turn.speaker != speaker]


def held(name: str) -> list[bool]:
    """Return for each aspect whether the format `name` gives it back unchanged."""
    whole = episcript.read(POST)
    again = _again(whole, name)
    return [again is not None and aspect(whole) == aspect(again) for aspect in ASPECTS.values()]


def _again(episode: Episode, name: str) -> Episode | None:
    try:
        return episcript.read(episcript.write(episode, name))
    except EpiscriptError:
        return None


def held_header() -> str:
    """Return the header of the table."""
    return row("format", *ASPECTS).rstrip("\n")


def held_rows() -> Iterator[str]:
    """Return the table of docs/formats.md that says what comes back from each format."""
    for name in registry.writer_names():
        yield row(f"`{name}`", *("yes" if found else "" for found in held(name)))
