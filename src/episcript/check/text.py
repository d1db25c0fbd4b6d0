"""Findings on the text: damage that cannot be mended, marks of unfinished work, leftovers of markup, line ends."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from episcript.check.case import clipped, found
from episcript.lines import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.check.case import Case, Finding

_MARKS = {
    "unfinished": re.compile(
        r"[\[(]\s{0,3}(?:TODO|FIXME|TBD|TK|XXX)\b[^\])\n]{0,200}[\])]|\b(?:TODO|FIXME):|\bTKTK\b"
    ),
    "unintelligible": re.compile(
        r"[\[(]\s?(?:unintelligible|inaudible|indistinct|incomprehensible|unverständlich|inaudibile|ininteligible|"
        r"unclear|crosstalk|cross-talk|overlapping)\b[^\])\n]{0,60}[\])]|"
        r"\[\?{1,5}\]",
        re.IGNORECASE,
    ),
    "markup-left": re.compile(
        r"\]\((?:https?:|www\.|mailto:|/|#)[^\s)]{0,400}\)?|</[a-z][a-z0-9]{0,9}>|<[a-z]{1,9}\s[a-z-]{1,20}=[^>\n]{0,300}>|"
        r"&(?:amp|lt|gt|quot|nbsp|apos|#[0-9]{2,5});|(?:^|\n)#{1,6} [^\n]{0,80}|\{[.#][\w-]{1,40}(?: [^}\n]{0,100})?\}"
    ),
}
"""What each code looks for in the words of a turn."""

_HINTS = re.compile(r"[\[(<&#{:?]|TKTK")
"""Without one of these a text holds none of the marks."""

_ENDS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR", "\r\r\n": "CRCRLF"}

_DAMAGE = re.compile(
    "[ÃÂ][\x80-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ…]|â(?:€[\x80-\xbf‚ƒ„†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ¦¢]?|„¢)|ï¿½|ðŸ"
)
"""UTF-8 that was read as a Western encoding: a capital with tilde or circumflex before what no word goes on with."""


def find(case: Case) -> Iterator[Finding]:
    """Yield the findings on the text of a case."""
    yield from _line_ends(case)
    yield from _damage(case)
    if case.told_apart:
        yield from _marks(case)


def _marks(case: Case) -> Iterator[Finding]:
    """Yield the stretches of the turns that are no words."""
    for index, turn in enumerate(case.episode.turns):
        if _HINTS.search(turn.text):
            for code, pattern in _MARKS.items():
                for mark in pattern.finditer(turn.text):
                    quote = mark[0].strip()
                    yield found(code, case.line(index, quote), quote, text=clipped(quote))


def _line_ends(case: Case) -> Iterator[Finding]:
    """Yield the first line whose end is not that of most lines."""
    if "\r" not in case.text:
        return
    ends = [end[0] for end in LINE_END.finditer(case.text)]
    counts = Counter(ends)
    if len(counts) > 1:
        usual = counts.most_common(1)[0][0]
        first = next(number for number, end in enumerate(ends, 1) if end != usual)
        kinds = ", ".join(f"{count:,} {_ENDS[end]}" for end, count in counts.most_common())
        yield found("line-ends", first, kinds=kinds)


def _damage(case: Case) -> Iterator[Finding]:
    """Yield each line that looks damaged and could not be mended, unless its likely words are suggested."""
    if case.text.isascii() or not _DAMAGE.search(case.text):
        return
    told = {one.line for one in case.episode.diagnostics if one.code == "likely-word"}
    for number, line in enumerate(case.lines, 1):
        damage = None if line.isascii() else _DAMAGE.search(line)
        if damage and number not in told:
            yield found(
                "encoding-doubtful", number, damage[0], text=clipped(line[max(0, damage.start() - 20) :])
            )
