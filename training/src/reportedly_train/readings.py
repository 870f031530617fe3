"""A teacher for the readings of place names: an encoder that sees the sentence with the name masked.

It is fitted on ReLocaR and GeoWebNews, less the tenth that `places` holds back, and says of many names in other texts
whether they are places or act. The small model of `places` learns from both; the teacher is not kept.
"""

from __future__ import annotations

import gzip
import json
import logging
import random
from typing import TYPE_CHECKING

import torch
from transformers import AutoModel, AutoTokenizer

from reportedly.settle.places.names import find_names
from reportedly.settle.places.table import gazetteer
from reportedly_train.places import marked_readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Item = tuple[str, int, int]  # a text and where a name stands in it

EPOCHS, BATCH, RATE = 6, 16, 1e-4
REACH = 220  # characters on each side of the name
_log = logging.getLogger(__name__)


class Teacher(torch.nn.Module):
    """An encoder with one output over the mask that stands for a name: more than 0 is an actor."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.encoder = AutoModel.from_pretrained(folder)
        self.out = torch.nn.Linear(self.encoder.config.hidden_size, 1)
        self.dropout = torch.nn.Dropout(0.1)

    def forward(self, items: Sequence[Item]) -> torch.Tensor:
        """Return a logit for each item, shape (items,)."""
        mask = self.tokenizer.mask_token
        texts = [t[max(0, a - REACH) : a] + mask + t[b : b + REACH] for t, a, b in items]
        pieces = self.tokenizer(texts, padding=True, truncation=True, max_length=160, return_tensors="pt")
        hidden = self.encoder(**pieces).last_hidden_state
        at = (pieces["input_ids"] == self.tokenizer.mask_token_id).float()
        pooled = (hidden * at[:, :, None]).sum(1) / at.sum(1, keepdim=True).clamp(min=1)
        logits: torch.Tensor = self.out(self.dropout(pooled))[:, 0]
        return logits


def fitted(folder: Path, examples: Sequence[tuple[Item, bool]], seed: int = 0) -> Teacher:
    """Return a teacher fitted on examples."""
    torch.manual_seed(seed)
    order = random.Random(seed)  # noqa: S311 - an order of rows
    teacher = Teacher(folder)
    optimiser = torch.optim.AdamW(teacher.parameters(), lr=RATE, weight_decay=0.01)
    steps = EPOCHS * -(-len(examples) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    teacher.train()
    for epoch in range(EPOCHS):
        rows = order.sample(list(examples), len(examples))
        total = 0.0
        for i in range(0, len(rows), BATCH):
            batch = rows[i : i + BATCH]
            with torch.autocast("cpu", torch.bfloat16):
                logits = teacher([item for item, _ in batch]).float()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                logits, torch.tensor([0.95 if yes else 0.05 for _, yes in batch])
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss)
        _log.info("epoch %d: loss %.4f", epoch + 1, total * BATCH / len(rows))
    return teacher.eval()


@torch.no_grad()
def probabilities(teachers: Sequence[Teacher], items: Sequence[Item]) -> list[float]:
    """Return how likely each name is an actor's, the mean of the teachers."""
    order = sorted(range(len(items)), key=lambda i: len(items[i][0]))
    found = [0.0] * len(items)
    for i in range(0, len(order), 64):
        rows = order[i : i + 64]
        with torch.autocast("cpu", torch.bfloat16):
            logits = torch.stack([t([items[k] for k in rows]).float() for t in teachers])
        for k, p in zip(rows, logits.sigmoid().mean(0).tolist(), strict=True):
            found[k] = p
    return found


def names(data: Path, sets: Sequence[str], limit: int) -> Iterator[Item]:
    """Yield names that the gazetteer has in the texts of training sets, each with its paragraph, so many of a set."""
    table = gazetteer()
    for name in sets:
        given = 0
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                text = row["text"]
                for a, b in find_names(text, table):
                    yield text[max(0, a - 2 * REACH) : b + 2 * REACH], min(a, 2 * REACH), min(a, 2 * REACH) + b - a
                    given += 1
                if given >= limit:
                    break


def write(data: Path, encoder: Path, sets: Sequence[str], limit: int, out: Path, teachers: int = 2) -> None:
    """Write what teachers say of names as rows of `text`, `start`, `end`, `actor` (0..1)."""
    marked = list(marked_readings(data))
    train = [((e.text, *e.span), e.yes) for e in marked if e.fold]
    held = [((e.text, *e.span), e.yes) for e in marked if not e.fold]
    models = [fitted(encoder, train, seed) for seed in range(teachers)]
    said = probabilities(models, [item for item, _ in held])
    right = sum((p > 0.5) == yes for p, (_, yes) in zip(said, held, strict=True))
    _log.info("held back: %d of %d right", right, len(held))
    items = list(dict.fromkeys(names(data, sets, limit)))
    _log.info("%d names in other texts", len(items))
    out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(out, "wt", encoding="utf-8") as file:
        for (text, a, b), p in zip(items, probabilities(models, items), strict=True):
            file.write(json.dumps({"text": text, "start": a, "end": b, "actor": round(p, 3)}) + "\n")
