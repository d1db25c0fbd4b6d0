"""The cyclic garbage collector, which is of no use while one episode is read and written."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def paused() -> Iterator[None]:
    """Run without the collector: it walks every object that is alive again and again, and here finds nothing.

    The stages pass frozen values on, which cannot point back; what is done with is freed by its reference count.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
