"""Forms of heads that people write, each in a talk of ten turns: names, starts and first words are found in every one."""

from __future__ import annotations

import pytest

from episcript import read

NAMES = {"Ann": "Ann Lee", "Bo": "Bo Quist", "Cy": "Cyril Tan"}
ROLES = {"Ann": "host", "Bo": "guest", "Cy": "producer"}
TALK = (
    ("Ann", "So how was the trip to the coast this year?"),
    ("Bo", "It rained for nine days, and I loved it."),
    ("Ann", "Nine days? And what did you do all that time?"),
    ("Bo", "We read, we cooked, and I mended the boat."),
    ("Ann", "The old one, with the green sail?"),
    ("Bo", "That one. It still leaks, but less than before."),
    ("Cy", "I can hear it from my house when you swear."),
    ("Bo", "Sorry about that, I will try to whisper."),
    ("Ann", "Let us talk about the book you wrote there."),
    ("Bo", "It is a short one, and I am proud of it."),
)
"""One of the three speaks only once."""
UNTIMED = (
    "**{name} ({role}):** {text}\n\n",
    "{name}, {role}: {text}\n\n",
    "<{first}> {text}\n",
    "— {name}\n{text}\n\n",
    "> **{name}**: {text}\n\n",
    "S{number}: {text}\n",
    "[S{number}] {text}\n",
    "{upper}\n{text}\n\n",
    "'''{name}:''' {text}\n\n",
    "**{name}**<br>{text}\n\n",
    "**{name}** \\\n{text}\n\n",
    "{name} : « {text} »\n\n",
    "{name}\t{text}\n",
    "{name} – {text}\n\n",
    "* {name}: {text}\n",
    "* **{name}:** {text}\n",
    "{name}.- {text}\n\n",
    "{upper}.— {text}\n\n",
    "**{name}.**— {text}\n\n",
    "**{upper}.** {text}\n\n",
    "{upper}\t\t{text}\n",
)
TIMED = (
    "{name} ({role}) [00:{clock}]: {text}\n\n",
    "({clock}) {name}\n{text}\n\n",
    "#### {name} — {clock}\n\n{text}\n\n",
    "00:{clock}\t{name}\t{text}\n",
    "{clock} | {name} | {text}\n",
    "[00:{clock} - 00:{later}] {name}\n{text}\n\n",
    "[{clock}-{later}] {name}: {text}\n",
    "[{seconds}.0s] {name}: {text}\n",
    "Speaker {number}    {clock}\n{text}\n\n",
    "[{name}, {clock}]\n{text}\n\n",
    "{name}\n{clock}\n{text}\n\n",
    "{clock}\n\n{name}\n\n{text}\n\n",
    "- [{clock}] **{name}**: {text}\n",
    "`{clock}` **{name}** {text}\n\n",
    "> **{name}** `{clock}`\n>\n> {text}\n\n",
    "**{name}** ([{clock}](https://example.org/v?t={seconds})): {text}\n\n",
    "🎙️ **{name}** ({clock}) {text}\n\n",
    "00:{clock}:00 - 00:{later}:12\n{name}\n{text}\n\n",
    "00:{clock} – 00:{later}\n\n{name}\n{text}\n\n",
)


def post(form: str) -> str:
    """Return a post whose turns are written in a form."""
    turns = (
        form.format(
            name=NAMES[first],
            first=first,
            role=ROLES[first],
            upper=NAMES[first].upper(),
            number=[*NAMES].index(first) + 1,
            text=text,
            seconds=seconds,
            clock=f"{seconds // 60:02d}:{seconds % 60:02d}",
            later=f"{(seconds + 9) // 60:02d}:{(seconds + 9) % 60:02d}",
        )
        for seconds, (first, text) in timed_talk()
    )
    return "# A show\n\nSome words on it.\n\n" + "".join(turns)


def timed_talk() -> list[tuple[int, tuple[str, str]]]:
    """Return the turns with the second at which each begins."""
    return [(17 * number + 3, turn) for number, turn in enumerate(TALK)]


@pytest.mark.parametrize("form", [*UNTIMED, *TIMED])
def test_a_form_is_read(form: str) -> None:
    """Every turn is found, also that of the person who speaks once, and begins with its own words."""
    turns = read(post(form)).turns
    assert len(turns) == len(TALK)
    assert len({turn.label for turn in turns if turn.label}) == len(NAMES)
    assert [turn.text.strip("« »") for turn in turns] == [text for _, text in TALK]


@pytest.mark.parametrize("form", TIMED)
def test_the_clocks_of_a_form_are_read(form: str) -> None:
    """A turn begins when its clock says."""
    starts = [turn.start for turn in read(post(form)).turns]
    assert starts == [seconds * 1_000 for seconds, _ in timed_talk()]


