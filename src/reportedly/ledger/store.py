"""The ledger's tables as a store: one article goes in whole or not at all, and comes back as it is known now."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, get_args

from sqlalchemy import Select, func, insert, select

from reportedly.errors import LedgerError
from reportedly.ledger import articles, schema, verdicts
from reportedly.ledger.changes import Correction, corrected, field_of, typed
from reportedly.ledger.connect import connect, default, now, patient, told
from reportedly.ledger.questions import TABLES, Query, asked
from reportedly.ledger.rows import rows
from reportedly.ledger.verdicts import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Self

    from sqlalchemy import ColumnElement, Connection, Engine
    from sqlalchemy import Row as Line

    from reportedly.ledger.questions import Kind
    from reportedly.ledger.rows import Row, Rows
    from reportedly.model import Records, Skipped

ANY = Query()
_COUNTED = (schema.article, schema.reading, schema.statement, schema.event, schema.figure, schema.actor, schema.place,
            schema.correction)  # fmt: skip
_PAGE = 200  # articles looked at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many inputs there were and what became of them: `inputs` = `read` + `failed` + `skipped`."""

    inputs: int
    read: int
    failed: int
    skipped: int
    articles: int
    readings: int
    statements: int
    events: int
    figures: int
    actors: int
    places: int
    corrections: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be read: its name, at which stage, why, how often it was tried, when last."""

    number: int
    name: str
    stage: str
    reason: str
    tries: int
    at: str
    published: str | None
    kept: bool  # its bytes are in the ledger


class Store:
    """An open ledger. Readers never wait; writers wait for each other.

    Raises:
        LedgerError: it cannot be opened, read or written; the message names it and says why.
    """

    def __init__(self, where: str | Path | None = None, *, create: bool = True) -> None:
        self.where = default() if where is None else where
        self.patience: float | None = None  # seconds that a question may take
        self._engine: Engine = connect(self.where, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the ledger."""
        with told(self.where), self._engine.connect() as connection:
            if self.dialect == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            with patient(connection, self.patience):
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes come to hold together, or not at all."""
        with (
            told(self.where),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    # What comes in

    def has(self, article: str, version: str, model: str) -> bool:
        """Tell whether an engine's reading of an article is there."""
        r = schema.reading.c
        with self.reading() as c:
            wanted = select(r.number).where(r.article == article, r.version == version, r.model == model)
            return c.execute(wanted).first() is not None

    def put(self, records: Records, *, name: str, data: bytes | None = None, published: str | None = None) -> bool:
        """Store a reading, with the input it comes from; return whether the ledger changed.

        Args:
            records: what the machine found.
            name: the input's name, such as its path.
            data: the bytes as they came (default: the text in UTF-8).
            published: the day that was given with the input, if any.
        """
        with self.writing() as c:
            sha = articles.keep(c, records.article.text.encode() if data is None else data)
            changed = articles.put(c, records, sha)
            return articles.note_input(c, name, sha, published, "read", article=records.article.id) or changed

    def again(self, article: str, *, name: str, data: bytes | None, published: str | None = None) -> bool:
        """Note that an input holds an article whose reading is there; return whether the ledger changed."""
        with self.writing() as c:
            return articles.note_input(c, name, articles.keep(c, data), published, "read", article=article)

    def fail(self, skipped: Skipped, *, data: bytes | None = None, published: str | None = None) -> bool:
        """Store an input that gave no records, and why; return whether the ledger changed."""
        with self.writing() as c:
            outcome = "failed" if skipped.failed else "skipped"
            sha = articles.keep(c, data) if skipped.failed else None
            return articles.note_input(
                c, skipped.article, sha, published, outcome, stage=skipped.stage, reason=skipped.reason
            )  # fmt: skip

    # What is asked

    def counts(self) -> Counts:
        """Return how many there are of everything."""
        i = schema.input_.c
        with self.reading() as c:
            said: dict[str, int] = dict(c.execute(select(i.outcome, func.count()).group_by(i.outcome)).all())
            of = {f"{t.name}s": c.execute(select(func.count()).select_from(t)).scalar_one() for t in _COUNTED}
        return Counts(
            inputs=sum(said.values()), read=said.get("read", 0), failed=said.get("failed", 0),
            skipped=said.get("skipped", 0), **of,
        )  # fmt: skip

    def failures(self) -> list[Failure]:
        """Return the inputs that could not be read, in the order they came."""
        i = schema.input_.c
        with self.reading() as c:
            found = c.execute(select(schema.input_).where(i.outcome == "failed").order_by(i.number)).all()
        return [
            Failure(number=x.number, name=x.name, stage=x.stage, reason=x.reason, tries=x.tries, at=x.at,
                    published=x.published, kept=x.document is not None) for x in found
        ]  # fmt: skip

    def document(self, number: int) -> bytes | None:
        """Return the bytes of an input, by its number; None where none were kept."""
        i, d = schema.input_.c, schema.document.c
        wanted = select(d.bytes).join(schema.input_, i.document == d.sha256).where(i.number == number)
        with self.reading() as c:
            return c.execute(wanted).scalar()

    def count(self, kind: Kind, query: Query = ANY) -> int:
        """Return how many rows of a kind answer a query."""
        table = TABLES[kind]
        with self.reading() as c:
            return c.execute(
                select(func.count()).select_from(table).where(*asked(kind, query, self.dialect))
            ).scalar_one()

    def tally(self, kind: Kind, column: str, query: Query = ANY) -> list[tuple[Any, int]]:
        """Return how many rows that answer a query have each value of a column, the most frequent first."""
        table = TABLES[kind]
        of, number = table.c[column], func.count()
        wanted = select(of, number).where(*asked(kind, query, self.dialect)).group_by(of).order_by(number.desc(), of)
        with self.reading() as c:
            return [(value, n) for value, n in c.execute(wanted)]

    def lines(
        self, kind: Kind, query: Query = ANY, *, limit: int | None = None, offset: int = 0, by: str | None = None,
    ) -> list[Line[Any]]:  # fmt: skip
        """Return the lines of a kind's table that answer a query: the newest first, then in the report's order.

        `by` is a column to sort by instead, `-` before it to begin with the last.
        """
        table = TABLES[kind]
        column = table.c[by.removeprefix("-")] if by else table.c.get("day")
        first = [] if column is None else [column.desc() if by is None or by.startswith("-") else column.asc()]
        order = [*first, table.c.article, *([table.c.start] if "start" in table.c else []), table.c.id]
        wanted = select(table).where(*asked(kind, query, self.dialect)).order_by(*order).limit(limit).offset(offset)
        with self.reading() as c:
            return list(c.execute(wanted).all())

    def find(self, kind: Kind, query: Query = ANY, *, after: int = 0, upto: int | None = None) -> Iterator[Row]:
        """Yield the rows of a kind that answer a query, article by article in the order they came, streaming.

        `after` and `upto` are numbers of articles: only what came after the one, and not after the other.
        """
        table, a = TABLES[kind], schema.article.c
        wanted = select(a.number, a.id, table.c.id.label("record")).join(schema.article, a.id == table.c.article)
        wanted = wanted.where(*asked(kind, query, self.dialect), *([] if upto is None else [a.number <= upto]))
        numbers = select(wanted.subquery().c.number).distinct()
        with self.reading() as c:
            last = after
            while page := c.execute(_next(numbers, last)).scalars().all():
                lines = c.execute(
                    wanted.where(a.number.between(page[0], page[-1])).order_by(a.number, *_in_text(table))
                )
                for article, mine in groupby(lines, key=lambda x: x.id):
                    known = _by_id(rows(articles.as_known(c, article)), kind)
                    yield from [known[x.record] for x in mine]
                last = page[-1]

    def row(self, record: str) -> Row:
        """Return a row by its id, such as `3f9c0a/e4`.

        Raises:
            LedgerError: there is none.
        """
        found = rows(self.records(record.rpartition("/")[0]))
        for kind in TABLES:
            if record in (known := _by_id(found, kind)):
                return known[record]
        raise LedgerError(f"{record}: no such record")

    def records(self, article: str, *, machine: bool = False) -> Records:
        """Return an article's records as they hold now, or as the machine found them.

        Raises:
            LedgerError: there is no such article.
        """
        with self.reading() as c:
            return articles.as_read(c, article) if machine else articles.as_known(c, article)

    def all_records(self, *, machine: bool = False) -> Iterator[Records]:
        """Yield the records of every article in the order they came."""
        a = schema.article.c
        with self.reading() as c:
            last = -1
            while page := c.execute(_next(select(a.number), last)).scalars().all():
                mine = select(a.id).where(a.number.between(page[0], page[-1])).order_by(a.number)
                for article in c.execute(mine).scalars():
                    yield articles.as_read(c, article) if machine else articles.as_known(c, article)
                last = page[-1]

    # What a person says

    def correct(self, record: str, field: str, value: object, *, by: str, why: str) -> Correction:
        """Give a field of a record another value; the machine's, who said so, when and why are kept.

        Args:
            record: such as `3f9c0a/e4`.
            field: a field of the record that is no span, such as `status`; places: `country`, `lat`, `lon`.
            value: the new one, or its text; "null" where nothing is known.
            by: who corrects.
            why: for what reason.

        Raises:
            LedgerError: there is no such record or field, the field does not take the value, `by` or `why` is blank.
        """
        if not by.strip() or not why.strip():
            raise LedgerError("a correction needs a name and a reason")
        article, _, own = record.rpartition("/")
        with self.writing() as c:
            machine = articles.as_read(c, article)
            earlier = articles.corrections(c, machine)
            held = corrected(machine, earlier)
            old, new = field_of(held, own, field), typed(own, field, value)
            made = Correction(
                record=record, field=field, old=old, new=new, by=by.strip(), why=why.strip(), at=_after(earlier),
                version=machine.engine.version, model=machine.engine.model,
            )  # fmt: skip
            changed = corrected(held, [made])
            c.execute(insert(schema.correction).values(
                record=record, article=article, version=made.version, model=made.model, field=field,
                old=json.dumps(old), new=json.dumps(new), by=made.by, why=made.why, at=made.at))  # fmt: skip
            articles.expose(c, changed)
        return made

    def judge(self, record: str, verdict: Judgement, *, by: str, why: str = "") -> Verdict:
        """Accept or reject a record as it is known now, or open it again; all verdicts are kept.

        Args:
            record: such as `3f9c0a/e4`.
            verdict: `accepted`, `rejected` or `open`.
            by: who judges.
            why: for what reason, if one is given.

        Raises:
            LedgerError: there is no such record or verdict, or `by` is blank.
        """
        if not by.strip():
            raise LedgerError("a verdict needs a name")
        if verdict not in get_args(Judgement):
            raise LedgerError(f"verdict: {verdict!r} is none; there are {', '.join(get_args(Judgement))}")
        self.row(record)
        with self.writing() as c:
            engine = articles.as_read(c, record.rpartition("/")[0]).engine
            made = Verdict(record=record, verdict=verdict, by=by.strip(), why=why.strip(), at=now())
            verdicts.judge(c, engine, made)
        return made

    def verdicts(self, record: str | None = None, *, article: str | None = None) -> list[Verdict]:
        """Return the verdicts on a record, on those of an article, or all, in the order they were given."""
        with self.reading() as c:
            return verdicts.given(c, record, article)

    def judged(self, *, article: str | None = None, records: Sequence[str] = ()) -> dict[str, Judgement]:
        """Return the verdict that holds on each record of an article, or of some records, that has one."""
        with self.reading() as c:
            return verdicts.holding(c, article=article, records=records)

    def history(self, record: str | None = None) -> list[Correction]:
        """Return the corrections of a record, or all, in the order they were made."""
        k = schema.correction.c
        wanted = select(schema.correction).order_by(k.number)
        with self.reading() as c:
            return [
                articles.correction(x)
                for x in c.execute(wanted if record is None else wanted.where(k.record == record))
            ]


def _next(numbers: Select[Any], last: int) -> Select[Any]:
    """Return the next articles' numbers: pages, since a cursor that is left open would hold the ledger."""
    (number,) = numbers.selected_columns
    return numbers.where(number > last).order_by(number).limit(_PAGE)


def _after(earlier: Sequence[Correction]) -> str:
    """Return the time, but not before the last correction: a clock may have been set back."""
    return max([now(), *(e.at for e in earlier)])


def _by_id(found: Rows, kind: Kind) -> dict[str, Row]:
    return {r.id: r for r in getattr(found, f"{kind}s")}


def _in_text(table: Any) -> list[ColumnElement[Any]]:  # noqa: ANN401 - a table
    return [*([table.c.start] if "start" in table.c else []), table.c.id]
