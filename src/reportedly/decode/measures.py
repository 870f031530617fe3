"""Numbers that measure or name something and count nothing: dates, ages, sums, distances, roads, models."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reportedly.decode.counted import AGED, MEASURED, NAMING, NUMBERED, ONE_OF, YEAR
from reportedly.decode.units import WORD

if TYPE_CHECKING:
    from reportedly.decode.numbers import Number

_SUFFIX: Final = re.compile(r"(?:st|nd|rd|th)\b|[:/.]\d|\)|’s\b|'s\b")
_AFTER_AGE: Final = re.compile(r",|\.|\)| and\b|;|:|$")
_SIGNS: Final = frozenset("*$€£#/.")
_OF_YEARS: Final = frozenset({"exact", "between"})
_OF_LIMITS: Final = frozenset({"less_than", "more_than"})
_LIFE: Final = 120  # years
_LISTED: Final = re.compile(r"[.)]\s")
_YEAR_IN_WORDS: Final = re.compile(
    r"(?:six|seven|eigh|nine)teen (?:ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
    re.IGNORECASE,
)
# "Half of the 60": a share of those counted, who are not meant all.
_SHARE_OF: Final = re.compile(
    r"(?:\b(?:half|per ?cent|pc"
    r"|(?:an?|one|two|three|four|five|seven|nine)[ -](?:third|quarter|(?:fif|six|eigh|nin|ten)th)s?)"
    r"|%) of (?:the |its |his |her |their |these |those )?$"
    r"|\b(?:most|majority|minority|percentage|proportion|share|rest|none) of (?:the|its|his|her|their|these|those) $"
    r"|\bhalf (?:the|its|his|her|their) $",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r" (?:\w+ ){0,2}(?:people|soldiers|troops|men|women|civilians|families|houses|homes|others)\b"
)


def is_no_count(text: str, n: Number, first: int) -> bool:
    """Tell whether a number measures or names something: a date, an age, a sum, a distance, a road, a model."""
    words, before = text[n.first : n.stop], text[max(0, n.start - 24) : n.start]
    behind = text[n.stop : n.stop + 24]
    measures = MEASURED.match(text, n.end) or _SUFFIX.match(behind) or text[n.first - 1 : n.first] in _SIGNS
    names = (NAMING.search(before) and not before.endswith("(")) or NUMBERED.search(before)
    names = names or _SHARE_OF.search(before) or _YEAR_IN_WORDS.match(text, n.first)
    if measures or names or (YEAR.fullmatch(words) and n.hedge in _OF_YEARS and not _COUNTED.match(behind)):
        return True
    if words[0].isdigit():
        return _is_item_or_age(words, before, behind, n, first)
    if words.lower() in {"two", "three"} and before.endswith(" or ") and not WORD.match(text, n.stop):
        return True
    return words.lower() == "one" and n.hedge == "exact" and bool(ONE_OF.match(behind))


def _is_item_or_age(words: str, before: str, behind: str, n: Number, first: int) -> bool:
    """Tell whether digits number an item of a list, tell an age or a limit of age, or have decimals."""
    item = n.start == first and _LISTED.match(behind)
    small = max(n.low or 0, n.best or 0, n.high or 0) < _LIFE
    age = small and AGED.search(before) and _AFTER_AGE.match(behind)
    limits = n.start < n.first and before.endswith("s ") and not behind.startswith(" ") and n.hedge in _OF_LIMITS
    return bool(item or age or limits or ("." in words and words[-1].isdigit()))
