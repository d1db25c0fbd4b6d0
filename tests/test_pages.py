"""Pages: what HTML becomes before the learner reads it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from episcript.codes import EpiscriptError
from episcript.markup.html import canonical
from episcript.markup.tags import TEXT, tokens
from episcript.model import Mark, Options
from episcript.pipeline import ledger, read, repaired, write
from episcript.readers import html, md
from strategies import EVIL_WORDS, KIND_WORDS
from test_laws import faults

TALK = "<p><b>Ann:</b> {}</p>\n<p><b>Bo:</b> Hi there.</p>\n<p><b>Ann:</b> So it is.</p>\n<p><b>Bo:</b> It is.</p>\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Q&A at AT&T", "Q&A at AT&T"),
        ("x<b></b>y", "xy"),
        ("<em>this.</em>He", "this.He"),
        ("2 * 3 * 4 and snake_case_x", "2 * 3 * 4 and snake_case_x"),
        ("a &lt; b", "a < b"),
    ],
)
def test_what_a_page_shows_is_what_is_said(written: str, said: str) -> None:
    """Entities, empty emphasis and asterisks give the words that a browser shows."""
    assert read(TALK.format(written)).turns[0].text == said


def test_a_head_may_be_left_open() -> None:
    """`</head>` is optional: the first paragraph ends the head."""
    episode = read("<html><head><title>Low water</title>\n<body>\n" + TALK.format("Yes."))
    assert (episode.title, [turn.label for turn in episode.turns]) == (
        "Low water",
        ["Ann", "Bo", "Ann", "Bo"],
    )


@pytest.mark.parametrize("hostile", ["<![<x", "<p>a</p><![<x", "<!", "<a href='", "</", "<p><![CDATA[x"])
def test_no_tag_soup_raises(hostile: str) -> None:
    """Whatever the tags are, there is a canonical text."""
    assert isinstance(canonical(hostile).text, str)


# layouts

SAID = (
    "Welcome to the show.",
    "Thank you, Ann.",
    "Shall we begin?",
    "Let us, then.",
    "The well ran dry.",
    "It did.",
)
CLOCKS = ("0:12", "0:30", "1:05", "1:44", "2:10", "2:59")
NAMES = ("Ann", "Bo") * 3


def talk(form: str, joint: str = "") -> str:
    """Return a talk whose turns have that form (`{n}` is the name, `{c}` the clock, `{t}` the text)."""
    turns = zip(NAMES, CLOCKS, SAID, strict=True)
    return joint.join(form.format(n=name, c=clock, t=text) for name, clock, text in turns)


def page(body: str) -> str:
    """Return a page."""
    return f'<!DOCTYPE html>\n<html lang="en"><head><title>Low water</title></head>\n<body>\n{body}\n</body></html>\n'


UNTIMED = (
    "<p><b>{n}:</b> {t}</p>",
    "<p><strong>{n}: </strong>{t}</p>",
    "<p><strong>{n}</strong><strong>:</strong> {t}</p>",
    "<p><strong><u>{n}</u></strong>: {t}</p>",
    "<p><em>{n}</em>: {t}</p>",
    "<p><strong>{n}</strong></p>\n<p>{t}</p>",
    "<P><B>{n}:</B> {t}",
    "<p><b>{n}:</b> <i>{t}</i></p>",
    "<p>{n}:&nbsp; {t}</p>",
    "<p>{n}&#58; {t}",
    "{n}: {t}<br>",
    "<b>{n}:</b> {t}<br/><br/>",
    "<h3>{n}</h3><p>{t}</p>",
    "<dt>{n}</dt><dd>{t}</dd>",
    "<dt>{n}:<dd>{t}",
    "<tr><td>{n}</td><td>{t}</td></tr>",
    "<tr><td>{n}<td>{t}",
    "<pre>{n}: {t}\n\n</pre>",
    "<p><b>{n}:</b> <![CDATA[{t}]]></p>",
)
TIMED = (
    "<cite>{n}:</cite>\n<time>{c}</time>\n<p>{t}</p>\n",
    "<cite>{n}:</cite><time>{c}</time><p>{t}",
    "<cite>{n}:</cite> <time>{c}</time> {t}",
    '<p><span class="speaker">{n}</span> <span class="time">{c}</span></p><p>{t}</p>',
    '<div class="row"><span class="speakerName">{n}</span><span class="t-time">{c}</span><p>{t}</p></div>',
    '<div><span class="time">{c}</span><span class="speaker">{n}:</span><span>{t}</span></div>',
    "<div><div>{n}</div><div>{c}</div><div>{t}</div></div>",
    "<ul><li><div>{n}</div><div>{c}</div><p>{t}</p></li></ul>",
    "<div><button type=button>{c}</button> <b>{n}:</b> {t}</div>",
    '<p><a href="https://example.org/v?t=9">{c}</a> <b>{n}:</b> {t}</p>',
    '<p><strong>{n}</strong> <a href="#t">({c})</a><br>{t}</p>',
    "<h3>{n}<br>{c}</h3><p>{t}</p>",
    "<dt>{c} {n}</dt><dd><p>{t}</p></dd>",
    "<tr><td>{c}</td><td>{n}</td><td>{t}</td></tr>",
    "<tr><td><p>{n}</p></td><td><p>{c}</p></td><td><p>{t}</p></td></tr>",
    "<p>[{c}] {n}: {t}</p>",
    "<p>&#91;{c}&#93; {n}: {t}</p>",
    "<pre>\n{n} {c}\n{t}\n\n</pre>",
)


@pytest.mark.parametrize("form", [*UNTIMED, *TIMED])
def test_layouts_of_pages(form: str) -> None:
    """Whatever elements name, clock and words stand in, the turns are the same, and nothing is lost."""
    source = page(talk(form))
    episode = read(source)
    wanted = [12_000, 30_000, 65_000, 104_000, 130_000, 179_000] if form in TIMED else [None] * 6
    assert [(turn.label, turn.text) for turn in episode.turns] == list(zip(NAMES, SAID, strict=True))
    assert [turn.start for turn in episode.turns] == wanted
    assert (episode.title, episode.language, episode.source.format) == ("Low water", "en", "html")
    assert faults(source) == []


def test_lines_are_those_of_the_source() -> None:
    """A turn has the line of its paragraph, also where its first character is markup, a bracket or a bullet."""
    for form in ("<p><b>{n}:</b> {t}</p>", "<p>[{c}] {n}: {t}</p>", "<p>\n\n{n}: {t}</p>"):
        source = page(talk(form, "\n"))
        lines = source.split("\n")
        for turn in read(source).turns:
            assert turn.line is not None
            assert any(mark in lines[turn.line - 1] for mark in (f">{turn.label}", f"{turn.label}:"))


def test_the_ledger_counts_in_the_source() -> None:
    """Each entry of a label or a text stands at its offsets of the page, references and all."""
    source = page(talk("<p><b>{n}&amp;Co:</b> <i>So</i> &lt;{t}</p>"))
    entries = [entry for entry in ledger(source) if entry.path == "turns/1/text"]
    assert [source[entry.start : entry.end].strip() for entry in entries] == ["So", "&lt;", "Thank you, Ann."]
    labels = [entry for entry in ledger(source) if entry.role == "label"]
    assert {source[entry.start : entry.end] for entry in labels} == {"Ann&amp;Co", "Bo&amp;Co"}


# inline markup


@pytest.mark.parametrize(
    ("written", "said", "marks"),
    [
        (
            "See <a href='https://example.org/a_(b)?x=1&amp;copy=2'>the <b>site</b></a>.",
            "See the site.",
            "link strong",
        ),
        ("Wow!<a href='https://example.org'>this</a>", "Wow!this", "link"),
        ("In <cite>Low Water</cite> we say so.", "In Low Water we say so.", "em"),
        ("one<span>two</span>", "onetwo", ""),
        ("x <code>a_b</code> y", "x a_b y", "code"),
        ("a <b>b <i>c</b> d</i> e", "a b c d e", "strong em em"),
        ("a<a name=x></a> b<a href='javascript:go()'>c</a>", "a bc", ""),
        ("&lt;b&gt; &#x27;so&#39; &unknown; &#1; Q&A;", "<b> 'so' &unknown; &#1; Q&A;", ""),
        ("5 < 6 > 4 <3 </3 a<-b", "5 < 6 > 4 <3 </3 a<-b", ""),
        ("it <b", "it <b", ""),
        ("<img src=a.png alt='x > y'>so", "so", ""),
        ("## no <br>- heading<br>1987 |", "## no - heading 1987 |", ""),
    ],
)
def test_inline_markup(written: str, said: str, marks: str) -> None:
    """Links, emphasis and references are read; what only looks like markup is speech."""
    source = TALK.format(written)
    turn = read(source, options=Options(from_format="html")).turns[0]
    assert (turn.text, " ".join(mark.kind for mark in turn.marks)) == (said, marks)
    assert faults(source, Options(from_format="html")) == []


def test_an_address_is_kept_to_the_letter() -> None:
    """Brackets, ampersands and underscores of an address are its own."""
    url = "https://example.org/a_(b)?x=1&copy=2"
    marks = read(TALK.format(f'<a href="{url}">this</a>')).turns[0].marks
    assert marks == (Mark(0, 4, "link", url),)


def test_a_link_around_paragraphs() -> None:
    """A link that holds whole paragraphs leaves no brackets: each has the link on its words."""
    body = '<a href="https://example.org/x"><p>One of them.</p>\n<p>And another.</p></a>'
    source = page(talk("<p><b>{n}:</b> {t}</p>") + body)
    turn = read(source).turns[-1]
    assert turn.text == "It did.\n\nOne of them.\n\nAnd another."
    assert [turn.text[mark.start : mark.end] for mark in turn.marks] == ["One of them.", "And another."]
    assert faults(source) == []


FOOTNOTES = {
    "newsletter": (
        '<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a>',
        '<div><a id="footnote-1" href="#footnote-anchor-1">1</a><div><p>The first.</p><p>Its end.</p></div></div>',
    ),
    "pandoc": (
        '<a href="#fn1" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        '<section class="footnotes"><hr><ol><li id="fn1"><p>The first.</p><p>Its end.</p></li></ol></section>',
    ),
    "office": (
        '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>',
        '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> The first.</p><p>Its end.</p></div>',
    ),
}


@pytest.mark.parametrize("kind", FOOTNOTES)
def test_footnotes(kind: str) -> None:
    """The reference leaves the text and leads to the note; no paragraph of a note is anybody's speech."""
    reference, note = FOOTNOTES[kind]
    source = page(talk("<p><b>{n}:</b> {t}</p>") + f"<p>So.{reference}</p>\n{note}")
    episode = read(source)
    assert episode.turns[-1].text == "It did.\n\nSo."
    (mark,) = episode.turns[-1].marks
    noted = "\n".join(each.text for each in episode.notes)
    assert mark.kind == "note"
    assert "The first." in episode.notes[int(mark.target or -1)].text
    assert "Its end." in noted
    assert faults(source) == []


