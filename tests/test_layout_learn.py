"""What whole files teach: the layouts that people write are learned, and files without a transcript teach nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from episcript.codes import EpiscriptError
from episcript.model import Options
from episcript.pipeline import read

NAMES = ("Ann Lee", "Bo Gray", "Ann Lee", "Bo Gray", "Ann Lee")
SAID = (
    "The tide came in at four, as it does.",
    "And where were you?",
    "On the roof. It was the only dry place, and it had a view.",
    "With the goat?",
    "With the goat.",
)
CLOCKS = ("00:00:05", "00:00:09", "00:00:12", "00:00:31", "00:01:04")
STARTS = (5_000, 9_000, 12_000, 31_000, 64_000)

LAYOUTS = {
    "**{name}** [{clock}]: {text}": "**NAME** [CLOCK]: TEXT",
    r"**{name}** \[{clock}\]: {text}": "**NAME** [CLOCK]: TEXT",
    "**{name}** ({clock}): {text}": "**NAME** (CLOCK): TEXT",
    "**{name}**\N{NO-BREAK SPACE}[{clock}]: {text}": "**NAME** [CLOCK]: TEXT",
    "**{name}:** [{clock}] {text}": "**NAME**: TEXT",
    "**{name} ({clock})**\n{text}": "**NAME** (CLOCK) ⏎ TEXT",
    "**{name}** ({clock})\n\n{text}": "**NAME** (CLOCK) ⏎ TEXT",
    "### {name} [{clock}]\n\n{text}": "### NAME [CLOCK] ⏎ TEXT",
    "[{clock}] **{name}:** {text}": "[CLOCK] **NAME**: TEXT",
    r"\[{clock}\] **{name}:** {text}": "[CLOCK] **NAME**: TEXT",
    "({clock}) {name}: {text}": "(CLOCK) NAME: TEXT",
    "{clock} {name}: {text}": "CLOCK NAME: TEXT",
    "{clock} **{name}**\n{text}": "CLOCK **NAME** ⏎ TEXT",
    "{name}  {clock}\n{text}": "NAME CLOCK ⏎ TEXT",
    "{name} ({clock}): {text}": "NAME (CLOCK): TEXT",
    "{name} [{clock}] {text}": "NAME [CLOCK] TEXT",
    "- **{name}** [{clock}]: {text}": "- **NAME** [CLOCK]: TEXT",
    "<b>{name}</b> [{clock}]: {text}": "<b>NAME</b> [CLOCK]: TEXT",
    "{clock} <v {name}>{text}": "CLOCK <v NAME> TEXT",
    "[{clock}.000] - {name}\n{text}": "[CLOCK] NAME ⏎ TEXT",
    "[{clock}.000 --> 00:59:59.000] [{name}]: {text}": "[CLOCK] [NAME]: TEXT",
    "{clock} | {name} | {text}": "CLOCK NAME – TEXT",
    "{name} [{clock} - 00:59:59]\n{text}": "NAME [CLOCK] ⏎ TEXT",
    "{clock}\n\n{name}: {text}": "NAME: TEXT",
    "{name} – ({clock}) {text}": "NAME (CLOCK) – TEXT",
    "#{clock}-0#\n{name}: {text}": "NAME: TEXT",
    "{name}: {{{clock}}} {text}": "NAME: TEXT",
}
"""Forms of a turn with a clock, and the layout in words."""

UNTIMED = {
    "**{name}:** {text}": "**NAME**: TEXT",
    "**{name}**: {text}": "**NAME**: TEXT",
    "__{name}:__ {text}": "__NAME__: TEXT",
    "**{name}:**\n\n{text}": "**NAME**: ⏎ TEXT",
    "<b>{name}:</b> {text}": "<b>NAME</b>: TEXT",
    "{name}: {text}": "NAME: TEXT",
    ">> {name}: {text}": ">> NAME: TEXT",
    "<v {name}>{text}": "<v NAME> TEXT",
    "[{name}]: {text}": "[NAME]: TEXT",
    "[{name}] {text}": "[NAME] TEXT",
    "{name} — {text}": "NAME – TEXT",
    "{name} : {text}": "NAME: TEXT",
    "*{name}:* {text}": "*NAME*: TEXT",
}
"""Forms of a turn without a clock, and the layout in words."""

NEGATIVE = {
    "metadata in capitals": "TITLE: Low water\nHOST: Ann Lee\nGUEST: Bo Gray\nLENGTH: 12 minutes\nDATE: May\n\nWe talked about the sea.\n",
    "timeline": "**1987:** [The first well](https://example.org/1)\n\n**1991**: [The sensor](https://example.org/2)\n\n**1994:** [The drum](https://example.org/3)\n\n**1998:** Cake.\n",
    "frequent questions": "Q: How do I install it?\nA: Download it and run it.\n\nQ: Does it run on a boat?\nA: Yes, it does run on a boat.\n\nQ: Why?\nA: Because somebody asked for it.\n\nQ: And on a raft?\nA: No.\n",
    "options": "- **timeout**: How long to wait, in seconds.\n- **retries**: How often to try again.\n- **verbose**: Say what is going on.\n- **timeout**: The same for the second server.\n- **retries**: The same for the second server.\n- **verbose**: The same for the second server.\n",
    "log": "12:30:01 INFO: started\n12:30:02 DEBUG: read 12 files\n12:30:02 INFO: reading\n12:30:05 WARNING: slow disk\n12:30:07 ERROR: no space left\n12:30:09 INFO: stopped\n",
    "change log": "# Changes\n\n## 1.2.0\n\nAdded: a way to read wide text\nFixed: the lift\nFixed: the other lift\nChanged: the colour\n\n## 1.1.0\n\nAdded: a lift\nFixed: the door\nChanged: nothing\n",
    "recipe": "Ingredients: two eggs and some flour.\nTime: an hour.\n\nDirections: mix it and wait for it.\n\nNotes: use a bowl.\n",
    "addresses": "Web: https://example.org\nMail: ann@example.org\nWeb: https://example.org/2\nMail: bo@example.org\nWeb: https://example.org/3\nMail: cy@example.org\n",
    "code": "```\nname: Ann\nname: Bo\nname: Ann\nname: Bo\n```\n\nThat was the file.\n",
    "prose": "We left (as Ann told me later) at half past four. Nobody saw us: it rained.\n\nShe said: “Not again.” He said: “Again.” She said: “So be it.”\n",
    "times of a schedule": "Opens: 10:30\nCloses: 18:00\nOpens: 09:00\nCloses: 12:00\nOpens: 11:15\nCloses: 16:45\n",
    "advantages": "Pros: It is cheap.\n\nCons: It is slow.\n",
    "people": "Ann Lee: Writes about bees.\nBo Gray: Keeps the lighthouse running.\n",
    "people in the third person": "**Ann Lee**: Ann was born near the harbour.\n\n**Bo Gray**: Bo keeps bees.\n",
    "references": "[Smith] A book on tides, 1999.\n\n[Jones] Another book on tides.\n\n[Smith] A third book.\n\n[Jones] A fourth book.\n",
    "change log in brackets": "[Added] a lift in the tower.\n[Fixed] the lift.\n[Added] a door.\n[Fixed] the door, too.\n",
    "sounds in brackets": "[Laughter] Somebody fell.\n\n[Music] A song began.\n\n[Laughter] He fell again.\n\n[Music] It went on.\n",
    "programme in columns": "09:00 | Ann Lee | Opening of the day.\n09:30 | Bo Gray | Tides for beginners.\n10:00 | Ann Lee | Coffee and cake.\n10:30 | Bo Gray | Closing words.\n",
    "programme with dashes": "09:00 - Ann Lee - Opening.\n09:30 - Bo Gray - Tides for beginners.\n10:00 - Cy Dee - Coffee.\n",
    "list of songs": "00:00 Ann Lee - The Tide\n03:41 Bo Gray - Low Water\n07:20 Ann Lee - The Goat\n11:05 Bo Gray - Moss\n",
    "cards": "Claim: The parser returns old clocks.\nEvidence: We saw it.\n\nClaim: It is slow.\nEvidence: See above.\n",
    "translations": "English: The tide is out.\nFrench: La marée est basse.\n\nEnglish: The goat is here.\nFrench: La chèvre est ici.\n",
    "minutes": "Present: Ann Lee, Bo Gray\nApologies: Cy Dee\n\nAction: Ann to write the letter.\nAction: Bo to post it.\n",
    "numbered steps": "1: Read the file.\n2: Write the file.\n3: Stop.\n\n1: Ask again.\n2: Wait.\n3: Stop, too.\n",
    "program log": "04:20:54,123 - kettle - DEBUG - the parser reads trailing blanks\n04:22:05,123 - widget - INFO - the socket counts empty files\n04:23:31,123 - kettle - WARNING - the report opens old clocks\n04:24:34,123 - widget - INFO - the garden skips missing keys\n",
    "commits": "2026-03-02 09:14 Ann Lee: Read it once\n2026-03-02 10:40 Bo Gray: Turn the horn\n2026-03-03 08:02 Ann Lee: Drop the clock\n2026-03-04 16:25 Bo Gray: Merge the rope\n",
    "parts of an episode": "- (00:00) Ann Lee: What is a bell?\n- (04:12) Bo Gray: How to cast one\n- (17:50) Cy Dee: The stolen bell\n- (28:33) Ann Lee: Letters\n",
    "results without words": "Ann Lee (2:03)\nBo Gray (2:05)\nAnn Lee (2:09)\nBo Gray (2:11)\n",
    "a game": "Player 1: draws two cards and puts one down.\nPlayer 2: must answer with a rope.\nPlayer 1: takes the coin.\nPlayer 2: draws again.\n",
    "arguments": "usage: prog [-h]\n\n<file> the input file.\n<dir> the output directory.\n<file> again.\n<dir> again.\n",
}
"""Files in which nobody speaks, however much they look like it."""


@dataclass(frozen=True)
class Turns:
    """A transcript of the five turns above, and what is read from it."""

    form: str

    def post(self) -> str:
        """Return the transcript in this form."""
        rows = zip(NAMES, CLOCKS, SAID, strict=True)
        return (
            "\n\n".join(self.form.format(name=name, clock=clock, text=text) for name, clock, text in rows)
            + "\n"
        )


def labels(text: str) -> list[str | None]:
    """Return the labels of the turns that are read from `text`."""
    return [turn.label for turn in read(text).turns]


@pytest.mark.parametrize(("form", "layout"), LAYOUTS.items())
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_layout_with_clocks_is_learned(form: str, layout: str, end: str) -> None:
    """Five turns are enough to learn the order, the brackets and the emphasis of name and clock."""
    episode = read(Turns(form).post().replace("\n", end))
    assert episode.source.layout == layout
    assert [(turn.label, turn.start, turn.text) for turn in episode.turns] == list(
        zip(NAMES, STARTS, SAID, strict=True)
    )
    assert episode.notes == ()


@pytest.mark.parametrize(("form", "layout"), UNTIMED.items())
def test_a_layout_without_clocks_is_learned(form: str, layout: str) -> None:
    """Names that recur are enough; no time is invented."""
    episode = read(Turns(form).post())
    assert episode.source.layout == layout
    assert [(turn.label, turn.start, turn.text) for turn in episode.turns] == [
        (name, None, text) for name, text in zip(NAMES, SAID, strict=True)
    ]


@pytest.mark.parametrize("form", [*LAYOUTS, *UNTIMED])
def test_what_stands_around_a_transcript_is_notes(form: str) -> None:
    """Show notes before it and links behind it belong to nobody."""
    post = f"We met at the sea.\n\nSERIES: Low Water\nPLACE: the roof\n\n{Turns(form).post()}\n---\n\n[The roof](https://example.org/roof)\n"
    episode = read(post)
    assert [turn.label for turn in episode.turns] == list(NAMES)
    assert [note.text.split("\n")[0] for note in episode.notes] == [
        "We met at the sea.",
        "SERIES: Low Water",
        "[The roof](https://example.org/roof)",
    ]


@pytest.mark.parametrize("text", NEGATIVE.values(), ids=NEGATIVE)
def test_nobody_speaks_in_other_files(text: str) -> None:
    """Keys, questions, options, logs and change logs are not speakers: prose has turns without a label."""
    try:
        assert set(labels(text)) <= {None}
    except EpiscriptError as refused:
        pytest.fail(f"refused: {refused}")


@pytest.mark.parametrize("text", NEGATIVE.values(), ids=NEGATIVE)
def test_nobody_is_invented_before_a_transcript(text: str) -> None:
    """The same lines before a transcript stay notes; its own turns are found all the same."""
    post = f"{text}\n# Transcript\n\n{Turns('**{name}** [{clock}]: {text}').post()}"
    assert labels(post) == list(NAMES)


def test_timeline_lines_of_the_same_shape_are_no_turns() -> None:
    """`**1987:** [..](..)` before bold names without clocks opens nothing."""
    post = f"{NEGATIVE['timeline']}\n{Turns('**{name}:** {text}').post()}"
    episode = read(post)
    assert [turn.label for turn in episode.turns] == list(NAMES)
    assert len(episode.notes) == 4


def test_a_stamp_without_a_name_continues_the_turn() -> None:
    """A clock that opens a paragraph of a turn is a time inside it."""
    post = (
        "[00:00:01] Ann: The tide came in.\n\n[00:00:20] And then it went out.\n\n"
        "[00:00:30] Bo: As it does.\n\n[00:00:40] Ann: As it does.\n\n[00:00:50] Bo: Well.\n"
    )
    turns = read(post).turns
    assert [turn.label for turn in turns] == ["Ann", "Bo", "Ann", "Bo"]
    assert turns[0].text == "The tide came in.\n\nAnd then it went out."
    assert turns[0].anchors == ((19, 20_000),)
    assert turns[0].anchor_source == "stamp"


def test_a_turn_without_its_clock_is_a_turn() -> None:
    """A head that lost its clock is a slip of the layout, not speech of the turn before."""
    post = Turns("**{name}** [{clock}]: {text}").post().replace(" [00:00:12]", "")
    assert [(turn.label, turn.start) for turn in read(post).turns] == [
        (name, None if start == 12_000 else start) for name, start in zip(NAMES, STARTS, strict=True)
    ]


@pytest.mark.parametrize(
    ("form", "line", "label"),
    [
        ("**{name}** [{clock}]: {text}", "**Caller** [00:00:33]: Am I on?", "Caller"),
        ("**{name}** [{clock}]: {text}", "**Bo** [00:00:33]: Hm.", "Bo"),
        ("**{name}:** {text}", "**Mrs. Gray:** Is that my goat?", "Mrs. Gray"),
        ("{name}: {text}", "Cy Young: Is that my goat?", "Cy Young"),
        ("{name}  {clock}\n{text}", "Unknown Speaker  00:00:33\nIs that my goat?", "Unknown Speaker"),
        ("**{name}:** {text}", "**Break:**", "Break"),
    ],
)
def test_a_label_that_occurs_once_opens_a_turn(form: str, line: str, label: str) -> None:
    """Somebody who speaks once is a speaker, where the layout is clear."""
    parts = Turns(form).post().strip().split("\n\n")
    found = labels("\n\n".join([*parts[:4], line, *parts[4:]]))
    assert found == [*NAMES[:4], label, NAMES[4]]


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("**{name}:** {text}", "**That was the day the roof came off, and nobody said a word.** We left."),
        ("**{name}:** {text}", "And then she said: nothing."),
        ("{name}: {text}", "and then: nothing."),
        ("{name}: {text}", "They said: “Come down from there.”"),
        ("{name}: {text}", "See also: https://example.org/roof"),
        ("{name}: {text}", "Note: the roof is gone."),
        ("**{name}** [{clock}]: {text}", "Remember: the goat could swim."),
        ("**{name}** [{clock}]: {text}", "It was 10:30 when it ended."),
    ],
)
def test_a_line_of_speech_is_no_head(form: str, line: str) -> None:
    """Bold sentences, colons in sentences and notes inside a turn stay its text."""
    parts = Turns(form).post().strip().split("\n\n")
    assert labels("\n\n".join([*parts[:3], line, *parts[3:]])) == list(NAMES)


def test_clocks_that_fall_or_repeat_stay_as_given() -> None:
    """A clock that is wrong is reported and kept."""
    episode = read(
        "**Ann** (00:10): One.\n\n**Bo** (00:10): Two.\n\n**Ann** (00:08): Three.\n\n**Bo** (00:30): Four.\n"
    )
    assert [turn.start for turn in episode.turns] == [10_000, 10_000, 8_000, 30_000]
    assert {remark.code for remark in episode.diagnostics} >= {"clock-repeated", "clock-backward"}


def test_minutes_may_pass_the_hour() -> None:
    """A layout may go from `59:30` to `61:30`, or to `1:01:30`."""
    starts = [
        turn.start
        for turn in read(
            "**Ann** (59:30): One.\n\n**Bo** (60:10): Two.\n\n**Ann** (1:01:30): Three.\n\n**Bo** (62:00): Four.\n"
        ).turns
    ]
    assert starts == [3_570_000, 3_610_000, 3_690_000, 3_720_000]


def test_prose_is_turns_without_a_speaker() -> None:
    """Each paragraph of a text without labels is a turn, and a remark says that nobody was found."""
    episode = read("The tide came in.\n\nIt went out,\nas it does.\n")
    assert [(turn.label, turn.text) for turn in episode.turns] == [
        (None, "The tide came in."),
        (None, "It went out, as it does."),
    ]
    assert [remark.code for remark in episode.diagnostics] == ["prose"]


def test_timed_lines_without_names_are_turns_without_a_label() -> None:
    """A stamp before any name is a turn without label."""
    lines = [
        f"[00:00:{second:02d}] The tide was {second} seconds late, I think." for second in range(0, 50, 5)
    ]
    episode = read("\n".join(lines) + "\n")
    assert {turn.label for turn in episode.turns} == {None}
    assert " ".join(turn.text for turn in episode.turns).count("The tide was") == 10
    assert episode.turns[0].start == 0


def test_a_turn_glued_to_a_note_is_found() -> None:
    """The first turn may stand behind an editor's note in one paragraph."""
    post = (
        "**Editor's note:** We lost a minute. **Ann Lee:** And then it rained.\n\n"
        + Turns("**{name}:** {text}").post()
    )
    assert labels(post) == ["Ann Lee", *NAMES]


