"""Which place a name means: what the words beside it say, what else the report names, and how large the place is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from math import cos, log10
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
_AT: Final = {f: i for i, f in enumerate(FEATURES)}
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
_NEAREST = 3  # names that nearness looks at
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
    if not names:
        return [None] * len(spans)
    report = _Report(names, home)
    for _ in range(_ROUNDS):
        report.weigh()
    found = dict(zip(names, report.best(), strict=True))
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
            names[key] = _Name(candidates=candidates, count=0, holders=[])
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


class _Report:
    """The candidates of all names of a report, one row for each, in the order of the names."""

    def __init__(self, names: Mapping[str, _Name], home: Sequence[Entry]) -> None:
        rows = [(i, e, n) for i, n in enumerate(names.values()) for e in n.candidates]
        self.entries = [e for _, e, _ in rows]
        self.owner = np.array([i for i, _, _ in rows])
        self.first = np.searchsorted(self.owner, np.arange(len(names)))
        self.ends = np.append(self.first[1:], len(rows))
        self.fixed = np.array([_fixed(e, n.holders, home) for _, e, n in rows])
        self.often = np.sqrt([n.count for _, _, n in rows])
        self.country = _Votes(self.owner, [e.country or "" for e in self.entries])
        self.division = _Votes(self.owner, [e.admin or "" for e in self.entries])
        self.spot = np.array([e.kind in {"city", "admin", "facility"} for e in self.entries])
        self.point = _unit(np.array([(e.lat, e.lon) for e in self.entries]))
        self.likeliest = self.first
        alone = self.ends - self.first == 1
        self.shares = np.where(alone[self.owner], 1.0, 0.0)  # of the others nothing is known yet
        self.supported = np.zeros(len(names), bool)

    def weigh(self) -> None:
        """Give each candidate its share, in view of what the other names are taken for."""
        table = self.fixed.copy()
        votes = self.shares * self.often
        others = np.maximum(votes.sum() - np.bincount(self.owner, votes)[self.owner], 1e-6) + 0.5
        table[:, _AT["country_votes"]] = self.country.others(votes) / others
        table[:, _AT["division_votes"]] = self.division.others(votes) / others
        table[:, _AT["near"]] = self._near()
        said = table[:, [_AT[f] for f in ("contained", "country_votes", "division_votes", "near", "home_country")]]
        self.supported = np.maximum.reduceat((said > _SUPPORT).any(axis=1), self.first)
        logits = table @ weights()
        shares = np.exp(logits - np.maximum.reduceat(logits, self.first)[self.owner])
        self.shares = shares / np.add.reduceat(shares, self.first)[self.owner]
        self.likeliest = np.array(
            [a + int(self.shares[a:b].argmax()) for a, b in zip(self.first, self.ends, strict=True)]
        )

    def _near(self) -> NDArray[np.float64]:
        """Return how near each candidate is to the three nearest of what the other names are taken for."""
        others = self.likeliest[self.spot[self.likeliest]]
        near = np.zeros((len(self.entries), max(len(others), _NEAREST)))
        apart = _EARTH * np.arccos(np.clip(self.point @ self.point[others].T, -1, 1))
        near[:, : len(others)] = np.exp(-apart / _NEAR) * (self.owner[:, None] != self.owner[others])
        nearest = np.partition(near, near.shape[1] - _NEAREST, axis=1)[:, -_NEAREST:]
        return np.where(self.spot, nearest.sum(axis=1) / _NEAREST, 0.0)

    def best(self) -> list[Resolved | None]:
        """Return for each name the likeliest candidate of the likeliest spot; None where only chance would choose."""
        return [self._best(i, slice(a, b)) for i, (a, b) in enumerate(zip(self.first, self.ends, strict=True))]

    def _best(self, name: int, rows: slice) -> Resolved | None:
        entries, shares = self.entries[rows], self.shares[rows]
        if len(entries) == 1:
            return Resolved(entry=entries[0], score=1.0, second=None)
        same = np.equal.outer(self.country.code[rows], self.country.code[rows])
        beside = same & (self.point[rows] @ self.point[rows].T >= cos(_BESIDE / _EARTH))
        np.fill_diagonal(beside, val=True)
        together = beside @ shares
        order = np.lexsort((-shares, (1 - together).round(9)))
        best = int(order[0])
        if together[best] < _ALONE and not self.supported[name]:
            return None
        apart = (entries[int(i)] for i in order if not beside[i, best])
        return Resolved(entry=entries[best], score=float(together[best]), second=next(apart, None))


class _Votes:
    """What the names of a report vote for: a country or a division; a name has no vote for its own candidates."""

    def __init__(self, owner: NDArray[np.intp], labels: Sequence[str]) -> None:
        values, self.code = np.unique(labels, return_inverse=True)
        self.none = (values == "")[self.code]
        self.own = np.unique(owner * len(values) + self.code, return_inverse=True)[1]

    def others(self, votes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return for each candidate how many votes of other names its label has."""
        much = np.bincount(self.code, votes)[self.code] - np.bincount(self.own, votes)[self.own]
        return np.where(self.none, 0.0, np.maximum(much, 0.0))


def _unit(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return latitudes and longitudes in degrees as unit vectors, shape (n, 3)."""
    lat, lon = np.radians(points).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


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
