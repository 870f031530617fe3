"""The grammar: levels of rules, from dates that need no context to modifiers of dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportedly.settle.times.grammar_atoms import ATOMS
from reportedly.settle.times.grammar_deictic import DEICTIC
from reportedly.settle.times.grammar_joined import JOINED
from reportedly.settle.times.grammar_modified import MODIFIED
from reportedly.settle.times.grammar_partial import PARTIAL

if TYPE_CHECKING:
    from reportedly.settle.times.tokens import Token

LEVELS: Final = (ATOMS, DEICTIC, PARTIAL, JOINED, MODIFIED)
DATES: Final = (
    "DAY",
    "WEEK",
    "MONTH",
    "SEASON",
    "QUARTER",
    "YEAR",
    "DECADE",
    "CENTURY",
    "MOMENT",
    "OFFSET",
    "REF",
    "DUR",
    "SET",
)


def parse(tokens: list[Token]) -> list[Token]:
    """Return the time expressions among the tokens; each one's value is its sense."""
    for level in LEVELS:
        tokens = level.apply(tokens)
    return [t for t in tokens if t.kind in DATES]
