"""The recipes of docs/recipes.md run as they stand, one after the other in one folder."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from pages import ROOT, blocks, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BLOCK = re.compile(r"^```(sh|python|makefile)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RECIPES = _BLOCK.findall(text_of(ROOT / "docs" / "recipes.md"))
WORKFLOW, PRE_COMMIT = blocks(text_of(ROOT / "docs" / "recipes.md"), "yaml")
SAID = {
    "jq -rs": "Perran Oldacre\t",
    "jq -r ": "#t=",
    "import duckdb": "seconds",
    "import polars": "Perran Oldacre",
    "import json\n\nimport pandas": "trams",
    "import pyarrow": "double",
    "import json\nimport sqlite3": "[water]",
}
"""How a recipe begins, and a part of what it must print."""
WRITTEN = {
    "batch data/episodes -o all.jsonl": "all.jsonl",
    "batch data/episodes -o all.parquet": "all.parquet",
    "content/episodes": "content/episodes/tides.md",
    "static/captions": "static/captions/seedbank.vtt",
    "SOURCES": "subtitles/tides.srt",
    "--write-baseline": "known.json",
}
"""What stands in a recipe, and a file that it must write."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample episodes, an untimed one of which comes first, and the program on its path."""
    made = tmp_path_factory.mktemp("recipes")
    shutil.copytree(ROOT / "data", made / "data")
    shutil.copy(ROOT / "data" / "episodes" / "seedbank.txt", made / "data" / "episodes" / "a-first.txt")
    return made


def step(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder`, with the program on its path."""
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    environment = {"PATH": path, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False, env=environment)


def typed(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run what somebody types in a shell."""
    return step(["bash", "-ec", line], folder)


def ran(language: str, recipe: str, folder: Path) -> str:
    """Return what a recipe prints."""
    if language == "makefile":
        (folder / "Makefile").write_text(recipe, encoding="utf-8")
        recipe = "make -s"
    command = (
        [sys.executable, "-X", "utf8", "-c", recipe] if language == "python" else ["bash", "-ec", recipe]
    )
    run = step(command, folder)
    assert run.returncode == 0, run.stderr
    assert language != "python" or run.stderr == ""
    return run.stdout


@pytest.mark.parametrize(
    ("language", "recipe"), [pytest.param(*one, id=f"{n}-{one[0]}") for n, one in enumerate(RECIPES)]
)
def test_a_recipe_works(language: str, recipe: str, folder: Path) -> None:
    """It ends well, prints what it is for, and writes the files that it names; types hold although the first rows have no times."""
    program = (
        "make" if language == "makefile" else recipe.split(maxsplit=1)[0] if language == "sh" else "bash"
    )
    if program != "episcript" and not shutil.which(program):
        pytest.skip(f"no {program}")
    printed = ran(language, recipe, folder)
    expected = [part for begin, part in SAID.items() if recipe.startswith(begin)]
    files = [name for part, name in WRITTEN.items() if part in recipe]
    assert expected or files
    assert all(part in printed for part in expected), printed
    assert all((folder / name).stat().st_size for name in files)


def test_the_search_finds_words_of_the_archive(folder: Path) -> None:
    """The database of the recipe holds every row."""
    rows = (folder / "all.jsonl").read_text(encoding="utf-8").count("\n")
    with sqlite3.connect(folder / "archive.sqlite") as database:
        assert database.execute("SELECT count(*) FROM said").fetchone() == (rows,)
    database.close()


@pytest.fixture
def spoiled(folder: Path) -> Iterator[str]:
    """Yield the path of a sample episode in which a clock falls now."""
    path = folder / "data" / "episodes" / "tides.md"
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("00:02:09", "00:00:09", 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before
    yield "data/episodes/tides.md"
    path.write_text(before, encoding="utf-8")


def test_the_workflow_tells_what_is_new(folder: Path, spoiled: str) -> None:
    """Its last step passes for what the baseline knows, and fails with a line for GitHub for a clock that falls now."""
    job = yaml.safe_load(WORKFLOW)["jobs"]["check"]
    install, check = [one["run"] for one in job["steps"] if "run" in one]
    assert install == "pip install episcript"
    failed = typed(check, folder)
    assert failed.returncode == 1
    assert f"::warning file={spoiled},line=" in failed.stdout
    assert typed("episcript check data/episodes --write-baseline newly.json", folder).returncode == 0
    known = typed(check.replace("known.json", "newly.json"), folder)
    assert (known.returncode, known.stdout) == (0, "")


def test_the_hooks_see_what_is_committed(folder: Path, spoiled: str) -> None:
    """Each hook is one that the repository has; it runs on the files that both it and the recipe name."""
    has = {hook["id"]: hook for hook in yaml.safe_load(text_of(ROOT / ".pre-commit-hooks.yaml"))}
    (repository,) = yaml.safe_load(PRE_COMMIT)["repos"]
    codes = {}
    for asked in repository["hooks"]:
        hook = has[asked["id"]]
        staged = [spoiled, "data/README.md", "data/episodes/bread.txt", "data/episodes/cover.png"]
        files = [
            name for name in staged if re.search(hook["files"], name) and re.search(asked["files"], name)
        ]
        assert files == [spoiled, "data/episodes/bread.txt"]
        ran = typed(shlex.join([*hook["entry"].split(), *asked.get("args", []), *files]), folder)
        codes[asked["id"]] = ran.returncode
    assert codes == {"episcript-repair": 0, "episcript-check": 1}


def test_the_first_rows_have_no_times(folder: Path) -> None:
    """The rows begin with an episode without clocks: the case in which guessed types go wrong."""
    first = (folder / "all.jsonl").read_text(encoding="utf-8").partition("\n")[0]
    assert '"start": null' in first


def test_all_recipes_are_found() -> None:
    """An empty parametrisation cannot pass unseen."""
    assert len(RECIPES) >= 11
