"""The tables of the ledger, the same in SQLite and PostgreSQL, and the migrations that lead to them.

What is kept for ever: `document` (bytes as they came), `input` (what became of each), `article`, `reading` (the
machine's records, one row for each engine), `correction`, `decision`, `verdict` (`ledger.verdicts`). Made of these, to
be made again: the rows of the records (`actor`, `statement`, `event`, `figure`, `place`, `party`), `link_key`, `fact`,
`link`, `member`. What was seen of feeds has tables of its own (`ledger.feeds`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

metadata = MetaData()

migration = Table(
    "migration", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
)  # fmt: skip
document = Table(
    "document", metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)  # fmt: skip
input_ = Table(
    "input", metadata,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("document", String(64), ForeignKey("document.sha256")),
    Column("published", Text),  # as the user said, so that it can be read again
    Column("outcome", String(8), nullable=False),  # read | failed | skipped
    Column("stage", Text),
    Column("reason", Text),
    Column("article", String(64), ForeignKey("article.id")),
    Column("tries", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Index("input_name", "name"),
)  # fmt: skip
article = Table(
    "article", metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("title", Text),
    Column("published", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("document", String(64), ForeignKey("document.sha256")),
    Column("at", Text, nullable=False),
)  # fmt: skip
reading = Table(
    "reading", metadata,
    Column("number", Integer, primary_key=True),
    Column("article", String(64), ForeignKey("article.id"), nullable=False),
    Column("version", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("current", Boolean, nullable=False),  # the last engine's; its records are those in the tables below
    Column("records", LargeBinary, nullable=False),  # the machine's, zlib of one line of JSON, format reportedly/1
    UniqueConstraint("article", "version", "model"),
)  # fmt: skip
actor = Table(
    "actor", metadata,
    Column("id", String(80), primary_key=True),
    Column("article", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", String(3)),
    Column("sector", String(3)),
    Column("mentions", Integer, nullable=False),
    Index("actor_name", "name"),
    sqlite_with_rowid=False,
)  # fmt: skip
statement = Table(
    "statement", metadata,
    Column("id", String(80), primary_key=True),
    Column("article", String(64), nullable=False, index=True),
    Column("speaker", Text),
    Column("cue", Text),
    Column("content", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("source_kind", Text, nullable=False),
    Column("day", String(10)),  # its own, else the day of publication
    Column("start", Integer, nullable=False),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
event = Table(
    "event", metadata,
    Column("id", String(80), primary_key=True),
    Column("article", String(64), nullable=False, index=True),
    Column("trigger", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("place", Text),
    Column("country", String(3)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("first", String(10)),
    Column("last", String(10)),
    Column("day", String(10)),  # the first, else the day of publication
    Column("said_by", Text),  # the outermost speaker; null: the outlet itself
    Column("start", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Index("event_status_day", "status", "day"),
    Index("event_type_day", "type", "day"),
    Index("event_country_day", "country", "day"),
    sqlite_with_rowid=False,
)  # fmt: skip
figure = Table(
    "figure", metadata,
    Column("id", String(80), primary_key=True),
    Column("article", String(64), nullable=False, index=True),
    Column("event", String(80)),
    Column("words", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("low", Float),
    Column("best", Float),
    Column("high", Float),
    Column("hedge", Text, nullable=False),
    Column("place", Text),
    Column("country", String(3)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("day", String(10)),
    Column("said_by", Text),
    Column("start", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Index("figure_effect_day", "effect", "day"),
    Index("figure_event", "event"),
    sqlite_with_rowid=False,
)  # fmt: skip
place = Table(
    "place", metadata,
    Column("id", String(80), primary_key=True),
    Column("article", String(64), nullable=False, index=True),
    Column("words", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", String(3)),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("geonames", Integer),
    Column("reading", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
party = Table(
    "party", metadata,
    Column("record", String(80), nullable=False),  # an event's, statement's or figure's id
    Column("article", String(64), nullable=False, index=True),
    Column("role", String(9), nullable=False),  # actor | recipient | said_by | speaker | of
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),  # the name in lower case, to be asked for
    Column("country", String(3)),
    Column("sector", String(3)),
    Column("actor", String(80)),
    Column("status", Text),  # of the event
    Column("day", String(10)),
    Index("party_folded", "folded", "status", "day"),
)  # fmt: skip
correction = Table(
    "correction", metadata,
    Column("number", Integer, primary_key=True),
    Column("record", String(80), nullable=False, index=True),
    Column("article", String(64), nullable=False, index=True),
    Column("version", Text, nullable=False),  # of the engine whose value it was
    Column("model", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("old", Text, nullable=False),  # JSON
    Column("new", Text, nullable=False),  # JSON
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
)  # fmt: skip
link_key = Table(
    "link_key", metadata,
    Column("kind", String(8), nullable=False),  # copy | actor | event
    Column("key", Text, nullable=False),
    Column("record", String(80), nullable=False),
    Column("article", String(64), nullable=False, index=True),
    Index("link_key_key", "kind", "key"),
    Index("link_key_record", "record"),
)  # fmt: skip
fact = Table(
    "fact", metadata,
    Column("record", String(80), primary_key=True),  # an event's, an actor's or an article's id
    Column("article", String(64), nullable=False, index=True),
    Column("data", LargeBinary, nullable=False),  # what it is compared by: facts or an actor (MessagePack), a signature
    sqlite_with_rowid=False,
)  # fmt: skip
link = Table(
    "link", metadata,
    Column("kind", String(8), nullable=False),
    Column("a", String(80), nullable=False),
    Column("b", String(80), nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    UniqueConstraint("kind", "a", "b"),
    Index("link_b", "kind", "b"),
)  # fmt: skip
decision = Table(
    "decision", metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("a", String(80), nullable=False),
    Column("b", String(80), nullable=False),
    Column("verdict", String(6), nullable=False),  # joined | apart
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
)  # fmt: skip
member = Table(
    "member", metadata,
    Column("kind", String(8), nullable=False),
    Column("record", String(80), nullable=False),
    Column("grp", String(80), nullable=False),  # the group's id: that of its first record
    UniqueConstraint("kind", "record"),
    Index("member_grp", "kind", "grp"),
)  # fmt: skip

MADE: Final[tuple[Table, ...]] = (actor, statement, event, figure, place, party)
"""The tables that hold rows of records as they hold now: the current reading's, corrections applied."""


