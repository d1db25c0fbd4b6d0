"""The packages that we cap, and the day on which the cap can go."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def dependencies() -> dict[str, str]:
    """Return what the project depends on: names and their bounds."""
    listed = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    pairs = (re.fullmatch(r"([a-z]+)(.*)", entry) for entry in listed)
    return {found[1]: found[2] for found in pairs if found}


def number(release: str) -> tuple[int, ...]:
    """Return the first two numbers of a version."""
    return tuple(int(part) for part in release.split(".")[:2])


def test_the_installed_typer_is_cheap_to_import() -> None:
    """Importing typer does not import pydantic: that is what the cap is for."""
    code = "import sys, typer; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_only_typer_is_capped() -> None:
    """Every dependency has a lowest version, and no other has a highest one."""
    found = dependencies()
    assert set(found) == {"typer", "rich", "rapidfuzz", "ftfy", "pyyaml"}
    assert all(bound.startswith(">=") for bound in found.values())
    assert [name for name, bound in found.items() if "<" in bound] == ["typer"]


@pytest.mark.xfail(
    reason="the cap holds typer below 0.29: lift it, and if the test above still passes, keep it lifted",
    strict=True,
)
def test_the_cap_on_typer_can_go() -> None:
    """Whoever installs a newer typer hears here that the cap is worth another look."""
    assert number(version("typer")) >= (0, 29)
