"""Scores the program against generated layouts; `python tests/layout_scores.py 1000` prints tables and causes.

With a second argument the failures are written to that file, each cut down to the factors that it needs.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import episcript
from layout_generator import SIMPLER, VALUES, Spec, can_be_told, coherent, fits, make, pick
from layout_negatives import make_other

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript import Turn
    from layout_generator import Made, Spoken


LINES = 24
"""A reproduction is shown so far; the layout makes the rest."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong in a file: what kind, and the expected beside the returned."""

    kind: str
    detail: str


def fault_of(made: Made) -> Fault | None:
    """Return the first difference between what the file says and what the program reads, `None` where all is right.

    Blanks do not count where a paragraph is open (a stamp in the midst of a turn), or a marker may follow.
    """
    found = episcript.read(made.source).turns
    for number, expected in enumerate(made.turns):
        if number >= len(found):
            return Fault("turn missing", f"turn {number}: expected {expected}\n got nothing")
        if kind := _difference(expected, found[number]):
            return Fault(
                _named(kind, number, made, found),
                f"turn {number}: expected {_shown(expected)}\n     got {_shown(found[number])}",
            )
    if len(found) > len(made.turns):
        return Fault("turn too many", f"behind the last: {_shown(found[len(made.turns)])}")
    return None


def _difference(expected: Spoken, got: Turn) -> str:
    if got.label != expected.label:
        return "label"
    if not expected.any_start and got.start != expected.start:
        return "start"
    allowed = {_blanks(expected.text), _blanks(f"{expected.text} {expected.extra}")}
    if _blanks(got.text) not in allowed:
        return "text"
    same = got.text == expected.text or expected.extra or "\n\n" in expected.text
    return "" if same else "paragraphs"


def _named(kind: str, number: int, made: Made, found: Sequence[Turn]) -> str:
    """Return the kind of fault in plain words."""
    if kind == "label" and not any(turn.label for turn in found):
        return "no speaker found at all"
    if kind == "label":
        known = {turn.label for turn in made.turns}
        return (
            "label wrong"
            if found[number].label in known
            else "label invented"
            if found[number].label
            else "turn without label"
        )
    if kind == "text" and len(found) < len(made.turns):
        return "turn swallowed"
    return f"{kind} wrong"


def _blanks(text: str) -> str:
    return " ".join(text.split())


def _shown(turn: Spoken | Turn) -> str:
    return f"{turn.label!r} {turn.start} {turn.text[-110:]!r}"


# cutting down


def reduced(spec: Spec) -> tuple[Spec, Fault]:
    """Return the simplest layout that still fails in the same way: what is left in it is the cause."""
    fault = fault_of(make(spec))
    if fault is None:
        raise ValueError(spec)
    for noise in spec.noises:
        spec = _kept(
            replace(spec, noises=tuple(each for each in spec.noises if each != noise)), spec, fault.kind
        )
    for name, values in SIMPLER.items():
        for value in values:
            if name != "turns" or value < spec.turns:  # type: ignore[operator]
                spec = _kept(replace(spec, **{name: value}), spec, fault.kind)  # type: ignore[arg-type]
    return spec, fault_of(make(spec)) or fault


def _kept(simpler: Spec, spec: Spec, kind: str) -> Spec:
    allowed = can_be_told(simpler) and all(fits(noise, simpler) for noise in simpler.noises)
    if simpler == spec or coherent(simpler) != simpler or not allowed:
        return spec
    fault = fault_of(make(simpler))
    return simpler if fault and fault.kind == kind else spec


def cause(spec: Spec) -> str:
    """Return the factors in which the layout differs from the plainest one."""
    plain = Spec(0, 0)
    shown = [
        f"{field.name}={getattr(spec, field.name)}"
        for field in fields(Spec)
        if field.name not in {"seed", "turns", "brief"}
        and getattr(spec, field.name) != getattr(plain, field.name)
        and not (field.name == "form" and not spec.form)
    ]
    return ", ".join(shown) or "plain"


# runs


def failure_of(spec: Spec) -> Fault | None:
    """Return the fault of one layout; a crash is one."""
    try:
        return fault_of(make(spec))
    except Exception as error:  # noqa: BLE001 - a crash is a result
        return Fault("crash", repr(error))


