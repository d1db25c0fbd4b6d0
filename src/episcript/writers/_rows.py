"""Flat rows for data tools: the columns and the grains that JSONL and CSV share."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from episcript.refusal import nothing_to_write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from episcript.model import Chapter, Cue, Episode, Options, TimeSource, Turn

Row = dict[str, object]

COLUMNS = (
    "episode", "title", "date", "language", "turn", "part", "chapter", "chapter_title", "speaker", "label",
    "start", "start_source", "end", "end_source", "text", "line", "uncertainty",
)  # fmt: skip
"""Every row has all of them, in this order."""

_NO_BLANK = re.compile(
    "(?<=[\u0e01-\u17ff\u3001-\u9fff\uf900-\ufaff\uff01-\uff60])\n(?=[\u0e01-\u17ff\u3001-\u9fff\uf900-\ufaff\uff01-\uff60])"
)
"""The end of a line where the script has no blanks between words."""

_INSIDE: dict[str | None, TimeSource] = {"cue": "given", "aligned": "aligned"}
"""What the times inside a turn are, by its anchors; all others are estimated."""
TIMES = frozenset({"start", "end", "uncertainty"})
"""The columns in whole milliseconds, to be written as decimal seconds."""


def rows(episode: Episode, options: Options, format: str) -> list[Row]:  # noqa: A002 - the option's name
    """Return the rows of `episode` by the grain `options.per`; raises `EpiscriptError` where there are none.

    Rows a cue are those of `cue_rows`; without cues there are rows a turn.
    """
    shared = _shared(episode)
    grain = _GRAINS.get(options.per, _by_turn)
    found = [dict.fromkeys(COLUMNS) | shared | row for row in grain(episode)]
    if not found:
        raise nothing_to_write(format, "the source has no turns", "-t json holds its chapters and notes")
    return found


def cue_rows(cues: Sequence[Cue], episode: Episode) -> list[Row]:
    """Return a row a cue; `part` counts the cues of a turn, `uncertainty` says how far off the start is likely to be."""
    shared = _shared(episode)
    return [dict.fromkeys(COLUMNS) | shared | row for row in _by_cue(cues, episode)]


def _by_cue(cues: Sequence[Cue], episode: Episode) -> Iterator[Row]:
    whole = list(_by_turn(episode))
    part, before = 0, None
    for cue in cues:
        part = part + 1 if cue.turn == before else 0
        before = cue.turn
        turn = episode.turns[cue.turn]
        yield whole[cue.turn] | {
            "part": part,
            "start": cue.start,
            "start_source": _source(cue.start == turn.start, turn.start_source, turn),
            "end": cue.end,
            "end_source": _source(cue.end == turn.end, turn.end_source, turn),
            "text": _NO_BLANK.sub("", "\n".join(cue.lines)).replace("\n", " "),
            "uncertainty": cue.uncertainty,
        }


def _source(own: bool, source: TimeSource | None, turn: Turn) -> TimeSource:  # noqa: FBT001 - a comparison
    """Return where a time of a cue comes from: from the turn where it is the turn's `own`, else from what is inside it."""
    if own and source:
        return source
    return _INSIDE.get(turn.anchor_source, "estimated")


def _shared(episode: Episode) -> Row:
    """Return the columns that are the same in every row; `episode` is the stem of the source's name."""
    name = episode.source.name
    stem = PurePosixPath(name).stem if name else None
    return {"episode": stem, "title": episode.title, "date": episode.date, "language": episode.language}


def _by_turn(episode: Episode) -> Iterator[Row]:
    """Yield a row a turn."""
    for index, turn in enumerate(episode.turns):
        yield {
            "turn": index,
            "part": 0,
            "chapter": turn.chapter,
            "chapter_title": _title(episode, turn.chapter),
            "speaker": turn.speaker,
            "label": turn.label,
            "start": turn.start,
            "start_source": turn.start_source,
            "end": turn.end,
            "end_source": turn.end_source,
            "text": turn.text,
            "line": turn.line,
        }


def _by_chapter(episode: Episode) -> Iterator[Row]:
    """Yield a row a chapter, and one before them for the turns that stand before the first."""
    said: dict[int | None, list[Turn]] = {}
    for turn in episode.turns:
        said.setdefault(_known(episode, turn.chapter), []).append(turn)
    if None in said:
        yield _unchaptered(said[None])
    for index, chapter in enumerate(episode.chapters):
        yield _chapter(index, chapter, said.get(index, []))


def _unchaptered(turns: list[Turn]) -> Row:
    first, last = turns[0], turns[-1]
    return {
        "start": first.start,
        "start_source": first.start_source,
        "end": last.end,
        "end_source": last.end_source,
        "text": _joined(turns),
        "line": first.line,
    }


def _chapter(index: int, chapter: Chapter, turns: list[Turn]) -> Row:
    return {
        "chapter": index,
        "chapter_title": chapter.title,
        "start": chapter.start,
        "start_source": chapter.start_source,
        "end": chapter.end,
        "text": _joined(turns),
        "line": chapter.line,
    }


def _joined(turns: list[Turn]) -> str:
    return "\n\n".join(turn.text for turn in turns)


def _known(episode: Episode, chapter: int | None) -> int | None:
    """Return the index of a chapter that exists, else `None`."""
    return chapter if chapter is not None and chapter < len(episode.chapters) else None


def _title(episode: Episode, chapter: int | None) -> str | None:
    known = _known(episode, chapter)
    return None if known is None else episode.chapters[known].title


_GRAINS: dict[str, Callable[[Episode], Iterator[Row]]] = {"turn": _by_turn, "chapter": _by_chapter}
"""What `--per` can be beside `cue`, whose rows number their `part` within the turn."""
