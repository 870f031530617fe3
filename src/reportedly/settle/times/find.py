"""Find the time expressions of a text and say what they mean."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from reportedly.settle.times.grammar import parse
from reportedly.settle.times.senses import Amount
from reportedly.settle.times.tokens import tokens
from reportedly.settle.times.values import Context, Value

if TYPE_CHECKING:
    from reportedly.settle.times.tokens import Token
    from reportedly.settle.times.values import Sense

_FUTURE: Final = re.compile(r"\b(?:will|shall|won['’]t|due|scheduled|expected|going to|set to|plans? to|planned)\b|['’]ll\b")
_PAST: Final = re.compile(r"\b(?:said|told|was|were|had|did|\w{3,}ed)\b")
_CLAUSE: Final = re.compile(r"[.!?;:\n,]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFound:
    """A time expression: `start` and `end` in code points, and its value (see `Value`)."""

    start: int
    end: int
    value: Value


def find_times(text: str, anchor: dt.date | str | None = None) -> list[TimeFound]:
    """Return the time expressions of a text, in text order.

    Args:
        text: the text.
        anchor: the day of publication, from which "Friday" and "last year" count; where it is not known, the dateline's
            or else the text's first full date is taken, never today's.
    """
    expressions = parse(tokens(text))
    day = dt.date.fromisoformat(anchor) if isinstance(anchor, str) else anchor
    at = Context(day=day or _first_day(expressions))
    at.story = _is_story(expressions, at.day)
    found = []
    for token in expressions:
        at.future = _is_future(text, token.start, token.end) if token.kind == "DAY" else False
        sense = token.value.sense if isinstance(token.value, Amount) else token.value
        value = sense(at)  # type: ignore[operator]
        if value is None:
            continue
        if day is None and at.day is not None and value.basis == "relative" and value.first:
            value = value.but(basis="assumed")
        if value.first and value.kind != "duration" and value.grain:
            at.last = value
            if value.first == value.last:
                at.last_day = value
        found.append(TimeFound(start=token.start, end=token.end, value=value))
    return found


def _first_day(expressions: list[Token]) -> dt.date | None:
    """Return the first day that the text states in full, in its dateline or later."""
    empty = Context(day=None)
    for token in expressions:
        if token.kind in {"DAY", "MOMENT"}:
            value = token.value(empty)  # type: ignore[operator]
            if value and value.first and value.first == value.last and value.basis == "stated":
                return value.first
    return None


def _is_story(expressions: list[Token], day: dt.date | None) -> bool:
    """Tell a history from a report: it states years, mostly not the anchor's, and hardly says "Friday" or "last week"."""
    stated = other = 0
    empty = Context(day=None)
    for token in expressions:
        if token.kind in {"REF", "DUR", "SET", "DECADE", "CENTURY"}:
            continue
        value = token.value(empty)  # type: ignore[operator]
        if value is None:
            continue
        if value.first and value.basis == "stated":
            stated += day is None or abs(value.first.year - day.year) > 1
        elif value.timex and (value.timex.startswith("XXXX-WXX") or value.timex in {"XXXX-XX-XX", "XXXX"}):
            other += 1
    return stated >= 5 and stated > 3 * other


def _is_future(text: str, start: int, end: int) -> bool:
    left = text[max(0, start - 80) : start]
    clause = _CLAUSE.split(left)[-1]
    m = None
    for m in _FUTURE.finditer(clause):
        pass
    return m is not None and not _PAST.search(clause, m.end())