# chapters

THREE = (("0:00", 0, "Start"), ("12:34", 754, "The well"), ("23:20", 1400, "The end"))


@pytest.mark.parametrize(
    ("form", "around"),
    [
        ('<li><a href="https://example.org/v?t={s}">{c}</a> {t}</li>', "<ul>{}</ul>"),
        ('<a href="https://example.org/v?t={s}">{c}</a> {t}<br>', "<p>{}</p>"),
        ('<li><a href="https://example.org/v?t={s}">{c} – {t}</a></li>', "<ol>{}</ol>"),
        ('<p>({c}) <a href="https://example.org/v?t={s}">{t}</a></p>', "{}"),
        ("<tr><td>{c}</td><td>{t}</td></tr>", "<table><tr><th>Time</th><th>Title</th></tr>{}</table>"),
        ("<dt>{c}</dt><dd>{t}</dd>", "<dl>{}</dl>"),
    ],
)
def test_chapter_lists(form: str, around: str) -> None:
    """A list of clocks and titles before the transcript is its chapters, in whatever elements it stands."""
    listed = "".join(form.format(c=clock, s=seconds, t=title) for clock, seconds, title in THREE)
    source = page(f"<h2>Chapters</h2>{around.format(listed)}<h2>Talk</h2>" + talk("<p><b>{n}:</b> {t}</p>"))
    episode = read(source)
    found = [(chapter.start, chapter.title) for chapter in episode.chapters]
    assert found == [(seconds * 1000, title) for _, seconds, title in THREE]
    assert len(episode.turns) == 6
    if "href" in form:
        assert episode.chapters[1].url == "https://example.org/v?t=754"
    assert faults(source) == []


