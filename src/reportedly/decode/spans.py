"""Attributions from scores: spans by constrained decoding, linked by learned pointers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportedly.decode.tags import PieceSpan, decode_tags
from reportedly.encoder.reading import apart, distance

if TYPE_CHECKING:
    from reportedly.encoder.reading import Reading
    from reportedly.encoder.windows import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Spans of pieces that belong together; `score` is the lowest of their and their links' probabilities."""

    source: PieceSpan | None
    cue: PieceSpan | None
    content: tuple[PieceSpan, ...]
    score: float


def attributions(reading: Reading, *, prefix: str = "") -> list[Attribution]:
    """Return the attributions of a text in the order of their first content.

    A content span joins the cue that it points to, a cue takes the source that it points to. A content span without a
    cue stands alone, a cue without content is left out. The heads `nested_*` (`prefix`) find what is said inside the
    content of another.
    """
    if f"{prefix}attribution" not in reading.tags:
        return []
    spans = decode_tags(reading.tags[f"{prefix}attribution"])
    sources, cues, contents = ([s for s in spans if s.label == x] for x in ("source", "cue", "content"))
    to_cue = [(c, *point(reading, f"{prefix}content_cue", c, cues)) for c in contents]
    found = []
    for i, cue in enumerate(cues):
        held = [(c, p) for c, k, p in to_cue if k == i]
        if not held:
            continue
        at, sure = point(reading, f"{prefix}cue_source", cue, sources)
        source = None if at is None else sources[at]
        scores = [
            cue.score,
            sure,
            *(c.score for c, _ in held),
            *(p for _, p in held),
            *([source.score] if source else []),
        ]
        found.append(Attribution(source=source, cue=cue, content=tuple(c for c, _ in held), score=min(scores)))
    found += [
        Attribution(source=None, cue=None, content=(c,), score=min(c.score, p)) for c, k, p in to_cue if k is None
    ]
    return sorted(found, key=lambda a: a.content[0].first)


def point(reading: Reading, head: str, span: PieceSpan, targets: list[PieceSpan]) -> tuple[int | None, float]:
    """Return the index of the target that `span` points to (None for none) and the probability of that choice.

    Both must lie in one window: the one that holds most of the span and most around it.
    """
    links, paragraph = reading.links[head], reading.tokens.paragraph
    at = max(range(len(reading.windows)), key=lambda k: _room(reading.windows[k], span))
    window = reading.windows[at]
    near = [i for i, t in enumerate(targets) if window.start <= t.first and t.stop <= window.end]
    rows = np.arange(max(span.first, window.start), min(span.stop, window.end))
    table = links.null[at][rows - window.start][:, None]
    if near:
        pieces = [np.arange(targets[i].first, targets[i].stop) for i in near]
        columns, starts = np.concatenate(pieces), np.cumsum([0, *map(len, pieces[:-1])])
        bias = links.bias[apart(paragraph[columns] - paragraph[rows][:, None]), distance(columns - rows[:, None])]
        scores = links.query[at][rows - window.start] @ links.key[at][columns - window.start].T + bias
        table = np.concatenate([table, np.logaddexp.reduceat(scores, starts, axis=1)], axis=1)
    mean = (table - np.logaddexp.reduce(table, axis=1, keepdims=True)).mean(axis=0)
    best = int(mean.argmax())
    sure = float(np.exp(mean[best]) / np.exp(mean).sum())
    return (None if best == 0 else near[best - 1]), sure


def _room(window: Window, span: PieceSpan) -> tuple[int, int]:
    overlap = min(span.stop, window.end) - max(span.first, window.start)
    return overlap, min(span.first - window.start, window.end - span.stop)
