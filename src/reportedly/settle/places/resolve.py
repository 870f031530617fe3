"""Which place a name means: what the words beside it say, what else the report names, and how large the place is."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import asin, cos, exp, log10, radians, sin, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from reportedly.settle.places.table import ALIAS, CAPITAL, DEMONYM, OURS, STEM, fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reportedly.settle.places.table import Entry, Table

FEATURES: Final = (
    "population", "country", "ours", "division", "county", "alias", "stem", "demonym", "capital", "contained",
    "contradicted", "country_votes", "division_votes", "near", "home_country", "home_division", "no_country", "village",
)  # fmt: skip
_EARTH = 6371.0  # mean radius, km
_NEAR = 150.0  # km at which nearness has fallen to 1/e
_MANY = 12  # candidates kept for one name, the likeliest by size
_HOLDER = re.compile(r"\s*(?:,|\(|\bin\b)\s*(?:the\s+)?((?:[A-Z][\w'’.-]*)(?:\s+(?:of\s+)?[A-Z][\w'’.-]*){0,3})")
_LARGE = 9.2  # log10 of people: what the size of a place is measured by
_ROUNDS = 3
_SUPPORT = 0.1  # votes or nearness that count as a word from the rest of the report
_OURS = 6.3  # a region, sea or facility of our own table counts as a town of two million
_OUR_TOWN = 5.0  # a town of it, as one of 100,000
_BESIDE = 100.0  # km within which two candidates of one country are one answer: a town and its county
_ALONE = 0.5  # the least share with which a name is resolved that nothing else in the report speaks for
_TOWN = 3.7  # log10: below 5,000 people a place is a village


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a name is taken for; `score` is its share among the candidates, `second` the runner-up."""

    entry: Entry
    score: float
    second: Entry | None


@dataclass(slots=True, kw_only=True)
class _Name:
    """A name of the report with its candidates; `holders` are the entries named after it ("Paris, Texas")."""

    candidates: tuple[Entry, ...]
    count: int
    holders: list[tuple[Entry, ...]]
    shares: NDArray[np.float64]
    fixed: NDArray[np.float64] | None = None
    supported: bool = False  # something else in the report speaks for one of the candidates


@cache
def weights() -> NDArray[np.float64]:
    """Return the weights of the features, as `training/places.py` fitted them."""
    stored = json.loads((Path(__file__).parent / "data" / "resolve.json").read_text(encoding="utf-8"))
    return np.array([stored["weights"][f] for f in FEATURES])


def resolve(
    text: str, spans: Sequence[tuple[int, int]], table: Table, home: Sequence[Entry] = ()
) -> list[Resolved | None]:
    """Return what each span of a report means; None where the gazetteer does not have it.

    Args:
        text: the report.
        spans: its place names, in any order.
        table: the gazetteer.
        home: entries of the outlet's own place.
    """
    names = gather(text, spans, table)
    for _ in range(_ROUNDS):
        weigh(names, weights(), home)
    found = {key: _best(name) for key, name in names.items()}
    return [found.get(fold(text[a:b])) for a, b in spans]


def gather(text: str, spans: Sequence[tuple[int, int]], table: Table) -> dict[str, _Name]:
    """Return the names of a report with their candidates, by their folded form."""
    names: dict[str, _Name] = {}
    for start, end in spans:
        surface = text[start:end]
        key = fold(surface)
        if key not in names:
            candidates = _candidates(surface, text[end : end + 1], table)
            if not candidates:
                continue
            names[key] = _Name(candidates=candidates, count=0, holders=[], shares=np.ones(len(candidates)))
        names[key].count += 1
        holder = _holder(text, end, table)
        state = any(e.kind == "country" and e.relation != DEMONYM for e in names[key].candidates)
        if holder and not (state and holder[0].kind == "country"):  # "China, Japan" is a list
            names[key].holders.append(holder)
    return names


def _candidates(surface: str, after: str, table: Table) -> tuple[Entry, ...]:
    """Return the likeliest entries of a name; "Ala" before a stop is looked up with it."""
    found = (
        (after == "." and table.find(surface + "."))
        or table.find(surface)
        or table.find(re.sub(r"['’]s?$", "", surface))
        or table.find(re.sub(r"^(?:north|south|east|west|central|northern|southern|eastern|western)(?:ern)?[- ]+",
                             "", surface, flags=re.IGNORECASE))
        or table.find(re.sub(r"^(?:[Aa]l|[Ee]l|[Aa]d|[Aa]s|[Aa]n|[Aa]r|[Aa]sh)[- ]", "", surface))
        or ()
    )  # fmt: skip
    unique: dict[int, Entry] = {}
    for e in sorted(found, key=lambda e: (-_size(e), e.index)):
        unique.setdefault(e.index, e)
    return tuple(unique.values())[:_MANY]


def _holder(text: str, end: int, table: Table) -> tuple[Entry, ...]:
    """Return what the words after a name place it in: "Paris, Texas", "Aden, in Yemen"."""
    found = _HOLDER.match(text, end, end + 60)
    if not found:
        return ()
    words = found[1].split()
    for n in range(len(words), 0, -1):
        words[n - 1] = re.sub(r"['’]s$", "", words[n - 1])
        name = " ".join(words[:n])
        entries = table.find(name) or table.find(name.rstrip("."))
        holding = tuple(e for e in entries if e.kind in {"country", "admin", "region"} and e.relation != DEMONYM)
        if holding:
            return holding
    return ()


