"""The house: layers point one way, nothing below the command line prints, and no module grows too long."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "episcript"
LONGEST = 400
"""Lines of a module; a typical one has 300."""

RANKS = {
    "cli": 7,
    "batch": 6,
    "pipeline": 5,
    "files": 5,
    "stats": 4,
    "check": 4,
    "decode": 4,
    "repair": 4,
    "markup": 4,
    "layout": 4,
    "records": 4,
    "readers": 4,
    "enrich": 4,
    "align": 4,
    "chapters": 4,
    "cues": 4,
    "writers": 4,
    "schema": 3,
    "schemas": 3,
    "registry": 3,
    "unpack": 3,
    "refusal": 3,
    "reading": 2,
    "codes": 2,
    "labels": 1,
    "lines": 1,
    "times": 1,
    "model": 0,
}
"""A module imports what stands below it; the stages are one floor, with doors of their own."""

DOORS = {
    "readers": {"layout", "records", "markup", "repair", "decode"},
    "layout": {"markup", "repair", "decode"},
    "records": {"markup", "repair", "decode"},
    "markup": {"repair", "decode"},
    "repair": {"decode"},
    "cues": {"align"},
    "check": {"cues"},
}
"""Which stage may import which other."""

OUTWARD = {"typer", "rich", "click"}
"""What only the command line may import."""

PRINTING = {
    ("sys", "exit"),
    ("sys", "stdout"),
    ("sys", "stderr"),
    ("sys", "stdin"),
    ("os", "environ"),
    ("os", "_exit"),
}
"""Streams and environment: only the command line touches them."""


def modules() -> list[object]:
    """Return every module of the package as a parameter."""
    return [pytest.param(path, id=str(path.relative_to(SOURCE))) for path in sorted(SOURCE.rglob("*.py"))]


def part_of(name: str) -> str:
    """Return the part of the house that a dotted name of ours belongs to."""
    return name.split(".")[1] if "." in name else ""


def imports(tree: ast.Module) -> set[str]:
    """Return the dotted names that a module imports, inside functions and for types too."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner if node.module == "episcript" else {node.module}
    return found


def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def house_part(path: Path) -> str:
    """Return the part of the house in which a module lies; `""` for the package itself."""
    name = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    return "" if name == "__init__" else name


@pytest.mark.parametrize("path", modules())
def test_layers_point_one_way(path: Path) -> None:
    """A module imports lower layers, its own part, and what its stage has a door to; nothing else of ours."""
    here = house_part(path)
    if not here:
        return
    for name in imports(tree_of(path)):
        there = part_of(name) if name.split(".")[0] == "episcript" else here
        assert there in RANKS or there == "", f"{name} has no place in the house"
        below = there != "" and RANKS[there] < RANKS[here]
        same = RANKS.get(there) == RANKS[here] and (there in DOORS.get(here, set()) or here not in _STAGES)
        package = there == "" and here == "cli"
        assert there == here or below or same or package, f"{here} imports {name}"


_STAGES = {part for part, rank in RANKS.items() if rank == RANKS["decode"]}


def test_no_format_knows_another() -> None:
    """A reader imports no reader and a writer no writer; what they share lies in modules with a `_`."""
    for package in ("readers", "writers"):
        for path in (SOURCE / package).glob("*.py"):
            shared = {
                name.split(".")[2]
                for name in imports(tree_of(path))
                if name.startswith(f"episcript.{package}.")
            }
            assert all(name.startswith("_") for name in shared), f"{path.name} imports {shared}"


@pytest.mark.parametrize("path", modules())
def test_only_the_command_line_touches_the_terminal(path: Path) -> None:
    """Below `cli` nothing is printed, nothing exits, no stream or variable of the environment is read."""
    if house_part(path) in {"cli", "batch"}:
        return
    tree = tree_of(path)
    assert not {name.split(".")[0] for name in imports(tree)} & OUTWARD
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"print", "input", "exit", "quit"}, f"{path.name}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in PRINTING, f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("path", modules())
def test_no_assertion_and_no_bare_except_in_the_program(path: Path) -> None:
    """Input is refused with a diagnostic, and an error that nobody expected is not swallowed."""
    for node in ast.walk(tree_of(path)):
        assert not isinstance(node, ast.Assert), f"{path.name}:{node.lineno}"
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("path", modules())
def test_a_module_says_what_it_holds_and_stays_small(path: Path) -> None:
    """It opens with one sentence and has at most four hundred lines."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text)), "no docstring"


def test_the_check_sees_what_it_forbids() -> None:
    """Imports inside functions and of names from the package are seen."""
    tree = ast.parse(
        "def f():\n    import rich.console\n    from episcript import cli\n    from episcript.markup.front import x\n"
    )
    assert imports(tree) == {"rich.console", "episcript.cli", "episcript.markup.front"}
    assert {part_of(name) for name in imports(tree) if name.startswith("episcript")} == {"cli", "markup"}
