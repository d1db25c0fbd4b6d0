"""What stands elsewhere in an XML file, or counts in a unit of its own: frames, ticks, references to times and titles."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from episcript.records.tree import Number, Record
from episcript.times import SECOND, parse_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.records.tree import Key

_COUNTED = re.compile(r"([0-9]{1,18}(?:\.[0-9]{1,9})?)([ft])")
_FRAMES = re.compile(r"([0-9]{1,4}):([0-9]{2}):([0-9]{2}):([0-9]{2,3})(?:\.[0-9]{1,3})?")
_TIMED = ("begin", "end", "dur", "interval")
_REFERENCE = re.compile(r"#?([A-Za-z_][\w.-]{0,80})")
_RATE = re.compile(r"[1-9][0-9]{0,8}")
_IDS = ("id", "key", "TIME_SLOT_ID")
_FEW = 2


def with_references(root: object) -> None:
    """Put times and titles in the place of what stands for them in the records below `root`, whole names in that of parts.

    In TTML `5t` and `00:00:01:12` count the ticks and frames that its root tells of, 30 frames a second where it is
    silent (https://www.w3.org/TR/ttml2/#timing). A value that refers to one of a list of times (`start="#T4"` beside
    `<when id="T4" interval="6.2"/>`) becomes that time.
    """
    records = list(_records(root))
    _count(records)
    listed = list(_listed(records))
    if listed:
        inside = {id(record) for _, _, record in listed}
        times = {name: time for name, time, _ in listed}
        _refer([record for record in records if id(record) not in inside], times)
    _bare(records)


def _records(root: object) -> Iterator[Record]:
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Record):
            yield one
            waiting.extend(reversed([value for value in one.values() if isinstance(value, (Record, list))]))
        elif isinstance(one, list):
            waiting.extend(reversed([value for value in one if isinstance(value, (Record, list))]))


def _count(records: list[Record]) -> None:
    """Make seconds of frames and ticks, where the first element that tells of either says how many make one."""
    rates = next((one for one in records if {"frameRate", "tickRate"} & one.keys()), Record())
    frames = _rate(rates.get("frameRate")) or Fraction(30)
    upper, _, lower = str(rates.get("frameRateMultiplier") or "1 1").partition(" ")
    frames *= (_rate(upper) or 1) / (_rate(lower) or Fraction(1))
    ticks = _rate(rates.get("tickRate")) or frames
    told = "frameRate" in rates
    for record in records:
        for key in _TIMED:
            value = record.get(key)
            if isinstance(value, str) and (seconds := _seconds(value, frames, ticks, told=told)) is not None:
                record[key] = f"{float(seconds):.3f}s"
    if any("begin" in record and "end" in record for record in records):
        _end([record for record in records if {"begin", "dur"} <= record.keys() and "end" not in record])


def _end(records: list[Record]) -> None:
    """Put ends in the place of durations where other records of the file have ends."""
    for record in records:
        begin, length = _ms(record["begin"]), _ms(record["dur"])
        if begin is not None and length is not None:
            del record["dur"]
            record["end"] = f"{(begin + length) / SECOND:.3f}s"


def _rate(value: object) -> Fraction | None:
    digits = str(value or "").strip()
    return Fraction(digits) if _RATE.fullmatch(digits) else None


def _seconds(value: str, frames: Fraction, ticks: Fraction, *, told: bool) -> Fraction | None:
    """Return the seconds of a time that is counted, `None` where it is none; frames in clocks only where `told`."""
    if found := _COUNTED.fullmatch(value):
        return Fraction(found[1]) / (ticks if found[2] == "t" else frames)
    if told and (found := _FRAMES.fullmatch(value)):
        hours, minutes, seconds, frame = map(int, found.groups())
        return hours * 3_600 + minutes * 60 + seconds + frame / frames
    return None


def _listed(records: list[Record]) -> Iterator[tuple[str, str, Record]]:
    """Yield name, time and record of lists of times: elements that have nothing but an id and a time that rises."""
    for record in records:
        for value in record.values():
            items = value if isinstance(value, list) and len(value) >= _FEW else ()
            if items and all(isinstance(item, Record) for item in items):
                yield from _times_of(items)


def _times_of(items: list[Record]) -> Iterator[tuple[str, str, Record]]:
    named = next((key for key in _IDS if all(isinstance(item.get(key), str) for item in items)), None)
    if named is None or len({item[named] for item in items}) < len(items):
        return
    keys: dict[Key, None] = dict.fromkeys(key for item in items for key in item if key != named)
    for key in keys:
        known = [ms for item in items if (ms := _ms(item.get(key))) is not None]
        if len(known) >= len(items) - 1 and known == sorted(known) and known[0] < known[-1]:
            yield from ((item[named], item[key], item) for item in items if key in item)
            return


def _ms(value: object) -> float | None:
    if isinstance(value, Number):
        return float(value) * SECOND
    return parse_written(value) if isinstance(value, str) else None


def _refer(records: list[Record], times: dict[str, str]) -> None:
    for record in records:
        for key, value in record.items():
            found = _REFERENCE.fullmatch(value) if isinstance(value, str) else None
            if found and found[1] in times and key not in _IDS:
                record[key] = times[found[1]]


def _bare(records: list[Record]) -> None:
    """Put titles in the place of references to them, take the `#` off all others; a name in parts is one name."""
    ids = {record["id"] for record in records if isinstance(record.get("id"), str)}
    titles = {record["id"]: record["desc"] for record in records if {"id", "desc"} == record.keys()}
    for record in records:
        for key, value in record.items():
            if isinstance(value, str) and value in titles and key not in _IDS:
                record[key] = titles[value]
                continue
            if isinstance(value, str) and value[:1] == "#" and value[1:] in ids:
                record[key] = value[1:]
            elif isinstance(value, Record) and str(key).casefold() == "persname":
                said = [part for part in value.values() if isinstance(part, str)]
                record[key] = " ".join(said) if len(said) == len(value) else value
