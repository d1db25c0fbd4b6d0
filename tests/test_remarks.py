"""How remarks are chosen, worded and formed, without running a conversion."""

from __future__ import annotations

import json
import pickle

import pytest

from episcript.cli.escapes import visible
from episcript.cli.failures import CommandError, reading, usage
from episcript.cli.forms import as_github, as_json, as_jsonl
from episcript.cli.remarks import Remark, errors, everything, line, of_episode, summary
from episcript.codes import CODES, EpiscriptError, diagnose
from episcript.model import Diagnostic, Repair

FALLS = [diagnose("clock-backward", number, clock="00:04", before="00:09") for number in (5, 9, 12)]
PROSE = diagnose("prose")


def repairs(count: int) -> list[Repair]:
    """Return as many receipts, one a line."""
    return [Repair(number, 1, "Ã©", "é", "latin-1") for number in range(1, count + 1)]


def test_each_repair_is_told_first() -> None:
    """Receipts come before everything else, with their line, the text before and after."""
    shown = list(summary(of_episode("talk.md", repairs(2), FALLS)))
    assert shown[0] == "talk.md:1: info: Ã© → é [encoding-repaired]"
    assert shown[1].startswith("talk.md:2: ")


def test_a_warning_code_has_one_line_with_its_count() -> None:
    """Of the same kind of warning the first is shown, and how many there are."""
    shown = list(summary(of_episode("talk.md", (), FALLS)))
    assert shown == [
        "talk.md:5: warning: the clock 00:04 falls behind 00:09 [clock-backward] (3 in all)",
        "3 remarks: episcript check talk.md",
    ]


def test_an_info_is_only_counted() -> None:
    """Infos and suggestions are no lines, but their number is told."""
    assert list(summary(of_episode("talk.md", (), [PROSE]))) == ["1 remark: episcript check talk.md"]


def test_nothing_to_say_says_nothing() -> None:
    """An episode without remarks leaves stderr empty."""
    assert list(summary(())) == []


def test_a_receipt_is_not_told_twice() -> None:
    """A diagnostic that repeats a receipt is left out."""
    both = of_episode("talk.md", repairs(1), [diagnose("encoding-repaired", 1, before="Ã©", after="é")])
    assert len(both) == 1


def test_many_repairs_end_with_the_number_of_the_others() -> None:
    """A file that is damaged all over does not fill the screen, and nothing is cut off in silence."""
    shown = list(summary(of_episode("talk.md", repairs(1_025), ())))
    assert shown[-2:] == ["+ 1,021 more repairs", "1,025 remarks: episcript check talk.md"]
    assert len(list(everything(of_episode("talk.md", repairs(1_025), ())))) == 1_025


def test_the_summary_is_never_longer_than_twelve_lines() -> None:
    """However much there is to say, twelve lines say it, and each kind that found no room is counted."""
    codes = [code for code, row in CODES.items() if row.severity == "warning"]
    warnings = [Diagnostic(code, "warning", 1, "odd") for code in codes]
    shown = list(summary(of_episode("talk.md", repairs(30), warnings)))
    assert len(shown) == 12
    assert shown[4] == "+ 26 more repairs"
    assert shown[-2] == f"+ {len(codes) - 5} more warning kinds"


def test_repairs_alone_need_no_list() -> None:
    """Where a few repairs are all there is, all has been said."""
    assert len(list(summary(of_episode("talk.md", repairs(2), ())))) == 2


def test_a_pipe_cannot_be_checked_again() -> None:
    """What came from a pipe is listed by `-v`."""
    assert list(summary(of_episode("-", (), [PROSE]))) == ["1 remark: -v lists them"]


def test_what_was_applied_often_is_one_line() -> None:
    """A speaker who was named in many turns is one line with its count."""
    named = [Repair(number, None, "Ben", "Ben Hale", "speaker") for number in range(1, 9)]
    shown = list(summary(of_episode("talk.md", named, ())))
    assert shown == ["talk.md:1: info: Ben → Ben Hale [speaker-named] (8 in all)"]


