"""The runs of a paragraph as canonical lines: which emphasis is meant, and where its marks may stand."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from episcript.markup.canonical import Canonical

_BLANKS_AROUND = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_FLANK = re.compile(r"[\s\W_]")
"""What decides in CommonMark whether asterisks open or close beside it."""
_RULE = re.compile(r"(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}")
_MARKS = {(True, False): ("**", "**"), (False, True): ("*", "*"), (True, True): ("***", "***")}
_TAGS = {
    (True, False): ("<strong>", "</strong>"),
    (False, True): ("<em>", "</em>"),
    (True, True): ("<strong><em>", "</em></strong>"),
}


class Look(NamedTuple):
    """How a run looks: bold, italic, and the target where it is a link."""

    strong: bool = False
    em: bool = False
    link: str | None = None


PLAIN = Look()


class Run(NamedTuple):
    r"""Text of one look: what it says, how that is written, and the offsets of the source where it stands.

    Written is what is said, or a reference (`&amp;`). What an element says (`<w:tab/>`) is shorter than its source.
    A line break says `\n`.
    """

    said: str
    written: str
    start: int
    end: int
    look: Look = PLAIN


class Stretch(NamedTuple):
    """Canonical text from `canonical` on, `length` characters, and the offsets of the source that it came from."""

    canonical: int
    length: int
    start: int
    end: int


def lines(runs: Sequence[Run], *, emphasis: bool = True) -> list[list[Run]]:
    """Return the runs line by line, lines of blanks left out, with the looks that are meant.

    Blanks look like both their neighbours or like nothing, and emphasis on punctuation alone is none: whether bold
    ends before the colon or behind the blank is chance.
    """
    found: list[list[Run]] = [[]]
    for run in runs:
        if run.said == "\n":
            found.append([])
        else:
            plain = run._replace(look=Look(link=run.look.link))
            found[-1].extend(_parted(run if emphasis else plain))
    return [_settled(line) for line in map(_stripped, found) if line]


def is_rule(line: Iterable[Run]) -> bool:
    """Return whether a line is a rule as people type one: `* * *`."""
    return _RULE.fullmatch("".join(run.said for run in line)) is not None


def write(line: Sequence[Run], out: Canonical) -> list[Stretch]:
    """Write one line with the marks of its emphasis and links; return where each stretch of it came from."""
    stretches: list[Stretch] = []
    verbatim = is_rule(line)
    groups = [list(group) for _, group in groupby(line, lambda run: run.look)]
    for before, group, after in zip([None, *groups], groups, [*groups[1:], None], strict=False):
        look = group[0].look
        opens = look.link is not None and (before is None or before[0].look.link != look.link)
        closes = look.link is not None and (after is None or after[0].look.link != look.link)
        if opens:
            out.add("[")
        before_it, behind_it = ("", "") if verbatim else _marks(group, out, "]" if closes else _first(after))
        _add(before_it, out)
        stretches.extend(stretch for run in group for stretch in _written(run, out, verbatim=verbatim))
        _add(f"{behind_it}]({look.link})" if closes else behind_it, out)
    return stretches


def _add(markup: str, out: Canonical) -> None:
    """Add markup where there is any: `Canonical` looks at its last part to see whether a line begins."""
    if markup:
        out.add(markup)


def _parted(run: Run) -> Iterator[Run]:
    """Yield a run in up to three: the blanks before and behind its words have a look of their own."""
    parts = _BLANKS_AROUND.fullmatch(run.said)
    if parts is None or run.end - run.start != len(run.said) or run.said.isspace():
        yield run
        return
    for number in (1, 2, 3):
        if said := parts[number]:
            start = run.start + parts.start(number)
            yield run._replace(said=said, written=said, start=start, end=start + len(said))


def _stripped(line: list[Run]) -> list[Run]:
    """Return a line without the blanks at its ends."""
    words = [number for number, run in enumerate(line) if not run.said.isspace()]
    return line[words[0] : words[-1] + 1] if words else []


def _settled(line: list[Run]) -> list[Run]:
    """Return a line with the looks that are meant."""
    settled: list[Run] = []
    later = _looks_behind(line)
    for run, behind in zip(line, later, strict=True):
        look = run.look
        if run.said.isspace() and settled:
            ahead = settled[-1].look
            same = ahead.strong == behind.strong and ahead.em == behind.em
            link = ahead.link if ahead.link == behind.link else None
            look = Look(ahead.strong and same, ahead.em and same, link)
        settled.append(run._replace(look=look))
    return [run for _, group in groupby(settled, lambda run: run.look) for run in _meant(list(group))]


def _looks_behind(line: Sequence[Run]) -> list[Look]:
    """Return for each run the look of the next words."""
    looks: list[Look] = []
    behind = PLAIN
    for run in reversed(line):
        looks.append(behind)
        behind = behind if run.said.isspace() else run.look
    return looks[::-1]


def _meant(group: list[Run]) -> list[Run]:
    """Return runs of one look without emphasis where they hold no letter and no digit."""
    if any(character.isalnum() for run in group for character in run.said):
        return group
    return [run._replace(look=Look(link=run.look.link)) for run in group]


def _first(group: Sequence[Run] | None) -> str:
    """Return the character that the next group begins with in the canonical text, a blank at the end."""
    if group is None:
        return " "
    look = group[0].look
    return "[" if look.link is not None else "<" if look.strong or look.em else group[0].written[0]


def _marks(group: Sequence[Run], out: Canonical, after: str) -> tuple[str, str]:
    """Return the marks around a group: asterisks, or tags where asterisks would not be read as emphasis."""
    look = group[0].look
    if not (look.strong or look.em):
        return "", ""
    before = next((part[-1] for part in reversed(out.parts) if part), " ")
    opens = before != "*" and (not _FLANK.match(group[0].written[0]) or bool(_FLANK.match(before)))
    closes = not _FLANK.match(group[-1].written[-1]) or bool(_FLANK.match(after))
    return (_MARKS if opens and closes else _TAGS)[look.strong, look.em]


def _written(run: Run, out: Canonical, *, verbatim: bool) -> Iterator[Stretch]:
    """Write a run and yield its stretches: one, or one between each two escapes."""
    begin, known = out.length, len(out.places)
    if verbatim or run.written != run.said:
        out.add_verbatim(run.written, run.start)
    else:
        out.add_text(run.written, run.start)
    if run.end - run.start != len(run.written):
        yield Stretch(begin, out.length - begin, run.start, run.end)
        return
    places = out.places[known:]
    ends = [place - 1 for place, _ in places[1:]]  # before the backslash of the next
    for (place, start), end in zip(places, [*ends, out.length], strict=True):
        yield Stretch(place, end - place, start, start + end - place)
