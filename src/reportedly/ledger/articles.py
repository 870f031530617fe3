"""What one article puts into the tables, and how its records come back: pieces of a transaction that is open."""

from __future__ import annotations

import hashlib
import json
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import BindParameter, bindparam, delete, insert, select, update

from reportedly.errors import LedgerError
from reportedly.ledger import links, schema
from reportedly.ledger.cells import cells
from reportedly.ledger.changes import Correction, corrected
from reportedly.ledger.connect import now
from reportedly.ledger.rows import rows
from reportedly.model import Records

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect, Table
    from sqlalchemy import Row as Line

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


def put(c: Connection, records: Records, sha: str | None) -> bool:
    """Store article and reading; return whether the reading is new."""
    a, e = records.article, records.engine
    if c.execute(_READING, {"own": a.id, "version": e.version, "model": e.model}).first() is not None:
        return False
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
    expose(c, records if new else corrected(records, corrections(c, records)), fresh=new)
    return True


def expose(c: Connection, records: Records, *, fresh: bool = False) -> None:
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


def keep(c: Connection, data: bytes | None) -> str | None:
    """Store bytes as they came, once; return their SHA-256."""
    if data is None:
        return None
    sha = hashlib.sha256(data).hexdigest()
    if c.execute(_DOCUMENT, {"sha": sha}).first() is None:
        c.execute(_INSERT[schema.document], {"sha256": sha, "size": len(data), "bytes": data})
    return sha


def note_input(  # noqa: PLR0913 - a row has many facts
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


def as_read(c: Connection, article: str) -> Records:
    """Return an article's records as the last engine found them.

    Raises:
        LedgerError: there is no such article.
    """
    r = schema.reading.c
    found = c.execute(select(r.records).where(r.article == article, r.current)).scalar()
    if found is None:
        raise LedgerError(f"{article}: no such article")
    return unpacked(found)


def as_known(c: Connection, article: str) -> Records:
    """Return an article's records as they hold now."""
    found = as_read(c, article)
    return corrected(found, corrections(c, found))


def _packed(records: Records) -> bytes:
    return zlib.compress(records.to_jsonl().encode(), 1)


def unpacked(data: bytes) -> Records:
    """Return records as they are kept."""
    return msgspec.json.decode(zlib.decompress(data), type=Records)


def corrections(c: Connection, records: Records) -> list[Correction]:
    """Return what was said against an engine's reading of an article; another engine's ids mean other records."""
    facts = {"own": records.article.id, "version": records.engine.version, "model": records.engine.model}
    return [correction(x) for x in c.execute(_SAID, facts)]


def correction(x: Line[Any]) -> Correction:
    """Return a correction from its line."""
    return Correction(record=x.record, field=x.field, old=json.loads(x.old), new=json.loads(x.new), by=x.by, why=x.why,
                      at=x.at, version=x.version, model=x.model)  # fmt: skip
