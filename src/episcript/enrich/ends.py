"""Where turns end: at the next clock, or where their words would end at the speaker's own rate."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import diagnose
from episcript.enrich.rates import Rates, spoken
from episcript.times import SECOND, format_seconds, short_clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.enrich.rates import Said
    from episcript.model import Diagnostic, TimeSource, Turn

_DERIVED: tuple[TimeSource, ...] = ("next", "estimated")
_HOPELESS_TIMES, _HOPELESS_MORE = 2, 3 * SECOND
"""FACTS §4: a tight cap harms; a gap is cut only at twice the estimate *and* 3 s more, and then to twice the estimate."""
_FASTEST = 30
"""Characters a second that nobody keeps up through a turn; auctioneers reach 25."""
_GRACE = SECOND
"""Clocks of whole seconds are floored, so a gap may be a second longer than it looks."""


class Stretch(NamedTuple):
    """A clocked turn and the unclocked ones behind it, `turns[first:stop]`, from `start` to the next later start."""

    first: int
    stop: int
    start: int
    bound: int | None


class End(NamedTuple):
    """An end in ms, its source, and the gap (ms) that was too long for the words, if it was."""

    time: int | None
    source: TimeSource | None
    gap: int | None = None


_NO_END = End(None, None)


def ends_of(
    turns: Sequence[Turn], said: Said, duration: int | None, *, cut: bool = True
) -> tuple[list[End], tuple[Diagnostic, ...]]:
    """Return the end of each turn, and remarks on gaps too long and texts too long for their gap.

    An end is the next start later than the turn's own (`next`). It is `estimated` where that gap is hopelessly long,
    where unclocked turns share the gap (then by their characters), and where no later start follows; the last one
    ends no later than `duration` (ms). Without `cut` long gaps stay as they are. `given` and `aligned` ends stay. A turn without start gets no end.
    """
    ends = [_known(turn) for turn in turns]
    found = tuple(stretches(turns))
    asked = any(ends[stretch.first].time is None for stretch in found)  # captions bring all their ends
    rates = Rates.measured(said, _alone(ends, found) if asked else ())
    remarks: list[Diagnostic] = []
    for stretch in found:
        place = stretch.first
        if ends[place].time is None:
            ends[place] = _end(turns, said, stretch, rates, duration, cut=cut)
        remarks += _remarks(
            turns[place], ends[place], stretch.bound, said.characters[place], said.words[place]
        )
    return ends, tuple(remarks)


def _known(turn: Turn) -> End:
    """Return the end that `turn` brought along, none where an earlier run derived it."""
    return _NO_END if turn.end is None or turn.end_source in _DERIVED else End(turn.end, turn.end_source)


def stretches(turns: Sequence[Turn]) -> Iterator[Stretch]:
    """Return the stretches in order; the turns before the first clock are in none.

    >>> from episcript.model import Turn
    >>> list(stretches([Turn("One.", start=5), Turn("Two."), Turn("Three.", start=3)]))
    [Stretch(first=0, stop=2, start=5, bound=None), Stretch(first=2, stop=3, start=3, bound=None)]
    """
    clocked = [(place, turn.start) for place, turn in enumerate(turns) if turn.start is not None]
    stops = [*(place for place, _ in clocked[1:]), len(turns)][: len(clocked)]
    later = _next_later([start for _, start in clocked])
    for (place, start), stop, bound in zip(clocked, stops, later, strict=True):
        yield Stretch(place, stop, start, bound)


def _next_later(starts: Sequence[int]) -> list[int | None]:
    """Return for each start the first one behind it that is later, or `None`; linear, each start is stacked once."""
    later: list[int | None] = [None] * len(starts)
    waiting: list[int] = []
    for place, start in enumerate(starts):
        while waiting and starts[waiting[-1]] < start:
            later[waiting.pop()] = start
        waiting.append(place)
    return later


def _alone(ends: Sequence[End], found: Sequence[Stretch]) -> Iterator[tuple[int, int]]:
    """Return the turns that have an interval to themselves, with its ms: only they can tell a rate."""
    for first, stop, start, bound in found:
        end = bound if ends[first].time is None else ends[first].time
        if end is not None and stop == first + 1 and end > start:
            yield first, end - start


def _end(  # noqa: PLR0913 - what an end follows from
    turns: Sequence[Turn], said: Said, stretch: Stretch, rates: Rates, duration: int | None, *, cut: bool
) -> End:
    """Return the end of the head of `stretch`: its share, by characters, of the time that all its turns have."""
    first, others = stretch.first, range(stretch.first + 1, stretch.stop)
    base, rest = _known_until(turns[first], said.characters[first], stretch)
    estimate = rates.estimate(said.speakers[first], rest)
    more = sum(rates.estimate(said.speakers[place], said.characters[place]) for place in others)
    may_cut = cut and (base > stretch.start or said.words[first] > 0)
    span, source, gap = _span(stretch, base, estimate + more, may_cut=may_cut)
    if others:
        span, source = span * estimate // max(1, estimate + more), "estimated"
    end = base + span
    late = stretch.bound is None and duration is not None and stretch.start < duration < end
    return End(duration if late and duration else end, source, gap)


def _known_until(head: Turn, characters: int, stretch: Stretch) -> tuple[int, int]:
    """Return the last time known in `head` (ms) and the number of characters spoken after it."""
    if head.anchors:
        offset, time = head.anchors[-1]
        if stretch.start < time and (stretch.bound is None or time <= stretch.bound):
            return time, spoken(head, offset)
    return stretch.start, characters


def _span(stretch: Stretch, base: int, estimate: int, *, may_cut: bool) -> tuple[int, TimeSource, int | None]:
    """Return the ms from `base` to the end of `stretch`, its source, and the gap if it was cut."""
    if stretch.bound is None:
        return estimate, "estimated", None
    gap = stretch.bound - base
    if may_cut and gap >= max(_HOPELESS_TIMES * estimate, estimate + _HOPELESS_MORE):
        return _HOPELESS_TIMES * estimate, "estimated", gap
    return gap, "next", None


def _remarks(turn: Turn, end: End, bound: int | None, characters: int, words: int) -> Iterator[Diagnostic]:
    """Return what there is to say about the interval of a turn that has one."""
    if turn.start is None or end.time is None:
        return
    if end.gap is not None and bound is not None:
        clocks = {"clock": short_clock(end.time), "next": short_clock(bound)}
        yield diagnose("long-gap", turn.line, words=words, seconds=format_seconds(end.gap), **clocks)
    length = end.time - turn.start
    if end.source != "estimated" and characters * SECOND > _FASTEST * (length + _GRACE):
        yield diagnose("text-cannot-fit", turn.line, words=words, seconds=format_seconds(length))
