"""A feed server that behaves as the world does, a reader that gives records by hand, and what comes of a long watch."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from net_site import Answer, Asked, Site, page
from sqlalchemy import select

from reportedly.inputs.net.fetch import Limits
from reportedly.inputs.net.pace import Pace
from reportedly.ledger import feeds as memory
from reportedly.ledger import schema
from reportedly.ledger.questions import Query
from reportedly.model import Engine, Event, Records, Span
from reportedly.notify import Notices
from reportedly.watcher import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from reportedly.inputs.files import Loaded
    from reportedly.keeper import Ledger
    from reportedly.model import Skipped

START: Final = datetime(2024, 2, 6, tzinfo=UTC)
EVERY: Final = timedelta(minutes=15)
QUICK: Final = Limits(size=2_000_000, connect=2, read=0.2, total=2)
TROUBLES: Final = ("429", "500", "503", "timeout", "cut", "broken", "empty")


class ByHand:
    """Stands in for a loaded model: an event for each report, its first word the trigger."""

    engine = Engine(version="1", model="m" * 64)

    def read(self, inputs: Iterable[Loaded | Skipped]) -> Iterator[Records | Skipped]:
        for one in inputs:
            article = one.article  # type: ignore[union-attr]
            event = Event(id="e1", trigger=Span(start=0, end=5), type="ASSAULT", status="happened", score=0.5)
            yield Records(article=article, engine=self.engine, events=(event,))  # type: ignore[arg-type]


@dataclass
class Clock:
    """A time that goes on when it is told to."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def pace(self) -> Pace:
        """Return a pace that goes by this time."""
        return Pace(0, clock=self.seconds, sleep=lambda _: None)

    def seconds(self) -> float:
        return self.at.timestamp()


@dataclass
class Story:
    """A report in a feed: its text now, and how often its link will still fail, and how."""

    number: int
    version: int = 1
    troubles: list[str] = field(default_factory=list)
    host: str = "news.test"

    @property
    def path(self) -> str:
        return f"/story/{self.number}"

    @property
    def words(self) -> tuple[str, str]:
        sure = hashlib.sha256(f"{self.number}/{self.version}".encode()).hexdigest()
        return (
            f"Rebels attacked village {self.number} near Karsk on Monday, the mayor said in statement {sure[:12]}.",
            f"It was report {self.version} about village {self.number}; {sure[12:40]} people had left it by then.",
        )

    def served(self, asked: Asked) -> Answer | None:
        if self.troubles:
            return trouble(self.troubles.pop(0), asked, b"<html>")
        return page(f"Village {self.number}", *self.words)


