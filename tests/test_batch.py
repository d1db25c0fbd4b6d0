"""Batches: what is found, what is new, what a person touched, and how it is told."""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING

import pytest

from batch_folders import PROSE, TALK, UNTIMED, batch, logged, shows, statuses, tree
from episcript.batch.discovery import Search, search
from episcript.batch.manifest import listed, opened
from episcript.batch.model import Found
from episcript.batch.plan import Plan
from episcript.batch.run import vanished
from pages import run

if TYPE_CHECKING:
    from pathlib import Path

TO_SRT = ("-o", "out", "-t", "srt")


def test_force_converts_what_is_not_new(tmp_path: Path) -> None:
    """With `--force` a source is read again although nothing has changed, as `--dry-run` says; its remarks come again."""
    shows(tmp_path, "one.md")
    batch(tmp_path, "shows", *TO_SRT, "-q")
    assert statuses(tmp_path, "shows", *TO_SRT) == {"shows/one.md": "unchanged"}
    (row,) = logged(tmp_path, "shows", *TO_SRT, "--force")
    assert (row["status"], row["turns"]) == ("written", 3)


def test_folders_are_mirrored(tmp_path: Path) -> None:
    """Every file below the folder is written at the same place below the output."""
    shows(tmp_path, "one.md", "deep/er/two.md")
    code, stdout, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "srt,json")
    assert (code, stdout) == (0, "")
    assert tree(tmp_path / "out") == ["deep/er/two.json", "deep/er/two.srt", "one.json", "one.srt"]
    assert "2  written" in stderr


@pytest.mark.parametrize("name", ["shows", "shows/", "./shows", "shows/."])
def test_a_folder_is_the_same_by_any_name(tmp_path: Path, name: str) -> None:
    """A separator behind it, or a full stop before it, changes neither names nor outputs."""
    shows(tmp_path, "one.md", "deep/two.md")
    assert set(statuses(tmp_path, name, *TO_SRT)) == {"shows/one.md", "shows/deep/two.md"}
    assert tree(tmp_path / "out") == ["deep/two.srt", "one.srt"]


def test_one_output_that_is_a_source_is_refused(tmp_path: Path) -> None:
    """A source that is named is not replaced by the rows of all, also not through a link."""
    shows(tmp_path, "one.md")
    batch(tmp_path, "shows", "-o", "all.jsonl")
    rows = (tmp_path / "all.jsonl").read_bytes()
    (tmp_path / "link.jsonl").symlink_to("all.jsonl")
    for source in ("all.jsonl", "link.jsonl"):
        code, _, stderr = batch(tmp_path, source, "-o", "all.jsonl")
        assert (code, "is a source" in stderr) == (2, True)
    assert (tmp_path / "all.jsonl").read_bytes() == rows


def test_the_bytes_are_those_of_convert(tmp_path: Path) -> None:
    """A batch writes what `convert` writes with the same options."""
    shows(tmp_path, "one.md")
    options = ("-t", "json,srt,md", "--speaker-labels", "always", "--duration", "0:09")
    batch(tmp_path, "shows", "-o", "out", *options)
    run(["convert", "shows/one.md", "-o", "single/", *options], tmp_path)
    for name in tree(tmp_path / "single"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "single" / name).read_bytes()


def test_any_number_of_workers_writes_the_same(tmp_path: Path) -> None:
    """One worker and three write the same files and tell the same remarks in the same order."""
    shows(tmp_path, *(f"{number}.md" for number in range(12)))
    (tmp_path / "shows" / "5.md").write_text(UNTIMED, encoding="utf-8")
    told = {
        jobs: run(
            ["batch", "shows", "-o", jobs, "-t", "srt,json", "--jobs", jobs, "--report", "jsonl"], tmp_path
        )
        for jobs in ("1", "3")
    }
    assert told["1"].stderr == told["3"].stderr
    assert tree(tmp_path / "1") == tree(tmp_path / "3")
    assert all(
        (tmp_path / "1" / name).read_bytes() == (tmp_path / "3" / name).read_bytes()
        for name in tree(tmp_path / "1")
    )


