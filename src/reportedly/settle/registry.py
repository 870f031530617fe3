"""What is known of states, bodies and those who hold posts: tables with days, read once.

The tables are `tables/*.csv`; each says at its head what its columns are and where its facts come from.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import pycountry

from reportedly.settle.lexicon import ABBREVIATED, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportedly.model import ActorKind

_KINDS: dict[str, ActorKind] = {"g": "government", "a": "armed_group", "o": "organisation"}
_POSTS = {
    "state": "GOV", "government": "GOV", "foreign": "GOV", "defence": "GOV", "other": "GOV", "military": "MIL",
    "paramilitary": "PRM", "rebel": "REB", "transnational": "IMG", "unrecognised": "PRE", "opposition": "OPP",
    "united nations": "UNO", "european union": "EUR", "international": "IGO", "": None,
}  # fmt: skip
_ACRONYM = 8  # longest
CODES = words_of(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"
    " IGO UNO EUR NGO ISM IMG MNC"
)
"""PLOVER's sector codes, and its codes for actors of no one state, which it sets in the country's place."""
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a name stands for from `first` to `last` (ISO days, or cut to a month or a year; empty: open)."""

    name: str
    country: str | None
    sector: str | None
    kind: ActorKind
    first: str = ""
    last: str = ""
    common: bool = False  # many bear that name

    def holds(self, day: str | None) -> bool:
        """Whether it holds on an ISO day; without a day it may."""
        return day is None or (self.first <= day and (not self.last or day[: len(self.last)] <= self.last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What a noun says: a sector and a kind; a weak one takes the sector of the words around it."""

    sector: str | None
    kind: ActorKind
    weak: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The tables by the key of each name (see `key`).

    `states`, `seats`, `nationalities` and `peoples` give alpha-3 codes, `titles` the usual name of a state by its code,
    `parts` names of parts of states; `bodies` and `holders` the rows of a name, `families` those of a last name.
    """

    states: Mapping[str, str]
    seats: Mapping[str, str]
    nationalities: Mapping[str, str]
    peoples: Mapping[str, str]
    titles: Mapping[str, str]
    parts: frozenset[str]
    bodies: Mapping[str, tuple[Entry, ...]]
    holders: Mapping[str, tuple[Entry, ...]]
    families: Mapping[str, tuple[Entry, ...]]
    roles: Mapping[str, Role]


def key(words: str) -> str:
    """Return what names are looked up by: no article, no case save in acronyms, straight apostrophes."""
    bare = words.replace("’", "'").removeprefix("the ").removeprefix("The ").strip()
    compact = bare.replace(".", "")
    return compact if compact.isupper() and len(compact) < _ACRONYM else bare.lower()


@cache
def registry() -> Registry:
    """Return the tables.

    Raises:
        ValueError: a row is at fault; the message says which.
    """
    states, seats, nationalities, peoples, titles, parts = _states()
    bodies, holders = _bodies(), _holders()
    families: dict[str, list[Entry]] = defaultdict(list)
    for entries in holders.values():
        for e in entries:
            family = key(e.name.split()[-1])
            if e not in families[family]:
                families[family].append(e)
    return Registry(
        states=states,
        seats=seats,
        nationalities=nationalities,
        peoples=peoples,
        titles=titles,
        parts=frozenset(parts),
        bodies=bodies,
        holders=holders,
        families={k: tuple(v) for k, v in families.items()},
        roles=_roles(),
    )


def _rows(name: str, width: int) -> Iterator[list[str]]:
    text = files("reportedly.settle").joinpath("tables", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line and line[0] != "#":
            row = line.split("|")
            if len(row) != width:
                raise ValueError(f"{name}:{number}: {len(row)} columns for {width}")
            yield row


def _list(cell: str) -> list[str]:
    return [x for x in cell.split(";") if x]


def _states() -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, str], dict[str, str], set[str]]:
    """Return names, seats, adjectives and peoples, each by code; the usual name of each code, and names of parts."""
    names: dict[str, str] = {}
    seats: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    peoples: dict[str, str] = {}
    titles: dict[str, str] = {}
    parts: set[str] = set()
    for c in pycountry.countries:
        for name in (c.name, getattr(c, "official_name", ""), getattr(c, "common_name", "")):
            names[key(name)] = c.alpha_3
        titles[c.alpha_3] = getattr(c, "common_name", c.name).split(",")[0]
    for code, adjective, people, seat, other in _rows("states.csv", 5):
        parts.update(key(w[1:]) for w in _list(other) if w[0] == "~")
        for table, words in (
            (names, other.replace("~", "")),
            (adjectives, adjective),
            (peoples, people),
            (seats, seat),
        ):
            table.update((key(w), code) for w in _list(words))
        peoples.update((key(f"{w}s"), code) for w in _list(adjective) if w[-2:] in {"an", "li", "qi", "ti", "ni", "en"})
        peoples.update((key(f"{w}s"), code) for w in _list(adjective) if w[-1] in "bkiy" or w in {"Greek", "Argentine"})
        if other:
            titles[code] = _list(other)[0] if code in {"XKX", "PSE", "RUS", "BRN"} else titles[code]
    names.pop("", None)
    return names, seats, adjectives, peoples, titles, parts


def _bodies() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for name, others, country, sector, kind, first, last in _rows("bodies.csv", 7):
        for own in filter(None, f"{name};{others}".split("+")):
            names = _list(own)
            entry = Entry(
                name=names[0], country=_code(country), sector=_sector(sector), kind=_KINDS[kind], first=first, last=last
            )
            for n in names:
                found[key(n)].append(entry)
    return {k: tuple(v) for k, v in found.items()}


def _holders() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for name, others, country, post, first, last in _rows("holders.csv", 6):
        common = name.startswith("~")
        name = name.removeprefix("~")  # noqa: PLW2901 - the mark is no part of it
        entry = Entry(
            common=common, name=name, country=_code(country), sector=_POSTS[post], kind="person", first=first, last=last
        )
        for n in (name, *_list(others)):
            found[key(n)].append(entry)
    return {k: tuple(v) for k, v in found.items()}


def _roles() -> dict[str, Role]:
    found: dict[str, Role] = {}
    for sector, kind, strength, nouns in _rows("roles.csv", 4):
        for noun in _list(nouns):
            role = Role(sector=_sector(sector), kind=cast("ActorKind", kind), weak=strength == "w")
            for form in (noun, *_plurals(noun)):
                found.setdefault(form, role)
    for short, noun in ABBREVIATED.items():
        if noun in found:
            found.setdefault(short, found[noun])
    return found


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("man"):
        return (f"{noun[:-3]}men",)
    if noun.endswith("child"):
        return (f"{noun}ren",)
    if noun.endswith("y") and noun[-2] not in "aeou":
        return (f"{noun[:-1]}ies",)
    return (f"{noun}es",) if noun.endswith(("s", "ch", "sh", "x")) else (f"{noun}s",)


def _code(country: str) -> str | None:
    if country and len(country) != 3:  # noqa: PLR2004 - alpha-3
        raise ValueError(f"{country!r} is no alpha-3 code")
    return country or None


def _sector(sector: str) -> str | None:
    if sector and sector not in CODES:
        raise ValueError(f"{sector!r} is no PLOVER code")
    return sector or None
