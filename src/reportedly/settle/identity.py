"""Whose an actor is and what it is: country, PLOVER sector and kind from its words, the tables and the day.

Words are composed: "Israeli defence ministry" is a nationality and a role, "Hamas fighters" a body and a role. What is
not known stays None with a reason; no word of a source ("regime", "terrorist") becomes a label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reportedly.settle.lexicon import words_of
from reportedly.settle.registry import INTERNATIONAL, key, registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import ActorKind
    from reportedly.settle.registry import Entry, Role

_PARTS = re.compile(r",\s|\s[-–—]\s|[—;()]|\s(?=(?:who|which|that|whose|whom)\b)")
_TOKEN = re.compile(r"(?:U\.S\.|U\.N\.|U\.K\.|E\.U\.|[^\W_](?:[\w'’.-]*\w)?)")
_BEHIND = words_of("of for in from at to by with on near inside outside across against under within")
_OF = words_of("of for from in at near inside across")
_LEFT_OUT = words_of("the a an some many several two three four five his her their its our my dozens hundreds")
_RULING = words_of("president minister premier chancellor secretary leader")  # before a last name alone
_PAIR = 2
_LONGEST = 6  # words of a name in the tables
_PERSONAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What words say of an actor; `name` is the table's where the words are a name; `why` tells what is missing."""

    country: str | None = None
    sector: str | None = None
    kind: ActorKind | None = None
    name: str | None = None
    why: str = ""

    def filled(self, other: Identity) -> Identity:
        """Return this with what it lacks taken from another one, bar a country for what is of no one state."""
        of_none = self.sector in INTERNATIONAL
        return replace(
            self,
            country=self.country or (None if of_none else other.country),
            sector=self.sector or other.sector,
            kind=self.kind or other.kind,
            name=self.name or other.name,
            why=self.why or other.why,
        )


NOTHING = Identity()


@lru_cache(maxsize=8192)
def identify(words: str, day: str | None = None, countries: frozenset[str] = frozenset()) -> Identity:
    """Return what the words that mention an actor say of it.

    Args:
        words: a name, a description, or both: "Ukrainian Foreign Minister Dmytro Kuleba".
        day: the ISO day of the report; what the tables say holds for days.
        countries: the states named around it; they decide where a name is that of several bodies.
    """
    bare = words.strip(" ,.:;\"“”'’")
    first, *rest = [p for p in _PARTS.split(bare) if p] or [bare]
    found = _named(first, day, countries) or _composed(first, day, countries)
    for part in rest:
        if found.country and found.sector:
            break
        found = found.filled(_named(part, day, countries) or _composed(part, day, countries))
    return found


def countries_in(words: set[str]) -> frozenset[str]:
    """Return the states that single words of a text name or take their adjective from."""
    tables = registry()
    found = (tables.states.get(k) or tables.nationalities.get(k) for k in (key(w) for w in words if w[0].isupper()))
    return frozenset(filter(None, found))


def _named(  # noqa: PLR0911 - a chain of tables
    words: str, day: str | None, countries: frozenset[str]
) -> Identity | None:
    """Return what a name as a whole stands for."""
    tables, k = registry(), key(re.sub(r"['’]s?$", "", words))
    if entries := tables.bodies.get(k):
        return _one_of(entries, day, countries)
    if (entries := tables.holders.get(k)) and (not entries[0].common or entries[0].country in countries):
        return _holder(entries, day)
    if code := tables.states.get(k) or tables.seats.get(k):
        name = None if k in tables.parts else tables.titles.get(code)
        return Identity(country=code, sector="GOV", kind="government", name=name)
    if words[:1].isupper() and k not in tables.peoples and (code := tables.nationalities.get(k)):
        return Identity(country=code, sector="GOV", kind="government", name=tables.titles.get(code))
    if code := tables.peoples.get(k):
        return Identity(country=code, sector="CVL", kind="people")
    if words[:1].isupper() and " " not in words and day and (entries := tables.families.get(k)):
        known = [e for e in entries if e.holds(day) and e.country in countries]  # "Brown" may be anybody
        return _holder(known, day) if len({e.name for e in known}) == 1 else None
    return None


