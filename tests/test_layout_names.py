"""What reads like the name of a speaker: people in any script, and not keys, sentences, dates or addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from episcript.labels import names_nobody
from episcript.layout.names import is_key, likeness, plain_label

LIKENESS = {
    1.0: (
        "Ann",
        "Ann Lee",
        "Ann van Dyck",
        "ANN LEE",
        "Dr. Lee",
        "DR. LEE-GRAY",
        "J. R. Gray",
        "O'Dea",
        "Zoë Ünal",
        "Мария Иванова",
        "主持人",
        "Speaker 1",
        "speaker 12",
        "Sprecher 2",
        "Host",
        "Ann & Bo",
        "Ann Lee (host)",
    ),
    0.6: ("ann", "host", "Ann2", "ann_92", "tom_okafor"),
    0.3: ("Show notes", "the host", "1", "12"),
    0.0: (
        "",
        "2013",
        "100",
        "Note",
        "NOTES",
        "Example",
        "Title",
        "Links and resources",
        "when you say this",
        "She said. Then he",
        "a = b",
        "https://example.org",
        "www.example.org",
        "ann@example.org",
        "example.org",
        "May 4",
        "Ann; Bo",
        "!!!",
        "x" * 61,
        "One Two Three Four Five Six Seven Eight",
    ),
}
"""How much each label reads like a name."""


@pytest.mark.parametrize(
    ("label", "expected"), [(label, value) for value, labels in LIKENESS.items() for label in labels]
)
def test_a_label_reads_like_a_name_or_not(label: str, expected: float) -> None:
    """Capitalised words are names, lower-case words less so, keys, sentences and years not at all."""
    assert likeness(label) == expected


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Ann", "Ann"),
        ("  Ann  Lee ", "Ann Lee"),
        (r"Miles O\'Dea", "Miles O'Dea"),
        ("Ann &amp; Bo", "Ann & Bo"),
        ("Ann\N{NO-BREAK SPACE}Lee", "Ann Lee"),
        ("Ann –", "Ann"),
        ("- Ann,", "Ann"),
        ("Ann (", "Ann"),
        ("Ann (host)", "Ann (host)"),
        ("Ann-Lee", "Ann-Lee"),
        ("–", ""),
        ("", ""),
    ],
)
def test_a_label_is_trimmed(written: str, label: str) -> None:
    """Escapes and entities are undone; blanks, dashes and commas at the ends are no part of a name."""
    assert plain_label(written) == label


@pytest.mark.parametrize(
    "label", ["Note", "NOTES", "Links", "Title", "Questions and answers", "Author & Editor"]
)
def test_words_that_head_notes_are_keys(label: str) -> None:
    """A label made of such words alone needs clocks to be believed."""
    assert is_key(label)
    assert likeness(label) == 0.0


@pytest.mark.parametrize("label", ["Ann", "Ann Note", "Noteworthy", "", "and", "2013"])
def test_names_are_no_keys(label: str) -> None:
    """One word that is no key makes a label more than a key."""
    assert not is_key(label)


@pytest.mark.parametrize(
    "label", ["Break", "BREAK", "Music", "Outro Music", "Ads", "Theme", "Sponsors", "Applause", "Clip"]
)
def test_markers_name_nobody(label: str) -> None:
    """The short list of labels that are no people, in any case and in the plural."""
    assert names_nobody(label)


@pytest.mark.parametrize(
    "label", ["Ann", "Clip of Ann", "Guinness ad", "Host", "Narrator", "", "All", "Musician"]
)
def test_other_labels_stay_people(label: str) -> None:
    """Everything that is not on the list is somebody."""
    assert not names_nobody(label)


@given(st.text(max_size=80))
def test_any_label_has_a_likeness(label: str) -> None:
    """Likeness is one of four steps, and trimming twice changes nothing more."""
    assert likeness(label) in LIKENESS
    assert plain_label(plain_label(label)) == plain_label(label) or "&" in label or "\\" in label