LEFT_OUT = (".git/x.md", "node_modules/x.md", ".x.md", "out/x.md", "env/lib/x.md", "x.mp3", "x.png")


def test_what_is_no_source_is_left_out(tmp_path: Path) -> None:
    """Dot-folders, packages, environments, the output and files of other kinds are not looked at."""
    folder = shows(tmp_path, "one.md", *LEFT_OUT)
    (folder / "env" / "pyvenv.cfg").touch()
    assert statuses(folder, ".", "-o", "out", "-t", "txt") == {"one.md": "written"}


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    """A loop of links is never entered, and a link that leads nowhere is no source."""
    folder = shows(tmp_path, "one.md")
    (folder / "loop").symlink_to(folder)
    (folder / "self.md").symlink_to(folder / "self.md")
    (folder / "linked.md").symlink_to(folder / "one.md")
    assert set(statuses(tmp_path, "shows", *TO_SRT)) == {"shows/linked.md", "shows/one.md"}


@pytest.mark.parametrize(
    ("arguments", "taken"),
    [
        (("--include", "*.txt"), {"shows/c.txt"}),
        (("--include", "a/*"), {"shows/a/one.md", "shows/a/two.md"}),
        (("--exclude", "a"), {"shows/b/one.md", "shows/c.txt"}),
        (("--exclude", "two.md", "--exclude", "*.txt"), {"shows/a/one.md", "shows/b/one.md"}),
    ],
)
def test_patterns_choose(tmp_path: Path, arguments: tuple[str, ...], taken: set[str]) -> None:
    """`--include` takes only what matches a path or a name, `--exclude` leaves it out, folders too."""
    shows(tmp_path, "a/one.md", "a/two.md", "b/one.md", "c.txt")
    assert set(statuses(tmp_path, "shows", *TO_SRT, *arguments)) == taken


def test_globs_are_expanded_below_their_fixed_part(tmp_path: Path) -> None:
    """A quoted glob is a folder with a pattern."""
    shows(tmp_path, "a/one.md", "a/two.txt", "b/one.md")
    batch(tmp_path, "shows/**/*.md", *TO_SRT)
    assert tree(tmp_path / "out") == ["a/one.srt", "b/one.srt"]


@pytest.mark.parametrize("end", ["\n", "\0"])
def test_names_come_from_a_list(tmp_path: Path, end: str) -> None:
    """`--files-from -` takes names that end with a line end or with a NUL, and mirrors their folders."""
    shows(tmp_path, "a/one.md", "b/two.md", "three.md")
    names = "".join(f"{name}{end}" for name in ("shows/a/one.md", "./shows/b/two.md")).encode()
    batch(tmp_path, "--files-from", "-", *TO_SRT, stdin=names)
    assert tree(tmp_path / "out") == ["shows/a/one.srt", "shows/b/two.srt"]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be")
def test_odd_names_are_names(tmp_path: Path) -> None:
    """Line ends, bytes that are no UTF-8 and the longest of names stay as they are, in outputs and on a second run."""
    folder = shows(tmp_path)
    folder.mkdir()
    names = [b"new\nline.md", b"caf\xe9.md", b"n" * 251 + b".md", b"-t.md"]
    for name in names:
        (folder / os.fsdecode(name)).write_text(TALK.format(1), encoding="utf-8")
    code, _, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "txt")
    assert (code, stderr.count("new\\nline")) == (0, 0)
    written = {os.fsencode(path.name) for path in (tmp_path / "out").iterdir()} - {b".episcript"}
    assert written == {name.removesuffix(b"md") + b"txt" for name in names}
    assert set(statuses(tmp_path, "shows", "-o", "out", "-t", "txt").values()) == {"unchanged"}


def test_a_name_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    """Where the suffix makes a name longer than the system takes, that file fails and the others are written."""
    shows(tmp_path, "one.md", "n" * 252 + ".md")
    code, _, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "json")
    assert code == 1
    assert "too long" in stderr.lower()
    assert tree(tmp_path / "out") == ["one.json"]


