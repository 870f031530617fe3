"""The record format `reportedly/1` as frozen values.

Offsets are code points into `article.text`, half-open. The *span law* holds for every span of every
record: `article.text[start:end]` is the evidence.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from reportedly import laws
from reportedly.errors import RecordError

FORMAT: Final = "reportedly/1"

Level = Literal["name", "nominal", "pronoun"]
ActorKind = Literal["person", "government", "armed_group", "organisation", "people", "document", "unknown"]
SourceKind = Literal["named_person", "named_organisation", "unnamed_person", "unnamed_group", "document", "none"]
Form = Literal["direct", "indirect", "mixed"]
Polarity = Literal["said", "denied", "declined", "not_said"]
Status = Literal[
    "happened", "ongoing", "planned", "threatened", "demanded", "possible", "conditional", "negated", "denied"
]
Effect = Literal[
    "killed", "injured", "missing", "displaced", "detained", "abducted", "released", "deployed", "launched",
    "destroyed", "other",
]  # fmt: skip
Hedge = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "between", "vague"]
TimeKind = Literal["date", "time", "duration", "set"]
Grain = Literal[
    "minute", "hour", "part_of_day", "day", "week", "month", "season", "quarter", "year", "decade", "century"
]
Basis = Literal["stated", "relative", "assumed"]
Modifier = Literal[
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
    "START", "MID", "END", "APPROX",
]  # fmt: skip
PlaceKind = Literal["country", "admin", "city", "region", "sea", "facility", "other"]
PlaceReading = Literal["place", "actor"]

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of code points of `article.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text to be read; `text` is fixed the moment the article is made.

    `published` is an ISO day, `language` an ISO 639 code; what is not known is None.

    Raises:
        RecordError: `text` holds a lone surrogate (it has no UTF-8), or `published` is no day.
    """

    id: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    text: str

    def __post_init__(self) -> None:
        if found := _SURROGATE.search(self.text):
            raise RecordError(f"$.article.text: lone surrogate at {found.start()}")
        if self.published is not None and not is_day(self.published):
            raise RecordError(f"$.article.published: {self.published!r} is no day (YYYY-MM-DD)")


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What read the article: software version, digest of the model file."""

    version: str
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where an actor is mentioned."""

    start: int
    end: int
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Someone or something that speaks, acts or is acted on."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """An attribution: somebody says, denies, believes, knows, intends or orders something."""

    id: str
    source: Span | None
    speaker: str | None
    source_kind: SourceKind
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    polarity: Polarity
    addressee: Span | None = None
    when: str | None = None
    where: str | None = None
    within: str | None = None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Words that take part in an event, and the actor they mean."""

    start: int
    end: int
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that somebody did, does or will do, or that befell somebody.

    `type`, `mode` and `context` are PLOVER 2.0's; `status` is what the report says of it, not what is true;
    `said_by` are statement ids, outermost first, empty where the outlet itself says so.
    """

    id: str
    trigger: Span
    type: str
    mode: str | None = None
    context: tuple[str, ...] = ()
    status: Status
    actor: tuple[Participant, ...] = ()
    recipient: tuple[Participant, ...] = ()
    instrument: tuple[Participant, ...] = ()
    where: str | None = None
    when: str | None = None
    said_by: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that is said of people or things; `span` covers number, hedge and what is counted."""

    id: str
    span: Span
    number: Span
    unit: Span | None = None
    effect: Effect
    low: float | None = None
    best: float | None = None
    high: float | None = None
    hedge: Hedge
    of: str | None = None
    event: str | None = None
    where: str | None = None
    when: str | None = None
    said_by: tuple[str, ...] = ()
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression; `first` and `last` are ISO days of a closed range, `timex` and `modifier` are TIMEX3's."""

    id: str
    start: int
    end: int
    kind: TimeKind
    first: str | None = None
    last: str | None = None
    grain: Grain | None = None
    basis: Basis
    modifier: Modifier | None = None
    timex: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place name and what it resolves to; `lat` and `lon` in degrees (WGS 84), `country` ISO 3166 alpha-3."""

    id: str
    start: int
    end: int
    name: str
    country: str | None = None
    kind: PlaceKind
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    reading: PlaceReading
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is not known or was done to the input, and why; never silent."""

    about: str | None
    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """All that one article reports.

    Raises:
        RecordError: the span law is broken, an id is used twice, or a reference leads nowhere; the message begins
            with the place, such as `$.statements[3].cue.start`.
    """

    format: Literal["reportedly/1"] = FORMAT
    article: Article
    engine: Engine
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        laws.check(self)

    def to_jsonl(self) -> str:
        """Return the records as one line of JSON, newline included; the same records give the same line."""
        return msgspec.json.encode(self).decode() + "\n"

    def _repr_html_(self) -> str:
        """Return the marked report, for notebooks."""
        from reportedly.exports.html import frame  # noqa: PLC0415 - looks up, and only notebooks pay for it

        return frame(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """An input that gave no records: which one, at which stage, why.

    `failed` is false where the input was passed over as none of ours (a picture in a folder), true where it should
    have been read.
    """

    article: str
    stage: str
    reason: str
    failed: bool = True

    def __str__(self) -> str:
        return f"{self.article}: {self.reason}"
