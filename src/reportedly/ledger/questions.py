"""What the ledger can be asked: filters that become conditions on its tables."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select, text

from reportedly.errors import LedgerError
from reportedly.ledger import schema
from reportedly.ledger.cells import fold

if TYPE_CHECKING:
    from sqlalchemy import Table

Kind = Literal["event", "statement", "figure", "actor", "place"]
TABLES: Final[dict[Kind, Table]] = {
    "event": schema.event, "statement": schema.statement, "figure": schema.figure, "actor": schema.actor,
    "place": schema.place,
}  # fmt: skip
_CODE = re.compile(r"[A-Z]{3}")
_SIDES = {"event": ("actor", "recipient"), "statement": ("speaker",), "figure": ("of",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What rows are wanted; what is None does not matter, and all that is given must hold.

    `actor`, `recipient`, `said_by` are names ("Hamas", "Israel*") or ISO alpha-3 codes; `actor` is either side of an event;
    `day` is a day, a month, a year (ISO) or a range of them ("2024-01..2024-03"); an event without a day of its own has
    that of publication; `text` are words that stand in the report; `group` is the id of a group of linked records.
    """

    actor: str | None = None
    recipient: str | None = None
    said_by: str | None = None
    type: str | None = None
    status: str | None = None
    effect: str | None = None
    polarity: str | None = None
    place: str | None = None
    country: str | None = None
    day: str | None = None
    outlet: str | None = None
    article: str | None = None
    text: str | None = None
    group: str | None = None


def asked(kind: Kind, query: Query, dialect: str) -> list[ColumnElement[bool]]:
    """Return the conditions on a kind's table.

    Raises:
        LedgerError: the kind has no such field, or a value is none.
    """
    table = TABLES[kind]
    found: list[ColumnElement[bool]] = []
    days = _days(query.day) if query.day else None
    for name, roles in (("actor", _SIDES.get(kind, ())), ("recipient", ("recipient",)), ("said_by", ("said_by",))):
        value = getattr(query, name)
        if value is None:
            continue
        roles = ("speaker",) if (kind, name) == ("statement", "said_by") else roles
        if kind == "actor" and name == "actor":
            found.append(_named(table.c.name, table.c.country, value, func.lower(table.c.name)))
        elif not roles or (name == "recipient" and kind != "event") or kind in {"actor", "place"}:
            raise LedgerError(f"{name}: a {kind} has none")
        else:
            found.append(table.c.id.in_(_of_parties(roles, value, query, days, kind)))
    for name in ("type", "status", "effect", "polarity", "country"):
        value = getattr(query, name)
        if value is not None:
            if name not in table.c:
                raise LedgerError(f"{name}: a {kind} has none")
            found.append(table.c[name] == value)
    if query.place is not None:
        if "place" not in table.c and kind != "place":
            raise LedgerError(f"place: a {kind} has none")
        found.append(_like(table.c.name if kind == "place" else table.c.place, query.place))
    if days:
        if "day" not in table.c:
            raise LedgerError(f"day: a {kind} has none")
        found.append(table.c.day.between(*days))
    if query.article is not None:
        found.append(table.c.article == query.article)
    if query.group is not None:
        members = select(schema.member.c.record).where(schema.member.c.grp == query.group, schema.member.c.kind == kind)
        found.append(table.c.id.in_(members))
    if query.outlet is not None:
        found.append(table.c.article.in_(select(schema.article.c.id).where(_like(schema.article.c.outlet, query.outlet))))
    if query.text is not None:
        found.append(table.c.article.in_(_holding(query.text, dialect)))
    return found


def _of_parties(
    roles: tuple[str, ...], value: str, query: Query, days: tuple[str, str] | None, kind: Kind
) -> Select[tuple[str]]:
    p = schema.party
    wanted = select(p.c.record).where(p.c.role.in_(roles), _named(p.c.folded, p.c.country, value, p.c.folded))
    if query.status is not None and kind == "event":
        wanted = wanted.where(p.c.status == query.status)
    if days:
        wanted = wanted.where(p.c.day.between(*days))
    return wanted


def _named(
    name: ColumnElement[str], country: ColumnElement[str], value: str, folded: ColumnElement[str]
) -> ColumnElement[bool]:
    """Return the condition that a name is meant, or a country by its code."""
    del name
    if _CODE.fullmatch(value):
        return or_(country == value, folded == fold(value))
    return _like(folded, fold(value))


def _like(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Return the condition that a column is a text; `*` stands for anything."""
    if "*" not in value:
        return column == value
    escaped = value.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_").replace("*", "%")
    return column.like(escaped, escape="\\")


def _holding(words: str, dialect: str) -> Select[tuple[str]]:
    """Return the articles that hold all words; nothing in them is an operator."""
    a = schema.article
    if dialect == "postgresql":
        vector = literal_column("to_tsvector('simple', coalesce(article.title, '') || ' ' || article.text)")
        return select(a.c.id).where(vector.op("@@")(func.plainto_tsquery(literal_column("'simple'"), words)))
    quoted = " ".join('"' + w.replace('"', '""') + '"' for w in words.split() if any(c.isalnum() for c in w))
    if not quoted:
        raise LedgerError(f"text: {words!r} has no word to look for")
    found = text("SELECT rowid FROM article_search WHERE article_search MATCH :words").bindparams(words=quoted)
    return select(a.c.id).where(a.c.number.in_(found.columns(a.c.number)))


def _days(value: str) -> tuple[str, str]:
    """Return the first and last day of a day, month, year, or a range of them.

    Raises:
        LedgerError: it is none.
    """
    first, mark, last = value.partition("..")
    return _ends(first)[0] if first else "0001-01-01", _ends(last if mark else first)[1] if last or not mark else "9999-12-31"


def _ends(value: str) -> tuple[str, str]:
    parts = value.split("-")
    try:
        numbers = [int(p) for p in parts]
        first = dt.date(*(numbers + [1, 1])[:3])  # type: ignore[arg-type]
        if len(parts) == 1:
            last = dt.date(first.year, 12, 31)
        elif len(parts) == 2:  # noqa: PLR2004 - a month
            last = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1) - dt.timedelta(days=1)
        else:
            last = first
    except (ValueError, TypeError, OverflowError) as e:
        raise LedgerError(f"day: {value!r} is no day, month or year (2024-02-06, 2024-02, 2024)") from e
    return first.isoformat(), last.isoformat()
