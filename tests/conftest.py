"""What all tests share: the option that accepts new golden results."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`: golden files are rewritten with what comes back, to be read in the difference."""
    parser.addoption("--accept", action="store_true", help="rewrite the golden files with what comes back")
