"""A trained network -> a model folder: ONNX, fused, int8; refused unless it agrees with torch and keeps its scores."""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from reportedly.encoder import Encoder
from reportedly.encoder.manifest import Manifest, sha256
from reportedly.encoder.tokens import FEATURES
from reportedly_train.evaluate import attribution_scores, manifest_of, reader, tables
from reportedly_train.train import build, load_sets, tokenizer_of

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

    from reportedly_train.config import Config
    from reportedly_train.network import Network

log = logging.getLogger(__name__)
TOLERANCE = 2e-3  # largest difference of a score between torch and fp32 ONNX
INT8_LOSS = 0.5  # F1 points on dev that int8 may cost, for each measure


class ExportError(Exception):
    """The exported model is not what was trained."""


class _Flat(torch.nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        return tuple(self.network(ids, mask, features).values())


def export(config: Config, *, checkpoint: Path, encoder: Path, data: Path, out: Path, work: Path, name: str,
           dev_rows: int = 0) -> None:  # fmt: skip
    """Write the model folder `out`.

    Raises:
        ExportError: ONNX and torch disagree on a fixed batch, or int8 loses more than 0.5 F1 on dev.
    """
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    tokenizer, specials = tokenizer_of(encoder)
    network = build(config, encoder, pretrained=False, attention="eager").eval()
    network.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["network"])
    plain, fused, small = (work / f"{x}.onnx" for x in ("plain", "fused", "int8"))
    names = to_onnx(network, plain)
    fuse(plain, fused, network.encoder.config)
    quantize_dynamic(fused, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False,
                     extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT})  # fmt: skip
    agree(network, fused, names, config)
    _, rows = load_sets(config.dev, data, tokenizer, config, only_open=False)
    rows = [r for r in rows if "attributions" in r][: dev_rows or None]
    full = attribution_scores(list(reader(network, config, tokenizer, specials).read(r["text"] for r in rows)), rows)
    trial = work / "folder"
    trial.mkdir(exist_ok=True)
    shutil.copy(small, trial / "model.onnx")
    tokenizer.save(str(trial / "tokenizer.json"), pretty=False)
    manifest = manifest_of(
        config,
        specials,
        tables(network),
        name=name,
        files={f: sha256(trial / f) for f in ("model.onnx", "tokenizer.json")},
        data={s.path: sha256(data / s.path) for s in (*config.train, *config.dev) if (data / s.path).exists()},
    )
    _save(manifest, trial)
    ours = attribution_scores(list(Encoder.load(trial).read(r["text"] for r in rows)), rows)
    log.info("torch %s", full)
    log.info("int8  %s", ours)
    if worse := [x for x in full if ours[x] < full[x] - INT8_LOSS]:
        raise ExportError(f"int8 loses more than {INT8_LOSS} F1: {worse}")
    _save(replace(manifest, scores={x: round(v, 2) for x, v in ours.items()}), trial)
    shutil.copytree(trial, out, dirs_exist_ok=True)


def _save(manifest: Manifest, folder: Path) -> None:
    (folder / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def to_onnx(network: Network, path: Path) -> list[str]:
    """Write plain fp32 ONNX with free batch and length; return the names of its outputs."""
    ids = torch.ones(2, 16, dtype=torch.int64)
    inputs = (ids, torch.ones_like(ids), torch.zeros(2, 16, len(FEATURES), dtype=torch.int64))
    with torch.inference_mode():
        names = list(network(*inputs))
    axes = {n: {0: "batch", 1: "length"} for n in ("ids", "mask", "features", *names)}
    torch.onnx.export(_Flat(network).eval(), inputs, str(path), input_names=["ids", "mask", "features"], output_names=names,
                      dynamic_axes=axes, opset_version=17, dynamo=False)  # fmt: skip
    return names


def fuse(plain: Path, fused: Path, settings: Any) -> None:
    """Fuse attention, layer normalisation and GELU where the optimiser knows the encoder's kind."""
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    model = optimize_model(str(plain), model_type="bert", num_heads=settings.num_attention_heads,
                           hidden_size=settings.hidden_size, optimization_options=options, opt_level=1)  # fmt: skip
    log.info("fused: %s", model.get_fused_operator_statistics())
    model.save_model_to_file(str(fused))


def session(path: Path, threads: int = 2) -> onnxruntime.InferenceSession:
    """Open a model on the CPU."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def agree(network: Network, fused: Path, names: list[str], config: Config) -> None:
    """Compare torch and ONNX on a fixed batch of two lengths."""
    rng = np.random.default_rng(0)
    shape = (3, config.window)
    ids = rng.integers(1000, network.encoder.config.vocab_size, shape)
    mask = np.ones(shape, np.int64)
    mask[1, config.window // 2 :] = 0
    features = np.stack([rng.integers(0, n, shape) for n in FEATURES.values()], axis=-1)
    found = session(fused).run(names, {"ids": ids, "mask": mask, "features": features})
    with torch.inference_mode():
        wanted = network(*(torch.from_numpy(x) for x in (ids, mask, features)))
    for name, values in zip(names, found, strict=True):
        worst = float(np.abs(values - wanted[name].numpy())[mask == 1].max())
        log.info("torch and ONNX differ by at most %.2e in %s", worst, name)
        if worst > TOLERANCE:
            raise ExportError(f"{name}: torch and ONNX differ by {worst}")
