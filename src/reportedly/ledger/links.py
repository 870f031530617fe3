"""Links in the ledger's tables: keys by which candidates are found, links, groups, and what persons decided."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from sqlalchemy import and_, delete, insert, or_, select

from reportedly.ledger import schema

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy import Connection

LinkKind = Literal["copy", "event", "actor"]
_MANY = 400  # parameters of one question
_K, _L, _M, _F = schema.link_key.c, schema.link.c, schema.member.c, schema.fact.c


def unlinked(c: Connection, limit: int) -> list[str]:
    """Return articles that were not yet compared with the others, the oldest first."""
    a = schema.article.c
    done = select(_F.record).where(_F.record == a.id).exists()  # its signature
    return list(c.execute(select(a.id).where(~done).order_by(a.number).limit(limit)).scalars())


def forget(c: Connection, article: str) -> None:
    """Take back all links of an article, so that it can be compared anew; decisions stay."""
    mine = select(_F.record).where(_F.article == article)  # not by keys: others' keys stand beside the first of a group
    c.execute(delete(schema.link).where(or_(_L.a.in_(mine), _L.b.in_(mine))))
    c.execute(delete(schema.member).where(_M.record.in_(mine)))
    c.execute(delete(schema.link_key).where(_K.article == article))
    c.execute(delete(schema.fact).where(_F.article == article))


def remember(c: Connection, kind: LinkKind, article: str, keys: Mapping[str, Collection[str]]) -> None:
    """Store the keys of an article's records."""
    lines = [{"kind": kind, "key": k, "record": r, "article": article} for r, mine in keys.items() for k in mine]
    if lines:
        c.execute(insert(schema.link_key), lines)


def keep_facts(c: Connection, article: str, facts: Mapping[str, bytes]) -> None:
    """Store what records of an article are compared by."""
    if facts:
        c.execute(insert(schema.fact), [{"record": r, "article": article, "data": d} for r, d in facts.items()])


def under(c: Connection, kind: LinkKind, keys: Collection[str]) -> dict[str, set[str]]:
    """Return the records under each key."""
    found: dict[str, set[str]] = {}
    for piece in _pieces(sorted(keys)):
        for key, record in c.execute(select(_K.key, _K.record).where(_K.kind == kind, _K.key.in_(piece))):
            found.setdefault(key, set()).add(record)
    return found


def facts_of(c: Connection, records: Collection[str]) -> dict[str, bytes]:
    """Return what records are compared by."""
    found: dict[str, bytes] = {}
    for piece in _pieces(sorted(records)):
        found.update(c.execute(select(_F.record, _F.data).where(_F.record.in_(piece))).all())
    return found


def store(c: Connection, kind: LinkKind, links: Iterable[tuple[str, str, float, str]]) -> None:
    """Store links of two records, with score and reason."""
    lines = [{"kind": kind, "a": min(a, b), "b": max(a, b), "score": s, "reason": r} for a, b, s, r in links]
    if lines:
        c.execute(insert(schema.link), lines)


def neighbourhood(
    c: Connection, kind: LinkKind, start: Collection[str]
) -> tuple[set[str], dict[tuple[str, str], float]]:
    """Return what some records are linked to or decided with, all groups that these are of, and the links among all.

    Not all that links lead to: reports of a long war hang together by some link or other, and a new one must not take
    longer for it.
    """
    d, nodes = schema.decision.c, set(start)
    for piece in _pieces(sorted(start)):
        for x, where in ((_L, _L.kind == kind), (d, d.kind == kind)):
            for one, other in ((x.a, x.b), (x.b, x.a)):
                nodes |= set(c.execute(select(other).where(where, one.in_(piece))).scalars())
    for piece in _pieces(sorted(nodes)):
        mine = select(_M.grp).where(_M.kind == kind, _M.record.in_(piece))
        nodes |= set(c.execute(select(_M.record).where(_M.kind == kind, _M.grp.in_(mine))).scalars())
    edges = {}
    for piece in _pieces(sorted(nodes)):
        for a, b, score in c.execute(select(_L.a, _L.b, _L.score).where(_L.kind == kind, _L.a.in_(piece))):
            if b in nodes:
                edges[a, b] = score
    return nodes, edges


def decisions(c: Connection, kind: LinkKind) -> dict[tuple[str, str], str]:
    """Return what persons last decided of two records."""
    d = schema.decision.c
    wanted = select(d.a, d.b, d.verdict).where(d.kind == kind).order_by(d.number)
    return {(a, b): v for a, b, v in c.execute(wanted)}


def regroup(c: Connection, kind: LinkKind, nodes: Collection[str], found: Mapping[str, str]) -> None:
    """Store the groups of records; one that is alone has none."""
    for piece in _pieces(sorted(nodes)):
        c.execute(delete(schema.member).where(_M.kind == kind, _M.record.in_(piece)))
    size = Counter(found.values())
    lines = [{"kind": kind, "record": r, "grp": g} for r, g in found.items() if size[g] > 1]
    if lines:
        c.execute(insert(schema.member), lines)


def joined(c: Connection, kind: LinkKind, record: str) -> list[str]:
    """Return the records of a record's group, itself included."""
    group = select(_M.grp).where(_M.kind == kind, _M.record == record).scalar_subquery()
    found = list(
        c.execute(select(_M.record).where(and_(_M.kind == kind, _M.grp == group)).order_by(_M.record)).scalars()
    )
    return found or [record]


def reasons(c: Connection, kind: LinkKind, records: Collection[str]) -> list[tuple[str, str, float, str]]:
    """Return the links among records, with score and reason, the strongest first."""
    found = []
    for piece in _pieces(sorted(records)):
        wanted = select(_L.a, _L.b, _L.score, _L.reason).where(_L.kind == kind, _L.a.in_(piece))
        found += [(a, b, score, reason) for a, b, score, reason in c.execute(wanted) if b in records]
    return sorted(found, key=lambda x: -x[2])


def decided(c: Connection, kind: LinkKind, records: Collection[str]) -> list[dict[str, str]]:
    """Return what persons decided of records, in order: `a`, `b`, `verdict`, `by`, `why`, `at`."""
    d = schema.decision.c
    found: set[tuple[str, ...]] = set()
    for piece in _pieces(sorted(records)):
        wanted = select(d.at, d.a, d.b, d.verdict, d.by, d.why).where(
            d.kind == kind, or_(d.a.in_(piece), d.b.in_(piece))
        )
        found |= {tuple(x) for x in c.execute(wanted)}
    return [dict(zip(("at", "a", "b", "verdict", "by", "why"), x, strict=True)) for x in sorted(found)]


def groups_of(c: Connection, kind: LinkKind, records: Collection[str]) -> dict[str, str]:
    """Return the group of each record that has one."""
    found: dict[str, str] = {}
    for piece in _pieces(sorted(records)):
        wanted = select(_M.record, _M.grp).where(_M.kind == kind, _M.record.in_(piece))
        found.update((r, g) for r, g in c.execute(wanted))
    return found


def _pieces(items: list[str]) -> Iterable[list[str]]:
    return (items[i : i + _MANY] for i in range(0, len(items), _MANY))
