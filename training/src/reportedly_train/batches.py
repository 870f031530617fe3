"""Examples -> padded tensors with a first and a last special piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from reportedly.encoder.reading import apart
from reportedly_train.data import crops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from reportedly_train.config import HeadConfig
    from reportedly_train.data import Example


@dataclass(frozen=True, slots=True, kw_only=True)
class Specials:
    """Ids of the pieces that an encoder wants around and behind a text."""

    first: int
    last: int
    pad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """`mask` covers all real pieces, `scored` leaves out the last special one."""

    ids: Tensor
    mask: Tensor
    features: Tensor
    scored: Tensor
    targets: dict[str, Any]


def epoch(
    examples: list[Example], heads: tuple[HeadConfig, ...], specials: Specials, *, size: int, batch: int,
    rng: np.random.Generator,
) -> Iterator[Batch]:  # fmt: skip
    """Yield the batches of one epoch: windows cut anew, of like length together, in random order."""
    cuts = [(e, a, b) for e in examples for _ in range(int(e.share) + (rng.random() < e.share % 1))
            for a, b in crops(len(e.tokens), size - 2, rng) if b > a]  # fmt: skip
    order = rng.permutation(len(cuts))
    by_length = sorted(order, key=lambda i: cuts[i][1] - cuts[i][2])
    groups: list[list[int]] = [[]]
    for i in by_length:
        longest = cuts[groups[-1][0]][2] - cuts[groups[-1][0]][1] if groups[-1] else 0
        if (len(groups[-1]) + 1) * (longest + 2) > size * batch:
            groups.append([])
        groups[-1].append(i)
    for g in rng.permutation(len(groups)):
        yield collate([cuts[i] for i in groups[g]], heads, specials)


def collate(cuts: list[tuple[Example, int, int]], heads: tuple[HeadConfig, ...], specials: Specials) -> Batch:
    """Lay windows `(example, start, stop)` side by side."""
    longest = max(b - a for _, a, b in cuts) + 2
    shape = (len(cuts), longest)
    ids = np.full(shape, specials.pad, np.int64)
    mask = np.zeros(shape, bool)
    scored = np.zeros(shape, bool)
    features = np.zeros((*shape, 3), np.int64)
    for row, (e, a, b) in enumerate(cuts):
        n = b - a
        ids[row, 0], ids[row, n + 1] = specials.first, specials.last
        ids[row, 1 : n + 1] = e.tokens.ids[a:b]
        features[row, 1 : n + 1] = e.tokens.features[a:b]
        mask[row, : n + 2] = True
        scored[row, : n + 1] = True
    targets = {}
    for head in heads:
        if not any(e.has(head.name) for e, _, _ in cuts):
            continue
        if head.kind == "tags":
            targets[head.name] = _tag_targets(cuts, head.name, shape)
        elif head.kind == "link":
            targets[head.name] = _link_targets(cuts, head.name, shape)
        elif head.kind == "roles":
            targets[head.name] = _role_targets(cuts, head, shape)
        else:
            targets[head.name] = _label_targets(cuts, head.name, shape)
    tensors = [torch.from_numpy(x) for x in (ids, mask, features, scored)]
    return Batch(ids=tensors[0], mask=tensors[1], features=tensors[2], scored=tensors[3], targets=targets)


def _tag_targets(cuts: list[tuple[Example, int, int]], name: str, shape: tuple[int, int]) -> Tensor:
    out = np.full(shape, -1, np.int64)
    for row, (e, a, b) in enumerate(cuts):
        if name in e.tags:
            out[row, 1 : b - a + 1] = e.tags[name][a:b]
    return torch.from_numpy(out)


def _link_targets(cuts: list[tuple[Example, int, int]], name: str, shape: tuple[int, int]) -> tuple[Tensor, ...]:
    weight = np.zeros(shape, np.float32)
    allowed = np.zeros((*shape, shape[1]), bool)
    allowed[:, :, 0] = True
    between = np.zeros((*shape, shape[1]), np.uint8)
    for row, (e, a, b) in enumerate(cuts):
        paragraph = e.tokens.paragraph[a:b]
        between[row, 1 : b - a + 1, 1 : b - a + 1] = apart(paragraph - paragraph[:, None])
        for link in e.links.get(name, ()):
            source = link.source[(link.source >= a) & (link.source < b)] - a + 1
            target = link.target[(link.target >= a) & (link.target < b)] - a + 1
            if not len(source) or (len(link.target) and not len(target)):
                continue
            weight[row, source] = 1 / len(source)
            allowed[row, source, 0] = not len(target)
            allowed[row, source[:, None], target[None]] = True
    return torch.from_numpy(weight), torch.from_numpy(allowed), torch.from_numpy(between)


def _role_targets(cuts: list[tuple[Example, int, int]], head: HeadConfig, shape: tuple[int, int]) -> tuple[Tensor, ...]:
    """Return, for each pointing piece: its row, place, role, weight, where it may point, paragraphs apart."""
    at: list[tuple[int, int, int]] = []
    weights, allowed, between = [], [], []
    for row, (e, a, b) in enumerate(cuts):
        paragraph = e.tokens.paragraph[a:b]
        for k, role in enumerate(head.labels):
            for link in e.links.get(f"{head.name}.{role}", ()):
                source = link.source[(link.source >= a) & (link.source < b)] - a + 1
                target = link.target[(link.target >= a) & (link.target < b)] - a + 1
                if not len(source) or (len(link.target) and not len(target)):
                    continue
                may = np.zeros(shape[1], bool)
                may[target if len(target) else 0] = True
                for i in source:
                    apart_ = np.zeros(shape[1], np.uint8)
                    apart_[1 : b - a + 1] = apart(paragraph - paragraph[i - 1])
                    at.append((row, int(i), k))
                    weights.append(1 / len(source))
                    allowed.append(may)
                    between.append(apart_)
    places = np.array(at, np.int64).reshape(-1, 3)
    rows = [np.array(x, t).reshape(-1, shape[1]) for x, t in ((allowed, bool), (between, np.uint8))]
    return tuple(torch.from_numpy(x) for x in (places, np.array(weights, np.float32), *rows))


def _label_targets(cuts: list[tuple[Example, int, int]], name: str, shape: tuple[int, int]) -> tuple[Tensor, ...]:
    """Return, for each labelled span: its row, the mean over its pieces, that over the other's, label and value."""
    row_of, means, others, labels, values = [], [], [], [], []
    for row, (e, a, b) in enumerate(cuts):
        for found in e.labels.get(name, ()):
            whole = np.concatenate([found.span, found.other])
            if not len(found.span) or whole.min() < a or whole.max() >= b:
                continue
            for spans, means_ in ((found.span, means), (found.other, others)):
                mean = np.zeros(shape[1], np.float32)
                mean[spans - a + 1] = 1 / max(len(spans), 1)
                means_.append(mean)
            row_of.append(row)
            labels.append(found.label)
            values.append(found.value)
    return (
        torch.tensor(row_of, dtype=torch.int64),
        torch.from_numpy(np.array(means, np.float32).reshape(-1, shape[1])),
        torch.from_numpy(np.array(others, np.float32).reshape(-1, shape[1])),
        torch.tensor(labels, dtype=torch.int64),
        torch.tensor(values, dtype=torch.float32),
    )
