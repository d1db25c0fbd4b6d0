"""What is to be done: one source an episode, and no two of them for one output."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.batch.model import BatchError, Output
from episcript.codes import EXIT_USAGE, diagnose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from episcript.batch.model import Found


class Episode(NamedTuple):
    """A source and, shared by all, the suffixes of the formats."""

    found: Found
    suffixes: Mapping[str, str]

    @property
    def name(self) -> str:
        """The path below the source folder without suffix: its name in rows."""
        return _stem(self.found.below)

    @property
    def outputs(self) -> tuple[Output, ...]:
        """The files that are to be made of it."""
        stem = self.name
        return tuple(Output(name, stem + suffix) for name, suffix in self.suffixes.items())


class Plan(NamedTuple):
    """The sources in order, one an episode; what follows from them is not held in memory.

    `suffixes` are those of the formats to write, `same` the sources that are one of the episodes in another form.
    """

    sources: Sequence[Found]
    suffixes: Mapping[str, str]
    same: Sequence[Found] = ()

    def episodes(self) -> Iterator[Episode]:
        """Yield the episodes in order."""
        return (Episode(one, self.suffixes) for one in self.sources)


def planned(found: Iterable[Found], preferred: Sequence[str], suffixes: Mapping[str, str]) -> Plan:
    """Return one source a stem: the first suffix of `preferred`, then the others in their order.

    `suffixes` are those of the formats to write. Raises `BatchError` where two sources of one suffix, or two outputs, would
    be one file.

    >>> from episcript.batch.model import Found
    >>> forms = [Found("a/talk.md", "talk.md"), Found("a/talk.srt", "talk.srt")]
    >>> plan = planned(forms, [".md", ".srt"], {"json": ".json"})
    >>> next(plan.episodes()).outputs, [one.path for one in plan.same]
    ((Output(format='json', path='talk.json'),), ['a/talk.srt'])
    """
    order = {suffix: number for number, suffix in enumerate(preferred)}
    taken: dict[str, Found] = {}
    more: dict[str, list[Found]] = {}
    for one in found:
        stem = _stem(one.below)
        if taken.setdefault(stem, one) is not one:
            more.setdefault(stem, [taken[stem]]).append(one)
    for stem, same in more.items():
        same.sort(key=lambda one: (order.get(_suffix(one), len(order)), _suffix(one)))
        _require_apart(same)
        taken[stem] = same[0]
    plan = Plan(list(taken.values()), suffixes, [one for same in more.values() for one in same[1:]])
    if any(one != other and one.endswith(other) for one in suffixes.values() for other in suffixes.values()):
        _require_own(plan)  # else different stems have different outputs
    return plan


def _stem(below: str) -> str:
    """Return the path without its last suffix.

    >>> _stem("a.b/talk.one.md"), _stem("a.b/talk"), _stem("talk.")
    ('a.b/talk.one', 'a.b/talk', 'talk.')
    """
    folder, slash, name = below.rpartition("/")
    stem, _, suffix = name.rpartition(".")
    return folder + slash + stem if stem and suffix else below


def _suffix(one: Found) -> str:
    return one.below[len(_stem(one.below)) :].casefold()


def _require_apart(same: Sequence[Found]) -> None:
    """Refuse two sources of which nothing says which one is meant."""
    for first, second in pairwise(same):
        if _suffix(first) == _suffix(second):
            raise _collision(first.path, second.path, _stem(first.below))


def _require_own(plan: Plan) -> None:
    """Refuse an output that two episodes would write, or that is a source itself."""
    owners: dict[str, str] = {}
    for episode in plan.episodes():
        for output in episode.outputs:
            other = owners.setdefault(output.path, episode.found.path)
            if other != episode.found.path:
                raise _collision(other, episode.found.path, output.path)


def require_no_source(plan: Plan, folder: str) -> None:
    """Refuse an output in `folder` that is one of the sources."""
    real = cache(os.path.realpath)
    ends = tuple(plan.suffixes.values())
    alike = (one.path for one in plan.sources if one.path.endswith(ends))
    sources = {_place(real, path) for path in alike}  # no other name can be that of an output
    for episode in plan.episodes() if sources else ():
        for output in episode.outputs:
            path = os.path.join(folder, output.path)  # noqa: PTH118 - thousands of them
            if _place(real, path) in sources:
                raise BatchError(path, diagnose("output-is-input", other="a source", option="-o"), EXIT_USAGE)


def require_other(plan: Plan, output: str) -> None:
    """Refuse one big output that is one of the sources."""
    for one in plan.sources:
        with suppress(OSError):
            if os.path.samefile(one.path, output):  # noqa: PTH121 - thousands of them
                raise BatchError(
                    output, diagnose("output-is-input", other="a source", option="-o"), EXIT_USAGE
                )


def _place(real: Callable[[str], str], path: str) -> tuple[str, str]:
    """Return the folder that a path leads to, links followed, and the name in it."""
    folder, name = os.path.split(path)
    return real(folder), name


def _collision(first: str, second: str, output: str) -> BatchError:
    reason = f"{first!r} and {second!r} would both be {output!r}"
    hint = "name a folder above both, or leave one out with --exclude"
    return BatchError("episcript", diagnose("usage", reason=reason, hint=hint), EXIT_USAGE)
