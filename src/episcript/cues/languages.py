"""Function words by language: which words hold on to what follows, and which begin something new.

A language is one entry of `LANGUAGES`: its tag, and for each class of `prices.AFTER` and `prices.BEFORE` its words. All
classes are optional; a word stands in one of them. Short closed classes are enough, a few dozen words each: they make up
half of all speech.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from episcript.codes import diagnose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from episcript.model import Diagnostic, Turn

LANGUAGES: dict[str, dict[str, str]] = {
    "en": {
        "article": "a an the this these those every each no another",
        "possessive": "my your his its our their whose",
        "preposition": (
            "about above across after against along among around as at before behind below beneath beside between beyond "
            "by despite down during except for from in inside into like near of off on onto out outside over per since "
            "through throughout to toward towards under until up upon via with within without"
        ),
        "conjunction": (
            "and but or nor so because although though unless while whereas if when where whether than yet"
        ),
        "relative": "that which who whom what how why",
        "auxiliary": (
            "am is are was were be been being has have had do does did can could will would shall should may might must "
            "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't "
            "shouldn't"
        ),
        "pronoun": (
            "i you he she it we they i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd "
            "she'd we'd they'd i'll you'll he'll she'll it'll we'll they'll there there's that's"
        ),
        "degree": "very not too quite more most less really",
        "adverb": "just also even only still",
        "title": "mr. mrs. ms. dr. prof. st. vs. mt. no. e.g. i.e.",
    },
    "de": {
        "article": (
            "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner dieser diese dieses "
            "diesen diesem jeder jede jedes jeden jedem"
        ),
        "possessive": "mein meine meinen dein deine sein seine seinen ihr ihre ihren unser unsere unseren euer eure",
        "preposition": (
            "an am ans auf aus außer bei beim bis durch für gegen hinter im in ins mit nach neben ohne seit trotz über um "
            "unter vom von vor während wegen zum zur zu zwischen"
        ),
        "conjunction": "und aber oder denn sondern weil obwohl wenn als ob während damit bevor nachdem sobald sowie",
        "relative": "dass daß was wer wie warum wo welche welcher welches",
        "auxiliary": (
            "bin bist ist sind seid war waren habe hast hat haben hatte hatten werde wird werden wurde wurden kann können "
            "konnte muss müssen musste soll sollte will wollte darf würde wäre hätte"
        ),
        "pronoun": "ich du er sie es wir man mich dich sich uns mir dir ihm ihn ihnen",
        "degree": "sehr nicht zu ganz mehr so ziemlich",
        "adverb": "auch nur noch schon mal eben halt",
        "title": "dr. prof. hr. fr. z.b. bzw. ca. st. nr.",
    },
    "fr": {
        "article": "le la les un une des du au aux ce cet cette ces chaque quelques",
        "possessive": "mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs",
        "preposition": (
            "à de en dans sur sous par pour avec sans chez vers entre depuis pendant contre avant après jusque"
        ),
        "conjunction": "et mais ou donc or ni car parce si quand lorsque comme puisque tandis",
        "relative": "que qui quoi dont où pourquoi comment",
        "auxiliary": (
            "suis es est sommes êtes sont étais était étaient ai as a avons avez ont avais avait avaient vais va vont peut "
            "peux doit faut"
        ),
        "pronoun": "je tu il elle on nous vous ils elles me te se y ça c'est j'ai",
        "degree": "très pas trop plus moins bien assez ne",
        "adverb": "aussi même juste encore toujours",
        "title": "m. mme. dr. st.",
    },
    "es": {
        "article": "el la los las un una unos unas este esta estos estas ese esa esos esas cada al del lo",
        "possessive": "mi mis tu tus su sus nuestro nuestra nuestros nuestras",
        "preposition": "a ante bajo con contra de desde durante en entre hacia hasta para por según sin sobre tras",
        "conjunction": "y e pero o u ni sino porque aunque si cuando como mientras pues",
        "relative": "que qué quien quién cuál donde dónde cómo",
        "auxiliary": (
            "soy eres es somos son era eran fue he has ha hemos han había estoy está están puede puedo debe hay va voy"
        ),
        "pronoun": "yo tú él ella ellos ellas nosotros usted ustedes me te se nos le les",
        "degree": "muy no más menos tan bastante",
        "adverb": "también solo sólo ya todavía",
        "title": "sr. sra. dr. dra.",
    },
    "it": {
        "article": "il lo la i gli le un uno una del dello della dei degli delle al alla ai questo questa questi ogni",
        "possessive": "mio mia miei mie tuo tua suo sua suoi nostro nostra vostro loro",
        "preposition": "a di da in con su per tra fra nel nella nei sul sulla dal dalla senza verso dopo prima durante",
        "conjunction": "e ed ma o oppure perché anche se quando come mentre quindi però",
        "relative": "che chi cui dove cosa quale",
        "auxiliary": "sono sei è siamo siete era erano ho hai ha abbiamo hanno aveva può deve sta va",
        "pronoun": "io tu lui lei noi voi loro mi ti si ci vi lo",
        "degree": "molto non più meno così troppo",
        "adverb": "solo già ancora proprio",
        "title": "sig. dott. prof.",
    },
    "pt": {
        "article": "o a os as um uma uns umas este esta esse essa cada ao do da dos das no na nos nas pelo pela",
        "possessive": "meu minha meus minhas teu tua seu sua seus suas nosso nossa",
        "preposition": "a de em com por para sem sobre entre até desde contra durante",
        "conjunction": "e mas ou nem porque embora se quando como enquanto pois",
        "relative": "que quem qual onde",
        "auxiliary": "sou é somos são era eram foi tenho tem temos têm tinha estou está estão pode deve vai vou há",
        "pronoun": "eu tu ele ela nós eles elas você vocês me te se",
        "degree": "muito não mais menos tão",
        "adverb": "também só já ainda",
        "title": "sr. sra. dr. dra.",
    },
    "nl": {
        "article": "de het een deze dit die dat elke elk geen",
        "possessive": "mijn jouw zijn haar ons onze jullie hun",
        "preposition": "aan bij door in met na naar om op over per sinds tegen tot tussen uit van voor zonder",
        "conjunction": "en maar of want omdat hoewel als toen terwijl dus",
        "relative": "wat wie hoe waarom waar welke",
        "auxiliary": "ben bent is was waren heb hebt heeft hebben had kan kunnen moet moeten zal zou wil wordt worden",
        "pronoun": "ik je jij hij ze zij we wij u het me mij zich",
        "degree": "heel niet zeer te meer erg",
        "adverb": "ook nog al wel even",
        "title": "dhr. mevr. dr.",
    },
}

NEUTRAL: Mapping[str, str] = {}
"""The words of no language: cues break by punctuation and length alone."""
_ENOUGH, _CLEARLY = 0.2, 1.3
"""A language is believed where so much of the speech is its function words, and so many times those of the next one."""
_HEARD = 3_000
_TELLING = 1_000
"""Characters of which a language can be expected to be recognised."""

_SCRIPTS = {"ja": ("\u3041", "\u30fa"), "ko": ("\uac00", "\ud7a3"), "zh": ("\u4e00", "\u9fff")}
"""Languages that are known by their characters, first to last; Japanese has Chinese ones too, so its own decide."""
_OWN = 0.1
"""So many of the characters have to be a language's own (a judgement: a quarter of Japanese is kanji, a half kana)."""


