"""Articles that are nearly the same text (wire copy): MinHash over word shingles (Broder 1997), found by bands."""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from reportedly.link.same import Link

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORD: Final = re.compile(r"\w+")
_SHINGLE: Final = 4  # words
_BANDS, _ROWS = 20, 4  # two texts that share half of their shingles meet in some band with a chance of .73, .7: .996
_PRIME: Final = (1 << 31) - 1
COPY: Final = 0.5
"""The least share of common shingles with which one text is held for a copy of another."""


@cache
def _permutations() -> NDArray[np.uint64]:
    """Return the factors and summands of the hash functions, shape (2, functions, 1)."""
    draw = np.random.default_rng(20240206)
    return draw.integers(1, _PRIME, (2, _BANDS * _ROWS, 1), dtype=np.uint64)


def signature(text: str) -> NDArray[np.uint64]:
    """Return the MinHash of a text: 80 numbers, of which two texts share about as many as they share shingles."""
    words = _WORD.findall(text.casefold())
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}
    hashes = np.array([zlib.crc32(s.encode()) % _PRIME for s in shingles], np.uint64)
    factor, summand = _permutations()
    least: NDArray[np.uint64] = ((factor * hashes + summand) % _PRIME).min(axis=1)
    return least


def copy_keys(own: NDArray[np.uint64]) -> tuple[str, ...]:
    """Return the bands of a signature as short texts: nearly equal texts share one."""
    bands = own.reshape(_BANDS, _ROWS)
    return tuple(f"{i}.{zlib.crc32(band.tobytes()):08x}" for i, band in enumerate(bands))


def copy(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> Link | None:
    """Return the link of two articles of nearly the same words, None where they are not."""
    share = float((a == b).mean())
    return (
        Link(score=round(share, 4), reason=f"{share:.0%} of their word groups are the same") if share >= COPY else None
    )