@pytest.mark.parametrize(
    "form",
    [
        "<h2>{c}<br>\n{t}</h2>",
        '<h2><a href="https://example.org/v?t={s}">{t}</a></h2>',
        "<h2><span>{t}</span> <small>({c})</small></h2>",
    ],
)
def test_chapter_headings(form: str) -> None:
    """A heading with a clock, in its words or its link, is a chapter."""
    parts = [
        form.format(c=clock, s=seconds, t=title) + TALK.format("Yes.") for clock, seconds, title in THREE
    ]
    found = [(chapter.start, chapter.title) for chapter in read(page("".join(parts))).chapters]
    assert found == [(seconds * 1000, title) for _, seconds, title in THREE]


# what is no text


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "<nav><a href='/'>Home</a> <a href='/a'>All shows</a></nav>",
            "navigation (<nav>) was left out: Home All shows",
        ),
        ("<button>Share &amp; save</button>", "a control of the page (<button>) was left out: Share & save"),
        (
            "<noscript>Please turn it on</noscript>",
            "what the page says without scripts (<noscript>) was left out: Please turn it on",
        ),
        ("<svg><title>A wave</title></svg>", "a drawing (<svg>) was left out: A wave"),
        ("<!-- to be checked -->", "a comment was left out: to be checked"),
        ("<title>Another</title>", "a second title was left out: Another"),
        (
            "<a href='https://example.org/i'><img src=x></a>",
            "a link without words was left out: https://example.org/i",
        ),
        (
            "<iframe src='https://example.org/p'></iframe>",
            "remains of an embedded player were left out: https://example.org/p",
        ),
        (
            "<audio controls><source src='/e.mp3'>No player</audio>",
            "remains of an embedded player were left out: /e.mp3",
        ),
    ],
)
def test_what_is_left_out_is_told(written: str, message: str) -> None:
    """Words that are no text of the page, and addresses of players, stand in a remark with their line."""
    source = page(talk("<p><b>{n}:</b> {t}</p>\n") + written)
    episode = read(source)
    line = source[: source.index(written)].count("\n") + 1
    assert (line, message) in [(remark.line, remark.message) for remark in episode.diagnostics]
    assert episode.turns[-1].text == "It did."
    assert faults(source) == []


