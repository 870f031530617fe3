"""Compares new articles with those in the ledger: copies, the same events, the same actors. No record is changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

import msgspec

from reportedly.errors import LedgerError
from reportedly.ledger import links, schema
from reportedly.ledger.connect import now
from reportedly.ledger.rows import ActorRow, rows
from reportedly.link.actors import actor_keys, same_actor
from reportedly.link.copies import copy, signature, signature_keys
from reportedly.link.events import facts, keys
from reportedly.link.events import link as same
from reportedly.link.facts import Facts
from reportedly.link.groups import THRESHOLD, Decision, groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from reportedly.ledger.links import LinkKind
    from reportedly.ledger.rows import Rows
    from reportedly.ledger.store import Store
    from reportedly.link.links import Link

ANY = 1e-6  # of copies and actors one link is enough: each is linked to one of its group only
_AT_ONCE = 50  # articles that are looked up at a time
_PACK = msgspec.msgpack.Encoder()  # JSON has no infinity
_FACTS = msgspec.msgpack.Decoder(Facts)
_ACTORS = msgspec.msgpack.Decoder(ActorRow)


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


def decide(  # noqa: PLR0913 - what, how, who and why
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
        said = {"by": by.strip(), "why": why.strip(), "at": now()}
        c.execute(schema.decision.insert().values(kind=kind, a=min(a, b), b=max(a, b), verdict=verdict, **said))
        _regroup(c, kind, {a, b})


def _copies(c: Connection, article: str, text: str) -> int:
    own = signature(text)
    links.keep_facts(c, article, {article: own})
    return _first_of_each(c, "copy", article, {article: signature_keys(own)}, lambda _, other: copy(own, other))


def _events(c: Connection, found: Rows) -> int:
    own = {e.id: facts(e, found.figures) for e in found.events}
    wanted = {record: keys(f) for record, f in own.items()}
    by_key: dict[str, list[str]] = defaultdict(list)
    for record, mine in wanted.items():
        for key in mine:
            by_key[key].append(record)
    near = links.under(c, "event", by_key)
    pairs = {(a, b) for key, others in near.items() for a in by_key[key] for b in others}
    others = {r: _FACTS.decode(d) for r, d in links.facts_of(c, {b for _, b in pairs}).items()}
    made = [(a, b, x.score, x.reason) for a, b in sorted(pairs) if (x := same(own[a], others[b]))]
    links.remember(c, "event", found.origin.article, wanted)
    links.keep_facts(c, found.origin.article, {r: _PACK.encode(f) for r, f in own.items() if wanted[r]})
    links.store(c, "event", made)
    if made:
        _regroup(c, "event", {r for a, b, *_ in made for r in (a, b)})
    return len(made)


def _actors(c: Connection, found: Rows) -> int:
    own = {a.id: replace(a, mentions=()) for a in found.actors}
    wanted = {record: mine for record, a in own.items() if (mine := actor_keys(a))}
    links.keep_facts(c, found.origin.article, {record: _PACK.encode(own[record]) for record in wanted})
    alike = partial(_same_actor, own)
    return _first_of_each(c, "actor", found.origin.article, wanted, alike)


def _same_actor(own: Mapping[str, ActorRow], record: str, other: bytes) -> Link | None:
    return same_actor(own[record], _ACTORS.decode(other))


def _first_of_each(
    c: Connection, kind: LinkKind, article: str, wanted: Mapping[str, Sequence[str]],
    same: Callable[[str, bytes], Link | None],
) -> int:  # fmt: skip
    """Link each record to the likeliest of those under its keys, and return how many were linked.

    Only the first of a group stands under keys, its own and those of who joined it: a name that a hundred thousand
    reports have, or a story that all of them print, is looked at once.
    """
    near = links.under(c, kind, {k for mine in wanted.values() for k in mine})
    others = links.facts_of(c, {r for found in near.values() for r in found})
    made: list[tuple[str, str, float, str]] = []
    grouped: dict[str, str] = {}
    keyed: dict[str, set[str]] = defaultdict(set)
    for record, mine in wanted.items():
        alike = ((same(record, others[r]), r) for r in {r for k in mine for r in near.get(k, ()) if r in others})
        best = max(((x.score, r, x.reason) for x, r in alike if x), default=None)
        first = best[1] if best else record
        keyed[first] |= {k for k in mine if first not in near.get(k, ())}
        if best:
            made.append((record, first, best[0], best[2]))
            grouped |= {record: first, first: first}
    links.remember(c, kind, article, keyed)
    links.store(c, kind, made)
    links.regroup(c, kind, grouped.keys(), grouped)
    return len(made)


def _regroup(c: Connection, kind: LinkKind, start: Iterable[str]) -> None:
    nodes, edges = links.neighbourhood(c, kind, set(start))
    said = [
        Decision(a=a, b=b, joined=v == "joined") for (a, b), v in links.decisions(c, kind).items() if {a, b} <= nodes
    ]
    links.regroup(c, kind, nodes, groups(nodes, edges, said, threshold=THRESHOLD if kind == "event" else ANY))