def test_speakers_may_be_numbers() -> None:
    """Where nothing but digits names the speakers, the digits do."""
    post = "".join(
        f"{number}: The tide is {word}, I tell you.\n"
        for number, word in zip("1212", ["in", "out", "in", "out"], strict=True)
    )
    assert labels(post) == ["1", "2", "1", "2"]


def test_resources_behind_the_transcript_are_notes() -> None:
    """A list of links under a heading of its own is no speech, whatever stands in bold before it."""
    post = (
        Turns("**{name}:** {text}").post()
        + "\n## Links\n\n**Rope:** [the museum](https://example.org/rope)\n"
    )
    assert labels(post) == list(NAMES)


# the margins


def post(*lines: str) -> str:
    """Return lines as paragraphs."""
    return "\n\n".join(lines) + "\n"


def test_chat_names_in_angles_are_labels() -> None:
    """Handles in angles, as in logs of chats, are labels in lower case."""
    chat = "".join(
        f"<{name}> {text}\n" for name, text in zip(["annlee", "bgray"] * 3, SAID * 2, strict=False)
    )
    assert labels(chat)[:2] == ["annlee", "bgray"]


def test_a_legend_is_a_note() -> None:
    """`AL: Ann Lee, host` says who AL is; nobody says it."""
    talk = post(
        "AL: Ann Lee, host",
        "BG: Bo Gray",
        *(f"{name}: {text}" for name, text in zip(["AL", "BG"] * 3, SAID, strict=False)),
    )
    assert labels(talk) == ["AL", "BG", "AL", "BG", "AL"]


