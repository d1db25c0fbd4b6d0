"""Cue: turns are cut into timed blocks of at most two lines, by broadcasters' rules; those of captions are kept."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import EpiscriptError, diagnose
from episcript.cues.doubt import doubt_of
from episcript.cues.frames import on_frames
from episcript.cues.gaps import closed
from episcript.cues.kept import keeps, kept
from episcript.cues.languages import classes_of, language_of, language_remark
from episcript.cues.pace import relaxed
from episcript.cues.parts import Label, cut_turn
from episcript.cues.profile import limits_of
from episcript.cues.timing import believed, cue_times, episode_curve, places, with_room
from episcript.cues.width import columns
from episcript.cues.words import Lexicon
from episcript.model import Cue
from episcript.refusal import nothing_to_show
from episcript.times import middle

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from episcript.cues.doubt import Doubt
    from episcript.cues.parts import Part
    from episcript.cues.profile import Profile
    from episcript.cues.timing import Curve
    from episcript.model import Diagnostic, Episode, Options, Turn

_SHOWN: dict[str, Callable[[str | None, str | None], bool]] = {
    "change": lambda name, before: name != before,
    "always": lambda _name, _before: True,
    "never": lambda _name, _before: False,
}
"""Whether a turn shows its name, by the name and that of the turn before."""


class Cut(NamedTuple):
    """The cues of an episode and what there is to say about them."""

    cues: tuple[Cue, ...]
    diagnostics: tuple[Diagnostic, ...]


class Draft(NamedTuple):
    """The index of a turn, its span in the episode, its voice, the label it shows, and its parts, not yet timed."""

    turn: int
    span: tuple[int, int]
    speaker: str | None
    label: Label
    parts: list[Part]


def cut(episode: Episode, options: Options, format: str, profile: Profile | None = None) -> Cut:  # noqa: A002
    """Return the cues of `episode`, rising and never overlapping; `format` names what they are for, in errors and for the usual limits.

    The cues of a caption source are kept as they are, unless `options.recut` is set; these may overlap and fall. Each
    other cue is a part of one turn and of one of its paragraphs. Raises `EpiscriptError` where no turn has words
    (`nothing-to-write`) and where no clock is known and `options.estimate_times` is not set (`no-clock`).

    >>> from episcript.model import Episode, Options, Turn
    >>> turns = (Turn("Hello there.", "Ann", "Ann", 0, end=2_000), Turn("Hi.", "Bo", "Bo", 2_000, end=3_000))
    >>> [(cue.start, cue.end, cue.label, cue.lines) for cue in cut(Episode(turns=turns), Options(), "srt").cues]
    [(0, 2000, 'Ann', ('Hello there.',)), (2000, 3000, 'Bo', ('Hi.',))]
    """
    whole = {index for index, turn in enumerate(episode.turns) if keeps(turn, options)}
    if len(whole) == len(episode.turns) and any(turn.text for turn in episode.turns):
        return Cut(tuple(_kept(episode.turns, whole, options)), ())
    made = _cut(episode, options, format, profile, whole)
    if not whole:
        return made
    cues = sorted((*made.cues, *_kept(episode.turns, whole, options)), key=lambda cue: cue.turn)
    return made._replace(cues=tuple(cues))


def _kept(turns: Sequence[Turn], whole: Container[int], options: Options) -> Iterator[Cue]:
    """Yield the cues of the turns in `whole`, with the name where the source had it, or as the options say."""
    before: str | None = None
    for index, turn in enumerate(turns):
        name = turn.speaker or turn.label
        if index in whole:
            rule = options.speaker_labels
            first = rule is None or _SHOWN[rule](name, before)
            yield from kept(turn, index, name, options, first=first)
        before = name


def _cut(
    episode: Episode,
    options: Options,
    format: str,  # noqa: A002
    given: Profile | None,
    whole: Container[int],
) -> Cut:
    """Return the cues of the turns that are not in `whole`, and what there is to say about them."""
    curve = _curve(episode, options, format)
    language = language_of(episode.language, [turn.text for turn in episode.turns])
    profile = given or limits_of(options, format, language)
    drafts = list(
        _drafts(episode, curve, options, profile, whole, lexicon=Lexicon(classes_of(language or "")))
    )
    intervals = [(curve.at(begin), curve.at(end)) for begin, end in (draft.span for draft in drafts)]
    roomy, borrowers = with_room(
        intervals, [(profile.shortest + profile.gap) * len(draft.parts) for draft in drafts]
    )
    begins = places(episode.turns)
    doubt = doubt_of(episode.turns, begins, list(believed(episode.turns, begins)), options.duration)
    cues = [
        cue
        for draft, interval in zip(drafts, roomy, strict=True)
        for cue in _timed(draft, curve.between(*draft.span, *interval), profile, doubt)
    ]
    shown = tuple(closed(cues, profile))
    fast = _fast(shown, drafts)
    told = (
        *_remarks(shown, fast, borrowers, profile),
        *language_remark(episode.language, language, episode.turns),
    )
    return Cut(tuple(on_frames(shown, options.fps)) if options.fps else shown, told)


def _curve(episode: Episode, options: Options, format: str) -> Curve:  # noqa: A002
    """Return the times of `episode`, or raise `EpiscriptError` where there is nothing to time or nothing to time by."""
    if not any(turn.text.strip() for turn in episode.turns):
        raise nothing_to_show(format, episode)
    curve = episode_curve(episode.turns, options.duration, estimate=options.estimate_times)
    if curve is None:
        raise EpiscriptError(diagnose("no-clock", format=format))
    return curve


def _drafts(  # noqa: PLR0913 - what a cut is made of
    episode: Episode,
    curve: Curve,
    options: Options,
    profile: Profile,
    whole: Container[int],
    *,
    lexicon: Lexicon,
) -> Iterator[Draft]:
    """Return the turns that have words, cut into parts, each with its label where it is to be shown."""
    turns = episode.turns
    begins = places(turns)
    before: str | None = None
    for index, turn in enumerate(turns):
        if turn.text.strip():
            span = begins[index], begins[index + 1] - 1
            spoken = curve.between(*span, *map(curve.at, span)).spoken()
            name = turn.speaker or turn.label
            label = Label(
                name if _SHOWN[options.speaker_labels or "change"](name, before) else None,
                options.speaker_labels == "always",
            )
            before = name
            if index not in whole:
                yield Draft(
                    index, span, turn.speaker, label, cut_turn(turn.text, spoken, label, lexicon, profile)
                )


def _timed(draft: Draft, curve: Curve, profile: Profile, doubt: Doubt) -> Iterator[Cue]:
    """Yield the cues of one turn: each lasts until the next or the end of the turn, but no longer than it may."""
    times = _paced(draft.parts, curve, profile)
    begin = draft.span[0]
    for number, ((start, following), part) in enumerate(zip(pairwise(times), draft.parts, strict=True)):
        end = max(start + 1, min(following - profile.gap, start + profile.longest))
        label, off = draft.label.on(number), doubt.at(begin + part.offset, start)
        yield Cue(start, end, part.lines, draft.turn, label, draft.speaker, uncertainty=off)


def _paced(parts: Sequence[Part], curve: Curve, profile: Profile) -> list[int]:
    """Return the boundaries of the cues of a turn (ms): no cue too short, none faster to read than it has to be."""
    offsets = [part.offset for part in parts]
    least = profile.shortest + profile.gap
    times = cue_times(curve, offsets, least)
    known = [place for place, offset in enumerate(offsets) if offset in curve.offsets]
    needs = [part.reading + profile.gap for part in parts]
    return relaxed(times, needs, known, least)


def _fast(cues: Iterable[Cue], drafts: Iterable[Draft]) -> int:
    """Return how many of the cues, which are those of the drafts, are gone before they can be read."""
    parts = (part for draft in drafts for part in draft.parts)
    return sum(cue.end - cue.start < part.reading for cue, part in zip(cues, parts, strict=True))


def _remarks(cues: Sequence[Cue], fast: int, borrowers: int, profile: Profile) -> Iterator[Diagnostic]:
    if borrowers:
        yield diagnose("cue-borrowed", count=borrowers)
    if fast:
        yield diagnose("cue-too-fast", count=fast, all=len(cues), cps=f"{profile.cps:g}")
    if wide := sum(_columns(cue) > profile.width for cue in cues):
        yield diagnose("word-too-wide", count=wide)


def _columns(cue: Cue) -> int:
    """Return the columns of the widest line, the label counted in the first."""
    head = f"{cue.label}: " if cue.label else ""
    return max(columns(head + cue.lines[0]), *map(columns, cue.lines))


def uncertainty(cues: Sequence[Cue]) -> int:
    """Return the median uncertainty (ms) of `cues`, 0 where most are as the source has them.

    >>> uncertainty([Cue(0, 900, ("Hi.",), 0, uncertainty=300), Cue(900, 1_800, ("Yes.",), 0, uncertainty=500)])
    300
    """
    return int(middle(cue.uncertainty for cue in cues))
