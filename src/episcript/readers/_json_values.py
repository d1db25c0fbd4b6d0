"""Values of parsed JSON, checked one by one against what the model expects, with the path of what does not fit."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from episcript.lines import LINE_END
from episcript.model import Mark, MarkKind
from episcript.times import parse_seconds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from episcript.model import Anchor, Labelled
    from episcript.readers._json_tokens import Path

_WHOLE = re.compile(r"[0-9]{1,15}")
_FINE = re.compile(r"(\.[0-9]{12})[0-9]+")
"""Decimals beyond the twelfth, which no rounding to milliseconds looks at; jq writes them."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 40
"""Levels of lists and maps in the metadata: deeper than any post, shallower than the stack."""


class Number(NamedTuple):
    """A JSON number as it was written: seconds are rounded on these digits, and no number is too long to keep."""

    digits: str


class UnfitError(Exception):
    """The value at `path` is not what the schema expects there."""

    def __init__(self, expected: str, path: Path = ()) -> None:
        """Keep what was expected; the path grows from the inside out."""
        super().__init__(expected, path)
        self.expected, self.path = expected, path

    @property
    def place(self) -> str:
        """The path as people write it."""
        return "/".join(map(str, self.path)) or "the document"


class Field(NamedTuple):
    """A key of the schema: the field of the model, what makes its value, and what stands where the key is missing."""

    name: str
    convert: Callable[[object], object]
    default: object = None


def _at(key: str | int, convert: Callable[[object], object], value: object) -> Any:  # noqa: ANN401 - a table decides
    """Return the converted value, with `key` put before the path of what does not fit."""
    try:
        return convert(value)
    except UnfitError as error:
        raise UnfitError(error.expected, (key, *error.path)) from None


def object_of(make: Callable[..., object], fields: Mapping[str, Field]) -> Callable[[object], Any]:
    """Return what makes a value of the model from an object with these keys."""

    def convert(value: object) -> object:
        if not isinstance(value, dict):
            raise UnfitError("an object")
        return make(**{field.name: _member(field, key, value) for key, field in fields.items()})

    return convert


def _member(field: Field, key: str, value: dict[str, object]) -> object:
    return _at(key, field.convert, value[key]) if key in value else field.default


def array_of(convert: Callable[[object], object]) -> Callable[[object], tuple[Any, ...]]:
    """Return what makes a tuple from an array."""

    def convert_all(value: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise UnfitError("an array")
        return tuple(_at(index, convert, element) for index, element in enumerate(value))

    return convert_all


def optional(convert: Callable[[object], object]) -> Callable[[object], object]:
    """Return what lets `null` pass."""
    return lambda value: None if value is None else convert(value)


def one_of(names: tuple[str, ...]) -> Callable[[object], object]:
    """Return what lets only these words pass."""

    def convert(value: object) -> object:
        if value not in names:
            raise UnfitError("one of " + ", ".join(names))
        return value

    return convert


def text(value: object) -> str:
    """Return a string; half a surrogate pair is none, as no output could hold it."""
    if not isinstance(value, str) or _SURROGATE.search(value):
        raise UnfitError("text")
    return value


def line(value: object) -> str:
    r"""Return a string on one line: a name with a line end in it would open a paragraph in the middle of a head.

    >>> line("Ann\nTarrant")
    'Ann Tarrant'
    """
    return LINE_END.sub(" ", text(value).strip("\r\n"))


def flag(value: object) -> bool:
    """Return a truth value."""
    if not isinstance(value, bool):
        raise UnfitError("true or false")
    return value


def whole(value: object) -> int:
    """Return a count, an index, an offset or a line."""
    if not isinstance(value, Number) or not _WHOLE.fullmatch(value.digits):
        raise UnfitError("a whole number")
    return int(value.digits)


def share(value: object) -> float:
    """Return a number from 0 to 1."""
    if not isinstance(value, Number) or not 0 <= float(value.digits) <= 1:
        raise UnfitError("a number from 0 to 1")
    return float(value.digits)


def milliseconds(value: object) -> int:
    """Return decimal seconds as milliseconds, rounded half up on the digits; no time is before 0.

    >>> milliseconds(Number("12.3455")), milliseconds(Number("88.0"))
    (12346, 88000)
    """
    digits = value.digits if isinstance(value, Number) else ""
    ms = parse_seconds(_FINE.sub(r"\1", digits))
    if ms is None:
        raise UnfitError("a time in seconds")
    return ms


def anchor(value: object) -> Anchor:
    """Return an anchor from offset and seconds."""
    offset, ms = _elements(value, 2)
    return _at(0, whole, offset), _at(1, milliseconds, ms)


def labelled(value: object) -> Labelled:
    """Return an offset and the label there."""
    offset, label = _elements(value, 2)
    return _at(0, whole, offset), _at(1, line, label)


def mark(value: object) -> Mark:
    """Return a mark from start, end, kind and target."""
    start, end, kind, target = _elements(value, 4)
    checked = _at(2, one_of(get_args(MarkKind)), kind)
    return Mark(_at(0, whole, start), _at(1, whole, end), checked, _at(3, optional(text), target))


def _elements(value: object, count: int) -> list[object]:
    if not isinstance(value, list) or len(value) != count:
        raise UnfitError(f"an array of {count}")
    return value


def metadata(value: object) -> dict[str, object]:
    """Return an object with its scalars as strings, all the way down."""
    if not isinstance(value, dict):
        raise UnfitError("an object")
    return {text(key): _at(key, partial(_plain, depth=0), inner) for key, inner in value.items()}


def _plain(value: object, depth: int) -> object:
    """Return metadata with its scalars as strings."""
    if depth > _DEEPEST:
        raise UnfitError(f"nested less than {_DEEPEST} levels")
    if isinstance(value, dict):
        return {text(key): _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner, depth + 1) for inner in value]
    return None if value is None else text(_scalar(value))


def _scalar(value: object) -> object:
    if isinstance(value, Number):
        return value.digits
    return str(value).lower() if isinstance(value, bool) else value