def test_who_takes_part_is_a_note() -> None:
    """A line of nothing but the names of speakers is no turn, whatever heads it."""
    talk = Turns("{name}: ({clock}) {text}").post()
    assert labels(f"With: Ann Lee, Bo Gray\n\n{talk}") == list(NAMES)


def test_a_short_file_of_full_names_is_read() -> None:
    """Two lines are enough where nothing else stands in the file and people talk."""
    assert labels("Ann Lee: The tide came in, as it does.\n\nBo Gray: And where were you?\n") == [
        "Ann Lee",
        "Bo Gray",
    ]
    assert labels("Ann: The tide came in.\n\nBo: And where were you?\n\nAnn: On the roof.\n") == [
        "Ann",
        "Bo",
        "Ann",
    ]


def test_initials_may_be_words_that_head_notes() -> None:
    """Among initials `TO` is somebody."""
    talk = post(*(f"{name}: {text}" for name, text in zip(["TO", "BG"] * 3, SAID, strict=False)))
    assert labels(talk) == ["TO", "BG", "TO", "BG", "TO"]


def test_a_description_is_a_label_where_its_clock_stands_where_all_do() -> None:
    """`Woman in the third row` speaks once, with a clock in its place."""
    talk = (
        Turns("{name}: [{clock}] {text}").post()
        + "\nWoman in the third row: [00:02:00] May I ask something?\n"
    )
    assert labels(talk) == [*NAMES, "Woman in the third row"]


