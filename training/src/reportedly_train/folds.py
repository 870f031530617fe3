"""Cross-validation of small sets: train on four fifths, score the rest, five times."""

from __future__ import annotations

import copy
import json
import logging
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from reportedly.decode.tags import decode_tags
from reportedly_train.batches import epoch
from reportedly_train.data import example, pieces, rows
from reportedly_train.evaluate import reader
from reportedly_train.train import build, mix, optimizer_of, paths_of, schedule, start_from, tokenizer_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportedly.encoder import Reading
    from reportedly_train.config import Config

log = logging.getLogger(__name__)
FOLDS = 5


def folds(config: Config, *, data: Path, encoder: Path, out: Path, init: Path | None = None, only: int = FOLDS) -> None:
    """Train and score each fold of the config's train sets (their rows by turns), and write what was found to `out`.

    Args:
        config: a run; its sets are divided, its dev sets are not used.
        data: the data folder.
        encoder: folder of the pretrained encoder.
        out: a JSON Lines file: for each row of a held-out fold its gold and predicted labels or spans.
        init: checkpoint to start each fold from.
        only: how many folds to run.
    """
    tokenizer, specials = tokenizer_of(encoder)
    sets = [(entry, [r for p in paths_of(entry, data) for r in rows(p)]) for entry in config.train]
    found: list[dict[str, Any]] = []
    for k in range(only):
        torch.manual_seed(config.seed)
        rng = np.random.default_rng(config.seed)
        heads = {s.path: tuple(h for h in config.heads if h.name in s.heads) for s in config.train}
        train = [example(r, tokenizer, heads[s.path], s.share) for s, all_ in sets for i, r in enumerate(all_)
                 if i % FOLDS != k]  # fmt: skip
        network = build(config, encoder)
        if init:
            start_from(network, init)
        for name, p in network.named_parameters():
            p.requires_grad = not any(x in name for x in config.freeze)
        optimizer = optimizer_of(network, config)
        average = copy.deepcopy(network).eval()
        plan = [b for _ in range(int(config.epochs))
                for b in epoch(train, config.heads, specials, size=config.window, batch=config.batch, rng=rng)]  # fmt: skip
        for step, batch in enumerate(plan):
            network.train()
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * schedule(step, len(plan), config.warmup)
            with torch.autocast("cpu", torch.bfloat16):
                outputs = network(batch.ids, batch.mask, batch.features)
            torch.stack(list(network.loss(outputs, batch.targets, batch.scored).values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            mix(average, network, min(config.average, (1 + step) / (10 + step)))
        for entry, all_ in sets:
            held = [r for i, r in enumerate(all_) if i % FOLDS == k]
            part = replace(config, heads=tuple(network.heads[h].config for h in network.heads))
            for reading, row in zip(reader(average, part, tokenizer, specials).read(r["text"] for r in held), held,
                                    strict=True):  # fmt: skip
                found += [{"fold": k, "set": row["set"], **x} for x in _compared(reading, row, entry.heads)]
        log.info("fold %d: %s", k, summary([f for f in found if f["fold"] == k]))
    log.info("all: %s", summary(found))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(json.dumps(f) + "\n" for f in found), encoding="utf-8")


def _compared(reading: Reading, row: dict[str, Any], heads: tuple[str, ...]) -> list[dict[str, Any]]:
    t, out = reading.tokens, []
    if "relation" in heads:
        head = reading.pairs["relation"]
        for r in row.get("relations", ()):
            one, other = (np.concatenate([np.arange(*pieces(t, *s)) for s in r[x]]) for x in ("source", "target"))
            shares = head.of(one, other)
            out.append({"id": row["id"], "gold": r["label"], "found": head.labels[int(shares.argmax())],
                        "scores": [round(float(x), 4) for x in shares]})  # fmt: skip
    if "dyad" in heads:
        spans = decode_tags(reading.tags["dyad"])
        ours = sorted({(s.label, int(t.start[s.first]), int(t.end[s.stop - 1])) for s in spans})
        gold = sorted({(x, *s) for g in row["dyads"] for x, all_ in g.items() for s in all_})
        out.append({"gold_spans": gold, "found_spans": ours})
    return out


def summary(found: list[dict[str, Any]]) -> dict[str, float]:
    """Return macro-F1 over labels and strict span F1 over span labels, in percent."""
    scores: dict[str, float] = {}
    labelled = [f for f in found if "found" in f]
    if labelled:
        right = Counter(f["gold"] for f in labelled if f["gold"] == f["found"])
        both = Counter(f["gold"] for f in labelled) + Counter(f["found"] for f in labelled)
        scores["macro"] = 100 * float(np.mean([2 * right[x] / both[x] for x in {f["gold"] for f in labelled}]))
    spans = [({tuple(s) for s in f["gold_spans"]}, {tuple(s) for s in f["found_spans"]}) for f in found
             if "found_spans" in f]  # fmt: skip
    if spans:
        both_spans = sum(len(g) + len(p) for g, p in spans)
        scores["spans"] = 100 * 2 * sum(len(g & p) for g, p in spans) / max(both_spans, 1)
    return scores
