"""What decoding hands to settling: spans, links and labels, no values yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.model import Form, Polarity, Span


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
class Draft:
    """All that decoding found in one article, statements in text order."""

    statements: tuple[DraftStatement, ...]
