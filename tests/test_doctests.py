"""The examples in the docstrings run, in every module."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"


def module_names() -> list[str]:
    """Return the dotted names of all modules that can be imported without running a command."""
    paths = sorted((SOURCE / "episcript").rglob("*.py"))
    names = (".".join(path.relative_to(SOURCE).with_suffix("").parts) for path in paths)
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


@pytest.mark.parametrize("name", module_names())
def test_examples_run(name: str) -> None:
    """What a docstring shows is what comes back."""
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples() -> None:
    """The modules that everybody begins with have examples."""
    counted = sum(doctest.testmod(import_module(name)).attempted for name in module_names())
    assert counted > len(module_names()) / 2
