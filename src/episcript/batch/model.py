"""The values of a batch: what was found, what is to be done, what became of it. All of them pickle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from episcript.codes import EXIT_OUTPUT, EpiscriptError, diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping

    from episcript.model import Diagnostic

Status = Literal["written", "unchanged", "partial", "kept", "skipped", "failed"]
"""What became of a source; `partial` lacks a format that its episode cannot give, of `kept` no output was replaced."""

Stamp = tuple[int, int, int]
"""Size, time of the last change of the bytes and of the file itself (ns): equal stamps need no reading."""

Remark = tuple[str, "Diagnostic"]
"""A file and what is to be said of it."""


class Found(NamedTuple):
    """A source: its path as the user would write it, and its path below the folder that was asked for, with `/`."""

    path: str
    below: str


class Output(NamedTuple):
    """A format and the path of its file below the output folder, with `/`."""

    format: str
    path: str


class Task(NamedTuple):
    """One source to be converted; `number` counts from 0 in the order of the sources.

    `inputs` are the source and the files read beside it, `stamps` theirs when the task was made. `episode` is the name in
    rows. `records` are the lines of the manifest that hold its outputs.
    """

    number: int
    source: str
    episode: str
    outputs: tuple[Output, ...]
    inputs: tuple[str, ...]
    stamps: tuple[Stamp | None, ...]
    records: tuple[bytes, ...] = ()

    @property
    def size(self) -> int:
        """The bytes to read."""
        return sum(stamp[0] for stamp in self.stamps if stamp)


class Facts(NamedTuple):
    """What a line of the log says of an episode."""

    layout: str | None = None
    turns: int = 0
    chapters: int = 0
    repairs: int = 0


class Made(NamedTuple):
    """What a conversion gives: the formats that the episode can give, why it cannot give the others, and the remarks."""

    formats: Mapping[str, bytes]
    lacking: Mapping[str, Diagnostic]
    facts: Facts
    remarks: tuple[Remark, ...]
    prose: bool


class Conversion(Protocol):
    """How one source is converted; it pickles. Raises `BatchError` where the source cannot be read."""

    def __call__(self, task: Task) -> Made: ...  # noqa: D102 - the class says it
    def beside(self, source: str, episode: str) -> tuple[str, ...]: ...  # noqa: D102


class Result(NamedTuple):
    """What became of a task; `kept` are outputs that somebody touched, `rows` is for one big output.

    `stop` says that no other task could write either.
    """

    number: int
    source: str
    status: Status
    facts: Facts = Facts()
    remarks: tuple[Remark, ...] = ()
    written: int = 0
    kept: tuple[str, ...] = ()
    seconds: float = 0.0
    rows: bytes = b""
    stop: bool = False


class BatchError(EpiscriptError):
    """The whole batch, or one source of it, cannot go on; `file` is what it is about."""

    def __init__(self, file: str, diagnostic: Diagnostic, exit_code: int) -> None:
        """Keep the fields; they are the arguments, so that the error pickles."""
        super().__init__(diagnostic, exit_code)
        self.args = (file, diagnostic, exit_code)
        self.file = file


def unwritable(file: str, error: OSError) -> BatchError:
    """Return the refusal of an output that the system refuses.

    >>> str(unwritable("out", PermissionError(13, "Permission denied")))
    'cannot be written: Permission denied'
    """
    return BatchError(file, diagnose("unwritable", reason=error.strerror or str(error)), EXIT_OUTPUT)
