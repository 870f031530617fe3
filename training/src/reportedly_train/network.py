"""One shared encoder, surface features, and the heads that a config lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from reportedly.decode.tags import FORBIDDEN, legal_transitions
from reportedly.encoder.reading import APART, DISTANCES, distance
from reportedly.encoder.tokens import FEATURES

if TYPE_CHECKING:
    from reportedly_train.config import HeadConfig


class TagHead(nn.Module):
    """A linear-chain CRF over BIOES tags. Source: Lafferty et al. 2001; partial tags: Bellare and McCallum 2007."""

    def __init__(self, config: HeadConfig, width: int) -> None:
        super().__init__()
        self.config = config
        legal = torch.from_numpy(legal_transitions(config.labels))
        self.emit = nn.Linear(width, len(legal))
        self.transition = nn.Parameter(torch.zeros(legal.shape))
        self.register_buffer("forbidden", torch.where(legal, 0.0, FORBIDDEN))

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        return {self.config.name: self.emit(hidden)}

    def transitions(self) -> Tensor:
        """Return the (tags, tags) log potentials, forbidden ones very low."""
        return self.transition + self.forbidden

    def loss(self, out: dict[str, Tensor], target: Tensor, mask: Tensor) -> Tensor:
        """Return the mean over pieces of log Z - log Z(sequences that agree with `target`; -1 agrees with all)."""
        emissions = out[self.config.name].float()[:, 1:]
        target, mask = target[:, 1:], mask[:, 1:]
        tags = torch.arange(emissions.shape[-1], device=emissions.device)
        agrees = (target[..., None] == tags) | (target[..., None] < 0)
        both = torch.cat([emissions, emissions.masked_fill(~agrees, FORBIDDEN)])
        z = self._log_z(both, mask.repeat(2, 1))
        free, held = z.chunk(2)
        return (free - held).sum() / mask.sum()

    def _log_z(self, emissions: Tensor, mask: Tensor) -> Tensor:
        into = self.transitions().T[None]
        alpha = emissions[:, 0]
        for i in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, None] + into, dim=-1) + emissions[:, i]
            alpha = torch.where(mask[:, i, None], step, alpha)
        return torch.logsumexp(alpha, dim=-1)


class LinkHead(nn.Module):
    """Each piece of a source span points to the pieces of one target span, or to the first piece for none.

    A pointer as in Vinyals et al. 2015 with the probability summed over the target's pieces.
    """

    def __init__(self, config: HeadConfig, width: int) -> None:
        super().__init__()
        self.config = config
        self.query = nn.Sequential(nn.Linear(width, width // 2), nn.GELU(), nn.Linear(width // 2, config.size))
        self.key = nn.Sequential(nn.Linear(width, width // 2), nn.GELU(), nn.Linear(width // 2, config.size))
        self.bias = nn.Parameter(torch.zeros(APART, DISTANCES))

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        name, scale = self.config.name, self.config.size**-0.5
        return {f"{name}.query": self.query(hidden) * scale, f"{name}.key": self.key(hidden)}

    def loss(self, out: dict[str, Tensor], target: tuple[Tensor, ...], mask: Tensor) -> Tensor:
        """`target`: weights of the pointing pieces (batch, n); where each may point, paragraphs apart (batch, n, n)."""
        weight, allowed, between = target
        name = self.config.name
        scores = out[f"{name}.query"].float() @ out[f"{name}.key"].float().transpose(1, 2)
        place = torch.arange(scores.shape[1])
        buckets = torch.from_numpy(distance((place - place[:, None]).numpy())).to(scores.device)
        bias = self.bias[between.long(), buckets]
        bias[:, :, 0] = 0  # the first piece stands for "none"
        scores = (scores + bias).masked_fill(~mask[:, None], FORBIDDEN)
        right = torch.logsumexp(scores.masked_fill(~allowed, FORBIDDEN), -1)
        return (weight * (torch.logsumexp(scores, -1) - right)).sum() / weight.sum().clamp(min=1)


HEADS = {"tags": TagHead, "link": LinkHead}


class Network(nn.Module):
    """`ids`, `mask`, `features` -> the outputs of all heads, by name."""

    def __init__(self, encoder: nn.Module, heads: tuple[HeadConfig, ...], dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.features = nn.ModuleList(nn.Embedding(size, width) for size in FEATURES.values())
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({h.name: HEADS[h.kind](h, width) for h in heads})

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> dict[str, Tensor]:
        words = self.encoder.get_input_embeddings()(ids)
        for i, table in enumerate(self.features):
            words = words + table(features[..., i])
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        out: dict[str, Tensor] = {}
        for head in self.heads.values():
            out.update(head(hidden))
        return out

    def loss(self, out: dict[str, Tensor], targets: dict[str, Any], mask: Tensor) -> dict[str, Tensor]:
        """Return the weighted loss of each head that the batch annotates."""
        return {n: h.config.weight * h.loss(out, targets[n], mask) for n, h in self.heads.items() if n in targets}
