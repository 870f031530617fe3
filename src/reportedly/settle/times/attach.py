"""Times of the record: every expression of the text, and when each event happened and each statement was made."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.model import Note, Time
from reportedly.settle.times.find import TimeFound, find_times
from reportedly.settle.times.ranges import find_ranges
from reportedly.settle.times.values import Value
from reportedly.text import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.decode.draft import Draft, DraftStatement
    from reportedly.model import Span

_UNREAD: Final = Value(timex=None, basis="relative", note="no date that can be read")
_YEARLY: Final = Value(timex=None, basis="relative", note="an anniversary, whose day is not said")
_ANNIVERSARY: Final = re.compile(r"\banniversary\s+of\s+(?:\w+\s+)?$", re.IGNORECASE)
_FINE: Final = frozenset({"minute", "hour", "part_of_day", "day", "week"})
_AFTER_CUE: Final = re.compile(r"[^,.;:!?()“”\"\n]{0,60}")
_OPENING: Final = re.compile(r"[\W_]*(?:(?:on|in|at|late|early|by)\s+)?", re.IGNORECASE)
_CLAUSE: Final = re.compile(
    r"\b(?:who|which|that|where|when|after|before|because|since|until|as|but|and)\b|[.;:!?()“”\"]"
)
_BY_CUE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The times of an article; `events` and `statements` are time ids by the index in the draft, None where unknown."""

    times: tuple[Time, ...]
    notes: tuple[Note, ...]
    events: tuple[str | None, ...]
    statements: tuple[str | None, ...]


def settle_times(text: str, published: str | None, draft: Draft) -> Dated:
    """Return every time expression of a text, and when the draft's events and statements took place.

    Args:
        text: the article's text.
        published: its day of publication, an ISO day, None if unknown.
        draft: the statements and events found; the `when` spans of an event are read as dates where they hold one, and
            are kept without days, with a note, where they do not.
    """
    found = find_times(text, published)
    ranges = find_ranges(text, found, published)
    of_event = [_meant(text, e.when, found, ranges) for e in draft.events]
    of_statement = _said_when(text, draft.statements, found)
    extra = {(t.start, t.end): t for t in of_event if t is not None}
    every = sorted(({(t.start, t.end): t for t in found} | extra).values(), key=lambda t: (t.start, -t.end))
    ids = {(t.start, t.end): f"t{i + 1}" for i, t in enumerate(every)}
    notes = (
        Note(about=ids[t.start, t.end], stage="settle", reason=f"{text[t.start : t.end]!r}: {t.value.note}")
        for t in every
        if t.value.note and t.value.kind in {"date", "time"}
    )
    return Dated(
        times=tuple(_record(ids[t.start, t.end], t) for t in every),
        notes=tuple(notes),
        events=tuple(None if t is None else ids[t.start, t.end] for t in of_event),
        statements=tuple(None if t is None else ids[t.start, t.end] for t in of_statement),
    )


def _record(key: str, time: TimeFound) -> Time:
    v = time.value
    return Time(
        id=key,
        start=time.start,
        end=time.end,
        kind=v.kind,
        first=v.first.isoformat() if v.first else None,
        last=v.last.isoformat() if v.last else None,
        grain=v.grain,
        basis=v.basis,
        modifier=v.mod,
        timex=v.timex,
    )


def _meant(
    text: str, spans: Sequence[Span], found: Sequence[TimeFound], ranges: Sequence[TimeFound]
) -> TimeFound | None:
    """Return the time that the `when` spans of an event name: a range before its ends, days before none."""
    for span in spans:
        both = [t for t in ranges if t.start < span.end and span.start < t.end]
        ends = [t for t in found if t.start < span.end and span.start < t.end]
        dated = [t for t in ends if not _ANNIVERSARY.search(text, max(0, t.start - 30), t.start)]
        if ends and not dated:  # "on the anniversary of the 1973 war" is no day of 1973
            return TimeFound(start=span.start, end=span.end, value=_YEARLY)
        whole = [t for t in both if sum(t.start <= x.start and x.end <= t.end for x in dated) > 1]
        if best := whole or [t for t in dated if t.value.first or t.value.last] or dated:
            return best[0]
    return TimeFound(start=spans[0].start, end=spans[0].end, value=_UNREAD) if spans else None


def _said_when(text: str, statements: Sequence[DraftStatement], found: Sequence[TimeFound]) -> list[TimeFound | None]:
    """Return when each statement was made: the day or week named in the clause of its cue and outside its content."""
    bounds = sentences(text)
    starts = [start for start, _ in bounds]
    by_start = [t.start for t in found]
    said: list[TimeFound | None] = []
    for s in statements:
        if s.cue is None or not bounds:
            said.append(None)
            continue
        begin, end = bounds[max(0, bisect_right(starts, s.cue.start) - 1)]
        near = found[bisect_right(by_start, begin - 1) : bisect_right(by_start, end - 1)]
        near = [t for t in near if t.value.grain in _FINE and t.value.kind in {"date", "time"} and t.value.first]
        near = [t for t in near if not any(c.start < t.end and t.start < c.end for c in s.content)]
        said.append(_after(text, s.cue, s.content, near) or _before(text, s.cue, s.content, near, begin))
    return said


def _after(text: str, cue: Span, content: Sequence[Span], times: Iterable[TimeFound]) -> TimeFound | None:
    """Return the time behind the cue: "told reporters on Thursday"."""
    for t in times:
        clear = not any(cue.end <= c.start < t.start for c in content)
        if t.start >= cue.end and clear and _AFTER_CUE.fullmatch(text, cue.end, t.start):
            return t
    return None


def _before(text: str, cue: Span, content: Sequence[Span], times: Sequence[TimeFound], begin: int) -> TimeFound | None:
    """Return the time before the cue: "Kirby on Thursday said", "On Thursday, Kirby said"."""
    for t in reversed(times):
        if t.end > cue.start:
            continue
        gap = text[t.end : cue.start]
        if _BY_CUE.fullmatch(gap):
            return t
        opens = _OPENING.fullmatch(text, begin, t.start) is not None
        held = any(c.start < cue.start and c.end > t.end for c in content)
        if opens and not held and not _CLAUSE.search(gap):
            return t
    return None
