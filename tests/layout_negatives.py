"""Makes up files that are no transcripts: no reader may find a speaker in them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from layout_words import ENGLISH, NAMES, NOTES, OTHERS, TITLES, TRICKY

if TYPE_CHECKING:
    from collections.abc import Callable

_NOUNS = "kettle parser lantern index buffer ferry cache anchor ledger window socket garden report queue widget harbour".split()
_VERBS = "reads writes opens closes skips keeps sorts drops returns accepts refuses counts".split()
_THINGS = "empty files,long lines,old clocks,bad input,large archives,missing keys,nested lists,broken links,trailing blanks".split(
    ","
)


def _fact(rng: random.Random) -> str:
    return f"the {rng.choice(_NOUNS)} {rng.choice(_VERBS)} {rng.choice(_THINGS)}"


def _sentence(rng: random.Random) -> str:
    fact = _fact(rng)
    forms = (
        f"{fact[0].upper()}{fact[1:]}.",
        f"Now {fact} again.",
        f"By default {fact}, unless told otherwise.",
        f"Make sure that {fact} before you begin.",
        f"When {fact}, nothing else happens.",
        f"{rng.randint(2, 90)} % faster because {fact}",
        f"see `{rng.choice(_NOUNS)}` and #{rng.randint(10, 999)}",
        f"{rng.choice(_NOUNS)} no longer crashes on {rng.choice(_THINGS)} (#{rng.randint(10, 999)})",
        f"You can change this with `--{rng.choice(_NOUNS)}`.",
        f"We think that {fact}, but we aren't sure yet.",
        f"{rng.choice(_THINGS).capitalize()}, {rng.choice(_THINGS)} and {rng.choice(_THINGS)}",
    )
    return rng.choice(forms)


def _prose(rng: random.Random, most: int = 4) -> str:
    return " ".join(_sentence(rng) for _ in range(rng.randint(1, most)))


def _version(rng: random.Random) -> str:
    return f"{rng.randint(0, 9)}.{rng.randint(0, 20)}.{rng.randint(0, 9)}"


def _date(rng: random.Random) -> str:
    return f"20{rng.randint(10, 25)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def _rows(rng: random.Random, low: int, high: int) -> range:
    return range(rng.randint(low, high))


def _people(rng: random.Random) -> list[str]:
    """Return whom a list names: each once, one perhaps twice, as a second book or song has it."""
    people = rng.sample(NAMES["full"] + NAMES["title"] + NAMES["middle"], rng.randint(6, 18))
    return [*people, people[-1]] if rng.random() < 0.5 else people


def change_log(rng: random.Random) -> str:
    """Return versions with entries under headings."""
    out = ["# Changelog", ""]
    for _ in _rows(rng, 3, 8):
        out += [f"## [{_version(rng)}] - {_date(rng)}", ""]
        for kind in rng.sample(("Added", "Changed", "Fixed", "Removed", "Deprecated", "Security"), 3):
            out += [f"### {kind}", "", *(f"- {_sentence(rng)}" for _ in _rows(rng, 1, 4)), ""]
    return "\n".join(out)


def bold_release_notes(rng: random.Random) -> str:
    """Return releases whose entries begin with a bold kind."""
    out = []
    kinds = (
        "Fixed",
        "Added",
        "Changed",
        "Improved",
        "Breaking",
        "Docs",
        "Internal",
        "Bug fix",
        "New feature",
        "Performance",
    )
    form = rng.choice(("**{}:** {}", "- **{}:** {}", "* **{}**: {}", "**{}**: {}"))
    for _ in _rows(rng, 3, 8):
        out += [f"## {_version(rng)}", ""]
        out += [form.format(rng.choice(kinds), _sentence(rng)) for _ in _rows(rng, 3, 8)] + [""]
    return "\n".join(out)


def plain_release_notes(rng: random.Random) -> str:
    """Return releases whose entries begin with a module or a kind and a colon."""
    out = []
    for _ in _rows(rng, 3, 6):
        out += [f"{_version(rng)} ({_date(rng)})", "-" * 20, ""]
        for _ in _rows(rng, 3, 8):
            key = rng.choice(
                ("Fix", "Feature", "Docs", "Chore", "Refactor", "Parser", "Writer", "CLI", "Build", "Windows")
            )
            out += [f"{key}: {_sentence(rng)}"]
        out += [""]
    return "\n".join(out)


def questions(rng: random.Random) -> str:
    """Return questions and answers."""
    q, a = rng.choice(
        (
            ("Q:", "A:"),
            ("**Q:**", "**A:**"),
            ("**Q.**", "**A.**"),
            ("Question:", "Answer:"),
            ("Frage:", "Antwort:"),
        )
    )
    out = ["# Frequently asked questions", ""]
    for _ in _rows(rng, 4, 12):
        out += [
            f"{q} Why does it happen that {_fact(rng)}?",
            *([""] if rng.random() < 0.5 else []),
            f"{a} {_prose(rng)}",
            "",
        ]
    return "\n".join(out)


def headed_questions(rng: random.Random) -> str:
    """Return questions as headings or in bold, with prose below."""
    mark = rng.choice(("## {}", "### {}", "**{}**"))
    out = ["# FAQ", ""]
    for _ in _rows(rng, 4, 12):
        out += [mark.format(f"What if {_fact(rng)}?"), "", _prose(rng), ""]
    return "\n".join(out)


def options(rng: random.Random) -> str:
    """Return the options of a program."""
    out = [f"usage: {rng.choice(_NOUNS)} [options] FILE", "", "options:"]
    for _ in _rows(rng, 6, 15):
        word = rng.choice(_NOUNS)
        out += [f"  -{word[0]}, --{word} {word.upper()}", f"      {_sentence(rng)}"]
    return "\n".join(out)


def option_list(rng: random.Random) -> str:
    """Return options as a Markdown list with explanations."""
    form = rng.choice(
        ("- `{}`: {}", "* `{}` - {}", "- **{}**: {}", "- **`{}`** – {}", "`{}`: {}", "- {}: {}", "**{}** {}")
    )
    rows = [
        form.format(f"{rng.choice(_NOUNS)}_{rng.choice(_NOUNS)}", _sentence(rng)) for _ in _rows(rng, 6, 20)
    ]
    return "# Options\n\n" + rng.choice(("\n", "\n\n")).join(rows)


def recipe(rng: random.Random) -> str:
    """Return a recipe."""
    steps = [
        "Preheat the oven to 220 degrees.", "Mix the flour with the salt.", "Let the dough rest for an hour.",
        "Fold in the butter: slowly, in three turns.", "Bake until golden.", "Serve warm.",
    ]  # fmt: skip
    bold = rng.random() < 0.5
    keys = {
        "Prep time": "20 minutes",
        "Cook time": "1:15",
        "Total time": "1:35",
        "Serves": "4",
        "Difficulty": "Easy",
        "Oven": "220 C",
    }
    out = [f"# {rng.choice(('Rye bread', 'Leek tart', 'Plum cake', 'Pea soup'))}", ""]
    out += [f"**{key}:** {value}" if bold else f"{key}: {value}" for key, value in keys.items()]
    out += [
        "",
        "Ingredients:",
        "",
        *(
            f"- {rng.randint(1, 500)} g {rng.choice(('flour', 'butter', 'leeks', 'salt', 'plums'))}"
            for _ in range(6)
        ),
    ]
    numbered = rng.random() < 0.5
    out += [
        "",
        "Method:",
        "",
        *(f"{n}. {step}" if numbered else f"Step {n}: {step}" for n, step in enumerate(steps, 1)),
    ]
    tips = ("Tip", "Note", "Variation", "Storage", "Chef's tip", "Make ahead")
    out += ["", *(f"{rng.choice(tips)}: {rng.choice(steps)}" for _ in range(3))]
    return "\n".join(out)


def definitions(rng: random.Random) -> str:
    """Return terms with definitions in one of four forms."""
    form = rng.choice(
        (
            "**{0}**: {1}\n",
            "{0}\n: {1}\n",
            "{0}: {1}\n",
            "**{0}** – {1}\n",
            "*{0}*: {1}",
            "{0}\n    {1}\n",
            "### {0}\n\n{1}\n",
        )
    )
    terms = sorted({f"{rng.choice(_NOUNS)} {rng.choice(_NOUNS)}".capitalize() for _ in _rows(rng, 6, 25)})
    return "Glossary\n\n" + "\n".join(form.format(term, _prose(rng, 2)) for term in terms)


def readme(rng: random.Random) -> str:
    """Return the manual of a small tool."""
    name = rng.choice(_NOUNS)
    out = [
        f"# {name}",
        "",
        _prose(rng),
        "",
        "## Installation",
        "",
        "```sh",
        f"pip install {name}",
        "```",
        "",
        "## Usage",
        "",
    ]
    for _ in _rows(rng, 2, 6):
        out += [_prose(rng), "", "```python", f"{name}.run(path: str) -> None", "```", ""]
        out += [
            rng.choice(
                (
                    "**Note:** {}",
                    "> **Warning:** {}",
                    "Note: {}",
                    "**Tip**: {}",
                    "Example: {}",
                    "**Important:** {}",
                )
            ).format(_sentence(rng)),
            "",
        ]
    out += ["## License", "", "MIT"]
    return "\n".join(out)


def schedule(rng: random.Random) -> str:
    """Return the programme of a day: clocks, titles and who speaks."""
    form = rng.choice(("{} {}", "{} - {}", "**{}** {}", "- {}: {}", "{}: {}", "| {} | {} |", "{}\n{}\n"))
    out = [f"# Programme, {_date(rng)}", ""]
    minutes = 540
    talks = [
        f"{name}: {title}"
        for name, title in zip(rng.sample(NAMES["full"], 6), rng.sample(TITLES, 6), strict=True)
    ]
    items = [
        "Registration",
        *talks[:2],
        "Coffee break",
        *talks[2:4],
        "Lunch",
        rng.choice(TITLES),
        "Coffee break",
        *talks[4:],
        "Drinks",
    ]
    for what in items[: rng.randint(5, len(items))]:
        out += [form.format(f"{minutes // 60:02d}:{minutes % 60:02d}", what)]
        minutes += rng.choice((15, 30, 45, 60))
    return "\n".join(out)


def agenda(rng: random.Random) -> str:
    """Return the agenda or the minutes of a meeting."""
    people = rng.sample(NAMES["full"], 4)
    out = [
        "Meeting minutes",
        f"Date: {_date(rng)}",
        "Time: 14:00",
        f"Chair: {people[0]}",
        f"Present: {', '.join(people)}",
        "Apologies: none",
        "",
    ]
    for number in range(1, rng.randint(4, 9)):
        out += [
            f"{number}. {rng.choice(TITLES)}",
            f"   {_prose(rng)}",
            f"   Action: {rng.choice(people)} to check whether {_fact(rng)}",
            f"   Deadline: {_date(rng)}",
            "",
        ]
    return "\n".join(out)


def log(rng: random.Random) -> str:
    """Return the log of a program."""
    form = rng.choice(
        (
            "{c} {l}: {m}",
            "[{c}] {l}: {m}",
            "{d} {c} [{l}] {m}",
            "{c} {l} {n}: {m}",
            "[{c}] [{l}] {n} - {m}",
            "{l}: {m}",
            "{c},123 - {n} - {l} - {m}",
        )
    )
    seconds, out = rng.randint(0, 40_000), []
    for _ in _rows(rng, 8, 60):
        seconds += rng.randint(0, 90)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        level = rng.choice(("INFO", "DEBUG", "WARNING", "ERROR", "INFO"))
        out += [form.format(c=clock, l=level, d=_date(rng), n=rng.choice(_NOUNS), m=_fact(rng))]
    return "\n".join(out)


def poem(rng: random.Random) -> str:
    """Return short lines in stanzas, some repeated."""
    lines = [
        "The tide comes in", "The tide goes out", "Low lamp, long pier", "And nobody about", "Oh, harbour", "Sleep, harbour",
        "A gull says: mine", "The rope says: wait", "Cold tea", "One more stone", "Somewhere a bell", "Tell it slowly",
    ]  # fmt: skip
    return "\n\n".join("\n".join(rng.choice(lines) for _ in range(4)) for _ in _rows(rng, 3, 9))


def bibliography(rng: random.Random) -> str:
    """Return books and papers."""
    form = rng.choice(
        (
            "{n} ({y}). {t}. Harbour Press.",
            "- {n}: {t}, {y}.",
            "{n}: {t}. Harbour Press {y}, pp. {p}:{q}.",
            '[{p}] {n}, "{t}", {y}.',
            "**{n}**: *{t}* ({y})",
        )
    )
    rows = [
        form.format(
            n=name,
            y=rng.randint(1950, 2024),
            t=rng.choice(TITLES),
            p=rng.randint(1, 99),
            q=rng.randint(10, 99),
        )
        for name in _people(rng)
    ]
    return "# Further reading\n\n" + rng.choice(("\n", "\n\n")).join(rows)


def configuration(rng: random.Random) -> str:
    """Return settings."""
    form = rng.choice(("{}: {}", "{} = {}", '{}: "{}"', "  {}: {}", "{}:\n  - {}"))
    return "\n".join(
        form.format(
            f"{rng.choice(_NOUNS)}{rng.choice(('', '_', '-'))}{rng.choice(_NOUNS)}",
            rng.choice((str(rng.randint(0, 99)), "true", "12:30", "~/harbour", "[a, b]", rng.choice(_NOUNS))),
        )
        for _ in _rows(rng, 6, 30)
    )


def bold_keys(rng: random.Random) -> str:
    """Return facts about several things under the same bold keys."""
    keys = rng.sample(
        (
            "Author",
            "Year",
            "Pages",
            "Rating",
            "Why I liked it",
            "Best for",
            "Price",
            "Pros",
            "Cons",
            "Verdict",
            "Genre",
            "Setting",
        ),
        4,
    )
    form = rng.choice(("**{}:** {}", "**{}**: {}", "- **{}:** {}", "* **{}** {}", "__{}__: {}"))
    out = ["# Books of the year", ""]
    for title in rng.sample(TITLES, rng.randint(3, 9)):
        out += [f"## {title}", "", *(form.format(key, _sentence(rng)) for key in keys), ""]
    return "\n".join(out)


def bold_leads(rng: random.Random) -> str:
    """Return an article whose paragraphs begin with a bold phrase."""
    form = rng.choice(("**{}.** {}", "**{}:** {}", "**{}** {}", "**{}**\n\n{}", "_{}:_ {}"))
    out = [f"# {rng.choice(TITLES)}", "", rng.choice(NOTES), ""]
    phrases = (
        "Start small",
        "Measure twice",
        "The first year",
        "2013",
        "What went wrong",
        "Early era",
        "On money",
        "Ask for help",
        "The roof",
        "Now",
        "A warning",
    )
    for phrase in rng.sample(phrases, rng.randint(4, 10)):
        out += [form.format(phrase, " ".join(rng.sample(ENGLISH, 3))), ""]
    return "\n".join(out)


def letter(rng: random.Random) -> str:
    """Return a mail or a letter, perhaps with what it answers."""
    one, two = rng.sample(NAMES["first"], 2)
    out = [
        f"From: {one}",
        f"To: {two}",
        f"Date: {_date(rng)}",
        f"Subject: {rng.choice(TITLES)}",
        "",
        f"Dear {two},",
        "",
    ]
    for _ in _rows(rng, 2, 5):
        out += [" ".join(rng.sample(ENGLISH + TRICKY, 3)), ""]
    out += ["P.S.: " + rng.choice(ENGLISH), "", "Yours,", one]
    return "\n".join(out)


def table(rng: random.Random) -> str:
    """Return a table in Markdown or with tabs."""
    mark = rng.choice((" | ", "\t", ", ", "  "))
    rows = [
        mark.join(
            (
                rng.choice(NAMES["full"]),
                f"{rng.randint(0, 59)}:{rng.randint(0, 59):02d}",
                rng.choice(_NOUNS),
                str(rng.randint(1, 99)),
            )
        )
        for _ in _rows(rng, 5, 25)
    ]
    return "\n".join(
        [
            mark.join(("Name", "Time", "Thing", "Score")),
            *([mark.join(["---"] * 4)] if "|" in mark else []),
            *rows,
        ]
    )


def essay(rng: random.Random) -> str:
    """Return prose, wrapped or not, with quotations and colons."""
    pool = [*ENGLISH, *TRICKY]
    paragraphs = [" ".join(rng.sample(pool, rng.randint(2, 7))) for _ in _rows(rng, 4, 15)]
    return f"# {rng.choice(TITLES)}\n\n" + "\n\n".join(paragraphs)


def foreign_prose(rng: random.Random) -> str:
    """Return prose in another language."""
    pool = OTHERS[rng.choice(tuple(OTHERS))]
    return "\n\n".join(" ".join(rng.sample(pool, 4)) for _ in _rows(rng, 3, 9))


def story(rng: random.Random) -> str:
    """Return a story with dialogue in quotation marks and speech verbs before a colon."""
    names = rng.sample(NAMES["first"], 2)
    said = ("said", "asked", "answered", "whispered")
    rows = [
        rng.choice(
            (
                '{n} {v}: "{s}"',
                '"{s}" {n} {v}.',
                "{n} {v}, and then: “{s}”",
                "They said: “{s}”",
                "{n} looked up. {s}",
            )
        ).format(n=rng.choice(names), v=rng.choice(said), s=rng.choice(ENGLISH))
        for _ in _rows(rng, 6, 20)
    ]
    return f"# {rng.choice(TITLES)}\n\n" + "\n\n".join(rows)


def show_notes(rng: random.Random) -> str:
    """Return the notes of an episode: hosts, links, chapters, credits; nobody speaks."""
    people = rng.sample(NAMES["full"], 3)
    out = [
        f"# {rng.choice(TITLES)}",
        "",
        *rng.sample(NOTES, 2),
        "",
        f"Host: {people[0]}",
        f"Guest: {people[1]}",
        f"Producer: {people[2]}",
        "",
    ]
    out += [rng.choice(("## Chapters", "Timestamps:", "In this episode:")), ""]
    form = rng.choice(("{} {}", "({}) {}", "{} - {}", "[{}] {}", "- {}: {}", "{} {p}: {}"))
    out += [
        form.format(f"{n * 7:02d}:{n * 11 % 60:02d}", title, p=rng.choice(people))
        for n, title in enumerate(rng.sample(TITLES, 6))
    ]
    out += ["", "Links:", "", *(f"{rng.choice(TITLES)}: https://harbour.example/{n}" for n in range(4))]
    out += ["", f"Music: {rng.choice(TITLES)} by the Low Tide Orchestra", f"Edited by: {people[2]}"]
    return "\n".join(out)


def credits_list(rng: random.Random) -> str:
    """Return who did what."""
    roles = (
        "Producer",
        "Editor",
        "Sound design",
        "Music",
        "Artwork",
        "Research",
        "Fact checking",
        "Executive producer",
        "Mixing",
        "Translation",
    )
    form = rng.choice(("{}: {}", "**{}:** {}", "- {}: {}", "{}\n{}\n", "**{}**\n{}\n"))
    return "# Credits\n\n" + "\n".join(
        form.format(role, rng.choice(NAMES["full"])) for role in rng.sample(roles, rng.randint(5, 10))
    )


def biographies(rng: random.Random) -> str:
    """Return people with a paragraph on each: names alone, in bold or as headings, each once."""
    form = rng.choice(("**{}**\n\n{}", "### {}\n\n{}", "**{}** {}", "{}\n\n{}", "**{}**: {}", "- **{}**: {}"))
    lives = (
        "was born near the harbour and keeps bees",
        "writes about maps",
        "has run the archive since 2004",
        "teaches glass making",
        "is a baker and a poet",
    )
    people = rng.sample(NAMES["full"], rng.randint(4, 9))
    return "# Our team\n\n" + "\n\n".join(
        form.format(name, f"{name.split()[0]} {rng.choice(lives)}. {_prose(rng)}") for name in people
    )


def steps(rng: random.Random) -> str:
    """Return a course: days or steps with what to do."""
    word = rng.choice(("Step", "Day", "Week", "Lesson", "Exercise", "Chapter", "Part"))
    form = rng.choice(
        ("**{} {}:** {}", "{} {}: {}", "## {} {}\n\n{}\n", "### {} {}: {}\n", "{} {} – {}", "**{} {}** {}")
    )
    return f"# {rng.choice(TITLES)}\n\n" + rng.choice(("\n", "\n\n")).join(
        form.format(word, n, _prose(rng)) for n in range(1, rng.randint(5, 15))
    )


def results(rng: random.Random) -> str:
    """Return matches, races and scores: clocks and ratios beside names."""
    form = rng.choice(
        (
            "{a} {x}:{y} {b}",
            "{a} – {b} {x}:{y}",
            "{n}. {a} {m}:{s:02d}",
            "{a}: {m}:{s:02d}",
            "{a} ({m}:{s:02d})",
        )
    )
    return "Results\n\n" + "\n".join(
        form.format(
            a=name,
            b=rng.choice(NAMES["full"]),
            x=rng.randint(0, 5),
            y=rng.randint(0, 5),
            n=n,
            m=rng.randint(2, 59),
            s=rng.randint(0, 59),
        )
        for n, name in enumerate(_people(rng), 1)
    )


def api(rng: random.Random) -> str:
    """Return the reference of a library: parameters, returns, raises, each again and again."""
    out = []
    form = rng.choice(("**{}:** {}", "{}: {}", "**{}**\n\n{}", "*{}:* {}", "**{}**: {}", "- **{}**: {}"))
    for _ in _rows(rng, 3, 9):
        out += [f"### `{rng.choice(_NOUNS)}.{rng.choice(_VERBS)}()`", "", _sentence(rng), ""]
        for key in ("Parameters", "Returns", "Raises", "Example"):
            out += [form.format(key, _sentence(rng)), ""]
    return "\n".join(out)


def tracks(rng: random.Random) -> str:
    """Return a playlist: artists, songs, lengths."""
    form = rng.choice(
        (
            "{n}. {a} - {t} ({m}:{s:02d})",
            "{a} – {t} {m}:{s:02d}",
            "{m}:{s:02d} {a} - {t}",
            "[{m}:{s:02d}] {a}: {t}",
        )
    )
    return "Playlist\n\n" + "\n".join(
        form.format(n=n, a=name, t=rng.choice(TITLES), m=3 * n + rng.randint(0, 2), s=rng.randint(0, 59))
        for n, name in enumerate(_people(rng), 1)
    )


def git_log(rng: random.Random) -> str:
    """Return commits, each with the same keys in front."""
    out = []
    for _ in _rows(rng, 4, 15):
        name = rng.choice(NAMES["full"])
        out += [
            f"commit {rng.getrandbits(160):040x}",
            f"Author: {name} <{name.split()[0].lower()}@harbour.example>",
        ]
        out += [
            f"Date:   {_date(rng)} {rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:00",
            "",
            f"    {_sentence(rng)}",
            "",
        ]
    return "\n".join(out)


def records(rng: random.Random) -> str:
    """Return entries under the same plain keys: an address book, an inventory."""
    keys = rng.sample(
        (
            "Name",
            "Age",
            "City",
            "Phone",
            "Height",
            "Owner",
            "Colour",
            "Shelf",
            "Condition",
            "Remarks",
            "Weight",
            "Material",
        ),
        4,
    )
    out = ["Inventory", ""]
    for _ in _rows(rng, 4, 15):
        out += [
            f"{key}: {rng.choice((_sentence(rng), rng.choice(_NOUNS), rng.choice(NAMES['full'])))}"
            for key in keys
        ] + [""]
    return "\n".join(out)


def song(rng: random.Random) -> str:
    """Return a song with its parts named."""
    marks = rng.choice(
        (
            ("[Verse {}]", "[Chorus]"),
            ("Verse {}:", "Chorus:"),
            ("**Verse {}**", "**Chorus**"),
            ("VERSE {}", "CHORUS"),
        )
    )
    lines = (
        "Low tide, low tide",
        "Bring the boats in slow",
        "There's a lamp in the window",
        "Mama said: go",
        "I'll be gone by morning",
    )
    out = [rng.choice(TITLES), ""]
    for number in range(1, rng.randint(3, 6)):
        for mark in marks:
            out += [mark.format(number), *rng.sample(lines, 3), ""]
    return "\n".join(out)


def cards(rng: random.Random) -> str:
    """Return cases or cards: the same words at the head of every entry."""
    heads = rng.choice((("Given", "When", "Then"), ("Front:", "Back:"), ("Before:", "After:"), ("**Do:**", "**Don't:**"), ("Problem:", "Solution:"),
                        ("Pros:", "Cons:"), ("Expected:", "Actual:"), ("Input:", "Output:"), ("**Claim:**", "**Evidence:**")))  # fmt: skip
    out = []
    for _ in _rows(rng, 4, 12):
        out += [f"{head} {_sentence(rng)}" for head in heads] + [""]
    return "\n".join(out)


def workout(rng: random.Random) -> str:
    """Return a plan with times: what to do at which minute, or for how long."""
    form = rng.choice(("{} {}", "{} – {}", "[{}] {}", "**{}** {}", "{}: {}", "({}) {}"))
    moves = (
        "Warm up",
        "Push-ups",
        "Rest",
        "Plank",
        "Add the onions and stir",
        "Turn the heat down",
        "Stretch",
        "Jump rope",
        "Breathe",
        "Cool down",
    )
    rows = [
        form.format(f"{n * 2}:{rng.choice((0, 15, 30)):02d}", move)
        for n, move in enumerate(rng.sample(moves, rng.randint(5, len(moves))))
    ]
    return "# Twenty minutes\n\n" + "\n".join(rows)


def quotations(rng: random.Random) -> str:
    """Return what people have said, each with a name behind or before it."""
    form = rng.choice(("“{s}” — {n}", "> {s}\n>\n> — {n}", '"{s}" ({n})', "“{s}”\n{n}", "{n}: “{s}”"))
    names = rng.sample(NAMES["full"], rng.randint(5, 9))
    return "# Quotations\n\n" + "\n\n".join(form.format(s=rng.choice(ENGLISH), n=name) for name in names)


def law(rng: random.Random) -> str:
    """Return paragraphs of a contract or a statute."""
    form = rng.choice(
        ("Section {}: {}", "§ {} {}", "Article {}. {}", "{}. {}", "**{}.** {}", "ARTICLE {}\n\n{}")
    )
    return "TERMS OF USE\n\n" + "\n\n".join(
        form.format(n, _prose(rng, 5)) for n in range(1, rng.randint(5, 15))
    )


KINDS: tuple[Callable[[random.Random], str], ...] = (
    change_log, bold_release_notes, plain_release_notes, questions, headed_questions, options, option_list, recipe, definitions,
    readme, schedule, agenda, log, poem, bibliography, configuration, bold_keys, bold_leads, letter, table, essay, foreign_prose,
    story, show_notes, credits_list, biographies, steps, results, api, tracks,
    git_log, records, song, cards, workout, quotations, law,
)  # fmt: skip


def make_other(seed: int) -> tuple[str, str]:
    """Return the kind and the text of a file without any transcript."""
    rng = random.Random(f"other/{seed}")  # noqa: S311 - no secret
    kind = KINDS[seed % len(KINDS)]
    return kind.__name__, kind(rng).strip("\n") + "\n"
