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
# "scores" is 20, the word's own meaning.
VAGUE: Final[dict[str, int]] = {
    "several": 3, "a few": 3, "few": 3, "a number of": 3, "many": 3, "numerous": 3, "a handful of": 3, "a handful": 3,
    "multiple": 3, "countless": 3, "various": 3, "tens": 10, "dozens": 12, "scores": 20, "hundreds": 100,
    "thousands": 1_000, "tens of thousands": 10_000, "hundreds of thousands": 100_000, "millions": 1_000_000,
    "tens of millions": 10_000_000, "hundreds of millions": 100_000_000, "billions": 1_000_000_000,
}  # fmt: skip
HEDGES: Final[dict[Hedge, str]] = {
    "at_least": "at (?:the )?(?:very )?least|no fewer than|not fewer than|no less than|a minimum of",
    "more_than": "(?:well |far |slightly |just )?(?:more than|over|above|upwards? of|in excess of|exceeding)",
    "at_most": "up to|as many as|as much as|at most|no more than|not more than|a maximum of",
    "less_than": "(?:just |slightly |well )?(?:fewer than|less than|under|below)",
    "about": "about|around|some|nearly|almost|roughly|approximately|approx\\.|an? estimated|close to|circa"
    "|just short of|more or less",
}
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {w: i for i, w in enumerate(_UNITS)} | {w: 10 * i for i, w in enumerate(_TENS, 2)}
_SCALE = {"thousand": 1_000, "million": 1_000_000, "m": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000}
_TIMES = {"dozen": 12, "hundred": 100}
_FIXED = {
    "a dozen": 12, "half a dozen": 6, "dozen": 12, "both": 2, "a couple of": 2, "a couple": 2, "the couple": 2,
    "a pair of": 2, "a trio of": 3, "a quartet of": 4, "a score of": 20, "a hundred": 100, "a thousand": 1_000,
    "half a million": 500_000, "a million": 1_000_000, "nobody": 0, "no one": 0, "no-one": 0, "none": 0, "no": 0,
    "neither": 0,
}  # fmt: skip

_WORD = "|".join([*_UNITS[1:], *_TENS])
_COMPOUND = rf"(?:{'|'.join(_TENS)})-(?:{'|'.join(_UNITS[1:10])})"
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_ONE = (
    rf"(?:(?:{_DIGITS})(?:[ \u00a0]?(?:hundred|thousand|million|billion|m|bn)\b)?"
    rf"|(?:{_COMPOUND}|{_WORD}|a (?=hundred|thousand|million))"
    rf"(?:(?: |-)(?:and )?(?:hundred|thousand|million|billion|dozen|{_COMPOUND}|{_WORD})\b)*)"
)
_MANY = r"(?:several|a few|many|a couple of) (?:dozen|hundred|thousand|million)"  # as "dozens", "hundreds", ...
_VAGUE = "|".join([_MANY, *sorted(VAGUE, key=len, reverse=True)])
_NAMED = "|".join(sorted(_FIXED, key=len, reverse=True))
_HEDGE = "|".join(f"(?P<{name}>{words})" for name, words in HEDGES.items())
COUNT: Final = re.compile(
    rf"(?<![\w$€£¥₹#.,/:’'-])(?:(?:{_HEDGE})[ \u00a0](?:the |a (?!few|number|handful|couple|dozen|pair"
    rf"|hundred|thousand|million|score|trio))?)?"
    rf"(?:(?P<between>between )(?P<low>{_ONE}) and (?P<high>{_ONE})|(?P<from>{_ONE})(?: to | or "
    rf"|(?<=\d)[-–](?=\d))(?P<to>{_ONE})(?!-?year)"
    rf"|(?P<vague>{_VAGUE})|(?P<named>{_NAMED})|(?P<one>{_ONE}))"
    r"(?![\w%°])(?!-\w)(?:,?[ ]?(?P<or_more>or more\b|plus\b|\+)|[ ](?P<or_so>or so\b)|(?P<odd>-odd\b)"
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
        return float(m[1].replace(",", "")) * (_SCALE | _TIMES).get(m[2], 1)
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", low):
        if word in _SMALL:
            part += _SMALL[word]
        elif word in _TIMES:
            part = (part or 1) * _TIMES[word]
        elif word in _SCALE:
            total += (part or 1) * _SCALE[word]
            part = 0
        elif word not in {"and", "a", ""}:
            return None
    return total + part


def number(m: re.Match[str]) -> Number | None:
    """Return what a match of `COUNT` says; None where its bounds make no range."""
    name = next(n for n in ("low", "from", "vague", "named", "one") if m[n])
    last = {"low": "high", "from": "to"}.get(name, name)
    before = next((h for h in HEDGES if m[h]), None)
    behind: Hedge | None = "at_least" if m["or_more"] else "about" if m["or_so"] or m["odd"] else None
    bounds: _Bounds | None
    if last != name:
        bounds = _range(value(m[name]), value(m[last]))
    elif name == "vague":
        words = m[name].lower()
        least = VAGUE.get(words) or VAGUE[f"{words.rpartition(' ')[2]}s"]
        bounds = (float(least), None, None, "vague")
    else:
        usual: Hedge = "about" if m[name].lower().endswith(("dozen", "score of")) else "exact"
        bounds = _hedged(value(m[name]), before or behind or ("at_most" if m["or_fewer"] else usual))
    if bounds is None:
        return None
    low, best, high, hedge = bounds
    return Number(start=m.start(), end=m.end(), first=m.start(name), stop=m.end(last), low=low, best=best, high=high,
                  hedge=hedge)  # fmt: skip


def _range(low: float | None, high: float | None) -> _Bounds | None:
    return None if low is None or high is None or low >= high else (low, None, high, "between")


def _hedged(exact: float | None, hedge: Hedge) -> _Bounds | None:
    """Return what a hedge makes of a number: "more than 1,000" begins at 1,001, "fewer than 10" ends at 9."""
    if exact is None:
        return None
    low = {"at_least": exact, "more_than": exact + 1, "exact": exact}.get(hedge)
    high = {"at_most": exact, "less_than": exact - 1, "exact": exact}.get(hedge)
    return low, exact if hedge in {"about", "exact"} else None, high, hedge