def test_an_announcer_before_the_announcer_is_a_note() -> None:
    """Only the line directly before the first known speaker may be somebody new."""
    talk = Turns("{name}: {text}").post().replace("Ann Lee", "ANN LEE").replace("Bo Gray", "BO GRAY")
    told = "SHOW TEASE: This week we talk about the tide, and about a goat.\n\nCY DEE: Welcome to the show, everybody.\n\n"
    assert labels(told + talk)[0] == "CY DEE"


def test_a_clock_behind_the_last_text_ends_it() -> None:
    """Where clocks close the turns, the last one is the end of the last turn, given."""
    talk = read(Turns("{name}: {text} [{clock}]").post())
    assert [(turn.start, turn.start_source) for turn in talk.turns[1:]] == [
        (start, "previous") for start in STARTS[:-1]
    ]
    assert (talk.turns[-1].end, talk.turns[-1].end_source) == (STARTS[-1], "given")
    assert [turn.text for turn in talk.turns] == list(SAID)


def test_a_time_in_wrapped_speech_is_speech() -> None:
    """A bare clock that begins a wrapped line is a time of day where it does not lie between its neighbours."""
    talk = (
        Turns("{name}: {clock}\n{text}").post()
        + "\nBo Gray: 00:02:00\nWe met in the dark, at\n7:30 every morning.\n"
    )
    assert read(talk).turns[-1].text == "We met in the dark, at 7:30 every morning."


