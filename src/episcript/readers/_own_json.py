"""Our own JSON, schema `episcript/1`, read back into the episode that it was written from."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from episcript.codes import EpiscriptError, diagnose
from episcript.lines import LineIndex
from episcript.model import (
    AnchorSource,
    Chapter,
    Diagnostic,
    Episode,
    LedgerEntry,
    Note,
    Repair,
    Severity,
    Source,
    Speaker,
    TimeSource,
    Turn,
)
from episcript.readers import _json_values as values
from episcript.readers._json_tokens import offsets_of, tokens
from episcript.readers._json_values import Field, Number, UnfitError
from episcript.reading import Reading, Score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from episcript.model import Options, Role
    from episcript.readers._json_tokens import Path, Token

_SIGNATURE = re.compile(r'"schema"\s{0,20}:\s{0,20}"episcript/([0-9]{1,9})"')
_VERSION = "1"


def score(sample: str) -> Score:
    """Return 1.0 where the sample is an object that names the schema, else 0 and why.

    >>> score('{"schema": "episcript/1",'), score("Ann: Hello.").value
    (Score(value=1.0, reason='"schema": "episcript/1"'), 0.0)
    """
    if not sample.lstrip().startswith("{"):
        return Score(0.0, "it does not begin with {")
    found = _SIGNATURE.search(sample)
    if not found:
        return Score(0.0, 'it has no "schema": "episcript/1"')
    return Score(1.0 if found[1] == _VERSION else 0.0, found[0])


def read(text: str, options: Options) -> Reading:  # noqa: ARG001 - every reader takes the options
    """Return the episode that was written, with its own source, receipts and remarks.

    Missing keys have their defaults; an unknown key is remarked once with its count. Raises `EpiscriptError`
    (`bad-json`, with the line) where the text is no JSON or a value has not the type of the schema.

    >>> read('{"schema": "episcript/1", "turns": [{"text": "Hi.", "start": 1.5}]}', None).episode.turns[0].start
    1500
    """
    try:
        document = json.loads(text, parse_int=Number, parse_float=Number, parse_constant=Number)
        episode: Episode = _EPISODE(document)
    except json.JSONDecodeError as error:
        raise _refusal(text, error.msg, error.pos) from None
    except UnfitError as error:
        offset = offsets_of(text, [error.path]).get(error.path)
        raise _refusal(text, f"{error.place} is not {error.expected}", offset) from None
    except RecursionError:
        raise _refusal(text, "it is nested too deeply", None) from None
    remarks = tuple(_remarks(text, document))
    episode = replace(episode, diagnostics=episode.diagnostics + remarks)
    return Reading(episode, partial(_ledger, text), final=True)


def earlier_remarks(text: str) -> tuple[Diagnostic, ...]:
    """Return the remarks that a document brings along, which `read` and the stages behind it add to.

    >>> earlier_remarks('{"schema": "episcript/1"}')
    ()
    """
    document = json.loads(text, parse_int=Number, parse_float=Number, parse_constant=Number)
    field = _KEYS["diagnostics"]
    found: tuple[Diagnostic, ...] = field.convert(document.get("diagnostics", []))  # type: ignore[assignment]
    return found


def _refusal(text: str, reason: str, offset: int | None) -> EpiscriptError:
    line = None if offset is None else LineIndex(text).line(offset)
    return EpiscriptError(diagnose("bad-json", line, reason=reason))


def _remarks(text: str, document: dict[str, Any]) -> Iterator[Diagnostic]:
    """Yield a remark for every key that the schema does not know, with its count and the line of the first."""
    unknown: dict[str, list[Path]] = {}
    for name, path in _unknown_keys(document):
        unknown.setdefault(name, []).append(path)
    places = offsets_of(text, [paths[0] for paths in unknown.values()]) if unknown else {}
    index = LineIndex(text) if unknown else None
    for name, paths in unknown.items():
        line = index.line(places[paths[0]]) if index and paths[0] in places else None
        yield diagnose("skipped", line, text=f"the key {name} ({len(paths)})")


def _unknown_keys(document: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    yield from ((key, (key,)) for key in document if key not in _KEYS and key != "schema")
    yield from (
        (f"source/{key}", ("source", key)) for key in document.get("source", ()) if key not in _SOURCE_KEYS
    )
    for name, (_, fields) in _RECORDS.items():
        for index, element in enumerate(document.get(name, ())):
            yield from ((f"{name}/{key}", (name, index, key)) for key in element if key not in fields)


_ROLES: dict[tuple[str, str], Role] = {
    **{(key, ""): "front" for key in ("title", "subtitle", "date", "language", "front")},
    **{("chapters", key): "chapter" for key in ("title", "url", "image")},
    **{("turns", key): "label" for key in ("label", "speaker")},
    **{(array, key): "clock" for array in ("turns", "chapters") for key in ("start", "end", "anchors")},
    ("turns", "text"): "text",
    ("notes", "text"): "note",
}
"""The roles of the values that the source of the document gave; all others only describe them, and are markup."""


def _ledger(text: str) -> tuple[LedgerEntry, ...]:
    """Return an entry a token: a scalar by the role of its key, punctuation and keys as markup."""
    return tuple(_entry(text, token) for token in tokens(text))


def _entry(text: str, token: Token) -> LedgerEntry:
    written = text[token.start : token.end]
    role = _role(token.path) if token.scalar and written != "null" else "markup"
    if role == "markup":
        return LedgerEntry(token.start, token.end, role)
    became = json.loads(written) if written[0] == '"' else written
    return LedgerEntry(token.start, token.end, role, "/".join(map(str, token.path)), became)


def _role(path: Path) -> Role:
    if path[0] == "metadata":
        return "front"
    keys = [part for part in path if isinstance(part, str)]
    return _ROLES.get((keys[0], "".join(keys[1:2])), "markup")


_MAYBE_TEXT = values.optional(values.text)
_MAYBE_WHOLE = values.optional(values.whole)
_MAYBE_TIME = values.optional(values.milliseconds)
_MAYBE_SOURCE = values.optional(values.one_of(get_args(TimeSource)))


def _fields(convert: Callable[[object], object], *names: str, default: object = None) -> dict[str, Field]:
    """Return the keys of one kind whose names are those of the model."""
    return {name: Field(name, convert, default) for name in names}


def _turn(text: str, **fields: Any) -> Turn:  # noqa: ANN401 - the table below
    """Return a turn whose offsets lie in its text; those of a text that was shortened by hand do not."""
    end = len(text)
    marks = (
        replace(mark, start=min(mark.start, mark.end, end), end=min(mark.end, end))
        for mark in fields.pop("marks")
    )
    return Turn(
        text,
        anchors=tuple((min(offset, end), time) for offset, time in fields.pop("anchors")),
        line_breaks=tuple(min(offset, end) for offset in fields.pop("line_breaks")),
        labelled=tuple((min(offset, end), label) for offset, label in fields.pop("labelled")),
        marks=tuple(marks),
        **fields,
    )


_SOURCE_KEYS = _fields(_MAYBE_TEXT, "name", "format", "layout", "encoding", "sha256")
_SOURCE = values.object_of(Source, _SOURCE_KEYS)
_RECORDS: dict[str, tuple[Callable[..., object], dict[str, Field]]] = {
    "speakers": (
        Speaker,
        _fields(values.text, "name", default="")
        | _fields(values.array_of(values.text), "labels", default=())
        | _fields(values.whole, "turns", "words", default=0)
        | {"seconds": Field("duration", _MAYBE_TIME)},
    ),
    "chapters": (
        Chapter,
        _fields(values.text, "title", default="")
        | _fields(_MAYBE_TIME, "start", "end")
        | _fields(_MAYBE_SOURCE, "start_source")
        | _fields(_MAYBE_WHOLE, "first_turn", "last_turn", "line")
        | _fields(_MAYBE_TEXT, "url", "image")
        | _fields(values.flag, "hidden", default=False),
    ),
    "turns": (
        _turn,
        _fields(values.optional(values.line), "speaker", "label")
        | _fields(_MAYBE_TIME, "start", "end")
        | _fields(_MAYBE_SOURCE, "start_source", "end_source")
        | _fields(_MAYBE_WHOLE, "chapter", "line")
        | _fields(values.text, "text", default="")
        | _fields(values.array_of(values.anchor), "anchors", default=())
        | _fields(values.optional(values.one_of(get_args(AnchorSource))), "anchor_source")
        | _fields(values.optional(values.share), "confidence")
        | _fields(values.array_of(values.whole), "line_breaks", default=())
        | _fields(values.array_of(values.mark), "marks", default=())
        | _fields(values.array_of(values.labelled), "labelled", default=()),
    ),
    "notes": (
        Note,
        _fields(values.text, "text", default="")
        | _fields(_MAYBE_WHOLE, "line")
        | _fields(values.whole, "turn", default=0),
    ),
    "repairs": (
        Repair,
        _fields(_MAYBE_WHOLE, "line", "column") | _fields(values.text, "before", "after", "rule", default=""),
    ),
    "diagnostics": (
        Diagnostic,
        _fields(values.text, "code", "message", default="")
        | _fields(values.one_of(get_args(Severity)), "severity", default="info")
        | _fields(_MAYBE_WHOLE, "line")
        | _fields(_MAYBE_TEXT, "hint"),
    ),
}
"""The arrays of the document: what their records become and the keys of a record."""


def _episode(metadata: dict[str, object] | None, **fields: Any) -> Episode:  # noqa: ANN401 - the table below
    return Episode(metadata=metadata or {}, **fields)


_KEYS = (
    _fields(_MAYBE_TEXT, "title", "subtitle", "date", "language", "front")
    | _fields(values.metadata, "metadata")
    | _fields(_SOURCE, "source", default=Source())
    | {name: Field(name, values.array_of(values.object_of(*record)), ()) for name, record in _RECORDS.items()}
)
"""The keys of the document."""

_EPISODE = values.object_of(_episode, _KEYS)
