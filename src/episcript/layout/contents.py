"""The chapters of a text while its lines are walked: one entry a chapter, however often the text tells of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.layout.chapters import front_chapters, listed_from, placed, same_chapter
from episcript.layout.speech import left_out_remark
from episcript.markup.inline import render
from episcript.markup.plain import left_out
from episcript.model import Chapter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from episcript.layout.outline import Title
    from episcript.markup import Document
    from episcript.markup.plain import Inline
    from episcript.model import Diagnostic, Role, TimeSource

    Trace = Callable[[int, int, Role, str | None], None]
    """Keeps where a part of the episode came from: offsets, role, path."""

_MOST_ALIKE = 50
"""Chapters of one title that are looked at: a file with thousands is no list of chapters."""
LINK = re.compile(r"\]\(([^()\s]+)\)")


class Contents:
    """Gathers chapters; `remarks` is where what there is to say about them goes."""

    def __init__(self, document: Document, trace: Trace, remarks: list[Diagnostic]) -> None:
        """Begin with the chapters that the front matter lists."""
        self.document, self.trace, self.remarks = document, trace, remarks
        self.chapters: list[Chapter] = []
        self._titled: dict[str, list[int]] = {}
        self._timed: dict[tuple[str, int], int] = {}
        self._add_front()

    def rendered(self, start: int, end: int) -> Inline:
        """Return a title with its inline markup undone; a comment in it is left out and reported."""
        source = self.document.text[start:end]
        said = render(source, markdown=self.document.markdown)
        line = self.document.line(start)
        self.remarks.extend(left_out_remark(line, text) for _, text in left_out(source, said))
        return said

    def add(self, title: Title, place: int | None) -> None:
        """Add the chapter of a line; one that is there already (in a list, then as a heading) is only placed.

        `place` is the index of the turn that it stands before in the transcript.
        """
        said = self.rendered(title.start, title.end)
        line = self.document.line(title.start)
        links = [mark.target or "" for mark in said.marks if mark.kind == "link"]
        self.remarks.extend(diagnose("chapter-link", line, url=url) for url in links[1:])
        self.remarks.extend(self._odd_clock(title, said.text))
        number = self._known(said.text, title.clock, place)
        url = links[0] if links else self._clock_link(title)
        if number is None:
            number = len(self.chapters)
            source: TimeSource | None = "given" if title.clock is not None else None
            ends: TimeSource | None = "given" if title.until is not None else None
            self.chapters.append(
                Chapter(
                    said.text, title.clock, source, title.until, place, url=url, line=line, end_source=ends
                )
            )
        else:
            known = self.chapters[number]
            if url and known.url not in {None, url}:
                self.remarks.append(diagnose("chapter-link", line, url=url))
            self.chapters[number] = placed(known, title.clock, place, url)
        if title.clock is not None and not title.start <= title.clock_start < title.end:
            self.trace(title.clock_start, title.clock_end, "clock", f"chapters/{number}/start")
        self.trace(title.start, title.end, "chapter", f"chapters/{number}/title")

    def _odd_clock(self, title: Title, said: str) -> Iterator[Diagnostic]:
        """Yield what is odd about the clock of a chapter in a list: it is none, or before the episode."""
        written = self.document.text[title.clock_start : title.clock_end]
        line = self.document.line(title.start)
        if written and title.clock is None:
            yield diagnose("chapter-clock", line, clock=written, title=said)
        elif written[:1] in {"-", "−"}:
            yield diagnose("chapter-negative", line, clock=written, title=said)

    def _clock_link(self, title: Title) -> str | None:
        """Return the address that the clock of a chapter links to."""
        if title.clock is None:
            return None
        found = LINK.search(self.document.text, title.clock_start, title.clock_end)
        return found[1] if found and not found[1].startswith("#") else None

    def _known(self, title: str, clock: int | None, place: int | None) -> int | None:
        """Return the index of the chapter of this title that is the same one."""
        key = "".join(filter(str.isalnum, title.casefold()))
        if key and clock is not None and (key, clock) in self._timed:
            return self._timed[key, clock]
        same = self._titled.setdefault(key, [])
        for number in same[-_MOST_ALIKE:] if key else ():
            if same_chapter(self.chapters[number], clock, place):
                return number
        same.append(len(self.chapters))
        if clock is not None:
            self._timed[key, clock] = len(self.chapters)
        return None

    def _add_front(self) -> None:
        """Add the chapters of the front matter; they stand in its block, which is kept as it is."""
        front = self.document.front
        listed = front_chapters(front.data) if front else []
        place = listed_from(self.document.text, front.start, front.end) if front else 0
        for clock, title in listed:
            found = self.document.text.find(title, place, front.end) if front else -1
            place = max(found, place)
            line = self.document.line(place) if found >= 0 else None
            if self._known(title, clock, None) is None:
                self.chapters.append(Chapter(title, clock, "given", line=line))
