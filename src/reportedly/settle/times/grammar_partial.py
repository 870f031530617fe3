"""Third level: dates that leave something to the context - a month, a season, a weekday, a bare year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.settle.times import values
from reportedly.settle.times.grammar_atoms import PARTS, full_year, ordinal
from reportedly.settle.times.patterns import Found, Rules
from reportedly.settle.times.senses import (
    bare_month,
    bare_season,
    day_of_month,
    deictic,
    fixed,
    holiday,
    marked,
    month_day,
    weekday,
    weekday_and_day,
    with_mod,
)
from reportedly.settle.times.values import unknown
from reportedly.settle.times.within import before_in_year, this_year, within_month, within_year
from reportedly.settle.times.words import listed

if TYPE_CHECKING:
    from reportedly.settle.times.values import Context, Sense, Value

PARTIAL: Final = Rules(PARTS)
_STRONG: Final = listed(
    "in since during until to by from of between after before early late mid the open for at end begin"
)
_DATING: Final = listed("in since until by during open dash from to between of approx before after")
_DATING_ALL: Final = listed("in since the of during early late possessive")
_OWNERS: Final = listed("its their his her our my")
_MEASURED: Final = listed("ft feet km kg m mm mph people men women square cubic million")
_SINGULAR: Final = listed(
    "was is has as its his this us does yes unless whereas thus perhaps across onwards afterwards"
)
_SEASONAL: Final = listed(  # "a winter storm", "summer school": kinds of things, no time
    "storm storms school schools weather coat coats camp camps cleaning clothes clothing tires sports olympics games"
)
AFTER_DAY: Final = listed("was were is when but he she they it we I which")  # may follow "on the 13th"
_NUMBERED: Final = listed(
    "p pp no nos resolution rule section sec article page room route highway flight channel act bill figure fig item"
    " chapter psalm law order directive code"
)


def _month_number(value: object) -> int:
    return {"may": 5, "march": 3, "august": 8}.get(str(value)) or int(str(value))


@PARTIAL.add("m=mon d=d2 (?=(to|and|dash|or) x=DAY)", "DAY")
@PARTIAL.add("d=d2 of? m=mon (?=(to|and|dash|or) x=DAY)", "DAY")
def _month_day_before(f: Found) -> Sense | None:
    m, d = int(f["m"]), int(f["d"])
    return within_year(lambda y: values.date(y, m, d), f["x"])


@PARTIAL.add("the? d=d2 (?=(to|and|dash|or) d2 of? m=mon)", "DAY")
@PARTIAL.add("the? d=(ordinal|ordw) (?=(to|and|dash|or) the? (ordinal|ordw) of? m=mon)", "DAY")
def _day_before_month_day(f: Found) -> Sense | None:
    return month_day(int(f["m"]), ordinal(f["d"]))


@PARTIAL.add("d=d2 (?=(to|and|dash|or) x=DAY)", "DAY")
def _day_before_day(f: Found) -> Sense | None:
    n, after = int(f["d"]), f.token("x")
    return within_month(n, f["x"]) if after and after.word == "" else None


@PARTIAL.add("(?<=y4 dash) n=(d2|num)", "YEAR")
def _second_year(f: Found) -> Sense | None:
    token = f.inside[0]
    first = int(str(f.tokens[f.match.start() - 2].value))
    year = first // 100 * 100 + int(str(f["n"])) if len(token.word) == 2 and token.word.isdigit() else 0
    return fixed(values.year(year)) if first < year <= first + 25 else None


@PARTIAL.add("(?<=on|by|to|since|from) the d=ordinal", "DAY")
def _ordinal_day(f: Found) -> Sense | None:
    after = f.after
    if after and after.kind == "other" and str(after.value or after.word) not in AFTER_DAY:
        return None
    if after and after.kind in {"unit", "units", "quarter", "weekend", "part", "half", "dash", "of", "season"}:
        return None
    return day_of_month(ordinal(f["d"]))


@PARTIAL.add("m=mon d=d2 (?=(to|and|dash|or) d2 comma? y=y4)", "DAY")
def _month_day_list(f: Found) -> Sense | None:
    return fixed(values.date(int(f["y"]), int(f["m"]), int(f["d"])))


@PARTIAL.add("m=mon (?=(to|and|dash|or|comma) (and)? (early|late|mid)? dash? x=MONTH)", "MONTH")
def _month_before(f: Found) -> Sense | None:
    return before_in_year(int(f["m"]), f["x"])


@PARTIAL.add("(wday comma?)? m=mon the? d=dom (?!units|unit|num)", "DAY")
@PARTIAL.add("m=mon comma the? d=ordinal", "DAY")
@PARTIAL.add("(wday comma?)? d=d2 of? m=mon", "DAY")
@PARTIAL.add("(wday comma?)? the? d=(ordinal|ordw) of? m=mon", "DAY")
@PARTIAL.add("(wday comma?)? the? d=ordinal (of)? m=may", "DAY")
@PARTIAL.add("(wday comma?)? m=may d=ordinal", "DAY")
@PARTIAL.add("wday comma? m=may d=d2", "DAY")
def _month_day(f: Found) -> Sense | None:
    return month_day(_month_number(f["m"]), ordinal(f["d"]))


@PARTIAL.add("(wday comma?)? m=mon d=dom comma? (of|in)? y=YEAR", "DAY")
@PARTIAL.add("(wday comma?)? d=dom of? m=mon comma? (of|in)? y=YEAR", "DAY")
def _month_day_year(f: Found) -> Sense | None:
    m, d = _month_number(f["m"]), ordinal(f["d"])
    return within_year(lambda y: values.date(y, m, d), f["y"])


@PARTIAL.add("m=month", "MONTH")
@PARTIAL.add("m=mabbr dot", "MONTH")
@PARTIAL.add("(?<=in|since|until|by|from|to|of|after|before|between|late|early|mid|dash|during) m=mabbr", "MONTH")
@PARTIAL.add("(?<=in|since|from|between) m=may", "MONTH")
def _month(f: Found) -> Sense | None:
    before = f.before
    after = f.after
    if f.word("m") in {"march", "may"}:
        if (after and after.kind in {"for", "of", "on", "to", "the"}) or (
            before and before.kind in {"possessive", "the"}
        ):
            return None
        if before and before.kind == "other" and before.word[0].isupper():
            return None
    if (
        f.kind("m") == "month"
        and f.word("m") == "may"
        and (before is None or before.kind in {"dot", "stop", "gap"})
        and not (after and after.kind in {"comma", "dot", "close", "possessive", "dash", "to", "and"})
    ):
        return None  # "May I ask"
    return bare_month(_month_number(f["m"]))


@PARTIAL.add("m=mon comma? (of|in)? y=YEAR", "MONTH")
@PARTIAL.add("y=YEAR possessive m=month", "MONTH")
def _month_of(f: Found) -> Sense | None:
    m = int(f["m"])
    return within_year(lambda y: values.month(y, m), f["y"])


@PARTIAL.add("the? s=season", "SEASON")
def _season(f: Found) -> Sense | None:
    after = f.after
    if f.next_word in _SEASONAL:
        return None
    before = f.before
    if after and after.kind == "other" and str(after.value)[:1].isupper():
        return None  # "Summer Olympics"
    if f.word("s") in {"fall", "spring"} and (
        (len(f.inside) == 1 and not (before and before.kind in {"in", "since", "until", "by", "comma"}))
        or (after and after.kind in {"of", "in", "to", "from"})
    ):
        return None
    return bare_season(str(f["s"]))


@PARTIAL.add("the? s=season of? y=y4 (dash|slash) (d2|num|y4)", "SEASON")
@PARTIAL.add("the? s=season (of|comma|in)? y=YEAR", "SEASON")
@PARTIAL.add("the? s=season (of|comma|in)? y=y4", "SEASON")
@PARTIAL.add("y=YEAR possessive s=season", "SEASON")
def _season_of(f: Found) -> Sense | None:
    code = str(f["s"])
    year = f["y"] if callable(f["y"]) else fixed(values.year(int(f["y"])))
    return within_year(lambda y: values.season(y, code), year)


@PARTIAL.add("q=QUARTER_OF", "QUARTER")
@PARTIAL.add("q=QUARTER_OF (of|in|comma)? y=YEAR", "QUARTER")
@PARTIAL.add("y=YEAR possessive? q=QUARTER_OF", "QUARTER")
def _quarter(f: Found) -> Sense | None:
    n = int(f["q"])
    if f.has("y"):
        return within_year(lambda y: values.quarter(y, n), f["y"])
    return this_year(lambda y: values.quarter(y, n), 3 * n)


@PARTIAL.add("the? o=ordn half (of|in)? y=YEAR", "QUARTER")
@PARTIAL.add("the? o=second half (of|in)? y=YEAR", "QUARTER")
@PARTIAL.add("the? o=last half (of|in)? y=YEAR", "QUARTER")
@PARTIAL.add("the? o=ordn half (of|in)? y=y4", "QUARTER")
@PARTIAL.add("the? o=second half (of|in)? y=y4", "QUARTER")
@PARTIAL.add("the? o=last half (of|in)? y=y4", "QUARTER")
def _half(f: Found) -> Sense | None:
    n = {"first": 1}.get(f.word("o"), 2)
    year = f["y"] if callable(f["y"]) else fixed(values.year(int(f["y"])))
    return within_year(lambda y: values.half(y, n), year)


@PARTIAL.add("w=weekday", "DAY")
@PARTIAL.add("w=wabbr dot", "DAY")
def _weekday(f: Found) -> Sense | None:
    if f.before.kind == "a":
        return None  # "on a Monday"
    return weekday(int(f["w"]))


@PARTIAL.add("w=wday the d=ordw", "DAY")
@PARTIAL.add("w=wday (the)? d=ordinal", "DAY")
def _weekday_ordinal(f: Found) -> Sense | None:
    return weekday_and_day(int(f["w"]), ordinal(f["d"]))


@PARTIAL.add("h=holiday", "DAY")
@PARTIAL.add("h=holiday comma? (of|in)? y=YEAR", "DAY")
@PARTIAL.add("h=holiday comma? (of|in)? y=y4", "DAY")
def _holiday(f: Found) -> Sense | None:
    year = f["y"] if f.has("y") else None
    after = f.after
    if year is None and after and after.kind == "other" and str(after.value)[:1].isupper():
        return None  # "the Easter Offensive", "The Christmas Cottage"
    if year is not None and not callable(year):
        year = fixed(values.year(int(year)))
    return holiday(str(f["h"]), year)


@PARTIAL.add("y=y4", "YEAR")
def _year(f: Found) -> Sense | None:
    n = int(f["y"])
    if not f.word("y")[0].isdigit():  # spoken
        good = f.before.kind in _STRONG
    elif f.after.kind in {"units", "unit", "numw", "zone", "slash", "weekend"} or f.next_word in _MEASURED:
        good = False
    elif n < 1500 or n >= 2100:
        good = f.before.kind in _DATING and not _is_plural(f.next_word)
    else:
        capital = f.next_word[:1].isupper() and n >= 1900  # "the 2012 Olympics"
        owned = f.before.kind in _DATING_ALL or f.before.word.lower() in _OWNERS  # "its 2006 highs"
        good = capital or owned or not _is_plural(f.next_word)
    return fixed(values.year(n)) if good and not _is_a_number(f, n) else None


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss") and word not in _SINGULAR


def _is_a_number(f: Found, n: int) -> bool:
    """Tell "No. 1987", "Decree 2005-981", "555-1212", "1696 Bergen Boulevard" and "more than 2000" from years."""
    at, tokens, before, after = f.match.start(), f.tokens, f.before, f.after
    earlier = tokens[at - 2] if at > 1 else before
    later = tokens[at + 2] if at + 2 < len(tokens) else after
    joined = before.end == f.inside[0].start and earlier.end == before.start
    return (
        (after.kind == "dash" and later.kind == "num" and later.start == after.end and len(later.word) != 2)
        or (n < 1900 and before.kind == "other" and f.next_word[:1].isupper())
        or (before.kind == "dash" and earlier.kind in {"num", "d2"} and joined)
        or (before.kind in {"slash", "than"} and earlier.kind not in {"later", "earlier"})
        or (before.kind == "dot" and (earlier.word.lower() in _NUMBERED or earlier.word in {"R", "S"}))
        or (before.kind == "other" and (before.word == "#" or before.word.lower() in _NUMBERED))
    )


@PARTIAL.add("a=apostrophe_year", "YEAR")
def _short_year(f: Found) -> Sense | None:
    return fixed(values.year(full_year(int(str(f["a"])[1:])))) if f.before.kind in _STRONG else None


@PARTIAL.add("the weekend", "DAY")
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
    return None if d is None else values.weekend(d).but(basis="relative")


@PARTIAL.add("the? e=begin of (the|this) u=unit", "OFFSET")
@PARTIAL.add("the? e=end of (the|this) u=unit", "OFFSET")
@PARTIAL.add("the? e=mid of (the|this) u=unit", "OFFSET")
@PARTIAL.add("(by)? e=end of u=unit", "OFFSET")
@PARTIAL.add("u=unit (possessive|dash)? e=end", "OFFSET")
def _end_of(f: Found) -> Sense | None:
    unit = str(f["u"])
    kind = f.kind("e")
    if unit not in {"D", "W", "M", "Y", "E", "C"} or f.word("e") == "close":
        return None
    return marked(deictic(unit, 0, text="this" not in f.kinds), kind)


@PARTIAL.add("e=early in the u=unit", "OFFSET")
@PARTIAL.add("e=earlier in the u=unit", "OFFSET")
@PARTIAL.add("e=late in the u=unit", "OFFSET")
@PARTIAL.add("e=later in the u=unit", "OFFSET")
@PARTIAL.add("e=earlier in the u=weekend", "OFFSET")
def _earlier_in(f: Found) -> Sense | None:
    unit = str(f["u"]) if f["u"] != "weekend" else "WE"
    if unit not in {"D", "W", "M", "Y", "WE", "C", "E"}:
        return None
    early = f.kind("e").startswith("earl")
    return with_mod(deictic(unit, 0, text=unit == "D"), "START" if early else "END")
