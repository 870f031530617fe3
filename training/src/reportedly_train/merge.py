"""Weights between those of several runs from one start ("model soups", Wortsman et al. 2022)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from torch import Tensor


def merge(runs: Sequence[Path], *, toward: Path, encoder: float, heads: float, out: Path) -> None:
    """Write the mean of runs, moved toward another run's weights where both have them.

    Args:
        runs: checkpoints with the same heads.
        toward: a checkpoint that may lack some of the heads; those stay as they are.
        encoder: how far to move the encoder: 0 (not at all) to 1 (all the way).
        heads: how far to move the heads.
        out: a checkpoint to write.
    """
    first, *others = (_weights(p) for p in runs)
    goal = _weights(toward)
    merged = {}
    for name, value in first.items():
        mean = value
        if value.is_floating_point():
            mean = torch.stack([value.float(), *(o[name].float() for o in others)]).mean(0)
            if name in goal and goal[name].shape == mean.shape:
                mean = mean.lerp(goal[name].float(), heads if name.startswith("heads.") else encoder)
        merged[name] = mean
    torch.save({"network": merged}, out)


def _weights(checkpoint: Path) -> dict[str, Tensor]:
    weights: dict[str, Tensor] = torch.load(checkpoint, map_location="cpu", weights_only=True)["network"]
    return weights
