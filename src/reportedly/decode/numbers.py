"""Numbers as they are written: digits and words, hedges, ranges, and vague words as ranges by one table."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reportedly.model import Hedge

    _Bounds = tuple[float | None, float | None, float | None, Hedge]

# The least that a vague word stands for; there is no upper bound. Source: the convention of ACLED's codebook (2021) for
# reports without a number - "several", "many", "few" 3, "dozens" 12, "hundreds" 100 - carried on by powers of ten;
# "scores" is 20, the word's own meaning. "Several hundred" promises no more than
# "hundreds" and is read as that.
VAGUE: Final[dict[str, int]] = {
    "several": 3, "a few": 3, "few": 3, "a number of": 3, "many": 3, "numerous": 3, "a handful of": 3, "a handful": 3,
    "multiple": 3, "countless": 3, "various": 3, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000,
    "double figures": 10, "double digits": 10, "triple figures": 100, "triple digits": 100, "lakhs": 100_000,
    "crores": 10_000_000,
    "tens of thousands": 10_000, "hundreds of thousands": 100_000, "millions": 1_000_000,
    "tens of millions": 10_000_000, "hundreds of millions": 100_000_000, "billions": 1_000_000_000, "tens": 10,
}  # fmt: skip
HEDGES: Final[dict[Hedge, str]] = {
    "at_least": "at (?:the )?(?:very )?least|no fewer than|not fewer than|no less than|not less than|as few as"
    "|a minimum(?: of)?|minimum of",
    "more_than": "(?:well |far |slightly |just |a little |a bit )?(?:more than|"
    "(?<!hand )(?<!handed )(?<!handing )(?<!hands )(?<!taken )"
    "(?<!took )(?<!turned )(?<!ran )over|above|upwards? of|in excess of)|exceeding"
    "|(?<!no )greater than",
    "at_most": "up to|as many as|as much as|at (?:the )?(?:very )?most|no more than|not more than|no greater than"
    "|a maximum(?: of)?|maximum of",
    "less_than": "(?:just |slightly |well |far |a little |a bit )?(?:fewer than|less than|under|below)",
    "about": "(?:a)?round about|about|(?:somewhere )?around|some|(?:very )?nearly|almost|roughly|approximately"
    "|approx\\.?|an? estimated"
    "|estimated(?: at)?|close to|circa|just (?:short|shy) of|more or less|perhaps|maybe|something like"
    "|in the (?:region|neighbou?rhood|vicinity|order) of|on the order of|approaching|nearing|nigh on|virtually"
    "|practically|not quite|just about",
}
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {w: i for i, w in enumerate(_UNITS)} | {w: 10 * i for i, w in enumerate(_TENS, 2)}
_SCALE = {"thousand": 1_000, "k": 1_000, "lakh": 100_000, "million": 1_000_000, "m": 1_000_000, "mn": 1_000_000,
          "crore": 10_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000}  # fmt: skip
_TIMES = {"dozen": 12, "score": 20, "hundred": 100}
_PARTS = {"half a": 0.5, "a quarter of a": 0.25, "quarter of a": 0.25, "three quarters of a": 0.75,
          "three-quarters of a": 0.75}  # fmt: skip
_FIXED: dict[str, float] = {
    "a dozen": 12, "half a dozen": 6, "a half-dozen": 6, "a half dozen": 6, "dozen": 12,
    "both": 2, "a couple of": 2, "a couple": 2, "the couple": 2, "a pair of": 2,
    "a score of": 20, "a trio of": 3, "a quartet of": 4, "nobody": 0, "no one": 0, "none": 0, "no-one": 0,
    "not a single": 0, "not one": 0, "no": 0, "neither": 0,
} | {f"{part} {big}": share * _SCALE[big]
     for part, share in _PARTS.items() for big in ("thousand", "lakh", "million", "crore", "billion")}  # fmt: skip
_ABOUT = re.compile(r"(?:.* )?(?:half-)?(?:dozen|score)(?: of)?$")

_WORD = "|".join([*_UNITS, *_TENS])
_SMALL_WORDS = rf"(?:(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_UNITS[1:10])})|(?:{_WORD}))\b"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f ]\d{3})+|\d+(?:\.\d+)?"
_BIG = "thousand|lakh|million|crore|billion"
_TIMES_WORDS = "dozen|score|hundred"
_HALF = r"[ -]and[ -]a[ -]half"
_BELOW_1000 = rf"{_SMALL_WORDS}(?:[ -]hundred\b(?:[ ](?:and )?{_SMALL_WORDS}(?![ -]hundred))?|[ -](?:dozen|score)\b)?"
_ONE = (
    rf"(?:(?:{_DIGITS})(?:[ \u00a0-](?:{_BIG}|{_TIMES_WORDS}|bn|mn)\b|(?:k|m|mn|bn)\b)?(?:(?<=[nd]){_HALF}\b)?"
    rf"|(?:{_BELOW_1000}|an?(?= (?:{_BIG}|hundred)\b)(?: hundred\b(?: and {_SMALL_WORDS})?)?)"
    rf"(?:{_HALF}(?=[ -](?:{_BIG}|dozen)))?"
    rf"(?:[ -](?:{_BIG})\b(?:[ ](?:and )?{_BELOW_1000})?)*(?:(?<=[nd]){_HALF}\b)?)"
)
_END = rf"(?:{_ONE}|(?:an? )?dozen)"  # of a range
_SEVERAL = "several|a few|few|many|a couple of|a couple"
_MANY = r"a number of|an? (?:large|small|great|huge|growing|significant|considerable|limited) number of"
_VAGUE = "|".join([_MANY, *sorted(VAGUE, key=len, reverse=True)])
_TENS_OF = "(?:ten|hundred)s of (?:thousand|million)s"
_NAMED = "|".join(sorted(_FIXED, key=len, reverse=True))
_HEDGE = "|".join(f"(?P<{name}>{words})" for name, words in HEDGES.items())
COUNT: Final = re.compile(
    rf"(?<![\w$€£¥₹#.,/:’'-])(?=[\da-zA-Z~≈])(?:(?:(?:{_HEDGE})[ \u00a0]|(?P<sign>[~≈])[ ]?(?=\d))"
    r"(?:the |another |a (?=further |total ))?(?:further |total of )?)?"
    rf"(?:(?P<between>between |from )(?P<low>{_END})(?: and | to )(?P<high>{_END})"
    rf"|(?P<from>{_END})(?: to | or |(?<=\d)[-–](?=\d))(?P<to>{_END})(?!-?year)"
    rf"|(?P<times>{_SEVERAL}) (?P<big>{_TENS_OF}|(?:dozen|score|{_BIG}|hundred)s?)"
    r"|(?!(?:(?<=\bas )|(?<=\bhow )|(?<=\btoo ))(?:many|few)\b)"
    rf"(?P<vague>(?P<word>{_VAGUE})(?: (?:upon|on|and) (?P=word))?)"
    rf"|(?P<named>{_NAMED})|(?P<one>{_ONE}))"
    r"(?![\w%°])(?!,\d)(?!-(?!plus|odd|some\b)\w)(?:,?[ ]?(?P<or_more>or more\b|plus\b|-plus\b|\+)"
    r"|[ ](?P<or_so>or so\b)|(?P<odd>(?:[- ]odd|-some)\b)|[ ](?P<or_fewer>or (?:fewer|less)\b))?",
    re.IGNORECASE,
)
# Hedges behind what is counted: "20 people or more", "200 missing, if not more"; none that hedges a number to come.
_BEHIND: Final = re.compile(
    r"(?: (?:dead|missing|wounded|injured))?(?:,? (?:"
    r"(?P<at_least>or (?:even |possibly |perhaps )?more\b(?! (?:than|people|of)\b)|(?:or|and) upwards?\b(?! of\b)"
    r"|if not more\b|at (?:the )?(?:very )?least\b)"
    r"|(?P<at_most>or (?:fewer|less)\b|at (?:the )?(?:very )?most\b)|(?P<about>or so|give or take|more or less)\b))"
    rf"(?! (?:\d|an?\b|{_WORD}|{'|'.join(w for w in VAGUE if ' ' not in w)}))"
)
# What is told of two numbers and is no range: "rose from 300 to 450".
_CHANGED: Final = re.compile(
    r"\b(?:r[oi]se[ns]?|rising|gr[eo]w(?:n|s|ing)?|f[ea]ll(?:en|s|ing)?|drop(?:s|p\w+)?|(?:in|de)creas\w+|declin\w+|cut"
    r"|cutting|reduc\w+|rais\w+|revis\w+|up|down|expand\w*|jump\w*|climb\w*|swell\w*|swollen|shr[aiu]nk\w*|went"
    r"|gone|chang\w+|lower\w*|slash\w+|soar\w*|surg\w+|balloon\w*|upgrad\w+|downgrad\w+)(?: [\w'’-]+){0,3} $",
    re.IGNORECASE,
)
_BEFORE = 40  # code points before a range in which a change is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number phrase `start:end` with the number itself at `first:stop` (code points), its bounds and its hedge."""

    start: int
    end: int
    first: int
    stop: int
    low: float | None
    best: float | None
    high: float | None
    hedge: Hedge


