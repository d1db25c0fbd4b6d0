"""Heads of lines reduced to factors: prefix, emphasis, order of name and clock, wrapper, colon, own line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.layout.clocks import BRACKETS, behind, is_of_day, span_of, value_of, wrapper_of
from episcript.layout.names import likeness, plain_label
from episcript.layout.patterns import (
    ANGLED,
    BRACKETED,
    CHEVRONS,
    CLOCK_ONLY,
    CLOCK_THEN_NAME,
    CLOCKISH,
    COLON,
    DASHED,
    EMPHASISED,
    LETTER_CLOCK,
    NAME_THEN_CLOCK,
    OWN_LINE,
    VOICE,
)
from episcript.times import CLOCK, parse_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.markup import Line

REACH = 160
"""A head lies within the first characters of a line; what comes later is speech."""


class Shape(NamedTuple):
    """What heads of one layout have in common; two shapes are as far apart as the factors they differ in.

    `prefix` is a bullet, a number, `#` or `>`; `emphasis` what surrounds the name; `order` is `N`, `C`, `NC` or `CN`
    for name and clock; `wrapper` the bracket of the clock; `colon` what ends the head (`:+` where the text follows
    without a blank); `own` says that the rest of the line is empty.
    """

    prefix: str
    emphasis: str
    order: str
    wrapper: str
    colon: str
    own: bool

    def words(self) -> str:
        """Return the shape as a person would write it down: `**NAME** [CLOCK]: TEXT`."""
        close = "](…)" if self.wrapper == "link" else BRACKETS[self.wrapper]
        clock = f"{'[' if self.wrapper == 'link' else self.wrapper}CLOCK{close}"
        name = "<v NAME>" if self.emphasis == "<v>" else f"{self.emphasis}NAME{_closing(self.emphasis)}"
        parts = [{"N": name, "C": clock}[item] for item in self.order]
        head = " ".join(parts) + {"-": " –", ":+": ":"}.get(self.colon, self.colon)
        text = "⏎ TEXT" if self.own else "TEXT"
        return f"{self.prefix} {head} {text}".strip()


def _closing(emphasis: str) -> str:
    if emphasis in {"[", "<"}:
        return BRACKETS[emphasis]
    return emphasis.replace("<", "</") if emphasis.startswith("<") else emphasis


class Head(NamedTuple):
    """A head found at a line: its shape, the label and clock with their offsets, and where the text begins.

    `of_day` says that the clock is one of a day, with its date or its half: lines of chats have one, and those of logs.
    """

    shape: Shape
    label: str | None
    label_start: int
    label_end: int
    clock: int | None
    clock_start: int
    clock_end: int
    text_start: int
    of_day: bool = False


_LETTERS_WITHIN, _SHORTEST_RANGE, _TWO = 70, 9, 2
_CLOCK = re.compile(CLOCK)
_A_NAME = 0.6
"""Before a bare clock stands a name or a sentence (`It is 12:30: time to go`)."""
_LONGEST_OWN_LINE = 40
_SENTENCE_ENDS = frozenset(["", *".?!,;…。，"])
_OPENING = re.compile(r"(?:[*_]+|<[a-z]+>)\Z")
_PLAIN = "\u2190"
_ICON = re.compile(
    r"[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]{1,9}[ \t]+(?=[*_<]|[\[(]?[0-9]{1,3}:[0-9])"
)
"""Pictures before a name in bold or a clock; before a plain name they are part of the label."""
_MARKERS = frozenset("*_<[\\'`")
_SET_OFF = (":", "：", " - ", " – ", " — ", "\t", ".- ", ".–", ".—")
_NEVER_FIRST = frozenset("“”„‘‚：、。，…")
"""Checked on the label, not in the patterns: a class with such characters takes a pattern a millisecond to compile."""


_CLOCK_LATER = ((NAME_THEN_CLOCK, "NC"),)
_NAMES = (EMPHASISED, VOICE, BRACKETED, ANGLED, COLON, DASHED)
_ORDERS = ((CLOCK_THEN_NAME, "CN"), (CLOCK_ONLY, "C"), *_CLOCK_LATER)


def head_of(text: str, line: Line) -> Head | None:
    r"""Return the head that opens `line`, or `None`.

    A clock behind the colon is no part of the shape (people begin a sentence with one), but it is the clock.

    >>> from episcript.markup import Line
    >>> source = r"**Ann Lee** \[00:01:30\]: Yes."
    >>> head = head_of(source, Line("text", 0, len(source), "", 0))
    >>> head.label, head.clock, head.shape.words()
    ('Ann Lee', 90000, '**NAME** [CLOCK]: TEXT')
    """
    start, stop = line.start, min(line.end, line.start + REACH)
    first = text[start:stop]
    if first[:1] > _PLAIN and (icon := _ICON.match(text, start, stop)):
        start = icon.end()
        first = text[start:stop]
    if _hopeless(first, line.end - start):
        return None
    if first.startswith((">>", "&gt;&gt;")) and (chevrons := CHEVRONS.match(text, start, stop)):
        start, line = chevrons.end(), line._replace(prefix=">>")
    return _match(text, line, start, stop)


def _hopeless(first: str, length: int) -> bool:
    """Return whether a line has nothing of a head: asked for every line, so the cheapest questions come first."""
    if first[:1] in _MARKERS or any(map(first.__contains__, _SET_OFF)):
        return False
    if length <= _LONGEST_OWN_LINE:
        return first[-1:] in _SENTENCE_ENDS
    return LETTER_CLOCK.search(first, 0, _LETTERS_WITHIN) is None


def range_end(text: str, head: Head) -> int | None:
    """Return the second clock (ms) of a head from one clock to another, `None` where there is none or it is not later.

    >>> from episcript.markup import Line
    >>> source = "[0:12 - 0:15] Ann: Yes."
    >>> range_end(source, head_of(source, Line("text", 0, len(source), "", 0)))
    15000
    """
    if head.clock is None or head.clock_end - head.clock_start < _SHORTEST_RANGE:
        return None
    clocks = _CLOCK.findall(text, head.clock_start, head.clock_end)
    end = parse_clock(clocks[1]) if len(clocks) == _TWO else None
    return end if end is not None and end > head.clock else None


def nameless(text: str, head: Head) -> Head:
    """Return the head as a clock alone: what looked like a name behind it is speech, with the emphasis that opens it."""
    if head.label is None:
        return head
    opening = _OPENING.search(text, head.clock_end, head.label_start)
    start = opening.start() if opening else head.label_start
    return head._replace(label=None, label_end=head.label_start, text_start=start)


def _match(text: str, line: Line, start: int, stop: int) -> Head | None:
    """Try the orders of name and clock, the most telling first."""
    if CLOCKISH.search(text, start, stop):
        word_first = text[start : start + 3].lstrip("*_")[:1].isalpha()
        for pattern, order in _CLOCK_LATER if word_first else _ORDERS:
            found = pattern.match(text, start, stop)
            head = _clocked(text, line, found, order) if found else None
            if found and head:
                return head._replace(of_day=True) if is_of_day(found) else head
    for pattern in _NAMES:
        if found := pattern.match(text, start, stop):
            return _named(text, line, found)
    if line.end - start <= _LONGEST_OWN_LINE and (found := OWN_LINE.match(text, start, line.end)):
        return _named(text, line, found)
    return None


_COLON_GROUPS = {"CN": ("c1", "c2", "d1", "d2"), "NC": ("c1", "c2", "c3", "dash")}
_OPENING_GROUPS = {"CN": ("em", "em0"), "NC": ("em",)}
_CLOSING_GROUPS = {"CN": ("em1", "em2"), "NC": ("em1", "em3", "em4")}
"""The groups of the two long patterns, by the order that each stands for."""


def _group(found: re.Match[str], names: Sequence[str]) -> str:
    """Return the first of the named groups that matched, without blanks."""
    for name in names:
        if value := found[name]:
            return value.strip()
    return ""


def _clocked(text: str, line: Line, found: re.Match[str], order: str) -> Head | None:
    """Return the head with a name and a clock, `None` where the brackets or the emphasis do not close."""
    around = order == "NC" and not found["open"] and _brackets(found["em"], found["close"])
    wrapper, value = "" if around else wrapper_of(found), value_of(found)
    if wrapper is None or value is None:
        return None
    if order == "C":
        return _clock_only(text, line, found, wrapper, value)
    emphasis = _group(found, _OPENING_GROUPS[order]).lstrip("\\").rstrip(" @+")
    voice = emphasis.startswith("<v")
    angled = voice or emphasis == "<"
    closed = found["close"] if around else found["v"] if angled else _group(found, _CLOSING_GROUPS[order])
    if bool(closed) > bool(emphasis) or ((angled or emphasis == "[") and not closed):
        return None  # emphasis that closes and was not open (`Ann *told* (0:10)`), or a bracket that does not close
    if order == "CN" and (closed.lstrip("\\") == "]") != (emphasis == "["):
        return None
    text_start = behind(text, found.end(), line.end)
    own = text_start >= line.end
    if order == "NC" and not own and _group(found, ("c1", "c2")):
        return None  # a clock behind the colon belongs to the text
    colon = _colon(_group(found, _COLON_GROUPS[order]))
    shape = Shape(_prefix(line), "<v>" if voice else emphasis, order, wrapper, colon, own)
    head = _head(shape, found, (value, *span_of(found)), text_start)
    bare = order == "NC" and not (wrapper or emphasis or own)
    return None if bare and head and likeness(head.label or "") < _A_NAME else head


def _brackets(opened: str | None, closed: str | None) -> bool:
    """Return whether brackets are around name and clock together: `[Ann Lee, 0:12]`."""
    return (opened or "").endswith("[") and (closed or "").endswith("]")


def _colon(written: str) -> str:
    """Return what sets a head off from its text as a factor: all colons are one, all dashes are one."""
    return "" if not written else ":" if written in ":：" else "-"


def _clock_only(text: str, line: Line, found: re.Match[str], wrapper: str, value: int) -> Head:
    opens = next((part for part in ("em1", "em2") if found[part] and not found["em0"]), None)
    text_start = behind(text, found.start(opens) if opens else found.end(), line.end)  # `[0:12]**all bold**`
    shape = Shape(
        _prefix(line), found["em0"] or "", "C", wrapper, (found["c1"] or "").strip(), text_start >= line.end
    )
    start, end = span_of(found)
    return Head(shape, None, start, start, value, start, end, text_start)


def _named(text: str, line: Line, found: re.Match[str]) -> Head | None:
    """Return the head with a name and no clock in its shape."""
    text_start = behind(text, found.end(), line.end)
    emphasis, colon = _names_style(found)
    shape = Shape(_prefix(line), emphasis, "N", "", colon, text_start >= line.end)
    return _head(shape, found, (None, 0, 0), text_start)


def _names_style(found: re.Match[str]) -> tuple[str, str]:
    """Return emphasis and colon of a head without a clock, by the pattern that found it."""
    if found.re is EMPHASISED:
        colon = ":" if found["c1"] or found["c2"] else "-" if found["dash"] else ""
        return found["em"], colon
    if found.re is COLON:
        return "", ":+" if found["tight"] else ":"
    if found.re is DASHED:
        return "", "-"
    if found.re is BRACKETED:
        return "[", ":" if found["c2"] else ""
    return {VOICE: "<v>", ANGLED: "<"}.get(found.re, ""), ""


def _head(
    shape: Shape, found: re.Match[str], clock: tuple[int | None, int, int], text_start: int
) -> Head | None:
    label = plain_label(found["name"])
    if not label or label[0] in _NEVER_FIRST or "：" in label:
        return None
    start = found.start("name")
    return Head(shape, label, start, start + len(found["name"].rstrip()), *clock, text_start)


def _prefix(line: Line) -> str:
    """Return the prefix as a factor: all bullets are one, all numbers are one, headings keep their level."""
    if line.kind == "item":
        return "1." if line.prefix[0].isdigit() else "-"
    return line.prefix.strip() if line.kind == "heading" else line.prefix.replace(" ", "")
