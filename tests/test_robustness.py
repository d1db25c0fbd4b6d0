"""No input, output or signal makes a traceback: each ends with one line, the right exit code and whole files."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from mutations import faults, samples

TALK = """\
**Ann** [00:00:01]: Welcome to the show.

**Bo** [00:00:04]: Thanks, Ann.

**Ann** [00:00:09]: So?

**Bo** [00:00:11]: Yes.
"""
TEXT = """\
[00:00:01] Ann: Welcome to the show.

[00:00:04] Bo: Thanks, Ann.

[00:00:09] Ann: So?

[00:00:11] Bo: Yes.
"""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
ZIP = b"PK\x03\x04" + bytes(range(256)) * 4
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x64" * 500
COMMAND = [sys.executable, "-m", "episcript.cli"]

posix = pytest.mark.skipif(os.name != "posix", reason="devices, links and signals of POSIX")
mortal = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read and write everything"
)


def run(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `episcript ARGUMENTS` and check what holds for every run: a known exit code and no traceback."""
    line = [*COMMAND, *map(str, arguments)]
    done = subprocess.run(line, input=stdin, capture_output=True, check=False, cwd=cwd, timeout=120)
    assert done.returncode in {0, 1, 2, 3, 4, 130}, done.stderr
    for word in (b"Traceback", b"Exception ignored", b"a bug of episcript"):
        assert word not in done.stderr, done.stderr
    return done


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line of the shell in which `episcript` is our command."""
    command = " ".join(f"'{word}'" for word in COMMAND)
    done = subprocess.run(
        ["bash", "-c", f'set -o pipefail; episcript() {{ {command} "$@"; }}; {line}'],  # noqa: S607 - the shell that is installed
        capture_output=True,
        check=False,
        cwd=cwd,
        timeout=120,
    )
    assert b"Traceback" not in done.stderr, done.stderr
    assert b"Exception ignored" not in done.stderr, done.stderr
    return done


def leftovers(folder: Path) -> list[Path]:
    """Return the temporaries that a run left behind."""
    return list(folder.rglob(".episcript-*"))


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    """Return a small clean episode in a folder of its own."""
    path = tmp_path / "talk.md"
    path.write_text(TALK)
    return path


# the input


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A source that does not exist ends with exit 3 and its name."""
    done = run("convert", tmp_path / "no.md", "-t", "txt")
    assert done.returncode == 3
    assert done.stderr.decode() == f"{tmp_path / 'no.md'}: error: no such file [no-such-file]\n"


def test_a_folder_is_no_source(tmp_path: Path) -> None:
    """A folder as source ends with exit 3, also on Windows, where opening one is a permission error."""
    done = run("convert", tmp_path, "-t", "txt")
    assert done.returncode == 3
    assert b"[is-folder]" in done.stderr


@mortal
def test_an_unreadable_file_is_named(talk: Path) -> None:
    """A source without read permission ends with exit 3."""
    talk.chmod(0)
    done = run("convert", talk, "-t", "txt")
    assert done.returncode == 3
    assert b"[unreadable]" in done.stderr


@pytest.mark.parametrize("data", [b"", b"\n", b" \t\r\n\n", b"\xef\xbb\xbf", b"---\n---\n"], ids=repr)
def test_a_file_without_words_is_refused(data: bytes) -> None:
    """An empty file, blanks or a byte order mark alone hold no episode."""
    done = run("convert", "-", "-t", "txt", stdin=data)
    assert (done.returncode, done.stdout) == (3, b"")


@pytest.mark.parametrize("data", [PNG, ZIP, MP3], ids=["png", "zip", "mp3"])
def test_a_binary_file_is_refused_by_name(data: bytes) -> None:
    """What a signature shows to be no text is refused in one line."""
    done = run("convert", "-t", "srt", stdin=data)
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"[binary]" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_recording_is_not_transcribed() -> None:
    """An MP3 gets told what episcript does not do."""
    assert b"does not transcribe" in run("convert", "-t", "srt", stdin=MP3).stderr


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_refused_or_read(seed: int) -> None:
    """Random bytes end with a known exit code."""
    noise = random.Random(seed).randbytes(20_000)  # noqa: S311 - noise, no secret
    assert run("convert", "-t", "json", stdin=noise).returncode in {0, 3}


