"""First level: what means the same wherever it stands - full dates, amounts of time, clock times, decades."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reportedly.settle.times import values
from reportedly.settle.times.amounts import Amount
from reportedly.settle.times.patterns import Found, Rules
from reportedly.settle.times.senses import fixed, reference, repeated
from reportedly.settle.times.values import Value
from reportedly.settle.times.words import listed

if TYPE_CHECKING:
    from reportedly.model import Modifier
    from reportedly.settle.times.values import Sense

PARTS: Final = {
    "mon": "month|mabbr dot?",
    "anymon": "month|mabbr dot?|may",
    "dom": "d2|ordinal|ordw|second|first",
    "wday": "weekday|wabbr dot?",
    "yr": "y4",
    "ordn": "ordinal|ordw|first",
    "count": "numw|num|d2|y4",
    "vague": "several|few|couple of?",
    "anyunit": "unit|units|quarter|weekend",
    "ANYDATE": "DAY|WEEK|MONTH|SEASON|QUARTER|YEAR|DECADE|CENTURY",
}
ATOMS: Final = Rules(PARTS)
_PIVOT: Final = 50  # two-digit years from 50 on are of the 1900s


def full_year(n: int) -> int:
    """Return the year that two digits stand for."""
    return n if n >= 100 else n + (1900 if n >= _PIVOT else 2000)


@ATOMS.add("iso", "DAY")
def _iso(f: Found) -> Sense | None:
    text = f.inside[0].word
    y, m, d = (int(x) for x in text[:10].split("-"))
    value = values.date(y, m, d)
    clock = re.search(r"\d\d:\d\d", text[10:])
    if clock and value.timex:
        value = value.but(timex=f"{value.timex}T{clock.group()}", kind="time", grain="minute")
    return fixed(value)


@ATOMS.add("slashed", "DAY")
def _slashed(f: Found) -> Sense | None:
    a, b, c = (int(x) for x in re.findall(r"\d+", f.inside[0].word))
    dotted = "." in f.inside[0].word
    if a > 31:  # year first
        y, m, d = a, b, c
    elif dotted or a > 12:
        y, m, d = full_year(c), b, a
    else:
        y, m, d = full_year(c), a, b
    if m > 12 or not m or not d:
        return None
    value = values.date(y, m, d)
    unsure = not dotted and a <= 12 and b <= 12 and a != b
    return fixed(value.but(basis="assumed", note="read as month/day/year") if unsure and value.timex else value)


@ATOMS.add("(wday comma?)? anymon (the? d=dom) (comma|of|in)? y=yr", "DAY")
@ATOMS.add("(wday comma?)? d=d2 (of|dash|slash)? m=anymon (comma|dash|slash|of|in)? y=yr", "DAY")
@ATOMS.add("y=yr slash m=mon slash d=d2", "DAY")
@ATOMS.add("(wday comma?)? the? d=(ordinal|ordw) of? m=anymon (comma|dash|of|in)? y=yr", "DAY")
@ATOMS.add("(wday comma?)? m=anymon (the? d=dom) (comma|of|in)? y=yr", "DAY")
@ATOMS.add("y=yr comma? m=mon d=(d2|ordinal) (?!comma y4|y4)", "DAY")
@ATOMS.add("y=yr dash m=mon dash d=d2", "DAY")
@ATOMS.add("m=mon dash y=yr dash d=d2", "DAY")
@ATOMS.add("(wday comma?)? m=anymon d=dom comma? a=apostrophe_year", "DAY")
def _full(f: Found) -> Sense | None:
    m = next(t.value for t in f.inside if t.kind in {"month", "mabbr", "may"})
    return fixed(values.date(_year(f), _month(m), ordinal(f["d"])))


def _month(value: object) -> int:
    return {"may": 5, "march": 3, "august": 8}.get(str(value)) or int(str(value))


def _year(f: Found) -> int:
    if f.has("y") and f["y"] is not None:
        return int(f["y"])
    return full_year(int(str(f["a"])[1:]))


def ordinal(value: object) -> int:
    """Return the number of a day: 3, "3rd" or "third"."""
    text = str(value)
    found = re.match(r"\d+", text)
    return int(found.group()) if found else {"first": 1, "second": 2}.get(text, 0)


@ATOMS.add("m=anymon comma? (of|in)? y=yr", "MONTH")
@ATOMS.add("m=mon (dash|slash) y=yr", "MONTH")
@ATOMS.add("m=mon dash? a=apostrophe_year", "MONTH")
@ATOMS.add("y=yr comma? m=mon", "MONTH")
def _month_year(f: Found) -> Sense | None:
    return fixed(values.month(_year(f), _month(f["m"])))


@ATOMS.add("m=mon of n=num", "MONTH")
def _month_of_early_year(f: Found) -> Sense | None:
    early = len(f.word("n")) == 3 and f.word("n").isdigit()
    return fixed(values.month(int(f["n"]), _month(f["m"]))) if early else None


@ATOMS.add("e=era y=(num|y4|d2)", "YEAR")
def _era_first(f: Found) -> Sense | None:
    return fixed(values.year(int(f["y"]))) if f["e"] in {"ad", "ce"} and isinstance(f["y"], int) else None


@ATOMS.add("y=yr era", "YEAR")
@ATOMS.add("y=num era", "YEAR")
@ATOMS.add("y=d2 era", "YEAR")
def _era(f: Found) -> Sense | None:
    n = f["y"]
    word = f.inside[-1].word
    if not isinstance(n, int) or n > 9999 or n < 1:
        return None
    return fixed(values.year(-n if word.startswith("b") else n))


@ATOMS.add("y=(num|d2|y4) (?=(dash|to) (num|d2|y4) e=era)", "YEAR")
def _era_before(f: Found) -> Sense | None:
    n = f["y"]
    early = str(f["e"]).startswith("b")
    return fixed(values.year(-n)) if early and isinstance(n, int) and n < 9999 else None


@ATOMS.add("the unit y=(num|d2)", "YEAR")
@ATOMS.add("the unit y=yr", "YEAR")
@ATOMS.add("unit y=yr", "YEAR")
def _the_year(f: Found) -> Sense | None:
    unit = next((t for t in f.inside if t.kind == "unit"), None)
    return fixed(values.year(int(f["y"]))) if unit and unit.value == "Y" else None


@ATOMS.add("the? decade", "DECADE")
def _decade(f: Found) -> Sense | None:
    digits = re.sub(r"\D", "", f.inside[-1].word)
    the = len(f.inside) > 1
    if len(digits) == 2:
        apostrophe = f.inside[-1].word[0] in "'’"
        before = f.before.kind
        if not (the or apostrophe or before in {"early", "late", "mid", "dash"}) or int(digits) < 20:
            return None
        return fixed(values.decade(1900 + int(digits)))
    n = int(digits)
    if not 1000 <= n <= 2999:
        return None
    return fixed(values.century(n // 100 + 1) if n % 100 == 0 and n != 2000 else values.decade(n))


@ATOMS.add("p=qh (of|dash|in)? y=yr", "QUARTER")
@ATOMS.add("y=yr dash? p=qh", "QUARTER")
def _period(f: Found) -> Sense | None:
    part, n = str(f["p"])[0], int(str(f["p"])[1])
    if part == "H" and n > 2:
        return None
    return fixed((values.quarter if part == "Q" else values.half)(int(f["y"]), n))


@ATOMS.add("the? o=ordn dash? c=unit era?", "CENTURY")
@ATOMS.add("the? o=second c=unit era?", "CENTURY")
def _century(f: Found) -> Sense | None:
    if f["c"] != "C":
        return None
    n = ordinal(f["o"])
    era = f.inside[-1]
    if era.kind == "era" and era.word.startswith("b"):
        return fixed(Value(timex=f"BC{n - 1:02d}XX", grain="century", note="before the year 1"))
    return fixed(values.century(n))


@ATOMS.add("count (dash (unit|units)|units|unit) dash? old", "AGE")
@ATOMS.add("a (unit|units) dash? old", "AGE")
@ATOMS.add("as soon as", "AGE")
@ATOMS.add("as r=ref as", "AGE")
def _age(_f: Found) -> Sense | None:
    return fixed(Value(timex=None))  # an age is no time: it keeps the rules of durations off


@ATOMS.add("n=count (dash|more|additional|trading|full|solid|other)? u=units", "DUR")
@ATOMS.add("n=count (dash|more|full)? u=unit (dash old)?", "DUR")
@ATOMS.add("a (full|additional)? u=unit", "DUR")
@ATOMS.add("half a? u=unit", "DUR")
@ATOMS.add("v=several (more|additional)? u=units", "DUR")
@ATOMS.add("a? v=few (more|additional)? u=units", "DUR")
@ATOMS.add("a v=couple of? (more|additional)? u=units", "DUR")
@ATOMS.add("v=couple of? (more|additional)? u=units", "DUR")
@ATOMS.add("n=count and a h=half u=units", "DUR")
@ATOMS.add("a u=unit and a h=half", "DUR")
@ATOMS.add("n=count u=units and a h=half", "DUR")
@ATOMS.add("n=count (to|or|dash) k=count dash? u=units", "DUR")
@ATOMS.add("n=count u=parts", "DUR")
@ATOMS.add("n=numw u=part", "DUR")
@ATOMS.add("n=count (dash)? u=quarter", "DUR")
@ATOMS.add("a u=unit or k=count", "DUR")
def _amount(f: Found) -> Amount | None:
    unit = {"quarter": "Q", "part": "D", "parts": "D"}.get(f.kind("u"), str(f["u"]))
    no_nights = f.kind("u") in {"part", "parts"} and f.word("u") not in {"night", "nights"}
    share = unit == "Q" and (f.inside[0].kind not in {"numw", "d2"} or f.inside[1].kind == "dash")  # three-quarters
    year_first = f.kind("n") == "y4" and unit in {"D", "W", "M"} and f["n"] > 1900
    if no_nights or share or year_first or _is_rate(f):
        return None
    number, mod = _number_of(f)
    return None if number == 0 else Amount(number=number, unit=unit, mod=mod)


def _number_of(f: Found) -> tuple[float | None, Modifier | None]:
    """Return how many units there are, and whether that is approximate; None if the text does not count."""
    if f.has("v"):
        return (2.0, "APPROX") if f.kind("v") == "couple" else (None, None)
    number = float(f["n"]) if f.has("n") else 0.5 if f.kinds[0] == "half" else 1.0
    return number + 0.5 * f.has("h"), "APPROX" if f.has("k") else None


def _is_rate(f: Found) -> bool:
    """Tell "$5 a year" and "four flights a week" from "took a year"."""
    if f.kinds[0] != "a" or len(f.inside) != 2:
        return False
    counted = f.before.kind in {"num", "d2", "numw", "units", "unit", "once"}
    return counted or (f.before.kind == "other" and f.before.word.lower() not in _SPENT)


_SPENT: Final = listed(
    "last lasts lasted lasting take takes took taken taking spend spends spent spending wait waited waiting stay stayed"
    " like half than but least most exactly barely quite just well"
)


@ATOMS.add("c=ampm", "CLOCK")
@ATOMS.add("c=clock (dash? noon)?", "CLOCK")
@ATOMS.add("c=noon", "CLOCK")
@ATOMS.add("c=d2 oclock", "CLOCK")
@ATOMS.add("c=numw oclock", "CLOCK")
@ATOMS.add("c=d2 in the p=part", "CLOCK")
@ATOMS.add("c=numw in the p=part", "CLOCK")
@ATOMS.add("c=d2 oclock (in the|at) p=part", "CLOCK")
@ATOMS.add("c=clock (in the|at) p=part", "CLOCK")
def _clock(f: Found) -> str | None:
    token = f.token("c")
    part = f["p"]
    text = token.word if token else ""
    if text in {"noon", "midday"}:
        return "12:00"
    if text == "midnight":
        return "00:00"
    digits = re.findall(r"\d+", text) or [str(f["c"])]
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    pm = bool(re.search(r"p", text)) or part in {"AF", "EV"} or (part == "NI" and hour >= 6)
    am = bool(re.search(r"a", text)) or part == "MO"
    if hour > 24 or minute > 59 or ((am or pm) and hour > 12 and token and token.kind == "ampm"):
        return None
    if pm and hour < 12:
        hour += 12
    if am and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"


@ATOMS.add("r=ref", "REF")
@ATOMS.add("r=ref (after|before|later|as|of)", "SKIP")
def _ref(f: Found) -> Sense | None:
    if len(f.inside) > 1:
        return fixed(Value(timex=None)) if f.inside[0].word == "soon" else None
    timex, so_far = f["r"]
    if f.inside[0].word == "soon":  # "soon fell" tells a story: no day is meant
        before = f.before.word.lower()
        if before not in {
            "will",
            "to",
            "may",
            "could",
            "might",
            "would",
            "shall",
            "be",
            "can",
            "is",
            "are",
            "very",
            "ll",
        }:
            return None
    return reference(timex, until_now=so_far)


@ATOMS.add("e=every", "SET")
def _every(f: Found) -> Sense | None:
    return repeated(str(f["e"]))


@ATOMS.add("each u=unit", "SET")
@ATOMS.add("each u=quarter", "SET")
@ATOMS.add("each u=weekend", "SET")
@ATOMS.add("(once) a u=unit", "SET")
def _each(f: Found) -> Sense | None:
    unit = {"quarter": "Q", "weekend": "WE"}.get(f["u"], f["u"])
    return repeated(Amount(number=1, unit=unit).timex)


@ATOMS.add("each n=count u=units", "SET")
@ATOMS.add("each n=numw u=unit", "SET")
@ATOMS.add("each o=ordn u=unit", "SET")
@ATOMS.add("each other u=unit", "SET")
def _each_n(f: Found) -> Sense | None:
    n = float(f["n"]) if f.has("n") else ordinal(f["o"]) if f.has("o") else 2
    return repeated(Amount(number=n, unit=str(f["u"])).timex)


@ATOMS.add("each other? w=weekday p=part?", "SET")
@ATOMS.add("w=weekdays", "SET")
@ATOMS.add("w=weekday q=parts", "SET")
def _each_weekday(f: Found) -> Sense | None:
    part = next((t for t in f.inside if t.kind in {"part", "parts"}), None)
    code = "" if part is None else "T" + {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"}.get(
        part.word, str(part.value)
    )  # fmt: skip
    return repeated(f"XXXX-WXX-{f['w'] + 1}{code}")


@ATOMS.add("each p=part", "SET")
def _each_part(f: Found) -> Sense | None:
    return repeated(f"XXXX-XX-XXT{f['p']}")


@ATOMS.add("each m=month", "SET")
@ATOMS.add("each s=season", "SET")
def _each_month(f: Found) -> Sense | None:
    if f.has("s"):
        return repeated(f"XXXX-{f['s']}")
    return repeated(f"XXXX-{f['m']:02d}")