def value(words: str) -> float | None:
    """Return the value of a number in digits or words, None where it is none."""
    low = words.lower().replace("\u00a0", " ").strip()
    if low in _FIXED:
        return float(_FIXED[low])
    low = re.sub(_HALF, " half", low)
    head, _, half = low.rpartition(" half")
    if head and not half:  # "a million and a half": half of the last scale
        whole, last = value(head), head.split()[-1]
        return None if whole is None else whole + 0.5 * (_SCALE | _TIMES).get(last, 1)
    if m := re.fullmatch(rf"({_DIGITS})[\s-]?([a-z]*)", low):
        return float(re.sub(r"[,\s]", "", m[1])) * (_SCALE | _TIMES).get(m[2], 1)
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", low):
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "half":
            part += 0.5
        elif word in _TIMES:
            part = (part or 1) * _TIMES[word]
        elif word in _SCALE:
            total += (part or 1) * _SCALE[word]
            part = 0
        elif word not in {"and", "a", "an", ""}:
            return None
    return total + part


def numbers(m: re.Match[str]) -> tuple[Number, ...]:
    """Return what a match of `COUNT` says: one number, both ends of a change ("rose from 300 to 450"), or nothing."""
    if (m["between"] or "").lower() == "from " and _CHANGED.search(m.string, max(0, m.start() - _BEFORE), m.start()):
        ends = ((m.start(name), m.end(name), value(m[name])) for name in ("low", "high"))
        return tuple(
            Number(start=at, end=end, first=at, stop=end, low=n, best=n, high=n, hedge="exact") for at, end, n in ends
        )
    found = number(m)
    return (found,) if found else ()


