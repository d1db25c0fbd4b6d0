"""Records become an episode: the layout is chosen, its pieces become turns, and what stands beside them is kept or told."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import EpiscriptError, diagnose
from episcript.model import Episode, Source
from episcript.reading import Reading
from episcript.records.beside import front_of, left_over, other_readings, remark, same_words
from episcript.records.chapters import chapters_of
from episcript.records.choose import choose
from episcript.records.explain import evidence_of, layout_of
from episcript.records.fragments import unwrapped
from episcript.records.groups import survey
from episcript.records.ledger import ledger_of
from episcript.records.mend import mend, receipts
from episcript.records.speakers import names_of, renamed, stretches
from episcript.records.speech import sources_of, spoken
from episcript.records.tree import holder_of, lines_of, value_at
from episcript.records.turns import turns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from episcript.model import Chapter, Diagnostic, Turn
    from episcript.records.chapters import Chapters
    from episcript.records.choose import Choice, Evidence
    from episcript.records.groups import Group
    from episcript.records.ledger import Uses
    from episcript.records.speech import Told
    from episcript.records.tree import KeyPath, Tree
    from episcript.records.turns import Said


class Speech(NamedTuple):
    """The turns of a file with their pieces, what the records are to them, and the key paths that were used."""

    said: list[Said]
    kind: str
    used: dict[KeyPath, str]


class _File(NamedTuple):
    """A source with its records and what was found in them."""

    text: str
    tree: Tree
    groups: Sequence[Group]
    choice: Choice
    speech: Speech
    chapters: Chapters | None


def read_tree(text: str, tree: Tree) -> Reading:
    """Return the reading of parsed records; raises `EpiscriptError` (`no-speech`) where they hold no transcript.

    >>> from episcript.records.json_tree import json_tree
    >>> text = '[{"who": "Ann", "start": 0.5, "end": 2.0, "text": "Hello, Bo."}]'
    >>> read_tree(text, json_tree(text)).episode.turns[0].label
    'Ann'
    """
    groups = survey(tree.root)
    changes = mend(text, groups)
    unwrapped(groups)
    choice, evidence = choose(groups)
    layout = choice.layout
    clock = (layout.clock or layout.inner_clock) if layout else None
    chapters = chapters_of(groups, clock, layout.unit if layout else None)
    if layout is None and chapters is None:
        raise EpiscriptError(diagnose("no-speech", reason=_why(groups), hint=""))
    file = _File(text, tree, groups, choice, _speech(choice, evidence, groups, chapters), chapters)
    episode, uses = _episode(file)
    episode = replace(
        episode,
        source=Source(layout=layout_of(choice, chapters)),
        repairs=receipts(changes, text, tree),
        diagnostics=(*tree.remarks, *episode.diagnostics),
    )
    return Reading(
        episode,
        partial(ledger_of, text, tree, uses),
        lambda: tuple(evidence_of(choice, chapters, file.speech.kind)),
    )


def _why(groups: Sequence[Group]) -> str:
    many = [group for group in groups if len(group.records) > 1]
    if not many:
        return "nothing in it repeats"
    most = max(many, key=lambda group: len(group.records))
    return f"none of its records have words with times or speakers (most: {len(most.records)} in {most.name})"


def _speech(choice: Choice, evidence: Evidence, groups: Sequence[Group], chapters: Chapters | None) -> Speech:
    layout = choice.layout
    if layout is None:
        return Speech([], "", {})
    told = spoken(layout)
    used = {(*layout.text.group.path, *layout.text.path): "text"}
    if layout.label:
        used[*layout.label.group.path, *layout.label.path] = "label"
    for group, clock in (
        (layout.unit, layout.clock),
        (layout.inner.group if layout.inner else None, layout.inner_clock),
    ):
        if group and clock:
            used |= {(*group.path, *path): "start" for path in (clock.start, clock.end) if path}
    if layout.inner:
        used[*layout.inner.group.path, *layout.inner.path] = "text"
    apart = stretches(layout, evidence)
    if apart:
        told = [apart.named(one) for one in told]
        used |= {(*apart.group.path, *path): "label" for path in apart.group.columns()}
    starts = [one.start for one in chapters.chapters if one.start is not None] if chapters else []
    said, kind = turns_of(layout, _named(told, groups, choice, used), starts, owned=apart is None)
    return Speech(said, kind, used)


def _named(told: list[Told], groups: Sequence[Group], choice: Choice, used: dict[KeyPath, str]) -> list[Told]:
    """Return the pieces with the names of speakers in place of their numbers, where the file holds them."""
    labels = {one.piece.label for one in told if one.piece.label}
    layout = choice.layout
    names = names_of(labels, groups, layout.unit) if layout else {}
    if not names:
        return told
    for name in names.values():
        home = next(
            (group for group in groups if name.record is not None and name.record in group.records[:200]),
            None,
        )
        if home:
            used |= {(*home.path, *path): "label" for path in home.columns()}
            used[*home.path, *name.path] = "label"
    return [one._replace(piece=one.piece._replace(label=renamed(one.piece.label, names))) for one in told]


def _episode(file: _File) -> tuple[Episode, Callable[[], Uses]]:
    """Return the episode and what each scalar became."""
    chapters, choice = file.chapters, file.choice
    used = dict(file.speech.used)
    if chapters:
        used |= {(*chapters.group.path, *path): name for path, name in chapters.paths}
    homes = [choice.layout.unit, choice.layout.text.group] if choice.layout else []
    homes += [chapters.group] if chapters else []
    around = {id(one) for home in homes for one in (home, *home.ancestors())}
    turns = _lined(file)
    words = " ".join(turn.text for turn in turns)
    front = front_of(file.groups, around, {*used, *_whole_texts(choice)})
    told, skipped = _left_over(file, used | front.paths, words, {id(home) for home in homes})
    episode = Episode(
        title=front.fields.get("title"),
        subtitle=front.fields.get("subtitle"),
        date=front.fields.get("date"),
        language=(front.fields.get("language") or "").replace("_", "-") or None,
        metadata=front.metadata,
        turns=tuple(turns),
        chapters=tuple(_chapters(file)),
        diagnostics=(*_remarks(turns, other_readings(file.groups)), *told, *_odd_clocks(file)),
    )
    return episode, partial(_uses, file, front.paths, skipped)


def _left_over(
    file: _File, used: dict[KeyPath, str], words: str, homes: Collection[int]
) -> tuple[list[Diagnostic], set[KeyPath]]:
    """Return the remarks on keys that were left out, and the paths of these keys."""
    doubles = same_words(file.groups, words, homes) if words else set()
    found = [*left_over(file.groups, used, doubles)]
    lines = lines_of(file.text, file.tree.offsets([left.record for left in found]))
    spoken_words = set(words.casefold().split())
    told = [remark(left, line, spoken_words) for left, line in zip(found, lines, strict=True)]
    return [one for one in told if one], {left.path for left, one in zip(found, told, strict=True) if one}


def _whole_texts(choice: Choice) -> Iterator[KeyPath]:
    """Yield the paths of texts that hold the whole speech at once, beside its pieces."""
    if choice.layout:
        for text in choice.texts:
            if len(text.group.records) == 1 and text.length > choice.layout.text.length / 2:
                yield (*text.group.path, *text.path)


def _lined(file: _File) -> list[Turn]:
    """Return the turns with the lines on which their first records begin."""
    lines = lines_of(file.text, file.tree.offsets([said.told[0].records[0] for said in file.speech.said]))
    return [replace(said.turn, line=line) for said, line in zip(file.speech.said, lines, strict=True)]


def _chapters(file: _File) -> Iterator[Chapter]:
    if file.chapters:
        lines = lines_of(file.text, file.tree.offsets(file.chapters.records))
        for chapter, line in zip(file.chapters.chapters, lines, strict=True):
            yield replace(chapter, line=line)


def _odd_clocks(file: _File) -> Iterator[Diagnostic]:
    """Yield what is odd about the clocks of chapters: they are none, or before the episode."""
    records = file.chapters.records if file.chapters else ()
    path = next((path for path, name in file.chapters.paths if name == "start"), ()) if file.chapters else ()
    for record, chapter in zip(records, _chapters(file), strict=True):
        written = str(value_at(record, path))
        if chapter.start is None:
            yield diagnose("chapter-clock", chapter.line, clock=written, title=chapter.title)
        elif written.lstrip().startswith("-"):
            yield diagnose("chapter-negative", chapter.line, clock=written, title=chapter.title)


def _remarks(turns: Sequence[Turn], others: int) -> Iterator[Diagnostic]:
    if turns and not any(turn.label for turn in turns):
        yield diagnose("prose")
    if not turns:
        yield diagnose("no-transcript")
    if others:
        yield diagnose("alternatives", None, count=others)


def _uses(file: _File, front: dict[KeyPath, str], skipped: set[KeyPath]) -> Uses:
    """Return what the ledger needs: for each scalar the place in the model, and the roles of paths."""
    places: dict[tuple[int, object], str] = {}
    layout, chapters = file.choice.layout, file.chapters
    for number, said in enumerate(file.speech.said):
        for told in said.told:
            for record, path, field in sources_of(told, layout) if layout else ():
                places.setdefault((id(holder_of(record, path)), path[-1]), f"turns/{number}/{field}")
    for number, record in enumerate(chapters.records if chapters else ()):
        for path, field in chapters.paths if chapters else ():
            places[id(holder_of(record, path)), path[-1]] = f"chapters/{number}/{field}"
    return (
        places,
        front,
        skipped,
        {id(record): group.path for group in file.groups for record in group.records},
    )
