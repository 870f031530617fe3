"""What decoding hands to settling: spans, links and labels, no values yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.model import Effect, Form, Hedge, Polarity, Span, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStatement:
    """One attribution as found in the text; `within` is an index into `Draft.statements`."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    form: Form
    polarity: Polarity
    addressee: Span | None = None
    within: int | None = None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEvent:
    """One event as found in the text; `type` is a PLOVER 2.0 type or OTHER, roles are spans in text order."""

    trigger: Span
    type: str
    mode: str | None = None
    status: Status
    actor: tuple[Span, ...] = ()
    recipient: tuple[Span, ...] = ()
    instrument: tuple[Span, ...] = ()
    where: tuple[Span, ...] = ()
    when: tuple[Span, ...] = ()
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFigure:
    """One count phrase; `event` is an index into `Draft.events`."""

    span: Span
    number: Span
    unit: Span | None
    effect: Effect
    low: float | None
    best: float | None
    high: float | None
    hedge: Hedge
    event: int | None = None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All that decoding found in one article, each kind in text order."""

    statements: tuple[DraftStatement, ...]
    events: tuple[DraftEvent, ...] = ()
    figures: tuple[DraftFigure, ...] = ()
