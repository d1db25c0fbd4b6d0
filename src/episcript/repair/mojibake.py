"""Text that was UTF-8 and was read in another encoding, once or more often: what it said."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import category

from episcript.repair.readings import readings, says
from episcript.repair.spans import Change, applied, changes
from episcript.repair.suspicion import garble, gate, hostile, run
from episcript.repair.wording import good, ordinary, rare, reads_as_words, wordlike, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RULE = "mojibake"
"""The rule that the receipts name."""

_LONGEST = 100_000
"""Longer lines are mended piece by piece only: a megabyte on one line is no longer one piece of evidence."""

_BEFORE, _BEHIND = re.compile(r"[\x00-\x7f]{0,3}\Z"), re.compile(r"[\x00-\x7f]{0,3}")
"""The ASCII beside a piece that tells damage from spelling (`trÃ¥d`, but not `Ã¥`)."""

_BETWEEN = re.compile("[A-Za-z]{0,20}")
"""What may stand between two runs of one word."""

_SHORT = 40
"""Pieces up to this length are remembered."""

TWO_READINGS = frozenset({"Ã¥"})
"""In Latin-1 one thing and in Mac Roman another: believed only beside other damage (ftfy's issue 202)."""

_LETTER = re.compile(
    r"(?<![^\sÀ-ÖØ-öø-ÿ])Â |(?<=[“„«‘‚‹])[^\x00-\x7f][”“»’‘›](?![”»’\w])|(?<=[A-Z]{2})Â\xa0(?=[A-Z]{2})"
    r"|(?<![0-9])(?<![0-9] )Ã[—·]|Ã[—·](?! ?[0-9])"
)
"""An ordinary letter that ftfy takes for damage: between blanks (`the Â symbol`), in quotation marks (`“Ã”`), at the
end of a word in capitals before a no-break space and another, before a dash (`AMANHÃ—SIM`, but not `3 Ã— 4`)."""

_FORMULA = re.compile("[√≈][≠∞±≤≥∂∑∏π∫Ω]|≈[£¥¢°]")
_WORD_BEFORE, _WORD_BEHIND = re.compile(r"[A-Za-z]{2}\Z"), re.compile("[A-Za-z]{2}")
"""What stands in formulas too, and the word beside which it does not."""

_EXHIBIT = re.compile(r"[ \t]*>>> [\w.]+\(")

_CONTROLS = frozenset(map(chr, range(0x80, 0xA0)))
"""One of these alone may be what it is (U+0085 ends a line); several are Windows-1252 read as Latin-1 (`\x93so\x94`)."""

_ASCII = re.compile("[\\x00-\\x7f]+")
_CUT_SHORT = re.compile("[Â-ß][ ?\x1a\ufffd]|[à-ô][^\x00-\x7f]{0,2}[ ?\x1a\ufffd]")
"""A sequence whose end was lost, or is a no-break space that became a blank: it takes the whole line to judge it."""

_UNPRINTED = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\ufff0-\uffff]")
_SEVERAL = 3

_SIGN = "[€‚„†‡ˆ‰Š‹Œ˜š›œ¢-¬¯-¶¸-º¼-¾]"
"""Continuation bytes that follow no letter and no dash in good text, as quotation marks, dashes, dots and `¡` do."""


def mended(line: str) -> str:
    """Return `line` with its encoding mended, or as it is; mending it again changes nothing.

    What is UTF-8 as a whole is read at once. Else each damaged piece is tried alone, so that a good quotation mark or
    dash beside it blocks nothing, and where that leaves something, the line. `ftfy.fix_encoding` judges and decodes;
    what it would do to a letter that is meant, or to the only control, is refused. What nobody writes (`doÄŸunca`) is
    then read by itself.

    >>> mended("a good “quote” and TÃ¼lu"), mended("the Â symbol"), mended("doÄŸunca")
    ('a good “quote” and Tülu', 'the Â symbol', 'doğunca')
    """
    if on_show(line):
        return line
    better = _round(line, witness=False)
    while better != line and gate().search(better):
        line, better = better, _round(better, witness=True)
    return better


