"""What vague words stand for: `best` by a named convention; `low`, `high` and the words stay as the report has them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from reportedly.model import Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportedly.decode.draft import DraftFigure

Vague: TypeAlias = Literal["least", "acled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """What each vague word is taken for, and who says so; words that it does not name stay without a best guess."""

    source: str
    values: Mapping[str, int]


# ACLED names tens, dozens and hundreds, "and so on"; what follows them here is the words' own power of ten.
CONVENTIONS: Final[Mapping[Vague, Convention]] = {
    "least": Convention(source="docs/figures.md: a least value and no other", values={}),
    "acled": Convention(
        source='ACLED, FAQ, "How does ACLED code fatalities?" (updated 2024-05-07): tens 10, dozens 12, hundreds 100',
        values={
            "tens": 10, "dozens": 12, "hundreds": 100, "thousands": 1_000, "tens of thousands": 10_000,
            "hundreds of thousands": 100_000, "millions": 1_000_000, "tens of millions": 10_000_000,
            "hundreds of millions": 100_000_000, "billions": 1_000_000_000,
        },
    ),
}  # fmt: skip
# "several hundred", "hundreds upon hundreds": what is left is the word.
_AROUND: Final = re.compile(r"(?:(?:several|a few|few|many) )?(.+?)(?: (?:upon|on|and) \1)?", re.IGNORECASE)


def convention(name: str) -> Convention:
    """Return the convention of a name.

    Raises:
        ValueError: there is none of that name.
    """
    for known, found in CONVENTIONS.items():
        if known == name:
            return found
    raise ValueError(f"no convention {name!r} for vague words: there are {', '.join(CONVENTIONS)}")


def settle_numbers(
    text: str, figures: Sequence[DraftFigure], vague: str = "least"
) -> tuple[tuple[DraftFigure, ...], tuple[Note, ...]]:
    """Return figures with the best guess that a convention has for vague words, and a note that names it.

    Args:
        text: the article's text.
        figures: its figures.
        vague: the convention, one of `CONVENTIONS`; by default vague words have no best guess and there is no note.

    Raises:
        ValueError: there is no convention of that name.
    """
    rule = convention(vague)
    if not rule.values:
        return tuple(figures), ()
    note = Note(about=None, stage="settle", reason=f"best of vague words by the convention {vague!r} ({rule.source})")
    return tuple(replace(f, best=_best(text, f, rule)) if f.hedge == "vague" else f for f in figures), (note,)


def _best(text: str, figure: DraftFigure, rule: Convention) -> float | None:
    words = " ".join(text[figure.number.start : figure.number.end].lower().split())
    m = _AROUND.fullmatch(words)
    word = m[1] if m else words
    return next((float(rule.values[w]) for w in (word, f"{word}s") if w in rule.values), None)
