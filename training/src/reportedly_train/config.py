"""One run as a TOML file: sets, heads, schedule. Unknown keys are errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadConfig:
    """A head on the shared encoder.

    `kind` "tags": one BIOES tag sequence over `labels`, spans of the layer `layer` of a row.
    `kind` "link": each span of label `source` points to one span of label `target`, or to none.
    `kind` "roles": each span points to those that have the role of a label to it, or to none.
    `kind` "class": a span is one of `labels`; with one label alone its logit is a value.
    `kind` "pair": what holds between two spans is one of `labels`.
    """

    name: str
    kind: str
    layer: str
    labels: tuple[str, ...] = ()
    source: str = ""
    target: str = ""
    size: int = 64
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetConfig:
    """A data file (below the data folder, or as given), the heads it trains, how much of it is seen each epoch.

    `share` 0.3 is three texts of ten, 2 each text twice. `path` may be a pattern ("training/events/*.txt"); `part`
    "train" or "dev" takes or leaves every eighth text, for sets that have no dev part of their own.
    """

    path: str
    heads: tuple[str, ...]
    licence: str  # "open" or "restricted", as found in the data's own table
    share: float = 1.0
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that decides a run."""

    heads: tuple[HeadConfig, ...]
    train: tuple[SetConfig, ...]
    dev: tuple[SetConfig, ...]
    window: int = 256
    context: int = 40
    batch: int = 8
    epochs: float = 3
    learning_rate: float = 3e-4
    head_learning_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.1
    average: float = 0.998
    join: int = 0  # how often each epoch the texts of sets given by a pattern are also joined to long ones
    seed: int = 1
    thresholds: dict[str, float] = field(default_factory=dict)
    freeze: tuple[str, ...] = field(default=())


def load(path: Path) -> Config:
    """Read a run's TOML file."""
    return msgspec.toml.decode(path.read_bytes(), type=Config)
