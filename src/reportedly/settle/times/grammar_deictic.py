"""Second level: what counts from the anchor or from the text before - "last week", "two days later", "that year"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.settle.times import values
from reportedly.settle.times.amounts import Amount, offset, span_from
from reportedly.settle.times.grammar_atoms import PARTS, ordinal
from reportedly.settle.times.patterns import Found, Rules
from reportedly.settle.times.senses import (
    anchor_day,
    at_part,
    bare_month,
    bare_season,
    completed_quarter,
    deictic,
    deictic_or_text,
    fixed,
    holiday,
    iso_week,
    reference,
    weekday,
)
from reportedly.settle.times.values import unknown
from reportedly.settle.times.within import within_year
from reportedly.settle.times.words import PLURALS

if TYPE_CHECKING:
    from reportedly.settle.times.values import Context, Sense, Value

DEICTIC: Final = Rules(PARTS)
_STEP: Final = {"last": -1, "this": 0, "next": 1, "following": 1, "past": -1, "that": 0, "same": 0}
CLASSES: Final = {"D": "DAY", "W": "WEEK", "WE": "DAY", "M": "MONTH", "Q": "QUARTER", "Y": "YEAR", "E": "DECADE",
                  "C": "CENTURY"}  # fmt: skip


def _step(word: str) -> tuple[int, bool]:
    """Return how many units on, and whether they count from the text rather than from the anchor."""
    word = word.removeprefix("the ").removesuffix(" same")
    if word in {"following", "subsequent", "ensuing"}:
        return 1, True
    if word in {"previous", "preceding", "prior"}:
        return -1, True
    if word in {"that", "same", "that same", "this same"}:
        return 0, True
    if word in {"this", "current"}:
        return 0, False
    return (-1, False) if word in {"last", "past", "latest"} else (1, False)


def _make(unit: str) -> str:
    return CLASSES[unit]


def _counted(f: Found, unit: str) -> Sense:
    step = f.words("r")
    n, text = _step(step)
    the = f.kinds[0] == "the"
    if the and step in {"next", "last"} and unit in {"W", "M", "Y"}:
        return deictic_or_text(unit, n)
    return deictic(unit, n, text=text or (the and unit == "D" and step in {"next", "coming"}))


def _is_no_date(f: Found, unit: str) -> bool:
    """Tell "our last day", "the last week of August", "to this day" and "the latest year" from what counts days."""
    step = f.words("r")
    ends = step == "last" and (unit == "D" or f.after.kind == "of")
    of = unit == "D" and f.after.kind == "of"
    ever = step == "this" and unit == "D" and f.before.kind == "to"
    return ends or of or ever or (step == "latest" and unit != "Q")


def _deictic_rule(units: tuple[str, ...], makes: str, named: str) -> None:
    """Add the rules of one unit: "last week", "the following week", "that same week"."""

    def build(f: Found) -> Sense | None:
        unit = {"quarter": "Q", "weekend": "WE"}.get(f.kind("u"), str(f["u"]))
        return _counted(f, unit) if unit in units and not _is_no_date(f, unit) else None

    for refs in ("last|this|current|next|following|that|same", "that same|this same"):
        DEICTIC.add(f"the? r=({refs}) (fiscal|calendar)? u={named}", makes)(build)


_deictic_rule(("D",), "DAY", "unit")
_deictic_rule(("W",), "WEEK", "unit")
_deictic_rule(("WE",), "DAY", "weekend")
_deictic_rule(("M",), "MONTH", "unit")
_deictic_rule(("Q",), "QUARTER", "quarter")
_deictic_rule(("Y",), "YEAR", "unit")
_deictic_rule(("E",), "DECADE", "unit")
_deictic_rule(("C",), "CENTURY", "unit")


@DEICTIC.add("(the|this)? r=(last|next|past|following) u=unit", "DUR")
def _fortnight(f: Found) -> Sense | None:
    n, text = _step(f.words("r"))
    return span_from(Amount(number=1, unit="F"), n, text=text) if f["u"] == "F" else None


@DEICTIC.add("(the|this) past u=unit", "DUR")
def _past_unit(f: Found) -> Sense | None:
    return None if f["u"] == "D" else span_from(Amount(number=1, unit=str(f["u"])), -1)


@DEICTIC.add("(the|this)? r=(last|past|next|following|ordw) d=DUR (or so)?", "DUR")
@DEICTIC.add("the d=DUR", "DUR")
def _span(f: Found) -> Sense | None:
    amount = f["d"]
    if not isinstance(amount, Amount):
        return None
    if not f.has("r"):
        plural = f.inside[-1].word in PLURALS
        return amount.sense if plural and amount.number is not None and amount.unit != "Q" else None
    word = f.words("r")
    if f.kind("r") == "ordw":
        return amount.sense if word == "first" else None
    if f.inside[-1].kind == "so":
        return Amount(number=amount.number, unit=amount.unit, mod="APPROX").sense
    if amount.number is None or amount.mod:
        return amount.sense
    n, text = _step(word)
    return span_from(amount, n or -1, text=text)


@DEICTIC.add("past", "REF")
@DEICTIC.add("the past (?!unit|units|DUR|quarter|weekend|weekday|month|season|part|holiday|other)", "REF")
def _the_past(f: Found) -> Sense | None:
    return None if len(f.inside) == 1 else reference("PAST_REF")


@DEICTIC.add("current (?!unit|units|quarter|fiscal|weekend|month|season)", "REF")
def _currently(_f: Found) -> Sense | None:
    return reference("PRESENT_REF")


@DEICTIC.add("recent (?!unit|units)", "REF")
def _recently(_f: Found) -> Sense | None:
    return reference("PAST_REF")


@DEICTIC.add("(?<=for|in) u=units (?!of|ago|later|earlier|before|after|numw|d2|num|old|dash)", "DUR")
@DEICTIC.add("(?<=within) u=units", "DUR")
@DEICTIC.add("recent u=units", "DUR")
@DEICTIC.add("the? r=(next|past|last) u=units", "DUR")
@DEICTIC.add("the u=units ahead", "DUR")
def _recent(f: Found) -> Sense | None:
    return Amount(number=None, unit=str(f["u"])).sense


@DEICTIC.add("r=rday", "DAY")
def _rday(f: Found) -> Sense | None:
    n = int(f["r"])
    nowadays = reference("PRESENT_REF")
    day = deictic("D", n)
    return day if n else lambda at: (nowadays if at.story else day)(at)


@DEICTIC.add("tonight", "MOMENT")
def _tonight(_f: Found) -> Sense | None:
    return at_part(anchor_day, "NI")


@DEICTIC.add("the unit before r=rday", "DAY")
@DEICTIC.add("the unit after r=rday", "DAY")
def _day_before_yesterday(f: Found) -> Sense | None:
    if f["r"] == 0 or f.inside[1].value != "D":
        return None
    return offset(Amount(number=2, unit="D"), int(f["r"]))


@DEICTIC.add("approx? d=DUR ago", "OFFSET")
@DEICTIC.add("approx? d=DUR before (ref|REF)", "OFFSET")
def _ago(f: Found) -> Sense | None:
    return offset(f["d"], -1) if isinstance(f["d"], Amount) else None


@DEICTIC.add("u=units ago", "OFFSET")
def _vague_ago(f: Found) -> Sense | None:
    return offset(Amount(number=None, unit=str(f["u"])), -1)


@DEICTIC.add("(?<=in) d=DUR", "OFFSET")
def _in_amount(f: Found) -> Sense | None:
    amount = f["d"]
    if not isinstance(amount, Amount):
        return None
    ahead = offset(amount, 1)
    return lambda at: (ahead if at.tense == "future" and amount.number else amount.sense)(at)


@DEICTIC.add("n=count r=(next|past|last|following) u=units", "DUR")
def _counted_span(f: Found) -> Sense | None:
    n, text = _step(f.words("r"))
    return span_from(Amount(number=float(f["n"]), unit=str(f["u"])), n, text=text)


@DEICTIC.add("the? u=unit n=d2", "WEEK")
@DEICTIC.add("the? u=unit n=d2 (of|in|comma)? y=y4", "WEEK")
def _numbered_week(f: Found) -> Sense | None:
    if f["u"] != "W":
        return None
    n, year = int(f["n"]), f["y"] if f.has("y") else None
    return iso_week(n, None if year is None else int(year))


@DEICTIC.add("d=DUR or so ago", "OFFSET")
def _or_so_ago(f: Found) -> Sense | None:
    if not isinstance(f["d"], Amount):
        return None
    return offset(Amount(number=f["d"].number, unit=f["d"].unit, mod="APPROX"), -1)


@DEICTIC.add("(the|a)? u=unit dash? (ago|earlier) (quarter|period)?", "YEAR")
@DEICTIC.add("the? u=unit dash (ago|earlier) fiscal? o=ordw quarter", "YEAR")
def _year_ago(f: Found) -> Sense | None:
    kinds = [t.kind for t in f.inside]
    if f["u"] != "Y" or "dash" not in kinds:
        return None
    if f.has("o"):
        n = ordinal(f["o"])
        return within_year(lambda y: values.quarter(y, n), deictic("Y", -1))
    return completed_quarter(5) if kinds[-1] in {"quarter", "period"} else deictic("Y", -1)


@DEICTIC.add("the u=unit after next", "WEEK")
def _after_next(f: Found) -> Sense | None:
    return deictic(str(f["u"]), 2) if f["u"] in CLASSES else None


@DEICTIC.add("the? past q=quarter", "QUARTER")
def _past_quarter(_f: Found) -> Sense | None:
    return deictic("Q", -1)


@DEICTIC.add("the (last|full)? q=quarter (?!of|century|final|finals)", "QUARTER")
def _the_quarter(f: Found) -> Sense | None:
    return None if len(f.inside) > 2 and f.inside[1].word != "latest" else (
        completed_quarter(1)
    )  # fmt: skip


@DEICTIC.add("the (full|last)? fiscal u=unit", "YEAR")
@DEICTIC.add("the full u=unit", "YEAR")
def _the_full_year(f: Found) -> Sense | None:
    return deictic("Y", 0) if f["u"] == "Y" else None


@DEICTIC.add("d=DUR earlier", "OFFSET")
@DEICTIC.add("d=DUR before (?=dot|comma|close|gap|stop|$)", "OFFSET")
def _earlier(f: Found) -> Sense | None:
    return offset(f["d"], -1, text=True) if isinstance(f["d"], Amount) else None


@DEICTIC.add("d=DUR later", "OFFSET")
@DEICTIC.add("d=DUR after (?=dot|comma|close|gap|stop|$)", "OFFSET")
def _later(f: Found) -> Sense | None:
    return offset(f["d"], 1, text=True) if isinstance(f["d"], Amount) else None


@DEICTIC.add("u=units later", "OFFSET")
def _vague_later(f: Found) -> Sense | None:
    return offset(Amount(number=None, unit=str(f["u"])), 1, text=True)


@DEICTIC.add("d=DUR (hence|from (ref|REF))", "OFFSET")
@DEICTIC.add("d=DUR from r=rday", "OFFSET")
def _hence(f: Found) -> Sense | None:
    return offset(f["d"], 1) if isinstance(f["d"], Amount) else None


@DEICTIC.add("the u=unit before (?=dot|comma|close|gap|stop|$)", "OFFSET")
@DEICTIC.add("the u=unit earlier", "OFFSET")
def _the_before(f: Found) -> Sense | None:
    return None if f["u"] not in CLASSES else deictic(str(f["u"]), -1, text=True)


@DEICTIC.add("the u=unit after (?=dot|comma|close|gap|stop|$)", "OFFSET")
def _the_after(f: Found) -> Sense | None:
    return None if f["u"] not in CLASSES else deictic(str(f["u"]), 1, text=True)


@DEICTIC.add("the? r=(last|this|next|following|past|that|same|this next|this past) w=weekday", "DAY")
def _weekday(f: Found) -> Sense | None:
    if f.after.kind == "of":
        return None  # "the last Monday of May"
    words = f.words("r")
    ref = words.rpartition(" ")[2]
    the = f.inside[0].kind == "the"
    ref = {"following": "following", "previous": "previous", "past": "last", "coming": "next", "upcoming": "next",
           "preceding": "previous", "prior": "previous", "current": "this", "same": "that"}.get(ref, ref)  # fmt: skip
    if the and ref == "next":
        ref = "following"
    return weekday(int(f["w"]), ref)


@DEICTIC.add("the? r=(last|this|next|past|this past|this next) m=month", "MONTH")
def _month(f: Found) -> Sense | None:
    return bare_month(int(f["m"]), _ref(f.words("r")))


@DEICTIC.add("the? r=(last|this|next|past|this past|this next) s=season", "SEASON")
def _season(f: Found) -> Sense | None:
    return bare_season(str(f["s"]), _ref(f.words("r")))


@DEICTIC.add("the? (following|that|same) s=season", "SEASON")
def _that_season(f: Found) -> Sense | None:
    code = str(f["s"])
    start = values.SEASONS[code][0]

    def sense(at: Context) -> Value | None:
        base = at.focus
        if base is None:
            return unknown(f"XXXX-{code}", "season")
        return values.season(base.year + (start <= base.month), code).but(basis="relative")

    return sense


@DEICTIC.add("r=(last|this|next|past) h=holiday", "DAY")
def _holiday(f: Found) -> Sense | None:
    return holiday(str(f["h"]), ref=_ref(f.words("r")))


def _ref(words: str) -> str:
    return "last" if "last" in words or "past" in words or "previous" in words else "next" if words not in {
        "this", "current"} else "this"  # fmt: skip


@DEICTIC.add("r=(last|this|next|that|same|following) p=part", "MOMENT")
@DEICTIC.add("the r=(next|following|same|last) p=part", "MOMENT")
def _part(f: Found) -> Sense | None:
    n, text = _step(f.words("r"))
    the = f.inside[0].kind == "the"
    return at_part(deictic("D", n, text=text or the), str(f["p"]))


@DEICTIC.add("fiscal (unit)? y=yr", "YEAR")
@DEICTIC.add("the? fiscal unit y=yr", "YEAR")
def _fiscal(f: Found) -> Sense | None:
    return fixed(values.year(int(f["y"])).but(note="a fiscal year, taken as the calendar's"))


@DEICTIC.add("the? fiscal? o=ordn dash? quarter (of|in)? y=yr", "QUARTER")
@DEICTIC.add("the y=yr fiscal? o=ordn dash? quarter", "QUARTER")
@DEICTIC.add("the? fiscal? o=second dash? quarter (of|in)? y=yr", "QUARTER")
def _quarter_year(f: Found) -> Sense | None:
    n = ordinal(f["o"])
    return fixed(values.quarter(int(f["y"]), n)) if 1 <= n <= 4 else None


@DEICTIC.add("the? fiscal? dash? o=ordn dash? quarter", "QUARTER_OF")
@DEICTIC.add("the? o=last quarter", "QUARTER_OF")
def _quarter(f: Found) -> int | None:
    n = ordinal(f["o"]) or 4
    if f.kind("o") == "last" or n > 4:
        return None
    return n
