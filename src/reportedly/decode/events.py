"""Events from scores: triggers, what type each is of, who takes part, and whether it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from reportedly.decode.causes import is_mishap
from reportedly.decode.draft import DraftEvent
from reportedly.decode.modes import mode
from reportedly.decode.spans import point
from reportedly.decode.status import status
from reportedly.decode.tags import decode_tags
from reportedly.decode.worded import worded
from reportedly.model import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.decode.tags import PieceSpan
    from reportedly.encoder.engine import Encoder
    from reportedly.encoder.reading import Reading
    from reportedly.model import Status

_TINY: Final = 1e-9  # of a probability, before its logarithm
ROLES = ("actor", "recipient", "instrument", "where", "when")

# Factuality is this much of what the head says, and this much for the status that the words alone tell. Fitted by least
# absolute deviations on UW dev (Lee et al. 2015), where the head alone is .06 worse: see training/LOG.md.
_HEAD: Final = 0.44
_WORDS: Final[dict[Status, float]] = {
    "happened": 1.65, "ongoing": 1.65, "planned": 1.23, "threatened": -0.12, "demanded": 0.87, "possible": 0.82,
    "conditional": 0.38, "negated": -1.39, "denied": -0.14,
}  # fmt: skip


def events(text: str, offset: int, reading: Reading) -> list[DraftEvent]:
    """Return the events of a section of a text, in the order of their triggers.

    Args:
        text: the whole text.
        offset: where the section begins (code points).
        reading: its scores.
    """
    if "trigger" not in reading.tags:
        return []
    start, end = reading.tokens.start, reading.tokens.end

    def span(pieces: PieceSpan) -> Span:
        return Span(start=offset + int(start[pieces.first]), end=offset + int(end[pieces.stop - 1]))

    least = reading.thresholds
    triggers = [t for t in decode_tags(reading.tags["trigger"]) if t.score >= least.get("event", 0)]
    arguments = decode_tags(reading.tags["argument"])
    spans = [span(a) for a in arguments]
    chosen: dict[str, list[list[int]]] = {}
    for role in ROLES:
        shares = point(reading, f"role.{role}", triggers, arguments)
        chosen[role] = [np.flatnonzero(row[:-1] >= least.get("role", 0.3)).tolist() for row in shares]
    found = []
    for i, trigger in enumerate(triggers):
        at = span(trigger)
        type_ = _type(text, at, reading, trigger)
        roles = {role: tuple(spans[k] for k in chosen[role][i] if not _meet(spans[k], at)) for role in ROLES}
        means = " ".join(text[s.start : s.end] for s in roles["instrument"])
        found.append(
            DraftEvent(
                trigger=at,
                type=type_,
                mode=mode(type_, text[at.start : at.end], means),
                status=status(text, at, _learned(reading, trigger.first, trigger.stop)),
                **roles,
                score=round(trigger.score, 4),
            )
        )
    return found


def _type(text: str, at: Span, reading: Reading, trigger: PieceSpan) -> str:
    """Return the type that the model and the table of words hold likeliest together; a mishap is no assault."""
    head = reading.classes["event_type"]
    said = worded(text, at)
    logits = np.log(head.of(trigger.first, trigger.stop) + _TINY) + [said.get(label, 0.0) for label in head.labels]
    type_ = head.labels[int(logits.argmax())]
    return "OTHER" if type_ == "ASSAULT" and is_mishap(text, at) else type_


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _learned(reading: Reading, first: int, stop: int) -> Mapping[str, float]:
    head = reading.classes["event_status"]
    return dict(zip(head.labels, head.of(first, stop).tolist(), strict=True))


def statuses(text: str, triggers: Sequence[Span], encoder: Encoder) -> list[Status]:
    """Return the status of given triggers of a text."""
    reading = next(encoder.read([text]))
    return [status(text, t, _learned(reading, *_pieces(reading, t.start, t.end))) for t in triggers]


def factuality(text: str, spans: Sequence[tuple[int, int]], encoder: Encoder) -> list[float]:
    """Return how sure a text is that what given spans say took place: -3 (certainly not) to 3 (certainly).

    The scale of Saurí and Pustejovsky (2009) as annotated by Lee et al. (2015).
    """
    reading = next(encoder.read([text]))
    head = reading.classes["factuality"]
    found = (
        _HEAD * head.value(*_pieces(reading, start, end)) + _WORDS[status(text, Span(start=start, end=end), {})]
        for start, end in spans
    )
    return [float(np.clip(value, -3, 3)) for value in found]


def relation(
    text: str, source: Sequence[tuple[int, int]], target: Sequence[tuple[int, int]], encoder: Encoder
) -> dict[str, float]:
    """Return how probable each PLOVER root is for what a source did to a target; RETREAT and CONCEDE are YIELD here."""
    reading = next(encoder.read([text]))
    head = reading.pairs["relation"]
    one, other = (np.concatenate([np.arange(*_pieces(reading, *s)) for s in spans]) for spans in (source, target))
    return dict(zip(head.labels, head.of(one, other).tolist(), strict=True))


def dyads(text: str, encoder: Encoder) -> list[tuple[str, Span]]:
    """Return who acts on whom in a sentence, as spans labelled `source`, `target` or `related`, in text order."""
    reading = next(encoder.read([text]))
    start, end = reading.tokens.start, reading.tokens.end
    found = decode_tags(reading.tags["dyad"])
    return [(s.label, Span(start=int(start[s.first]), end=int(end[s.stop - 1]))) for s in found]


def _pieces(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the pieces `first:stop` that touch the characters `start:end`; at least one."""
    first = int(np.searchsorted(reading.tokens.end, start, "right"))
    stop = int(np.searchsorted(reading.tokens.start, end, "left"))
    first = min(first, len(reading.tokens) - 1)
    return first, max(stop, first + 1)
