"""What is odd about a caption file: one remark a kind, with the first cue, its line, and the number of its like."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from operator import gt, le
from typing import TYPE_CHECKING

from episcript.codes import diagnose
from episcript.readers._caption_payload import left_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from episcript.model import Diagnostic
    from episcript.readers._caption_blocks import Blocks
    from episcript.readers._captions import Told

_EACH = 100
"""Cues that no parser of the standard would take have a remark each, so that each can be told; of more the rest is counted."""
_SHOWN = 60
_BLOCKS = {"identifier": "identifier", "style": "style", "region": "region"}


def remarks(made: Blocks, told: Told) -> Iterator[Diagnostic]:
    """Yield what there is to say about a file; times stay as they are written, whatever is said of them."""
    yield from _rejected(made)
    for code, cues in _kinds(made, told):
        yield from _first(code, cues, made)
    if told.rolling:
        yield diagnose("caption-rolling", made.lines[0])
    yield from _astray(made)
    yield from _left_out(made, told)


def _rejected(made: Blocks) -> Iterator[Diagnostic]:
    if not made.signed:
        return
    for cue in made.rejected[:_EACH]:
        yield diagnose("cue-rejected", made.lines[cue], cue=cue + 1, more="")
    yield from _first("cue-rejected", made.rejected[_EACH:], made)


def _kinds(made: Blocks, told: Told) -> Iterator[tuple[str, Sequence[int]]]:
    starts, ends = made.starts, made.ends
    after = starts[1:]
    yield "cue-falls", _where(gt, starts, after, 1)
    yield "cue-without-time", _where(le, ends, starts)
    if not told.rolling:
        yield (
            "cue-overlap",
            [cue for cue in _where(gt, ends, after, 1) if starts[cue] >= starts[cue - 1] < ends[cue - 1]],
        )
        if not all(map(str.strip, made.texts)):
            yield "cue-empty", [cue for cue, text in enumerate(made.texts) if not text.strip()]
    yield "cue-clock", [] if made.signed else made.loose
    yield "cue-blank-line", made.gaps
    yield "cue-unparted", made.unparted
    yield "cue-number", _misnumbered(made)
    if len(told.cues) > len(made.texts):
        yield "cue-voices", sorted({cue for cue, again in pairwise(told.cues) if cue == again})


def _where(
    holds: Callable[[int, int], bool], ones: Sequence[int], others: Sequence[int], begin: int = 0
) -> list[int]:
    """Return where a comparison holds, counted from `begin`; in most files nowhere, which is soon seen."""
    if not any(map(holds, ones, others)):
        return []
    return [at for at, found in enumerate(map(holds, ones, others), begin) if found]


def _misnumbered(made: Blocks) -> list[int]:
    """Return the cues of a numbered SubRip file whose number is not one more than the last; numbers of WebVTT are free."""
    if made.signed or not any(made.numbers):
        return []
    if all(map(str.__eq__, made.numbers, map(str, range(1, len(made.texts) + 1)))):
        return []
    numbers = [int(number.strip("\ufeff \t\f\v") or -1) for number in made.numbers]
    return [
        cue
        for cue, (before, number) in enumerate(zip([0, *numbers], numbers[: len(made.texts)], strict=False))
        if number != before + 1 and not (cue == 0 and number == 0)
    ]


def _first(code: str, cues: Sequence[int], made: Blocks) -> Iterator[Diagnostic]:
    """Yield one remark for all `cues`, if there are any."""
    if cues:
        yield diagnose(code, made.lines[cues[0]], cue=cues[0] + 1, more=_more(len(cues) - 1))


def _more(others: int) -> str:
    return f" (and {others:,} more)" if others else ""


def _astray(made: Blocks) -> Iterator[Diagnostic]:
    found = [other for other in made.others if other.kind == "astray"]
    if found:
        said = " ".join(found[0].text.split())
        text = f"{said[:_SHOWN]}…" if len(said) > _SHOWN else said
        yield diagnose("caption-astray", found[0].line, text=text, more=_more(len(found) - 1))


def _left_out(made: Blocks, told: Told) -> Iterator[Diagnostic]:
    """Yield a remark for each kind of markup that a transcript does not hold, with its count and first line."""
    counts: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for kind, line, count in _unheld(made, told):
        counts[kind] += count
        lines[kind] = min(line, lines.get(kind, line))
    for kind, count in sorted(counts.items()):
        what = f"{kind} was" if count == 1 else f"{kind}s were"
        yield diagnose("caption-left-out", lines[kind], count=count, what=what)


def _unheld(made: Blocks, told: Told) -> Iterator[tuple[str, int, int]]:
    for other in made.others:
        if other.kind in _BLOCKS:
            yield _BLOCKS[other.kind], other.line, 1
    if any(made.rests):
        yield from (
            ("position", line, 1) for line, rest in zip(made.lines, made.rests, strict=True) if rest.strip()
        )
    for line, raw in zip(made.lines, made.texts, strict=True) if told.marked else ():
        if "<" in raw or "{" in raw:
            for kind, count in left_out(raw).items():
                if kind != "word time" or not told.rolling:
                    yield kind, line, count
    if made.signed and (numbers := sum(map(bool, made.numbers))):
        yield "identifier", made.lines[0], numbers
