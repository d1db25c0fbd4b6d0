"""Where the transcript begins and ends among the lines of a post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.layout.clocks import clock_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from episcript.layout.outline import Title
    from episcript.markup import Document

_FOOTER = re.compile(
    r"\W{0,4}(?:(?:this )?(?:(?<=this )\w{1,20} )?(?:(?:re)?trans[ck]ri\w*|captions?|captioned|subtitles?|subtitled)\b[^.:]{0,40}?"
    r"(?:\b(?:by|with|at|from|provided|powered|generated|par|por|von|durch)\b|[ \xa0]?:)|文字起こし|書き起こし|copyright (?:©|\(c\)|[12][0-9]{3}|by\b)|©|\(c\) ?[12][0-9]{3}|(?:view|read|see) the full transcript)"
    r"|[^.!?]{0,60}\b(?:started|stopped|ended) (?:the )?(?:transcription|recording)\W*\Z"
    r"|(?:the )?(?:meeting|recording|transcription|call) (?:ended|stopped) (?:after|at) [0-9:]{4,8}\W*\Z"
    r"|[^.!?]{0,80}\btranscription (?:software|service)|(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?\s*\Z",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"trans[ck]ri|verschrift|conversation|dialog|interview|episode|folge|文字|逐字|字幕|台本", re.IGNORECASE
)
"""What is said of a transcript as a whole."""


def end_of(document: Document, last: int) -> int:
    """Return the line behind the transcript: a heading, rule, fence, footer or footnote's anchor after the last head."""
    for position in range(last + 1, len(document.lines)):
        line = document.lines[position]
        fence = line.kind == "markup" and document.text.startswith((":::", "["), line.start)
        if (
            fence
            or line.kind == "rule"
            or (line.kind == "heading" and not _speech_below(document, position))
            or (line.kind in {"text", "quote", "item"} and is_footer(document.text[line.start : line.end]))
        ):
            return position
    return len(document.lines)


def is_footer(text: str) -> bool:
    """Return whether a line says who or what made the transcript, or that it ends here.

    >>> is_footer("Transcribed by Ann Lee"), is_footer("Ann left")
    (True, False)
    """
    return _FOOTER.match(text) is not None


def first_chapter(document: Document, region: range, titles: Mapping[int, Title]) -> int | None:
    """Return the heading right above the first turn where headings of its level inside the transcript are chapters.

    One that only says that the transcript begins is none.
    """
    above = next((at for at in range(region.start - 1, -1, -1) if document.lines[at].kind != "blank"), None)
    if above is None or document.lines[above].kind != "heading" or above in titles:
        return None
    line = document.lines[above]
    alike = any(
        document.lines[at].prefix == line.prefix
        for at in titles
        if document.lines[at].kind == "heading" and at in region
    )
    names = _WHOLE.search(document.text, line.start, line.end)
    return above if alike and not names else None


def _speech_below(document: Document, position: int) -> bool:
    """Return whether a heading begins with a clock and has text right under it: a chapter inside the last turn."""
    line, below = document.lines[position], document.lines[position + 1 : position + 2]
    clocked = clock_at(document.text, line.start, line.end)
    return bool(clocked and below and below[0].kind == "text")