def test_a_long_message_ends_with_the_number_of_the_other_characters() -> None:
    """A remark that quotes a line of megabytes stays a line on the screen."""
    found = Diagnostic("skipped", "warning", 1, "x" * 1_000_300)
    assert line(Remark("talk.md", found)).endswith("… + 1,000,000 more characters [skipped]")


def test_errors_are_all_that_quiet_shows() -> None:
    """`-q` shows errors only."""
    found = of_episode("talk.md", repairs(1), [*FALLS, diagnose("empty")])
    assert list(errors(found)) == ["talk.md: error: holds neither words nor chapters [empty]"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b2J", "\\x9b2J"),
        ("a\nb\tc\r", "a\\x0ab\\x09c\\x0d"),
        ("\u202egpj.exe", "\\u202egpj.exe"),
        ("\udcff.md", "\\xff.md"),
        ("Tülu 東京 👩‍🚀 می‌خواهم", "Tülu 東京 👩‍🚀 می‌خواهم"),
    ],
)
def test_controls_are_shown_and_letters_are_not_touched(text: str, shown: str) -> None:
    """What a terminal would obey is written out; what people write, joiners included, stays."""
    assert visible(text) == shown


def test_json_remarks_hold_every_field() -> None:
    """`--report json` is an array of objects with the same keys, `jsonl` the objects alone."""
    found = of_episode("talk.md", (), [FALLS[0], diagnose("too-large", None, limit=5)])
    rows = json.loads(as_json(found))
    assert [json.loads(row) for row in as_jsonl(found).splitlines()] == rows
    assert list(rows[0]) == ["file", "line", "column", "severity", "code", "message", "hint"]
    assert rows[0]["line"] is None
    assert rows[1]["code"] == "clock-backward"


def test_json_remarks_reach_a_terminal_without_controls() -> None:
    """Escapes of JSON stand for the controls, and mean the same to a program."""
    text = as_json([Remark("a\x9b.md", Diagnostic("skipped", "info", 1, "\x1b[31m\u202e"))])
    assert text.replace("\n", "").isprintable()
    assert json.loads(text)[0]["message"] == "\x1b[31m\u202e"


def test_github_commands_escape_what_would_end_them() -> None:
    """Line ends and per cent signs of the message, colons and commas of the file do not break the command."""
    found = Remark("a,b:c.md", Diagnostic("skipped", "suggestion", 3, "100%\n::error::no"))
    assert as_github([found]) == "::notice file=a%2Cb%3Ac.md,line=3,title=skipped::100%25%0A::error::no\n"


def test_an_error_pickles() -> None:
    """An error keeps its fields on the way through another process."""
    error = pickle.loads(pickle.dumps(usage("no format", "type: -t srt")))  # noqa: S301 - our own bytes
    assert (error.file, error.exit_code, error.diagnostic.hint) == ("episcript", 2, "type: -t srt")


@pytest.mark.parametrize(
    ("raised", "code", "words"),
    [
        (EpiscriptError(diagnose("empty")), "empty", "neither words nor chapters"),
        (FileNotFoundError(2, "No such file"), "no-such-file", "no such file"),
        (PermissionError(13, "Permission denied"), "unreadable", "Permission denied"),
        (MemoryError(), "unreadable", "not enough memory"),
        (RecursionError(), "unreadable", "nested too deeply"),
        (KeyError("x"), "unreadable", "a bug of episcript"),
    ],
)
def test_whatever_goes_wrong_with_a_source_is_one_line(raised: Exception, code: str, words: str) -> None:
    """No exception of a reader reaches the user as a traceback; a bug says that it is one."""
    with pytest.raises(CommandError) as caught, reading("talk.md"):
        raise raised
    assert caught.value.diagnostic.code == code
    assert words in caught.value.diagnostic.message
    assert caught.value.exit_code == 3
