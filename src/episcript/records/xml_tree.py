"""XML as records: an element is a record of its attributes and children; what stands between its tags is its text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from episcript.codes import EpiscriptError, diagnose
from episcript.records.tree import SAID, STAMPS, Number, Record, Tree
from episcript.records.xml_spans import Place, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from episcript.model import Diagnostic
    from episcript.records.tree import Key

_INLINE = frozenset("span br b i em strong u font ruby rt rb rp a sub sup c wbr small mark".split())
"""Elements that are no records of their own where they stand in text."""
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_DEEPEST = 400
_FAULTS = frozenset((expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],))


class Element:
    """An element that was opened: its name, its attributes, its texts and children in order."""

    def __init__(self, name: str, number: int, place: int, attributes: dict[str, str]) -> None:
        """Open the element `number` at the byte `place`."""
        self.name, self.number = name, number
        self.record = Record((_local(key), _scalar(value)) for key, value in attributes.items())
        self.record.place = place
        self.content: list[str | Element] = []
        self.value: object = self.record

    def children(self) -> list[Element]:
        """Return the elements inside."""
        return [part for part in self.content if isinstance(part, Element)]

    def has_text(self) -> bool:
        """Return whether there is more than blanks between its tags, children left out."""
        return any(isinstance(part, str) and part.strip() for part in self.content)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _scalar(value: str) -> str:
    return Number(value) if _NUMBER.fullmatch(value) else value


class _Builder:
    """Puts records together while the parser walks over the tags."""

    def __init__(self) -> None:
        self.root = Record()
        self.root.place = 0
        self.stack: list[Element] = []
        self.places: dict[int, Place] = {}
        self.records: dict[int, Record] = {}
        self.count = 0

    def open(self, name: str, attributes: dict[str, str], place: int) -> None:
        """Take an opening tag."""
        if len(self.stack) >= _DEEPEST:
            raise EpiscriptError(diagnose("bad-records", reason="it is nested too deeply"))
        element = Element(_local(name), self.count, place, attributes)
        self.records[self.count] = element.record
        self.count += 1
        if self.stack:
            self.stack[-1].content.append(element)
        self.stack.append(element)

    def close(self) -> None:
        """Take a closing tag: the element becomes a record, or a scalar where it has neither attributes nor children."""
        element = self.stack.pop()
        children = element.children()
        if element.has_text() and not children:
            self._close_leaf(element)
        elif element.has_text() and _repeats(element, children):
            self._close_structure(element, children)
            self._close_leaf(element)
        elif children and (element.has_text() or any(child.name.lower() in _INLINE for child in children)):
            self._close_mixed(element, children)
        else:
            self._close_structure(element, children)
        if not self.stack:
            self.root[element.name] = element.value
            if not isinstance(element.value, Record):
                self.places[element.number] = Place(self.root, element.name)

    def _close_leaf(self, element: Element) -> None:
        text = _BLANKS.sub(" ", "".join(part for part in element.content if isinstance(part, str)))
        if element.record:
            element.record[SAID] = _scalar(text)
            self.places[element.number] = Place(element.record, SAID)
        else:
            element.value = _scalar(text)

    def _close_mixed(self, element: Element, children: list[Element]) -> None:
        """Make one text of an element with text and elements in it; those with attributes are records beside it."""
        stamps: list[tuple[int, Record]] = []
        text = _flat(element, stamps)
        element.record[SAID] = text
        if stamps:
            element.record[STAMPS] = stamps
        self._place_all(element, Place(element.record, SAID))
        timed = [
            child for child in children if child.record and isinstance(child.value, Record) and _said(child)
        ]
        for name in dict.fromkeys(child.name for child in timed):
            element.record[_free(element.record, name)] = [
                child.value for child in timed if child.name == name
            ]

    def _place_all(self, element: Element, place: Place) -> None:
        waiting = [element]
        while waiting:
            one = waiting.pop()
            self.places[one.number] = place
            waiting.extend(one.children())

    def _close_structure(self, element: Element, children: list[Element]) -> None:
        named: dict[str, list[Element]] = {}
        for child in children:
            named.setdefault(child.name, []).append(child)
        for name, alike in named.items():
            key = _free(element.record, name)
            values = [child.value for child in alike]
            element.record[key] = values if len(values) > 1 else values[0]
            for index, child in enumerate(alike):
                if not isinstance(child.value, Record):
                    where: tuple[object, Key] = (values, index) if len(values) > 1 else (element.record, key)
                    self.places[child.number] = Place(*where)


def _repeats(element: Element, children: list[Element]) -> bool:
    """Return whether the children of an element say again what its own text says: words with their times."""
    own = "".join(part for part in element.content if isinstance(part, str))
    inner = "".join(part for child in children for part in _parts(child) if isinstance(part, str))
    return "".join(own.split()) == "".join(inner.split())


def _said(element: Element) -> bool:
    return isinstance(element.value, Record) and bool(str(element.value.get(SAID, "")).strip())


def _free(record: Record, name: str) -> str:
    return f"{name}/" if name in record else name


def _flat(element: Element, stamps: list[tuple[int, Record]]) -> str:
    """Return the text of an element and what is in it; `br` ends a line, empty elements with attributes are stamps."""
    out = ""
    for part in _parts(element):
        if isinstance(part, str):
            said = _BLANKS.sub(" ", part)
            out += said.lstrip() if not out or out[-1] in " \n" else said
        elif part.name.lower() == "br":
            out = out.rstrip(" ") + "\n"
        elif part.record and not part.content:
            stamps.append((len(out), part.record))
    return out.strip(" \n")


def _parts(element: Element) -> Iterable[str | Element]:
    """Return texts and empty elements in the order of the source, without recursion."""
    found: list[str | Element] = []
    waiting: list[str | Element] = [*reversed(element.content)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Element) and part.content:
            waiting.extend(reversed(part.content))
        else:
            found.append(part)
    return found


def xml_tree(text: str) -> Tree:
    """Return the tree of an XML text; one that is broken is read as far as it is whole, with a remark.

    Entities that a file declares are refused, its document type is not fetched. Raises `EpiscriptError`.

    >>> xml_tree('<t><s who="Ann">Hi, <i>Bo</i>.</s><s who="Bo">Yes.</s></t>').root
    {'t': {'s': [{'who': 'Ann', '': 'Hi, Bo.'}, {'who': 'Bo', '': 'Yes.'}]}}
    """
    builder, data = _Builder(), text.encode()
    remark = _parse(data, builder)
    while builder.stack:
        builder.close()
    if not builder.root:
        raise EpiscriptError(diagnose("bad-records", reason="it is no XML"))
    return Tree(
        builder.root,
        lambda records: _offsets(data, records),
        lambda: spans_of(text, builder.records, builder.places),
        (remark,) if remark else (),
    )


def _parse(data: bytes, builder: _Builder) -> Diagnostic | None:
    """Parse; return the remark on what is broken, if anything is."""
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True

    def said(text: str) -> None:
        if builder.stack:
            builder.stack[-1].content.append(text)

    def declared(*_: object) -> None:
        raise EpiscriptError(diagnose("bad-records", reason="it declares entities"))

    parser.StartElementHandler = lambda name, values: builder.open(name, values, parser.CurrentByteIndex)
    parser.EndElementHandler = lambda _: builder.close()
    parser.CharacterDataHandler = said
    parser.EntityDeclHandler = declared
    parser.SkippedEntityHandler = lambda name, _: said(html.unescape(f"&{name};"))
    try:
        parser.Parse(data, True)  # noqa: FBT003 - pyexpat has no keywords
    except expat.ExpatError as error:
        return diagnose("xml-broken", error.lineno, reason=expat.ErrorString(error.code))
    return None


def _offsets(data: bytes, records: Iterable[Record]) -> list[int]:
    """Return the offsets in characters of records, which know theirs in bytes."""
    wanted = [record.place for record in records]
    found: dict[int, int] = {}
    last = offset = 0
    for place in sorted(set(wanted)):
        offset += len(data[last:place].decode(errors="replace"))
        last = place
        found[place] = offset
    return [found[place] for place in wanted]
