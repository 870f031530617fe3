"""What was seen of feeds: each feed's last answer, each entry and what became of it, what was told of it last."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, func, insert, select, update

from reportedly.ledger import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

_own = MetaData()
feed = Table(
    "feed", _own,
    Column("key", String(32), primary_key=True),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("tried", Text),  # when it was asked last
    Column("status", Text, nullable=False),  # ok | unchanged | what went wrong
    Column("failures", Integer, nullable=False),  # in a row
    Column("next", Text, nullable=False),  # not to be asked before
)  # fmt: skip
item = Table(
    "item", _own,
    Column("number", Integer, primary_key=True),
    Column("key", String(32), nullable=False, unique=True),  # of feed and id, which may be longer than an index takes
    Column("feed", String(32), nullable=False, index=True),
    Column("id", Text, nullable=False),
    Column("link", Text),
    Column("title", Text),
    Column("published", Text),
    Column("digest", String(32), nullable=False),
    Column("seen", Text, nullable=False),  # first
    Column("since", Integer, nullable=False),  # the number of the last input before it changed; 0: it never did
    Column("outcome", String(8), nullable=False),  # waiting | read | failed | skipped
    Column("reason", Text),
    Column("tries", Integer, nullable=False),
    Column("next", Text, nullable=False),
    Index("item_waiting", "outcome", "next"),
)  # fmt: skip
notice = Table(
    "notice", _own,
    Column("key", String(32), primary_key=True),  # of a command and its query
    Column("article", Integer, nullable=False),  # the number of the last article whose events were told
)  # fmt: skip

Outcome = Literal["waiting", "read", "failed", "skipped"]
NEVER: Final = ""
_TURN: Final = 0x52505446  # "RPTF": the lock that those take who write what was seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a feed; `failures` in a row, not to be asked before `next`."""

    url: str
    etag: str | None = None
    modified: str | None = None
    status: str = ""
    failures: int = 0
    next: str = NEVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry as a feed shows it."""

    id: str
    link: str | None
    title: str | None
    published: str | None
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An entry whose link is to be fetched; `since` numbers the last input before it changed, 0: never."""

    key: str
    link: str | None
    id: str
    published: str | None
    since: int
    tries: int


def create(c: Connection) -> None:
    """Make the tables: a migration."""
    _own.create_all(c)


def key(*parts: str) -> str:
    """Return a short name of texts that may be long."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def known(c: Connection, url: str) -> Known:
    """Return what is known of a feed."""
    found = c.execute(select(feed).where(feed.c.key == key(url))).first()
    if found is None:
        return Known(url=url)
    return Known(
        url=url, etag=found.etag, modified=found.modified, status=found.status, failures=found.failures,
        next=found.next,
    )  # fmt: skip


def keep(c: Connection, now: Known, *, at: str) -> None:
    """Keep what is known of a feed now."""
    facts = {
        "url": now.url, "etag": now.etag, "modified": now.modified, "tried": at, "status": now.status,
        "failures": now.failures, "next": now.next,
    }  # fmt: skip
    _alone(c)
    if not c.execute(update(feed).where(feed.c.key == key(now.url)).values(**facts)).rowcount:
        c.execute(insert(feed).values(key=key(now.url), **facts))


def notice_entries(c: Connection, url: str, entries: Iterable[Seen], *, at: str) -> tuple[int, int]:
    """Note what a feed shows: what is new or has changed waits to be fetched. Return how many are new and changed.

    Another link alone is no change of what was read: some feeds give each reader one of his own.
    """
    _alone(c)
    new = changed = 0
    last = c.execute(select(func.max(schema.input_.c.number))).scalar() or 0
    for e in entries:
        own = key(url, e.id)
        found = c.execute(select(item.c.digest, item.c.link, item.c.outcome).where(item.c.key == own)).first()
        if found and found.digest == e.digest and (found.link == e.link or found.outcome == "read"):
            continue
        facts = {
            "link": e.link, "title": e.title, "published": e.published,
            "digest": e.digest, "outcome": "waiting", "reason": None, "tries": 0, "next": NEVER,
        }  # fmt: skip
        if found is None:
            c.execute(insert(item).values(key=own, feed=key(url), id=e.id, seen=at, since=0, **facts))
            new += 1
        else:
            c.execute(update(item).where(item.c.key == own).values(since=last, **facts))
            changed += 1
    return new, changed


def waiting(c: Connection, urls: Sequence[str], *, at: str) -> list[Waiting]:
    """Return the entries of feeds that are to be fetched now: in the order they were seen, those that failed last."""
    i = item.c
    wanted = select(item).where(i.outcome == "waiting", i.next <= at, i.feed.in_([key(u) for u in urls]))
    return [
        Waiting(key=x.key, link=x.link, id=x.id, published=x.published, since=x.since, tries=x.tries)
        for x in c.execute(wanted.order_by(i.tries, i.number))
    ]


def has_read(c: Connection, link: str, *, since: int) -> bool:
    """Tell whether an input of that name was read since an earlier one: by hand, or for another feed."""
    i = schema.input_.c
    wanted = select(i.number).where(i.name == link, i.outcome == "read", i.number > since)
    return c.execute(wanted.limit(1)).first() is not None


def settle(  # noqa: PLR0913 - what became of it has many facts
    c: Connection, own: str, outcome: Outcome, *, reason: str | None, tries: int, until: str
) -> None:
    """Note what became of an entry."""
    c.execute(update(item).where(item.c.key == own).values(outcome=outcome, reason=reason, tries=tries, next=until))


def outcomes(c: Connection, urls: Sequence[str]) -> dict[str, int]:
    """Return how many entries of feeds were read, failed, were skipped, wait."""
    i = item.c
    wanted = select(i.outcome, func.count()).where(i.feed.in_([key(u) for u in urls])).group_by(i.outcome)
    found: dict[str, int] = dict(c.execute(wanted).all())
    return found


def last_article(c: Connection) -> int:
    """Return the number of the article that came last."""
    return c.execute(select(func.max(schema.article.c.number))).scalar() or 0


def told(c: Connection, name: str) -> int | None:
    """Return the number of the last article whose events were told; None where nothing ever was."""
    return c.execute(select(notice.c.article).where(notice.c.key == name)).scalar()


def tell(c: Connection, name: str, article: int) -> None:
    """Note the last article whose events were told."""
    _alone(c)
    if not c.execute(update(notice).where(notice.c.key == name).values(article=article)).rowcount:
        c.execute(insert(notice).values(key=name, article=article))


def _alone(c: Connection) -> None:
    """Let another watch wait until this transaction ends, where the database would not: both might insert one row."""
    if c.dialect.name == "postgresql":
        c.execute(select(func.pg_advisory_xact_lock(_TURN)))
