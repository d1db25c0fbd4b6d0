"""Caption files as they are found: what is read from them, what is said of them, and what is no label."""

from __future__ import annotations

import pytest

from episcript.codes import EXIT_INPUT, EpiscriptError
from episcript.model import Episode, Options, Turn
from episcript.pipeline import read, render, write

ONE, TWO = "00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"
PLAIN = f"1\n{ONE}\nHello,\n\n2\n{TWO}\nBo.\n"


def cues(source: str) -> list[tuple[int, int, str]]:
    """Return start, end and text of the cues that are kept."""
    found = []
    for turn in read(source).turns:
        anchors = iter(turn.anchors)
        found += [
            (start, stop, turn.text[at:end])
            for (at, start), (end, stop) in zip(anchors, anchors, strict=True)
        ]
    return found


def said(source: str) -> list[tuple[str | None, str]]:
    """Return label and text of each turn."""
    return [(turn.label, turn.text) for turn in read(source).turns]


def codes(source: str) -> dict[str, int | None]:
    """Return the codes of the remarks, each with the line of the first."""
    found: dict[str, int | None] = {}
    for remark in read(source).diagnostics:
        found.setdefault(remark.code, remark.line)
    return found


def srt(*texts: str) -> str:
    """Return a SubRip file with a cue of a second for each text."""
    return "\n".join(
        f"{n}\n00:00:{n:02d},000 --> 00:00:{n:02d},900\n{text}\n" for n, text in enumerate(texts, 1)
    )


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        pytest.param(PLAIN, None, None, id="as it should be"),
        pytest.param(f"{ONE}\nHello,\n\n{TWO}\nBo.\n", None, None, id="no numbers"),
        pytest.param("\ufeff" + PLAIN.replace("\n", "\r\r\n"), None, None, id="BOM and CRCRLF"),
        pytest.param(
            PLAIN.replace("\n", "\n\n").replace("\n\n\n\n", "\n\n\n"), None, None, id="double spaced"
        ),
        pytest.param(PLAIN.replace(",000", ".000"), "cue-clock", 2, id="points"),
        pytest.param(PLAIN.replace(",000", ""), "cue-clock", 2, id="no fractions"),
        pytest.param(PLAIN.replace(",000", ",0"), "cue-clock", 2, id="short fractions"),
        pytest.param(PLAIN.replace("00:00:", "00:"), "cue-clock", 2, id="no hours"),
        pytest.param(PLAIN.replace("00:00:0", "0:0:"), "cue-clock", 2, id="single digits"),
        pytest.param(PLAIN.replace(",000", ":00"), "cue-clock", 2, id="frames"),
        pytest.param(PLAIN.replace("00:00:0", "00: 00: 0"), "cue-clock", 2, id="blanks in clocks"),
        pytest.param(PLAIN.replace(" --> ", "  -->"), "cue-clock", 2, id="odd spacing"),
        pytest.param(PLAIN.replace("-->", "->"), "cue-clock", 2, id="short arrows"),
        pytest.param(PLAIN.replace("-->", "-- >"), "cue-clock", 2, id="broken arrows"),
        pytest.param(PLAIN.replace("-->", "–>"), "cue-clock", 2, id="typeset arrows"),
        pytest.param(f"1\n{ONE}\nHello,\n2\n{TWO}\nBo.\n", "cue-unparted", 2, id="no blank line between"),
        pytest.param(f"1\n{ONE}\nHello,\n\n5\n{TWO}\nBo.\n", "cue-number", 6, id="gap in the numbers"),
        pytest.param(PLAIN.replace(ONE, f"{ONE} X1:40 X2:600"), "caption-left-out", 2, id="coordinates"),
        pytest.param(PLAIN.replace("Hello", r"{\an8}Hello"), "caption-left-out", 2, id="override"),
        pytest.param(PLAIN.replace("Bo.", "<font color=red>Bo.</font>"), "caption-left-out", 6, id="font"),
        pytest.param("WEBVTT\n\n" + PLAIN.replace(",0", ".0"), "caption-left-out", 4, id="numbers in WebVTT"),
        pytest.param(f"WEBVTT\n\n{ONE}\nHello,\n\n{TWO}\nBo.\n", "cue-rejected", 3, id="commas in WebVTT"),
    ],
)
def test_the_same_two_cues(source: str, code: str | None, line: int | None) -> None:
    """However the times and what is around them are written, the cues are the same, and what is odd is told with its line."""
    assert cues(source) == [(1_000, 2_000, "Hello,"), (3_000, 4_000, "Bo.")]
    assert codes(source) == ({code: line} if code else {})


