"""What reads like the name of a speaker, and what reads like a key, a sentence or a number."""

from __future__ import annotations

import re
from functools import lru_cache

from episcript.markup.inline import render

_SENTENCE = re.compile(
    r"[.!?…]\s+\S|[;=]|https?:|www\.|\.(?:com|org|net|io|md|py|js|json)\b|[\w.]@[\w-]+\.\w"
)
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|(?i:Dr|Mr|Mrs|Ms|Prof|St|Sr|Jr|Rev|Hon|Sen|Gen|Capt|Lt|Col|Sgt|vs))\.\s"
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?", re.UNICODE)
_NUMBERED = re.compile(
    r"(?:(?:unidentified|unknown) )?(?:speaker|spk|person|man|woman|caller|participant|guest|host|interviewer|sprecher|"
    r"sprecherin|locuteur|hablante)[ _#-]*\w{1,3}",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"[^,()]+(?:, | \()(?:[^\W\d_]{1,20} ){0,4}(?:(?:co-?)?host|byline|guest|correspondent|reporter|presenter|narrator|moderator|producer|anchor|"
    r"interviewer|gastgeber(?:in)?|gast|moderation|animat(?:eur|rice)|invitée?)\)?",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"\b[dlDL]['’](?=[^\W\d_])")
"""A particle that is written onto the name (`d'Arcy`)."""
_LAST_WORD = re.compile(r"(?<![.\w])[^\W\d_]{3,}(?=\.\Z)")
_SHORTENED = frozenset("prof rev hon inc ltd esq sen gen capt col sgt".split())
"""A full stop behind the last word of a label sets it off; behind these and behind one or two letters it belongs to it."""
_POSSESSIVE = re.compile(r"['’]s\Z")
_INITIALS = re.compile(r"[A-Z]{1,3}|(?:[A-Z]\.){2,3}")
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d", re.IGNORECASE)
_LONGEST, _MOST_WORDS = 60, 7
_PARTICLES = frozenset(
    "abu af al av ben bin bint da dal das de del della den der di dos du e el en et ibn la le of op och ter the ten un und "
    "van vande vanden vom von y z zu zum zur and & à señor señora don doña senhor senhora monsieur madame".split()
)
_KEYS = frozenset(
    "abstract acknowledgements address advantages agenda aim aims also alternative alternatively answer answers api arguments "
    "attendees attributes audience author authors background backstory benefits bonus bug bugs changes caution caveat "
    "category chapter chapters checklist code command commands comment comments conclusion configuration cons contact "
    "contents context contributors copyright cost credits danger data date day deadline default defaults definition "
    "demo dependencies deprecated description details disadvantages disclaimer discussion docs documentation download "
    "duration edit editor email episode error errors example examples exercise exercises expected explanation fact "
    "faq features file files fixed format formats from further goal goals hint hints how however idea important in "
    "info information input installation instructions intro introduction issue issues item job key keywords language "
    "later length lesson level license licence limitations link links list listen location main manual meaning meta "
    "method methods misc moreover motivation music name next no note notes number objective online option optional "
    "options order other output outputs overview parameter parameters password path ps photo phone place platform "
    "plus post prerequisites price problem production pros purpose question questions rationale reason recap "
    "recommended recording reference references related release required requirements resource resources response "
    "result results return returns rule rules sample schedule scope season section security see series server "
    "setup shownotes since size slides slug solution some source sources speakers spoiler sponsor sponsors status "
    "step steps strategy subject subscribe subtitle summary support syntax table tag tags takeaway takeaways task "
    "tasks test tests text then theory thanks theme time timestamps tip tips title to todo tool tools topic topics "
    "transcript translation tutorial twitter type types update updated updates uri url usage use user username value "
    "values verdict version video view warning warnings website what when where why workaround yes you "
    "added removed changed improved fixes new debug trace fatal critical cc bcc sent subject re fwd ingredients directions "
    "serves yield prep shortcut shortcuts attribute property properties argument flag flags env variable variables "
    "bugfix bugfixes breaking build builds chore ci cli core deprecated docs doc feature features hotfix improvement "
    "improvements internal internals linux macos windows miscellaneous new parser perf performance refactor refactoring ui ux "
    "claim claims evidence before after myth given expected actual good bad do dont don't front back term "
    "english french german spanish italian portuguese dutch japanese chinese korean russian arabic latin greek original "
    "with genre year years page pages setting best worst rating isbn publisher pro con who whom how-to cast crew runtime "
    "dependency compatibility platforms supported unsupported true false none null success failure".split()
)
"""Words that head a line in notes, manuals and change logs. A label made of these alone needs clocks to be believed."""


