"""Timed pieces of speech (cues, segments, records) and the turns that they make."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from episcript.markup.plain import one_blank
from episcript.model import Turn
from episcript.times import MINUTE, SECOND

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from episcript.model import Anchor, AnchorSource, Labelled, Mark

_SILENCE, _LONGEST = 2 * SECOND, MINUTE
"""Where nobody is named, a turn ends at a sentence end before such a silence, or behind so much speech (DESIGN §3)."""
_REPEATED = 0.12
"""Records whose neighbours repeat the speaker at least this often are pieces of turns, not turns (DESIGN §3)."""
_SENTENCE_ENDS = tuple(".?!…。？！")
_CLOSING = "\"'”’»)]」』"


class Piece(NamedTuple):
    r"""A piece of speech as its source holds it: a cue, a segment, a record.

    `text` is plain, `\n` where the source broke a line; `start` and `end` are ms; `label` is `None` where nobody is
    named *here*; `line` is the source line; `marks` and `words` (times of words, ms) have offsets in `text`.
    """

    text: str
    start: int | None
    end: int | None
    label: str | None = None
    line: int | None = None
    marks: tuple[Mark, ...] = ()
    words: tuple[Anchor, ...] = ()


class Run(NamedTuple):
    """Pieces `first` to `stop` (not included) of one turn, and whose they are."""

    first: int
    stop: int
    label: str | None


def cue_like(pieces: Sequence[Piece]) -> bool:
    """Return whether pieces are parts of turns: nobody is named, or neighbours often repeat the name.

    >>> cue_like([Piece("Yes.", 0, 1, "Ann"), Piece("No.", 1, 2, "Bo"), Piece("Oh.", 2, 3, "Ann")])
    False
    """
    labels = [piece.label for piece in pieces]
    if not any(labels):
        return any(piece.start is not None for piece in pieces)
    repeats = sum(one == other or other is None for one, other in pairwise(labels))
    return repeats >= _REPEATED * (len(labels) - 1)


def runs(pieces: Sequence[Piece], chapters: Container[int] = frozenset()) -> list[Run]:
    """Return the runs of one speaker; a piece without a name keeps the name in force.

    Where nobody is named in any piece, a turn ends at a sentence end before a silence of 2 s, before a piece whose
    index is in `chapters`, and after 60 s at the next sentence end.

    >>> runs([Piece("Yes.", 0, 1, "Ann"), Piece("So.", 1, 2), Piece("No.", 2, 3, "Bo")])
    [Run(first=0, stop=2, label='Ann'), Run(first=2, stop=3, label='Bo')]
    """
    begins = _by_name(pieces) if any(piece.label for piece in pieces) else _by_silence(pieces, chapters)
    return [Run(first, stop, pieces[first].label) for first, stop in pairwise([*begins, len(pieces)])]


def _by_name(pieces: Sequence[Piece]) -> Iterator[int]:
    name = None
    for index, piece in enumerate(pieces):
        if index == 0 or (piece.label and piece.label != name):
            yield index
        name = piece.label or name


def _by_silence(pieces: Sequence[Piece], chapters: Container[int]) -> Iterator[int]:
    """Yield where turns begin; an inner loop, so the times, which are cheap to compare, are looked at first."""
    opened: int | None = None
    before: Piece | None = None
    for index, piece in enumerate(pieces):
        start = piece.start
        if (
            before is None
            or index in chapters
            or (
                start is not None
                and (
                    (before.end is not None and start - before.end >= _SILENCE)
                    or (opened is not None and start - opened >= _LONGEST)
                )
                and ends_sentence(before.text)
            )
        ):
            opened = start
            yield index
        before = piece


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends like a sentence, closing quotation marks and brackets left out.

    >>> ends_sentence('He said "yes."'), ends_sentence("and then")
    (True, False)
    """
    return text.rstrip().rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def joined(pieces: Sequence[Piece], run: Run, *, cues: bool, shown: bool = False) -> Turn:
    r"""Return the turn of a run: texts and lines joined with one blank, with none between wide characters.

    With `cues` its anchors are pairs (`cue`): the first character of each piece with its start, the end of its last
    one with its end, exactly as written; and the offsets at which a line begins are its `line_breaks`. Else the
    anchors are the times of words where there are any (`word`), and those of the pieces behind the first (`stamp`).
    With `shown` pieces behind the first that name the speaker again are `labelled`.

    >>> turn = joined([Piece("Hello,\nBo.", 0, 900), Piece("Hi.", 1_000, 1_500)], Run(0, 2, "Ann"), cues=True)
    >>> turn.text, turn.line_breaks, turn.anchors
    ('Hello, Bo. Hi.', (7,), ((0, 0), (10, 900), (11, 1000), (14, 1500)))
    """
    told = pieces[run.first : run.stop]
    first, last = told[0], told[-1]
    laid = _laid(told)
    anchors, source = (_pairs(told, laid), "cue") if cues else _inner(told, laid)
    return Turn(
        laid.text,
        label=run.label,
        start=first.start,
        start_source=None if first.start is None else "given",
        end=last.end,
        end_source=None if last.end is None else "given",
        anchors=tuple(anchors),
        anchor_source=cast("AnchorSource", source) if anchors else None,
        line_breaks=tuple(laid.breaks) if cues else (),
        marks=tuple(_moved(told, laid)) if any(piece.marks for piece in told) else (),
        line=first.line,
        labelled=tuple(_again(told, laid)) if shown else (),
    )


