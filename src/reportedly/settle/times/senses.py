"""Senses: functions from what is known around an expression to its value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.settle.times import holidays, values
from reportedly.settle.times.values import Context, Value, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.settle.times.values import Sense

_CLOCK_UNITS: Final = {"TH": "H", "TM": "M", "TS": "S"}
_GRAINS: Final = {
    "D": "day", "W": "week", "WE": "day", "F": "week", "M": "month", "Q": "quarter", "H": "quarter", "Y": "year",
    "E": "decade", "C": "century", "L": "century", "TH": "hour", "TM": "minute", "TS": "minute",
}  # fmt: skip
_BLANK: Final = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "F": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX",
    "H": "XXXX-HX", "Y": "XXXX", "E": "XXXX", "C": "XXXX",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """So many units of time; `number` is None where the text does not count ("several years")."""

    number: float | None
    unit: str
    mod: str | None = None

    @property
    def timex(self) -> str:
        """The TIMEX3 value of the duration."""
        n, unit = self.number, self.unit
        if unit in _CLOCK_UNITS:
            if n is not None and n != int(n) and unit != "TS":
                whole, rest = int(n), round((n - int(n)) * 60)
                smaller = {"TH": "M", "TM": "S"}[unit]
                return "PT" + (f"{whole}{_CLOCK_UNITS[unit]}" if whole else "") + f"{rest}{smaller}"
            return f"PT{_written(n)}{_CLOCK_UNITS[unit]}"
        if n is not None and unit in "ECLF" and unit != "":
            times, unit = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "F": (2, "W")}[unit]
            n *= times
        if n is not None and unit == "Y" and n != int(n) and (n * 12) == int(n * 12):
            whole, months = int(n), int(n * 12) % 12
            return "P" + (f"{whole}Y" if whole else "") + f"{months}M"
        return f"P{_written(n)}{unit}"

    def sense(self, _at: Context) -> Value:
        """Return the duration as a value."""
        return Value(timex=self.timex, kind="duration", grain=grain_of(self.unit), mod=self.mod)


def _written(n: float | None) -> str:
    return "X" if n is None else str(int(n)) if n == int(n) else str(round(n, 2))


def grain_of(unit: str):  # type: ignore[no-untyped-def] # noqa: ANN201 - a Grain
    """Return the grain of a unit."""
    return _GRAINS[unit]


def fixed(value: Value) -> Sense:
    """Return the sense of an expression that needs no context."""
    return lambda _at: value


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
        away = {"past": 3.0, "future": 0.7}.get(at.tense, 1.3)
        return days * away if days > 0 else -days

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
        start = values.SEASONS[code][0]
        if (ref and at.day is None) or (at.focus if at.story else at.day) is None:
            return unknown(f"XXXX-{code}", "season")
        if not ref:
            y = year_of(at, start, 15)
            if y is not None and not at.story and at.day and code == "WI" and at.day.month <= 3:
                y = at.day.year - 1
            return None if y is None else values.season(y, code).but(basis="relative")
        assert at.day is not None  # noqa: S101 - asked above
        y = at.day.year
        value = values.season(y, code)
        if ref == "this" and code == "WI" and at.day.month <= 3:
            y -= 1
        elif ref == "last":
            while value.last and value.last >= at.day:
                y -= 1
                value = values.season(y, code)
        elif ref == "next":
            while value.first and value.first <= at.day:
                y += 1
                value = values.season(y, code)
        return values.season(y, code).but(basis="relative")

    return sense


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
        elif (at.tense == "future" or at.story) and not ref:
            n = (7 - back) % 7
        d = values.shift_days(base, n)
        return d and values.day(d).but(basis="relative")

    return sense


def deictic(unit: str, n: int, *, text: bool = False) -> Sense:
    """Return the sense of "last week", "this year", "the following day": n units on from the anchor or the text."""

    def sense(at: Context) -> Value | None:
        base = at.focus if text else at.day
        if base is None:
            return unknown(_BLANK[unit], grain_of(unit))
        if unit == "D" and text and n > 0 and at.last and at.last.last and at.last.grain == "day":
            base = at.last.last
        d = values.moved(base.replace(day=1) if unit in "MQHYEC" and unit else base, n, unit)
        return d and values.of_grain(d, unit).but(basis="relative")

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


def offset(amount: Amount, direction: int, *, text: bool = False, ref: Sense | None = None) -> Sense:
    """Return the sense of "two weeks ago", "three days later", "a year after <date>"."""

    def sense(at: Context) -> Value | None:
        base = at.focus if text else at.day
        if ref is not None:
            value = ref(at)
            base = value.first if value else None
        unit, n = amount.unit, amount.number
        if unit == "L":
            unit, n = "Y", None if n is None else n * 1000
        if n is None:
            if ref is not None or text:
                return Value(timex=_BLANK.get(unit, "XXXX-XX-XX"), grain=grain_of(unit), basis="relative",
                             note="how long before or after is not said")  # fmt: skip
            return Value(timex="PAST_REF" if direction < 0 else "FUTURE_REF", basis="relative",
                         note="how long before or after is not said")  # fmt: skip
        if unit in _CLOCK_UNITS:
            if base is None:
                return unknown("XXXX-XX-XX", "day")
            d = values.shift_days(base, int(direction * n // 24) if unit == "TH" and n >= 24 else 0)
            return d and values.day(d).but(basis="relative", grain="day", kind="time", mod=amount.mod)
        if base is None:
            return unknown(_BLANK[unit], grain_of(unit))
        whole, rest = int(n), n - int(n)
        try:
            d = values.moved(base, direction * whole, unit)
            if d and rest and unit in "YEC":
                d = values.shift_months(d, round(direction * rest * {"Y": 12, "E": 120, "C": 1200}[unit]))
        except OverflowError:
            d = None
        if d is None:
            years = {"Y": 1, "E": 10, "C": 100, "L": 1000}.get(unit)
            if years and direction < 0:
                return values.year(base.year - int(n * years)).but(basis="relative", mod=amount.mod)
            return unknown(_BLANK[unit], grain_of(unit), "outside the calendar of the years 1 to 9999")
        grain = {"F": "W", "E": "Y", "C": "Y"}.get(unit, unit)
        if unit == "W" and ref is not None:
            grain = "D"
        return values.of_grain(d, grain).but(basis="relative", mod=amount.mod)

    return sense


def span_from(amount: Amount, direction: int, *, text: bool = False) -> Sense:
    """Return the sense of "the past three years", "the next two weeks": a duration that touches the anchor."""

    def sense(at: Context) -> Value | None:
        base = at.focus if text else at.day
        value = amount.sense(at).but(basis="relative")
        if base is None or amount.number is None or amount.unit in {"TH", "TM", "TS", "L"}:
            return value
        try:
            other = values.moved(base, direction * int(amount.number), amount.unit)
        except OverflowError:
            other = None
        if other is None:
            return value
        if amount.unit == "Q":  # whole quarters, before or after the anchor's
            begin = values.of_grain(base if direction < 0 else other, "Q")
            end = values.of_grain(other if direction < 0 else base, "Q")
            return value.but(
                first=end.first if direction < 0 else end.last and values.shift_days(end.last, 1),
                last=begin.first and values.shift_days(begin.first, -1) if direction < 0 else begin.last,
            )
        first, last = sorted((base, other))  # so many units that end with the anchor's day, or begin after it
        return value.but(first=values.shift_days(first, 1), last=last)

    return sense


def within_year(make: Callable[[int], Value], year: Sense) -> Sense:
    """Return the sense of a part of a year that is an expression of its own ("the summer of last year")."""

    def sense(at: Context) -> Value | None:
        y = year(at)
        if y is None:
            return None
        if y.first is None:
            blank = make(2000)
            timex = blank.timex and (y.timex or "XXXX")[:6] + blank.timex[4:]
            return blank.but(timex=timex, first=None, last=None, note=y.note, basis=y.basis)
        return make(y.first.year).but(basis=y.basis)

    return sense


def this_year(make: Callable[[int], Value], month: int = 6) -> Sense:
    """Return the sense of a part of a year that is not named ("the third quarter")."""

    def sense(at: Context) -> Value | None:
        if at.story and at.focus:
            return make(at.focus.year).but(basis="relative")
        if at.day is None:
            blank = make(2000)
            return unknown(blank.timex and "XXXX" + blank.timex[4:], blank.grain)
        return make(at.day.year + (-1 if month - at.day.month > 5 else 0)).but(basis="relative")

    return sense


def holiday(name: str, year: Sense | None = None, ref: str = "") -> Sense:
    """Return the sense of a holiday by its rule, of the year given, else of the nearest one."""

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


def with_mod(sense: Sense, mod: str) -> Sense:
    """Return a sense whose value is marked as early, late, about, ..."""

    def marked(at: Context) -> Value | None:
        value = sense(at)
        return value and value.but(mod=mod)

    return marked


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


def nth_unit(n: int, unit: str, whole: Sense) -> Sense:
    """Return the sense of "the first week of May", "the last day of 2021", "the third month of 2020"; n = -1 is the last."""

    def sense(at: Context) -> Value | None:
        value = whole(at)
        if value is None or value.first is None or value.last is None:
            return value and value.but(timex=None)
        if unit == "W":
            lead = (3 - value.first.weekday()) % 7  # ISO: a week is of where its Thursday is
            d = values.shift_days(value.first, lead + 7 * (n - 1))
            if n < 0:
                d = values.shift_days(value.last, -((value.last.weekday() - 3) % 7))
        elif n < 0:
            d = value.last
        else:
            d = values.moved(value.first, n - 1, unit)
        if d is None or not value.first <= d <= value.last:
            return None
        return values.of_grain(d, unit).but(basis=value.basis)

    return sense


def nth_weekday_of(n: int, number: int, month: Sense) -> Sense:
    """Return the sense of "the first Monday of May"."""

    def sense(at: Context) -> Value | None:
        value = month(at)
        if value is None or value.first is None:
            return value and value.but(timex=None)
        d = holidays.nth_weekday(value.first.year, value.first.month, number, n)
        if d.month != value.first.month:
            return None
        return values.day(d).but(basis=value.basis)

    return sense


def within_month(d: int, day: Sense) -> Sense:
    """Return the sense of a day of the month of another day ("22" of "22-25 April 1951")."""

    def sense(at: Context) -> Value | None:
        value = day(at)
        if value is None or value.first is None or value.grain != "day" or not 1 <= d < value.first.day:
            return None
        return values.date(value.first.year, value.first.month, d).but(basis=value.basis)

    return sense


def weekday_in(number: int, week: Sense) -> Sense:
    """Return the sense of "Thursday of next week"."""

    def sense(at: Context) -> Value | None:
        value = week(at)
        if value is None or value.first is None:
            return value and value.but(timex=f"XXXX-WXX-{number + 1}", grain="day")
        d = values.shift_days(value.first, number)
        return d and values.day(d).but(basis=value.basis)

    return sense


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


def before_in_year(month: int, other: Sense) -> Sense:
    """Return the sense of the first month of "November - February 2017", which is of the year before."""

    def sense(at: Context) -> Value | None:
        value = other(at)
        if value is None or value.first is None:
            return value and value.but(timex=f"XXXX-{month:02d}")
        return values.month(value.first.year - (month > value.first.month), month).but(basis=value.basis)

    return sense
