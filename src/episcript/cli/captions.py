"""Captions of the same audio (`--times-from`): which file is meant, and the episode with its times."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from episcript import registry
from episcript.cli import sources
from episcript.cli.failures import CommandError, reading
from episcript.codes import EXIT_INPUT, diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from episcript.model import Episode, Options

_FIRST = (".vtt", ".srt", ".json")
"""Of several files named after the source the first is taken: what is most often captions."""


def found(asked: str | None, source: str, stem: str) -> str | None:
    """Return the caption file that `--times-from` means for `source`, `None` where it is not given.

    In a folder it is the file named after the source: `talk.vtt` for `talk.md`, else `talk.en.vtt`. Raises
    `CommandError` where there is none.
    """
    if asked is None:
        return None
    with reading(asked):
        if not Path(asked).is_dir():
            return asked
        near = [Path(asked, name) for name in _by_stem(asked).get(stem, ()) if not _is_chapters(name, stem)]
    fitting = [path for path in near if path.is_file() and not sources.same_file(source, str(path))]
    if not fitting:
        raise CommandError(asked, diagnose("no-captions", name=stem), EXIT_INPUT)
    return str(min(fitting, key=_rank))


def timed(episode: Episode, captions: str, options: Options) -> Episode:
    """Return `episode` with the times of the file `captions`; a `CommandError` names that file where it fails."""
    from episcript import pipeline  # noqa: PLC0415 - start-up

    with reading(captions):
        data = sources.load(captions, options.max_bytes)
        theirs = pipeline.read(data, options=replace(options, from_format=None, encoding=None, shift=()))
        return pipeline.timed(episode, theirs, options)


def mirrored(asked: str | None, episode: str | None) -> str | None:
    """Return the folder of captions for an episode of a batch: the one that mirrors its own where there is one, else `asked`.

    >>> mirrored("talk.vtt", "shows/2024/talk")
    'talk.vtt'
    """
    if asked is None or not episode or not Path(asked).is_dir():
        return asked
    place = Path(asked, episode).parent
    return str(place) if place.is_dir() and Path(episode).name in _by_stem(str(place)) else asked


@cache  # a batch asks for thousands of episodes
def _by_stem(folder: str) -> Mapping[str, Sequence[str]]:
    """Return the names in a folder that a reader's suffix ends, by what stands before each of their full stops."""
    known = {suffix for name in registry.reader_names() for suffix in registry.reader(name).FORMAT.suffixes}
    found: dict[str, list[str]] = {}
    for path in Path(folder).iterdir():
        if path.suffix.casefold() in known:
            for stop in (place for place, character in enumerate(path.name) if character == "."):
                found.setdefault(path.name[:stop], []).append(path.name)
    return found


def _is_chapters(name: str, stem: str) -> bool:
    """Return whether a file is called as the chapters of an episode are: `talk.chapters.vtt` holds no captions."""
    formats = (registry.writer(each).FORMAT for each in registry.writer_names())
    return any(one.chapters and name[len(stem) :].casefold() == one.suffix for one in formats)


def _rank(path: Path) -> tuple[int, int, str]:
    suffix = path.suffix.casefold()
    return len(path.suffixes), _FIRST.index(suffix) if suffix in _FIRST else len(_FIRST), path.name
