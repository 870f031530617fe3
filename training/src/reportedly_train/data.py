"""Rows of the data folder -> pieces, tag targets and link targets; what a set does not annotate is masked."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from reportedly.decode.tags import tag_names
from reportedly.encoder.tokens import BREAKS, Tokens, tokenize
from reportedly.markup import items
from reportedly_train.layers import layered, of_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
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
class Labelled:
    """Pieces `span` are of the class `label`, or have the value `value`; of a pair, with the pieces `other`."""

    span: NDArray[np.int64]
    other: NDArray[np.int64]
    label: int = 0
    value: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One annotated text. A tag of -1 is unknown: any legal tag will do there.

    `links` of a roles head are kept by the head's name and the role's: `head.role`.
    """

    id: str
    tokens: Tokens
    tags: dict[str, NDArray[np.int64]]
    links: dict[str, list[Link]]
    labels: dict[str, list[Labelled]]
    share: float = 1.0
    fresh: bool = False

    def has(self, head: str) -> bool:
        """Tell whether the text teaches a head anything."""
        return head in self.tags or head in self.links or head in self.labels


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a `.jsonl` or `.jsonl.gz` file, or the items of a marked text, with the layers they allow."""
    if path.suffix == ".txt":
        yield from map(of_item, items(path))
        return
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as f:
        yield from (layered(json.loads(line), path) for line in f)


def example(row: dict[str, Any], tokenizer: Tokenizer, heads: tuple[HeadConfig, ...], share: float = 1.0, *,
            fresh: bool = False) -> Example:  # fmt: skip
    """Lay the annotation of one row over its pieces, for the heads whose layer the row has."""
    tokens = tokenize(tokenizer, row["text"])
    made = Example(id=row["id"], tokens=tokens, tags={}, links={}, labels={}, share=share, fresh=fresh)
    for head in heads:
        if head.layer not in row:
            continue
        entries = row[head.layer]
        if head.kind == "tags":
            unknown = (*row.get("discards", ()), *row.get("unknown", {}).get(head.layer, ()))
            made.tags[head.name] = _tags(tokens, entries, head.labels, unknown)
        elif head.kind == "link":
            made.links[head.name] = _links(tokens, entries, head.source, head.target)
        elif head.kind == "roles":
            made.links[head.name] = []
            for role in head.labels:
                made.links[f"{head.name}.{role}"] = _roles(tokens, entries, role)
        else:
            made.labels[head.name] = [_labelled(tokens, e, head) for e in entries]
    return made


def _flat(tokens: Tokens, spans: Iterable[Sequence[int]]) -> NDArray[np.int64]:
    return np.array([i for s, e in spans for i in range(*pieces(tokens, s, e))], np.int64)


def _roles(tokens: Tokens, entries: list[dict[str, Any]], role: str) -> list[Link]:
    return [
        Link(source=_flat(tokens, [(e["start"], e["end"])]), target=_flat(tokens, e["roles"][role]))
        for e in entries
        if role in e["roles"]
    ]


def _labelled(tokens: Tokens, entry: dict[str, Any], head: HeadConfig) -> Labelled:
    if head.kind == "pair":
        span, other = _flat(tokens, entry["source"]), _flat(tokens, entry["target"])
    else:
        span, other = _flat(tokens, [(entry["start"], entry["end"])]), np.zeros(0, np.int64)
    if "value" in entry:
        return Labelled(span=span, other=other, value=entry["value"])
    return Labelled(span=span, other=other, label=head.labels.index(entry["label"]))


def joined(examples: Sequence[Example], rng: np.random.Generator, size: int) -> Iterator[Example]:
    """Yield short texts joined in random order to long ones of up to `size` pieces, each a paragraph of its own.

    What is learned on single sentences must hold in articles: nothing points from one paragraph's event to another's.
    """
    group: list[Example] = []
    for i in rng.permutation(len(examples)):
        if group and sum(len(e.tokens) for e in group) + len(examples[i].tokens) > size:
            yield _joined(group)
            group = []
        group.append(examples[i])
    if group:
        yield _joined(group)


def _joined(group: list[Example]) -> Example:
    starts = np.cumsum([0, *(len(e.tokens) for e in group[:-1])]).tolist()
    paragraphs = np.cumsum([0, *(1 + int(e.tokens.paragraph.max(initial=0)) for e in group[:-1])]).tolist()
    features = np.concatenate([e.tokens.features for e in group])
    features[[s for s in starts[1:] if s < len(features)], 1] = BREAKS.index("paragraph")
    tokens = Tokens(
        ids=np.concatenate([e.tokens.ids for e in group]),
        start=np.concatenate([e.tokens.start for e in group]),
        end=np.concatenate([e.tokens.end for e in group]),
        features=features,
        paragraph=np.concatenate([e.tokens.paragraph + p for e, p in zip(group, paragraphs, strict=True)]),
    )
    made = Example(id=group[0].id, tokens=tokens, tags={}, links={}, labels={})
    for name in group[0].tags:
        made.tags[name] = np.concatenate([e.tags[name] for e in group])
    for e, at in zip(group, starts, strict=True):
        for name, links in e.links.items():
            made.links.setdefault(name, []).extend(Link(source=x.source + at, target=x.target + at) for x in links)
        for name, labels in e.labels.items():
            moved = (replace(x, span=x.span + at, other=x.other + at) for x in labels)
            made.labels.setdefault(name, []).extend(moved)
    return made


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
            for start, end in group.get(label, ()):
                first, stop = pieces(tokens, start, end)
                if first >= stop or (tags[first:stop] > 0).any():
                    continue
                tags[first:stop] = index[f"I-{label}"]
                tags[first], tags[stop - 1] = index[f"B-{label}"], index[f"E-{label}"]
                if stop - first == 1:
                    tags[first] = index[f"S-{label}"]
    return tags


def _links(tokens: Tokens, groups: list[dict[str, Any]], source: str, target: str) -> list[Link]:
    return [
        Link(source=_flat(tokens, [span]), target=_flat(tokens, group[target]))
        for group in groups
        for span in group[source]
        if len(_flat(tokens, [span]))
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
