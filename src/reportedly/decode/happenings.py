"""The events of a text by where their triggers and participants lie."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from reportedly.decode.effects import all_tells, told
from reportedly.decode.fates import ACTOR, INSTRUMENT, PLACE, RECIPIENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.decode.draft import DraftEvent
    from reportedly.model import Effect

    Range = tuple[int, int]

NEAR: Final = 120  # code points between a number and an event that may tell its effect
CLAUSES_COUNT: Final = 60  # code points that a border between clauses counts for

_FEW: Final = 12  # events, participants looked at on either side
_BEHIND_TRIGGER: Final = 80  # code points behind a trigger that may belong to its words: "tore *the roofs off*"
_CLAUSE: Final = re.compile(r"[;:.]|, (?:and|but|who|which)\b|\b(?:while|but|when|as|after|before)\b")


class Happenings:
    """The events of a text, to be asked what lies near a span."""

    def __init__(self, text: str, events: Sequence[DraftEvent]) -> None:
        self.text = text
        self.events = events
        self.order = sorted(range(len(events)), key=lambda i: events[i].trigger.start)
        self.starts = [events[i].trigger.start for i in self.order]
        self.parts = sorted(
            (p.start, p.end, i, role)
            for i, e in enumerate(events)
            for role, spans in (
                (RECIPIENT, e.recipient), (INSTRUMENT, e.instrument), (ACTOR, e.actor), (PLACE, e.where),
            )
            for p in spans
        )  # fmt: skip

    def near(self, span: Range) -> list[int]:
        """Return the few events whose triggers are nearest to a span, nearest first."""
        at = bisect_left(self.starts, span[0])
        close = self.order[max(0, at - _FEW) : at + _FEW]
        return sorted((i for i in close if self.gap(i, span) <= NEAR), key=lambda i: self.distance(i, span))

    def taking(self, span: Range) -> list[tuple[int, str, Range]]:
        """Return the events that a span takes part in, with its role and where the participant is."""
        at = bisect_left(self.parts, (span[1],))
        return [(i, role, (start, end)) for start, end, i, role in self.parts[max(0, at - _FEW) : at] if end > span[0]]

    def inside(self, span: Range) -> int | None:
        """Return the event whose trigger lies in a span: "two *blasts*"."""
        at = bisect_left(self.starts, span[0])
        inside = at < len(self.order) and self.events[self.order[at]].trigger.end <= span[1]
        return self.order[at] if inside else None

    def gap(self, i: int, span: Range) -> int:
        """Return the code points between a trigger and a span."""
        t = self.events[i].trigger
        return max(t.start - span[1], span[0] - t.end, 0)

    def distance(self, i: int, span: Range) -> int:
        """Return the gap, borders between clauses counted in."""
        t = self.events[i].trigger
        first, last = min(t.end, span[1]), max(t.start, span[0])
        return self.gap(i, span) + CLAUSES_COUNT * len(_CLAUSE.findall(self.text, first, min(last, first + 4 * NEAR)))

    def told(self, i: int) -> tuple[Effect | None, str]:
        """Return the effect that an event's words tell of, and its trigger's words."""
        t = self.events[i].trigger
        words = self.text[t.start : t.end]
        m = next(all_tells(self.text, t.start, min(t.end, t.start + 40) + _BEHIND_TRIGGER), None)
        return (told(m) if m and m.start() < t.end else None), words
