"""Feeds and lists of feeds: entries come out of what is sound, a reason out of what is not, and never a crash."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import InputError
from reportedly.inputs.net.feeds import MOST, feed, outlines

URL = "https://news.test/feeds/all.xml"
ITEM = """<item><title>Ice &amp; barges</title><link>/news/{0}</link><guid isPermaLink="false">tag:{0}</guid>
<description>No more barges, says Ms &lt;b&gt;Brandvik&lt;/b&gt;.</description>
<pubDate>Tue, 06 Feb 2024 10:0{0}:00 +0200</pubDate></item>"""
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Veldhaven Post</title>
{ITEM.format(3)}{ITEM.format(2)}{ITEM.format(1)}</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.test/">
<title>Veldhaven Post</title><entry><id>urn:2</id><title type="html">Orun &lt;i&gt;strait&lt;/i&gt;</title>
<link rel="alternate" href="news/2"/><updated>2024-02-07T23:30:00-05:00</updated><summary>Ice.</summary></entry>
<entry><title>No id</title><link href="https://other.test/1"/></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Post</title></channel>
<item rdf:about="https://news.test/1"><title>Ice</title><link>https://news.test/1</link><dc:date>2024-02-06</dc:date></item>
</rdf:RDF>"""
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="North"><outline type="rss" text="Post" xmlUrl="https://news.test/a.xml"/>
<outline type="rss" text="Again" xmlUrl=" https://news.test/a.xml "/></outline>
<outline text="B" xmlurl="http://news.test/b?x=1&amp;y=2"/><outline text="none"/></body></opml>"""


def test_rss_is_read_oldest_first() -> None:
    found = feed(RSS.encode(), url=URL)
    assert (found.title, found.broken) == ("Veldhaven Post", None)
    assert [e.id for e in found.entries] == ["tag:1", "tag:2", "tag:3"]
    assert [e.link for e in found.entries] == [f"https://news.test/news/{i}" for i in (1, 2, 3)]
    assert {e.title for e in found.entries} == {"Ice & barges"}
    assert {e.published for e in found.entries} == {"2024-02-06"}
    assert len({e.digest for e in found.entries}) == 3


def test_atom_and_rdf_are_read() -> None:
    first, second = feed(ATOM.encode(), url=URL, content_type="application/atom+xml").entries
    assert (first.id, first.link, first.published) == ("https://other.test/1", "https://other.test/1", None)
    assert (second.id, second.link, second.published) == ("urn:2", "https://news.test/news/2", "2024-02-07")
    (item,) = feed(RDF.encode(), url=URL).entries
    assert (item.link, item.published) == ("https://news.test/1", "2024-02-06")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Tue, 06 Feb 2024 23:30:00 -0500", "2024-02-06"),  # the outlet's own day
        ("Tue, 06 Feb 2024 00:30:00 +0900", "2024-02-06"),
        ("Tue, 06 Feb 2024 23:30:00 EST", "2024-02-06"),
        ("2024-02-06T23:30:00-05:00", "2024-02-06"),
        ("2024-02-06", "2024-02-06"),
        ("6 February 2024", "2024-02-06"),
        ("Tue, 31 Feb 2024 10:00:00 GMT", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
    ],
)
def test_the_day_of_publication_is_that_of_the_place(words: str, day: str | None) -> None:
    found = feed(RSS.replace("Tue, 06 Feb 2024 10:02:00 +0200", words).encode(), url=URL)
    assert {e.id: e.published for e in found.entries}["tag:2"] == day


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_feeds_come_in_many_encodings(encoding: str) -> None:
    text = RSS.replace("utf-8", encoding).replace("barges", "b\u00e5rges")
    found = feed(text.encode(encoding), url=URL, content_type="text/xml")
    assert {e.title for e in found.entries} == {"Ice & b\u00e5rges"}
    assert found.broken is None


def test_what_changes_in_an_entry_changes_its_digest() -> None:
    before = {e.id: e.digest for e in feed(RSS.encode(), url=URL).entries}
    for old, new in (("Ice &amp; barges", "Ice"), ("No more", "Some"), ("10:02", "11:02")):
        after = {e.id: e.digest for e in feed(RSS.replace(old, new).encode(), url=URL).entries}
        assert after["tag:2"] != before["tag:2"]
    assert {e.id: e.digest for e in feed(RSS.replace("Post", "Mail").encode(), url=URL).entries} == before


def test_of_a_broken_feed_what_is_whole_is_taken() -> None:
    cut = RSS[: RSS.index("tag:1") + 3]
    found = feed(cut.encode(), url=URL)
    assert [e.id for e in found.entries] == ["tag:2", "tag:3"]
    assert found.broken is not None
    assert found.broken.startswith("broken XML: ")
    bad = RSS.replace("Ice &amp;", "Ice &", 1)
    found = feed(bad.encode(), url=URL)
    assert [e.id for e in found.entries] == ["tag:1", "tag:2", "tag:3"]
    assert found.broken is not None


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"<html><body><p>Not found</p></body></html>", b"{}", b"\x00" * 100, b"\xff\xfe", b"plain words",
     b"<?xml version='1.0'?><a/>", b"<rss", RSS[:70].encode(), b"%PDF-1.7", b"x" * (MOST + 1)],
)  # fmt: skip
def test_what_is_no_feed_is_said(data: bytes) -> None:
    with pytest.raises(InputError):
        feed(data, url=URL)


def test_no_file_and_no_address_is_opened() -> None:
    for data in (b"/etc/hostname", b"https://news.test/", b"file:///etc/hostname"):
        with pytest.raises(InputError):
            feed(data, url=URL)
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0"><channel><item>'
    outside += "<title>a&x;b</title><link>https://news.test/1</link></item></channel></rss>"
    (entry,) = feed(outside.encode(), url=URL).entries
    assert entry.title in {"ab", "a&x;b", "a&x b"}
    listed = OPML.replace("<opml", '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml')
    assert outlines(listed.replace("<outline text", "&x;<outline text").encode()) == outlines(OPML.encode())


def lol(tag: str) -> bytes:
    """Return ten entities, each ten times the one before."""
    made = '<!ENTITY l0 "lol">' + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {tag} [{made}]><{tag}><a>&l9;</a></{tag}>'.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"<rss>" + b"<a>" * 900_000, b"<rss>" + b"<a>" * 25_000 + b"</a>" * 25_000, b"<rss>" + b"<item>" * 400_000,
        b"<rss>" + b"<" * 15_000,
        b"<rss>" + b"&" * 500_000, b"<rss><![CDATA[" * 100_000, b"<rss><!--" * 100_000, lol("rss"),
        b"<rss " + b'a="b" ' * 300_000, b"<!DOCTYPE x [" + b"<!ENTITY a 'b'>" * 100_000,
        b"<rss><channel><item><pubDate>" + b"1" * 1_000_000,
        b"<rss><channel><item><pubDate>" + b"Mon, " * 200_000 + b"</pubDate></item></channel></rss>",
        b"<rss><channel><item><title>" + b"&amp;" * 200_000 + b"</title></item></channel></rss>",
    ],
)  # fmt: skip
def test_hostile_feeds_end_soon(data: bytes) -> None:
    begun = time.monotonic()
    try:
        found = feed(data, url=URL)
        assert sum(len(e.title or "") for e in found.entries) <= len(data)
    except InputError:
        pass
    assert time.monotonic() - begun < 10


def test_opml_lists_feeds() -> None:
    assert outlines(OPML.encode()) == ["https://news.test/a.xml", "http://news.test/b?x=1&y=2"]
    assert outlines(OPML.encode("utf-16")) == outlines(OPML.encode())


@pytest.mark.parametrize(
    "data",
    [b"", b"<opml>", b"words", RSS.encode(), b"<opml><body/></opml>", lol("opml"), b"<opml>" * 10_000,
     b"x" * (MOST + 1)],
)  # fmt: skip
def test_what_is_no_list_is_said(data: bytes) -> None:
    with pytest.raises(InputError, match=r"OPML|list"):
        outlines(data)


def test_ids_and_links_that_are_too_long_are_kept_apart() -> None:
    data = RSS.replace("tag:", "tag:" + "x" * 5000).replace("/news/", "/news/" + "y" * 5000)
    found = feed(data.encode(), url=URL)
    assert len({e.id for e in found.entries}) == 3
    assert max(len(e.id) for e in found.entries) < 600
    assert {e.link for e in found.entries} == {None}


PARTS = ("<", ">", "&", "</item>", "<item>", "<title>", "&#x0;", "&#xD800;", "\ud800", "\0", "]]>", "<![CDATA[",
         "<!--", "<?xml?>", "&lol;", "<rss>", "\uffff", "<link href='//x'/>", "<link>javascript:x</link>", "http://[::1",
         "<guid></guid>", "<pubDate>99 Foo 99999</pubDate>", "xml:base='http://[x'", "<content:encoded>",
         "é" * 50)  # fmt: skip


@settings(max_examples=100, deadline=5000)
@given(st.sampled_from([RSS, ATOM, RDF]), st.integers(0, 2**32), st.integers(1, 12))
def test_mutated_feeds_give_entries_or_a_reason(text: str, seed: int, times: int) -> None:
    rng = random.Random(seed)
    for _ in range(times):
        at, end = sorted((rng.randrange(len(text)), rng.randrange(len(text))))
        match rng.randrange(4):
            case 0:
                text = text[:at] + rng.choice(PARTS) + text[at:]
            case 1:
                text = text[:at] + text[min(end, at + rng.randrange(40)) :]
            case 2:
                text = text[:at] + text[at : at + 60] * 2 + text[at + 60 :]
            case _:
                text = text[:at] + rng.choice(PARTS) + text[at + 1 :]
    check(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=5000)
@given(
    st.binary(max_size=400), st.sampled_from(["", "text/xml; charset=utf-16", "application/rss+xml; charset=x", "é"])
)
def test_any_bytes_give_entries_or_a_reason(data: bytes, content_type: str) -> None:
    for whole in (data, RSS[:200].encode() + data + RSS[200:].encode()):
        check(whole, content_type)


def check(data: bytes, content_type: str | None = None) -> None:
    try:
        found = feed(data, url=URL, content_type=content_type)
    except InputError:
        return
    assert len({e.id for e in found.entries}) == len(found.entries)
    for entry in found.entries:
        for kept in (entry.id, entry.link, entry.title):
            assert kept is None or (kept.strip() and "\0" not in kept and kept.encode())
        assert entry.published is None or len(entry.published) == 10
    with suppress(InputError):
        outlines(data)
