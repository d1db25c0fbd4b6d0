"""The one table of diagnostics: code, severity, message, hint; and the only exception, which carries one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.model import Diagnostic

if TYPE_CHECKING:
    from episcript.model import Repair, Severity

EXIT_REMARKS, EXIT_USAGE, EXIT_INPUT, EXIT_OUTPUT, EXIT_INTERRUPTED = 1, 2, 3, 4, 130
"""Exit codes: remarks at or above `--fail-on`, wrong command line, unreadable input, unwritable output, Ctrl-C."""


class _Number(int):
    """A number that chooses between two words: `{count:line|lines}` is the first for one, else the second."""

    def __format__(self, spec: str) -> str:
        one, divided, many = spec.partition("|")
        if not divided:
            return super().__format__(spec)
        return one if self == 1 else many


class Code(NamedTuple):
    """One row of the table; `message` and `hint` are `str.format` templates, in which `{count:one|many}` is a plural."""

    severity: Severity
    message: str
    hint: str | None = None


CODES: dict[str, Code] = {
    # the command line
    "usage": Code("error", "{reason}", "{hint}"),
    # the input cannot be read
    "no-such-file": Code("error", "no such file"),
    "is-folder": Code("error", "is a folder", "name one file"),
    "unreadable": Code("error", "cannot be read: {reason}"),
    "empty": Code("error", "holds neither words nor chapters"),
    "too-large": Code("error", "is larger than {limit} bytes", "raise --max-bytes"),
    "binary": Code("error", "is {kind}, not text{advice}"),
    "not-western": Code(
        "error",
        "not UTF-8 and not Western: {share:.0%} of the bytes are above 0x7F",
        "name it with --encoding; these would decode it: {codecs}",
    ),
    "no-byte-order-mark": Code(
        "error", "looks like {encoding} without a byte order mark", "--encoding {codec}"
    ),
    "undecodable": Code(
        "error", "is not {encoding}: byte 0x{byte:02X} at offset {offset}", "another --encoding"
    ),
    "unknown-encoding": Code("error", "unknown encoding {encoding!r}"),
    "bad-docx": Code("error", "is no Word document that can be read: {reason}"),
    "unpacked-too-large": Code("error", "unpacks to more than {limit} bytes", "raise --max-bytes"),
    "bad-records": Code("error", "cannot be read: {reason}"),
    "no-speech": Code("error", "no speech in it: {reason}", "{hint}"),
    "bad-json": Code("error", "is not the JSON of episcript: {reason}"),
    "not-repaired": Code(
        "error",
        "is {kind}: only text is repaired as it stands",
        "episcript convert repairs the words in it: add -t {format}",
    ),
    "bad-receipts": Code("error", "are no receipts that can be undone: {reason}"),
    "other-file": Code(
        "error",
        "is not the file that the receipts speak of, or was changed since",
        "name the result of that repair",
    ),
    "not-this-format": Code("error", "no {format} in it: {reason}", "leave -f out to have the format found"),
    "no-cues": Code("error", "no {format} cues", "leave -f out to have the format found"),
    "nothing-to-write": Code("error", "{format} would be empty: {reason}", "{advice}"),
    "no-clock": Code(
        "error",
        "no clock in the source, so {format} has no times",
        "--estimate-times spreads the words over the duration, --times-from takes the times of captions",
    ),
    "bad-baseline": Code("error", "is no baseline that can be read: {reason}", "--write-baseline makes one"),
    "bad-settings": Code("error", "is no TOML that can be read: {reason}"),
    # the output cannot be written
    "unwritable": Code("error", "cannot be written: {reason}"),
    "exists": Code("error", "exists and --no-clobber is given"),
    "output-is-input": Code("error", "is {other}", "name another file with {option}"),
    # batches
    "no-sources": Code("error", "no source in it{patterns}"),
    "output-locked": Code("error", "another batch is writing here{process}", "wait for it to end"),
    "output-edited": Code(
        "warning",
        "was not written by episcript as it is now and was kept; its source is {source}",
        "--force replaces it",
    ),
    "not-replaced": Code("warning", "exists and --no-clobber is given; its source is {source}"),
    "source-vanished": Code("info", "its source {source} is gone", "{how}"),
    "orphan-edited": Code("info", "its source {source} is gone; somebody edited it, so it stays"),
    "timed-out": Code("error", "took longer than {seconds} s, twice", "raise --timeout"),
    "worker-died": Code("error", "the process that converted it died, twice{how}"),
    # decoding and repair
    "encoding-mixed": Code("warning", "not UTF-8, so read as Windows-1252{where}"),
    "encoding-repaired": Code("info", "{before} → {after}"),
    "nul": Code("warning", "{count} NUL {count:character|characters} became U+FFFD"),
    "control": Code("info", "{count} control or invisible {count:character was|characters were} kept"),
    "replacement-character": Code(
        "warning", "{count} {count:character was|characters were} lost before this file was made (U+FFFD)"
    ),
    "likely-word": Code("suggestion", "{written} is perhaps {likely} ({count} {count:place|places})"),
    # markup
    "front-matter": Code("info", "the front matter is not valid YAML and was read line by line"),
    "embed": Code("info", "remains of an embedded player were left out: {url}"),
    "comment": Code("info", "a comment inside speech was left out: {text}"),
    "skipped": Code("warning", "not understood and left out: {text}"),
    "left-out": Code("info", "{what} was left out: {text}"),
    "not-read": Code("warning", "{what} was not read"),
    "footnote-target": Code("warning", "footnote {name} has no text"),
    # records
    "key-twice": Code("warning", "the key {key} stands twice in a record; the last one counts ({count})"),
    "json-odd": Code(
        "warning", "{count} {count:piece is|pieces are} no JSON and {count:was|were} left out: {text}"
    ),
    "xml-broken": Code("warning", "the XML is broken here, what stands before was read: {reason}"),
    "cut-off": Code("warning", "the file ends before its records do; what is whole was read"),
    "key-skipped": Code("info", "the key {key} was left out ({count})"),
    "words-skipped": Code("warning", "the words of the key {key} were left out ({count}): {text}"),
    "alternatives": Code(
        "info", "{count} other {count:reading|readings} of the same words {count:was|were} left out"
    ),
    # layout
    "prose": Code("info", "no speaker labels were found: turns without a speaker"),
    "no-transcript": Code("info", "no transcript was found: chapters and notes only"),
    "runner-up": Code("info", "read as {winner}; {loser} fits nearly as well"),
    "clock-link": Code("info", "the clock was a link: {url}"),
    "chapter-link": Code("info", "a second link in a chapter title was left out: {url}"),
    "stamp-off": Code("info", "a stamp ({seconds} s) does not rise with its neighbours and times nothing"),
    # enrichment
    "clock-backward": Code("warning", "the clock {clock} falls behind {before}"),
    "clock-repeated": Code("info", "the clock {clock} repeats that of the turn before"),
    "long-gap": Code(
        "info",
        "{words} {words:word|words} in {seconds} s: the end was estimated as {clock}",
        "--long-gaps keep lets them last until {next}",
    ),
    "text-cannot-fit": Code("info", "{words} {words:word|words} in {seconds} s cannot be spoken"),
    "shift-below": Code(
        "warning", "--shift would begin {count} {count:turn|turns} before the episode; read as 0"
    ),
    "shift-of-nothing": Code(
        "warning", "no clock of the transcript stands at or behind {clock}: --shift moved nothing there"
    ),
    "chapter-off-turn": Code("info", "chapter {title!r} begins inside a turn"),
    "chapter-order": Code("warning", "chapter {title!r} is out of order", "--repair-chapters sorts them"),
    "chapter-same-start": Code("warning", "chapter {title!r} begins at {clock} as the one before it does"),
    "chapter-beyond-end": Code(
        "warning", "chapter {title!r} begins at {clock}, and the episode ends at {last}"
    ),
    "chapter-behind-words": Code(
        "info", "chapter {title!r} begins at {clock}, and the last words end about {last}"
    ),
    "chapter-shift": Code(
        "warning",
        "the clocks of {count} chapters lie {seconds} s off those of the transcript{where}",
        "--shift {shift} moves the transcript",
    ),
    "chapter-match": Code(
        "suggestion", "chapter {title!r} has no clock; {words!r} at {clock}{place} reads like it"
    ),
    # chapters: the sources
    "no-chapters": Code("error", "holds no chapter"),
    "chapter-clock": Code("warning", "the clock {clock!r} of chapter {title!r} is malformed"),
    "chapter-no-clock": Code("info", "chapter {title!r} has no clock"),
    "chapter-negative": Code("warning", "chapter {title!r} begins at {clock}, before the episode; read as 0"),
    "chapter-timebase": Code("warning", "no TIMEBASE that can be read: the times count {unit}"),
    "chapters-replaced": Code("info", "{count} {count:chapter|chapters} gave way to those of {file}"),
    "chapter-repaired": Code("info", "{before} → {after}"),
    # chapters: the players
    "chapter-untimed": Code("warning", "chapter {title!r} has no time, so {format} cannot hold it{more}"),
    "chapter-left-out": Code("info", "{format} cannot hold {what}: {count} {count:was|were} left out"),
    "chapter-rounded": Code(
        "info", "{format} holds whole seconds: {count} {count:start was|starts were} cut to one"
    ),
    "chapter-line": Code(
        "info",
        "{format} has a line a chapter: {count} line {count:end|ends} in titles became {count:a blank|blanks}",
    ),
    "chapter-character": Code(
        "warning", "{format} cannot hold control characters: {count} became U+FFFD in titles"
    ),
    "chapter-end-unknown": Code(
        "info", "the end of chapter {title!r} is not known; {format} has {end}", "--duration says it"
    ),
    "player-first": Code(
        "warning",
        "{player} wants the first chapter at 0:00, {title!r} begins at {clock}",
        "--repair-chapters moves it there",
    ),
    "player-few": Code(
        "warning", "{player} wants {fewest} chapters or more, and there {count:is|are} {count}"
    ),
    "player-order": Code(
        "warning",
        "{player} wants chapters that rise, {title!r} does not{more}",
        "--repair-chapters sorts them and takes out what stands twice",
    ),
    "player-short": Code(
        "warning", "{player} wants {seconds} s or more a chapter, {title!r} has {length} s{more}"
    ),
    "player-untitled": Code("warning", "{player} wants a title, the chapter at {clock} has none{more}"),
    "player-refused": Code(
        "warning", "{player} takes no {characters} in a description, {title!r} has one{more}"
    ),
    "player-advice": Code("info", "{player} advises {advice}, {title!r} has {found}{more}"),
    # alignment
    "no-captions": Code("error", "holds no captions of {name}", "name the caption file itself"),
    "no-times": Code("error", "has no times, so none can be taken from it"),
    "times-kept": Code(
        "info", "the source is captions itself: its times were kept", "--recut takes the others"
    ),
    "captions-differ": Code(
        "warning", "the captions are of something else: {share:.0%} of the words are in both"
    ),
    "clocks-apart": Code("info", "the clocks of the captions are {most:+.1f} s off, which was taken off"),
    "clocks-drift": Code(
        "warning",
        "the clocks of the captions drift from {least:+.1f} to {most:+.1f} s: the printed starts were kept",
    ),
    "not-aligned": Code("info", "{count} {count:turn was|turns were} not found in the captions"),
    # captions
    "cue-rejected": Code("warning", "cue {cue}: no valid times of WebVTT, read all the same{more}"),
    "cue-falls": Code("warning", "cue {cue} begins before the one before it{more}"),
    "cue-without-time": Code("warning", "cue {cue} ends where it begins, or earlier{more}"),
    "cue-overlap": Code("info", "cue {cue} begins before the one before it ends{more}"),
    "cue-clock": Code("info", "cue {cue}: the times are not written in the usual form{more}"),
    "cue-empty": Code("info", "cue {cue} has no words{more}"),
    "cue-blank-line": Code("info", "cue {cue}: blank lines inside were closed{more}"),
    "cue-unparted": Code("info", "cue {cue}: no blank line behind it{more}"),
    "cue-number": Code("info", "cue {cue}: its number does not follow the one before it{more}"),
    "cue-voices": Code("info", "cue {cue} holds several speakers{more}"),
    "caption-rolling": Code("info", "each cue repeats the line before it: every line was read once"),
    "caption-left-out": Code("info", "{count} {what} left out: no transcript holds them"),
    "caption-astray": Code("warning", "text outside the cues became a note: {text}{more}"),
    # check, the text
    "encoding-doubtful": Code("warning", "looks damaged, and nothing says how to mend it: {text}"),
    "unfinished": Code("warning", "a mark of unfinished work: {text}"),
    "unintelligible": Code("info", "words are missing: {text}"),
    "markup-left": Code("warning", "markup among the words: {text}"),
    "line-ends": Code("info", "the line ends differ: {kinds}"),
    # check, clocks and turns
    "clock-malformed": Code("warning", "the clock {clock} cannot be read"),
    "clock-hours": Code("warning", "the clock {clock} has minutes for hours, by its neighbours: {right}"),
    "clock-off": Code("warning", "the clock {clock} does not lie between its neighbours {early} and {late}"),
    "rate-odd": Code("info", "{rate} characters a second through {seconds} s are hardly spoken"),
    "turn-empty": Code("warning", "the turn of {label} has no words"),
    "passage-repeated": Code("warning", "{words} words stand there a second time, first {where}"),
    "line-kept": Code("info", "a line between the turns is no speech and was kept as a note: {text}"),
    # check, speakers and sentences
    "label-once": Code("info", "{label} speaks once"),
    "label-case": Code(
        "suggestion",
        "{label} ({count} {count:turn|turns}) is perhaps {other}: only the case or the punctuation differs",
        '--speaker "{label}={other}" makes them one',
    ),
    "label-initials": Code(
        "suggestion",
        "{label} ({count} {count:turn|turns}) is perhaps {other}: it has the initials",
        '--speaker "{label}={other}" makes them one',
    ),
    "label-short": Code(
        "suggestion",
        "{label} ({count} {count:turn|turns}) is perhaps {other}: it is a part of the name",
        '--speaker "{label}={other}" makes them one',
    ),
    "label-near": Code(
        "suggestion",
        "{label} ({count} {count:turn|turns}) is perhaps {other}: few letters differ",
        '--speaker "{label}={other}" makes them one',
    ),
    "sentence-split": Code(
        "suggestion",
        "the sentence “… {before}” seems to go on here: “{head}”",
        "--repair-bleed gives a head of five words or fewer back to {speaker}",
    ),
    "turn-splinter": Code(
        "suggestion",
        "“{head}” seems to be the end of “… {before}”",
        "--repair-bleed gives it back to {speaker}",
    ),
    "name-differs": Code(
        "suggestion",
        "{written} is written {right} in the notes ({count} {count:place|places})",
        "a --glossary FILE that has it writes it so",
    ),
    # check, chapters and captions
    "chapter-twice": Code("warning", "chapter {title!r} stands there a second time{where}"),
    "cue-wide": Code("info", "cue {cue}: a line of {value} columns; {profile} has {limit}"),
    "cue-lines": Code("info", "cue {cue}: {value} lines; {profile} has {limit}"),
    "cue-fast": Code("info", "cue {cue}: {value} characters a second; {profile} has {limit}"),
    "cue-long": Code("info", "cue {cue}: {value} s; {profile} has {limit} at most"),
    "cue-short": Code("info", "cue {cue}: {value} s; {profile} has {limit} at least"),
    "cue-gap": Code("info", "cue {cue}: {value} s before the next; {profile} has {limit} at least"),
    # check, what was applied
    "speaker-named": Code("info", "{before} → {after}"),
    "turns-merged": Code("info", "{before} → {after}"),
    "bleed-repaired": Code("info", "{before} → {after}"),
    "spelling-repaired": Code("info", "{before} → {after}"),
    "label-unknown": Code("warning", "no turn has the label {label}, so nothing was named"),
    # cues and writers
    "cue-borrowed": Code(
        "info", "{count} {count:turn|turns} borrowed time from {count:its|their} neighbours"
    ),
    "cue-too-fast": Code(
        "info",
        "{count} of {all} cues {count:has|have} more than {cps} characters a second: {count:its|their} times leave no more",
    ),
    "language-neutral": Code(
        "info",
        "{language}: cues break by punctuation and length alone",
        "--language names one of {known}",
    ),
    "word-too-wide": Code("warning", "{count} {count:word is|words are} wider than a line"),
}


def diagnose(code: str, line: int | None = None, /, **fields: object) -> Diagnostic:
    """Return the diagnostic `code` at `line` with its templates filled.

    >>> diagnose("too-large", None, limit=5).message
    'is larger than 5 bytes'
    >>> diagnose("word-too-wide", None, count=1).message
    '1 word is wider than a line'
    """
    row = CODES[code]
    fields = {name: _Number(value) if type(value) is int else value for name, value in fields.items()}
    hint = row.hint.format_map(fields) if row.hint else None
    return Diagnostic(code, row.severity, line, row.message.format_map(fields), hint or None)


_RECEIPTS = {
    "speaker": "speaker-named",
    "merge-turns": "turns-merged",
    "repair-bleed": "bleed-repaired",
    "glossary": "spelling-repaired",
}
"""The code under which a receipt is shown, by its rule: those of encodings and of chapters are not among them."""

RECEIPTS = frozenset((*_RECEIPTS.values(), "encoding-repaired", "chapter-repaired"))
"""Every code under which a receipt is shown."""


def of_repair(repair: Repair) -> Diagnostic:
    """Return the diagnostic that shows a receipt.

    >>> from episcript.model import Repair
    >>> of_repair(Repair(3, 5, "Ã¼", "ü", "mojibake")).message
    'Ã¼ → ü'
    """
    rest = "chapter-repaired" if repair.rule.startswith("chapter-") else "encoding-repaired"
    code = _RECEIPTS.get(repair.rule, rest)
    return diagnose(code, repair.line, before=repair.before, after=repair.after or "left out")


class EpiscriptError(Exception):
    """No output is possible; `diagnostic` says why and where, `exit_code` what the command returns."""

    def __init__(self, diagnostic: Diagnostic, exit_code: int = EXIT_INPUT) -> None:
        """Keep the diagnostic; the arguments are the fields, so that the error pickles."""
        super().__init__(diagnostic, exit_code)
        self.diagnostic = diagnostic
        self.exit_code = exit_code

    def __str__(self) -> str:
        """Return the message, with the hint behind a semicolon."""
        found = self.diagnostic
        return f"{found.message}; {found.hint}" if found.hint else found.message
