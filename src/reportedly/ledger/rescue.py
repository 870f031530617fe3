"""What can still be read of a damaged ledger, into a new one: line by line, what is broken is counted and left."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.errors import LedgerError, RecordError
from reportedly.ledger.articles import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportedly.ledger.store import Store
    from reportedly.model import Records

_RUN = 1000  # lines after the last readable one at which a table is held to end


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """How many articles and corrections were saved; `lost` lines could not be read."""

    articles: int
    corrections: int
    lost: int


def rescue(source: Path, store: Store) -> Saved:
    """Copy inputs, readings, corrections and verdicts of a damaged SQLite ledger into a store.

    Raises:
        LedgerError: there is no such file, nothing of it can be read, or the store cannot be written.
    """
    if not source.is_file():
        raise LedgerError(f"{source}: no such file")
    articles = corrections = lost = 0
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as c:
        c.row_factory = sqlite3.Row
        names: dict[str, tuple[str, bytes | None, str | None]] = {}
        for line in _lines(c, "input"):
            if line is not None and line["article"]:
                names[line["article"]] = (line["name"], _bytes(c, line["document"]), line["published"])
        for line in _lines(c, "reading"):
            records = None if line is None else _records(line["records"])
            if records is None:
                lost += 1
                continue
            name, data, published = names.get(records.article.id, (records.article.id, None, None))
            store.put(records, name=name, data=data, published=published)
            articles += 1
        for line in _lines(c, "correction"):
            if line is None or not _again(store, line):
                lost += 1
            else:
                corrections += 1
        lost += sum(line is None or not _judged(store, line) for line in _lines(c, "verdict"))
    if not articles:
        raise LedgerError(f"{source}: nothing of it can be read")
    return Saved(articles=articles, corrections=corrections, lost=lost)


def _has(c: sqlite3.Connection, table: str) -> bool:
    try:
        return c.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
    except sqlite3.Error:
        return True


def _lines(c: sqlite3.Connection, table: str) -> Iterator[sqlite3.Row | None]:
    """Yield the lines of a table by their numbers; None for one that cannot be read."""
    if not _has(c, table):
        return
    number = missed = 0
    while missed < _RUN:
        number += 1
        try:
            line = c.execute(f"SELECT * FROM {table} WHERE number = ?", (number,)).fetchone()  # noqa: S608 - our own names
        except sqlite3.Error:
            missed += 1
            yield None
            continue
        missed = 0 if line is not None else missed + 1
        if line is not None:
            yield line


def _bytes(c: sqlite3.Connection, sha: str | None) -> bytes | None:
    try:
        found = c.execute("SELECT bytes FROM document WHERE sha256 = ?", (sha,)).fetchone()
    except sqlite3.Error:
        return None
    return bytes(found[0]) if found else None


def _records(packed: Any) -> Records | None:  # noqa: ANN401 - whatever the file holds
    try:
        return unpacked(packed)
    except (zlib.error, msgspec.DecodeError, RecordError, TypeError, UnicodeDecodeError):
        return None


def _judged(store: Store, line: sqlite3.Row) -> bool:
    try:
        store.judge(line["record"], line["verdict"], by=line["by"], why=line["why"])
    except LedgerError:
        return False
    return True


def _again(store: Store, line: sqlite3.Row) -> bool:
    try:
        store.correct(line["record"], line["field"], json.loads(line["new"]), by=line["by"], why=line["why"])
    except (LedgerError, ValueError, TypeError):
        return False
    return True
