"""Option values as the library takes them; a value that means nothing is a wrong command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from episcript.cli import sources
from episcript.cli.failures import reading, usage
from episcript.model import Options
from episcript.times import parse_duration

if TYPE_CHECKING:
    from collections.abc import Iterable

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
