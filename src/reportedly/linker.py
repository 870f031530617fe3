"""Compares new articles with those in the ledger: copies, the same events, the same actors. No record is changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly.errors import LedgerError
from reportedly.ledger import links, schema
from reportedly.ledger.connect import now
from reportedly.ledger.rows import rows
from reportedly.link.copies import copy, copy_keys, signature
from reportedly.link.facts import Facts, facts, fold
from reportedly.link.groups import groups
from reportedly.link.same import keys, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

    from reportedly.ledger.links import LinkKind
    from reportedly.ledger.rows import ActorRow, Rows
    from reportedly.ledger.store import Store

LEAST = 0.3
"""The mean score with which groups of events become one; chosen on half of MAVERICK's events."""
_AT_ONCE = 50  # articles that are looked up at a time
_PERSON_WORDS = 2  # a person is the same by first and last name


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """How many articles were compared and how many links were found."""

    articles: int = 0
    copies: int = 0
    events: int = 0
    actors: int = 0


def link(store: Store, told: Callable[[int], None] | None = None) -> Linked:
    """Compare all articles that were not yet compared; each article is one transaction."""
    done = Linked()
    while True:
        with store.reading() as c:
            waiting = links.unlinked(c, _AT_ONCE)
        if not waiting:
            return done
        for article in waiting:
            records = store.records(article)
            with store.writing() as c:
                copies = _copies(c, article, records.article.text)
                found = rows(records)
                done = Linked(
                    articles=done.articles + 1, copies=done.copies + copies, events=done.events + _events(c, found),
                    actors=done.actors + _actors(c, found),
                )  # fmt: skip
            if told:
                told(done.articles)


def decide(
    store: Store, kind: LinkKind, a: str, b: str, verdict: Literal["joined", "apart"], *, by: str, why: str
) -> None:
    """Keep that a person holds two records for one, or for two; it holds against every score.

    Raises:
        LedgerError: they are one record, there is no such record, `by` or `why` is blank.
    """
    if not by.strip() or not why.strip():
        raise LedgerError("a decision needs a name and a reason")
    if a == b:
        raise LedgerError(f"{a}: the two are one record")
    for record in (a, b):
        if kind == "copy":
            store.records(record)
        elif store.row(record).id.rpartition("/")[2][:1] != kind[0]:
            raise LedgerError(f"{record}: no {kind}")
    with store.writing() as c:
        c.execute(schema.decision.insert().values(
            kind=kind, a=min(a, b), b=max(a, b), verdict=verdict, by=by.strip(), why=why.strip(), at=now()))  # fmt: skip
        _regroup(c, kind, {a, b})


def _copies(c: Connection, article: str, text: str) -> int:
    own = signature(text)
    mine = copy_keys(own)
    others = {r for found in links.candidates(c, "copy", article, mine).values() for r in found}
    texts = c.execute(schema.article.select().where(schema.article.c.id.in_(sorted(others)))).all() if others else []
    found = [(article, x.id, made.score, made.reason) for x in texts if (made := copy(own, signature(x.text)))]
    links.remember(c, "copy", article, {article: mine})
    links.store(c, "copy", found)
    if found:
        _regroup(c, "copy", {article})
    return len(found)


def _events(c: Connection, found: Rows) -> int:
    of = {f.id: f for f in found.figures}
    known = {e.id: facts(e, [of[i] for i in e.figures]) for e in found.events}
    by_key: dict[str, list[str]] = defaultdict(list)
    wanted = {r: keys(f) for r, f in known.items()}
    for record, mine in wanted.items():
        for key in mine:
            by_key[key].append(record)
    near = links.candidates(c, "event", found.origin.article, by_key)
    pairs = {(a, b) for key, others in near.items() for a in by_key[key] for b in others}
    others = {r: msgspec.json.decode(d, type=Facts) for r, d in links.facts_of(c, {b for _, b in pairs}).items()}
    made = [(a, b, x.score, x.reason) for a, b in sorted(pairs) if (x := same(known[a], others[b]))]
    links.remember(c, "event", found.origin.article, wanted)
    links.keep_facts(c, found.origin.article, {r: msgspec.json.encode(f) for r, f in known.items()})
    links.store(c, "event", made)
    if made:
        _regroup(c, "event", {r for a, b, *_ in made for r in (a, b)})
    return len(made)


def _actors(c: Connection, found: Rows) -> int:
    """Link each actor to the first of its name and country; who that is, a table or the report says, not we."""
    wanted = {a.id: (key,) for a in found.actors if (key := actor_key(a))}
    near = links.candidates(c, "actor", found.origin.article, {k for (k,) in wanted.values()})
    names = {a.id: a.name for a in found.actors}
    made = [(a, min(near[k]), 0.9, f"both are called {names[a]}") for a, (k,) in wanted.items() if k in near]
    links.remember(c, "actor", found.origin.article, wanted)
    links.store(c, "actor", made)
    lines = [{"kind": "actor", "record": a, "grp": first} for a, first, *_ in made]
    firsts = {first for _, first, *_ in made}
    held = set(c.execute(schema.member.select().with_only_columns(schema.member.c.record).where(
        schema.member.c.kind == "actor", schema.member.c.record.in_(sorted(firsts)))).scalars()) if firsts else set()  # fmt: skip
    lines += [{"kind": "actor", "record": f, "grp": f} for f in sorted(firsts - held)]
    if lines:
        c.execute(schema.member.insert(), lines)
    return len(made)


def actor_key(actor: ActorRow) -> str | None:
    """Return what actors of different articles are the same by; None for one without a name of its own."""
    if not actor.mentions or actor.name[:1].islower():
        return None
    if actor.kind in {"unknown", "people"} or (actor.kind == "person" and len(actor.name.split()) < _PERSON_WORDS):
        return None
    return f"{fold(actor.name)}|{actor.country or ''}|{actor.kind}"


def _regroup(c: Connection, kind: LinkKind, start: Iterable[str]) -> None:
    nodes, edges = links.component(c, kind, set(start))
    said = {pair: v for pair, v in links.decisions(c, kind).items() if set(pair) <= nodes}
    least = LEAST if kind == "event" else 0.5
    links.regroup(c, kind, nodes, groups(nodes, edges, said, least=least))
