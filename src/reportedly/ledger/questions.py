"""What the ledger can be asked: filters that become conditions on its tables."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select, text

from reportedly.errors import LedgerError
from reportedly.ledger import schema, verdicts
from reportedly.ledger.cells import fold

if TYPE_CHECKING:
    from sqlalchemy import Table

Kind = Literal["event", "statement", "figure", "actor", "place"]
TABLES: Final[dict[Kind, Table]] = {
    "event": schema.event, "statement": schema.statement, "figure": schema.figure, "actor": schema.actor,
    "place": schema.place,
}  # fmt: skip
_CODE = re.compile(r"[A-Z]{3}")
_ALWAYS = frozenset({"article", "outlet", "text", "group", "verdict"})
HAVE: Final[dict[Kind, frozenset[str]]] = {
    "event": frozenset({"actor", "recipient", "said_by", "type", "status", "place", "country", "day"}),
    "statement": frozenset({"actor", "said_by", "polarity", "day"}),
    "figure": frozenset({"actor", "said_by", "effect", "place", "country", "day"}),
    "actor": frozenset({"actor", "country"}),
    "place": frozenset({"place", "country"}),
}
_ROLES: Final[dict[tuple[Kind, str], tuple[str, ...]]] = {  # what a name is looked for as, where it is not the field's
    ("event", "actor"): ("actor", "recipient"),
    ("figure", "actor"): ("of",),
    ("statement", "actor"): ("speaker",),
    ("statement", "said_by"): ("speaker",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What rows are wanted; what is None does not matter, and all that is given must hold.

    `actor`, `recipient`, `said_by` are names ("Hamas", "Israel*") or ISO alpha-3 codes; `actor` is either side of an
    event; `day` is a day, month or year (ISO), or a range of them ("2024-01..2024-03"); an event without a day of its
    own has that of publication; `text` are words of the report; `group` is the id of a group of linked records;
    `verdict` is what persons think of it: accepted, rejected, or open (neither).
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
    verdict: str | None = None


def asked(kind: Kind, query: Query, dialect: str) -> list[ColumnElement[bool]]:
    """Return the conditions on a kind's table.

    Raises:
        LedgerError: the kind has no such field, or a value is none.
    """
    table = TABLES[kind]
    given = {name: value for name, value in asdict(query).items() if value is not None}
    for name in given.keys() - HAVE[kind] - _ALWAYS:
        raise LedgerError(f"{name}: {'an' if kind[0] in 'ae' else 'a'} {kind} has none")
    days = _days(query.day) if query.day is not None else None
    found = [
        _party(kind, name, given[name], query, days) for name in ("actor", "recipient", "said_by") if name in given
    ]
    found += [
        table.c[name] == given[name]
        for name in ("type", "status", "effect", "polarity", "country", "article")
        if name in given
    ]
    if query.place is not None:
        found.append(_like(table.c.name if kind == "place" else table.c.place, query.place))
    if days:
        found.append(table.c.day.between(*days))
    if query.group is not None:
        m = schema.member.c
        found.append(table.c.id.in_(select(m.record).where(m.grp == query.group, m.kind == kind)))
    if query.verdict is not None:
        found.append(_judged(table, query.verdict))
    if query.outlet is not None:
        a = schema.article.c
        found.append(table.c.article.in_(select(a.id).where(_like(a.outlet, query.outlet))))
    if query.text is not None:
        found.append(table.c.article.in_(holding(query.text, dialect)))
    return found


def _judged(table: Table, value: str) -> ColumnElement[bool]:
    if value == "open":
        return table.c.id.not_in(verdicts.judged())
    if value in {"accepted", "rejected"}:
        return table.c.id.in_(verdicts.those(value))  # type: ignore[arg-type]
    raise LedgerError(f"verdict: {value!r} is none; there are accepted, rejected, open")


def _party(kind: Kind, name: str, value: str, query: Query, days: tuple[str, str] | None) -> ColumnElement[bool]:
    """Return the condition that someone takes part; status and days narrow the look-up, which has an index of all."""
    table, p = TABLES[kind], schema.party.c
    if kind == "actor":
        return _named(func.lower(table.c.name), table.c.country, value)
    roles = _ROLES.get((kind, name), (name,))
    wanted = select(p.record).where(p.role.in_(roles), _named(p.folded, p.country, value))
    if query.status is not None:
        wanted = wanted.where(p.status == query.status)
    return table.c.id.in_(wanted.where(p.day.between(*days)) if days else wanted)


def _named(folded: ColumnElement[str], country: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Return the condition that a name is meant, or a country by its code."""
    if _CODE.fullmatch(value):
        return or_(country == value, folded == fold(value))
    return _like(folded, fold(value))


def _like(column: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Return the condition that a column is a text; `*` stands for anything."""
    if "*" not in value:
        return column == value
    escaped = value.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_").replace("*", "%")
    return column.like(escaped, escape="\\")


def holding(words: str, dialect: str) -> Select[tuple[str]]:
    """Return the articles that hold all words; nothing in them is an operator."""
    a = schema.article
    if dialect == "postgresql":
        vector: ColumnElement[str] = literal_column(
            "to_tsvector('simple', coalesce(article.title, '') || ' ' || article.text)"
        )
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
    return _ends(first)[0] if first else "0001-01-01", _ends(last if mark else first)[
        1
    ] if last or not mark else "9999-12-31"


def _ends(value: str) -> tuple[str, str]:
    parts = value.split("-")
    try:
        numbers = [int(p) for p in parts]
        first = dt.date(*[*numbers, 1, 1][:3])
        if len(parts) == 1:
            last = dt.date(first.year, 12, 31)
        elif len(parts) == 2:  # noqa: PLR2004 - a month
            last = dt.date(first.year + first.month // 12, first.month % 12 + 1, 1) - dt.timedelta(days=1)
        else:
            last = first
    except (ValueError, TypeError, OverflowError) as e:
        raise LedgerError(f"day: {value!r} is no day, month or year (2024-02-06, 2024-02, 2024)") from e
    return first.isoformat(), last.isoformat()
