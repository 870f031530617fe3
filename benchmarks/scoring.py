"""Compare the attributions found in a text with those annotated there; pure functions, numpy and nothing else.

Offsets are code points, half-open. Every measure of one document is a `Tally`; tallies add up over documents, and the
bootstrap draws documents. Shares are in percent, `nan` where nothing was counted. README.md says whose measures these
are and what was decided in them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from numpy.typing import NDArray

Span = tuple[int, int]
Spans = tuple[Span, ...]
Edges = tuple[list[int], list[int]]
Form = Literal["direct", "mixed", "indirect"]
Measure = Literal["f1", "recall"]

ROLES = ("source", "cue", "content")
FORMS: tuple[Form, ...] = ("direct", "mixed", "indirect")
THRESHOLDS = (0.3, 0.8)  # GenderGapTracker's
LINKED = 0.5  # least content Jaccard of a linked attribution
QUOTED = 0.9  # least share of the content inside quotation marks that makes it direct

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTATION = re.compile(r'[“"«„][^”"»]*(?:[”"»]|$)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who (`source`) says (`cue`) what (`content`): fragments in text order, none where there is no such span."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An annotated and a found attribution, by index, and the character Jaccard of their contents."""

    gold: int
    found: int
    jaccard: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many things were found, how many of those are right, and how many there were to find."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the tally of both."""
        return Tally(right=self.right + other.right, found=self.found + other.found, gold=self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The right ones among those found."""
        return 100 * self.right / self.found if self.found else nan

    @property
    def recall(self) -> float:
        """The right ones among those to be found."""
        return 100 * self.right / self.gold if self.gold else nan

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 200 * self.right / (self.found + self.gold) if self.found + self.gold else nan


def score(
    text: str, gold: Sequence[Attribution], found: Sequence[Attribution], discards: Spans = ()
) -> dict[str, Tally]:
    """Return every measure of one document by name.

    `source`, `cue`, `content`: the unique spans, exact on token boundaries; `linked`: attributions; `direct`, `mixed`,
    `indirect`: the same for gold of that form, which has no `found`; `exact`: attributions with all their spans exact;
    `quotes 0.3`, `speakers 0.3`, and so with 0.8: GenderGapTracker's. What lies in `discards` counts on neither side.
    """
    gold, found = heard(gold, discards), heard(found, discards)
    edges = tokens(text)
    gold_exact, found_exact = ([snapped(a, edges) for a in side] for side in (gold, found))
    tallies = {role: agree(fragments(gold_exact, role), fragments(found_exact, role)) for role in ROLES}
    right = [p.gold for p in match(gold, found) if is_linked(gold[p.gold], found[p.found], p.jaccard)]
    tallies["linked"] = Tally(right=len(right), found=len(found), gold=len(gold))
    forms = [form(text, a.content) for a in gold]
    for name in FORMS:
        tallies[name] = Tally(right=sum(forms[i] == name for i in right), gold=forms.count(name))
    tallies["exact"] = agree(gold_exact, found_exact)
    for threshold in THRESHOLDS:
        tallies[f"quotes {threshold}"], tallies[f"speakers {threshold}"] = quotes(gold, found, threshold)
    return tallies


def tokens(text: str) -> Edges:
    """Return the starts and the ends of the tokens: runs of letters and digits, and single other characters."""
    spans = [m.span() for m in _TOKEN.finditer(text)]
    return [s for s, _ in spans], [e for _, e in spans]


def snap(span: Span, edges: Edges) -> Span | None:
    """Return `span` from the start of its first token to the end of its last, None if it touches none."""
    first, last = bisect_right(edges[1], span[0]), bisect_left(edges[0], span[1]) - 1
    return (edges[0][first], edges[1][last]) if first <= last else None


def snapped(attribution: Attribution, edges: Edges) -> Attribution:
    """Return `attribution` with each fragment on token boundaries, in text order."""
    return _each(attribution, lambda spans: (t for s in spans if (t := snap(s, edges))))


def heard(side: Iterable[Attribution], discards: Spans) -> list[Attribution]:
    """Return the attributions whose content is not wholly discarded, without their discarded fragments."""

    def outside(spans: Spans) -> Iterable[Span]:
        return (s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in discards))

    return [a for a in (_each(a, outside) for a in side) if a.content]


def _each(attribution: Attribution, change: Callable[[Spans], Iterable[Span]]) -> Attribution:
    source, cue, content = (tuple(sorted(change(getattr(attribution, role)))) for role in ROLES)
    return Attribution(source=source, cue=cue, content=content)


def fragments(side: Iterable[Attribution], role: str) -> set[Span]:
    """Return the unique spans of a role."""
    return {span for a in side for span in getattr(a, role)}


def agree(gold: Iterable[Hashable], found: Iterable[Hashable]) -> Tally:
    """Count what is on both sides, each thing as often as it is on both."""
    a, b = Counter(gold), Counter(found)
    return Tally(right=(a & b).total(), found=b.total(), gold=a.total())


def characters(spans: Spans) -> frozenset[int]:
    """Return the offsets that the fragments cover."""
    return frozenset(i for start, end in spans for i in range(start, end))


def overlap(a: Spans, b: Spans) -> bool:
    """Tell whether two spans share a character, or both are absent."""
    return bool(characters(a) & characters(b)) or not (a or b)


def form(text: str, content: Spans) -> Form:
    """Return the form of a content by how much of it stands in double quotation marks."""
    words = " ".join(text[start:end].strip() for start, end in content)
    quoted = sum(len(q) for q in _QUOTATION.findall(words))
    return "direct" if quoted >= QUOTED * len(words) else "mixed" if quoted else "indirect"


def is_linked(gold: Attribution, found: Attribution, jaccard: float) -> bool:
    """Tell whether a matched pair is right: enough of the content, and both source and cue overlap."""
    return jaccard >= LINKED and overlap(gold.source, found.source) and overlap(gold.cue, found.cue)


def match(gold: Sequence[Attribution], found: Sequence[Attribution]) -> list[Pair]:
    """Pair attributions one to one so that the sum of their contents' Jaccards is the largest, in gold's order."""
    a, b = ([characters(x.content) for x in side] for side in (gold, found))
    weights = np.array([[len(x & y) / len(x | y) if x & y else 0.0 for y in b] for x in a]).reshape(len(a), len(b))
    return [Pair(gold=i, found=j, jaccard=float(weights[i, j])) for i, j in assign(weights) if weights[i, j] > 0]


def assign(weights: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) of the assignment of the largest sum, by row: the Hungarian method.

    `weights` has the shape (rows, columns); as many pairs come back as its shorter side is long.
    """
    rows, columns = weights.shape
    if rows > columns:
        return sorted((i, j) for j, i in assign(weights.T))
    cost = -weights
    row_price, column_price = np.zeros(rows), np.zeros(columns + 1)
    owner = np.full(columns + 1, -1)  # row of each column; the last column is where each search starts
    for row in range(rows):
        owner[columns] = row
        at = columns
        slack, back = np.full(columns, np.inf), np.full(columns, columns)
        done = np.zeros(columns + 1, dtype=bool)
        while owner[at] >= 0:
            done[at] = True
            ahead = cost[owner[at]] - row_price[owner[at]] - column_price[:-1]
            closer = ~done[:-1] & (ahead < slack)
            slack[closer], back[closer] = ahead[closer], at
            best = int(np.where(done[:-1], np.inf, slack).argmin())
            step = slack[best]
            row_price[owner[done]] += step
            column_price[done] -= step
            slack[~done[:-1]] -= step
            at = best
        while at != columns:
            owner[at] = owner[back[at]]
            at = int(back[at])
    return sorted((int(i), j) for j, i in enumerate(owner[:-1]) if i >= 0)


def quotes(gold: Sequence[Attribution], found: Sequence[Attribution], threshold: float) -> tuple[Tally, Tally]:
    """Return GenderGapTracker's tallies of quotes and of the speakers of the quotes found.

    Each gold quote in turn takes the found one, not yet taken, that covers most of it, if that is more than
    `threshold` of its characters; what else the found one covers is not held against it. A speaker is right if the
    two overlap or both are absent.
    """
    left = [(characters(f.content), f) for f in found]
    right = speakers = 0
    for g in gold:
        words = characters(g.content)
        covered = [len(words & other) / len(words) for other, _ in left]
        best = max(range(len(left)), key=covered.__getitem__, default=None)
        if best is not None and covered[best] > threshold:
            right += 1
            speakers += overlap(g.source, left.pop(best)[1].source)
    return Tally(right=right, found=len(found), gold=len(gold)), Tally(right=speakers, gold=right)


def bootstrap(
    tallies: Sequence[Tally], measure: Measure, *, resamples: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """Return the 95 % interval of a measure over documents drawn with replacement."""
    if not any(t.gold or (measure == "f1" and t.found) for t in tallies):
        return nan, nan
    counts = np.array([(t.right, t.found, t.gold) for t in tallies])
    drawn = np.random.default_rng(seed).integers(len(counts), size=(resamples, len(counts)))
    right, found, gold = counts[drawn].sum(axis=1).T
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = 200 * right / (found + gold) if measure == "f1" else 100 * right / gold
    low, high = np.nanpercentile(shares, (2.5, 97.5))
    return float(low), float(high)
