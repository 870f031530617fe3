"""Reading -> Draft: spans, links and labels; no values yet."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.decode.draft import Draft, DraftEvent, DraftFigure, DraftStatement
from reportedly.decode.events import events
from reportedly.decode.figures import figures
from reportedly.decode.manner import addressee, form, polarity
from reportedly.decode.spans import attributions
from reportedly.model import Span
from reportedly.text import quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportedly.decode.tags import PieceSpan
    from reportedly.encoder.reading import Reading
    from reportedly.text import Quotation

__all__ = ["Draft", "DraftEvent", "DraftFigure", "DraftStatement", "decode"]


def decode(text: str, readings: Iterable[tuple[int, Reading]]) -> Draft:
    """Turn the scores of a text's sections into statements, events and figures, each in text order.

    A statement inside the content of another stands behind it. It stays within one part of that content: what goes on
    behind the outer cue is no part of it.

    Args:
        text: the whole text.
        readings: each section's offset in the text (code points) and its scores.
    """
    quoted = quotations(text)
    statements: list[DraftStatement] = []
    happened: list[DraftEvent] = []
    for offset, reading in readings:
        statements += _statements(text, quoted, offset, reading, before=len(statements))
        happened += events(text, offset, reading)
    return Draft(statements=tuple(statements), events=tuple(happened), figures=tuple(figures(text, happened)))


def _statements(
    text: str, quoted: Sequence[Quotation], offset: int, reading: Reading, before: int
) -> list[DraftStatement]:
    found: list[DraftStatement] = []
    inner = _found(reading, offset, prefix="nested_")
    starts = [f.content[0].start for f in inner]
    for outer in _found(reading, offset):
        at = before + len(found)
        found.append(_statement(text, quoted, outer))
        for part in outer.content:
            near = inner[bisect_left(starts, part.start) : bisect_left(starts, part.end)]
            held = [kept for f in near if (kept := _held(part, f)).content]
            found += [_statement(text, quoted, f, within=at) for f in held]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An attribution as spans of the text."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    score: float


def _found(reading: Reading, offset: int, prefix: str = "") -> list[_Found]:
    start, end = reading.tokens.start, reading.tokens.end

    def span(pieces: PieceSpan | None) -> Span | None:
        if pieces is None:
            return None
        return Span(start=offset + int(start[pieces.first]), end=offset + int(end[pieces.stop - 1]))

    return [
        _Found(
            source=span(a.source),
            cue=span(a.cue),
            content=tuple(s for c in a.content if (s := span(c))),
            score=round(a.score, 4),
        )
        for a in attributions(reading, prefix=prefix)
    ]


def _held(part: Span, found: _Found) -> _Found:
    """Return what of an attribution lies in a part of content: no content where its source or cue does not."""

    def inside(span: Span) -> bool:
        return part.start <= span.start and span.end <= part.end

    whole = all(inside(s) for s in (found.source, found.cue) if s)
    return replace(found, content=tuple(c for c in found.content if whole and inside(c)))


def _statement(text: str, quoted: Sequence[Quotation], found: _Found, within: int | None = None) -> DraftStatement:
    source, cue, content = found.source, found.cue, found.content
    return DraftStatement(
        source=source,
        cue=cue,
        content=content,
        form=form(text, content, quoted, cue),
        polarity=polarity(text, cue, source, content),
        addressee=addressee(text, cue, source, content),
        within=within,
        score=found.score,
    )