def _one_of(entries: Sequence[Entry], day: str | None, countries: frozenset[str]) -> Identity:
    """Return what the rows of a name agree on, for that day and near those countries."""
    now = [e for e in entries if e.holds(day)] or list(entries)
    if len({e.country for e in now}) > 1:
        now = [e for e in now if e.country in countries] or now
    country, sector = {e.country for e in now}, {e.sector for e in now}
    several = "the name is that of several" if len({e.name for e in now}) > 1 else "it has no code that fits"
    changed = "what it is changed, and the report has no day"
    return Identity(
        country=now[0].country if len(country) == 1 else None,
        sector=now[0].sector if len(sector) == 1 else None,
        kind=now[0].kind,
        name=now[0].name if len({e.name for e in now}) == 1 else None,
        why="" if len(country) == len(sector) == 1 and now[0].sector else changed if len(sector) > 1 else several,
    )


def _holder(entries: Sequence[Entry], day: str | None) -> Identity:
    """Return what somebody is on a day: in a post, out of it again, or not yet."""
    now = [e for e in entries if e.holds(day)]
    sectors = {e.sector for e in now}
    out = not now and day is not None and any(e.last and e.last < day for e in entries)
    former = "ELI" if out and all(e.sector in _PERSONAL for e in entries) else None
    return Identity(
        country=entries[0].country,
        sector=now[0].sector if len(sectors) == 1 else former,
        kind="person",
        name=entries[0].name,
        why="" if now or former else "the table knows of no post on that day",
    )


def _composed(words: str, day: str | None, countries: frozenset[str]) -> Identity:
    """Return what a noun phrase says by its parts: before its head, its head, behind it."""
    tokens = [t for t in _TOKEN.findall(words) if t.lower() not in _LEFT_OUT]
    cut = next((i for i, t in enumerate(tokens) if t.lower() in _BEHIND and i), len(tokens))
    before, behind = tokens[:cut], tokens[cut:]
    whole = _phrase_with_of(tokens, day, countries)
    person = _person(before, day)
    body, nation = _body(before, day, countries), _nation(before)
    role = _role(before)
    country = nation or (body.country if body else None) or (person.country if person else None)
    sector, kind = _sector(role, body, person)
    found = Identity(
        country=None if sector in INTERNATIONAL else country,
        sector=sector,
        kind=kind,
        name=person.name if person else body.name if body and role and _is_members(role, before) else None,
        why=body.why if body and not sector else "",
    )
    if whole:
        found = whole.filled(found)
    if behind and (not found.sector or not found.country or (role and role.weak)):
        found = _with_behind(found, behind, role, day, countries)
    return found


def _sector(role: Role | None, body: Identity | None, person: Identity | None) -> tuple[str | None, ActorKind | None]:
    """Return sector and kind: of somebody known, of a body with what its head says of it, of the head alone."""
    if person and person.sector and not (role and role.sector == "ELI"):
        return person.sector, "person"
    if body and (role is None or role.weak or body.sector in INTERNATIONAL):
        return body.sector or (role.sector if role else None), body.kind if role is None else _member(role, body)
    if role:
        return role.sector, role.kind
    return None, "person" if person else None


def _is_members(role: Role, before: list[str]) -> bool:
    """Whether the words stand for a body by those who fight for it: "Hamas fighters"."""
    return role.kind == "armed_group" and len(before) == _PAIR and before[-1][-1:] == "s"


def _member(role: Role, body: Identity) -> ActorKind | None:
    return role.kind if role.kind == "person" or body.kind is None else body.kind


def _with_behind(
    found: Identity, behind: list[str], role: Role | None, day: str | None, countries: frozenset[str]
) -> Identity:
    """Return what is found with what the words behind the head add: "spokesman for the army", "soldiers from Chad"."""
    of = behind[0].lower() in _OF
    rest = " ".join(behind[1:])
    other = (_named(rest, day, countries) or _composed(rest, day, countries)) if of and rest else NOTHING
    country = other.country or _nation(behind[1:], seats=True)
    weak = role is not None and role.weak and behind[0].lower() in {"of", "for", "from", "in"}
    of_body = other.sector if other.sector and not (weak and _is_place(rest)) else None
    sector = (
        of_body if weak and of_body and not (role and role.sector and found.sector != role.sector) else found.sector
    )
    none = sector in INTERNATIONAL
    return replace(
        found, country=None if none else found.country or country, sector=sector or (of_body if weak else None)
    )


