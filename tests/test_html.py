from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from by_hand import TEXT, actor, flood, ice, records, span, statement
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.exports import html
from reportedly.exports.marks import lanes, marks, segments
from reportedly.model import Note, Span
from reportedly.text import paragraphs

VOID = {"meta", "base", "br"}


class Page(HTMLParser):
    """What a page says: its tags with attributes, and its article text with the classes that cover each character."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.text: list[tuple[str, set[str]]] = []
        self.feed(source)
        assert not self.open, "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.tags.append((tag, known))
        if tag not in VOID:
            self.open.append((tag, known))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(attrs.get("class") == "text" for _, attrs in self.open) and self.open[-1][0] != "div":
            classes = {attrs["class"] for tag, attrs in self.open if tag == "span"}
            self.text += [(c, classes) for c in data]

    def all(self, name: str) -> list[str]:
        return [attrs[name] for _, attrs in self.tags if name in attrs]


def test_a_page_holds_each_article_to_the_letter_and_marks_each_span() -> None:
    found = ice()
    page = Page(html.page([found]))
    places = [i for start, end in paragraphs(TEXT) for i in range(start, end)]
    assert "".join(c for c, _ in page.text) == "".join(TEXT[i] for i in places)
    drawn = marks(found)
    for i, (_, classes) in zip(places, page.text, strict=True):
        wanted = {(m.number, m.role) for m in drawn if m.start <= i < m.end}
        assert {(int(c.split()[0][1:]), c.split()[1]) for c in classes} == wanted


def test_every_link_leads_somewhere_and_every_id_is_one_of_a_kind() -> None:
    page = Page(html.page([ice(), ice()]))
    ids = page.all("id")
    assert len(ids) == len(set(ids))
    inner = {h[1:] for h in page.all("href") if h.startswith("#")}
    assert inner <= set(ids)
    assert {f"{kind}a{a}-{n}" for kind in "cw" for a in (1, 2) for n in range(1, 8)} <= inner


def test_words_lead_to_their_innermost_statement() -> None:
    page = html.page([ice()])
    assert re.search(r'<a href="#ca1-5"[^>]*><span class="k4 content said l1"><span class="k5 [^>]*>“nobody', page)


def test_each_statement_is_reached_by_tab_once_in_the_text_and_once_in_the_list() -> None:
    page = Page(html.page([ice()]))
    links = [attrs for tag, attrs in page.tags if tag == "a" and re.match(r"#[cw]a1-", attrs["href"])]
    reached = sorted(a["href"] for a in links if "tabindex" not in a)
    assert reached == sorted([f"#{kind}a1-{n}" for kind in "cw" for n in range(1, 8)] + ["#ca1-4"])  # and "inside 4"


def test_loads_nothing_and_runs_nothing() -> None:
    source = html.page([ice()])
    page = Page(source)
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object", "form", "input"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name in {"src", "style"}]
    (policy,) = (a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "url(" not in source
    assert "@import" not in source


EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</style><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "<!--",
    "]]>&lt;b&gt;\x00\x1b[31m\u009b\u202e",
]


@pytest.mark.parametrize("evil", EVIL)
def test_escapes_whatever_an_article_says(evil: str) -> None:
    text = f"{evil} said {evil}"
    words = span(evil, text=text)
    one = statement(1, (span(evil, text=text, after="said "),), source=words, cue=words, addressee=words, speaker="a1")
    notes = (Note(about=None, stage=evil, reason=evil),)
    known = {"title": evil, "outlet": evil, "url": evil, "language": evil, "id": evil}
    found = records(text, (one,), actors=(actor(1, evil, "person"),), notes=notes, **known)
    plain = Page(html.page([ice()]))
    source = html.page([found])
    page = Page(source)
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in plain.tags}
    assert {n for _, attrs in page.tags for n in attrs} <= {n for _, attrs in plain.tags for n in attrs}
    assert "alert" not in "".join(re.findall(r"<style>.*?</style>", source, re.DOTALL))
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", source)
    assert source.encode()


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_links_only_to_the_web(url: str, *, linked: bool) -> None:
    found = replace(ice(), article=replace(ice().article, url=url))
    outward = [h for h in Page(html.page([found])).all("href") if not h.startswith("#")]
    assert outward == ([url] if linked else [])


def test_an_empty_article_and_an_empty_page() -> None:
    assert "Nothing is attributed" in html.page([records("")])
    assert Page(html.page([])).tags


def test_a_notebook_gets_a_frame_of_its_own() -> None:
    page = Page(html.frame(ice()))
    ((tag, attrs),) = page.tags
    assert tag == "iframe"
    assert "allow-scripts" not in attrs["sandbox"]
    assert Page(attrs["srcdoc"]).all("href")[0] == "about:srcdoc"


SPANS = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 12)), max_size=6)


@settings(deadline=None)  # the machine may be busy
@given(SPANS, st.text(alphabet="ab \n", min_size=52, max_size=52))
def test_segments_are_the_text_cut_at_every_edge(drawn: list[tuple[int, int]], text: str) -> None:
    spans = [Span(start=start, end=start + length) for start, length in drawn]
    found = marks(records(text, tuple(statement(n, (s,)) for n, s in enumerate(spans))))
    rows = segments(text, found)
    assert [(row[0].start, row[-1].end) for row in rows] == paragraphs(text)
    for row in rows:
        assert all(a.end == b.start for a, b in pairwise(row))
        for s in row:
            for i in range(s.start, s.end):
                assert set(s.marks) == {m for m in found if m.start <= i < m.end}
    height = lanes(rows)
    assert all(
        height[a.number] != height[b.number]
        for row in rows for s in row for a in s.marks for b in s.marks if a.number != b.number
    )  # fmt: skip


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_read(scheme: int) -> None:
    blocks = re.findall(r":root \{([^}]*--paper[^}]*)\}", html.page([]))
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[scheme]))
    grounds = ["paper", "panel", *(c for c in colours if c.endswith("-lit"))]
    pairs = [(front, back) for front in ("ink", "quiet") for back in grounds]
    for tone in ("said", "denied", "declined", "not-said"):
        pairs += [(tone, back) for back in ("paper", "panel", f"{tone}-lit")]
    for front, back in pairs:
        dark, light = sorted((luminance(colours[front]), luminance(colours[back])))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (front, back)


def test_events_are_cards_in_their_status_colour_and_light_their_words() -> None:
    found = flood()
    source = html.page([found])
    page = Page(source)
    cards = [attrs for tag, attrs in page.tags if tag == "li" and "card" in attrs.get("class", "")]
    assert [c["class"].split()[4] for c in cards] == ["denied", "real", "unreal"]
    assert [c["id"] for c in cards] == ["ca1-1", "ca1-2", "ca1-3"]
    lit = {n: "".join(c for c, classes in page.text if any(k.startswith(f"k{n} ") for k in classes)) for n in (2, 3)}
    assert lit == {2: "GuardsfiredmarchersOrleMonday", 3: "at least 12 peoplekilled"}
    assert {c for _, classes in page.text for c in classes if " trigger " in c} == {
        "k2 trigger real",
        "k3 trigger unreal",
    }
    assert "according to <bdi>Colonel Aas</bdi>" in source
    assert "according to <bdi>the report itself</bdi>" in source
