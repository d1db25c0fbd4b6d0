"""Flat rows for data tools: the columns and the grains that JSONL and CSV share."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from episcript.refusal import nothing_to_write
from episcript.writers._parts import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from episcript.model import Chapter, Cue, Episode, Options, Turn

Row = dict[str, object]

COLUMNS = (
    "episode", "title", "date", "language", "turn", "part", "chapter", "chapter_title", "speaker", "label",
    "start", "start_source", "end", "end_source", "text", "line", "uncertainty",
)  # fmt: skip
"""Every row has all of them, in this order."""

TIMES = frozenset({"start", "end", "uncertainty"})
"""The columns in whole milliseconds, to be written as decimal seconds."""


def rows(episode: Episode, options: Options, format: str) -> list[Row]:  # noqa: A002 - the option's name
    """Return the rows of `episode` by the grain `options.per`; raises `EpiscriptError` where there are none.

    Rows that are parts of turns are those of `part_rows`; without cues there are rows a turn.
    """
    shared = _shared(episode, options)
    grain = _GRAINS.get(options.per, _by_turn)
    found = [dict.fromkeys(COLUMNS) | shared | row for row in grain(episode)]
    if not found:
        raise nothing_to_write(format, "the source has no turns", "-t json holds its chapters and notes")
    return found


def part_rows(cues: Sequence[Cue], episode: Episode, options: Options, *, timed: bool) -> list[Row]:
    """Return the rows of `episode` that are cues or sentences; without times where `timed` says that there are none."""
    shared = _shared(episode, options)
    turns = list(_by_turn(episode))
    found = parts(cues, episode, options, timed=timed)
    return [dict.fromkeys(COLUMNS) | shared | turns[index] | row for index, row in found]


def _shared(episode: Episode, options: Options) -> Row:
    """Return the columns that are the same in every row; `episode` is by default the stem of the source's name."""
    name = episode.source.name
    stem = PurePosixPath(name).stem if name else None
    return {
        "episode": options.episode or stem,
        "title": episode.title,
        "date": episode.date,
        "language": episode.language,
    }


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
"""What `--per` can be beside `sentence` and `cue`, which number their `part` within the turn."""