def test_a_number_that_begins_a_wrapped_line_is_no_list() -> None:
    """Only a 1 begins a list in the midst of a paragraph."""
    talk = Turns("{name}: {text}").post() + "\nBo Gray: It was a hot summer around\n1950. Right.\n"
    assert read(talk).turns[-1].text == "It was a hot summer around 1950. Right."


def test_a_transcript_pasted_twice_is_kept_and_told() -> None:
    """Every turn stays; the clock that falls at the seam is a remark."""
    talk = Turns("**{name}** [{clock}]: {text}").post()
    episode = read(f"{talk}\n{talk}")
    assert [turn.label for turn in episode.turns] == [*NAMES, *NAMES]
    assert [found.code for found in episode.diagnostics if found.severity == "warning"] == ["clock-backward"]


def test_clocks_of_meetings_need_no_zeros() -> None:
    """`0:1:5.40` is a clock of a meeting program, a minute and five seconds."""
    talk = "".join(
        f"0:{n}:5.40 --> 0:{n}:9.1\n{name}\n{text}\n\n"
        for n, (name, text) in enumerate(zip(NAMES, SAID, strict=True))
    )
    episode = read(talk)
    assert [turn.start for turn in episode.turns] == [60_000 * n + 5_400 for n in range(5)]
    assert [turn.text for turn in episode.turns] == list(SAID)


