"""Numbers as they are written: digits and words, hedges, ranges, and vague words as ranges by one table."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    "tens of thousands": 10_000, "hundreds of thousands": 100_000, "millions": 1_000_000,
    "tens of millions": 10_000_000, "hundreds of millions": 100_000_000, "billions": 1_000_000_000, "tens": 10,
}  # fmt: skip
HEDGES: Final[dict[Hedge, str]] = {
    "at_least": "at (?:the )?(?:very )?least|no fewer than|not fewer than|no less than|not less than|as few as"
    "|a minimum of|minimum of",
    "more_than": "(?:well |far |slightly |just |a little )?(?:more than|(?<!hand )(?<!handed )(?<!handing )(?<!hands )"
    "(?<!taken )(?<!took )(?<!turned )(?<!ran )over|above|upwards? of|in excess of)|exceeding"
    "|greater than",
    "at_most": "up to|as many as|as much as|at (?:the )?(?:very )?most|no more than|not more than|a maximum of"
    "|maximum of",
    "less_than": "(?:just |slightly |well |a little )?(?:fewer than|less than|under|below)",
    "about": "about|around|some|nearly|almost|roughly|approximately|approx\\.|an? estimated|estimated|close to|circa"
    "|just short of|more or less|perhaps|something like|in the region of|on the order of",
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
_FIXED = {"a dozen": 12, "half a dozen": 6, "a half-dozen": 6, "a half dozen": 6, "dozen": 12,
          "half a million": 500_000, "half a thousand": 500, "half a billion": 500_000_000,
          "both": 2, "a couple of": 2, "a couple": 2, "the couple": 2, "a pair of": 2,
          "a score of": 20, "a trio of": 3, "a quartet of": 4, "nobody": 0, "no one": 0, "none": 0, "no-one": 0,
          "not a single": 0, "not one": 0, "no": 0, "neither": 0}  # fmt: skip
_ABOUT = re.compile(r"half a|a half|(?:.* )?(?:dozen|score)(?: of)?$|a couple of (?:dozen|hundred|thousand)")

_WORD = "|".join([*_UNITS, *_TENS])
_COMPOUND = rf"(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_UNITS[1:10])})"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f ]\d{3})+|\d+(?:\.\d+)?"
_BIG = "dozen|score|hundred|thousand|lakh|million|crore|billion"
_ONE = (
    rf"(?:(?:{_DIGITS})(?:[ \u00a0](?:{_BIG}|bn|mn)\b|(?:k|m|mn|bn)\b)?"
    rf"|(?:{_COMPOUND}|(?:{_WORD})\b|an?(?= (?:hundred|thousand|million|billion|lakh)\b))"
    rf"(?: and a half(?= million| billion))?"
    rf"(?:[ -](?:and )?(?:{_BIG}|{_COMPOUND}|{_WORD})\b)*)"
)
_SEVERAL = "several|a few|few|many|a couple of"
_VAGUE = "|".join(sorted(VAGUE, key=len, reverse=True))
_NAMED = "|".join(sorted(_FIXED, key=len, reverse=True))
_HEDGE = "|".join(f"(?P<{name}>{words})" for name, words in HEDGES.items())
COUNT: Final = re.compile(
    rf"(?<![\w$€£¥₹#.,/:’'-])(?=[\da-zA-Z])(?:(?:{_HEDGE})[ \u00a0](?:the |another |a (?=further |total ))?"
    r"(?:further |total of )?)?"
    rf"(?:(?P<between>between |from )(?P<low>{_ONE})(?: and | to )(?P<high>{_ONE})"
    rf"|(?P<from>{_ONE})(?: to | or |(?<=\d)[-–](?=\d))(?P<to>{_ONE})(?!-?year)"
    rf"|(?P<times>{_SEVERAL}) (?P<big>(?:dozen|hundred|thousand|million)s?)"
    rf"|(?P<vague>{_VAGUE})|(?P<named>{_NAMED})|(?P<one>{_ONE}))"
    r"(?![\w%°])(?!,\d)(?!-(?!plus|odd)\w)(?:,?[ ]?(?P<or_more>or more\b|plus\b|-plus\b|\+)|[ ](?P<or_so>or so\b)"
    r"|(?P<odd>[- ]odd\b)"
    r"|[ ](?P<or_fewer>or (?:fewer|less)\b))?",
    re.IGNORECASE,
)


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
    if m := re.fullmatch(rf"({_DIGITS})\s?([a-z]*)", low):
        return float(re.sub(r"[,\s]", "", m[1])) * (_SCALE | _TIMES).get(m[2], 1)
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", low.replace(" and a half", " half")):
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


def number(m: re.Match[str]) -> Number | None:
    """Return what a match of `COUNT` says; None where its bounds make no range."""
    name = next(n for n in ("low", "from", "times", "vague", "named", "one") if m[n])
    last = {"low": "high", "from": "to", "times": "big"}.get(name, name)
    before = next((h for h in HEDGES if m[h]), None)
    behind: Hedge | None = "at_least" if m["or_more"] else "about" if m["or_so"] or m["odd"] else None
    behind = behind or ("at_most" if m["or_fewer"] else None)
    bounds: _Bounds | None
    if name == "times":
        bounds = _product(m["times"].lower(), m["big"].lower(), before)
    elif last != name:
        bounds = _range(m[name], m[last])
    elif name == "vague":
        bounds = (float(VAGUE[m[name].lower()]), None, None, "vague")
    else:
        words = m[name].lower()
        usual: Hedge = "about" if _ABOUT.match(words) else "exact"
        bounds = _hedged(value(words), before or behind or usual)
    if bounds is None:
        return None
    low, best, high, hedge = bounds
    return Number(start=m.start(), end=m.end(), first=m.start(name), stop=m.end(last), low=low, best=best, high=high,
                  hedge=hedge)  # fmt: skip


def _product(times: str, big: str, hedge: Hedge | None) -> _Bounds | None:
    """Return the bounds of "several hundred" (at least one hundred), "a couple of dozen" (about 24)."""
    one = value(big.removesuffix("s")) or 0.0
    if times == "a couple of":
        return _hedged(2 * one, hedge or "about")
    return one, None, None, "vague"


def _range(low: str, high: str) -> _Bounds | None:
    """Return the bounds of "10 to 15"; a scale stands for both: "two to three million"."""
    a, b = value(low), value(high)
    scale = _SCALE.get(re.split(r"[\s\d]+", high.lower())[-1])
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
