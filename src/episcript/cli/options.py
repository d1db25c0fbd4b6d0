"""The options, each declared once: a command takes those it needs, under one name and with one meaning."""

from typing import Annotated, Literal

import typer

from episcript import registry

_READERS = ", ".join(registry.reader_names())
_WRITERS = ", ".join(registry.writer_names())

Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SOURCE]", help="The file to read; - or nothing is a pipe.", show_default=False),
]
ManySources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCE]...", help="The files to read; - or nothing is a pipe.", show_default=False
    ),
]
From = Annotated[
    str | None,
    typer.Option("-f", "--from", metavar="FORMAT", help=f"Read as: {_READERS}. Found by itself without."),
]
To = Annotated[
    list[str] | None,
    typer.Option("-t", "--to", metavar="FORMAT[,...]", help=f"Write: {_WRITERS}.", show_default=False),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="OUT", help="A file (its suffix implies -t), a folder, or - for stdout."
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="CODEC", help="Decode the source with this codec: utf-8, cp1252."),
]
Language = Annotated[
    str | None,
    typer.Option("--language", metavar="TAG", help="The language spoken, as a BCP 47 tag: en, pt-BR."),
]
Name = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="Record this as the name of the source; a pipe has none."),
]
Duration = Annotated[
    str | None,
    typer.Option(
        "--duration",
        metavar="TIME",
        help="The length of the audio, 1:08:30 or 4110s: the last turn ends by then.",
    ),
]
EstimateTimes = Annotated[
    bool, typer.Option("--estimate-times", help="Give times to a source without any clock, by its words.")
]
ProfileName = Annotated[
    Literal["standard", "netflix", "bbc", "ted", "podcast", "cjk"] | None,
    typer.Option(
        "--profile",
        help="The limits of cues: width, speed, times. Else standard, and podcast for vtt.",
        show_default=False,
    ),
]
MaxChars = Annotated[
    int | None,
    typer.Option(
        "--max-chars",
        metavar="N",
        min=8,
        help="Columns a line, instead of the profile's.",
        show_default=False,
    ),
]
MaxLines = Annotated[
    int | None,
    typer.Option("--max-lines", metavar="N", min=1, max=2, help="Lines a cue: 1 or 2.", show_default=False),
]
MaxCps = Annotated[
    float | None,
    typer.Option(
        "--max-cps", metavar="N", min=1, max=1_000, help="Characters a second to be read.", show_default=False
    ),
]
MinDuration = Annotated[
    str | None, typer.Option("--min-duration", metavar="TIME", help="The shortest time of a cue: 0.833s.")
]
MaxDuration = Annotated[
    str | None, typer.Option("--max-duration", metavar="TIME", help="The longest time of a cue: 7s.")
]
MinGap = Annotated[
    str | None, typer.Option("--min-gap", metavar="TIME", help="The time between two cues: 0.08s.")
]
Fps = Annotated[
    str | None,
    typer.Option("--fps", metavar="RATE", help="Let cues begin and end on frames: 25, 23.976, 30000/1001."),
]
Shift = Annotated[
    list[str] | None,
    typer.Option(
        "--shift",
        metavar="[TIME=]+-TIME",
        help="Move the clocks of the transcript: +45, -2.5, or from a time on: 12:30=+45.",
        show_default=False,
    ),
]
LongGaps = Annotated[
    Literal["cut", "keep"],
    typer.Option(
        "--long-gaps",
        help="What becomes of a gap that is much too long for the words before it: the end is estimated, or the next clock.",
    ),
]
TimesFrom = Annotated[
    str | None,
    typer.Option(
        "--times-from",
        metavar="CAPTIONS|FOLDER",
        help="Take the times from captions of the same audio: a file, or a folder with one named after the source.",
    ),
]
SpeakerLabels = Annotated[
    Literal["change", "always", "never"] | None,
    typer.Option(
        "--speaker-labels",
        help="On which cues of srt the speaker is named (else as captions have it, or on a change); "
        "never also holds for vtt.",
        show_default=False,
    ),
]
SpeakerNames = Annotated[
    list[str] | None,
    typer.Option(
        "--speaker",
        metavar="LABEL=NAME",
        help='Name the person that a label means: "Ben=Ben Striegel". Again for others.',
        show_default=False,
    ),
]
MergeTurns = Annotated[bool, typer.Option("--merge-turns", help="Join neighbouring turns of one speaker.")]
RepairBleed = Annotated[
    bool,
    typer.Option(
        "--repair-bleed", help="Give the end of a sentence, five words at most, back to who began it."
    ),
]
Glossary = Annotated[
    str | None,
    typer.Option("--glossary", metavar="FILE", help="Write names as this file has them, one a line."),
]
Recut = Annotated[bool, typer.Option("--recut", help="Cut the cues of a caption file anew.")]
MaxBytes = Annotated[int, typer.Option("--max-bytes", metavar="N", min=1, help="Refuse a larger source.")]
Chapters = Annotated[
    str | None,
    typer.Option(
        "--chapters",
        metavar="FILE",
        help="Take the chapters of this file, in any format or inside a media file, instead of the source's own.",
    ),
]
RepairChapters = Annotated[
    bool,
    typer.Option("--repair-chapters", help="Sort chapters, take out doubles, let the first begin at 0:00."),
]
NoClobber = Annotated[bool, typer.Option("--no-clobber", help="Refuse to replace a file.")]
Per = Annotated[
    Literal["turn", "chapter", "cue"], typer.Option("--per", help="What a row of jsonl or csv holds.")
]
Times = Annotated[
    Literal["turn", "chapter", "none"], typer.Option("--times", help="Which clocks md and txt show.")
]
Notes = Annotated[bool, typer.Option("--notes/--no-notes", help="In md, write what is no speech.")]
Place = Annotated[
    str | None, typer.Option("-o", "--output", metavar="OUT", help="A file, a folder, or - for stdout.")
]
InPlace = Annotated[bool, typer.Option("--in-place", help="Replace each source that changes.")]
Diff = Annotated[
    bool,
    typer.Option("--diff", help="Print what would change as a unified diff; exit with 1 if anything would."),
]
Receipts = Annotated[
    str | None,
    typer.Option(
        "--receipts", metavar="FILE", help="Write the receipts there, as JSON; for several a folder."
    ),
]
Undo = Annotated[
    str | None,
    typer.Option("--undo", metavar="FILE", help="Restore the source that these receipts were written for."),
]
Explain = Annotated[bool, typer.Option("--explain", help="Say on stderr how the source was read.")]
ReportForm = Annotated[
    Literal["text", "json", "jsonl", "github"], typer.Option("--report", help="The form of the remarks.")
]
CheckForm = Annotated[
    Literal["text", "json", "jsonl", "github"] | None,
    typer.Option("--report", help="The form of the remarks.", show_default=False),
]
ReportFile = Annotated[
    str | None, typer.Option("--report-file", metavar="PATH", help="Write all remarks there, not to stderr.")
]
FailOn = Annotated[
    Literal["warning", "error"] | None,
    typer.Option("--fail-on", help="Exit with 1 where a remark weighs that much.", show_default=False),
]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="List every remark.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Tell errors only.")]
Color = Annotated[Literal["auto", "always", "never"], typer.Option("--color", help="Colour the remarks.")]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODE[,...]", help="Tell only these.", show_default=False),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="CODE[,...]", help="Do not tell these.", show_default=False),
]
Baseline = Annotated[
    str | None, typer.Option("--baseline", metavar="FILE", help="Tell only what this baseline does not know.")
]
WriteBaseline = Annotated[
    str | None, typer.Option("--write-baseline", metavar="FILE", help="Write what is found there, as known.")
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, help="Sources read at once.", show_default=False),
]
Places = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCE]...", help="Files, folders, patterns; - or nothing is a pipe.", show_default=False
    ),
]
Would = Annotated[
    list[str] | None,
    typer.Option(
        "-t", "--to", metavar="FORMAT[,...]", help="Tell what writing these would say.", show_default=False
    ),
]
