"""Rows as data frames and Arrow tables, with the columns of flat files. They hold all rows in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from reportedly.errors import ExportError
from reportedly.exports import parquet
from reportedly.exports.flat import COLUMNS
from reportedly.extras import need

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.exports.column import Column, Row

_PANDAS: Final = {"text": "string", "float": "float64", "int": "Int64", "day": "datetime64[s]"}


def to_arrow(rows: Iterable[Row], kind: str) -> Any:  # noqa: ANN401 - a pyarrow.Table
    """Return a `pyarrow.Table`.

    Raises:
        ExportError: pyarrow is not installed, or there is no such kind of rows.
    """
    columns = _columns(kind)
    arrow = need("pyarrow", "data")
    return arrow.Table.from_batches(parquet.batches(rows, columns), schema=parquet.schema(columns))


def to_pandas(rows: Iterable[Row], kind: str) -> Any:  # noqa: ANN401 - a pandas.DataFrame
    """Return a `pandas.DataFrame`; text as `string`, days as `datetime64[s]`, whole numbers as `Int64`.

    Raises:
        ExportError: pandas is not installed, or there is no such kind of rows.
    """
    columns = _columns(kind)
    pandas = need("pandas", "data")
    held = _held(rows, columns)
    return pandas.DataFrame(
        {c.name: pandas.Series(held[c.name], dtype=_PANDAS[c.type]) for c in columns}, columns=[c.name for c in columns]
    )


def to_polars(rows: Iterable[Row], kind: str) -> Any:  # noqa: ANN401 - a polars.DataFrame
    """Return a `polars.DataFrame`; days as `Date`, whole numbers as `Int64`.

    Raises:
        ExportError: polars is not installed, or there is no such kind of rows.
    """
    columns = _columns(kind)
    polars = need("polars", "data")
    types = {"text": polars.String, "float": polars.Float64, "int": polars.Int64, "day": polars.Date}
    return polars.DataFrame(_held(rows, columns), schema={c.name: types[c.type] for c in columns})


def _columns(kind: str) -> Sequence[Column]:
    if kind not in COLUMNS:
        raise ExportError(f"no kind of rows: {kind!r} (there are {', '.join(COLUMNS)})")
    return COLUMNS[kind]


def _held(rows: Iterable[Row], columns: Sequence[Column]) -> dict[str, list[Any]]:
    """Return the values of each column."""
    held: dict[str, list[Any]] = {c.name: [] for c in columns}
    taken = [(held[c.name].append, parquet.look(c)) for c in columns]
    for row in rows:
        for append, look in taken:
            append(look(row))
    return held
