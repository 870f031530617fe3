"""Rows -> the cells of the tables that can be asked: what holds now, one dict for each line of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportedly.ledger import schema
from reportedly.ledger.rows import EventRow, FigureRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Table

    from reportedly.ledger.rows import Party, PlaceRow, Rows, Saying, StatementRow, When, Where

    Cells = dict[str, Any]


def cells(rows: Rows) -> list[tuple[Table, list[Cells]]]:
    """Return what an article's rows put into each table."""
    told: tuple[StatementRow | EventRow | FigureRow, ...] = (*rows.statements, *rows.events, *rows.figures)
    parties = [p for r in told for p in _parties(r)]
    return [
        (schema.actor, [
            {"id": a.id, "article": a.origin.article, "name": a.name, "kind": a.kind, "country": a.country,
             "sector": a.sector, "mentions": len(a.mentions)} for a in rows.actors]),
        (schema.statement, [_statement(s) for s in rows.statements]),
        (schema.event, [_event(e) for e in rows.events]),
        (schema.figure, [_figure(f) for f in rows.figures]),
        (schema.place, [_place(p) for p in rows.places]),
        (schema.party, parties),
    ]  # fmt: skip


def fold(name: str) -> str:
    """Return a name as it is looked up: without case and a leading article."""
    return " ".join(name.split()).casefold().removeprefix("the ")


def outermost(said_by: Sequence[Saying]) -> str | None:
    """Return the name of the outermost speaker; None where the outlet itself says so."""
    return next((s.speaker.name if s.speaker else "?" for s in said_by), None)


def _day(when: When | None, published: str | None) -> str | None:
    return (when.first if when else None) or published


def _at(where: Where | None) -> Cells:
    if where is None:
        return {"place": None, "country": None, "latitude": None, "longitude": None}
    return {"place": where.name, "country": where.country, "latitude": where.latitude, "longitude": where.longitude}


def _statement(s: StatementRow) -> Cells:
    return {
        "id": s.id, "article": s.origin.article, "speaker": s.speaker.name if s.speaker else None,
        "cue": s.cue.text if s.cue else None, "content": " … ".join(c.text for c in s.content), "polarity": s.polarity,
        "form": s.form, "source_kind": s.source_kind, "day": _day(s.when, s.origin.published),
        "start": (s.cue or s.content[0]).start, "score": s.score,
    }  # fmt: skip


def _event(e: EventRow) -> Cells:
    return {
        "id": e.id, "article": e.origin.article, "trigger": e.trigger.text, "type": e.type, "mode": e.mode,
        "status": e.status, "actors": _names(e.actor), "recipients": _names(e.recipient), **_at(e.where),
        "first": e.when.first if e.when else None, "last": e.when.last if e.when else None,
        "day": _day(e.when, e.origin.published), "said_by": outermost(e.said_by), "start": e.trigger.start,
        "score": e.score,
    }  # fmt: skip


def _figure(f: FigureRow) -> Cells:
    return {
        "id": f.id, "article": f.origin.article, "event": f.event, "words": f.words.text, "effect": f.effect,
        "low": f.low, "best": f.best, "high": f.high, "hedge": f.hedge, **_at(f.where),
        "day": _day(f.when, f.origin.published), "said_by": outermost(f.said_by), "start": f.words.start,
        "score": f.score,
    }  # fmt: skip


def _place(p: PlaceRow) -> Cells:
    w = p.where
    return {
        "id": p.id, "article": p.origin.article, "words": w.words.text, "name": w.name, "kind": w.kind,
        "country": w.country, "latitude": w.latitude, "longitude": w.longitude, "geonames": w.geonames,
        "reading": p.reading, "start": w.words.start, "score": p.score,
    }  # fmt: skip


def _names(parties: Iterable[Party]) -> str:
    return "; ".join(p.name for p in parties)


def _parties(row: StatementRow | EventRow | FigureRow) -> Iterator[Cells]:
    day = _day(row.when, row.origin.published)
    for role, p in _sides(row):
        yield {
            "record": row.id, "article": row.origin.article, "role": role, "name": p.name, "folded": fold(p.name),
            "country": p.country, "sector": p.sector, "actor": p.actor, "day": day,
            "status": row.status if isinstance(row, EventRow) else None,
        }  # fmt: skip


def _sides(row: StatementRow | EventRow | FigureRow) -> Iterator[tuple[str, Party]]:
    if isinstance(row, EventRow):
        yield from (("actor", p) for p in row.actor)
        yield from (("recipient", p) for p in row.recipient)
    elif isinstance(row, FigureRow):
        yield from (("of", p) for p in (row.of,) if p)
    else:
        yield from (("speaker", p) for p in (row.speaker,) if p)
        return
    yield from (("said_by", s.speaker) for s in row.said_by if s.speaker)
