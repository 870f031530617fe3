"""Later levels: partial dates on their own, dates joined with parts of the day and clock times, and modifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.settle.times import values
from reportedly.settle.times.grammar_atoms import PARTS, full_year, ordinal
from reportedly.settle.times.patterns import Found, Rules
from reportedly.settle.times.senses import (
    Amount,
    at_part,
    bare_month,
    before_in_year,
    bare_season,
    day_of_month,
    deictic,
    fixed,
    focus_day,
    holiday,
    month_day,
    nth_unit,
    nth_weekday_of,
    offset,
    this_year,
    weekday,
    weekday_and_day,
    weekday_in,
    with_mod,
    within_month,
    within_year,
)
from reportedly.settle.times.values import unknown
from reportedly.settle.times.words import WEEKDAYS

if TYPE_CHECKING:
    from reportedly.settle.times.values import Context, Sense, Value

BARE: Final = Rules(PARTS)
JOINED: Final = Rules(PARTS)
MODIFIED: Final = Rules(PARTS | {"ANYDATE": "DAY|WEEK|MONTH|SEASON|QUARTER|YEAR|DECADE|CENTURY|OFFSET"})

_STRONG: Final = frozenset({"in", "since", "during", "until", "to", "by", "from", "of", "between", "after", "before", "early",
                            "late", "mid", "the", "open", "for", "at", "end", "begin"})  # fmt: skip
_SINGULAR: Final = frozenset({"was", "is", "has", "as", "its", "his", "this", "us", "does", "yes", "unless", "whereas",
                              "thus", "perhaps", "across"})  # fmt: skip


_AFTER_DAY: Final = frozenset(
    {"was", "were", "is", "when", "but", "he", "she", "they", "it", "we", "I", ";", ":", "which"}
)
_NUMBERED: Final = frozenset(
    ["p", "pp", "no", "nos", "resolution", "rule", "section", "sec", "article", "page", "room", "route", "highway", "flight", "channel", "act", "bill", "figure", "fig", "item", "chapter", "psalm", "law", "order", "directive", "code"]
)


# Level 3: partial dates


def _month_number(value: object) -> int:
    return {"may": 5, "march": 3, "august": 8}.get(str(value)) or int(str(value))


@BARE.add("m=mon d=d2 (?=(to|and|dash|or) x=DAY)", "DAY")
@BARE.add("d=d2 of? m=mon (?=(to|and|dash|or) x=DAY)", "DAY")
def _month_day_before(f: Found) -> Sense | None:
    m, d = int(f["m"]), int(f["d"])
    return within_year(lambda y: values.date(y, m, d), f["x"])


@BARE.add("the? d=d2 (?=(to|and|dash|or) d2 of? m=mon)", "DAY")
@BARE.add("the? d=(ordinal|ordw) (?=(to|and|dash|or) the? (ordinal|ordw) of? m=mon)", "DAY")
def _day_before_month_day(f: Found) -> Sense | None:
    return month_day(int(f["m"]), ordinal(f["d"]))


@BARE.add("d=d2 (?=(to|and|dash|or) x=DAY)", "DAY")
def _day_before_day(f: Found) -> Sense | None:
    n, after = int(f["d"]), f.token("x")
    return within_month(n, f["x"]) if after and after.word == "" else None


@BARE.add("(?<=y4 dash) n=(d2|num)", "YEAR")
def _second_year(f: Found) -> Sense | None:
    token = f.tokens[f.match.start()]
    first = int(str(f.tokens[f.match.start() - 2].value))
    year = first // 100 * 100 + int(str(f["n"])) if len(token.word) == 2 and token.word.isdigit() else 0
    return fixed(values.year(year)) if first < year <= first + 25 else None


@BARE.add("(?<=on|by|to|since|from) the d=ordinal", "DAY")
def _ordinal_day(f: Found) -> Sense | None:
    after = f.tokens[f.match.end()] if f.match.end() < len(f.tokens) else None
    if after and after.kind == "other" and str(after.value or after.word) not in _AFTER_DAY:
        return None
    if after and after.kind in {"unit", "units", "quarter", "weekend", "part", "half", "dash", "of", "season"}:
        return None
    return day_of_month(ordinal(f["d"]))


@BARE.add("m=mon d=d2 (?=(to|and|dash|or) d2 comma? y=y4)", "DAY")
def _month_day_list(f: Found) -> Sense | None:
    return fixed(values.date(int(f["y"]), int(f["m"]), int(f["d"])))


@BARE.add("m=mon (?=(to|and|dash|or|comma) (and)? (early|late|mid)? dash? x=MONTH)", "MONTH")
def _month_before(f: Found) -> Sense | None:
    return before_in_year(int(f["m"]), f["x"])


@BARE.add("(wday comma?)? m=mon the? d=dom (?!units|unit|num)", "DAY")
@BARE.add("m=mon comma the? d=ordinal", "DAY")
@BARE.add("(wday comma?)? d=d2 of? m=mon", "DAY")
@BARE.add("(wday comma?)? the? d=(ordinal|ordw) of? m=mon", "DAY")
@BARE.add("(wday comma?)? the? d=ordinal (of)? m=may", "DAY")
@BARE.add("(wday comma?)? m=may d=ordinal", "DAY")
@BARE.add("wday comma? m=may d=d2", "DAY")
def _month_day(f: Found) -> Sense | None:
    return month_day(_month_number(f["m"]), ordinal(f["d"]))


@BARE.add("(wday comma?)? m=mon d=dom comma? (of|in)? y=YEAR", "DAY")
@BARE.add("(wday comma?)? d=dom of? m=mon comma? (of|in)? y=YEAR", "DAY")
def _month_day_year(f: Found) -> Sense | None:
    m, d = _month_number(f["m"]), ordinal(f["d"])
    return within_year(lambda y: values.date(y, m, d), f["y"])


@BARE.add("m=month", "MONTH")
@BARE.add("m=mabbr dot", "MONTH")
@BARE.add("(?<=in|since|until|by|from|to|of|after|before|between|late|early|mid|dash|during) m=mabbr", "MONTH")
@BARE.add("(?<=in|since|from|between) m=may", "MONTH")
def _month(f: Found) -> Sense | None:
    before = f.tokens[f.match.start() - 1] if f.match.start() else None
    after = f.tokens[f.match.end()] if f.match.end() < len(f.tokens) else None
    if f.token("m").word in {"march", "may"}:  # type: ignore[union-attr]
        if (
            (after
            and after.kind in {"for", "of", "on", "to", "the"})
            or (before and before.kind in {"possessive", "the"})
        ):
            return None
        if before and before.kind == "other" and before.word[0].isupper():
            return None
    if f.token("m").kind == "month" and f.token("m").word == "may" and (  # type: ignore[union-attr]
        before is None or before.kind in {"dot", "stop", "gap"}
    ) and not (after and after.kind in {"comma", "dot", "close", "possessive", "dash", "to", "and"}):
        return None  # "May I ask"
    return bare_month(_month_number(f["m"]))


@BARE.add("m=mon comma? (of|in)? y=YEAR", "MONTH")
@BARE.add("y=YEAR possessive m=month", "MONTH")
def _month_of(f: Found) -> Sense | None:
    m = int(f["m"])
    return within_year(lambda y: values.month(y, m), f["y"])


@BARE.add("the? s=season", "SEASON")
def _season(f: Found) -> Sense | None:
    after = f.tokens[f.match.end()] if f.match.end() < len(f.tokens) else None
    before = f.tokens[f.match.start() - 1] if f.match.start() else None
    if after and after.kind == "other" and str(after.value)[:1].isupper():
        return None  # "Summer Olympics"
    if f.token("s").word in {"fall", "spring"} and (  # type: ignore[union-attr]
        (
            f.match.end() - f.match.start() == 1
            and not (before and before.kind in {"in", "since", "until", "by", "comma"})
        )
        or (after and after.kind in {"of", "in", "to", "from"})
    ):
        return None
    return bare_season(str(f["s"]))


@BARE.add("the? s=season (of|comma|in)? y=YEAR", "SEASON")
@BARE.add("the? s=season (of|comma|in)? y=y4", "SEASON")
@BARE.add("y=YEAR possessive s=season", "SEASON")
def _season_of(f: Found) -> Sense | None:
    code = str(f["s"])
    year = f["y"] if callable(f["y"]) else fixed(values.year(int(f["y"])))
    return within_year(lambda y: values.season(y, code), year)


@BARE.add("q=QUARTER_OF", "QUARTER")
@BARE.add("q=QUARTER_OF (of|in|comma)? y=YEAR", "QUARTER")
@BARE.add("y=YEAR possessive? q=QUARTER_OF", "QUARTER")
def _quarter(f: Found) -> Sense | None:
    n = int(f["q"])
    if "y" in f.match.re.groupindex:
        return within_year(lambda y: values.quarter(y, n), f["y"])
    return this_year(lambda y: values.quarter(y, n), 3 * n)


@BARE.add("the? o=ordn half (of|in)? y=YEAR", "QUARTER")
@BARE.add("the? o=second half (of|in)? y=YEAR", "QUARTER")
@BARE.add("the? o=last half (of|in)? y=YEAR", "QUARTER")
@BARE.add("the? o=ordn half (of|in)? y=y4", "QUARTER")
@BARE.add("the? o=second half (of|in)? y=y4", "QUARTER")
@BARE.add("the? o=last half (of|in)? y=y4", "QUARTER")
def _half(f: Found) -> Sense | None:
    n = {"first": 1}.get(f.token("o").word, 2)  # type: ignore[union-attr]
    year = f["y"] if callable(f["y"]) else fixed(values.year(int(f["y"])))
    return within_year(lambda y: values.half(y, n), year)


@BARE.add("w=weekday", "DAY")
@BARE.add("w=wabbr dot", "DAY")
def _weekday(f: Found) -> Sense | None:
    if f.match.start() and f.tokens[f.match.start() - 1].kind == "a":
        return None  # "on a Monday"
    return weekday(int(f["w"]))


@BARE.add("w=wday the d=ordw", "DAY")
@BARE.add("w=wday (the)? d=ordinal", "DAY")
def _weekday_ordinal(f: Found) -> Sense | None:
    return weekday_and_day(int(f["w"]), ordinal(f["d"]))


@BARE.add("h=holiday", "DAY")
@BARE.add("h=holiday comma? (of|in)? y=YEAR", "DAY")
@BARE.add("h=holiday comma? (of|in)? y=y4", "DAY")
def _holiday(f: Found) -> Sense | None:
    year = f["y"] if "y" in f.match.re.groupindex else None
    after = f.tokens[f.match.end()] if f.match.end() < len(f.tokens) else None
    if year is None and after and after.kind == "other" and str(after.value)[:1].isupper():
        return None  # "the Easter Offensive", "The Christmas Cottage"
    if year is not None and not callable(year):
        year = fixed(values.year(int(year)))
    return holiday(str(f["h"]), year)


@BARE.add("y=y4", "YEAR")
def _year(f: Found) -> Sense | None:
    at, tokens = f.match.start(), f.tokens
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    n = int(f["y"])
    if not tokens[at].word[0].isdigit():  # spoken
        return fixed(values.year(n)) if before and before.kind in _STRONG else None
    if after is not None and after.kind in {"units", "unit", "numw", "zone", "slash", "weekend"}:
        return None
    word = str(after.value or after.word) if after is not None and after.kind == "other" else ""
    plural = word.endswith("s") and not word.endswith("ss") and word not in _SINGULAR
    if word in {"ft", "feet", "km", "kg", "m", "mm", "mph", "people", "men", "women", "square", "cubic", "million"}:
        return None
    if (
        after is not None
        and after.kind == "dash"
        and at + 2 < len(tokens)
        and tokens[at + 2].kind == "num"
        and (tokens[at + 2].start == after.end and len(tokens[at + 2].word) != 2)
    ):
        return None  # "Decree 2005-981"
    if n < 1900 and before is not None and before.kind == "other" and word[:1].isupper():
        return None  # "1696 Bergen Boulevard"
    capital = word[:1].isupper() and 1900 <= n <= 2100  # "the 2012 Olympics"
    plural = plural and not capital
    strong = before is not None and (
        before.kind in _STRONG or before.kind in {"apos", "approx", "dash", "and", "or", "comma"}
    )
    if before is not None and before.kind == "dash" and at > 1 and tokens[at - 2].kind in {"num", "d2"} and (
        tokens[at - 2].end == before.start and before.end == tokens[at].start
    ):
        return None  # "555-1212"
    late = at > 1 and tokens[at - 2].kind in {"later", "earlier"}
    if before is not None and before.kind in {"slash", "than"} and not late:
        return None
    if (
        before is not None
        and before.kind == "dot"
        and at > 1
        and len(tokens[at - 2].word) <= 3
        and tokens[at - 2].kind == "other"
    ):
        if tokens[at - 2].word.lower() in _NUMBERED or tokens[at - 2].word in {"R", "S"}:
            return None
    if before is not None and before.kind == "other" and (before.word == "#" or before.word.lower() in _NUMBERED):
        return None
    if n >= 2100 or n < 1500:
        return (
            fixed(values.year(n))
            if strong
            and before
            and before.kind
            in {
                "in",
                "since",
                "until",
                "by",
                "during",
                "open",
                "dash",
                "from",
                "to",
                "between",
                "of",
                "approx",
                "before",
                "after",
            }
            and not plural
            else None
        )
    if plural and not (before is not None and before.kind in {"in", "since", "the", "of", "during", "early", "late"}):
        return None
    return fixed(values.year(n))


@BARE.add("a=apostrophe_year", "YEAR")
def _short_year(f: Found) -> Sense | None:
    before = f.tokens[f.match.start() - 1].kind if f.match.start() else ""
    return fixed(values.year(full_year(int(str(f["a"])[1:])))) if before in _STRONG else None


@BARE.add("the weekend", "DAY")
def _weekend(_f: Found) -> Sense | None:
    return _the_weekend


def _the_weekend(at: Context) -> Value | None:
    """The weekend nearest to the anchor, that before it first."""
    base = at.focus if at.story else at.day
    if base is None:
        return unknown("XXXX-WXX-WE", "day")
    back = base if base.weekday() >= 5 else values.shift_days(base, -base.weekday() - 1)
    ahead = values.shift_days(base, 5) if at.tense == "future" else None
    d = ahead if ahead and base.weekday() < 5 else back
    return d and values.weekend(d).but(basis="relative")


@BARE.add("the? e=begin of (the|this) u=unit", "OFFSET")
@BARE.add("the? e=end of (the|this) u=unit", "OFFSET")
@BARE.add("the? e=mid of (the|this) u=unit", "OFFSET")
@BARE.add("(by)? e=end of u=unit", "OFFSET")
@BARE.add("u=unit (possessive|dash)? e=end", "OFFSET")
def _end_of(f: Found) -> Sense | None:
    unit = str(f["u"])
    kind = f.token("e").kind  # type: ignore[union-attr]
    if unit not in {"D", "W", "M", "Y", "E", "C"} or f.token("e").word == "close":  # type: ignore[union-attr]
        return None
    mod = {"begin": "START", "end": "END"}.get(kind, "MID")
    this = any(t.kind == "this" for t in f.tokens[f.match.start() : f.match.end()])
    return with_mod(deictic(unit, 0, text=not this), mod)


@BARE.add("e=early in the u=unit", "OFFSET")
@BARE.add("e=earlier in the u=unit", "OFFSET")
@BARE.add("e=late in the u=unit", "OFFSET")
@BARE.add("e=later in the u=unit", "OFFSET")
@BARE.add("e=earlier in the u=weekend", "OFFSET")
def _earlier_in(f: Found) -> Sense | None:
    unit = str(f["u"]) if f["u"] != "weekend" else "WE"
    if unit not in {"D", "W", "M", "Y", "WE", "C", "E"}:
        return None
    early = f.token("e").kind.startswith("earl")  # type: ignore[union-attr]
    return with_mod(deictic(unit, 0, text=unit == "D"), "START" if early else "END")


# Level 4: dates joined with parts of the day and clock times


@JOINED.add("w=DAY comma? d=DAY", "DAY")
@JOINED.add("d=DAY open w=DAY close", "DAY")
def _weekday_and_day(f: Found) -> Sense | None:
    first = f.token("w")
    return f["d"] if first and first.word in _DAY_NAMES else None


_WEEKDAY_NUMBERS: Final = WEEKDAYS
_DAY_NAMES: Final = frozenset("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri".split())  # noqa: SIM905


@JOINED.add("(early|late|mid)? dash? d=DAY p=part", "MOMENT")
@JOINED.add("the? p=part (of|on|comma)? d=DAY", "MOMENT")
@JOINED.add("the? p=part of the d=DAY", "MOMENT")
@JOINED.add("(early|late|mid)? in? the? p=part (of|on|comma)? d=DAY", "MOMENT")
def _part_of(f: Found) -> Sense | None:
    sense = at_part(f["d"], str(f["p"]))
    word = f.tokens[f.match.start()].kind
    mod = {"early": "START", "late": "END", "mid": "MID"}.get(word)
    return with_mod(sense, mod) if mod else sense


@JOINED.add("(?<=in|during|by) the (early|late)? p=part (?!of)", "MOMENT")
@JOINED.add("(?<=by) p=part", "MOMENT")
@JOINED.add("(early|late|earlier|later) in the p=part", "MOMENT")
@JOINED.add("(?<=by|in|at) mid dash? p=part", "MOMENT")
def _bare_part(f: Found) -> Sense | None:
    kinds = {t.kind for t in f.tokens[f.match.start() : f.match.end()]}
    mod = (
        "START"
        if kinds & {"early", "earlier"}
        else "END"
        if kinds & {"late", "later"}
        else "MID"
        if "mid" in kinds
        else ""
    )
    sense = at_part(focus_day, str(f["p"]))
    return with_mod(sense, mod) if mod else sense


@JOINED.add("(mid dash?)? p=part comma? d=DAY", "MOMENT")
def _mid_part(f: Found) -> Sense | None:
    sense = at_part(f["d"], str(f["p"]))
    return with_mod(sense, "MID") if f.tokens[f.match.start()].kind == "mid" else sense


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
    number = _WEEKDAY_NUMBERS.get(f.token("w").word)  # type: ignore[union-attr]
    return None if number is None else weekday_in(number, f["x"])


@JOINED.add("the? u=unit (from|begin) on? d=DAY", "WEEK")
@JOINED.add("the? u=unit of d=DAY", "WEEK")
@JOINED.add("d=DAY u=unit", "WEEK")
def _week_of_day(f: Found) -> Sense | None:
    if f["u"] != "W" or (f.tokens[f.match.start()].kind == "DAY" and f.tokens[f.match.start()].word in _DAY_NAMES):
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
    names = f.match.re.groupindex
    n = ordinal(f["o"]) if "o" in names else -1
    if "e" in names and f.token("e").word != "last":  # type: ignore[union-attr]
        return None
    if "u" in names:
        unit = str(f["u"])
        if unit not in {"W", "D", "M"} or (unit == "M" and f.token("m").kind == "MONTH"):  # type: ignore[union-attr]
            return None
        return nth_unit(n, unit, f["m"])
    number = _WEEKDAY_NUMBERS.get(f.token("w").word)  # type: ignore[union-attr]
    return None if number is None else nth_weekday_of(n, number, f["m"])


@JOINED.add("d=DUR (before|after|following) x=DAY", "OFFSET")
@JOINED.add("d=DUR from x=DAY", "OFFSET")
@JOINED.add("d=DUR (before|after|following|from) x=MOMENT", "OFFSET")
@JOINED.add("d=DUR (from|before|after|following) x=WEEK", "OFFSET")
def _from_date(f: Found) -> Sense | None:
    if not isinstance(f["d"], Amount):
        return None
    word = next(
        t.kind for t in f.tokens[f.match.start() : f.match.end()] if t.kind in {"before", "after", "following", "from"}
    )
    return offset(f["d"], -1 if word == "before" else 1, ref=f["x"])


@JOINED.add("the? u=unit (before|after) x=DAY", "OFFSET")
def _unit_from_date(f: Found) -> Sense | None:
    word = next(t.kind for t in f.tokens[f.match.start() : f.match.end()] if t.kind in {"before", "after"})
    if f["u"] not in {"D", "W", "M", "Y"}:
        return None
    return offset(Amount(number=1, unit=str(f["u"])), -1 if word == "before" else 1, ref=f["x"])


@JOINED.add(
    "(?<=DAY dash|DAY and|DAY to|DAY comma) d=d2 (comma YEAR)? (?!unit|units|num|of|CLOCK|zone|month|mabbr)", "DAY"
)
def _day_after_day(f: Found) -> Sense | None:
    after = f.tokens[f.match.end()] if f.match.end() < len(f.tokens) else None
    day, mark = f.tokens[f.match.start() - 2], f.tokens[f.match.start() - 1]
    comma = mark.kind == "comma" and not (after and after.kind in {"and", "comma"})
    if day.word in _DAY_NAMES or comma or (after and after.kind == "other" and str(after.value).islower()):
        if not (after and after.kind == "other" and str(after.value) in _AFTER_DAY | {"in", "at", "as"}) or comma:
            return None
    return day_of_month(int(f["d"]))


@JOINED.add("(?<=DAY dash|DAY and|DAY to) the? d=(ordinal|ordw) (?!of|unit|quarter|month|mabbr|other)", "DAY")
def _ordinal_after_day(f: Found) -> Sense | None:
    return day_of_month(ordinal(f["d"]))


# Level 5: modifiers


@MODIFIED.add("the? m=early dash? d=ANYDATE", "DAY")
@MODIFIED.add("the? m=late dash? d=ANYDATE", "DAY")
@MODIFIED.add("the? m=mid dash? d=ANYDATE", "DAY")
@MODIFIED.add("the? m=mid of d=ANYDATE", "DAY")
@MODIFIED.add("the? m=begin of d=ANYDATE", "DAY")
@MODIFIED.add("the? m=end of d=ANYDATE", "DAY")
@MODIFIED.add("m=end dash? d=ANYDATE", "DAY")
@MODIFIED.add("m=earlier d=ANYDATE", "DAY")
@MODIFIED.add("m=later d=ANYDATE", "DAY")
@MODIFIED.add("m=earlier on? d=ANYDATE", "DAY")
@MODIFIED.add("m=(early|late|earlier|later) d=MOMENT", "MOMENT")
def _modified(f: Found) -> Sense | None:
    kind = f.token("m").kind  # type: ignore[union-attr]
    if f.token("m").word in {"close", "onset"}:  # type: ignore[union-attr]
        return None
    mod = {"early": "START", "begin": "START", "earlier": "START", "late": "END", "end": "END", "later": "END"}.get(
        kind, "MID"
    )
    if f.token("d") and not callable(f["d"]):
        return None
    return with_mod(f["d"], mod)


@MODIFIED.add("approx d=DUR", "DUR")
@MODIFIED.add("over d=DUR", "DUR")
@MODIFIED.add("under d=DUR", "DUR")
@MODIFIED.add("no? more than d=DUR", "DUR")
@MODIFIED.add("no? less than d=DUR", "DUR")
@MODIFIED.add("at least d=DUR", "DUR")
@MODIFIED.add("at most d=DUR", "DUR")
@MODIFIED.add("up to d=DUR", "DUR")
@MODIFIED.add("approx d=OFFSET", "OFFSET")
@MODIFIED.add("more than d=OFFSET", "OFFSET")
@MODIFIED.add("less than d=OFFSET", "OFFSET")
@MODIFIED.add("over d=OFFSET", "OFFSET")
@MODIFIED.add("at least d=OFFSET", "OFFSET")
@MODIFIED.add("approx d=DAY", "DAY")
@MODIFIED.add("approx d=MONTH", "MONTH")
@MODIFIED.add("approx d=YEAR", "YEAR")
@MODIFIED.add("approx d=MOMENT", "MOMENT")
def _hedged(f: Found) -> Sense | None:
    words = " ".join(t.word for t in f.tokens[f.match.start() : f.match.end() - 1])
    sense = f["d"].sense if isinstance(f["d"], Amount) else f["d"]
    if words in {"over"} and f.tokens[f.match.end() - 1].kind == "DUR" and not isinstance(f["d"], Amount):
        return None
    if (
        words == "over"
        and f.match.start()
        and not (
            (before := f.tokens[f.match.start() - 1]).kind in {"for", "in", "after", "only"}
            or before.word.lower() in {"lasted", "last", "lasting", "took", "takes", "take", "well", "spent"}
        )
    ):
        return None
    if f.tokens[f.match.end() - 1].word in _DAY_NAMES:
        return None  # "to get around Wednesday's ruling"
    if words == "some" and f.tokens[f.match.end() - 1].kind != "DUR":
        return None
    mod = {"over": "MORE_THAN", "more than": "MORE_THAN", "less than": "LESS_THAN", "fewer than": "LESS_THAN",
           "under": "LESS_THAN", "at least": "EQUAL_OR_MORE", "no less than": "EQUAL_OR_MORE",
           "no fewer than": "EQUAL_OR_MORE", "at most": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS",
           "no more than": "EQUAL_OR_LESS", "nearly": "LESS_THAN", "almost": "LESS_THAN"}.get(words, "APPROX")  # fmt: skip
    return with_mod(sense, mod)
