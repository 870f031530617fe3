"""The ledger's tables as a store: one article goes in whole or not at all, and comes back as it is known now."""

from __future__ import annotations

import hashlib
import json
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import BindParameter, Select, bindparam, delete, func, insert, select, update

from reportedly.errors import LedgerError
from reportedly.ledger import links, schema
from reportedly.ledger.cells import cells
from reportedly.ledger.changes import Correction, corrected, field_of, typed
from reportedly.ledger.connect import connect, default, now, told
from reportedly.ledger.questions import TABLES, Query, asked
from reportedly.ledger.rows import rows
from reportedly.model import Records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Self

    from sqlalchemy import ColumnElement, Connection, Dialect, Engine, Table
    from sqlalchemy import Row as Line

    from reportedly.ledger.questions import Kind
    from reportedly.ledger.rows import Row, Rows
    from reportedly.model import Skipped

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
            changed = _put(c, records, data)
            sha = _keep(c, records.article.text.encode() if data is None else data)
            return _input(c, name, sha, published, "read", article=records.article.id) or changed

    def again(self, article: str, *, name: str, data: bytes | None, published: str | None = None) -> bool:
        """Note that an input holds an article whose reading is there; return whether the ledger changed."""
        with self.writing() as c:
            return _input(c, name, _keep(c, data), published, "read", article=article)

    def fail(self, skipped: Skipped, *, data: bytes | None = None, published: str | None = None) -> bool:
        """Store an input that gave no records, and why; return whether the ledger changed."""
        with self.writing() as c:
            outcome = "failed" if skipped.failed else "skipped"
            sha = _keep(c, data) if skipped.failed else None
            return _input(
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

    def lines(self, kind: Kind, query: Query = ANY, *, limit: int | None = None, offset: int = 0) -> list[Line[Any]]:
        """Return the lines of a kind's table that answer a query: the newest first, then in the report's order."""
        table = TABLES[kind]
        newest = [table.c.day.desc()] if "day" in table.c else []
        order = [*newest, table.c.article, *([table.c.start] if "start" in table.c else []), table.c.id]
        wanted = select(table).where(*asked(kind, query, self.dialect)).order_by(*order).limit(limit).offset(offset)
        with self.reading() as c:
            return list(c.execute(wanted).all())

    def find(self, kind: Kind, query: Query = ANY) -> Iterator[Row]:
        """Yield the rows of a kind that answer a query, article by article in the order they came, streaming."""
        table, a = TABLES[kind], schema.article.c
        wanted = select(a.number, a.id, table.c.id.label("record")).join(schema.article, a.id == table.c.article)
        wanted = wanted.where(*asked(kind, query, self.dialect))
        numbers = select(wanted.subquery().c.number).distinct()
        with self.reading() as c:
            last = -1
            while page := c.execute(_next(numbers, last)).scalars().all():
                lines = c.execute(
                    wanted.where(a.number.between(page[0], page[-1])).order_by(a.number, *_in_text(table))
                )
                for article, mine in groupby(lines, key=lambda x: x.id):
                    known = _by_id(rows(_held(c, article)), kind)
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
            return _current(c, article) if machine else _held(c, article)

    def all_records(self, *, machine: bool = False) -> Iterator[Records]:
        """Yield the records of every article in the order they came."""
        a = schema.article.c
        with self.reading() as c:
            last = -1
            while page := c.execute(_next(select(a.number), last)).scalars().all():
                mine = select(a.id).where(a.number.between(page[0], page[-1])).order_by(a.number)
                for article in c.execute(mine).scalars():
                    yield _current(c, article) if machine else _held(c, article)
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
            machine = _current(c, article)
            earlier = _corrections(c, machine)
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
            _expose(c, changed)
        return made

    def history(self, record: str | None = None) -> list[Correction]:
        """Return the corrections of a record, or all, in the order they were made."""
        k = schema.correction.c
        wanted = select(schema.correction).order_by(k.number)
        with self.reading() as c:
            return [_correction(x) for x in c.execute(wanted if record is None else wanted.where(k.record == record))]


# Statements that every article runs: made once, since making and hashing them takes longer than running them.
_ID: BindParameter[str] = bindparam("own")
_SHA: BindParameter[str] = bindparam("sha")
_ARTICLE = select(schema.article.c.id).where(schema.article.c.id == _ID)
_DOCUMENT = select(schema.document.c.sha256).where(schema.document.c.sha256 == _SHA)
_READING = select(schema.reading.c.number).where(
    schema.reading.c.article == _ID, schema.reading.c.version == bindparam("version"),
    schema.reading.c.model == bindparam("model"),
)  # fmt: skip
_OLDER = update(schema.reading).where(schema.reading.c.article == _ID).values(current=False)
_SAID = (
    select(schema.correction)
    .where(schema.correction.c.article == _ID, schema.correction.c.version == bindparam("version"),
           schema.correction.c.model == bindparam("model"))
    .order_by(schema.correction.c.number)
)  # fmt: skip
_INSERT = {t: insert(t) for t in schema.metadata.tables.values()}
_DELETE = {t: delete(t).where(t.c.article == _ID) for t in schema.MADE}
_NAMED = select(schema.input_).where(schema.input_.c.name == bindparam("name")).order_by(schema.input_.c.number.desc())


def _put(c: Connection, records: Records, data: bytes | None) -> bool:
    """Store article and reading; return whether the reading is new."""
    a, e = records.article, records.engine
    if c.execute(_READING, {"own": a.id, "version": e.version, "model": e.model}).first() is not None:
        return False
    sha = _keep(c, a.text.encode() if data is None else data)
    new = c.execute(_ARTICLE, {"own": a.id}).first() is None
    if new:
        c.execute(_INSERT[schema.article], {
            "id": a.id, "title": a.title, "published": a.published, "outlet": a.outlet, "url": a.url,
            "language": a.language, "text": a.text, "document": sha, "at": now()})  # fmt: skip
    else:
        c.execute(_OLDER, {"own": a.id})
        links.forget(c, a.id)  # they were of the older reading's records
    c.execute(_INSERT[schema.reading], {
        "article": a.id, "version": e.version, "model": e.model, "at": now(), "current": True,
        "records": _packed(records)})  # fmt: skip
    _expose(c, records if new else corrected(records, _corrections(c, records)), fresh=new)
    return True


def _expose(c: Connection, records: Records, *, fresh: bool = False) -> None:
    """Make the lines of an article in the tables that can be asked."""
    for table, found in cells(rows(records)):
        if not fresh:
            c.execute(_DELETE[table], {"own": records.article.id})
        if found:
            words, names = _written(table, c.dialect)
            c.exec_driver_sql(words, found if names is None else [tuple(line[n] for n in names) for line in found])


@cache
def _written(table: Table, dialect: Dialect) -> tuple[str, tuple[str, ...] | None]:
    """Return an insertion as the driver takes it, and the columns in its order if it takes them by place.

    Given to the driver as it is: what SQLAlchemy does for each of a hundred lines takes as long as storing them.
    """
    made = _INSERT[table].compile(dialect=dialect)
    return str(made), tuple(made.positiontup) if made.positiontup else None


def _keep(c: Connection, data: bytes | None) -> str | None:
    """Store bytes as they came, once; return their SHA-256."""
    if data is None:
        return None
    sha = hashlib.sha256(data).hexdigest()
    if c.execute(_DOCUMENT, {"sha": sha}).first() is None:
        c.execute(_INSERT[schema.document], {"sha256": sha, "size": len(data), "bytes": data})
    return sha


def _input(  # noqa: PLR0913 - a row has many facts
    c: Connection, name: str, document: str | None, published: str | None, outcome: str, *, stage: str | None = None,
    reason: str | None = None, article: str | None = None,
) -> bool:  # fmt: skip
    """Note what became of an input; return whether that is new. One that failed before takes its new outcome."""
    facts = {"outcome": outcome, "stage": stage, "reason": reason, "article": article, "published": published}
    known = c.execute(_NAMED, {"name": name}).all()
    same = next((x for x in known if x.document == document), None)
    if same is not None and same.outcome != "failed" and (same.outcome, same.article) == (outcome, article):
        return False
    again = (
        same
        if same is not None and same.outcome == "failed"
        else next((x for x in known if x.outcome == "failed"), None)
    )
    if again is not None:
        c.execute(update(schema.input_).where(schema.input_.c.number == again.number).values(
            **facts, document=document or again.document, tries=again.tries + 1, at=now()))  # fmt: skip
        return True
    c.execute(_INSERT[schema.input_], {**facts, "name": name, "document": document, "tries": 1, "at": now()})
    return True


def _current(c: Connection, article: str) -> Records:
    r = schema.reading.c
    found = c.execute(select(r.records).where(r.article == article, r.current)).scalar()
    if found is None:
        raise LedgerError(f"{article}: no such article")
    return _unpacked(found)


def _held(c: Connection, article: str) -> Records:
    """Return an article's records as they hold now."""
    found = _current(c, article)
    return corrected(found, _corrections(c, found))


def _next(numbers: Select[Any], last: int) -> Select[Any]:
    """Return the next articles' numbers: pages, since a cursor that is left open would hold the ledger."""
    (number,) = numbers.selected_columns
    return numbers.where(number > last).order_by(number).limit(_PAGE)


def _packed(records: Records) -> bytes:
    return zlib.compress(records.to_jsonl().encode(), 1)


def _unpacked(data: bytes) -> Records:
    return msgspec.json.decode(zlib.decompress(data), type=Records)


def _corrections(c: Connection, records: Records) -> list[Correction]:
    """Return what was said against an engine's reading of an article; another engine's ids mean other records."""
    facts = {"own": records.article.id, "version": records.engine.version, "model": records.engine.model}
    return [_correction(x) for x in c.execute(_SAID, facts)]


def _correction(x: Line[Any]) -> Correction:
    return Correction(record=x.record, field=x.field, old=json.loads(x.old), new=json.loads(x.new), by=x.by, why=x.why,
                      at=x.at, version=x.version, model=x.model)  # fmt: skip


def _after(earlier: Sequence[Correction]) -> str:
    """Return the time, but not before the last correction: a clock may have been set back."""
    return max([now(), *(e.at for e in earlier)])


def _by_id(found: Rows, kind: Kind) -> dict[str, Row]:
    return {r.id: r for r in getattr(found, f"{kind}s")}


def _in_text(table: Any) -> list[ColumnElement[Any]]:  # noqa: ANN401 - a table
    return [*([table.c.start] if "start" in table.c else []), table.c.id]
