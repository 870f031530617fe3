"""Fits the weights of `reportedly.link.same` on MAVERICK's rows: logistic regression drawn to weights set by hand."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import logging
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import numpy as np

from reportedly.link.facts import Facts, fold, words
from reportedly.link.same import FEATURES, compare

HOME = Path(__file__).parents[3] / "src/reportedly/link"
FILE = "linking/maverick_kenya.train.csv.gz"
BY_HAND = {
    "bias": -2.5, "same day": 0.5, "days apart": -1.5, "days unknown": -1.0, "same place": 1.5, "near": 1.0, "far": -2.0,
    "place unknown": -0.5, "country differs": -3.0, "actors": 2.0, "sides": 1.0, "no actor shared": -1.0,
    "actors unknown": -0.5, "same type": 0.7, "type differs": -0.7, "killed agree": 1.5, "killed differ": -0.7,
    "killed unknown": 0.0, "injured agree": 0.5, "injured differ": -0.3, "words": 2.0, "words unknown": 0.0,
    "killed equal": 0.5, "many killed": 0.5, "injured equal": 0.3, "same report": -2.0, "same days": 0.3, "same spot": 0.5,
}  # fmt: skip
_STEPS, _SMALL = 40, 1e-6  # of Newton
_log = logging.getLogger(__name__)


def coded(path: Path) -> list[tuple[str, Facts]]:
    """Return the event and the facts of each row of MAVERICK."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(io.StringIO(file.read())))
    return [(r["event_id"], _facts(r)) for r in rows]


def _facts(row: dict[str, str]) -> Facts:
    def day(name: str) -> int | None:
        return dt.date.fromisoformat(row[name]).toordinal() if row[name] else None

    def bounds(name: str) -> tuple[float, float] | None:
        known = [float(row[f"{name}_{x}"]) for x in ("low", "best", "high") if row[f"{name}_{x}"]]
        return (min(known), max(known)) if known else None

    told = [row[f"actor{i}"] for i in range(1, 7) if row[f"actor{i}"]]
    violence = " ".join(row[f"actor{i}_violence"] for i in range(1, 7))
    point = (float(row["latitude"]), float(row["longitude"])) if row["latitude"] and row["longitude"] else None
    return Facts(
        id=row["id"], report=row["source"], first=day("date_start"), last=day("date_end"), country="KEN", point=point,
        places=frozenset(fold(row[x]) for x in ("city", "location") if row[x]),
        actors=frozenset(fold(a) for a in told), sides=frozenset(row[f"actor{i}_type"] for i in range(1, 7)) - {""},
        killed=bounds("deaths"), injured=bounds("injuries"),
        words=words(" ".join((violence, row["target"], row["event_context"], *told))),
    )  # fmt: skip


def half(event: str) -> int:
    """Return which half an event belongs to, by a digest of its id: 0 to fit and choose on, 1 to show."""
    return sha256(event.encode()).digest()[0] % 2


def near(rows: list[tuple[str, Facts]], days: int = 10) -> list[tuple[int, int]]:
    """Return the pairs of rows that are compared: their days lie at most so far apart."""
    order = sorted(range(len(rows)), key=lambda i: rows[i][1].first or 0)
    found = []
    for k, i in enumerate(order):
        last = (rows[i][1].last or 0) + days
        for j in order[k + 1 :]:
            if (rows[j][1].first or 0) > last:
                break
            found.append((i, j))
    return found


def fit(data: Path, penalty: float, part: int | None = 0) -> dict[str, float]:
    """Return weights fitted on one half of the events (None: on all)."""
    rows = [r for r in coded(data / FILE) if part is None or half(r[0]) == part]
    pairs = near(rows)
    x = np.array([compare(rows[i][1], rows[j][1]) for i, j in pairs])
    y = np.array([float(rows[i][0] == rows[j][0]) for i, j in pairs])
    start = np.array([BY_HAND[f] for f in FEATURES])
    w = start.copy()

    def loss(v: np.ndarray) -> float:
        z = x @ v
        return float((np.logaddexp(0, z) - y * z).sum() + penalty / 2 * ((v - start) ** 2).sum())

    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + penalty * (w - start)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.eye(len(w))
        step = np.linalg.solve(hessian, gradient)
        while loss(w - step) > loss(w) and np.abs(step).max() > _SMALL:
            step /= 2
        w -= step
    _log.info("%d pairs, %d of one event", len(pairs), int(y.sum()))
    return {f: round(float(v), 3) for f, v in zip(FEATURES, w, strict=True)}


def run(data: Path, penalty: float = 10.0) -> None:
    """Fit on the half to choose on and write the weights."""
    weights = fit(data, penalty)
    body = json.dumps(
        {"note": "reportedly-train linking: MAVERICK Kenya, half of the events", "weights": weights}, indent=1
    )
    (HOME / "same.json").write_text(body + "\n", encoding="utf-8")


def groups_of(rows: list[tuple[str, Facts]]) -> dict[str, list[int]]:
    """Return the rows of each event."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, (event, _) in enumerate(rows):
        found[event].append(i)
    return found
