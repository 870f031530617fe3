"""Watching feeds: nothing is lost, nothing comes twice, whatever servers do; and who wants to know is told."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from net_feed import EVERY, QUICK, ByHand, Clock, Story, World, items, rss, show, texts
from net_site import Answer, Site, served
from sqlalchemy import create_engine

from reportedly.cli import main
from reportedly.commands.watch import Span
from reportedly.errors import LedgerError, NotifyError
from reportedly.keeper import Ledger
from reportedly.ledger import feeds as memory
from reportedly.ledger.questions import Query
from reportedly.notify import Notices
from reportedly.watcher import TRIES, Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.inputs.files import Loaded
    from reportedly.model import Records, Skipped

RUN = "import sys; from reportedly.cli import main; sys.exit(main())"


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        yield running


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def database(postgresql: str) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database of the test's own."""
    admin = create_engine(postgresql.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as c:
        c.exec_driver_sql("CREATE DATABASE watched")
    yield postgresql.rsplit("/", 1)[0] + "/watched"
    with admin.connect() as c:
        c.exec_driver_sql("DROP DATABASE watched WITH (FORCE)")
    admin.dispose()


def watch(ledger: Ledger, site: Site, clock: Clock, *paths: str, complaints: list[str] | None = None) -> Watch:
    urls = [site.url(p) for p in paths or ("/feed.xml",)]
    told = complaints if complaints is not None else []
    return Watch(ledger, urls, site.visitor(clock.pace(), limits=QUICK), ByHand(), every=EVERY, clock=clock,
                 complain=lambda url, why: told.append(f"{url}: {why}"))  # fmt: skip


def kept(ledger: Ledger, story: Story, version: int | None = None) -> int:
    """Return how often the ledger has a version of a story."""
    words = Story(story.number, version or story.version).words[0]
    return sum(words in text for text in texts(ledger))


def test_what_is_new_is_read_once(site: Site, ledger: Ledger) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(3)
    watched = watch(ledger, site, clock)
    first = watched.poll()
    assert (first.fine, first.failed, first.new, first.added.read, first.waiting) == (1, 0, 3, 3, 0)
    article = ledger.records(next(e.origin.article for e in ledger.events())).article
    assert (article.outlet, article.published) == ("Veldhaven Post", "2024-02-06")
    assert article.url == site.url("/story/0")
    assert article.title == "Village 0"
    clock.at += EVERY
    again = watched.poll()
    assert (again.new, again.changed, again.added.inputs, world.unchanged) == (0, 0, 0, 1)
    world.publish(1)
    (changed,) = world.change(1)
    clock.at += EVERY
    more = watched.poll()
    assert (more.new, more.changed) == (1, 1) if changed.number < 3 else (1, 0)
    assert len(texts(ledger)) == 4 + (changed.number < 3)
    assert ledger.counts().failed == 0


def test_links_that_fail_are_fetched_again_and_at_last_given_up(site: Site, ledger: Ledger) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(5)
    kinds: list[list[str]] = [["500"], ["429", "timeout"], ["cut"], ["404"] * 9, []]
    for story, troubles in zip(world.stories, kinds, strict=True):
        story.troubles = list(troubles)
    watched = watch(ledger, site, clock)
    for _ in range(40):
        watched.poll()
        clock.at += EVERY
    assert [kept(ledger, s) for s in world.stories] == [1, 1, 1, 0, 1]
    assert items(ledger)["tag:news.test,3"] == "failed"
    (failure,) = ledger.failures()
    assert (failure.name, failure.stage, failure.tries) == (site.url("/story/3"), "fetch", TRIES)
    assert failure.reason == "HTTP 404 Not Found"
    assert site.asked.count("/story/3") == TRIES
    assert ledger.counts().read == 4


def test_an_entry_that_changes_while_it_waits_is_read_as_it_is_now(site: Site, ledger: Ledger) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(1)
    (story,) = world.stories
    story.troubles = ["500", "500"]
    watched = watch(ledger, site, clock)
    watched.poll()
    clock.at += EVERY
    world.change(0)
    story.version = 2
    assert watched.poll().changed == 1
    clock.at += EVERY
    assert watched.poll().added.read == 1
    assert (kept(ledger, story, 1), kept(ledger, story, 2)) == (0, 1)


def test_an_entry_that_could_not_be_read_takes_its_new_link(site: Site, ledger: Ledger) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(2)
    bad = rss(site, world.stories).replace(b"/story/0", b"/wrong/0")
    site.pages["/feed.xml"] = Answer(bad)
    watched = watch(ledger, site, clock)
    done = watched.poll()
    assert (done.added.read, done.waiting) == (1, 1)
    site.pages["/feed.xml"] = Answer(rss(site, world.stories).replace(b"/story/1", b"/story/1?reader=2"))
    clock.at += EVERY
    done = watched.poll()
    assert (done.changed, done.added.read, done.waiting) == (1, 1, 0)
    assert {kept(ledger, s) for s in world.stories} == {1}
    assert "/story/1?reader=2" not in site.asked


def test_a_link_that_two_feeds_share_is_fetched_once(site: Site, ledger: Ledger) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(2)
    site.pages["/other.xml"] = Answer(rss(site, world.stories[:1]))
    both = watch(ledger, site, clock, "/feed.xml", "/other.xml")
    done = both.poll()
    assert (done.fine, done.new, done.added.read, done.waiting) == (2, 3, 2, 0)
    site.pages["/third.xml"] = Answer(rss(site, world.stories))
    done = watch(ledger, site, clock, "/third.xml").poll()
    assert (done.new, done.added.known, done.added.read) == (2, 2, 0)
    assert [site.asked.count(s.path) for s in world.stories] == [1, 1]


def test_what_was_read_by_hand_meanwhile_is_not_fetched_again(site: Site, ledger: Ledger) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(1)
    world.stories[0].troubles = ["500"]
    watched = watch(ledger, site, clock)
    assert watched.poll().waiting == 1
    visitor = site.visitor()
    loaded = visitor.load(site.url("/story/0"))
    assert ledger.add_loaded([loaded], ByHand()).read == 1
    asked = len(site.asked)
    clock.at += EVERY
    done = watched.poll()
    assert (done.waiting, done.added.known) == (0, 1)
    assert len(site.asked) == asked + 1  # the feed
    assert ledger.failures() == []


def test_entries_without_a_link_and_with_a_bad_one_are_failures(site: Site, ledger: Ledger) -> None:
    bad = ("", "<link>javascript:alert(1)</link>", "<link>file:///etc/passwd</link>", "<link>http://127.0.0.1/x</link>")
    entries = "".join(
        f"<item><guid isPermaLink='false'>g{i}</guid><title>T</title>{b}</item>" for i, b in enumerate(bad)
    )
    site.pages["/feed.xml"] = Answer(f"<rss version='2.0'><channel>{entries}</channel></rss>".encode())
    done = watch(ledger, site, Clock()).poll()
    assert (done.fine, done.added.failed, done.waiting) == (1, 4, 0)
    assert set(items(ledger).values()) == {"failed"}
    reasons = {f.name: f.reason for f in ledger.failures()}
    assert reasons["g0"] == "the entry has no link that could be fetched"
    assert len(reasons) == 4
    assert "no public address" in reasons["http://127.0.0.1/x"]


def test_the_summary_never_stands_in_for_the_article(site: Site, ledger: Ledger) -> None:
    whole = "<content:encoded>All of the report, in the feed itself.</content:encoded>"
    site.pages["/feed.xml"] = Answer(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><guid>g</guid>"
        f"<link>{site.url('/gone')}</link>{whole}</item></channel></rss>".encode()
    )
    site.pages["/gone"] = Answer(b"", 410)
    done = watch(ledger, site, Clock()).poll()
    assert (done.added.failed, done.waiting) == (1, 0)
    assert [f.reason for f in ledger.failures()] == ["HTTP 410 Gone"]
    assert texts(ledger) == []


def test_feeds_that_fail_wait_longer_each_time(site: Site, ledger: Ledger) -> None:
    clock, complaints = Clock(), list[str]()
    site.pages["/feed.xml"] = Answer(b"", 500)
    watched = watch(ledger, site, clock, complaints=complaints)
    looks = []
    for look in range(20):
        before = site.asked.count("/feed.xml")
        assert watched.poll().failed == 1
        if site.asked.count("/feed.xml") > before:
            looks.append(look)
        clock.at += EVERY
    assert looks == [0, 1, 2, 5, 9, 13, 17]
    assert len(complaints) == 7
    site.pages["/feed.xml"] = Answer(
        rss(site, []).replace(b"</channel>", b"<item><guid isPermaLink='false'>g</guid></item></channel>")
    )
    clock.at += EVERY * 16
    assert watched.poll().fine == 1
    with ledger.reading() as c:
        known = memory.known(c, site.url("/feed.xml"))
    assert (known.failures, known.status) == (0, "ok")


def test_a_host_that_asks_for_time_gets_it(site: Site, ledger: Ledger) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(6)
    site.pages[world.stories[1].path] = Answer(status=429, headers={"Retry-After": "3600"})
    watched = watch(ledger, site, clock)
    done = watched.poll()
    assert (done.added.read, done.added.failed, done.waiting) == (1, 1, 5)
    for _ in range(3):
        clock.at += EVERY
        before = len(site.asked)
        watched.poll()
        assert len(site.asked) == before
    site.pages[world.stories[1].path] = world.stories[1].served
    clock.at += EVERY
    assert watched.poll().waiting == 0
    assert {kept(ledger, s) for s in world.stories} == {1}


class Stopped(ByHand):
    """A reader whose process ends after some articles."""

    def __init__(self, after: int) -> None:
        self.left = after

    def read(self, inputs: Iterable[Loaded | Skipped]) -> Iterator[Records | Skipped]:
        for one in super().read(inputs):
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            yield one


def test_a_watch_that_is_cut_short_goes_on_where_it_was(site: Site, ledger: Ledger) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(7)
    for after in (2, 0, 3):
        cut = Watch(
            ledger, [site.url("/feed.xml")], site.visitor(clock.pace()), Stopped(after), every=EVERY, clock=clock
        )
        with pytest.raises(KeyboardInterrupt):
            cut.poll()
    assert len(texts(ledger)) == 5
    watch(ledger, site, clock).poll()
    assert {kept(ledger, s) for s in world.stories} == {1}
    assert set(items(ledger).values()) == {"read"}


def test_postgresql_remembers_as_well(site: Site, database: str) -> None:
    world, clock = World(site, random.Random(2)), Clock()
    world.publish(4)
    world.stories[2].troubles = ["500"]
    with Ledger.open(database) as ledger:
        watched = watch(ledger, site, clock)
        notices = Notices(store=ledger, command=[sys.executable, "-c", ""], query=Query())
        assert watched.poll().waiting == 1
        clock.at += EVERY
        world.publish(1)
        world.change(2)
        watched.poll()
        assert {kept(ledger, s) for s in world.stories} == {1}
        assert notices.send() == len(texts(ledger))
        assert notices.send() == 0


KILLED = """
import sys
sys.path.insert(0, {tests!r})
from net_feed import EVERY, ByHand
from reportedly.inputs.net.fetch import Client
from reportedly.inputs.net.pace import Pace
from reportedly.inputs.net.visit import Visitor
from reportedly.keeper import Ledger
from reportedly.watcher import Watch
with Ledger.open({where!r}) as ledger:
    print(Watch(ledger, [{url!r}], Visitor(Client(allow_private=True), pace=Pace(0)), ByHand(), every=EVERY).poll())
"""


@pytest.mark.slow
@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_a_watch_that_is_killed_loses_nothing(
    site: Site, tmp_path: Path, where: str, request: pytest.FixtureRequest
) -> None:
    world, rng = World(site, random.Random(3), shown=400), random.Random(4)
    here = str(tmp_path / "l.db") if where == "sqlite" else request.getfixturevalue("database")
    names, site.url = site.url, lambda path, _="": names(path, "127.0.0.1")  # type: ignore[method-assign]
    run = KILLED.format(tests=str(Path(__file__).parent), where=here, url=site.url("/feed.xml"))
    killed = 0
    for _ in range(15):
        world.publish(20)
        running = subprocess.Popen([sys.executable, "-c", run])  # noqa: S603 - ours
        try:
            running.wait(1.2 + rng.random())
        except subprocess.TimeoutExpired:
            running.kill()
            killed += running.wait() != 0
    subprocess.run([sys.executable, "-c", run], check=True)  # noqa: S603 - ours
    with Ledger.open(here) as ledger:
        assert {kept(ledger, s) for s in world.stories} == {1}
        mine = [x for name, x in items(ledger).items() if name in {f"tag:news.test,{s.number}" for s in world.stories}]
        assert mine == ["read"] * 300
    assert killed > 5


# Who wants to know is told


def told(tmp_path: Path) -> tuple[list[str], Path]:
    """Return a command that appends its standard input to a file."""
    out = tmp_path / "told.jsonl"
    return [sys.executable, "-c", f"import sys; open({str(out)!r}, 'a').write(sys.stdin.read())"], out


def test_new_events_are_told_once(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(2)
    watched = watch(ledger, site, clock)
    watched.poll()
    command, out = told(tmp_path)
    notices = Notices(store=ledger, command=command, query=Query(type="ASSAULT"))
    assert notices.send() == 0  # what was there before is no news
    assert not out.exists()
    world.publish(3)
    clock.at += EVERY
    watched.poll()
    assert notices.send() == 3
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [x["type"] for x in lines] == ["ASSAULT"] * 3
    assert [x["origin"]["url"] for x in lines] == [site.url(s.path) for s in world.stories[2:]]
    assert Notices(store=ledger, command=command, query=Query(type="ASSAULT")).send() == 0
    assert Notices(store=ledger, command=command, query=Query(type="PROTEST")).send() == 0
    assert len(out.read_text().splitlines()) == 3


def test_events_that_do_not_match_are_not_told(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    command, out = told(tmp_path)
    notices = Notices(store=ledger, command=command, query=Query(status="denied"))
    world, clock = World(site, random.Random(1)), Clock()
    world.publish(2)
    watch(ledger, site, clock).poll()
    assert notices.send() == 0
    assert not out.exists()
    with pytest.raises(LedgerError, match="polarity: an event has none"):
        Notices(store=ledger, command=command, query=Query(polarity="denied"))


def test_what_could_not_be_told_is_told_again(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    ready, out = tmp_path / "ready", tmp_path / "told.jsonl"
    command = ["sh", "-c", f"test -e '{ready}' && cat >> '{out}'"]
    notices = Notices(store=ledger, command=command, query=Query())
    world, clock = World(site, random.Random(1)), Clock()
    watched = watch(ledger, site, clock)
    for _ in range(2):
        world.publish(2)
        watched.poll()
        clock.at += EVERY
        with pytest.raises(NotifyError, match=r"^sh: ended with status 1$"):
            notices.send()
    ready.touch()
    assert Notices(store=ledger, command=command, query=Query()).send() == 4
    assert notices.send() == 0
    assert len(out.read_text().splitlines()) == 4


@pytest.mark.parametrize(
    ("command", "reason"),
    [(["sh", "-c", "cat; kill $$"], "ended with status -15"), (["sleep", "9"], "took longer than 0 s"),
     (["true"], None), (["/nonsense/command"], "No such file")],
)  # fmt: skip
def test_commands_that_fail_are_named(site: Site, ledger: Ledger, command: list[str], reason: str | None) -> None:
    notices = Notices(store=ledger, command=command, query=Query(), limit=0.4)
    World(site, random.Random(1)).publish(2)
    watch(ledger, site, Clock()).poll()
    if reason is None:  # it need not read what it is given
        assert notices.send() == 2
    else:
        with pytest.raises(NotifyError, match=f"^{command[0]}: {reason}"):
            notices.send()


# The command


@pytest.fixture
def opml(tmp_path: Path, site: Site) -> Path:
    path = tmp_path / "feeds.opml"
    path.write_text(
        f"<opml version='2.0'><body><outline xmlUrl='{site.url('/feed.xml', '127.0.0.1')}'/>"
        f"<outline xmlUrl='{site.url('/none.xml', '127.0.0.1')}'/></body></opml>"
    )
    return path


def test_the_command_watches_once(site: Site, opml: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    site.pages["/feed.xml"] = Answer(
        rss(site, []).replace(b"</channel>", b"<item><guid isPermaLink='false'>g</guid></item></channel>")
    )
    where = ["--once", "--ledger", str(tmp_path / "l.db")]
    assert main(["watch", str(opml), *where, "--allow-private"]) == 3
    err = capfd.readouterr().err
    assert f"Error: {site.url('/none.xml', '127.0.0.1')}: HTTP 404 Not Found" in err
    assert "Error: g: the entry has no link that could be fetched" in err
    assert (
        "feeds 2 (1 failed), entries 1 new, 0 changed: read 0, known already 0, failed 1, skipped 0, waiting 0" in err
    )
    assert main(["watch", site.url("/feed.xml", "127.0.0.1"), *where, "--allow-private", "--quiet"]) == 0
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["http://news.test/", "--type", "ASSAULT"], 2, "what --notify COMMAND is told of"),
        (["http://news.test/", "--notify", "'"], 2, "No closing quotation"),
        (["http://news.test/", "--notify", " "], 2, "names no command"),
        (["http://news.test/", "--every", "soon"], 2, "no length of time like 15m"),
        (["http://news.test/", "--user-agent", "Désk/1"], 2, "only plain ASCII words"),
        (["http://news.test/", "--user-agent", "a\r\nHost: b"], 2, "only plain ASCII words"),
        (["http://news.test/", "--every", "0m"], 2, "no length of time like 15m"),
        (["nowhere.opml"], 1, "nowhere.opml"),
        ([__file__], 1, "not an OPML file"),
        ([], 2, "Missing argument"),
    ],
)
def test_wrong_usage_of_watch_is_said(
    words: list[str], status: int, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", *words, "--once", "--ledger", str(tmp_path / "l.db")]) == status
    assert said in capfd.readouterr().err
    assert not (tmp_path / "l.db").exists()


@pytest.mark.parametrize(
    ("value", "seconds"), [("90", 90), ("30s", 30), ("15m", 900), ("2H", 7200), ("1d", 86400), ("5 m", 300)]
)
def test_lengths_of_time_are_read(value: str, seconds: int) -> None:
    assert Span().convert(value, None, None).total_seconds() == seconds


def test_a_watch_that_is_interrupted_ends_in_order(site: Site, tmp_path: Path) -> None:
    site.pages["/feed.xml"] = Answer(
        rss(site, []).replace(b"</channel>", b"<item><guid isPermaLink='false'>g</guid></item></channel>")
    )
    url = site.url("/feed.xml", "127.0.0.1")
    words = [sys.executable, "-c", RUN, "watch", url, "--allow-private", "--ledger", str(tmp_path / "l.db")]
    running = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)  # noqa: S603 - ours
    assert running.stderr is not None
    seen = [running.stderr.readline(), running.stderr.readline()]
    running.send_signal(signal.SIGINT)
    rest = running.stderr.read()
    running.stderr.close()
    assert running.wait(10) == 130
    assert seen[1].startswith("feeds 1 (0 failed)")
    assert rest.strip() == "Interrupted"


# The show


@pytest.mark.parametrize(("entries", "looks"), [(80, 8), pytest.param(1000, 50, marks=pytest.mark.slow)])
def test_nothing_is_lost_and_nothing_comes_twice(
    site: Site, ledger: Ledger, tmp_path: Path, entries: int, looks: int
) -> None:
    shown = show(site, ledger, tmp_path, entries=entries, looks=looks)
    assert shown.entries == entries
    assert (shown.unseen, shown.lost, shown.twice, shown.failed) == (0, 0, 0, 0)
    assert (shown.told, shown.told_twice) == (shown.articles, 0)
    assert shown.feed_troubles
    assert shown.link_troubles
