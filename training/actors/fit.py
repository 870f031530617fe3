"""Fit the weights of `reportedly.settle.chains`.

python training/actors/fit.py [--data ../shared/data]

Softmax over the antecedents of each mention and "none", all gold antecedents right (Durrett and Klein 2013), with a
quadratic penalty, by L-BFGS (scipy). Sets: GUM and LitBank, MEANTIME, ECB+ (its annotated sentences), GAP. Chains of
the antecedents are the gold ones. Takes about a minute on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

from reportedly.model import Span
from reportedly.settle import chains as rules
from reportedly.settle.mentions import Surroundings, describe
from reportedly.text import quotations, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OUT = Path(rules.__file__).parent / "tables" / "links.json"
SETS = {"gum": (1.0, 1), "meantime": (1.0, 1), "litbank": (0.3, 5), "ecbplus": (0.3, 6)}  # weight, every n-th document
NEAR, DRAWN = 4, 8  # wrong choices kept for each mention: the nearest, and others drawn, which count for those left out
LEAST = 0.02  # weights below are dropped


def documents(data: Path, name: str) -> Iterator[Any]:
    path = data / "mentions" / f"{name}.train.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def examples(
    row: dict[str, Any], index: dict[str, int], rng: random.Random
) -> Iterator[tuple[Any, list[bool], list[float]]]:
    """Yield for each mention the feature ids of each choice, "none" first, which are right, and for how many each counts."""
    ms = sorted(row["mentions"], key=lambda m: (m["start"], -m["end"]))
    text = row["text"]
    around = Surroundings(text=text, sentences=sentences(text), quotations=[(q.start, q.end) for q in quotations(text)])
    found = describe(around, [Span(start=m["start"], end=m["end"]) for m in ms])
    at = {m["id"]: i for i, m in enumerate(ms)}
    gold = {i: c for c in ([at[x] for x in chain] for chain in row["chains"]) for i in c}
    so_far: dict[int, list[int]] = {}

    def ids(features: Iterable[str]) -> list[int]:
        return [index.setdefault(f, len(index)) for f in features]

    for m in found:
        chain = gold.get(m.index, [m.index])
        before = {i for i in chain if i < m.index}
        near, others = [], []
        for n, a in enumerate(rules.candidates(m, found)):
            (near if n < NEAR or a.index in before else others).append(a)
        drawn = rng.sample(others, min(DRAWN, len(others)))
        cands = [*near, *drawn]
        counts = [1.0] * (1 + len(near)) + [len(others) / max(len(drawn), 1)] * len(drawn)
        right = [a.index in before for a in cands]
        choices = [ids(rules.alone(m, found))]
        choices += [ids(rules.pair(m, a, found, so_far[a.index])) for a in cands]
        mine = next((so_far[i] for i in before if i in so_far), [])
        mine.append(m.index)
        so_far[m.index] = mine
        yield choices, [not any(right), *right], counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--every", type=int, default=1, help="take only every n-th document")
    parser.add_argument("--penalty", type=float, default=0.5)
    parser.add_argument("--rounds", type=int, default=60)
    args = parser.parse_args()
    rng = random.Random(0)  # noqa: S311 - a sample
    index: dict[str, int] = {}
    flat, widths, starts, rights, weights, offsets = [], [], [], [], [], []
    for name, (weight, every) in SETS.items():
        for n, row in enumerate(documents(args.data, name)):
            if n % (every * args.every):
                continue
            for choices, right, counts in examples(row, index, rng):
                starts.append(len(widths))
                weights.append(weight)
                rights.extend(right)
                offsets.extend(counts)
                for c in choices:
                    flat.extend(c)
                    widths.append(len(c))
        print(name, len(starts), "mentions", len(widths), "choices", len(index), "features", flush=True)  # noqa: T201 - a command
    flat = np.array(flat, dtype=np.int32)
    widths = np.array(widths)
    rows = np.repeat(np.arange(len(widths)), widths)
    starts = np.array(starts)
    lengths = np.diff(np.append(starts, len(widths)))
    rights, offsets = np.array(rights), np.log(np.array(offsets))
    each = np.repeat(np.array(weights), lengths)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.bincount(rows, weights=w[flat], minlength=len(widths)) + offsets
        top = np.maximum.reduceat(score, starts)
        e = np.exp(score - np.repeat(top, lengths))
        z = np.add.reduceat(e, starts)
        good = np.add.reduceat(e * rights, starts)
        p = e / np.repeat(z, lengths)
        q = e * rights / np.repeat(good, lengths)
        value = float((np.array(weights) * (np.log(z) - np.log(good))).sum()) + args.penalty * float(w @ w) / 2
        grad = np.bincount(flat, weights=np.repeat((p - q) * each, widths), minlength=len(w)) + args.penalty * w
        return value, grad

    done = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": args.rounds})
    kept = {f: round(float(done.x[i]), 2) for f, i in sorted(index.items()) if abs(done.x[i]) >= LEAST}
    OUT.write_text(json.dumps(kept, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"loss {done.fun:.0f}, {len(kept)} weights")  # noqa: T201 - a command


if __name__ == "__main__":
    main()
