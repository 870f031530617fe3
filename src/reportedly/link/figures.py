"""Figures over time: per effect, place and source a series of what was reported when; nothing is added up.

A *total* is a toll as of a day ("bringing the total to 45"), *new* comes on top of one ("another 12"), a *part* lies
within another figure ("including five children"), a *count* is a plain number. Copies of one wire report count once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportedly.ledger.rows import EventRow, FigureRow, Words

Kind = Literal["total", "new", "part", "count"]
Change = Literal["first", "same", "up", "down"]

_PART: Final = re.compile(
    r"(?:\b(?:including|includes?|included|among (?:them|whom|the (?:dead|victims|injured|wounded))"
    r"|of (?:them|whom|these|those|which))\b[^.;\d]{0,40})$", re.IGNORECASE,
)  # fmt: skip
_PART_AFTER: Final = re.compile(
    r"^[^.;\d]{0,20}\bof (?:them|whom|those|the (?:dead|victims|injured|wounded))\b", re.IGNORECASE
)
_PART_IN: Final = re.compile(r"^(?:including|among them)\b|\bof (?:them|whom|the (?:dead|victims))\b", re.IGNORECASE)
_NEW: Final = re.compile(r"\b(?:further|another|additional|new|fresh)\s*$", re.IGNORECASE)
_NEW_IN: Final = re.compile(r"\b(?:further|another|additional|new)\b|\bmore\b(?!\s+than)", re.IGNORECASE)
_MORE_AFTER: Final = re.compile(r"^\s*more\b(?!\s+than)", re.IGNORECASE)
_TOTAL: Final = re.compile(
    r"\b(?:totals?|toll|tally|overall|altogether|in all|so far|to date|cumulative|bring(?:s|ing)|brought"
    r"|rais(?:es|ed|ing)|(?:rises?|rose|risen|climbs?|climbed|jumped) to"
    r"|(?:revised|lowered|cut|reduced) (?:\w+ )?to)\b[^.;\d]*$",
    re.IGNORECASE,
)  # fmt: skip
_TOTAL_AFTER: Final = re.compile(
    r"^[^.;\d]*\b(?:in all|in total|altogether|so far|to date|overall"
    r"|since (?:the )?(?:\w+ )?(?:war|conflict|start|beginning|outbreak|fighting|violence|unrest|uprising|invasion"
    r"|offensive|crisis|protests|disaster|epidemic|siege|campaign)\b)", re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One report of one figure.

    `reported` is the article's ISO day; `first` and `last` the days that the figure is of, where the report says so;
    `denied` where a speaker denies it; `change` compares `best` (else low, else high) with the last figure of the same
    kind in the series that was not denied; `copies` are articles with the same words, counted once with this one.
    """

    figure: str
    article: str
    reported: str | None
    first: str | None
    last: str | None
    low: float | None
    best: float | None
    high: float | None
    hedge: str
    kind: Kind
    denied: bool
    change: Change
    said_by: tuple[str, ...]
    words: Words
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What one source said of one effect at one place, oldest first; `source` is the speaker, else the outlet."""

    effect: str
    place: str | None
    source: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The latest figures of the sources side by side: `latest` in the order of `sources`, `low` to `high` over them.

    Parts, new casualties and denied figures are left out: they are no tolls. None where no bound is known.
    """

    effect: str
    place: str | None
    low: float | None
    high: float | None
    sources: tuple[str, ...]
    latest: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolls:
    """All series of the figures asked for, and the range of the latest figures for each effect and place."""

    series: tuple[Series, ...]
    ranges: tuple[Range, ...]


def series(
    figures: Sequence[FigureRow],
    *,
    events: Mapping[str, EventRow] | None = None,
    copies: Mapping[str, str] | None = None,
    around: Mapping[str, tuple[str, str]] | None = None,
) -> Tolls:
    """Return figures over time.

    Args:
        figures: of one event or of a query, in any order; the order makes no difference.
        events: by id; a figure without a place of its own has its event's.
        copies: the group of copies that an article belongs to, by article id; an article without one is its own.
        around: the words of the sentence before and after a figure, by its id: "including", "another" and "bringing the
            total to" often stand there. Without it only the figure's own words tell.
    """
    events, copies, around = events or {}, copies or {}, around or {}
    rows = sorted(
        ((f.effect, _place(f, events) or "", _source(f), _point(f, *around.get(f.id, ("", "")))) for f in figures),
        key=lambda r: (*r[:3], r[3].reported or "", r[3].article, r[3].words.start, r[3].figure),
    )
    found = [
        Series(effect=effect, place=place or None, source=source, points=_changes(_once((r[3] for r in same), copies)))
        for (effect, place, source), same in groupby(rows, key=lambda r: r[:3])
    ]
    return Tolls(series=tuple(found), ranges=tuple(_ranges(found)))


