"""What a batch is asked and what it tells: options of `convert`, settings of the folder, and the lines on stderr."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from batch_folders import batch, logged, shows, statuses, tree

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "Well, when I came down to the harbour that morning the boats were gone and so was the ice"
SPOKEN = f"**Ann** [00:00:01]: {WORDS}.\n\n**Bo** [00:00:20]: And nobody had heard them leave at all?\n"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:12.500\n{0}\n\n00:21.400 --> 00:24.000\nand nobody had heard them leave at all\n"


def rows(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Return the rows that a batch writes to stdout."""
    _, stdout, _ = batch(folder, "shows", "-o", "-", "-t", "jsonl", "-q", *arguments)
    return [json.loads(line) for line in stdout.splitlines()]


def with_captions(folder: Path, *names: str) -> None:
    """Write an episode to each name below `shows`, and captions to each name below `captions`, where it ends so."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = CAPTIONS.format(WORDS.lower()) if name.endswith(".vtt") else SPOKEN
        path.write_text(text, encoding="utf-8")


def test_times_come_from_a_folder_of_captions(tmp_path: Path) -> None:
    """Each episode takes the captions of its stem, those below a folder of its own name first; where there are none it fails alone."""
    with_captions(tmp_path, "shows/talk.md", "shows/a/one.md", "shows/b/one.md", "shows/none.md")
    with_captions(tmp_path, "captions/talk.en.vtt", "captions/a/one.vtt", "captions/one.vtt")
    (tmp_path / "captions" / "a" / "one.vtt").write_text(
        CAPTIONS.format(WORDS.lower()).replace("00:21.400", "00:21.900"), encoding="utf-8"
    )
    arguments = ("shows", "-o", "out", "-t", "json", "--times-from", "captions")
    found = {row["source"]: row["status"] for row in logged(tmp_path, *arguments)}
    assert found == {
        "shows/a/one.md": "written",
        "shows/b/one.md": "written",
        "shows/none.md": "failed",
        "shows/talk.md": "written",
    }
    turns = {
        name: json.loads((tmp_path / "out" / name).read_text(encoding="utf-8"))["turns"]
        for name in ("talk.json", "a/one.json", "b/one.json")
    }
    assert {turn["anchor_source"] for each in turns.values() for turn in each} == {"aligned"}
    assert turns["a/one.json"] != turns["b/one.json"] == turns["talk.json"]
    with_captions(tmp_path, "captions/a/one.vtt")
    again = statuses(tmp_path, *arguments)
    assert [name for name, status in again.items() if status == "written"] == ["shows/a/one.md"]


def test_a_name_in_the_glossary_makes_outputs_new(tmp_path: Path) -> None:
    """What the file says counts, not its path."""
    shows(tmp_path, "one.md")
    (tmp_path / "names.txt").write_text("Ann Lee\n", encoding="utf-8")
    arguments = ("shows", "-o", "out", "-t", "txt", "--glossary", "names.txt")
    assert statuses(tmp_path, *arguments) == {"shows/one.md": "written"}
    (tmp_path / "names.txt").rename(tmp_path / "other.txt")
    assert statuses(tmp_path, *arguments[:-1], "other.txt") == {"shows/one.md": "unchanged"}
    (tmp_path / "other.txt").write_text("Ann Lee\nBo Wren\n", encoding="utf-8")
    assert statuses(tmp_path, *arguments[:-1], "other.txt") == {"shows/one.md": "written"}


def test_rows_that_are_cues_have_their_uncertainty(tmp_path: Path) -> None:
    """The columns of Parquet hold seconds with fractions in every column of times."""
    parquet = pytest.importorskip("pyarrow.parquet")
    shows(tmp_path, "one.md")
    assert {row["uncertainty"] for row in rows(tmp_path, "--per", "cue")} == {0.3}
    batch(tmp_path, "shows", "-o", "all.parquet", "--per", "cue", "-q")
    table = parquet.read_table(tmp_path / "all.parquet")
    assert set(table.column("uncertainty").to_pylist()) == {0.3}
    assert str(table.schema.field("uncertainty").type) == "double"


@pytest.mark.parametrize(
    ("file", "head"), [("episcript.toml", "[batch]"), ("pyproject.toml", "[tool.episcript.batch]")]
)
def test_settings_of_the_folder_are_taken_and_named(tmp_path: Path, file: str, head: str) -> None:
    """What is not typed comes from the file of the current folder; what is typed overrules it."""
    shows(tmp_path, "one.md")
    text = (
        f'{head}\nto = ["txt"]\noutput = "out"\ntimes = "none"\nexclude = "two*"\nnotes = false\njobs = 2\n'
    )
    (tmp_path / file).write_text(text, encoding="utf-8")
    (tmp_path / "shows" / "two.md").write_text("x", encoding="utf-8")
    code, _, stderr = batch(tmp_path, "shows")
    assert (code, stderr.splitlines()[0]) == (0, f"settings: {file}")
    assert tree(tmp_path / "out") == ["one.txt"]
    assert (tmp_path / "out" / "one.txt").read_text(encoding="utf-8").startswith("Ann: ")
    batch(tmp_path, "shows", "--times", "turn", "-t", "md", "-q")
    assert "(00:00:01)" in (tmp_path / "out" / "one.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[batch]\nforce = true\n", "episcript.toml: force is no setting; it is typed each time: --force"),
        ("[batch]\nprofle = 'bbc'\n", "did you mean profile?"),
        ("[batch]\nrecut = 'yes'\n", "episcript.toml: recut is not true or false"),
        ("[batch]\nto = 3\n", "episcript.toml: to is not a list of words"),
        ("[batch]\nprefer = 'srt'\njobs = true\n", "episcript.toml: jobs is not a word or a number"),
        ("[batch]\nprefer = ['srt', 3]\n", "episcript.toml: prefer is not a word or a number"),
        ("[batch]\noutput = 'a\\u0000b'\n".replace("'", '"'), "episcript.toml: output is not a word"),
        ("[batch]\ntimeout = 'long'\n", "episcript.toml: timeout: 'long' is not a valid"),
        ("[batch]\njobs = 0\n", "episcript.toml: jobs: 0 is not in the range x>=1 [usage]"),
        ("[batch]\nprofile = 'bbcc'\n", "'cjk'; did you mean bbc? [usage]"),
        ("[batch]\nto = ['srt', 'sub']\n", "episcript.toml: to: unknown format 'sub'; there are: "),
        ("[batch]\nprefer = ['srt', 'mp3']\n", "episcript.toml: prefer: unknown format 'mp3'"),
        ("[batch]\nfrom = 'words'\n", "episcript.toml: from: unknown format 'words'"),
        (
            "[batch]\nshift = ['+5', 'x']\n",
            "episcript.toml: shift: 'x' is no shift; for example +45, -2.5 or",
        ),
        ("[batch]\nfps = 'x'\n", "episcript.toml: fps: 'x' is no frame rate; for example 25 [usage]"),
        ("language = '!!'\n", "episcript.toml: language: '!!' is no BCP 47 tag; for example en [usage]"),
        ("[batch]\nencoding = 'nope'\n", "episcript.toml: encoding: unknown encoding 'nope'"),
        ("[batch]\nspeaker = 'Ann'\n", "episcript.toml: speaker: 'Ann' is no LABEL=NAME"),
        ("[bath]\njobs = 1\n", "bath"),
        ("[batch\n", "episcript.toml: error:"),
    ],
)
def test_settings_that_mean_nothing_are_refused(tmp_path: Path, text: str, said: str) -> None:
    """One line names what is wrong (exit 2); nothing is written."""
    shows(tmp_path, "one.md")
    (tmp_path / "episcript.toml").write_text(text, encoding="utf-8")
    code, _, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "srt")
    assert (code, stderr.count("\n")) == (2, 1)
    assert said in stderr
    assert "type: " not in stderr
    assert not (tmp_path / "out").exists()


def test_a_list_of_preferred_formats_may_be_a_list(tmp_path: Path) -> None:
    """Settings may have `prefer` as `to` is written: a list of words, or one word with commas."""
    shows(tmp_path, "one.md")
    (tmp_path / "shows" / "one.txt").write_text("Ann: Well.\n\nBo: Yes.\n\nAnn: So?\n", encoding="utf-8")
    for value in ('["srt", "txt"]', '"srt,txt"'):
        (tmp_path / "episcript.toml").write_text(f"[batch]\nprefer = {value}\n", encoding="utf-8")
        found = statuses(tmp_path, "shows", "-o", "out", "-t", "txt", "--force")
        assert found == {"shows/one.txt": "written"}


def test_settings_of_check_are_no_business_of_a_batch(tmp_path: Path) -> None:
    """Keys for `check`, in its table or outside of any, change nothing; a language outside of any is for both."""
    shows(tmp_path, "one.md")
    (tmp_path / "episcript.toml").write_text(
        'language = "de"\nignore = ["prose"]\n[check]\nbaseline = "known.json"\n', encoding="utf-8"
    )
    assert {row["language"] for row in rows(tmp_path)} == {"de"}


def test_a_screen_holds_what_is_told(tmp_path: Path) -> None:
    """However much goes wrong: at most eleven lines, what is left out is counted, then the line to type and the table."""
    folder = shows(tmp_path, "one.md")
    for number in range(30):
        (folder / f"bad{number}.json").write_bytes(b"\x00\x01\x02\x03" * 100)
    code, _, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "srt")
    lines = stderr.split("     1  written")[0].splitlines()
    told = [line for line in lines if "files," not in line]
    assert code == 1
    assert len(told) <= 12
    assert "+ 24 more errors: -v lists each" in told
    assert told[-1] == "30 remarks: episcript check shows"
    quiet = batch(tmp_path, "shows", "-o", "out", "-t", "srt", "-q")[2]
    assert quiet.count("error: is binary") == 30