def test_one_stem_is_one_episode(tmp_path: Path) -> None:
    """Of several forms of an episode the first of `--prefer` is taken; the others are counted."""
    shows(tmp_path, "talk.md", "talk.txt", "talk.srt", "other.txt")
    code, _, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "json")
    assert code == 0
    assert "2  left out, another form of an episode" in stderr
    assert '"name": "talk.md"' in (tmp_path / "out" / "talk.json").read_text(encoding="utf-8")
    assert set(statuses(tmp_path, "shows", "-o", "out2", "-t", "json", "--prefer", "txt")) == {
        "shows/other.txt",
        "shows/talk.txt",
    }


def test_two_sources_for_one_output_are_refused_before_any_work(tmp_path: Path) -> None:
    """Two files of one suffix that would be one output are a wrong command line, and nothing is written."""
    shows(tmp_path, "a/talk.md", "b/talk.md")
    code, _, stderr = batch(tmp_path, "shows/a", "shows/b", *TO_SRT)
    assert code == 2
    assert "'shows/a/talk.md' and 'shows/b/talk.md'" in stderr
    assert not (tmp_path / "out").exists()


def test_an_output_that_is_a_source_is_refused(tmp_path: Path) -> None:
    """A batch into the folder of the sources does not replace them."""
    shows(tmp_path, "talk.md")
    code, _, stderr = batch(tmp_path, "shows", "-o", "shows", "-t", "md")
    assert (code, "is a source" in stderr) == (2, True)
    assert (tmp_path / "shows" / "talk.md").read_text(encoding="utf-8") == TALK.format(0)


@pytest.mark.parametrize("output", ["out", "."])
def test_outputs_are_no_sources_of_the_next_run(tmp_path: Path, output: str) -> None:
    """A batch of the current folder finds the same sources twice, also where outputs lie beside them."""
    folder = shows(tmp_path, "one.md", "a/two.md")
    first = statuses(folder, ".", "-o", output, "-t", "json,txt", "--exclude", "log.jsonl")
    second = statuses(folder, ".", "-o", output, "-t", "json,txt", "--exclude", "log.jsonl")
    assert first == dict.fromkeys(second, "written")
    assert second == dict.fromkeys(first, "unchanged")


def test_outputs_of_another_batch_are_no_sources(tmp_path: Path) -> None:
    """What a batch has written into one folder is no source of a batch into another."""
    folder = shows(tmp_path, "one.md")
    batch(folder, ".", "-o", "first", "-t", "json")
    assert set(statuses(folder, ".", "-o", "second", "-t", "txt", "--exclude", "log.jsonl")) == {"one.md"}


def test_prose_is_skipped_and_taken_on_demand(tmp_path: Path) -> None:
    """A file without labels, clocks and chapters is counted and not written, unless `--prose` takes it."""
    (shows(tmp_path, "one.md") / "readme.md").write_text(PROSE, encoding="utf-8")
    assert statuses(tmp_path, "shows", "-o", "out", "-t", "json")["shows/readme.md"] == "skipped"
    assert tree(tmp_path / "out") == ["one.json"]
    assert statuses(tmp_path, "shows", "-o", "out", "-t", "json")["shows/readme.md"] == "unchanged"
    assert statuses(tmp_path, "shows", "-o", "out", "-t", "json", "--prose")["shows/readme.md"] == "written"


def test_a_file_of_a_folder_that_never_was_an_episode_is_skipped(tmp_path: Path) -> None:
    """Settings among transcripts are counted and no failure; where such a file is named, or all are wanted, it is told."""
    other = shows(tmp_path, "one.md") / "package.json"
    other.write_text('{"name": "shows", "private": true}', encoding="utf-8")
    assert statuses(tmp_path, "shows", "-o", "out", "-t", "json")["shows/package.json"] == "skipped"
    assert statuses(tmp_path, "shows", "-o", "out", "-t", "json")["shows/package.json"] == "unchanged"
    assert batch(tmp_path, "shows", "-o", "out", "-t", "json")[0] == 0
    assert batch(tmp_path, "shows", "-o", "out", "-t", "json", "--prose")[0] == 1
    assert "no speech in it" in batch(tmp_path, "shows/package.json", "-o", "other", "-t", "json")[2]


