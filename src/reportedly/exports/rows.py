"""Events as a reader meets them: who did what to whom, where, when, how many, whether it happened, who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.exports.entries import safe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.model import Event, Participant, Records, Span, Time

OUTLET = "the report itself"
KINDS = {
    "happened": "real", "ongoing": "real", "planned": "ahead", "threatened": "ahead", "demanded": "ahead",
    "possible": "unsure", "conditional": "unsure", "negated": "unreal", "denied": "unreal",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One event as words.

    `number` counts from 1 in the order of `Records.events`; `kind` groups statuses that look alike; `dyad` gives the
    codes of both sides, such as "ISR GOV -> PSE REB", "?" for a side of which none is known, nothing where that holds
    for both; `according_to` are the speakers' names, outermost first.
    """

    number: int
    event: Event
    kind: str
    who: tuple[str, ...]
    what: str
    whom: tuple[str, ...]
    dyad: str
    by: tuple[str, ...]
    where: str | None
    when: str | None
    how_many: tuple[str, ...]
    according_to: tuple[str, ...]


def rows(records: Records) -> list[Row]:
    """Return the events of an article in text order."""
    text = records.article.text
    names = {a.id: safe(a.name) for a in records.actors}
    spoken = _spoken(records)
    places = {p.id: safe(p.name) for p in records.places}
    times = {t.id: _words(text, t) for t in records.times}
    counted = {f.id: _words(text, f.span) for f in records.figures}

    def named(parts: Iterable[Participant]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names.get(p.actor or "") or _words(text, p) for p in parts))

    def codes(parts: Iterable[Participant]) -> str:
        known = {a.id: " ".join(filter(None, (a.country, a.sector))) for a in records.actors}
        return ", ".join(dict.fromkeys(c for p in parts if (c := known.get(p.actor or ""))))

    return [
        Row(
            number=number,
            event=e,
            kind=KINDS[e.status],
            who=named(e.actor),
            what=_words(text, e.trigger),
            whom=named(e.recipient),
            dyad=_dyad(codes(e.actor), codes(e.recipient)),
            by=named(e.instrument),
            where=places.get(e.where or ""),
            when=times.get(e.when or ""),
            how_many=tuple(counted[f] for f in e.figures),
            according_to=tuple(dict.fromkeys(spoken[s] for s in e.said_by)),
        )
        for number, e in enumerate(records.events, 1)
    ]


def loose(records: Records) -> list[str]:
    """Return the figures that belong to no event found, each with its effect and who gives it."""
    spoken = _spoken(records)
    return [
        f"{_words(records.article.text, f.span)} ({f.effect}), according to "
        + (" › ".join(dict.fromkeys(spoken[s] for s in f.said_by)) or OUTLET)
        for f in records.figures
        if f.event is None
    ]


def _spoken(records: Records) -> dict[str, str]:
    """Return who says each statement, by its id."""
    names = {a.id: safe(a.name) for a in records.actors}
    return {
        s.id: names.get(s.speaker or "") or (_words(records.article.text, s.source) if s.source else "somebody")
        for s in records.statements
    }


def _dyad(actor: str, recipient: str) -> str:
    return f"{actor or '?'} -> {recipient or '?'}" if actor or recipient else ""


def _words(text: str, span: Span | Participant | Time) -> str:
    return safe(text[span.start : span.end])
