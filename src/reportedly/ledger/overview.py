"""The ledger from above: its articles, sources and actors with counts, and its events on the map and over time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import Integer, cast, func, select

from reportedly.ledger import schema
from reportedly.ledger.questions import Query, asked, holding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

    from reportedly.ledger.store import Store

_A, _E, _P, _S = schema.article.c, schema.event.c, schema.party.c, schema.statement.c
_MANY: Final = 400  # groups on one map

Role = Literal["actor", "recipient", "speaker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An article without its text."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    opening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet or a speaker, and how many statements it is the source of, by polarity."""

    name: str | None
    articles: int
    said: int
    denied: int
    declined: int
    not_said: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Someone by name: how often it speaks, acts, is acted on; the statuses of those events."""

    name: str
    country: str | None
    speaks: int
    acts: int
    acted_on: int
    statuses: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Events that lie together: how many, their mean point in degrees, and where they all are if that is one place.

    `kind` is the place's (`model.PlaceKind`), which says how much land the point stands for.
    """

    events: int
    latitude: float
    longitude: float
    place: str | None
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the map, degrees."""

    west: float = -180.0
    south: float = -90.0
    east: float = 180.0
    north: float = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An engine, and how many articles it read; `current` are those whose rows are its."""

    version: str
    model: str
    articles: int
    current: int


def articles(store: Store, text: str | None = None, *, limit: int, offset: int = 0) -> tuple[list[Heading], int]:
    """Return articles, the last first, and how many there are; `text` are words that they hold."""
    found = [] if text is None else [_A.id.in_(holding(text, store.dialect))]
    columns = (_A.id, _A.title, _A.outlet, _A.published, _A.url, func.substr(_A.text, 1, 140).label("opening"))
    with store.reading() as c:
        total = c.execute(select(func.count()).select_from(schema.article).where(*found)).scalar_one()
        lines = c.execute(select(*columns).where(*found).order_by(_A.number.desc()).limit(limit).offset(offset))
        return [Heading(**x._asdict()) for x in lines], total


def outlets(store: Store) -> list[Source]:
    """Return who published, with the statements in its articles, the most articles first."""
    counted = select(_A.outlet, func.count()).group_by(_A.outlet)
    said = (
        select(_A.outlet, _S.polarity, func.count())
        .join_from(schema.statement, schema.article, _A.id == _S.article)
        .group_by(_A.outlet, _S.polarity)
    )
    with store.reading() as c:
        number: dict[str | None, int] = dict(c.execute(counted).all())
        of: dict[str | None, dict[str, int]] = defaultdict(dict)
        for name, polarity, n in c.execute(said):
            of[name][polarity] = n
    return [_source(name, n, of[name]) for name, n in sorted(number.items(), key=lambda x: (-x[1], x[0] or ""))]


def speakers(store: Store, *, limit: int) -> list[Source]:
    """Return who speaks, with the statements, those who say most first; statements without a source are left out."""
    most = (
        select(_S.speaker, func.count().label("n"), func.count(_S.article.distinct()).label("articles"))
        .where(_S.speaker.is_not(None)).group_by(_S.speaker)
        .order_by(func.count().desc(), _S.speaker).limit(limit).subquery()
    )  # fmt: skip
    wanted = (
        select(_S.speaker, most.c.articles, _S.polarity, func.count())
        .join(most, most.c.speaker == _S.speaker)
        .group_by(_S.speaker, most.c.articles, _S.polarity)
    )
    of: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    with store.reading() as c:
        for name, number, polarity, n in c.execute(wanted):
            of[name, number][polarity] = n
    found = [_source(name, number, said) for (name, number), said in of.items()]
    return sorted(found, key=lambda s: (-(s.said + s.denied + s.declined + s.not_said), s.name or ""))


def _source(name: str | None, number: int, said: dict[str, int]) -> Source:
    counts = {p: said.get(p, 0) for p in ("said", "denied", "declined", "not_said")}
    return Source(name=name, articles=number, **counts)


