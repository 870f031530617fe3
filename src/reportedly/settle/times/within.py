"""Senses of parts of a longer time that is an expression of its own: "the summer of last year"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.settle.times import holidays, values
from reportedly.settle.times.values import unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportedly.settle.times.values import Context, Sense, Value


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


def nth_unit(n: int, unit: str, whole: Sense) -> Sense:
    """Return the sense of "the first week of May", "the last day of 2021"; n = -1 is the last."""

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


def before_in_year(month: int, other: Sense) -> Sense:
    """Return the sense of the first month of "November - February 2017", which is of the year before."""

    def sense(at: Context) -> Value | None:
        value = other(at)
        if value is None or value.first is None:
            return value and value.but(timex=f"XXXX-{month:02d}")
        return values.month(value.first.year - (month > value.first.month), month).but(basis=value.basis)

    return sense


def weekday_in(number: int, week: Sense) -> Sense:
    """Return the sense of "Thursday of next week"."""

    def sense(at: Context) -> Value | None:
        value = week(at)
        if value is None or value.first is None:
            return value and value.but(timex=f"XXXX-WXX-{number + 1}", grain="day")
        d = values.shift_days(value.first, number)
        return values.some_day(d, basis=value.basis)

    return sense