def trouble(kind: str, asked: Asked, data: bytes) -> Answer | None:
    """Do one of the things that servers do."""
    match kind:
        case "429" | "503":
            return Answer(b"later", int(kind), headers={"Retry-After": "600"})
        case "500" | "404":
            return Answer(b"sorry", int(kind))
        case "timeout":
            asked.over.wait(0.4)
            return None
        case "cut":
            return Answer(data[: len(data) // 2], headers={"Content-Length": str(len(data))})
        case "broken":
            return Answer(data[: 2 * len(data) // 3], headers={"Content-Type": "application/rss+xml"})
        case _:
            return Answer(b"")


def rss(site: Site, stories: Iterable[Story]) -> bytes:
    """Return a feed with the newest story first."""
    items = "".join(
        f"<item><guid isPermaLink='false'>tag:news.test,{s.number}</guid><title>Village {s.number}</title>"
        f"<link>{escape(site.url(s.path, s.host))}</link><description>{escape(s.words[0])}</description>"
        "<pubDate>Tue, 06 Feb 2024 10:00:00 GMT</pubDate></item>"
        for s in reversed(list(stories))
    )
    channel = f"<channel><title>Veldhaven Post</title>{items}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


@dataclass
class World:
    """A site whose feed shows the last stories; each look brings new ones, changes, and sometimes trouble."""

    site: Site
    rng: random.Random
    shown: int = 60
    hosts: int = 1
    stories: list[Story] = field(default_factory=list)
    feed_troubles: list[str] = field(default_factory=list)
    unchanged: int = 0
    delivered: dict[int, int] = field(default_factory=dict)  # the version of each story that the feed showed last

    def __post_init__(self) -> None:
        self.site.pages["/feed.xml"] = self._feed

    def publish(self, number: int) -> None:
        for _ in range(number):
            number = len(self.stories)
            story = Story(number, host=f"news{number % self.hosts}.test" if self.hosts > 1 else "news.test")
            self.stories.append(story)
            self.site.pages[story.path] = story.served

    def change(self, number: int) -> list[Story]:
        changed = self.rng.sample(self.stories[-self.shown :], number)
        for story in changed:
            story.version += 1
        return changed

    def _feed(self, asked: Asked) -> Answer | None:
        data = rss(self.site, self.stories[-self.shown :])
        if self.feed_troubles:
            return trouble(self.feed_troubles.pop(0), asked, data)
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        if asked.headers.get("if-none-match") == tag:
            self.unchanged += 1
            return Answer(status=304)
        self.delivered |= {s.number: s.version for s in self.stories[-self.shown :]}
        return Answer(data, headers={"ETag": tag, "Content-Type": "application/rss+xml"})


def texts(ledger: Ledger) -> list[str]:
    with ledger.reading() as c:
        return list(c.execute(select(schema.article.c.text)).scalars())


def items(ledger: Ledger) -> dict[str, str]:
    """Return what became of each entry."""
    with ledger.reading() as c:
        return dict(c.execute(select(memory.item.c.id, memory.item.c.outcome)).all())


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a long watch gave.

    `unseen` stories were never in a feed that came whole; `lost` ones are not in the ledger as they were shown last,
    or as they were later; `twice` counts texts that are there more than once.
    """

    entries: int
    looks: int
    changes: int
    requests: int
    unchanged: int
    feed_troubles: dict[str, int]
    link_troubles: dict[str, int]
    articles: int
    unseen: int
    lost: int
    twice: int
    failed: int
    told: int
    told_twice: int


def _kept(world: World, number: int, have: Iterable[str]) -> bool:
    versions = range(world.delivered[number], world.stories[number].version + 1)
    return any(Story(number, v).words[0] in text for v in versions for text in have)


def show(site: Site, ledger: Ledger, folder: Path, *, entries: int = 1000, looks: int = 50) -> Shown:
    """Watch a feed of so many entries over so many looks, with changes and every trouble; then until nothing waits."""
    rng = random.Random(0)
    world, clock = World(site, rng, shown=8 * entries // looks, hosts=5), Clock()
    watched = Watch(ledger, [site.url("/feed.xml")], site.visitor(clock.pace(), limits=QUICK), ByHand(), every=EVERY,
                    clock=clock)  # fmt: skip
    out = folder / "told.jsonl"
    notices = Notices(store=ledger, command=["sh", "-c", f"cat >> '{out}'"], query=Query(type="ASSAULT"))
    changes, of_feed, of_links = 0, Counter[str](), Counter[str]()
    for look in range(looks * 2):
        if look < looks:
            world.publish(entries // looks)
            for story in world.stories[-entries // looks :]:
                if rng.random() < 0.05:
                    story.troubles = rng.choices(TROUBLES[:5], k=rng.randint(1, 3))
                    of_links.update(story.troubles)
            changes += len(world.change(2))
            world.feed_troubles = rng.choices(TROUBLES) if rng.random() < 0.35 else []
        troubles = world.feed_troubles[:]
        watched.poll()
        of_feed.update(troubles[len(world.feed_troubles) :])  # those that it met with
        notices.send()
        clock.at += EVERY
    have = Counter(texts(ledger))
    told = Counter(json.loads(line)["id"] for line in out.read_text().splitlines())
    return Shown(
        entries=len(world.stories), looks=looks, changes=changes, requests=len(site.asked), unchanged=world.unchanged,
        feed_troubles=dict(of_feed), link_troubles=dict(of_links), articles=sum(have.values()),
        unseen=len(world.stories) - len(world.delivered),
        lost=sum(not _kept(world, number, have) for number in world.delivered),
        twice=sum(n - 1 for n in have.values()), failed=sum(x != "read" for x in items(ledger).values()),
        told=len(told), told_twice=sum(n - 1 for n in told.values()),
    )  # fmt: skip
