"""Senses: functions from what is known around an expression to its value."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from reportedly.settle.times import holidays, values
from reportedly.settle.times.amounts import BLANK, grain_of
from reportedly.settle.times.values import Value, unknown

if TYPE_CHECKING:
    from reportedly.model import Modifier
    from reportedly.settle.times.values import Context, Sense


EDGES: Final[dict[str, Modifier]] = {
    "early": "START", "begin": "START", "earlier": "START", "mid": "MID", "late": "END", "end": "END", "later": "END",
}  # fmt: skip


def fixed(value: Value) -> Sense:
    """Return the sense of an expression that needs no context."""
    return lambda _at: value


# How much farther a month seems that lies ahead or back, by the tense of its clause; chosen on TimeBank.
_DISTANCES: Final = {"past": (3.0, 1.0), "future": (0.7, 4.0), "": (1.3, 1.0)}


def year_of(at: Context, month: int, d: int = 15) -> int | None:
    """Return the year that a month without one is of: in a story the text's, else the nearest to the anchor."""
    if at.story and at.last and at.last.first:
        ref = at.last.first
        if at.last.grain == "year" or month >= ref.month - 9 or at.last.grain in {"decade", "century"}:
            return ref.year
        return ref.year + 1
    if at.day is None:
        return at.last.first.year if at.last and at.last.first and at.last.grain != "decade" else None
    day = at.day

    def distance(y: int) -> float:
        days = (dt.date(y, month, min(d, 28)) - day).days
        ahead, back = _DISTANCES[at.tense]
        return days * ahead if days > 0 else -days * back

    return min((y for y in (day.year - 1, day.year, day.year + 1) if 1 <= y <= dt.MAXYEAR), key=distance)


def month_day(month: int, d: int) -> Sense:
    """Return the sense of a day of a month without its year."""

    def sense(at: Context) -> Value | None:
        if d > 31 or d < 1:
            return None
        y = year_of(at, month, d)
        if y is None:
            if (month, d) > (month, {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)):
                return unknown(None, "day", f"the calendar has no {month:02d}-{d:02d}")
            return unknown(f"XXXX-{month:02d}-{d:02d}", "day")
        if (month, d) == (2, 29):
            y = next((c for c in (y, y - 1, y + 1, y - 2, y + 2) if c % 4 == 0 and (c % 100 or not c % 400)), y)
        return values.date(y, month, d).but(basis="relative")

    return sense


def day_of_month(d: int) -> Sense:
    """Return the sense of a day whose month is that of the date before ("the 13th")."""

    def sense(at: Context) -> Value | None:
        ref = at.focus
        if ref is None:
            return unknown(f"XXXX-XX-{d:02d}", "day")
        return values.date(ref.year, ref.month, d).but(basis="relative")

    return sense


def weekday_and_day(number: int, d: int) -> Sense:
    """Return the sense of "Wednesday the 13th": the nearest 13th that is a Wednesday, before or after the anchor."""

    def sense(at: Context) -> Value | None:
        base = at.focus if at.story else at.day
        if base is None:
            return unknown(f"XXXX-XX-{d:02d}", "day")
        found = []
        for n in range(-14, 15):
            month = values.shift_months(base.replace(day=1), n)
            day = month and values.date(month.year, month.month, d).first
            if day and day.weekday() == number:
                found.append(day)
        ahead = [x for x in found if x >= base] if at.tense == "future" else []
        day = min(ahead or found, key=lambda x: abs((x - base).days), default=None)
        return values.day(day).but(basis="relative") if day else None

    return sense


def bare_month(month: int, ref: str = "") -> Sense:
    """Return the sense of a month without its year; `ref` is last, this, next or nothing."""

    def sense(at: Context) -> Value | None:
        y = year_of(at, month)
        if ref and at.day:
            y = at.day.year
            if ref == "last" and month >= at.day.month:
                y -= 1
            if ref == "next" and month <= at.day.month:
                y += 1
        if y is None:
            return unknown(f"XXXX-{month:02d}", "month")
        return values.month(y, month).but(basis="relative")

    return sense


def bare_season(code: str, ref: str = "") -> Sense:
    """Return the sense of a season without its year; `ref` is last, this, next or nothing."""

    def sense(at: Context) -> Value | None:
        if at.story and at.focus and not ref:
            y = year_of(at, values.SEASONS[code][0])
        else:
            y = _season_year(at, at.day, code, ref) if at.day else None
        return unknown(f"XXXX-{code}", "season") if y is None else values.season(y, code).but(basis="relative")

    return sense


def _season_year(at: Context, day: dt.date, code: str, ref: str) -> int | None:
    years = range(day.year - 2, day.year + 2)
    begun_before = code == "WI" and day.month <= 3  # in February "this winter" began last year
    if ref == "last":
        return max((y for y in years if (last := values.season(y, code).last) and last < day), default=None)
    if ref == "next":
        return min((y for y in years if (first := values.season(y, code).first) and first > day), default=None)
    return day.year - begun_before if ref or begun_before else year_of(at, values.SEASONS[code][0])


def weekday(number: int, ref: str = "") -> Sense:
    """Return the sense of a weekday: the most recent one, the day of publication included, unless it is to come."""

    def sense(at: Context) -> Value | None:
        base = at.focus if at.story or ref in {"following", "previous", "that"} else at.day
        if base is None:
            return unknown(f"XXXX-WXX-{number + 1}", "day")
        back = (base.weekday() - number) % 7
        n = -back
        if ref == "last":
            n = -(back or 7)
        elif ref in {"next", "following"}:
            n = 7 - back
        elif ref == "this":
            n = number - base.weekday()
        elif ref == "previous":
            n = -(back or 7)
        elif (at.tense == "future" or (at.story and base != at.day)) and not ref:
            n = (7 - back) % 7
        d = values.shift_days(base, n)
        return values.some_day(d, basis="relative")

    return sense


