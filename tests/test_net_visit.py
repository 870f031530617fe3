"""A guest behaves: robots.txt, turns, waits; and URLs are inputs as files are."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from net_site import Answer, Site, packed, page, served

from reportedly.cli import main
from reportedly.errors import ExportError, ExtraError, FetchError, InputError
from reportedly.extras import need
from reportedly.inputs.files import Loaded, load, load_bytes
from reportedly.inputs.net.pace import PATIENCE, Pace
from reportedly.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.inputs.net.visit import Visitor

WORDS = "No more barges will cross the Orun strait before spring, harbour master Ilse Brandvik told reporters."


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        running.pages["/a"] = running.pages["/b"] = Answer(WORDS.encode(), headers={"Content-Type": "text/plain"})
        yield running


class Time:
    """A time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def pace(self, delay: float = 1.0) -> Pace:
        return Pace(delay, clock=lambda: self.now, sleep=self.sleep)


def refused(visitor: Visitor, url: str) -> FetchError:
    with pytest.raises(FetchError) as e:
        visitor.get(url)
    return e.value


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /a", False),
        ("User-agent: *\nDisallow: /b", True),
        ("User-agent: *\nAllow: /\nDisallow: /a", False),  # the longest rule holds, not the first
        ("User-agent: *\nDisallow: /\nAllow: /a", True),
        ("User-agent: *\nDisallow: /*a$", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: Reportedly\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: reportedly\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: /a # not this\r\n", False),
        ("<html>sorry</html>", True),
        ("User-agent: *\nDisallow: /" + "\n# filler" * 100_000, False),
    ],
)
def test_rules_of_robots_are_kept(site: Site, rules: str, allowed: bool) -> None:  # noqa: FBT001 - a case
    site.pages["/robots.txt"] = Answer(rules.encode())
    visitor = site.visitor()
    if allowed:
        assert visitor.get(site.url("/a")).data == WORDS.encode()
    else:
        e = refused(visitor, site.url("/a"))
        assert e.reason == "robots.txt does not allow reportedly to fetch it"
        assert not e.again
        assert site.asked == ["/robots.txt"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_where_there_are_no_rules_all_is_allowed(site: Site, status: int) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /", status)
    assert site.visitor().get(site.url("/a")).status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
def test_where_rules_cannot_be_had_now_nothing_is(site: Site, status: int) -> None:
    time = Time()
    site.pages["/robots.txt"] = Answer(b"", status)
    visitor = site.visitor(time.pace(0))
    e = refused(visitor, site.url("/a"))
    assert e.again
    assert e.reason.startswith(f"robots.txt cannot be had: HTTP {status}")
    refused(visitor, site.url("/b"))
    assert site.asked == ["/robots.txt"]
    site.pages["/robots.txt"] = Answer(b"")
    time.now += 301
    assert visitor.get(site.url("/a")).status == 200


def test_rules_are_asked_for_once_a_day_for_each_origin(site: Site) -> None:
    time = Time()
    site.pages["/robots.txt"] = Answer(b"")
    visitor = site.visitor(time.pace(0))
    for path in ("/a", "/b", "/a"):
        visitor.get(site.url(path))
    assert site.asked.count("/robots.txt") == 1
    visitor.get(site.url("/a", "other.test"))
    assert site.asked.count("/robots.txt") == 2
    time.now += 86_401
    visitor.get(site.url("/a"))
    assert site.asked.count("/robots.txt") == 3


def test_rules_hold_where_a_redirect_leads(site: Site) -> None:
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /b")
    site.pages["/r"] = Answer(status=302, headers={"Location": "/b"})
    e = refused(site.visitor(), site.url("/r"))
    assert "robots.txt does not allow" in e.reason
    assert "/b" not in site.asked


def test_each_host_has_its_turns(site: Site) -> None:
    time = Time()
    visitor = site.visitor(time.pace(1.0))
    visitor.get(site.url("/a"))
    visitor.get(site.url("/b"))
    assert time.slept == [1.0, 1.0]  # after robots.txt, after the first
    visitor.get(site.url("/a", "other.test"))
    assert len(time.slept) == 3
    time.now += 10
    visitor.get(site.url("/a"))
    assert len(time.slept) == 3


def test_a_host_may_want_longer_turns(site: Site) -> None:
    time = Time()
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 5\n")
    visitor = site.visitor(time.pace(1.0))
    for _ in range(3):
        visitor.get(site.url("/a"))
    assert time.slept == [1.0, 5.0, 5.0]
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nCrawl-delay: 3600\n")
    visitor = site.visitor(time.pace(1.0))
    visitor.get(site.url("/a"))
    e = refused(visitor, site.url("/a"))
    assert e.held
    assert e.wait == pytest.approx(3600)


@pytest.mark.parametrize(("after", "wait"), [("120", 120), (None, 60)])
def test_a_host_that_is_busy_is_left_alone(site: Site, after: str | None, wait: float) -> None:
    time = Time()
    site.pages["/a"] = Answer(status=429, headers={"Retry-After": after} if after else {})
    visitor = site.visitor(time.pace(0))
    assert refused(visitor, site.url("/a")).status == 429
    before = len(site.asked)
    e = refused(visitor, site.url("/b"))
    assert (e.held, e.wait) == (True, wait)
    assert len(site.asked) == before
    time.now += wait - PATIENCE + 1
    assert visitor.get(site.url("/b")).status == 200
    assert time.slept == [PATIENCE - 1]


# URLs as inputs


def test_a_page_becomes_an_article(site: Site) -> None:
    site.pages["/page"] = page("Ice stops barges", WORDS, "The ferry union waits for the mayor to decide.")
    loaded = site.visitor().load(site.url("/page"))
    assert isinstance(loaded, Loaded)
    a = loaded.article
    assert (loaded.name, a.url) == (site.url("/page"), site.url("/page"))
    assert (a.title, a.outlet, a.published) == ("Ice stops barges", "Veldhaven Post", "2024-02-06")
    assert WORDS in a.text
    assert loaded.data is not None
    assert loaded.data.startswith(b"<!doctype html>")


def test_a_text_becomes_an_article_where_it_was_in_the_end(site: Site) -> None:
    site.pages["/r"] = Answer(status=301, headers={"Location": "/t"})
    site.pages["/t"] = packed(WORDS.encode())
    loaded = site.visitor().load(site.url("/r"), published="2024-02-07")
    assert isinstance(loaded, Loaded)
    assert (loaded.name, loaded.article.url) == (site.url("/r"), site.url("/t"))
    assert (loaded.article.text, loaded.article.published) == (WORDS, "2024-02-07")
    again = site.visitor().load(site.url("/r"), published="2024-02-07")
    assert isinstance(again, Loaded)
    assert again.article.id == loaded.article.id


@pytest.mark.parametrize(
    ("body", "media", "reason"),
    [(b"", "text/plain", "empty file"), (b"%PDF-1.7", "application/pdf", "not a text but a PDF"),
     (b"<html></html>", "text/html", "no text found in the page"), (b"", "text/html", "no text found in the page")],
)  # fmt: skip
def test_what_holds_no_text_is_said(site: Site, body: bytes, media: str, reason: str) -> None:
    site.pages["/x"] = Answer(body, headers={"Content-Type": media})
    found = site.visitor().load(site.url("/x"))
    assert isinstance(found, Skipped)
    assert (found.stage, found.reason, found.failed) == ("input", reason, True)


def test_urls_stand_among_paths(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    url = site.url("/a", "127.0.0.1")
    first, second = load([tmp_path / "a.txt", url])
    assert isinstance(first, Loaded)
    assert isinstance(second, Skipped)
    assert (second.article, second.stage) == (url, "fetch")
    assert second.reason == "127.0.0.1 is no public address (--allow-private for intranets)"


def test_a_url_is_read_and_kept(site: Site, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    url = site.url("/a", "127.0.0.1")
    where = ["--ledger", str(tmp_path / "ledger.db")]
    assert main(["add", url, *where]) == 1
    assert f"Error: {url}: 127.0.0.1 is no public address" in capfd.readouterr().err
    assert main(["retry", "--allow-private", *where]) == 0
    assert "read 1, known already 0" in capfd.readouterr().err
    assert main(["add", url, "--allow-private", *where]) == 0
    assert "read 0, known already 1" in capfd.readouterr().err
    assert main(["failures", *where, "--format", "jsonl"]) == 0
    assert capfd.readouterr().out == ""


def test_a_page_that_failed_is_fetched_again() -> None:
    assert isinstance(load_bytes("x", b"<html></html>", media_type="TEXT/HTML; charset=x"), Skipped)
    assert isinstance(load_bytes("x", WORDS.encode(), media_type="text/plain"), Loaded)


def test_a_package_that_is_missing_is_named() -> None:
    with pytest.raises(ExtraError, match=r'^nonsense is not installed: pip install "reportedly\[web\]"$') as e:
        need("nonsense.deep", "web")
    assert isinstance(e.value, InputError)
    assert isinstance(e.value, ExportError)


@pytest.mark.parametrize(
    ("words", "package"),
    [(["read", "https://news.test/"], "protego"), (["watch", "https://news.test/"], "feedparser")],
)
def test_without_the_extra_it_is_said_how_to_install_it(words: list[str], package: str, tmp_path: Path) -> None:
    run = f"import sys; sys.modules[{package!r}] = None; from reportedly.cli import main; sys.exit(main())"
    where = [] if words[0] == "read" else ["--ledger", str(tmp_path / "l.db")]
    found = subprocess.run([sys.executable, "-c", run, *words, *where], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    assert found.returncode == 1
    assert f'{package} is not installed: pip install "reportedly[web]"' in found.stderr


def test_plain_reading_never_reaches_the_network() -> None:
    words = (
        "import sys, reportedly.pipeline, reportedly.keeper, reportedly.cli;"
        "list(reportedly.pipeline.load(['nothing.txt']));"
        "print(sorted(sys.modules.keys() & {'httpx', 'httpcore', 'feedparser', 'protego', 'trafilatura', 'lxml'}))"
    )
    found = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True)  # noqa: S603 - ours
    assert found.stdout == "[]\n"
