"""BIOES tags: which transitions are legal, and the best legal sequence as spans of pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportedly.encoder.reading import TagScores

FORBIDDEN = -1e4
CERTAIN = 8.0  # log odds against any span over a piece from which on it is settled: one in 3,000


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
    """Return the spans of the best legal tag sequence (Viterbi) in text order, each with its probability."""
    names = tag_names(scores.labels)
    spans = []
    runs = _unsettled(scores)
    if not runs:
        return []
    chains = _Chains(scores, runs)
    for row, (begin, end) in enumerate(runs):
        path = chains.paths[row]
        first = 0
        for i in np.flatnonzero(path[: end - begin]):
            kind, label = names[path[i]][0], names[path[i]][2:]
            if kind in "BS":
                first = int(i)
            if kind in "ES":
                stop = int(i) + 1
                sure = chains.probability(row, first, stop)
                spans.append(PieceSpan(label=label, first=begin + first, stop=begin + stop, score=sure))
    return spans


def _unsettled(scores: TagScores) -> list[tuple[int, int]]:
    """Return the runs of pieces where O is not certain; a certain O cuts the chain in two.

    For each piece the log odds of the best single span over it against no span at all, transitions left aside: the
    best opening before it and the best closing behind it are running maxima over sums of I.
    """
    if not len(scores.emissions):
        return []
    odds = (scores.emissions - scores.emissions[:, :1]).astype(np.float64)
    best = np.full(len(odds), -np.inf)
    for label in range(len(scores.labels)):
        begin, inside, end, single = odds[:, 1 + 4 * label : 5 + 4 * label].T
        opened = _running(begin, inside)
        closed = _running(end[::-1], inside[::-1])[::-1]
        np.maximum(best, single, out=best)
        np.maximum(best[1:], opened[:-1] + closed[1:], out=best[1:])
        np.maximum(best[:-1], begin[:-1] + closed[1:], out=best[:-1])
    edges = np.flatnonzero(np.diff(best > -CERTAIN, prepend=False, append=False))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _running(first: NDArray[np.float64], inside: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the best of `first[j] + inside[j + 1] + ... + inside[i]` over all `j <= i`, for each `i`."""
    total = np.cumsum(inside)
    best: NDArray[np.float64] = total + np.maximum.accumulate(first - total)
    return best


class _Chains:
    """Several runs decoded side by side: rows of equal length, filled up with pieces that are certainly O."""

    def __init__(self, scores: TagScores, runs: list[tuple[int, int]]) -> None:
        tags = scores.emissions.shape[1]
        length = 1 + max(end - begin for begin, end in runs)
        self.transitions = scores.transitions
        self.emissions = np.full((length, len(runs), tags), FORBIDDEN, np.float32)
        self.emissions[:, :, 0] = 0
        for row, (begin, end) in enumerate(runs):
            self.emissions[: end - begin, row] = scores.emissions[begin:end]
        self.paths = self._viterbi().T
        self._sums()

    def _viterbi(self) -> NDArray[np.int64]:
        length, rows, _ = self.emissions.shape
        into = np.ascontiguousarray(self.transitions.T)
        back = np.empty(self.emissions.shape, np.int64)
        best = self.transitions[0] + self.emissions[0]
        for i in range(1, length):
            total = best[:, None] + into
            back[i] = total.argmax(axis=2)
            best = total.max(axis=2) + self.emissions[i]
        path = np.zeros((length, rows), np.int64)
        for i in range(length - 1, 0, -1):
            path[i - 1] = back[i, np.arange(rows), path[i]]
        return path

    def _sums(self) -> None:
        """Fill the forward and backward sums, scaled to 1 at each piece, with the logarithms of their scales."""
        top = self.emissions.max(axis=2, keepdims=True)
        move, emit = np.exp(self.transitions), np.exp(self.emissions - top)
        self.forward, self.backward = np.empty_like(emit), np.ones_like(emit)
        behind, ahead = np.ones_like(top), np.ones_like(top)
        state = np.zeros(emit.shape[1:], np.float32)
        state[:, 0] = 1
        for i in range(len(emit)):
            state = (state @ move) * emit[i]
            behind[i] = state.sum(axis=1, keepdims=True)
            state = self.forward[i] = state / behind[i]
        for i in range(len(emit) - 2, -1, -1):
            state = (self.backward[i + 1] * emit[i + 1]) @ move.T
            ahead[i] = state.sum(axis=1, keepdims=True)
            self.backward[i] = state / ahead[i]
        self.log_forward = np.cumsum(np.log(behind) + top, axis=0)[:, :, 0]
        top_ahead = np.concatenate([top[1:], np.zeros_like(top[:1])])
        self.log_backward = np.cumsum((np.log(ahead) + top_ahead)[::-1], axis=0)[::-1, :, 0]

    def probability(self, row: int, first: int, stop: int) -> float:
        """Return the probability that the pieces `first:stop` of a row are tagged as in its path."""
        last = stop - 1
        path = self.paths[row]
        score = self.emissions[np.arange(first + 1, stop), row, path[first + 1 : stop]].sum()
        score += self.transitions[path[first:last], path[first + 1 : stop]].sum()
        score += np.log(self.forward[first, row, path[first]]) + self.log_forward[first, row]
        score += np.log(self.backward[last, row, path[last]]) + self.log_backward[last, row]
        return float(np.exp(min(0.0, score - self.log_forward[-1, row] - np.log(self.forward[-1, row, 0]))))
