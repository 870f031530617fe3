from __future__ import annotations

from typing import get_args

import pytest

from reportedly.decode.effects import TABLE, all_tells, told
from reportedly.decode.figures import figures
from reportedly.model import Effect


def test_the_table_has_every_effect_but_other() -> None:
    assert set(TABLE) == set(get_args(Effect)) - {"other"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("they were shot dead", ["killed"]),
        ("they were shot", ["injured"]),
        ("they shot two drones down", ["destroyed"]),
        ("put the town to the torch", ["destroyed"]),
        ("walked free from prison", ["released"]),
        ("led them away in handcuffs", ["detained"]),
        ("the firm laid off staff", [None]),
        ("a dead heat", [None]),
        ("the parliament debated", []),
    ],
)
def test_what_words_tell(words: str, expected: list[str | None]) -> None:
    assert [told(m) for m in all_tells(words, 0, len(words))][:1] == expected


@pytest.mark.parametrize(
    ("sentence", "effect"),
    [
        ("The blast killed 12 people.", "killed"),
        ("The blast destroyed 12 houses.", "destroyed"),
        ("The blast killed 12 houses.", "destroyed"),
        ("Officers led away seventeen students in handcuffs.", "detained"),
        ("The junta pardoned 30 prisoners.", "released"),
        ("The navy fired 20 missiles.", "launched"),
        ("Some 40 people have been unaccounted for.", "missing"),
        ("The mayor met 12 teachers.", "other"),
    ],
)
def test_an_effect_without_events(sentence: str, effect: str) -> None:
    (found,) = figures(sentence, ())
    assert found.effect == effect
