"""Figures over time: what each source reported, when, of whom and where; nothing is added up and nothing is settled."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.ledger.rows import FigureRow, Words

Scope = Literal["total", "new", "part", "unsaid"]
Mark = Literal["", "denied", "revised down"]

_PART: Final = re.compile(
    r"(?:\b(?:including|among them|among (?:the dead|those)|of them|of whom|of which|half of)\b[^.;]{0,25}|\bthey included )$",
    re.IGNORECASE,
)
_PART_AFTER: Final = re.compile(r"\s*(?:of (?:them|whom|which|the dead|the victims)\b|were among)", re.IGNORECASE)
_NEW: Final = re.compile(
    r"\b(?:(?:a|an) (?:further|additional|extra)|another|more|new(?:ly)?|fresh|additional|further)\b[^.;]{0,15}$",
    re.IGNORECASE,
)
_NEW_INSIDE: Final = re.compile(
    r"\b(?:further|another|additional|\d more|more (?:people|civilians|bodies|deaths))\b", re.IGNORECASE
)
_TOTAL: Final = re.compile(
    r"\b(?:bring(?:s|ing)|brought|rais(?:es|ing|ed)|rose|risen|climb(?:s|ed|ing)?|stands?|stood|death toll|toll|total(?:led|ed|s)?|"
    r"altogether|in all|so far|overall|cumulative)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_TOTAL_AFTER: Final = re.compile(
    r"[^.;]{0,40}\b(?:in total|so far|since|to date|overall|altogether|in all)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure of one report; `day` is that of publication (ISO), `source` who is said to give it, else the outlet.

    `scope` tells a count of all so far ("total") from one of those added ("new") and one of some among others ("part");
    "unsaid" where the words do not tell. `mark` says that it was denied, or lies under what the source said before.
    """

    figure: str
    effect: str
    place: str
    source: str
    day: str | None
    low: float | None
    best: float | None
    high: float | None
    hedge: str
    scope: Scope
    mark: Mark
    article: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What one source reported of one effect in one place, the oldest first."""

    effect: str
    place: str
    source: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The latest that each source says of an effect in a place: from the least to the most, and how many sources."""

    effect: str
    place: str
    low: float
    high: float
    sources: int


def point(figure: FigureRow, text: str, *, denied: bool = False) -> Point:
    """Return a figure as a point.

    Args:
        figure: its row.
        text: the article's text.
        denied: its event is denied or did not happen.
    """
    speaker = next((s.speaker.name for s in figure.said_by if s.speaker), None)
    polarity = {s.polarity for s in figure.said_by}
    return Point(
        figure=figure.id, effect=figure.effect, place=figure.where.name if figure.where else "",
        source=speaker or figure.origin.outlet or "the report itself", day=figure.origin.published, low=figure.low,
        best=figure.best, high=figure.high, hedge=figure.hedge,
        scope=scope(text, figure.words.start, figure.words.end),
        mark="denied" if denied or "denied" in polarity else "", article=figure.origin.article, words=figure.words,
    )  # fmt: skip


def scope(text: str, start: int, end: int) -> Scope:
    """Return what a count phrase counts: all so far, those added, some among others; by the words beside it."""
    before, own, after = text[max(0, start - 90) : start], text[start:end], text[end : end + 60]
    if _PART.search(before) or _PART_AFTER.match(after):
        return "part"
    if _NEW.search(before) or _NEW_INSIDE.search(own):
        return "new"
    if _TOTAL.search(before) or _TOTAL_AFTER.match(after):
        return "total"
    return "unsaid"


def series(points: Iterable[Point]) -> tuple[Series, ...]:
    """Return a series for each effect, place and source; a total under the last one of its source is marked."""
    found: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for p in sorted(points, key=lambda p: (p.day or "", p.article, p.words.start)):
        found[p.effect, p.place, p.source].append(p)
    return tuple(Series(effect=e, place=w, source=s, points=_marked(mine)) for (e, w, s), mine in sorted(found.items()))


def _marked(points: list[Point]) -> tuple[Point, ...]:
    least: float | None = None
    marked = []
    for p in points:
        most = _most(p)
        whole = p.scope in {"total", "unsaid"} and not p.mark
        if whole and least is not None and most is not None and most < least:
            p = replace(p, mark="revised down")  # noqa: PLW2901 - the same point, marked
        if p.scope == "total" and p.mark != "denied":
            least = next((x for x in (p.low, p.best) if x is not None), least)
        marked.append(p)
    return tuple(marked)


def _most(p: Point) -> float | None:
    return next((x for x in (p.high, p.best, p.low) if x is not None), None)


def ranges(found: Iterable[Series]) -> tuple[Range, ...]:
    """Return the range of the latest figures by source; parts, additions and denied figures do not count."""
    latest: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for s in found:
        whole = [p for p in s.points if p.scope in {"total", "unsaid"} and p.mark != "denied" and _most(p) is not None]
        totals = [p for p in whole if p.scope == "total"]
        if whole:
            latest[s.effect, s.place].append((totals or whole)[-1])
    return tuple(
        Range(
            effect=effect, place=place, sources=len(mine),
            low=min(x for p in mine for x in (p.low, p.best, p.high) if x is not None),
            high=max(x for p in mine for x in (p.high, p.best, p.low) if x is not None),
        )
        for (effect, place), mine in sorted(latest.items())
    )  # fmt: skip