def _is_place(words: str) -> bool:
    tables, k = registry(), key(words)
    return k in tables.states or k in tables.seats


def _phrase_with_of(tokens: list[str], day: str | None, countries: frozenset[str]) -> Identity | None:
    """Return the body that the whole phrase opens with, preposition and all: "Palestine Liberation Organization"."""
    for size in range(min(_LONGEST, len(tokens)), 2, -1):
        if entries := registry().bodies.get(key(" ".join(tokens[:size]))):
            return _one_of(entries, day, countries)
    return None


def _person(tokens: list[str], day: str | None) -> Identity | None:
    """Return the holder whose name ends the words: "Prime Minister Yair Lapid", "President Ruto"."""
    tables = registry()
    for size in range(min(5, len(tokens)), 1, -1):
        entries = tables.holders.get(key(" ".join(tokens[-size:])))
        if entries and (not entries[0].common or len(tokens) > size):
            return _holder(entries, day)
    if (
        len(tokens) > 1
        and tokens[-1][0].isupper()
        and tokens[-2].lower() in _RULING
        and (entries := tables.families.get(key(tokens[-1])))
    ):
        now = [e for e in entries if e.holds(day)]
        return _holder(now, day) if len({e.name for e in now}) == 1 else None
    return None


def _body(tokens: list[str], day: str | None, countries: frozenset[str]) -> Identity | None:
    """Return the body named in the words, the longest name first."""
    bodies = registry().bodies
    for size in range(min(_LONGEST, len(tokens)), 0, -1):
        for i in range(len(tokens) - size + 1):
            words = " ".join(tokens[i : i + size])
            bare = re.sub(r"['’]s?$", "", words)
            longer = " ".join(tokens[max(i - 1, 0) : i + size]).lower()  # "National Security Council" is not the UN's
            if longer != words.lower() and longer in registry().roles:
                continue
            if words[0].isupper() and (entries := bodies.get(key(bare)) or bodies.get(key(words))):
                nation = _nation(tokens[:i])
                return _one_of(entries, day, countries | {nation} if nation else countries)
    return None


def _nation(tokens: list[str], *, seats: bool = False) -> str | None:
    """Return the first state that words name or take their adjective from; "Saudi-backed" names none."""
    tables = registry()
    for i in range(len(tokens)):
        for size in range(min(4, len(tokens) - i), 0, -1):
            words = re.sub(r"['’]s?$", "", " ".join(tokens[i : i + size]))
            k = key(words)
            code = tables.nationalities.get(k) or tables.states.get(k) or tables.peoples.get(k)
            if code is None and (seats or words != tokens[i : i + size][-1] or size == 1):
                code = tables.seats.get(k)
            if code and words[:1].isupper():
                return code
    return None


def _role(tokens: list[str]) -> Role | None:
    """Return what the noun nearest to the end says; a weak one gives way to a strong one before it."""
    roles = registry().roles
    words = [re.sub(r"['’]s?$", "", t).lower() for t in tokens]
    found: Role | None = None
    end = len(words)
    while end > 0:
        size = next((n for n in range(min(4, end), 0, -1) if " ".join(words[end - n : end]) in roles), 0)
        if size:
            role = roles[" ".join(words[end - size : end])]
            if not role.weak:
                former = end - size > 0 and words[end - size - 1] in {"former", "ex", "ousted", "deposed"}
                if former and found is None and role.kind == "person" and role.sector == "GOV":
                    return replace(role, sector="ELI")
                return role if found is None else replace(role, kind=found.kind)
            found = found or role
            end -= size
        elif "-" in words[end - 1] and (tail := words[end - 1].rsplit("-", 1)[-1]) in roles and found is None:
            return roles[tail]
        else:
            end -= 1
    return found
