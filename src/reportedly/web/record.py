"""One record as a page: its fields and words, what persons said of it, all reports of the same event side by side."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from reportedly.exports.entries import heading, safe
from reportedly.exports.rows import KINDS
from reportedly.ledger import links
from reportedly.ledger.changes import editable
from reportedly.ledger.rows import EventRow
from reportedly.web import article, tables
from reportedly.web.site import Sheet, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.requests import Request

    from reportedly.ledger.changes import Editable
    from reportedly.ledger.rows import Row
    from reportedly.model import Records
    from reportedly.web.site import Site

_AROUND: Final = 300  # characters on each side of a record's words
_MOST: Final = 200  # reports side by side
_NAMED: Final = {"a": "actor", "s": "statement", "e": "event", "f": "figure", "t": "time", "p": "place"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one report says of an event; `differs` are the fields in which it is not with the most of them."""

    id: str
    outlet: str
    published: str
    fields: dict[str, str]
    differs: frozenset[str]


def sheet(site: Site, request: Request) -> Sheet:
    """Return a record's page."""
    a, own = request.path_params["article"], request.path_params["record"]
    record = f"{a}/{own}"
    if own[:1] not in _NAMED:
        raise missing("record")
    records = site.ledger.records(a)
    fields = [(f, _choices(records, f)) for f in editable(records, own)]
    card = next((c for c in article.cards(records) if c.id == own), None)
    if card is None:
        raise missing("record")
    row = None if own[0] == "t" else site.ledger.row(record)
    words = article.words_of(row) if row else None
    start, end = (words.start, words.end) if words else (card.at, card.at + len(card.words))
    text = records.article.text
    history = history_of(site, record)
    shown: dict[str, Any] = {
        "article": records.article, "heading": heading(records), "record": record, "own": own, "kind": _NAMED[own[0]],
        "card": card, "fields": fields, "history": history,
        "verdict": site.ledger.judged(records=[record]).get(record, ""),
        "before": ("… " if start > _AROUND else "") + text[max(0, start - _AROUND) : start], "words": text[start:end],
        "after": text[end : end + _AROUND] + (" …" if end + _AROUND < len(text) else ""),
        "reports": [], "heads": (), "why": [], "svg": None,
    }  # fmt: skip
    if isinstance(row, EventRow):
        shown |= _event(site, row)
    return Sheet(
        template="record.html", title=f"{_NAMED[own[0]]} {own}: {card.title}", shown=shown,
        json={"record": row or _time(records, own), "verdict": shown["verdict"], "history": history,
              "reports": [r.id for r in shown["reports"]], "why": shown["why"]},
        columns=("id", "outlet", "published", *_FIELDS) if row and own[0] == "e" else ("field", "value"),
        lines=lambda: (
            [{"id": r.id, "outlet": r.outlet, "published": r.published, **r.fields} for r in shown["reports"]]
            if own[0] == "e" else [{"field": f.name, "value": f.value} for f, _ in fields]
        ),
    )  # fmt: skip


def history_of(site: Site, record: str | None = None) -> list[dict[str, Any]]:
    """Return the corrections of a record and the verdicts on it, or all, in order."""
    judged = [{"field": "verdict", "old": None, "new": v.verdict} | asdict(v) for v in site.ledger.verdicts(record)]
    found = [*(asdict(c) for c in site.ledger.history(record)), *judged]
    wanted = ("at", "record", "field", "old", "new", "by", "why")
    return sorted(({k: x[k] for k in wanted} for x in found), key=lambda x: str(x["at"]))


def _choices(records: Records, field: Editable) -> list[tuple[str, str]]:
    """Return what a field may be set to, with what stands for it; nothing where any text will do."""
    text = records.article.text
    named: dict[str, Iterable[tuple[str, str]]] = {
        "when": ((t.id, text[t.start : t.end]) for t in records.times),
        "where": ((p.id, p.name) for p in records.places),
        "speaker": ((a.id, a.name) for a in records.actors), "of": ((a.id, a.name) for a in records.actors),
        "event": ((e.id, text[e.trigger.start : e.trigger.end]) for e in records.events),
    }  # fmt: skip
    if field.name in named:
        return [(i, f"{safe(words)} ({i})") for i, words in named[field.name]]
    return [(c, c.replace("_", " ")) for c in field.choices]


_FIELDS: Final = ("who", "did", "to whom", "type", "status", "where", "when", "how many", "according to")


def _event(site: Site, row: EventRow) -> dict[str, Any]:
    with site.ledger.reading() as c:
        together = links.joined(c, "event", row.id)
        why = links.reasons(c, "event", together[:_MOST])
        decided = links.decided(c, "event", together[:_MOST])
    rows = [r for e in dict.fromkeys([row.id, *together[:_MOST]]) if isinstance(r := site.ledger.row(e), EventRow)]
    figures = {f: site.ledger.row(f) for r in rows for f in r.figures}
    told = [_fields(r, figures) for r in rows]
    usual = {f: _most([t[f] for t in told]) for f in _FIELDS}
    reports = [
        Report(id=r.id, outlet=safe(r.origin.outlet or r.origin.title or r.origin.article),
               published=r.origin.published or "", fields=t,
               differs=frozenset(f for f in _FIELDS if t[f] and usual[f] and t[f].casefold() != usual[f]))
        for r, t in zip(rows, told, strict=True)
    ]  # fmt: skip
    tolls = site.ledger.figures(row.id)
    return {
        "reports": reports, "heads": _FIELDS, "total": len(together), "agree": _agreement(told), "decided": decided,
        "why": [{"a": a, "b": b, "score": round(s, 3), "reason": r} for a, b, s, r in why],
        "svg": tables.drawing(tolls) if tolls.series else None, "tones": {r.id: KINDS[r.status] for r in rows},
    }  # fmt: skip


def _fields(r: EventRow, figures: dict[str, Row]) -> dict[str, str]:
    return {
        "who": "; ".join(safe(p.name) for p in r.actor), "did": safe(r.trigger.text),
        "to whom": "; ".join(safe(p.name) for p in r.recipient),
        "type": f"{r.type} {r.mode}" if r.mode else r.type, "status": r.status, "where": article.place(r.where) or "",
        "when": article.time(r.when) or "",
        "how many": "; ".join(safe(w.text) for f in r.figures if (w := article.words_of(figures[f]))),
        "according to": article.said_by(r.said_by),
    }  # fmt: skip


def _most(values: Sequence[str]) -> str:
    known = [v.casefold() for v in values if v]
    return max(sorted(set(known)), key=known.count, default="")


def _agreement(told: Sequence[dict[str, str]]) -> list[tuple[str, bool]]:
    """Return the fields that two reports or more tell, and whether those tell the same."""
    of = {f: [t[f].casefold() for t in told if t[f]] for f in _FIELDS if f not in {"did", "according to"}}
    return [(f, len(set(values)) == 1) for f, values in of.items() if len(values) > 1]


def _time(records: Records, own: str) -> object:
    return next(t for t in records.times if t.id == own)
