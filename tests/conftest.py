"""What all tests share: the option that accepts new golden results, and no deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

settings.register_profile("untimed", deadline=None)  # no test measures time; a busy machine fails none
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`: golden files are rewritten with what comes back, to be read in the difference."""
    parser.addoption("--accept", action="store_true", help="rewrite the golden files with what comes back")
