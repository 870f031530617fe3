"""Dev scores through the runtime's own windows and decoding."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from reportedly.decode.spans import attributions
from reportedly.encoder import Encoder
from reportedly.encoder.engine import outputs
from reportedly.encoder.manifest import FORMAT, Head, Manifest
from reportedly.encoder.tokens import FEATURES

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from reportedly.encoder import Reading
    from reportedly_train.batches import Specials
    from reportedly_train.config import Config, HeadConfig
    from reportedly_train.network import Network


class TorchSession:
    """A network where the runtime expects an ONNX session."""

    def __init__(self, network: Network) -> None:
        self.network = network.eval()
        self.device = next(network.parameters()).device

    def get_outputs(self) -> list[SimpleNamespace]:
        """Return one object with a `name` for each output."""
        return [
            SimpleNamespace(name=n) for h in self.network.heads.values() for n in outputs(h.config.name, h.config.kind)
        ]

    def run(self, names: list[str], feed: dict[str, Any]) -> list[Any]:
        """Return float32 numpy outputs by name."""
        inputs = [torch.from_numpy(feed[x]).to(self.device) for x in ("ids", "mask", "features")]
        with torch.inference_mode(), torch.autocast(self.device.type, torch.bfloat16):
            out = self.network(*inputs)
        return [out[n].float().cpu().numpy() for n in names]


def manifest_of(config: Config, specials: Specials, found: dict[str, Any], **fields: Any) -> Manifest:
    """Return what a model folder of these weights says of itself; `found` are its `tables`."""
    return Manifest(
        **{"format": FORMAT, "name": "", "files": {"model.onnx": ""}, **fields},
        window=config.window,
        context=config.context,
        specials={"first": specials.first, "last": specials.last, "pad": specials.pad},
        features=FEATURES,
        thresholds=config.thresholds,
        heads=tuple(_head(h, found[h.name].tolist()) for h in config.heads),
    )


def _head(head: HeadConfig, table: list[list[float]]) -> Head:
    rows = tuple(tuple(round(x, 4) for x in row) for row in table)
    return Head(name=head.name, kind=head.kind, labels=head.labels, table=rows)


def reader(network: Network, config: Config, tokenizer: Tokenizer, specials: Specials) -> Encoder:
    """Return the runtime's encoder over a network in training."""
    manifest = manifest_of(config, specials, tables(network))
    return Encoder(manifest, tokenizer, TorchSession(network), threads=1, batch=16)


def tables(network: Network) -> dict[str, Any]:
    """Return the table of each head that decoding needs beside its outputs; an empty one for class heads."""
    none = torch.zeros(0, 0)
    found = {n: h.table() if hasattr(h, "table") else none for n, h in network.heads.items()}
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
