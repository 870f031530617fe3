"""Find the time expressions of a text and say what they mean."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from reportedly.settle.times.amounts import Amount
from reportedly.settle.times.grammar import parse
from reportedly.settle.times.habits import habit
from reportedly.settle.times.tokens import tokens
from reportedly.settle.times.values import Context, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportedly.model import Modifier
    from reportedly.settle.times.tokens import Token
    from reportedly.settle.times.values import Sense

_FUTURE: Final = re.compile(
    r"\b(?:will|shall|won['’]t|would(?! have)|(?<!been )due|(?<!been )scheduled|expected to|(?:is|are) to|going to"
    r"|set to|set for|plan(?:s|ned)? (?:to|for|an?)|planned for|planning to|intends? to|postponed"
    r"|as (?:early|soon|late) as|upcoming)\b|['’]ll\b"
)
_PAST: Final = re.compile(
    r"\b(?:said|told|was|were|had|did|began|came|went|met|took|(?<!be )(?<!be\n)(?!need|speed|agreed to)[a-z]{2,}ed)\b"
)
_TENSED: Final = frozenset({"DAY", "MONTH", "MOMENT", "SEASON", "OFFSET"})
_CLAUSE: Final = re.compile(r"[.!?;:]\s|\n\s*\n|, (?=who|which|where|when|while|after|although|but|and)")


_JUST_PAST: Final = re.compile(
    r"\b(?:said|told|met|held|began|came|(?!scheduled|planned|expected|delayed)(?<!be )[a-z]{3,}ed)\s+"
    r"(?:on\s+|in\s+|late\s+|early\s+)?$"
)
_BY: Final = re.compile(r"\b(?:by|effective)\s+(?:the\s+)?(?:early\s+|late\s+|mid-)?$")
_UNTIL: Final = re.compile(r"\b(?:until|postponed (?:to|until)|deadline of)\s+(?:\S+\s+){0,2}$")
_TIMELESS: Final = frozenset({"REF", "DUR", "SET", "DECADE", "CENTURY"})
_HISTORY: Final = 5  # years stated, at least, that make a text a history
_NEAR: Final = 370  # days
_BOUNDS: Final[dict[str, Modifier]] = {
    "since": "ON_OR_AFTER", "until": "ON_OR_BEFORE", "till": "ON_OR_BEFORE", "before": "BEFORE", "prior to": "BEFORE",
    "after": "AFTER", "early on": "START", "earlier on": "START", "late on": "END", "later on": "END",
}  # fmt: skip
_BOUND: Final = re.compile(rf"\b({'|'.join(_BOUNDS)})\s+(?:the\s+)?$", re.IGNORECASE)


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
    expressions = [(t, _sense(t)) for t in parse(tokens(text))]
    day = dt.date.fromisoformat(anchor) if isinstance(anchor, str) else anchor
    at = Context(day=day or _first_day(expressions))
    at.story = _is_story(expressions, at.day)
    found = []
    for token, sense in expressions:
        at.tense = _tense(text, token.start, token.end) if token.kind in _TENSED else ""
        value = sense(at)
        if value is None:
            continue
        value = habit(text, token, value) or value
        _remember(at, value)
        if day is None and at.day and value.basis == "relative" and value.first:
            value = value.but(basis="assumed")
        if value.mod is None and value.kind in {"date", "time"}:
            bound = _BOUND.search(text, max(0, token.start - 16), token.start)
            value = value.but(mod=_BOUNDS[bound[1].lower()]) if bound else value
        found.append(TimeFound(start=token.start, end=token.end, value=value))
    return found


def _sense(token: Token) -> Sense:
    return token.value.sense if isinstance(token.value, Amount) else cast("Sense", token.value)


def _remember(at: Context, value: Value) -> None:
    """Keep the date for those that follow; in a story not one that counts from the anchor ("today", "this year")."""
    if not value.first or value.kind == "duration" or not value.grain:
        return
    if at.story and at.day and value.basis != "stated" and abs((value.first - at.day).days) < _NEAR:
        return
    at.last = value
    if value.first == value.last:
        at.last_day = value


def _first_day(expressions: Iterable[tuple[Token, Sense]]) -> dt.date | None:
    """Return the first day that the text states in full, in its dateline or later."""
    empty = Context(day=None)
    for token, sense in expressions:
        value = sense(empty) if token.kind in {"DAY", "MOMENT"} else None
        if value and value.first and value.first == value.last and value.basis == "stated":
            return value.first
    return None


def _is_story(expressions: Iterable[tuple[Token, Sense]], day: dt.date | None) -> bool:
    """Tell a history from a report: it states years, mostly not the anchor's, and seldom says "Friday", "last week"."""
    stated = other = 0
    empty = Context(day=None)
    for token, sense in expressions:
        value = None if token.kind in _TIMELESS else sense(empty)
        if value and value.first and value.basis == "stated":
            stated += day is None or abs(value.first.year - day.year) > 1
        elif value and value.timex and (value.timex.startswith("XXXX-WXX") or value.timex in {"XXXX-XX-XX", "XXXX"}):
            other += 1
    return stated >= _HISTORY and stated > 3 * other


def _tense(text: str, start: int, end: int) -> str:
    """Return "future" or "past" by the words of the clause around an expression, "" where they say neither."""
    clause = _CLAUSE.split(text[max(0, start - 100) : start])[-1]
    if _UNTIL.search(clause):
        return "future"
    if _JUST_PAST.search(clause):
        return "past"
    future = max((m.end() for m in _FUTURE.finditer(clause)), default=None)
    past = max((m.start() for m in _PAST.finditer(clause)), default=None)
    if future is not None and (past is None or past <= future + 30):
        return "future"
    after = _CLAUSE.split(text[end : end + 60], maxsplit=1)[0]
    if past is not None or _PAST.search(after):
        return "past"
    return "future" if _FUTURE.search(after) or _BY.search(clause) else ""
