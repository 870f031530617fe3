"""The same event across articles.

A denied or negated event may be the event that others report as done: both are claims about one thing. What is
planned, threatened, demanded or conditional links only with its like: a plan is not the event that happened.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING

from reportedly.link.facts import CLOSE, HERE, NEAR, VAGUE, Facts, gap, kilometres, points
from reportedly.link.links import Link, listed, score, weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.ledger.rows import EventRow, FigureRow, Party, Where

    Told = tuple[EventRow, Sequence[FigureRow]]

AHEAD = frozenset({"planned", "threatened", "demanded", "conditional"})
GROUPS = {
    "AID": "help", "SUPPORT": "help", "COOPERATE": "help", "AGREE": "agree", "CONCEDE": "agree", "RETREAT": "agree",
    "YIELD": "agree", "FIGHT": "ASSAULT",
}  # fmt: skip
LEVELS = frozenset({"killed", "injured"})
_WORD = re.compile(r"[^\W\d_]{3,}")
_BUCKET = NEAR + 1  # days


def event_keys(event: EventRow, figures: Sequence[FigureRow]) -> tuple[str, ...]:
    """Return the keys under which an event is looked for, mostly under 12: two that share none never link."""
    return keys(facts(event, figures))


def same_event(a: Told, b: Told) -> Link | None:
    """Link two events, each with its figures, or return None; the order of the two makes no difference."""
    return None if a[0].id == b[0].id else link(facts(*a), facts(*b))


def facts(event: EventRow, figures: Sequence[FigureRow]) -> Facts:
    """Return what is compared of an event; its days are its own, else the day of publication and the day before."""
    first, last = _days(event)
    where = event.where
    own = [f for f in figures if f.event == event.id or f.id in event.figures]
    side = "ahead" if event.status in AHEAD else "held"
    return Facts(
        type=f"{side} {GROUPS.get(event.type, event.type)}",
        first=first,
        last=last,
        country=where.country if where else None,
        places=() if where is None or where.kind == "country" else (where.name.casefold(),),
        point=None if where is None or where.kind == "country" else _point(where),
        actors=_names(event.actor),
        recipients=_names(event.recipient),
        figures={f.effect: bounds for f in reversed(own) if f.effect in LEVELS and (bounds := _bounds(f))},
        words=frozenset(_WORD.findall(event.trigger.text.casefold())),
    )


def _point(where: Where) -> tuple[float, float] | None:
    return None if where.latitude is None or where.longitude is None else (where.latitude, where.longitude)


def _days(event: EventRow) -> tuple[str | None, str | None]:
    if event.when and event.when.first and event.when.last:
        return event.when.first, event.when.last
    if event.origin.published is None:
        return None, None
    day = dt.date.fromisoformat(event.origin.published)
    return (day - dt.timedelta(days=1)).isoformat() if day > dt.date.min else day.isoformat(), day.isoformat()


def _names(parties: Iterable[Party]) -> frozenset[str]:
    names = (" ".join(p.name.casefold().removeprefix("the ").split()) for p in parties)
    return frozenset(n for n in names if n and not n[0].isdigit())  # "22 people" is a figure, and compared as one


def _bounds(f: FigureRow) -> tuple[float, float] | None:
    known = [x for x in (f.low, f.best, f.high) if x is not None]
    if not known:
        return None
    low = 0.0 if f.hedge in {"at_most", "less_than"} else min(known)
    return low, math.inf if f.hedge in {"at_least", "more_than"} else max(known)


def keys(a: Facts) -> tuple[str, ...]:
    """Return the blocking keys of facts: place, party, or country and deaths, each with type and days."""
    if not a.first or not a.last:
        return ()
    first, last = (dt.date.fromisoformat(d).toordinal() for d in (a.first, a.last))
    if not first <= last <= first + VAGUE:
        return ()
    bases = [f"p {p}" for p in a.places[:3]]
    bases += [f"a {n}" for n in sorted(a.actors | a.recipients)[:4]]
    if a.country and max(a.figures.get("killed", (0, 0))) > 0:
        bases.append(f"k {a.country}")
    if a.country and not a.places:
        bases.append(f"c {a.country}")
    kind = None if a.source else a.type  # of coded rows the type is a context, which reports see differently
    buckets = range(first // _BUCKET, (last + NEAR) // _BUCKET + 1)
    return tuple(f"{b}|{kind or ''}|{n}" for b in bases for n in buckets)


def link(a: Facts, b: Facts) -> Link | None:
    """Link two events by their facts, or return None: the core that rows and coded data share."""
    apart = gap(a, b)
    if apart is None or apart > NEAR or _cannot(a, b) or not set(keys(a)) & set(keys(b)):
        return None
    weight = weights("events")
    value = score(points(a, b), weight)
    return Link(score=value, reason=listed(reasons(a, b))) if value >= weight["link"] else None


def _cannot(a: Facts, b: Facts) -> bool:
    """Whether the types are of different kinds, or the countries, or the places are no neighbours."""
    if a.country and b.country and a.country != b.country:
        return True
    return not (a.source or b.source) and bool(a.type and b.type and a.type != b.type)


def reasons(a: Facts, b: Facts) -> list[str]:
    """Return what two events share, and in what they differ, in words."""
    found: list[str] = []
    if a.type and a.type == b.type:
        found.append(f"same type ({a.type.removeprefix('held ')})")
    if both := [p for p in a.places if p in b.places]:
        found.append(f"both in {both[0].title()}")
    elif a.point and b.point:
        far = kilometres(a.point, b.point)
        found.append("same point" if far < HERE else f"{far:.0f} km apart" + (" (near)" if far < CLOSE else ""))
    elif a.country and a.country == b.country:
        found.append(f"same country ({a.country})")
    apart = gap(a, b)
    if apart is not None:
        same = (a.first, a.last) == (b.first, b.last)
        found.append("same day" if same and a.first == a.last else "days that meet" if not apart else _apart(apart))
    if both := sorted((a.actors | a.recipients) & (b.actors | b.recipients)):
        found.append(f"both name {', '.join(both[:3])}")
    return found + _numbers(a, b)


def _apart(days: int) -> str:
    return "one day apart" if days == 1 else f"{days} days apart"


def _numbers(a: Facts, b: Facts) -> list[str]:
    found = []
    for effect in sorted(a.figures.keys() & b.figures.keys()):
        (al, ah), (bl, bh) = a.figures[effect], b.figures[effect]
        if (al, ah) == (bl, bh):
            found.append(f"both {_range(al, ah)} {effect}")
        else:
            one, other = sorted([(al, ah), (bl, bh)])
            found.append(f"{_range(*one)} and {_range(*other)} {effect}")
    return found


def _range(low: float, high: float) -> str:
    if high == math.inf:
        return f"at least {low:g}"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
