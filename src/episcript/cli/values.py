"""Option values as the library takes them; a value that means nothing is a wrong command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.cli import sources
from episcript.cli.failures import reading, usage
from episcript.model import Options
from episcript.times import SECOND, parse_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_RATE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(?:/([0-9]{1,6}(?:\.[0-9]{1,6})?))?")
_MOST_FRAMES = 240
_LONGEST = 60 * SECOND
_TWO_SIGNS = 2
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")


def duration(text: str | None) -> int | None:
    """Return the milliseconds of `--duration`.

    >>> duration("1:08:30")
    4110000
    """
    found = None if text is None else parse_duration(text)
    if text is not None and not found:
        raise usage(f"--duration {text!r} is no length of time", "type: --duration 1:08:30")
    return found


def limit(option: str, text: str | None) -> int | None:
    """Return the milliseconds of an option that limits a time of cues; 0 is one.

    >>> limit("--min-gap", "0.08")
    80
    """
    found = None if text is None else parse_duration(text)
    if text is not None and (found is None or found > _LONGEST):
        raise usage(f"{option} {text!r} is no length of time", f"type: {option} 1.5s")
    return found


def frame_rate(text: str | None) -> float | None:
    """Return the frames a second of `--fps`, from 1 to 240.

    >>> frame_rate("25"), frame_rate("30000/1001")
    (25.0, 29.97002997002997)
    """
    if text is None:
        return None
    found = _RATE.fullmatch(text)
    rate = float(found[1]) / float(found[2] or 1) if found and float(found[2] or 1) else 0
    if not 1 <= rate <= _MOST_FRAMES:
        raise usage(f"--fps {text!r} is no frame rate", "type: --fps 25")
    return rate


def shifts(texts: Sequence[str] | None) -> tuple[tuple[int, int], ...]:
    """Return what `--shift` says, each as (from that time on, by so much) in ms.

    >>> shifts(["-2.5", "12:30=+45"])
    ((0, -2500), (750000, 45000))
    """
    return tuple(map(_shift, texts or ()))


def _shift(text: str) -> tuple[int, int]:
    begin, equals, by = text.rpartition("=")
    place = parse_duration(begin) if equals else 0
    amount = parse_duration(by.lstrip("+-")) if len(by) - len(by.lstrip("+-")) < _TWO_SIGNS else None
    if place is None or amount is None:
        raise usage(f"--shift {text!r} is no shift", "type: --shift +45, --shift -2.5 or --shift 12:30=+45")
    return place, -amount if by.startswith("-") else amount


def language(text: str | None) -> str | None:
    """Return the tag of `--language`, which has the shape of a BCP 47 tag.

    >>> language("pt-BR")
    'pt-BR'
    """
    if text is not None and not _LANGUAGE.fullmatch(text):
        raise usage(f"--language {text!r} is no BCP 47 tag", f"type: --language {_tag_of(text)}")
    return text


def encoding(text: str | None) -> str | None:
    """Return the codec of `--encoding`, which Python knows as one of text.

    >>> encoding("cp1252")
    'cp1252'
    """
    if text is None:
        return None
    try:
        "x".encode(text)
    except (LookupError, ValueError):
        raise usage(f"unknown encoding {text!r}", _codec_near(text)) from None
    return text


def speakers(pairs: Iterable[str] | None) -> tuple[tuple[str, str], ...]:
    """Return the labels and names of `--speaker`.

    >>> speakers(["Ben=Ben Striegel"])
    (('Ben', 'Ben Striegel'),)
    """
    named = [
        (label.strip(), name.strip()) for label, _, name in (pair.partition("=") for pair in pairs or ())
    ]
    for pair, (label, name) in zip(pairs or (), named, strict=True):
        if not (label and name):
            raise usage(f"--speaker {pair!r} is no LABEL=NAME", 'type: --speaker "Ben=Ben Striegel"')
    return tuple(named)


def glossary(path: str | None, max_bytes: int) -> tuple[str, ...]:
    """Return the names in the file of `--glossary`, one a line; blank lines and those that begin with `#` are left out."""
    if path is None:
        return ()
    from episcript.decode import decode  # noqa: PLC0415 - start-up

    data = sources.load(path, max_bytes)
    with reading(path):
        lines = decode(data, Options(max_bytes=max_bytes)).text.splitlines() if data.strip() else []
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _tag_of(text: str) -> str:
    """Return the tag that a locale name such as `en_US.UTF-8` means, else an example."""
    tag = text.partition(".")[0].replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else "en"


def _codec_near(text: str) -> str:
    from encodings.aliases import aliases  # noqa: PLC0415 - start-up

    from episcript.cli.words import nearest  # noqa: PLC0415 - start-up

    close = nearest(text.casefold().replace("-", "_"), sorted(set(aliases.values())))
    return f"did you mean {close.replace('_', '-')}?" if close else "type: --encoding utf-8"
