"""Markdown: a post one can paste, with front matter, notes, chapters as headings, and every turn's words escaped."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from episcript.model import Options
from episcript.refusal import nothing_to_write
from episcript.registry import WriterFormat
from episcript.writers._escapes import escaped
from episcript.writers._front_matter import front_matter
from episcript.writers._inline import paragraphs
from episcript.writers._inside import Placed, pieces, placed
from episcript.writers._places import chapter_clock, shown_label, squeezed, turn_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from episcript.model import Chapter, Episode, Turn
    from episcript.writers._inside import Cut

FORMAT = WriterFormat(
    "Markdown post",
    ".md",
    "text/markdown",
    "front matter, notes, turns, labels, starts, stamps, chapters, links, emphasis",
)

_DEFINITION = re.compile(r"\[\^([^\]\s]{1,80})\]:")
_NO_SPEECH = re.compile(r"#{1,6}[ \t]|\[\^|<!--|:::|---|\*\*\*|___")
"""How a note begins that cannot be taken for more of the turn before it."""

_CLOSES = re.compile(r"---|\*\*\*|___")
"""How a note begins that also closes the transcript: what follows one is no speech either."""

_SEPARATORS = ("-", ":", "|", ",")
"""What readers take for the mark between a clock and a title."""

_RULE = "---"
_CHAPTER_LIST = "## Chapters"


def write(episode: Episode, options: Options) -> str:
    r"""Return the episode as a Markdown post.

    Clocks stand in parentheses: a line that begins `[00:00:05]: Yeah.` is a link definition and vanishes. A clock inside
    a turn opens a line. `options.times` and `options.notes` say what is shown. Raises `EpiscriptError` where there is
    nothing at all. The form is that of section 3 of the design.

    >>> from episcript.model import Episode, Options, Turn
    >>> print(write(Episode(turns=(Turn("*Hello*.", "Ann", start=90_000),)), Options()), end="")
    **Ann** (00:01:30): \*Hello\*.
    """
    front = front_matter(episode)
    parts = [front] if front else []
    parts += [part for part in _parts(episode, options) if part]
    if not parts:
        raise nothing_to_write("md", "the source has neither turns nor chapters nor notes", "-t json")
    return "\n\n".join(parts) + "\n"


def _parts(episode: Episode, options: Options) -> Iterator[str]:
    """Yield notes, chapters and turns in order, then the footnotes that had no definition of their own."""
    references = _references(episode) if options.notes else {}
    notes = _notes_by_turn(episode, references) if options.notes else {}
    chapters, inside = placed(episode, cutting=options.times == "turn") if episode.turns else Placed({}, {})
    for index in range(len(episode.turns) + 1):
        headings = [_heading(chapter, options) for chapter in chapters.get(index, ())]
        yield from _between(
            notes.get(index, []), headings, first=index == 0, last=index == len(episode.turns)
        )
        for turn in episode.turns[index : index + 1]:
            yield _turn(turn, inside.get(index, ()), references, options)
    if episode.chapters and not episode.turns:
        yield from _chapter_list(episode, options)
    yield from _definitions(episode, references)


def _between(notes: list[str], headings: list[str], *, first: bool, last: bool) -> list[str]:
    """Return notes and headings in an order in which no note reads as more of the turn before it.

    Inside the transcript only a heading ends a turn, so notes follow it; behind the last turn a rule does.
    """
    if first:
        return [*notes, *headings]
    return [*headings, *(_ruled(notes) if last and not headings else notes)]


def _ruled(notes: list[str]) -> Iterator[str]:
    """Yield the notes behind the last turn, with a rule before the first that could be more of it."""
    spoken = True
    for note in notes:
        if spoken and not _NO_SPEECH.match(note):
            yield _RULE
        spoken = spoken and bool(_NO_SPEECH.match(note)) and not _CLOSES.match(note)
        yield note


def _references(episode: Episode) -> dict[str, str]:
    """Return the footnote labels of the notes that marks refer to, by the target of the mark.

    A note that is a definition keeps its label, another takes the first free number from its own on.
    """
    indexes = {str(index) for index in range(len(episode.notes))}
    known = {
        str(index): found[1]
        for index, note in enumerate(episode.notes)
        if (found := _DEFINITION.match(note.text))
    }
    taken = set(known.values())
    labels = {}
    for target in dict.fromkeys(
        mark.target for turn in episode.turns for mark in turn.marks if mark.kind == "note"
    ):
        if target in indexes:
            labels[target] = known.get(target) or _free(int(target) + 1, taken)
    return labels


def _free(number: int, taken: set[str]) -> str:
    """Return the first number from `number` on that is not taken, and take it."""
    label = next(str(free) for free in count(number) if str(free) not in taken)
    taken.add(label)
    return label


def _notes_by_turn(episode: Episode, references: Mapping[str, str]) -> dict[int, list[str]]:
    """Return the notes as they were written by the turn they stand before, without those that become footnotes."""
    places: dict[int, list[str]] = {}
    for index, note in enumerate(episode.notes):
        if str(index) not in references or _DEFINITION.match(note.text):
            places.setdefault(min(note.turn, len(episode.turns)), []).append(note.text.strip("\r\n"))
    return places


def _definitions(episode: Episode, references: Mapping[str, str]) -> Iterator[str]:
    """Yield the notes that are referred to and were no definitions as such, their further lines indented."""
    for target, label in references.items():
        text = episode.notes[int(target)].text
        if not _DEFINITION.match(text):
            yield f"[^{label}]: " + "\n".join(_indented(text.strip("\r\n")))


def _indented(text: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n")):
        yield f"    {line}" if number and line.strip() else line


def _heading(chapter: Chapter, options: Options) -> str:
    return f"## {_title(chapter, options)}".rstrip()


def _title(chapter: Chapter, options: Options) -> str:
    clock, title = chapter_clock(chapter, options), escaped(squeezed(chapter.title))
    if clock and title.startswith(_SEPARATORS):
        title = f"\\{title}"
    return " ".join(part for part in (clock and f"({clock})", title) if part)


def _chapter_list(episode: Episode, options: Options) -> Iterator[str]:
    """Yield the chapters of an episode without turns as a list, under a heading unless a note ends in that one."""
    if not (options.notes and episode.notes and episode.notes[-1].text.endswith(_CHAPTER_LIST)):
        yield _CHAPTER_LIST
    yield "\n".join(f"- {_title(chapter, options)}".rstrip() for chapter in episode.chapters)


def _turn(turn: Turn, cuts: Sequence[Cut], references: Mapping[str, str], options: Options) -> str:
    """Return the head of a turn and its paragraphs, with the headings of the chapters that begin inside it.

    Text that goes on after such a heading stands right under it; the heading is closed where a paragraph begins there.
    Without label and start a blank line ends a turn, so there the further paragraphs, which were a list, are one.
    """
    head = _head(turn, options)
    if cuts:
        return _cut(turn, cuts, references, head)
    texts = paragraphs(turn, references, stamps=options.times == "turn", headed=bool(head))
    if turn.label is None and turn.start is None:
        return "\n- ".join(texts)
    return "\n\n".join((f"{head} {texts[0]}".strip(" "), *texts[1:]))


def _cut(turn: Turn, cuts: Sequence[Cut], references: Mapping[str, str], head: str) -> str:
    """Return a turn with clocks whose text is cut at its chapters."""
    first, *others = pieces(turn, cuts)
    texts = paragraphs(first, references, stamps=True, headed=True)
    parts = [f"{head} {texts[0]}".strip(" "), *texts[1:]]
    for cut, piece in zip(cuts, others, strict=True):
        below = paragraphs(piece, references, stamps=True, headed=False)
        heading = _heading(cut.chapter, Options()) + (" ##" if cut.fresh else "")
        parts += [f"{heading}\n{below[0]}", *below[1:]]
    return "\n\n".join(parts)


def _head(turn: Turn, options: Options) -> str:
    """Return `**Name** (00:01:30):`, or what is known of it."""
    clock = turn_clock(turn, options)
    shown = f"({clock})" if clock else ""
    label = shown_label(turn, options)
    return f"{f'**{escaped(label)}** {shown}'.rstrip()}:" if label else shown