def test_blank_lines_inside_a_cue_are_closed() -> None:
    """Words behind a blank line belong to the cue until a number or times follow."""
    source = f"1\n{ONE}\nHello,\n\nAnn.\n\n2\n{TWO}\nBo.\n"
    assert cues(source) == [(1_000, 2_000, "Hello, Ann."), (3_000, 4_000, "Bo.")]
    assert codes(source) == {"cue-blank-line": 2}


def test_a_number_may_be_what_is_said() -> None:
    """A number in the midst of a cue, or not the next one, is speech."""
    assert cues(srt("1984", "In\n1984.\n\n7")) == [(1_000, 1_900, "1984"), (2_000, 2_900, "In 1984. 7")]


def test_times_are_kept_as_they_are_written() -> None:
    """Cues that overlap, fall, or end before they start keep their times, and a remark names the first cue and its line."""
    source = (
        "1\n00:00:05,000 --> 00:00:09,000\nOne.\n\n2\n00:00:08,000 --> 00:00:07,000\nTwo.\n\n"
        "3\n00:00:01,000 --> 00:00:01,000\nThree.\n"
    )
    assert [cue[:2] for cue in cues(source)] == [(5_000, 9_000), (8_000, 7_000), (1_000, 1_000)]
    found = codes(source)
    assert (found["cue-overlap"], found["cue-without-time"], found["cue-falls"]) == (6, 6, 10)
    assert write(read(source), "srt") == source


def test_a_kind_is_told_once_with_its_count() -> None:
    """Of many odd cues the first is named and the others are counted."""
    found = [remark.message for remark in read(PLAIN.replace(",000", ".000")).diagnostics]
    assert found == ["cue 1: the times are not written in the usual form (and 1 more)"]


def test_cues_that_the_standard_refuses_are_told_one_by_one() -> None:
    """In WebVTT each cue that a browser would drop has a remark with its number and line."""
    source = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n\n0.5 --> 7.380\nBo.\n\n00:08,000 --> 00:09,000\nAnn.\n"
    )
    told = [
        (remark.line, remark.message[:5])
        for remark in read(source).diagnostics
        if remark.code == "cue-rejected"
    ]
    assert told == [(6, "cue 2"), (9, "cue 3")]
    assert [cue[0] for cue in cues(source)] == [1_000, 500, 8_000]


def test_what_is_in_no_cue_is_a_note() -> None:
    """Comments, the title, and words astray are kept as notes with their lines; styles and regions are markup."""
    episode = read(
        "WEBVTT - Low water\nKind: captions\nLanguage: en-GB\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n"
        "NOTE by hand\n\n00:01.000 --> 00:02.000\nHello.\n\nNOTE\ntwo\nlines\n\nastray\nwords\n"
    )
    assert [(note.text, note.line, note.turn) for note in episode.notes] == [
        ("Low water", 1, 0), ("by hand", 11, 0), ("two\nlines", 16, 1), ("astray\nwords", 20, 1),
    ]  # fmt: skip
    assert episode.language == "en-GB"
    assert episode.metadata == {"Kind": "captions", "Language": "en-GB"}
    assert [remark.message for remark in episode.diagnostics] == [
        "text outside the cues became a note: astray words",
        "1 region was left out: no transcript holds them",
        "1 style was left out: no transcript holds them",
    ]


@pytest.mark.parametrize(
    ("raw", "text", "marks"),
    [
        ("<i>Low</i> <b.loud>water</b>", "Low water", [("em", "Low"), ("strong", "water")]),
        ("<u>Low</u> <c.yellow>water</c>", "Low water", []),
        ("Q&amp;A &lt;b&gt; 3&nbsp;m", "Q&A <b> 3\xa0m", []),
        ("a < b, I <3 you, <laughs> & so", "a < b, I <3 you, <laughs> & so", []),
        ("<lang en>low</lang> <ruby>水<rt>mizu</rt></ruby>", "low 水mizu", []),
        ("low <00:01.500>water", "low water", []),
        ("[laughter] Yes.", "[laughter] Yes.", [("sound", "[laughter]")]),
        ("C:\\new {x} {\\i1}y", "C:\\new {x} y", []),
        ("<i>never closed", "never closed", [("em", "never closed")]),
    ],
)
def test_markup_of_a_cue(raw: str, text: str, marks: list[tuple[str, str]]) -> None:
    """Known markup is undone and emphasis kept; what only looks like markup is words."""
    turn = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{raw}\n").turns[0]
    assert turn.text == text
    assert [(mark.kind, turn.text[mark.start : mark.end]) for mark in turn.marks] == marks


