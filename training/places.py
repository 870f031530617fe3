"""Fit the two small models of places: `python training/places.py --data DIR` writes naming.json and reading.json.

naming: LGL, each candidate of the gazetteer with the words around; reading: ReLocaR and GeoWebNews, the name masked,
every tenth sentence held back by a digest of its text. Plain logistic regression with an L2 penalty, in numpy.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from hashlib import sha256
from pathlib import Path

import numpy as np

from reportedly.settle.places.linear import naming_features, reading_features
from reportedly.settle.places.names import candidates
from reportedly.settle.places.resolve import resolve
from reportedly.settle.places.table import gazetteer

HOME = Path(__file__).parents[1] / "src/reportedly/settle/places/data"
LEAST = 2  # a feature is kept that occurs so often


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held(text):
    """Tell whether a text is held back: one in ten, by its digest."""
    return sha256(text.encode()).digest()[0] % 10 == 0


def fit(examples, penalty, rounds=400):
    """Return weights of features for (features, yes or no, held back) examples, and the share right of those held back."""
    count = Counter(f for fs, _, back in examples if not back for f in set(fs))
    names = sorted(f for f, n in count.items() if n >= LEAST)
    at = {f: i for i, f in enumerate(names)}
    indices = [np.array(sorted({at[f] for f in fs if f in at}), int) for fs, _, _ in examples]
    y = np.array([float(yes) for _, yes, _ in examples])
    train = np.array([not back for _, _, back in examples])
    flat = np.concatenate(indices)
    row = np.repeat(np.arange(len(indices)), [len(i) for i in indices])
    w, velocity, scale = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, rounds + 1):
        z = np.bincount(row, w[flat], len(indices))
        p = 1 / (1 + np.exp(-z))
        gradient = np.bincount(flat, ((p - y) * train)[row], len(names)) + penalty * w
        velocity = 0.9 * velocity + 0.1 * gradient
        scale = 0.99 * scale + 0.01 * gradient**2
        w -= 0.05 * (velocity / (1 - 0.9**step)) / (np.sqrt(scale / (1 - 0.99**step)) + 1e-8)
    right = (np.bincount(row, w[flat], len(indices)) > 0) == (y > 0)
    kept = {f: round(float(x), 3) for f, x in zip(names, w, strict=True) if abs(x) >= 0.02}
    return kept, float(right[train].mean()), float(right[~train].mean()) if (~train).any() else None


def readings(data):
    """Yield what ReLocaR and GeoWebNews say of each name; a span that is marked twice counts once."""
    for name in ("relocar", "gwn"):
        for r in rows(data / "metonymy" / f"{name}.train.jsonl.gz"):
            seen = {(m["start"], m["end"]): m["reading"] == "actor" for m in r["metonymy"]}
            for (start, end), actor in seen.items():
                yield name, list(reading_features(r["text"], start, end)), actor, held(r["text"])


def namings(data):
    """Yield whether each candidate of LGL is annotated."""
    table = gazetteer()
    import re
    for r in rows(data / "places" / "lgl.train.jsonl.gz"):
        text = r["text"]
        gold = [(p["start"], p["end"]) for p in r["places"]]
        spans = candidates(text, table)
        lower = frozenset(re.findall(r"\b[a-z]+\b", text))
        for (start, end), found in zip(spans, resolve(text, spans, table), strict=True):
            if found:
                yes = any(a < end and start < b for a, b in gold)
                yield list(naming_features(text, start, end, found, lower)), yes, held(r["id"])


def write(name, weights, note):
    body = json.dumps(weights, ensure_ascii=False, sort_keys=True, separators=(",\n", ":"))
    (HOME / f"{name}.json").write_text(f'{{"note": {json.dumps(note)},\n"weights": {body}}}\n', encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--penalty", type=float, default=1.0)
    parser.add_argument("what", nargs="*", default=["reading", "naming"])
    args = parser.parse_args()
    if "reading" in args.what:
        all_ = list(readings(args.data))
        weights, fitted, back = fit([x[1:] for x in all_], args.penalty)
        from reportedly.settle.places.linear import probability
        for part in ("relocar", "gwn"):
            mine = [x for x in all_ if x[0] == part and x[3]]
            print(part, len(mine), np.mean([(probability(x[1], weights) > 0.5) == x[2] for x in mine]))
        print(f"reading: {len(weights)} weights, fitted {fitted:.3f}, held back {back:.3f}")
        write("reading", weights, f"training/places.py: held back {back:.3f}")
    if "naming" in args.what:
        weights, fitted, back = fit(list(namings(args.data)), args.penalty)
        print(f"naming: {len(weights)} weights, fitted {fitted:.3f}, held back {back:.3f}")
        write("naming", weights, f"training/places.py: held back {back:.3f}")


if __name__ == "__main__":
    main()
