"""BIOES tags: which transitions are legal, and the best legal sequence as spans of pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportedly.encoder.reading import TagScores

FORBIDDEN = -1e4


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceSpan:
    """A labelled run of pieces `first:stop`; `score` is its probability under the CRF, 0..1."""

    label: str
    first: int
    stop: int
    score: float


def tag_names(labels: tuple[str, ...]) -> list[str]:
    """Return the tag of each column of the emissions: O, then B, I, E, S of each label."""
    return ["O", *(f"{kind}-{label}" for label in labels for kind in "BIES")]


def legal_transitions(labels: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return a (tags, tags) table: may the row's tag be followed by the column's?"""
    names = tag_names(labels)
    opens = [n[0] in "BI" for n in names]
    goes_on = [n[0] in "IE" for n in names]
    return np.array([[opens[a] == goes_on[b] and (not opens[a] or names[a][1:] == names[b][1:])
                      for b in range(len(names))] for a in range(len(names))])  # fmt: skip


def decode_tags(scores: TagScores) -> list[PieceSpan]:
    """Return the spans of the best legal tag sequence (Viterbi) in text order."""
    n = len(scores.emissions)
    if not n:
        return []
    names = tag_names(scores.labels)
    path = _viterbi(scores.emissions, scores.transitions, np.array([x[0] in "OBS" for x in names]),
                    np.array([x[0] in "OES" for x in names]))  # fmt: skip
    chain = _Chain(scores)
    spans = []
    first = 0
    for i in np.flatnonzero(path):
        kind, label = names[path[i]][0], names[path[i]][2:]
        if kind in "BS":
            first = int(i)
        if kind in "ES":
            stop = int(i) + 1
            spans.append(PieceSpan(label=label, first=first, stop=stop, score=chain.probability(path, first, stop)))
    return spans


class _Chain:
    """Forward and backward sums of a CRF, each row scaled to 1 with the logarithm of its scale kept."""

    def __init__(self, scores: TagScores) -> None:
        self.emissions = scores.emissions
        self.transitions = scores.transitions
        n, tags = scores.emissions.shape
        move = np.exp(scores.transitions)
        emit = np.exp(scores.emissions - scores.emissions.max(axis=1, keepdims=True))
        self.forward, self.backward = np.empty((n, tags)), np.empty((n, tags))
        behind, ahead = np.empty(n), np.empty(n)
        row = emit[0]
        for i in range(n):
            if i:
                row = (row @ move) * emit[i]
            behind[i] = row.sum()
            row = self.forward[i] = row / behind[i]
        row = np.ones(tags)
        for i in range(n - 1, -1, -1):
            if i < n - 1:
                row = move @ (row * emit[i + 1])
            ahead[i] = row.sum()
            row = self.backward[i] = row / ahead[i]
        top = scores.emissions.max(axis=1)
        self.log_forward = np.cumsum(np.log(behind) + top)
        self.log_backward = np.cumsum((np.log(ahead) + np.append(top[1:], 0))[::-1])[::-1]

    def probability(self, path: NDArray[np.int64], first: int, stop: int) -> float:
        """Return the probability that pieces `first:stop` are tagged as in `path`."""
        last = stop - 1
        inside = self.emissions[np.arange(first + 1, stop), path[first + 1 : stop]].sum()
        inside += self.transitions[path[first:last], path[first + 1 : stop]].sum()
        score = np.log(self.forward[first, path[first]]) + self.log_forward[first] + inside
        score += np.log(self.backward[last, path[last]]) + self.log_backward[last]
        return float(np.exp(min(0.0, score - self.log_forward[-1])))


def _viterbi(
    emissions: NDArray[np.float32],
    transitions: NDArray[np.float32],
    may_start: NDArray[np.bool_],
    may_end: NDArray[np.bool_],
) -> NDArray[np.int64]:
    n, tags = emissions.shape
    back = np.empty((n, tags), np.int64)
    into = np.ascontiguousarray(transitions.T)
    rows = np.arange(tags)
    best = emissions[0] + np.where(may_start, 0, FORBIDDEN)
    for i in range(1, n):
        total = into + best
        back[i] = total.argmax(axis=1)
        best = total[rows, back[i]] + emissions[i]
    path = np.empty(n, np.int64)
    path[-1] = (best + np.where(may_end, 0, FORBIDDEN)).argmax()
    for i in range(n - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path
