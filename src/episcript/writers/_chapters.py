"""What the writers of chapters share: which chapters they can write, what is lost, and the rules of the players."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.lines import LINE_END
from episcript.refusal import nothing_to_write
from episcript.times import SECOND, format_clock, format_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from episcript.model import Chapter, Diagnostic, Episode


class Rules(NamedTuple):
    """What a player asks of the chapters in a description; lengths in ms, 0 for none.

    `fewest` chapters, the first at 0:00, rising, each of `shortest` or longer and with a title, without the characters
    `refused`. `advised_length` and `advised_title` (characters) are advice only.
    """

    player: str
    fewest: int
    shortest: int = 0
    refused: str = ""
    advised_length: int = 0
    advised_title: int = 0


def timed(episode: Episode, format: str) -> list[Chapter]:  # noqa: A002 - the option's name
    """Return the chapters that have a start, in the order of the episode; raises `EpiscriptError` where none has.

    The order is left as it is: a player that wants another is a remark, and `--repair-chapters` sorts.
    """
    found = [chapter for chapter in episode.chapters if chapter.start is not None]
    if not found:
        reason = "no chapter has a time" if episode.chapters else "the source has no chapters"
        raise nothing_to_write(format, reason, "episcript convert --chapters FILE brings them from elsewhere")
    return found


def start_of(chapter: Chapter) -> int:
    """Return the start (ms) of a chapter that has one, 0 where it is before the episode."""
    return max(0, chapter.start or 0)


def one_line(title: str) -> str:
    r"""Return a title as formats hold it that have a line a chapter.

    >>> one_line("Low water\nand high")
    'Low water and high'
    """
    return LINE_END.sub(" ", title).strip()


def without_controls(text: str) -> str:
    r"""Return `text` with the controls that neither XML nor a line of text can hold as U+FFFD.

    >>> without_controls("a\x07b")
    'a\ufffdb'
    """
    return "".join("\ufffd" if _is_control(char) else char for char in text)


def _is_control(char: str) -> bool:
    return (char < " " and char not in "\t\n\r") or char in "\x7f\ufffe\uffff" or "\ud800" <= char <= "\udfff"


# what a format cannot hold


_LOSSES: Mapping[str, tuple[str, Callable[[Chapter], bool]]] = {
    "url": ("links", lambda chapter: bool(chapter.url)),
    "image": ("images", lambda chapter: bool(chapter.image)),
    "hidden": ("which chapters are hidden", lambda chapter: chapter.hidden),
    "end": ("ends", lambda chapter: chapter.end_source == "given"),
}
"""What a chapter may have beside title and start, and whether it has it."""


def losses(episode: Episode, format: str, holds: frozenset[str]) -> Iterator[Diagnostic]:  # noqa: A002
    """Yield a remark for each kind of thing that `format` cannot hold.

    `holds` are the keys of what it can beside title and start: `url`, `image`, `hidden`, `end`, `fraction` (of a
    second), `lines` (in titles), `control` (characters).
    """
    chapters = [chapter for chapter in episode.chapters if chapter.start is not None]
    yield from _untimed(episode, format)
    for key, (what, has) in _LOSSES.items():
        if key not in holds and (count := sum(map(has, chapters))):
            yield diagnose("chapter-left-out", format=format, what=what, count=count)
    for key, code, amount in _CHANGES:
        if key not in holds and (count := sum(map(amount, chapters))):
            yield diagnose(code, format=format, count=count)


def _untimed(episode: Episode, format: str) -> Iterator[Diagnostic]:  # noqa: A002
    found = [chapter for chapter in episode.chapters if chapter.start is None]
    for chapter in found[:1]:
        yield diagnose(
            "chapter-untimed", chapter.line, title=chapter.title, format=format, more=_more(len(found))
        )


_CHANGES: tuple[tuple[str, str, Callable[[Chapter], int]], ...] = (
    ("fraction", "chapter-rounded", lambda chapter: start_of(chapter) % SECOND > 0),
    ("lines", "chapter-line", lambda chapter: len(LINE_END.findall(chapter.title))),
    ("control", "chapter-character", lambda chapter: sum(map(_is_control, chapter.title))),
)
"""What is changed where a format cannot hold it: key, code, how often in a chapter."""


# the rules of the players


def broken(chapters: Sequence[Chapter], rules: Rules) -> Iterator[Diagnostic]:
    """Yield a remark for each rule that the chapters break, with the first place and a count.

    >>> from episcript.model import Chapter
    >>> [found.code for found in broken([Chapter("A", 5_000)], Rules("YouTube", 3, 10_000))]
    ['player-first', 'player-few']
    """
    first = chapters[0]
    if start_of(first) >= SECOND:
        clock = format_clock(start_of(first))
        yield diagnose("player-first", first.line, player=rules.player, title=first.title, clock=clock)
    if len(chapters) < rules.fewest:
        yield diagnose("player-few", player=rules.player, fewest=rules.fewest, count=len(chapters))
    for code, found in _faults(chapters, rules).items():
        if found:
            (line, fields), *_ = found
            yield diagnose(code, line, player=rules.player, more=_more(len(found)), **fields)
    for advice in (_long_titles(chapters, rules), _short_ones(chapters, rules)):
        if advice:
            (line, fields), *_ = advice
            yield diagnose("player-advice", line, player=rules.player, more=_more(len(advice)), **fields)


_Fault = tuple["int | None", dict[str, object]]


def _faults(chapters: Sequence[Chapter], rules: Rules) -> dict[str, list[_Fault]]:
    """Return the places at which each rule is broken, by code."""
    lengths = _lengths(chapters)
    return {
        "player-order": [
            (chapter.line, {"title": chapter.title})
            for before, chapter in pairwise(chapters)
            if _second(chapter) <= _second(before)
        ],
        "player-short": [
            (chapter.line, _short(chapter, length, rules.shortest))
            for chapter, length in lengths
            if 0 < length < rules.shortest
        ],
        "player-untitled": [
            (chapter.line, {"clock": format_clock(start_of(chapter))})
            for chapter in chapters
            if not one_line(chapter.title)
        ],
        "player-refused": [
            (chapter.line, {"title": chapter.title, "characters": " or ".join(rules.refused)})
            for chapter in chapters
            if set(rules.refused) & set(chapter.title)
        ],
    }


def _short(chapter: Chapter, length: int, wanted: int) -> dict[str, object]:
    return {
        "title": chapter.title,
        "seconds": str(wanted // SECOND),
        "length": format_seconds(length).removesuffix(".0"),
    }


def _long_titles(chapters: Sequence[Chapter], rules: Rules) -> list[_Fault]:
    advice = f"titles of under {rules.advised_title} characters"
    return [
        (chapter.line, {"advice": advice, "title": chapter.title, "found": str(len(chapter.title))})
        for chapter in chapters
        if rules.advised_title and len(chapter.title) >= rules.advised_title
    ]


def _short_ones(chapters: Sequence[Chapter], rules: Rules) -> list[_Fault]:
    advice = f"chapters of {rules.advised_length // SECOND} s or more"
    return [
        (chapter.line, {"advice": advice, "title": chapter.title, "found": f"{length // SECOND} s"})
        for chapter, length in _lengths(chapters)
        if 0 < length < rules.advised_length
    ]


def _lengths(chapters: Sequence[Chapter]) -> list[tuple[Chapter, int]]:
    """Return the chapters with their lengths (ms) as a player sees them: to the next one, the last to an end that is given."""
    last = chapters[-1].end if chapters[-1].end_source == "given" else None
    ends = [_second(chapter) for chapter in chapters[1:]] + [last or 0]
    return [(chapter, end - _second(chapter)) for chapter, end in zip(chapters, ends, strict=True)]


def _second(chapter: Chapter) -> int:
    return start_of(chapter) // SECOND * SECOND


def _more(count: int) -> str:
    return f" ({count} in all)" if count > 1 else ""
