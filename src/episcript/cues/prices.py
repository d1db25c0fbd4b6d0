"""What a break costs: tables for the place of a break, the length of lines and the balance of a pair.

The prices of places are log odds in hundredths, moved so that the best is free: people break at two of three sentence
ends, at half of the commas, at one plain blank in eight and after next to no article (FACTS §3, from published counts).
The words in a class (`languages.py`) and the prices between the classes that were counted are a judgement. The prices of
length and shape were found by random search on sentences whose breaks people had made (FACTS §3), each fifth judged by
prices that were chosen on the other four.
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
    "opener": 700,
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
    "closer": 700,
}
"""Added before a word that begins so, or that is of this class; the others count as plain."""

NAME_PAIR = 200
"""Added between two capitalised words, which may be first and last name."""
INSIDE_SCRIPT = 330
"""Between two characters of a script without blanks: somewhere between two words and inside one."""
SENTENCE_INSIDE = 150
"""For each sentence that ends inside a cue, or at the end of its first line."""

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
MARKS_BEFORE, MARKS_BEHIND = frozenset("«“„(["), frozenset("?!:;»”)]")
"""Words of nothing else cling to what follows, to what precedes: French has blanks there."""

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
