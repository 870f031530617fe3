"""Attributions from scores: spans by constrained decoding, linked by learned pointers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportedly.decode.tags import PieceSpan, decode_tags
from reportedly.encoder.reading import apart, distance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportedly.encoder.reading import Reading

SHARE = 0.02  # probability from which a content may go to a cue that would have none


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
    cue stands alone; a cue without content is left out, and so is what scores less than the model's threshold. The
    heads `nested_*` (`prefix`) find what is said inside the content of another.
    """
    if f"{prefix}attribution" not in reading.tags:
        return []
    spans = decode_tags(reading.tags[f"{prefix}attribution"])
    sources, cues, contents = ([s for s in spans if s.label == x] for x in ("source", "cue", "content"))
    to_cue = point(reading, f"{prefix}content_cue", contents, cues)
    chosen = _share(to_cue)
    to_source = point(reading, f"{prefix}cue_source", cues, sources)
    found = []
    for k, cue in enumerate(cues):
        held = np.flatnonzero(chosen == k)
        if not len(held):
            continue
        at = int(to_source[k].argmax())
        source = sources[at] if at < len(sources) else None
        content = tuple(contents[i] for i in held)
        sure = [s.score for s in (source, cue, *content) if s]
        score = min(*sure, float(to_source[k, at]), *to_cue[held, k].tolist())
        found.append(Attribution(source=source, cue=cue, content=content, score=score))
    for i in np.flatnonzero(chosen == len(cues)):
        score = min(contents[i].score, float(to_cue[i, -1]))
        found.append(Attribution(source=None, cue=None, content=(contents[i],), score=score))
    least = reading.thresholds
    kept = (a for a in found if a.score >= least.get(f"{prefix}{'statement' if a.source else 'unsourced'}", 0))
    return sorted(kept, key=lambda a: a.content[0].first)


def _share(to_cue: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the cue of each content, the last column for none.

    Each takes its likeliest, but a cue that is left without content gets the one that most likely points to it and
    leaves no other cue without: what is attributed has content.
    """
    chosen: NDArray[np.int64] = to_cue.argmax(axis=1)
    none = to_cue.shape[1] - 1
    count = np.bincount(chosen, minlength=none + 1)
    for k in np.flatnonzero(count[:none] == 0):
        wanting = np.flatnonzero(to_cue[:, k] >= SHARE)
        free = wanting[(count[chosen[wanting]] > 1) | (chosen[wanting] == none)]
        if len(free):
            best = free[to_cue[free, k].argmax()]
            count[chosen[best]] -= 1
            count[k] = 1
            chosen[best] = k
    return chosen


def point(reading: Reading, head: str, spans: list[PieceSpan], targets: list[PieceSpan]) -> NDArray[np.float64]:
    """Return the probability that each span points to each target, the last column for none: (spans, targets + 1)."""
    edges = np.array([(w.start, w.end) for w in reading.windows]).reshape(-1, 2)
    ends = np.array([(t.first, t.stop) for t in targets]).reshape(-1, 2)
    found = np.zeros((len(spans), len(targets) + 1))
    for span, row in zip(spans, found, strict=True):
        at = _window(edges, span)
        near = np.flatnonzero((edges[at, 0] <= ends[:, 0]) & (ends[:, 1] <= edges[at, 1]))
        row[[*near, -1]] = _point(reading, head, span, at, [targets[i] for i in near])
    return found


def _point(reading: Reading, head: str, span: PieceSpan, at: int, targets: list[PieceSpan]) -> NDArray[np.float64]:
    """Return the shares of targets that lie in one window with the span, and of none."""
    links, paragraph, window = reading.links[head], reading.tokens.paragraph, reading.windows[at]
    rows = np.arange(max(span.first, window.start), min(span.stop, window.end))
    table = links.null[at][rows - window.start][:, None]
    if targets:
        pieces = [np.arange(t.first, t.stop) for t in targets]
        columns, starts = np.concatenate(pieces), np.cumsum([0, *map(len, pieces[:-1])])
        bias = links.bias[apart(paragraph[columns] - paragraph[rows][:, None]), distance(columns - rows[:, None])]
        scores = links.query[at][rows - window.start] @ links.key[at][columns - window.start].T + bias
        table = np.concatenate([np.logaddexp.reduceat(scores, starts, axis=1), table], axis=1)
    mean = np.exp((table - np.logaddexp.reduce(table, axis=1, keepdims=True)).mean(axis=0))
    shares: NDArray[np.float64] = mean / mean.sum()
    return shares


def _window(edges: NDArray[np.int64], span: PieceSpan) -> int:
    """Return the window that holds most of a span and, of those, most around it."""
    start, end = edges.T
    overlap = np.minimum(span.stop, end) - np.maximum(span.first, start)
    around = np.where(overlap == overlap.max(), np.minimum(span.first - start, end - span.stop), -np.inf)
    return int(around.argmax())
