"""The documentation keeps its word: names are complete, links lead somewhere, examples run."""

from __future__ import annotations

import doctest
import json
import pkgutil
import re
import shlex
import shutil
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
import typer

import episcript
from episcript import codes
from episcript.cli.app import application
from episcript.schema import schema, schema_names
from format_losses import held_header, held_rows
from pages import (
    PAGES,
    ROOT,
    anchors,
    blocks,
    kept,
    links,
    reader_rows,
    run,
    shown,
    text_of,
    with_table,
    writer_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCS = ROOT / "docs"
USAGE, JSON, FORMATS = (text_of(DOCS / f"{name}.md") for name in ("usage", "json", "formats"))
CONSOLES = [(page, body) for page in PAGES for body in blocks(text_of(page), "console")]
EXIT_CODES = {0, *(value for name, value in vars(codes).items() if name.startswith("EXIT_"))}
MODULES = [found.name for found in pkgutil.walk_packages(episcript.__path__, "episcript.")]


def _parameters() -> Iterator[tuple[str, Any]]:
    """Return every parameter of every command with the command's name."""
    group: Any = typer.main.get_command(application())
    yield from (("episcript", parameter) for parameter in group.params)
    for name, command in group.commands.items():
        yield from ((name, parameter) for parameter in command.params)


PARAMETERS = [(name, parameter) for name, parameter in _parameters() if parameter.param_type_name == "option"]


@pytest.mark.parametrize("name", sorted({name for name, _ in _parameters()} - {"episcript"}))
def test_each_command_has_a_section(name: str) -> None:
    """Each command that `--help` lists has a heading in docs/usage.md."""
    assert f"\n## {name}\n" in USAGE


@pytest.mark.parametrize(
    ("command", "option"), [pytest.param(*found, id=f"{found[0]}-{found[1].name}") for found in PARAMETERS]
)
def test_each_option_is_described(command: str, option: Any) -> None:
    """Each spelling of each option stands in docs/usage.md as code, and so does each value it can have."""
    del command
    missing = [
        word
        for word in (*option.opts, *option.secondary_opts, *getattr(option.type, "choices", ()))
        if not re.search(rf"`(?:[^`\n]* )?{re.escape(str(word))}[` ]", USAGE)
    ]
    assert missing == []


@pytest.mark.parametrize("page", ["README.md", "docs/usage.md"])
def test_each_exit_code_is_in_the_table(page: str) -> None:
    """The table of exit codes has the codes that the program has, and no others."""
    table = text_of(ROOT / page).split("\n## Exit codes\n")[1].split("\n## ")[0]
    assert {int(code) for code in re.findall(r"^\| ([0-9]+) \|", table, re.MULTILINE)} == EXIT_CODES


def _words_of_schema(value: object) -> Iterator[str]:
    """Return every key and every listed value of a JSON Schema."""
    match value:
        case dict():
            yield from value.get("properties", {})
            yield from (word for word in value.get("enum", ()) if word)
            for inner in value.values():
                yield from _words_of_schema(inner)
        case list():
            for inner in value:
                yield from _words_of_schema(inner)
        case _:
            pass


@pytest.mark.parametrize("name", schema_names())
def test_each_key_of_the_schemas_is_described(name: str) -> None:
    """Each key and each listed value of each schema stands in docs/json.md as code."""
    missing = {word for word in _words_of_schema(json.loads(schema(name))) if f"`{word}`" not in JSON}
    assert missing == set()


@pytest.mark.parametrize("name", schema_names())
def test_each_schema_is_named(name: str) -> None:
    """Each schema that can be printed is named in docs/usage.md."""
    assert f"`{name}`" in USAGE


def test_the_tables_of_formats_are_the_registry(request: pytest.FixtureRequest) -> None:
    """docs/formats.md has a row for every reader and every writer, with what the module says of itself."""
    page = DOCS / "formats.md"
    text = with_table(text_of(page), "| reader | title | suffixes | MIME types |", reader_rows())
    kept(page, with_table(text, "| writer | title | suffix | MIME type | holds |", writer_rows()), request)


def test_what_comes_back_is_what_the_page_says(request: pytest.FixtureRequest) -> None:
    """docs/formats.md says of each writer what an episode has left when it is read again."""
    page = DOCS / "formats.md"
    kept(page, with_table(text_of(page), held_header(), held_rows()), request)


def test_a_format_is_one_file(tmp_path: Path) -> None:
    """The writer of docs/formats.md, dropped in place, is listed, offered by the help, implied by its suffix and works."""
    package = tmp_path / "src"
    shutil.copytree(ROOT / "src", package, ignore=shutil.ignore_patterns("__pycache__"))
    name = re.findall(r"`src/episcript/writers/(\w+)\.py`", FORMATS)[0]
    code = blocks(FORMATS, "python")[0]
    (package / "episcript" / "writers" / f"{name}.py").write_text(code + "\n", encoding="utf-8")
    talk = b"**Ann** [0:01]: Hello, Bo.\n\n**Bo** [0:03]: Hello.\n"
    (tmp_path / "talk.md").write_bytes(talk)

    def said(*arguments: str) -> str:
        ran = run(arguments, tmp_path, package=package)
        assert ran.returncode == 0, ran.stderr
        return shown(ran.stdout)

    assert re.search(rf"^-w +{name} +\.labels\.txt ", said("formats"), re.MULTILINE)
    assert name in said("convert", "--help")
    labels = said("convert", "talk.md", "-t", name)
    assert re.fullmatch(r"1\.0\t3\.0\tAnn: Hello, Bo\.\n3\.0\t[0-9.]+\tBo: Hello\.\n", labels)
    said("convert", "talk.md", "-o", "talk.labels.txt")
    assert text_of(tmp_path / "talk.labels.txt") == labels


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_resolve(page: Path) -> None:
    """A link to a file leads to one that exists, and its fragment to a heading there."""
    broken = [target for target in links(text_of(page)) if not _resolves(page, target)]
    assert broken == []


def _resolves(page: Path, target: str) -> bool:
    """Return whether `target` on `page` leads somewhere."""
    path, _, fragment = target.partition("#")
    goal = (page.parent / path) if path else page
    return goal.exists() and (not fragment or fragment in anchors(text_of(goal)))


@pytest.mark.parametrize(
    ("page", "body"), [pytest.param(*found, id=f"{found[0].stem}-{n}") for n, found in enumerate(CONSOLES)]
)
def test_console_examples_run(page: Path, body: str, tmp_path: Path) -> None:
    """Each command after `$` prints what stands below it; `…` stands for any text, alone on a line for any lines."""
    del page
    shutil.copytree(ROOT / "data", tmp_path / "data")
    exit_code = 0
    for command, expected in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", body + "\n", re.MULTILINE):
        if command == "echo $?":
            printed = f"{exit_code}\n"
        else:
            exit_code, printed = _ran(command, tmp_path)
        assert _pattern(expected).fullmatch(printed), f"{command}\n{printed[:2_000]}"


def _ran(command: str, folder: Path) -> tuple[int, str]:
    """Return the exit code of `[cat FILE |] episcript …` and what a terminal would show."""
    given = re.fullmatch(r"(?:cat (\S+) \| )?episcript (.+)", command)
    assert given, command
    stdin = (folder / given[1]).read_bytes() if given[1] else b""
    ran = run(shlex.split(given[2]), folder, stdin)
    return ran.returncode, shown(ran.stdout) + shown(ran.stderr)


def _pattern(expected: str) -> re.Pattern[str]:
    """Return what a shown output matches."""
    lines = expected.splitlines(keepends=True)
    return re.compile("".join(r"(?:.*\n)*" if line == "…\n" else _line(line) for line in lines))


def _line(line: str) -> str:
    return re.escape(line).replace("…", ".*")


def test_there_are_console_examples() -> None:
    """The examples are found, so that an empty parametrisation cannot pass unseen."""
    assert len(CONSOLES) >= 10


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_examples_in_docstrings_run(name: str) -> None:
    """The examples in the docstrings of each module give what they show."""
    assert doctest.testmod(import_module(name)).failed == 0
