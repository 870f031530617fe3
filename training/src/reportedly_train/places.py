"""Fits the two small models of places, naming.json and reading.json: logistic regression with an L2 penalty, in numpy.

naming: LGL, each candidate of the gazetteer with the words around; reading: ReLocaR and GeoWebNews, the name masked,
every tenth sentence held back by a digest of its text.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reportedly.settle.places.linear import naming_features, probability, reading_features
from reportedly.settle.places.names import LEAST, candidates
from reportedly.settle.places.resolve import resolve
from reportedly.settle.places.table import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HOME = Path(__file__).parents[3] / "src/reportedly/settle/places/data"
OFTEN = 2  # a feature is kept that occurs so often
LEAST_WEIGHT = 0.03
FOLDS = 5
TAUGHT = 0.3  # what a teacher says counts so much beside a mark
_RATE, _STEPS = 0.05, 400  # of Adam
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A name with its features; `yes` is what it is marked as (0..1), `text` where it stands, `fold` 0..9 by digest."""

    features: Sequence[str]
    yes: float
    text: str
    span: tuple[int, int]
    fold: int
    weight: float = 1.0


def run(data: Path, what: Sequence[str], penalty: float, folds: Path | None, taught: Path | None) -> None:
    """Fit the models that `what` names and write them; with `folds`, only write what cross-validation finds in LGL.

    `taught` is a file of what a teacher said of names in further texts (`reportedly-train readings`).
    """
    if folds:
        _cross(list(_namings(data)), penalty, folds)
        return
    for name in what:
        examples = list(_namings(data) if name == "naming" else marked_readings(data))
        kept = [e for e in examples if e.fold]
        kept += _taught(taught) if taught and name == "reading" else []
        weights = fit(kept, penalty)
        held = right(weights, [e for e in examples if not e.fold])
        _log.info("%s: %d weights, fitted %.3f, held back %.3f", name, len(weights), right(weights, kept), held)
        _write(name, weights, f"reportedly-train places: held back {held:.3f}")


def fit(examples: Sequence[Example], penalty: float) -> dict[str, float]:
    """Return the weights of features."""
    count = Counter(f for e in examples for f in set(e.features))
    names = sorted(f for f, n in count.items() if n >= OFTEN)
    at = {f: i for i, f in enumerate(names)}
    indices = [np.array(sorted({at[f] for f in e.features if f in at}), int) for e in examples]
    y = np.array([float(e.yes) for e in examples])
    weight = np.array([e.weight for e in examples])
    flat = np.concatenate(indices)
    row = np.repeat(np.arange(len(indices)), [len(i) for i in indices])
    w, velocity, scale = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, _STEPS + 1):
        p = 1 / (1 + np.exp(-np.bincount(row, w[flat], len(indices))))
        gradient = np.bincount(flat, ((p - y) * weight)[row], len(names)) + penalty * w
        velocity = 0.9 * velocity + 0.1 * gradient
        scale = 0.99 * scale + 0.01 * gradient**2
        w -= _RATE * (velocity / (1 - 0.9**step)) / (np.sqrt(scale / (1 - 0.99**step)) + 1e-8)
    return {f: round(float(x), 2) for f, x in zip(names, w, strict=True) if abs(x) >= LEAST_WEIGHT}


def right(weights: Mapping[str, float], examples: Sequence[Example]) -> float:
    """Return the share of examples that weights get right, 0..1."""
    return float(np.mean([(probability(e.features, weights) > LEAST) == (e.yes > LEAST) for e in examples]))


def _cross(examples: Sequence[Example], penalty: float, path: Path) -> None:
    """Write the names that are found in each text by weights that have not seen it, as rows of `text` and `spans`."""
    found: dict[str, list[tuple[int, int]]] = {e.text: [] for e in examples}
    for k in range(FOLDS):
        weights = fit([e for e in examples if e.fold % FOLDS != k], penalty)
        for e in examples:
            if e.fold % FOLDS == k and probability(e.features, weights) >= LEAST:
                found[e.text].append(e.span)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps({"text": t, "spans": s}) + "\n" for t, s in found.items()), encoding="utf-8")


def _fold(text: str) -> int:
    return sha256(text.encode()).digest()[0] % 10


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def marked_readings(data: Path) -> Iterator[Example]:
    """Yield what ReLocaR and GeoWebNews say of each name; a span that is marked twice counts once."""
    for name in ("relocar", "gwn"):
        for r in _rows(data / "metonymy" / f"{name}.train.jsonl.gz"):
            text = r["text"]
            seen = {(m["start"], m["end"]): m["reading"] == "actor" for m in r["metonymy"]}
            for (a, b), actor in seen.items():
                features = list(reading_features(text, a, b))
                yield Example(features=features, yes=actor, text=text, span=(a, b), fold=_fold(text))


def _taught(path: Path) -> list[Example]:
    """Return what a teacher says of names in further texts."""
    return [
        Example(features=list(reading_features(r["text"], r["start"], r["end"])), yes=r["actor"], text="", span=(0, 0),
                fold=1, weight=TAUGHT) for r in _rows(path)
    ]  # fmt: skip


def _namings(data: Path) -> Iterator[Example]:
    """Yield whether each candidate of LGL is annotated."""
    table = gazetteer()
    for r in _rows(data / "places" / "lgl.train.jsonl.gz"):
        text = r["text"]
        gold = [(p["start"], p["end"]) for p in r["places"]]
        spans = candidates(text, table)
        lower = frozenset(re.findall(r"\b[a-z]+\b", text))
        for (a, b), found in zip(spans, resolve(text, spans, table), strict=True):
            if found:
                yes = any(start < b and a < end for start, end in gold)
                features = list(naming_features(text, a, b, found, lower))
                yield Example(features=features, yes=yes, text=text, span=(a, b), fold=_fold(text))


def _write(name: str, weights: Mapping[str, float], note: str) -> None:
    body = json.dumps(weights, ensure_ascii=False, sort_keys=True, separators=(",\n", ":"))
    (HOME / f"{name}.json").write_text(f'{{"note": {json.dumps(note)},\n"weights": {body}}}\n', encoding="utf-8")
