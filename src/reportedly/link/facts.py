"""What is compared of two events, wherever it was written down: an event row or a row that people coded."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping  # noqa: TC003 - facts are stored, and read back by their types
from dataclasses import dataclass, field

EARTH = 6371.0  # mean radius, km
VAGUE = 30  # days: a longer time says little of the day
NEAR = 3  # days within which reports of one event are usual
HERE = 1.0  # km: one point
CLOSE = 25.0  # km: one town and its surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one event; what is not known is None or empty.

    `first` and `last` are ISO days, both included; `places` are names without case, the most precise first;
    `point` is latitude and longitude in degrees; `figures` are (low, high) of an effect ("killed"); `source` is the
    report if it is known to tell each of its events once.
    """

    type: str | None = None
    first: str | None = None
    last: str | None = None
    country: str | None = None
    places: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    figures: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    source: str | None = None


def points(a: Facts, b: Facts) -> dict[str, float]:
    """Return what speaks for and against one event, by name; the same whichever of the two comes first."""
    found = {**_days(a, b), **_places(a, b), **_parties(a, b), **_figures(a, b)}
    if a.type and b.type:
        found["type same" if a.type == b.type else "type differs"] = 1.0
    if a.words and b.words:
        found["words"] = _alike(a.words, b.words)
        found["words same"] = float(a.words == b.words)
    if a.source and a.source == b.source:
        found["one report"] = 1.0
    for one, other in _PAIRS:
        if one in found and other in found:
            found[f"{one} & {other}"] = found[one] * found[other]
    return found


_PAIRS = (
    ("days same", "point same"),
    ("days same", "place same"),
    ("days same", "killed same"),
    ("place same", "killed same"),
    ("days same", "injured same"),
    ("place same", "injured same"),
    ("days same", "actors"),
    ("place same", "actors"),
    ("days same", "first place"),
    ("point same", "words"),
    ("killed same", "words"),
    ("place same", "type same"),
    ("days same", "place far"),
    ("killed same", "injured same"),
    ("days meet", "place same"),
    ("days meet", "killed same"),
    ("one report", "days same"),
    ("first place", "actors"),
    ("days same", "killed none"),
)


def gap(a: Facts, b: Facts) -> int | None:
    """Return the days between two events, 0 where their times meet, None where one is not known."""
    if not (a.first and a.last and b.first and b.last):
        return None
    (af, al), (bf, bl) = (_ordinals(x) for x in (a, b))
    return max(0, bf - al, af - bl)


def _ordinals(a: Facts) -> tuple[int, int]:
    first, last = (dt.date.fromisoformat(d).toordinal() for d in (a.first or "", a.last or ""))
    return first, max(first, last)


def _days(a: Facts, b: Facts) -> dict[str, float]:
    apart = gap(a, b)
    if apart is None:
        return {"days unknown": 1.0}
    (af, al), (bf, bl) = _ordinals(a), _ordinals(b)
    longest = max(al - af, bl - bf)
    if (af, al) == (bf, bl):
        return {"days same": 1.0, "days long": math.log1p(longest)}
    if apart == 0:
        shared = (min(al, bl) - max(af, bf) + 1) / (max(al, bl) - min(af, bf) + 1)
        return {"days meet": 1.0, "days shared": shared, "days long": math.log1p(longest)}
    return {f"days {min(apart, NEAR)}": 1.0, "days apart": math.log(apart)}


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two points in km along the earth (haversine)."""
    (la, oa), (lb, ob) = ((math.radians(x), math.radians(y)) for x, y in (a, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((ob - oa) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, h)))


def _places(a: Facts, b: Facts) -> dict[str, float]:
    found: dict[str, float] = {}
    if a.country and b.country and a.country != b.country:
        found["country differs"] = 1.0
    if a.places and b.places:
        found["place same"] = float(bool(set(a.places) & set(b.places)))
        found["first place"] = float(a.places[0] == b.places[0])
        found["place differs"] = 1.0 - found["place same"]
    else:
        found["place unknown"] = 1.0
    if a.point and b.point:
        far = kilometres(a.point, b.point)
        found["point same"] = float(far < HERE)
        found["place far"] = math.log1p(far)
        found["place close"] = float(far < CLOSE)
    return found


def _parties(a: Facts, b: Facts) -> dict[str, float]:
    found: dict[str, float] = {}
    if a.actors and b.actors:
        found["actors"] = _alike(a.actors, b.actors)
        found["actors differ"] = float(not a.actors & b.actors)
    if a.recipients and b.recipients:
        found["recipients"] = _alike(a.recipients, b.recipients)
        found["recipients differ"] = float(not a.recipients & b.recipients)
    all_a, all_b = a.actors | a.recipients, b.actors | b.recipients
    if all_a and all_b:
        found["parties"] = _alike(all_a, all_b)
    return found


def _figures(a: Facts, b: Facts) -> dict[str, float]:
    found: dict[str, float] = {}
    for effect in ("killed", "injured"):
        if effect not in a.figures or effect not in b.figures:
            continue
        (al, ah), (bl, bh) = a.figures[effect], b.figures[effect]
        if ah == bh == 0:
            found[f"{effect} none"] = 1.0
        elif al <= bh and bl <= ah:
            found[f"{effect} same"] = min(2.0, math.log1p(min(ah, bh)))  # "both 22" says more than "both 1"
        else:
            found[f"{effect} differs"] = math.log((max(al, bl) + 1) / (min(ah, bh) + 1))
            found[f"{effect} one none"] = float(min(ah, bh) == 0)
    return found


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b)