@pytest.mark.parametrize(
    "written",
    [
        "<script>if (a < b) { go('<p>') }</script>",
        "<STYLE>p > b {}</STYLE>",
        "<!-- -->",
        "<svg><path d='M0'/></svg>",
        "<nav></nav>",
    ],
)
def test_what_says_nothing_is_not_told(written: str) -> None:
    """Scripts, styles and what holds no words are left out without a remark."""
    episode = read(page(talk("<p><b>{n}:</b> {t}</p>") + written))
    assert (episode.turns[-1].text, episode.diagnostics) == ("It did.", ())


@pytest.mark.parametrize("opened", ["<nav>", "<button>", "<noscript>", "<template>"])
def test_an_element_that_is_not_closed_silences_nothing(opened: str) -> None:
    """A forgotten end tag must not swallow the transcript."""
    assert len(read(page(opened + talk("<p><b>{n}:</b> {t}</p>"))).turns) == 6


def test_a_heading_is_the_title() -> None:
    """The first heading is the title of the episode; that of the window is told."""
    source = page("<h1>The <em>well</em></h1>" + talk("<p><b>{n}:</b> {t}</p>"))
    episode = read(source)
    assert episode.title == "The well"
    assert [remark.message for remark in episode.diagnostics] == [
        "the title of the page was left out: Low water"
    ]
    assert faults(source) == []