def test_a_format_that_cannot_be_given_is_partial(tmp_path: Path) -> None:
    """Without any clock there is no SRT, but JSON; that is no failure."""
    folder = shows(tmp_path, "one.md")
    (folder / "untimed.md").write_text(UNTIMED, encoding="utf-8")
    code, _, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "srt,json")
    assert (code, "1  partial" in stderr) == (0, True)
    assert tree(tmp_path / "out") == ["one.json", "one.srt", "untimed.json"]


def test_failures_are_told_and_the_others_written(tmp_path: Path) -> None:
    """A source that cannot be read costs exit code 1 and a line, no more."""
    folder = shows(tmp_path, "one.md", "two.md")
    (folder / "bad.json").write_bytes(b"\x00\x01\x02\x03" * 100)
    code, _, stderr = batch(tmp_path, "shows", *TO_SRT)
    assert code == 1
    assert "shows/bad.json: error: is binary" in stderr
    assert tree(tmp_path / "out") == ["one.srt", "two.srt"]
    assert statuses(tmp_path, "shows", *TO_SRT)["shows/bad.json"] == "failed"


def test_fail_fast_ends_with_the_first_failure(tmp_path: Path) -> None:
    """Nothing behind the file that failed is told of."""
    folder = shows(tmp_path, "b.md", "c.md")
    (folder / "a.json").write_bytes(b"\x00\x01\x02\x03" * 100)
    assert list(statuses(tmp_path, "shows", *TO_SRT, "--fail-fast")) == ["shows/a.json"]


def test_an_edited_output_is_kept(tmp_path: Path) -> None:
    """Of outputs whose sources changed, the one that somebody edited stands and is named with its source."""
    folder = shows(tmp_path, *(f"{number}.md" for number in range(5)))
    batch(tmp_path, "shows", *TO_SRT)
    (tmp_path / "out" / "3.srt").write_text("my own work\n", encoding="utf-8")
    for path in folder.iterdir():
        path.write_text(TALK.format("new"), encoding="utf-8")
    code, _, stderr = batch(tmp_path, "shows", *TO_SRT)
    assert code == 0
    assert "out/3.srt: warning:" in stderr
    assert "shows/3.md" in stderr
    assert "4  written" in stderr
    assert "1  edited output, kept (--force replaces it)" in stderr
    for number in range(5):
        text = (tmp_path / "out" / f"{number}.srt").read_text(encoding="utf-8")
        assert ("episode new" in text) == (number != 3)
    assert (tmp_path / "out" / "3.srt").read_text(encoding="utf-8") == "my own work\n"


def test_force_replaces_what_was_edited(tmp_path: Path) -> None:
    """`--force` writes over an edited output, whether its source changed or not."""
    shows(tmp_path, "one.md")
    batch(tmp_path, "shows", *TO_SRT)
    (tmp_path / "out" / "one.srt").write_text("my own work\n", encoding="utf-8")
    assert statuses(tmp_path, "shows", *TO_SRT) == {"shows/one.md": "unchanged"}
    assert (tmp_path / "out" / "one.srt").read_text(encoding="utf-8") == "my own work\n"
    assert statuses(tmp_path, "shows", *TO_SRT, "--force") == {"shows/one.md": "written"}
    assert "Welcome" in (tmp_path / "out" / "one.srt").read_text(encoding="utf-8")


def test_a_file_that_somebody_made_is_kept(tmp_path: Path) -> None:
    """An output that was there before the first batch is nobody's but its owner's; an equal one is not touched."""
    shows(tmp_path, "one.md", "two.md")
    run(["convert", "shows/two.md", "-o", "out/two.srt"], tmp_path)
    (tmp_path / "out" / "one.srt").write_text("by hand\n", encoding="utf-8")
    before = (tmp_path / "out" / "two.srt").stat().st_mtime_ns
    rows = logged(tmp_path, "shows", *TO_SRT)
    assert [row["kept"] for row in rows] == [[os.path.join("out", "one.srt")], []]  # noqa: PTH118
    assert (tmp_path / "out" / "two.srt").stat().st_mtime_ns == before


