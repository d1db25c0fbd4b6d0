"""The published JSON Schemas: valid themselves, and what the writers write is valid by them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from episcript import schema
from episcript.model import Episode, Options, Turn
from episcript.writers import json as json_writer
from episcript.writers import jsonl as jsonl_writer
from episcript.writers._rows import COLUMNS
from strategies import episodes


def validator(name: str) -> Draft202012Validator:
    """Return the judge for one schema."""
    return Draft202012Validator(json.loads(schema.schema(name)))


@pytest.mark.parametrize("name", schema.schema_names())
def test_each_schema_is_valid(name: str) -> None:
    """Every schema is valid by draft 2020-12."""
    Draft202012Validator.check_schema(json.loads(schema.schema(name)))


def test_an_unknown_schema_is_a_key_error() -> None:
    """Asking for a schema that does not exist raises `KeyError`."""
    with pytest.raises(KeyError):
        schema.schema("../model")


@given(episodes)
def test_the_json_is_valid_by_its_schema(episode: Episode) -> None:
    """Every written episode is valid."""
    validator("episode").validate(json.loads(json_writer.write(episode, Options())))


@given(episodes)
def test_each_line_of_jsonl_is_valid_by_its_schema(episode: Episode) -> None:
    """Every row of either grain is valid."""
    whole = replace(episode, turns=(*episode.turns, Turn("Hi.")))
    judge = validator("jsonl")
    for options in (Options(), Options(per="chapter")):
        for line in jsonl_writer.write(whole, options).split("\n")[:-1]:
            judge.validate(json.loads(line))


def _keys(node: Any) -> list[str]:
    return list(node["properties"])


def test_the_schemas_list_the_keys_in_the_order_in_which_they_are_written() -> None:
    """Schema and writer name the same keys in the same order: neither can change alone."""
    published = json.loads(schema.schema("episode"))
    document = json.loads(json_writer.write(Episode(turns=(Turn("Hi."),)), Options()))
    assert _keys(published) == published["required"] == list(document)
    assert _keys(published["$defs"]["turn"]) == list(document["turns"][0])
    assert _keys(published["properties"]["source"]) == list(document["source"])
    for array, keys in json_writer._ARRAYS.items():
        assert tuple(_keys(published["$defs"][array.removesuffix("s")])) == keys
    assert tuple(_keys(json.loads(schema.schema("jsonl")))) == COLUMNS