def test_a_page_that_is_mostly_navigation() -> None:
    """Menus, scripts and footers around a transcript make no turns, and none of their words is lost."""
    menu = "<ul>" + "".join(f"<li><a href='/{n}'>Page {n}</a></li>" for n in range(40)) + "</ul>"
    scripts = "<script>\n" + "var x = {a: 1};\n" * 6_000 + "</script>"
    before = f"<header><div>{menu}</div></header>{scripts}<h1>Low water</h1>"
    after = f"<hr><footer>{menu}<p>Copyright Low Tide Radio</p></footer>"
    source = page(before + talk("<p><b>{n}</b> {c}</p><p>{t}</p>\n") + after)
    episode = read(source)
    assert [turn.label for turn in episode.turns] == list(NAMES)
    assert episode.turns[-1].text == "It did."
    assert faults(source) == []


# detection


def test_detection() -> None:
    """A page says so or has block tags in its lines; a post with some tags in it is none."""
    assert html.score("<!-- saved from a site -->\n<HTML>\nx\ny").value == 1.0
    assert html.score("<p>Ann: a<br>\nBo: b<br>\nAnn: c</p>").value == 0.9
    assert html.score("<style>\n" + "p {}\n" * 900).value == 0
    post = "**Ann:** So.<br>\n**Bo:** <b>Yes.</b><br>\n" * 9
    assert html.score(post).value == 0
    assert md.score(post).value > 0


# tag soup


@pytest.mark.parametrize(
    "soup",
    [
        "<a href='",
        "<",
        "<!--",
        "<div>",
        "&",
        "<p>x",
        "<a ='<a' ",
        "<title>",
        "<script>",
        "<![CDATA[",
        "<nav>x",
        "<td>x",
        "<tr><td>a<td>b",
        "</",
        "<b>",
        "<a href=#fn1>1</a>",
    ],
)
def test_soup_is_looked_at_once(soup: str) -> None:
    """Whatever is repeated, each stretch of the source is in one token, and there are no more tokens than brackets."""
    source = soup * 2_000
    found = list(tokens(source))
    assert [token.start for token in found[1:]] == [token.end for token in found[:-1]]
    assert len(found) <= 2 * source.count("<") + 1
    assert isinstance(canonical(source).text, str)


@pytest.mark.parametrize("deep", ["div", "b", "a href=x", "ul><li", "table><tr><td", "nav", "cite"])
def test_deep_nesting(deep: str) -> None:
    """Elements inside elements, ten thousand deep, take no stack."""
    opened = f"<{deep}>" * 10_000
    assert "x" in canonical(opened + "x" + f"</{deep.partition(' ')[0]}>" * 10_000).text or deep == "nav"


def test_a_script_that_does_not_end_is_told() -> None:
    """A page that was cut off in a script loses the rest of it, and the remark says so."""
    source = page(talk("<p><b>{n}:</b> {t}</p>")) + "<script>go(1)"
    assert read(source).diagnostics[-1].message == "a script or style that does not end was left out: go(1)"
    assert faults(source) == []


# conservation

