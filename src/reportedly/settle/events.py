"""Events and figures get their ids, actors and places, and the statements that they are part of."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from reportedly.model import Event, Figure, Participant

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.decode.draft import Draft, DraftEvent
    from reportedly.model import Span, Statement, Status
    from reportedly.settle.places import Places
    from reportedly.settle.speakers import Speakers

_REAL: frozenset[Status] = frozenset({"happened", "ongoing", "planned", "possible"})


def settle_events(
    draft: Draft, statements: Sequence[Statement], speakers: Speakers, placed: Places, whens: Sequence[str | None] = ()
) -> tuple[tuple[Event, ...], tuple[Figure, ...]]:
    """Return the events and figures of a draft as records.

    Args:
        draft: what was found in an article.
        statements: its statements, already settled.
        speakers: who its phrases stand for.
        placed: its places; the first where-phrase of each event is among them.
        whens: the id of each event's time, None where it has none; by default none has one.
    """
    holders = _Holders(statements)
    counted: dict[int, list[str]] = {}
    for i, f in enumerate(draft.figures):
        if f.event is not None:
            counted.setdefault(f.event, []).append(f"f{i + 1}")

    def parts(spans: Iterable[Span]) -> tuple[Participant, ...]:
        at = speakers.taking_part
        return tuple(Participant(start=s.start, end=s.end, actor=at.get((s.start, s.end))) for s in spans)

    events = []
    for i, e in enumerate(draft.events):
        said_by = holders.around(e.trigger)
        events.append(
            Event(
                id=f"e{i + 1}",
                trigger=e.trigger,
                type=e.type,
                mode=e.mode,
                status=_status(e, said_by),
                actor=parts(e.actor),
                recipient=parts(e.recipient),
                instrument=parts(e.instrument),
                where=placed.of_phrase[e.where[0].start, e.where[0].end] if e.where else None,
                when=whens[i] if whens else None,
                said_by=tuple(s.id for s in said_by),
                figures=tuple(counted.get(i, ())),
                score=e.score,
            )
        )
    figures = []
    for i, f in enumerate(draft.figures):
        event = None if f.event is None else events[f.event]
        figures.append(
            Figure(
                id=f"f{i + 1}",
                span=f.span,
                number=f.number,
                unit=f.unit,
                effect=f.effect,
                low=f.low,
                best=f.best,
                high=f.high,
                hedge=f.hedge,
                of=_counted(f.span, event),
                event=event.id if event else None,
                where=event.where if event else None,
                when=event.when if event else None,
                said_by=tuple(s.id for s in holders.around(f.number)),
                score=f.score,
            )
        )
    return tuple(events), tuple(figures)


class _Holders:
    """The statements by where their contents lie."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.by_id = {s.id: s for s in statements}
        contents = sorted(((c, s) for s in statements for c in s.content), key=lambda x: (x[0].start, -x[0].end))
        self.starts = [c.start for c, _ in contents]
        self.contents = contents
        self.outer: list[int] = []  # for each content, the last one before it that goes as far
        for i, (content, _) in enumerate(contents):
            at = i - 1
            while at >= 0 and contents[at][0].end < content.end:
                at = self.outer[at]
            self.outer.append(at)

    def around(self, span: Span) -> tuple[Statement, ...]:
        """Return the statements whose content holds a span, outermost first."""
        i = bisect_right(self.starts, span.start) - 1
        while i >= 0 and self.contents[i][0].end < span.end:
            i = self.outer[i]
        chain = []
        held = self.contents[i][1] if i >= 0 else None
        while held is not None:
            chain.append(held)
            held = self.by_id[held.within] if held.within else None
        return tuple(reversed(chain))


def _status(event: DraftEvent, said_by: Sequence[Statement]) -> Status:
    """Return the event's status in view of who says it: what somebody denies is denied."""
    if event.status in _REAL and any(s.polarity == "denied" for s in said_by):
        return "denied"
    return event.status


def _counted(span: Span, event: Event | None) -> str | None:
    """Return the actor whose words the figure counts."""
    parts = (*event.recipient, *event.actor) if event else ()
    return next((p.actor for p in parts if p.start < span.end and span.start < p.end), None)
