"""The workers: processes that convert chunks of tasks, and a parent that outlives any of them."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import deque
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context
from typing import TYPE_CHECKING, NamedTuple

from episcript.batch.model import Result
from episcript.batch.serve import serve
from episcript.codes import diagnose

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator
    from multiprocessing.context import SpawnProcess

    from episcript.batch.model import Task
    from episcript.batch.work import Setup

CHUNK_BYTES, CHUNK_TASKS = 512 * 1024, 64
"""A chunk ends where it holds that many bytes to read, or that many tasks."""

_AHEAD = 8
"""Chunks for each worker that may be under way beyond the oldest result that is still missing."""
_HELD = 32 * 1024 * 1024
"""Bytes of rows that may wait for the one before them."""
_TICK = 0.25
_FAREWELL = 5.0
"""Seconds that a worker has for the file that it is at when the batch is interrupted."""


class Limits(NamedTuple):
    """How many workers there may be, and how many seconds one file may take (0: any)."""

    jobs: int
    timeout: float


def chunked(tasks: Iterable[Task | Result], jobs: int) -> Iterator[deque[Task] | Result]:
    """Yield the tasks in chunks by size, and between them what needs no work.

    The first chunks are small, so that every worker starts at once.
    """
    chunk: deque[Task] = deque()
    size, given = 0, 0
    for task in tasks:
        if isinstance(task, Result):
            yield task
            continue
        if chunk and (size + task.size > CHUNK_BYTES or len(chunk) >= (CHUNK_TASKS if given >= jobs else 1)):
            yield chunk
            chunk, size, given = deque(), 0, given + 1
        chunk.append(task)
        size += task.size
    if chunk:
        yield chunk


@contextmanager
def _unheard() -> Iterator[None]:
    """Let what ends the batch wait until a process is started, which never hears a Ctrl-C: that is for the parent alone."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 - POSIX

    resource_tracker.ensure_running()  # it would be started on the way, and lets everything be heard again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """A process, the pipe to it, the tasks that it has not answered yet, and since when it is at the first of them."""

    def __init__(self, setup: Setup) -> None:
        context = get_context(
            "spawn"
        )  # the same on every system, and no pipe of one worker is held open by another
        self.pipe, other = context.Pipe()
        self.process: SpawnProcess = context.Process(target=serve, args=(other, setup), daemon=True)
        with _unheard():
            self.process.start()
        other.close()
        self.tasks: deque[Task] = deque()
        self.since = time.monotonic()

    def give(self, chunk: deque[Task]) -> None:
        self.tasks = chunk
        self.since = time.monotonic()
        with suppress(OSError):  # a worker that died is found out by its sentinel
            self.pipe.send(tuple(chunk))

    def answers(self) -> Iterator[Result]:
        """Yield the results that have arrived."""
        with suppress(EOFError, OSError):
            while self.tasks and self.pipe.poll():
                result = self.pipe.recv()
                self.tasks.popleft()
                self.since = time.monotonic()
                yield result

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool:
    """Runs tasks and yields their results in the order of their numbers, which have no gaps, from `first` on.

    A worker that dies or takes too long never stops the others: the file that it was at is converted again while
    nothing else runs, once, and is reported then. `None` is yielded now and then while nothing is finished.
    """

    def __init__(self, tasks: Iterable[Task | Result], setup: Setup, limits: Limits) -> None:
        """Take the tasks; nothing is started yet."""
        self._chunks = chunked(tasks, limits.jobs)
        self._setup = setup
        self._limits = limits
        self._workers: list[_Worker] = []
        self._again: deque[deque[Task]] = deque()
        self._suspects: deque[Task] = deque()
        self._alone: Task | None = None
        self._ready: dict[int, Result] = {}
        self._next = 0
        self._given = 0

    def results(self) -> Generator[Result | None]:
        """Yield the results in order."""
        try:
            while self._give() or self._busy() or self._ready:
                self._wait()
                yield from self._in_order()
                yield None
            yield from self._in_order()
        finally:
            self._end()

    def _in_order(self) -> Iterator[Result]:
        while self._next in self._ready:
            self._next += 1
            yield self._ready.pop(self._next - 1)

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.tasks]

    def _give(self) -> bool:
        """Give work to whoever has none; return whether any was given."""
        gave = False
        while len(busy := self._busy()) < self._limits.jobs and (chunk := self._following(bool(busy))):
            self._idle().give(chunk)
            gave = True
        return gave

    def _following(self, busy: bool) -> deque[Task] | None:  # noqa: FBT001 - private
        """Return the next chunk, `None` where there is none or where it has to wait."""
        if self._alone or (self._suspects and busy):
            return None
        if self._suspects:
            self._alone = self._suspects.popleft()
            return deque([self._alone])
        if self._again:
            return self._again.popleft()
        if busy and (self._given - self._next > _AHEAD * self._limits.jobs * CHUNK_TASKS or self._is_full()):
            return None
        return self._new_chunk()

    def _is_full(self) -> bool:
        """Return whether rows that wait for their turn take too much memory."""
        return sum(len(result.rows) for result in self._ready.values()) > _HELD

    def _new_chunk(self) -> deque[Task] | None:
        """Return the next tasks; what needs no work is ready at once."""
        for chunk in self._chunks:
            if not isinstance(chunk, Result):
                self._given += len(chunk)
                return chunk
            self._given += 1
            self._ready[chunk.number] = chunk
            if self._next in self._ready and len(self._ready) >= CHUNK_TASKS:
                break  # thousands may need no work: they are told before more are looked at
        return None

    def _idle(self) -> _Worker:
        found = next((worker for worker in self._workers if not worker.tasks), None)
        if found is None:
            found = _Worker(self._setup)
            self._workers.append(found)
        return found

    def _wait(self) -> None:
        """Wait a moment for answers and deaths, and take what there is."""
        busy = self._busy()
        watched = [one for worker in busy for one in (worker.pipe, worker.process.sentinel)]
        heard = connection.wait(watched, _TICK) if watched else ()
        for worker in busy:
            if worker.pipe in heard:
                self._take(worker)
            overdue = 0 < self._limits.timeout < time.monotonic() - worker.since
            if worker.tasks and (overdue or worker.process.sentinel in heard):
                self._take(worker)
                self._bury(worker, timed_out=overdue)

    def _take(self, worker: _Worker) -> None:
        for result in worker.answers():
            self._ready[result.number] = result
        if self._alone and self._alone.number in self._ready:
            self._alone = None

    def _bury(self, worker: _Worker, *, timed_out: bool) -> None:
        """Take the tasks of a worker that is gone: the first is under suspicion, the others are innocent."""
        code = worker.process.exitcode
        worker.end()
        self._workers.remove(worker)
        suspect = worker.tasks.popleft()
        if self._alone:
            self._alone = None
            self._ready[suspect.number] = self._lost(suspect, code, timed_out=timed_out)
        else:
            self._suspects.append(suspect)
        if worker.tasks:
            self._again.append(worker.tasks)

    def _lost(self, task: Task, code: int | None, *, timed_out: bool) -> Result:
        """Return the result for a file that no worker survives."""
        how = f" (signal {-code})" if code and code < 0 else ""
        seconds = f"{self._limits.timeout:g}"
        found = diagnose("timed-out", seconds=seconds) if timed_out else diagnose("worker-died", how=how)
        return Result(task.number, task.source, "failed", remarks=((task.source, found),))

    def _end(self) -> None:
        """Let every worker finish the file that it is at, and no other."""
        for worker in self._workers:
            worker.pipe.close()
        until = time.monotonic() + _FAREWELL
        for worker in self._workers:
            worker.process.join(max(0.0, until - time.monotonic()))
            worker.process.kill()
            worker.process.join()


def cores() -> int:
    """Return how many processes can run at once, by what this one may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
