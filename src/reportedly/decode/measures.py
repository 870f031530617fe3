"""Numbers that measure or name something and count nothing: dates, ages, sums, distances, roads, models."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reportedly.decode.counted import AGED, MEASURED, NAMING, ONE_OF, YEAR
from reportedly.decode.units import WORD

if TYPE_CHECKING:
    from reportedly.decode.numbers import Number

_SUFFIX: Final = re.compile(r"(?:st|nd|rd|th)\b|[:/.]\d|\)|’s\b|'s\b")
_AFTER_AGE: Final = re.compile(r",|\.|\)| and\b|;|:|$")
_LIMITS: Final = re.compile("under|over|above|below", re.IGNORECASE)
_LISTED: Final = re.compile(r"[.)]\s")
_COUNTED: Final = re.compile(
    r" (?:\w+ ){0,2}(?:people|soldiers|troops|men|women|civilians|families|houses|homes|others)\b"
)


def is_no_count(text: str, n: Number, first: int) -> bool:
    """Tell whether a number measures or names something: a date, an age, a sum, a distance, a road, a model."""
    words, before = text[n.first : n.stop], text[max(0, n.first - 24) : n.first]
    behind = text[n.stop : n.stop + 24]
    if MEASURED.match(text, n.end) or _SUFFIX.match(behind) or before[-1:] in {*"*$€£#/."}:
        return True
    if NAMING.search(text[max(0, n.start - 24) : n.start]) and not before.endswith("("):
        return True
    digits = words[0].isdigit()
    if digits and n.start == first and _LISTED.match(behind):
        return True
    if digits and AGED.search(text[max(0, n.start - 24) : n.start]) and _AFTER_AGE.match(behind) and _is_small(n):
        return True
    if digits and "." in words and words[-1].isdigit():
        return True
    if (
        _LIMITS.match(text, n.start)
        and n.start < n.first
        and text[n.start - 2 : n.start - 1] == "s"
        and not behind.startswith(" ")
    ):
        return True
    if words.lower() in {"two", "three"} and before.endswith(" or ") and not WORD.match(text, n.stop):
        return True
    if YEAR.fullmatch(words) and n.hedge in {"exact", "between"} and not _COUNTED.match(behind):
        return True
    return words.lower() == "one" and n.hedge == "exact" and bool(ONE_OF.match(behind))


def _is_small(n: Number) -> bool:
    return max(n.low or 0, n.best or 0, n.high or 0) < 120  # noqa: PLR2004 - years that one may live