def weigh(names: Mapping[str, _Name], weight: NDArray[np.float64], home: Sequence[Entry] = ()) -> None:
    """Give each candidate its share, in view of what the other names are taken for."""
    for name, table in features(names, home).items():
        logits = table @ weight
        shares = np.exp(logits - logits.max())
        names[name].shares = shares / shares.sum()


def features(names: Mapping[str, _Name], home: Sequence[Entry] = ()) -> dict[str, NDArray[np.float64]]:
    """Return a row of features for each candidate of each name."""
    country: dict[str, float] = defaultdict(float)
    division: dict[str, float] = defaultdict(float)
    for name in names.values():
        if name.shares.max() > 1 - 1e-9 and len(name.candidates) > 1 and name.shares.min() > 1 - 1e-9:
            continue  # nothing is known of it yet
        for e, share in zip(name.candidates, name.shares, strict=True):
            much = share * sqrt(name.count)
            country[e.country or ""] += much
            division[e.admin or ""] += much
    best = {k: (n.candidates[int(n.shares.argmax())], n) for k, n in names.items()}
    rows = {}
    for key, name in names.items():
        if name.fixed is None:
            name.fixed = np.array([_fixed(e, name.holders, home) for e in name.candidates])
        own_c: dict[str, float] = defaultdict(float)
        own_d: dict[str, float] = defaultdict(float)
        for e, share in zip(name.candidates, name.shares, strict=True):
            own_c[e.country or ""] += share * sqrt(name.count)
            own_d[e.admin or ""] += share * sqrt(name.count)
        all_c = max(sum(country.values()) - sum(own_c.values()), 1e-6)
        others = [e for k, (e, _) in best.items() if k != key and e.kind in {"city", "admin", "facility"}]
        table = name.fixed.copy()
        for i, e in enumerate(name.candidates):
            c, d = e.country or "", e.admin or ""
            if c:
                table[i, 11] = max(country[c] - own_c[c], 0) / (all_c + 0.5)
            if d:
                table[i, 12] = max(division[d] - own_d[d], 0) / (all_c + 0.5)
            if e.kind in {"city", "admin", "facility"}:
                near = sorted((exp(-distance(e.lat, e.lon, o.lat, o.lon) / _NEAR) for o in others), reverse=True)[:3]
                table[i, 13] = sum(near) / 3
        name.supported = bool((table[:, 9] > 0).any() or (table[:, 11:16].max(axis=1) > _SUPPORT).any())
        rows[key] = table
    return rows


def _size(e: Entry) -> float:
    return _people(e) + (2 if e.kind == "country" else 0)


def _people(e: Entry) -> float:
    """Return log10 of the people of a place; those of our own table have a figure by kind."""
    return (_OUR_TOWN if e.kind == "city" else _OURS) if e.flags & OURS else log10(e.population + 1)


def _fixed(e: Entry, holders: Sequence[tuple[Entry, ...]], home: Sequence[Entry]) -> list[float]:
    """Return the features that do not change from round to round."""
    people = _people(e)
    inside = [any(_within(e, h) for h in holder) for holder in holders]
    return [
        people / _LARGE,
        e.kind == "country",
        bool(e.flags & OURS) and e.kind != "city",
        e.kind == "admin" and e.level == 1 and not e.flags & OURS,
        e.kind == "admin" and e.level > 1,
        e.relation == ALIAS,
        e.relation == STEM,
        e.relation == DEMONYM,
        bool(e.flags & CAPITAL),
        any(inside),
        bool(inside) and not any(inside),
        0.0,
        0.0,
        0.0,
        any(e.country and e.country == h.country for h in home),
        any(e.admin and e.admin == h.admin for h in home),
        e.country is None,
        e.kind == "city" and people < _TOWN,
    ]


def _within(e: Entry, holder: Entry) -> bool:
    if e.index == holder.index or not e.country or e.country != holder.country or e.kind == "country":
        return False
    if holder.kind == "country" or holder.flags & OURS:
        return True
    return e.admin == holder.admin and not (e.kind == "admin" and e.level == 1)


def _best(name: _Name) -> Resolved | None:
    """Return the likeliest candidate of the likeliest spot; None where only chance would choose."""
    together = np.array([_together(name, e) for e in name.candidates])
    order = np.lexsort((-name.shares, -together.round(9)))
    best = int(order[0])
    if together[best] < _ALONE and not name.supported:
        return None
    apart = (name.candidates[int(i)] for i in order if not _beside(name.candidates[int(i)], name.candidates[best]))
    return Resolved(entry=name.candidates[best], score=float(together[best]), second=next(apart, None))


def _together(name: _Name, entry: Entry) -> float:
    shares = zip(name.candidates, name.shares, strict=True)
    return sum(float(share) for e, share in shares if _beside(e, entry))


def _beside(a: Entry, b: Entry) -> bool:
    return a.index == b.index or (a.country == b.country and distance(a.lat, a.lon, b.lat, b.lon) <= _BESIDE)


def distance(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Return the great-circle distance of two points in kilometres."""
    a, b, north, east = radians(lat), radians(to_lat), radians(to_lat - lat) / 2, radians(to_lon - lon) / 2
    return 2 * _EARTH * asin(sqrt(min(1.0, sin(north) ** 2 + cos(a) * cos(b) * sin(east) ** 2)))