def kind(words: str, before: str = "", after: str = "") -> Kind:
    """Tell what a figure is by its words and those of its sentence around them."""
    if _PART.search(before) or _PART_IN.search(words) or _PART_AFTER.search(after):
        return "part"
    if _NEW.search(before) or _NEW_IN.search(words) or _MORE_AFTER.search(after):
        return "new"
    total = _TOTAL.search(before) or _TOTAL.search(re.split(r"\d", words, maxsplit=1)[0]) or _TOTAL_AFTER.search(after)
    return "total" if total else "count"


def _place(f: FigureRow, events: Mapping[str, EventRow]) -> str | None:
    event = events.get(f.event or "")
    where = f.where or (event.where if event else None)
    return where.name if where else None


def _source(f: FigureRow) -> str:
    """Return who counts: the speaker nearest to the figure, else the outlet, else the article."""
    spoken = [s.speaker.name for s in f.said_by if s.speaker is not None]
    if not spoken:
        return f.origin.outlet or f.origin.article
    name = spoken[-1].removeprefix("the ").removeprefix("The ") or spoken[-1]
    return name[:1].upper() + name[1:]  # "police" and "Police" are one source


def _point(f: FigureRow, before: str, after: str) -> Point:
    return Point(
        figure=f.id, article=f.origin.article, reported=f.origin.published, first=f.when.first if f.when else None,
        last=f.when.last if f.when else None, low=f.low, best=f.best, high=f.high, hedge=f.hedge,
        kind=kind(f.words.text, before, after), denied=any(s.polarity == "denied" for s in f.said_by), change="first",
        said_by=tuple(s.speaker.name for s in f.said_by if s.speaker is not None), words=f.words, copies=(),
    )  # fmt: skip


def _once(points: Iterable[Point], copies: Mapping[str, str]) -> list[Point]:
    """Keep the earliest of the points that copies of one report share; `points` are in order."""
    kept: list[Point] = []
    at: dict[tuple[object, ...], int] = {}
    for p in points:
        group = copies.get(p.article)
        same = (group, p.words.text, p.low, p.best, p.high, p.kind, p.denied)
        if group is None or same not in at:
            at[same] = len(kept)
            kept.append(p)
        elif p.article != kept[at[same]].article:
            first = kept[at[same]]
            kept[at[same]] = replace(first, copies=tuple(sorted({*first.copies, p.article})))
    return kept


def value(p: Point) -> float | None:
    """Return the one number that stands for a point, if any."""
    return next((x for x in (p.best, p.low, p.high) if x is not None), None)


def _changes(points: list[Point]) -> tuple[Point, ...]:
    found: list[Point] = []
    last: dict[Kind, float] = {}
    for p in points:
        now = value(p)
        if p.kind in {"total", "count"} and now is not None and not p.denied:
            before = last.get(p.kind)
            last[p.kind] = now
            found.append(replace(p, change=_change(before, now)))
        else:
            found.append(p)
    return tuple(found)


def _change(before: float | None, now: float) -> Change:
    if before is None:
        return "first"
    return "same" if now == before else "up" if now > before else "down"


def _latest(s: Series) -> Point | None:
    """Return a source's latest toll, of the last day that it gave one: a total before a count, then the later words."""
    tolls = [p for p in s.points if p.kind in {"total", "count"} and not p.denied and value(p) is not None]
    return max(tolls, key=lambda p: (p.reported or "", p.kind == "total", p.article, p.words.start), default=None)


def _ranges(found: Sequence[Series]) -> Iterable[Range]:
    for (effect, place), same in groupby(found, key=lambda s: (s.effect, s.place)):
        latest = [(s.source, p) for s in same if (p := _latest(s))]
        if not latest:
            continue
        bounds = [x for _, p in latest for x in (p.low, p.best, p.high) if x is not None]
        yield Range(
            effect=effect, place=place, low=min(bounds), high=max(bounds), sources=tuple(s for s, _ in latest),
            latest=tuple(p for _, p in latest),
        )  # fmt: skip
