"""Records that nobody has seen: episodes in made-up schemas of JSON, JSON Lines, XML, delimited text and tables, with their truth.

Run as a script it prints what is read wrongly: `python tests/record_generator.py 2000`.
"""

from __future__ import annotations

import json
import random
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from episcript.codes import EpiscriptError
from episcript.pipeline import read
from layout_words import ENGLISH, NAMES, OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from episcript.model import Turn

KEYS = (
    {"text": "text", "start": "start", "end": "end", "duration": "duration", "speaker": "speaker", "list": "segments"},
    {"text": "body", "start": "startTime", "end": "endTime", "duration": "dur", "speaker": "speaker", "list": "segments"},
    {"text": "transcript", "start": "start_time", "end": "end_time", "duration": "duration", "speaker": "speaker_label", "list": "utterances"},
    {"text": "content", "start": "begin", "end": "end", "duration": "length", "speaker": "name", "list": "items"},
    {"text": "line", "start": "from", "end": "to", "duration": "dur", "speaker": "who", "list": "lines"},
    {"text": "utterance", "start": "ts", "end": "end_ts", "duration": "d", "speaker": "spk", "list": "results"},
    {"text": "sentence", "start": "t0", "end": "t1", "duration": "dur", "speaker": "participant", "list": "data"},
    {"text": "Text", "start": "Beginn", "end": "Ende", "duration": "Dauer", "speaker": "Sprecher", "list": "Abschnitte"},
    {"text": "texte", "start": "debut", "end": "fin", "duration": "duree", "speaker": "locuteur", "list": "interventions"},
    {"text": "texto", "start": "inicio", "end": "fin", "duration": "duracion", "speaker": "hablante", "list": "turnos"},
    {"text": "testo", "start": "inizio", "end": "fine", "duration": "durata", "speaker": "parlante", "list": "interventi"},
    {"text": "テキスト", "start": "開始", "end": "終了", "duration": "長さ", "speaker": "話者", "list": "発言一覧"},
    {"text": "текст", "start": "начало", "end": "конец", "duration": "длительность", "speaker": "спикер", "list": "реплики"},
    {"text": "caption", "start": "offset", "end": "stop", "duration": "duration", "speaker": "channel_name", "list": "captions"},
    {"text": "said", "start": "timestamp", "end": "until", "duration": "len", "speaker": "voice", "list": "rows"},
)  # fmt: skip
FORMS = ("json", "json", "json", "json", "jsonl", "csv", "xml", "xml", "table")
GRAINS = (
    "turns",
    "turns",
    "segments",
    "segments with words",
    "words",
    "turns of sentences",
    "turns of words",
)
UNITS = ("s", "s", "ms", "ticks", "clock", "clock ms", "iso", "google", "string")
TIMES = ("end", "end", "duration", "start", "nested", "pair")
SPEAKERS = ("name", "name", "number", "id", "id with records", "id with members", "list", "object", "none")
AROUND = ("root", "key", "key", "deep", "sections")
EXTRAS = (
    "index",
    "confidence",
    "tokens",
    "language",
    "flag",
    "uuid",
    "second time",
    "whole text",
    "more words",
    "metadata",
)
FLAT = frozenset({"csv", "table", "jsonl"})
RECORDS = 20


@dataclass(frozen=True)
class Spec:
    """The factors of one schema."""

    seed: int
    form: str
    grain: str
    unit: str
    times: str
    speakers: str
    around: str
    keys: dict[str, str]
    extras: frozenset[str]
    language: str
    indent: int | None


class Spoken(NamedTuple):
    """A turn as it must be read: times in ms, `end` `None` where the records have none."""

    label: str | None
    start: int | None
    end: int | None
    text: str


