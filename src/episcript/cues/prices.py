"""What a break costs: tables for the place of a break, the length of lines and the balance of a pair.

The prices of places are log odds in hundredths, moved so that the best is free: people break at two of three sentence
ends, at half of the commas, at one plain blank in eight and after next to no article (FACTS §3, from published counts).
The words in a class and the prices between the classes that were counted are a judgement.
"""

from __future__ import annotations

SENTENCE, CLAUSE, COMMA, CLOSED, PLAIN = "sentence", "clause", "comma", "closed", "plain"

AFTER: dict[str, int] = {
    SENTENCE: 0,
    CLAUSE: 5,
    COMMA: 45,
    CLOSED: 120,
    PLAIN: 270,
    "sound": 40,
    "adverb": 300,
    "auxiliary": 420,
    "number": 420,
    "relative": 430,
    "pronoun": 460,
    "conjunction": 480,
    "preposition": 530,
    "degree": 530,
    "possessive": 600,
    "article": 700,
    "title": 700,
}
"""Behind a word that ends so, or that is of this class."""

BEFORE: dict[str, int] = {
    "conjunction": -130,
    "relative": -100,
    "preposition": -80,
    "sound": -120,
    "opened": -80,
    "pronoun": -30,
    "auxiliary": -20,
    PLAIN: 0,
    "dash": 300,
}
"""Added before a word that begins so, or that is of this class; the others count as plain."""

NAME_PAIR = 200
"""Added between two capitalised words, which may be first and last name."""
INSIDE_SCRIPT = 330
"""Between two characters of a script without blanks: somewhere between two words and inside one."""
SENTENCE_INSIDE = 150
"""For each sentence that ends inside a cue, or at the end of its first line."""

_WORDS: dict[str, str] = {
    "article": "a an the this these those every each no another",
    "possessive": "my your his its our their whose",
    "preposition": (
        "about above across after against along among around as at before behind below beneath beside between beyond by "
        "despite down during except for from in inside into like near of off on onto out outside over per since through "
        "throughout to toward towards under until up upon via with within without"
    ),
    "conjunction": "and but or nor so because although though unless while whereas if when where whether than yet",
    "relative": "that which who whom what how why",
    "auxiliary": (
        "am is are was were be been being has have had do does did can could will would shall should may might must "
        "isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't can't couldn't won't wouldn't shouldn't"
    ),
    "pronoun": (
        "i you he she it we they i'm you're he's she's it's we're they're i've you've we've they've i'd you'd he'd she'd "
        "we'd they'd i'll you'll he'll she'll it'll we'll they'll there there's that's"
    ),
    "degree": "very not too quite more most less really",
    "adverb": "just also even only still",
    "title": "mr. mrs. ms. dr. prof. st. vs. mt. no. e.g. i.e.",
}
WORD_CLASS: dict[str, str] = {word: name for name, words in _WORDS.items() for word in words.split()}
"""English words that hold on to what follows, or that begin something new; words of other languages are plain."""

CLOSERS = "\"'”’»)]}」』）♪"
"""What may stand behind the mark that ends a sentence or clause."""
ENDINGS: dict[str, str] = {
    **dict.fromkeys(".?!。！？।۔؟", SENTENCE),
    **dict.fromkeys(";:；：—–…", CLAUSE),
    **dict.fromkeys(",،、，", COMMA),
    **dict.fromkeys("])♪", "sound"),
    **dict.fromkeys('"”’»」』）}', CLOSED),
    **dict.fromkeys("0123456789", "number"),
}
"""What a last character says of a word, the closers off or on; a word that ends in none of these goes by its class."""
CUT_OFF = ("..", "--", " -")
"""Ends of a word, a blank before it, that leave a clause in the air."""
OPENINGS: dict[str, str] = {**dict.fromkeys("[(♪", "sound"), **dict.fromkeys('"“‘«「『（{—–', "opened")}
"""What a first character says of a word."""
DASHES = frozenset("-–—")
"""Words of nothing else belong to what precedes them."""

CUE, PAIR, OVERWIDE = 60, 20, 5_000
"""For each cue of one line, of two lines, of a word that no line can hold: people fill the screen before they change it."""
LINE_SHARE = 0.3
"""The end of a line costs this share of what the end of a cue costs at the same place: the eye stays with the text."""
EASY_LEAST, EASY_MOST, EASY_WIDTH = 20, 42, 42
"""A cue of so many columns costs nothing by its length, below and above, the square of what is missing or too much.
They hold for lines of `EASY_WIDTH`; for other lines they grow and shrink with the width."""
SHORT_WEIGHT, LONG_WEIGHT, BALANCE_WEIGHT = 1.5, 0.3, 0.2
"""Hundredths a squared column: of a short cue, of a long one, of the difference between two lines."""
LOPSIDED = 150
"""Where the shorter of two lines is less than half the longer one (TED's rule)."""
