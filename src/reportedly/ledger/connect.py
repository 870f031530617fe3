"""Opens a ledger: a SQLite file, or PostgreSQL by its URL; brings its tables up to date; turns faults into words."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL, Engine, create_engine, event, func, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from reportedly.errors import LedgerError
from reportedly.ledger import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

APPLICATION: Final = 0x52505444  # "RPTD": how a SQLite file says whose it is
WAIT: Final = 60_000  # ms that a writer waits for another
_STEPS: Final = 20_000  # of SQLite's machine between two looks at the clock
_MAGIC: Final = b"SQLite format 3\0"


def now() -> str:
    """Return the time as ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def default() -> Path:
    """Return where the user's own ledger lies."""
    from platformdirs import user_data_path  # noqa: PLC0415 - only where no ledger is named

    return user_data_path("reportedly", appauthor=False) / "ledger.db"


def connect(where: str | Path, *, create: bool) -> Engine:
    """Return an engine to a ledger whose tables are up to date.

    Args:
        where: a SQLite file, or `postgresql://...`.
        create: make it if it is not there.

    Raises:
        LedgerError: there is none, it is something else, a newer version's, damaged, or cannot be written.
    """
    with told(where):
        engine = _postgresql(str(where)) if "://" in str(where) else _sqlite(Path(where), create=create)
        try:
            _migrate(engine, where)
        except BaseException:
            engine.dispose()
            raise
        return engine


@contextmanager
def told(where: str | Path) -> Iterator[None]:
    """Turn a database's errors into one that names the ledger and says what to do.

    Raises:
        LedgerError: in their place.
    """
    try:
        yield
    except DBAPIError as e:
        raise LedgerError(f"{shown(where)}: {_reason(str(e.orig))}") from e
    except sqlite3.Error as e:
        raise LedgerError(f"{shown(where)}: {_reason(str(e))}") from e
    except SQLAlchemyError as e:
        raise LedgerError(f"{shown(where)}: {e}") from e


def shown(where: str | Path) -> str:
    """Return a ledger's place without a password."""
    return make_url(str(where)).render_as_string() if "://" in str(where) else str(where)


def _reason(words: str) -> str:
    words = words.strip().split("\n", 1)[0]
    if "malformed" in words or "not a database" in words or "disk I/O error" in words:
        return f"{words}: the file is damaged; `reportedly rebuild` makes a new ledger of what can still be read"
    if "full" in words:
        return f"{words}: what was being written is not in the ledger, everything before it is"
    if "locked" in words:
        return f"{words}: another process has been writing for {WAIT // 1000} s; try again"
    if "readonly" in words or "read-only" in words:
        return f"{words}: it cannot be written to"
    return words


def _sqlite(path: Path, *, create: bool) -> Engine:
    if path.is_dir():
        raise LedgerError(f"{path}: a folder, no ledger")
    there = path.exists() and path.stat().st_size > 0
    if not there and not create:
        raise LedgerError(f"{path}: no ledger there; `reportedly add` makes one")
    if there:
        with path.open("rb") as file:
            if file.read(len(_MAGIC)) != _MAGIC:
                raise LedgerError(f"{path}: no ledger (not a SQLite file)")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": WAIT / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions begin where we say
        for words in (
            "foreign_keys = ON",
            "synchronous = NORMAL",
            "cache_size = -65536",
            "temp_store = MEMORY",
            "wal_autocheckpoint = 8192",
        ):
            connection.execute(f"PRAGMA {words}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def patient(connection: Connection, seconds: float | None) -> Iterator[None]:
    """Let a connection's questions take so long at most; one that takes longer is broken off as an error."""
    if seconds is None:
        yield
    elif connection.dialect.name == "sqlite":
        raw: Any = connection.connection.driver_connection
        end = time.monotonic() + seconds
        raw.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            yield
        finally:
            raw.set_progress_handler(None, 0)
    else:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {round(seconds * 1000)}")
        yield


def _postgresql(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "postgresql":
            raise LedgerError(f"{shown(url)}: a ledger is a file or postgresql://...")
        return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError) as e:
        raise LedgerError(f"{url!r} is no place of a ledger: {e}") from e
    except ModuleNotFoundError as e:
        raise LedgerError('PostgreSQL needs: pip install "reportedly[postgres]"') from e


def _migrate(engine: Engine, where: str | Path) -> None:
    """Apply the migrations that are missing, each in the transaction that records it."""
    newest = len(schema.MIGRATIONS)
    with engine.connect() as connection:
        applied = _applied(connection)
    if applied is None:
        with engine.connect() as connection:
            _refuse_others(connection, where)
            if connection.dialect.name == "sqlite":
                connection.commit()
                _write_ahead(connection)
    elif applied > newest:
        raise LedgerError(f"{shown(where)}: made by a newer version of reportedly (tables {applied}, here {newest})")
    if applied == newest:
        return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION})")
        done = _applied(connection) or 0  # another process may have been faster
        for number, (name, change) in enumerate(schema.MIGRATIONS[done:], done + 1):
            change(connection)
            connection.execute(insert(schema.migration).values(number=number, name=name, at=now()))
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _write_ahead(connection: Connection) -> None:
    """Let readers and a writer not wait for each other; where two processes make one ledger, one is asked to wait."""
    until = time.monotonic() + WAIT / 1000
    while True:
        try:
            connection.connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as e:
            if "locked" not in str(e) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _applied(connection: Connection) -> int | None:
    """Return the number of the last migration that was applied; None where there are no tables of ours."""
    if not inspect(connection).has_table("migration"):
        return None
    return connection.execute(select(func.max(schema.migration.c.number))).scalar() or 0


def _refuse_others(connection: Connection, where: str | Path) -> None:
    names: list[Any] = inspect(connection).get_table_names()
    if "migration" in names:  # another process has just made it
        return
    if names and connection.dialect.name == "sqlite":
        raise LedgerError(f"{where}: a SQLite file, but no ledger (it has {', '.join(sorted(names)[:3])})")
    if ours := sorted(set(names) & set(schema.metadata.tables)):
        raise LedgerError(f"{shown(where)}: no ledger, but tables of the same names: {', '.join(ours[:3])}")