@pytest.mark.parametrize("letter", ["a", "[", "*", "<", "ab ", "&", "[[0:", "00:01 "])
def test_a_line_of_megabytes_ends_in_time(letter: str) -> None:
    """One long hostile line takes time in proportion to its length."""
    line = letter * (2_000_000 // len(letter))
    assert run("convert", "-t", "json", stdin=(TALK + line).encode()).returncode in {0, 3}


def test_a_nul_is_told() -> None:
    """A NUL inside the text becomes U+FFFD with a remark."""
    done = run("convert", "-t", "txt", "-v", stdin=TALK.replace("Welcome", "Wel\0come").encode())
    assert done.returncode == 0
    assert b"[nul]" in done.stderr


def test_invalid_utf8_is_told() -> None:
    """One byte of another encoding is read as what it most likely is, and told with its line."""
    done = run("convert", "-t", "txt", "-v", stdin=TALK.encode().replace(b"show", b"caf\xe9"))
    assert done.returncode == 0
    assert "café" in done.stdout.decode()
    assert done.stderr


def test_utf16_without_a_mark_ends_in_a_line() -> None:
    """UTF-16 without its mark is read or refused, never a traceback."""
    assert run("convert", "-t", "txt", stdin=TALK.encode("utf-16-le")).returncode in {0, 3}


def test_more_than_max_bytes_is_refused(talk: Path) -> None:
    """`--max-bytes` bounds a file and a pipe alike."""
    for source, stdin in ((talk, b""), ("-", TALK.encode())):
        done = run("convert", source, "-t", "txt", "--max-bytes", "50", stdin=stdin)
        assert done.returncode == 3
        assert b"[too-large]" in done.stderr
    assert run("convert", talk, "-t", "txt", "--max-bytes", str(len(TALK))).returncode == 0


@posix
def test_an_endless_source_is_refused_with_bounded_memory() -> None:
    """A device without end is not read beyond `--max-bytes`."""
    done = run("convert", "/dev/zero", "-t", "txt", "--max-bytes", "1000000")
    assert done.returncode == 3
    assert b"[too-large]" in done.stderr


@posix
def test_a_fifo_is_a_source(tmp_path: Path) -> None:
    """A named pipe is read like a file."""
    fifo = tmp_path / "talk.fifo"
    os.mkfifo(fifo)
    writer = threading.Thread(target=fifo.write_text, args=(TALK,))
    writer.start()
    assert run("convert", fifo, "-t", "txt").stdout.decode() == TEXT
    writer.join()


def test_a_file_a_pipe_and_a_redirection_give_the_same_bytes(talk: Path) -> None:
    """With an equal name, where the bytes come from makes no difference."""
    file = run("convert", talk, "-t", "json").stdout
    assert run("convert", "-t", "json", "--name", "talk.md", stdin=TALK.encode()).stdout == file
    assert file.endswith(b"}\n")


@posix
@pytest.mark.parametrize("arguments", ["convert -t txt", "convert - -t txt"])
def test_a_closed_stdin_is_one_line(arguments: str, tmp_path: Path) -> None:
    """`<&-` is no traceback: there is nothing to read."""
    done = shell(f"episcript {arguments} <&-", tmp_path)
    assert done.returncode in {2, 3}
    assert done.stderr.count(b"\n") == 1


@posix
def test_a_terminal_is_not_waited_for(tmp_path: Path) -> None:
    """Without a source and without a pipe the words to type are said, instead of waiting for a person."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "convert", "-t", "srt"],
        stdin=theirs,
        capture_output=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert b"type: episcript convert talk.md -t srt" in done.stderr


def test_an_unknown_option_names_the_near_one(talk: Path) -> None:
    """A misspelt option ends with exit 2 and the right one (typer's words differ between its versions)."""
    done = run("convert", talk, "-t", "txt", "--frm", "md")
    assert done.returncode == 2
    assert b"--from" in done.stderr


# the output


@mortal
def test_a_folder_that_cannot_be_written_is_named(talk: Path) -> None:
    """An output folder without write permission ends with exit 4."""
    closed = talk.parent / "closed"
    closed.mkdir(mode=0o555)
    done = run("convert", talk, "-t", "txt", "-o", f"{closed}/")
    assert done.returncode == 4
    assert b"[unwritable]" in done.stderr


@posix
@pytest.mark.skipif(not Path("/proc/version").exists(), reason="a folder in which nobody may write")
def test_a_folder_in_which_nobody_can_write_is_named(talk: Path) -> None:
    """An output folder that refuses new files, to root as well, ends with exit 4."""
    done = run("convert", talk, "-t", "txt", "-o", "/proc/talk.txt")
    assert done.returncode == 4
    assert done.stderr.startswith(b"/proc/talk.txt: error: cannot be written")


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("line", ["-t txt -o /dev/full", "-t txt > /dev/full"])
def test_a_full_disk_is_one_line_and_the_device_stays(line: str, talk: Path) -> None:
    """ENOSPC ends with exit 4, and a device is written to, not replaced."""
    done = shell(f"episcript convert talk.md {line}", talk.parent)
    assert done.returncode == 4
    assert b"[unwritable]" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("line", ["--help", "--version", "formats", "schema", "convert --help"])
def test_help_into_a_full_disk_is_one_line(line: str, tmp_path: Path) -> None:
    """Whatever is written to stdout, a full disk is told in a line."""
    done = shell(f"episcript {line} > /dev/full", tmp_path)
    assert done.returncode == 4
    assert done.stderr.decode().startswith("stdout: error: cannot be written")


@posix
def test_a_device_is_not_replaced(talk: Path) -> None:
    """`-o /dev/null` leaves the device a device."""
    assert run("convert", talk, "-t", "txt", "-o", "/dev/null", "--no-clobber").returncode == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@posix
def test_dev_stdout_does_not_cut_off_what_was_written_before(talk: Path) -> None:
    """`-o /dev/stdout` goes on where the shell's file ends."""
    shell("{ echo first; episcript convert talk.md -t txt -o /dev/stdout; } > all.txt", talk.parent)
    assert (talk.parent / "all.txt").read_text() == "first\n" + TEXT


@posix
def test_a_full_stderr_stops_nothing(talk: Path) -> None:
    """Words that cannot be said do not harm the data."""
    done = shell("episcript convert talk.md -t txt --explain -v 2> /dev/full", talk.parent)
    assert (done.returncode, done.stdout.decode()) == (0, TEXT)


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_traceback(closed: str, talk: Path) -> None:
    """A stream that the caller closed is an unwritable stdout or an unheard stderr."""
    done = shell(f"episcript convert talk.md -t txt {closed}", talk.parent)
    assert done.returncode == (0 if closed == "2>&-" else 4)


@posix
def test_closed_streams_do_not_catch_the_output_file(talk: Path) -> None:
    """With stdout and stderr closed a file still gets the data and nothing else."""
    shell("episcript convert talk.md -t txt -o out.txt --explain -v >&- 2>&-", talk.parent)
    assert (talk.parent / "out.txt").read_text() == TEXT


@posix
@pytest.mark.parametrize(
    "line", ["convert long.md -t json", "convert long.md -t txt -v 2>&1", "--help", "formats"]
)
def test_a_reader_that_goes_away_ends_the_run_quietly(line: str, tmp_path: Path) -> None:
    """`| head -1` leaves no word on stderr."""
    (tmp_path / "long.md").write_text(TALK * 5_000)
    done = shell(f"episcript {line} | head -1", tmp_path)
    assert done.returncode in {0, 141}
    assert done.stdout.count(b"\n") == 1
    assert b"rror" not in done.stderr


@posix
def test_a_stderr_that_goes_away_stops_nothing(talk: Path) -> None:
    """Remarks into a closed pipe do not keep the output from being written."""
    shell("episcript convert talk.md -o out.txt --explain -v 2>&1 >/dev/null | true", talk.parent)
    assert (talk.parent / "out.txt").read_text() == TEXT


@posix
@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_the_input_is_not_overwritten_through_a_link(link: str, talk: Path) -> None:
    """An output that is the input by another name is refused."""
    other = talk.with_name("other.txt")
    getattr(other, link)(talk)
    done = run("convert", talk, "-o", other)
    assert done.returncode == 4
    assert b"[output-is-input]" in done.stderr
    assert talk.read_text() == TALK


@pytest.mark.parametrize("output", ["both.txt", "./both.txt", "{here}/both.txt"])
@pytest.mark.parametrize("there", [False, True], ids=["new", "there"])
def test_a_report_never_replaces_an_output(output: str, talk: Path, *, there: bool) -> None:
    """`--report-file` that names an output ends with exit 4 before anything is written."""
    both = talk.with_name("both.txt")
    if there:
        both.write_text("old")
    named = output.format(here=talk.parent)
    done = run("convert", talk, "-t", "txt", "-o", named, "--report-file", "both.txt", cwd=talk.parent)
    assert done.returncode == 4
    assert b"[output-is-input]" in done.stderr
    assert (both.read_text() == "old") if there else not both.exists()


def test_a_report_never_replaces_an_output_in_a_folder(talk: Path) -> None:
    """The same holds for a file whose name only follows from the folder and the source."""
    out = talk.parent / "out"
    done = run("convert", talk, "-t", "txt,json", "-o", f"{out}/", "--report-file", out / "talk.json")
    assert done.returncode == 4
    assert not out.exists()


def test_new_remarks_on_our_own_json_are_told_and_old_ones_are_not(talk: Path) -> None:
    """An unknown key is told; the remarks that the document brings along were told when it was made."""
    made = run("convert", "-t", "json", "-q", stdin=b"**Ann** [0:09]: One.\n\n**Bo** [0:05]: Two.\n")
    document = talk.with_name("talk.json")
    document.write_bytes(made.stdout.replace(b'"title"', b'"mood": 1, "title"', 1))
    done = run("convert", document, "-t", "txt", "-v")
    assert b"clock-backward" in made.stdout
    assert b"clock-backward" not in done.stderr
    assert b"the key mood (1) [skipped]" in done.stderr


def test_a_mark_beyond_all_text_costs_no_memory() -> None:
    """A mark that claims to end at 9e9 ends with the text."""
    text = '{"schema": "episcript/1", "turns": [{"text": "Hi.", "marks": [[0, 9000000000, "sound", null]]}]}'
    assert run("convert", "-t", "txt", stdin=text.encode()).stdout == b"Hi.\n"


@posix
def test_the_input_is_not_overwritten_through_a_redirection(talk: Path) -> None:
    """A file on stdin is the input as well."""
    done = shell("episcript convert -t txt -o talk.md < talk.md", talk.parent)
    assert done.returncode == 4
    assert talk.read_text() == TALK


@pytest.mark.parametrize("also", [["-t", "txt"], ["-t", "quux"], ["-o", "./talk.md"], []], ids=" ".join)
def test_the_report_does_not_overwrite_the_input(also: list[str], talk: Path) -> None:
    """`--report-file` is an output like the others, also for the report of another mistake."""
    assert run("convert", "talk.md", *also, "--report-file", "talk.md", cwd=talk.parent).returncode == 4
    assert talk.read_text() == TALK


@posix
def test_a_symlink_is_written_through(talk: Path) -> None:
    """The file behind a link gets the data, and the link stays a link; so does one that leads nowhere yet."""
    folder = talk.parent / "deep"
    folder.mkdir()
    (folder / "old.txt").write_text("old")
    for name in ("old.txt", "new.txt"):
        link = talk.with_name(f"link-{name}")
        link.symlink_to(folder / name)
        assert run("convert", talk, "-t", "txt", "-o", link).returncode == 0
        assert link.is_symlink()
        assert (folder / name).read_text() == TEXT
    assert leftovers(talk.parent) == []


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_of_a_replaced_file_is_kept(mode: int, talk: Path) -> None:
    """Replacing a file does not open it to others."""
    out = talk.with_name("out.txt")
    out.write_text("old")
    out.chmod(mode)
    assert run("convert", talk, "-o", out).returncode == 0
    assert (stat.S_IMODE(out.stat().st_mode), out.read_text()) == (mode, TEXT)


@posix
def test_a_new_file_has_the_mode_of_any_new_file(talk: Path) -> None:
    """The umask decides, as for every program."""
    shell("umask 027; episcript convert talk.md -o out.txt", talk.parent)
    assert stat.S_IMODE((talk.parent / "out.txt").stat().st_mode) == 0o640


@mortal
def test_a_write_protected_file_is_not_replaced(talk: Path) -> None:
    """A file that its owner protected stays as it is."""
    out = talk.with_name("out.txt")
    out.write_text("mine")
    out.chmod(0o444)
    assert run("convert", talk, "-o", out).returncode == 4
    assert out.read_text() == "mine"


def test_no_clobber_refuses_before_anything_is_written(talk: Path) -> None:
    """With `--no-clobber` one existing file keeps all the formats from being written."""
    out = talk.with_name("talk.vtt")
    out.write_text("mine")
    done = run("convert", talk, "-t", "txt,vtt", "-o", talk.parent, "--no-clobber")
    assert done.returncode == 4
    assert b"[exists]" in done.stderr
    assert (out.read_text(), talk.with_suffix(".txt").exists()) == ("mine", False)


def test_several_formats_are_written_all_or_none(talk: Path) -> None:
    """A target that cannot be written leaves the others as they were."""
    old = talk.with_suffix(".txt")
    old.write_text("old")
    talk.with_suffix(".srt").mkdir()
    done = run("convert", talk, "-t", "txt,json,srt", "-o", talk.parent)
    assert done.returncode == 4
    assert (old.read_text(), talk.with_suffix(".json").exists()) == ("old", False)
    assert leftovers(talk.parent) == []


def test_a_format_that_would_be_empty_keeps_the_others_from_being_written(tmp_path: Path) -> None:
    """Subtitles of a source without any clock are refused, and so is all that was asked for with them."""
    (tmp_path / "talk.md").write_text("**Ann:** Welcome.\n\n**Bo:** Thanks, Ann.\n\n**Ann:** So?\n")
    done = run("convert", tmp_path / "talk.md", "-t", "txt,srt", "-o", tmp_path / "out")
    assert done.returncode == 3
    assert not (tmp_path / "out").exists()


def test_a_trailing_separator_makes_a_folder(talk: Path) -> None:
    """`-o new/` is a folder, also where none is yet."""
    assert run("convert", talk, "-t", "txt", "-o", f"{talk.parent / 'new'}/").returncode == 0
    assert (talk.parent / "new" / "talk.txt").read_text() == TEXT


def test_an_output_name_that_is_too_long_is_one_line(talk: Path) -> None:
    """What the file system refuses is said in its words."""
    done = run("convert", talk, "-t", "txt", "-o", talk.with_name("x" * 5_000))
    assert done.returncode == 4
    assert b"[unwritable]" in done.stderr


@posix
def test_a_name_that_is_no_utf8_is_shown_and_read(tmp_path: Path) -> None:
    """A file name of arbitrary bytes is read, and named without a traceback."""
    name = os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m.md"
    Path(os.fsdecode(name)).write_text("")
    done = run("convert", os.fsdecode(name), "-t", "txt")
    assert done.returncode == 3
    assert b"caf\\xe9\\x1b[31m.md: error" in done.stderr
    Path(os.fsdecode(name)).write_text(TALK)
    done = run("convert", os.fsdecode(name), "-t", "json", "-o", f"{tmp_path}/")
    assert done.returncode == 0
    assert "caf\ufffd" in Path(os.fsdecode(name[:-3] + b".json")).read_text()


# signals and the terminal


@posix
def test_an_interrupt_ends_with_130_and_no_words(tmp_path: Path) -> None:
    """Ctrl-C while the source is read ends quietly and leaves nothing behind."""
    heedful = "import signal as s, sys; s.signal(s.SIGINT, s.default_int_handler)"  # pytest-xdist's children ignore it
    program = f"{heedful}; from episcript.cli import main; sys.exit(main())"
    child = subprocess.Popen(
        [sys.executable, "-c", program, "convert", "-", "-o", tmp_path / "out.txt"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdin is not None
    child.stdin.write(
        TALK.encode() * 5_000
    )  # more than a pipe holds: when this returns, the source is being read
    child.stdin.flush()
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    assert child.wait(60) == 130
    with child:
        assert child.stderr is not None
        assert child.stderr.read() == b""
    assert list(tmp_path.iterdir()) == []


def heard(line: list[str | Path], **environment: str) -> tuple[str, str]:
    """Return what `episcript LINE` shows on a terminal (stdout and stderr together) and its stdout in a pipe."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "TERM"}}
    done = subprocess.run(
        [*COMMAND, *line],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
        timeout=60,
        env={**clean, "TERM": "xterm", **environment},
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65_536):
            shown += piece
    except OSError:  # Linux ends a terminal with EIO
        pass
    os.close(ours)
    return shown.decode(), done.stdout.decode()


@posix
def test_a_terminal_hears_what_was_written(talk: Path) -> None:
    """A closing line names each file, how much it holds, and how sure the times of cues are."""
    shown, _ = heard(["convert", talk, "-t", "txt,srt", "-o", talk.parent, "--duration", "13"])
    assert f"{talk.with_suffix('.txt')}  4 turns\r\n" in shown
    assert f"{talk.with_suffix('.srt')}  4 cues, estimated ±0.3 s\r\n" in shown


@posix
def test_colour_is_for_terminals_that_want_it(tmp_path: Path) -> None:
    """A terminal gets colour, unless `NO_COLOR`, `TERM=dumb` or `--color never` says otherwise."""
    line: list[str | Path] = ["convert", tmp_path / "no.md", "-t", "txt"]
    assert "\x1b[31merror\x1b[0m" in heard(line)[0]
    assert "\x1b" not in heard(line, NO_COLOR="1")[0]
    assert "\x1b" not in heard(line, TERM="dumb")[0]
    assert "\x1b" not in heard([*line, "--color", "never"])[0]
    assert b"\x1b" not in run(*line).stderr
    assert b"\x1b[31m" in run(*line, "--color", "always").stderr


@posix
def test_escapes_of_the_input_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """Controls are shown on a terminal, in remarks and in data; a pipe gets the data as they are."""
    source = tmp_path / "talk.md"
    source.write_text(TALK.replace("show", "\x1b]0;owned\x07 cafÃ©"))
    shown, piped = heard(["convert", source, "-t", "txt", "-v"])
    assert "\x1b]0" not in shown
    assert "\x1b]0;owned\x07 café" in piped


@posix
def test_data_on_a_terminal_shows_its_controls(tmp_path: Path) -> None:
    """Data on a terminal are read by a person, whose terminal is not obeying the input."""
    source = tmp_path / "talk.md"
    source.write_text(TALK.replace("show", "\x1b[2Jshow"))
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    subprocess.run([*COMMAND, "convert", source, "-t", "txt", "-q"], stdout=theirs, check=True, timeout=60)
    os.close(theirs)
    shown = os.read(ours, 65_536)
    os.close(ours)
    assert b"\\x1b[2Jshow" in shown
    assert b"\x1b" not in shown


@pytest.mark.parametrize("name", sorted(samples()))
def test_damaged_sources_are_read_or_refused(name: str) -> None:
    """A truncated, spliced, flipped or deeply nested source of any format is read, or refused in one line."""
    assert [fault for fault, _ in faults(name, 30, seed=1) if not fault.startswith("takes")] == []
