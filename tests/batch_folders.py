"""What the tests of batches share: folders of small episodes, and the command run in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pages import run, shown

if TYPE_CHECKING:
    from pathlib import Path

TALK = "**Ann** [00:00:01]: Welcome, episode {0}.\n\n**Bo** [00:00:04]: Thanks, Ann.\n\n**Ann** [00:00:07]: So?\n"
UNTIMED = "**Ann**: Welcome back.\n\n**Bo**: Thanks.\n\n**Ann**: So, what is new?\n\n**Bo**: Not a lot.\n"
PROSE = "This page is about the harbour. It was built long ago.\n\nNobody knows who paid for it.\n"


def shows(folder: Path, *names: str) -> Path:
    """Write an episode to each of the names below `folder/shows` and return that folder."""
    for number, name in enumerate(names):
        path = folder / "shows" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TALK.format(number), encoding="utf-8")
    return folder / "shows"


def batch(folder: Path, *arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of `episcript batch ARGUMENTS`, run in `folder` by one worker."""
    ran = run(["batch", *arguments, "--jobs", "1"], folder, stdin)
    assert "a bug of episcript" not in ran.stderr.decode()
    return ran.returncode, shown(ran.stdout), ran.stderr.decode("utf-8", "replace")


def logged(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Return the lines of the log of a batch that is run in `folder`."""
    batch(folder, *arguments, "-q", "--log", "log.jsonl")
    return [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def statuses(folder: Path, *arguments: str) -> dict[str, str]:
    """Return what became of each source by the log of a batch."""
    return {row["source"]: row["status"] for row in logged(folder, *arguments)}


def tree(folder: Path) -> list[str]:
    """Return the files below a folder but those of the state, in order."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith(".episcript/"))
