"""What `ffprobe -show_chapters -print_format json` says of a media file: the chapters inside it."""

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
    "JSON of ffprobe, with the chapters of a media file",
    (),
    ("application/json",),
    records=True,
    chapters=True,
)


def score(sample: str) -> Score:
    """Return 1.0 for an object with an array of chapters that have a `time_base`.

    >>> score('{"chapters": [{"id": 0, "time_base": "1/1000", "start_time": "0.0"}]}').value
    1.0
    """
    if not sample.lstrip("\ufeff \t\r\n").startswith("{") or '"chapters"' not in sample:
        return Score(0.0, "it is no object of chapters")
    if '"time_base"' in sample and re.search(r'"chapters"\s*+:\s*+\[', sample):
        return Score(1.0, "chapters with a time_base")
    return Score(0.01, "an object with chapters")


def read(text: str, options: Options) -> Reading:
    """Return the chapters of the media file, and its title where it has one."""
    from episcript.readers._chapter_records import Form, read_chapters  # noqa: PLC0415 - detection imports every reader
    from episcript.records.json_tree import json_tree  # noqa: PLC0415 - the same
    from episcript.times import parse_seconds  # noqa: PLC0415 - the same

    del options
    keys: dict[KeyPath, str] = {
        ("tags", "title"): "title",
        ("start_time",): "start",
        ("end_time",): "end",
        ("id",): "",
        ("time_base",): "",
        ("start",): "",
        ("end",): "",
    }
    front: dict[KeyPath, str] = {("format", "tags", "title"): "title"}
    return read_chapters(
        text,
        json_tree(text),
        Form(("chapters",), keys, parse_seconds, front, "chapters[]: start_time, tags.title", alone=False),
    )