class Made(NamedTuple):
    """A source and what must be read from it."""

    source: str
    turns: list[Spoken]


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class _Part(NamedTuple):
    """A sentence of one speaker with its words."""

    who: int
    words: list[_Word]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def pick(seed: int) -> Spec:
    """Return the schema of a seed."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    form = rng.choice(FORMS)
    flat = form in FLAT
    extras = {extra for extra in EXTRAS if rng.random() < 0.3}
    spec = Spec(
        seed,
        form,
        rng.choice(GRAINS[:3] if flat and form != "jsonl" else GRAINS),
        rng.choice(UNITS),
        rng.choice(TIMES[:4] if flat or form == "xml" else TIMES),
        rng.choice(SPEAKERS),
        "root" if flat else rng.choice(AROUND[1:] if form == "xml" else AROUND),
        rng.choice(KEYS),
        frozenset(extras),
        rng.choice(["en", "en", *sorted(set(OTHERS) - {"zh", "ja"})]),
        rng.choice([None, 1, 4]),
    )
    return coherent(spec)


def coherent(spec: Spec) -> Spec:
    """Return the schema without what its form cannot hold, or what nobody could tell."""
    changes: dict[str, Any] = {}
    if spec.form in {"csv", "table"} and spec.speakers in {
        "object",
        "list",
        "id with records",
        "id with members",
    }:
        changes["speakers"] = "name"
    if spec.form in {"jsonl", "xml"} and spec.speakers in {"list", "id with members", "object"}:
        changes["speakers"] = "number"
    if spec.form == "jsonl" and spec.speakers == "id with records":
        changes["speakers"] = "id"
    if spec.around == "root" and spec.speakers in {"list", "id with records", "id with members"}:
        changes["speakers"] = "name"
    if spec.grain == "words" and spec.unit == "clock":
        changes["unit"] = "clock ms"
    return Spec(**{**spec.__dict__, **changes})


def _episode(rng: random.Random, spec: Spec) -> tuple[list[_Part], list[str]]:
    """Return the sentences of an episode and the names of its speakers."""
    pool = ENGLISH if spec.language == "en" else OTHERS[spec.language]
    own = spec.language in NAMES
    style = (
        spec.language
        if own
        else rng.choice(
            ("full", "first", "initials", "handle", "speaker", "machine", "title", "capitals", "role")
        )
    )
    names = rng.sample(NAMES[style], 3)[: rng.choice([2, 2, 3])]
    parts: list[_Part] = []
    clock, who = rng.choice([0, 350, 1_250]), 0
    turns = 0
    while turns < RECORDS:
        for _ in range(rng.choice([1, 1, 2, 3])):
            words: list[_Word] = []
            for said in re.findall(r"(?:[«„][ \u00a0])?\S*\w\S*(?: [^\w\s«„]+(?!\S))*", rng.choice(pool)):
                length = max(90, len(said) * rng.randint(50, 75))
                words.append(_Word(said, clock, clock + length))
                clock += length + rng.choice([0, 10, 40])
            parts.append(_Part(who, words))
            clock += rng.choice([20, 200, 900])
        turns += 1
        who = rng.choice([one for one in range(len(names)) if one != who])
    return parts, names


def _runs(parts: list[_Part]) -> list[list[_Part]]:
    runs: list[list[_Part]] = []
    for part in parts:
        if runs and runs[-1][0].who == part.who:
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


class _Writer:
    """Writes the values of one schema."""

    def __init__(self, spec: Spec, rng: random.Random, names: list[str]) -> None:
        self.spec, self.rng, self.names = spec, rng, names
        self.ids = [
            f"{rng.choice(['spk', 'SPEAKER', 'S', 'speaker'])}_{number:02d}" for number in range(len(names))
        ]
        self.ids = [f"{self.ids[0][:-2]}{number:02d}" for number in range(len(names))]

    def label(self, who: int) -> str | None:
        """Return the speaker as the file must be read."""
        kind = self.spec.speakers
        if kind == "none":
            return None
        if kind == "number":
            return str(who)
        return self.ids[who] if kind == "id" else self.names[who]

    def speaker(self, who: int) -> Any:
        """Return the speaker as the file has it."""
        kind = self.spec.speakers
        if kind in {"number", "list"}:
            return who
        if kind in {"id", "id with records", "id with members"}:
            return self.ids[who]
        if kind == "object":
            return {"id": 4000 + who * 7, "name": self.names[who], "url": f"https://example.org/p/{who}"}
        return self.names[who]

    def time(self, ms: int) -> Any:
        """Return a time as the file has it."""
        hours, rest = divmod(ms, 3_600_000)
        minutes, rest = divmod(rest, 60_000)
        seconds, part = divmod(rest, 1_000)
        return {
            "s": ms / 1000,
            "ms": ms,
            "ticks": ms * 10_000,
            "clock": f"{hours:02d}:{minutes:02d}:{seconds:02d}",
            "clock ms": f"{hours:02d}:{minutes:02d}:{seconds:02d}.{part:03d}",
            "iso": f"PT{ms // 60_000}M{ms % 60_000 / 1000}S" if ms >= 60_000 else f"PT{ms / 1000}S",
            "google": f"{ms / 1000:.3f}s",
            "string": f"{ms / 1000:.3f}",
        }[self.spec.unit]

    def rounded(self, ms: int) -> int:
        """Return what a reader can know of a time."""
        return ms - ms % 1_000 if self.spec.unit == "clock" else ms

    def record(self, start: int, end: int, who: int | None, inside: dict[str, Any]) -> dict[str, Any]:
        """Return a record with its keys in some order."""
        keys, spec = self.spec.keys, self.spec
        members: dict[str, Any] = dict(inside)
        if spec.times == "nested":
            members["times"] = {keys["start"]: self.time(start), keys["end"]: self.time(end)}
        elif spec.times == "pair":
            members["timestamp"] = [self.time(start), self.time(end)]
        else:
            members[keys["start"]] = self.time(start)
            if spec.times == "end":
                members[keys["end"]] = self.time(end)
            elif spec.times == "duration":
                members[keys["duration"]] = self.time(end - start)
        if who is not None and spec.speakers != "none":
            members[keys["speaker"]] = self.speaker(who)
        order = random.Random(spec.seed).sample(sorted(members), len(members))  # noqa: S311 - no secret
        return {key: members[key] for key in order}

    def nothing(self, number: int) -> dict[str, Any]:
        """Return the keys that mean nothing."""
        extras = self.spec.extras
        found: dict[str, Any] = {}
        if "index" in extras:
            found["id"] = number
        if "confidence" in extras:
            found["confidence"] = round(self.rng.uniform(0.7, 1), 4)
        if "tokens" in extras and self.spec.form not in {"csv", "table", "xml"}:
            found["tokens"] = [self.rng.randint(200, 50_000) for _ in range(5)]
        if "language" in extras:
            found["lang"] = self.spec.language
        if "flag" in extras:
            found["is_final"] = True
        if "uuid" in extras:
            found["uuid"] = f"{self.rng.getrandbits(64):016x}"
        return found


def _records(writer: _Writer, parts: list[_Part]) -> tuple[list[dict[str, Any]], list[Spoken]]:
    """Return the records of an episode and the turns that they are."""
    spec, keys = writer.spec, writer.spec.keys
    if spec.grain == "words":
        every = [(part.who, word) for part in parts for word in part.words]
        made = [
            writer.record(word.start, word.end, who, {keys["text"]: word.text} | writer.nothing(number))
            for number, (who, word) in enumerate(every)
        ]
    elif spec.grain.startswith("segments"):
        made = []
        for number, part in enumerate(parts):
            inside: dict[str, Any] = {keys["text"]: part.text} | writer.nothing(number)
            if spec.grain == "segments with words":
                inside["words"] = [_word(writer, word) for word in part.words]
            made.append(writer.record(part.words[0].start, part.words[-1].end, part.who, inside))
    else:
        made = [_turn(writer, run, number) for number, run in enumerate(_runs(parts))]
    return made, [_spoken(writer, run) for run in _runs(parts)]


def _word(writer: _Writer, word: _Word) -> dict[str, Any]:
    return writer.record(word.start, word.end, None, {"word": word.text})


def _turn(writer: _Writer, run: list[_Part], number: int) -> dict[str, Any]:
    keys, grain = writer.spec.keys, writer.spec.grain
    inside: dict[str, Any] = writer.nothing(number)
    if grain == "turns":
        inside[keys["text"]] = " ".join(part.text for part in run)
    elif grain == "turns of sentences":
        inside["parts"] = [
            writer.record(part.words[0].start, part.words[-1].end, None, {keys["text"]: part.text})
            for part in run
        ]
    else:
        inside["words"] = [_word(writer, word) for part in run for word in part.words]
    return writer.record(run[0].words[0].start, run[-1].words[-1].end, run[0].who, inside)


def _spoken(writer: _Writer, run: list[_Part]) -> Spoken:
    has_end = writer.spec.times != "start"
    start, end = run[0].words[0].start, run[-1].words[-1].end
    if writer.spec.unit == "clock" and writer.spec.times == "duration" and writer.spec.grain == "turns":
        end = writer.rounded(start) + writer.rounded(end - start)
    return Spoken(
        writer.label(run[0].who),
        writer.rounded(start),
        writer.rounded(end) if has_end and writer.spec.unit != "clock" else None,
        " ".join(part.text for part in run),
    )


def make(spec: Spec) -> Made:
    """Return the source of a schema and its turns."""
    rng = random.Random(spec.seed)  # noqa: S311 - no secret
    parts, names = _episode(rng, spec)
    writer = _Writer(spec, rng, names)
    made, turns = _records(writer, parts)
    if spec.extras & {"second time"} and spec.unit in {"ms", "s"} and spec.grain in {"turns", "segments"}:
        for record, first in zip(made, _starts(spec, parts), strict=True):
            record["timecode"] = _clock(first)
    return Made(_FORMS[spec.form](spec, writer, made, parts), turns)


def _starts(spec: Spec, parts: list[_Part]) -> list[int]:
    if spec.grain == "turns":
        return [run[0].words[0].start for run in _runs(parts)]
    return [part.words[0].start for part in parts]


def _clock(ms: int) -> str:
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1_000 % 60:02d}"


def _document(spec: Spec, writer: _Writer, made: list[dict[str, Any]], parts: list[_Part]) -> Any:
    """Return the whole document around the records."""
    name, extras = spec.keys["list"], spec.extras
    if spec.around == "root":
        return made
    document: dict[str, Any] = {}
    if "metadata" in extras:
        document |= {"title": "The slow harbour", "date": "2024-05-01", "duration": 345.5, "model": "base-2"}
    if "whole text" in extras:
        document["full_text"] = " ".join(part.text for part in parts)
    if spec.speakers == "list":
        document["speakers"] = writer.names
    if spec.speakers == "id with records":
        document["speakers"] = [
            {"id": one, "name": name, "gender": "x"}
            for one, name in zip(writer.ids, writer.names, strict=True)
        ]
    if spec.speakers == "id with members":
        document["speaker_names"] = dict(zip(writer.ids, writer.names, strict=True))
    if spec.around == "sections":
        half = len(made) // 2
        document["sections"] = [{"number": 1, name: made[:half]}, {"number": 2, name: made[half:]}]
    elif spec.around == "deep":
        document["result"] = {"status": "done", "channel": {name: made}}
    else:
        document[name] = made
    if "more words" in extras and spec.grain == "turns" and spec.form == "json":
        document["word_list"] = [_word(writer, word) for part in parts for word in part.words]
    return document


def _json(spec: Spec, writer: _Writer, made: list[dict[str, Any]], parts: list[_Part]) -> str:
    return json.dumps(
        _document(spec, writer, made, parts), ensure_ascii=spec.seed % 2 == 0, indent=spec.indent
    )


def _jsonl(spec: Spec, writer: _Writer, made: list[dict[str, Any]], parts: list[_Part]) -> str:
    del writer, parts
    return "".join(json.dumps(record, ensure_ascii=spec.seed % 2 == 0) + "\n" for record in made)


def _csv(spec: Spec, writer: _Writer, made: list[dict[str, Any]], parts: list[_Part]) -> str:
    del writer, parts
    mark = random.Random(spec.seed).choice(",;\t|")  # noqa: S311 - no secret
    rows = [list(made[0]), *([str(record.get(key, "")) for key in made[0]] for record in made)]
    return "".join(mark.join(_quoted(cell, mark) for cell in row) + "\n" for row in rows)


def _quoted(cell: str, mark: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if mark in cell or '"' in cell else cell


def _table(spec: Spec, writer: _Writer, made: list[dict[str, Any]], parts: list[_Part]) -> str:
    del spec, writer, parts
    rows = [
        list(made[0]),
        ["---"] * len(made[0]),
        *([str(record.get(key, "")) for key in made[0]] for record in made),
    ]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in rows)


def _xml(spec: Spec, writer: _Writer, made: list[dict[str, Any]], parts: list[_Part]) -> str:
    attributes = spec.seed % 3 != 0
    document = _document(spec, writer, made, parts)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + "".join(_element("episode", document, spec.keys["text"] if attributes else None))


def _element(name: str, value: Any, said: str | None) -> Iterator[str]:
    if isinstance(value, list):
        yield f"<{name}-list>\n" if name != "words" else ""
        for one in value:
            yield from _element(name.removesuffix("s") or name, one, said)
        yield f"</{name}-list>\n" if name != "words" else ""
    elif isinstance(value, dict):
        if said is None:
            yield f"<{name}>\n"
            for key, inner in value.items():
                yield from _element(key, inner, said)
        else:
            told = {key: one for key, one in value.items() if not isinstance(one, dict | list)}
            text = told.pop(said, told.pop("word", None))
            yield f"<{name}" + "".join(f" {key}={quoteattr(str(one))}" for key, one in told.items()) + ">"
            yield escape(str(text)) if text is not None else "\n"
            for key, inner in value.items():
                if isinstance(inner, dict | list):
                    yield from _element(key, inner, said)
        yield f"</{name}>\n"
    else:
        yield f"<{name}>{escape(str(value))}</{name}>\n"


_FORMS = {"json": _json, "jsonl": _jsonl, "csv": _csv, "table": _table, "xml": _xml}


def failure_of(spec: Spec) -> str | None:
    """Return what is wrong with the reading of a schema, `None` where every turn is right."""
    made = make(spec)
    try:
        turns = read(made.source).turns
    except EpiscriptError as error:
        return f"refused: {error}"
    if spec.speakers == "none":
        said = " ".join(" ".join(turn.text for turn in turns).split())
        wanted = " ".join(turn.text for turn in made.turns)
        if any(turn.label for turn in turns):
            return f"invented {turns[0].label}"
        if said != wanted:
            return f"words: {said[:80]!r} for {wanted[:80]!r}"
        return None if turns[0].start == made.turns[0].start else f"start {turns[0].start}"
    if len(turns) != len(made.turns):
        return f"{len(turns)} turns for {len(made.turns)}"
    return next((fault for pair in zip(turns, made.turns, strict=True) if (fault := _fault(*pair))), None)


def _fault(turn: Turn, spoken: Spoken) -> str | None:
    if turn.label != spoken.label:
        return f"label {turn.label!r} for {spoken.label!r}"
    if " ".join(turn.text.split()) != spoken.text:
        return f"text {turn.text[:80]!r} for {spoken.text[:80]!r}"
    if turn.start != spoken.start:
        return f"start {turn.start} for {spoken.start}"
    given = turn.end if turn.end_source == "given" else None
    return None if spoken.end in {None, given} else f"end {given} for {spoken.end}"


def main() -> None:
    """Print the faults of as many schemas as are asked for."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    wrong = [(pick(seed), fault) for seed in range(count) if (fault := failure_of(pick(seed)))]
    for spec, fault in wrong[:40]:
        shown = f"{spec.form}, {spec.grain}, {spec.unit}, {spec.times}, {spec.speakers}, {spec.around}, {sorted(spec.extras)}"
        place = f"{spec.keys['text']}/{spec.keys['speaker']}, {spec.language}"
        print(f"{spec.seed}: {fault}\n     {shown}, {place}")  # noqa: T201 - a script
    print(f"{100 - 100 * len(wrong) / count:.2f} % of {count}")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