def parts(store: Store, *, limit: int) -> list[Part]:
    """Return who speaks, acts and is acted on, those who are named most first."""
    roles = ("actor", "recipient", "speaker")
    most = (
        select(_P.folded).where(_P.role.in_(roles)).group_by(_P.folded)
        .order_by(func.count().desc(), _P.folded).limit(limit).subquery()
    )  # fmt: skip
    wanted = (
        select(_P.folded, func.min(_P.name), func.min(_P.country), _P.role, _P.status, func.count())
        .join(most, most.c.folded == _P.folded)
        .where(_P.role.in_(roles))
        .group_by(_P.folded, _P.role, _P.status)
    )
    seen: dict[str, tuple[str, str | None]] = {}
    number: dict[tuple[str, str], int] = defaultdict(int)
    statuses: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    with store.reading() as c:
        for folded, name, country, role, status, n in c.execute(wanted):
            seen[folded] = (name, country or seen.get(folded, ("", None))[1])
            number[folded, role] += n
            if status:
                statuses[folded][status] += n
    found = [
        Part(name=name, country=country, speaks=number[f, "speaker"], acts=number[f, "actor"],
             acted_on=number[f, "recipient"], statuses=dict(sorted(statuses[f].items(), key=lambda x: -x[1])))
        for f, (name, country) in seen.items()
    ]  # fmt: skip
    return sorted(found, key=lambda p: (-(p.speaks + p.acts + p.acted_on), p.name))


def engines(store: Store) -> list[Reading]:
    """Return what read the articles, the most articles first."""
    r = schema.reading.c
    current = func.sum(cast(r.current, Integer))
    wanted = select(r.version, r.model, func.count(), current).group_by(r.version, r.model)
    with store.reading() as c:
        found = [Reading(version=v, model=m, articles=n, current=k) for v, m, n, k in c.execute(wanted)]
    return sorted(found, key=lambda x: -x.articles)


def clusters(store: Store, query: Query, box: Box, step: float) -> list[Cluster]:
    """Return the events that answer a query, gathered on a grid of `step` degrees; those of one place stay together."""
    column = cast(func.floor((_E.longitude + 180) / step), Integer)
    row = cast(func.floor((_E.latitude + 90) / step), Integer)
    grouped = (
        select(func.count().label("n"), func.avg(_E.latitude).label("lat"), func.avg(_E.longitude).label("lon"),
               func.min(_E.place).label("place"), func.max(_E.place).label("other"), func.min(_E.id).label("one"))
        .where(*asked("event", query, store.dialect), *_inside(box))
        .group_by(column, row).order_by(func.count().desc()).limit(_MANY)
    )  # fmt: skip
    with store.reading() as c:
        found = c.execute(grouped).all()
        alone = {x.one: x.place for x in found if x.place == x.other}
        p = schema.place.c
        named = select(_E.id, p.kind).join_from(schema.event, schema.place, p.article == _E.article).where(
            _E.id.in_(alone), p.name == _E.place, p.latitude == _E.latitude)  # fmt: skip
        kinds = dict(c.execute(named).all())
    return [
        Cluster(events=x.n, latitude=x.lat, longitude=x.lon, place=alone.get(x.one), kind=kinds.get(x.one))
        for x in found
    ]


def placed(store: Store, query: Query) -> int:
    """Return how many events that answer a query have a point."""
    where = (*asked("event", query, store.dialect), _E.latitude.is_not(None))
    with store.reading() as c:
        return c.execute(select(func.count()).select_from(schema.event).where(*where)).scalar_one()


def months(store: Store, query: Query) -> list[tuple[str, int]]:
    """Return how many events that answer a query each month has (YYYY-MM), in order; some events have no day."""
    month = func.substr(_E.day, 1, 7)
    wanted = select(month, func.count()).where(*asked("event", query, store.dialect), _E.day.is_not(None))
    with store.reading() as c:
        return [(m, n) for m, n in c.execute(wanted.group_by(month).order_by(month))]


def _inside(box: Box) -> Sequence[ColumnElement[bool]]:
    return (_E.latitude.between(box.south, box.north), _E.longitude.between(box.west, box.east))