@pytest.mark.parametrize(
    "other",
    [
        "- 07:30 Nick: unlock the shed\n- 08:00 Dana: bring the rope\n- 09:00 Nick: open the ramp\n- 13:00 Dana: count the visitors\n",
        "host\tname of the machine\nport\tnumber, 1 to 65535\nhost\tagain, for the second one\nport\tagain\n",
        "Set `00:10` **timeout** in the file.\n\nSet `00:20` **retry** there, too.\n\nSet `00:30` **wait** last.\n",
    ],
)
def test_lists_are_no_talk(other: str) -> None:
    """Tasks with clocks, tables of keys and code between words name no speaker."""
    assert [turn.label for turn in read(other).turns if turn.label] == []


DATED = (
    "[2024-01-15 10:{clock}] {name}: {text}\n",
    "2024-01-15 10:{clock} {name}: {text}\n",
    "{name} (2024-01-15 10:{clock})\n{text}\n\n",
    "[15/01/2024, 10:{clock}] {name}: {text}\n",
    "[2024-01-15T10:{clock}Z] {name}: {text}\n",
    "2024-01-15T10:{clock}+00:00 <{first}> {text}\n",
    "[Mon 10:{clock}] <{first}>\t{text}\n",
    "[10:{clock}] <@{first}> {text}\n",
    "{name} — 01/15/2024 10:{clock} AM\n{text}\n\n",
    "{name}  10:{clock} AM\n{text}\n\n",
)
"""Chats and meetings: the day before the time, or the half of the day behind it."""


@pytest.mark.parametrize("form", DATED)
def test_times_of_a_day_are_read(form: str) -> None:
    """Every turn is found with its time since midnight, and no date is left in label or text."""
    turns = read(post(form)).turns
    assert [turn.text for turn in turns] == [text for _, text in TALK]
    assert len({turn.label for turn in turns}) == len(NAMES)
    assert [turn.start for turn in turns] == [36_000_000 + 1_000 * seconds for seconds, _ in timed_talk()]


LOGS = (
    "2024-01-15 10:03:03 INFO server: started on port 8080\n2024-01-15 10:03:05 WARN cache: we could not find the index.\n2024-01-15 10:03:06 INFO server: ready.\n",
    "[2024-01-15 10:03:03] web: worker started\n[2024-01-15 10:03:04] kernel: link up\n[2024-01-15 10:03:05] web: worker 12 left with code 0\n[2024-01-15 10:03:09] kernel: link down\n",
    "2024-01-15T10:03:03Z app.main: request finished in 20 ms\n2024-01-15T10:03:04Z app.auth: user 12 signed in.\n2024-01-15T10:03:05Z app.main: request finished.\n",
    "- 9:00 AM Registration and coffee\n- 9:30 AM Ann Lee: How to sail when you are small\n- 10:15 AM Bo Quist: The mast\n- 11:30 AM Ann Lee: The sail\n- 2:00 PM Cyril Tan: The rudder\n",
    "2024-01-15 10:03: Started the pump.\n2024-01-15 10:13: The pump stopped. I started it again.\n2024-01-15 10:33: We replaced the valve.\n",
    "commit 12345\nAuthor: Ann Lee <ann@example.org>\nDate:   2024-01-15 10:03:03 +0100\n\n    Mend the sail\n\ncommit 12346\nAuthor: Ann Lee <ann@example.org>\nDate:   2024-01-16 10:03:03 +0100\n\n    Add the mast\n",
)


@pytest.mark.parametrize("log", LOGS)
def test_logs_and_programmes_are_no_talk(log: str) -> None:
    """Where programs write the time of a day, or a programme does, nobody speaks and nothing is a chapter."""
    episode = read(log)
    assert [turn.label for turn in episode.turns if turn.label] == []
    assert episode.chapters == ()


@pytest.mark.parametrize("icon", ["⏱️ ", "▶ ", "🕐 ", "📍 ["])
def test_pictures_before_the_clocks_of_chapters(icon: str) -> None:
    """A picture before each clock of a list is no part of it."""
    close = "]" if icon.endswith("[") else ""
    times = (("00:00", "Low water"), ("05:12", "The old ferry"), ("31:40", "The quay"))
    lines = [f"{icon}{clock}{close} {title}" for clock, title in times]
    assert [chapter.title for chapter in read("# A show\n\n" + "\n".join(lines)).chapters] == [
        title for _, title in times
    ]


def test_a_german_word_is_no_half_of_a_day() -> None:
    """`am` behind a clock begins a title there."""
    source = "# Boote\n\n00:00 Am Steg\n05:12 am Hafen\n31:40 Im Boot\n"
    assert [(chapter.title, chapter.start) for chapter in read(source).chapters] == [
        ("Am Steg", 0),
        ("am Hafen", 312_000),
        ("Im Boot", 1_900_000),
    ]
