"""Amounts of time, and what counts by them: "two weeks ago", "the past three years"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.settle.times import values
from reportedly.settle.times.values import Value, unknown

if TYPE_CHECKING:
    import datetime as dt

    from reportedly.model import Grain, Modifier
    from reportedly.settle.times.values import Context, Sense

_CLOCK_UNITS: Final = {"TH": "H", "TM": "M", "TS": "S"}
_SMALLER: Final = {"TH": "M", "TM": "S"}
_TIMES: Final = {"E": (10, "Y"), "C": (100, "Y"), "L": (1000, "Y"), "F": (2, "W")}
_MONTHS: Final = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200}
_YEARS: Final = {"Y": 1, "E": 10, "C": 100, "L": 1000}
_VAGUE: Final = {True: "PAST_REF", False: "FUTURE_REF"}
_GRAINS: Final[dict[str, Grain]] = {
    "D": "day", "W": "week", "WE": "day", "F": "week", "M": "month", "Q": "quarter", "H": "quarter", "Y": "year",
    "E": "decade", "C": "century", "L": "century", "TH": "hour", "TM": "minute", "TS": "minute",
}  # fmt: skip
BLANK: Final = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "F": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX",
    "H": "XXXX-HX", "Y": "XXXX", "E": "XXXX", "C": "XXXX",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """So many units of time; `number` is None where the text does not count ("several years")."""

    number: float | None
    unit: str
    mod: Modifier | None = None

    @property
    def timex(self) -> str:
        """The TIMEX3 value of the duration."""
        n, unit = self.number, self.unit
        if unit in _CLOCK_UNITS:
            return "PT" + _clock_amount(n, unit)
        if n is not None and unit in _TIMES:
            times, unit = _TIMES[unit]
            n *= times
        if n is not None and unit == "Y" and n != int(n) and n * 12 == int(n * 12):
            return "P" + (f"{int(n)}Y" if n >= 1 else "") + f"{int(n * 12) % 12}M"
        return f"P{_written(n)}{unit}"

    def sense(self, _at: Context) -> Value:
        """Return the duration as a value."""
        return Value(timex=self.timex, kind="duration", grain=grain_of(self.unit), mod=self.mod)


def _written(n: float | None) -> str:
    return "X" if n is None else str(int(n)) if n == int(n) else str(round(n, 2))


def _clock_amount(n: float | None, unit: str) -> str:
    if n is None or n == int(n) or unit == "TS":
        return _written(n) + _CLOCK_UNITS[unit]
    whole = f"{int(n)}{_CLOCK_UNITS[unit]}" if n >= 1 else ""
    return f"{whole}{round((n - int(n)) * 60)}{_SMALLER[unit]}"


def grain_of(unit: str) -> Grain:
    """Return the grain of a unit."""
    return _GRAINS[unit]


def offset(amount: Amount, direction: int, *, text: bool = False, ref: Sense | None = None) -> Sense:
    """Return the sense of "two weeks ago", "three days later", "a year after <date>"."""

    def sense(at: Context) -> Value | None:
        base = at.focus if text else at.day
        if ref is not None:
            value = ref(at)
            base = value.first if value else None
        if amount.number is None:
            vague = BLANK.get(amount.unit, "XXXX-XX-XX") if ref is not None or text else _VAGUE[direction < 0]
            return Value(timex=vague, basis="relative", note="how long before or after is not said")
        if base is None:
            return unknown(BLANK.get(amount.unit, "XXXX-XX-XX"), grain_of(amount.unit))
        exact = ref is not None and amount.unit == "W"
        return _moved(amount, direction * amount.number, base, exact=exact)

    return sense


def _moved(amount: Amount, n: float, base: dt.date, *, exact: bool) -> Value | None:
    """Return the day, week, month or year that lies `n` units from a day; `exact` gives the day for weeks, too."""
    unit = amount.unit
    if unit in _CLOCK_UNITS:
        days = int(n // 24) if unit == "TH" and abs(n) >= 24 else 0
        day = values.some_day(values.shift_days(base, days), basis="relative")
        return day and day.but(kind="time", mod=amount.mod)
    d = _shifted(base, n, unit)
    if d is None:
        years = int(n * _YEARS.get(unit, 0))
        if years < 0:
            return values.year(base.year + years).but(basis="relative", mod=amount.mod)
        return unknown(BLANK.get(unit, "XXXX"), grain_of(unit), "outside the calendar of the years 1 to 9999")
    grain = "D" if exact else {"F": "W", "E": "Y", "C": "Y"}.get(unit, unit)
    return values.of_grain(d, grain).but(basis="relative", mod=amount.mod)


def _shifted(base: dt.date, n: float, unit: str) -> dt.date | None:
    """Return the day `n` units on, parts of a year in months; None outside the calendar or for clock units."""
    d = values.moved(base, int(n), unit) if unit in _MONTHS or unit in {"D", "W", "WE", "F"} else None
    return values.shift_months(d, round((n - int(n)) * _MONTHS[unit])) if d and unit in _MONTHS else d


def span_from(amount: Amount, direction: int, *, text: bool = False) -> Sense:
    """Return the sense of "the past three years", "the next two weeks": a duration that touches the anchor."""

    def sense(at: Context) -> Value | None:
        base = at.focus if text else at.day
        value = amount.sense(at).but(basis="relative")
        if base is None or amount.number is None or amount.unit in {"TH", "TM", "TS", "L"}:
            return value
        other = _shifted(base, direction * amount.number, amount.unit)
        if other is None or other == base or (amount.unit == "Q" and amount.number < 1):
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
