"""Which heads open turns: known labels, one-offs that carry their burden of proof, slips; and which stamps are times."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from episcript.labels import names_nobody
from episcript.layout.beside import clocked_beside
from episcript.layout.forms import forms_of, is_form
from episcript.layout.groups import distance, strength
from episcript.layout.learn import RELATED
from episcript.layout.names import describes, has_role, is_initials, is_key, likeness
from episcript.layout.talk import speaks
from episcript.lines import LINE_END

if TYPE_CHECKING:
    from collections.abc import Sequence

    from episcript.layout.forms import Forms
    from episcript.layout.groups import Found
    from episcript.layout.heads import Head
    from episcript.layout.learn import Grammar
    from episcript.markup import Document

_BARE_ADDRESS = re.compile(r"(?:\[[^\]\r\n]*\]\([^)\s]*\)|<?(?:https?://|www\.)\S+>?)[\s.,;|]*")
_WORDS = re.compile(r"\w+")
_BETWEEN_NAMES = re.compile(r",(?: and)? |;|、| and | & | und | et | y ")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)\Z")
_SHORT_NAME_WORDS = 3
_NEAR = 4
"""An announcer before the first known speaker stands within this many lines of them."""
_A_NAME = 0.6
_QUOTES = frozenset("\"“”„«‘'‚")
_ANY_ONE_OFF, _LIKELY_ONE_OFF, _CLOCK_BESIDE = 3.0, 2.5, 3.0
_LIKELY_LAST = 2.0
"""So strong is a name in bold; one that stands directly behind the last known turn has the last word."""


class Style(NamedTuple):
    """How the known labels are written and placed; a one-off has to agree."""

    capitals: bool
    after_blank: bool
    quoted: bool


class Known(NamedTuple):
    """What a head is judged by: the grammar, its labels, their style, and the lines from the first to the last.

    `clocked` are the positions of heads whose clock stands beside them, where most have it, `headed` those of all heads
    with a label.
    """

    document: Document
    grammar: Grammar
    labels: frozenset[str]
    forms: Forms
    style: Style
    lines: range
    clocked: frozenset[int]
    headed: frozenset[int]


def turns_of(document: Document, heads: Sequence[Found], grammar: Grammar) -> tuple[Found, ...]:
    """Return the heads that open turns, in order.

    Every head is judged twice: a label that opened a turn once is a known one, in its slips too.
    """
    inner = [
        found for found in heads if found.head.label in grammar.labels and _in_grammar(found.head, grammar)
    ]
    if not inner:
        return ()
    if not any(found.head.of_day for found in inner):
        heads = [found for found in heads if not found.head.of_day]  # a list of commits before a transcript
    style = _style(document, inner)
    labels = frozenset(label for label in grammar.labels if not style.capitals or _in_capitals(label))
    places = [found.position for found in inner if found.head.label in labels]
    clocked = frozenset[int]() if "C" in grammar.main.order else clocked_beside(document, heads, inner)
    lines = range(places[0], places[-1] + 1)
    headed = frozenset(found.position for found in heads if found.head.label is not None)
    known = Known(document, grammar, labels, forms_of(labels), style, lines, clocked, headed)
    first = _judged(heads, known)
    if not first:
        return ()
    met = labels | {found.head.label or "" for found in first}
    lines = range(lines.start, max(lines.stop, first[-1].position + 1))
    return _judged(heads, known._replace(labels=met, forms=forms_of(met), lines=lines))


def _judged(heads: Sequence[Found], known: Known) -> tuple[Found, ...]:
    return tuple(found for found in heads if found.head.label is not None and _is_turn(found, known))


def _fits(head: Head, grammar: Grammar) -> bool:
    """Return whether the head has an accepted shape or one related to it."""
    return head.shape in grammar.shapes or any(
        distance(head.shape, shape) <= RELATED for shape in grammar.shapes
    )


def _style(document: Document, inner: Sequence[Found]) -> Style:
    """Return what nearly all heads with known labels have in common."""
    capitals = sum(_in_capitals(found.head.label or "") for found in inner)
    blank = sum(after_blank(document, found.position) for found in inner)
    quoted = sum(found.opening[:1] in _QUOTES for found in inner)
    most = 0.9 * len(inner)
    return Style(capitals >= most, blank >= most, quoted >= most)


def _in_capitals(label: str) -> bool:
    """Return whether a label is in capitals; a remark in brackets need not be (`LEE (on the phone)`)."""
    return label.isupper() or _IN_BRACKETS.sub("", label).isupper()


def after_blank(document: Document, position: int) -> bool:
    """Return whether no line of text stands directly before the line at `position`."""
    return position == 0 or document.lines[position - 1].kind != "text"


def _is_turn(found: Found, known: Known) -> bool:
    """Return whether a head opens a turn: by its label where that is known, else by its shape."""
    head, label = found.head, found.head.label or ""
    within = found.position in known.lines
    sure = head.shape in known.grammar.shapes and label in known.labels
    placed = found.position in known.clocked or after_blank(known.document, found.position)
    if known.style.after_blank and not sure and not placed:
        return False
    bracketed = head.shape.emphasis == "[" and head.shape not in known.grammar.shapes
    if bracketed or _explains(label, found.opening):
        return False  # `[music]` among heads without brackets, a legend
    if label in known.labels:
        return _known_turn(head, known, within=within or _goes_on(found, known))
    if within and names_nobody(label) and _fits(head, known.grammar):
        return True
    before = found.position < known.lines.start and not (_speaks_first(found, known) and _full(head))
    behind = found.position >= known.lines.stop and not (
        strength(head.shape) >= _LIKELY_LAST and _goes_on(found, known) and _full(head)
    )
    return _new_label(found, known, outside=before or behind)


def strange(label: str) -> str | None:
    """Return why a label is nobody's name, `None` where it may be one.

    >>> strange("Notes"), strange("Ann Lee")
    ('such a word heads lines in notes and manuals', None)
    """
    if is_key(label):
        return "such a word heads lines in notes and manuals"
    return None if likeness(label) > 0 or describes(label) else "the label does not read like a name"


def _explains(label: str, opening: str) -> bool:
    """Return whether a text says whose initials a label is: `AL: Ann Lee, host`."""
    if not is_initials(label):  # most are not, so this comes first
        return False
    name = opening.split(",", maxsplit=1)[0].split("(", maxsplit=1)[0].strip()
    if likeness(name) < 1:
        return False
    initials = "".join(word[0] for word in _WORDS.findall(name)).casefold()
    return len(initials) > 1 and initials.startswith(label.replace(".", "").casefold())


def _is_short(label: str) -> bool:
    return len(_IN_BRACKETS.sub("", label).split()) <= _SHORT_NAME_WORDS


def _full(head: Head) -> bool:
    return likeness(head.label or "") == 1 and _is_short(head.label or "")


def _speaks_first(found: Found, known: Known) -> bool:
    """Return whether a head stands directly before the first known one, with nothing but its own sentences between."""
    between = range(found.position + 1, known.lines.start)
    if len(between) > _NEAR:
        return False
    lines = known.document.lines[between.start : between.stop]
    return (
        known.headed.isdisjoint(between)
        and all(line.kind in {"blank", "text"} for line in lines)
        and speaks(found.opening)
    )


def _goes_on(found: Found, known: Known) -> bool:
    """Return whether a head behind the last known one belongs to the transcript: nothing but speech lies between."""
    if not 0 <= found.position - known.lines.stop <= _NEAR:
        return False
    between = known.document.lines[known.lines.stop : found.position]
    return all(line.kind in {"blank", "text"} for line in between) and speaks(found.opening)


def _known_turn(head: Head, known: Known, *, within: bool) -> bool:
    """Return whether a head with a known label opens a turn: in a shape of the grammar always, in a slip inside it."""
    grammar = known.grammar
    if head.shape in grammar.shapes or (has_role(head.label or "") and _fits(head, grammar)):
        return True
    same_prefix = head.shape.prefix == grammar.main.prefix
    if "C" in head.shape.order and same_prefix:
        return _fits(head, grammar)
    plain = same_prefix and head.shape.colon in {":", ":+"}
    return within and (plain or _fits(head, grammar)) and not _only_address(known.document, head)


def _new_label(found: Found, known: Known, *, outside: bool) -> bool:
    """Return whether a head whose label does not recur opens a turn."""
    head, label = found.head, found.head.label or ""
    clocked = found.position in known.clocked
    if not (
        _in_grammar(head, known.grammar)
        or _near_with_clock(head, known.grammar)
        or (clocked and _fits(head, known.grammar))
        or (not outside and _lost_clock(head, known.grammar))
        or (
            has_role(label) and _fits(head, known.grammar)
        )  # `ANN LEE, HOST:` on a line of its own, then `LEE: …`
    ):
        return False
    address = _only_address(known.document, head)
    if is_form(label, known.forms):
        return not address
    if _lists_names(found.opening, known):
        return False
    power = strength(head.shape) + _CLOCK_BESIDE * clocked
    weak = power < _ANY_ONE_OFF or address
    if (known.style.capitals and weak and not _in_capitals(label)) or (
        outside and weak and not has_role(label)
    ):
        return False
    return _one_off(known, head, power)


def _in_grammar(head: Head, grammar: Grammar) -> bool:
    """Return whether the head has an accepted shape; for a strong one it is all the same whether its line goes on."""
    turned = head.shape._replace(own=not head.shape.own)
    return head.shape in grammar.shapes or (turned in grammar.shapes and strength(turned) >= _LIKELY_ONE_OFF)


def _lists_names(opening: str, known: Known) -> bool:
    """Return whether a text is nothing but names, those of speakers among them: who takes part."""
    names = [name.strip() for name in _BETWEEN_NAMES.split(opening)]
    if len(names) == 1 and (short := _IN_BRACKETS.search(opening)):
        return short[1] in known.labels and likeness(opening) == 1
    return (
        len(names) > 1
        and all(likeness(name) == 1 for name in names)
        and any(name[:end] in known.labels for name in names for end in range(1, len(name) + 1))
    )


def _lost_clock(head: Head, grammar: Grammar) -> bool:
    """Return whether the head is one of an accepted shape that lost its clock, and its label a full name."""
    lost = head.shape.order == "N" and "C" in grammar.main.order and not head.shape.prefix
    bare = {shape._replace(order="N", wrapper="") for shape in grammar.shapes}
    named = likeness(head.label or "") == 1 and " " in (head.label or "")
    return lost and named and any(distance(head.shape, shape) <= 1 for shape in bare)


def _near_with_clock(head: Head, grammar: Grammar) -> bool:
    """Return whether the head is a slip of the main shape that kept its clock: one factor off, no weaker than a name."""
    return (
        "C" in grammar.main.order
        and head.shape.order == grammar.main.order
        and head.shape.prefix == grammar.main.prefix
        and any(distance(head.shape, shape) == 1 for shape in grammar.shapes)
        and likeness(head.label or "") >= _A_NAME
    )


def _one_off(known: Known, head: Head, power: float) -> bool:
    """Return whether a label seen for the first time opens a turn; the strength of the shape sets what it must show."""
    label, liking = head.label or "", likeness(head.label or "")
    if head.shape.emphasis == "<v>":
        return True
    if power >= _ANY_ONE_OFF:
        one_word = "C" in head.shape.order and is_key(label) and len(label.split()) == 1
        return liking > 0 or one_word or describes(label)
    if power >= _LIKELY_ONE_OFF:
        return liking >= _A_NAME
    document = known.document
    if _only_address(document, head) or (_quotes(document, head) and not known.style.quoted):
        return False
    return liking == 1 and _is_short(label) and not is_key(label)


def _only_address(document: Document, head: Head) -> bool:
    """Return whether nothing but a link or an address follows the label: a line of resources."""
    stop = LINE_END.search(document.text, head.text_start)
    text = document.text[head.text_start : stop.start() if stop else None].strip()
    return bool(text) and _BARE_ADDRESS.fullmatch(text) is not None


def _quotes(document: Document, head: Head) -> bool:
    """Return whether the text opens with a quotation mark: somebody is quoted (`They said: “…”`), nobody speaks."""
    return document.text[head.text_start : head.text_start + 1] in _QUOTES
