"""Exact times from captions of the same audio: which file is meant, what is taken from it, what is told."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from episcript import EpiscriptError, Options, read, timed, write
from episcript.align import align
from episcript.align.match import matched
from episcript.align.words import words as words_of
from episcript.cli import main
from episcript.model import Mark, Turn

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (
    "The tide came in before we had carried the second gauge up the ladder and nobody had thought of the rope.",
    "So you waited on the platform for six hours with a flask of tea and one dry sock between you.",
    "We counted the waves because there was nothing else to do and the light was going over the harbour.",
)
STARTS = (0, 10, 20)
POST = "\n\n".join(
    f"**{'Bo' if place % 2 else 'Ann'}** [00:00:{start:02d}]: {words}"
    for place, (start, words) in enumerate(zip(STARTS, WORDS, strict=True))
)


def captions(lag: float = 0, between: str = "") -> str:
    """Return WebVTT with three words a cue, a cue a second; `between` is said in the pauses."""
    blocks = ["WEBVTT"]
    for start, words in zip(STARTS, WORDS, strict=True):
        said = words.lower().replace(".", "").split()
        for place in range(0, len(said), 3):
            at = start + place / 3 + lag
            blocks.append(f"00:{at:06.3f} --> 00:{at + 1:06.3f}\n{' '.join(said[place : place + 3])}")
        if between:
            blocks.append(f"00:{start + 8 + lag:06.3f} --> 00:{start + 9 + lag:06.3f}\n{between}")
    return "\n\n".join(blocks) + "\n"


def files(folder: Path, **named: str) -> None:
    """Write files whose names have `_` for a point."""
    for name, text in named.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


def converted(folder: Path, times_from: str, *more: str) -> dict[str, Any]:
    """Return the JSON of `talk.md` in a folder with the times of captions."""
    out = folder / "out.json"
    assert main(["convert", str(folder / "talk.md"), "-o", str(out), "--times-from", times_from, *more]) == 0
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_the_times_of_captions_become_anchors(tmp_path: Path) -> None:
    """Words that both have are anchors with the source `aligned`; text and printed starts stay, each turn is rated."""
    files(tmp_path, talk_md=POST, talk_vtt=captions())
    turns = converted(tmp_path, str(tmp_path / "talk.vtt"))["turns"]
    assert [turn["text"] for turn in turns] == list(WORDS)
    assert [(turn["start"], turn["start_source"]) for turn in turns] == [(start, "given") for start in STARTS]
    assert {turn["anchor_source"] for turn in turns} == {"aligned"}
    assert {turn["confidence"] for turn in turns} == {1.0}
    times = dict(turns[0]["anchors"])
    assert times[WORDS[0].index("before")] == pytest.approx(1.3, abs=0.4)


def test_passages_of_one_side_are_no_problem() -> None:
    """An advertisement that only the captions have times nothing and changes nothing."""
    post, plain = read(POST), read(captions())
    with_ads = read(captions(between="this show is brought to you by nobody at all"))
    one, other = timed(post, plain), timed(post, with_ads)
    assert [turn.anchors for turn in one.turns] == [turn.anchors for turn in other.turns]


@pytest.mark.parametrize(("lag", "codes"), [(0, []), (5, ["clocks-apart"])])
def test_a_constant_difference_of_the_clocks_is_told(lag: float, codes: list[str]) -> None:
    """Captions that run late by a constant give the times of the source's own clock, with a remark."""
    found = timed(read(POST), read(captions(lag)))
    assert [told.code for told in found.diagnostics if told.code.startswith("clocks")] == codes
    assert all(turn.start is not None and turn.start <= turn.anchors[0][1] for turn in found.turns)
    assert found.turns[0].anchors[-1][1] < 10_000


def test_captions_of_something_else_change_nothing() -> None:
    """Words that are not the same leave every time as it was, with a warning."""
    other = "WEBVTT\n\n00:01.000 --> 00:04.000\nquite another matter altogether said nobody\n"
    post = read(POST)
    found = timed(post, read(other))
    assert found.turns == post.turns
    assert [told.code for told in found.diagnostics][-1] == "captions-differ"


def test_captions_keep_their_own_times() -> None:
    """A source that is captions itself keeps its cues, with a remark; with `--recut` it takes the others."""
    source, other = read(captions()), read(captions(2))
    kept = timed(source, other)
    assert kept.turns == source.turns
    assert kept.diagnostics[-1].code == "times-kept"
    assert timed(source, other, Options(recut=True)).turns[0].anchor_source == "aligned"


def test_a_file_without_times_is_refused() -> None:
    """There is nothing to take from captions that have no clock."""
    with pytest.raises(EpiscriptError) as error:
        timed(read(POST), read("**Ann:** The tide came in.\n\n**Bo:** So it did."))
    assert error.value.diagnostic.code == "no-times"


def test_a_source_without_clocks_gets_all_its_times() -> None:
    """Untimed turns begin where their first word is heard, and subtitles can be written."""
    bare = "\n\n".join(f"**{'Bo' if place % 2 else 'Ann'}:** {words}" for place, words in enumerate(WORDS))
    found = timed(read(bare), read(captions()))
    assert [turn.start for turn in found.turns] == [0, 10_000, 20_000]
    assert {turn.start_source for turn in found.turns} == {"aligned"}
    assert write(found, "srt").startswith("1\n00:00:00,000 --> ")


