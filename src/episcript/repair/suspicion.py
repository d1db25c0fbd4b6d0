"""What looks like UTF-8 that was read in another encoding: patterns that cost little and accuse much."""

from __future__ import annotations

import re
from functools import cache

_WESTERN = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
"""What Windows-1252, 1254 and, nearly, 1250 and 1253 put on the bytes 0x80 to 0x9F."""

_CENTRAL = "ŚŤŹśťźˇ˘ŁĄŞŻ˛łąşĽ˝ľĂăĘęŃńŇňŮů"
"""What Windows-1250 and ISO 8859-2 put on continuation bytes, where Latin-1 has something else."""

_CONTINUATION = f"[\x80-\xbf\ufffd{_WESTERN}{_CENTRAL}΄΅Ά―ΈΉΊΌΎΏ]"
"""Bytes 0x80 to 0xBF in the Western and Central European encodings; U+FFFD where one was lost."""

_SYMBOL = "[\x80-\xa2\xa4-\xa9\xab-\xae\xb0\xb1\xb5-\xb7\xbb€‚ƒ„…†‡ˆ‰‹‘’“”•–—˜™›]"
"""Continuation bytes that no Cyrillic or Greek encoding turns into a letter: letters would accuse clean words."""

_DRAWN = "[\xa1-\xff†•™≠∞≤≥∂∑∏π∫Ω≈∆√ƒ⌐░-▓│┤╡-╣║╖╗╝╜╛┐¬₧]"
"""Continuation bytes in Mac Roman and in code page 437."""

_TWO, _THREE, _FOUR = "ÂÃÄÅÆÈË-ÑÕ-ÛĂĹŘŮĀĆ", "à-ïā", "ð-ô"
"""First bytes of sequences of two, three and four; 0xDF is left out (`Spaß”`), and so is what only rare scripts need."""

_SHAPES = {
    _TWO: f"{_CONTINUATION}",
    _THREE: f"{_CONTINUATION}{{2}}",
    _FOUR: f"{_CONTINUATION}{{3}}",
    "ВГРС": f"{_SYMBOL}[ВГРС]",
    "вп": "[Ђ¬].",
    "ΒΓΞΟ": _SYMBOL,
    "β": "€.",
    "√≈ƒ├┬┼╨╤║": _DRAWN,
    "¬": "[\xa1-\xff†]",
    "Œœ": "[±≤≥¥∂∑∏π∫ªºΩ†°¢£§•¶®©™´¨≠∞]",
    "‚": "[ÄâàâôéèêóòÜÑ].",
    "–—◊ÿŸ": f"{_DRAWN}[–—◊ÿŸ]{_DRAWN}",
}
"""What follows a first byte. The later rows are Windows-1251 and 1253, Mac Roman and code page 437, each narrowed to
what clean text lacks."""

_DOS = "[ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»®©ø×ÁÂÀÊËÈÍÎÏÓßÔÒõÕµþÞÚÛÙýÝ░▒▓│-╿]"
_MAC = "[ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø]"
"""Continuation bytes in code pages 437 and 850, and in Mac Roman."""

_ELSEWHERE = {
    "─-╿": _DOS,
    "αßΓπΣσµτΦΘΩδ∞φε∩≡": f"{_DOS}{{2}}",
    "ƒ≈√∆": _MAC,
    "Œœ": _MAC,
    "»": "[òõôö]",
    "·‡‰„ÂÊÁËÈÍÎÏÌ": f"{_MAC}{{2}}",
    "◊ÿŸ": _DRAWN,
    "–—": "[±∞∂≤≥∑∏π∫ªºΩæøüàÄÅÇÉÑÖÜáâäãåçéèêëî]",
    "ВГДЕЖ": "(?<=[A-Za-z].)[-¿°©®±µ¶·є№ё»јЅѕїЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґ ]",
    "ΒΓ": "(?<=[A-Za-z].)[ -¿‚ƒ„…†‡‰‹‘’“”•–—™›΅ΆΈΉΊΌΎΏ]",
}
"""What may be damage where the words of the file say so, and is common in good text otherwise."""


def _branches(shapes: dict[str, str], more: str = "") -> str:
    """Return one pattern of all shapes; it begins with one class, which is what makes the search fast.

    The next test is whether ASCII follows, as it does in clean words; the shapes are tried where it does not.
    """
    rest = "|".join(f"(?<=[{first}]){rest}" for first, rest in shapes.items())
    alone = f"|(?<=[{more}])" if more else ""
    return f"[{''.join(shapes)}{more}](?:(?=[^\x00-\x7f])(?:{rest})|(?<=[ÃÂ]) {alone})"


_GARBLE = f"[\x80-\x9f¢-ª¬-º¼-¾€‚ƒ†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ{_TWO}âã√≈∂∏π∫Ω∑≤≥├┬╨╤╬Φ]"
"""Beside a run these say that more is wrong than the run; good quotation marks, dashes and dots say nothing."""

_DEEP = f"[{_TWO}{_THREE}{_FOUR}ВГРСΒΓΞΟ┬├√¬]{{6}}"


@cache
def garble() -> re.Pattern[str]:
    """Return the pattern of a character beside which more is wrong than one run."""
    return re.compile(_GARBLE)


@cache
def gate() -> re.Pattern[str]:
    """Return the pattern without which a line alone shows no damage that can be mended.

    The patterns are compiled when they are asked for: ASCII needs none of them.
    """
    return re.compile(_branches(_SHAPES, "\x80-\x9f"))


@cache
def suspect() -> re.Pattern[str]:
    """Return the pattern without which not even the words of the file could show damage on a line."""
    merged = dict(_SHAPES)
    for first, rest in _ELSEWHERE.items():
        merged[first] = f"(?:{merged[first]}|{rest})" if first in merged else rest
    return re.compile(_branches(merged, "\x80-\x9f"))


@cache
def run() -> re.Pattern[str]:
    """Return the pattern of a stretch to be tried alone.

    It lies in no garble: a word mended in the middle of one would be worse than the garble.
    """
    return re.compile(f"(?<!{_GARBLE})(?:{_branches(_SHAPES)})++(?!{_GARBLE})")


@cache
def hostile() -> re.Pattern[str]:
    """Return the pattern of first bytes in a row (`ÂÂÂÂÂÂ¼`), of which each round would mend one only: no text."""
    return re.compile(_DEEP)
