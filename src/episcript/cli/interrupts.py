"""Signals that end a long run: each is an interrupt, once, so that the end itself is not interrupted."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")
"""Ctrl-C, what stops a service or a machine, and the end of the terminal; Windows has no last one."""


def _unheard(_number: int, _frame: FrameType | None) -> None:
    """Do nothing; where a signal that has come already were ignored now, Python would say so on stderr."""


@contextmanager
def heard_once() -> Iterator[None]:
    """Turn the first of the signals that end a run into a `KeyboardInterrupt`; those after it are not heard any more.

    What the run has to finish takes a few seconds. A signal that was ignored before stays so, as `nohup` wants it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        for one in numbers:
            signal.signal(one, _unheard)
        raise KeyboardInterrupt

    before = {one: signal.getsignal(one) for one in numbers}
    for one in (one for one in numbers if before[one] is not signal.SIG_IGN):
        signal.signal(one, interrupted)
    try:
        yield
    finally:
        for one in numbers:
            if signal.getsignal(one) is interrupted:
                signal.signal(one, before[one])