def test_voices_name_the_speaker_until_the_next() -> None:
    """With and without a closing tag, with classes; a cue without a voice goes on."""
    source = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann Lee>Hello: yes.</v>\n\n00:02.000 --> 00:03.000\nSo be it.\n\n"
        "00:03.000 --> 00:04.000\n<v.loud.first Bo &amp; Co>Hi.\n"
    )
    assert said(source) == [("Ann Lee", "Hello: yes. So be it."), ("Bo & Co", "Hi.")]


def test_two_voices_in_one_cue_are_two_turns() -> None:
    """The second turn begins inside the cue of the first (a line break at 0) with the same times; the cue is written as one."""
    source = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hi.</v>\n<v Bo>Yes.\n"
    first, second = read(source).turns
    assert (first.label, first.anchors, first.line_breaks) == ("Ann", ((0, 1_000), (3, 2_000)), ())
    assert (second.label, second.anchors, second.line_breaks) == ("Bo", ((0, 1_000), (4, 2_000)), (0,))
    assert (
        write(read(source), "vtt") == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ann>Hi.</v>\n<v Bo>Yes.\n"
    )
    assert write(read(source), "srt") == "1\n00:00:01,000 --> 00:00:02,000\nAnn: Hi.\nBo: Yes.\n"


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        (["Ann: Hi.", "Bo: Yes.", "So.", "Ann: No."], ["Ann", "Bo", "Ann"]),
        (["ANN LEE: Hi.", "so it is.", "BO: Yes.", "ANN LEE: No."], ["ANN LEE", "BO", "ANN LEE"]),
        (["[Ann] Hi.", "[Bo] So?", "[Ann] Yes.", "[Bo] No."], ["Ann", "Bo", "Ann", "Bo"]),
        (["(Ann) Hi.", "(Bo) So?", "(Ann) Yes.", "(Bo) No."], ["Ann", "Bo", "Ann", "Bo"]),
        ([">> Ann: Hi.", ">> Bo: So?", "It is."], ["Ann", "Bo"]),
        (["- Ann: Hi.\n- Bo: Yes.", "- Ann: So?"], ["Ann", "Bo", "Ann"]),
        (["Ann | Low Water (UK): Hi.", "Bo @ Sea: Yes.", "Ann | Low Water (UK): No."], ["Ann | Low Water (UK)", "Bo @ Sea", "Ann | Low Water (UK)"]),
        (["g11.eth: Hi.", "T. Ray: Yes.", "g11.eth: So."], ["g11.eth", "T. Ray", "g11.eth"]),
        (["主持人：你好。", "嘉宾：你好。", "主持人：好。"], ["主持人", "嘉宾", "主持人"]),
        (["SPEAKER_00: Hi.", "yes.", "and so on."], ["SPEAKER_00"]),
        (["Ann:\nHi.", "Bo:\nYes.", "Ann:\nNo."], ["Ann", "Bo", "Ann"]),
        (["Ann: Hi. Bo,\nwait.\nBo: Yes.", "Bo: So.", "Ann: No."], ["Ann", "Bo", "Ann"]),
    ],
)  # fmt: skip
def test_names_are_learned_from_the_file(texts: list[str], labels: list[str]) -> None:
    """A prefix that recurs and reads like a name is a label, in whatever form the file has it."""
    assert [label for label, _ in said(srt(*texts))] == labels


@pytest.mark.parametrize(
    "texts",
    [
        ["There is one rule: run.", "Remember: never stop.", "The plan: go home.", "Today: rain."],
        ["We went out.", "Look: it rains.", "So.", "Look: it stops.", "And again."],
        ["It is 12:30 now.", "12: noon.", "Note: bring a coat.", "https://example.org: gone."],
        ["[laughter] Yes.", "[applause] No.", "[laughter] So.", "[applause] Well."],
        ["[Music] Hello.", "[Applause] Yes.", "[Music] No.", "[Applause] So."],
        ["he said: yes", "she said: no", "he said: so", "she said: well"],
        ["(Laughs) Hello.", "(Sighs) Yes.", "(Laughs) No.", "(Sighs) So."],
        ["Question: why?", "Answer: so.", "Question: how?", "Answer: well."],
        ["“Ann: it said.", "“Bo: it said.", "“Ann: yes."],
        ["And then there was", "Python: a language", "of its own, and", "nobody knew it."],
    ],
)
def test_a_colon_in_prose_is_no_name(texts: list[str]) -> None:
    """Phrases before a colon, keys, sounds and clocks name nobody, and their words stay."""
    assert {label for label, _ in said(srt(*texts))} == {None}
    assert " ".join(text for _, text in said(srt(*texts))) == " ".join(texts)


