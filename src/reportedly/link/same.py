"""Whether two reports speak of the same event: a few comparisons, weighed, and the reason in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, exp, log1p, radians, sin, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportedly.link.facts import Facts

FEATURES: Final = (
    "bias", "same day", "days apart", "days unknown", "same place", "near", "far", "place unknown", "country differs",
    "actors", "sides", "no actor shared", "actors unknown", "same type", "type differs", "killed agree", "killed differ",
    "killed unknown", "killed equal", "many killed", "injured agree", "injured differ", "injured equal", "words",
    "words unknown", "same report", "same days", "same spot",
)  # fmt: skip
_EARTH: Final = 6371.0  # mean radius, km
_NEAR: Final = 25.0  # km at which nearness has fallen to 1/e
_SPOT: Final = 1.0  # km
_LINK: Final = 0.5
_REALITY: Final = {"happened": 1, "ongoing": 1, "denied": 1, "negated": 1, "possible": 1, "planned": 2, "threatened": 2,
                   "demanded": 2, "conditional": 2}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two records that mean the same: how sure that is (0..1), and why."""

    score: float
    reason: str


@cache
def _weights() -> NDArray[np.float64]:
    stored = json.loads(files("reportedly.link").joinpath("same.json").read_text(encoding="utf-8"))["weights"]
    return np.array([stored[f] for f in FEATURES])


def same(a: Facts, b: Facts) -> Link | None:
    """Return the link of two events, or None where they are rather two.

    What happened, is denied or doubted may be the same event; what is only planned, threatened or demanded is another
    than what took place. The order of the two does not matter.
    """
    if _REALITY.get(a.status or "", 1) != _REALITY.get(b.status or "", 1):
        return None
    row = compare(a, b)
    score = 1 / (1 + exp(-float(row @ _weights())))
    return Link(score=round(score, 4), reason=_reason(a, b)) if score >= _LINK else None


def score(a: Facts, b: Facts) -> float:
    """Return how likely two events are one, 0..1."""
    return 1 / (1 + exp(-float(compare(a, b) @ _weights())))


def compare(a: Facts, b: Facts) -> NDArray[np.float64]:
    """Return the features of a pair, in the order of `FEATURES`."""
    row = dict.fromkeys(FEATURES, 0.0)
    row["bias"] = 1.0
    gap = _apart(a, b)
    if gap is None:
        row["days unknown"] = 1.0
    else:
        row["same day"], row["days apart"] = float(gap == 0), log1p(gap)
    km = _distance(a, b)
    if a.places & b.places:
        row["same place"] = 1.0
    if km is not None:
        row["near"], row["far"] = exp(-km / _NEAR), log1p(km) / 5
    elif not a.places & b.places:
        row["place unknown"] = 1.0
    row["country differs"] = float(bool(a.country and b.country and a.country != b.country))
    if a.actors and b.actors:
        row["actors"] = _share(a.actors, b.actors)
        row["sides"] = _share(a.sides, b.sides) if a.sides and b.sides else 0.0
        row["no actor shared"] = float(not a.actors & b.actors and not a.sides & b.sides)
    else:
        row["actors unknown"] = 1.0
    if a.type and b.type:
        row["same type"], row["type differs"] = float(a.type == b.type), float(a.type != b.type)
    for name, one, other in (("killed", a.killed, b.killed), ("injured", a.injured, b.injured)):
        if one is None or other is None:
            row["killed unknown"] += float(name == "killed")
        elif one[0] <= other[1] and other[0] <= one[1]:
            row[f"{name} agree"] = 1.0 if max(one[1], other[1]) > 0 else 0.3
            row[f"{name} equal"] = float(one == other and one[1] > 0)
            if name == "killed":
                row["many killed"] = log1p(min(one[1], other[1]))
        else:
            row[f"{name} differ"] = abs(log1p(one[1]) - log1p(other[1]))
    if a.words and b.words:
        row["words"] = _share(a.words, b.words)
    else:
        row["words unknown"] = 1.0
    row["same report"] = float(bool(a.report) and a.report == b.report)
    row["same days"] = float(gap == 0 and (a.first, a.last) == (b.first, b.last))
    row["same spot"] = float(km is not None and km < _SPOT)
    return np.array(list(row.values()))


def keys(facts: Facts) -> tuple[str, ...]:
    """Return what the ledger looks candidates up by: two reports of one event share a key, as a rule.

    A window of days with an actor, a place or a country and type; a window reaches into the next, so that a day's
    difference parts nothing. Bounded: at most two windows times a few facts.
    """
    if facts.first is None or facts.last is None:
        return ()
    windows = sorted(
        {facts.first // _WINDOW, facts.last // _WINDOW, (facts.last + 1) // _WINDOW, (facts.first - 1) // _WINDOW}
    )
    group = _GROUPS.get(facts.type or "", facts.type or "")
    by = [*(f"a:{x}" for x in sorted(facts.actors)[:4]), *(f"p:{x}" for x in sorted(facts.places)[:4])]
    if facts.country and group:
        by.append(f"c:{facts.country}:{group}")
    return tuple(f"{w}|{x}" for w in windows[:4] for x in by)


_WINDOW: Final = 5  # days
_GROUPS: Final = {  # types that reports of one event are often given instead of each other
    "ASSAULT": "force", "COERCE": "force", "MOBILIZE": "force", "PROTEST": "force", "OTHER": "force",
    "ACCUSE": "words", "REJECT": "words", "THREATEN": "words", "REQUEST": "words", "CONSULT": "talk", "AGREE": "talk",
    "SUPPORT": "talk", "COOPERATE": "talk", "AID": "help", "RETREAT": "help", "CONCEDE": "help", "SANCTION": "words",
}  # fmt: skip


def _reason(a: Facts, b: Facts) -> str:
    """Return in words what two events have in common and what not."""
    said = []
    if a.type and a.type == b.type:
        said.append(f"both {a.type}")
    elif a.type and b.type:
        said.append(f"{a.type} and {b.type}")
    gap = _apart(a, b)
    if gap is not None:
        said.append("days meet" if gap == 0 else f"{gap} day{'s' * (gap > 1)} apart")
    km = _distance(a, b)
    if shared := sorted(a.places & b.places):
        said.append(f"both in {shared[0]}")
    elif km is not None:
        said.append(f"{km:.0f} km apart")
    if shared := sorted(a.actors & b.actors):
        said.append(f"both with {', '.join(shared[:3])}")
    elif shared := sorted(a.sides & b.sides):
        said.append(f"both with {', '.join(shared[:3])}")
    for name, one, other in (("killed", a.killed, b.killed), ("injured", a.injured, b.injured)):
        if one and other:
            said.append(f"{name}: {_range(one)} and {_range(other)}")
    if shared := sorted(a.words & b.words):
        said.append(f"words: {', '.join(shared[:4])}")
    return "; ".join(said)


def _range(bounds: tuple[float, float]) -> str:
    low, high = (f"{x:,.0f}" for x in bounds)
    return low if low == high else f"{low}-{high}"


def _apart(a: Facts, b: Facts) -> int | None:
    """Return how many days lie between two events; 0 where their days meet."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return max(0, a.first - b.last, b.first - a.last)


def _distance(a: Facts, b: Facts) -> float | None:
    """Return the kilometres between two points."""
    if a.point is None or b.point is None:
        return None
    (north, east), (to_north, to_east) = a.point, b.point
    x, y = radians(to_north - north) / 2, radians(to_east - east) / 2
    return 2 * _EARTH * asin(sqrt(min(1.0, sin(x) ** 2 + cos(radians(north)) * cos(radians(to_north)) * sin(y) ** 2)))


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b)
