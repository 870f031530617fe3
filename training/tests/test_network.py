"""The losses against enumeration; not part of CI (they need torch): pytest training/tests."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from reportedly.decode.tags import tag_names
from reportedly_train.config import HeadConfig
from reportedly_train.data import crops
from reportedly_train.network import LinkHead, TagHead

TAGS = HeadConfig(name="t", kind="tags", layer="x", labels=("a",))
LINK = HeadConfig(name="l", kind="link", layer="x", source="a", target="b", size=4)


def brute(emissions: torch.Tensor, head: TagHead, target: list[int]) -> torch.Tensor:
    """-log p of all tag sequences that agree with the target."""
    table = head.transitions()
    everything, right = [], []
    for path in itertools.product(range(5), repeat=len(target)):
        score = sum(emissions[i, t] for i, t in enumerate(path))
        score = score + sum(table[a, b] for a, b in itertools.pairwise(path))
        everything.append(score)
        if all(t in (-1, p) for t, p in zip(target, path, strict=True)):
            right.append(score)
    return torch.logsumexp(torch.stack(everything), 0) - torch.logsumexp(torch.stack(right), 0)


@pytest.mark.parametrize("target", [[0, 4, 0], [1, 2, 3], [-1, 4, -1], [-1, -1, -1]])
def test_tag_loss_is_the_crf_likelihood(target: list[int]) -> None:
    torch.manual_seed(0)
    head = TagHead(TAGS, 8)
    torch.nn.init.normal_(head.transition)
    assert tag_names(TAGS.labels) == ["O", "B-a", "I-a", "E-a", "S-a"]
    out = {"t": torch.randn(1, 5, 5)}
    mask = torch.tensor([[True, True, True, True, False]])
    loss = head.loss(out, torch.tensor([[-1, *target, -1]]), mask)
    assert torch.allclose(loss * 3, brute(out["t"][0, 1:4], head, target), atol=1e-3)


def test_link_loss_sums_over_the_pieces_of_the_target() -> None:
    torch.manual_seed(0)
    head = LinkHead(LINK, 8)
    out = head(torch.randn(1, 5, 8))
    weight = torch.tensor([[0, 1.0, 0, 0, 0]])
    allowed = torch.zeros(1, 5, 5, dtype=torch.bool)
    allowed[0, :, 0] = True
    allowed[0, 1] = torch.tensor([False, False, True, True, False])
    mask = torch.tensor([[True] * 4 + [False]])
    loss = head.loss(out, (weight, allowed, torch.full((1, 5, 5), 3, dtype=torch.uint8)), mask)
    p = torch.softmax((out["l.query"][0, 1] @ out["l.key"][0, :4].T), 0)
    assert torch.allclose(loss, -torch.log(p[2] + p[3]), atol=1e-4)


@pytest.mark.parametrize("n", [1, 200, 254, 255, 900])
def test_crops_cover_the_text(n: int) -> None:
    for seed in range(20):
        cuts = crops(n, 254, np.random.default_rng(seed))
        assert set(range(n)) == {i for a, b in cuts for i in range(a, b)}
        assert all(0 <= a < b <= n and b - a <= 254 for a, b in cuts)
