"""The suspect lines of a file, mended in turn until the file has nothing more to say about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from episcript.repair.evident import evident
from episcript.repair.mojibake import mended, on_show
from episcript.repair.readings import differences
from episcript.repair.spans import applied
from episcript.repair.suspicion import gate, suspect
from episcript.repair.witness import Evidence, disjoint, doubts, likely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from episcript.repair.witness import Doubt

_ROUNDS = 20
"""A repair may prove another; a chain this long is no text."""


class Line(NamedTuple):
    """A line that may be damaged: its number, the offset where it starts, its text without its end."""

    number: int
    start: int
    text: str


def settled(text: str, lines: Sequence[Line]) -> tuple[list[str], list[tuple[int, Doubt]]]:
    """Return what the suspect `lines` of `text` say when mended, and the likely words that nothing settles.

    Each line is mended by itself first. Then the file bears witness, as long as that settles anything: with the words
    of its undamaged lines, and with the damage that was proven.
    """
    news = [mended(line.text) if gate().search(line.text) else line.text for line in lines]
    if not any(suspect().search(new) for new in news):
        return news, []
    known = Evidence()
    known.read(_between(text, lines))
    for line, new in zip(lines, news, strict=True):
        if line.text != new:
            known.prove(differences(line.text, new))
    return _by_witness(news, lines, known)


def _between(text: str, lines: Sequence[Line]) -> Iterator[str]:
    """Yield what stands between the suspect lines."""
    at = 0
    for line in lines:
        yield text[at : line.start]
        at = line.start + len(line.text)
    yield text[at:]


def _by_witness(
    news: list[str], lines: Sequence[Line], known: Evidence
) -> tuple[list[str], list[tuple[int, Doubt]]]:
    """Return `news` with what `known` settles, and what it leaves in doubt."""
    left = {at: doubts(new) for at, new in enumerate(news) if not on_show(new)}
    known.read(news)

    def settles(doubt: Doubt) -> bool:
        return evident(doubt) or known.settles(doubt)

    for _ in range(_ROUNDS):
        sure = {at: disjoint(filter(settles, found)) for at, found in left.items()}
        sure = {at: found for at, found in sure.items() if found}
        if not sure:
            break
        for at, found in sure.items():
            made = [change for doubt in found for change in doubt.changes]
            known.prove(made)
            better = applied(news[at], made)
            news[at] = mended(better) if gate().search(better) else better
            left[at] = doubts(news[at])
        known.read(news[at] for at in sure)
    doubted = ((at, disjoint(filter(likely, found))) for at, found in left.items())
    return news, [(lines[at].number, doubt) for at, found in doubted for doubt in found]
