"""Texts -> Readings: windows of several texts share a batch, threads share one ONNX session."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from reportedly.encoder.manifest import Head, Manifest, load_manifest
from reportedly.encoder.reading import APART, ClassScores, LinkScores, PairScores, Reading, TagScores
from reportedly.encoder.tokens import FEATURES, Tokens, tokenize
from reportedly.encoder.windows import Window, windows
from reportedly.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from numpy.typing import NDArray

    Scores = dict[str, NDArray[np.float32]]

SHIPPED = Path(__file__).parents[1] / "models" / "default"


TOGETHER = 12_000  # pieces of text whose windows share batches


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Texts that are computed together: their windows in batches, each with its result to come."""

    texts: list[Tokens]
    runs: list[tuple[list[tuple[int, Window]], Future[list[Scores]]]]


class Encoder:
    """A loaded model folder. Reading never opens a connection."""

    def __init__(
        self,
        manifest: Manifest,
        tokenizer: Tokenizer,
        session: onnxruntime.InferenceSession,
        *,
        threads: int,
        batch: int,
    ) -> None:
        self.manifest = manifest
        self.digest = manifest.files["model.onnx"]
        self._tokenizer = tokenizer
        self._session = session
        self._threads = threads
        self._batch = batch
        self._outputs = [o.name for o in session.get_outputs()]
        self._tables = {h.name: np.array(h.table, np.float32) for h in manifest.heads}

    @classmethod
    def load(cls, folder: Path | None = None, *, threads: int = 2, batch: int = 1) -> Self:
        """Load a model folder (default: the one that comes with the package) and check it.

        Args:
            folder: `model.onnx`, `tokenizer.json` and `manifest.json`.
            threads: batches that are computed at the same time, one processor each.
            batch: windows that are computed together. int8 scales are taken per batch, so that only with 1 the scores
                of a text do not depend, in their last digits, on the texts beside it.

        Raises:
            ModelError: the folder is incomplete, altered, or of another format.
        """
        folder = SHIPPED if folder is None else folder
        manifest = load_manifest(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as e:
            raise ModelError(f"{folder}: {e}") from e
        tokenizer.no_truncation()
        tokenizer.no_padding()
        wanted = {n for h in manifest.heads for n in outputs(h.name, h.kind)}
        if missing := wanted - {o.name for o in session.get_outputs()}:
            raise ModelError(f"{folder / 'model.onnx'}: lacks the outputs {sorted(missing)}")
        return cls(manifest, tokenizer, session, threads=threads, batch=batch)

    def read(self, texts: Iterable[str]) -> Iterator[Reading]:
        """Yield one Reading a text, in order; while one group of texts is used the next one is computed."""
        pending = iter(texts)
        pool = ThreadPoolExecutor(self._threads)
        try:
            ahead = self._start(pending, pool)
            while ahead:
                now, ahead = ahead, self._start(pending, pool)
                yield from self._finish(now)
        finally:
            pool.shutdown(cancel_futures=True)

    def _start(self, pending: Iterator[str], pool: ThreadPoolExecutor) -> _Group | None:
        """Cut the next texts into windows and hand them to the pool, windows of like length together."""
        texts: list[Tokens] = []
        pieces = 0
        while pieces < TOGETHER and (text := next(pending, None)) is not None:
            texts.append(tokenize(self._tokenizer, text))
            pieces += len(texts[-1])
        size, context = self.manifest.window - 2, self.manifest.context
        cuts = [(i, w) for i, t in enumerate(texts) for w in windows(t.paragraph, size=size, context=context)]
        cuts.sort(key=lambda c: c[1].end - c[1].start)
        batch = min(self._batch, max(1, -(-len(cuts) // self._threads)))
        batches = [cuts[k : k + batch] for k in range(0, len(cuts), batch)]
        return _Group(texts=texts, runs=[(b, pool.submit(self._run, texts, b)) for b in batches]) if texts else None

    def _finish(self, group: _Group) -> Iterator[Reading]:
        kept: list[list[tuple[Window, Scores]]] = [[] for _ in group.texts]
        for cuts, run in group.runs:
            for (i, window), scores in zip(cuts, run.result(), strict=True):
                kept[i].append((window, scores))
        for i, tokens in enumerate(group.texts):
            yield self._merge(tokens, kept[i])
            kept[i].clear()

    def _run(self, chunk: Sequence[Tokens], group: Sequence[tuple[int, Window]]) -> list[Scores]:
        """Return the scores of each window of a batch, special pieces left out."""
        shape = (len(group), 2 + max(w.end - w.start for _, w in group))
        special = self.manifest.specials
        ids = np.full(shape, special["pad"], np.int64)
        mask = np.zeros(shape, np.int64)
        features = np.zeros((*shape, len(FEATURES)), np.int64)
        for row, (i, w) in enumerate(group):
            n = w.end - w.start
            ids[row, 0], ids[row, n + 1] = special["first"], special["last"]
            ids[row, 1 : n + 1] = chunk[i].ids[w.start : w.end]
            features[row, 1 : n + 1] = chunk[i].features[w.start : w.end]
            mask[row, : n + 2] = 1
        found = self._session.run(self._outputs, {"ids": ids, "mask": mask, "features": features})
        out: Scores = dict(zip(self._outputs, found, strict=True))
        for name, query, key in self._pointers(out):
            out[f"{name}.null"] = np.einsum("bld,bd->bl", query, key[:, 0])
        return [{n: values[row, 1 : w.end - w.start + 1].copy() for n, values in out.items()}
                for row, (_, w) in enumerate(group)]  # fmt: skip

    def _pointers(self, out: Scores) -> Iterator[tuple[str, NDArray[np.float32], NDArray[np.float32]]]:
        """Yield the name, queries and keys of each link; those of a role are cut out of its head's, as a view."""
        for head in self.manifest.heads:
            if head.kind in {"link", "roles"}:
                query, key = out[f"{head.name}.query"], out[f"{head.name}.key"]
                size = key.shape[-1]
                for k, label in enumerate(head.labels or ("",)):
                    name = f"{head.name}.{label}" if label else head.name
                    yield name, query[..., k * size : (k + 1) * size], key

    def _merge(self, tokens: Tokens, parts: list[tuple[Window, Scores]]) -> Reading:
        """Join the cores of scores a piece each; keep link scores a window each."""
        parts.sort(key=lambda p: p[0].core_start)
        cores = [slice(w.core_start - w.start, w.core_end - w.start) for w, _ in parts]

        def whole(name: str, width: int) -> NDArray[np.float32]:
            nothing = np.zeros((0, width), np.float32)
            return np.concatenate([nothing, *(s[name][core] for (_, s), core in zip(parts, cores, strict=True))])

        def pair(head: Head) -> PairScores:
            weights = self._tables[head.name]
            size = weights.shape[1]
            wide = {"source": size - 1, "target": size - 1, "around": size}
            parts = {x: whole(f"{head.name}.{x}", width) for x, width in wide.items()}
            return PairScores(labels=head.labels, weights=weights, **parts)

        def of(kind: str) -> Iterator[Head]:
            return (h for h in self.manifest.heads if h.kind == kind)

        links: dict[str, LinkScores] = {}
        pointers = [list(self._pointers(s)) for _, s in parts]
        for i, (name, bias) in enumerate(self._biases()):
            links[name] = LinkScores(
                query=tuple(p[i][1] for p in pointers),
                key=tuple(p[i][2] for p in pointers),
                null=tuple(s[f"{name}.null"] for _, s in parts),
                bias=bias,
            )
        return Reading(
            tokens=tokens,
            windows=tuple(w for w, _ in parts),
            thresholds=self.manifest.thresholds,
            tags={h.name: TagScores(labels=h.labels, emissions=whole(h.name, 1 + 4 * len(h.labels)),
                                    transitions=self._tables[h.name]) for h in of("tags")},
            links=links,
            classes={h.name: ClassScores(labels=h.labels, logits=whole(h.name, len(h.labels))) for h in of("class")},
            pairs={h.name: pair(h) for h in of("pair")},
        )  # fmt: skip

    def _biases(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        for head in self.manifest.heads:
            if head.kind == "link":
                yield head.name, self._tables[head.name]
            elif head.kind == "roles":
                for k, label in enumerate(head.labels):
                    yield f"{head.name}.{label}", self._tables[head.name][k * APART : (k + 1) * APART]


def outputs(name: str, kind: str) -> tuple[str, ...]:
    """Return the names of a head's outputs."""
    pointer = ("query", "key")
    parts = {"link": pointer, "roles": pointer, "pair": ("source", "target", "around")}.get(kind)
    return tuple(f"{name}.{p}" for p in parts) if parts else (name,)
