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

    def table(self) -> Tensor:
        """Return the transitions."""
        return self.transitions()

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

    def table(self) -> Tensor:
        """Return the bias."""
        return self.bias

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


class RoleHead(nn.Module):
    """A trigger's pieces point to the spans that have a role, a query for each role and one key for all."""

    def __init__(self, config: HeadConfig, width: int) -> None:
        super().__init__()
        self.config = config
        inner, roles = width // 2, len(config.labels)
        self.query = nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Linear(inner, roles * config.size))
        self.key = nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Linear(inner, config.size))
        self.bias = nn.Parameter(torch.zeros(roles, APART, DISTANCES))

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        name, scale = self.config.name, self.config.size**-0.5
        return {f"{name}.query": self.query(hidden) * scale, f"{name}.key": self.key(hidden)}

    def table(self) -> Tensor:
        """Return the biases of the roles below each other."""
        return self.bias.flatten(0, 1)

    def loss(self, out: dict[str, Tensor], target: tuple[Tensor, ...], mask: Tensor) -> Tensor:
        """`target`: as `batches._role_targets` makes it."""
        at, weight, allowed, between = target
        row, place, role = at.T
        name = self.config.name
        query = out[f"{name}.query"].float()[row, place].unflatten(-1, (-1, self.config.size))
        query = query[torch.arange(len(role), device=role.device), role]
        scores = torch.einsum("kd,knd->kn", query, out[f"{name}.key"].float()[row])
        buckets = torch.from_numpy(distance((torch.arange(scores.shape[1]) - place.cpu()[:, None]).numpy()))
        bias = self.bias[role[:, None], between.long(), buckets.to(role.device)]
        first = torch.arange(scores.shape[1], device=bias.device) == 0  # the first piece stands for "none"
        scores = (scores + bias.masked_fill(first, 0.0)).masked_fill(~mask[row], FORBIDDEN)
        right = torch.logsumexp(scores.masked_fill(~allowed, FORBIDDEN), -1)
        return (weight * (torch.logsumexp(scores, -1) - right)).sum() / weight.sum().clamp(min=1)


class ClassHead(nn.Module):
    """What a span is: the mean of its pieces' logits; with a single label, a value."""

    def __init__(self, config: HeadConfig, width: int) -> None:
        super().__init__()
        self.config = config
        self.logits = nn.Sequential(
            nn.Linear(width, config.size), nn.GELU(), nn.Linear(config.size, len(config.labels))
        )

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        return {self.config.name: self.logits(hidden)}

    def loss(self, out: dict[str, Tensor], target: tuple[Tensor, ...], mask: Tensor) -> Tensor:  # noqa: ARG002
        """`target`: as `batches._label_targets` makes it; cross-entropy, or smooth L1 of a value."""
        row, mean, _, labels, values = target
        logits = torch.einsum("kn,knc->kc", mean, out[self.config.name].float()[row])
        if len(self.config.labels) == 1:
            return nn.functional.smooth_l1_loss(logits[:, 0], values, reduction="sum") / max(len(row), 1)
        return nn.functional.cross_entropy(logits, labels, reduction="sum") / max(len(row), 1)


class PairHead(nn.Module):
    """What holds between two spans: a layer over their mean projections and what a text has to say around them."""

    def __init__(self, config: HeadConfig, width: int) -> None:
        super().__init__()
        self.config = config
        self.source = nn.Linear(width, config.size)
        self.target = nn.Linear(width, config.size)
        self.around = nn.Linear(width, config.size + 1)  # the last column weighs a piece
        self.drop = nn.Dropout(0.1)
        self.logits = nn.Linear(config.size, len(config.labels))

    def forward(self, hidden: Tensor) -> dict[str, Tensor]:
        name = self.config.name
        return {f"{name}.{x}": getattr(self, x)(hidden) for x in ("source", "target", "around")}

    def table(self) -> Tensor:
        """Return weights and bias of the last layer side by side."""
        return torch.cat([self.logits.weight, self.logits.bias[:, None]], 1)

    def loss(self, out: dict[str, Tensor], target: tuple[Tensor, ...], mask: Tensor) -> Tensor:
        """`target`: as `batches._label_targets` makes it."""
        row, mean, other, labels, _ = target
        source, goal, around = (out[f"{self.config.name}.{x}"].float()[row] for x in ("source", "target", "around"))
        here = mask[row].clone()
        here[:, 0] = False
        weight = around[..., -1].masked_fill(~here, FORBIDDEN).softmax(-1)
        joint = torch.einsum("kn,knd->kd", mean, source) + torch.einsum("kn,knd->kd", other, goal)
        joint = joint + torch.einsum("kn,knd->kd", weight, around[..., :-1])
        logits = self.logits(self.drop(torch.tanh(joint)))
        return nn.functional.cross_entropy(logits, labels, reduction="sum") / max(len(row), 1)


HEADS = {"tags": TagHead, "link": LinkHead, "roles": RoleHead, "class": ClassHead, "pair": PairHead}


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
        hidden = self.encoder(
            inputs_embeds=words, attention_mask=mask, position_ids=self._places(ids)
        ).last_hidden_state
        hidden = self.dropout(hidden)
        out: dict[str, Tensor] = {}
        for head in self.heads.values():
            out.update(head(hidden))
        return out

    def _places(self, ids: Tensor) -> Tensor:
        """Return the positions of the pieces: in training they begin anywhere, the first piece's alone is always 0.

        Sets that consist of sentences would else teach some heads the early positions only, and unteach others these.
        """
        places = torch.arange(ids.shape[1], device=ids.device).expand(ids.shape)
        if not self.training:
            return places
        room = self.encoder.config.max_position_embeddings - ids.shape[1]
        shift = torch.randint(0, room // 2, (len(ids), 1), device=ids.device)
        return torch.where(places > 0, places + shift, places)

    def loss(self, out: dict[str, Tensor], targets: dict[str, Any], mask: Tensor) -> dict[str, Tensor]:
        """Return the weighted loss of each head that the batch annotates."""
        return {n: h.config.weight * h.loss(out, targets[n], mask) for n, h in self.heads.items() if n in targets}