def plain_label(written: str) -> str:
    r"""Return the label as a person reads it: escapes and entities undone, outer blanks, dashes and commas trimmed.

    >>> plain_label(r"Miles O\'Dea ")
    "Miles O'Dea"
    >>> plain_label("ANN LEE."), plain_label("Sam Lee Jr.")
    ('ANN LEE', 'Sam Lee Jr.')
    """
    if written.isalpha():
        return written
    label = _plain(written)
    if label.endswith(".") and (last := _LAST_WORD.search(label)) and last[0].casefold() not in _SHORTENED:
        return label[:-1]
    return label


def _plain(written: str) -> str:
    label = render(written, markdown=True).text if "\\" in written or "&" in written else written
    label = " ".join(label.split()).strip("-–—,|·•~ ")
    return label.rstrip("( ") if "(" in label and label.count("(") != label.count(")") else label


def is_key(label: str) -> bool:
    """Return whether every word of `label` is one that heads lines in notes and manuals.

    >>> is_key("Notes"), is_key("Ann")
    (True, False)
    """
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(label.casefold())]
    return any(word in _KEYS for word in words) and all(word in _KEYS or word in _PARTICLES for word in words)


def is_initials(label: str) -> bool:
    """Return whether `label` may be the initials of a name; `TO`, `PS` and `ID` are keys in other files.

    >>> is_initials("TO"), is_initials("J.K."), is_initials("Tom")
    (True, True, False)
    """
    return _INITIALS.fullmatch(label) is not None


def is_numbered(label: str) -> bool:
    """Return whether `label` is what programs call a speaker whom they do not know.

    >>> is_numbered("SPEAKER_01"), is_numbered("Speaker 2"), is_numbered("Ann")
    (True, True, False)
    """
    return _NUMBERED.fullmatch(label) is not None


def has_role(label: str) -> bool:
    """Return whether `label` is a name with what its bearer does in an episode: nothing but speech is headed so.

    >>> has_role("RUTH GRAY, HOST"), has_role("Bo (guest)"), has_role("Bo, who came late")
    (True, True, False)
    """
    return _ROLE.fullmatch(label) is not None


def describes(label: str) -> bool:
    """Return whether `label` may say who somebody is instead of naming them: `Woman in the third row`.

    >>> describes("Woman in the third row"), describes("Well, it depends. On what"), describes("note to self")
    (True, False, False)
    """
    words = label.split()
    plain = label[:1].isupper() and len(words) <= _MOST_WORDS and not is_key(label) and not is_key(words[0])
    return plain and not _SENTENCE.search(_ABBREVIATION.sub("", label)) and label[-1:] not in ".!?"


@lru_cache(maxsize=4096)
def likeness(label: str) -> float:
    """Return how much `label` reads like a speaker's name, from 0 (cannot be one) to 1.

    1: capitalised words in any script (`Ann van Dyck`, `DR. LEE`, `Speaker 1`); 0.6: with digits, brackets or a
    lower-case word (`host`, `Ann2`); 0.3: several lower-case words; 0: sentences, addresses, keys, dates.

    >>> likeness("Ann van Dyck"), likeness("anna"), likeness("when you say this"), likeness("2013"), likeness("Example")
    (1.0, 0.6, 0.0, 0.0, 0.0)
    """
    if len(label) > _LONGEST or _MONTH.match(label) or is_key(label):
        return 0.0
    if _NUMBERED.fullmatch(label) or _ROLE.fullmatch(label):
        return 1.0
    if _SENTENCE.search(_ABBREVIATION.sub("", label)):
        return 0.0
    return _by_words(re.sub(r"\s*[(\[].*?[)\]]", "", label) or label)


def _by_words(label: str) -> float:
    words = _WORD.findall(_ELIDED.sub("", label.replace("_", "")))
    if not words or len(words) > _MOST_WORDS:
        return 0.0
    if not any(character.isalpha() for character in label):
        return 0.3 if len(label) <= 2 else 0.0  # noqa: PLR2004 - 1 to 99 speakers; four digits are a year
    lower = [word for word in words if word[0].islower() and word not in _PARTICLES]
    if not lower:
        return 0.6 if any(character.isdigit() for character in label) else 1.0
    if len(words) == 1:
        return 0.6
    return 0.3 if len(lower) < len(words) and len(words) < 4 else 0.0  # noqa: PLR2004 - longer is a sentence
