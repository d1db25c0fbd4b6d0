"""Reading the pages of the documentation: their fenced blocks, tables, links and headings, and running what they show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from episcript import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pytest

ROOT = Path(__file__).parent.parent
PAGES = (
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "data" / "README.md",
)

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_ROW = re.compile(r"(?:\|.*\n)*")


def text_of(page: Path) -> str:
    """Return the text of a page."""
    return page.read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Return the bodies of the fenced blocks in `language`, without the last line end."""
    return [body.rstrip("\n") for name, body in _FENCE.findall(text) if name == language]


def prose(text: str) -> str:
    """Return `text` without its fenced blocks."""
    return _FENCE.sub("", text)


def links(text: str) -> list[str]:
    """Return the targets of the links that are not code and lead to no site."""
    return [target for target in _LINK.findall(_CODE.sub("", prose(text))) if "://" not in target]


def anchors(text: str) -> set[str]:
    """Return the fragments that the headings of `text` can be linked by, as GitHub makes them."""
    titles = (re.sub(r"[^\w\- ]", "", title.casefold()) for title in _HEADING.findall(prose(text)))
    return {title.replace(" ", "-") for title in titles}


def row(*cells: str) -> str:
    """Return a row of a table; empty cells have one blank."""
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|\n"


def with_table(text: str, header: str, rows: Iterable[str]) -> str:
    """Return `text` with `rows` as the table under the line `header`."""
    before, found, after = text.partition(header + "\n")
    assert found, header
    ruler, rest = after.split("\n", 1)
    return before + found + ruler + "\n" + "".join(rows) + _ROW.sub("", rest, count=1)


def kept(page: Path, now: str, request: pytest.FixtureRequest) -> None:
    """Compare a page with what it would be now, or with `--accept` write it."""
    if request.config.getoption("--accept"):
        page.write_bytes(now.encode())
    else:
        assert text_of(page) == now


def code_list(words: Iterable[str]) -> str:
    """Return words as inline code."""
    return " ".join(f"`{word}`" for word in words)


def format_rows() -> Iterator[str]:
    """Return the table of all formats in the README."""
    readers, writers = registry.reader_names(), registry.writer_names()
    for name in sorted({*readers, *writers}):
        read = registry.reader(name).FORMAT if name in readers else None
        written = registry.writer(name).FORMAT if name in writers else None
        suffixes = dict.fromkeys((*((written.suffix,) if written else ()), *(read.suffixes if read else ())))
        title = written.title if written else read.title if read else ""
        yield row(f"`{name}`", "yes" if read else "", "yes" if written else "", code_list(suffixes), title)


def reader_rows() -> Iterator[str]:
    """Return the table of readers in docs/formats.md."""
    for name in registry.reader_names():
        form = registry.reader(name).FORMAT
        yield row(f"`{name}`", form.title, code_list(form.suffixes), code_list(form.mimes))


def writer_rows() -> Iterator[str]:
    """Return the table of writers in docs/formats.md."""
    for name in registry.writer_names():
        form = registry.writer(name).FORMAT
        yield row(f"`{name}`", form.title, f"`{form.suffix}`", f"`{form.mime}`", form.holds)


def run(
    arguments: Sequence[str], folder: Path, stdin: bytes = b"", *, package: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Return what `episcript ARGUMENTS` gives in `folder`; `package` is a folder with another copy of the program."""
    elsewhere = {"PYTHONPATH": str(package)} if package else {}
    return subprocess.run(
        [sys.executable, "-m", "episcript.cli", *arguments],
        input=stdin,
        capture_output=True,
        cwd=folder,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "80", **elsewhere},
    )


def shown(data: bytes) -> str:
    """Return output as text."""
    return data.decode().replace("\r\n", "\n")
