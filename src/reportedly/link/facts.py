"""What two reports of events are compared by: a small value that an event's row and a coded row both become."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.ledger.rows import EventRow, FigureRow, Party, When

_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_COMMON: Final = frozenset(
    """the and for with from that this was were are has have had been who whom which their his her its they them not but
    into over under after before during while when where said says say told near north south east west city town village
    area county province state people person man men woman women others other unknown group groups citizens""".split()
)
_GENERIC: Final = frozenset({"PRE", "UNK"})
_DAYS_AROUND: Final = 3  # an event without a day of its own lies so many days before its report at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Who, what, when, where and how many, as far as known.

    `first` and `last` are ordinals of days; `actors` are folded names, `sides` codes such as "ISR MIL"; `places` are folded
    names; `killed` and `injured` are (low, high), None where nothing is said; `words` are the content words.
    """

    id: str
    report: str = ""  # the article: it tells of one event once, as a rule
    type: str | None = None
    status: str | None = None
    first: int | None = None
    last: int | None = None
    places: frozenset[str] = frozenset()
    country: str | None = None
    point: tuple[float, float] | None = None
    actors: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    killed: tuple[float, float] | None = None
    injured: tuple[float, float] | None = None
    words: frozenset[str] = field(default=frozenset())


def facts(event: EventRow, figures: Sequence[FigureRow] = ()) -> Facts:
    """Return what an event's row says; `figures` are those of the event."""
    first, last = _days(event.when, event.origin.published)
    parties = (*event.actor, *event.recipient)
    spoken = (event.trigger.text, *(p.words.text for p in parties if p.words), *(w.text for w in event.instrument))
    where = event.where
    at = (
        None
        if where is None or where.latitude is None or where.longitude is None
        else (where.latitude, where.longitude)
    )
    return Facts(
        id=event.id, report=event.origin.article, type=event.type, status=event.status, first=first, last=last,
        places=frozenset() if where is None or at is None else frozenset({fold(where.name)}),
        country=where.country if where else None, point=at, actors=frozenset(fold(p.name) for p in parties),
        sides=frozenset(s for s in map(_side, parties) if s), killed=_bounds(figures, "killed"),
        injured=_bounds(figures, "injured"), words=words(" ".join(spoken)),
    )  # fmt: skip


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """Return a name without case and article."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def words(text: str) -> frozenset[str]:
    """Return the content words of a text."""
    return frozenset(w for w in (m[0].casefold() for m in _WORD.finditer(text)) if w not in _COMMON)


def _side(party: Party) -> str:
    known = (party.country, None if party.sector in _GENERIC else party.sector)
    return " ".join(x for x in known if x)


def _days(when: When | None, published: str | None) -> tuple[int | None, int | None]:
    if when is not None and when.first is not None:
        first = dt.date.fromisoformat(when.first).toordinal()
        return first, dt.date.fromisoformat(when.last or when.first).toordinal()
    if published is None:
        return None, None
    last = dt.date.fromisoformat(published).toordinal()
    return last - _DAYS_AROUND, last


def _bounds(figures: Iterable[FigureRow], effect: str) -> tuple[float, float] | None:
    """Return the least and the most that figures of an effect say."""
    known = [x for f in figures if f.effect == effect for x in (f.low, f.best, f.high) if x is not None]
    return (min(known), max(known)) if known else None
