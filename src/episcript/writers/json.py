"""Our own JSON, schema `episcript/1`: the whole episode, and the only format that loses nothing."""

from __future__ import annotations

from itertools import chain
from json.encoder import encode_basestring
from operator import attrgetter
from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.times import format_seconds
from episcript.writers._scalars import encoded, record, repeated, seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from episcript.model import Anchor, Episode, Mark, Options

FORMAT = WriterFormat("JSON of episcript", ".json", "application/json", "everything")

SCHEMA = "episcript/1"

_FRONT = ("title", "subtitle", "date", "language", "metadata", "front")
_SOURCE = ("name", "format", "layout", "encoding", "sha256")
_ARRAYS = {
    "speakers": ("name", "labels", "turns", "words", "seconds"),
    "chapters": (
        "title", "start", "start_source", "end", "first_turn", "last_turn", "url", "image", "hidden", "line",
        "end_source",
    ),
    "turns": (
        "speaker", "label", "start", "start_source", "end", "end_source", "chapter",
        "text", "anchors", "anchor_source", "confidence", "line_breaks", "marks", "line", "labelled",
    ),
    "notes": ("text", "line", "turn"),
    "repairs": ("line", "column", "before", "after", "rule"),
    "diagnostics": ("code", "severity", "line", "message", "hint"),
}  # fmt: skip
"""The arrays of the episode and the keys of their records, in the order of the schema."""

_FIELDS = {"seconds": "duration"}
"""The field of the model behind a key, where its name is another."""


def _anchors(anchors: Iterable[Anchor]) -> str:
    if not anchors:
        return "[]"
    return "[" + ", ".join([f"[{offset}, {format_seconds(ms)}]" for offset, ms in anchors]) + "]"


def _marks(marks: Iterable[Mark]) -> str:
    if not marks:
        return "[]"
    written = [f"[{mark.start}, {mark.end}, {repeated(mark.kind)}, {encoded(mark.target)}]" for mark in marks]
    return "[" + ", ".join(written) + "]"


def _confidence(value: float | None) -> str:
    return encoded(None if value is None else float(value))


_FORMS: dict[str, Callable[..., str]] = {
    **dict.fromkeys(
        (
            "speaker",
            "label",
            "start_source",
            "end_source",
            "chapter",
            "anchor_source",
            "line_breaks",
            "labelled",
        ),
        repeated,
    ),
    "text": encode_basestring,
    "start": seconds,
    "end": seconds,
    "seconds": seconds,
    "anchors": _anchors,
    "marks": _marks,
    "confidence": _confidence,
}
"""How the value of a key is written, where it is not plain JSON already."""


def write(episode: Episode, options: Options) -> str:  # noqa: ARG001 - every writer takes the options
    """Return the episode as JSON: a key a line, an element of an array a line.

    Seconds have at most three decimals and always a decimal point. Fields that `enrich` derives are written as they
    stand; reading recomputes them. The rule is section 3 of the design.

    >>> from episcript.model import Episode, Options
    >>> write(Episode(title="Low water"), Options()).splitlines()[:2]
    ['{"schema": "episcript/1",', ' "title": "Low water",']
    """
    members = [("schema", encoded(SCHEMA))]
    members += [(key, encoded(getattr(episode, key))) for key in _FRONT]
    members.append(("source", next(_records((episode.source,), _SOURCE))))
    head = ",\n ".join(f'"{key}": {value}' for key, value in members)
    arrays = (piece for key, keys in _ARRAYS.items() for piece in _array(key, getattr(episode, key), keys))
    return "".join(chain(("{", head), arrays, ("}\n",)))


def _array(name: str, values: Sequence[object], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield an array with one record a line, record by record: small pieces fill the memory that lines have left."""
    before = f',\n "{name}": [\n  '
    for line in _records(values, keys):
        yield before + line
        before = ",\n  "
    yield "\n ]" if values else f',\n "{name}": []'


def _records(values: Sequence[object], keys: tuple[str, ...]) -> Iterator[str]:
    """Return the fields of each value behind `keys` as an object on one line.

    10 MB of short turns have 600,000 fields: the line is a template, filled column by column without a Python loop.
    """
    template = record((key, "%s") for key in keys)
    columns = (map(attrgetter(_FIELDS.get(key, key)), values) for key in keys)
    forms = (_FORMS.get(key, encoded) for key in keys)
    return map(template.__mod__, zip(*map(map, forms, columns), strict=True))
