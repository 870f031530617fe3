"""Links -> groups: average linkage, so that a chain of weak links joins nothing; what a person decided holds."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

JOINED, APART = "joined", "apart"


def groups(
    nodes: Iterable[str],
    links: Mapping[tuple[str, str], float],
    decisions: Mapping[tuple[str, str], str] | None = None,
    *,
    least: float = 0.5,
) -> dict[str, str]:
    """Return the group of each record: the id of the group's first record.

    Args:
        nodes: records, such as events.
        links: how likely two of them are one, 0..1; pairs that are not there count as 0.
        decisions: what a person said of two: "joined" or "apart"; it holds against every score.
        least: the mean that the links between two groups must have for them to become one.
    """
    order = sorted(nodes)
    score = {(a, b) if a < b else (b, a): s for (a, b), s in links.items()}
    said = {(a, b) if a < b else (b, a): v for (a, b), v in (decisions or {}).items()}
    members: dict[str, list[str]] = {n: [n] for n in order}
    total = dict(score)  # between groups, by their first records: the sum of what is between their members
    banned = {pair for pair, v in said.items() if v == APART}
    for a, b in sorted(pair for pair, v in said.items() if v == JOINED):
        one, other = _of(members, a), _of(members, b)
        if one and other and one != other:
            _merge(members, total, banned, one, other)
    while True:
        open_ = [(s / (len(members[a]) * len(members[b])), a, b) for (a, b), s in total.items() if (a, b) not in banned]
        best = max(open_, key=lambda x: (x[0], x[1], x[2]), default=None)
        if best is None or best[0] < least:
            return {n: head for head, mine in members.items() for n in mine}
        _merge(members, total, banned, best[1], best[2])


def _of(members: Mapping[str, list[str]], node: str) -> str | None:
    return next((head for head, mine in members.items() if node in mine), None)


def _merge(
    members: dict[str, list[str]], total: dict[tuple[str, str], float], banned: set[tuple[str, str]], a: str, b: str
) -> None:
    """Make one group of two; what was between them and others is added up."""
    keep, gone = min(a, b), max(a, b)
    members[keep] += members.pop(gone)
    for store in (total, banned):
        for pair in [p for p in store if gone in p]:
            other = pair[0] if pair[1] == gone else pair[1]
            to = (min(keep, other), max(keep, other))
            if isinstance(store, dict):
                much = store.pop(pair)
                if other != keep:
                    store[to] = store.get(to, 0.0) + much
            else:
                store.discard(pair)
                if other != keep:
                    store.add(to)


def pairs(found: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return the pairs of records that are in one group."""
    of: dict[str, list[str]] = {}
    for node, group in found.items():
        of.setdefault(group, []).append(node)
    return {p for mine in of.values() for p in combinations(sorted(mine), 2)}
