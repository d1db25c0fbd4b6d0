"""The laws of reading: nothing is lost, nothing appears twice, any input ends well, and the same text gives the same turns."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from episcript import registry
from episcript.codes import EpiscriptError
from episcript.lines import LINE_END, LineIndex
from episcript.model import Options, Source
from episcript.pipeline import read, reading_of, repaired, write
from episcript.times import CLOCK, parse_clock, parse_time_of_day
from strategies import EVIL_WORDS, KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import DrawFn

    from episcript.model import Episode, LedgerEntry

CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "dev"
MARKDOWN = {".md"}
TEXTUAL = {".md", ".txt"}

_WORD = re.compile(r"\w")
_KNOWN_MARKUP = re.compile(
    r":{3,}[^\r\n]*"  # the fence of a div, with its attributes
    r"|\{[^{}\r\n]*\}|\{%.*?%\}|\{\{.*?\}\}|\[\[?_?TOC_?\]?\]"  # attributes and templates
    r"|<!doctype[^<>]*>|<!\[(?:CDATA\[|(?:if|endif|else)[^<>]*>)|<(script|style)\b[\s\S]*?(?=</\1)"  # no text of a page
    r"|</?[A-Za-z](?:[^<>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+>|</?[A-Za-z][^<>]*>|<v\b\S*"  # tags
    r"|\[[^\]]{0,10}\]\(#[^)\s]*\)"  # the way back from a footnote
    r"|(?<![^\r\n])[ \t]*[0-9]{1,9}[.)](?=[ \t])"  # the number of a list item
    r"|_+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>()\[\]{}*`|]+")


# the checker


def squeezed(text: str) -> str:
    """Return `text` without its blanks."""
    return "".join(text.split())


def strings_of(episode: Episode) -> Iterator[tuple[str, str]]:
    """Yield path and value of every string that a reader takes from the source."""
    if episode.front is not None:
        yield "front", episode.front
    if episode.title is not None and "title" not in episode.metadata:
        yield "title", episode.title
    if episode.front is None:
        yield from (
            (f"metadata/{key}", value) for key, value in episode.metadata.items() if isinstance(value, str)
        )
    for number, turn in enumerate(episode.turns):
        yield f"turns/{number}/text", turn.text
    for number, chapter in enumerate(episode.chapters):
        yield f"chapters/{number}/title", chapter.title
    for number, note in enumerate(episode.notes):
        yield f"notes/{number}/text", note.text


def faults(data: bytes | str, options: Options | None = None) -> list[str]:
    """Return what the ledger of `data` does wrong, in words: nothing, by the law of conservation."""
    text, reading = repaired(data, options), reading_of(data, options)
    entries, episode = reading.ledger(), reading.episode
    return [
        *_uncovered(text, entries),
        *_unexplained(entries, episode),
        *_untold(text, entries, episode),
        *_mistimed(entries, episode),
    ]


def _uncovered(text: str, entries: tuple[LedgerEntry, ...]) -> Iterator[str]:
    """Yield where entries fall, overlap, are empty, or leave out a character that is no blank."""
    place = 0
    for entry in entries:
        if entry.start < place or entry.end <= entry.start:
            yield f"{entry} does not rise behind {place}"
        if text[place : entry.start].strip():
            yield f"no entry for {text[place : entry.start]!r} at {place}"
        place = entry.end
    if text[place:].strip():
        yield f"no entry for {text[place:]!r} at {place}"


def _unexplained(entries: tuple[LedgerEntry, ...], episode: Episode) -> Iterator[str]:
    """Yield the strings of the model that are not what their entries became, and entries of no string."""
    became: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        bare_role = entry.role in {"markup", "link", "skipped"}
        if {entry.path is None, entry.became is None} != {bare_role}:
            yield f"{entry} has a path or words that its role does not have"
        became[entry.path or ""].append(entry.became or "")
    strings = dict(strings_of(episode))
    for path, value in strings.items():
        said, wanted = squeezed("".join(became[path])), squeezed(value)
        twice = path.startswith("chapters/") and _said_of_a_chapter(said, wanted, episode)
        if said != wanted and not twice:
            yield f"{path} is {value!r} and its entries say {''.join(became[path])!r}"
    for number, turn in enumerate(episode.turns):
        labels = set(became.get(f"turns/{number}/label", ()))
        if labels != ({turn.label} - {None}):
            yield f"turn {number} is of {turn.label!r} and its entries say {labels}"
    ends = ("/label", "/start", "/end", "/anchors")
    if astray := [path for path in became if path and path not in strings and not path.endswith(ends)]:
        yield f"entries lead to {astray}, which the model does not have"


def _said_of_a_chapter(said: str, title: str, episode: Episode) -> bool:
    """Return whether a chapter stands in a list and as a heading, or in the front matter: all of that is one chapter."""
    alike = "".join(filter(str.isalnum, title.casefold()))
    if not said:
        return title in squeezed(json.dumps(episode.metadata, ensure_ascii=False))
    return bool(alike) and not "".join(filter(str.isalnum, said.casefold())).replace(alike, "")


def _untold(text: str, entries: tuple[LedgerEntry, ...], episode: Episode) -> Iterator[str]:
    """Yield what was left out without a remark of its line, and words that were called markup."""
    index = LineIndex(text)
    told = {remark.line for remark in episode.diagnostics}
    embeds = any(remark.code == "embed" for remark in episode.diagnostics)
    goes_on = False  # what was left out may go on in the next line, behind the mark of a quotation
    for entry in entries:
        said = text[entry.start : entry.end]
        if entry.role == "skipped" and not goes_on and index.line(entry.start) not in told:
            yield f"{said!r} was left out of line {index.line(entry.start)} without a remark"
        goes_on = entry.role == "skipped" or (goes_on and entry.role == "markup")
        if entry.role == "markup" and _WORD.search(html.unescape(_KNOWN_MARKUP.sub("", said))) and not embeds:
            yield f"{said!r} holds words and is called markup"


def _mistimed(entries: tuple[LedgerEntry, ...], episode: Episode) -> Iterator[str]:
    """Yield clocks of turns that say something else than the turn."""
    for entry in entries:
        if (
            entry.role == "clock"
            and entry.path
            and entry.path.startswith("turns/")
            and entry.path.endswith("/start")
        ):
            clock = re.search(CLOCK, entry.became or "")
            start = episode.turns[int(entry.path.split("/")[1])].start
            if not clock or start not in _times_of(clock[0], entry.became or ""):
                yield f"{entry} times a turn that starts at {start}"


def _times_of(clock: str, written: str) -> set[int | None]:
    """Return the times (ms) that a written clock may mean: one of the recording or of a day."""
    half = re.search(r"[AaPp](?=\.?[Mm])", written)
    return {parse_clock(clock), parse_time_of_day(clock, half[0] if half else "")}


# random posts

NAMES = ("Ann Lee", "Bo", "DR. GRAY", "Zoë van Dyck", "Speaker 1", "主持人", r"Miles O\'Dea", "Break", "Host")
HEADS = (
    "**{name}** [{clock}]: {text}",
    r"**{name}** \[{clock}\]: {text}",
    "**{name}** ({clock}): {text}",
    "**{name}**\xa0({clock})\n{text}",
    "**{name}:** {text}",
    "**{name}:**\n\n{text}",
    "[{clock}] **{name}:** {text}",
    "{clock} {name}: {text}",
    "{name}  {clock}\n{text}",
    "{name} ({clock}): {text}",
    "{name}: {text}",
    "{name}.— {text}",
    "**{name}** - {text}",
    "{name}, HOST: {text}",
    "[2024-05-01 {clock}] {name}: {text}",
    "{name} — 05/01/2024 {clock} PM\n{text}",
    "{clock} - 01:59:59\n{name}\n{text}",
    "{clock}\n\n{name}: {text}",
    "🕐 {clock} {name}: {text}",
    "[{clock}] {text}",
    "<v {name}>{text}",
    "<v {name}>So. <v Ann Lee>{text}</v> <v {name}>Yes.</v>",
    "{clock} <v {name}>{text} <v {name}>and <v Bo Gray>",
    "- **{name}**: {text}",
    "1. **{name}:** {text}",
    ">> {name}: {text}",
    "<b>{name}:</b> {text}",
    "{text}",
)
FRONTS = (
    "",
    "",
    "---\ntitle: Low water\ndate: 2024-05-01\n---\n",
    '---\ntitle: "On the "Slack Water" years"\ntags:\n- sea\n---\n',
    "Title: Low water\nDate: May\n\n",
    "---\n\n",
    "# A title\n\n",
)
PARTS = (
    "## Chapters",
    "### 12:10 The pump",
    "## (00:01:10) The pump\nand on it goes. [a](https://example.org/a)",
    "## 00:01:40 The *hose* ##\n**So** it goes\n## (00:01:41) Twice\n",
    "## (00:20:00) The [float](https://example.org/f)",
    "- [00:00] Start\n- [05:00] The well\n- [10:00] *End*",
    "00:00 Start\n04:00 The well {really}\n09:30 End [a](https://example.org/a) [b](https://example.org/b)",
    "**1987:** [the first well](https://example.org/well)",
    "[^1]: The first note.\n    Its second line.\n\n    Its second paragraph.",
    "[^2]: See <https://example.org/n>.",
    "[1](#footnote-anchor-1){#footnote-1 .footnote-number}\n\nThe note of a newsletter.",
    "<!-- a remark of the editor -->",
    "<!-- a remark\n\n**Ann Lee:** of the editor -->",
    "<!-- never closed",
    ':::: {#youtube2-x .player attrs="{\\"a\\":{\\"b\\":1}}"}\n::: iframe\n# An error occurred.\n[Watch](https://example.org/v)\n:::\n::::',
    '<iframe src="https://example.org/player"></iframe>',
    "::: note\nSomething boxed.\n:::",
    "---",
    "***",
    "```\n**Ann Lee:** code\n```",
    "```py",
    "> quoted: words",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "1. one\n2. two",
    "{Ann} {.left}",
    "{.left}",
    "# Why {sets} matter {Ann}",
    "Title\n=====",
    "[00:03:00]",
    "[00:03:00] and on it goes",
    "(00:04:00)",
    "Transcribed by hand",
    "12:30:01 INFO: started",
    "\ufeff",
    "\x85\x1c",
)
"""What stands in posts beside turns, whole and broken."""

_words = (
    st.sampled_from(EVIL_WORDS)
    | st.sampled_from(KIND_WORDS)
    | st.sampled_from(("yes.", "[^1]", "(00:03:00)"))
)
_said = st.lists(st.lists(_words, min_size=1, max_size=7).map(" ".join), min_size=1, max_size=3)


@st.composite
def posts(draw: DrawFn) -> str:
    """Return a post: front matter, notes, chapters, turns of one layout or of several, and what stands between them."""
    layouts = draw(st.lists(st.sampled_from(HEADS), min_size=1, max_size=2))
    joint = draw(st.sampled_from(("\n", " ", "\n\n")))

    def turn(second: int) -> str:
        clock = f"00:{second // 60:02d}:{second % 60:02d}"
        form, name = draw(st.sampled_from(layouts)), draw(st.sampled_from(NAMES))
        return form.format(name=name, clock=clock, text=joint.join(draw(_said)))

    parts = [draw(st.sampled_from(FRONTS))]
    for number in range(draw(st.integers(0, 8))):
        parts.append(turn(number * 17) + draw(st.sampled_from(("\n", "\n\n", "\n\n", "\r\n\r\n", "\r"))))
        if draw(st.booleans()):
            parts.insert(
                draw(st.integers(1, len(parts))),
                draw(st.sampled_from(PARTS)) + draw(st.sampled_from(("\n", "\n\n"))),
            )
    return "".join(parts)


any_posts = (
    posts()
    | st.text(max_size=200)
    | st.lists(st.sampled_from(PARTS) | _said.map(" ".join) | st.text(max_size=30), max_size=12).map(
        "\n".join
    )
)


# 1: conservation


@given(any_posts, st.sampled_from((None, "md", "txt")))
@settings(max_examples=400, deadline=None)
def test_conservation(post: str, reader: str | None) -> None:
    """Every character that is no blank ends in one place, and every string of the model came from there."""
    options = Options(from_format=reader)
    try:
        found = faults(post, options)
    except EpiscriptError:
        return
    assert not found, "\n".join(found)


# 6: total


@given(any_posts | st.binary(max_size=300) | any_posts.map(lambda post: post.encode("utf-16")))
@settings(deadline=None)
def test_any_source_is_read_or_refused(data: str | bytes) -> None:
    """A text and any bytes give an episode, or an error with its severity; never anything else."""
    refused = None
    try:
        write(read(data), "json")
    except EpiscriptError as error:
        refused = error.diagnostic
    assert refused is None or refused.severity == "error"


# 7: the same in, the same out


def apart_from_bytes(episode: Episode) -> Episode:
    """Return the episode without what only says how it was encoded."""
    kept = tuple(remark for remark in episode.diagnostics if not remark.code.startswith("encoding-"))
    repairs = tuple(repair for repair in episode.repairs if repair.rule != "decode")
    return replace(episode, source=Source(), diagnostics=kept, repairs=repairs)


def episode_of(data: bytes | str) -> Episode | None:
    """Return the episode, `None` where the source is refused."""
    try:
        return read(data)
    except EpiscriptError:
        return None


@given(any_posts.map(lambda post: post.lstrip("\ufeff")))
@settings(deadline=None)
def test_bytes_and_text_give_the_same_episode(text: str) -> None:
    """A source that comes as bytes, with or without a mark, is the text that it holds."""
    wanted = episode_of(text)
    for codec in ("utf-8", "utf-8-sig"):
        found = episode_of(text.encode(codec))
        assert (found is None) == (wanted is None)
        assert not found or not wanted or apart_from_bytes(found) == apart_from_bytes(wanted)


@given(posts())
@settings(deadline=None)
def test_line_ends_make_no_difference(post: str) -> None:
    """Whether lines end in the way of Unix, Windows, old Macs, or broken transfers, the turns and lines are the same."""
    lines = LINE_END.split(post)
    wanted = episode_of("\n".join(lines))
    for end in ("\r\n", "\r", "\r\r\n"):
        found = episode_of(end.join(lines))
        assert (found is None) == (wanted is None)
        if found and wanted:
            assert replace(found, source=Source()) == replace(wanted, source=Source())


@given(
    st.lists(st.sampled_from(("Zoë", "Bo")), min_size=6, max_size=9),
    st.sampled_from(("utf-16", "utf-32", "cp1252")),
)
@settings(deadline=None)
def test_encodings_make_no_difference(names: list[str], codec: str) -> None:
    """A Western post is the same in Unicode with a mark and in Windows-1252."""
    post = "\n\n".join(
        f"**{name}:** Café number {number}." for number, name in enumerate([*names, "Zoë", "Zoë", "Bo", "Bo"])
    )
    wanted, found = read(post), read(post.encode(codec))
    assert (found.turns, found.notes) == (wanted.turns, wanted.notes)


@given(any_posts)
@settings(deadline=None)
def test_twice_is_the_same(text: str) -> None:
    """No state is kept from one source to the next."""
    assert episode_of(text) == episode_of(text)


# the corpus


def corpus(suffixes: set[str]) -> list[object]:
    """Return the files of the shared corpus with such a suffix as parameters, none where it is not there."""
    files = sorted(path for path in CORPUS.glob("*/*") if path.suffix in suffixes)
    return [pytest.param(path, id=f"{path.parent.name}/{path.name}") for path in files]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
@pytest.mark.parametrize("path", corpus(TEXTUAL))
def test_conservation_on_the_corpus(path: Path) -> None:
    """The law holds for every real transcript."""
    found = faults(path.read_bytes())
    assert not found, "\n".join(found[:5])


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
@pytest.mark.parametrize("path", corpus(MARKDOWN))
def test_no_address_of_the_corpus_is_lost(path: Path) -> None:
    """Every address of a Markdown post stands in its JSON."""
    data = path.read_bytes()
    held = bare(" ".join(_strings(json.loads(write(read(data), "json")))))
    assert [found for found in _ADDRESS.findall(repaired(data)) if bare(found) not in held] == []


def bare(text: str) -> str:
    """Return `text` without escapes and entities: an address may be written with them."""
    return html.unescape(text).replace("\\", "").rstrip(".,;:!?_")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def test_the_readers_of_the_laws_exist() -> None:
    """The laws are checked for the readers of posts and of plain text."""
    assert {"md", "txt"} <= set(registry.reader_names())
