"""The record format `reportedly/1` as frozen values.

Offsets are code points into `article.text`, half-open. The *span law* holds for every span of every
record: `article.text[start:end]` is the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FORMAT = "reportedly/1"

Level = Literal["name", "nominal", "pronoun"]
ActorKind = Literal["person", "government", "armed_group", "organisation", "people", "document", "unknown"]
SourceKind = Literal["named_person", "named_organisation", "unnamed_person", "unnamed_group", "document", "none"]
Form = Literal["direct", "indirect", "mixed"]
Polarity = Literal["said", "denied", "declined", "not_said"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of code points of `article.text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text to be read; `text` is fixed the moment the article is made."""

    id: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    text: str


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
class Note:
    """What is not known or was done to the input, and why; never silent."""

    about: str | None
    stage: str
    reason: str
