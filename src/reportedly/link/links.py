"""What a link is, and how points for and against become a score."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two rows that mean the same: `score` from 0 to 1, `reason` in words that a person can check."""

    score: float
    reason: str


@cache
def weights(kind: str) -> dict[str, float]:
    """Return the weights of a kind of link ("events", "reports"), as training wrote them; `threshold` is a score."""
    stored = json.loads(files("reportedly.link").joinpath("weights.json").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in stored[kind].items()}


def score(points: Mapping[str, float], weight: Mapping[str, float]) -> float:
    """Return the probability, 0 to 1, of a logistic model: its weights of the points, and its bias."""
    total = weight["bias"] + math.fsum(weight.get(name, 0.0) * value for name, value in points.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def listed(parts: list[str]) -> str:
    """Return reasons as one line."""
    return ", ".join(parts) or "alike in many small ways"
