"""The form of the JSON: keys in order, an element a line, exact decimals, nothing escaped to ASCII."""

from __future__ import annotations

import json

from hypothesis import given

from episcript.model import Chapter, Episode, Mark, Options, Repair, Source, Speaker, Turn
from episcript.writers import json as writer
from strategies import episodes

EPISODE = Episode(
    title="Low water",
    metadata={"tags": ["sea", "Zoë"]},
    source=Source("talk.md", "md"),
    speakers=(Speaker("Ann", ("Ann", "ANN"), 1, 2, 88_000),),
    chapters=(Chapter("Intro", start=0, start_source="given"),),
    turns=(
        Turn(
            "Zoë, hi.",
            "Ann",
            "Ann",
            0,
            "given",
            88_000,
            "next",
            0,
            ((5, 1_500),),
            "stamp",
            marks=(Mark(0, 3, "em"),),
            line=3,
        ),
        Turn("Hi."),
    ),
    repairs=(Repair(3, 1, "ZoÃ«", "Zoë", "mojibake"),),
)

WRITTEN = """\
{"schema": "episcript/1",
 "title": "Low water",
 "subtitle": null,
 "date": null,
 "language": null,
 "metadata": {"tags": ["sea", "Zoë"]},
 "front": null,
 "source": {"name": "talk.md", "format": "md", "layout": null, "encoding": null, "sha256": null},
 "speakers": [
  {"name": "Ann", "labels": ["Ann", "ANN"], "turns": 1, "words": 2, "seconds": 88.0}
 ],
 "chapters": [
  {"title": "Intro", "start": 0.0, "start_source": "given", "end": null, "first_turn": null, "last_turn": null, \
"url": null, "image": null, "hidden": false, "line": null, "end_source": null}
 ],
 "turns": [
  {"speaker": "Ann", "label": "Ann", "start": 0.0, "start_source": "given", "end": 88.0, "end_source": "next", "chapter": 0, \
"text": "Zoë, hi.", "anchors": [[5, 1.5]], "anchor_source": "stamp", "confidence": null, "line_breaks": [], \
"marks": [[0, 3, "em", null]], "line": 3, "labelled": []},
  {"speaker": null, "label": null, "start": null, "start_source": null, "end": null, "end_source": null, "chapter": null, \
"text": "Hi.", "anchors": [], "anchor_source": null, "confidence": null, "line_breaks": [], "marks": [], "line": null, "labelled": []}
 ],
 "notes": [],
 "repairs": [
  {"line": 3, "column": 1, "before": "ZoÃ«", "after": "Zoë", "rule": "mojibake"}
 ],
 "diagnostics": []}
"""


def test_the_form_is_that_of_the_schema() -> None:
    """Keys in order, an array element a line, decimal points, UTF-8 as it is, one newline at the end."""
    assert writer.write(EPISODE, Options()) == WRITTEN


@given(episodes)
def test_any_content_is_valid_json_with_an_element_a_line(episode: Episode) -> None:
    """Every line inside an array is one element, whatever its strings hold."""
    text = writer.write(episode, Options())
    document = json.loads(text)
    arrays = ("speakers", "chapters", "turns", "notes", "repairs", "diagnostics")
    elements = [
        json.loads(line.strip(" ").removesuffix(",")) for line in text.split("\n") if line.startswith("  {")
    ]
    assert elements == [element for array in arrays for element in document[array]]
    assert text.endswith("}\n")
