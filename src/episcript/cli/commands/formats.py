"""`episcript formats`: every reader and writer with its suffixes and MIME types."""

from collections.abc import Iterator, Sequence

from episcript import registry
from episcript.cli import streams

_HEADINGS = ("rw", "format", "suffixes", "MIME types", "title")


def formats() -> int:
    """List every format that is read or written.

    A column `rw` says whether it is read (r), written (w) or both. Give the names to -f and -t.
    """
    streams.emit("".join(_table([_HEADINGS, *_rows()])).encode())
    return 0


def _rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each format, whatever it can do."""
    readers, writers = registry.reader_names(), registry.writer_names()
    for name in sorted({*readers, *writers}):
        yield _row(name, reads=name in readers, writes=name in writers)


def _row(name: str, *, reads: bool, writes: bool) -> tuple[str, ...]:
    """Return what a format can do, its name, suffixes, MIME types and title; the writer's come first."""
    suffixes: list[str] = []
    mimes: list[str] = []
    title = ""
    if writes:
        written = registry.writer(name).FORMAT
        suffixes, mimes, title = [written.suffix], [written.mime], written.title
    if reads:
        read = registry.reader(name).FORMAT
        suffixes, mimes, title = [*suffixes, *read.suffixes], [*mimes, *read.mimes], title or read.title
    can = ("r" if reads else "-") + ("w" if writes else "-")
    return can, name, " ".join(dict.fromkeys(suffixes)), " ".join(dict.fromkeys(mimes)), title


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    r"""Yield the rows as lines with aligned columns.

    >>> list(_table([("a", "b"), ("long", "c")]))
    ['a     b\n', 'long  c\n']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip() + "\n"
