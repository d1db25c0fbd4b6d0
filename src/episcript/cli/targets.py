"""Where the output goes: one target a format, decided before anything is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from episcript import registry
from episcript.cli.failures import CommandError, usage, writing
from episcript.cli.sources import same_file
from episcript.cli.words import choice, nearest, typed
from episcript.codes import EXIT_OUTPUT, diagnose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

STDOUT = "-"
"""The output that means stdout."""

STDOUT_NAMES = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}
"""Opening one of the devices anew would cut off what others wrote to the same file."""


_BY_PANDOC = {".docx", ".odt", ".epub", ".html", ".htm", ".xhtml", ".pdf", ".rtf"}
"""Suffixes of formats that pandoc makes of our Markdown."""


class Target(NamedTuple):
    """A format and the path it is written to, `-` for stdout."""

    format: str
    path: str


def formats(asked: Iterable[str]) -> tuple[str, ...]:
    """Return the writers that `-t` names, separated by commas or given again, each once.

    >>> formats(["srt,vtt", "srt"])
    ('srt', 'vtt')
    """
    names = tuple(dict.fromkeys(name.strip() for part in asked for name in part.split(",") if name.strip()))
    for name in names:
        _require_writer(name)
    return names


def reader(asked: str | None) -> str | None:
    """Return the reader that `-f` names; a writer's name there is most often meant for `-t`."""
    if asked is None or asked in registry.reader_names():
        return asked
    if asked in registry.writer_names():
        raise usage(f"{asked} is no format to read", f"did you mean -t {asked}?")
    raise usage(f"unknown format {asked!r}", choice(asked, registry.reader_names()))


def preferred(asked: str) -> list[str]:
    """Return the suffixes of the readers that `--prefer` names, in their order, then those of all others.

    >>> preferred("srt, docx")[:3]
    ['.srt', '.docx', '.docm']
    """
    names = [name.strip() for name in asked.split(",") if name.strip()]
    for name in names:
        if name not in registry.reader_names():
            raise usage(f"--prefer: unknown format {name!r}", choice(name, registry.reader_names()))
    rest = (name for name in registry.reader_names() if name not in names)
    return [suffix for name in (*names, *rest) for suffix in registry.reader(name).FORMAT.suffixes]


def targets(wanted: Sequence[str], output: str | None, source: str, stem: str) -> tuple[Target, ...]:
    """Return where each format goes; a usage error, with the words to type, where that is not said.

    >>> targets(["srt"], None, "talk.md", "talk")
    (Target(format='srt', path='-'),)
    >>> [target.path for target in targets(["srt", "json"], "out", "talk.md", "talk")]
    ['out/talk.srt', 'out/talk.json']
    """
    if output in STDOUT_NAMES or (output is None and wanted):
        return (Target(_only(wanted, source), STDOUT),)
    if output is None:
        raise usage("no format to write", f"type: {typed('convert', source, '-t', 'srt')}")
    with writing(output):
        if is_folder(output) or len(wanted) > 1:
            return _in_folder(wanted, output, source, stem)
    return (Target(wanted[0] if wanted else _implied(output, source), output),)


def require_free(paths: Iterable[str], source: str, *, no_clobber: bool, option: str = "-o") -> None:
    """Refuse a path that is the input itself, a folder, or, with `--no-clobber`, a file that exists.

    `option` is the one that named the paths.
    """
    for path in paths:
        if path != STDOUT:
            with writing(path):
                _require_free(path, source, no_clobber=no_clobber, option=option)


def require_apart(report: str | None, paths: Iterable[str]) -> None:
    """Refuse a report that would replace one of the outputs, or be replaced by it."""
    for path in paths:
        if report and STDOUT not in {report, path} and _same_output(report, path):
            found = diagnose("output-is-input", other="an output as well", option="--report-file")
            raise CommandError(report, found, EXIT_OUTPUT)


