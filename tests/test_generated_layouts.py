"""Layouts that nobody has seen: what the program reads in generated files, by label, start and text of every turn.

`EPISCRIPT_LAYOUTS=5000 pytest tests/test_generated_layouts.py` scores so many of each; `tests/layout_scores.py` says why
files fail.
"""

from __future__ import annotations

import os
import re

import pytest

from layout_generator import NOISES, VALUES, Spec, make, pick
from layout_negatives import KINDS, make_other
from layout_scores import failure_of, other_failure

COUNT = int(os.environ.get("EPISCRIPT_LAYOUTS", "1000"))


def _share(turns: int, *, clocks: bool | None) -> float:
    """Return the percentage of files in which every turn is right."""
    wrong = sum(failure_of(pick(seed, turns, clocks=clocks)) is not None for seed in range(COUNT))
    return 100 - 100 * wrong / COUNT


def test_twenty_turns() -> None:
    """A file of twenty turns teaches its grammar: 99 % are read without a fault."""
    assert _share(20, clocks=None) >= 99


def test_six_turns_with_clocks() -> None:
    """Six turns with clocks are enough: 98 %."""
    assert _share(6, clocks=True) >= 98


def test_six_turns_without_clocks() -> None:
    """Six turns without any clock: 95 %."""
    assert _share(6, clocks=False) >= 95


def test_other_files_have_no_speakers() -> None:
    """Change logs, recipes, logs, letters and the like: a speaker is invented in 0.5 % at most."""
    invented = [found for seed in range(COUNT) if (found := other_failure(seed))]
    assert 100 * len(invented) / COUNT <= 0.5, [kind for kind, _ in invented]


def test_the_generator_is_deterministic() -> None:
    """The same seed makes the same file."""
    assert [make(pick(seed, 20)) for seed in range(20)] == [make(pick(seed, 20)) for seed in range(20)]
    assert [make_other(seed) for seed in range(60)] == [make_other(seed) for seed in range(60)]


def test_every_factor_and_noise_occurs() -> None:
    """No value of a factor is refused in all its combinations, and no noise is."""
    specs = [pick(seed, 20) for seed in range(1500)]
    for name, values in VALUES.items():
        assert set(values) <= {getattr(spec, name) for spec in specs}, name
    assert {noise for spec in specs for noise in spec.noises} == set(NOISES)
    assert {make_other(seed)[0] for seed in range(90)} == {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("seed", range(60))
def test_the_truth_is_in_the_file(seed: int) -> None:
    """Every label and every word of every turn stands in the source, in order; clocks in brackets left out."""
    made = make(pick(seed, 20))
    source = re.sub(r"[^\w]", "", re.sub(r"\]\([^)]*\)|<[^>\n]*>|[\[(][0-9hms:;.,]+[\])]", "", made.source))
    position = 0
    for turn in made.turns:
        words = re.sub(r"[^\w]", "", turn.text.split("\n")[0])
        position = source.find(words, position)
        assert position >= 0, turn
        assert turn.label in made.source
    assert len(made.turns) >= 19


def test_a_plain_layout() -> None:
    """The plainest layout looks as one expects it to."""
    made = make(Spec(3, 2, wrapper="[]", place="behind", emphasis="**", brief=True))
    assert re.fullmatch(r"(\*\*[^*]+\*\* \[\d:\d\d:\d\d\]: [^\n]+\n\n?){2}", made.source)
