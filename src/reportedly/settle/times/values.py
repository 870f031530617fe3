"""What a time expression means: TIMEX3 value and calendar days, and the arithmetic between them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reportedly.model import Basis, Grain, Modifier, TimeKind

NO_ANCHOR: Final = "no day of publication to count from"
_OUT: Final = "outside the calendar of the years 1 to 9999"
# Meteorological seasons of the northern hemisphere; winter is named by the year in which it begins.
SEASONS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value: `timex` in TIMEX3's notation, `first` and `last` days of a closed range; None is unknown, see `note`."""

    timex: str | None
    kind: TimeKind = "date"
    grain: Grain | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    basis: Basis = "stated"
    mod: Modifier | None = None
    note: str | None = None

    def but(self, **changes: object) -> Value:
        """Return the value with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


@dataclass(slots=True, kw_only=True)
class Context:
    """What an expression is understood from.

    `day` is the anchor (None: none known); `story` says that partial dates lean on the text before rather than on the
    anchor; `last` is the date named last in the text, `last_day` the last one that is a single day; `tense` is
    "future" or "past" where the clause around the expression says so.
    """

    day: dt.date | None
    story: bool = False
    last: Value | None = None
    last_day: Value | None = None
    tense: str = ""

    @property
    def focus(self) -> dt.date | None:
        """The day that "the day before" counts from: the last date of the text, else the anchor."""
        return (self.last.first if self.last else None) or self.day


Sense = Callable[[Context], Value | None]


def unknown(timex: str | None, grain: Grain | None, note: str = NO_ANCHOR, **more: object) -> Value:
    """Return a value whose days are not known, and why."""
    return Value(timex=timex, grain=grain, basis="relative", note=note).but(**more)


def day(d: dt.date) -> Value:
    """Return the value of one day."""
    return Value(timex=d.isoformat(), grain="day", first=d, last=d)


def some_day(d: dt.date | None, basis: Basis) -> Value | None:
    """Return the value of a day that may lie outside the calendar: then None."""
    return None if d is None else day(d).but(basis=basis)


def week(d: dt.date) -> Value:
    """Return the ISO week that holds a day."""
    year, number, weekday = d.isocalendar()
    first = shift_days(d, 1 - weekday) or d
    return Value(timex=f"{year:04d}-W{number:02d}", grain="week", first=first, last=shift_days(first, 6))


def weekend(d: dt.date) -> Value:
    """Return Saturday and Sunday of the ISO week that holds a day."""
    w = week(d)
    first = shift_days(w.first or d, 5)
    return w.but(timex=f"{w.timex}-WE", first=first, last=w.last, grain="day")


def month(year: int, number: int) -> Value:
    """Return a month of the calendar."""
    return _span(f"{year:04d}-{number:02d}", "month", (year, number), (year, number))


def quarter(year: int, number: int) -> Value:
    """Return a quarter of the calendar year."""
    return _span(f"{year:04d}-Q{number}", "quarter", (year, 3 * number - 2), (year, 3 * number))


def half(year: int, number: int) -> Value:
    """Return a half of the calendar year."""
    return _span(f"{year:04d}-H{number}", "quarter", (year, 6 * number - 5), (year, 6 * number))


def season(year: int, code: str) -> Value:
    """Return a season, by the code of TIMEX3."""
    begin, end = SEASONS[code]
    return _span(f"{year:04d}-{code}", "season", (year, begin), (year + (end < begin), end))


def year(number: int) -> Value:
    """Return a year; one before year 1 has a TIMEX3 value but no days."""
    if number < 1:
        return Value(timex=f"BC{-number:04d}", grain="year", note=_OUT)
    return _span(f"{number:04d}", "year", (number, 1), (number, 12))


def decade(first: int) -> Value:
    """Return ten years from the year given."""
    return _span(f"{first // 10:03d}X", "decade", (first, 1), (first + 9, 12))


def century(number: int) -> Value:
    """Return a century as the news counts it: the 20th is 1900 to 1999."""
    first = 100 * (number - 1)
    return _span(f"{number - 1:02d}XX", "century", (max(first, 1), 1), (first + 99, 12))


def _span(timex: str, grain: Grain, begin: tuple[int, int], end: tuple[int, int]) -> Value:
    """Return the value of the months from `begin` to `end`, each a year and a month."""
    try:
        first, last = dt.date(*begin, 1), dt.date(*end, calendar.monthrange(*end)[1])
    except ValueError:
        return Value(timex=timex, grain=grain, note=_OUT)
    return Value(timex=timex, grain=grain, first=first, last=last)


def date(y: int, m: int, d: int) -> Value:
    """Return a day by its numbers; one that the calendar does not have has no value but a note."""
    try:
        return day(dt.date(y, m, d))
    except ValueError:
        what = f"{y:04d}-{m:02d}-{d:02d}"
        return Value(timex=None, grain="day", note=f"the calendar has no {what}")


def shift_days(d: dt.date, n: int) -> dt.date | None:
    """Return the day `n` days on, None outside the calendar."""
    try:
        return d + dt.timedelta(days=n)
    except OverflowError:
        return None


def shift_months(d: dt.date, n: int) -> dt.date | None:
    """Return the day `n` months on, the month's last if it has no such day; None outside the calendar."""
    y, m = divmod(d.year * 12 + d.month - 1 + n, 12)
    if not 1 <= y <= dt.MAXYEAR:
        return None
    return dt.date(y, m + 1, min(d.day, calendar.monthrange(y, m + 1)[1]))


def of_grain(d: dt.date, unit: str) -> Value:
    """Return the day, week, month, quarter, year, decade or century that holds a day."""
    return _OF_GRAIN[unit](d)


_OF_GRAIN: Final[dict[str, Callable[[dt.date], Value]]] = {
    "D": day,
    "W": week,
    "WE": weekend,
    "M": lambda d: month(d.year, d.month),
    "Q": lambda d: quarter(d.year, (d.month + 2) // 3),
    "H": lambda d: half(d.year, 1 + d.month // 7),
    "Y": lambda d: year(d.year),
    "E": lambda d: decade(d.year // 10 * 10),
    "C": lambda d: century(d.year // 100 + 1),
}


def moved(d: dt.date, n: int, unit: str) -> dt.date | None:
    """Return the day that lies `n` units on; units are those of `of_grain`, and F for a fortnight."""
    match unit:
        case "D":
            return shift_days(d, n)
        case "W" | "WE":
            return shift_days(d, 7 * n)
        case "F":
            return shift_days(d, 14 * n)
        case _:
            months = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}[unit]
            return shift_months(d, months * n)
