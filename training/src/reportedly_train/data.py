"""Rows of the data folder -> pieces, tag targets and link targets; what a set does not annotate is masked."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reportedly.decode.tags import tag_names
from reportedly.encoder.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from reportedly_train.config import HeadConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Pieces `source` point to pieces `target` (to nothing where it is empty)."""

    source: NDArray[np.int64]
    target: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One annotated text. A tag of -1 is unknown: any legal tag will do there."""

    id: str
    tokens: Tokens
    tags: dict[str, NDArray[np.int64]]
    links: dict[str, list[Link]]
    share: float = 1.0


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a `.jsonl` or `.jsonl.gz` file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as f:
        yield from map(json.loads, f)


def example(row: dict[str, Any], tokenizer: Tokenizer, heads: tuple[HeadConfig, ...], share: float = 1.0
            ) -> Example:  # fmt: skip
    """Lay the annotation of one row over its pieces, for the heads whose layer the row has."""
    tokens = tokenize(tokenizer, row["text"])
    tags: dict[str, NDArray[np.int64]] = {}
    links: dict[str, list[Link]] = {}
    for head in heads:
        if head.layer not in row:
            continue
        groups = row[head.layer]
        if head.kind == "tags":
            tags[head.name] = _tags(tokens, groups, head.labels, row.get("discards", ()))
        else:
            links[head.name] = _links(tokens, groups, head.source, head.target)
    return Example(id=row["id"], tokens=tokens, tags=tags, links=links, share=share)


def pieces(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the pieces `first:stop` that touch the characters `start:end`."""
    return int(np.searchsorted(tokens.end, start, "right")), int(np.searchsorted(tokens.start, end, "left"))


def _tags(tokens: Tokens, groups: list[dict[str, Any]], labels: tuple[str, ...], discards: Any) -> NDArray[np.int64]:
    index = {name: i for i, name in enumerate(tag_names(labels))}
    tags = np.zeros(len(tokens), np.int64)
    for start, end in discards:
        first, stop = pieces(tokens, start, end)
        tags[first:stop] = -1
    for group in groups:
        for label in labels:
            for start, end in group[label]:
                first, stop = pieces(tokens, start, end)
                if first >= stop or (tags[first:stop] > 0).any():
                    continue
                tags[first:stop] = index[f"I-{label}"]
                tags[first], tags[stop - 1] = index[f"B-{label}"], index[f"E-{label}"]
                if stop - first == 1:
                    tags[first] = index[f"S-{label}"]
    return tags


def _links(tokens: Tokens, groups: list[dict[str, Any]], source: str, target: str) -> list[Link]:
    def flat(spans: list[list[int]]) -> NDArray[np.int64]:
        return np.array([i for s, e in spans for i in range(*pieces(tokens, s, e))], np.int64)

    return [
        Link(source=flat([span]), target=flat(group[target]))
        for group in groups
        for span in group[source]
        if len(flat([span]))
    ]


def crops(n: int, size: int, rng: np.random.Generator, overlap: int = 16) -> list[tuple[int, int]]:
    """Cut `n` pieces into training windows of `size` that begin elsewhere each time."""
    if n <= size:
        return [(0, n)]
    first = int(rng.integers(size // 3, size + 1))
    cuts = [(max(0, first - size), first)] if first == size else [(0, first)]
    begin = first - overlap
    while begin + overlap < n:
        begin = min(begin, n - size)
        cuts.append((begin, begin + size))
        begin += size - overlap
    return cuts