def _same_output(first: str, second: str) -> bool:
    """Return whether two paths lead to one file, there or not yet; devices take both."""
    if Path(first).exists() and Path(second).exists():
        return Path(first).is_file() and Path(first).samefile(second)
    return os.path.realpath(first) == os.path.realpath(second)


def _require_free(path: str, source: str, *, no_clobber: bool, option: str) -> None:
    if same_file(source, path):
        found = diagnose("output-is-input", other="the input itself", option=option)
        raise CommandError(path, found, EXIT_OUTPUT)
    if Path(path).is_dir():
        raise CommandError(path, diagnose("unwritable", reason="it is a folder"), EXIT_OUTPUT)
    if no_clobber and Path(path).is_file():
        raise CommandError(path, diagnose("exists"), EXIT_OUTPUT)


def _only(wanted: Sequence[str], source: str) -> str:
    """Return the one format that stdout can take."""
    if len(wanted) == 1:
        return wanted[0]
    if not wanted:
        raise usage("no format to write to stdout", f"type: {typed('convert', source, '-t', 'srt')}")
    line = typed("convert", source, "-t", ",".join(wanted), "-o", "out/")
    raise usage(f"stdout takes one format, not {len(wanted)}", f"type: {line}")


def is_folder(output: str) -> bool:
    """Return whether `output` is a folder, or is to become one."""
    return output.endswith((os.sep, "/")) or Path(output).is_dir()


def _in_folder(wanted: Sequence[str], output: str, source: str, stem: str) -> tuple[Target, ...]:
    """Return a file in the folder `output` for each format, with the suffix that the writer owns."""
    if not wanted:
        raise usage("no format to write", f"type: {typed('convert', source, '-t', 'srt', '-o', output)}")
    if Path(output).exists() and not Path(output).is_dir():
        raise usage(f"{output} is no folder, and {len(wanted)} formats need one", "type: -o FOLDER")
    suffixes = (registry.writer(name).FORMAT.suffix for name in wanted)
    names = (str(Path(output, stem + suffix)) for suffix in suffixes)
    return tuple(map(Target, wanted, names))


def _implied(output: str, source: str) -> str:
    """Return the writer that owns the suffix of `output`."""
    name = registry.writer_of_suffix(Path(output).name)
    if name is None:
        raise _not_written(Path(output), source)
    return name


def _not_written(output: Path, source: str) -> CommandError:
    """Return what to type where no writer owns the suffix: the file that the nearest writer makes."""
    suffix = output.suffix.casefold()
    suffixes = {registry.writer(name).FORMAT.suffix: name for name in registry.writer_names()}
    reads = (name for name in registry.reader_names() if suffix in registry.reader(name).FORMAT.suffixes)
    known = next(reads, None)
    if suffix in _BY_PANDOC:
        post = _renamed(output, ".md", source)
        line = f"{typed('convert', source, '-t', 'md', '-o', post)}, of which pandoc makes {output}"
        return usage(f"{suffix} is not written", f"type: {line}")
    if known in registry.writer_names():
        right = registry.writer(known).FORMAT.suffix
        line = typed("convert", source, "-t", known, "-o", str(output))
        return usage(f"{known} writes {right}, {suffix} is only read", f"type: {line}")
    if close := nearest(suffix, suffixes):
        line = typed("convert", source, "-o", _renamed(output, close, source))
        return usage(f"no format has the suffix of {str(output)!r}", f"did you mean {line}?")
    line = typed("convert", source, "-t", "srt", "-o", str(output))
    return usage(f"no format has the suffix of {str(output)!r}", f"type: {line}")


def _renamed(output: Path, suffix: str, source: str) -> str:
    """Return `output` with another suffix, in the folder `out` where that would be the source itself."""
    renamed = output.with_suffix(suffix)
    return str(Path("out", renamed.name) if same_file(source, str(renamed)) else renamed)


def _require_writer(name: str) -> None:
    if name not in registry.writer_names():
        raise usage(f"unknown format {name!r}", choice(name, registry.writer_names()))
