"""How a file's columns are declared: once, for the header, the schema and the codebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportedly.ledger.rows import ActorRow, EventRow, FigureRow, StatementRow

    Row = EventRow | FigureRow | StatementRow | ActorRow
    Value = str | float | int | None
    Look = Callable[[Any], Value]

KINDS: Final = ("events", "figures", "statements", "actors")
"""The kinds of rows."""
JOINT: Final = "; "
"""Stands between several values of one cell."""

Type = Literal["text", "float", "int", "day", "list", "object"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a codebook says of a column, or of a key of nested objects (`actor[].name`).

    `labels` names a set of `labels.LABELS`; `day` is text as YYYY-MM-DD.
    """

    name: str
    type: Type
    tells: str
    labels: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Field):
    """A column of flat files; `value` takes it from a row."""

    value: Look


def text(name: str, tells: str, value: Look, labels: str | None = None) -> Column:
    """Declare a column of text."""
    return Column(name=name, type="text", tells=tells, labels=labels, value=value)


def day(name: str, tells: str, value: Look) -> Column:
    """Declare a column of days, ISO 8601."""
    return Column(name=name, type="day", tells=tells, value=value)


def number(name: str, tells: str, value: Look) -> Column:
    """Declare a column of numbers with a point."""
    return Column(name=name, type="float", tells=tells, value=value)


def whole(name: str, tells: str, value: Look, labels: str | None = None) -> Column:
    """Declare a column of whole numbers."""
    return Column(name=name, type="int", tells=tells, labels=labels, value=value)


def joined(values: Iterable[str | None]) -> str | None:
    """Return values in one cell, unknown ones as nothing between the marks; None where none is known.

    A semicolon within a value becomes a comma, so that the n-th value of one column belongs to the n-th of another.
    """
    parts = [v.replace(";", ",") if v else "" for v in values]
    return JOINT.join(parts) if any(parts) else None


def cells(row: Row, columns: Sequence[Column]) -> dict[str, Value]:
    """Return a row as a flat record."""
    return {c.name: c.value(row) for c in columns}