def on_show(line: str) -> bool:
    """Return whether `line` is one of a Python session, as in texts *about* encodings: its damage is on show."""
    return _EXHIBIT.match(line) is not None


def _round(line: str, *, witness: bool) -> str:
    """Return `line` after one attempt at it; `witness` says that something on it was mended already.

    The whole line is judged only where its damaged words leave something: that takes most of the time.
    """
    deep = len(line) > _LONGEST or bool(hostile().search(line))
    plain = line if deep else _plain(line)
    if plain != line:
        return plain
    found = _pieces(line, witness=witness)
    better = applied(line, found)
    if found and (deep or not (garble().search(better) or _CUT_SHORT.search(line))):
        return better
    whole = line if deep else _whole(line)
    return whole if whole != line else applied(line, found or _unwritten(line))


def _whole(line: str) -> str:
    """Return what ftfy makes of the whole line, without the changes that are refused."""
    found = _judged(line)
    if found == line:
        return line
    kept = _credible(line, changes(line, found))
    return line if [change.before in _CONTROLS for change in kept] == [True] else applied(line, kept)


def _plain(line: str) -> str:
    """Return `line` read as UTF-8 where all of it is that, and several characters or one sure word are no accident."""
    for codec in ("latin-1", "cp1252"):
        with suppress(UnicodeError):
            read = line.encode(codec).decode()
            break
    else:
        return line
    if _UNPRINTED.search(read):
        return line
    if len(set(_ASCII.sub("", read))) >= _SEVERAL and not rare(read):
        return read
    sure = any(_sure(line, token) for token in _tokens(line))
    return applied(line, _credible(line, readings(line, "western"))) if sure else line


def _sure(line: str, token: list[tuple[int, int]]) -> bool:
    """Return whether one damaged word is judged to be damage by itself; words are remembered, lines are not."""
    return any(change.before not in TWO_READINGS for change in _credible(line, _token(line, token)))


def _pieces(line: str, *, witness: bool) -> list[Change]:
    """Return what changes where each damaged piece is judged by itself with the ASCII beside it."""
    kept = _credible(line, [change for token in _tokens(line) for change in _token(line, token)])
    sure = witness or any(change.before not in TWO_READINGS for change in kept)
    return kept if sure else []


