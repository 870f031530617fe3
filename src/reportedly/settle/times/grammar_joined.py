"""Fourth level: dates joined with parts of the day, clock times, weeks and one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.settle.times import values
from reportedly.settle.times.amounts import Amount, offset
from reportedly.settle.times.grammar_atoms import PARTS, ordinal
from reportedly.settle.times.grammar_partial import AFTER_DAY
from reportedly.settle.times.patterns import Found, Rules
from reportedly.settle.times.senses import EDGES, at_part, day_of_month, deictic, focus_day, marked, overnight
from reportedly.settle.times.within import nth_unit, nth_weekday_of, weekday_in
from reportedly.settle.times.words import WEEKDAYS, listed

if TYPE_CHECKING:
    from reportedly.settle.times.values import Context, Sense, Value

JOINED: Final = Rules(PARTS)


@JOINED.add("w=DAY comma? d=DAY", "DAY")
@JOINED.add("d=DAY open w=DAY close", "DAY")
def _weekday_and_day(f: Found) -> Sense | None:
    first = f.token("w")
    return f["d"] if first and first.word in DAY_NAMES else None


DAY_NAMES: Final = listed("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri")


@JOINED.add("(early|late|mid)? dash? d=DAY p=part", "MOMENT")
@JOINED.add("the? p=part (of|on|comma)? d=DAY", "MOMENT")
@JOINED.add("the? p=part of the d=DAY", "MOMENT")
@JOINED.add("(early|late|mid)? in? the? p=part (of|on|comma)? d=DAY", "MOMENT")
def _part_of(f: Found) -> Sense | None:
    return marked(at_part(f["d"], str(f["p"])), f.kinds[0])


@JOINED.add("(?<=in|during|by) the (early|late)? p=part (?!of)", "MOMENT")
@JOINED.add("(?<=by) p=part", "MOMENT")
@JOINED.add("(early|late|earlier|later) in the p=part", "MOMENT")
@JOINED.add("(?<=by|in|at) mid dash? p=part", "MOMENT")
def _bare_part(f: Found) -> Sense | None:
    return marked(at_part(focus_day, str(f["p"])), next((k for k in f.kinds if k in EDGES), ""))


@JOINED.add("(mid dash?)? p=part comma? d=DAY", "MOMENT")
def _mid_part(f: Found) -> Sense | None:
    return marked(at_part(f["d"], str(f["p"])), f.kinds[0])


@JOINED.add("p=part", "MOMENT")
def _overnight(f: Found) -> Sense | None:
    return overnight if f.word("p") == "overnight" else None


@JOINED.add("the p=part before (?=dot|comma|close|gap|stop|$)", "MOMENT")
def _night_before(f: Found) -> Sense | None:
    return at_part(deictic("D", -1, text=True), str(f["p"]))


@JOINED.add("c=CLOCK (local time)? zone? time? comma? on? d=DAY", "MOMENT")
@JOINED.add("c=CLOCK (local time)? zone? time? comma? on? d=MOMENT", "MOMENT")
@JOINED.add("c=CLOCK (open c2=CLOCK zone close)? on? d=DAY", "MOMENT")
@JOINED.add("d=DAY comma? (at|approx)* c=CLOCK zone?", "MOMENT")
@JOINED.add("d=MOMENT comma? (at|approx)* c=CLOCK zone?", "MOMENT")
def _clock_day(f: Found) -> Sense | None:
    return _clocked(f["d"], str(f["c"]))


def _clocked(day: Sense, clock: str) -> Sense:
    def sense(at: Context) -> Value | None:
        value = day(at)
        if value is None or value.timex is None or value.grain not in {"day", "part_of_day"}:
            return value
        date, _, part = value.timex.partition("T")
        hour = int(clock[:2])
        if part in {"AF", "EV", "NI"} and hour < 12 and (part != "NI" or hour >= 6):
            hour += 12
        return value.but(timex=f"{date}T{hour:02d}:{clock[3:]}", kind="time", grain="minute")

    return sense


@JOINED.add("c=CLOCK zone?", "MOMENT")
@JOINED.add("c=CLOCK local time", "MOMENT")
def _clock_alone(f: Found) -> Sense | None:
    return _clocked(focus_day, str(f["c"]))


@JOINED.add("w=DAY (of|comma)? x=WEEK", "DAY")
@JOINED.add("x=WEEK (on|dash|comma)? w=DAY", "DAY")
def _day_of_week(f: Found) -> Sense | None:
    number = WEEKDAYS.get(f.word("w"))
    return None if number is None else weekday_in(number, f["x"])


@JOINED.add("the? u=unit (from|begin) on? d=DAY", "WEEK")
@JOINED.add("the? u=unit of d=DAY", "WEEK")
@JOINED.add("d=DAY u=unit", "WEEK")
def _week_of_day(f: Found) -> Sense | None:
    if f["u"] != "W" or (f.inside[0].kind == "DAY" and f.inside[0].word in DAY_NAMES):
        return None
    day = f["d"]

    def sense(at: Context) -> Value | None:
        value = day(at)
        return value and (values.week(value.first).but(basis=value.basis) if value.first else value)

    return sense


@JOINED.add("the? o=(ordn|second) u=unit (of|in) m=(MONTH|YEAR)", "WEEK")
@JOINED.add("the? e=(last|end) u=unit (of|in) m=(MONTH|YEAR)", "WEEK")
@JOINED.add("the? o=(ordn|second) w=DAY (of|in) m=MONTH", "DAY")
@JOINED.add("the? e=(last|end) w=DAY (of|in) m=MONTH", "DAY")
def _nth(f: Found) -> Sense | None:
    n = ordinal(f["o"]) if f.has("o") else -1
    if f.has("e") and f.word("e") != "last":
        return None
    if f.has("u"):
        unit = str(f["u"])
        if unit not in {"W", "D", "M"} or (unit == "M" and f.kind("m") == "MONTH"):
            return None
        return nth_unit(n, unit, f["m"])
    number = WEEKDAYS.get(f.word("w"))
    return None if number is None else nth_weekday_of(n, number, f["m"])


@JOINED.add("d=DUR (before|after|following) x=DAY", "OFFSET")
@JOINED.add("d=DUR from x=DAY (?!to)", "OFFSET")
@JOINED.add("d=DUR (before|after|following|from) x=MOMENT", "OFFSET")
@JOINED.add("d=DUR (from|before|after|following) x=WEEK", "OFFSET")
def _from_date(f: Found) -> Sense | None:
    if not isinstance(f["d"], Amount):
        return None
    word = next(t.kind for t in f.inside if t.kind in {"before", "after", "following", "from"})
    return offset(f["d"], -1 if word == "before" else 1, ref=f["x"])


@JOINED.add("the? u=unit (before|after) x=DAY", "OFFSET")
def _unit_from_date(f: Found) -> Sense | None:
    word = next(t.kind for t in f.inside if t.kind in {"before", "after"})
    if f["u"] not in {"D", "W", "M", "Y"}:
        return None
    return offset(Amount(number=1, unit=str(f["u"])), -1 if word == "before" else 1, ref=f["x"])


@JOINED.add(
    "(?<=DAY dash|DAY and|DAY to|DAY comma) d=d2 (comma YEAR)? (?!unit|units|num|of|CLOCK|zone|month|mabbr)", "DAY"
)
def _day_after_day(f: Found) -> Sense | None:
    day, mark = f.tokens[f.match.start() - 2], f.before
    if day.word in DAY_NAMES or (mark.kind == "comma" and f.after.kind not in {"and", "comma"}):
        return None
    counts = f.next_word.islower() and f.next_word not in AFTER_DAY | {"in", "at", "as"}  # "Nov. 3 and 25 people"
    return None if counts else day_of_month(int(f["d"]))


@JOINED.add("(?<=DAY dash|DAY and|DAY to) the? d=(ordinal|ordw) (?!of|unit|quarter|month|mabbr|other)", "DAY")
def _ordinal_after_day(f: Found) -> Sense | None:
    return day_of_month(ordinal(f["d"]))
