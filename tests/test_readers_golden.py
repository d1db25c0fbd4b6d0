"""Golden episodes: small posts of many layouts, each beside a summary of what is read from it, checked by hand.

`pytest --accept` writes the summaries anew; read the difference against the source before you keep it.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from episcript.pipeline import read
from episcript.times import format_seconds

if TYPE_CHECKING:
    from episcript.model import Episode, Turn

READERS = Path(__file__).parent / "readers"
EPISODES = Path(__file__).parents[1] / "data" / "episodes"
_WORDS = 6


def sources() -> list[object]:
    """Return every golden source as a parameter: our own fixtures and the sample episodes."""
    fixtures = [path for path in READERS.glob("*/*") if not path.name.endswith(".expected.json")]
    return [pytest.param(path, id=path.name) for path in sorted([*fixtures, *EPISODES.iterdir()])]


def expected_of(source: Path) -> Path:
    """Return where the summary of a source stands."""
    folder = READERS / "episodes" if source.parent == EPISODES else source.parent
    return folder / f"{source.name}.expected.json"


def seconds(ms: int | None) -> float | None:
    """Return seconds as the JSON has them."""
    return None if ms is None else float(format_seconds(ms))


def summary(episode: Episode) -> dict[str, Any]:
    """Return what somebody can check against the source by eye."""
    return {
        "title": episode.title,
        "language": episode.language,
        "layout": episode.source.layout,
        "labels": dict(sorted(Counter(turn.label or "" for turn in episode.turns).items())),
        "chapters": [
            [chapter.line, seconds(chapter.start), chapter.title, chapter.first_turn]
            for chapter in episode.chapters
        ],
        "turns": [_turn(turn) for turn in episode.turns],
        "notes": [[note.line, note.turn, note.text.split("\n")[0][:60]] for note in episode.notes],
        "repairs": [[repair.line, repair.column, repair.before, repair.after] for repair in episode.repairs],
        "remarks": sorted({f"{remark.line}: {remark.code}" for remark in episode.diagnostics}),
    }


def _turn(turn: Turn) -> list[Any]:
    words = turn.text.split()
    begins = " ".join(words[:_WORDS])
    ends = " ".join(words[_WORDS:][-2:])
    more = {
        "paragraphs": turn.text.count("\n\n") + 1 if "\n\n" in turn.text else None,
        "anchors": [[offset, seconds(time)] for offset, time in turn.anchors] or None,
        "marks": [f"{mark.kind} {turn.text[mark.start : mark.end]}".strip() for mark in turn.marks] or None,
    }
    said = f"{begins} … {ends}" if ends else begins
    shown = {key: value for key, value in more.items() if value}
    return [turn.line, turn.label, seconds(turn.start), said, *([shown] if shown else [])]


def written(found: dict[str, Any]) -> str:
    """Return a summary as JSON with an element a line."""
    rows = []
    for key, value in found.items():
        shown = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and value:
            elements = ",\n".join(f"    {json.dumps(element, ensure_ascii=False)}" for element in value)
            shown = f"[\n{elements}\n  ]"
        rows.append(f"  {json.dumps(key)}: {shown}")
    return "{\n" + ",\n".join(rows) + "\n}\n"


@pytest.mark.parametrize("source", sources())
def test_an_episode_is_read_as_a_person_reads_it(source: Path, request: pytest.FixtureRequest) -> None:
    """Title, layout, labels, chapters, turns, notes, repairs and remarks are those of the summary."""
    found = summary(read(source.read_bytes(), name=source.name))
    expected = expected_of(source)
    if request.config.getoption("--accept"):
        expected.write_text(written(found), encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


def test_every_summary_has_its_source() -> None:
    """No summary is left behind by a source that went away."""
    wanted = {expected_of(parameter.values[0]) for parameter in sources()}  # type: ignore[attr-defined]
    assert set(READERS.glob("*/*.expected.json")) == wanted