def test_a_role_behind_the_name_says_who_speaks() -> None:
    """`ANN LEE, HOST` speaks first and once; unidentified persons with numbers speak, too."""
    said = (
        "Here is the news.",
        "It is four in the morning.",
        "The wall is there.",
        "We painted it.",
        "It is hard.",
        "Yes, it is.",
    )
    names = ("ANN LEE, HOST", "BO GRAY, BYLINE", "GRAY", "DEE", "UNIDENTIFIED PERSON #1", "GRAY")
    talk = post(*(f"{name}: {text}" for name, text in zip(names, said, strict=True)), "DEE: Quite.")
    assert labels(talk) == [*names, "DEE"]


def test_footers_in_other_words_are_notes() -> None:
    """An address alone, a word of a program or of who transcribed, in several languages, ends the transcript."""
    for footer in (
        "example.org",
        "Ann Lee stopped transcription",
        "Retranscription : Ann Lee",
        "※書き起こしは自動です",
    ):
        episode = read(Turns("**{name}** [{clock}]: {text}").post() + f"\n{footer}\n")
        assert [note.text for note in episode.notes] == [footer]


def test_seconds_are_clocks() -> None:
    """`[0.00s -> 3.20s]` is how recognisers print times."""
    talk = "".join(
        f"[{n}.25s -> {n}.90s] {name}: {text}\n"
        for n, (name, text) in enumerate(zip(NAMES, SAID, strict=True))
    )
    assert [(turn.label, turn.start) for turn in read(talk).turns] == [
        (name, 1_000 * n + 250) for n, name in enumerate(NAMES)
    ]


