"""Events with the columns of UCDP's Georeferenced Event Dataset, as far as one report tells them.

What only UCDP's coders decide (type of violence, conflict, whose dead) is left empty, as is what the report does not
say. `side_a` is who did it, `side_b` to whom, whoever they are. Any event gets a row, of any type and status: choose
before you export, and mind that UCDP holds fatal events that did happen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from reportedly.exports.beside import best
from reportedly.exports.column import day, joined, number, text, whole
from reportedly.exports.countries import country
from reportedly.exports.flat import speakers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportedly.exports.beside import Beside
    from reportedly.ledger.rows import EventRow, FigureRow, When, Where

WHERE_PREC: Final[Mapping[str, int]] = {"city": 1, "facility": 1, "admin": 4, "region": 5, "country": 6, "sea": 7}
"""UCDP's precision of a place by its kind; `admin` of any level counts as the coarsest, 4."""
_DATE_PREC: Final = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))  # as many days at most, precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An event and the figures of those killed in it."""

    event: EventRow
    killed: tuple[FigureRow, ...]


def cases(rows: Iterable[EventRow], beside: Beside) -> Iterator[Case]:
    """Yield each event with its figures."""
    for row in rows:
        yield Case(event=row, killed=beside.counted(row, "killed"))


def date_prec(when: When | None) -> int | None:
    """Return UCDP's precision of a time: 1 a day, 2 to six days, 3 a week, 4 a month, 5 to a year."""
    if when is None or when.first is None or when.last is None:
        return None
    days = (date.fromisoformat(when.last) - date.fromisoformat(when.first)).days + 1
    return next((precision for most, precision in _DATE_PREC if 1 <= days <= most), None)


def where_prec(where: Where | None) -> int | None:
    """Return UCDP's precision of a place that has a point: 1 exact to 7 international waters."""
    return WHERE_PREC.get(where.kind) if where and where.latitude is not None else None


def low(case: Case) -> float | None:
    """Return the lowest number given for those killed."""
    return min((n for f in case.killed for n in (f.low, f.best) if n is not None), default=None)


def high(case: Case) -> float | None:
    """Return the highest number given for those killed; None where one figure has no upper bound ("at least 12")."""
    tops = [f.high if f.high is not None else f.best for f in case.killed]
    return max((n for n in tops if n is not None), default=None) if None not in tops else None


def _year(case: Case) -> int | None:
    when = case.event.when
    if when is None or when.first is None or when.last is None or when.first[:4] != when.last[:4]:
        return None
    return int(when.first[:4])


def _dyad(case: Case) -> str | None:
    a, b = (joined(p.name for p in side) for side in (case.event.actor, case.event.recipient))
    return f"{a} - {b}" if a and b else None


def _place(case: Case) -> Where | None:
    return case.event.where


COLUMNS: Final = (
    text("id", "article id, a slash, the event's id", lambda c: c.event.id),
    whole("year", "year of the event, where first and last day share it", _year),
    whole("type_of_violence", "left empty: UCDP's coders decide it", lambda _: None),
    text("conflict_name", "left empty: UCDP's coders decide it", lambda _: None),
    text("dyad_name", "`side_a - side_b`", _dyad),
    text("side_a", "who did it (UCDP: the government, where one takes part)",
         lambda c: joined(p.name for p in c.event.actor)),
    text("side_b", "to whom", lambda c: joined(p.name for p in c.event.recipient)),
    whole("number_of_sources", "1: a row is what one article reports", lambda _: 1),
    text("source_article", "id of the article", lambda c: c.event.origin.article),
    text("source_office", "who published it", lambda c: c.event.origin.outlet),
    day("source_date", "the day on which it was published", lambda c: c.event.origin.published),
    text("source_headline", "its headline", lambda c: c.event.origin.title),
    text("source_original", "who says so, outermost first; empty: the outlet itself",
         lambda c: speakers(c.event.said_by)),
    whole("where_prec", "1 a town or site, 4 a province or district, 5 a region, 6 a country, 7 at sea; empty: no "
          "point", lambda c: where_prec(_place(c))),
    text("where_coordinates", "the name of the place that has the point",
         lambda c: w.name if (w := _place(c)) else None),
    text("where_description", "the words of the text", lambda c: w.words.text if (w := _place(c)) else None),
    text("adm_1", "left empty", lambda _: None),
    text("adm_2", "left empty", lambda _: None),
    number("latitude", "degrees north (WGS 84)", lambda c: w.latitude if (w := _place(c)) else None),
    number("longitude", "degrees east (WGS 84)", lambda c: w.longitude if (w := _place(c)) else None),
    text("country", "name of the country", lambda c: country(w.country) if (w := _place(c)) else None),
    text("country_iso", "ISO 3166 alpha-3 (ours: UCDP has Gleditsch and Ward's numbers)",
         lambda c: w.country if (w := _place(c)) else None),
    whole("event_clarity", "left empty", lambda _: None),
    whole("date_prec", "1 a day, 2 two to six days, 3 a week, 4 a month, 5 up to a year; empty: longer or not known",
          lambda c: date_prec(c.event.when)),
    day("date_start", "first day that the words can mean", lambda c: t.first if (t := c.event.when) else None),
    day("date_end", "last day, included", lambda c: t.last if (t := c.event.when) else None),
    whole("deaths_a", "left empty", lambda _: None),
    whole("deaths_b", "left empty", lambda _: None),
    whole("deaths_civilians", "left empty", lambda _: None),
    whole("deaths_unknown", "left empty", lambda _: None),
    number("best", "the number killed on which all figures of the event agree; empty: they differ, or give bounds only",
           lambda c: best(c.killed)),
    number("high", "the highest number given; empty: a figure has no upper bound", high),
    number("low", 'the lowest number given, parts of a toll ("including five children") among them', low),
    text("deaths_words", "the words of those figures (ours)", lambda c: joined(f.words.text for f in c.killed)),
    text("deaths_figures", "their ids (ours)", lambda c: joined(f.id for f in c.killed)),
    text("event_type", "PLOVER type (ours)", lambda c: c.event.type, "type"),
    text("event_status", "what the report says of it, not what is true (ours)", lambda c: c.event.status, "status"),
    number("score", "how sure the model is, from 0 to 1 (ours)", lambda c: c.event.score),
)  # fmt: skip
