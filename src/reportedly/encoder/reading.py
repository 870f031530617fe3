"""What the encoder hands to decoding: scores over word pieces, no decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from reportedly.encoder.tokens import Tokens
    from reportedly.encoder.windows import Window


DISTANCES = 32
EXACT = 4
APART = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class TagScores:
    """Log potentials of a linear-chain CRF over BIOES tags: tag 0 is O, then B, I, E, S of each label."""

    labels: tuple[str, ...]
    emissions: NDArray[np.float32]  # (n, 1 + 4 * labels)
    transitions: NDArray[np.float32]  # (tags, tags), from row to column; forbidden ones are very low


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkScores:
    """Piece `i` points to piece `j` with score `query[i] @ key[j] + bias[apart(i, j), distance(i, j)]`.

    It points to nothing with score `null[i]`. Both hold within one window only: queries and keys know the places of
    pieces in their window, so that those of two windows must not meet. Hence an array a window, of `m` pieces.
    """

    query: tuple[NDArray[np.float32], ...]  # (m, d) each
    key: tuple[NDArray[np.float32], ...]  # (m, d) each
    null: tuple[NDArray[np.float32], ...]  # (m,) each
    bias: NDArray[np.float32]  # (APART, DISTANCES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassScores:
    """Logits of what a span is, a row a piece: those of a span's pieces are averaged. One column alone is a value."""

    labels: tuple[str, ...]
    logits: NDArray[np.float32]  # (n, labels)

    def of(self, first: int, stop: int) -> NDArray[np.float64]:
        """Return the probabilities of the labels for the pieces `first:stop`: (labels,)."""
        logits = self.logits[first:stop].mean(axis=0, dtype=np.float64)
        odds: NDArray[np.float64] = np.exp(logits - logits.max())
        odds /= odds.sum()
        return odds

    def value(self, first: int, stop: int) -> float:
        """Return the value of the pieces `first:stop`, for a head of one column."""
        return float(self.logits[first:stop, 0].mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScores:
    """What holds between two spans: logits are `weights @ [tanh(mean of source + mean of target + around), 1]`.

    `around` is the mean of its first columns over the pieces of the text, weighed by the softmax of its last column.
    """

    labels: tuple[str, ...]
    source: NDArray[np.float32]  # (n, d)
    target: NDArray[np.float32]  # (n, d)
    around: NDArray[np.float32]  # (n, d + 1)
    weights: NDArray[np.float32]  # (labels, d + 1)

    def of(self, source: NDArray[np.int64], target: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the probabilities of the labels for two lists of pieces of a short text: (labels,)."""
        weight = np.exp(self.around[:, -1] - self.around[:, -1].max())
        around = weight @ self.around[:, :-1] / weight.sum()
        joint = np.tanh(self.source[source].mean(axis=0) + self.target[target].mean(axis=0) + around)
        logits = (self.weights[:, :-1] @ joint + self.weights[:, -1]).astype(np.float64)
        odds: NDArray[np.float64] = np.exp(logits - logits.max())
        odds /= odds.sum()
        return odds


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The scores of one article, by head name; `n` is the number of word pieces.

    `thresholds` are the model's: `statement` and `unsourced`, the least scores of an attribution with and without a
    source, and `nested_statement` and `nested_unsourced`; 0 where one is not given.
    """

    tokens: Tokens
    windows: tuple[Window, ...]
    tags: Mapping[str, TagScores]
    links: Mapping[str, LinkScores]
    classes: Mapping[str, ClassScores] = field(default_factory=dict)
    pairs: Mapping[str, PairScores] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)


def distance(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bucket of signed distances in pieces: exact below 4, then by half powers of two, to 181 and more.

    The scheme of T5's relative positions (Raffel et al. 2020); 0..15 lie behind, 16..31 at or ahead.
    """
    size = np.abs(offset)
    far = np.minimum(15, EXACT + (2 * np.log2(np.maximum(size, EXACT) / EXACT)).astype(np.int64))
    return np.where(size < EXACT, size, far) + np.where(offset >= 0, 16, 0)


def apart(offset: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bucket of signed distances in paragraphs: three or more behind is 0, the same one 3."""
    return np.clip(offset, -3, 3) + 3