def test_a_voice_goes_on_behind_a_heading() -> None:
    """A heading ends the turn; the same voice behind it opens a turn of its own."""
    talk = "<v Ann Lee>The tide came in.\n\n## Later\n\n<v Ann Lee>It went out.\n\n<v Bo Gray>And the goat?\n"
    assert labels(talk) == ["Ann Lee", "Ann Lee", "Bo Gray"]


def test_a_line_that_is_bold_as_a_whole_keeps_its_clock() -> None:
    """`**[0:12] all of it**` is no stamp: its emphasis would lose one end."""
    talk = Turns("**{name}** [{clock}]: {text}").post() + "\n**[00:01:30] And so on.**\n"
    assert "**" not in read(talk).turns[-1].text


def test_emphasis_that_opens_behind_a_stamp_is_whole() -> None:
    """`[0:30]**all of it**` is a stamp and bold speech."""
    talk = Turns("**{name}** [{clock}]: {text}").post() + "\n[00:01:30]**and so on**\n"
    assert read(talk).turns[-1].text.endswith("and so on")


VOICED = (
    "00:00:05 <v Bo Gray>Could you row?\n00:00:09 <v Ann Lee>I could {inside}\n00:00:12 <v Bo Gray>Good.\n"
    "00:00:31 <v Ann Lee>And the goat?\n00:01:04 <v Bo Gray>The goat stays.\n"
)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("row <v Ann Lee>and do all of that.", "I could row and do all of that."),
        ("row<v Ann Lee> now.", "I could row now."),
        ("<v.loud Ann Lee>row <v Ann Lee><v Ann Lee>now.</v>", "I could row now."),
        ("row.</v> <v Ann Lee>Now.</v>", "I could row. Now."),
        ("row <v Ann Lee>", "I could row"),
    ],
)
def test_a_voice_that_is_repeated_inside_a_line_is_no_speech(inside: str, text: str) -> None:
    """A tag that names who speaks already, or closes a voice, leaves the text; the turn goes on."""
    turns = read(VOICED.format(inside=inside)).turns
    assert [turn.label for turn in turns] == ["Bo Gray", "Ann Lee", "Bo Gray", "Ann Lee", "Bo Gray"]
    assert turns[1].text == text


def test_another_voice_inside_a_line_opens_a_turn() -> None:
    """A tag that names somebody else begins a turn in the same line, without a start of its own; the next line is judged by it."""
    turns = read(VOICED.format(inside="row. <v Cy Hill>So <v Bo Gray>What?")).turns
    assert [(turn.label, turn.start, turn.text, turn.line) for turn in turns[1:4]] == [
        ("Ann Lee", 9_000, "I could row.", 2),
        ("Cy Hill", None, "So", 2),
        ("Bo Gray", None, "What? Good.", 2),
    ]
    assert turns[3].anchors == ((6, 12_000),)


@pytest.mark.parametrize(
    "inside",
    ["write <v name> before it.", r"write \<v Ann Lee> before it.", "write <v> there.", "do 1 <v 2> 3."],
)
def test_what_only_looks_like_a_voice_stays_speech(inside: str) -> None:
    """A name that is nobody's, an escaped tag and one without a name are said, not marked up."""
    turns = read(VOICED.format(inside=inside), options=Options(from_format="txt")).turns
    assert len(turns) == 5
    assert turns[1].text == f"I could {inside}"


def test_a_voice_is_speech_where_heads_are_no_voices() -> None:
    """Among other heads `<v Name>` is left as it is: people talk about subtitles."""
    episode = read(Turns("{name} ({clock}): {text} You write <v Ann Lee>.").post())
    assert all(turn.text.endswith("You write <v Ann Lee>.") for turn in episode.turns)


def test_line_ends_of_windows_are_none_of_the_code() -> None:
    """A blank line inside fences parts paragraphs whatever its line end is."""
    post = "**Ann Lee** [0:00]: Type this.\n\n~~~\none\n\ntwo\n~~~\n\n**Bo Gray** [0:09]: Done.\n"
    assert read(post.replace("\n", "\r\n")).turns == read(post).turns
