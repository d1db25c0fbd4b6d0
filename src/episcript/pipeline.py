"""The whole program on one screen: bytes to an episode, an episode to text."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from episcript import registry
from episcript.chapters.bring import bring, titles_of
from episcript.chapters.mend import repair_chapters
from episcript.chapters.offset import shifted
from episcript.codes import EpiscriptError, diagnose
from episcript.decode import decode
from episcript.enrich import enrich
from episcript.enrich.shift import moved
from episcript.model import Options, Source
from episcript.repair import repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from episcript.check import Finding
    from episcript.decode import Decoded
    from episcript.model import Diagnostic, Episode, LedgerEntry
    from episcript.reading import Reading
    from episcript.registry import PartWriter
    from episcript.repair import Mended

SAMPLE = 64 * 1024
"""Detection sees this many characters."""
_THIN_MARGIN = 0.05


def read(data: bytes | str, *, name: str | None = None, options: Options | None = None) -> Episode:
    r"""Return the episode in `data`, the bytes (or text) of a source in any layout.

    `name` is recorded as `source.name`, nothing else depends on it. Raises `EpiscriptError` where the source is no
    text, or where the reader asked for finds nothing of its format.

    >>> read("**Ann:** Hello.\n\n**Bo:** Hi, Ann.").turns[1].speaker
    'Bo'
    """
    options = options or Options()
    return _tied(moved(_found(data, options, name), options.shift), options)


def read_chapters(data: bytes | str, *, name: str | None = None, options: Options | None = None) -> Episode:
    r"""Return the episode in `data`, of which only the chapters are wanted: what can be chapters is.

    A bare list is chapters however its titles read, and so are captions of 10 s or more that follow one another.
    Raises `EpiscriptError` like `read`.

    >>> [chapter.title for chapter in read_chapters("0:00 Start.\n0:12 What now?\n").chapters]
    ['Start.', 'What now?']
    """
    options = options or Options()
    return _tied(_found(data, options, name, wanted=True), options)


def with_chapters(episode: Episode, chapters: Episode, options: Options | None = None) -> Episode:
    r"""Return `episode` with the chapters of another in the place of its own, tied to its turns.

    >>> talk, listed = read("**Ann** [0:01]: Hello.\n\n**Bo** [0:30]: Hi."), read_chapters("0:00 Start\n0:30 Bo\n")
    >>> [turn.chapter for turn in with_chapters(talk, listed).turns]
    [0, 1]
    """
    source = chapters.source.name or "another file"
    return _tied(bring(episode, chapters.chapters, source=source), options or Options())


def listed_chapters(episode: Episode) -> Episode:
    """Return an episode that brings chapters: its own, else its lines as titles without clocks.

    Raises `EpiscriptError` where it is neither.
    """
    chapters = episode.chapters or titles_of(episode)
    if not chapters:
        raise EpiscriptError(diagnose("no-chapters"))
    return replace(episode, chapters=chapters)


def _tied(episode: Episode, options: Options) -> Episode:
    """Return the episode with its chapters mended where that is asked for, and everything derived."""
    mended = repair_chapters(episode) if options.repair_chapters else episode
    found = enrich(mended, options)
    if options.speaker or options.repair_bleed or options.merge_turns or options.glossary:
        from episcript.check.suggest import applied  # noqa: PLC0415 - rare

        found = enrich(applied(found, options), options)
    beside = tuple(shifted(found.chapters, found.turns))
    return replace(found, diagnostics=(*found.diagnostics, *beside)) if beside else found


class Checked(NamedTuple):
    """What `check` returns: the episode, the source text that lines count in, and what there is to say about them."""

    episode: Episode
    text: str
    findings: tuple[Finding, ...]


def check(
    data: bytes | str, *, name: str | None = None, options: Options | None = None, formats: Sequence[str] = ()
) -> Checked:
    r"""Return the episode in `data` with everything that is odd about it, by line; raises what `read` raises.

    What the writers of `formats` would say of it, and why one could not write it, is among the findings.

    >>> talk = "**Ann** [0:01]: Hello there.\n\n**Bo** [0:03]:\n\n**Ann** [0:05]: So, what now?\n\n**Bo** [0:07]: Well."
    >>> [(one.diagnostic.line, one.diagnostic.code) for one in check(talk).findings]
    [(3, 'turn-empty')]
    """
    from episcript.check import Case, examine  # noqa: PLC0415 - of no use to a conversion

    options = options or Options()
    opened = _opened(data, options)
    reading = _reading(opened, options)
    episode = _tied(moved(_named(reading, opened, options, name), options.shift), options)
    if reading.final:
        return Checked(episode, "", examine(Case(episode)))
    written = (one for format_ in formats for one in _written(episode, format_, options))
    return Checked(
        episode, opened.decoded.text, examine(Case(episode, opened.text, options.profile), written)
    )


def _written(episode: Episode, format_: str, options: Options) -> Iterable[Diagnostic]:
    """Return what there is to say when the episode is written in a format, or why it cannot be."""
    try:
        return render(episode, format_, options)[1]
    except EpiscriptError as error:
        return (error.diagnostic,)


def timed(episode: Episode, captions: Episode, options: Options | None = None) -> Episode:
    r"""Return `episode` with the times of `captions`, an episode that was read from captions of the same audio.

    Its words and the times that it gives stay. Captions that come in keep their times too, unless `options.recut` is
    set. Raises `EpiscriptError` where the captions have no times (`no-times`).

    >>> captions = read("WEBVTT\n\n00:04.000 --> 00:06.000\nand the tide came in")
    >>> timed(read("**Ann** [0:04]: And the tide came in."), captions).turns[0].anchor_source
    'aligned'
    """
    from episcript.align import align  # noqa: PLC0415 - compiled code, of no use without captions

    options = options or Options()
    if not any(turn.start is not None or turn.anchors for turn in captions.turns):
        raise EpiscriptError(diagnose("no-times"))
    if not options.recut and any(turn.anchor_source == "cue" for turn in episode.turns):
        return replace(episode, diagnostics=(*episode.diagnostics, diagnose("times-kept")))
    found = align(episode.turns, captions.turns)
    told = (*episode.diagnostics, *found.diagnostics)
    return enrich(replace(episode, turns=found.turns, diagnostics=told), options)


def reading_of(data: bytes | str, options: Options | None = None) -> Reading:
    """Return what the reader itself returns for `data`: for `--explain`, `check` and the tests of the laws."""
    options = options or Options()
    return _reading(_opened(data, options), options)


def ledger(data: bytes | str, options: Options | None = None) -> tuple[LedgerEntry, ...]:
    """Return what became of every character of the repaired source; offsets count in `repaired(data)`."""
    return reading_of(data, options).ledger()


def repaired(data: bytes | str, options: Options | None = None) -> str:
    """Return the text that the reader of `data` sees: decoded, and repaired where the reader does not repair strings."""
    return _opened(data, options or Options()).text


def write(episode: Episode, format: str, options: Options | None = None) -> str:  # noqa: A002 - the option's name
    """Return `episode` in `format`, the name of a writer; raises `EpiscriptError` where it would be empty.

    >>> print(write(read("**Ann** [00:00:01]: Hello there."), "txt"), end="")
    [00:00:01] Ann: Hello there.
    """
    return render(episode, format, options).text


class Rendered(NamedTuple):
    """An episode in a format, what there is to say about it, and the median uncertainty (ms) of cues that were cut."""

    text: str
    diagnostics: Sequence[Diagnostic]
    uncertainty: int = 0


def render(episode: Episode, format: str, options: Options | None = None) -> Rendered:  # noqa: A002
    """Return what `write` returns, and what there is to say about it."""
    options = options or Options()
    chosen = registry.writer(format)
    if hasattr(chosen, "write_cues"):
        from episcript.cues import cut, uncertainty  # noqa: PLC0415 - dynamic programming, of no use to json or md

        made = cut(episode, options, format)
        return Rendered(
            chosen.write_cues(made.cues, episode, options), made.diagnostics, uncertainty(made.cues)
        )
    if options.per in {"sentence", "cue"} and hasattr(chosen, "write_parts"):
        return _parts(cast("PartWriter", chosen), episode, format, options)
    remarks = tuple(chosen.remarks(episode)) if hasattr(chosen, "remarks") else ()
    return Rendered(chosen.write(episode, options), remarks)


def _parts(
    chosen: PartWriter,
    episode: Episode,
    format: str,  # noqa: A002
    options: Options,
) -> Rendered:
    """Return rows that are parts of turns; without any clock the parts are the same and have no times."""
    from episcript.cues import cut, uncertainty  # noqa: PLC0415 - dynamic programming, of no use to whole turns

    try:
        made = cut(episode, options, format)
    except EpiscriptError as error:
        if error.diagnostic.code != "no-clock":
            raise
        made = cut(episode, replace(options, estimate_times=True), format)
        return Rendered(chosen.write_parts(made.cues, episode, options, timed=False), ())
    text = chosen.write_parts(made.cues, episode, options, timed=True)
    return Rendered(text, made.diagnostics, uncertainty(made.cues))


def convert_bytes(
    data: bytes, formats: Iterable[str], options: Options | None = None, *, name: str | None = None
) -> dict[str, bytes]:
    r"""Return `data` in each of `formats` as UTF-8 bytes; arguments and result pickle.

    >>> convert_bytes(b"**Ann** [0:01]: Hello.", ["txt"])
    {'txt': b'[00:00:01] Ann: Hello.\n'}
    """
    episode = read(data, name=name, options=options)
    return {format_: write(episode, format_, options).encode() for format_ in formats}


def _found(data: bytes | str, options: Options, name: str | None, *, wanted: bool = False) -> Episode:
    """Return the episode as its reader found it; the lines of the source, which take most memory, are gone with it."""
    opened = _opened(data, options, wanted=wanted)
    return _named(_reading(opened, options), opened, options, name)


def _named(reading: Reading, opened: _Opened, options: Options, name: str | None) -> Episode:
    """Return the episode of a reading with its source and language; refused where it holds nothing."""
    episode = reading.episode
    if not (episode.turns or episode.chapters or episode.notes):
        raise EpiscriptError(diagnose("empty"))
    if not reading.final:
        episode = _signed(episode, opened, name)
    return replace(episode, language=options.language or episode.language)


class _Opened(NamedTuple):
    """A source on its way to its reader."""

    decoded: Decoded
    mended: Mended
    reader: str
    remarks: tuple[Diagnostic, ...]

    @property
    def records(self) -> bool:
        """Whether the source is structured data: it is repaired string by string, after it was parsed."""
        return registry.reader(self.reader).FORMAT.records

    @property
    def text(self) -> str:
        """What the reader is to read."""
        return self.decoded.text if self.records else self.mended.text


def _opened(data: bytes | str, options: Options, *, wanted: bool = False) -> _Opened:
    """Return `data` decoded and repaired, with the reader that fits it best; `wanted` are chapters."""
    decoded = decode(data, options)
    mended = repair(decoded.text)
    return _Opened(decoded, mended, *_choose(mended.text[:SAMPLE], options, wanted=wanted))


def _reading(opened: _Opened, options: Options) -> Reading:
    return registry.reader(opened.reader).read(opened.text, options)


def _choose(sample: str, options: Options, *, wanted: bool = False) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the reader that scores best on `sample` and a remark where another comes close.

    Where only chapters are `wanted`, a reader that has a judgement for that is asked for it.
    """
    if options.from_format:
        found = registry.reader(options.from_format).score(sample)
        if found.value <= 0:
            raise _not_this_format(options.from_format, found.reason)
        return options.from_format, ()
    (best, _, winner), (second, _, loser) = sorted(
        map(partial(_rank, sample, wanted), registry.reader_names())
    )[:-3:-1]
    thin = 0 < best - second < _THIN_MARGIN
    return winner, ((diagnose("runner-up", winner=winner, loser=loser),) if thin else ())


