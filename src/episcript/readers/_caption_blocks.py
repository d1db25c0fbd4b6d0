"""What a caption file consists of: cues with their times and raw text, and everything that is no cue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, NamedTuple

from episcript.times import long_clocks, parse_cue_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["signature", "header", "note", "style", "region", "identifier", "astray"]

SIGNATURE = re.compile(r"\ufeff?WEBVTT(?=[ \t\n\r]|\Z)")


def _usual(point: str) -> re.Pattern[str]:
    clock = rf"([0-9]{{2}}:[0-5][0-9]):([0-5][0-9]){point}([0-9]{{3}})"
    return re.compile(rf"\n{clock} --> {clock}(?![0-9])([^\n]*)")


_COMMAS, _POINTS = _usual(","), _usual(r"\.")
"""The timing line as nearly every file has it: one pass of one pattern over the file."""

_LOOSE = r"-?[0-9]{1,9}(?:[:.,;] ?[0-9]{1,9}){1,4}"
_ANY = re.compile(
    rf"\n[ \t\f\v]*({_LOOSE})[ \t\f\v]*(-{{2,4}}>)[ \t\f\v]*({_LOOSE})(?![0-9]|[:.,;][0-9])([^\n]*)"
)
_ODD_ARROW = re.compile(
    rf"((?:\A\n|(?<=\n\n))(?:[^\n]{{0,80}}\n)?[ \t\ufeff]*{_LOOSE}[ \t]*)(?:-- >|- ->|->|[–—]+>|→)(?=[ \t]*{_LOOSE}[ \t]*(?:\n|\Z))"
)
_BLANKS = " \t\f\v"
_SPACE = "[ \t\f\r]*"
_STAMP = r"(?:[0-9]+:[0-5][0-9]|[0-5][0-9]):[0-5][0-9]\.[0-9]{3}(?![0-9])"
_VALID = re.compile(rf"\n{_SPACE}{_STAMP}{_SPACE}-->{_SPACE}{_STAMP}")
"""What the parser of https://www.w3.org/TR/webvtt1/ (section 6) takes for the times of a cue."""

_NOTE = re.compile(r"NOTE(?=[ \t\n]|\Z)[ \t]*\n?")
_MARKED: dict[str, Kind] = {"STYLE": "style", "REGION": "region"}
_SETTING = re.compile(r"[A-Za-z][\w-]*:\S*")


class Other(NamedTuple):
    """Lines that are no cue: what they are, the line of the first, their text, and the cue that they stand before."""

    kind: Kind
    line: int
    text: str
    cue: int


@dataclass(slots=True)
class Blocks:
    """The cues of a file as columns (times in ms, raw texts, lines of the times, what stands behind them).

    `numbers` are those written before the cues, as text; `rejected` the cues that the W3C's parser would not take;
    `gaps` those with blank lines inside; `unparted` those that the next one follows without a blank line; `loose`
    those whose clocks are not in the usual form. Lines that are none of all this are numbers.
    """

    signed: bool
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rests: list[str] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    rejected: list[int] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    unparted: list[int] = field(default_factory=list)


class _Split(NamedTuple):
    """A text cut at its timing lines: what stands before the first, and behind each up to the next."""

    before: str
    starts: list[int]
    ends: list[int]
    rests: list[str]
    bodies: list[str]
    rejected: list[int]
    loose: list[int]


def blocks(text: str) -> Blocks:
    r"""Return what `text`, whose lines end with `\n`, consists of.

    With a signature the W3C's algorithm says where a cue begins and ends; without one a cue goes on up to the number
    or the times of the next, over blank lines.

    >>> found = blocks("1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n0:02.5 --> 0:03\nBo.\n")
    >>> found.texts, found.starts, found.lines, found.loose
    (['Hello.', 'Bo.'], [1000, 2500], [2, 6], [1])
    """
    signed = SIGNATURE.match(text) is not None
    split = _split(f"\n{text}", signed=signed)
    made = Blocks(
        signed, split.starts, split.ends, rests=split.rests, rejected=split.rejected, loose=split.loose
    )
    _before(split.before, made)
    first = split.before.count("\n") + 1
    steps = (body.count("\n") + 1 for body in split.bodies[:-1])
    made.lines = list(accumulate(steps, initial=first)) if split.bodies else []
    (_signed_bodies if signed else _unsigned_bodies)(split.bodies, made)
    return made


