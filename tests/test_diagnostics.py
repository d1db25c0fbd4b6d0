"""Every code has a smallest example that gives exactly it, a neighbour that does not, and an entry in the gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from episcript.check import FAMILIES
from episcript.codes import CODES
from gallery import ELSEWHERE, diagnostic, examples, findings, page
from pages import ROOT, kept

if TYPE_CHECKING:
    from pathlib import Path

    from gallery import Example

SHOWN = [pytest.param(example, id=example.code) for example in examples()]
NEAR = [pytest.param(example, example.near, id=example.code) for example in examples() if example.near]


@pytest.mark.parametrize("example", SHOWN)
def test_the_example_gives_exactly_its_code(example: Example) -> None:
    """The smallest source of a code gives that code, and nothing else but what must follow from it."""
    told = {diagnostic(one).code for one in findings(example, example.source)}
    assert example.code in told
    assert told - example.also == {example.code}


@pytest.mark.parametrize(("example", "near"), NEAR)
def test_what_comes_near_does_not_give_it(example: Example, near: Path) -> None:
    """The undamaged neighbour of each example does not give the code."""
    assert example.code not in {diagnostic(one).code for one in findings(example, near)}


def test_every_code_is_shown_or_says_where_it_comes_from() -> None:
    """Each code of the table has an example, or stands among those that no small source gives."""
    shown = {example.code for example in examples()}
    assert shown | ELSEWHERE.keys() == CODES.keys()
    assert not shown & ELSEWHERE.keys()


def test_the_gallery_is_made_of_the_examples(request: pytest.FixtureRequest) -> None:
    """docs/diagnostics.md holds what the examples give today."""
    kept(ROOT / "docs" / "diagnostics.md", page(), request)


def test_the_families_are_modules() -> None:
    """Each family of findings is a module of the package."""
    folder = ROOT / "src" / "episcript" / "check"
    assert all((folder / f"{name}.py").is_file() for name in FAMILIES)
