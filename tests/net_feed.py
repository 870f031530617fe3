"""A feed server that behaves as the world does, and a reader that gives records by hand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from net_site import Answer, Asked, Site, page

from reportedly.inputs.net.pace import Pace
from reportedly.model import Engine, Event, Records, Span

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator

    from reportedly.inputs.files import Loaded
    from reportedly.model import Skipped

START: Final = datetime(2024, 2, 6, tzinfo=UTC)
EVERY: Final = timedelta(minutes=15)
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
        f"<link>{escape(site.url(s.path))}</link><description>{escape(s.words[0])}</description>"
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
    stories: list[Story] = field(default_factory=list)
    feed_troubles: list[str] = field(default_factory=list)
    unchanged: int = 0
    happened: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.site.pages["/feed.xml"] = self._feed

    def publish(self, number: int) -> None:
        for _ in range(number):
            story = Story(len(self.stories))
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
        return Answer(data, headers={"ETag": tag, "Content-Type": "application/rss+xml"})
