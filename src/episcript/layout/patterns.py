"""The patterns of heads: names, clocks, emphasis and what sets them apart, in every order that people write them."""

from __future__ import annotations

import re

from episcript.times import CLOCK

EM = r"(?:\*{1,6}|_{1,4}|</?(?:b|strong|em|i|u|cite)>|'{3})"
_EM_END = r"(?:\*{1,6}|_{1,4}(?![^\W_])|</?(?:b|strong|em|i|u|cite)>|'{3})"
"""Emphasis that closes: an underscore inside a word (`SPEAKER_00`) closes nothing."""
GAP = r"[^\S\r\n]"
_BLANK = r"[^\S\r\n\t]"
_NAME_FIRST = r"[^\s*_:\[\]<>{}`#|()\"«»,;.!?&=+/\\-]"
_NAME = rf"{_NAME_FIRST}(?:\\['’.&()_\-#@|!]|&[a-z]{{2,8}};|&\#\d+;|_(?<=\w_)(?=\w)|[^\r\n\t*_:\[\]<>{{}}`\\]){{0,59}}?(?!{_BLANK}?[^\W\d_])"
"""No letter follows a name in any pattern; to say so here spares the rest of the pattern at each letter of the name."""
_RANGE = rf"(?P<range>(?:{GAP}?(?:-->|->|–|—|-|to|/){GAP}?|(?<=[.][0-9]{{3}}),)(?>{CLOCK})(?![0-9]|:[0-9]))?"
"""A clock is taken whole, or the rest of one would be a name; YouTube's SBV has a comma between two of them."""
_OPEN, _CLOSE = r"(?:\[\(|\\?[\[({<]|`|【|（)", r"(?:\)\]|\\?[\])}>]|`|】|）)"
_DATE = rf"(?P<date>(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}},?{GAP}(?=[0-9]))?(?:(?:[0-9]{{1,2}}[-./]){{2}}(?:20)?[0-9]{{2}}|20[0-9]{{2}}(?:[-./][0-9]{{1,2}}){{2}})(?:T|,?{GAP})|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?{GAP})?"
_HALF = rf"(?P<half>{GAP}?(?:[AP]M(?![^\W_])|[ap]\.?m\.?(?={GAP}*(?:\Z|[\])>:,|–—-]))))?"
_ZONE = rf"(?P<zone>(?(date)(?:Z|{GAP}?(?:UTC|GMT)|[+-][0-9]{{2}}:?[0-9]{{2}})?))"
"""Chats and meeting programs write the day before a time, or the half of the day behind it. In German `05:12 am Steg` is a title."""
_CLOCK_ITEM = (
    rf"(?:(?P<outer>\()(?=\[))?(?P<open>{_OPEN})?{GAP}?{_DATE}(?P<sign>\\?[@#~])?{GAP}?(?P<clock>(?<![0-9:.])(?>{CLOCK}))(?![0-9]|:[0-9])"
    rf"{_HALF}{_RANGE}{_ZONE}(?P<tail>\\?\#)?{GAP}?(?P<close>{_CLOSE})?"
    r"(?P<link>\([^()\s]{1,400}\))?(?(outer)\))"
)
_DASH = rf"{GAP}{{1,2}}(?:–|—|-)(?=\s)"
_JOIN = rf"{_BLANK}{{0,8}}(?:(?P<dash>[–—-]){GAP}{{0,4}}|(?P<cell>[|\t]){GAP}{{0,4}}|[,·•~]{GAP}{{0,4}})?"
_CELL = rf"(?(cell){_BLANK}{{0,4}}[|\t]|(?!))"
"""What ends a name that stands between a clock and a text in columns: `0:12 | Ann | Yes.`."""
CLOCKISH = re.compile(r"[0-9](?::[0-9]|[hm] ?[0-9]|s\b)")

