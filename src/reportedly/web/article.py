"""An article as a page: its text in segments that know which records rest on them, and the records as cards."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import msgspec

from reportedly.exports.entries import byline, harmless, heading, safe
from reportedly.exports.html import linkable
from reportedly.exports.marks import Mark, lanes, segments
from reportedly.exports.rows import KINDS, OUTLET
from reportedly.ledger.rows import rows
from reportedly.web.site import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from starlette.requests import Request

    from reportedly.exports.marks import Role
    from reportedly.ledger.rows import EventRow, FigureRow, Party, Rows, Saying, StatementRow, When, Where, Words
    from reportedly.model import Records
    from reportedly.web.site import Site

LANES: Final = 3
_LETTERS: Final[Mapping[str, Role]] = {"f": "figure", "t": "time", "p": "place", "a": "actor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A segment as the page needs it: its words, its classes, the records on it, the one it leads to.

    `begins` are the records whose first words these are.
    """

    words: str
    classes: str
    records: tuple[str, ...]
    leads_to: str | None
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record in the margin. `tone` is the class of its colour, `at` where its words begin."""

    id: str
    kind: str
    tone: str
    label: str
    title: str
    lines: tuple[str, ...]
    score: float | None
    at: int
    words: str


def sheet(site: Site, request: Request) -> Sheet:
    """Return an article's page."""
    records = site.ledger.records(request.path_params["article"])
    verdicts = {r.rpartition("/")[2]: v for r, v in site.ledger.judged(article=records.article.id).items()}
    found = cards(records)
    main = [c for c in found if c.kind in {"statement", "event", "figure"}]
    others = {k: [c for c in found if c.kind == k] for k in ("place", "time", "actor")}
    a = records.article

    def lines() -> Iterator[dict[str, Any]]:
        for c in found:
            yield {"id": f"{a.id}/{c.id}", "kind": c.kind, "label": c.label, "what": c.title, "words": c.words,
                   "start": c.at, "score": c.score, "verdict": verdicts.get(c.id)}  # fmt: skip

    return Sheet(
        template="article.html",
        title=heading(records),
        shown={
            "article": a, "byline": byline(records), "url": linkable(a.url), "paragraphs": runs(records), "cards": main,
            "others": others, "verdicts": verdicts, "notes": records.notes, "engine": records.engine,
        },
        json=msgspec.Raw(records.to_jsonl().encode()),
        columns=("id", "kind", "label", "what", "words", "start", "score", "verdict"),
        lines=lines,
    )  # fmt: skip


def runs(records: Records) -> list[list[Run]]:
    """Return the paragraphs of an article as runs; joined, they are its text, character by character."""
    ids = [*(s.id for s in records.statements), *(e.id for e in records.events), *(f.id for f in records.figures),
           *(t.id for t in records.times), *(p.id for p in records.places),
           *(a.id for a in records.actors)]  # fmt: skip
    tones = {s.id: s.polarity for s in records.statements} | {e.id: KINDS[e.status] for e in records.events}
    cut = segments(records.article.text, marks(records))
    height = lanes(cut)
    begun: set[str] = set()

    def run(start: int, end: int, on: tuple[Mark, ...]) -> Run:
        inmost = min(on, key=lambda m: (m.end - m.start, m.number), default=None)
        names: dict[str, None] = {}
        for m in on:
            names[m.role] = None
            if m.role in {"content", "trigger"}:
                names[tones[ids[m.number]]] = None
            if m.role == "content":
                names[f"l{min(height[m.number], LANES - 1)}"] = None
        mine = tuple(dict.fromkeys(ids[m.number] for m in on))
        new = tuple(i for i in mine if i not in begun)
        begun.update(new)
        return Run(words=harmless(records.article.text[start:end]), classes=" ".join(names), records=mine,
                   leads_to=None if inmost is None else ids[inmost.number], begins=new)  # fmt: skip

    return [[run(s.start, s.end, s.marks) for s in row] for row in cut]


def marks(records: Records) -> list[Mark]:
    """Return every span of every record, the longest first; they are numbered in the order of `runs`."""
    found: list[Mark] = []

    def put(number: int, role: Role, spans: Iterable[Any]) -> None:
        found.extend(Mark(start=s.start, end=s.end, number=number, role=role) for s in spans if s is not None)

    named: dict[str, Any] = {f.id: f.span for f in records.figures}
    named |= {p.id: p for p in records.places} | {t.id: t for t in records.times}
    numbers = count()
    for s, number in zip(records.statements, numbers, strict=False):
        put(number, "content", s.content)
        put(number, "source", [s.source])
        put(number, "cue", [s.cue])
    for e, number in zip(records.events, numbers, strict=False):
        put(number, "trigger", [e.trigger])
        about = [named[i] for i in (e.where, e.when, *e.figures) if i]
        put(number, "part", {(p.start, p.end): p for p in (*e.actor, *e.recipient, *e.instrument, *about)}.values())
    for f, number in zip(records.figures, numbers, strict=False):
        put(number, "figure", [f.span])
    for t, number in zip(records.times, numbers, strict=False):
        put(number, "time", [t])
    for p, number in zip(records.places, numbers, strict=False):
        put(number, "place", [p])
    for a, number in zip(records.actors, numbers, strict=False):
        put(number, "actor", a.mentions)
    return sorted((m for m in found if m.start < m.end), key=lambda m: (m.start - m.end, m.start))