def _split(text: str, *, signed: bool) -> _Split:
    """Return a text cut at its timing lines, in one pass where all of them have the usual form."""
    usual = _POINTS if signed else _COMMAS
    parts = usual.split(text)
    arrows = text.count("-->")
    if len(parts) // 8 != arrows or _odd_arrows(text, arrows):
        return _split_loosely(_ODD_ARROW.sub(r"\1--->", text), usual)
    starts = long_clocks(parts[1::8], parts[2::8], parts[3::8])
    ends = long_clocks(parts[4::8], parts[5::8], parts[6::8])
    return _Split(parts[0], starts, ends, parts[7::8], parts[8::8], [], [])


def _odd_arrows(text: str, arrows: int) -> bool:
    """Return whether there may be arrows of another form; without other `>` that is soon seen."""
    other = text.count(">") != arrows and (text.count("->") != arrows or "- >" in text or "- -" in text)
    return other or (
        not text.isascii() and any(arrow in text for arrow in "–—→" if f"{arrow}>" in text or arrow == "→")
    )


def _split_loosely(text: str, usual: re.Pattern[str]) -> _Split:
    """Return a text cut at every line that plainly holds the times of a cue."""
    split = _Split("", [], [], [], [], [], [])
    pieces: list[str] = []
    at = 0
    for found in _ANY.finditer(text):
        start, end = parse_cue_clock(found[1]), parse_cue_clock(found[3])
        valid = _VALID.match(text, found.start()) is not None
        if (
            start is None
            or end is None
            or not (valid or not found[4].strip(_BLANKS) or found[4][0] in _BLANKS)
        ):
            continue
        if not valid:
            split.rejected.append(len(split.starts))
        if not usual.match(text, found.start()):
            split.loose.append(len(split.starts))
        pieces.append(text[at : found.start()])
        at = found.end()
        split.starts.append(start)
        split.ends.append(end)
        split.rests.append(found[4])
    pieces.append(text[at:])
    return split._replace(before=pieces[0], bodies=pieces[1:])


# what stands between the times


def _before(text: str, made: Blocks) -> None:
    """Note what stands before the first cue."""
    if not made.signed:
        lines = text.split("\n")[1:]
        spoken = [at for at, line in enumerate(lines) if line.strip()]
        numbered = bool(spoken) and _number(lines[spoken[-1]]) is not None
        made.numbers.append(lines[spoken.pop()] if numbered else "")
        made.others += (Other("astray", at + 1, lines[at], 0) for at in spoken)
        return
    header, _, rest = text[1:].partition("\n\n")
    first, *lines = header.split("\n")
    made.others.append(Other("signature", 1, first, 0))
    made.others += (Other("header", at, line, 0) for at, line in enumerate(lines, 2) if line.strip())
    made.others += _blocks(rest, header.count("\n") + 3, 0, made)


def _number(line: str) -> int | None:
    """Return the number that stands alone on a line, if one does."""
    bare = line.strip("\ufeff \t\f\v")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 9 else None  # noqa: PLR2004 - digits


def _signed_bodies(bodies: Sequence[str], made: Blocks) -> None:
    """Take the texts of WebVTT cues: each ends at the first blank line, or where a line holds an arrow."""
    odd = any("-->" in body for body in bodies) if made.rejected or made.loose else False
    for index, body in enumerate(bodies):
        head, parted, tail = body.partition("\n\n")
        if odd and "-->" in head:
            stop = head.rfind("\n", 0, head.index("-->"))
            made.others.append(
                Other(
                    "astray", made.lines[index] + head.count("\n", 0, stop + 1), head[stop + 1 :], index + 1
                )
            )
            head = head[:stop]
        made.texts.append(head[1:].rstrip("\n"))
        if tail.isdecimal() or not tail:
            made.numbers.append(tail)
        else:
            line = made.lines[index] + body.count("\n") - tail.count("\n")
            made.others += _blocks(tail, line, index + 1, made, last=index + 1 == len(bodies))
        if not parted and index + 1 < len(bodies) and not body.endswith("\n"):
            made.unparted.append(index)


