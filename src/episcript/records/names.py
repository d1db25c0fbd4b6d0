"""Names of keys in several languages: weak evidence for what a key means, never more than that."""

from __future__ import annotations

import re
from functools import cache

_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-zß-öø-ÿ]+|[0-9]+|[^\W\d_A-Za-z]+")

TEXT = frozenset(
    "text texts body content contents transcript transcription transcripts utterance utterances caption subtitle "
    "sentence phrase line speech words word value utf8 said say message display punctuated texte texto testo tekst "
    "inhalt äußerung aeusserung gesagt satz paroles contenu phrase énoncé frase contenido dicho conteúdo fala parlato "
    "contenuto tekst zin wypowiedź treść текст фраза реплика テキスト 本文 発言 内容 文本 文字 字幕 텍스트 내용".split()
)
START = frozenset(
    "start starts begin begins beginning from st starttime begintime starttimestamp startms startsec ts t t0 time "
    "timestamp timecode tc offset in at sec seconds position beginn anfang von zeit startzeit début debut inizio inicio "
    "comienzo desde da de początek czas начало время início começo 開始 開始時間 始 时间 起始 시작".split()
)
END = frozenset(
    "end ends stop stops to until et endtime stoptime endts endms endsec t1 out finish ende bis schluss endzeit fin "
    "fine final hasta jusqu a koniec конец fim 終了 終了時間 終 结束 끝 tend".split()
)
DURATION = frozenset(
    "duration dur d length len dauer länge durée duree durata duración duração długość длительность 長さ".split()
)
SPEAKER = frozenset(
    "speaker speakers speakerlabel speakerid speakername speakertag spk spkid spkr spkrid voice participant participants person "
    "talker host interlocutor sprecher sprecherin redner locuteur locutrice intervenant orateur hablante orador "
    "interlocutore parlante relatore falante locutor spreker mówca prelegent спикер говорящий 話者 发言人 说话人 화자 "
    "agent".split()
)
SPEAKER_WEAK = frozenset(
    "name who by author user role label channel nom nombre nome quien qui wer 名前 naam имя".split()
)
PEOPLE = SPEAKER | frozenset(
    "people persons cast hosts guests members personen personnes personas persone".split()
)
"""Keys of what holds the names behind the numbers of speakers."""
TITLE = frozenset(
    "title titles headline heading name gist topic chapter label titel titre título titolo タイトル".split()
)
CHAPTER = frozenset(
    "chapter chapters kapitel chapitre chapitres capítulo capitulos capitoli toc markers".split()
)
OTHER = frozenset(
    "url uri href link src file filename path id uuid guid hash md5 sha256 type kind status model version language lang locale "
    "sentiment emotion gender source category color colour style class mime format codec region license email phone "
    "tokens seek confidence score probability prob logprob ratio temperature pos lemma phoneme ipa entity tag tags "
    "topic reason state level mode quality key".split()
)
"""Keys of neither words nor people, whatever their values look like."""
LESSER = frozenset(
    "lexical itn normalized normalised raw original masked translation translated phonetic ipa notes".split()
)
"""Keys of a second version of the words."""
ALTERNATIVES = frozenset("alternatives alternative nbest best hypotheses hypothesis candidates".split())
"""Keys of arrays whose members say the same; the first one counts."""
UNITS = {
    "ms": 1_000, "msec": 1_000, "millis": 1_000, "milliseconds": 1_000, "millisekunden": 1_000, "ticks": 10_000_000,
    "us": 1_000_000, "microseconds": 1_000_000, "ns": 1_000_000_000, "nanos": 1_000_000_000,
    "nanoseconds": 1_000_000_000, "frame": 25, "frames": 25, "sec": 1, "secs": 1, "seconds": 1, "sekunden": 1,
    "samples": 16_000, "sample": 16_000,
}  # fmt: skip
"""Units that keys name."""


@cache
def parts_of(key: str) -> frozenset[str]:
    """Return the words of a key in lower case, and the whole.

    >>> sorted(parts_of("startTime")), sorted(parts_of("end_ms"))
    (['start', 'starttime', 'time'], ['end', 'endms', 'ms'])
    """
    words = [part.casefold() for part in _PARTS.findall(key)]
    return frozenset((*words, "".join(words)))


def hint(path: tuple[object, ...], names: frozenset[str]) -> float:
    """Return how much the keys of a path say that they mean one of `names`: 1 the last key as a whole, less a part of it.

    >>> hint(("startTime",), START), hint(("speaker", "name"), SPEAKER), hint(("x",), START)
    (1.0, 0.5, 0.0)
    """
    for place, key in enumerate(reversed(path)):
        if not isinstance(key, str):
            continue
        parts = parts_of(key)
        if parts & names:
            whole = "".join(part.casefold() for part in _PARTS.findall(key)) in names
            return (1.0 if whole else 0.7) / (place + 1)
    return 0.0


def unit_of(path: tuple[object, ...]) -> int | None:
    """Return the units a second that a key names, if it names any.

    >>> unit_of(("start_ms",)), unit_of(("offsetInTicks",)), unit_of(("start",)) is None
    (1000, 10000000, True)
    """
    for key in reversed(path):
        if isinstance(key, str):
            words = [part.casefold() for part in _PARTS.findall(key)]
            if words and (len(words) > 1 or words[0] in {"ms", "millis", "milliseconds", "ticks", "frames"}):
                found = next((UNITS[word] for word in reversed(words) if word in UNITS), None)
                if found:
                    return found
    return None
