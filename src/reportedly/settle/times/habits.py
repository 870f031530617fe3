"""Expressions that name no one day: "today" for nowadays, "in July" for every July."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reportedly.settle.times.values import Value

if TYPE_CHECKING:
    from reportedly.settle.times.tokens import Token

_NOWADAYS_BEFORE: Final = re.compile(
    r"\b(?:(?:is|are|still|widely|commonly|best) (?:known|called|used)|in use|what is|as it is"
    r"|still (?:stands?|exists?|visible)|as we know (?:it|them)|lives? on|than)\s$"
)
_NOWADAYS_AFTER: Final = re.compile(r"(?:\s(?:known )?as |\s(?:than|there (?:is|are)) )")
_HABIT: Final = re.compile(
    r"\b(?:seasons?|weather|climates?|temperatures?|rainfall|rains?|monsoons?|averag\w+|usually|often|generally|typically"
    r"|normally|always|annual(?:ly)?|every|varies|year-round|occurs?|tourists?|visitors?|harvests?"
    r"|(?:is|are|do|does|can) (?:very|quite|about|usually|often|more|less|the (?:best|worst|most|high|low)))\b",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"\b(?:(?:last|this|next|past|coming) (?:week|month|year|season|spring|summer|autumn|fall|winter)s?"
    r"|said|told|was|were|had|did|will|would|shall|began|came|fell|rose|hit|took"
    r"|(?:has|have) (?:been|had)|[a-z]{2,}(?<!ne)(?<!spe)(?<!locat)(?<!bas)(?<!protect)ed)\b|['’]ll\b|[12]\d\d\d"
)
_STOP: Final = re.compile(r"[.!?;:]\s|\n")
_WIDE: Final = 250  # code points of a sentence that are looked at, on each side


def habit(text: str, token: Token, value: Value) -> Value | None:
    """Return the value of an expression that means no one day, None where it means one.

    Args:
        text: the text.
        token: the expression.
        value: what it would mean if it meant one.
    """
    words = text[token.start : token.end].lower()
    if words == "today":
        return _nowadays(text, token)
    if value.basis != "relative" or value.grain not in {"month", "season"} or not value.timex:
        return None
    before = _STOP.split(text[max(0, token.start - _WIDE) : token.start])[-1]
    after = _STOP.split(text[token.end : token.end + _WIDE], maxsplit=1)[0]
    clause = f"{before}{words} {after}"
    if _TOLD.search(clause) or not _HABIT.search(clause):
        return None
    return Value(timex=f"XXXX-{value.timex.partition('-')[2]}", kind="set", mod=value.mod)


def _nowadays(text: str, token: Token) -> Value | None:
    before, after = text[max(0, token.start - 80) : token.start], text[token.end : token.end + 60]
    if _NOWADAYS_BEFORE.search(before) or _NOWADAYS_AFTER.match(after):
        return Value(timex="PRESENT_REF", basis="relative", note="no day is said")
    return None
