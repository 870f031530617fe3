"""Overlapping spans -> segments: a text cut at every edge of a span, so that marks nest and never cross."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportedly.model import Span
from reportedly.text import paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.model import Participant, Place, Records, Time

Role = Literal["source", "cue", "content", "trigger", "part", "figure", "time", "place", "actor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One span of a record; `number` says of which: `marks` counts statements from 1, and events on from there."""

    start: int
    end: int
    number: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of text that no span begins or ends in; `marks` are those that cover it, the longest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks(records: Records) -> list[Mark]:
    """Return every span of every statement and event, the longest first."""

    def mark(span: Span | Participant | Place | Time, number: int, role: Role) -> Mark:
        return Mark(start=span.start, end=span.end, number=number, role=role)

    found = []
    for number, s in enumerate(records.statements, 1):
        found += [mark(c, number, "content") for c in s.content]
        found += [mark(s.source, number, "source")] if s.source else []
        found += [mark(s.cue, number, "cue")] if s.cue else []
    named: dict[str, Span | Place | Time] = {f.id: f.span for f in records.figures}
    named |= {p.id: p for p in records.places} | {t.id: t for t in records.times}
    for number, e in enumerate(records.events, len(records.statements) + 1):
        found.append(mark(e.trigger, number, "trigger"))
        about = (named[i] for i in (e.where, e.when, *e.figures) if i)
        parts = {(p.start, p.end) for p in (*e.actor, *e.recipient, *e.instrument, *about)}
        found += [mark(Span(start=start, end=end), number, "part") for start, end in sorted(parts)]
    return sorted((m for m in found if m.start < m.end), key=lambda m: (m.start - m.end, m.start))


def segments(text: str, drawn: Sequence[Mark]) -> list[list[Segment]]:
    """Return the segments of each paragraph of a text; joined, they are the paragraph, character by character."""
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    for i, m in enumerate(drawn):
        opening[m.start].append(i)
        closing[m.end].append(i)
    edges = sorted({*opening, *closing})
    at = 0
    active: set[int] = set()
    found = []
    for start, end in paragraphs(text):
        row = []
        cut = start
        while cut < end:
            while at < len(edges) and edges[at] <= cut:
                active -= set(closing[edges[at]])
                active |= set(opening[edges[at]])
                at += 1
            stop = min(end, edges[at]) if at < len(edges) else end
            row.append(Segment(start=cut, end=stop, marks=tuple(drawn[i] for i in sorted(active))))
            cut = stop
        found.append(row)
    return found


def lanes(rows: Sequence[Sequence[Segment]]) -> dict[int, int]:
    """Return for each statement the height of the line under its content: 0, or 1 above the contents inside it."""
    length: dict[int, int] = defaultdict(int)
    beside: dict[int, set[int]] = defaultdict(set)
    for segment in (s for row in rows for s in row):
        together = {m.number for m in segment.marks if m.role == "content"}
        for number in together:
            length[number] += segment.end - segment.start
            beside[number] |= together - {number}
    found: dict[int, int] = {}
    for number in sorted(length, key=lambda n: (length[n], -n)):
        found[number] = 1 + max((found[n] for n in beside[number] if n in found), default=-1)
    return found
