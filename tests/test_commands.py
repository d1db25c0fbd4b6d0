"""Golden commands: each file in `commands/` holds what a user types, and what comes back.

A file is Markdown with fenced blocks. `file NAME` blocks are the files of the folder, `command` is the line typed, and
the blocks up to the next command are its `stdin` (given), `stdout`, `stderr`, `exit` (not 0) and `wrote NAME` (files that
are new or changed). `pytest --accept` writes what comes back into the files; read the difference before you keep it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = Path(__file__).parent / "commands"
_BLOCK = re.compile(
    r"^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)\n", re.MULTILINE | re.DOTALL
)

Block = tuple[str, str, str, "re.Match[str]"]
"""Kind, argument, body and place of a fenced block."""


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of `text`."""
    return [_block(place) for place in _BLOCK.finditer(text)]


def _block(place: re.Match[str]) -> Block:
    kind, _, argument = place["info"].strip().partition(" ")
    return kind, argument, place["body"], place


def rendered(kind: str, body: str) -> str:
    """Return a fenced block whose fence is longer than any inside."""
    longest = max((len(run) for run in re.findall(r"`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    shown = body if body.endswith("\n") or not body else body + "\n"
    return f"{fence}{kind}\n{shown}{fence}\n"


def ran(command: str, files: dict[str, str], stdin: str, folder: Path) -> list[str]:
    """Return the result blocks of `command`, run in `folder` with `files`."""
    folder.mkdir()
    for name, body in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body.encode())
    program, *arguments = shlex.split(command)
    assert program == "episcript", command
    run = subprocess.run(
        [sys.executable, "-m", "episcript.cli", *arguments],
        input=stdin.encode(),
        capture_output=True,
        cwd=folder,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "80"},
    )
    blocks_out = [("stdout", run.stdout), ("stderr", run.stderr)]
    assert b"a bug of episcript" not in run.stderr, run.stderr.decode()
    if run.returncode:
        blocks_out.append(("exit", str(run.returncode).encode()))
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.read_bytes() != files.get(name, "\0").encode():
            blocks_out.append((f"wrote {name}", path.read_bytes()))
    return [rendered(kind, body.decode().replace("\r\n", "\n")) for kind, body in blocks_out if body]


def golden(text: str, folder: Path) -> str:
    """Return the golden file `text` with the results of every command as they are now."""
    files: dict[str, str] = {}
    parts: list[str] = []
    position = 0
    found = blocks(text)
    for number, (kind, argument, body, place) in enumerate(found):
        if kind == "file":
            files[argument] = body
        if kind != "command":
            continue
        stdin, end = "", place.end()
        following = found[number + 1 :]
        if following and following[0][0] == "stdin":
            stdin, end = following[0][2], following[0][3].end()
        parts += [
            text[position:end],
            *("\n" + one for one in ran(body.strip(), files, stdin, folder / str(number))),
        ]
        position = _after_results(found[number + 1 :], end)
    return "".join(parts) + text[position:]


def _after_results(following: list[Block], end: int) -> int:
    """Return where the results behind a command end."""
    for kind, _, _, place in following:
        if kind in {"file", "command"}:
            break
        end = max(end, place.end())
    return end


@pytest.mark.parametrize("path", sorted(COMMANDS.glob("*.md")), ids=lambda path: path.stem)
def test_what_a_user_types_gives_what_the_page_says(
    path: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Every golden command gives the stdout, stderr, exit code and files that its page shows."""
    text = path.read_text(encoding="utf-8")
    now = golden(text, tmp_path)
    if request.config.getoption("--accept"):
        path.write_bytes(now.encode())
    else:
        assert now == text


def test_there_are_golden_commands() -> None:
    """The folder of golden commands is found, so that an empty parametrisation cannot pass unseen."""
    assert len(list(COMMANDS.glob("*.md"))) >= 5