def test_a_missing_or_empty_output_is_written_again(tmp_path: Path) -> None:
    """An output that was removed, or that a power failure emptied, is made anew although its source is unchanged."""
    shows(tmp_path, "one.md", "two.md", "three.md")
    batch(tmp_path, "shows", *TO_SRT)
    (tmp_path / "out" / "one.srt").unlink()
    (tmp_path / "out" / "two.srt").write_bytes(b"")
    found = statuses(tmp_path, "shows", *TO_SRT)
    assert found == {"shows/one.md": "written", "shows/two.md": "written", "shows/three.md": "unchanged"}
    assert (tmp_path / "out" / "two.srt").stat().st_size


def test_other_settings_are_new(tmp_path: Path) -> None:
    """Another option converts anew; another format is made beside the first, which is remembered."""
    shows(tmp_path, "one.md")
    base = ("shows", "-o", "out", "-t")
    assert statuses(tmp_path, *base, "srt") == {"shows/one.md": "written"}
    assert statuses(tmp_path, *base, "txt") == {"shows/one.md": "written"}
    assert statuses(tmp_path, *base, "srt") == {"shows/one.md": "unchanged"}
    assert statuses(tmp_path, *base, "srt", "--speaker-labels", "never") == {"shows/one.md": "written"}
    assert statuses(tmp_path, *base, "txt") == {"shows/one.md": "unchanged"}


def test_a_touched_source_is_unchanged(tmp_path: Path) -> None:
    """The bytes decide, not the time of the file."""
    folder = shows(tmp_path, "one.md")
    batch(tmp_path, "shows", *TO_SRT)
    os.utime(folder / "one.md", (1, 1))
    assert statuses(tmp_path, "shows", *TO_SRT) == {"shows/one.md": "unchanged"}


def test_a_file_beside_the_source_counts(tmp_path: Path) -> None:
    """Where the file of `--chapters` changes, its episodes are new."""
    shows(tmp_path, "one.md")
    (tmp_path / "chapters.txt").write_text("0:00 Hello\n0:04 Thanks\n", encoding="utf-8")
    arguments = ("shows", "-o", "out", "-t", "json", "--chapters", "chapters.txt")
    assert statuses(tmp_path, *arguments) == {"shows/one.md": "written"}
    assert statuses(tmp_path, *arguments) == {"shows/one.md": "unchanged"}
    (tmp_path / "chapters.txt").write_text("0:00 Hello\n0:04 Thank you\n", encoding="utf-8")
    assert statuses(tmp_path, *arguments) == {"shows/one.md": "written"}
    assert "Thank you" in (tmp_path / "out" / "one.json").read_text(encoding="utf-8")


def test_a_missing_file_beside_the_source_is_named(tmp_path: Path) -> None:
    """Not the source is missing, but the file of `--chapters`."""
    shows(tmp_path, "one.md")
    code, _, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "json", "--chapters", "nowhere.txt")
    assert (code, stderr.splitlines()[0]) == (3, "nowhere.txt: error: no such file [no-such-file]")


def test_a_torn_line_of_the_manifest_hurts_nothing(tmp_path: Path) -> None:
    """What a pulled plug left at the end of the manifest is as if it had not been written."""
    shows(tmp_path, "one.md", "two.md")
    batch(tmp_path, "shows", *TO_SRT)
    manifest = tmp_path / "out" / ".episcript" / "manifest.jsonl"
    whole, out = manifest.read_bytes(), str(tmp_path / "out")
    with opened(out) as known:
        places = known.places
    for torn in (b"\x00" * 40, b"not json\n", b'{"number": 1}\n', b"[]\n", b'{"number": 99, "sour'):
        manifest.write_bytes(whole + torn)
        with opened(out) as known:
            assert known.places == places
    assert set(statuses(tmp_path, "shows", *TO_SRT).values()) == {"unchanged"}