def number(m: re.Match[str]) -> Number | None:
    """Return what a match of `COUNT` says; None where its bounds make no range."""
    name = next(n for n in ("low", "from", "times", "vague", "named", "one") if m[n])
    last = {"low": "high", "from": "to", "times": "big"}.get(name, name)
    before: Hedge | None = next((h for h in HEDGES if m[h]), "about" if m["sign"] else None)
    after: Hedge | None = "at_least" if m["or_more"] else "about" if m["or_so"] or m["odd"] else None
    after = after or ("at_most" if m["or_fewer"] else None)
    bounds: _Bounds | None
    if name == "times":
        bounds = _product(m["times"].lower(), m["big"].lower(), before)
    elif last != name:
        bounds = _range(m[name], m[last])
    elif name == "vague":
        bounds = (float(least(m["word"])), None, None, "vague")
    else:
        words = m[name].lower()
        usual: Hedge = "about" if _ABOUT.match(words) else "exact"
        bounds = _hedged(value(words), before or after or usual)
    if bounds is None:
        return None
    low, best, high, hedge = bounds
    return Number(start=m.start(), end=m.end(), first=m.start(name), stop=m.end(last), low=low, best=best, high=high,
                  hedge=hedge)  # fmt: skip


def least(word: str) -> int:
    """Return the least that a vague word stands for; "a large number of" is "a number of"."""
    return VAGUE.get(word.lower(), VAGUE["a number of"])


def behind(text: str, n: Number, at: int, last: int) -> tuple[Number, int]:
    """Return a number as hedged behind what it counts, which ends at `at`, and where the hedge ends: "20 men at least".

    Args:
        text: the text.
        n: the number.
        at: where the count phrase ends.
        last: where the sentence ends.
    """
    m = _BEHIND.match(text, at, last) if n.best is not None and n.hedge in {"exact", "about"} else None
    if m is None:
        return n, at
    hedge: Hedge = next(h for h in ("at_least", "at_most", "about") if m[h])
    low, best, high, hedge = _hedged(n.best, hedge) or (n.low, n.best, n.high, n.hedge)
    return replace(n, low=low, best=best, high=high, hedge=hedge), m.end()


def _product(times: str, big: str, hedge: Hedge | None) -> _Bounds | None:
    """Return the bounds of "several hundred" (at least one hundred), "a couple of dozen" (about 24)."""
    one = VAGUE.get(big) or value(big.removesuffix("s")) or 0.0
    if times.startswith("a couple"):
        return _hedged(2 * one, hedge or "about")
    return float(one), None, None, "vague"


def _range(low: str, high: str) -> _Bounds | None:
    """Return the bounds of "10 to 15"; a scale stands for both: "two to three million"."""
    a, b = value(low), value(high)
    scale = (_SCALE | _TIMES).get(re.split(r"[\s\d]+", high.lower())[-1])
    if a is not None and b is not None and scale and a < scale and a * scale < b:
        a *= scale
    return None if a is None or b is None or a >= b else (a, None, b, "between")


def _hedged(exact: float | None, hedge: Hedge) -> _Bounds | None:
    """Return what a hedge makes of a number: "more than 1,000" begins at 1,001, "fewer than 10" ends at 9."""
    if exact is None:
        return None
    low = {"at_least": exact, "more_than": exact + 1, "exact": exact}.get(hedge)
    high = {"at_most": exact, "less_than": exact - 1, "exact": exact}.get(hedge)
    return low, exact if hedge in {"about", "exact"} else None, high, hedge