def test_in_a_folder_the_file_named_after_the_source_is_taken(tmp_path: Path) -> None:
    """`talk.vtt` is taken for `talk.md`, the source itself and other episodes are not."""
    files(tmp_path, talk_md=POST, talk_en_srt=captions(), talk2_vtt="WEBVTT\n", other_vtt="WEBVTT\n")
    assert converted(tmp_path, str(tmp_path))["turns"][0]["anchor_source"] == "aligned"


@pytest.mark.parametrize(
    ("named", "asked", "told"),
    [
        ({"other_vtt": "WEBVTT\n"}, "", "holds no captions of talk"),
        ({}, "talk.vtt", "no such file"),
        ({"talk_vtt": "WEBVTT\n"}, "talk.vtt", "talk.vtt: error: "),
    ],
)
def test_what_cannot_be_taken_is_one_line_and_exit_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], named: dict[str, str], asked: str, told: str
) -> None:
    """The error names the captions or the folder, and nothing is written."""
    files(tmp_path, talk_md=POST, **named)
    arguments = ["convert", str(tmp_path / "talk.md"), "-t", "srt", "--times-from", str(tmp_path / asked)]
    assert main(arguments) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert len(err.splitlines()) == 1


def _long(words: int, seed: int) -> list[str]:
    return [f"word{number}" for number in random.Random(seed).choices(range(2_000), k=words)]  # noqa: S311 - no secret


def test_long_texts_meet_wherever_they_share_a_phrase() -> None:
    """An hour of something else at the front of long captions moves nothing; each word of the talk is found."""
    talk, other = _long(45_000, 1), _long(25_000, 2)
    pairs = matched(talk, other + talk)
    assert sum(there - here == len(other) for here, there in pairs) > 0.999 * len(talk)


def test_long_texts_of_something_else_are_not_aligned() -> None:
    """Where two long texts have no phrase in common no word is found."""
    assert matched(_long(30_000, 1), _long(30_000, 2)) == []


@pytest.mark.parametrize("command", ["convert", "chapters"])
def test_the_captions_are_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """An output that is the file of the captions is refused before anything is read."""
    files(tmp_path, talk_md=POST, talk_vtt=captions())
    given, target = str(tmp_path / "talk.vtt"), ["-t", "youtube"] if command == "chapters" else ["-t", "vtt"]
    assert main([command, str(tmp_path / "talk.md"), *target, "-o", given, "--times-from", given]) == 4
    assert "is the input itself" in capsys.readouterr().err
    assert (tmp_path / "talk.vtt").read_text(encoding="utf-8") == captions()


def test_chapters_without_clocks_begin_where_their_words_are_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A heading among untimed turns gets the time of the turn behind it."""
    bare = "\n\n".join(f"## Part {place}\n\n**Ann:** {words}" for place, words in enumerate(WORDS))
    files(tmp_path, talk_md=bare, talk_vtt=captions())
    arguments = ["chapters", str(tmp_path / "talk.md"), "-t", "youtube"]
    assert main(arguments) == 3
    assert main([*arguments, "--times-from", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == ["0:00 Part 0", "0:10 Part 1", "0:20 Part 2"]


def test_no_turn_ends_before_it_begins() -> None:
    """Words that were all heard before a misprinted start say nothing of the end."""
    texts = [" ".join(_long(5, seed)) for seed in range(9)]
    captions = [Turn(text, start=10_000 * at, end=10_000 * at + 4_000) for at, text in enumerate(texts)]
    starts = [46_000 if at == 4 else 10_000 * at for at in range(9)]
    talk = [Turn(text, "Ann", start=start) for text, start in zip(texts, starts, strict=True)]
    found = align(talk, captions).turns
    assert [turn.end for turn in found[3:6]] == [34_000, None, 54_000]


def test_long_stretches_without_a_phrase_in_common_are_not_aligned() -> None:
    """Where only the first words are the same, the rest is of something else, however long both are."""
    same = _long(10, 3)
    pairs = matched([*same, *_long(90_000, 1)], [*same, *_long(90_000, 2)])
    assert len(pairs) <= 2 * len(same)


def test_a_word_as_long_as_a_page_is_not_misheard() -> None:
    """Words are compared for slips in the product of their lengths, so only what can be a word is."""
    for word, found in (("a" * 101, False), ("a" * 20, True)):
        one, other = ["we", "read", "of", word + "b"], ["we", "read", "of", word + "c"]
        assert ((3, 3) in matched(one, other)) == found


def test_sounds_that_overlap_are_no_words() -> None:
    """What is marked as a sound is not spoken, however the marks lie; all else is, at its offset."""
    marks = (Mark(4, 12, "sound"), Mark(4, 7, "sound"), Mark(10, 14, "sound"))
    found = words_of([Turn("so, [a] [b] c] it is", marks=marks)])
    assert [(word.key, word.start) for word in found] == [("so", 0), ("it", 15), ("is", 18)]


def test_chapters_beside_the_captions_are_not_taken_for_them(tmp_path: Path) -> None:
    """`talk.chapters.vtt` is what `chapters-vtt` writes; `talk.en.srt` holds the captions."""
    files(
        tmp_path,
        talk_md=POST,
        talk_en_srt=captions(),
        talk_chapters_vtt="WEBVTT\n\n00:01.000 --> 00:09.000\nIntro\n",
    )
    assert converted(tmp_path, str(tmp_path))["turns"][0]["anchor_source"] == "aligned"