def other_failure(seed: int) -> tuple[str, str] | None:
    """Return the kind and the text of a file that is no transcript where a speaker was found in it."""
    kind, text = make_other(seed)
    try:
        labels = Counter(turn.label for turn in episcript.read(text).turns if turn.label)
    except Exception as error:  # noqa: BLE001 - a crash is a result
        return kind, f"{error!r}\n{text}"
    return (kind, f"invented {dict(labels.most_common(6))}\n{text}") if labels else None


def _reduce(spec: Spec) -> tuple[Spec, Fault]:
    try:
        return reduced(spec)
    except Exception as error:  # noqa: BLE001 - a crash is a result
        return spec, Fault("crash", repr(error))


def main(count: int, report: str | None) -> None:
    """Print the figures, and write the causes."""
    out: list[str] = []
    with ProcessPoolExecutor(4) as pool:
        specs: list[Spec] = []
        failed: list[Spec] = []
        for turns, clocks in ((20, None), (6, True), (6, False)):
            batch = [pick(seed, turns, clocks=clocks) for seed in range(count)]
            bad = [
                spec
                for spec, fault in zip(batch, pool.map(failure_of, batch, chunksize=20), strict=True)
                if fault
            ]
            out.append(
                f"{turns} turns, clocks {clocks}: {100 - 100 * len(bad) / count:.2f} % right of {count}"
            )
            specs += batch
            failed += bad
        others = list(filter(None, pool.map(other_failure, range(count), chunksize=20)))
        out.append(
            f"no transcripts: {100 * len(others) / count:.2f} % of {count} with a speaker: {dict(Counter(kind for kind, _ in others))}"
        )
        causes = list(pool.map(_reduce, failed[:1500], chunksize=4))
    out += _table(specs, failed)
    print("\n".join(out), flush=True)  # noqa: T201 - its output
    if report:
        Path(report).write_text("\n".join(out) + "\n" + _causes(causes) + _others(others), encoding="utf-8")


def _table(specs: Sequence[Spec], failed: Sequence[Spec]) -> list[str]:
    out = []
    for name in VALUES:
        total = Counter(str(getattr(spec, name)) for spec in specs)
        wrong = Counter(str(getattr(spec, name)) for spec in failed)
        out.append(
            f"{name:10} "
            + "  ".join(f"{value or '-'} {100 * wrong[value] / n:.1f}%" for value, n in sorted(total.items()))
        )
    noises = Counter(noise for spec in specs for noise in spec.noises)
    wrong = Counter(noise for spec in failed for noise in spec.noises)
    out.append(
        "noise      "
        + "  ".join(f"{value} {100 * wrong[value] / n:.1f}%" for value, n in sorted(noises.items()))
    )
    return out


def _causes(causes: Iterable[tuple[Spec, Fault]]) -> str:
    groups: dict[tuple[str, str], list[tuple[Spec, Fault]]] = defaultdict(list)
    for spec, fault in causes:
        groups[fault.kind, cause(spec)].append((spec, fault))
    by_kind = Counter(kind for (kind, _), found in groups.items() for _ in found)
    single = Counter(
        f"{kind}: {part}" for (kind, why), found in groups.items() for part in why.split(", ") for _ in found
    )
    out = [
        "\n======== what is left in the reduced layouts",
        *(f"{n:4} {what}" for what, n in single.most_common(30)),
    ]
    out += ["\n======== kinds: " + ", ".join(f"{kind} {n}" for kind, n in by_kind.most_common())]
    for (kind, why), found in sorted(groups.items(), key=lambda item: -len(item[1])):
        spec, fault = min(found, key=lambda each: each[0].turns)
        text = make(spec).source
        out += [
            f"\n######## {len(found)} × {kind}: {why}",
            f"(seed {spec.seed}, turns {spec.turns})",
            "\n".join(line[:240] for line in text.split("\n")[:LINES]),
            f">> {fault.detail}",
        ]
    return "\n".join(out)


def _others(others: Sequence[tuple[str, str]]) -> str:
    out = ["\n\n======== no transcripts with a speaker"]
    shown: Counter[str] = Counter()
    for kind, text in others:
        shown[kind] += 1
        if shown[kind] <= 2:
            out += [f"\n######## {kind}", text[:900]]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 400, sys.argv[2] if sys.argv[2:] else None)
