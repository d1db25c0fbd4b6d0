"""The families of check, case by case, with as many cases that must not be found; and what is applied on request."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from episcript.check.case import Case
from episcript.check.labels import find as labels
from episcript.check.sentences import splits
from episcript.check.spelling import Spellings, variants
from episcript.check.suggest import applied
from episcript.cli import main
from episcript.cli.examined import Asked, examined
from episcript.cli.folders import files_of
from episcript.cli.forms import as_github
from episcript.cli.remarks import Remark
from episcript.codes import diagnose
from episcript.model import Chapter, Episode, Mark, Note, Options, Turn
from episcript.pipeline import check, read, write
from pages import ROOT


def said(*turns: tuple[str, str]) -> tuple[Turn, ...]:
    """Return turns of label and text, a line each."""
    return tuple(Turn(text, label, line=line) for line, (label, text) in enumerate(turns, 1))


def label_codes(*names: str) -> dict[str, str]:
    """Return the code of each label that is found, of turns with these labels in order."""
    found = labels(Case(Episode(turns=said(*((name, "Yes.") for name in names)))))
    return {one.quote: one.diagnostic.code for one in found}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Ann Low", "Bo") * 4 + ("ANN LOW", "Bo"), {"ANN LOW": "label-case"}),
        (("Ann Low", "Bo") * 4 + ("A.L.", "Bo"), {"A.L.": "label-initials"}),
        (("Benjamin Hale", "Bo") * 4 + ("Ben", "Bo"), {"Ben": "label-short"}),
        (("Benjamin Hale", "Bo") * 4 + ("Hale", "Bo"), {"Hale": "label-short"}),
        (("Stefan", "Bo") * 4 + ("Stefan-Off", "Bo"), {"Stefan-Off": "label-once"}),
        (("Gunhild", "Bo") * 4 + ("Gunnhild", "Bo"), {"Gunnhild": "label-near"}),
        (("Jörg", "Bo") * 4 + ("Joerg", "Bo"), {"Joerg": "label-near"}),
        (("Ann Low", "Bo") * 5 + ("Zoltan", "Bo"), {"Zoltan": "label-once"}),
        (("Speaker 1", "Speaker 2") * 5, {}),
        (("Speaker A", "Speaker B") * 5, {}),
        (("Speaker", "Speaker 2") * 5, {}),
        (("Ann", "Ann Low") * 5, {}),  # they talk to each other
        (("Ann Low", "Ann Hill", "Bo") * 4 + ("Ann", "Bo"), {"Ann": "label-once"}),  # which of the two?
        (("Jan", "Jon") * 5, {}),
        (("Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kit"), {}),  # a phone-in
        (("Break", "Bo", "Ann") * 3 + ("Theme Music", "Bo", "Ann"), {}),
    ],
)
def test_labels_that_may_be_one_person(names: tuple[str, ...], expected: dict[str, str]) -> None:
    """A label is suggested to be another for a reason that has a code; two people who talk to each other are not."""
    assert label_codes(*names) == expected


SENTENCES = [("Ann", "That is so."), ("Bo", "Yes, it is."), ("Ann", "Well then."), ("Bo", "Go on.")]


@pytest.mark.parametrize(
    ("before", "here", "found"),
    [
        ("We walked all the way to the", "station. Then we went home.", True),
        ("We walked all the way to the", "Station.", True),
        ("We walked all the way to the.", "station.", False),
        ("We walked all the way to the—", "station.", False),
        ("We walked all the way to the...", "station.", False),
        ("We walked all the way, right,", "and then?", False),
        ("We walked all the way to the", "Right.", False),
        ("We walked all the way to the", "(laughs)", False),
        ("We walked all the way to the", "iPhones are small. I know that by now.", False),
        ("We did", "what?", False),
    ],
)
def test_sentences_cut_between_two_speakers(before: str, here: str, found: bool) -> None:  # noqa: FBT001 - a case
    """A sentence is cut where a turn stops short and the next begins small, or is a splinter; an answer is none."""
    turns = said(*SENTENCES, ("Ann", before), ("Bo", here), ("Ann", "So it was."), *SENTENCES)
    assert [split.turn for split in splits(turns)] == ([5] if found else [])


def test_sources_without_sentences_are_not_looked_at() -> None:
    """Where nobody writes capitals and stops, a missing one says nothing."""
    assert list(splits(said(*[("Ann", "so we went to the"), ("Bo", "station and then home")] * 5))) == []


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("We ask chat GPT.", ["ChatGPT"], [("chat GPT", "ChatGPT")]),
        ("We ask Chat-Gpt.", ["ChatGPT"], [("Chat-Gpt", "ChatGPT")]),
        ("The Tulu model.", ["Tülu"], [("Tulu", "Tülu")]),
        ("It is Olmo's.", ["OLMo"], [("Olmo", "OLMo")]),
        ("With John Shulman.", ["John Schulman"], [("John Shulman", "John Schulman")]),
        ("By DeepSeq again.", ["DeepSeek"], [("DeepSeq", "DeepSeek")]),
        ("We ask ChatGPT.", ["ChatGPT"], []),
        ("It has Llama 3 in it.", ["Llama 2"], []),
        ("It has GPT4All and GPT5All.", ["GPT4All"], []),
        ("It is open source.", ["Open Source"], []),
        ("A fine-tuning run.", ["Fine-Tuning"], []),
        ("They reinforce it.", ["REINFORCE"], []),
        ("They play AlphaStar.", ["AlphaZero"], []),
        ("Two DeepSeeks.", ["DeepSeek"], []),
        ("I go by boat.", ["GO"], []),
        ("Deep, mind you.", ["DeepMind"], []),
    ],
)
def test_names_in_another_writing(text: str, names: list[str], expected: list[tuple[str, str]]) -> None:
    """A name is found in another writing, not in another name, another number or a common word."""
    found = [(one.written, one.right) for one in variants(text, Spellings.of(names))]
    assert found == expected


def test_notes_that_disagree_teach_nothing() -> None:
    """Where the notes write a name in two ways, neither is right."""
    assert list(variants("The Deep-Mind way.", Spellings.of(["DeepMind", "Deepmind"]))) == []


def test_a_fault_of_a_clock_is_told_once() -> None:
    """A clock that is wrong makes two turns too long; only the clock is told."""
    lines = [
        f"**{'AB'[n % 2]}nn** [00:00:{n * 4:02}]: We said that for the time number {n}." for n in range(8)
    ]
    lines[4] = lines[4].replace("[00:00:16]", "[00:09:16]")
    found = check("\n\n".join(lines)).findings
    assert [(one.diagnostic.line, one.diagnostic.code) for one in found] == [(9, "clock-off")]
    assert found[0].quote == "00:09:16"


@pytest.mark.parametrize(
    ("written", "told"),
    [("[00:00:1S]", True), ("[00:00:B6]", True), ("[0Z:00:16]", True), ("[at:home:by]", False)],
)
def test_a_letter_that_looks_like_a_digit_makes_no_clock(written: str, *, told: bool) -> None:
    """A head whose clock has an S for a 5, a B for an 8 or a Z for a 2 is told; words in brackets are no clock."""
    lines = [
        f"**{'AB'[n % 2]}nn** [00:00:{n * 4:02}]: We said that for the time number {n}." for n in range(8)
    ]
    lines[4] = lines[4].replace("[00:00:16]", written)
    found = check("\n\n".join(lines)).findings
    lines_told = [one.diagnostic.line for one in found if one.diagnostic.code == "clock-malformed"]
    assert lines_told == ([9] if told else [])


def test_a_record_that_ends_before_it_begins_is_told() -> None:
    """An end before the start of its record is a clock that falls, and the length that follows from it is not told."""
    rows = [
        {"speaker": "AB"[at % 2], "start": at * 5.0, "end": at * 5.0 + 4, "text": f"We said number {at}."}
        for at in range(12)
    ]
    rows[6]["end"] = 29.0
    text = "[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n"
    assert [(one.diagnostic.line, one.diagnostic.code) for one in check(text).findings] == [
        (8, "clock-backward")
    ]


def test_a_finding_has_the_line_of_its_words() -> None:
    """In a turn of several paragraphs a finding is told with the line of its words, not with that of the head."""
    talk = "**Ann** [0:01]: Hello there.\n\nAnd so [inaudible] it was.\n\n**Bo** [0:04]: Yes, Ann, it was.\n"
    assert [one.diagnostic.line for one in check(talk).findings] == [3]


def test_a_speaker_is_named_and_the_label_stays() -> None:
    """`--speaker` names the person; the label is what the source has, and formats of labels show the name."""
    options = Options(speaker=(("Ben", "Ben Hale"),))
    episode = read(
        "**Ben:** Hello there.\n\n**Ann:** Hi.\n\n**Ben Hale:** So?\n\n**Ann:** Well.", options=options
    )
    assert [(turn.label, turn.speaker) for turn in episode.turns[::2]] == [
        ("Ben", "Ben Hale"),
        ("Ben Hale", "Ben Hale"),
    ]
    assert [speaker.name for speaker in episode.speakers] == ["Ben Hale", "Ann"]
    assert [(one.before, one.after, one.rule) for one in episode.repairs] == [("Ben", "Ben Hale", "speaker")]
    assert write(episode, "txt", options).startswith("Ben Hale: Hello there.")


def test_a_label_that_nobody_has_is_told() -> None:
    """A label that no turn has is a warning, so that a slip in the option is seen."""
    found = read("**Ben:** Hello.\n\n**Ann:** Hi.", options=Options(speaker=(("Bne", "Ben Hale"),)))
    assert [one.code for one in found.diagnostics] == ["label-unknown"]


CUT = said(
    *SENTENCES,
    ("Ann", "We walked all the way to the"),
    ("Bo", "station."),
    ("Ann", "Then we went home."),
    *SENTENCES,
)


def test_a_head_goes_back_and_its_neighbours_become_one() -> None:
    """The end of a sentence goes back; the turn that is empty then goes, and the turns around it are one."""
    made = applied(Episode(turns=CUT), Options(repair_bleed=True))
    assert made.turns[4].text == "We walked all the way to the station. Then we went home."
    assert len(made.turns) == len(CUT) - 2
    assert [one.rule for one in made.repairs] == ["repair-bleed", "merge-turns"]
    assert made.repairs[0].before == "Bo: station."
    assert made.repairs[0].after == "Ann: station."


def test_a_long_head_stays() -> None:
    """More than five words are not moved."""
    turns = (*CUT[:5], Turn("station that they built last year.", "Bo"), *CUT[6:])
    assert applied(Episode(turns=turns), Options(repair_bleed=True)).turns == turns


def test_notes_and_chapters_keep_turns_apart() -> None:
    """Turns with a note or the beginning of a chapter between them do not become one."""
    turns = tuple(Turn("So it was.", "Ann", line=line, chapter=line > 3) for line in range(1, 6))
    episode = Episode(
        turns=turns,
        notes=(Note("A picture.", 2, 1), Note("The end.", 9, 5)),
        chapters=(Chapter("One", first_turn=0, last_turn=2), Chapter("Two", first_turn=3, last_turn=4)),
    )
    made = applied(episode, Options(merge_turns=True))
    assert [turn.line for turn in made.turns] == [1, 2, 4]
    assert [note.turn for note in made.notes] == [1, 3]
    assert [chapter.first_turn for chapter in made.chapters] == [0, 2]


def test_marks_and_anchors_stay_on_their_words() -> None:
    """Where words change or turns join, what points into the text points to the same words."""
    first = Turn("I ask chat GPT now.", "Ann", "Ann", 0, "given", marks=(Mark(15, 18, "em"),))
    second = Turn("Do you?", "Ann", "Ann", 4_000, "given", marks=(Mark(3, 6, "em"),))
    options = Options(merge_turns=True, glossary=("ChatGPT",))
    (made,) = applied(Episode(turns=(first, second)), options).turns
    assert made.text == "I ask ChatGPT now.\n\nDo you?"
    assert [made.text[mark.start : mark.end] for mark in made.marks] == ["now", "you"]
    assert [made.text[offset:] for offset, _ in made.anchors] == ["Do you?"]


def test_a_name_under_a_link_stays() -> None:
    """A name in which a mark begins or ends is not written anew, for the mark would lose its words."""
    turn = Turn("I ask chat GPT now.", "Ann", marks=(Mark(11, 14, "link", "https://a.example"),))
    assert applied(Episode(turns=(turn,)), Options(glossary=("ChatGPT",))).turns == (turn,)


def test_cues_of_captions_are_not_moved() -> None:
    """A caption file keeps its cues: no head is given back there."""
    turns = tuple(
        Turn(turn.text, turn.label, anchors=((0, 0), (len(turn.text), 900)), anchor_source="cue")
        for turn in CUT
    )
    assert applied(Episode(turns=turns), Options(repair_bleed=True)).turns == turns


def test_any_number_of_processes_finds_the_same() -> None:
    """Two processes give what one gives, in the same order."""
    files = files_of([str(ROOT / "data" / "episodes")])
    one, two = (list(examined(files, Asked(Options()), jobs)) for jobs in (1, 2))
    assert len(one) >= 5
    assert one == two


def test_folders_give_the_files_that_a_reader_knows(tmp_path: Path) -> None:
    """Of a folder the files are read whose suffix a reader knows, in order; hidden ones and others are passed over."""
    for name in ("b.md", "a.srt", ".c.md", "d.mp3", "deep/e.json", ".git/f.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = [Path(file).relative_to(tmp_path).as_posix() for file in files_of([str(tmp_path)])]
    assert found == ["a.srt", "b.md", "deep/e.json"]


def test_github_gets_ten_of_each_kind_and_the_number_of_the_rest() -> None:
    """The gravest are sent, each code before any for the second time, and one notice says how many there are more."""
    told = [
        *(Remark("a.md", diagnose("chapter-no-clock", line, title="One")) for line in range(1, 31)),
        *(Remark("a.md", diagnose("clock-malformed", line, clock="x")) for line in range(1, 31)),
        Remark("a.md", diagnose("unfinished", 40, text="[TODO]")),
        Remark("a.md", diagnose("label-once", 41, label="Zoltan")),
    ]
    lines = as_github(told).splitlines()
    assert sum(line.startswith("::warning ") for line in lines) == 10
    assert sum(line.startswith("::notice ") for line in lines) == 10
    assert any("unfinished" in line for line in lines)
    assert any("label-once" in line for line in lines)
    assert lines[-1] == "::notice title=episcript::+ 43 more remarks, not shown here"


def test_a_turn_of_blanks_is_no_splinter() -> None:
    """A no-break space is no word, and so no part of a cut sentence."""
    talk = (("A", "So we went to the well."), ("B", "Yes, of course you did.")) * 4
    turns = said(*talk, ("A", "Then we went to the"), ("B", "\N{NO-BREAK SPACE}"), ("A", "Well, it was dry."))
    assert list(splits(turns)) == []


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("राम", "रमा", None),  # letters alone are the same, the vowels are not
        ("...", "???", None),
        ("Ann-Low", "ann low", "label-case"),
        ("A" * 30_000, "a" * 30_000, None),
    ],
)
def test_labels_of_one_spelling(one: str, other: str, code: str | None) -> None:
    """Case, blanks and punctuation are nothing between two labels; the signs of vowels are, and what is no name is not compared."""
    found = label_codes(*((one, "Bo") * 4 + (other, "Bo")))
    assert found.get(other) == code or (code is None and found.get(other) == "label-once")


def test_a_name_as_long_as_a_page_is_none() -> None:
    """The beginnings of all names are kept, so what is too long for one is left out."""
    spellings = Spellings.of(["DeepMind", "Deep" + "M" * 50_000])
    assert list(spellings.right) == ["deepmind"]
    assert len(spellings.opening) == len("deepmind")


def test_a_finding_is_told_whatever_the_file_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that is no UTF-8 goes into a baseline and is known again."""
    monkeypatch.chdir(tmp_path)
    name = os.fsdecode(b"talk\xff.md")
    try:
        Path(name).write_text("**Ann:** Yes.\n\n**Bo:** No.\n\n**Ann:**\n\n**Bo:** So.\n", encoding="utf-8")
    except OSError:
        pytest.skip("the file system wants UTF-8")
    assert main(["check", name, "--write-baseline", "known.json"]) == 0
    assert json.loads(Path("known.json").read_text(encoding="utf-8"))["findings"]
    capsys.readouterr()
    assert main(["check", name, "--baseline", "known.json", "--fail-on", "warning"]) == 0


@pytest.mark.parametrize("arguments", [["{}"], ["talk.md", "--baseline", "{}"]])
def test_a_name_that_is_too_long_is_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    """It cannot be read: exit 3, whichever option names it."""
    monkeypatch.chdir(tmp_path)
    Path("talk.md").write_text("**Ann:** Yes.\n\n**Bo:** No.\n", encoding="utf-8")
    long = "a" * 5_000
    assert main(["check", *(each.format(long) for each in arguments)]) == 3
    said_of = capsys.readouterr()
    assert (said_of.out + said_of.err).startswith(long)