def _tokens(line: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the runs of each damaged word, which are bound by unaccented letters only."""
    token: list[tuple[int, int]] = []
    for found in run().finditer(line):
        if token and not _BETWEEN.fullmatch(line, token[-1][1], found.start()):
            yield token
            token = []
        token.append(found.span())
    if token:
        yield token


def _token(line: str, runs: list[tuple[int, int]]) -> list[Change]:
    """Return what changes in a damaged word: judged as a whole, and where that finds nothing run by run."""
    found = _alone(line, runs[0][0], runs[-1][1])
    return found or [change for span in runs for change in _alone(line, *span)]


def _alone(line: str, start: int, end: int) -> list[Change]:
    """Return what changes in `line[start:end]` where it is judged by itself with the ASCII beside it."""
    left, right = _ascii(_BEFORE, line, max(0, start - 3), start), _ascii(_BEHIND, line, end, len(line))
    made = _remembered if end - start <= _SHORT else _made
    return [Change(start + at, old, new) for at, old, new in made(left, line[start:end], right)]


def _made(left: str, piece: str, right: str) -> tuple[Change, ...]:
    """Return what changes in `piece` between `left` and `right`, nothing where that would reach into these."""
    if hostile().search(piece):
        return ()
    found = _judged(left + piece + right)
    inside = found.startswith(left) and found.endswith(right)
    return tuple(changes(piece, found[len(left) : len(found) - len(right)])) if inside else ()


@lru_cache(maxsize=4096)
def _remembered(left: str, piece: str, right: str) -> tuple[Change, ...]:
    """Return what `_made` returns: the same few pieces are damaged all over a file."""
    return _made(left, piece, right)


def _unwritten(line: str) -> list[Change]:
    """Return the stretches that are in no text as they stand, and in many as they are read."""
    for codec in ("western", "mac-roman", "cp437"):
        found = readings(line, codec)
        if _complete(line, found):
            return found
        if sure := [
            change for change in found if _inside_word(line, change, codec) or _sign(line, change, codec)
        ]:
            return sure
    return []


def _complete(line: str, found: Sequence[Change]) -> bool:
    """Return whether all of the line beyond ASCII is read, several characters of it, and makes words: no accident."""
    read = {letter for change in found for letter in change.after}
    if len(read) < _SEVERAL or sum(len(change.before) for change in found) != len(_ASCII.sub("", line)):
        return False
    made = words(applied(line, found))
    return all(ordinary(*change[1:]) for change in found) and all(
        word.isascii() or wordlike(word) for word in made
    )


def _inside_word(line: str, change: Change, codec: str) -> bool:
    """Return whether a small letter of ASCII on each side makes a word of the reading, but not of what is written."""
    start, end = change.start, change.start + len(change.before)
    left, right = line[max(0, start - 1) : start], line[end : end + 1]
    if codec != "western" or change.before in TWO_READINGS or not (left.isascii() and right.isascii()):
        return False
    between = left.islower() and right.islower() and not change.before.islower()
    return between and wordlike(left + change.after + right) and ordinary(*change[1:])


def _sign(line: str, change: Change, codec: str) -> bool:
    """Return whether a sign (`™`) became three characters that nobody writes in a row, or `¿` a box before its `?`."""
    end = change.start + len(change.before)
    if codec == "western":
        beside = garble().search(line[max(0, change.start - 1) : change.start] + line[end : end + 1])
        return (
            not beside
            and category(change.after[0])[0] in "SP"
            and bool(_UNWRITTEN_SIGN.fullmatch(change.before))
        )
    return (
        change.after in _CLOSED_BY
        and line[end : end + 1].isalpha()
        and _CLOSED_BY[change.after] in line[end:]
    )


_CLOSED_BY = {"¿": "?", "¡": "!"}
_UNWRITTEN_SIGN = re.compile(f"â(?:{_SIGN}[\x80-\xff‘’“”–—…•™]|[\x80-\xff‘’“”–—…•™]{_SIGN})")


def _ascii(pattern: re.Pattern[str], line: str, start: int, end: int) -> str:
    """Return the first match in `line[start:end]`, which may be empty."""
    found = pattern.search(line, start, end)
    return found[0] if found else ""


def _credible(line: str, found: Iterable[Change]) -> list[Change]:
    """Return `found` without what is refused, and without good letters and punctuation that make no word."""
    kept = [change for change in found if not _refused(line, change)]
    if all(_formula(line, change) for change in kept):
        return []
    if not any(good(change.before) for change in kept):
        return kept
    read, shift, credible = applied(line, kept), 0, []
    for change in kept:
        start = change.start + shift
        shift += len(change.after) - len(change.before)
        end = start + len(change.after)
        if not good(change.before) or (_exact(change) and reads_as_words(read, start, end)):
            credible.append(change)
    return credible


def _formula(line: str, change: Change) -> bool:
    """Return whether the change takes signs of mathematics for damage that stand beside no word (`a√≤b`, `2√±1`)."""
    end = change.start + len(change.before)
    return bool(_FORMULA.fullmatch(change.before)) and not (
        _WORD_BEFORE.search(line, max(0, change.start - 2), change.start) or _WORD_BEHIND.match(line, end)
    )


def _exact(change: Change) -> bool:
    """Return whether the change is plain reading; a no-break space in the damage may have become a blank or got lost."""
    _, before, after = change
    return says(before, after) or says(before.rstrip(" ") + "\xa0", after.rstrip(" "))


def _refused(line: str, change: Change) -> bool:
    """Return whether the change takes a letter for damage, or makes what no text holds."""
    letter = _LETTER.match(line, change.start)
    if "\0" in change.after or (letter is not None and letter[0] == change.before):
        return True
    return not ordinary(*change[1:])


def _judged(text: str) -> str:
    """Return what ftfy makes of `text`."""
    from ftfy import fix_encoding  # noqa: PLC0415 - 60 ms, only for damage

    return str(fix_encoding(text))