def _rank(sample: str, wanted: bool, name: str) -> tuple[float, bool, str]:  # noqa: FBT001 - a column
    """Return what readers are sorted by: the score, and of equal ones the narrower format, one of chapters, wins."""
    module = registry.reader(name)
    judge = getattr(module, "wanted", module.score) if wanted else module.score
    return judge(sample).value, module.FORMAT.chapters, name


def _not_this_format(name: str, reason: str) -> EpiscriptError:
    """Return the refusal of a source that the reader asked for finds nothing of its format in."""
    if name in registry.writer_names() and hasattr(registry.writer(name), "write_cues"):
        return EpiscriptError(diagnose("no-cues", format=name.upper()))
    return EpiscriptError(diagnose("not-this-format", format=name, reason=reason))


def _signed(episode: Episode, opened: _Opened, name: str | None) -> Episode:
    """Return the episode with its source, receipts and remarks in the order of the stages."""
    decoded, mended = opened.decoded, opened.mended
    repairs, remarks = () if opened.records else mended.repairs, mended.diagnostics
    source = Source(name, opened.reader, episode.source.layout, decoded.encoding, decoded.sha256)
    return replace(
        episode,
        source=source,
        repairs=(*decoded.repairs, *repairs, *episode.repairs),
        diagnostics=(*decoded.diagnostics, *remarks, *opened.remarks, *episode.diagnostics),
    )
