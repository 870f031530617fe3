"""Amounts of time, and what counts by them: "two weeks ago", "the past three years"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.settle.times import values
from reportedly.settle.times.values import Value, unknown

if TYPE_CHECKING:
    from reportedly.settle.times.values import Context, Sense

_CLOCK_UNITS: Final = {"TH": "H", "TM": "M", "TS": "S"}
_GRAINS: Final = {
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
                return Value(timex=BLANK.get(unit, "XXXX-XX-XX"), grain=grain_of(unit), basis="relative",
                             note="how long before or after is not said")  # fmt: skip
            return Value(timex="PAST_REF" if direction < 0 else "FUTURE_REF", basis="relative",
                         note="how long before or after is not said")  # fmt: skip
        if unit in _CLOCK_UNITS:
            if base is None:
                return unknown("XXXX-XX-XX", "day")
            d = values.shift_days(base, int(direction * n // 24) if unit == "TH" and n >= 24 else 0)
            return d and values.day(d).but(basis="relative", grain="day", kind="time", mod=amount.mod)
        if base is None:
            return unknown(BLANK[unit], grain_of(unit))
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
            return unknown(BLANK[unit], grain_of(unit), "outside the calendar of the years 1 to 9999")
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
