"""The gallery of diagnostics: the smallest example of each code, and the page that is made of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from episcript.cli.excerpts import excerpt
from episcript.codes import CODES, EpiscriptError
from episcript.lines import LINE_END
from episcript.model import Options
from episcript.pipeline import check
from episcript.times import short_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.check import Finding
    from episcript.model import Diagnostic

EXAMPLES = Path(__file__).parent / "diagnostics"

ELSEWHERE = {
    "usage": "the command line",
    "no-such-file": "the command line",
    "is-folder": "the command line",
    "unreadable": "the file system",
    "unpacked-too-large": "a Word document of megabytes",
    "not-repaired": "`episcript repair`",
    "bad-receipts": "`episcript repair --undo`",
    "other-file": "`episcript repair --undo`",
    "bad-baseline": "`episcript check --baseline`",
    "bad-settings": "the settings of the folder",
    "unwritable": "the file system",
    "exists": "the file system",
    "output-is-input": "the file system",
    "not-read": "a Word document",
    "alternatives": "records with several readings of the same words",
    "runner-up": "a source between two formats",
    "no-chapters": "`episcript chapters`",
    **dict.fromkeys(
        (
            "no-captions",
            "no-times",
            "times-kept",
            "captions-differ",
            "clocks-apart",
            "clocks-drift",
            "not-aligned",
        ),
        "`--times-from`",
    ),
    **dict.fromkeys(
        (
            "no-sources",
            "not-replaced",
            "output-edited",
            "output-locked",
            "source-vanished",
            "orphan-edited",
            "timed-out",
            "worker-died",
        ),
        "`episcript batch`",
    ),
    "cue-too-fast": "the cutting of cues",
    "language-neutral": "the cutting of cues",
    "chapters-replaced": "`--chapters`",
    "chapter-shift": "`--chapters`",
    "chapter-match": "`--chapters`",
    "chapter-clock": "files of chapters",
    "chapter-no-clock": "files of chapters",
    "chapter-negative": "files of chapters",
    "chapter-untimed": "formats of chapters",
    "chapter-left-out": "formats of chapters",
    "chapter-line": "formats of chapters",
    "chapter-character": "formats of chapters",
    "player-order": "formats of chapters",
}
"""What gives the codes that no small source alone can give; each is tested where that is tested."""


@dataclass(frozen=True)
class Example:
    """The source that shows a code, one that comes near and does not, what is asked for, and what may be told beside."""

    code: str
    source: Path
    near: Path | None
    options: Options
    formats: tuple[str, ...]
    also: frozenset[str]
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def why(self) -> str:
        """Return what the code means, in a sentence or two."""
        return (self.source.parent / "why.txt").read_text(encoding="utf-8").strip()


def examples() -> list[Example]:
    """Return every example, in the order of the table of codes."""
    order = list(CODES)
    return [
        _example(folder) for folder in sorted(EXAMPLES.iterdir(), key=lambda path: order.index(path.name))
    ]


def _example(folder: Path) -> Example:
    asked = folder / "with.json"
    said = json.loads(asked.read_text(encoding="utf-8")) if asked.exists() else {}
    options: dict[str, Any] = {key: _frozen(value) for key, value in said.get("options", {}).items()}
    return Example(
        folder.name,
        next(folder.glob("example.*")),
        next(folder.glob("near.*"), None),
        Options(**options),
        tuple(said.get("formats", ())),
        frozenset(said.get("also", ())),
        said,
    )


def _frozen(value: object) -> object:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def findings(example: Example, source: Path) -> list[Finding | Diagnostic]:
    """Return what is said about a source; an error where it cannot be read."""
    try:
        return list(check(source.read_bytes(), options=example.options, formats=example.formats).findings)
    except EpiscriptError as error:
        return [error.diagnostic]


def diagnostic(found: Finding | Diagnostic) -> Diagnostic:
    """Return the diagnostic of a finding."""
    return found[0] if isinstance(found, tuple) else found


def page() -> str:
    """Return docs/diagnostics.md."""
    return "\n".join(
        [
            "# Diagnostics",
            "",
            "Every remark has a code. Here is each with the smallest source that gives it, and what comes of it.",
            "This page is made of the examples in `tests/diagnostics/`, which are tests.",
            "",
            "| severity | means |",
            "|---|---|",
            "| error | no output is possible |",
            "| warning | look at this place |",
            "| suggestion | a guess that waits for your yes; never counted by `--fail-on` |",
            "| info | worth knowing |",
            "",
            *(line for example in examples() for line in _section(example)),
            "## Codes without an example",
            "",
            "| code | severity | message | comes from |",
            "|---|---|---|---|",
            *(
                f"| `{code}` | {CODES[code].severity} | {_cell(CODES[code].message)} | {where} |"
                for code, where in ELSEWHERE.items()
            ),
            "",
        ]
    )


def _cell(message: str) -> str:
    return f"`{message.replace('|', '/')}`"


def _section(example: Example) -> Iterator[str]:
    told = next(one for one in map(diagnostic, findings(example, example.source)) if one.code == example.code)
    yield from (f"## {example.code}", "", f"*{told.severity}.* {example.why}", "")
    if asked := _asked(example):
        yield from (f"With `{asked}`:", "")
    yield from _shown(example)
    place = "" if told.line is None else f":{told.line}"
    words = told.message + (f"; {told.hint}" if told.hint else "")
    name = example.source.name
    yield from ("```text", f"{name}{place}: {told.severity}: {words} [{told.code}]", "```", "")


def _asked(example: Example) -> str:
    """Return the options of an example as they are typed."""
    words = [f"-t {','.join(example.formats)}"] if example.formats else []
    for name, value in example.asked.get("options", {}).items():
        option = "--" + {"from_format": "from"}.get(name, name).replace("_", "-")
        words.append(f"{option}{_value(name, value)}")
    return " ".join(words)


def _value(name: str, value: object) -> str:
    match value:
        case True:
            return ""
        case [[int() as begin, int() as by]]:
            return f" {short_clock(begin)}={by // 1000:+}"
        case [[label, person]]:
            return f' "{label}={person}"'
        case [word]:
            return f" FILE` with the line `{word}"
        case int() if name == "duration":
            return f" {value // 1000}s"
        case _:
            return f" {value}"


def _shown(example: Example) -> Iterator[str]:
    """Yield the source in a fence, controls and odd characters escaped; of long lines the beginning."""
    data = example.source.read_bytes()
    text = data.decode("utf-8", "backslashreplace")
    lines = LINE_END.split(text.removesuffix("\n")) if "\r" not in text else text.rstrip("\n").split("\n")
    yield "```text"
    for line in lines:
        shown = excerpt(line, "")
        yield shown.text if shown else ""
    yield from ("```", "")
