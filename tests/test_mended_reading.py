"""Cases that were read wrongly once: each says in a line what is to come back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from episcript import Episode, Options, Turn, read, write
from episcript.model import Chapter
from episcript.repair.lost import lost_words

ROWS = [("Ada", "One goat came by here."), ("Bo", "With eleven goats?"), ("Ada", "Exactly so and no more.")]


def said(source: str) -> list[tuple[str | None, int | None, str]]:
    """Return label, start and text of each turn."""
    return [(turn.label, turn.start, turn.text) for turn in read(source).turns]


@pytest.mark.parametrize("names", ["start_seconds,end_seconds", "start,end", "Beginn,Ende"])
def test_a_long_silence_does_not_change_the_unit(names: str) -> None:
    """Decimals are seconds, also where ten minutes lie between two rows, and the ends are kept."""
    times = ((0.5, 3.25), (3.25, 5.9), (600.5, 603.0))
    rows = [f"{one},{two},{name},{text}" for (one, two), (name, text) in zip(times, ROWS[:3], strict=True)]
    turns = read("\n".join([f"{names},speaker,text", *rows])).turns
    assert [turn.start for turn in turns] == [500, 3_250, 600_500]
    assert turns[0].end == 3_250


def test_excerpts_that_lie_far_apart_are_in_seconds() -> None:
    """Short segments a minute apart keep their starts."""
    segments = [
        {"start": 900.5 + 62.6 * n, "end": 903 + 62.6 * n, "text": f" So this is sentence number {n} of it."}
        for n in range(6)
    ]
    assert read(json.dumps({"segments": segments})).turns[0].start == 900_500


@pytest.mark.parametrize("before", ["", "# Goats\n\n", "Intro.\n\n"])
def test_a_row_without_clock_and_name_goes_on(before: str) -> None:
    """The words of such a row are those of the speaker above."""
    table = "| Time | Speaker | Text |\n|--|--|--|\n| 0:01 | Ada | One goat. |\n| | | And hay. |\n| 0:09 | Bo | Two goats? |\n| 0:15 | Ada | Three. |\n"
    found = [(label, start, " ".join(text.split())) for label, start, text in said(before + table)]
    assert found == [
        ("Ada", 1_000, "One goat. And hay."),
        ("Bo", 9_000, "Two goats?"),
        ("Ada", 15_000, "Three."),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| Time | Speaker | Text | Transcript |\n|--|--|--|--|\n| 0:01 | Ann | Hi? | Salut? |\n| 0:04 | Bo | Yes. | Oui. |\n| 0:09 | Ann | Oh. | Ah. |\n",
        "| Time | Speaker | Text |\n|--|--|--|\n| 0:01 | Ann | Hi? |\n| jingle | Bo | Yes. |\n| 0:09 | Ann | Oh. |\n",
        "| Item | Price |\n|--|--|\n| Goat | 40 |\n| Hay | 3 |\n",
    ],
)
def test_no_cell_of_a_table_that_is_not_understood_is_lost(table: str) -> None:
    """Two columns of words, a time that is none, a price list: every cell is still there."""
    episode = read(f"# Goats\n\nWe met.\n\n{table}\nThen we left.\n")
    kept = " ".join([turn.text for turn in episode.turns] + [note.text for note in episode.notes])
    cells = [cell.strip() for line in table.splitlines()[2:] for cell in line.split("|") if cell.strip()]
    assert [cell for cell in cells if cell not in kept] == []


def test_a_voice_tag_among_labels_names_one_cue() -> None:
    """In SubRip one `<v Name>` takes the labels of the other cues nothing away."""
    texts = ("Ada: Hi.", "Bo: Yo.", "<v Cy>Hm.", "Ada: Fine.", "Bo: Ok.")
    source = "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n" for n, text in enumerate(texts, 1))
    assert [label for label, _, _ in said(source)] == ["Ada", "Bo", "Cy", "Ada", "Bo"]


def test_a_dash_before_a_known_label_is_no_part_of_it() -> None:
    """`- Ada: … - Bo: …` in one cue is two turns where both are known."""
    texts = (
        "Ada: Hi there.",
        "Bo: Yo.",
        "Ada: Hm.",
        "Bo: Well.",
        "- Ada: Two.\n- Bo: Two goats?",
        "Ada: Sharp.",
    )
    source = "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n" for n, text in enumerate(texts, 1))
    assert [label for label, _, _ in said(source)] == ["Ada", "Bo", "Ada", "Bo", "Ada", "Bo", "Ada"]


def test_durations_beside_ends_are_ends() -> None:
    """TTML may give either; every paragraph stays a cue with its own times."""
    source = '<tt xmlns="http://www.w3.org/ns/ttml"><body><div><p begin="1s" dur="2s">One goat.</p><p begin="4s" end="5.5s">Two.</p><p begin="7s" dur="1s">Three, maybe.</p></div></body></tt>'
    assert [line for line in write(read(source), "srt").splitlines() if "-->" in line] == [
        "00:00:01,000 --> 00:00:03,000",
        "00:00:04,000 --> 00:00:05,500",
        "00:00:07,000 --> 00:00:08,000",
    ]


@pytest.mark.parametrize("rate", ["1 " + "9" * 400, "9" * 5_000, "0", "x"])
def test_odd_rates_of_frames_are_none(rate: str) -> None:
    """A rate that no player could have is not believed, and ends no run."""
    source = f'<tt xmlns="http://www.w3.org/ns/ttml" xmlns:p="x" p:tickRate="{rate}" p:frameRateMultiplier="{rate}"><body><p begin="30f" end="60f">One goat.</p><p begin="90f" end="120f">Two.</p></body></tt>'
    assert read(source).turns[0].start == 1_000


@pytest.mark.parametrize("parts", [{"seconds": 1.5, "nanos": 0}, {"seconds": 1, "nanos": 500_000_000}])
def test_seconds_and_nanos_are_one_time(parts: dict[str, float]) -> None:
    """Also where the seconds have a fraction."""
    rows: list[dict[str, Any]] = [
        {"speaker": name, "text": text, "start": {**parts, "seconds": parts["seconds"] + 4 * n}}
        for n, (name, text) in enumerate(ROWS)
    ]
    assert read(json.dumps(rows)).turns[0].start == 1_500


def test_seconds_of_sixty_are_a_minute() -> None:
    """Some programs round 59.9996 so; the words of the cue stay."""
    source = "1\n00:00:59,000 --> 00:00:60,000\nHi.\n\n2\n00:01:01,000 --> 00:01:04,000\nYo.\n"
    assert read(source).turns[0].anchors[:2] == ((0, 59_000), (3, 60_000))


def test_one_chapter_counts_like_the_speech() -> None:
    """Its clock has the unit of the words beside it."""
    utterances = [
        {"speaker": "AB"[n % 2], "start": 250 + 1_900 * n, "end": 1_900 * (n + 1), "text": text}
        for n, (_, text) in enumerate(ROWS)
    ]
    source = {"utterances": utterances, "chapters": [{"gist": "Goats", "start": 250, "end": 4_000}]}
    assert read(json.dumps(source)).chapters[0].start == 250


def test_chapters_with_starts_of_another_name() -> None:
    """An array called chapters needs no speech beside it."""
    chapters = [{"start": 60 * n, "title": title} for n, title in enumerate(("Intro", "Goats", "Hay"))]
    episode = read(json.dumps({"chapters": chapters}))
    assert [(one.start, one.title) for one in episode.chapters] == [
        (0, "Intro"),
        (60_000, "Goats"),
        (120_000, "Hay"),
    ]


@pytest.mark.parametrize("key", ["transcript", "text"])
def test_captions_may_stand_in_one_text(key: str) -> None:
    """The one text of a JSON may be of any form."""
    srt = "1\n00:00:01,000 --> 00:00:02,000\nAda: One goat.\n\n2\n00:00:03,000 --> 00:00:04,000\nBo: Two?\n"
    assert said(json.dumps({key: srt})) == [("Ada", 1_000, "One goat."), ("Bo", 3_000, "Two?")]


def test_a_word_with_two_holes_is_no_word_with_one() -> None:
    """The first half of it is not looked for."""
    assert lost_words("M\ufffdll\ufffdr hat den Müll.") == []


def test_a_second_title_of_a_chapter_is_a_note() -> None:
    """What stands twice in one section of ffmetadata is kept, the first as the title."""
    source = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=9000\ntitle=First\ntitle=Second\n"
    episode = read(source)
    assert [one.title for one in episode.chapters] == ["First"]
    assert "Second" in " ".join(note.text for note in episode.notes)


def test_a_comparison_in_a_title_is_no_tag() -> None:
    """Only the tags of WebVTT are taken out of titles."""
    source = "WEBVTT\n\n00:00.000 --> 01:00.000\nIs a<b and <i>c</i> > d?\n\n01:00.000 --> 02:00.000\nHay\n"
    episode = read(source, options=Options(from_format="chapters-vtt"))
    assert episode.chapters[0].title == "Is a<b and c > d?"


@pytest.mark.parametrize("minus", ["-", "−"])
def test_every_minus_is_one(minus: str) -> None:
    """A start before the episode is told in JSON as it is in text."""
    chapters = [{"startTime": f"{minus}5", "title": "Early"}, {"startTime": 60, "title": "Hay"}]
    found = read(json.dumps({"version": "1.2.0", "chapters": chapters}))
    assert found.chapters[0].start == 0
    assert "chapter-negative" in {remark.code for remark in found.diagnostics}


def test_chapters_of_one_turn_stand_at_their_sentences() -> None:
    """Each at the nearest sentence that is free, several at the beginning too, and a link is never cut."""
    text = " ".join(f"Sentence number {n} is said." for n in range(8))
    turn = Turn(text, "Ann", start=0, end=80_000, end_source="given")
    chapters = tuple(Chapter(f"Part {n}", 1_000 + 10_000 * n, "given") for n in range(4))
    page = write(Episode(turns=(turn,), chapters=chapters), "md")
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## (00:00:01) Part 0",
        "## (00:00:11) Part 1",
        "## (00:00:21) Part 2",
        "## (00:00:31) Part 3",
    ]
    assert read(page).turns[0].text == text


RADIO = """RUTH ASHBY, HOST:

The ferry is late again this morning.

(SOUNDBITE OF A FERRY HORN)

ASHBY: Our reporter waits at the quay. How long has it been?

NOOR HALE, BYLINE: Good morning, Ruth. It has been two hours.

ASHBY: Two hours? And what do people say?

HALE (on the phone): They say nothing. They drink tea.

ASHBY: Thank you, Noor.
"""


def test_a_name_is_introduced_in_full_with_a_role() -> None:
    """Longer forms of a label count with it, and the first one is a turn although it has a line of its own."""
    labels = [label for label, _, _ in said(RADIO)]
    assert labels == [
        "RUTH ASHBY, HOST",
        "ASHBY",
        "NOOR HALE, BYLINE",
        "ASHBY",
        "HALE (on the phone)",
        "ASHBY",
    ]


@pytest.mark.parametrize(
    "other",
    [
        "**Bow:** the front of a boat.\n\n**Stern:** the back of it.\n\n**Bow line:** a rope at the front.\n\n**Stern line:** a rope at the back.\n",
        "# A\n\n* **Pro:** you do less.\n* **Con:** it is slow.\n\n# B\n\n* **Pro:** you see it all.\n* **Con:** do you need it?\n\n# C\n\n* **Pro:** none.\n* **Con:** you pay.\n",
        "* **Ann:** the captain, who is late.\n* **Bo:** the cook. You will like him.\n* **Cy:** the boy on the mast.\n",
        "**Hull** - what you stand in.\n\n**Mast** - what you look up to.\n\n**Keel** - you do not see it.\n\n**Hull** - see above.\n",
    ],
)
def test_terms_and_points_are_no_speakers(other: str) -> None:
    """Terms that share a word, points that recur under headings and a cast name nobody who speaks."""
    assert {label for label, _, _ in said(other)} <= {None}


SECTIONS = (
    "Weekly sync - Transcript\n{first}\n \nAnn Lee: Shall we begin?\nBo Gray: Yes, I am here.\nAnn Lee: Good, then tell us.\n \n"
    "{second}\n \nBo Gray: The boat is ready.\nAnn Lee: Is it dry inside?\n{end}"
)


@pytest.mark.parametrize(
    ("first", "second"), [("00:00:00", "00:05:00"), ("### 00:00:00 {#a}\n", "### 00:05:00 {#b}\n")]
)
def test_clocks_of_sections_start_the_turn_below(first: str, second: str) -> None:
    """A clock that stands alone every five minutes is the start of the next turn, neither speech nor a chapter."""
    end = "\n### Transcription ended after 00:06:12\n\n*This editable transcript was computer generated.*\n"
    episode = read("# Sync\n\n" + SECTIONS.format(first=first, second=second, end=end))
    assert [turn.start for turn in episode.turns] == [0, None, None, 300_000, None]
    assert episode.turns[-1].text == "Is it dry inside?"
    assert episode.chapters == ()
    assert len(episode.notes) >= 2


def test_a_clock_that_stands_alone_once_is_kept() -> None:
    """One clock between two turns is no section: its characters stay in the text."""
    source = "Ann Lee: Shall we begin?\nBo Gray: Yes, at\n\n10:30\n\nAnn Lee: Good, I am here.\nBo Gray: So am I.\nAnn Lee: Fine.\n"
    assert "10:30" in read(source).turns[1].text


@pytest.mark.parametrize(
    "page",
    [
        '<div data-start="{at}"><span class="speaker-name">{name}</span>\n<span class="words">{text}</span></div>\n',
        '<p><span class="speaker">{name}</span> {text}</p>\n',
        "<dl><dt>{name}</dt><dd>{text}</dd></dl>\n",
    ],
)
def test_pages_may_name_speakers_by_class(page: str) -> None:
    """A span whose class says that it names a speaker does, and so does a term in a list that is the whole file."""
    rows = [*ROWS, ("Bo", "Do you like goats?"), ("Ada", "I like them more than hens.")]
    found = said("".join(page.format(at=n, name=name, text=text) for n, (name, text) in enumerate(rows)))
    assert [(label, text) for label, _, text in found] == rows


def test_other_spans_are_no_speakers() -> None:
    """A span for another purpose stays in its line."""
    row = '<p><span class="price">{name}</span> {text}</p>\n'
    assert {
        label for label, _, _ in said("".join(row.format(name=name, text=text) for name, text in ROWS))
    } == {None}


def test_many_people_may_speak_once() -> None:
    """Where people talk, less than half of the bold names with a dash need to recur."""
    names = "Tia Bo Tia Cy Tia Di Bo El Bo Flo Tia Gus Tia Hal Tia Ida Bo Joe".split()
    source = "".join(
        f"**{name}** - Well, I think you are right about number {n}.\n\n" for n, name in enumerate(names)
    )
    assert [label for label, _, _ in said(source)] == names


def _tracks(*tracks: tuple[str, list[tuple[float, float, str]]]) -> str:
    """Return records that hold the segments of one person each."""
    return json.dumps(
        {
            "tracks": [
                {
                    "speaker": name,
                    "segments": [{"start": a, "end": b, "text": text} for a, b, text in said_by],
                }
                for name, said_by in tracks
            ]
        }
    )


def test_tracks_take_turns() -> None:
    """Where each person has a track of their own, what is said comes in the order of time."""
    source = _tracks(
        ("Ada", [(0.1, 0.8, "Here we are."), (2.4, 3.5, "So what do you do?"), (6.4, 7.5, "Small ones?")]),
        ("Bo", [(1.1, 2.2, "Thanks for having me."), (3.9, 5.5, "I build boats."), (8.4, 9.5, "Yes.")]),
    )
    assert [(label, start) for label, start, _ in said(source)] == [
        ("Ada", 100),
        ("Bo", 1_100),
        ("Ada", 2_400),
        ("Bo", 3_900),
        ("Ada", 6_400),
        ("Bo", 8_400),
    ]


def test_what_has_no_time_stays_in_its_track() -> None:
    """A segment without a start follows the one before it, and is not the first of the talk."""
    source = _tracks(
        ("Ada", [(0.1, 0.8, "Here we are."), (2.4, 3.5, "So what do you do?"), (6.4, 7.5, "Small ones?")]),
        ("Bo", [(1.1, 2.2, "Thanks."), (3.9, 5.5, "I build boats."), (8.4, 9.5, "Yes.")]),
    ).replace('"start": 3.9', '"start": null')
    texts = [text for _, _, text in said(source)]
    assert texts[0] == "Here we are."
    assert "I build boats." in texts[1]


def test_turns_of_several_segments_stay_turns() -> None:
    """Records that follow one another are turns, also where the next one begins a little before the end."""
    source = _tracks(
        ("Ada", [(0.1, 0.8, "Here we are."), (1.0, 3.5, "So what do you do?")]),
        ("Bo", [(3.4, 5.2, "I build boats."), (5.4, 7.5, "Small ones, mostly.")]),
        ("Ada", [(7.4, 8.2, "How small?"), (8.4, 9.5, "Can you sleep in one?")]),
    )
    assert [(label, start) for label, start, _ in said(source)] == [
        ("Ada", 100),
        ("Bo", 3_400),
        ("Ada", 7_400),
    ]
