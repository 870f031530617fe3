"""Reading -> Draft: spans, links and labels; no values yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.decode.draft import Draft, DraftStatement
from reportedly.decode.manner import addressee, form, polarity
from reportedly.decode.spans import attributions
from reportedly.model import Span
from reportedly.text import quotations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.decode.spans import Attribution, PieceSpan
    from reportedly.encoder.reading import Reading
    from reportedly.text import Quotation

__all__ = ["Draft", "DraftStatement", "decode"]


def decode(text: str, readings: Iterable[tuple[int, Reading]]) -> Draft:
    """Turn the scores of a text's sections into statements, in text order.

    Args:
        text: the whole text.
        readings: each section's offset in the text (code points) and its scores.
    """
    quoted = quotations(text)
    found: list[DraftStatement] = []
    for offset, reading in readings:
        outer = [_statement(text, quoted, reading, offset, a) for a in attributions(reading)]
        inner = [_statement(text, quoted, reading, offset, a) for a in attributions(reading, prefix="nested_")]
        found += _nest(outer, inner, len(found))
    return Draft(statements=tuple(found))


def _statement(
    text: str, quoted: list[Quotation], reading: Reading, offset: int, attribution: Attribution
) -> DraftStatement:
    tokens = reading.tokens

    def span(pieces: PieceSpan | None) -> Span | None:
        if pieces is None:
            return None
        return Span(start=offset + int(tokens.start[pieces.first]), end=offset + int(tokens.end[pieces.stop - 1]))

    source, cue = span(attribution.source), span(attribution.cue)
    content = tuple(s for c in attribution.content if (s := span(c)))
    return DraftStatement(
        source=source,
        cue=cue,
        content=content,
        form=form(text, content, quoted),
        polarity=polarity(text, cue, source, content),
        addressee=addressee(text, cue, source, content),
        score=round(attribution.score, 4),
    )


def _nest(outer: list[DraftStatement], inner: list[DraftStatement], base: int) -> list[DraftStatement]:
    """Put each inner statement behind the outer one whose content holds all of it; one that fits none is dropped."""
    found: list[DraftStatement] = []
    left = list(inner)
    for statement in outer:
        at = base + len(found)
        found.append(statement)
        held = [s for s in left if _holds(statement, s)]
        found += [replace(s, within=at) for s in held]
        left = [s for s in left if s not in held]
    return found


def _holds(outer: DraftStatement, inner: DraftStatement) -> bool:
    spans = [s for s in (inner.source, inner.cue, *inner.content) if s]
    return all(any(c.start <= s.start and s.end <= c.end for c in outer.content) for s in spans)
