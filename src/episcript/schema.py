"""The published JSON Schemas: of the JSON, of a row of the JSONL, of the chapters JSON of Podcasting 2.0."""

from __future__ import annotations

from importlib.resources import files


def schema_names() -> tuple[str, ...]:
    """Return the names of the schemas in order.

    >>> schema_names()
    ('chapters', 'episode', 'jsonl', 'receipts')
    """
    found = (entry.name for entry in files("episcript.schemas").iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in found if name.endswith(".json")))


def schema(name: str) -> str:
    """Return the JSON Schema `name` (draft 2020-12) as text; a `KeyError` where there is none.

    >>> '"$id"' in schema("episode")
    True
    """
    if name not in schema_names():
        raise KeyError(name)
    return files("episcript.schemas").joinpath(f"{name}.json").read_text(encoding="utf-8")
