"""What the subtitle writers share: the blocks of a file, each with its times and its text, and the refusal of none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.lines import LINE_END
from episcript.refusal import nothing_to_show
from episcript.times import long_clocks_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from episcript.model import Cue, Episode, Mark

_PORTION = 1_000
"""Blocks that are joined at a time: of a large file the blocks together take twice the memory of their text."""

_TAGS = {"em": "i", "strong": "b"}


class Form(NamedTuple):
    """What is before the first block, what divides seconds from thousandths, whether blocks are numbered, the name.

    `closing` ends a voice where another begins in the same block.
    """

    opening: str
    point: str
    numbered: bool
    name: str
    closing: str = ""


def in_blocks(cues: Iterable[Cue], episode: Episode, form: Form, written: Callable[[Cue, str], str]) -> str:
    """Return a file of blocks, the text of each as `written` gives it from a cue and its joined lines.

    A cue that goes on is part of the block before. A blank line would end the cue in every player, so there is none. A
    cue without lines has no text, and one whose lines are blank is left out. Raises `EpiscriptError` where no cue has
    words. An inner loop: a file of captions has a hundred thousand cues.
    """
    clock = long_clocks_with(form.point)
    portions, number, worded = [form.opening], 0, False
    entries: list[str] = []
    for cue in cues:
        lines = cue.lines
        text = _text(lines)
        if text:
            worded = True
        elif lines:
            continue
        said = written(cue, text)
        if cue.goes_on and number:
            entries.append(f"{form.closing if said.startswith('<v ') else ''}\n{said}")
            continue
        if len(entries) >= _PORTION:
            portions.append("".join(entries))
            entries = []
        number += 1
        head = f"\n\n{number}\n" if form.numbered else "\n\n"
        end = "\n" if said else ""
        entries.append(f"{head}{clock(cue.start)} --> {clock(cue.end)}{end}{said}")
    if not worded:
        raise nothing_to_show(form.name, episode)
    file = "".join([*portions, *entries, "\n"])
    return file if form.opening else file[2:]


def _text(lines: Sequence[str]) -> str:
    text = lines[0] if len(lines) == 1 else "\n".join(lines)
    if "\r" in text or "\n\n" in text or not all(map(str.strip, lines)):
        return "\n".join(part for part in LINE_END.split(text) if part.strip())
    return text


def emphasised(text: str, marks: Sequence[Mark], escaped: Callable[[str], str]) -> str:
    """Return `text` with tags around its emphasis and `escaped` applied to what lies between them.

    >>> from episcript.model import Mark
    >>> emphasised("a big day", [Mark(2, 5, "em"), Mark(2, 9, "strong")], str)
    'a <i><b>big</b></i><b> day</b>'
    """
    if not marks:
        return escaped(text)
    edges = [(mark.start, 1, _TAGS[mark.kind]) for mark in marks if mark.kind in _TAGS]
    edges += [(mark.end, -1, _TAGS[mark.kind]) for mark in marks if mark.kind in _TAGS]
    depth = dict.fromkeys(_TAGS.values(), 0)
    said: list[str] = []
    opened: list[str] = []
    at = 0
    for place, step, tag in [*sorted(edges), (len(text), 0, "i")]:
        if at < place:
            while not all(depth[name] for name in opened):
                said.append(f"</{opened.pop()}>")
            for name in (name for name, count in depth.items() if count and name not in opened):
                said.append(f"<{name}>")
                opened.append(name)
            said.append(escaped(text[at:place]))
            at = place
        depth[tag] += step
    return "".join([*said, *(f"</{name}>" for name in reversed(opened))])
