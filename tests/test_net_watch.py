"""Watching feeds: nothing is lost, nothing comes twice, whatever servers do; and who wants to know is told."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from net_feed import EVERY, ByHand, Clock, Story, World
from net_site import Site, served
from sqlalchemy import select

from reportedly.inputs.net.fetch import Limits
from reportedly.keeper import Ledger
from reportedly.ledger import feeds as memory
from reportedly.ledger import schema
from reportedly.watcher import TRIES, Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUICK = Limits(size=2_000_000, connect=2, read=0.2, total=2)


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as running:
        yield running


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def watch(ledger: Ledger, site: Site, clock: Clock, *paths: str, complaints: list[str] | None = None) -> Watch:
    urls = [site.url(p) for p in paths or ("/feed.xml",)]
    told = complaints if complaints is not None else []
    return Watch(ledger, urls, site.visitor(clock.pace(), limits=QUICK), ByHand(), every=EVERY, clock=clock,
                 complain=lambda url, why: told.append(f"{url}: {why}"))  # fmt: skip


def texts(ledger: Ledger) -> list[str]:
    with ledger.reading() as c:
        return list(c.execute(select(schema.article.c.text)).scalars())


def kept(ledger: Ledger, story: Story, version: int | None = None) -> int:
    """Return how often the ledger has a version of a story."""
    words = Story(story.number, version or story.version).words[0]
    return sum(words in text for text in texts(ledger))


def items(ledger: Ledger) -> dict[str, str]:
    with ledger.reading() as c:
        return dict(c.execute(select(memory.item.c.id, memory.item.c.outcome)).all())


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


def test_the_show_in_small(site: Site, ledger: Ledger) -> None:
    world, clock = World(site, random.Random(1)), Clock()
    complaints: list[str] = []
    watched = watch(ledger, site, clock, complaints=complaints)
    for i in range(10):
        world.publish(5)
        world.stories[-1].troubles = [["500"], ["timeout"], ["429"], ["cut"], []][i % 5]
        world.feed_troubles = [[], ["500"], ["broken"], [], ["429"], ["cut"], [], ["timeout"], ["empty"], []][i]
        watched.poll()
        clock.at += EVERY
    for _ in range(12):
        watched.poll()
        clock.at += EVERY
    assert {kept(ledger, s) for s in world.stories} == {1}
    assert set(items(ledger).values()) == {"read"}
    assert len(complaints) >= 6
    assert ledger.counts().failed == 0
