"""Receipts as a document of JSON (`episcript-receipts/1`), written and read again."""

from __future__ import annotations

from json import JSONDecodeError, dumps, loads
from typing import Any

from episcript.codes import EpiscriptError, diagnose
from episcript.model import Repair
from episcript.repair.source import Receipts, decoded_original, encoded_original

SCHEMA = "episcript-receipts/1"


def to_json(receipts: Receipts) -> str:
    """Return the document, one repair a line, with one newline at the end."""
    source = {
        "name": receipts.name,
        "encoding": receipts.encoding,
        "bom": receipts.bom,
        "sha256": receipts.sha256,
        "lines": list(receipts.lines),
        "original": encoded_original(receipts),
    }
    rows = ",\n".join(
        _written({name: getattr(one, name) for name in Repair.__slots__}) for one in receipts.repairs
    )
    head = f'"schema": {_written(SCHEMA)},\n"source": {_written(source)},\n"result": '
    return f'{{{head}{_written({"sha256": receipts.result})},\n"repairs": [{chr(10) * bool(rows)}{rows}]}}\n'


def from_json(data: bytes) -> Receipts:
    """Return the receipts in a document; `EpiscriptError` where it is none."""
    try:
        return _receipts(loads(data.decode("utf-8-sig")))
    except (UnicodeDecodeError, JSONDecodeError) as error:
        raise EpiscriptError(diagnose("bad-receipts", reason="no JSON")) from error
    except (ValueError, OverflowError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else f"no {SCHEMA}"
        raise EpiscriptError(diagnose("bad-receipts", reason=reason)) from error


def _receipts(found: Any) -> Receipts:  # noqa: ANN401 - JSON
    if found["schema"] != SCHEMA:
        raise ValueError(f"the schema is not {SCHEMA}")
    source = found["source"]
    if bytes.fromhex(source["bom"] or "").hex() != (source["bom"] or ""):
        raise ValueError("the byte order mark is not in hexadecimal digits")
    return Receipts(
        name=None if source["name"] is None else str(source["name"]),
        encoding=str(source["encoding"]),
        bom=source["bom"],
        sha256=str(source["sha256"]),
        lines=tuple(map(int, source["lines"])),
        original=decoded_original(source["original"]),
        result=str(found["result"]["sha256"]),
        repairs=tuple(map(_repair, found["repairs"])),
    )


def _repair(row: dict[str, Any]) -> Repair:
    line, column = (None if row[name] is None else int(row[name]) for name in ("line", "column"))
    return Repair(line, column, str(row["before"]), str(row["after"]), str(row["rule"]))


def _written(value: object) -> str:
    return dumps(value, ensure_ascii=False)
