"""Boundaries that move for the reader: as little as helps, never a known one, never by more than 0.3 s."""

from __future__ import annotations

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from episcript.cues import pace
from episcript.cues.pace import relaxed

LENGTHS = st.lists(st.integers(0, 4_000), min_size=1, max_size=4)
NEEDS = st.lists(st.integers(0, 3_000), min_size=4, max_size=4)


def _price(times: list[int], moved: list[int], needs: list[int], shortest: int) -> float:
    """Return the price of some boundaries, by the words of the rule; `inf` where a cue became too short."""
    price = sum(pace._MOVED * abs(there - time) for time, there in zip(times, moved, strict=True))
    for (start, end), (begin, finish), need in zip(pairwise(times), pairwise(moved), needs, strict=True):
        if finish - begin < min(end - start, shortest):
            return float("inf")
        if finish - begin < need:
            price += pace._TOO_FAST + pace._MUCH * (need / max(1, finish - begin) - 1)
    return price


@given(LENGTHS, NEEDS, st.sets(st.integers(0, 4)), st.integers(0, 1_000))
def test_no_other_moves_are_cheaper(
    lengths: list[int], needs: list[int], known: set[int], shortest: int
) -> None:
    """The moves found cost what the best of all moves cost; what is known stays, and so do both ends."""
    times = [sum(lengths[:place]) for place in range(len(lengths) + 1)]
    needs = needs[: len(lengths)]
    found = relaxed(times, needs, known, shortest)
    last = len(times) - 1
    choices = [(0,) if place in {0, last} | known else pace._MOVES for place in range(last + 1)]
    tried = ([time + move for time, move in zip(times, moves, strict=True)] for moves in product(*choices))
    least = min(_price(times, moved, needs, shortest) for moved in tried)
    assert all(found[place] == times[place] for place in {0, last} | (known & set(range(last))))
    assert abs(_price(times, found, needs, shortest) - least) < 1e-9


def test_cues_with_time_enough_stay() -> None:
    """Nothing moves where every cue can be read."""
    assert relaxed([0, 2_000, 4_000], [2_000, 1_000], (), 800) == [0, 2_000, 4_000]


def test_a_fast_cue_borrows_from_a_slow_one() -> None:
    """A cue that lacks 200 ms takes them from the next."""
    assert relaxed([0, 1_000, 4_000], [1_200, 1_500], (), 800) == [0, 1_200, 4_000]


def test_a_known_boundary_stays() -> None:
    """The time of a word is never moved, however fast the cue."""
    assert relaxed([0, 1_000, 4_000], [1_200, 1_500], {1}, 800) == [0, 1_000, 4_000]