class _Laid(NamedTuple):
    """Pieces as one text: where each begins and ends in it, where lines inside them begin.

    `spans` are the begins of the lines of each piece, `None` where each line end simply became a blank.
    """

    text: str
    begins: Sequence[int]
    ends: Sequence[int]
    breaks: Sequence[int]
    spans: Sequence[Sequence[int]] | None = None

    def place(self, piece: Piece, number: int, offset: int) -> int:
        """Return where an offset of the piece `number` lies in the text."""
        if self.spans is None:
            return self.begins[number] + offset
        line = piece.text.count("\n", 0, offset)
        return self.spans[number][line] + offset - (piece.text.rfind("\n", 0, offset) + 1)


def _laid(told: Sequence[Piece]) -> _Laid:
    """Return the pieces as one text; a file of captions has a hundred thousand, so the usual case goes through them once."""
    texts = [piece[0] for piece in told]
    raw = "\n".join(texts)
    text = raw.replace("\n", " ") if raw.isascii() else one_blank(raw)
    if len(text) != len(raw) or "  " in text or text[:1] == " " or text[-1:] == " " or not all(texts):
        return _laid_by_line(texts)
    begins = [0, *accumulate(len(said) + 1 for said in texts)]
    ends = [begin - 1 for begin in begins[1:]]
    lines = accumulate([len(line) + 1 for line in raw.split("\n")])
    return _Laid(text, begins[:-1], ends, sorted(set(lines).difference(begins)))


def _laid_by_line(texts: Sequence[str]) -> _Laid:
    text, begins = _glued([line for text in texts for line in text.split("\n")])
    rows = accumulate((text.count("\n") + 1 for text in texts), initial=0)
    spans = [begins[first:stop] for first, stop in pairwise(rows)]
    ends = [span[-1] + len(said) - (said.rfind("\n") + 1) for span, said in zip(spans, texts, strict=True)]
    breaks = [begin for span in spans for begin in span[1:]]
    return _Laid(text, [span[0] for span in spans], ends, breaks, spans)


def _glued(lines: Sequence[str]) -> tuple[str, list[int]]:
    """Return the lines as one text, and where each begins in it."""
    text: list[str] = []
    begins: list[int] = []
    length, last = 0, ""
    for line in lines:
        glue = one_blank(f"{last}\n{line[0]}")[1:-1] if last and line else ""
        begins.append(length + len(glue))
        text += (glue, line)
        length += len(glue) + len(line)
        last = line[-1:] or last
    return "".join(text), begins


def _pairs(told: Sequence[Piece], laid: _Laid) -> list[Any]:
    """Return the two anchors of each cue, the second at the end of its last character."""
    starts, ends = [piece[1] for piece in told], [piece[2] for piece in told]
    pairs = zip(zip(laid.begins, starts, strict=True), zip(laid.ends, ends, strict=True), strict=True)
    if None in starts or None in ends:
        return [
            anchor
            for first, last in pairs
            if first[1] is not None and last[1] is not None
            for anchor in (first, last)
        ]
    return list(chain.from_iterable(pairs))


def _inner(told: Sequence[Piece], laid: _Laid) -> tuple[list[Anchor], str]:
    """Return the times of words, or those of the pieces behind the first."""
    if any(piece.words for piece in told):
        moved = (
            (laid.place(piece, number, offset), time)
            for number, piece in enumerate(told)
            for offset, time in piece.words
        )
        return _rising(moved), "word"
    inner = [*zip(told, laid.begins, strict=True)][1:]
    return _rising((begin, piece.start) for piece, begin in inner if piece.start is not None), "stamp"


def _again(told: Sequence[Piece], laid: _Laid) -> Iterator[Labelled]:
    """Yield where pieces behind the first name the speaker, and how."""
    for number in range(1, len(told)):
        if label := told[number].label:
            yield laid.begins[number], label


def _rising(anchors: Iterable[Anchor]) -> list[Anchor]:
    """Return the anchors that rise in offset and do not fall in time."""
    found: list[Anchor] = []
    for anchor in anchors:
        if not found or (anchor[0] > found[-1][0] and anchor[1] >= found[-1][1]):
            found.append(anchor)
    return found


def _moved(told: Sequence[Piece], laid: _Laid) -> Iterator[Mark]:
    """Yield the marks of the pieces with their offsets in the turn."""
    for number, piece in enumerate(told):
        for mark in piece.marks:
            start, end = (laid.place(piece, number, offset) for offset in (mark.start, mark.end))
            yield replace(mark, start=start, end=end)
