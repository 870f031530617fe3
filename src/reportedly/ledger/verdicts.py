"""What persons think of a record as a whole: accepted, rejected, or open again; every one of them is kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, func, insert, select

from reportedly.ledger import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Select

    from reportedly.model import Engine

Judgement = Literal["accepted", "rejected", "open"]

_own = MetaData()
verdict = Table(
    "verdict", _own,
    Column("number", Integer, primary_key=True),
    Column("record", String(80), nullable=False),
    Column("article", String(64), nullable=False, index=True),
    Column("version", Text, nullable=False),  # of the engine whose record it was
    Column("model", Text, nullable=False),
    Column("verdict", String(8), nullable=False),  # accepted | rejected | open
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("verdict_record", "record", "number"),
)  # fmt: skip
_HOLDS = (  # what a new engine reads under the same id is another record
    select(verdict.c.record, verdict.c.verdict)
    .join(schema.reading, schema.reading.c.article == verdict.c.article)
    .where(schema.reading.c.current, schema.reading.c.version == verdict.c.version,
           schema.reading.c.model == verdict.c.model)
)  # fmt: skip
_LAST = select(func.max(verdict.c.number)).group_by(verdict.c.record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody thinks of a record: `verdict`, who, why, when (ISO 8601, UTC)."""

    record: str
    verdict: Judgement
    by: str
    why: str
    at: str


def create(c: Connection) -> None:
    """Make the table, and indexes for lists that begin with the newest."""
    _own.create_all(c)
    for table in ("event", "statement", "figure"):
        c.exec_driver_sql(f"CREATE INDEX {table}_newest ON {table} (day DESC, article, start, id)")


def judge(c: Connection, engine: Engine, given: Verdict) -> None:
    """Store a verdict on a record of an engine's."""
    facts = asdict(given) | asdict(engine) | {"article": given.record.rpartition("/")[0]}
    c.execute(insert(verdict).values(**facts))


def given(c: Connection, record: str | None = None, article: str | None = None) -> list[Verdict]:
    """Return the verdicts on a record, on those of an article, or all, in the order they were given."""
    v = verdict.c
    wanted = select(v.record, v.verdict, v.by, v.why, v.at).order_by(v.number)
    if record is not None:
        wanted = wanted.where(v.record == record)
    if article is not None:
        wanted = wanted.where(v.article == article)
    return [Verdict(**x._asdict()) for x in c.execute(wanted)]


def holding(c: Connection, *, article: str | None = None, records: Sequence[str] = ()) -> dict[str, Judgement]:
    """Return the verdict that holds on each record of an article, or of some records, that has one."""
    those = verdict.c.article == article if article is not None else verdict.c.record.in_(records)
    found: dict[str, Judgement] = dict(c.execute(_HOLDS.where(those).order_by(verdict.c.number)).all())
    return found


def those(said: Judgement) -> Select[tuple[str]]:
    """Return the records that are accepted or rejected, or that were opened again."""
    return _HOLDS.with_only_columns(verdict.c.record).where(verdict.c.number.in_(_LAST), verdict.c.verdict == said)


def judged() -> Select[tuple[str]]:
    """Return the records that are accepted or rejected."""
    return _HOLDS.with_only_columns(verdict.c.record).where(verdict.c.number.in_(_LAST), verdict.c.verdict != "open")
