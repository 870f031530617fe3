"""Records -> rows: each with everything that a reader of one row wants, the names that its ids stand for included.

A row is what the ledger answers with and what links, figures, exports and pages are made of; its `id` is the article's
id, a slash, and the record's own: `3f9c0a/e4`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.model import Actor, Event, Figure, Mention, Participant, Place, Records, Span, Statement, Time


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Evidence: `text` is `article.text[start:end]`, code points."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part or speaks: the words where the row has them, and the actor that they mean, as far as known.

    `actor` is the actor's id within the ledger (`3f9c0a/a2`), `country` ISO 3166 alpha-3, `sector` PLOVER's.
    """

    words: Words | None
    actor: str | None
    name: str
    kind: str = "unknown"
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place: its words, and what they resolve to; degrees, ISO 3166 alpha-3."""

    words: Words
    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time: its words, and its first and last day (ISO), both included."""

    words: Words
    first: str | None
    last: str | None
    grain: str | None
    modifier: str | None
    timex: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Who says so: a statement's id within the ledger, its speaker, and how it stands to what is said."""

    statement: str
    speaker: Party | None
    polarity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The article that a row comes from, and what read it."""

    article: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    version: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """Who said what. `within` is the id of the statement around it."""

    id: str
    origin: Origin
    source: Words | None
    speaker: Party | None
    source_kind: str
    cue: Words | None
    content: tuple[Words, ...]
    form: str
    polarity: str
    addressee: Words | None
    where: Where | None
    when: When | None
    within: str | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """Who reportedly did what to whom. `figures` are ids; `said_by` outermost first, empty: the outlet itself."""

    id: str
    origin: Origin
    trigger: Words
    type: str
    mode: str | None
    context: tuple[str, ...]
    status: str
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    instrument: tuple[Words, ...]
    where: Where | None
    when: When | None
    said_by: tuple[Saying, ...]
    figures: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """How many. `of` is who or what is counted, `event` the id of the event that it belongs to."""

    id: str
    origin: Origin
    words: Words
    number: Words
    unit: Words | None
    effect: str
    low: float | None
    best: float | None
    high: float | None
    hedge: str
    of: Party | None
    event: str | None
    where: Where | None
    when: When | None
    said_by: tuple[Saying, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """Someone or something that speaks, acts or is acted on, in one article."""

    id: str
    origin: Origin
    name: str
    kind: str
    country: str | None
    sector: str | None
    mentions: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place that an article names; `reading` is place or actor ("Moscow said")."""

    id: str
    origin: Origin
    where: Where
    reading: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All rows of one article."""

    origin: Origin
    actors: tuple[ActorRow, ...]
    statements: tuple[StatementRow, ...]
    events: tuple[EventRow, ...]
    figures: tuple[FigureRow, ...]
    places: tuple[PlaceRow, ...]


Row: TypeAlias = ActorRow | StatementRow | EventRow | FigureRow | PlaceRow


def rows(records: Records) -> Rows:
    """Return the rows of an article's records, each kind in the order of the records."""
    made = _Maker(records)
    return Rows(
        origin=made.origin,
        actors=tuple(made.actor(a) for a in records.actors),
        statements=tuple(made.statement(s) for s in records.statements),
        events=tuple(made.event(e) for e in records.events),
        figures=tuple(made.figure(f) for f in records.figures),
        places=tuple(made.place(p) for p in records.places),
    )


