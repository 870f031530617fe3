"""Dev scores through the runtime's own windows and decoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from reportedly.decode.spans import attributions
from reportedly.encoder.reading import LinkScores, Reading, TagScores
from reportedly.encoder.windows import windows
from reportedly_train.batches import collate

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly_train.batches import Batch, Specials
    from reportedly_train.config import Config
    from reportedly_train.data import Example
    from reportedly_train.network import Network

Forward = "Callable[[Batch], dict[str, np.ndarray]]"


def readings(
    forward: Callable[[Batch], dict[str, Any]], examples: list[Example], config: Config, specials: Specials,
    tables: dict[str, Any], batch: int = 16,
) -> list[Reading]:  # fmt: skip
    """Return one Reading an example; `forward` maps a batch to numpy outputs."""
    cuts = [(i, w) for i, e in enumerate(examples)
            for w in windows(e.tokens.paragraph, size=config.window - 2, context=config.context)]  # fmt: skip
    kept: list[dict[str, list[tuple[int, Any]]]] = [{} for _ in examples]
    order = sorted(range(len(cuts)), key=lambda k: cuts[k][1].end - cuts[k][1].start)
    for at in range(0, len(order), batch):
        group = [cuts[k] for k in order[at : at + batch]]
        out = forward(collate([(examples[i], w.start, w.end) for i, w in group], (), specials))
        for head in config.heads:
            if head.kind == "link":
                q, k = out[f"{head.name}.query"], out[f"{head.name}.key"]
                out[f"{head.name}.null"] = np.einsum("bld,bd->bl", q, k[:, 0])
        for row, (i, w) in enumerate(group):
            core = slice(w.core_start - w.start + 1, w.core_end - w.start + 1)
            for name, values in out.items():
                kept[i].setdefault(name, []).append((w.core_start, values[row, core]))
    return [_reading(e, k, config, tables) for e, k in zip(examples, kept, strict=True)]


def _reading(e: Example, kept: dict[str, list[tuple[int, Any]]], config: Config, tables: dict[str, Any]) -> Reading:
    whole = {n: np.concatenate([v for _, v in sorted(parts, key=lambda p: p[0])]) for n, parts in kept.items()}
    tags = {h.name: TagScores(labels=h.labels, emissions=whole[h.name], transitions=tables[h.name])
            for h in config.heads if h.kind == "tags"}  # fmt: skip
    links = {h.name: LinkScores(**{x: whole[f"{h.name}.{x}"] for x in ("query", "key", "null")}, bias=tables[h.name])
             for h in config.heads if h.kind == "link"}  # fmt: skip
    return Reading(tokens=e.tokens, tags=tags, links=links)


def torch_forward(network: Network) -> Callable[[Batch], dict[str, Any]]:
    """Run a network in evaluation mode and return float32 numpy outputs."""
    device = next(network.parameters()).device

    def forward(batch: Batch) -> dict[str, Any]:
        network.eval()
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16):
            out = network(batch.ids.to(device), batch.mask.to(device), batch.features.to(device))
        return {n: v.float().cpu().numpy() for n, v in out.items()}

    return forward


def tables(network: Network) -> dict[str, Any]:
    """Return what decoding needs beside the outputs: CRF transitions of tag heads, distance bias of link heads."""
    found = {n: h.transitions() if h.config.kind == "tags" else h.bias for n, h in network.heads.items()}
    return {n: t.detach().float().cpu().numpy() for n, t in found.items()}


def attribution_scores(found: list[Reading], gold: list[dict[str, Any]]) -> dict[str, float]:
    """Exact span F1 on piece boundaries and linked F1 (content Jaccard >= 0.5, sources and cues overlap), in percent."""
    count = {x: [0, 0, 0] for x in ("source", "cue", "content")}
    linked = [0, 0, 0]
    for reading, row in zip(found, gold, strict=True):
        t = reading.tokens
        ours = []
        for a in attributions(reading):
            ours.append(
                {
                    x: [(int(t.start[s.first]), int(t.end[s.stop - 1])) for s in spans if s]
                    for x, spans in (("source", [a.source]), ("cue", [a.cue]), ("content", a.content))
                }
            )
        for x, tally in count.items():
            g = {_snap(t, s, e) for a in row["attributions"] for s, e in a[x]}
            p = {_snap(t, s, e) for a in ours for s, e in a[x]}
            for i, k in enumerate((len(g & p), len(p), len(g))):
                tally[i] += k
        linked[0] += _linked(ours, row["attributions"])
        linked[1] += len(ours)
        linked[2] += len(row["attributions"])
    scores = {x: 100 * 2 * c / max(p + g, 1) for x, (c, p, g) in count.items()}
    return scores | {"linked": 100 * 2 * linked[0] / max(linked[1] + linked[2], 1)}


def _snap(t: Any, start: int, end: int) -> tuple[int, int]:
    return int(np.searchsorted(t.end, start, "right")), int(np.searchsorted(t.start, end, "left"))


def _chars(spans: Any) -> set[int]:
    return {i for s, e in spans for i in range(s, e)}


def _linked(ours: list[dict[str, Any]], gold: list[dict[str, Any]]) -> int:
    """Greedy one-to-one matching by content; enough for choosing a checkpoint (the benchmark matches exactly)."""
    a = [{x: _chars(o[x]) for x in o} for o in ours]
    b = [{x: _chars(g[x]) for x in ("source", "cue", "content")} for g in gold]
    pairs = sorted(
        (
            (len(p["content"] & g["content"]) / len(p["content"] | g["content"]), i, j)
            for i, p in enumerate(a)
            for j, g in enumerate(b)
            if p["content"] & g["content"]
        ),
        reverse=True,
    )
    used_i, used_j, right = set(), set(), 0
    for score, i, j in pairs:
        if i in used_i or j in used_j:
            continue
        used_i.add(i)
        used_j.add(j)
        p, g = a[i], b[j]
        sources = bool(p["source"] & g["source"]) or not (p["source"] or g["source"])
        right += score >= 0.5 and sources and bool(p["cue"] & g["cue"])
    return right
