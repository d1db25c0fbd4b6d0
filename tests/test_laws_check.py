"""Laws of check: a planted fault is found at its line, nothing is found in a clean episode, applied suggestions keep the words."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from episcript.check.baseline import Known, from_json, line_hash, new, to_json
from episcript.model import Options
from episcript.pipeline import check, read, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from episcript.model import Turn

SAID = [
    "We walked along the river until the road ended at a gate.",
    "The keeper of the lamps came out of his house and waved.",
    "Nobody had crossed since the flood, so he gave us a boat.",
    "On the other side there was a market with fish and wool.",
    "A woman sold us a map that was wrong in every place but one.",
    "It rained for a week and the ponies would not leave the barn.",
    "Then the wind turned and we heard the bell of the old ferry.",
    "Her brother had built it out of doors that the sea brought in.",
]
NAMES = ("Gunhild", "Marten")
SECONDS = 5


def episode(turns: int) -> list[str]:
    """Return the lines of a clean episode: one turn each five seconds, no sentence twice."""
    return [
        f"**{NAMES[index % 2]}** [00:{index * SECONDS // 60:02}:{index * SECONDS % 60:02}]: "
        f"{SAID[index % len(SAID)].removesuffix('.')}, {'and so on ' * (index // len(SAID))}day {index + 1}."
        for index in range(turns)
    ]


def source(lines: list[str]) -> str:
    """Return a post of these lines, a blank line between them."""
    return "\n\n".join(lines) + "\n"


def head(line: str) -> str:
    """Return the head of a turn, its colon included."""
    return line[: line.index("]:") + 2]


PLANTS: dict[str, Callable[[list[str], int], None]] = {
    "clock-malformed": lambda lines, at: swap(lines, at, "[00:", "[00;"),
    "clock-off": lambda lines, at: swap(lines, at, "[00:", "[07:"),
    "turn-empty": lambda lines, at: put(lines, at, head(lines[at])),
    "unfinished": lambda lines, at: put(lines, at, lines[at] + " [TODO check this]"),
    "unintelligible": lambda lines, at: put(lines, at, lines[at] + " [inaudible]"),
    "markup-left": lambda lines, at: put(lines, at, lines[at] + " See [this](https://a.example/b c."),
    "encoding-repaired": lambda lines, at: put(lines, at, lines[at] + " The cafÃ© closed."),
    "replacement-character": lambda lines, at: put(lines, at, lines[at] + " The caf\ufffd closed."),
    "label-near": lambda lines, at: rename(lines, at, {"Gunhild": "Gundhild", "Marten": "Maarten"}),
    "label-case": lambda lines, at: rename(lines, at, {"Gunhild": "GUNHILD", "Marten": "MARTEN"}),
    "footnote-target": lambda lines, at: put(lines, at, lines[at] + " So it was.[9](#footnote-9)"),
    "sentence-split": lambda lines, at: split(lines, at, alone=False),
    "turn-splinter": lambda lines, at: split(lines, at, alone=True),
    "clock-backward": lambda lines, at: put(lines, at, clocked(lines[at], (at - 1) * SECONDS - 2)),
    "clock-repeated": lambda lines, at: put(lines, at, clocked(lines[at], (at - 1) * SECONDS)),
    "clock-hours": lambda lines, at: put(lines, at, clocked(lines[at], at * SECONDS * 60)),
    "encoding-doubtful": lambda lines, at: put(lines, at, lines[at] + " The xÃœbridge closed."),
    "control": lambda lines, at: put(lines, at, lines[at] + " The ferr\u00ady left."),
    "comment": lambda lines, at: put(lines, at, lines[at] + " So <!-- louder --> it was."),
    "clock-link": lambda lines, at: put(
        lines, at, re.sub(r"(\[.{8}\])", r"\1(https://p.example/t)", lines[at])
    ),
}
"""How each fault is planted into the turn `at`."""


LAYOUTS: dict[str, Callable[[str, str, str], str]] = {
    "bold, brackets": lambda name, clock, text: f"**{name}** [{clock}]: {text}",
    "clock first": lambda name, clock, text: f"[{clock}] {name}: {text}",
    "clock first, round": lambda name, clock, text: f"({clock}) {name}: {text}",
    "capitals": lambda name, clock, text: f"{name.upper()} [{clock}]: {text}",
    "plain, round": lambda name, clock, text: f"{name} ({clock}): {text}",
    "dash": lambda name, clock, text: f"{clock} - {name}: {text}",
    "a line of its own": lambda name, clock, text: f"{name}  {clock}\n{text}",
    "bold, a line of its own": lambda name, clock, text: f"**{name}** [{clock}]\n{text}",
    "a heading": lambda name, clock, text: f"### {name} {clock}\n{text}",
    "the clock alone": lambda name, clock, text: f"[{clock}]\n{name}: {text}",
}
"""How turns are written."""

SLIPS: dict[str, Callable[[str], str]] = {
    "a semicolon": lambda clock: clock.replace(":", ";", 1),
    "a letter": lambda clock: clock[:-2] + "O" + clock[-1],
    "a digit too few": lambda clock: clock[:-1],
    "too many seconds": lambda clock: clock[:-2] + "99",
}
"""How clocks are misspelt."""


def put(lines: list[str], at: int, line: str) -> None:
    """Replace a line."""
    lines[at] = line


def swap(lines: list[str], at: int, old: str, new_: str) -> None:
    """Replace a part of a line."""
    assert old in lines[at]
    lines[at] = lines[at].replace(old, new_, 1)


def rename(lines: list[str], at: int, names: dict[str, str]) -> None:
    """Give a turn the other label of its speaker."""
    for old, other in names.items():
        lines[at] = lines[at].replace(f"**{old}**", f"**{other}**")


def split(lines: list[str], at: int, *, alone: bool) -> None:
    """Let the sentence before go on in a turn, at its beginning or all of it."""
    lines[at - 1] = lines[at - 1].removesuffix(".") + " and then"
    lines[at] = head(lines[at]) + " we left." if alone else lines[at].replace("]: ", "]: we left. ")


def clocked(line: str, seconds: int) -> str:
    """Return a turn with another clock."""
    clock = f"[{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}]"
    return re.sub(r"\[.{8}\]", clock, line, count=1)


def told(lines: list[str], **options: object) -> Counter[tuple[str, int | None]]:
    """Return the codes and lines of what is found."""
    found = check(source(lines), options=Options(**options)).findings  # type: ignore[arg-type]
    return Counter((one.diagnostic.code, one.diagnostic.line) for one in found)


@settings(max_examples=20, deadline=None)
@given(st.integers(6, 30))
def test_nothing_is_found_in_a_clean_episode(turns: int) -> None:
    """An episode without a fault has no finding, however long it is."""
    assert told(episode(turns)) == Counter()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(PLANTS)), st.integers(12, 24), st.data())
def test_a_planted_fault_is_found_at_its_line(code: str, turns: int, data: st.DataObject) -> None:
    """One fault, planted anywhere, is told by its code and its line, and nothing else is."""
    lines = episode(turns)
    at = data.draw(st.integers(2, turns - 3))
    PLANTS[code](lines, at)
    found = told(lines)
    assert found[code, 2 * at + 1] == 1
    follows = {
        ("label-once", 2 * at + 1),
        ("long-gap", 2 * at + 1),
    }  # a label or a few words that stand alone
    assert set(found) - follows == {(code, 2 * at + 1)}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(LAYOUTS)),
    st.sampled_from([None, *sorted(SLIPS)]),
    st.booleans(),
    st.integers(12, 24),
    st.data(),
)
def test_a_clock_that_cannot_be_read_is_found_in_any_layout(
    layout: str,
    slip: str | None,
    hours: bool,  # noqa: FBT001 - a case
    turns: int,
    data: st.DataObject,
) -> None:
    """A misspelt clock is told at its line, however heads are written; where all are right, nothing is."""
    at = data.draw(st.integers(2, turns - 3))
    written = []
    for index in range(turns):
        seconds = index * SECONDS
        clock = f"{'00:' if hours else ''}{seconds // 60:02}:{seconds % 60:02}"
        clock = SLIPS[slip](clock) if slip and index == at else clock
        text = f"{SAID[index % len(SAID)].removesuffix('.')}, {'and so on ' * (index // len(SAID))}day {index + 1}."
        written.append(LAYOUTS[layout](NAMES[index % 2], clock, text))
    line = source(written[:at]).count("\n") + 2
    found = {one for one in told(written) if one[0] != "line-kept"}  # what lost its head
    assert found == ({("clock-malformed", line)} if slip else set())


@settings(max_examples=20, deadline=None)
@given(st.integers(12, 20), st.data())
def test_a_passage_pasted_twice_is_found_where_it_begins_again(turns: int, data: st.DataObject) -> None:
    """Four turns that are pasted once more are one finding, at the first line of the second copy."""
    lines = [line.replace("[", "").replace("]", "").split(" ", 2) for line in episode(turns)]
    said = [f"{name}: {text}" for name, _, text in lines]
    at = data.draw(st.integers(0, turns - 6))
    twice = said[: at + 4] + said[at : at + 4] + said[at + 4 :]
    assert set(told(twice)) == {("passage-repeated", 2 * (at + 4) + 1)}


@settings(max_examples=30, deadline=None)
@given(st.integers(8, 20), st.lists(st.integers(1, 19), max_size=4), st.lists(st.integers(1, 19), max_size=4))
def test_applied_suggestions_lose_no_word(turns: int, cuts: list[int], merged: list[int]) -> None:
    """Heads move and turns join, but the words and their order stay; each change has a receipt, and JSON keeps it all."""
    lines = episode(turns)
    for at in cuts:
        if at < turns:
            PLANTS["sentence-split"](lines, at)
    for at in merged:
        if at < turns:
            other = NAMES[(at - 1) % 2]
            lines[at] = lines[at].replace(f"**{NAMES[at % 2]}**", f"**{other}**")
    plain = read(source(lines))
    made = read(source(lines), options=Options(repair_bleed=True, merge_turns=True))
    assert words(plain.turns) == words(made.turns)
    rules = Counter(one.rule for one in made.repairs)
    assert len(plain.turns) - len(made.turns) == rules["merge-turns"]
    assert read(write(made, "json")) == made


def words(turns: tuple[Turn, ...]) -> list[str]:
    """Return the words of turns in order."""
    return " ".join(turn.text for turn in turns).split()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.text(max_size=3))))
def test_a_baseline_knows_what_it_was_made_of(rows: list[tuple[str, str, str]]) -> None:
    """With the baseline of a run that run has nothing new, and one finding more is the only one."""
    found = [Known(code, file, line_hash(line)) for code, file, line in rows]
    baseline = from_json(to_json(found))
    assert not any(new(found, baseline))
    planted = Known("d", "x", line_hash("planted"))
    assert [
        one for one, is_new in zip([*found, planted], new([*found, planted], baseline), strict=True) if is_new
    ] == [planted]