class _Maker:
    """Looks up what the ids of an article's records stand for."""

    def __init__(self, records: Records) -> None:
        a, e = records.article, records.engine
        self.text = a.text
        self.origin = Origin(
            article=a.id, title=a.title, outlet=a.outlet, url=a.url, published=a.published, language=a.language,
            version=e.version, model=e.model,
        )  # fmt: skip
        self.actors = {x.id: x for x in records.actors}
        self.statements = {x.id: x for x in records.statements}
        self.places = {x.id: x for x in records.places}
        self.times = {x.id: x for x in records.times}

    def key(self, record: str) -> str:
        return f"{self.origin.article}/{record}"

    def words(self, span: Span | Participant | Mention | Place | Time) -> Words:
        return Words(start=span.start, end=span.end, text=self.text[span.start : span.end])

    def maybe(self, span: Span | None) -> Words | None:
        return None if span is None else self.words(span)

    def party(self, words: Words | None, actor: str | None) -> Party | None:
        known = self.actors.get(actor or "")
        if known is None:
            return None if words is None else Party(words=words, actor=None, name=words.text)
        return Party(
            words=words, actor=self.key(known.id), name=known.name, kind=known.kind, country=known.country,
            sector=known.sector,
        )  # fmt: skip

    def parties(self, parts: Iterable[Participant]) -> tuple[Party, ...]:
        found = (self.party(self.words(p), p.actor) for p in parts)
        return tuple(p for p in found if p is not None)

    def where(self, place: str | None) -> Where | None:
        p = self.places.get(place or "")
        return None if p is None else Where(
            words=self.words(p), name=p.name, kind=p.kind, country=p.country, latitude=p.lat, longitude=p.lon,
            geonames=p.geonames,
        )  # fmt: skip

    def place(self, p: Place) -> PlaceRow:
        where = self.where(p.id)
        assert where is not None  # noqa: S101 - its id is a place's
        return PlaceRow(id=self.key(p.id), origin=self.origin, where=where, reading=p.reading, score=p.score)

    def when(self, time: str | None) -> When | None:
        t = self.times.get(time or "")
        return (
            None
            if t is None
            else When(
                words=self.words(t), first=t.first, last=t.last, grain=t.grain, modifier=t.modifier, timex=t.timex
            )
        )

    def sayings(self, statements: Iterable[str]) -> tuple[Saying, ...]:
        known = (self.statements[s] for s in statements)
        return tuple(
            Saying(statement=self.key(s.id), speaker=self.party(self.maybe(s.source), s.speaker), polarity=s.polarity)
            for s in known
        )

    def actor(self, a: Actor) -> ActorRow:
        return ActorRow(
            id=self.key(a.id), origin=self.origin, name=a.name, kind=a.kind, country=a.country, sector=a.sector,
            mentions=tuple(self.words(m) for m in a.mentions),
        )  # fmt: skip

    def statement(self, s: Statement) -> StatementRow:
        return StatementRow(
            id=self.key(s.id), origin=self.origin, source=self.maybe(s.source),
            speaker=self.party(self.maybe(s.source), s.speaker), source_kind=s.source_kind, cue=self.maybe(s.cue),
            content=tuple(self.words(c) for c in s.content), form=s.form, polarity=s.polarity,
            addressee=self.maybe(s.addressee), where=self.where(s.where), when=self.when(s.when),
            within=None if s.within is None else self.key(s.within), score=s.score,
        )  # fmt: skip

    def event(self, e: Event) -> EventRow:
        return EventRow(
            id=self.key(e.id), origin=self.origin, trigger=self.words(e.trigger), type=e.type, mode=e.mode,
            context=e.context, status=e.status, actor=self.parties(e.actor), recipient=self.parties(e.recipient),
            instrument=tuple(self.words(i) for i in e.instrument), where=self.where(e.where), when=self.when(e.when),
            said_by=self.sayings(e.said_by), figures=tuple(self.key(f) for f in e.figures), score=e.score,
        )  # fmt: skip

    def figure(self, f: Figure) -> FigureRow:
        return FigureRow(
            id=self.key(f.id), origin=self.origin, words=self.words(f.span), number=self.words(f.number),
            unit=self.maybe(f.unit), effect=f.effect, low=f.low, best=f.best, high=f.high, hedge=f.hedge,
            of=self.party(None, f.of), event=None if f.event is None else self.key(f.event), where=self.where(f.where),
            when=self.when(f.when), said_by=self.sayings(f.said_by), score=f.score,
        )  # fmt: skip
