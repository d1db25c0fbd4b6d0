"""What the readers of chapters in JSON and XML share: records with known keys become chapters, all else is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.codes import EpiscriptError, diagnose
from episcript.model import Episode, LedgerEntry, Source
from episcript.readers._chapters import ROLES, Found, chapters_of, signed, title_of
from episcript.reading import Reading
from episcript.records.beside import left_over, remark
from episcript.records.groups import survey
from episcript.records.json_scan import NOBODY
from episcript.records.mend import mend, receipts
from episcript.records.tree import Number, Record, lines_of, value_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from episcript.model import Diagnostic
    from episcript.records.beside import Left
    from episcript.records.groups import Group
    from episcript.records.tree import Key, KeyPath, Span, Tree


class Form(NamedTuple):
    """Where a format keeps its chapters, and under which keys.

    `path` leads to the records. `keys` maps a key path of a record to `title`, `start`, `end`, `url`, `image` or `hidden`,
    or to `""` for what is known and says nothing more. `times` parses a clock to ms. `front` maps key paths of the
    root to `title` or to a key of the metadata, `""` for nothing. `alone` says that the file holds nothing but chapters,
    so that every other key is told.
    """

    path: KeyPath
    keys: Mapping[KeyPath, str]
    times: Callable[[str], int | None]
    front: Mapping[KeyPath, str]
    layout: str
    alone: bool = True


class _File(NamedTuple):
    """A source with its chapters, and the key paths that were left out."""

    text: str
    tree: Tree
    form: Form
    records: Sequence[Record]
    skipped: frozenset[KeyPath]


def read_chapters(text: str, tree: Tree, form: Form) -> Reading:
    """Return the reading of the chapters in `tree`; raises `EpiscriptError` (`no-chapters`) where it holds none."""
    groups = survey(tree.root)
    changes = mend(text, groups)
    records = [one for one in _listed(value_at(tree.root, form.path)) if isinstance(one, Record)]
    if not records:
        raise EpiscriptError(diagnose("no-chapters"))
    lines = lines_of(text, tree.offsets(records))
    chapters, remarks = chapters_of(
        [_found(record, form, line) for record, line in zip(records, lines, strict=True)]
    )
    left = _left(groups, form)
    told = _told(text, tree, left)
    front = _front(tree.root, form)
    episode = Episode(
        title=front.pop("title", None),
        metadata=dict(front),
        source=Source(layout=form.layout),
        chapters=chapters,
        repairs=receipts(changes, text, tree),
        diagnostics=(*tree.remarks, diagnose("no-transcript"), *told, *remarks),
    )
    file = _File(text, tree, form, records, frozenset(one.path for one in left))
    return Reading(episode, lambda: tuple(_ledger(file, episode)), lambda: (f"{form.layout}: chapters",))


def _left(groups: Sequence[Group], form: Form) -> list[Left]:
    """Return the keys that nobody knows; of a report on a whole media file those of its chapters."""
    used = {(*form.path, *path): "title" for path in form.keys} | dict.fromkeys(form.front, "title")
    found = left_over(groups, used, ())
    return [one for one in found if form.alone or one.path[: len(form.path)] == form.path]


def _told(text: str, tree: Tree, left: Sequence[Left]) -> list[Diagnostic]:
    places = lines_of(text, tree.offsets([one.record for one in left]))
    told = (remark(one, line, ()) for one, line in zip(left, places, strict=True))
    return [one for one in told if one]


def _listed(value: object) -> Iterable[object]:
    """Return what a path leads to as a list: an element that stands alone is one."""
    return value if isinstance(value, list) else [value]


def _found(record: Record, form: Form, line: int) -> Found:
    said = {
        key: value for path, key in form.keys.items() if key and (value := value_at(record, path)) is not None
    }
    clock = said.get("start")
    written = clock if isinstance(clock, str) else "" if clock is None else str(clock)
    end = said.get("end")
    return Found(
        _text(said.get("title")) or "",
        written,
        signed(written, form.times),
        line,
        end=signed(end, form.times) if isinstance(end, str) else None,
        url=_text(said.get("url")),
        image=_text(said.get("image")),
        hidden=said.get("hidden") is False,
    )


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str) else None


def _front(root: object, form: Form) -> dict[str, str]:
    """Return the scalars of the root that are told: the title and metadata."""
    found: dict[str, str] = {}
    for path, key in form.front.items():
        value = value_at(root, path)
        if key and isinstance(value, str) and value.strip():
            found[key] = title_of(value) if key == "title" else str(value)
    return found


def _ledger(file: _File, episode: Episode) -> Iterator[LedgerEntry]:
    """Yield an entry for each span of the source: a scalar by its key, punctuation and keys as markup."""
    places = _places(file.tree.root, file.form, file.records)
    lost = frozenset(path[-1] for path in file.skipped)
    for span in file.tree.spans():
        if file.text[span.start : span.end].strip():
            yield _entry(span, places, episode, lost)


def _places(root: object, form: Form, records: Sequence[Record]) -> dict[tuple[int, object], str]:
    """Return the path in the model for each scalar, by its holder and key."""
    places: dict[tuple[int, object], str] = {}
    for path, key in form.front.items():
        if key and value_at(root, path) is not None:
            places[id(value_at(root, path[:-1])), path[-1]] = key if key == "title" else f"metadata/{key}"
    for number, record in enumerate(records):
        for path, key in form.keys.items():
            if key and value_at(record, path) is not None:
                places[id(value_at(record, path[:-1])), path[-1]] = f"chapters/{number}/{key}"
    return places


def _entry(
    span: Span, places: Mapping[tuple[int, object], str], episode: Episode, lost: frozenset[Key]
) -> LedgerEntry:
    if span.holder is None:
        return LedgerEntry(span.start, span.end, "markup")
    place = places.get((id(span.holder), span.key))
    if place is None:
        skipped = span.holder is NOBODY or span.key in lost
        return LedgerEntry(span.start, span.end, "skipped" if skipped else "markup")
    if not place.startswith("chapters/"):
        return LedgerEntry(span.start, span.end, "front", place, _said(span))
    _, number, key = place.split("/")
    if key == "title" and episode.chapters[int(number)].title:
        return LedgerEntry(span.start, span.end, "chapter", place, episode.chapters[int(number)].title)
    if key == "start":
        return LedgerEntry(span.start, span.end, "clock", place, _said(span))
    return LedgerEntry(span.start, span.end, "link" if ROLES.get(key) == "link" else "markup")


def _said(span: Span) -> str:
    value = value_at(span.holder, (span.key,))
    return title_of(str(value)) if isinstance(value, str) and not isinstance(value, Number) else str(value)