def _first(connection: Connection) -> None:
    metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        for words in _SEARCH_SQLITE:
            connection.exec_driver_sql(words)
    else:
        connection.exec_driver_sql(_SEARCH_POSTGRESQL)


_SEARCH_SQLITE = (
    """CREATE VIRTUAL TABLE article_search USING fts5(
        title, text, content='article', content_rowid='number', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER article_searched AFTER INSERT ON article BEGIN
        INSERT INTO article_search(rowid, title, text) VALUES (new.number, new.title, new.text); END""",
)
_SEARCH_POSTGRESQL = (
    "CREATE INDEX article_search ON article USING gin (to_tsvector('simple', coalesce(title, '') || ' ' || text))"
)


def _feeds(connection: Connection) -> None:
    from reportedly.ledger import feeds  # noqa: PLC0415 - which looks at the tables of inputs and articles

    feeds.create(connection)


def _verdicts(connection: Connection) -> None:
    from reportedly.ledger import verdicts  # noqa: PLC0415 - which looks at the tables of records

    verdicts.create(connection)


MIGRATIONS: Final[Sequence[tuple[str, Callable[[Connection], None]]]] = (
    ("the first tables", _first),
    ("feeds", _feeds),
    ("verdicts", _verdicts),
)
"""In order; each runs inside the transaction that records it."""
