"""The episode as the program holds it: frozen values, times in whole milliseconds, offsets in code points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

ProfileName = Literal["standard", "netflix", "bbc", "ted", "podcast", "cjk"]
Severity = Literal["error", "warning", "suggestion", "info"]
TimeSource = Literal["given", "next", "previous", "estimated", "aligned"]
AnchorSource = Literal["stamp", "cue", "word", "aligned"]
MarkKind = Literal["link", "em", "strong", "code", "sound", "note"]
Role = Literal["front", "note", "chapter", "label", "clock", "text", "markup", "link", "skipped"]

Anchor = tuple[int, int]
"""An offset in the turn's text (code points) and the time known there (ms)."""

Labelled = tuple[int, str]
"""An offset in the turn's text and the label that a caption source wrote there."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something to say about a source; shown to people as a remark.

    `line` counts from 1 in the source as given, `None` where the whole file is meant. The codes are in `codes`.
    """

    code: str
    severity: Severity
    line: int | None
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """The receipt of one change: `before` stood at `line` and `column` (both from 1) and became `after` by `rule`.

    A changed encoding of the whole file has neither line nor column, the codec as `before` and the rule `decode`. A chapter
    that was mended has no column; `before` and `after` are its clock and title, `after` is empty where it was left out.
    """

    line: int | None
    column: int | None
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Emphasis, a link, a sound or a footnote reference on `text[start:end]` of a turn.

    `target` is a URL for a link, the index of a note in decimal digits for a footnote reference (where
    `start == end`), else `None`.
    """

    start: int
    end: int
    kind: MarkKind
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of speech by one speaker.

    `label` is the speaker as the source writes it here, `speaker` the person (`None` where nobody is named, or where
    the label names no person). `start` and `end` are ms since the episode began, each with its source. `anchors` are
    times known inside the turn, rising in offset. `line_breaks` are offsets at which a caption source broke a line; one
    at 0 says that the turn begins inside the cue in which the one before ends. `confidence` (0 to 1) says how well an
    aligned turn was found. `line` is the source line of the head, from 1. `labelled` are offsets at which a caption
    source wrote the label again, beside the one at the beginning, each with the label.
    """

    text: str
    label: str | None = None
    speaker: str | None = None
    start: int | None = None
    start_source: TimeSource | None = None
    end: int | None = None
    end_source: TimeSource | None = None
    chapter: int | None = None
    anchors: tuple[Anchor, ...] = ()
    anchor_source: AnchorSource | None = None
    confidence: float | None = None
    line_breaks: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    line: int | None = None
    labelled: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A titled part of the episode that begins at `start` (ms).

    `first_turn` and `last_turn` are indexes into the turns, both inclusive, both `None` where it holds none. `end_source`
    is `given` where the source says when the chapter ends, `next` where the chapter behind it does.
    """

    title: str
    start: int | None = None
    start_source: TimeSource | None = None
    end: int | None = None
    first_turn: int | None = None
    last_turn: int | None = None
    url: str | None = None
    image: str | None = None
    hidden: bool = False
    line: int | None = None
    end_source: TimeSource | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person of the episode: the labels as found, the number of turns and words, the speaking time in ms."""

    name: str
    labels: tuple[str, ...]
    turns: int
    words: int
    duration: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """Text of the source that is not speech, as it was written; it stands before turn `turn`.

    `turn` equals the number of turns for a note behind the last one.
    """

    text: str
    line: int | None
    turn: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where an episode came from: base name, reader, learned layout in words, encoding, SHA-256 of the bytes."""

    name: str | None = None
    format: str | None = None
    layout: str | None = None
    encoding: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """A whole episode: what a reader returns, what the stages enrich, what a writer takes.

    `metadata` holds the front matter with its scalars as strings; `front` its block as it was written, or `None`.
    """

    title: str | None = None
    subtitle: str | None = None
    date: str | None = None
    language: str | None = None
    metadata: dict[str, object] = field(default_factory=dict)
    front: str | None = None
    source: Source = field(default_factory=Source)
    speakers: tuple[Speaker, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    turns: tuple[Turn, ...] = ()
    notes: tuple[Note, ...] = ()
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Cue(NamedTuple):
    """A timed block on screen: `lines` of the text of one turn, from `start` to `end` (ms).

    `label` is to be shown before the first line (it counts in the width), `None` where it is not shown.
    `speaker` is the voice of the turn, shown or not. `turn` is the index of the turn. `marks` (emphasis that a caption
    source had) have offsets in the lines joined by line feeds. `goes_on` says that it is the rest of the cue before,
    in which the voice changed. `uncertainty` is how far off the start is likely to be (ms, half of all are nearer).
    """

    start: int
    end: int
    lines: tuple[str, ...]
    turn: int
    label: str | None = None
    speaker: str | None = None
    marks: tuple[Mark, ...] = ()
    goes_on: bool = False
    uncertainty: int = 0


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What became of `text[start:end]` of the repaired source.

    `path` names the string of the model (`turns/3/text`, `chapters/0/title`, `front` …) and `became` the plain text
    that the span gave it; both are `None` for the roles `markup`, `link` and `skipped`.
    """

    start: int
    end: int
    role: Role
    path: str | None = None
    became: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that a caller can ask of `read` and `write`; the names are those of the command line's options.

    `language` is a BCP 47 tag. `max_bytes` bounds the source. `times` says which clocks Markdown shows.
    `speaker_labels` is `None` for "as the source has it" where cues are kept, and for `change` elsewhere. `recut` cuts
    the cues of a caption source anew. `speaker` holds pairs of a label and the person it means, `glossary` names as they
    are written; `repair_bleed` and `merge_turns` apply what `check` suggests. `profile` names the limits of cues, `None` is the usual one of the format.
    `repair_chapters` does what needs no judgement to make players take the chapters. `max_chars` to `min_gap` each take
    the place of a limit of the profile (columns, lines, characters a second, ms). `fps` lets cues begin and end on frames.
    `shift` moves the clocks of the transcript, not those of its chapters: each pair is (from that time on, by so much), in
    ms. `long_gaps` says what becomes of a gap that is too long for the words before it.
    """

    from_format: str | None = None
    encoding: str | None = None
    language: str | None = None
    max_bytes: int = 64 * 1024 * 1024
    times: Literal["turn", "chapter", "none"] = "turn"
    notes: bool = True
    per: Literal["turn", "chapter", "cue"] = "turn"
    speaker_labels: Literal["change", "always", "never"] | None = None
    estimate_times: bool = False
    duration: int | None = None
    recut: bool = False
    repair_chapters: bool = False
    speaker: tuple[tuple[str, str], ...] = ()
    merge_turns: bool = False
    repair_bleed: bool = False
    glossary: tuple[str, ...] = ()
    profile: ProfileName | None = None
    max_chars: int | None = None
    max_lines: int | None = None
    max_cps: float | None = None
    min_duration: int | None = None
    max_duration: int | None = None
    min_gap: int | None = None
    fps: float | None = None
    shift: tuple[tuple[int, int], ...] = ()
    long_gaps: Literal["cut", "keep"] = "cut"
