"""What was learned, in words: the line of `source.layout` and the lines that `--explain` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.records.groups import key_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.records.chapters import Chapters
    from episcript.records.choose import Choice, Layout
    from episcript.records.clocks import Clock
    from episcript.records.groups import Group
    from episcript.records.tree import KeyPath

_KINDS = {
    "turns": "each record is a turn",
    "cues": "records are cues: a turn is a run of one speaker",
    "segments": "records are parts of turns: a turn is a run of one speaker",
    "words": "records are words: a turn is a run of one speaker",
}


def layout_of(choice: Choice, chapters: Chapters | None) -> str | None:
    """Return the layout in one line: `results.utterances[]: speaker, start (s), end (s), transcript`."""
    parts = [_layout(choice.layout)] if choice.layout else []
    if chapters:
        keys = ", ".join(
            key_name(path) for path, field in chapters.paths if field != "start" or path != ("toc",)
        )
        parts.append(f"{chapters.group.name}: {keys}")
    return "; ".join(parts) or None


def _layout(layout: Layout) -> str:
    keys = []
    if layout.label:
        keys.append(_key(layout.label.group, layout.label.path, layout.unit))
    keys += _clock(layout.clock)
    if layout.text.group is layout.unit:
        keys.append(key_name(layout.text.path))
    if layout.inner:
        inner = [*_clock(layout.inner_clock), key_name(layout.inner.path)]
        keys.append(f"{_below(layout.inner.group, layout.unit)}: {', '.join(inner)}")
    return f"{layout.unit.name}: {', '.join(keys)}"


def _clock(clock: Clock | None) -> list[str]:
    if clock is None:
        return []
    keys = [f"{key_name(clock.start)} ({clock.unit})"]
    if clock.end:
        keys.append(f"{'+' if clock.means == 'duration' else ''}{key_name(clock.end)} ({clock.unit})")
    return keys


def _key(group: Group, path: KeyPath, unit: Group) -> str:
    return key_name(path) if group is unit else f"{group.name}.{key_name(path)}"


def _below(group: Group, unit: Group) -> str:
    if unit not in group.ancestors():
        return group.name
    return ".".join(map(str, group.path[len(unit.path) :])) + "[]"


def evidence_of(choice: Choice, chapters: Chapters | None, kind: str) -> Iterator[str]:
    """Yield the lines of `--explain`: which records, which keys mean what, in which unit, and what came second."""
    layout = choice.layout
    if layout:
        text = layout.text
        yield f"records: {len(layout.unit.records)} in {layout.unit.name} (weight {layout.weight:.1f})"
        yield f"words: {key_name(text.path)} in {text.group.name}, {text.words:.1f} a record"
        for clock in (layout.clock, layout.inner_clock):
            if clock:
                yield f"times: {', '.join(_clock(clock))}; off the usual rate of speech by a factor of {2.718281828**clock.fit:.1f}"
        if layout.label:
            yield f"speakers: {key_name(layout.label.path)} in {layout.label.group.name}"
        yield f"turns: {_KINDS.get(kind, kind)}"
        if choice.second:
            yield f"runner-up: {_layout(choice.second)} (weight {choice.second.weight:.1f})"
    if chapters:
        yield f"chapters: {len(chapters.chapters)} in {chapters.group.name}"
