"""Links -> groups, by average linkage: a row joins a group only if it is like the group as a whole.

A chain of likenesses (a like b, b like c) does not make a and c one: two groups join while the mean score of all
pairs between them, missing links counted as 0, is at least `threshold`. A person's decisions come before every score.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

THRESHOLD: Final = 0.3  # chosen on half of MAVERICK's events, see docs/linking.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person said of two rows: `joined` they are the same, else they are apart."""

    a: str
    b: str
    joined: bool


def groups(
    nodes: Iterable[str],
    links: Mapping[tuple[str, str], float],
    decisions: Sequence[Decision] = (),
    *,
    threshold: float = THRESHOLD,
) -> dict[str, str]:
    """Return each node's group, named by its smallest member.

    Args:
        nodes: ids of rows, of one connected component (or several: the result is the same).
        links: scores of pairs, 0 to 1, in either order; of pairs of other nodes: passed over.
        decisions: a person's, oldest first. Where two contradict each other, also by way of others, the later holds.
        threshold: the least mean score at which two groups join.
    """
    made = _Groups(sorted(set(nodes)))
    for decision in _consistent(decisions):
        if decision.joined:
            made.bind(decision.a, decision.b)
    for decision in _consistent(decisions):
        if not decision.joined:
            made.part(decision.a, decision.b)
    made.score(links)
    made.run(threshold)
    return {node: min(members) for members in made.members.values() for node in members}


def _consistent(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Yield the decisions that no later one contradicts, latest first."""
    kept: list[Decision] = []
    for d in reversed(decisions):
        if not _contradicts(kept, d):
            kept.append(d)
            yield d


def _contradicts(kept: Sequence[Decision], d: Decision) -> bool:
    """Whether a decision, held with the others, would set apart what is joined."""
    home: dict[str, str] = {}

    def find(x: str) -> str:
        while home.get(x, x) != x:
            x = home[x]
        return x

    for j in (*kept, d):
        if j.joined:
            home[find(j.a)] = find(j.b)
    return any(not x.joined and find(x.a) == find(x.b) for x in (*kept, d))


class _Groups:
    """Groups under way; each is called by the node that it began with."""

    def __init__(self, nodes: Sequence[str]) -> None:
        self.members = {n: [n] for n in nodes}
        self.home = {n: n for n in nodes}
        self.sums: dict[str, dict[str, float]] = {n: {} for n in nodes}
        self.apart: dict[str, set[str]] = {n: set() for n in nodes}

    def bind(self, a: str, b: str) -> None:
        if a in self.home and b in self.home and self.home[a] != self.home[b]:
            self.merge(*sorted((self.home[a], self.home[b])))

    def part(self, a: str, b: str) -> None:
        if a in self.home and b in self.home:
            x, y = self.home[a], self.home[b]
            self.apart[x].add(y)
            self.apart[y].add(x)

    def score(self, links: Mapping[tuple[str, str], float]) -> None:
        best: dict[tuple[str, str], float] = {}
        for (a, b), value in links.items():
            pair = (min(a, b), max(a, b))
            best[pair] = max(value, best.get(pair, 0.0))
        for (a, b), value in sorted(best.items()):
            x, y = self.home.get(a), self.home.get(b)
            if x is not None and y is not None and x != y:
                self.sums[x][y] = self.sums[y][x] = self.sums[x].get(y, 0.0) + value

    def mean(self, a: str, b: str) -> float:
        return self.sums[a].get(b, 0.0) / (len(self.members[a]) * len(self.members[b]))

    def run(self, threshold: float) -> None:
        """Join the two groups most alike, as long as there are any."""
        queue = [(-self.mean(a, b), a, b) for a in self.sums for b in self.sums[a] if a < b]
        heapq.heapify(queue)
        while queue and -queue[0][0] >= threshold:
            value, a, b = heapq.heappop(queue)
            if a not in self.members or b not in self.members or b in self.apart[a] or self.mean(a, b) != -value:
                continue  # one has changed since
            self.merge(a, b)
            for other in self.sums[a]:
                heapq.heappush(queue, (-self.mean(a, other), min(a, other), max(a, other)))

    def merge(self, a: str, b: str) -> None:
        """Put `b` into `a`."""
        for node in self.members[b]:
            self.home[node] = a
        self.members[a] += self.members.pop(b)
        self.sums[a].pop(b, None)
        for other, total in self.sums.pop(b).items():
            if other != a:
                del self.sums[other][b]
                self.sums[a][other] = self.sums[other][a] = self.sums[a].get(other, 0.0) + total
        for other in self.apart.pop(b):
            self.apart[other].discard(b)
            self.apart[other].add(a)
            self.apart[a].add(other)