def _blocks(text: str, line: int, cue: int, made: Blocks, *, last: bool = False) -> Iterator[Other]:
    """Yield the blocks of a stretch that holds no cue; one line right before the times is an identifier."""
    block: list[str] = []
    for at, found in enumerate([*text.split("\n"), ""], line):
        if found:
            block.append(found)
        elif block:
            begin = at - len(block)
            ends_it = at == line + text.count("\n") + 1
            named = ends_it and len(block) == 1 and not last and "-->" not in block[0]
            if named and _number(block[0]) is not None:
                made.numbers.append(block[0])
            elif any(part.strip() for part in block):
                yield _block(block, begin, cue, named=named)
            block = []


def _block(lines: Sequence[str], line: int, cue: int, *, named: bool) -> Other:
    text = "\n".join(lines)
    if _NOTE.match(text):
        return Other("note", line, text, cue)
    kind = _MARKED.get(lines[0].strip())
    return Other(kind or ("identifier" if named else "astray"), line, text, cue)


def note_text(text: str) -> str:
    r"""Return what a comment block says.

    >>> note_text("NOTE\nspoken in the rain"), note_text("NOTE spoken")
    ('spoken in the rain', 'spoken')
    """
    return _NOTE.sub("", text, count=1).strip()


def _unsigned_bodies(bodies: Sequence[str], made: Blocks) -> None:
    """Take the texts of SubRip cues: all lines but the number of the next."""
    last = len(bodies) - 1
    texts, numbers = made.texts, made.numbers
    for index, body in enumerate(bodies):
        head, _, tail = body.partition("\n\n")
        if tail.isdecimal() and index < last and tail.isascii():
            texts.append(head[1:])
            numbers.append(tail)
        elif index == last and not tail.strip():
            texts.append(head[1:].rstrip("\n"))
        else:
            _odd_body(body, index, made, last=index == last)


def _odd_body(body: str, index: int, made: Blocks, *, last: bool) -> None:
    """Take a text with blank lines inside or without one behind it."""
    lines = body.split("\n")[1:]
    spoken = [at for at, line in enumerate(lines) if line.strip()]
    before = _number(made.numbers[-1]) if made.numbers else None
    numbered = not last and _ends_with_number(lines, spoken, before)
    made.numbers.append(lines[spoken.pop()] if numbered else "")
    made.texts.append("\n".join(lines[at] for at in spoken))
    if spoken and spoken[-1] - spoken[0] + 1 > len(spoken):
        made.gaps.append(index)
    behind = lines[spoken[-1] + 1 :] if spoken else lines
    if not last and all(line.strip() for line in behind):
        made.unparted.append(index)


def _ends_with_number(lines: Sequence[str], spoken: Sequence[int], before: int | None) -> bool:
    """Return whether the last words are the number of the next cue: alone behind a blank line, or one more than `before`."""
    number = _number(lines[spoken[-1]]) if spoken else None
    if number is None:
        return False
    alone = spoken[-1] > 0 and spoken[-1] == len(lines) - 1 and not lines[-2].strip()
    return alone or (before is not None and number == before + 1)


def settings(rest: str) -> tuple[str, str]:
    """Return the settings behind the times of a cue, and words that are none.

    >>> settings(" align:start X1:100"), settings(" Hello there.")
    (('align:start X1:100', ''), ('', 'Hello there.'))
    """
    parts = rest.split()
    if all(map(_SETTING.fullmatch, parts)):
        return " ".join(parts), ""
    return "", " ".join(parts)
