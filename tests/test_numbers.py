"""Hedged and vague counts by the rules alone, and the conventions for vague words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportedly.decode.figures import figures
from reportedly.settle.numbers import CONVENTIONS, settle_numbers

if TYPE_CHECKING:
    from reportedly.decode.draft import DraftFigure

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
FLOOR = 96.0  # percent; 97.0 and 97.5 were reached


@pytest.mark.parametrize("name", ["numbers_a.tsv", "numbers_b.tsv"])
def test_the_values_of_four_hundred_counts(name: str) -> None:
    from counts import by_rules, probes, settled  # noqa: PLC0415 - a script, no package

    lines = list(probes(ROOT / "tests" / "probes" / name))
    got = settled(lines, by_rules(dict.fromkeys(x.text for x in lines)))
    assert len(lines) == 200
    assert 100 * sum(x.values == g for x, g in zip(lines, got, strict=True)) / len(lines) >= FLOOR


def only(text: str) -> DraftFigure:
    (found,) = figures(text, ())
    return found


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("Tens of", 10),
        ("Dozens of", 12),
        ("Hundreds of", 100),
        ("Several hundred", 100),
        ("Tens of thousands of", 10_000),
        ("Several", None),
    ],
)
def test_acled_gives_vague_words_a_best_guess_and_keeps_their_bounds(words: str, best: float | None) -> None:
    text = f"{words} people were killed."
    plain = only(text)
    (found,), notes = settle_numbers(text, [plain], "acled")
    assert (plain.best, found.best) == (None, best)
    assert (found.low, found.high, found.number, found.hedge) == (plain.low, plain.high, plain.number, "vague")
    assert ["ACLED" in n.reason for n in notes] == [True]


def test_counts_that_are_not_vague_stay() -> None:
    found = only("At least 30 people were killed.")
    assert settle_numbers("At least 30 people were killed.", [found], "acled")[0] == (found,)


def test_by_default_there_is_no_best_guess_and_no_note() -> None:
    found = only("Dozens of people were killed.")
    assert settle_numbers("", [found]) == ((found,), ())


def test_an_unknown_convention_is_refused() -> None:
    with pytest.raises(ValueError, match="no convention 'guess'"):
        settle_numbers("", [], "guess")
    assert set(CONVENTIONS) == {"least", "acled"}
