"""The text of a page as it flows into canonical lines: blanks squeezed, emphasis and links opened before words only."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from episcript.markup import BLANKS
from episcript.markup.canonical import Canonical
from episcript.markup.inline import LONGEST_PARAGRAPH
from episcript.markup.runs import Stretch
from episcript.markup.tags import REFERENCE
from episcript.times import CLOCK

_WORDS = re.compile(r"[^ \t\r\n\f]+(?: [^ \t\r\n\f]+)*")
_ASCII_BLANKS = " \t\r\n\f\v"
_MARKDOWN_INSIDE = re.compile(r"\\\[[0-9]|\*\*[^\W\d_][^*<>\r\n]{0,60}\*\*")
"""Some exporters put Markdown into tags as it is; then its escapes and its bold text mean what they mean there."""
_MARKUP = re.compile(r"[\\*_`\[\]()<>#|~{}&]")
_CLOCK = re.compile(
    rf"(?:(?<!\S)|(?=[\[(]))(?P<item>(?P<open>[\[(] ?)?(?P<clock>{CLOCK})(?P<close> ?[\])])?)(?!\w)(?:\s[-–—|·•](?=\s))?"
)
_ENCODED = {ord(mark): f"%{ord(mark):02X}" for mark in "()[]"}
"""The learner knows a linked clock by an address without brackets."""
_NEVER_BEFORE_A_BLANK = frozenset("([{<“‘\"'")
_NEVER_BEHIND_A_BLANK = frozenset(")]}>,.;:!?…”’\"'")


class Look(NamedTuple):
    """Emphasis, by the name of its tag, or a link (`a`) with its target."""

    kind: str
    target: str = ""

    def opening(self) -> str:
        """Return what stands before its words."""
        return "[" if self.kind == "a" else f"<{self.kind}>"

    def closing(self) -> str:
        """Return what stands behind its words."""
        return f"]({self.target})" if self.kind == "a" else f"</{self.kind}>"


class Flow:
    """Canonical lines being written, and the stretches of the source that they came from.

    `looks` are in force for the next words; `prefix` stands before them (a bullet, the `#` of a heading), `indent`
    before every line that has no prefix; `blank` says that a blank does, `apart` that one does between two words.
    """

    def __init__(self, source: str) -> None:
        """Begin with nothing."""
        self.out = Canonical(literal=not _MARKDOWN_INSIDE.search(source))
        self.stretches: list[Stretch] = []
        self.looks: list[Look] = []
        self.prefix = self.indent = ""
        self.blank = self.apart = self._cut = False
        self._source = source
        self._written: list[Look] = []

    def say(self, start: int, end: int) -> None:
        """Write text of the source, each run of blanks as one, with its references undone."""
        for found in REFERENCE.finditer(self._source, start, end):
            self._words(start, found.start())
            self._refer(found)
            start = found.end()
        self._words(start, end)

    def refer(self, note: str, offset: int) -> None:
        """Write the reference to a footnote whose number stands at `offset`."""
        self._begin(offset)
        self.out.add(f"[^{note}]")

    def rule(self) -> None:
        """Write a rule."""
        self.end_line(blank=True)
        self.out.add("---")
        self.end_line(blank=True)

    def end_line(self, *, blank: bool) -> None:
        """End the line, and leave a blank one where a paragraph ends; links go on in the next line."""
        self._close(0)
        self.blank = self.apart = self._cut = False
        self.out.end_line(blank=blank)

    def _words(self, start: int, end: int) -> None:
        position = start
        put = self._put_beside_clocks if self._linked() else self._put
        for found in _WORDS.finditer(self._source, start, end):
            self.blank |= found.start() > position
            put(found[0], found.start())
            position = found.end()
        self.blank |= position < end

    def _linked(self) -> bool:
        return any(look.kind == "a" for look in self.looks)

    def _put_beside_clocks(self, text: str, offset: int) -> None:
        """Write words; in a link a clock that opens a line, or stands in brackets, is no part of the link.

        It times what follows, and the learner reads it where it finds it bare. A link that holds nothing else stays on it.
        """
        position = 0
        for found in _CLOCK.finditer(text):
            opens = position == found.start() == 0 and self.is_fresh()
            if not (opens or (found["open"] and found["close"])):
                continue
            if found["item"] == text:
                self._put_linked_clock(found, offset)
                return
            self._put_between(text, position, found.start(), offset)
            looks, self.looks = self.looks, [look for look in self.looks if look.kind != "a"]
            self._put(found[0], offset + found.start())
            self.looks, position = looks, found.end()
        self._put_between(text, position, len(text), offset)

    def _put_linked_clock(self, found: re.Match[str], offset: int) -> None:
        """Write a clock that is all there is of a link, so far: what follows in it is a link of its own."""
        looks = self.looks
        self.looks = [look._replace(target=look.target.strip("<>").translate(_ENCODED)) for look in looks]
        self._put(found["clock"], offset + found.start("clock"))
        self.looks, self._cut = looks, True

    def _put_between(self, text: str, start: int, end: int, offset: int) -> None:
        """Write a part of words; blanks at its ends stand between it and its neighbours."""
        said = text[start:end]
        bare = said.strip(" ")
        self.blank |= said.startswith(" ")
        if bare:
            self._put(bare, offset + start + len(said) - len(said.lstrip(" ")))
            self.blank |= said.endswith(" ")

    def _put(self, text: str, offset: int) -> None:
        """Write words as they stand in the source; no-break spaces alone begin no line."""
        if not text.strip(BLANKS) and self.is_fresh():
            return
        self._begin(offset)
        places = self.out.places
        known = len(places)
        if len(text) > LONGEST_PARAGRAPH:
            self.out.add_verbatim(text, offset)  # nobody would undo its escapes
        else:
            self.out.add_text(text, offset, linked=self._linked())
        if len(places) == known + 1:
            place = places[known][0]
            self.stretches.append(Stretch(place, len(text), offset, offset + len(text)))
            return
        bounds = [place for place, _ in places[known:]]
        ends = [*(place - 1 for place in bounds[1:]), self.out.length]  # before the backslash of the next
        for (place, start), end in zip(places[known:], ends, strict=True):
            self.stretches.append(Stretch(place, end - place, start, start + end - place))

    def _refer(self, found: re.Match[str]) -> None:
        """Write what a reference stands for; markup stays as it is written where it would be read.

        That is where the text is taken for Markdown, and in links: no bracket there may look like one of a stamp.
        """
        said, start, end = html.unescape(found[0]), found.start(), found.end()
        if not said:
            self._put(found[0], start)
            return
        if said in _ASCII_BLANKS or (said in BLANKS and self.is_fresh()):
            self.blank = True
            return
        self._begin(start)
        linked = any(
            look.kind == "a" for look in self.looks
        )  # no bracket in a link may look like one of a stamp
        if _MARKUP.search(said) and (linked or not self.out.literal):
            place = self.out.length
            self.out.add_verbatim(found[0], start)
        else:
            known = len(self.out.places)
            self.out.add_text(said, start)
            place = self.out.places[known][0]
        self.stretches.append(Stretch(place, self.out.length - place, start, end))

    def _begin(self, offset: int) -> None:
        """Write what stands before words; all of it counts as theirs, so that their line is that of the markup."""
        begin, fresh = self.out.length, self.is_fresh()
        kept, blank = self._kept(), self.blank or (self.apart and self._touches(offset))
        self._close(kept)
        if blank and not fresh:
            self.out.add(" ")
        elif fresh and (before := self.prefix or self.indent):
            self.out.add(before)
        self.prefix, self.blank, self.apart = "", False, False
        for look in self.looks[kept:]:
            self._open(look)
        if fresh or self.out.length > begin:
            self.out.places.append((begin, offset))

    def is_fresh(self) -> bool:
        """Return whether a line is to begin."""
        return not self.out.parts or self.out.parts[-1].endswith("\n")

    def _touches(self, offset: int) -> bool:
        """Return whether the words at `offset` would touch those before them: brackets and punctuation may."""
        before = self.out.parts[-1][-1:] if self.out.parts else ""
        return before not in _NEVER_BEFORE_A_BLANK and self._source[offset] not in _NEVER_BEHIND_A_BLANK

    def _kept(self) -> int:
        """Return how many of the looks that are written go on: emphasis that ends and begins again is one."""
        if self._cut:
            self._cut = False
            return next((number for number, look in enumerate(self._written) if look.kind == "a"), 0)
        if not self._written:
            return 0
        pairs = enumerate(zip(self._written, self.looks, strict=False))
        return next(
            (number for number, (before, now) in pairs if before != now),
            min(len(self._written), len(self.looks)),
        )

    def _open(self, look: Look) -> None:
        if look.kind == "a" and self.out.parts and self.out.parts[-1].endswith("!"):
            self.out.add("<wbr>")  # else the link would be a picture
        self._written.append(look)
        self.out.add(look.opening())

    def _close(self, first: int) -> None:
        while len(self._written) > first:
            self.out.add(self._written.pop().closing())
