"""What the text of a cue says: tags, entities and overrides undone; voices, emphasis and times of words kept."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from episcript.model import Mark
from episcript.times import CLOCK, parse_cue_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Anchor, MarkKind

Kind = Literal["text", "tag", "voice", "time", "override"]

_TOKEN = re.compile(
    r"(?P<voice><v(?:\.[^\s<>]*)?[ \t\n]+(?P<name>[^<>]*)>)"
    rf"|(?P<time><{CLOCK}>)"
    r"|(?P<tag></?(?P<element>v|c|i|b|u|s|em|strong|font|span|p|br|ruby|rt|rp|lang)(?=[\s.>/])[^<>]*>)"
    r"|(?P<override>\{\\[^{}\n]{0,200}\})"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)",
    re.IGNORECASE,
)
"""Known markup; other angle brackets, braces and ampersands are words."""

_BLANKS = re.compile(r"[ \t\f\v]+")
_ENDS = re.compile(r" ?\n[ \n]*")
_ODD_BLANKS = ("  ", "\t", " \n", "\n ", "\n\n", "\f", "\v")
_ONE_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>&\n]*[^<>&\s])>([^<&{]*)(?:</v>)?\s*")
_EMPHASIS: dict[str, MarkKind] = {"i": "em", "em": "em", "b": "strong", "strong": "strong"}
_PLAIN_TAGS = frozenset({"<c>", "</c>", "</span>", "<p>", "</p>", "</v>", "<br>", "<br/>", "<br />"})
_POSITION = re.compile(r"\\(?:an?[0-9]|pos|move|org)")


class Token(NamedTuple):
    """A stretch of a raw text, what it is, and the plain text that it gives."""

    start: int
    end: int
    kind: Kind
    plain: str
    element: str = ""


class Part(NamedTuple):
    """What one voice says in a cue; `label` is `None` where no voice is named."""

    text: str
    label: str | None = None
    marks: tuple[Mark, ...] = ()
    words: tuple[Anchor, ...] = ()


def tokens(raw: str) -> Iterator[Token]:
    """Yield the stretches of a raw text, which they cover.

    >>> [token[2:4] for token in tokens("<i>Q&amp;A</i>")]
    [('tag', ''), ('text', 'Q'), ('text', '&'), ('text', 'A'), ('tag', '')]
    """
    at = 0
    for found in _TOKEN.finditer(raw):
        if at < found.start():
            yield Token(at, found.start(), "text", raw[at : found.start()])
        yield _token(found)
        at = found.end()
    if at < len(raw):
        yield Token(at, len(raw), "text", raw[at:])


def _token(found: re.Match[str]) -> Token:
    start, end = found.span()
    if found["entity"]:
        return Token(start, end, "text", unescaped(found[0]))
    if found["voice"]:
        return Token(start, end, "voice", label_of(found["name"]))
    if found["time"]:
        return Token(start, end, "time", found[0][1:-1])
    if found["override"]:
        return Token(start, end, "override", "\n" if found[0].lower() == "{\\n}" else "")
    element = "/" * (found[0][1] == "/") + found["element"].lower()
    return Token(start, end, "tag", "\n" if element == "br" else "", element)


def unescaped(written: str) -> str:
    """Return `written` with its entities undone."""
    if "&" not in written:
        return written
    from html import unescape  # noqa: PLC0415 - start-up

    return unescape(written)


def label_of(annotation: str) -> str:
    """Return the name in a voice tag.

    >>> label_of(" Ann &amp;  Bo ")
    'Ann & Bo'
    """
    return " ".join(unescaped(annotation).split())


def odd_blanks(text: str) -> bool:
    """Return whether `text` holds other blanks than one between two words and one line end between two lines."""
    return any(odd in text for odd in _ODD_BLANKS)


def squeezed(text: str) -> str:
    r"""Return the lines of a text with each run of blanks as one, without blank lines and outer blanks.

    >>> squeezed(" so  far \n \n away")
    'so far\naway'
    """
    if not odd_blanks(text) and text.strip(" \n") == text:
        return text
    return _ENDS.sub("\n", _BLANKS.sub(" ", text)).strip(" \n")


def parts(raw: str) -> tuple[Part, ...]:
    r"""Return what is said in a cue, voice by voice; the text of each that is not the first begins with a line end.

    >>> [(part.label, part.text) for part in parts("<v Ann>Hello,\n<i>Bo</i>.</v> <v Bo>Hi.")]
    [('Ann', 'Hello,\nBo.'), ('Bo', '\nHi.')]
    """
    if "<" not in raw and "&" not in raw and "{\\" not in raw:
        return (Part(squeezed(raw)),)
    if found := _ONE_VOICE.fullmatch(raw):
        return (Part(squeezed(found[2]), " ".join(found[1].split())),)
    writing = _Writing()
    for token in tokens(raw):
        writing.take(token)
    return writing.parts()


class _Writing:
    """The plain text of a cue while it is put together, and what lies at which offset in it."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.length = 0
        self.last = "\n"
        self.opened: list[tuple[str, int]] = []
        self.marks: list[Mark] = []
        self.words: list[Anchor] = []
        self.voices: list[tuple[int, str]] = []

    def take(self, token: Token) -> None:
        """Add what a token gives."""
        match token.kind:
            case "voice":
                if not self.voices or self.voices[-1][1] != token.plain:
                    self.voices.append((self.length, token.plain))
            case "time":
                if (time := parse_cue_clock(token.plain)) is not None:
                    self.words.append((self.length, time))
            case "text" | "override":
                self.write(token.plain)
            case "tag":
                self.tag(token)

    def write(self, plain: str) -> None:
        """Add words, with one blank where there are several."""
        text = _ENDS.sub("\n", _BLANKS.sub(" ", plain))
        if self.last in " \n":
            text = text.lstrip(" ")
        if self.last == "\n":
            text = text.lstrip("\n ")
        if text:
            self.said.append(text)
            self.length += len(text)
            self.last = text[-1]

    def tag(self, token: Token) -> None:
        """Open or close emphasis; begin a line."""
        self.write(token.plain)
        element = token.element.lstrip("/")
        kind = _EMPHASIS.get(element)
        if kind is None:
            return
        if token.element == element:
            self.opened.append((element, self.length))
            return
        place = next((at for at in reversed(range(len(self.opened))) if self.opened[at][0] == element), None)
        if place is not None:
            self.marks.append(Mark(self.opened.pop(place)[1], self.length, kind))

    def parts(self) -> tuple[Part, ...]:
        """Return what each voice says."""
        text = "".join(self.said)
        marks = [*self.marks, *(Mark(start, self.length, _EMPHASIS[name]) for name, start in self.opened)]
        voices = (
            self.voices if self.voices and not text[: self.voices[0][0]].strip() else [(0, ""), *self.voices]
        )
        stops = [*(start for start, _ in voices[1:]), len(text)]
        told = [
            _part(text, start if at else 0, stop, label or None, marks, self.words)
            for at, ((start, label), stop) in enumerate(zip(voices, stops, strict=True))
        ]
        spoken = [part for part in told if part.text] or told[:1]
        return (spoken[0], *(_behind(part) for part in spoken[1:]))


