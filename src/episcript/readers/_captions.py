"""What the readers of SRT and WebVTT share: a caption file becomes pieces of speech, and these become turns."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING

from episcript.lines import LINE_END
from episcript.markup.plain import sounds
from episcript.model import Episode, Mark, Note, Source
from episcript.readers._caption_blocks import SIGNATURE, blocks, note_text
from episcript.readers._caption_labels import NONE, learn
from episcript.readers._caption_payload import Part, parts, squeezed
from episcript.readers._caption_rolling import once, rolls
from episcript.reading import Reading
from episcript.records.pieces import Piece, joined, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from episcript.model import Turn
    from episcript.readers._caption_blocks import Blocks, Other
    from episcript.readers._caption_labels import Head, Labels
    from episcript.records.pieces import Run

_ENTRY = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*[:=][ \t]*(.*)", re.DOTALL)
_STYLE_LINES = ("::cue", "}", "##", "Style:")
_MOST_VOICED = 0.5
"""A voice tag in fewer cues of a SubRip file names one of many who are named otherwise."""
_MAP = "X-TIMESTAMP-MAP"


@dataclass(slots=True)
class Told:
    """The pieces of a file, the index of the cue that each is from, and how its speakers are named.

    `marked` says that there may be markup. `heads` are the labels that were taken off the beginnings of pieces; `voiced` says that voice tags name the
    speakers; `rolling` that each cue repeated the line before it, which was taken once.
    """

    pieces: list[Piece]
    cues: list[int]
    marked: bool = False
    labels: Labels = NONE
    heads: dict[int, Head] | None = None
    voiced: bool = False
    rolling: bool = False


def line_feeds(text: str) -> str:
    r"""Return `text` with `\n` at each line end: the lines, and the columns in them, are the same.

    >>> line_feeds("a\r\r\nb\rc\r\nd")
    'a\nb\nc\nd'
    """
    if "\r" not in text:
        return text
    if "\r\r\r" in text:
        return LINE_END.sub("\n", text)
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def read_captions(text: str) -> Reading:
    r"""Return the reading of a caption file, SubRip or WebVTT: what it is, its first line says.

    >>> read_captions("1\n00:00:01,000 --> 00:00:02,000\nHello.\n").episode.turns[0].anchors
    ((0, 1000), (6, 2000))
    """
    from episcript.readers._caption_ledger import ledger  # noqa: PLC0415 - only tests and `check` pay for it
    from episcript.readers._caption_remarks import remarks  # noqa: PLC0415 - detection imports this module

    plain = line_feeds(text)
    made = blocks(plain)
    told = _told(plain, made)
    found = runs(told.pieces) if any(piece.text for piece in told.pieces) else []
    turns = tuple([_turn(told, run) for run in found])
    notes = tuple(_notes(made.others, [told.cues[run.first] for run in found]))
    header = _header(made.others)
    language = next((value for key, value in header.items() if key.casefold() == "language"), None)
    episode = Episode(
        language=language or None,
        metadata=dict(header),
        source=Source(layout=_layout(told)),
        turns=turns,
        notes=notes,
        diagnostics=tuple(remarks(made, told)),
    )
    return Reading(
        episode, partial(ledger, text, plain, made, told, found), lambda: tuple(_evidence(made, told))
    )


def _turn(told: Told, run: Run) -> Turn:
    turn = joined(told.pieces, run, cues=not told.rolling, shown=told.heads is not None)
    if heard := sounds(turn.text):
        return replace(
            turn, marks=tuple(sorted((*turn.marks, *heard), key=lambda mark: (mark.start, -mark.end)))
        )
    return turn


# pieces


def _told(plain: str, made: Blocks) -> Told:
    """Return the pieces of speech in the cues of a file."""
    marked = "<" in plain or "&" in plain or "{\\" in plain
    said = [parts(raw) for raw in made.texts] if marked else None
    texts = [each[0].text for each in said] if said else _plain_texts(plain, made.texts)
    if rolls(texts):
        pieces, cues = once(made, said or [(Part(text),) for text in texts])
        return Told(pieces, cues, marked, voiced=any(piece.label for piece in pieces), rolling=True)
    voices = sum(any(part.label for part in each) for each in said) if said else 0
    alone = voices > _MOST_VOICED * sum(map(bool, texts)) or (voices > 0 and made.signed)
    told = _voices(made, said) if said else Told(_plain_pieces(made, texts), list(range(len(texts))))
    told.voiced, told.marked = voices > 0, marked
    labels = NONE if alone or len(told.pieces) != len(texts) else learn(texts)
    return _without_labels(told, labels) if labels.known else told


def _plain_texts(plain: str, raws: list[str]) -> list[str]:
    """Return the texts of cues without markup; most files have no blanks to squeeze, which is soon seen."""
    if any(odd in plain for odd in ("  ", "\t", " \n", "\n ", "\f", "\v")) or plain[-1:] == " ":
        return [squeezed(raw) for raw in raws]
    return raws


def _plain_pieces(made: Blocks, texts: Sequence[str]) -> list[Piece]:
    rows = zip(texts, made.starts, made.ends, repeat(None), made.lines, repeat(()), repeat(()))
    return list(map(Piece._make, rows))


def _voices(made: Blocks, said: Sequence[tuple[Part, ...]]) -> Told:
    """Return a piece for each voice of each cue."""
    told = Told([], [])
    in_force: str | None = None
    columns = zip(said, made.starts, made.ends, made.lines, strict=True)
    for cue, (each, start, end, line) in enumerate(columns):
        for number, (text, label, marks, words) in enumerate(each):
            piece = Piece(text, start, end, label, line, marks, words)
            if number and label == in_force:
                told.pieces[-1] = _merged(told.pieces[-1], piece)
                continue
            told.pieces.append(piece)
            told.cues.append(cue)
            in_force = label or in_force
    return told


def _merged(first: Piece, second: Piece) -> Piece:
    """Return two pieces of one cue and one speaker as one."""
    shift = len(first.text)
    marks = (replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in second.marks)
    words = ((offset + shift, time) for offset, time in second.words)
    return first._replace(
        text=first.text + second.text, marks=(*first.marks, *marks), words=(*first.words, *words)
    )


def _without_labels(told: Told, labels: Labels) -> Told:
    """Return the pieces with their labels taken off; a label that begins a later line begins a piece of its own."""
    told.labels, told.heads = labels, {}
    changed: dict[int, list[tuple[int, Head | None, int]]] = {}
    in_force: str | None = None
    for cue in labels.candidates:
        text, first = told.pieces[cue].text, labels.heads.get(cue)
        in_force = first.label if first else in_force
        if labels.later(text):
            changed[cue] = list(_speakers(text, labels, first, in_force))
            in_force = next((head.label for _, head, _ in reversed(changed[cue]) if head), in_force)
        elif first:
            changed[cue] = [(0, first, len(text))]
    _cut_all(told, changed)
    return told


def _cut_all(told: Told, changed: Mapping[int, list[tuple[int, Head | None, int]]]) -> None:
    """Put stretches in the place of the pieces that hold them; before this, a cue is a piece."""
    heads = told.heads if told.heads is not None else {}
    if all(len(stretches) == 1 for stretches in changed.values()):
        for cue, ((begin, head, stop),) in changed.items():
            told.pieces[cue] = _cut(told.pieces[cue], begin, head, stop, behind=False)
            if head:
                heads[cue] = head
        return
    pieces: list[Piece] = []
    cues: list[int] = []
    at = 0
    for cue, stretches in changed.items():
        pieces += told.pieces[at:cue]
        cues += told.cues[at:cue]
        for number, (begin, head, stop) in enumerate(stretches):
            if head:
                heads[len(pieces)] = head
            pieces.append(_cut(told.pieces[cue], begin, head, stop, behind=number > 0))
            cues.append(cue)
        at = cue + 1
    told.pieces, told.cues = [*pieces, *told.pieces[at:]], [*cues, *told.cues[at:]]


def _speakers(
    text: str, labels: Labels, first: Head | None, in_force: str | None
) -> Iterator[tuple[int, Head | None, int]]:
    """Yield where each speaker of a cue begins, the head there, and where that stretch ends."""
    begun, head = 0, first
    at = text.find("\n") + 1
    while at:
        found = labels.head(text[at:])
        if found and found.label != in_force and at > begun + (head.length if head else 0):
            yield begun, head, at - 1
            begun, head, in_force = at, found, found.label
        at = text.find("\n", at) + 1
    yield begun, head, len(text)


def _cut(piece: Piece, at: int, head: Head | None, stop: int, *, behind: bool) -> Piece:
    """Return `piece[at:stop]` without its head; a piece behind another of its cue begins with a line end."""
    if head is None and at == 0 and stop == len(piece.text):
        return piece
    begin = at + (head.length if head else 0)
    while begin < stop and piece.text[begin] == "\n":  # a label on a line of its own
        begin += 1
    shift = begin - behind
    marks = tuple(
        Mark(max(mark.start, begin) - shift, min(mark.end, stop) - shift, mark.kind)
        for mark in piece.marks
        if mark.start < stop and mark.end > begin
    )
    text = piece.text[begin:stop]
    return piece._replace(
        text=f"\n{text}" if behind else text, label=head.label if head else None, marks=marks, words=()
    )


# what is no cue


def _notes(others: Sequence[Other], begins: Sequence[int]) -> Iterator[Note]:
    """Yield what is said outside the cues; `begins` are the cues with which the turns begin."""
    for other in others:
        if text := noted(other):
            yield Note(text, other.line, bisect_left(begins, other.cue))


def noted(other: Other) -> str:
    """Return the text of a note, empty where lines are no note."""
    match other.kind:
        case "note":
            return note_text(other.text)
        case "astray":
            return other.text.strip()
        case "signature":
            return SIGNATURE.sub("", other.text, count=1).strip(" \t-–—")
        case "header" if not entry(other.text) and not is_style(other.text):
            return other.text.strip()
        case _:
            return ""


def is_style(line: str) -> bool:
    """Return whether a line of the header is one of the style sheet that YouTube writes there."""
    return line.strip().startswith(_STYLE_LINES)


def entry(line: str) -> tuple[str, str] | None:
    """Return key and value of a line of the header of WebVTT.

    >>> entry("Language: en-GB"), entry("hello")
    (('Language', 'en-GB'), None)
    """
    found = None if is_style(line) else _ENTRY.fullmatch(line.strip())
    return (found[1], found[2].strip()) if found else None


def _header(others: Sequence[Other]) -> dict[str, str]:
    """Return the entries of the header; what one key says in several lines is one value."""
    found: dict[str, str] = {}
    for other in others:
        said = entry(other.text) if other.kind == "header" else None
        if said and said[0] != _MAP:
            found[said[0]] = f"{found.get(said[0], '')} {said[1]}".strip()
    return found


# how it was read


def _layout(told: Told) -> str | None:
    """Return how the speakers are named, in the words of the layouts of posts."""
    if told.voiced:
        return "<v NAME>TEXT"
    forms = sorted(told.labels.known)
    return ", ".join(_form(form) for form in forms) or None


def _form(form: str) -> str:
    prefix = form.rstrip("[(:")
    wrapped = "[NAME]" if "[" in form else "(NAME)" if "(" in form else "NAME"
    return f"{prefix} {wrapped}".strip() + (":" if ":" in form else "") + " TEXT"


def _evidence(made: Blocks, told: Told) -> Iterator[str]:
    yield f"{'WebVTT' if made.signed else 'SubRip'}: {len(made.texts)} cues"
    for form, labels in sorted(told.labels.known.items()):
        yield f"{_form(form)}: {', '.join(sorted(labels))}"
