"""Days that have a name, of many calendars, and the rule that finds each one's date in a given year.

Easter follows Meeus and Butcher (Gregorian) and Meeus (Julian), the Hebrew and the tabular Islamic calendar follow
Dershowitz and Reingold, "Calendrical Calculations". Islamic days are declared by sight of the moon, so that computed
ones may be a day off: they are marked APPROX. A day that differs by country, or whose calendar is not computed here,
has no rule: it is found, and its date is said to be unknown.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

Days = tuple[dt.date, dt.date, bool]  # first, last, whether computed ones may be a day off


def easter(year: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Return Easter Sunday of the Julian calendar, as a Gregorian day of the years 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return dt.date(year, month, day + 1) + dt.timedelta(days=13)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> dt.date:
    """Return the n-th weekday (Monday is 0) of a month; n = -1 is the last."""
    if n < 0:
        last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        return last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _hebrew_new_year(year: int) -> int:
    """Return the fixed day number (`date.toordinal`) of 1 Tishri of a Hebrew year."""

    def elapsed(y: int) -> int:
        months = (235 * y - 234) // 19
        parts = 12084 + 13753 * months
        day = 29 * months + parts // 25920
        return day + 1 if (3 * (day + 1)) % 7 < 3 else day

    before, here, after = elapsed(year - 1), elapsed(year), elapsed(year + 1)
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return -1373427 + here + delay  # the epoch, 1 Tishri 1, less one day, as a day number of `date`


def hebrew(year: int, offset: int) -> dt.date:
    """Return the day `offset` days after the Hebrew new year that falls in a Gregorian year."""
    return dt.date.fromordinal(_hebrew_new_year(year + 3761) + offset)


def passover(year: int) -> dt.date:
    """Return 15 Nisan: 163 days before the next Hebrew new year."""
    return hebrew(year, -163)


def islamic(month: int, day: int) -> Callable[[int], dt.date | None]:
    """Return a rule for a day of the tabular Islamic calendar: its first one in a Gregorian year."""

    def rule(year: int) -> dt.date | None:
        h = int((year - 622) * 33 / 32)
        for y in (h - 1, h, h + 1, h + 2):
            number = day + 29 * (month - 1) + month // 2 + 354 * (y - 1) + (3 + 11 * y) // 30 + 227014
            if 0 < number < dt.date.max.toordinal() and (d := dt.date.fromordinal(number)).year == year:
                return d
        return None

    return rule


def _fixed(month: int, day: int) -> Callable[[int], dt.date | None]:
    return lambda year: dt.date(year, month, day)


def _counted(month: int, weekday: int, n: int, plus: int = 0) -> Callable[[int], dt.date | None]:
    return lambda year: nth_weekday(year, month, weekday, n) + dt.timedelta(days=plus)


def _from_easter(days: int) -> Callable[[int], dt.date | None]:
    return lambda year: easter(year) + dt.timedelta(days=days)


def _unknown(_year: int) -> dt.date | None:
    return None


Rule = tuple["Callable[[int], dt.date | None]", int, bool]  # first day, days long, may be off
HOLIDAYS: Final[dict[str, Rule]] = {
    "New Year's Day": (_fixed(1, 1), 1, False),
    "New Years Day": (_fixed(1, 1), 1, False),
    "New Year's Eve": (_fixed(12, 31), 1, False),
    "New Years Eve": (_fixed(12, 31), 1, False),
    "New Year": (_fixed(1, 1), 1, False),
    "New Year's": (_fixed(1, 1), 1, False),
    "New Year Day": (_fixed(1, 1), 1, False),
    "Epiphany": (_fixed(1, 6), 1, False),
    "Orthodox Christmas": (_fixed(1, 7), 1, False),
    "Martin Luther King Day": (_counted(1, 0, 3), 1, False),
    "Martin Luther King Jr Day": (_counted(1, 0, 3), 1, False),
    "MLK Day": (_counted(1, 0, 3), 1, False),
    "Groundhog Day": (_fixed(2, 2), 1, False),
    "Valentine's Day": (_fixed(2, 14), 1, False),
    "Presidents' Day": (_counted(2, 0, 3), 1, False),
    "Presidents Day": (_counted(2, 0, 3), 1, False),
    "International Women's Day": (_fixed(3, 8), 1, False),
    "Saint Patrick's Day": (_fixed(3, 17), 1, False),
    "St Patrick's Day": (_fixed(3, 17), 1, False),
    "Nowruz": (_fixed(3, 20), 1, True),
    "Norouz": (_fixed(3, 20), 1, True),
    "April Fools' Day": (_fixed(4, 1), 1, False),
    "April Fools Day": (_fixed(4, 1), 1, False),
    "Ash Wednesday": (_from_easter(-46), 1, False),
    "Palm Sunday": (_from_easter(-7), 1, False),
    "Maundy Thursday": (_from_easter(-3), 1, False),
    "Good Friday": (_from_easter(-2), 1, False),
    "Holy Saturday": (_from_easter(-1), 1, False),
    "Orthodox Easter": (orthodox_easter, 1, False),
    "Easter Sunday": (_from_easter(0), 1, False),
    "Easter Day": (_from_easter(0), 1, False),
    "Easter Monday": (_from_easter(1), 1, False),
    "Easter": (_from_easter(0), 1, False),
    "Ascension Day": (_from_easter(39), 1, False),
    "Pentecost": (_from_easter(49), 1, False),
    "Whit Monday": (_from_easter(50), 1, False),
    "Mardi Gras": (_from_easter(-47), 1, False),
    "Earth Day": (_fixed(4, 22), 1, False),
    "Anzac Day": (_fixed(4, 25), 1, False),
    "May Day": (_fixed(5, 1), 1, False),
    "Labour Day": (_fixed(5, 1), 1, False),
    "International Workers' Day": (_fixed(5, 1), 1, False),
    "Victory Day": (_fixed(5, 9), 1, False),
    "VE Day": (_fixed(5, 8), 1, False),
    "V-E Day": (_fixed(5, 8), 1, False),
    "Nakba Day": (_fixed(5, 15), 1, False),
    "Mother's Day": (_counted(5, 6, 2), 1, False),
    "Memorial Day": (_counted(5, 0, -1), 1, False),
    "Father's Day": (_counted(6, 6, 3), 1, False),
    "Juneteenth": (_fixed(6, 19), 1, False),
    "D-Day": (_unknown, 1, False),
    "Canada Day": (_fixed(7, 1), 1, False),
    "Fourth of July": (_fixed(7, 4), 1, False),
    "Bastille Day": (_fixed(7, 14), 1, False),
    "VJ Day": (_fixed(8, 15), 1, False),
    "Labor Day": (_counted(9, 0, 1), 1, False),
    "Columbus Day": (_counted(10, 0, 2), 1, False),
    "Halloween": (_fixed(10, 31), 1, False),
    "All Saints' Day": (_fixed(11, 1), 1, False),
    "All Saints Day": (_fixed(11, 1), 1, False),
    "Guy Fawkes Night": (_fixed(11, 5), 1, False),
    "Armistice Day": (_fixed(11, 11), 1, False),
    "Veterans Day": (_fixed(11, 11), 1, False),
    "Veterans' Day": (_fixed(11, 11), 1, False),
    "Remembrance Day": (_fixed(11, 11), 1, False),
    "Remembrance Sunday": (_counted(11, 6, 2), 1, False),
    "Election Day": (_counted(11, 0, 1, 1), 1, False),
    "Thanksgiving Day": (_counted(11, 3, 4), 1, False),
    "Thanksgiving": (_counted(11, 3, 4), 1, False),
    "Black Friday": (_counted(11, 3, 4, 1), 1, False),
    "Cyber Monday": (_counted(11, 3, 4, 4), 1, False),
    "World AIDS Day": (_fixed(12, 1), 1, False),
    "Pearl Harbor Day": (_fixed(12, 7), 1, False),
    "Human Rights Day": (_fixed(12, 10), 1, False),
    "Christmas Eve": (_fixed(12, 24), 1, False),
    "Christmas Day": (_fixed(12, 25), 1, False),
    "Christmas": (_fixed(12, 25), 1, False),
    "Boxing Day": (_fixed(12, 26), 1, False),
    "Purim": (lambda y: passover(y) - dt.timedelta(days=30), 1, False),
    "Passover": (passover, 8, False),
    "Shavuot": (lambda y: passover(y) + dt.timedelta(days=50), 2, False),
    "Tisha B'Av": (_unknown, 1, False),
    "Rosh Hashanah": (lambda y: hebrew(y, 0), 2, False),
    "Rosh Hashana": (lambda y: hebrew(y, 0), 2, False),
    "Yom Kippur": (lambda y: hebrew(y, 9), 1, False),
    "Sukkot": (lambda y: hebrew(y, 14), 7, False),
    "Simchat Torah": (lambda y: hebrew(y, 22), 1, False),
    "Hanukkah": (_unknown, 8, False),
    "Ashura": (islamic(1, 10), 1, True),
    "Mawlid": (islamic(3, 12), 1, True),
    "Ramadan": (islamic(9, 1), 30, True),
    "Eid al-Fitr": (islamic(10, 1), 1, True),
    "Eid ul-Fitr": (islamic(10, 1), 1, True),
    "Eid al-Adha": (islamic(12, 10), 1, True),
    "Eid ul-Adha": (islamic(12, 10), 1, True),
    "Arbaeen": (islamic(2, 20), 1, True),
    "Independence Day": (_unknown, 1, False),
    "National Day": (_unknown, 1, False),
    "Diwali": (_unknown, 1, False),
    "Holi": (_unknown, 1, False),
    "Lunar New Year": (_unknown, 1, False),
    "Chinese New Year": (_unknown, 1, False),
    "9/11": (_unknown, 1, False),
    "Vesak": (_unknown, 1, False),
}
DATED: Final = {"d-day": dt.date(1944, 6, 6), "9/11": dt.date(2001, 9, 11)}  # of one year only
RULES: Final = {name.lower(): rule for name, rule in HOLIDAYS.items()}


def days_of(name: str, year: int) -> Days | None:
    """Return first day, last day and whether they may be off by one, None where no rule is known."""
    rule, length, off = RULES[name.lower()]
    try:
        first = rule(year)
        return None if first is None else (first, first + dt.timedelta(days=length - 1), off)
    except (ValueError, OverflowError):
        return None