def cards(records: Records) -> list[Card]:
    """Return the records of an article as cards, those of a kind in the order of the text, statements first."""
    made = rows(records)
    main = [*map(_statement, made.statements), *map(_event, made.events), *map(_figure, made.figures)]
    return [*sorted(main, key=lambda c: c.at), *_others(records, made)]


def _statement(s: StatementRow) -> Card:
    return Card(
        id=_own(s.id), kind="statement", tone=s.polarity, label=s.polarity, title=_who(s.speaker) or "source not named",
        lines=_told(" … ".join(c.text for c in s.content), f"cue: {s.cue.text}" if s.cue else None), score=s.score,
        at=s.content[0].start, words=" … ".join(c.text for c in s.content),
    )  # fmt: skip


def _event(e: EventRow) -> Card:
    whom, who = "; ".join(map(_who, e.recipient)), "; ".join(map(_who, e.actor))
    kind = f"{e.type} {e.mode}" if e.mode else e.type
    return Card(
        id=_own(e.id), kind="event", tone=KINDS[e.status], label=e.status,
        title=" ".join(filter(None, (who or "–", safe(e.trigger.text), whom))),
        lines=_told(_joined(kind, place(e.where), time(e.when)), f"according to {said_by(e.said_by)}"), score=e.score,
        at=e.trigger.start, words=e.trigger.text,
    )  # fmt: skip


def _figure(f: FigureRow) -> Card:
    return Card(
        id=_own(f.id), kind="figure", tone="counted", label=f.effect, title=safe(f.words.text),
        lines=_told(_joined(bounds(f.low, f.best, f.high), place(f.where), time(f.when)),
                    f"according to {said_by(f.said_by)}"),
        score=f.score, at=f.words.start, words=f.words.text,
    )  # fmt: skip


def _others(records: Records, made: Rows) -> Iterator[Card]:
    text = records.article.text
    for p in made.places:
        yield Card(id=_own(p.id), kind="place", tone="plain", label=p.where.kind, title=safe(p.where.name),
                   lines=_told(p.where.country, p.reading if p.reading == "actor" else None), score=p.score,
                   at=p.where.words.start, words=p.where.words.text)  # fmt: skip
    for t in records.times:
        words = text[t.start : t.end]
        yield Card(id=t.id, kind="time", tone="plain", label=t.kind, title=safe(words),
                   lines=_told(t.first if t.first == t.last else f"{t.first} to {t.last}"), score=None, at=t.start,
                   words=words)  # fmt: skip
    for a in made.actors:
        yield Card(id=_own(a.id), kind="actor", tone="plain", label=a.kind, title=safe(a.name),
                   lines=_told(a.country, a.sector, f"{len(a.mentions)} times"), score=None,
                   at=a.mentions[0].start if a.mentions else 0,
                   words="; ".join(m.text for m in a.mentions))  # fmt: skip


def bounds(low: float | None, best: float | None, high: float | None) -> str:
    """Return what a figure says in numbers: "22", "22 to 30", "≥ 22", "≤ 30"."""
    if best is not None and low in {None, best} and high in {None, best}:
        return f"{best:,.10g}"
    if low is not None and high is not None:
        return f"{low:,.10g} to {high:,.10g}" + (f", best {best:,.10g}" if best is not None else "")
    bound = f"≥ {low:,.10g}" if low is not None else f"≤ {high:,.10g}" if high is not None else "no number"
    return bound if best is None else f"{best:,.10g} ({bound})"


def said_by(sayings: Iterable[Saying]) -> str:
    """Return who says so, outermost first."""
    told = [f"{_who(s.speaker) or 'a source not named'}{' (denies)' if s.polarity == 'denied' else ''}"
            for s in sayings]  # fmt: skip
    return " › ".join(told) or OUTLET


def place(where: Where | None) -> str | None:
    """Return where, with the country."""
    if where is None:
        return None
    return safe(f"{where.name} ({where.country})" if where.country else where.name)


def time(when: When | None) -> str | None:
    """Return when: the days, else the words."""
    if when is None:
        return None
    if when.first is None:
        return safe(when.words.text)
    return when.first if when.first == when.last else f"{when.first} to {when.last}"


def _own(record: str) -> str:
    return record.rpartition("/")[2]


def _who(party: Party | None) -> str:
    return safe(party.name) if party else ""


def _told(*parts: str | None) -> tuple[str, ...]:
    return tuple(safe(p) for p in parts if p)


def _joined(*parts: str | None) -> str:
    return " · ".join(p for p in parts if p)


def words_of(row: Any) -> Words | None:  # noqa: ANN401 - any row
    """Return the words that stand for a row."""
    where = getattr(row, "where", None)
    direct = getattr(row, "trigger", None) or getattr(row, "words", None) or (where and where.words)
    several = getattr(row, "content", None) or getattr(row, "mentions", None)
    return several[0] if several else direct