@cache
def classes_of(language: str) -> Mapping[str, str]:
    """Return the class of each function word of a language by its tag, none where its table is not there.

    >>> classes_of("de-AT")["und"], classes_of("eo")
    ('conjunction', {})
    """
    table = LANGUAGES.get(language.casefold().split("-")[0], {})
    return {word: name for name, words in table.items() for word in words.split()}


def voted(texts: Iterable[str]) -> str | None:
    """Return the language whose function words make up most of some speech, `None` where none clearly does.

    >>> voted(["Und dann sind wir mit dem Boot auf den See gefahren, weil es so ruhig war."])
    'de'
    """
    heard = [
        word.strip(".,;:?!…\"'«»“”").casefold().replace("’", "'")
        for text, _ in zip(texts, range(_HEARD), strict=False)
        for word in text.split()
    ][:_HEARD]
    votes = sorted(((sum(map(classes_of(tag).__contains__, heard)), tag) for tag in LANGUAGES), reverse=True)
    (most, tag), (next_most, _) = votes[:2]
    return tag if most >= max(_ENOUGH * len(heard), _CLEARLY * next_most, 1) else None


def written(texts: Iterable[str]) -> str | None:
    """Return the language whose own characters some speech has, `None` where it has none of these.

    >>> written(["潮が満ちてきたので、はしごを上りました。"]), written(["조수가 들어왔어요."]), written(["Low water."])
    ('ja', 'ko', None)
    """
    heard = "".join(text for text, _ in zip(texts, range(_HEARD), strict=False))[:_HEARD]
    for tag, (first, last) in _SCRIPTS.items():
        if sum(first <= character <= last for character in heard) > _OWN * len(heard):
            return tag
    return None


def language_of(tag: str | None, texts: Sequence[str]) -> str | None:
    """Return the language that cues are cut by: the one that is named, else the one that the words or characters tell."""
    return tag or voted(texts) or written(texts)


def language_remark(tag: str | None, language: str | None, turns: Sequence[Turn]) -> Iterator[Diagnostic]:
    """Yield a remark where cues are cut by no language, and the words, or the tag that was given, would let one expect it."""
    if (language or "").casefold().split("-")[0] in LANGUAGES:
        return
    if tag or sum(len(turn.text) for turn in turns) > _TELLING:
        named = f"language {language!r} has no table" if language else "no language was recognised"
        yield diagnose("language-neutral", language=named, known=", ".join(LANGUAGES))
