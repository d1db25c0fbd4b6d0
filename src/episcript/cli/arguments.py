"""The arguments of a command as the library takes them, so that a new option needs no line in each command."""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any

from episcript.cli import targets, values
from episcript.model import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

READ: dict[str, Callable[[Any], Any]] = {
    "from_format": targets.reader,
    "encoding": values.encoding,
    "language": values.language,
    "duration": values.duration,
    "min_duration": partial(values.limit, "--min-duration"),
    "max_duration": partial(values.limit, "--max-duration"),
    "min_gap": partial(values.limit, "--min-gap"),
    "fps": values.frame_rate,
    "shift": values.shifts,
    "speaker": values.speakers,
}
"""What makes a value of the text that was typed; the other options are typed as they are taken."""


def options(arguments: Mapping[str, Any]) -> Options:
    """Return the options among `arguments`, which have the names of the parameters; a usage error for a bad value.

    >>> options({"duration": "1:08:30", "to": ["srt"]}).duration
    4110000
    """
    named = {field.name: arguments[field.name] for field in fields(Options) if field.name in arguments}
    made = {name: READ[name](value) if name in READ else value for name, value in named.items()}
    if "glossary" in named:
        made["glossary"] = values.glossary(named["glossary"], named["max_bytes"])
    return Options(**made)
