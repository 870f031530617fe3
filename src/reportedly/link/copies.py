"""Near-duplicate articles (wire copy) by MinHash over runs of five words (Broder 1997).

They are found by bands of the signature (Leskovec, Rajaraman, Ullman: Mining of Massive Datasets, chapter 3).
"""

from __future__ import annotations

import re
from typing import Final
from zlib import crc32

import numpy as np

from reportedly.link.links import Link

RUN: Final = 5  # words
BANDS, ROWS = 42, 3  # two texts that share half of their runs share a band 996 times in 1,000
LEAST: Final = 0.5  # share of runs from which texts are copies
SHORT: Final = 20  # words: of fewer, nothing is said
_WORD = re.compile(r"\w+")
_DRAW = np.random.default_rng(20_070)  # fixed: stored signatures must stay comparable
_FACTOR = _DRAW.integers(1, 2**63, size=BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_SUMMAND = _DRAW.integers(0, 2**63, size=BANDS * ROWS, dtype=np.uint64)


def signature(text: str) -> bytes:
    """Return the MinHash of a text: 126 unsigned integers, 4 bytes each, little-endian; none for under 20 words."""
    words = _WORD.findall(text.casefold())
    if len(words) < SHORT:
        return b""
    runs = {crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)}
    hashed = np.fromiter(runs, dtype=np.uint64, count=len(runs))
    least = np.full(BANDS * ROWS, 2**32 - 1, dtype=np.uint64)
    for part in np.array_split(hashed, 1 + len(hashed) // 4096):  # bounds memory for very long texts
        mixed = (part[:, None] * _FACTOR + _SUMMAND) >> np.uint64(32)
        least = np.minimum(least, mixed.min(axis=0))
    return bytes(least.astype("<u4").tobytes())


def copy_keys(text: str) -> tuple[str, ...]:
    """Return 42 keys of a text, none for a text under 20 words; near copies share at least one."""
    return signature_keys(signature(text))


def signature_keys(signed: bytes) -> tuple[str, ...]:
    """Return the keys of a text whose signature is known."""
    width = 4 * ROWS
    bands = (signed[i : i + width] for i in range(0, len(signed), width))
    return tuple(f"{n}:{crc32(band):08x}" for n, band in enumerate(bands))


def copy(a: bytes, b: bytes) -> Link | None:
    """Link two texts by their signatures if about half of their runs of words, or more, are the same."""
    if not a or len(a) != len(b):
        return None
    share = float(np.mean(np.frombuffer(a, dtype="<u4") == np.frombuffer(b, dtype="<u4")))
    reason = f"about {share:.0%} of their runs of five words are the same"
    return Link(score=share, reason=reason) if share >= LEAST else None
