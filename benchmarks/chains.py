"""Score chains of mentions as CoNLL 2012 does: the mean of MUC, B-cubed and entity CEAF (phi 4)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Chains = list[frozenset[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Numerators and denominators of recall and precision; they add up over documents."""

    r: float = 0.0
    r_of: float = 0.0
    p: float = 0.0
    p_of: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        return Sums(r=self.r + other.r, r_of=self.r_of + other.r_of, p=self.p + other.p, p_of=self.p_of + other.p_of)

    @property
    def f1(self) -> float:
        """F1 in percent."""
        r, p = self.r / (self.r_of or 1.0), self.p / (self.p_of or 1.0)
        return 200 * r * p / (r + p) if r + p else 0.0


def conll(scored: Sequence[tuple[Chains, Chains]]) -> float:
    """Return the CoNLL F1 of documents, in percent, for pairs of gold chains and ours (two mentions or more each)."""
    parts = ([metric(gold, ours) for gold, ours in scored] for metric in (_muc, _b_cubed, _ceaf))
    return float(np.mean([sum(sums, Sums()).f1 for sums in parts]))


def _muc(gold: Chains, ours: Chains) -> Sums:
    r, p = _links(gold, ours), _links(ours, gold)
    return Sums(r=r[0], r_of=r[1], p=p[0], p_of=p[1])


def _links(key: Chains, response: Chains) -> tuple[float, float]:
    at = {m: i for i, c in enumerate(response) for m in c}
    found = 0
    for c in key:
        parts = {at[m] for m in c if m in at}
        found += len(c) - len(parts) - sum(m not in at for m in c)
    return found, sum(len(c) - 1 for c in key)


def _b_cubed(gold: Chains, ours: Chains) -> Sums:
    r, p = _shares(gold, ours), _shares(ours, gold)
    return Sums(r=r, r_of=sum(map(len, gold)), p=p, p_of=sum(map(len, ours)))


def _shares(key: Chains, response: Chains) -> float:
    at = {m: i for i, c in enumerate(response) for m in c}
    return sum(n * n / len(c) for c in key for n in Counter(at[m] for m in c if m in at).values())


def _ceaf(gold: Chains, ours: Chains) -> Sums:
    if not gold or not ours:
        return Sums(r_of=len(gold), p_of=len(ours))
    alike = np.array([[2 * len(g & o) / (len(g) + len(o)) for o in ours] for g in gold])
    total = sum(alike[i, j] for i, j in assign(-alike))
    return Sums(r=total, r_of=len(gold), p=total, p_of=len(ours))


def assign(cost: np.ndarray) -> Iterable[tuple[int, int]]:
    """Yield the pairs of rows and columns of least total cost, each used once (Kuhn 1955, by shortest paths)."""
    turned = cost.shape[0] > cost.shape[1]
    cost = cost.T if turned else cost
    n, m = cost.shape
    u, v, match = np.zeros(n + 1), np.zeros(m + 1), np.zeros(m + 1, dtype=int)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        least, way, used = np.full(m + 1, np.inf), np.zeros(m + 1, dtype=int), np.zeros(m + 1, dtype=bool)
        while True:
            used[j0] = True
            i0 = match[j0]
            free = ~used
            free[0] = False
            now = np.append(np.inf, cost[i0 - 1] - u[i0] - v[1:])
            better = free & (now < least)
            least[better], way[better] = now[better], j0
            j1 = int(np.argmin(np.where(free, least, np.inf)))
            delta = least[j1]
            u[match[used]] += delta
            v[used] -= delta
            least[free] -= delta
            j0 = j1
            if match[j0] == 0:
                break
        while j0:
            j1 = way[j0]
            match[j0] = match[j1]
            j0 = j1
    for j in range(1, m + 1):
        if match[j]:
            yield (j - 1, match[j] - 1) if turned else (match[j] - 1, j - 1)
