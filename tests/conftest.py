"""What all tests share: the option that accepts new golden results, no deadlines, and the same examples in every run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

SEARCH = "EPISCRIPT_SEARCH" in os.environ
"""Whether the property tests look for new examples; else each run has the same, and fails for its own change only."""

settings.register_profile("untimed", deadline=None, derandomize=not SEARCH)  # a busy machine fails no test
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`: golden files are rewritten with what comes back, to be read in the difference."""
    parser.addoption("--accept", action="store_true", help="rewrite the golden files with what comes back")