def _part(  # noqa: PLR0913, PLR0917 - offsets in one text
    text: str, start: int, stop: int, label: str | None, marks: list[Mark], words: list[Anchor]
) -> Part:
    """Return the part between two offsets, without its outer blanks."""
    said = text[start:stop].strip(" \n")
    begin = start + len(text[start:stop]) - len(text[start:stop].lstrip(" \n"))
    end = begin + len(said)
    return Part(said, label, tuple(_inside(text, marks, begin, end)), tuple(_times(text, words, begin, end)))


def _inside(text: str, marks: list[Mark], begin: int, end: int) -> Iterator[Mark]:
    """Yield the marks on `text[begin:end]`, with offsets in it and no blanks at their ends."""
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        start, stop = max(mark.start, begin), min(mark.end, end)
        while start < stop and text[start] in " \n":
            start += 1
        while start < stop and text[stop - 1] in " \n":
            stop -= 1
        if start < stop:
            yield Mark(start - begin, stop - begin, mark.kind)


def _times(text: str, words: list[Anchor], begin: int, end: int) -> Iterator[Anchor]:
    """Yield the times of words that begin in `text[begin:end]`, with offsets in it."""
    for offset, time in words:
        place = offset + (text[offset : offset + 1] in {" ", "\n"})
        if begin <= place < end:
            yield place - begin, time


def _behind(part: Part) -> Part:
    """Return a part that begins a line inside a cue."""
    marks = tuple(Mark(mark.start + 1, mark.end + 1, mark.kind) for mark in part.marks)
    return Part(f"\n{part.text}", part.label, marks, tuple((offset + 1, time) for offset, time in part.words))


def left_out(raw: str) -> Counter[str]:
    r"""Return what the model does not hold of the markup in a raw text: positions, styles, times of words, with their counts.

    >>> left_out(r"{\an8}<font color=red>No.</font> <c.loud>Yes.</c>")
    Counter({'style': 2, 'position': 1})
    """
    found: Counter[str] = Counter()
    for token in tokens(raw):
        written = raw[token.start : token.end]
        if token.kind == "override":
            found["position" if _POSITION.match(written, 1) else "style"] += 1
        elif token.kind == "time":
            found["word time"] += 1
        elif token.kind == "voice":
            found["style"] += written[2] == "."
        elif token.kind == "tag" and written[1] != "/" and token.element not in _EMPHASIS:
            found["style"] += written.lower() not in _PLAIN_TAGS and token.element != "v"
    return +found
