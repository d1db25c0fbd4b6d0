"""The chapters JSON of Podcasting 2.0, version 1.2.0: what `<podcast:chapters>` in a feed leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from episcript.registry import WriterFormat
from episcript.writers._chapters import losses, start_of, timed
from episcript.writers._scalars import encoded, record, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Chapter, Diagnostic, Episode, Options

FORMAT = WriterFormat(
    "Podcasting 2.0 chapters",
    ".chapters.json",
    "application/json+chapters",
    "chapters: titles, starts, ends, links, images, hidden ones",
    chapters=True,
)

_ABOUT = ("author", "podcastName", "description", "fileName")
"""The keys of the episode that come from front matter of the same name."""


def write(episode: Episode, options: Options) -> str:  # noqa: ARG001 - every writer takes the options
    """Return the chapters, one a line, in the order of the episode; raises `EpiscriptError` where none has a time.

    Times are seconds with a decimal point. An end that is only estimated from the last words is left out: music may follow
    them. The form is that of
    https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md

    >>> from episcript.model import Chapter, Episode, Options
    >>> print(write(Episode(chapters=(Chapter("The well", 1_500),)), Options()), end="")
    {"version": "1.2.0", "chapters": [
     {"startTime": 1.5, "title": "The well"}
    ]}
    """
    rows = ",\n".join(f" {_chapter(chapter)}" for chapter in timed(episode, "chapters-json"))
    about = "".join(f', "{key}": {value}' for key, value in _about(episode))
    return f'{{"version": "1.2.0"{about}, "chapters": [\n{rows}\n]}}\n'


def remarks(episode: Episode) -> Iterator[Diagnostic]:
    """Yield what this format cannot hold."""
    holds = frozenset(("url", "image", "hidden", "end", "fraction", "lines", "control"))
    return losses(episode, "chapters-json", holds)


def _about(episode: Episode) -> Iterator[tuple[str, str]]:
    if episode.title:
        yield "title", encoded(episode.title)
    for key in _ABOUT:
        value = episode.metadata.get(key)
        if isinstance(value, str) and value:
            yield key, encoded(value)


def _chapter(chapter: Chapter) -> str:
    members = [("startTime", seconds(start_of(chapter)))]
    if chapter.end is not None and chapter.end > start_of(chapter) and chapter.end_source != "estimated":
        members.append(("endTime", seconds(chapter.end)))
    named = (("title", chapter.title), ("url", chapter.url), ("img", chapter.image))
    members += [(key, encoded(value)) for key, value in named if value]
    if chapter.hidden:
        members.append(("toc", "false"))
    return record(members)
