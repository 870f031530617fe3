"""What a person says against the machine: a field of a record gets another value; spans and texts are never touched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, Final, Literal, get_args, get_type_hints

import msgspec

from reportedly.errors import LedgerError, RecordError
from reportedly.markup import TYPES
from reportedly.model import Actor, Event, Figure, Place, Records, Statement, Time

if TYPE_CHECKING:
    from collections.abc import Iterable

_LISTS: Final[dict[str, tuple[str, type, tuple[str, ...]]]] = {  # an id's letter -> where it is, what may be changed
    "a": ("actors", Actor, ("name", "kind", "country", "sector")),
    "s": ("statements", Statement, ("speaker", "source_kind", "form", "polarity", "when", "where")),
    "e": ("events", Event, ("type", "mode", "status", "when", "where")),
    "f": ("figures", Figure, ("effect", "low", "best", "high", "hedge", "of", "event", "when", "where")),
    "t": ("times", Time, ("kind", "first", "last", "grain")),
    "p": ("places", Place, ("name", "country", "kind", "lat", "lon", "geonames", "reading")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A field of a record got another value: `old` is the machine's or the last person's; `at` ISO 8601, UTC."""

    record: str
    field: str
    old: Any
    new: Any
    by: str
    why: str
    at: str
    version: str
    model: str


def field_of(records: Records, record: str, field: str) -> Any:  # noqa: ANN401 - as the field is
    """Return a field's value.

    Raises:
        LedgerError: there is no such record in the article, or the field cannot be corrected.
    """
    name, _, allowed = _LISTS.get(record[:1], ("", object, ()))
    found = next((x for x in getattr(records, name, ()) if x.id == record), None)
    if found is None:
        raise LedgerError(f"{records.article.id}/{record}: no such record")
    if field not in allowed:
        if hasattr(found, field):
            raise LedgerError(f"{field}: the words of the report, and what they rest on, cannot be corrected")
        raise LedgerError(f"{field}: no field of {record!r}; there are {', '.join(allowed)}")
    return getattr(found, field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editable:
    """A field that can be corrected: its value, the labels it takes (none: any text), whether it may be empty."""

    name: str
    value: Any
    choices: tuple[str, ...]
    optional: bool


def editable(records: Records, record: str) -> list[Editable]:
    """Return the fields of a record that can be corrected.

    Raises:
        LedgerError: there is no such record in the article.
    """
    if record[:1] not in _LISTS:
        raise LedgerError(f"{records.article.id}/{record}: no such record")
    kinds = _types(record[:1])
    return [
        Editable(name=name, value=field_of(records, record, name), choices=_labels(kinds[name]),
                 optional=NoneType in get_args(kinds[name]))
        for name in _LISTS[record[:1]][2]
    ]  # fmt: skip


def typed(record: str, field: str, value: Any) -> Any:  # noqa: ANN401 - as the field is
    """Return a value as the field's type has it; text may stand for a number, "null" for nothing.

    Raises:
        LedgerError: the field does not take it; the message says what it takes.
    """
    kind = _types(record[:1])[field]
    value = None if value == "null" and NoneType in get_args(kind) else value
    if NoneType not in get_args(kind) and value in {None, ""}:
        raise LedgerError(f"{field}: cannot be empty")
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as e:
        labels = _labels(kind)
        hint = f"; there are {', '.join(labels)}" if labels else ""
        raise LedgerError(f"{field}: {value!r} is no value of it ({e}){hint}") from e


def _labels(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type
    return tuple(dict.fromkeys(x for k in (kind, *get_args(kind)) for x in get_args(k) if isinstance(x, str)))


@cache
def _types(letter: str) -> dict[str, Any]:
    hints = get_type_hints(_LISTS[letter][1])
    return {**hints, "type": Literal[TYPES]}  # model.py has any text there


def corrected(records: Records, corrections: Iterable[Correction]) -> Records:
    """Return records with corrections applied in order; those of records that are not there are passed over.

    Raises:
        LedgerError: a correction breaks a law of the format (a reference to no record).
    """
    for c in corrections:
        record = c.record.rpartition("/")[2]
        name = _LISTS[record[:1]][0]
        items = getattr(records, name)
        changed = tuple(replace(x, **{c.field: c.new}) if x.id == record else x for x in items)
        if changed != items:
            try:
                records = replace(records, **{name: changed})  # type: ignore[arg-type]
            except RecordError as e:
                raise LedgerError(f"{c.record}: {c.field} = {c.new!r}: {e}") from e
    return records
