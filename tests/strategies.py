"""Random values of the model, as evil as a reader could return them; shared by the property tests."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar, get_args

from hypothesis import strategies as st

from episcript.model import (
    AnchorSource,
    Chapter,
    Cue,
    Diagnostic,
    Episode,
    Mark,
    MarkKind,
    Note,
    Repair,
    Severity,
    Source,
    Speaker,
    TimeSource,
    Turn,
)

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from episcript.model import Anchor

EVIL_WORDS = (
    "* ** *** *a* **b** _ __ _a_ snake_case a_ _b a__b \\ \\* \\\\ C:\\new [ ] [a] [a](b) [a]: [^1] [^1]: [laughter] (x) ![a](b) ! !["
    " # ## #a a# 1. 1) 12. 123456789. - -- --- + > >a & &amp; &#42; Q&A < <b> </b> <!-- --> <?x <3 <v` ` `` ``` `a` ::: : :: ~ ~~ ~~~"
    " = == === | |- |a| $ $x$ $5 {x} {{x}} {.c} @a ^a^ https://a.org/b_c?d=1&e=2 https://a.org/~f <https://a.org> a@b.org 風 が、 é"
    " [00:00:05]: (00:12:34) 00:12:34 \N{NO-BREAK SPACE}x \N{ZERO WIDTH JOINER} \N{HORIZONTAL ELLIPSIS} “so” … — – • ♪ \N{GRINNING FACE}"
).split(" ")
"""Words that Markdown, HTML, YAML or a subtitle format could take for something else."""

KIND_WORDS = (
    "tide",
    "Seeks.",
    "low",
    "water,",
    "the",
    "1984",
    "Müller",
    "風",
    "so-called",
    "“yes”",
    "3,4",
    "it's",
)

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
"""Every character there is, controls and line separators too."""

line_text = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"]), min_size=1, max_size=12)
"""A word of any characters that are no blanks."""

any_words = line_text | st.sampled_from(EVIL_WORDS)
kind_words = st.sampled_from(KIND_WORDS)

times = st.integers(0, 400 * 3_600_000)
lines = st.none() | st.integers(1, 10_000)
time_sources: SearchStrategy[TimeSource | None] = st.none() | st.sampled_from(get_args(TimeSource))
urls = st.sampled_from(
    ("https://a.org/b_c", "https://a.org/(b)", "https://a.org/b)c", "https://a.org/?b=1&copy=2&amp;c", "#d")
)


@st.composite
def said(draw: DrawFn, words: SearchStrategy[str] = any_words) -> str:
    """Return the text of a turn: words with one blank between, paragraphs with a blank line between."""
    paragraphs = draw(st.lists(st.lists(words, min_size=1, max_size=8), max_size=3))
    return "\n\n".join(" ".join(" ".join(paragraph).split()) for paragraph in paragraphs)


@st.composite
def marks(draw: DrawFn, text: str, kinds: tuple[str, ...] = get_args(MarkKind)) -> tuple[Mark, ...]:
    """Return marks anywhere on `text`, crossing and touching each other."""
    offsets = st.integers(0, len(text))

    def mark(kind: MarkKind, ends: tuple[int, int], url: str) -> Mark:
        target = {"link": url, "note": "0"}.get(kind)
        return Mark(min(ends), min(ends) if kind == "note" else max(ends), kind, target)

    found = st.builds(mark, st.sampled_from(kinds), st.tuples(offsets, offsets), urls)
    return tuple(draw(st.lists(found, max_size=5)))


def anchors(text: str) -> SearchStrategy[tuple[Anchor, ...]]:
    """Return anchors that rise."""
    pairs = st.lists(st.tuples(st.integers(0, len(text)), times), max_size=4)
    return pairs.map(lambda found: tuple(sorted(found)))


@st.composite
def turns(draw: DrawFn, texts: SearchStrategy[str] | None = None) -> Turn:
    """Return a turn with any fields that a turn can have."""
    text = draw(said() if texts is None else texts)
    label = draw(st.none() | said(kind_words).filter(lambda name: bool(name) and "\n" not in name))
    return Turn(
        text=text,
        label=label,
        speaker=draw(st.sampled_from((None, label))),
        start=draw(st.none() | times),
        start_source=draw(time_sources),
        end=draw(st.none() | times),
        end_source=draw(time_sources),
        chapter=draw(st.none() | st.integers(0, 3)),
        anchors=draw(anchors(text)),
        anchor_source=draw(st.none() | st.sampled_from(get_args(AnchorSource))),
        confidence=draw(st.none() | st.floats(0, 1)),
        line_breaks=tuple(draw(st.lists(st.integers(0, len(text)), max_size=3))),
        marks=draw(marks(text)),
        line=draw(lines),
    )


metadata = st.recursive(
    st.none() | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=5,
)

chapters = st.builds(
    Chapter,
    title=any_text,
    start=st.none() | times,
    start_source=time_sources,
    end=st.none() | times,
    first_turn=st.none() | st.integers(0, 4),
    last_turn=st.none() | st.integers(0, 4),
    url=st.none() | urls,
    image=st.none() | urls,
    hidden=st.booleans(),
    line=lines,
)


T = TypeVar("T")


def _some(values: SearchStrategy[T]) -> SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=3).map(tuple)


episodes = st.builds(
    Episode,
    title=st.none() | any_text,
    subtitle=st.none() | any_text,
    date=st.none() | any_text,
    language=st.none() | any_text,
    metadata=st.dictionaries(any_text, metadata, max_size=3),
    front=st.none() | any_text,
    source=st.builds(Source, *(st.none() | any_text for _ in range(5))),
    speakers=_some(
        st.builds(
            Speaker, any_text, _some(any_text), st.integers(0, 99), st.integers(0, 99), st.none() | times
        )
    ),
    chapters=_some(chapters),
    turns=_some(turns(st.just("") | said() | any_text)),
    notes=_some(st.builds(Note, any_text, lines, st.integers(0, 4))),
    repairs=_some(st.builds(Repair, lines, lines, any_text, any_text, any_text)),
    diagnostics=_some(
        st.builds(
            Diagnostic, any_text, st.sampled_from(get_args(Severity)), lines, any_text, st.none() | any_text
        )
    ),
)
"""Episodes with everything in them that the types allow."""


@st.composite
def cue_lists(draw: DrawFn, words: SearchStrategy[str] = kind_words) -> list[Cue]:
    """Return cues that rise and have words."""
    line = st.lists(words, min_size=1, max_size=5).map(" ".join)
    moments = sorted(draw(st.sets(st.integers(0, 9_000_000), min_size=2, max_size=9)))
    names = st.none() | st.sampled_from(("Ann", "Dr. Bo & Co", "X <y> Z", "風"))

    def cue(start: int, end: int) -> Cue:
        spoken = tuple(draw(st.lists(line, min_size=1, max_size=2)))
        return Cue(start, end, spoken, 0, draw(names), draw(names))

    return [cue(start, end) for start, end in pairwise(moments)]


_HEADS = (
    "",
    "",
    "",
    "Ann: ",
    "Bo Lee: ",
    "[Ann] ",
    "- Ann: ",
    ">> BO: ",
    "Note: ",
    "<v Ann>",
    "<v.loud Bo &amp; Co>",
)
_PAYLOADS = (
    *KIND_WORDS,
    *(
        "<i>",
        "</i>",
        "<b>low</b>",
        "<c.red>",
        "</c>",
        "</v>",
        "<v Bo>",
        "<00:00:01.500>",
        "&amp;",
        "&lt;b&gt;",
        "{\\an8}",
    ),
    *(
        "a < b",
        "<3",
        "[laughter]",
        "-->",
        "->",
        "1984",
        " ",
        "  ",
        "<font color=red>",
        "NOTE",
        "Ann:",
        "12:30",
    ),
)
_BETWEEN = (
    "\n",
    "\n",
    "\n",
    "\n\n",
    "",
    "\nNOTE so it is\n\n",
    "\nNOTE\n\n",
    "\nastray\n\n",
    "\nSTYLE\n::cue {}\n\n",
    "\n \n",
)
_ARROWS = (" --> ", " --> ", " --> ", " --> ", "-->", " -> ", " -- > ", "  -->\t")


def _clock(ms: int, form: str) -> str:
    hours, rest = divmod(ms, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return form.format(h=hours, m=minutes, s=rest // 1_000, f=rest % 1_000)


@st.composite
def caption_files(draw: DrawFn, *, plain: bool = False) -> str:
    """Return a caption file, SubRip or WebVTT; `plain` ones have no fault and no markup."""
    signed = draw(st.booleans())
    usual = "{h:02d}:{m:02d}:{s:02d}." + "{f:03d}" if signed else "{h:02d}:{m:02d}:{s:02d},{f:03d}"
    forms = (
        (usual,)
        if plain
        else (usual, usual, usual, "{m:02d}:{s:02d}.{f:03d}", "{h}:{m:02d}:{s:02d}", "{s}.{f}")
    )
    words = kind_words.filter(lambda word: not word.isdecimal()) if plain else st.sampled_from(_PAYLOADS)
    line = st.lists(words, min_size=1, max_size=4).map(" ".join)
    parts = [draw(st.sampled_from(("WEBVTT\n\n", "WEBVTT - Low water\nLanguage: en\n\n")))] if signed else []
    at = 0
    for number in range(1, draw(st.integers(1, 8)) + 1):
        at += draw(st.integers(0, 4_000) if plain else st.integers(-500, 4_000))
        start, end = (
            max(0, at),
            max(0, at + draw(st.integers(1, 3_000) if plain else st.integers(-100, 3_000))),
        )
        clocks = [_clock(time, draw(st.sampled_from(forms))) for time in (start, end)]
        label = "" if plain else draw(st.sampled_from(_HEADS))
        text = label + "\n".join(draw(st.lists(line, min_size=int(plain), max_size=3)))
        setting = "" if plain else draw(st.sampled_from(("", "", "", " align:start", " X1:40")))
        head = f"{number}\n" if plain or draw(st.booleans()) else draw(st.sampled_from(("", "", "an id\n")))
        between = "\n" if plain else draw(st.sampled_from(_BETWEEN))
        arrow = " --> " if plain else draw(st.sampled_from(_ARROWS))
        parts.append(f"{head}{arrow.join(clocks)}{setting}\n{text}\n{between}")
    return "".join(parts)
