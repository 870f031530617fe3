"""The same actor across articles: conservative, since a wrong link puts words into somebody's mouth."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from reportedly.link.links import Link

if TYPE_CHECKING:
    from reportedly.ledger.rows import ActorRow

TITLES: Final = frozenset(
    "mr mrs ms dr prof professor sir dame lord lady president minister prime general gen col "  # noqa: SIM905 - words
    "colonel maj major capt captain lt sgt sheikh king queen prince princess rev pope senator sen rep governor gov "
    "judge ambassador".split()
)
BODIES: Final = frozenset(
    "police army military government navy parliament ministry court cabinet opposition officials "  # noqa: SIM905 - words
    "authorities state foreign interior defence defense health justice finance of the and supreme high national armed "
    "forces air force security council senate house party coast guard commission interim".split()
)
SMALL: Final = frozenset("of the and for in on to a an de la el al".split())  # noqa: SIM905 - words
BODILY: Final = frozenset({"government", "armed_group", "organisation"})
_WORD = re.compile(r"[^\W_]+")


def actor_keys(actor: ActorRow) -> tuple[str, ...]:
    """Return the keys under which an actor is looked for, at most 4; none for one without a name ("officials")."""
    words = _words(actor.name)
    if not words or not _named(actor.name) or (words[0].isdigit() and actor.kind not in BODILY):  # "22 Kenyans"
        return ()
    found = [f"n {' '.join(words)}"]
    if _of_whom(actor, words):
        found = [f"n {actor.country} {' '.join(words)}"] if actor.country else []
    if actor.kind == "person" and actor.country:
        found.append(f"l {actor.country} {words[-1]}")
    if actor.kind in BODILY:
        found += [f"s {short}" for short in sorted({_short(actor.name), _stands_for(actor.name)} - {""})]
    return tuple(found)


def same_actor(a: ActorRow, b: ActorRow) -> Link | None:
    """Link two actors, or return None: by the same name, by a short form, by a part of a person's name and country."""
    a, b = sorted((a, b), key=lambda x: x.id)
    if a.id == b.id or not set(actor_keys(a)) & set(actor_keys(b)) or _differ(a, b):
        return None
    return _same_name(a, b) or _short_form(a, b) or _part_of_name(a, b)


def _of_whom(actor: ActorRow, words: tuple[str, ...]) -> bool:
    """Whether many countries have one of that name: "Khan", "the Foreign Ministry"."""
    return (len(words) == 1 and actor.kind == "person") or BODIES.issuperset(words)


def _same_name(a: ActorRow, b: ActorRow) -> Link | None:
    words = _words(a.name)
    if words != _words(b.name):
        return None
    country = a.country if a.country and a.country == b.country else None
    where = f", both of {country}" if country else ""
    if country is None and _of_whom(a, words):
        return None
    return Link(score=0.95 if country else 0.85, reason=f"same name ({a.name}){where}")


def _short_form(a: ActorRow, b: ActorRow) -> Link | None:
    if a.kind not in BODILY or b.kind not in BODILY:
        return None
    for one, other in ((a, b), (b, a)):
        if (short := _short(one.name)) and short == _stands_for(other.name):
            known = bool(a.country and a.country == b.country)
            if not known and len(short) < 4:  # noqa: PLR2004 - three letters stand for many things
                return None
            reason = f"{one.name} stands for {other.name}" + (f", both of {a.country}" if known else "")
            return Link(score=0.85 if known else 0.7, reason=reason)
    return None


def _part_of_name(a: ActorRow, b: ActorRow) -> Link | None:
    if not (a.kind == b.kind == "person" and a.country and a.country == b.country):
        return None
    short, full = sorted((_words(a.name), _words(b.name)), key=len)
    if len(short) > 1 and short[0] == full[0] and short[-1] == full[-1]:
        return Link(score=0.85, reason=f"same first and last name ({' '.join(short).title()}), both of {a.country}")
    sector = a.sector and a.sector == b.sector
    if len(short) == 1 < len(full) and short[0] == full[-1] and sector:
        return Link(score=0.6, reason=f"{a.name} and {b.name}: same last name, both of {a.country}, both {a.sector}")
    return None


def _differ(a: ActorRow, b: ActorRow) -> bool:
    """Whether country or kind speak against it."""
    if a.country and b.country and a.country != b.country:
        return True
    kinds = {a.kind, b.kind} - {"unknown"}
    return len(kinds) > 1 and not kinds <= BODILY


def _named(name: str) -> bool:
    return any(w[0].isupper() for w in _WORD.findall(name)) or not name.isascii()


def _words(name: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    found = [w for w in _WORD.findall(re.sub(r"['’]s\b", "", plain).casefold()) if w != "the"]
    while len(found) > 1 and found[0] in TITLES and not BODIES.issuperset(found):
        found = found[1:]
    return tuple(found)


def _short(name: str) -> str:
    """Return a name that is a short form itself, folded: "IDF", "U.N."; else nothing."""
    bare = name.removeprefix("the ").removeprefix("The ").replace(".", "")
    return bare.casefold() if bare.isalpha() and bare.isupper() and 1 < len(bare) < 8 else ""  # noqa: PLR2004


def _stands_for(name: str) -> str:
    """Return the first letters of a name of several words: "Israel Defense Forces" gives "idf"."""
    first = [w[0] for w in _WORD.findall(name.casefold()) if w not in SMALL]
    return "".join(first) if len(first) > 1 else ""