def test_a_colon_in_prose_among_names() -> None:
    """In a file with labels a phrase before a colon is still speech."""
    texts = [
        "Ann: Hi.",
        "The plan: go home.",
        "Bo: Yes.",
        "well, one thing",
        "Remember: no.",
        "Ann: So?",
        "Bo: No.",
    ]
    assert [label for label, _ in said(srt(*texts))] == ["Ann", "Bo", "Ann", "Bo"]


def test_without_names_a_turn_ends_before_a_silence() -> None:
    """A turn ends where a sentence ends before 2 s of silence, not in the midst of one."""
    source = (
        "1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n2\n00:00:04,000 --> 00:00:05,000\nAnd\n\n"
        "3\n00:00:09,000 --> 00:00:10,000\nso on.\n"
    )
    assert said(source) == [(None, "Hello."), (None, "And so on.")]


ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.000 --> 00:00:02.000 align:start position:0%

hello<00:00:00.500><c> big</c><00:00:01.000><c> world</c>

00:00:02.000 --> 00:00:02.010 align:start position:0%
hello big world


00:00:02.010 --> 00:00:04.000 align:start position:0%
hello big world
this<00:00:02.500><c> is</c>

00:00:04.000 --> 00:00:04.010 align:start position:0%
this is


00:00:04.010 --> 00:00:06.000 align:start position:0%
this is
it<00:00:04.500><c> now</c>
""".replace("0%\n\nhello", "0%\n \nhello")


def test_rolling_captions_are_read_once() -> None:
    """A line that is shown again is not said again, and the times inside it are those of words."""
    episode = read(ROLLING)
    turn = episode.turns[0]
    assert turn.text == "hello big world this is it now"
    assert turn.anchor_source == "word"
    assert turn.anchors == ((0, 0), (6, 500), (10, 1_000), (16, 2_010), (21, 2_500), (24, 4_010), (27, 4_500))
    assert "caption-rolling" in {remark.code for remark in episode.diagnostics}


def test_a_refrain_is_no_rolling_caption() -> None:
    """A line said twice is said twice."""
    texts = ["Row,\nrow.", "Row.", "Row.", "Row,\nrow.", "Gently.", "Down.", "Down."]
    assert said(srt(*texts))[0][1] == "Row, row. Row. Row. Row, row. Gently. Down. Down."


def test_empty_cues_are_kept() -> None:
    """A cue without words stays, in both formats."""
    source = f"1\n{ONE}\nHello.\n\n2\n00:00:02,000 --> 00:00:03,000\n\n3\n{TWO}\nBo.\n"
    assert write(read(source), "srt") == source
    assert write(read(source), "vtt").count("-->") == 3
    assert codes(source) == {"cue-empty": 6}


@pytest.mark.parametrize(
    "source", ["WEBVTT\n", "WEBVTT\n\n176", f"1\n{ONE}\n\n2\n{TWO}\n\n", f"WEBVTT\n\n{ONE}\n"]
)
def test_captions_without_words_are_refused(source: str) -> None:
    """A file that has the form of captions and no words is empty (exit 3)."""
    with pytest.raises(EpiscriptError) as caught:
        read(source)
    assert (caught.value.diagnostic.code, caught.value.exit_code) == ("empty", EXIT_INPUT)


@pytest.mark.parametrize(
    ("source", "reader"),
    [
        (PLAIN, "srt"),
        (f"WEBVTT\n\n{ONE}\nHello.\n", "vtt"),
        ("\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n", "vtt"),
        ("**Ann:** Hello.\n\n**Bo:** So be it.\n\n**Ann:** Yes.\n", "md"),
        ("00:00:01 --> 00:00:03 Hello there.\n00:00:04 --> 00:00:05 Yes, hello.\n", "txt"),
        ("# SubRip\n\nA cue looks so:\n\n    1\n    00:00:01,000 --> 00:00:02,000\n    Hello.\n\n" + "And on it goes.\n\n" * 30, "md"),
        ("WEBVTTX\n\nHello there.\n", "txt"),
    ],
)  # fmt: skip
def test_captions_are_found_by_their_content(source: str, reader: str) -> None:
    """The signature or a structure of timing lines makes a caption file; a quoted cue and one-line forms do not."""
    assert read(source).source.format == reader


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_a_post_is_no_caption_file(name: str) -> None:
    """`-f srt` on a post says that there are no cues."""
    with pytest.raises(EpiscriptError) as caught:
        read("**Ann:** Hello.", options=Options(from_format=name))
    assert caught.value.diagnostic.message == f"no {name.upper()} cues"


def test_either_reader_reads_either_form() -> None:
    """`-f vtt` on SubRip and `-f srt` on WebVTT read what is there."""
    for name in ("srt", "vtt"):
        for source in (PLAIN, "WEBVTT\n\n" + PLAIN.replace(",0", ".0")):
            assert len(read(source, options=Options(from_format=name)).turns) == 1


# captions out

LABELLED = srt("Ann: Hi,\nBo.", "Ann: So?", "Yes.", "Bo: No <i>way</i>.", "Ann: Oh.")


def test_captions_in_captions_out() -> None:
    """Times, lines, emphasis and the places of the labels come back, also through JSON."""
    assert write(read(LABELLED), "srt") == LABELLED
    assert write(read(write(read(LABELLED), "json")), "srt") == LABELLED


def test_labels_as_the_options_say() -> None:
    """Without the option labels are where the source had them; `change`, `always` and `never` overrule it."""
    episode = read(LABELLED)
    shown = {
        rule: write(episode, "srt", Options(speaker_labels=rule)).count(": ")
        for rule in (None, "change", "always", "never")
    }
    assert shown == {None: 4, "change": 3, "always": 5, "never": 0}


def test_srt_to_vtt_has_a_voice_on_every_cue() -> None:
    """WebVTT names the speaker in each cue, and back in SubRip on each change."""
    vtt = write(read(LABELLED), "vtt")
    assert vtt.count("<v Ann>") == 4
    assert vtt.count("<v Bo>") == 1
    assert "Ann:" not in vtt
    back = read(write(read(vtt), "srt"))
    assert [turn.speaker for turn in back.turns] == [turn.speaker for turn in read(LABELLED).turns]


def test_a_label_that_is_no_person_is_not_lost() -> None:
    """`Music:` names nobody, and comes back in both formats."""
    source = srt("Ann: Hi.", "Music: la la", "Ann: So.", "Music: la")
    assert read(source).turns[1].speaker is None
    assert write(read(source), "srt") == source
    assert "<v Music>" in write(read(source), "vtt")


def test_recut_cuts_anew() -> None:
    """With `--recut` the cues are cut by the rules of the profile, and the words are the same."""
    source = srt("Ann: Hi, so", "this is it.", "Bo: Yes, it is.", "Ann: Yes.")
    kept, cut = (write(read(source), "srt", Options(recut=recut)) for recut in (False, True))
    assert kept.count("-->") == 4
    assert cut.count("-->") == 3
    assert "Ann: Hi, so this is it." in cut


def test_turns_without_cues_are_cut_beside_those_that_are_kept() -> None:
    """In one episode the cues of captions are kept and other turns are cut, in their order."""
    kept = Turn("A b.", start=0, end=900, anchors=((0, 0), (4, 900)), anchor_source="cue", line_breaks=(2,))
    other = Turn("So it is.", "Bo", "Bo", start=1_000, start_source="given", end=3_000, end_source="given")
    text, remarks, _ = render(Episode(turns=(kept, other, kept)), "srt")
    assert [block.split("\n")[2:] for block in text.strip().split("\n\n")] == [
        ["A", "b."],
        ["Bo: So it is."],
        ["A", "b."],
    ]
    assert not remarks


def test_a_text_that_was_changed_is_cut() -> None:
    """Where the words of a turn no longer lie in its cues, nothing is lost: the turn is cut."""
    turn = Turn("Hello there, Bo.", start=0, end=3_000, anchors=((0, 0), (6, 900)), anchor_source="cue")
    assert "Hello there, Bo." in write(Episode(turns=(turn,)), "srt")


def test_a_label_alone_on_its_line_leaves_no_empty_line() -> None:
    """What stands on the line below is the first line of the cue; an empty cue before it stays a cue."""
    source = (
        "1\n00:00:00,000 --> 00:00:01,000\nAnn:\n\n2\n00:00:01,000 --> 00:00:02,000\nAnn: <i>\ntide</i>\n"
    )
    episode = read(source + source.replace("Ann", "Bo").replace("00:00:0", "00:01:0"))
    assert read(write(episode, "vtt")).turns[0].anchors == episode.turns[0].anchors
    assert 0 not in episode.turns[0].line_breaks
