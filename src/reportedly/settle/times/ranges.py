"""Ranges: two time expressions that bound one stretch of time ("between Monday and Thursday", "1914-1918")."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from reportedly.settle.times.find import TimeFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FROM: Final = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_TO: Final = re.compile(r"\s*(?:to|until|till|through|up\s+to|[-–—])\s*(?:the\s+)?")
_AND: Final = re.compile(r"\s+and\s+(?:the\s+)?")
_DASH: Final = re.compile(r"\s?[-–—~]\s?")
_PLAIN: Final = frozenset({"day", "month", "year"})


def find_ranges(text: str, times: Sequence[TimeFound], anchor: dt.date | str | None = None) -> list[TimeFound]:
    """Return the ranges that neighbouring time expressions bound, in text order; each one starts with its preposition.

    First and last day are those of the whole stretch, `timex` is `begin/end` (ISO 8601).

    Args:
        text: the text.
        times: its time expressions, in text order.
        anchor: the day of publication, which "now" means.
    """
    return list(_ranges(text, times, dt.date.fromisoformat(anchor) if isinstance(anchor, str) else anchor))


def _ranges(text: str, times: Sequence[TimeFound], anchor: dt.date | None) -> Iterator[TimeFound]:
    for one, other in pairwise(times):
        gap, before = text[one.end : other.start], text[max(0, one.start - 16) : one.start]
        a, b = one.value, other.value
        if b.timex == "PRESENT_REF" and anchor:  # "between January and now"
            b = b.but(first=anchor, last=anchor, grain="day")
        if a.timex == "PRESENT_REF" and anchor:
            a = a.but(first=anchor, last=anchor, grain="day")
        if not (a.first and b.last and a.first <= b.last and a.kind in {"date", "time"} and b.kind in {"date", "time"}):
            continue
        opened = (_BETWEEN.search(before) if _AND.fullmatch(gap) or _TO.fullmatch(gap) else None) or (
            _FROM.search(before) if _TO.fullmatch(gap) else None
        )
        if not opened and not (_DASH.fullmatch(gap) or (_TO.fullmatch(gap) and {a.grain, b.grain} <= _PLAIN)):
            continue
        start = one.start - len(opened.group()) if opened else one.start
        basis = (
            "stated" if a.basis == b.basis == "stated" else "assumed" if "assumed" in {a.basis, b.basis} else "relative"
        )
        value = b.but(timex=f"{a.timex}/{b.timex}", first=a.first, last=b.last, basis=basis, mod=None, note=None)
        yield TimeFound(start=start, end=other.end, value=value)