CLOCK_ITEM = re.compile(rf"{_CLOCK_ITEM}{GAP}*(?:[:：–—-](?=\s))?")
"""A clock with its brackets, its link, or a clock that it runs to, and what sets it off from the text behind it."""
CLOCK_THEN_NAME = re.compile(
    rf"(?P<em0>{EM})?{_CLOCK_ITEM}(?(em0){_EM_END}?)(?P<c0>[:：])?{_JOIN}(?P<em>{EM}|<v(?:\.[\w.]+)?[ \t]+|\\?\[|<[ @+]?(?=[\w.|-]{{1,30}}>))?(?P<name>{_NAME})"
    rf"(?:(?P<c1>{GAP}{{0,2}}(?:：|:(?={_EM_END}?(?:\s|\Z|[^\x00-\x7f]))))(?(em)(?:{GAP}?(?P<em1>{_EM_END}))?|(?(em0)(?:{GAP}?{_EM_END})?))|(?P<em2>{_EM_END}|\\?\])(?P<c2>{GAP}{{0,2}}[:：])?(?P<d1>{_DASH})?"
    rf"|(?P<v>>)|(?P<d2>{_DASH}|{_CELL})|(?P<line>{GAP}*\Z))"
)
CLOCK_ONLY = re.compile(
    rf"(?P<em0>{EM})?{_CLOCK_ITEM}(?P<em1>{_EM_END})?{GAP}*(?P<c1>[:：]|[–—|-](?=\s))?(?P<em2>{_EM_END})?{GAP}*"
)
NAME_THEN_CLOCK = re.compile(
    rf"(?P<em>{EM}|\\?\[)?(?P<name>{_NAME})(?<!\s){GAP}*+(?P<c1>[:：])?(?P<em1>{_EM_END}|\\?\])?{GAP}*+(?P<c2>[:：])?{_JOIN}(?P<em2>{_EM_END})?{_CLOCK_ITEM}"
    rf"(?P<em3>{_EM_END})?{GAP}*(?P<c3>：|:(?=\s|\Z|\*|_|[^\x00-\x7f])|[–—|-](?=\s))?(?P<em4>{_EM_END})?"
)
EMPHASISED = re.compile(
    rf"(?P<em>\*{{1,6}}|_{{1,4}}|'{{3}}|<(?P<tag>b|strong|em|i|u|cite)>)(?P<name>{_NAME})(?<!\s){GAP}*+(?P<c1>[:：])?{GAP}*+"
    rf"(?:(?P=em)(?!(?<=_)[^\W_])|</(?P=tag)>)(?P<c2>{GAP}{{0,2}}[:：])?(?P<dash>(?:{GAP}{{1,2}}[–—-]|[–—])(?=\s))?"
)
BRACKETED = re.compile(rf"\\?\[(?P<name>{_NAME})\\?\](?!\()(?P<c2>{GAP}?[:：])?(?=\s|\Z)")
ANGLED = re.compile(r"<[ @+]?(?P<name>[\w.|-]{1,30})>(?=\s)")
VOICE = re.compile(r"<v(?:\.[\w.]+)?[ \t]+(?P<name>[^<>\r\n]{1,80})>")
COLON = re.compile(rf"(?P<name>{_NAME})(?P<c1>{GAP}?(?::(?=\s|\Z|[^\x00-\x7f]|(?P<tight>[A-Z\"]))|：))")
DASHED = re.compile(
    rf"(?P<name>{_NAME})(?P<dash>{_DASH}|(?<=[^\W\d_])\.(?:[–—]|-(?=\s)){GAP}?|{_BLANK}{{0,4}}\t{{1,8}}(?=\S))"
)
"""`Ann – Yes.`, `Ann.— Sí.` as in Spanish and French, or columns."""
OWN_LINE = re.compile(rf"(?P<name>{_NAME}){GAP}*\Z")
CHEVRONS = re.compile(rf"(?:>>(?!>)|&gt;&gt;(?!&gt;)){GAP}*")
LETTER_CLOCK = re.compile(r"[0-9][hm] ?[0-9]")
