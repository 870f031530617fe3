"""Rows as Parquet and as Arrow tables, in groups of bounded size."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from reportedly.errors import ExportError
from reportedly.extras import need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import BinaryIO

    from reportedly.exports.column import Column, Row

BATCH: Final = 1_000
"""Rows that are held as they are."""
GROUP: Final = 50_000
"""Rows of a row group, at most."""
WEIGHT: Final = 32 * 2**20
"""Bytes of a row group, as Arrow holds them, from which on it is closed: rows with long texts make smaller groups."""


def write(rows: Iterable[Row], columns: Sequence[Column], file: BinaryIO) -> int:
    """Write a file in row groups of bounded size; return how many rows.

    Raises:
        ExportError: pyarrow is not installed, or a day is no day.
    """
    parquet = need("pyarrow.parquet", "data")
    count = 0
    with parquet.ParquetWriter(file, schema(columns), compression="zstd") as writer:
        for group in _groups(batches(rows, columns)):
            writer.write_table(group, row_group_size=GROUP)
            count += group.num_rows
    return count


def _groups(made: Iterable[Any]) -> Iterator[Any]:
    """Gather record batches to tables, a row group each."""
    arrow = need("pyarrow", "data")
    held: list[Any] = []
    for batch in made:
        held.append(batch)
        if sum(b.num_rows for b in held) > GROUP - BATCH or sum(b.nbytes for b in held) >= WEIGHT:
            yield arrow.Table.from_batches(held)
            held = []
    if held:
        yield arrow.Table.from_batches(held)


def schema(columns: Sequence[Column]) -> Any:  # noqa: ANN401 - a pyarrow.Schema
    """Return the Arrow schema; what a column tells goes with it."""
    arrow = need("pyarrow", "data")
    types = {"text": arrow.string(), "float": arrow.float64(), "int": arrow.int64(), "day": arrow.date32()}
    return arrow.schema([arrow.field(c.name, types[c.type], metadata={"description": c.tells}) for c in columns])


def batches(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[Any]:
    """Yield Arrow record batches of at most `BATCH` rows."""
    arrow = need("pyarrow", "data")
    made = schema(columns)
    looks = [look(c) for c in columns]
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
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