_TAGS = (
    (
        "<p> </p> <P> <div> </div> <br> <br/> <b> </b> <strong> </strong> <em> </em> <i> </i> <code> </code> <cite> </cite> <time> </time> <h1> <h2> "
        "</h2> <ul> <li> </li> </ul> <table> <tr> <td> </td> <th> </tr> </table> <dl> <dt> <dd> </dl> <pre> </pre> <hr> <span> </span> <nav> </nav> "
        "<button> </button> <svg> </svg> <noscript> </noscript> <title> </title> <a> </a> <script> </script> <style>p{}</style> <blockquote> "
        "<!doctype\N{NO-BREAK SPACE}html> <![CDATA[ ]]> <!-- --> <!-- <?x <img\N{NO-BREAK SPACE}src=x> <x-y> </x-y> <html> <body> </body>"
    )
    .replace("\N{NO-BREAK SPACE}", "~")
    .split()
)
_OPENED = (
    "<a href='https://example.org/a'>",
    "<a href='#fn1'>",
    "<li id=fn1>",
    "<a id=fn1 class=footnote-number>",
    "<span class=time>",
    "<span class='speaker'>",
    "<iframe src='https://example.org/p'>",
    "&nbsp;",
    "&#10;",
    "&#42;&#42;",
    "&lt;b&gt;",
    "**Ann:**",
    "<p><b>Ann:</b>",
    "<p>[0:12] Bo:",
    "<h2>12:34",
    "<a href='",
    '<a b="',
)
_soup = st.lists(
    st.sampled_from([tag.replace("~", " ") for tag in _TAGS])
    | st.sampled_from(_OPENED)
    | st.sampled_from(EVIL_WORDS)
    | st.sampled_from(KIND_WORDS)
    | st.sampled_from((" ", "\n", "\r\n", "0:12", "Ann:", "Bo")),
    max_size=40,
).map("".join)
_talks = st.builds(
    lambda form, parts: page("".join(talk(form).replace("Let", part, 1) for part in parts)),
    st.sampled_from([*UNTIMED, *TIMED]),
    st.lists(_soup, min_size=1, max_size=2),
)


@given(_soup | _talks)
@settings(max_examples=400, deadline=None)
def test_conservation_on_pages(source: str) -> None:
    """Every character of a page ends in one place, tag soup or not, and what is left out is told with its line."""
    options = Options(from_format="html")
    try:
        found = faults(source, options)
    except EpiscriptError:
        return
    assert [fault for fault in found if not _is_markup(fault, repaired(source, options))] == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>a</p><a href='https://example.org/a'><p>[1:05] Ann: so</p><p>&#91;1:44&#93; Bo: no</p>",
        "<p>x</p><a href='[a](b)'><span>0:12</span><span>Ann:</span></a>",
        "<p><a href='https://example.org/a'>**Ann:**[",
        "<a href='https://example.org/a'>(<p>[ 0:12 ]Bo: so",
        "<h2>12:34<a href='#fn1'> us</h2><p>It did.</p>",
        "<p><a href='#top'>Back up</a></p>",
        "<ul><li>&nbsp;</li><li>\N{NO-BREAK SPACE}</li></ul>",
    ],
)
def test_conservation_where_it_once_failed(source: str) -> None:
    """Links around clocks and brackets, links inside the page, and items without words lose nothing."""
    assert faults(page("<p>So.</p>" + source), Options(from_format="html")) == []


def _is_markup(fault: str, source: str) -> bool:
    """Return whether what was called markup is: tags with brackets in their attributes, the number of an item."""
    if re.match(r"'[0-9]{1,9}[.)]' holds words", fault):
        return True
    if not fault.endswith("holds words and is called markup"):
        return False
    said = {source[token.start : token.end].strip() for token in tokens(source) if token.name == TEXT}
    return not any(word in fault for word in said if word and any(map(str.isalnum, word)))


@given(_soup)
@settings(deadline=None)
def test_pages_are_written_again(source: str) -> None:
    """What a page becomes can be written as JSON and as a post."""
    try:
        episode = read(source, options=Options(from_format="html"))
    except EpiscriptError:
        return
    assert all(write(episode, name) for name in ("json", "md"))
