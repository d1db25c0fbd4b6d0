"""`episcript schema`: the JSON Schemas of what episcript writes."""

from typing import Annotated

import typer

from episcript.cli import streams
from episcript.cli.failures import usage
from episcript.cli.words import choice

_Name = Annotated[
    str | None,
    typer.Argument(metavar="[NAME]", help="The schema to print; without, the names.", show_default=False),
]


def schema(name: _Name = None) -> int:
    """Print a JSON Schema, or the names of all of them.

    For example: episcript schema episode
    """
    from episcript.schema import schema as schema_text  # noqa: PLC0415 - start-up
    from episcript.schema import schema_names  # noqa: PLC0415 - start-up

    if name is None:
        streams.emit("".join(f"{known}\n" for known in schema_names()).encode())
        return 0
    if name not in schema_names():
        raise usage(f"unknown schema {name!r}", choice(name, schema_names()))
    streams.emit((schema_text(name).rstrip("\n") + "\n").encode())
    return 0