def test_outputs_of_vanished_sources_are_listed_and_pruned(tmp_path: Path) -> None:
    """They are named and kept; with `--prune` they go, save what somebody edited."""
    folder = shows(tmp_path, "one.md", "two.md", "deep/three.md")
    batch(tmp_path, "shows", *TO_SRT)
    (folder / "two.md").unlink()
    (folder / "deep" / "three.md").unlink()
    code, _, stderr = batch(tmp_path, "shows", *TO_SRT)
    assert (code, stderr.count("[source-vanished]")) == (0, 2)
    assert len(tree(tmp_path / "out")) == 3
    (tmp_path / "out" / "two.srt").write_text("by hand\n", encoding="utf-8")
    batch(tmp_path, "shows", *TO_SRT, "--prune")
    assert tree(tmp_path / "out") == ["one.srt", "two.srt"]
    assert not (tmp_path / "out" / "deep").exists()


def test_a_source_that_is_missing_prunes_nothing(tmp_path: Path) -> None:
    """A folder that is not mounted today does not cost its outputs."""
    folder = shows(tmp_path, "a/one.md", "b/two.md")
    batch(tmp_path, "shows/a", "shows/b", *TO_SRT)
    (folder / "b" / "two.md").unlink()
    (folder / "b").rmdir()
    code, _, stderr = batch(tmp_path, "shows/a", "shows/b", *TO_SRT, "--prune")
    assert (code, "shows/b: error: no such file" in stderr) == (1, True)
    assert tree(tmp_path / "out") == ["one.srt", "two.srt"]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It lists what would be converted, without what is unchanged."""
    folder = shows(tmp_path, "one.md", "two.md")
    code, stdout, _ = batch(tmp_path, "shows", *TO_SRT, "--dry-run")
    assert (code, stdout) == (0, "shows/one.md -> out/one.srt\nshows/two.md -> out/two.srt\n")
    assert not (tmp_path / "out").exists()
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    batch(tmp_path, "shows", *TO_SRT)
    assert batch(tmp_path, "shows", *TO_SRT, "--dry-run")[1] == ""


def test_a_line_of_the_log_says_what_became_of_a_file(tmp_path: Path) -> None:
    """It has the status, the layout, counts, the diagnostics by code and the time."""
    shows(tmp_path, "one.md")
    row = logged(tmp_path, "shows", *TO_SRT)[0]
    assert isinstance(row.pop("seconds"), float)
    assert row == {
        "source": "shows/one.md",
        "status": "written",
        "layout": "**NAME** [CLOCK]: TEXT",
        "turns": 3,
        "chapters": 0,
        "repairs": 0,
        "diagnostics": {},
        "kept": [],
        "error": None,
    }


def test_fail_on_weighs_the_remarks_of_all_files(tmp_path: Path) -> None:
    """`--fail-on warning` is exit code 1 where one file has a warning; everything is written all the same."""
    folder = shows(tmp_path, "one.md")
    assert batch(tmp_path, "shows", *TO_SRT, "--fail-on", "warning")[0] == 0
    (folder / "untimed.md").write_text(UNTIMED, encoding="utf-8")
    assert batch(tmp_path, "shows", *TO_SRT, "--fail-on", "warning")[0] == 1


@pytest.mark.parametrize("form", ["json", "jsonl", "github", "text"])
def test_the_report_holds_every_remark(tmp_path: Path, form: str) -> None:
    """The forms for programs are whole over all files, in a file as on stderr."""
    folder = shows(tmp_path, "one.md")
    for name in ("a.md", "b.md"):
        (folder / name).write_text(UNTIMED, encoding="utf-8")
    batch(tmp_path, "shows", *TO_SRT, "--report", form, "--report-file", "report")
    text = (tmp_path / "report").read_text(encoding="utf-8")
    assert text.count("no clock in the source") == 2
    if form == "json":
        assert [row["file"] for row in json.loads(text)] == ["shows/a.md", "shows/b.md"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("shows",), 2, "no output"),
        (("shows", "-o", "out"), 2, "no format to write"),
        (("-o", "out", "-t", "srt"), 2, "no source"),
        (("shows", "-o", "-", "-t", "srt"), 2, "stdout takes rows"),
        (("shows", "-o", "all.csv", "-t", "jsonl"), 2, "all.csv holds csv"),
        (("shows", "-o", "out", "-t", "srrt"), 2, "did you mean srt?"),
        (("shows", "-o", "out", "-t", "srt", "--prefer", "mdd"), 2, "did you mean md?"),
        (("shows", "-o", "out", "-t", "srt", "--language", "!"), 2, "BCP 47"),
        (("nowhere", "-o", "out", "-t", "srt"), 3, "nowhere: error: no such file"),
        (("empty", "-o", "out", "-t", "srt"), 3, "empty: error: no source in it"),
        (("shows", "-o", "file/out", "-t", "srt"), 4, "file/out: error: cannot be written"),
    ],
)
def test_mistakes_are_told_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """A wrong command line, an input that is not there and an output that cannot be have their exit codes."""
    shows(tmp_path, "one.md")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    found, stdout, stderr = batch(tmp_path, *arguments)
    assert (found, stdout) == (code, "")
    assert words in stderr
    assert stderr.count("\n") == 1


def test_rows_of_all_episodes_go_into_one_output(tmp_path: Path) -> None:
    """JSON Lines and CSV hold the rows of every episode in the order of the sources, one header, paths as names."""
    shows(tmp_path, "b/two.md", "a/one.md", "three.md")
    batch(tmp_path, "shows", "-o", "all.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["episode"] for row in rows] == ["a/one"] * 3 + ["b/two"] * 3 + ["three"] * 3
    code, stdout, _ = batch(tmp_path, "shows", "-o", "-", "-t", "csv")
    assert (code, stdout.count("episode,title"), len(stdout.splitlines())) == (0, 1, 10)


def test_one_output_is_compressed_by_its_suffix(tmp_path: Path) -> None:
    """`.gz` and `.zst` hold the same rows, and the same rows are the same bytes."""
    zstandard = pytest.importorskip("zstandard")
    shows(tmp_path, "one.md", "two.md")
    for name in ("all.jsonl", "all.jsonl.gz", "all.jsonl.zst", "again.jsonl.gz"):
        assert batch(tmp_path, "shows", "-o", name)[0] == 0
    plain = (tmp_path / "all.jsonl").read_bytes()
    assert gzip.decompress((tmp_path / "all.jsonl.gz").read_bytes()) == plain
    with zstandard.open(tmp_path / "all.jsonl.zst", "rb") as stream:
        assert stream.read() == plain
    assert (tmp_path / "all.jsonl.gz").read_bytes() == (tmp_path / "again.jsonl.gz").read_bytes()


def test_columns_have_their_types_whatever_the_first_rows_hold(tmp_path: Path) -> None:
    """Parquet has times as floats and lines as integers although the first episode has no time at all."""
    parquet = pytest.importorskip("pyarrow.parquet")
    folder = shows(tmp_path, "b.md")
    (folder / "a.md").write_text(UNTIMED, encoding="utf-8")
    assert batch(tmp_path, "shows", "-o", "all.parquet")[0] == 0
    table = parquet.read_table(tmp_path / "all.parquet")
    assert str(table.schema.field("start").type) == "double"
    assert table.column("start").to_pylist() == [None] * 4 + [1.0, 4.0, 7.0]


def test_one_output_is_whole_or_not_touched(tmp_path: Path) -> None:
    """A batch that ends early leaves the output as it was, and nothing beside it."""
    folder = shows(tmp_path, "b.md")
    (folder / "a.json").write_bytes(b"\x00\x01\x02\x03" * 100)
    (tmp_path / "all.jsonl").write_text("before\n", encoding="utf-8")
    assert batch(tmp_path, "shows", "-o", "all.jsonl", "--fail-fast")[0] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl", "shows"]
    assert (tmp_path / "all.jsonl").read_text(encoding="utf-8") == "before\n"


def test_two_formats_of_two_episodes_for_one_output_are_refused(tmp_path: Path) -> None:
    """`talk` and `talk.transcript` would both be `talk.transcript.json`."""
    shows(tmp_path, "talk.md", "talk.transcript.md")
    code, _, stderr = batch(tmp_path, "shows", "-o", "out", "-t", "json,podcast-json")
    assert (code, "talk.transcript.json" in stderr) == (2, True)
    assert batch(tmp_path, "shows", "-o", "out", "-t", "json")[0] == 0


def test_one_output_and_the_log_are_no_sources_of_the_next_run(tmp_path: Path) -> None:
    """A batch of the current folder finds the same sources twice, whatever it writes there, and whatever its patterns."""
    folder = shows(tmp_path, "one.md", "a/two.md")
    arguments = (
        ".",
        "-o",
        "all.jsonl",
        "--log",
        "a/log.jsonl",
        "--report-file",
        "said.txt",
        "--include",
        "*",
    )
    first = batch(folder, *arguments)
    rows = (folder / "all.jsonl").read_bytes()
    assert batch(folder, *arguments)[0] == first[0] == 0
    assert (folder / "all.jsonl").read_bytes() == rows
    assert (folder / "a" / "log.jsonl").read_text(encoding="utf-8").count("\n") == 2


def test_an_empty_source_prunes_nothing(tmp_path: Path) -> None:
    """A disk that is not mounted leaves an empty folder, and that does not cost its outputs."""
    folder = shows(tmp_path, "a/one.md", "b/two.md")
    batch(tmp_path, "shows/a", "shows/b", *TO_SRT)
    (folder / "b" / "two.md").unlink()
    code, _, stderr = batch(tmp_path, "shows/a", "shows/b", *TO_SRT, "--prune")
    assert (code, "out/two.srt" in stderr) == (0, True)
    assert tree(tmp_path / "out") == ["one.srt", "two.srt"]


def test_a_folder_that_cannot_be_read_is_told_and_prunes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no folder without episodes: it is named among what is missing."""
    folder = shows(tmp_path, "a/one.md", "b/two.md")
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("b"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    finds = search([str(folder)], [], Search((".md",)))
    assert [one.below for one in finds.found] == ["a/one.md"]
    assert [(one.file, str(one)) for one in finds.missing] == [
        (str(folder / "b"), "cannot be read: Permission denied")
    ]


def test_a_source_that_cannot_be_looked_at_has_not_vanished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what the system says is not there is gone."""
    folder = shows(tmp_path, "one.md", "two.md")
    batch(tmp_path, "shows", *TO_SRT)
    real = os.lstat

    def lstat(path: str) -> os.stat_result:
        if str(path).endswith("two.md"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "lstat", lstat)
    plan = Plan([Found(str(folder / "one.md"), "one.md")], {"srt": ".srt"})
    with opened(str(tmp_path / "out")) as known:
        assert vanished(known, str(tmp_path / "out"), plan) == []


def test_what_stands_in_the_place_of_an_orphaned_output_is_kept(tmp_path: Path) -> None:
    """A folder under the name of an output is nobody's to remove, and stops nothing."""
    folder = shows(tmp_path, "one.md", "two.md", "three.md")
    batch(tmp_path, "shows", *TO_SRT)
    for name in ("two", "three"):
        (folder / f"{name}.md").unlink()
    (tmp_path / "out" / "two.srt").unlink()
    (tmp_path / "out" / "two.srt").mkdir()
    code, _, stderr = batch(tmp_path, "shows", *TO_SRT, "--prune")
    assert (code, stderr.count("[orphan-edited]")) == (0, 1)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".episcript", "one.srt", "two.srt"]


@pytest.mark.parametrize("made", ["srt", "json"])
def test_pruned_outputs_are_off_the_list(tmp_path: Path, made: str) -> None:
    """What stands under their name later is a source like any other, also where another output of the episode is left."""
    folder = shows(tmp_path, "one.md", "two.md")
    batch(tmp_path, "shows", "-o", "out", "-t", "srt,json")
    (tmp_path / "out" / f"two.{made}").write_text("by hand\n", encoding="utf-8")
    (folder / "two.md").unlink()
    batch(tmp_path, "shows", "-o", "out", "-t", "srt,json", "--prune")
    assert listed(str(tmp_path / "out")) == {"one.json", "one.srt", f"two.{made}"}
