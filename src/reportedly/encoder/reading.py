"""What the encoder hands to decoding: scores over word pieces, no decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from reportedly.encoder.tokens import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class TagScores:
    """Log potentials of a linear-chain CRF over BIOES tags: tag 0 is O, then B, I, E, S of each label."""

    labels: tuple[str, ...]
    emissions: NDArray[np.float32]  # (n, 1 + 4 * labels)
    transitions: NDArray[np.float32]  # (tags, tags), from row to column; forbidden ones are very low


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkScores:
    """Piece `i` points to piece `j` with score `query[i] @ key[j]`, to nothing with `null[i]`."""

    query: NDArray[np.float32]  # (n, d)
    key: NDArray[np.float32]  # (n, d)
    null: NDArray[np.float32]  # (n,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The scores of one article, by head name; `n` is the number of word pieces."""

    tokens: Tokens
    tags: Mapping[str, TagScores]
    links: Mapping[str, LinkScores]
