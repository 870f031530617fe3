"""Fit the weights of links: logistic regression by Newton's method; writes `link/weights.json`.

    python -m reportedly_train.linking ../shared/data src/reportedly/link/weights.json

Events are fitted on the half of MAVERICK's events that benchmarks/linking.py does not score on; reports on the
training part of the violent corpus.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

Points = dict[str, float]


def fit(pairs: list[tuple[Points, bool]], penalty: float = 5.0, turns: int = 25) -> dict[str, float]:
    """Return the weights of (points, same) pairs, with their bias."""
    names = sorted({n for p, _ in pairs for n in p})
    at = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(pairs), len(names) + 1))
    x[:, -1] = 1
    for row, (p, _) in enumerate(pairs):
        for name, value in p.items():
            x[row, at[name]] = value
    y = np.array([float(same) for _, same in pairs])
    w, ridge = np.zeros(x.shape[1]), np.eye(x.shape[1]) * penalty
    ridge[-1, -1] = 1e-6
    for _ in range(turns):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - y) + ridge @ w)
        w -= step
        if abs(step).max() < 1e-6:
            break
    return {**{n: round(float(v), 4) for n, v in zip(names, w[:-1], strict=True)}, "bias": round(float(w[-1]), 4)}


def main() -> None:
    """Fit both kinds and write them."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    sys.path.insert(0, str(Path("benchmarks").resolve()))
    import linking

    found = json.loads(out.read_text()) if out.exists() else {}
    wanted = sys.argv[3:] or ["events", "reports"]
    if "events" in wanted:
        found["events"] = {**fit(list(linking.event_pairs(data))), "link": 0.15}
    if "reports" in wanted:
        found["reports"] = {**fit(list(linking.report_pairs(data)), 1.0), "link": 0.05}
    out.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
