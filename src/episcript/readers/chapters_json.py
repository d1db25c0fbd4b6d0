"""The chapters JSON of Podcasting 2.0."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.reading import Score
from episcript.registry import ReaderFormat

if TYPE_CHECKING:
    from episcript.model import Options
    from episcript.reading import Reading
    from episcript.records.tree import KeyPath

FORMAT = ReaderFormat(
    "Podcasting 2.0 chapters", (), ("application/json+chapters",), records=True, chapters=True
)

_OTHER_STARTS = re.compile(r'"(?:start|start_time|time|begin|offset)"\s*+:')
_OTHERS = ("segments", "turns", "utterances", "results", "time_base", "schema")
"""Keys of files that hold more than chapters."""


def score(sample: str) -> Score:
    """Return 1.0 for an object with an array of chapters that have a `startTime`, and with no speech.

    >>> score('{"version": "1.2.0", "chapters": [{"startTime": 0}]}').value, score('{"segments": []}').value
    (1.0, 0.0)
    """
    if '"startTime"' not in sample:
        return Score(0.0, "it is no object of chapters with a startTime")
    return wanted(sample)


def wanted(sample: str) -> Score:
    """Return 1.0 also where no chapter has a `startTime`."""
    if not sample.lstrip("\ufeff \t\r\n").startswith("{") or '"chapters"' not in sample:
        return Score(0.0, "it is no object of chapters")
    if not re.search(r'"chapters"\s*+:\s*+\[', sample) or _holds_more(sample):
        return Score(0.0, "it holds more than chapters")
    if '"startTime"' not in sample and _OTHER_STARTS.search(sample):
        return Score(0.0, "its chapters have starts of another name")
    return Score(1.0, "an object of chapters")


def _holds_more(sample: str) -> bool:
    """Return whether a key says that there is speech, or that another program wrote the file."""
    return any(re.search(rf'"{name}"\s*+:', sample) for name in _OTHERS if name in sample)


def read(text: str, options: Options) -> Reading:
    """Return the chapters; places on a map are left out with a remark."""
    from episcript.readers._chapter_records import Form, read_chapters  # noqa: PLC0415 - detection imports every reader
    from episcript.records.json_tree import json_tree  # noqa: PLC0415 - the same
    from episcript.times import parse_duration  # noqa: PLC0415 - the same

    del options
    keys: dict[KeyPath, str] = {
        ("title",): "title",
        ("startTime",): "start",
        ("endTime",): "end",
        ("url",): "url",
        ("img",): "image",
        ("toc",): "hidden",
    }
    about = ("title", "author", "podcastName", "description", "fileName")
    front: dict[KeyPath, str] = {("version",): ""}
    front |= {(key,): key for key in about}
    return read_chapters(
        text,
        json_tree(text),
        Form(("chapters",), keys, parse_duration, front, "chapters[]: startTime, title"),
    )
