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
from reportedly.encoder.reading import LinkScores, Reading, TagScores
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
        self._tables = {h.name: np.array(h.transitions or h.bias, np.float32) for h in manifest.heads}

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
        with ThreadPoolExecutor(self._threads) as pool:
            ahead = self._start(pending, pool)
            while ahead:
                now, ahead = ahead, self._start(pending, pool)
                yield from self._finish(now)

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
        for head in self.manifest.heads:
            if head.kind == "link":
                out[f"{head.name}.null"] = np.einsum(
                    "bld,bd->bl", out[f"{head.name}.query"], out[f"{head.name}.key"][:, 0]
                )
        return [{n: values[row, 1 : w.end - w.start + 1].copy() for n, values in out.items()}
                for row, (_, w) in enumerate(group)]  # fmt: skip

    def _merge(self, tokens: Tokens, parts: list[tuple[Window, Scores]]) -> Reading:
        """Join the cores of tag scores; keep link scores a window each."""
        parts.sort(key=lambda p: p[0].core_start)
        cores = [slice(w.core_start - w.start, w.core_end - w.start) for w, _ in parts]

        def whole(head: Head) -> NDArray[np.float32]:
            nothing = np.zeros((0, len(head.transitions)), np.float32)
            return np.concatenate([nothing, *(s[head.name][core] for (_, s), core in zip(parts, cores, strict=True))])

        def each(name: str) -> tuple[NDArray[np.float32], ...]:
            return tuple(s[name] for _, s in parts)

        heads = self.manifest.heads
        return Reading(
            tokens=tokens,
            windows=tuple(w for w, _ in parts),
            thresholds=self.manifest.thresholds,
            tags={h.name: TagScores(labels=h.labels, emissions=whole(h), transitions=self._tables[h.name])
                  for h in heads if h.kind == "tags"},
            links={h.name: LinkScores(query=each(f"{h.name}.query"), key=each(f"{h.name}.key"),
                                      null=each(f"{h.name}.null"), bias=self._tables[h.name])
                   for h in heads if h.kind == "link"},
        )  # fmt: skip


def outputs(name: str, kind: str) -> tuple[str, ...]:
    """Return the names of a head's outputs."""
    return (name,) if kind == "tags" else (f"{name}.query", f"{name}.key")