def deictic(unit: str, n: int, *, text: bool = False) -> Sense:
    """Return the sense of "last week", "this year", "the following day": n units on from the anchor or the text."""

    def sense(at: Context) -> Value | None:
        base = at.focus if text else at.day
        if base is None:
            return unknown(BLANK[unit], grain_of(unit))
        if unit == "D" and text and n > 0 and at.last and at.last.last and at.last.grain == "day":
            base = at.last.last
        d = values.moved(base.replace(day=1) if unit in "MQHYEC" and unit else base, n, unit)
        return None if d is None else values.of_grain(d, unit).but(basis="relative")

    return sense


def deictic_or_text(unit: str, n: int) -> Sense:
    """Return the sense of "the next year": it counts from the anchor in a report, from the text in a story."""
    report, story = deictic(unit, n), deictic(unit, n, text=True)
    return lambda at: (story if at.story else report)(at)


def completed_quarter(back: int) -> Sense:
    """Return the sense of the quarter that lies so many quarters before the anchor's."""

    def sense(at: Context) -> Value | None:
        d = at.day and values.shift_months(at.day.replace(day=1), -3 * back)
        return values.of_grain(d, "Q").but(basis="assumed") if d else unknown("XXXX-QX", "quarter")

    return sense


def holiday(name: str, year: Sense | None = None, ref: str = "") -> Sense:
    """Return the sense of a holiday by its rule, of the year given, else of the nearest one."""
    if name.lower() in holidays.DATED:
        return fixed(values.day(holidays.DATED[name.lower()]))

    def sense(at: Context) -> Value | None:
        if year is not None:
            y = year(at)
            years = [] if y is None or y.first is None else [y.first.year]
        else:
            base = at.focus if at.story else at.day
            years = [] if base is None else [base.year - 1, base.year, base.year + 1]
        found = [d for y in years if 1 <= y <= dt.MAXYEAR and (d := holidays.days_of(name, y))]
        if not found:
            note = "no rule for its date" if years else values.NO_ANCHOR
            return unknown("XXXX-XX-XX", "day", note)
        base = (at.focus if at.story else at.day) or found[0][0]
        if ref == "last":
            found = [f for f in found if f[0] < base][-1:] or found
        elif ref in {"next", "this"}:
            found = [f for f in found if f[0] >= base][:1] or found[-1:] if ref == "next" else found
        first, last, off = min(found, key=lambda f: abs((f[0] - base).days))
        value = values.day(first).but(last=last, basis="relative" if year is None else "stated")
        return value.but(mod="APPROX", note="computed; the day declared may differ by one") if off else value

    return sense


def with_mod(sense: Sense, mod: Modifier) -> Sense:
    """Return a sense whose value is marked as early, late, about, ..."""

    def marked(at: Context) -> Value | None:
        value = sense(at)
        return value and value.but(mod=mod)

    return marked


def marked(sense: Sense, kind: str) -> Sense:
    """Return a sense marked by the class of a word such as "early", or as it is if that says nothing."""
    return with_mod(sense, EDGES[kind]) if kind in EDGES else sense


def at_part(day: Sense, part: str) -> Sense:
    """Return the sense of a part of a day."""

    def sense(at: Context) -> Value | None:
        value = day(at)
        if value is None or value.grain != "day" or value.timex is None or "T" in value.timex or "REF" in value.timex:
            return value
        clock = part[0].isdigit()
        return value.but(timex=f"{value.timex}T{part}", kind="time", grain="minute" if clock else "part_of_day")

    return sense


def focus_day(at: Context) -> Value | None:
    """Return the day that a clock time without a day is of: the last single day of the text, else the anchor."""
    d = (at.last_day.first if at.last_day else None) or at.day
    return values.day(d).but(basis="relative") if d else unknown("XXXX-XX-XX", "day")


def anchor_day(at: Context) -> Value | None:
    """Return the anchor's day."""
    base = at.focus if at.story else at.day
    return values.day(base).but(basis="relative") if base else unknown("XXXX-XX-XX", "day")


def reference(timex: str, *, until_now: bool = False) -> Sense:
    """Return the sense of "now", "recently", "so far": a reference, whose days are not said."""

    def sense(at: Context) -> Value:
        note = None if until_now and at.day else "no day is said"
        last = at.day if until_now else None
        return Value(timex=timex, basis="relative", last=last, note=note)

    return sense


def repeated(timex: str) -> Sense:
    """Return the sense of a set ("every Friday", "daily")."""
    return fixed(Value(timex=timex, kind="set"))


def iso_week(number: int, year: int | None) -> Sense:
    """Return the sense of "week 31", of the anchor's year if none is given."""

    def sense(at: Context) -> Value | None:
        y = year or (at.day.year if at.day else None)
        if y is None:
            return unknown(f"XXXX-W{number:02d}", "week")
        try:
            return values.week(dt.date.fromisocalendar(y, number, 1)).but(basis="stated" if year else "relative")
        except ValueError:
            return None

    return sense


def overnight(at: Context) -> Value | None:
    """Return the night that ends on the anchor's day."""
    value = anchor_day(at)
    if value is None or value.first is None:
        return value
    return value.but(
        timex=f"{value.timex}TNI", kind="time", grain="part_of_day", first=values.shift_days(value.first, -1)
    )
