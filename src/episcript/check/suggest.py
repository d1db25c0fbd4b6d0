"""Suggestions that were asked for, applied: speakers named, heads given back, turns merged, names written right.

Each change has a receipt. Nothing is applied from a guess alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from episcript.check.case import clipped
from episcript.check.edits import BLANK, PARAGRAPH, handed_back, joined, pinned, replaced
from episcript.check.sentences import HEAD_WORDS, splits
from episcript.check.spelling import Spellings, variants
from episcript.codes import diagnose
from episcript.model import Repair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from episcript.check.spelling import Variant
    from episcript.model import Diagnostic, Episode, Options, Turn


@dataclass(slots=True)
class _Draft:
    """The turns on their way (`None`: given back whole), where each joins the one before, and the receipts.

    `closed` are the turns that cannot join the one before: a note or the beginning of a chapter lies between.
    """

    turns: list[Turn | None]
    closed: frozenset[int]
    joins: dict[int, str]
    receipts: list[Repair]


def applied(episode: Episode, options: Options) -> Episode:
    """Return an enriched episode with what `options` ask for, and the receipts; it is to be enriched again.

    >>> from episcript.model import Episode, Options, Turn
    >>> talk = Episode(turns=(Turn("Hello.", "Ben"), Turn("Hi.", "Ann")))
    >>> applied(talk, Options(speaker=(("Ben", "Ben Hale"),))).turns[0].speaker
    'Ben Hale'
    """
    draft = _Draft(list(episode.turns), _closed(episode), {}, [])
    if options.speaker:
        _name_speakers(draft, dict(options.speaker))
    if options.repair_bleed:
        _give_back(draft)
    if options.merge_turns:
        _merge(draft)
    if options.glossary:
        _spell(draft, Spellings.of(options.glossary, exact=True))
    return _renumbered(episode, draft, options)


def _closed(episode: Episode) -> frozenset[int]:
    turns = episode.turns
    chapters = (index for index in range(1, len(turns)) if turns[index].chapter != turns[index - 1].chapter)
    return frozenset((*chapters, *(note.turn for note in episode.notes)))


def _name_speakers(draft: _Draft, names: dict[str, str]) -> None:
    """Name the person of each turn whose label is among `names`."""
    for index, turn in enumerate(draft.turns):
        if turn and turn.label in names and turn.speaker != names[turn.label]:
            new = names[turn.label]
            draft.turns[index] = replace(turn, speaker=new)
            draft.receipts.append(Repair(turn.line, None, turn.label, new, "speaker"))


def _give_back(draft: _Draft) -> None:
    """Give each head of a few words back to the turn before; a turn that becomes empty lets its neighbours join."""
    for split in list(splits([turn for turn in draft.turns if turn])):
        before, here = draft.turns[split.turn - 1], draft.turns[split.turn]
        if before is None or here is None or "cue" in {here.anchor_source, before.anchor_source}:
            continue
        head = here.text[: split.head]
        if len(head.split()) > HEAD_WORDS or split.turn in draft.closed:
            continue
        given, taken = f"{before.label}: {head}", f"{here.label}: {head}"
        draft.receipts.append(Repair(here.line, None, taken, given, "repair-bleed"))
        draft.turns[split.turn - 1], rest = handed_back(before, here, split.head)
        draft.turns[split.turn] = rest if rest.text else None
        if not rest.text and split.turn + 1 not in draft.closed:
            draft.joins[split.turn + 1] = BLANK


def _merge(draft: _Draft) -> None:
    """Let each turn join the one before."""
    for index in range(1, len(draft.turns)):
        if index not in draft.closed:
            draft.joins.setdefault(index, PARAGRAPH)


def voice(turn: Turn) -> str | None:
    """Return who speaks: the person, else the label."""
    return turn.speaker or turn.label


def _runs(draft: _Draft) -> Iterator[tuple[list[int], list[str]]]:
    """Yield the turns that become one, and what stands between each two: those that join and are of one speaker."""
    run: list[int] = []
    between: list[str] = []
    for index, turn in enumerate(draft.turns):
        if turn is None:
            continue
        before = draft.turns[run[-1]] if run else None
        if before and index in draft.joins and _alike(before, turn):
            between.append(draft.joins[index])
            draft.receipts.append(_receipt(turn, draft.turns[run[0]] or before))
        else:
            if run:
                yield run, between
            run, between = [], []
        run.append(index)
    if run:
        yield run, between


def _receipt(turn: Turn, owner: Turn) -> Repair:
    said = f"{turn.label}: {clipped(turn.text, 40)}"
    return Repair(turn.line, None, said, f"part of the turn in line {owner.line}", "merge-turns")


def _alike(first: Turn, second: Turn) -> bool:
    """Return whether two turns can be one: of one speaker, with anchors of one kind, and no cue reaches over both."""
    cues = (first.anchor_source == "cue") == (second.anchor_source == "cue")
    return (
        voice(first) is not None and voice(first) == voice(second) and cues and second.line_breaks[:1] != (0,)
    )


def _spell(draft: _Draft, spellings: Spellings) -> None:
    """Write the names of a glossary right, except where a cue or a mark begins or ends inside one."""
    for index, turn in enumerate(draft.turns):
        if turn is None:
            continue
        found = list(_free(turn, variants(turn.text, spellings)))
        if found:
            draft.turns[index] = replaced(turn, found)
            draft.receipts += (Repair(turn.line, None, one.written, one.right, "glossary") for one in found)


def _free(turn: Turn, found: Iterator[Variant]) -> Iterator[Variant]:
    edges = pinned(turn)
    for one in found:
        inside = bisect_right(edges, one.start)
        if inside == len(edges) or edges[inside] >= one.end:
            yield one


def _renumbered(episode: Episode, draft: _Draft, options: Options) -> Episode:
    """Return the episode with the turns that are left; notes and chapters keep their places among them."""
    runs = list(_runs(draft))
    kept = [run[0] for run, _ in runs]

    def place(index: int) -> int:
        return bisect_left(kept, index)

    chapters = (
        replace(one, first_turn=_moved(one.first_turn, place), last_turn=_moved(one.last_turn, place))
        for one in episode.chapters
    )
    return replace(
        episode,
        turns=tuple(
            joined([turn for index in run if (turn := draft.turns[index])], gaps) for run, gaps in runs
        ),
        notes=tuple(replace(note, turn=place(note.turn)) for note in episode.notes),
        chapters=tuple(chapters),
        repairs=(*episode.repairs, *sorted(draft.receipts, key=lambda one: one.line or 0)),
        diagnostics=(*episode.diagnostics, *_unknown(episode, options)),
    )


def _moved(index: int | None, place: Callable[[int], int]) -> int | None:
    return None if index is None else place(index)


def _unknown(episode: Episode, options: Options) -> Iterator[Diagnostic]:
    """Yield a remark for each label that was to be named and that no turn has."""
    labels = {turn.label for turn in episode.turns}
    for label, _ in options.speaker:
        if label not in labels:
            yield diagnose("label-unknown", label=label)
