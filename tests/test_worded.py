"""What a trigger's words say of its type."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from reportedly.decode.worded import CLEAR, WEAK, worded
from reportedly.markup import TYPES
from reportedly.model import Span


@pytest.mark.parametrize(
    ("text", "trigger", "type_", "worth"),
    [
        ("Rebels shelled the town.", "shelled", "ASSAULT", CLEAR),
        ("Both sides reached an interim agreement.", "reached", "AGREE", CLEAR),
        ("They offered talks.", "offered", "AGREE", WEAK),
        ("Police arrested six.", "arrested", "COERCE", CLEAR),
        ("Crowds marching on the palace", "marching", "PROTEST", WEAK),
    ],
)
def test_words_and_phrases(text: str, trigger: str, type_: str, worth: float) -> None:
    at = text.index(trigger)
    found = worded(text, Span(start=at, end=at + len(trigger)))
    assert type_ in found
    assert found[type_] >= worth


def test_a_phrase_goes_before_its_first_word_and_ends_with_the_sentence() -> None:
    paid = worded("She paid tribute to the dead.", Span(start=4, end=8))
    assert paid == {"SUPPORT": CLEAR}
    assert "SUPPORT" not in worded("She paid. A tribute came later.", Span(start=4, end=8))


def test_words_that_the_table_does_not_have_say_nothing() -> None:
    assert worded("He glimbered it.", Span(start=3, end=12)) == {}


def test_every_line_of_the_table_is_whole() -> None:
    text = files("reportedly.decode").joinpath("trigger_types.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert all(len(x) == 4 and x[0].strip() and x[2] in TYPES and x[3] in {"clear", "weak"} for x in lines)
    assert len({(x[0], x[1], x[2]) for x in lines}) == len(lines)


def test_the_table_names_no_side() -> None:
    """Words that only a source may use for the other side stand nowhere but where calling so is the act."""
    text = files("reportedly.decode").joinpath("trigger_types.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            words, _, type_, _ = line.split("\t")
            assert words == words.lower()
            assert type_ == "ACCUSE" or not {"terrorist", "terrorism", "regime"} & set(re.split(r"[ |_]", words))
