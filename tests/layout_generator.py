"""Makes up layouts of transcripts around invented episodes, with noise, and says what is in each: label, start, text.

`python tests/layout_scores.py 2000` scores the program on them, by factor.
"""

from __future__ import annotations

import html
import random
import re
import textwrap
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from layout_words import (
    ENGLISH,
    NAMES,
    NOTES,
    ONE_OFFS,
    OTHERS,
    SPOKEN,
    TITLES,
    TRICKY,
    VOICES,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDTH = 72


@dataclass(frozen=True, slots=True)
class Spec:
    """Everything a file is made from; the factors are independent, the seed decides the words.

    `order`: `NC` name and clock, `CN` clock and name, `line` the clock on a line of its own before the name, `end` at
    the end of the turn. `colon` stands `inside` the emphasis, `outside`, or behind the clock (`behind`). `page` is HTML.
    """

    seed: int
    turns: int
    wrapper: str = "none"
    form: str = "H:MM:SS"
    order: str = "NC"
    emphasis: str = "none"
    colon: str = ":"
    place: str = "outside"
    own: bool = False
    blank: bool = True
    gap: bool = False
    paragraphs: bool = False
    wrapped: bool = False
    indent: int = 0
    names: str = "full"
    noises: tuple[str, ...] = ()
    page: bool = False
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn as a reader must find it: label, start in ms, and text with its paragraphs."""

    label: str
    start: int | None
    text: str
    extra: str = ""
    """What may stand behind the text: a marker that is as well a note as a part of the turn."""
    any_start: bool = False
    """Whether the start is open: a clock behind a turn may be its start or its end."""


@dataclass(frozen=True, slots=True)
class Made:
    """A generated file with its truth."""

    spec: Spec
    source: str
    turns: tuple[Spoken, ...]


VALUES: dict[str, tuple[object, ...]] = {
    "wrapper": ("none",) * 6 + ("[]",) * 6 + ("()",) * 6 + ("{}", "<>") + ("bare",) * 6 + ("link",) * 3,
    "form": ("M:SS", "MM:SS", "HH:MM:SS", "H:MM:SS", "H:MM:SS.mmm", "HH:MM:SS,mmm", "1h02m03s", "HH:MM:SS;FF", "MM:SS+",
             "#tenths#", "MM:SS grows"),
    "order": ("NC",) * 6 + ("CN",) * 5 + ("line",) * 2 + ("end",),
    "emphasis": ("none", "none", "none", "**", "**", "__", "*", "_", "caps", "###", "<cite>", "<v>"),
    "colon": (":", ":", ":", "", "：", " :", " -", " –"),
    "place": ("inside", "outside", "behind"),
    "own": (True, False, False),
    "blank": (True, True, False),
    "gap": (True, False),
    "paragraphs": (True, False, False),
    "wrapped": (True, False, False),
    "indent": (0, 0, 0, 2, 4),
    "names": tuple(NAMES),
    "page": (False, False, False, False, True),
}  # fmt: skip
"""The factors; what is usual stands more than once."""

SLIPS = ("lost colon", "extra blank", "inner blank", "doubled emphasis", "no clock", "no label")
INSIDE = ("one-off", "voice", "heading", "ad", "tricky", "remark", "anchor", "variant")
BEFORE = (
    "title",
    "metadata",
    "attendees",
    "names list",
    "contents",
    "chapters",
    "show notes",
    "links",
    "transcript heading",
    "editor's note",
)
AFTER = ("end mark", "transcribed by", "rule and notes", "links heading")
NOISES = SLIPS + INSIDE + BEFORE + AFTER
_STRONG = ("**", "__", "###", "<cite>", "<v>")
_MARKDOWN = ("**", "__", "###")
_NO_CASE = frozenset({"zh", "ja", "ar"})
_WORDY_ALREADY = frozenset({"speaker", "machine", "initials", "capitals"})


def pick(seed: int, turns: int, *, clocks: bool | None = None) -> Spec:
    """Return a layout with noise that a reader can tell; with clocks, without, or either."""
    rng = random.Random(f"{seed}/{turns}/{clocks}")  # noqa: S311 - no secret
    while True:
        chosen = {name: rng.choice(values) for name, values in VALUES.items()}
        spec = Spec(seed, turns, **chosen)  # type: ignore[arg-type]
        if clocks is not None and clocks == (spec.wrapper == "none"):
            continue
        spec = coherent(spec)
        if can_be_told(spec):
            return replace(spec, noises=_noises(rng, spec))


def coherent(spec: Spec) -> Spec:
    """Return the layout with what one factor decides for another."""
    if spec.emphasis in {"###", "<v>"}:
        spec = replace(spec, colon="", own=spec.emphasis == "###")
    if spec.emphasis == "caps" and (spec.names in _NO_CASE or spec.names in _WORDY_ALREADY):
        spec = replace(spec, names="full")
    if spec.emphasis == "none" and spec.colon and spec.place == "inside":
        spec = replace(spec, place="outside")
    if spec.wrapper == "none":
        spec = replace(spec, order="NC", form="", place="outside" if spec.place == "behind" else spec.place)
    if spec.order != "NC" and spec.place == "behind":
        spec = replace(spec, place="outside")
    if spec.form == "#tenths#":
        spec = replace(spec, wrapper="bare")
    if spec.names in {"zh", "ja"}:
        spec = replace(spec, wrapped=False)  # nobody wraps them: no blanks
    if spec.emphasis == "<cite>":
        spec = replace(spec, page=True)
    if spec.page:
        spec = replace(spec, blank=True, indent=0, wrapped=False)  # a page has paragraphs
    return replace(spec, gap=spec.gap and spec.own and spec.blank)


def can_be_told(spec: Spec) -> bool:
    """Return whether a person could read the layout: the rest is no test of a reader."""
    bare = spec.emphasis in {"none", "caps"}
    faint = spec.emphasis in {"none", "caps", "*", "_"}
    clock = spec.wrapper != "none" and spec.order in {"NC", "CN"}
    refused = (
        # A name alone, with nothing else, among lines that follow each other: any short line looks like it.
        bare and not spec.colon and not clock and spec.own and not spec.blank,
        # A word in lower case, alone on its line; and a bar or bracket without any mark of a head.
        bare and not spec.colon and not clock and spec.names in {"handle", "bar", "digit", "role"},
        # `Ann Lee so we went`: where does the name end?
        faint and not spec.colon and not spec.own and not (spec.order == "NC" and clock),
        # `Ann – so we went`, `Ann - Yes`: a dash behind a bare name is usual in prose.
        "-" in spec.colon.replace("–", "-") and faint and not clock,
        # A dash that ends a line is no head.
        "-" in spec.colon.replace("–", "-") and spec.own,
        # A dash inside emphasis belongs to the words.
        "-" in spec.colon.replace("–", "-") and spec.place == "inside",
        # Several paragraphs where turns have no blank line between them: lines are joined, nothing shows the end.
        spec.paragraphs and not spec.blank,
        # A link is too long for a wrapped line: it would part from its name.
        spec.wrapped and spec.wrapper == "link" and not spec.own,
        # Four blanks behind a blank line are code in Markdown.
        spec.indent > 2 and (spec.paragraphs or spec.gap or not (spec.wrapped or spec.own)),
        # Braces behind a heading are its attributes in pandoc's Markdown.
        spec.emphasis == "###" and spec.wrapper == "{}",
        # A clock at the end of a turn needs brackets or its own signs, else it is a word.
        spec.order == "end" and spec.wrapper == "bare" and spec.form != "#tenths#",
        # A voice tag has no clock inside or behind it.
        spec.emphasis == "<v>" and spec.order in {"NC", "end"} and spec.wrapper != "none",
        # A heading has its clock beside the name, or none.
        spec.emphasis == "###" and spec.order in {"line", "end"},
        # `Ann Lee 0:10 so we went` with a name that ends in a digit: `Caller 12 0:10`.
        spec.wrapper == "bare" and spec.order == "NC" and spec.names == "digit" and not spec.own,
        # `1:53 Ann Lee` on a line without blank lines between, chapters look the same.
        bare and spec.wrapper == "bare" and spec.order == "CN" and not spec.colon and not spec.blank,
        # `0:10` alone, then a bare name alone: three lines a turn, read as one only by the blank line.
        bare and spec.order == "line" and not spec.colon and not spec.blank,
        # A bar makes cells where the text has tags or headings around it.
        spec.names == "bar" and bare and not spec.colon,
        # A page has its own tags: a voice or a clock in angle brackets would be one, underscores are letters.
        spec.page and (spec.emphasis in {"<v>", "_", "__"} or spec.wrapper == "<>"),
    )
    return not any(refused)


def _noises(rng: random.Random, spec: Spec) -> tuple[str, ...]:
    most = 5 if spec.turns > 10 else 2
    fitting = [noise for noise in NOISES if fits(noise, spec)]
    return tuple(sorted(rng.sample(fitting, rng.randint(0, most))))


def fits(noise: str, spec: Spec) -> bool:
    """Return whether a person could tell this noise in this layout."""
    clock = spec.wrapper != "none" and spec.order in {"NC", "CN"}
    strong = spec.emphasis in _STRONG
    rules = {
        # `Ann so we went`: without emphasis or clock the colon is all there is.
        "lost colon": bool(spec.colon)
        and ((strong and not spec.own) or (clock and spec.wrapper != "bare"))
        and spec.order == "NC",
        "extra blank": bool(spec.colon),
        "inner blank": spec.emphasis in {"**", "__"} and spec.place == "inside" and spec.colon == ":",
        "doubled emphasis": spec.emphasis in {"**", "*"} and not spec.page,
        # What is left must still be a head.
        "no clock": spec.wrapper != "none" and (strong or ":" in spec.colon or "：" in spec.colon),
        "no label": clock
        and spec.wrapper in {"[]", "()", "link", "bare"}
        and spec.emphasis not in {"###", "<v>"},
        # One person more is told by the same style; a voice that is no name needs a strong shape.
        "one-off": (strong or clock or ":" in spec.colon)
        and spec.names in {"full", "title", "middle", "particle"},
        # A heading that is no name is a section.
        "voice": (strong and spec.emphasis != "###")
        or (clock and spec.wrapper != "bare" and bool(spec.colon)),
        "heading": spec.emphasis != "###" and spec.blank,
        "ad": spec.blank,
        "remark": spec.blank,
        # A clock between two sentences; two related shapes in one file.
        "anchor": clock and spec.wrapper in {"[]", "()"} and spec.names not in SPOKEN,
        "variant": _varied(spec) != spec,
        "editor's note": (strong and not (spec.page and spec.emphasis == "###"))
        or ":" in spec.colon
        or "：" in spec.colon,
        # Blank lines must part a list of names from heads that are names alone.
        "names list": bool(spec.colon) or strong or clock,
    }
    return rules.get(noise, True)


def _varied(spec: Spec) -> Spec:
    """Return a layout one factor away, as two typists of one file would use: the colon's place, or the brackets."""
    places = {"inside": "outside", "outside": "inside"}
    if spec.emphasis in {"**", "__"} and spec.colon == ":" and spec.place in places:
        return replace(spec, place=places[spec.place])
    return replace(spec, wrapper={"[]": "()", "()": "[]"}.get(spec.wrapper, spec.wrapper))


# clocks


def written_clock(form: str, ms: int) -> tuple[str, int]:
    """Return a clock in this form and the time that it says."""
    seconds, part = divmod(ms, 1000)
    h, m, s = seconds // 3600, seconds // 60 % 60, seconds % 60
    whole, minutes = seconds * 1000, seconds // 60
    forms = {
        "M:SS": (f"{minutes}:{s:02d}", whole),
        "MM:SS": (f"{minutes:02d}:{s:02d}", whole),
        "MM:SS+": (f"{minutes:02d}:{s:02d}", whole),
        "MM:SS grows": ((f"{h}:" if h else "") + f"{m:02d}:{s:02d}", whole),
        "H:MM:SS": (f"{h}:{m:02d}:{s:02d}", whole),
        "HH:MM:SS": (f"{h:02d}:{m:02d}:{s:02d}", whole),
        "H:MM:SS.mmm": (f"{h}:{m:02d}:{s:02d}.{part:03d}", ms),
        "HH:MM:SS,mmm": (f"{h:02d}:{m:02d}:{s:02d},{part:03d}", ms),
        "HH:MM:SS;FF": (f"{h:02d}:{m:02d}:{s:02d};{part % 30:02d}", whole + part % 30 * 1000 // 30),
        "#tenths#": (f"#{h:02d}:{m:02d}:{s:02d}-{part // 100}#", whole + part // 100 * 100),
        "1h02m03s": (f"{h}h{m:02d}m{s:02d}s" if h else f"{m}m{s:02d}s", whole),
    }
    return forms[form]


def _wrapped_clock(spec: Spec, ms: int) -> tuple[str, int]:
    text, value = written_clock(spec.form, ms)
    if spec.wrapper == "bare":
        return text, value
    if spec.wrapper == "link":
        return f"[{text}](https://harbour.example/watch?v=a1B2c3&t={value // 1000})", value
    return f"{spec.wrapper[0]}{text}{spec.wrapper[1]}", value


# heads


def _emphasised(spec: Spec, words: str, slip: str) -> str:
    mark = spec.emphasis
    if mark in {"none", "caps"}:
        return words
    if mark == "###":
        return f"### {words}"
    if mark == "<cite>":
        return f"<cite>{words}</cite>"
    if mark == "<v>":
        return f"<v {words}>"
    if slip == "doubled emphasis":
        mark *= 2
    return f"{mark}{words}{' ' if slip == 'inner blank' else ''}{mark}"


def head(spec: Spec, label: str, clock: str, slip: str = "") -> str:
    """Return the head of a turn as this layout writes it, `clock` being empty where there is none."""
    colon = "" if slip == "lost colon" else (" " if slip == "extra blank" else "") + spec.colon
    if not label:
        return clock + (colon if spec.place == "behind" else "")
    inside = colon if spec.place == "inside" else ""
    name = _emphasised(spec, label + inside, slip)
    if spec.place == "outside":
        name += colon
    behind = colon if spec.place == "behind" else ""
    if not clock or spec.order == "end":
        return name + behind
    parts = {"NC": f"{name} {clock}", "CN": f"{clock} {name}", "line": f"{clock}\n{name}"}
    made = parts[spec.order]
    if spec.emphasis == "###" and spec.order == "CN":
        made = f"### {clock} {label}"
    return made + behind


# speech


def _speech(rng: random.Random, spec: Spec) -> list[str]:
    """Return the paragraphs of a turn."""
    pool = list(OTHERS[spec.names]) if spec.names in SPOKEN else ENGLISH
    if spec.brief:
        return [rng.choice([each for each in pool if len(each) < 60])]
    count = rng.randint(1, 3) if spec.paragraphs else 1
    return [_paragraph(rng, spec, pool) for _ in range(count)]


def _paragraph(rng: random.Random, spec: Spec, pool: Sequence[str]) -> str:
    sentences = rng.sample(pool, rng.choice((1, 1, 2, 3, 3, 5)))
    if "tricky" in spec.noises and spec.names not in SPOKEN and rng.random() < 0.5:
        sentences.insert(rng.randint(0, len(sentences)), rng.choice(TRICKY))
    return ("" if spec.names in {"zh", "ja"} else " ").join(sentences)


def _marked_up(rng: random.Random, spec: Spec, paragraph: str) -> str:
    """Return the paragraph with a word emphasised or linked, where the file is Markdown."""
    words = paragraph.split(" ")
    if spec.emphasis not in _MARKDOWN or spec.brief or len(words) < 8 or rng.random() > 0.15:
        return paragraph
    number = rng.randrange(3, len(words) - 2)
    if words[number].isalpha():
        words[number] = rng.choice(
            (f"*{words[number]}*", f"[{words[number]}](https://harbour.example/{number})")
        )
    return " ".join(words)


def _body(spec: Spec, opening: str, paragraphs: Sequence[str], tail: str) -> list[str]:
    """Return the lines of a turn: its head and its paragraphs, wrapped and indented."""
    blocks = list(paragraphs)
    blocks[-1] += tail
    lines = []
    if spec.own:
        lines = [opening] + ([""] if spec.gap else [])
    else:
        joint = "" if spec.emphasis == "<v>" or opening.endswith("：") else " "
        above, _, last = opening.rpartition("\n")
        lines = [above] if above else []
        blocks[0] = last + joint + blocks[0]
    for number, block in enumerate(blocks):
        if number:
            lines.append("")
        lines += _folded(spec, block, first=number == 0 and not spec.own)
    return lines


def _folded(spec: Spec, block: str, *, first: bool) -> list[str]:
    """Return the lines of a paragraph; the line with the head keeps its place, what hangs below is indented."""
    blanks = " " * spec.indent
    if not spec.wrapped:
        return [("" if first else blanks) + block]
    return textwrap.wrap(
        block,
        WIDTH,
        initial_indent="" if first else blanks,
        subsequent_indent=blanks,
        break_long_words=False,
        break_on_hyphens=False,
    )


# the file


def _cast(rng: random.Random, spec: Spec) -> list[str]:
    """Return who speaks when: everybody at least twice, nobody twice in a row."""
    names = list(NAMES[spec.names])
    rng.shuffle(names)
    most = min(len(names), 3 if spec.turns < 10 else 5)
    people = [name.upper() if spec.emphasis == "caps" else name for name in names[: rng.randint(2, most)]]
    order = (people * 2)[: spec.turns]  # as many as each needs to be known
    while len(order) < spec.turns:
        order.append(rng.choice([name for name in people if name != order[-1]]))
    return order


def _clocks(rng: random.Random, spec: Spec) -> list[int]:
    first = rng.choice((0, 0, rng.randint(1, 90) * 1000))
    if spec.form in {"MM:SS+", "MM:SS grows", "1h02m03s"} and rng.random() < 0.6:
        first += 3600_000 - rng.randint(60, 200) * 1000
    clocks = [first]
    for _ in range(spec.turns):
        clocks.append(clocks[-1] + rng.randint(4_000, 70_000))
    return clocks


def make(spec: Spec) -> Made:
    """Return the file of this layout, with its truth."""
    rng = random.Random(f"{spec.seed}/{spec.turns}/words")  # noqa: S311 - no secret
    cast, clocks = _cast(rng, spec), _clocks(rng, spec)
    places = _places(spec)
    lines = list(_before(spec, cast, clocks))
    turns: list[Spoken] = []
    for number, (label, ms) in enumerate(zip(cast, clocks, strict=False)):
        own = random.Random(f"{spec.seed}/{number}")  # noqa: S311 - no secret
        noise = places.get(number, "")
        if noise in INSIDE and turns:
            lines += _inserted(own, noise, turns)
        person = _person(own, spec, noise, label)
        here = _varied(spec) if "variant" in spec.noises and number % 3 == 2 else spec
        lines += _turn(own, here, (person, ms, noise), turns)
        if spec.blank:
            lines.append("")
    if "end mark" in spec.noises:
        turns[-1] = replace(turns[-1], extra=_END_MARKS[spec.seed % len(_END_MARKS)])
    lines += _after(random.Random(f"{spec.seed}/after"), spec, lines)  # noqa: S311 - no secret
    source = "\n".join(lines).rstrip("\n") + "\n"
    return Made(spec, _page(spec, source) if spec.page else source, tuple(turns))


_INLINE = (
    (re.compile(r"\*\*([^*\n]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*\n]+)\*"), r"<em>\1</em>"),
    (re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)"), r'<a href="\2">\1</a>'),
)


def _page(spec: Spec, source: str) -> str:
    """Return the text as the HTML of a post."""
    blocks = [_tagged(block) for block in re.split(r"\n{2,}", source.strip("\n"))]
    body = "\n".join(blocks)
    whole = '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Harbour</title></head>\n<body>\n{}\n</body>\n</html>\n'
    return whole.format(body) if spec.seed % 2 else body + "\n"


def _tagged(block: str) -> str:
    first, _, rest = block.partition("\n")
    if re.match("#{1,6} ", first):
        marks, _, title = first.partition(" ")
        heading = f"<h{len(marks)}>{_inline(title)}</h{len(marks)}>"
        return f"{heading}\n{_tagged(rest)}" if rest else heading
    if block == "---":
        return "<hr>"
    if block.startswith("- "):
        items = "\n".join(f"<li>{_inline(line[2:])}</li>" for line in block.split("\n"))
        return f"<ul>\n{items}\n</ul>"
    return "<p>" + _inline(block).replace("\n", "<br>\n") + "</p>"


def _inline(text: str) -> str:
    """Return Markdown within a line as HTML, cites as they are."""
    text = (
        html.escape(text, quote=False).replace("&lt;cite&gt;", "<cite>").replace("&lt;/cite&gt;", "</cite>")
    )
    for pattern, tags in _INLINE:
        text = pattern.sub(tags, text)
    return text


def _places(spec: Spec) -> dict[int, str]:
    """Return where each slip and each inner noise stands: never at the very first turns, where nothing is known yet."""
    rng = random.Random(f"{spec.seed}/places")  # noqa: S311 - no secret
    order = list(range(2, spec.turns))
    rng.shuffle(order)
    spots = dict(zip(SLIPS + INSIDE, order * len(SLIPS + INSIDE), strict=False))
    found: dict[int, str] = {}
    for noise in SLIPS + INSIDE:
        if noise in spec.noises and noise not in {"tricky", "variant"}:
            found.setdefault(spots[noise], noise)
    return found


def _person(rng: random.Random, spec: Spec, noise: str, label: str) -> str:
    if noise == "one-off":
        label = rng.choice(ONE_OFFS)
    if noise == "voice":
        label = rng.choice(VOICES)
    return label.upper() if spec.emphasis == "caps" or (spec.names == "capitals" and noise) else label


def _turn(rng: random.Random, spec: Spec, what: tuple[str, int, str], turns: list[Spoken]) -> list[str]:
    """Return the lines of a turn and add what it says to `turns`."""
    label, ms, noise = what
    slip = noise if noise in SLIPS else ""
    paragraphs = _speech(rng, spec)
    text = "\n\n".join(paragraphs)
    shown = [_marked_up(rng, spec, each) for each in paragraphs]
    if noise == "anchor":
        shown[0] = _anchored(spec, shown[0], ms + 2000)
    clock, value = _wrapped_clock(spec, ms) if spec.wrapper != "none" and slip != "no clock" else ("", None)
    tail = f" {clock}" if clock and spec.order == "end" else ""
    if slip == "no label" and turns:
        last = turns.pop()
        turns.append(replace(last, text=f"{last.text}\n\n{text}"))
        return _body(spec, head(spec, "", clock), shown, "")
    turns.append(Spoken(label, value, text, any_start=spec.order == "end"))
    return _body(spec, head(spec, label, clock, slip), shown, tail)


def _anchored(spec: Spec, paragraph: str, ms: int) -> str:
    """Return the paragraph with a clock between its first two sentences, which is no part of its text."""
    return re.sub(r"(?<=[a-z][.?]) (?=[A-Z])", f" {_wrapped_clock(spec, ms)[0]} ", paragraph, count=1)


def _inserted(rng: random.Random, noise: str, turns: list[Spoken]) -> list[str]:
    """Return what stands between two turns and belongs to none for sure."""
    if noise == "heading":
        return [f"## {rng.choice(TITLES)}", ""]
    if noise in {"ad", "remark"}:
        marks = {
            "ad": ("[AD BREAK]", "(advertisement)", "[Sponsor message]", "--- ad break ---"),
            "remark": ("[music]", "(laughter)", "[crosstalk]", "[Recording paused]"),
        }
        mark = rng.choice(marks[noise])
        turns[-1] = replace(turns[-1], extra=mark)
        return [mark, ""]
    return []


def _before(spec: Spec, cast: Sequence[str], clocks: Sequence[int]) -> Iterator[str]:
    rng = random.Random(f"{spec.seed}/before")  # noqa: S311 - no secret
    people = list(dict.fromkeys(cast))
    parts = {
        "title": [f"# {rng.choice(TITLES)}"],
        "metadata": _metadata(rng, people),
        "attendees": [
            f"{rng.choice(('Attendees', 'Speakers', 'Participants', 'With'))}: {', '.join(people)}"
        ],
        "names list": ["Speakers", "", *(f"- {name}" for name in people)],
        "show notes": rng.sample(NOTES, 3),
        "contents": ["## Contents", "", *(f"- {title}" for title in rng.sample(TITLES, 5))],
        "chapters": _chapter_list(rng, clocks),
        "links": [
            "Links:",
            "",
            "- The archive: https://harbour.example/archive",
            "- Moss: [a primer](https://harbour.example/moss)",
        ],
        "transcript heading": [rng.choice(("## Transcript", "## Full transcript", "# Transcript"))],
    }
    for noise, rows in parts.items():
        if noise in spec.noises:
            yield from (*rows, "")
    if "editor's note" in spec.noises:
        yield "[Editor's note: this conversation was lightly edited.]"  # glued to the first turn


def _metadata(rng: random.Random, people: Sequence[str]) -> list[str]:
    rows = [
        f"TITLE: {rng.choice(TITLES)}",
        f"DATE: {rng.randint(1, 28)} May 20{rng.randint(10, 24)}",
        f"HOST: {people[0]}",
        f"GUEST: {people[1]}",
        f"LENGTH: 0:{rng.randint(20, 59)}:10",
        "LOCATION: Harbour House",
        f"EPISODE: {rng.randint(1, 300)}",
    ]
    return rng.sample(rows, rng.randint(3, len(rows)))


def _chapter_list(rng: random.Random, clocks: Sequence[int]) -> list[str]:
    titles = rng.sample(TITLES, 5)
    step = max(clocks[-1] // 5, 60_000)
    form = rng.choice(("{} {}", "{} - {}", "({}) {}", "({}) – {}", "[{}] {}"))
    rows = [
        form.format(written_clock("MM:SS", number * step)[0], title) for number, title in enumerate(titles)
    ]
    return [*rng.choice((["## Chapters", ""], ["Timestamps:", ""], ["Chapters", ""])), *rows]


_END_MARKS = ("[END]", "END OF TRANSCRIPT", "(End of recording)", "[music]")


def _after(rng: random.Random, spec: Spec, lines: Sequence[str]) -> list[str]:
    parts = {
        "transcribed by": ["Transcribed by Harbour Typing Services"],
        "rule and notes": ["---", "", *rng.sample(NOTES, 2)],
        "links heading": [
            "## Links",
            "",
            "- [The archive](https://harbour.example/archive)",
            "- https://harbour.example/moss",
        ],
        "end mark": [_END_MARKS[spec.seed % len(_END_MARKS)]],
    }
    out = [] if not lines or lines[-1] == "" else [""]
    for noise in AFTER:
        if noise in spec.noises:
            out += [*parts[noise], ""]
    return out


SIMPLER: dict[str, tuple[object, ...]] = {
    field.name: (field.default,)
    for field in fields(Spec)
    if field.name not in {"seed", "turns", "noises", "brief"}
} | {"brief": (True,), "turns": (4, 6, 8, 12)}
"""What each factor is tried to be reduced to, to find the cause of a failure."""
