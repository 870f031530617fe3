"""Rows as Parquet and as Arrow tables, in groups of bounded size."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from reportedly.errors import ExportError
from reportedly.exports.extras import need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import BinaryIO

    from reportedly.exports.column import Column, Row

GROUP: Final = 10_000
"""Rows that are held at once, and of a row group."""


def write(rows: Iterable[Row], columns: Sequence[Column], file: BinaryIO) -> int:
    """Write a file with a row group for every `GROUP` rows; return how many rows.

    Raises:
        ExportError: pyarrow is not installed, or a day is no day.
    """
    parquet = need("pyarrow.parquet", "data")
    count = 0
    with parquet.ParquetWriter(file, schema(columns), compression="zstd") as writer:
        for batch in batches(rows, columns):
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def schema(columns: Sequence[Column]) -> Any:  # noqa: ANN401 - a pyarrow.Schema
    """Return the Arrow schema; what a column tells goes with it."""
    arrow = need("pyarrow", "data")
    types = {"text": arrow.string(), "float": arrow.float64(), "int": arrow.int64(), "day": arrow.date32()}
    return arrow.schema([arrow.field(c.name, types[c.type], metadata={"description": c.tells}) for c in columns])


def batches(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[Any]:
    """Yield Arrow record batches of at most `GROUP` rows."""
    arrow = need("pyarrow", "data")
    made = schema(columns)
    looks = [look(c) for c in columns]
    left = iter(rows)
    while batch := list(islice(left, GROUP)):
        yield arrow.record_batch([[value(row) for row in batch] for value in looks], schema=made)


def look(column: Column) -> Callable[[Row], Any]:
    """Return how to take a column's value from a row, days as dates.

    Raises:
        ExportError: (the function) a day is no day.
    """
    if column.type != "day":
        return column.value
    return lambda row: _day(row, column)


def _day(row: Row, column: Column) -> date | None:
    value = column.value(row)
    try:
        return None if value is None else date.fromisoformat(str(value))
    except ValueError as e:
        raise ExportError(f"{row.id}: {column.name} is no day: {value!r}") from e
